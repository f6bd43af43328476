//go:build unix

package preview

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
)

// Of what GrandOrgue tells when it has loaded an organ a busy machine loses some, or all. The stops of which nothing is known
// are asked, and checked from then on.
func TestWhatIsLostOfTheTellingIsAsked(t *testing.T) {
	organ := func(s *stage) { s.hear(s.print("Village")) }
	name := func(s *stage, n byte) {
		s.hear([]byte{0xF0, 0x7D, 0x47, 0x4F, 0x12, 0, 40 + n, 'M', '1', 'S', '0' + n, 0xF7})
	}
	stands := func(s *stage, n, value byte) { s.says(2, 40+n, value) }
	for what, tells := range map[string]func(s *stage){
		"one stop does not say how it stands": func(s *stage) { s.hear(clearing); organ(s); name(s, 0); stands(s, 0, 0); name(s, 1) },
		"nor under which number it does":      func(s *stage) { s.hear(clearing); organ(s); name(s, 0); stands(s, 0, 0) },
		"nor does any":                        func(s *stage) { organ(s) },
		"all is lost":                         func(*stage) {},
	} {
		t.Run(what, func(t *testing.T) {
			s := newStage(t)
			s.options.waits = waits{lost: 100 * time.Millisecond, still: 100 * time.Millisecond, longest: time.Minute}
			s.obey()
			go func() {
				<-s.heard
				tells(s)
			}()
			i, err := s.start(t.Context(), s.program(runs))
			require.NoError(t, err)
			for c := range registration.ControlID(2) {
				o, err := i.Output("grand", s.options.Console)
				require.NoError(t, err)
				require.NoError(t, o.Send(time.Now(), draw(c)))
				time.Sleep(patience + 300*time.Millisecond)
				words, trouble := o.Report()
				assert.False(t, trouble, words)
				assert.Equal(t, "GrandOrgue 3.9.5 does what it is sent", words)
				require.NoError(t, o.Close())
			}
			assert.Empty(t, s.again)
		})
	}
}

func TestAGrandOrgueThatNeverAnswersIsGivenUp(t *testing.T) {
	s := newStage(t)
	s.options.waits = waits{asking: 200 * time.Millisecond, lost: 500 * time.Millisecond, longest: 2 * time.Second}
	_, err := s.start(t.Context(), s.program(runs))
	require.ErrorIs(t, err, ErrSilent)
	assert.Regexp(t, `^GrandOrgue does not answer: it has not loaded Village within .* minutes \(does its window ask something\? .*\)$`, err.Error())
	assert.Equal(t, 1, s.closed)
}

func TestAnotherOrganIsToldAlthoughNoneOfItsStopsIsKnown(t *testing.T) {
	s := newStage(t)
	s.options.waits = waits{still: 100 * time.Millisecond, longest: time.Minute}
	go func() {
		<-s.heard
		s.hear(clearing)
		s.hear(s.print("Cathedral"))
	}()
	_, err := s.start(t.Context(), s.program(runs))
	assert.ErrorIs(t, err, ErrOther)
}

// A stop that is not told of when the organ is loaded anew does not keep the others from being said again.
func TestAnOrganThatIsLoadedAnewAndTellsLessIsToldEverything(t *testing.T) {
	s := newStage(t)
	s.options.waits = waits{still: 100 * time.Millisecond, longest: time.Minute}
	go s.loads("Village")
	i, err := s.start(t.Context(), s.program(runs))
	require.NoError(t, err)
	o, err := i.Output("grand", s.options.Console)
	require.NoError(t, err)
	s.hear(clearing)
	s.hear(s.print("Village"))
	<-s.again
	_, trouble := o.Report()
	assert.False(t, trouble)

	s.hear(clearing) // by the player, in GrandOrgue's own window
	s.hear(s.print("Cathedral"))
	words, trouble := o.Report()
	assert.True(t, trouble)
	assert.Equal(t, "GrandOrgue 3.9.5 has another organ loaded", words)
}

// What GrandOrgue has started on the way may outlive it, and hold what it prints to open.
func TestTheEndIsNotHeldUpByWhatIsLeftBehind(t *testing.T) {
	s := newStage(t)
	began := time.Now()
	_, err := s.start(t.Context(), s.program(`sleep 1000 & echo $! >"$HOME/left"; echo 'no such sound card' >&2; exit 3`))
	require.ErrorIs(t, err, ErrEnded)
	assert.ErrorContains(t, err, "no such sound card")
	assert.Less(t, time.Since(began), time.Minute)
	text, err := os.ReadFile(filepath.Join(s.home, "left"))
	require.NoError(t, err)
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	require.NoError(t, err)
	require.NoError(t, syscall.Kill(pid, syscall.SIGKILL))
}
