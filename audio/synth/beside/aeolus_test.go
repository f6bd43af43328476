//go:build linux && cgo

package beside

import (
	_ "embed"
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"voluntary/audio/jack"
	"voluntary/audio/synth"
	"voluntary/registration"
	"voluntary/registration/aeolus"
	"voluntary/registration/dialect"
	"voluntary/sequencer"
)

const (
	definition = "/usr/share/aeolus/stops/Aeolus/definition"
	rate       = 48000
	period     = 256
	measured   = 8 * time.Second
)

//go:embed nullseq.c.txt
var nullseq string

// chord is what both play: on the lowest manual and on the pedals.
var chord = map[string][]uint8{"manual": {48, 52, 55, 60, 64, 67, 72, 76, 79, 84}, "pedal": {36, 48}}

// child runs a program until the test is over.
func child(b *testing.B, cmd *exec.Cmd) *exec.Cmd {
	b.Helper()
	require.NoError(b, cmd.Start())
	b.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		kill := time.AfterFunc(5*time.Second, func() { _ = cmd.Process.Kill() })
		defer kill.Stop()
		_ = cmd.Wait()
	})
	return cmd
}

// server starts a JACK server of our own.
func server(b *testing.B) {
	b.Helper()
	name := fmt.Sprintf("voluntary-bench-%d", os.Getpid())
	b.Setenv("JACK_DEFAULT_SERVER", name)
	b.Setenv("JACK_NO_AUDIO_RESERVATION", "1")
	b.Cleanup(func() {
		left, _ := filepath.Glob("/dev/shm/jack*_" + name + "_*")
		for _, f := range left {
			_ = os.Remove(f)
		}
	})
	realtime := "-r"
	if os.Geteuid() == 0 {
		realtime = "-R"
	}
	child(b, exec.Command("jackd", "-n", name, realtime, "-d", "dummy", "-r", strconv.Itoa(rate), "-p", strconv.Itoa(period)))
}

// presets gives the keyboards the channels from 1 on, the lowest manual first, as its console has them. The format is that
// of Aeolus: a head, the number of groups, 8 times 16 channels as flags, division and keyboard, no registrations.
func presets() []byte {
	out := append([]byte("PRESET\x00\x00"), make([]byte, 6)...)
	out = binary.LittleEndian.AppendUint16(out, 4)
	for range 8 {
		for channel := range uint16(16) {
			v := uint16(0)
			switch {
			case channel < 3:
				keyboard := 2 - channel
				v = 7<<12 | keyboard<<4 | keyboard
			case channel == 3:
				v = 7<<12 | 3<<4 | 3
			case channel == 15:
				v = 4 << 12
			}
			out = binary.LittleEndian.AppendUint16(out, v)
		}
	}
	return out
}

// connected waits for the server.
func connected(b *testing.B) *jack.Client {
	b.Helper()
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(100 * time.Millisecond) {
		client, err := jack.Open("voluntary-bench")
		if err == nil {
			b.Cleanup(client.Close)
			return client
		}
		require.True(b, time.Now().Before(end), "JACK does not come up: %v", err)
	}
}

// other starts Aeolus and connects a port to it. The text that it is given at its console stays open.
func other(b *testing.B) (pid int, send func(message []byte), ask func(string) string) {
	b.Helper()
	home := b.TempDir()
	source, shim := filepath.Join(home, "nullseq.c"), filepath.Join(home, "nullseq.so")
	require.NoError(b, os.WriteFile(source, []byte(nullseq), 0o600))
	if out, err := exec.Command("cc", "-O2", "-shared", "-fPIC", "-o", shim, source).CombinedOutput(); err != nil {
		b.Skipf("the shim does not compile here: %v %s", err, out)
	}
	client := connected(b)
	require.NoError(b, os.WriteFile(filepath.Join(home, ".aeolus-presets"), presets(), 0o600))
	cmd := exec.Command("aeolus", "-t", "-u", "-J")
	cmd.Env = append(os.Environ(), "HOME="+home, "LD_PRELOAD="+shim)
	in, err := cmd.StdinPipe()
	require.NoError(b, err)
	b.Cleanup(func() { _ = in.Close() })
	said := filepath.Join(home, "said")
	words, err := os.Create(said)
	require.NoError(b, err)
	defer words.Close()
	cmd.Stdout, cmd.Stderr = words, words
	child(b, cmd)

	for end := time.Now().Add(60 * time.Second); ; time.Sleep(200 * time.Millisecond) {
		words, _ := os.ReadFile(said)
		if client.Has("aeolus:Midi/in") && strings.Contains(string(words), "Aeolus is ready") {
			break
		}
		if time.Now().After(end) {
			b.Fatalf("Aeolus does not come up: %s", words)
		}
	}
	port, err := client.Register("out")
	require.NoError(b, err)
	b.Cleanup(port.Close)
	require.NoError(b, port.Connect("aeolus:Midi/in"))
	return cmd.Process.Pid, func(message []byte) {
			_, ok := port.Send(client.Frame()+3*period, message)
			require.True(b, ok)
			time.Sleep(3 * time.Millisecond)
		}, func(question string) string {
			before, _ := os.ReadFile(said)
			_, err := in.Write([]byte(question + "\n"))
			require.NoError(b, err)
			time.Sleep(300 * time.Millisecond)
			now, _ := os.ReadFile(said)
			return string(now[len(before):])
		}
}

// used is the processor time that a process has taken.
func used(b *testing.B, pid int) time.Duration {
	b.Helper()
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	require.NoError(b, err)
	fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * (time.Second / 100)
}

// score is what both are told, and how many pipes that are: keys times stops, with the couplers of the lowest manual.
func score(c *registration.Console) (events []sequencer.Event, pipes int) {
	lowest := registration.DivisionID(0)
	pedal := registration.DivisionID(len(c.Divisions) - 1)
	for i := range c.Controls {
		k := &c.Controls[i]
		switch {
		case k.Kind == registration.Stop:
			if k.Division == pedal {
				pipes += len(chord["pedal"])
			} else {
				pipes += len(chord["manual"])
			}
		case k.Kind == registration.Coupler && k.Division == lowest:
		default:
			continue
		}
		events = append(events, sequencer.ChangeEvent(0, registration.Change{Kind: registration.Draw, Control: registration.ControlID(i)}))
	}
	for name, d := range map[string]registration.DivisionID{"manual": lowest, "pedal": pedal} {
		for _, key := range chord[name] {
			events = append(events, sequencer.Event{Kind: sequencer.KeyDown, Division: d, Key: key, Velocity: 100})
		}
	}
	return events, pipes
}

func changes(events []sequencer.Event) (n int) {
	for _, e := range events {
		if e.Kind == sequencer.Change {
			n++
		}
	}
	return n
}

// BenchmarkBesideAeolus holds the tutti of Aeolus' own organ on both.
func BenchmarkBesideAeolus(b *testing.B) {
	for _, program := range []string{"jackd", "aeolus", "cc"} {
		if _, err := exec.LookPath(program); err != nil {
			b.Skipf("there is no %s here (apt-get install aeolus jackd2 gcc)", program)
		}
	}
	c, _, err := aeolus.ReadFile(definition)
	if err != nil {
		b.Skip(err)
	}
	events, pipes := score(c)

	share := map[string]float64{}
	b.Run("aeolus", func(b *testing.B) {
		server(b)
		pid, send, ask := other(b)
		silent := used(b, pid)
		time.Sleep(measured / 2)
		silent = used(b, pid) - silent
		say := dialect.NewEncoder(c)
		for _, e := range events {
			if e.Kind == sequencer.Change {
				for message := range dialect.Messages(say.AppendChange(nil, e.Change)) {
					send(message)
				}
				continue
			}
			send(say.AppendKey(nil, e.Division, e.Key, e.Velocity, true))
		}
		drawn := 0
		for _, group := range []string{"I", "II", "III", "P"} {
			drawn += strings.Count(ask("s "+group+" ??"), "\n  + ")
		}
		require.Equal(b, changes(events), drawn, "Aeolus has drawn what it was told")
		time.Sleep(time.Second)
		before := used(b, pid)
		time.Sleep(measured)
		share["aeolus"] = (used(b, pid) - before).Seconds() / measured.Seconds()
		idle := silent.Seconds() / (measured / 2).Seconds()
		report(b, pipes, share["aeolus"])
		b.ReportMetric(100*idle, "%-of-a-core-silent")
		if share["aeolus"] < 1.05*idle {
			b.Fatalf("Aeolus does not sound: %.4f of a core, %.4f before the chord", share["aeolus"], idle)
		}
	})
	b.Run("built-in", func(b *testing.B) {
		o := synth.New(c, synth.Options{Rate: rate, Room: synth.Church})
		for _, e := range events {
			o.Apply(e)
		}
		dst := make([]float32, 2*period)
		for range rate / period {
			o.Render(dst)
		}
		before := used(b, os.Getpid())
		n := int(measured.Seconds() * 4 * rate / period)
		for range n {
			o.Render(dst)
		}
		share["built-in"] = (used(b, os.Getpid()) - before).Seconds() / (float64(n) * period / rate)
		report(b, pipes, share["built-in"])
		b.ReportMetric(float64(o.Counts().Pipes), "pipes-with-mixture-ranks")
		if share["aeolus"] > 0 {
			b.ReportMetric(share["aeolus"]/share["built-in"], "times-aeolus")
		}
	})
}

func report(b *testing.B, pipes int, share float64) {
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(pipes), "pipes")
	b.ReportMetric(100*share, "%-of-a-core")
	b.ReportMetric(float64(pipes)/share, "pipes/core")
}
