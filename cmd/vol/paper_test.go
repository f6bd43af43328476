package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSheetPictureAndWords(t *testing.T) {
	score := inFolder(t, "bwv555.mid", trio(480))
	folder := filepath.Dir(score)
	arr := filepath.Join(folder, "a.voluntary")
	require.Equal(t, done, vol("import", score, "-o", arr).code)
	require.Equal(t, done, vol("lane", arr, "add", "--at", "1:1", "--draw", "great.open-diapason-8").code)

	r := vol("words", arr, "--title", "Prelude", "--composer", "Anon.", "--number", "7")
	require.Equal(t, done, r.code, r.err)
	r = vol("words", arr)
	assert.Contains(t, r.out, "composer   Anon.")
	r = vol("info", arr)
	assert.Contains(t, r.out, "Prelude, for parish")
	assert.Contains(t, r.out, "composer: Anon.\nnumber: 7\n")
	r = vol("info", arr, "--json")
	assert.Contains(t, r.out, `"composer": "Anon."`)

	r = vol("sheet", arr)
	require.Equal(t, done, r.code, r.err)
	assert.Contains(t, r.out, "Before the beginning\n  draw     Great: Open Diapason 8\n")
	r = vol("sheet", arr, "--json")
	assert.Contains(t, r.out, `"Open Diapason 8"`)
	for _, c := range []struct {
		args   []string
		file   string
		starts string
	}{
		{[]string{"sheet", arr}, "s.pdf", "%PDF-"},
		{[]string{"sheet", arr, "--paper", "letter"}, "s.txt", "Prelude\n"},
		{[]string{"picture", arr, "--bars", "4"}, "r.png", "\x89PNG"},
		{[]string{"picture", arr}, "r.pdf", "%PDF-"},
	} {
		path := filepath.Join(folder, c.file)
		r := vol(append(c.args, "-o", path)...)
		require.Equal(t, done, r.code, r.err)
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		assert.True(t, bytes.HasPrefix(data, []byte(c.starts)), c.file)
	}
	for _, args := range [][]string{
		{"sheet", arr, "-o", "x.doc"},
		{"sheet", arr, "--paper", "a3"},
		{"picture", arr},
		{"picture", arr, "-o", "x.gif"},
		{"picture", arr, "-o", "x.png", "--bars", "-1"},
		{"picture", arr, "-o", "x.png", "--scale", "0"},
		{"words", arr, "-o", "x"},
	} {
		assert.Equal(t, 2, vol(args...).code, args)
	}
	assert.Equal(t, failed, vol("picture", arr, "-o", filepath.Join(folder, "x.png"), "--from", "500:1").code)
}
