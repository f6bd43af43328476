package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
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

func TestAPieceIsTracedAndWrittenAtAStepOfTheLadder(t *testing.T) {
	piece := trioPiece(t)
	soft, loud := succeed(t, "trace", piece, "--ladder", "pp"), succeed(t, "trace", piece, "--ladder", "fff")
	assert.NotEqual(t, soft, loud)
	assert.Contains(t, loud, "great.mixture-iii")
	assert.NotContains(t, soft, "great.mixture-iii")
	folder := t.TempDir()
	for _, verb := range []string{"midi", "render"} {
		out := filepath.Join(folder, map[string]string{"midi": "x.mid", "render": "x.wav"}[verb])
		args := []string{verb, piece, "-o", out}
		if verb == "render" {
			args = append(args, "--to", "1:2", "--room", "none")
		}
		succeed(t, append(args, "--ladder", "pp")...)
		first, err := os.ReadFile(out)
		require.NoError(t, err)
		succeed(t, append(args, "--ladder", "fff")...)
		second, err := os.ReadFile(out)
		require.NoError(t, err)
		assert.NotEqual(t, first, second, verb)
		fail(t, misuse, append(args, "--ladder", "loud")...)
	}
	fail(t, misuse, "trace", piece, "--ladder", "loud")
}
