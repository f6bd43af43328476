package jacktest

import (
	"bufio"
	"context"
	_ "embed"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// Rate and Period of the server, in frames a second and frames.
const (
	Rate   = 48000
	Period = 256
)

//go:embed record.c.txt
var recorderSource string

var running *os.Process

// Stall stops the server that Server has started for a while, as a busy machine does: it loses that time.
func Stall(d time.Duration) {
	_ = running.Signal(syscall.SIGSTOP)
	time.Sleep(d)
	_ = running.Signal(syscall.SIGCONT)
}

// Hang stops the server that Server has started as long as do runs.
func Hang(t *testing.T, do func()) {
	t.Helper()
	_ = running.Signal(syscall.SIGSTOP)
	defer func() { _ = running.Signal(syscall.SIGCONT) }()
	do()
}

// Server runs a JACK server for the rest of the test and makes it the default one of this process and its children. It
// gives the function that stops the server before that.
func Server(t *testing.T) (stop func()) {
	t.Helper()
	if os.Getenv("VOLUNTARY_E2E") == "" {
		t.Skip("VOLUNTARY_E2E is not set: make e2e runs this")
	}
	if _, err := exec.LookPath("jackd"); err != nil {
		t.Skip("there is no jackd here (apt-get install jackd2)")
	}
	name := fmt.Sprintf("voluntary-test-%d-%d", os.Getpid(), time.Now().UnixNano()%1_000_000)
	t.Setenv("JACK_DEFAULT_SERVER", name)
	t.Setenv("JACK_NO_AUDIO_RESERVATION", "1")
	cmd := exec.Command("jackd", "-n", name, realtime(), "-S", "-d", "dummy", "-r", strconv.Itoa(Rate), "-p", strconv.Itoa(Period))
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	running = cmd.Process
	var once sync.Once
	stop = func() {
		once.Do(func() {
			// One that is killed stays in the register of servers, which has eight places for the whole machine.
			_ = cmd.Process.Signal(syscall.SIGTERM)
			kill := time.AfterFunc(10*time.Second, func() { _ = cmd.Process.Kill() })
			defer kill.Stop()
			_ = cmd.Wait()
		})
	}
	t.Cleanup(func() { // what clients leave behind whose server went first
		left, _ := filepath.Glob("/dev/shm/jack*_" + name + "_*")
		for _, f := range left {
			_ = os.Remove(f)
		}
	})
	t.Cleanup(stop)
	return stop
}

// realtime is how the server wants to be scheduled: without priority its clock loses milliseconds on a busy machine.
func realtime() string {
	if mode := os.Getenv("VOLUNTARY_JACK"); mode != "" {
		return mode
	}
	if os.Geteuid() == 0 {
		return "-R"
	}
	return "-r"
}

// Message is one MIDI message that came.
type Message struct {
	Frame int64
	Text  string // bytes in hex with spaces
}

// Recorder is a JACK client with the ports "recorder:in" and "recorder:sound".
type Recorder struct {
	mu     sync.Mutex
	all    []Message
	onsets []int64
	xruns  []int64
	end    func()
}

// Stop ends the recorder, before the test does.
func (r *Recorder) Stop() { r.end() }

// Port is the name of the recorder's port for MIDI, Sound that of the one for sound.
const (
	Port  = "recorder:in"
	Sound = "recorder:sound"
)

// Tool runs one of JACK's own programs, which would wait for ever for a server that hangs, and gives what it prints.
func Tool(ctx context.Context, name string, args ...string) (string, error) {
	ctx, stop := context.WithTimeout(ctx, startTime)
	defer stop()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.WaitDelay = time.Second
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// Record starts the recorder, once the server runs.
func Record(t *testing.T) *Recorder {
	t.Helper()
	dir := t.TempDir()
	source, program := filepath.Join(dir, "record.c"), filepath.Join(dir, "record")
	if err := os.WriteFile(source, []byte(recorderSource), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("cc", "-O2", "-o", program, source, "-l:libjack.so.0").CombinedOutput(); err != nil {
		t.Skipf("the recorder does not compile here: %v %s", err, out)
	}
	for end := time.Now().Add(startTime); ; time.Sleep(100 * time.Millisecond) {
		r, ok := start(t, program)
		if ok {
			return r
		}
		if time.Now().After(end) {
			t.Fatal("the JACK server does not come up")
		}
	}
}

// startTime is how long the server may take to come up.
const startTime = 15 * time.Second

func start(t *testing.T, program string) (*Recorder, bool) {
	t.Helper()
	cmd := exec.Command(program)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	late := time.AfterFunc(startTime, func() { _ = cmd.Process.Kill() }) // a server that hangs never lets it in
	defer late.Stop()
	// The recorder says that it is ready with its first look at the ring.
	if first, err := lines.ReadString('\n'); err != nil || first != "ready\n" {
		_ = in.Close()
		_ = cmd.Wait()
		return nil, false
	}
	r := &Recorder{}
	done := make(chan struct{})
	go func() {
		defer close(done)
		r.read(lines)
	}()
	r.end = sync.OnceFunc(func() {
		_ = in.Close()
		<-done
		_ = cmd.Wait()
	})
	t.Cleanup(r.end)
	return r, true
}

func (r *Recorder) read(lines *bufio.Reader) {
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			if err != io.EOF {
				fmt.Fprintln(os.Stderr, "recorder:", err)
			}
			return
		}
		frame, text, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		n, _ := strconv.ParseInt(frame, 10, 64)
		r.mu.Lock()
		switch text {
		case "sound":
			r.onsets = append(r.onsets, n)
		case "xrun":
			r.xruns = append(r.xruns, n)
		default:
			r.all = append(r.all, Message{n, text})
		}
		r.mu.Unlock()
	}
}

// Heard lists what has come so far.
func (r *Recorder) Heard() []Message {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]Message(nil), r.all...)
}

// Onsets lists the frames on which sound has begun after a silence of a hundredth of a second: on which it became louder than
// [Loud].
func (r *Recorder) Onsets() []int64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]int64(nil), r.onsets...)
}

// Loud is what counts as sound, of a full scale of 1; what is below half of it is silence, when it lasts for Silence frames.
const (
	Loud    = 1e-7
	Silence = Rate / 100
)

// Xruns lists the frames before which the server was late.
func (r *Recorder) Xruns() []int64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]int64(nil), r.xruns...)
}

// Await waits until n messages have come, and gives them all.
func (r *Recorder) Await(t *testing.T, n int) []Message {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if all := r.Heard(); len(all) >= n {
			return all
		}
	}
	all := r.Heard()
	t.Fatalf("%d of %d messages have come: %v", len(all), n, all[max(0, len(all)-10):])
	return nil
}
