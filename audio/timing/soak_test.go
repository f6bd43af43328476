//go:build linux && cgo

package timing

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/guard"
	"voluntary/audio/guard/wire"
	"voluntary/audio/midiout"
	"voluntary/registration"
	"voluntary/sequencer"
	piecefile "voluntary/sequencer/file"
	"voluntary/sequencer/playback"
)

// TestSoak plays a piece in a loop for as long as VOLUNTARY_SOAK says, with a jump every few seconds, into a named pipe, and
// counts: no key is left on or struck while it is on, the registration is that of the engine, memory stays flat, and onsets
// do not drift. make soak sets it to an hour.
func TestSoak(t *testing.T) {
	length, err := time.ParseDuration(os.Getenv("VOLUNTARY_SOAK"))
	if err != nil {
		t.Skip("VOLUNTARY_SOAK is not set: make soak runs this")
	}
	perf := toccata(t)
	ear := newEar(t, perf.Console())
	g, err := guard.Start(t.Context(), guard.Options{})
	require.NoError(t, err)
	defer g.Close()
	reopen := func(ctx context.Context) (playback.Output, error) {
		return midiout.Open(ctx, g, "raw:"+ear.path, perf.Console())
	}
	out, err := reopen(t.Context())
	require.NoError(t, err)
	e := playback.New()
	e.AddOutput(out, reopen)
	e.SetPerformance(perf)
	e.Loop(0, perf.Tempo().TickAt(perf.End()), true)
	e.WaitAtMarks(false)
	ear.follow(perf, e)
	e.PlayFrom(0)

	r := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	end := perf.Tempo().TickAt(perf.End())
	began := time.Now()
	every := max(length/12, 5*time.Second)
	fmt.Println("| after | notes | jumps | struck while on | p50 off | program | guard | late | refused |")
	fmt.Println("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
	var looks []look
	jumps := 0
	for next := began.Add(every); time.Since(began) < length; {
		time.Sleep(time.Duration(1000+r.IntN(4000)) * time.Millisecond)
		e.Seek(sequencer.Tick(r.Int64N(int64(end))))
		jumps++
		if time.Now().After(next) {
			next = next.Add(every)
			l := ear.look(g)
			s := g.Status()
			fmt.Printf("| %v | %d | %d | %d | %.3f ms | %d KiB | %d KiB | %d | %d |\n", time.Since(began).Round(time.Second),
				l.notes, jumps, l.twice, l.off.Seconds()*1000, l.ours, l.theirs, s.Late, s.Refused)
			looks = append(looks, l)
		}
	}
	for _, o := range e.Status().Outputs {
		fmt.Printf("%s: %d events handed over late, opened again %d times\n", o.Name, o.Late, o.Reopens)
	}
	restarts := g.Status().Restarts
	e.Stop()
	require.Eventually(t, func() bool { return ear.down() == 0 && ear.state() == e.Status().Registration }, 20*time.Second, 10*time.Millisecond,
		"a key is left on, or the stops are others")
	require.NoError(t, e.Close())
	assert.Zero(t, restarts, "the guard was started again: the machine kept the program from its work")
	require.GreaterOrEqual(t, len(looks), 2, "too short to tell")
	first, last := looks[min(1, len(looks)-2)], looks[len(looks)-1]
	assert.Zero(t, last.twice, "a key was struck while it was on")
	assert.LessOrEqual(t, last.ours, first.ours*5/4+4096, "KiB of the program")
	assert.LessOrEqual(t, last.theirs, first.theirs*5/4+4096, "KiB of the guard")
	assert.Less(t, (last.off - first.off).Abs(), 2*time.Millisecond, "onsets drift")
}

// toccata is the piece, with stops that change.
func toccata(t *testing.T) *sequencer.Performance {
	t.Helper()
	shared := sharedFolder()
	score := filepath.Join(shared, "corpus", "smf", "organ", "mutopia-bachjs-bwv565-toccatafugue.mid")
	if shared == "" || !there(score) {
		t.Skip("there is no corpus here")
	}
	t.Setenv("VOLUNTARY_HOME", t.TempDir())
	vol := built(t, "vol", "go", "build", "-o", "vol", "voluntary/cmd/vol")
	file := filepath.Join(t.TempDir(), "x.voluntary")
	run(t, vol, "import", score, "-o", file)
	run(t, vol, "lane", file, "add", "--at", "1:1", "--draw", "great.open-diapason-8,pedal.bourdon-16", "--expression", "swell=90")
	for i, bar := range []int{5, 12, 20, 33, 50, 71, 90, 110} {
		draw, retire := "great.principal-4", "great.gamba-8"
		if i%2 == 1 {
			draw, retire = retire, draw
		}
		run(t, vol, "lane", file, "add", "--at", fmt.Sprintf("%d:1", bar), "--draw", draw, "--retire", retire, "--expression", fmt.Sprintf("swell=%d", 30+i*10))
	}
	a, _, err := piecefile.Load(file)
	require.NoError(t, err)
	perf, _ := sequencer.Compile(a, nil)
	return perf
}

// look is what is known at one time.
type look struct {
	notes, twice int
	off          time.Duration // of the last onsets from the score, the middle
	ours, theirs int           // KiB resident
}

// ear is an organ at the end of a named pipe.
type ear struct {
	path string

	mu      sync.Mutex
	decoded *decoding
	engine  *playback.Engine
	strikes map[[2]uint8][]time.Duration // of the performance, by division and key
	offs    []time.Duration
	notes   int
	twice   int
}

func newEar(t *testing.T, c *registration.Console) *ear {
	t.Helper()
	e := &ear{path: filepath.Join(t.TempDir(), "midi"), decoded: newDecoding(c)}
	require.NoError(t, syscall.Mkfifo(e.path, 0o600))
	f, err := os.OpenFile(e.path, os.O_RDWR, 0)
	require.NoError(t, err)
	var reader sync.WaitGroup
	reader.Go(func() {
		b, got := make([]byte, 64<<10), []byte(nil)
		for {
			n, err := f.Read(b)
			if err != nil {
				return
			}
			now := time.Now()
			got = append(got, b[:n]...)
			for {
				one, rest := wire.Cut(got)
				if len(one) == 0 {
					break
				}
				e.hear(now, one)
				got = rest
			}
		}
	})
	t.Cleanup(func() {
		f.Close()
		reader.Wait()
	})
	return e
}

// follow compares onsets with those of a performance that an engine plays.
func (e *ear) follow(p *sequencer.Performance, engine *playback.Engine) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.engine, e.strikes = engine, map[[2]uint8][]time.Duration{}
	for _, x := range p.Events() {
		if x.Kind == sequencer.KeyDown {
			k := [2]uint8{uint8(x.Division), x.Key}
			e.strikes[k] = append(e.strikes[k], x.At)
		}
	}
}

func (e *ear) hear(now time.Time, b []byte) {
	e.mu.Lock()
	defer e.mu.Unlock()
	down, division, key, again := e.decoded.hear(b)
	if !down {
		return
	}
	e.notes++
	if again {
		e.twice++
	}
	if e.engine == nil {
		return
	}
	at := e.engine.Status().PositionAt(now)
	best := time.Duration(-1)
	for _, s := range e.strikes[[2]uint8{uint8(division), key}] {
		if off := at - s; best < 0 || off.Abs() < best.Abs() {
			best = off
		}
	}
	if best.Abs() < 50*time.Millisecond { // others are held from before a jump
		e.offs = append(e.offs, best)
	}
}

// look says how things are, and begins a new stretch of onsets.
func (e *ear) look(g *guard.Guard) look {
	runtime.GC()
	e.mu.Lock()
	defer e.mu.Unlock()
	l := look{notes: e.notes, twice: e.twice, ours: resident(os.Getpid()), theirs: resident(g.Pid())}
	slices.Sort(e.offs)
	if len(e.offs) > 0 {
		l.off = e.offs[len(e.offs)/2]
	}
	e.offs = e.offs[:0]
	return l
}

func (e *ear) down() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.decoded.keys()
}

func (e *ear) state() registration.State {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.decoded.does.State
}

// resident is how much memory a process has, in KiB.
func resident(pid int) (kib int) {
	b, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	for line := range strings.Lines(string(b)) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			_, _ = fmt.Sscan(rest, &kib)
		}
	}
	return kib
}
