//go:build linux

package jacktest

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/require"
)

const watching = "VOLUNTARY_TEST_WATCH"

// The process that watches is the test's own program started once more.
func init() {
	if length, err := time.ParseDuration(os.Getenv(watching)); err == nil {
		for _, h := range watch(length) {
			fmt.Println("halt", h.From.UnixNano(), h.To.UnixNano())
		}
		fmt.Println("watched")
		os.Exit(0)
	}
}

// Halt is a time in which the machine stood still: no program plays on through that.
type Halt struct{ From, To time.Time }

// Halts are in the order of their ends.
type Halts []Halt

// During reports whether the machine stood still between two instants.
func (h Halts) During(from, to time.Time) bool {
	for _, x := range h {
		if x.From.Before(to) && x.To.After(from) {
			return true
		}
	}
	return false
}

// Stalls begins to watch the machine, in a process of its own. The function that it gives waits for the end and says when
// the machine stood still for half a period of JACK or longer.
func Stalls(t *testing.T, length time.Duration) func() Halts {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), watching+"="+length.String())
	var said bytes.Buffer
	cmd.Stdout = &said
	require.NoError(t, cmd.Start())
	t.Cleanup(func() { cmd.Process.Kill() })
	return func() (halts Halts) {
		require.NoError(t, cmd.Wait())
		require.Contains(t, said.String(), "watched")
		for line := range strings.Lines(said.String()) {
			var from, to int64
			if n, _ := fmt.Sscanf(line, "halt %d %d", &from, &to); n == 2 {
				halts = append(halts, Halt{time.Unix(0, from), time.Unix(0, to)})
			}
		}
		return halts
	}
}

// watch has on each processor a thread of the highest urgency, above the sound and JACK, that does nothing but wake every
// millisecond. When one of them sleeps half a period of JACK too long, the machine has taken a processor away from
// everybody, as virtual ones do.
func watch(length time.Duration) (halts Halts) {
	const fifo, resetOnFork, priority = 1, 0x40000000, 80
	runtime.GOMAXPROCS(runtime.NumCPU() + 2)
	var mu sync.Mutex
	var done sync.WaitGroup
	end := time.Now().Add(length)
	for cpu := range runtime.NumCPU() {
		done.Go(func() {
			runtime.LockOSThread() // and never unlocked: the thread ends with the goroutine
			mask := [16]uint64{}
			mask[cpu/64] = 1 << (cpu % 64)
			_, _, _ = syscall.RawSyscall(syscall.SYS_SCHED_SETAFFINITY, 0, unsafe.Sizeof(mask), uintptr(unsafe.Pointer(&mask)))
			urgency := int32(priority)
			_, _, _ = syscall.RawSyscall(syscall.SYS_SCHED_SETSCHEDULER, 0, fifo|resetOnFork, uintptr(unsafe.Pointer(&urgency)))
			nap := syscall.Timespec{Nsec: int64(time.Millisecond)}
			for now := time.Now(); now.Before(end); {
				_, _, _ = syscall.RawSyscall(syscall.SYS_NANOSLEEP, uintptr(unsafe.Pointer(&nap)), 0, 0)
				woke := time.Now()
				if woke.Sub(now) > time.Millisecond+Period*time.Second/Rate/2 {
					mu.Lock()
					halts = append(halts, Halt{now, woke})
					mu.Unlock()
				}
				now = woke
			}
		})
	}
	done.Wait()
	return halts
}

// Crowd is how many threads wanted a processor in the last minute.
func Crowd(t *testing.T) (load float64) {
	t.Helper()
	b, err := os.ReadFile("/proc/loadavg")
	require.NoError(t, err)
	_, err = fmt.Sscan(string(b), &load)
	require.NoError(t, err)
	return load
}
