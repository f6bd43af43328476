//go:build linux && cgo

package timing

import (
	"bufio"
	"bytes"
	_ "embed"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"gitlab.com/gomidi/midi/v2"
	"gitlab.com/gomidi/midi/v2/smf"

	"voluntary/audio/guard/wire"
	"voluntary/audio/jack/jacktest"
)

// note is a key that is struck: when it should be or was, and its message.
type note struct {
	at   time.Duration
	text string
}

// piece is a MIDI file of all that vol plays.
type piece struct {
	name, voluntary, midi string
	end                   string // position at which playing ends, "" for all
	notes                 []note
	messages              string // all of it, as the bare thread takes it
}

// TestTiming prints the table. VOLUNTARY_TIMING is set by make bench-timing; with "grid" the piece is left out.
func TestTiming(t *testing.T) {
	if os.Getenv("VOLUNTARY_TIMING") == "" {
		t.Skip("VOLUNTARY_TIMING is not set: make bench-timing runs this")
	}
	vol := built(t, "vol", "go", "build", "-o", "vol", "voluntary/cmd/vol")
	desktop(t)
	t.Setenv("VOLUNTARY_HOME", t.TempDir())
	var pieces []piece
	if p, ok := bach(t, vol); ok && os.Getenv("VOLUNTARY_TIMING") != "grid" {
		pieces = append(pieces, p)
	}
	pieces = append(pieces, grid(t, vol))

	fmt.Println("| path | piece | played by | notes | lost | p50 | p99 | most |")
	fmt.Println("| --- | --- | --- | ---: | ---: | ---: | ---: | ---: |")
	for _, p := range pieces {
		overJACK(t, vol, &p)
	}
	for _, p := range pieces {
		overRaw(t, vol, &p)
	}
	overSpeaker(t, vol)
}

// bach is the beginning of a piece of the corpus.
func bach(t *testing.T, vol string) (piece, bool) {
	shared := sharedFolder()
	file := filepath.Join(shared, "corpus", "smf", "organ", "bach-bwv555.mid")
	if shared == "" || !there(file) {
		fmt.Println("There is no corpus here: bach-bwv555.mid is left out.")
		return piece{}, false
	}
	p := piece{name: "bach-bwv555.mid, 8 bars", end: "9:1"}
	p.prepare(t, vol, file, "--map", "great,swell,pedal", "--shift", "3=12")
	return p, true
}

// grid is a thousand notes, one every 5 ms.
func grid(t *testing.T, vol string) piece {
	const beat = 480_000 * time.Microsecond // and a beat has 96 steps of 5 ms
	s := smf.New()
	s.TimeFormat = smf.MetricTicks(960)
	var tr smf.Track
	tr.Add(0, smf.MetaTempo(float64(time.Minute)/float64(beat)))
	rest := uint32(0)
	for i := range 1000 {
		key := uint8(36 + i%61)
		tr.Add(rest, midi.NoteOn(0, key, 100))
		tr.Add(6, midi.NoteOff(0, key))
		rest = 4
	}
	tr.Close(0)
	require.NoError(t, s.Add(tr))
	file := filepath.Join(t.TempDir(), "grid.mid")
	require.NoError(t, s.WriteFile(file))
	p := piece{name: "1,000 notes 5 ms apart"}
	p.prepare(t, vol, file, "--map", "great")
	return p
}

// prepare brings a file in and takes what vol says of it as the truth.
func (p *piece) prepare(t *testing.T, vol, file string, options ...string) {
	folder := t.TempDir()
	p.voluntary, p.midi = filepath.Join(folder, "x.voluntary"), filepath.Join(folder, "x.mid")
	run(t, vol, append([]string{"import", file, "-o", p.voluntary}, options...)...)
	run(t, vol, "midi", p.voluntary, "-o", p.midi)
	end := time.Duration(math.MaxInt64)
	if p.end != "" {
		end = time.Duration(8*4*1.153846*float64(time.Second)) - time.Millisecond
	}
	s, err := smf.ReadFile(p.midi)
	require.NoError(t, err)
	type event struct {
		tick int64
		b    []byte
	}
	var events []event
	for _, tr := range s.Tracks {
		tick := int64(0)
		for _, e := range tr {
			tick += int64(e.Delta)
			if !e.Message.IsMeta() {
				events = append(events, event{tick, e.Message.Bytes()})
			}
		}
	}
	slices.SortStableFunc(events, func(a, b event) int { return int(a.tick - b.tick) })
	var text strings.Builder
	for _, e := range events {
		at := time.Duration(s.TimeAt(e.tick)) * time.Microsecond
		if at >= end {
			break
		}
		fmt.Fprintf(&text, "%d % x\n", at.Nanoseconds(), e.b)
		p.notes = strikes(p.notes, at, e.b)
	}
	p.messages = text.String()
	require.NotEmpty(t, p.notes)
}

// strikes adds the keys that bytes press.
func strikes(notes []note, at time.Duration, b []byte) []note {
	for {
		one, rest := wire.Cut(b)
		if len(one) == 0 {
			return notes
		}
		if len(one) == 3 && one[0]>>4 == 9 && one[2] > 0 {
			notes = append(notes, note{at, fmt.Sprintf("%02x%02x", one[0], one[1])})
		}
		b = rest
	}
}

func overJACK(t *testing.T, vol string, p *piece) {
	t.Run("JACK", func(t *testing.T) {
		t.Setenv("VOLUNTARY_E2E", "1")
		if _, err := exec.LookPath("jackd"); err != nil {
			fmt.Println("There is no JACK here: left out.")
		}
		jacktest.Server(t)
		record := func(play func(r *jacktest.Recorder)) []note {
			r := jacktest.Record(t)
			play(r)
			time.Sleep(time.Second)
			var heard []note
			for _, m := range r.Heard() {
				var b [3]byte
				_, _ = fmt.Sscanf(m.Text, "%x %x %x", &b[0], &b[1], &b[2])
				heard = strikes(heard, time.Duration(m.Frame)*time.Second/jacktest.Rate, b[:])
			}
			r.Stop()
			return heard
		}
		row("JACK, in its frames", p, "Voluntary", record(func(*jacktest.Recorder) { run(t, vol, playing(p, "recorder")...) }))
		shown := false
		if heard := record(func(r *jacktest.Recorder) { shown = window(t, p, "recorder", func() int { return len(r.Heard()) }) }); shown {
			row("", p, "Voluntary's window, zooming", heard)
		}
		source := filepath.Join(sharedFolder(), "rig", "src", "midisend.c")
		if !there(source) {
			return
		}
		send := built(t, "midisend", "cc", "-O2", "-o", "midisend", source, "-ljack", "-lm")
		row("", p, "midisend (its frames are its own)", record(func(*jacktest.Recorder) {
			cmd := exec.Command(send, "-d", jacktest.Port, "-")
			var text strings.Builder
			for line := range strings.Lines(p.messages) {
				var ns int64
				_, _ = fmt.Sscan(line, &ns)
				_, bytes, _ := strings.Cut(line, " ")
				fmt.Fprintf(&text, "%.3f %s", float64(ns)/1000, bytes)
			}
			cmd.Stdin = strings.NewReader(text.String())
			out, err := cmd.CombinedOutput()
			require.NoError(t, err, string(out))
		}))
	})
}

// turns is how often a piece is played to pipes: one standstill of the machine decides over a single turn.
const turns = 5

// overRaw plays to named pipes: vol and then the window, and beside each a thread that does nothing else, with the same urgency,
// for the same instants.
func overRaw(t *testing.T, vol string, p *piece) {
	source := filepath.Join(t.TempDir(), "bare.c")
	require.NoError(t, os.WriteFile(source, bareSource, 0o600))
	bare := built(t, "bare", "cc", "-O2", "-o", "bare", source)
	beside(t, bare, p, "raw bytes", "Voluntary", func(ours *listener) bool {
		run(t, vol, playing(p, "raw:"+ours.path)...)
		return true
	})
	beside(t, bare, p, "", "Voluntary's window, zooming", func(ours *listener) bool {
		return window(t, p, "raw:"+ours.path, ours.out.Len)
	})
}

// beside plays a piece a few times to a pipe, and beside each the bare thread. play is false where nothing can be played.
func beside(t *testing.T, bare string, p *piece, path, by string, play func(ours *listener) bool) {
	var played, slept []float64
	lost, missed := 0, 0
	for range turns {
		ours, theirs := hear(t, bare), hear(t, bare)
		part := make(chan *piece, 1)
		go func() { part <- follow(bare, p, ours, theirs) }()
		if !play(ours) {
			_, _ = ours.end(t), theirs.end(t)
			return
		}
		time.Sleep(200 * time.Millisecond)
		off, gone := deviations(p, ours.end(t))
		played, lost = append(played, off...), lost+gone
		their := <-part
		require.NotNil(t, their, "the bare thread")
		off, gone = deviations(their, theirs.end(t))
		slept, missed = append(slept, off...), missed+gone
	}
	rowOf(path, p.name, by, played, lost)
	rowOf("", p.name, "a bare C thread beside it", slept, missed)
}

// behind is how long after the first key of a piece the bare thread begins: until then it is told when that was.
const behind = 300 * time.Millisecond

// follow has the bare thread play along as soon as the first key of a piece has come, and gives what is left of the piece for it.
func follow(bare string, p *piece, ours, theirs *listener) *piece {
	var first time.Duration
	for end := time.Now().Add(2 * time.Minute); first == 0; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			return nil
		}
		if keys := ours.notes(); len(keys) > 0 {
			first = keys[0].at
		}
	}
	start := first - p.notes[0].at
	from := p.notes[0].at + behind
	left := &piece{name: p.name}
	for _, n := range p.notes {
		if n.at >= from {
			left.notes = append(left.notes, n)
		}
	}
	var text strings.Builder
	for line := range strings.Lines(p.messages) {
		var ns int64
		_, _ = fmt.Sscan(line, &ns)
		if _, message, _ := strings.Cut(line, " "); time.Duration(ns) >= from {
			fmt.Fprintf(&text, "%d %s", int64(start)+ns, message)
		}
	}
	reference := exec.Command(bare, "send", theirs.path)
	reference.Stdin = strings.NewReader(text.String())
	if reference.Run() != nil {
		return nil
	}
	return left
}

//go:embed bare.c.txt
var bareSource []byte

func playing(p *piece, port string) []string {
	all := []string{"play", p.voluntary, "--out", port}
	if p.end != "" {
		all = append(all, "--to", p.end)
	}
	return all
}

// listener is a process that writes down when bytes come out of a pipe.
type listener struct {
	path string
	in   io.Closer
	out  growing
	cmd  *exec.Cmd
	done chan struct{}
}

// growing is a text that is written and looked at by several goroutines.
type growing struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (g *growing) Write(b []byte) (int, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.b.Write(b)
}

func (g *growing) Len() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.b.Len()
}

func (g *growing) String() string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.b.String()
}

func hear(t *testing.T, bare string) *listener {
	l := &listener{path: filepath.Join(t.TempDir(), "midi"), done: make(chan struct{})}
	require.NoError(t, syscall.Mkfifo(l.path, 0o600))
	l.cmd = exec.Command(bare, "hear", l.path)
	in, err := l.cmd.StdinPipe()
	require.NoError(t, err)
	l.in = in
	out, err := l.cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, l.cmd.Start())
	lines := bufio.NewReader(out)
	_, err = lines.ReadString('\n')
	require.NoError(t, err)
	go func() {
		defer close(l.done)
		_, _ = io.Copy(&l.out, lines)
	}()
	return l
}

func (l *listener) end(t *testing.T) []note {
	_ = l.in.Close()
	<-l.done
	require.NoError(t, l.cmd.Wait())
	return l.notes()
}

// notes is which keys were struck so far, as far as that was told.
func (l *listener) notes() (notes []note) {
	for line := range strings.Lines(l.out.String()) {
		if !strings.HasSuffix(line, "\n") {
			break
		}
		at, text, _ := strings.Cut(strings.TrimSpace(line), " ")
		var ns int64
		_, _ = fmt.Sscan(at, &ns)
		var b []byte
		_, _ = fmt.Sscanf(strings.ReplaceAll(text, " ", ""), "%x", &b)
		notes = strikes(notes, time.Duration(ns), b)
	}
	return notes
}

// row prints how far onsets are from where they should be, when the piece as a whole is moved to where it fits best.
func row(path string, p *piece, by string, heard []note) {
	off, lost := deviations(p, heard)
	rowOf(path, p.name, by, off, lost)
}

// deviations is how far from where they should be onsets are, in milliseconds.
func deviations(p *piece, heard []note) (off []float64, lost int) {
	waiting := map[string][]time.Duration{}
	for _, n := range heard {
		waiting[n.text] = append(waiting[n.text], n.at)
	}
	for _, n := range p.notes {
		if q := waiting[n.text]; len(q) > 0 {
			off = append(off, (q[0]-n.at).Seconds()*1000)
			waiting[n.text] = q[1:]
		}
	}
	lost = len(p.notes) - len(off)
	if len(off) == 0 {
		return nil, lost
	}
	slices.Sort(off)
	middle := off[len(off)/2]
	for i := range off {
		off[i] = math.Abs(off[i] - middle)
	}
	return off, lost
}

func rowOf(path, piece, by string, off []float64, lost int) {
	if len(off) == 0 {
		fmt.Printf("| %s | %s | %s | 0 | %d | | | |\n", path, piece, by, lost)
		return
	}
	slices.Sort(off)
	at := func(share float64) float64 { return off[int(share*float64(len(off)-1))] }
	fmt.Printf("| %s | %s | %s | %d | %d | %.3f ms | %.3f ms | %.3f ms |\n", path, piece, by, len(off), lost, at(0.5), at(0.99), at(1))
}

func run(t *testing.T, program string, args ...string) {
	out, err := exec.Command(program, args...).CombinedOutput()
	require.NoError(t, err, "%v: %s", args, out)
}

// built makes a program in a folder of its own.
func built(t *testing.T, name string, command ...string) string {
	path := filepath.Join(t.TempDir(), name)
	i := slices.Index(command, "-o")
	command[i+1] = path
	run(t, command[0], command[1:]...)
	return path
}

func there(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// sharedFolder is the folder above that has the corpus and the rig of the reference programs, "" for none.
func sharedFolder() string {
	if c := os.Getenv("VOLUNTARY_CORPUS"); c != "" {
		return filepath.Dir(c)
	}
	folder, err := os.Getwd()
	for err == nil {
		if there(filepath.Join(folder, "shared", "corpus")) {
			return filepath.Join(folder, "shared")
		}
		above := filepath.Dir(folder)
		if above == folder {
			break
		}
		folder = above
	}
	return ""
}
