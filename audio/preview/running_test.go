//go:build unix

package preview

import (
	"bytes"
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAGrandOrgueThatRunsIsFoundByItsPorts(t *testing.T) {
	all := FindRunning(
		[]string{"Midi Through:Midi Through Port-0", "GrandOrgue-01:GrandOrgue Output", "GrandOrgueAudio:out"},
		[]string{"GrandOrgue:GrandOrgue Input", "aeolus:Midi/in", "GrandOrgue-02:GrandOrgue Input", "my GrandOrgue:GrandOrgue Input"})
	tells := []string{"GrandOrgue-01:GrandOrgue Output"}
	assert.Equal(t, []Running{{"GrandOrgue:GrandOrgue Input", tells}, {"GrandOrgue-02:GrandOrgue Input", tells}}, all)
	assert.Empty(t, FindRunning(nil, []string{"USB MIDI"}))
}

// obey makes a GrandOrgue of the stage that has the organ loaded and the second control drawn, and says of control n that it
// is number 40 + n on channel 3.
func (s *stage) obey() {
	on, numbers := map[byte]bool{1: true}, map[[2]byte]byte{}
	s.answers = func(b []byte) {
		if len(b) > 10 && b[4] == 0x1F { // the header: M1S0, M1S1
			numbers[[2]byte(b[5:7])] = b[10] - '0'
		}
		if len(b) != 9 || b[0] != 0xBF {
			return
		}
		n, known := numbers[[2]byte{b[2], b[5]}]
		value := b[8]
		if !known || on[n] == (value != 0) {
			return
		}
		on[n] = value != 0
		s.says(2, 40+n, value)
	}
}

func TestTheGrandOrgueThatRunsIsPlayedAndChecked(t *testing.T) {
	s := newStage(t)
	s.obey()
	where := Running{"GrandOrgue:GrandOrgue Input", []string{"GrandOrgue-01:GrandOrgue Output"}}
	i, err := Attach(t.Context(), Program{Version: "3.9.5"}, where, s.options)
	require.NoError(t, err)
	assert.False(t, i.Ours())
	assert.Equal(t, "GrandOrgue:GrandOrgue Input", s.spoken[0])
	said := s.take()
	assert.False(t, bytes.Contains(said, clearing), "what the user has bound stays")
	assert.True(t, bytes.HasPrefix(said, []byte{0xF0, 0x7D, 0x47, 0x4F, 0x01}), "which organ is meant comes first")
	assert.NoFileExists(t, s.home+"/GrandOrgueConfig-Voluntary")

	o, err := i.Output("grand", s.options.Console)
	require.NoError(t, err)
	s.take()
	require.NoError(t, o.Send(time.Now(), draw(1)))
	assert.Regexp(t, "^BF63(0[1-9A-F]|[1-7].)BF62..BF067F$", fmt.Sprintf("%X", s.take()), "a number that the usual header does not give")
	time.Sleep(patience + 300*time.Millisecond)
	words, trouble := o.Report()
	assert.False(t, trouble, words)
	assert.Equal(t, "GrandOrgue 3.9.5 does what it is sent", words)

	s.answers = nil // deaf from now on
	require.NoError(t, o.Send(time.Now(), draw(0)))
	<-s.again
	s.take()
	require.NoError(t, o.Send(time.Now(), draw(0)))
	assert.True(t, bytes.HasPrefix(s.take(), []byte{0xF0, 0x7D, 0x47, 0x4F, 0x01}), "the header is said again")
	require.NoError(t, o.Close())
	require.NoError(t, i.Close())
	assert.Equal(t, 1, s.closed)
}

func TestAGrandOrgueThatRunsWithAnotherOrganIsTold(t *testing.T) {
	s := newStage(t)
	_, err := Attach(t.Context(), Program{}, Running{"GrandOrgue:GrandOrgue Input", []string{"GrandOrgue-01:GrandOrgue Output"}}, s.options)
	require.ErrorIs(t, err, ErrSilent)
	assert.ErrorContains(t, err, "is Village loaded there?")
	assert.Equal(t, 1, s.closed)

	_, err = Attach(t.Context(), Program{Version: "3.17.0"}, Running{Input: "GrandOrgue:GrandOrgue Input"}, s.options)
	assert.ErrorContains(t, err, "3.17.0")

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = Attach(ctx, Program{}, Running{"GrandOrgue:GrandOrgue Input", []string{"GrandOrgue-01:GrandOrgue Output"}}, s.options)
	assert.ErrorIs(t, err, context.Canceled)
}

func TestOneThatTellsNothingIsPlayedWithoutACheck(t *testing.T) {
	s := newStage(t)
	i, err := Attach(t.Context(), Program{}, Running{Input: "GrandOrgue:GrandOrgue Input"}, s.options)
	require.NoError(t, err)
	defer i.Close()
	o, err := i.Output("grand", s.options.Console)
	require.NoError(t, err)
	words, trouble := o.Report()
	assert.False(t, trouble)
	assert.Equal(t, "GrandOrgue plays; it does not tell what it does", words)
}
