//go:build linux

package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/jack/jacktest"
	"voluntary/registration"
	consolefile "voluntary/registration/file"
	"voluntary/sequencer"
	piecefile "voluntary/sequencer/file"
)

var minutes = flag.Float64("minutes", 1, "how long the sound is listened to while the window repaints")

// toccata is a piece of the full organ of the cathedral, ten keys and two pedals, a chord each 0.4 seconds.
func toccata(t *testing.T, length time.Duration) *sequencer.Arrangement {
	t.Helper()
	c, err := consolefile.Find("cathedral")
	require.NoError(t, err)
	var hands, feet []sequencer.Note
	const step = sequencer.PPQ * 4 / 5 // 0.4 s at 120
	for i := range int(length / (400 * time.Millisecond)) {
		at := sequencer.Tick(i * step)
		add := func(notes []sequencer.Note, key int) []sequencer.Note {
			return append(notes, sequencer.Note{Start: at, End: at + step - 48, Key: uint8(key + i%5), Velocity: 90})
		}
		for _, k := range []int{48, 52, 55, 60, 64, 67, 72, 76, 79, 84} {
			hands = add(hands, k)
		}
		feet = add(add(feet, 36), 48)
	}
	a, err := sequencer.New(sequencer.Piece{Title: "Toccata", Console: c, Parts: []sequencer.Part{
		{Name: "Hands", Routing: []sequencer.Routing{{Division: "great"}}, Notes: hands},
		{Name: "Feet", Routing: []sequencer.Routing{{Division: "pedal"}}, Notes: feet},
	}})
	require.NoError(t, err)
	e := sequencer.NewEditor(a)
	for i := range c.Controls {
		if k := &c.Controls[i]; k.Kind == registration.Stop || k.Kind == registration.Coupler && !k.UnisonOff && k.Shift == 0 {
			require.NoError(t, e.Apply("Draw", "", sequencer.SetControl(0, k.ID, true)))
		}
	}
	return e.Current()
}

// The whole program with the full organ, under JACK's periods of 256 frames, while its window follows the playhead. By JACK
// itself it plays where JACK runs; by ALSA, whose plug leads to JACK, as it does elsewhere.
func TestE2ETheSoundIsNeverLateWhileTheWindowRepaints(t *testing.T) {
	t.Run("by JACK", func(t *testing.T) { neverLate(t, "usual", `device=JACK`) })
	t.Run("by ALSA", func(t *testing.T) { neverLate(t, "system", `device="the computer's sound device"`) })
}

func neverLate(t *testing.T, way, device string) {
	if os.Getenv("VOLUNTARY_E2E") == "" {
		t.Skip("VOLUNTARY_E2E is not set (make e2e-sound sets it)")
	}
	length := time.Duration(*minutes * float64(time.Minute))
	jacktest.Server(t)
	s := newScreen(t)
	asound := "pcm.!default { type plug slave.pcm \"ojack\" }\n" +
		"pcm.ojack { type jack playback_ports { 0 system:playback_1 1 system:playback_2 } capture_ports { } }\n"
	require.NoError(t, os.WriteFile(filepath.Join(s.home, ".asoundrc"), []byte(asound), 0o600))
	path := filepath.Join(s.home, "toccata.voluntary")
	require.NoError(t, piecefile.Save(path, toccata(t, length+30*time.Second)))
	time.Sleep(2 * time.Second) // until JACK is up
	// From the start of the program on: what it begins with counts, too.
	stalls := jacktest.Stalls(t, length+10*time.Second)
	s.start("toccata", "-v", "-steady", "-sound", way, path) // late is late for the buffer that it begins with
	if strings.Contains(s.errs.String(), "no sound device") {
		t.Skip("ALSA does not lead to JACK here (apt-get install libasound2-plugins)")
	}
	time.Sleep(3 * time.Second) // until the pipes are built
	s.key("space")
	began := time.Now()
	for rest := length - time.Since(began); rest > 0; rest = length - time.Since(began) {
		time.Sleep(min(rest, 5*time.Second))
		require.NoError(t, s.xdotool("mousemove", fmt.Sprint(300+int(rest.Seconds())%600), "500"))
	}
	s.quit()
	halts := stalls()
	said := s.errs.String()
	const word = "the built-in organ has played"
	at := strings.LastIndex(said, word) // the first is that of the console before the piece was open
	require.GreaterOrEqual(t, at, 0, said)
	line, _, _ := strings.Cut(said[at+len(word):], "\n")
	require.Contains(t, line, device)
	t.Logf("in %v:%s; the machine itself stood still %d times", length, line, len(halts))
	number := func(name string) (n int) {
		_, rest, ok := strings.Cut(line, name+"=")
		require.True(t, ok, line)
		_, err := fmt.Sscan(rest, &n)
		require.NoError(t, err)
		return n
	}
	assert.Zero(t, number("refused"))
	assert.Greater(t, number(`"percent of full scale"`), 10, "it has played")
	unexplained := 0
	for line := range strings.Lines(said) {
		_, rest, ok := strings.Cut(line, `msg="a late block" `)
		var began int64
		var took time.Duration
		if !ok {
			continue
		}
		for word := range strings.FieldsSeq(rest) {
			switch name, value, _ := strings.Cut(word, "="); name {
			case "began":
				_, err := fmt.Sscan(value, &began)
				require.NoError(t, err)
			case "took":
				var err error
				took, err = time.ParseDuration(value)
				require.NoError(t, err)
			}
		}
		if from := time.Unix(0, began); !halts.During(from, from.Add(took)) {
			t.Logf("a block was ready only %v after there was room for it, while the machine did not stand still", took)
			unexplained++
		}
	}
	if load := jacktest.Crowd(t); load > float64(runtime.NumCPU()) {
		t.Skipf("other work keeps this machine busy (load %.1f): %d late blocks of which %d are not the machine's, and %d gaps, tell nothing", load, number(`"late blocks"`), unexplained, number("gaps"))
	}
	assert.Zero(t, unexplained, "blocks that were ready only after the device needed them, while the machine worked")
	assert.LessOrEqual(t, number("gaps"), len(halts), "times that the device ran dry")
}
