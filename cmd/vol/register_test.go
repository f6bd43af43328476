package main

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAPieceIsRegisteredAtAStepOfTheLadder(t *testing.T) {
	piece := trioPiece(t)
	type steps struct{ Steps []stepRow }
	assert.Equal(t, []stepRow{{"1:1", "mf"}}, answer[steps](t, "register", piece, "--ladder", "mf").Steps)
	r := vol("trace", piece)
	assert.Contains(t, r.out, `"control":"great.open-diapason-8"`)
	assert.Empty(t, r.err)

	out := filepath.Join(t.TempDir(), "soft.voluntary")
	assert.Equal(t, []stepRow{{"1:1", "mp"}}, answer[steps](t, "register", piece, "--ladder", "mp", "-o", out).Steps, "a step that the console has not set")
	assert.Empty(t, vol("trace", out).err)
	assert.Equal(t, done, vol("trace", out, "--console", "cathedral").code)

	r = vol("register", piece, "--dynamics")
	assert.Equal(t, failed, r.code, "its notes are struck alike")
	assert.Contains(t, r.err, "struck alike")
	for _, args := range [][]string{{"register", piece}, {"register", piece, "--ladder", "loud"}, {"register", piece, "--ladder", "p", "--dynamics"}} {
		assert.Equal(t, misuse, vol(args...).code, args)
	}
}
