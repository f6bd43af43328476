package main

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/assets"
)

func TestTheManualHasEveryCommand(t *testing.T) {
	page, err := fs.ReadFile(assets.Manual(), "vol.md")
	require.NoError(t, err)
	text := string(page)
	for _, c := range commands {
		assert.Contains(t, text, "\n### vol "+c.name+"\n")
		for _, form := range c.forms {
			assert.Contains(t, text, "\n    vol "+c.name+" "+form+"\n")
		}
	}
	for _, m := range regexp.MustCompile(`(?m)^### vol (\w+)$`).FindAllStringSubmatch(text, -1) {
		assert.NotNil(t, find(m[1]), "the manual has vol %s, which is no command", m[1])
	}
	for _, code := range []string{"| 0 | ", "| 1 | ", "| 2 | "} {
		assert.Contains(t, text, code)
	}
}

func TestTheExampleOfTheManualWorks(t *testing.T) {
	page, err := fs.ReadFile(assets.Manual(), "vol.md")
	require.NoError(t, err)
	_, example, ok := strings.Cut(string(page), "```\n")
	require.True(t, ok)
	example, _, _ = strings.Cut(example, "```")
	score := inFolder(t, "bwv555.mid", trio(480))
	t.Chdir(score[:len(score)-len("bwv555.mid")])
	said := 0
	for line := range strings.Lines(example) {
		args := strings.Fields(line)[1:]
		if args[0] == "play" {
			args = append(args, "--out", "null", "--from", "4:4.9", "--to", "5:1")
		}
		r := vol(args...)
		assert.Equal(t, done, r.code, "%s: %s", line, r.err)
		said++
	}
	assert.Equal(t, 6, said)
}
