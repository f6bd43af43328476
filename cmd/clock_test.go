package cmd_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// playing are the folders of everything between a performance and what sounds.
var playing = []string{
	"sequencer/playback", "audio/guard", "audio/guard/wire", "audio/jack", "audio/midiout", "audio/midiin", "audio/speaker", "audio/synth", "audio/preview",
	"registration/trial", "registration/echo",
}

// ofTheWall are what reads the clock on the wall, or takes from an instant what it knows besides.
var ofTheWall = []string{
	"Unix", "UnixMilli", "UnixMicro", "UnixNano", "UTC", "Local", "In", "AddDate", "Date", "Clock", "Hour", "Minute", "Second", "Nanosecond",
	"YearDay", "Weekday", "Format", "AppendFormat", "GobEncode", "MarshalBinary", "MarshalText",
}

// An instant that time.Now has given is compared by a clock that nobody can set, unless it is asked for the hour: so a
// computer whose clock is set, by a person or by the network, plays on as if nothing had happened.
func TestNothingThatPlaysReadsTheClockOnTheWall(t *testing.T) {
	for _, folder := range playing {
		files, err := filepath.Glob(filepath.Join("..", filepath.FromSlash(folder), "*.go"))
		require.NoError(t, err)
		require.NotEmpty(t, files, folder)
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			set := token.NewFileSet()
			f, err := parser.ParseFile(set, file, nil, 0)
			require.NoError(t, err)
			ast.Inspect(f, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				s, ok := call.Fun.(*ast.SelectorExpr)
				if !ok || !slices.Contains(ofTheWall, s.Sel.Name) {
					return true
				}
				assert.Fail(t, "it asks the clock on the wall", "%s: %s", set.Position(call.Pos()), s.Sel.Name)
				return true
			})
		}
	}
	c, err := filepath.Glob("../audio/jack/*.c")
	require.NoError(t, err)
	for _, file := range c {
		assert.NotContains(t, string(read(t, strings.TrimPrefix(filepath.ToSlash(file), "../"))), "CLOCK_REALTIME", file)
	}
}
