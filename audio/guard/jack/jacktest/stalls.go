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
	"sync/atomic"
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
		fmt.Printf("stalls: %d\n", watch(length))
		os.Exit(0)
	}
}

// Stalls begins to watch the machine, in a process of its own. The function that it gives waits for the end and says how
// often the machine stood still for half a period of JACK: no program plays on through that.
func Stalls(t *testing.T, length time.Duration) func() int {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), watching+"="+length.String())
	var said bytes.Buffer
	cmd.Stdout = &said
	require.NoError(t, cmd.Start())
	t.Cleanup(func() { cmd.Process.Kill() })
	return func() (stalls int) {
		require.NoError(t, cmd.Wait())
		_, found, _ := strings.Cut(said.String(), "stalls: ")
		_, err := fmt.Sscan(found, &stalls)
		require.NoError(t, err, said.String())
		return stalls
	}
}

// watch has on each processor a thread of the highest urgency, above the sound and JACK, that does nothing but wake every
// millisecond. How often one of them slept half a period of JACK too long is how often the machine took a processor away
// from everybody, as virtual ones do.
func watch(length time.Duration) int64 {
	const fifo, resetOnFork, priority = 1, 0x40000000, 80
	runtime.GOMAXPROCS(runtime.NumCPU() + 2)
	var stalls atomic.Int64
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
					stalls.Add(1)
				}
				now = woke
			}
		})
	}
	done.Wait()
	return stalls.Load()
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
