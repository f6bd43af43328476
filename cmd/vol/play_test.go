package main

import (
	"context"
	"io"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"voluntary/sequencer/playback"
)

func TestPlayingTakesItsTimeAndEndsWell(t *testing.T) {
	t.Parallel()
	piece := trioPiece(t)
	for _, c := range []struct {
		args []string
		want time.Duration
	}{
		{[]string{"--from", "4:3"}, time.Second},
		{[]string{"--from", "2:1", "--to", "2:2"}, 500 * time.Millisecond},
		{[]string{"--from", "4:1", "--tempo", "200"}, time.Second},
		{[]string{"--from", "4:4", "--tempo", "50", "--console", "cathedral"}, time.Second},
		{[]string{"--from", "4:4", "--to", "99:1"}, 500 * time.Millisecond},
	} {
		before := time.Now()
		r := vol(append([]string{"play", piece, "--out", "null"}, c.args...)...)
		assert.Equal(t, done, r.code, r.err)
		assert.Empty(t, r.out)
		assert.GreaterOrEqual(t, time.Since(before), c.want, c.args)
		assert.Less(t, time.Since(before), c.want+5*time.Second, c.args)
	}
}

// An engine on a busy machine may take its time until it has the piece.
func TestListeningBeforeTheEngineHasThePiece(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithTimeout(t.Context(), 500*time.Millisecond)
	defer stop()
	r := &recital{env: &environment{ctx: ctx, errs: io.Discard}, engine: playback.New()}
	defer r.engine.Close()
	assert.False(t, r.listen(time.Minute))
}

// toggler is an organ that does not know how its stops stand.
type toggler struct {
	silence
	told bool
}

func (*toggler) Toggles() bool { return true }
func (o *toggler) Blind() bool { return !o.told }
func (o *toggler) Cancelled()  { o.told = true }

func TestStopsThatAreToggledAreMovedOnAPersonsWord(t *testing.T) {
	o, env := &toggler{}, &environment{}
	(&recital{env: env}).settle(o)
	assert.False(t, o.told)
	assert.Len(t, env.warnings, 1)
	assert.Contains(t, env.warnings[0], "--cancelled")
	(&recital{env: env, cancelled: true}).settle(o)
	assert.True(t, o.told)
	(&recital{env: env}).settle(o)
	(&recital{env: env}).settle(silence{})
	assert.Len(t, env.warnings, 1, "nothing is said where all is known")
	piece := trioPiece(t)
	assert.Equal(t, done, vol("play", piece, "--out", "null", "--cancelled", "--from", "4:4").code)
}

func TestPlayingIsStoppedByHand(t *testing.T) {
	t.Parallel()
	piece := trioPiece(t)
	ctx, stop := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer stop()
	before := time.Now()
	assert.Equal(t, done, volUntil(ctx, "play", piece, "--out", "null").code)
	assert.Less(t, time.Since(before), 5*time.Second)
}

func TestAPortThatIsNotThereIsASentence(t *testing.T) {
	piece := trioPiece(t)
	assert.Contains(t, fail(t, failed, "play", piece, "--out", "Harmonium of Atlantis"), "Harmonium of Atlantis")
	fail(t, failed, "play", piece, "--out", "null", "--out", "raw:/nowhere/at/all")
}

func TestPortsAreListedOrThereIsAWarning(t *testing.T) {
	r := vol("ports", "--json")
	assert.Equal(t, done, r.code, r.err)
	list := parsed[portLists](t, r.out)
	assert.NotNil(t, list.Inputs)
	assert.NotNil(t, list.Outputs)
	if len(list.Inputs)+len(list.Outputs) == 0 {
		assert.Regexp(t, `^vol: warning: [^\n]+\n$`, r.err)
	}
	r = vol("ports")
	assert.Equal(t, done, r.code, r.err)
	assert.NotEmpty(t, r.out)
}

func TestWithoutASoundDevicePlayingIsRefusedWithAHint(t *testing.T) {
	t.Parallel()
	piece := trioPiece(t)
	r := vol("play", piece, "--from", "4:4")
	if r.code == done {
		t.Skip("there is a sound device here")
	}
	assert.Equal(t, failed, r.code)
	assert.Regexp(t, `^vol: [^\n]*sound device[^\n]*\([^\n]+\)\n$`, r.err)
}
