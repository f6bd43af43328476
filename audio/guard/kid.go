package guard

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"voluntary/audio/instant"
	"voluntary/audio/urgent"
)

// maxUnsaid is the most that may wait for the pipe. The guard reads at once, so much of it means that it hangs.
const maxUnsaid = 4 << 20

// kid is one guard process.
type kid struct {
	guard *Guard
	cmd   *exec.Cmd
	in    io.WriteCloser
	gone  chan struct{} // closed when the process has ended
	here  chan error    // its hello
	birth time.Time
	heard atomic.Int64 // when it last said something

	mu     sync.Mutex
	unsaid []byte
	spare  []byte
	bell   *inbox // rung when there is something to say
	shut   bool   // nothing more will be said
}

// spawn starts a guard process and waits for its hello.
func (g *Guard) spawn() (*kid, error) {
	program, arguments := g.opts.Program, g.opts.Arguments
	if program == "" {
		var err error
		if program, err = ownProgram(); err != nil {
			return nil, err
		}
		arguments = []string{childArgument}
	}
	cmd := exec.Command(program, arguments...)
	cmd.SysProcAttr = apart()
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	noise, err := cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	bell, err := newInbox(nil)
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		bell.close()
		return nil, err
	}
	k := &kid{
		guard: g, cmd: cmd, in: in, gone: make(chan struct{}), here: make(chan error, 1),
		birth: time.Now(), bell: bell,
	}
	k.heard.Store(int64(instant.Now()))
	var readers sync.WaitGroup
	readers.Go(func() { k.listen(out) })
	readers.Go(func() { k.log(noise) })
	k.say(greeting(g.heart)) // before the first beat
	go k.talk()
	go func() {
		readers.Wait()
		err := cmd.Wait()
		g.opts.Log.Debug("the MIDI guard has ended", "pid", cmd.Process.Pid, "state", cmd.ProcessState, "error", err)
		close(k.gone)
		k.hush()
	}()
	select {
	case err = <-k.here:
	case <-k.gone:
		err = errors.New("it ended at once")
	case <-time.After(firstWord):
		err = errors.New("it does not answer")
	case <-g.ctx.Done():
		err = g.ctx.Err()
	}
	if err != nil {
		k.kill()
		return nil, err
	}
	return k, nil
}

// ownProgram is the file that this program runs from, even if another has taken its place meanwhile.
func ownProgram() (string, error) {
	if runtime.GOOS == "linux" {
		if _, err := os.Stat("/proc/self/exe"); err == nil {
			return "/proc/self/exe", nil
		}
	}
	return os.Executable()
}

// say hands a frame to the pipe and never waits. false: it cannot be said.
func (k *kid) say(frame []byte) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.shut || len(k.unsaid)+len(frame) > maxUnsaid {
		return false
	}
	if len(k.unsaid) == 0 {
		k.bell.wake()
	}
	k.unsaid = append(k.unsaid, frame...)
	return true
}

// talk writes what is said to the pipe, and beats the heart, until hush. It has an urgent thread that waits in the kernel: a
// busy machine keeps the program from much before it keeps it from this.
func (k *kid) talk() {
	urgent.Thread(urgent.MIDI)
	for beaten := instant.Now(); ; {
		_, _ = k.bell.wait(beaten + beatEvery)
		k.mu.Lock()
		b, shut := k.unsaid, k.shut
		k.unsaid, k.spare = k.spare[:0], nil
		k.mu.Unlock()
		if t := instant.Now(); t-beaten >= beatEvery && !shut {
			beaten = t
			if k.guard.works(t) {
				start := len(b)
				b = endFrame(appendTime(appendFrame(b, beatFrame, everyPort), t), start)
			}
		}
		if len(b) > 0 {
			_, _ = k.in.Write(b) // a guard that reads no more has ended, or is ended
		}
		k.mu.Lock()
		k.spare = b[:0]
		done := k.shut && len(k.unsaid) == 0
		if done {
			k.bell.close()
		}
		k.mu.Unlock()
		if done {
			_ = k.in.Close()
			return
		}
	}
}

// hush says nothing more: the pipe is closed when what was said is written, and the guard leaves.
func (k *kid) hush() {
	k.mu.Lock()
	defer k.mu.Unlock()
	if !k.shut {
		k.shut = true
		k.bell.wake()
	}
}

// end lets the guard release everything and leave. One that does not is killed.
func (k *kid) end() {
	k.hush()
	select {
	case <-k.gone:
	case <-time.After(k.guard.deaf):
		k.kill()
	}
}

func (k *kid) kill() {
	_ = k.cmd.Process.Kill()
	<-k.gone
}

// listen takes in what the guard says.
func (k *kid) listen(out io.Reader) {
	buf := make([]byte, 64<<10)
	var got []byte
	for {
		n, err := out.Read(buf)
		got = append(got, buf[:n]...)
		if n > 0 {
			k.heard.Store(int64(instant.Now()))
		}
		rest := got
		for {
			kind, port, b, next, done, ferr := cutFrame(rest, maxReport)
			if ferr == nil && done {
				ferr = k.guard.hear(k, kind, port, b)
			}
			if ferr != nil {
				k.guard.opts.Log.Error("the MIDI guard is not understood", "error", ferr)
				_ = k.cmd.Process.Kill()
				_, _ = io.Copy(io.Discard, out)
				return
			}
			if !done {
				break
			}
			rest = next
		}
		got = got[:copy(got, rest)]
		if err != nil {
			return
		}
	}
}

// log takes in what the MIDI systems print.
func (k *kid) log(noise io.Reader) {
	lines := bufio.NewScanner(noise)
	for lines.Scan() {
		if s := lines.Text(); s != "" {
			k.guard.opts.Log.Debug("MIDI", "says", fmt.Sprintf("%.500q", s))
		}
	}
	_, _ = io.Copy(io.Discard, noise)
}
