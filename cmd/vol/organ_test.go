package main

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestARenderingHasTheFormatThatIsAskedFor(t *testing.T) {
	piece := trioPiece(t)
	folder := t.TempDir()
	succeed(t, "lane", piece, "add", "--at", "1:1", "--draw", "great.stopped-diapason-8")
	size := map[string]int{}
	for name, want := range map[string]struct{ args, head string }{
		"a.wav":  {"", "RIFF"},
		"b.flac": {"", "fLaC"},
		"c.wav":  {"--format wav24", "RIFF"},
		"d.wav":  {"--format wavfloat", "RIFF"},
		"e.flac": {"--format flac24", "fLaC"},
	} {
		out := filepath.Join(folder, name)
		succeed(t, append([]string{"render", piece, "-o", out, "--to", "1:3", "--rate", "16000"}, strings.Fields(want.args)...)...)
		b, err := os.ReadFile(out)
		require.NoError(t, err)
		assert.Equal(t, want.head, string(b[:4]), name)
		size[name] = len(b)
	}
	assert.Equal(t, (size["a.wav"]-44)*3/2, size["c.wav"]-44)
	assert.Equal(t, (size["a.wav"]-44)*2, size["d.wav"]-58)
	assert.Less(t, size["b.flac"], size["a.wav"])
	assert.Less(t, size["e.flac"], size["c.wav"])
}

func TestStemsAddUpToTheWhole(t *testing.T) {
	piece := trioPiece(t)
	folder := t.TempDir()
	out := filepath.Join(folder, "trio.wav")
	succeed(t, "lane", piece, "add", "--at", "1:1", "--draw", "great.stopped-diapason-8,pedal.bourdon-16")
	succeed(t, "render", piece, "-o", out, "--stems", "--rate", "16000", "--to", "2:1")
	all := []string{"trio-great.wav", "trio-pedal.wav", "trio-room.wav", "trio-swell.wav", "trio.wav"}
	assert.Equal(t, all, names(t, folder))
	whole := heardIn(t, out)
	sum := make([]int, len(whole.left))
	for _, name := range all[:4] {
		part := heardIn(t, filepath.Join(folder, name))
		require.Len(t, part.left, len(sum))
		for i, v := range part.left {
			sum[i] += int(v)
		}
		if name == "trio-swell.wav" {
			assert.Zero(t, peak(part.left))
		} else {
			assert.Greater(t, peak(part.left), 50, name)
		}
	}
	for i, v := range whole.left {
		require.InDelta(t, int(v), sum[i], 3, "frame %d", i)
	}
}

func TestTheOrganIsTunedAsItIsTold(t *testing.T) {
	score := inFolder(t, "a.mid", midiBytes(480, voice{"One", 0, []struck{{0, 1920, 69}}}))
	piece, out := filepath.Join(filepath.Dir(score), "a.voluntary"), filepath.Join(filepath.Dir(score), "a.wav")
	succeed(t, "import", score, "-o", piece, "--map", "G")
	succeed(t, "lane", piece, "add", "--at", "1:1", "--draw", "great.stopped-diapason-8")
	loud := func(hertz float64, args ...string) float64 {
		succeed(t, append([]string{"render", piece, "-o", out, "--to", "1:4", "--rate", "16000"}, args...)...)
		s := heardIn(t, out)
		return s.level(s.between(0.4, 1.4), hertz)
	}
	assert.Greater(t, loud(415, "--pitch", "415", "--room", "none"), 20*loud(440, "--pitch", "415", "--room", "none"))
	assert.Greater(t, loud(440, "--temperament", "kirnberger-3"), 20*loud(415))
	dry := heardIn(t, out).seconds()
	loud(440, "--room", "cathedral", "--wind", "100", "--seed", "7")
	assert.Greater(t, heardIn(t, out).seconds(), dry+2, "a longer tail")

	// A piece may ask for a tuning; what is said on the spot goes before it.
	assert.Equal(t, "as the organ is tuned\n", succeed(t, "tuning", piece))
	succeed(t, "tuning", piece, "--pitch", "415", "--temperament", "werckmeister 3")
	assert.Equal(t, "Werckmeister III, a' at 415 Hz\n", succeed(t, "tuning", piece))
	assert.Contains(t, succeed(t, "info", piece), "tuning: Werckmeister III, a' at 415 Hz\n")
	assert.Contains(t, succeed(t, "info", piece, "--json"), `"pitch": 415`)
	assert.Greater(t, loud(415, "--room", "none"), 20*loud(440, "--room", "none"))
	assert.Greater(t, loud(440, "--room", "none", "--pitch", "440"), 20*loud(415, "--room", "none", "--pitch", "440"))
	assert.JSONEq(t, `{"temperament": "", "pitch": 0}`, succeed(t, "tuning", piece, "--none", "--json"))
	assert.Greater(t, loud(440, "--room", "none"), 20*loud(415, "--room", "none"))
	for args, says := range map[string]string{
		"--pitch 300":          "--pitch 300 is not possible",
		"--temperament random": "--temperament random is not known",
		"--none --pitch 415":   "--none does not go with",
	} {
		r := vol(append([]string{"tuning", piece}, strings.Fields(args)...)...)
		assert.Equal(t, misuse, r.code, args)
		assert.Contains(t, r.err, says)
	}

	for args, says := range map[string]string{
		"--pitch 300":          "--pitch 300 is not possible (392 to 466 hertz)",
		"--room kitchen":       "--room kitchen is not known (none, chapel, church, cathedral)",
		"--temperament random": "--temperament random is not known (equal, Werckmeister III",
		"--wind 101":           "--wind 101 is not possible",
		"--format mp3":         "--format mp3 is not known (wav16, wav24, wavfloat, flac16, flac24)",
	} {
		r := vol(append([]string{"render", piece, "-o", out}, strings.Fields(args)...)...)
		assert.Equal(t, misuse, r.code, args)
		assert.Contains(t, r.err, says)
	}
	r := vol("play", piece, "--buffer", "1000")
	assert.Equal(t, misuse, r.code)
	assert.Contains(t, r.err, "--buffer 1000 is not possible")
}

func TestA24BitFileSaysSo(t *testing.T) {
	piece := trioPiece(t)
	out := filepath.Join(t.TempDir(), "x.wav")
	succeed(t, "lane", piece, "add", "--at", "1:1", "--draw", "great.stopped-diapason-8")
	succeed(t, "render", piece, "-o", out, "--format", "wav24", "--to", "1:2")
	b, err := os.ReadFile(out)
	require.NoError(t, err)
	assert.EqualValues(t, 24, binary.LittleEndian.Uint16(b[34:]))
}
