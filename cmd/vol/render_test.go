package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// sound is a WAV file as read: 16 bits, stereo.
type sound struct {
	rate        int
	left, right []int16
}

func heardIn(t *testing.T, path string) *sound {
	t.Helper()
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Greater(t, len(b), 44)
	require.Equal(t, "RIFF", string(b[:4]))
	require.Equal(t, "WAVEfmt ", string(b[8:16]))
	require.Equal(t, []byte{16, 0, 0, 0, 1, 0, 2, 0}, b[16:24], "whole numbers, two channels")
	require.Equal(t, []byte{4, 0, 16, 0}, b[32:36], "16 bits")
	require.Equal(t, "data", string(b[36:40]))
	require.EqualValues(t, len(b)-8, binary.LittleEndian.Uint32(b[4:]))
	require.EqualValues(t, len(b)-44, binary.LittleEndian.Uint32(b[40:]))
	s := &sound{rate: int(binary.LittleEndian.Uint32(b[24:]))}
	for i := 44; i < len(b); i += 4 {
		s.left = append(s.left, int16(binary.LittleEndian.Uint16(b[i:])))
		s.right = append(s.right, int16(binary.LittleEndian.Uint16(b[i+2:])))
	}
	return s
}

func (s *sound) seconds() float64 { return float64(len(s.left)) / float64(s.rate) }

// between is the left channel from one second to another.
func (s *sound) between(from, to float64) []int16 {
	return s.left[int(from*float64(s.rate)):min(int(to*float64(s.rate)), len(s.left))]
}

func peak(x []int16) (most int) {
	for _, v := range x {
		most = max(most, int(v), -int(v))
	}
	return most
}

// level is how strong a frequency is in a stretch of sound, by Goertzel's filter under a Hann window.
func (s *sound) level(x []int16, hertz float64) float64 {
	w := 2 * math.Pi * hertz / float64(s.rate)
	var a, b float64
	for i, v := range x {
		window := 0.5 - 0.5*math.Cos(2*math.Pi*float64(i)/float64(len(x)))
		a, b = float64(v)*window+2*math.Cos(w)*a-b, a
	}
	return math.Sqrt(max(0, a*a+b*b-2*math.Cos(w)*a*b)) / float64(len(x))
}

func hertz(key float64) float64 { return 440 * math.Exp2((key-69)/12) }

// strongest is the key whose pitch is strongest in a stretch of sound.
func (s *sound) strongest(x []int16, from, to int) int {
	best, most := 0, 0.0
	for key := from; key <= to; key++ {
		if l := s.level(x, hertz(float64(key))); l > most {
			best, most = key, l
		}
	}
	return best
}

func TestARenderedPieceIsSilentUntilTheFirstStopAndThenInTune(t *testing.T) {
	piece := trioPiece(t)
	out := filepath.Join(filepath.Dir(piece), "trio.wav")
	succeed(t, "lane", piece, "add", "--at", "1:3", "--draw", "great.stopped-diapason-8")
	succeed(t, "render", piece, "-o", out)
	s := heardIn(t, out)
	assert.Equal(t, 48000, s.rate)
	assert.Greater(t, s.seconds(), 8.0)
	assert.Less(t, s.seconds(), 20.0)
	assert.Zero(t, peak(s.between(0, 1)), "nothing is drawn")
	for i, key := range []int{76, 77, 79, 77, 76, 74} { // from the third quarter on
		from := 1 + float64(i)*0.5
		assert.Equal(t, key, s.strongest(s.between(from+0.15, from+0.5), 40, 100), "at %v s", from)
	}
	assert.Less(t, peak(s.between(s.seconds()-0.1, s.seconds())), 2, "the end is silent")
	assert.NotZero(t, peak(s.right))
	assert.Equal(t, []string{"trio.mid", "trio.voluntary", "trio.voluntary~", "trio.wav"}, names(t, filepath.Dir(piece)))
}

func TestFeetAndCouplersAreHeardInARendering(t *testing.T) {
	score := inFolder(t, "a.mid", midiBytes(480, voice{"One", 0, []struck{{0, 1920, 69}}}))
	folder := filepath.Dir(score)
	for ids, key := range map[string]int{
		"great.stopped-diapason-8":                                   69,
		"great.wald-flute-4":                                         81,
		"great.fifteenth-2":                                          93,
		"great.swell-to-great,swell.lieblich-gedackt-8":              69,
		"great.swell-to-great,swell.octave,swell.suabe-flute-4":      81, // and 93: what is coupled sounds too
		"great.swell-to-great,swell.sub-octave,swell.suabe-flute-4":  81,
		"great.swell-to-great,swell.contra-fagotto-16,great.gamba-8": 69,
	} {
		piece, out := filepath.Join(folder, "a.voluntary"), filepath.Join(folder, "a.wav")
		succeed(t, "import", score, "-o", piece, "--map", "G")
		succeed(t, "lane", piece, "add", "--at", "1:1", "--draw", ids)
		succeed(t, "render", piece, "-o", out, "--to", "1:3", "--rate", "16000")
		s := heardIn(t, out)
		x := s.between(0.4, 1)
		assert.Greater(t, s.level(x, hertz(float64(key))), 20*s.level(x, hertz(float64(key)+0.5)), ids)
	}
}

func TestARenderingMayBeAPassageAtAnotherRate(t *testing.T) {
	piece := trioPiece(t)
	out := filepath.Join(t.TempDir(), "x.wav")
	succeed(t, "lane", piece, "add", "--at", "1:1", "--draw", "pedal.principal-8")
	succeed(t, "render", piece, "-o", out, "--from", "2:1", "--to", "2:3", "--rate", "22050")
	s := heardIn(t, out)
	assert.Equal(t, 22050, s.rate)
	assert.Less(t, s.seconds(), 8.0)
	assert.Equal(t, 48, s.strongest(s.between(0.3, 0.9), 24, 90), "the pedal note that is held there")
	assert.Zero(t, peak(s.between(s.seconds()-0.05, s.seconds())))
}

func TestARenderingOnAnotherConsoleTakesItsStops(t *testing.T) {
	piece := trioPiece(t)
	out := filepath.Join(t.TempDir(), "x.wav")
	succeed(t, "lane", piece, "add", "--at", "1:1", "--draw", "great.stopped-diapason-8")
	r := vol("render", piece, "-o", out, "--console", "cathedral", "--to", "1:2", "--rate", "16000")
	assert.Equal(t, done, r.code, r.err)
	assert.NotZero(t, peak(heardIn(t, out).left))
}

func TestAPieceWithoutStopsRendersSilenceAndSaysSo(t *testing.T) {
	piece := trioPiece(t)
	out := filepath.Join(t.TempDir(), "x.wav")
	r := vol("render", piece, "-o", out)
	assert.Equal(t, done, r.code)
	assert.Regexp(t, `^vol: warning: no stop is drawn[^\n]*\n$`, r.err)
	s := heardIn(t, out)
	assert.Zero(t, peak(s.left))
	assert.Zero(t, peak(s.right))
}

func TestAnInterruptedRenderingLeavesNothing(t *testing.T) {
	piece := trioPiece(t)
	folder := t.TempDir()
	out := filepath.Join(folder, "x.wav")
	ctx, stop := context.WithCancel(t.Context())
	stop()
	r := volUntil(ctx, "render", piece, "-o", out)
	assert.Equal(t, failed, r.code)
	assert.Equal(t, "vol: stopped (nothing was written)\n", r.err)
	assert.Empty(t, names(t, folder))
	require.NoError(t, os.WriteFile(out, []byte("old"), 0o666))
	volUntil(ctx, "render", piece, "-o", out)
	content, err := os.ReadFile(out)
	require.NoError(t, err)
	assert.Equal(t, "old", string(content))
}

func TestProgressIsOneLineThatIsTakenAway(t *testing.T) {
	var b bytes.Buffer
	p := &progress{w: &b, what: "rendering"}
	for i := range 1000 {
		p.show(time.Duration(i)*time.Millisecond, time.Second)
	}
	p.clear()
	assert.Equal(t, 101, bytes.Count(b.Bytes(), []byte("\r")))
	assert.NotContains(t, b.String(), "\n")
	assert.True(t, bytes.HasSuffix(b.Bytes(), []byte("\r\x1b[K")))
	newProgress(&b, "rendering").show(1, 2)
	assert.Equal(t, 101, bytes.Count(b.Bytes(), []byte("\r")), "nobody looks")
}

// The piece of the project's own acceptance: a fugue of Bach, the Great drawn in its fifth bar.
func TestBachIsImportedRegisteredTracedAndRendered(t *testing.T) {
	score := filepath.Join(corpus(t), "smf", "organ", "bach-bwv555.mid")
	folder := t.TempDir()
	piece, out := filepath.Join(folder, "bwv555.voluntary"), filepath.Join(folder, "bwv555.wav")
	r := vol("import", score, "-o", piece, "--map", "great,swell,pedal", "--json")
	require.Equal(t, done, r.code, r.err)
	succeed(t, "lane", piece, "add", "--at", "5:1", "--draw", "great.stopped-diapason-8")
	all := traced(t, piece, "--to", "12:1")
	var drawn float64
	type span struct {
		key      uint8
		from, to float64
	}
	var heard []span // on the Great, once the stop is drawn
	for i, e := range all {
		switch {
		case e.Kind == "draw":
			drawn = seconded(e.T)
		case e.Kind == "on" && e.Division == "great" && drawn > 0:
			for _, x := range all[i:] {
				if x.Kind == "off" && x.Division == "great" && *x.Key == *e.Key {
					heard = append(heard, span{*e.Key, seconded(e.T), seconded(x.T)})
					break
				}
			}
		}
	}
	require.InDelta(t, 16*1.153846, drawn, 0.01)
	require.NotEmpty(t, heard)
	succeed(t, "render", piece, "-o", out, "--to", "12:1", "--rate", "22050")
	s := heardIn(t, out)
	assert.Zero(t, peak(s.between(0, drawn)), "silent before the first stop")
	checked := 0
	for _, n := range heard {
		from, to := n.from+0.1, n.to-0.02
		alone := true
		for _, o := range heard {
			alone = alone && (o == n || o.to < n.from-0.5 || o.from > n.to)
		}
		if to-from < 0.3 {
			continue
		}
		x := s.between(from, to)
		assert.Greater(t, s.level(x, hertz(float64(n.key))), 3*s.level(x, hertz(float64(n.key)+0.5)), "key %d at %v s", n.key, n.from)
		if alone {
			assert.Equal(t, int(n.key), s.strongest(x, 36, 96))
		}
		checked++
	}
	assert.Greater(t, checked, 5)
}
