package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	gomidi "gitlab.com/gomidi/midi/v2/smf"
)

// message is a MIDI message of a file, in hex.
type message struct {
	at   float64 // seconds
	text string
}

// written reads the messages of a MIDI file by another reader than ours.
func written(t *testing.T, path string) (all []message) {
	t.Helper()
	s, err := gomidi.ReadFile(path)
	require.NoError(t, err)
	perQuarter := float64(s.TimeFormat.(gomidi.MetricTicks).Resolution())
	seconds := 0.0
	for _, track := range s.Tracks {
		ticks := int64(0)
		for _, e := range track {
			ticks += int64(e.Delta)
			var bpm float64
			if e.Message.GetMetaTempo(&bpm) {
				seconds = 60 / bpm / perQuarter
			}
			if !e.Message.IsMeta() {
				all = append(all, message{float64(ticks) * seconds, fmt.Sprintf("% x", []byte(e.Message))})
			}
		}
	}
	return all
}

func TestAMidiFileHasTheRegistrationFirstAndThenEveryKeyInItsTime(t *testing.T) {
	piece := trioPiece(t)
	out := filepath.Join(t.TempDir(), "trio.mid")
	succeed(t, "lane", piece, "add", "--at", "1:1", "--draw", "great.open-diapason-8")
	succeed(t, "lane", piece, "add", "--at", "2:1", "--draw", "great.gamba-8", "--retire", "great.open-diapason-8", "--expression", "swell=64")
	succeed(t, "midi", piece, "-o", out)
	all := written(t, out)
	console := parsed[consoleView](t, succeed(t, "console", "show", "parish", "--json"))
	opening := all[:3*len(console.Controls)+len(console.Enclosures)]
	var drawn []string
	for i, m := range opening {
		assert.Zero(t, m.at)
		if m.text == "bf 06 7f" {
			drawn = append(drawn, opening[i-2].text+" "+opening[i-1].text)
		}
	}
	assert.Equal(t, []string{"bf 63 00 bf 62 00"}, drawn, "the open diapason and nothing else")
	rest := all[len(opening):]
	var keys []message
	for _, e := range traced(t, piece) {
		if e.Key != nil {
			channel := map[string]int{"great": 0, "swell": 1, "pedal": 2}[e.Division]
			text := fmt.Sprintf("%x %02x %02x", map[string]int{"on": 0x90, "off": 0x80}[e.Kind]|channel, *e.Key, *e.Velocity)
			keys = append(keys, message{seconded(e.T), text})
		}
	}
	var got, changes []message
	for _, m := range rest {
		if m.text[0] == 'b' {
			changes = append(changes, m)
		} else {
			got = append(got, m)
		}
	}
	require.Len(t, got, len(keys))
	for i := range keys {
		assert.InDelta(t, keys[i].at, got[i].at, 1e-5)
		assert.Equal(t, keys[i].text[:5], got[i].text[:5])
	}
	var said []string
	for _, m := range changes {
		assert.InDelta(t, 2, m.at, 1e-5)
		said = append(said, m.text)
	}
	assert.Equal(t, "bf 63 00,bf 62 00,bf 06 00,bf 63 00,bf 62 02,bf 06 7f", strings.Join(said[:6], ","), "retired, then drawn")
	assert.Len(t, said, 7, "and the shoe")
}

func TestPacingAndTravelAreInAMidiFile(t *testing.T) {
	folder := t.TempDir()
	console := filepath.Join(folder, "slow.console")
	require.NoError(t, os.WriteFile(console, []byte(`{
		"format": "voluntary-console", "version": 1, "name": "slow", "title": "Slow",
		"divisions": [{"id": "great", "name": "Great", "lowest": 36, "highest": 96}],
		"controls": [
			{"id": "great.flute-8", "kind": "stop", "division": "great", "name": "Flute", "pitch": 8, "family": "flute"},
			{"id": "great.flute-4", "kind": "stop", "division": "great", "name": "Flute", "pitch": 4, "family": "flute"}],
		"dialect": {"name": "Notes", "gap_ms": 250, "travel_ms": 400,
			"divisions": [{"division": "great", "channel": 1}],
			"controls": [
				{"control": "great.flute-8", "kind": "note", "channel": 10, "number": 1},
				{"control": "great.flute-4", "kind": "note", "channel": 10, "number": 2}]}}`), 0o666))
	score := inFolder(t, "one.mid", midiBytes(480, voice{"One", 0, []struck{{0, 3840, 60}, {3840, 7680, 62}}}))
	piece, out := filepath.Join(folder, "one.voluntary"), filepath.Join(folder, "one.mid")
	succeed(t, "import", score, "-o", piece, "--console", console, "--map", "G")
	succeed(t, "lane", piece, "add", "--at", "3:1", "--draw", "great.flute-8,great.flute-4")
	succeed(t, "midi", piece, "-o", out)
	var keys, controls []float64
	for _, m := range written(t, out) {
		if strings.HasPrefix(m.text, "90") {
			keys = append(keys, m.at)
		} else if m.text[1] == '9' {
			controls = append(controls, m.at)
		}
	}
	require.Len(t, keys, 2)
	require.Len(t, controls, 4, "two retired at first, two drawn")
	assert.InDelta(t, 4, keys[1]-keys[0], 1e-5)
	for i := 1; i < len(controls); i++ {
		assert.GreaterOrEqual(t, controls[i]-controls[i-1], 0.25-1e-5)
	}
	assert.LessOrEqual(t, controls[1], keys[0]-0.4+1e-5)
	assert.InDelta(t, keys[1]-0.4, controls[3], 1e-5)
	assert.InDelta(t, keys[1]-0.65, controls[2], 1e-5)
}

func TestTimesOfAMidiFileDoNotDrift(t *testing.T) {
	score := filepath.Join(corpus(t), "smf", "organ", "bach-bwv555.mid")
	folder := t.TempDir()
	piece, out := filepath.Join(folder, "x.voluntary"), filepath.Join(folder, "x.mid")
	require.Equal(t, done, vol("import", score, "-o", piece, "--map", "great,swell,pedal").code)
	succeed(t, "midi", piece, "-o", out)
	var want []float64
	for _, e := range traced(t, piece) {
		if e.Kind == "on" {
			want = append(want, seconded(e.T))
		}
	}
	i := 0
	for _, m := range written(t, out) {
		if strings.HasPrefix(m.text, "9") {
			require.Less(t, i, len(want))
			assert.InDelta(t, want[i], m.at, 1.1e-5)
			i++
		}
	}
	assert.Len(t, want, i)
	assert.Greater(t, want[i-1], (4 * time.Minute).Seconds())
}

func TestStopsWithoutAMessageAreSaidByCheckAndMidi(t *testing.T) {
	score := inFolder(t, "trio.mid", trio(480))
	console := filepath.Join(filepath.Dir(score), "st-mary.console")
	piece, out := console+".voluntary", console+".mid"
	succeed(t, "console", "new", "--template", "peterson", "-o", console)
	succeed(t, "import", score, "-o", piece, "--console", console, "--map", "great,swell,pedal")
	succeed(t, "lane", piece, "add", "--at", "2:1", "--draw", "great.open-diapason")
	const message = "1 stop that the piece draws has no message on this console: Open Diapason 8."
	var said []finding
	for _, f := range answer[struct{ Findings []finding }](t, "check", piece).Findings {
		if f.Kind == "unsaid-control" {
			said = append(said, f)
		}
	}
	fix := "Learn it from the organ, or give it a message in the console editor."
	assert.Equal(t, []finding{{Kind: "unsaid-control", Severity: "warning", At: "2:1", Message: message, Fix: fix}}, said)
	r := vol("midi", piece, "-o", out)
	assert.Equal(t, done, r.code)
	assert.Equal(t, "vol: warning: "+message+" "+fix+"\n", r.err)

	succeed(t, "console", "set", console, "--control", "great.open-diapason", "--code", "note", "--channel", "9", "--number", "1", "-o", console+".learnt.console")
	succeed(t, "midi", piece, "-o", out, "--console", console+".learnt.console")
}
