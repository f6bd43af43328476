//go:build unix

package preview

import (
	"bytes"
	"context"
	"crypto/sha1"
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/guard/wire"
	"voluntary/audio/midiout"
	"voluntary/registration"
	"voluntary/registration/grandorgue"
	"voluntary/sequencer"
)

const definition = "[Organ]\nChurchName=Village\nNumberOfManuals=1\nNumberOfEnclosures=0\n[Manual001]\nName=Great\nNumberOfStops=2\nStop001=1\nStop002=2\n" +
	"[Stop001]\nName=Principal 8\n[Stop002]\nName=Octave 4\n"

// stage is a machine with a GrandOrgue that is a script, and whose MIDI the test plays.
type stage struct {
	*testing.T
	options Options
	home    string

	mu     sync.Mutex
	sent   bytes.Buffer
	closed int
	hear   func([]byte)
	heard  chan struct{} // the program listens
	again  chan struct{}
	deaf   func(error)
	fault  error       // of what is sent
	made   chan string // names of ports for playing

	inputs, outputs []string     // of the machine
	spoken          []string     // the ports that were opened
	answers         func([]byte) // what GrandOrgue does with a message
}

func newStage(t *testing.T) *stage {
	s := &stage{T: t, home: t.TempDir(), heard: make(chan struct{}), again: make(chan struct{}, 8)}
	t.Setenv("HOME", s.home)
	organ := filepath.Join(s.home, "village.organ")
	require.NoError(t, os.WriteFile(organ, []byte(definition), 0o600))
	c, r, err := grandorgue.ReadFile(organ)
	require.NoError(t, err)
	s.options = Options{
		Organ: organ, Console: c, Report: r, Folder: filepath.Join(s.home, "folder"), Ports: s,
		Reloaded: func() { s.again <- struct{}{} },
	}
	return s
}

// program is a GrandOrgue that does what the script says.
func (s *stage) program(script string) Program {
	path := filepath.Join(s.home, "GrandOrgue")
	require.NoError(s, os.WriteFile(path, []byte("#!/bin/sh\n"+script+"\n"), 0o700))
	return Program{Path: path, Version: "3.9.5"}
}

const runs = "echo $$ >\"$HOME/pid\"; exec sleep 1000"

func (s *stage) Play(_ context.Context, name string, _ *registration.Console) (midiout.Port, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault = nil
	s.spoken = append(s.spoken, name)
	if s.made != nil {
		s.made <- name
	}
	return s, nil
}

func (s *stage) Listen(_ context.Context, name string, hear func([]byte), deaf func(error)) (io.Closer, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.spoken = append(s.spoken, name)
	s.hear, s.deaf = hear, deaf
	select {
	case <-s.heard:
	default:
		close(s.heard)
	}
	return io.NopCloser(nil), nil
}

func (s *stage) Names(context.Context) (inputs, outputs []string) { return s.inputs, s.outputs }

func (s *stage) Jack(context.Context) grandorgue.Jack { return grandorgue.Jack{} }

func (s *stage) Send(_ wire.Class, _ time.Time, b []byte) error { return s.put(b) }

func (s *stage) SendControl(_ time.Time, pieces iter.Seq[[]byte]) (uint32, error) {
	for p := range pieces {
		if err := s.put(p); err != nil {
			return 0, err
		}
	}
	return 1, nil
}

func (s *stage) put(b []byte) error {
	s.mu.Lock()
	s.sent.Write(b)
	fault, answers := s.fault, s.answers
	s.mu.Unlock()
	if answers != nil {
		answers(b)
	}
	return fault
}

func (s *stage) Flush(time.Time) []uint32   { return nil }
func (s *stage) Recall(time.Time) []uint32  { return nil }
func (s *stage) Withdraw(uint32) bool       { return false }
func (s *stage) Delay() time.Duration       { return 0 }
func (s *stage) Together(bool)              {}
func (s *stage) Panic()                     {}
func (s *stage) Settles() (time.Time, bool) { return time.Time{}, false }

func (s *stage) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed++
	return nil
}

func (s *stage) take() []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := bytes.Clone(s.sent.Bytes())
	s.sent.Reset()
	return b
}

var clearing = []byte{0xF0, 0x7D, 0x47, 0x4F, 0x00, 0xF7}

// print is how a GrandOrgue says which organ is loaded.
func (s *stage) print(church string) []byte {
	print := sha1.Sum([]byte(church))
	for i := range print {
		print[i] &= 0x7F
	}
	return append(append([]byte{0xF0, 0x7D, 0x47, 0x4F, 0x01}, print[:8]...), 0xF7)
}

// loads tells what a GrandOrgue tells when it has loaded an organ of this name.
func (s *stage) loads(church string) {
	<-s.heard
	s.hear(clearing)
	s.hear(s.print(church))
	for n, name := range []string{"M1S0", "M1S1"} {
		s.hear(append(append([]byte{0xF0, 0x7D, 0x47, 0x4F, 0x10, 0, byte(n)}, name...), 0xF7))
		s.moves(byte(n), 0)
	}
}

func (s *stage) moves(number, value byte) { s.says(0, number, value) }

func (s *stage) says(channel, number, value byte) {
	s.mu.Lock()
	hear := s.hear
	s.mu.Unlock()
	if hear == nil {
		return
	}
	for _, m := range [][]byte{{0xB0 | channel, 0x63, 0}, {0xB0 | channel, 0x62, number}, {0xB0 | channel, 0x06, value}} {
		hear(m)
	}
}

func (s *stage) start(ctx context.Context, p Program) (*Instance, error) {
	i, err := Start(ctx, p, s.options)
	if err == nil {
		s.Cleanup(func() { assert.NoError(s, i.Close()) })
	}
	return i, err
}

func draw(c registration.ControlID) sequencer.Event {
	return sequencer.ChangeEvent(0, registration.Change{Kind: registration.Draw, Control: c})
}

func TestAnOrganIsLoadedPlayedAndChecked(t *testing.T) {
	s := newStage(t)
	go s.loads("Village")
	i, err := s.start(t.Context(), s.program(runs))
	require.NoError(t, err)
	config, err := os.ReadFile(filepath.Join(s.home, grandorgue.ConfigurationName))
	require.NoError(t, err)
	assert.Contains(t, string(config), "MIDIRecorderDevice=Voluntary")
	o, err := i.Output("grand", s.options.Console)
	require.NoError(t, err)
	assert.Equal(t, "grand", o.Name())
	assert.True(t, bytes.HasPrefix(s.take(), clearing), "the header comes first")
	require.NoError(t, o.Send(time.Now(), draw(0)))
	s.moves(0, 127)
	assert.Equal(t, []byte{0xBF, 0x63, 0, 0xBF, 0x62, 0, 0xBF, 0x06, 127}, s.take())
	time.Sleep(patience + 300*time.Millisecond)
	words, trouble := o.Report()
	assert.False(t, trouble, words)
	assert.Equal(t, "GrandOrgue 3.9.5 does what it is sent", words)
	assert.Empty(t, s.again)

	s.moves(1, 127) // by the player, in GrandOrgue's own window
	time.Sleep(patience + 300*time.Millisecond)
	_, trouble = o.Report()
	assert.False(t, trouble, "that is theirs")
	require.NoError(t, o.Close())
	assert.Zero(t, s.closed, "the instance outlives its output")
}

func TestWhatIsLostIsSentAgainAndThenSaid(t *testing.T) {
	s := newStage(t)
	go s.loads("Village")
	i, err := s.start(t.Context(), s.program(runs))
	require.NoError(t, err)
	o, err := i.Output("grand", s.options.Console)
	require.NoError(t, err)
	s.take()
	require.NoError(t, o.Send(time.Now(), draw(1)))
	<-s.again // nothing came back
	s.take()
	require.NoError(t, o.Send(time.Now(), draw(1))) // as the engine does then
	assert.True(t, bytes.HasPrefix(s.take(), clearing), "the header is sent again")
	assert.Eventually(t, func() bool { _, trouble := o.Report(); return trouble }, 5*time.Second, 20*time.Millisecond)
	time.Sleep(patience)
	words, _ := o.Report()
	assert.Equal(t, "GrandOrgue 3.9.5 does not have what it was sent: Octave 4", words)
	assert.Empty(t, s.again, "it is not sent for ever")
}

func TestAnOrganThatIsLoadedAnewIsToldEverything(t *testing.T) {
	s := newStage(t)
	go s.loads("Village")
	i, err := s.start(t.Context(), s.program(runs))
	require.NoError(t, err)
	o, err := i.Output("grand", s.options.Console)
	require.NoError(t, err)
	s.take()
	s.heard = make(chan struct{})
	close(s.heard)
	s.loads("Village")
	<-s.again
	require.NoError(t, o.Send(time.Now(), draw(0)))
	assert.True(t, bytes.HasPrefix(s.take(), clearing))
}

func TestAGrandOrgueThatEndsIsSaid(t *testing.T) {
	s := newStage(t)
	_, err := s.start(t.Context(), s.program("echo 'no such sound card' >&2; exit 3"))
	require.ErrorIs(t, err, ErrEnded)
	assert.ErrorContains(t, err, "no such sound card")
	assert.Equal(t, 1, s.closed)

	s = newStage(t)
	go s.loads("Village")
	i, err := s.start(t.Context(), s.program(runs))
	require.NoError(t, err)
	o, err := i.Output("grand", s.options.Console)
	require.NoError(t, err)
	require.NoError(t, i.cmd.Process.Kill()) // the user closes its window
	<-i.Ended()
	require.ErrorIs(t, o.Send(time.Now(), draw(0)), ErrEnded)
	_, err = i.Output("grand", s.options.Console)
	assert.ErrorIs(t, err, ErrEnded)
}

func TestLoadingCanBeGivenUpAndNothingIsLeftRunning(t *testing.T) {
	s := newStage(t)
	ctx, stop := context.WithCancel(t.Context())
	s.options.Stage = func(words string) {
		if strings.HasPrefix(words, "GrandOrgue loads Village") {
			stop()
		}
	}
	_, err := s.start(ctx, s.program(runs))
	require.ErrorIs(t, err, context.Canceled)
	var pid int
	text, err := os.ReadFile(filepath.Join(s.home, "pid"))
	require.NoError(t, err)
	for _, r := range strings.TrimSpace(string(text)) {
		pid = pid*10 + int(r-'0')
	}
	assert.ErrorIs(t, syscall.Kill(pid, 0), syscall.ESRCH)
	assert.Equal(t, 1, s.closed)
}

func TestAnotherOrganIsRefused(t *testing.T) {
	s := newStage(t)
	go s.loads("Cathedral")
	_, err := s.start(t.Context(), s.program(runs))
	require.ErrorIs(t, err, ErrOther)

	s = newStage(t)
	go s.loads("Village")
	i, err := s.start(t.Context(), s.program(runs))
	require.NoError(t, err)
	other, _, err := grandorgue.Read([]byte(strings.Replace(definition, "Village", "Cathedral", 1)), "x.organ")
	require.NoError(t, err)
	_, err = i.Output("grand", other)
	assert.ErrorIs(t, err, ErrOther)
}

func TestAVersionThatMisreadsTheHeaderGetsASettingsFile(t *testing.T) {
	s := newStage(t)
	go s.loads("Village")
	p := s.program(runs)
	p.Version = "3.17.0"
	i, err := s.start(t.Context(), p)
	require.NoError(t, err)
	settings, err := os.ReadFile(filepath.Join(s.options.Folder, grandorgue.SettingsName(s.options.Organ, 0)))
	require.NoError(t, err)
	assert.Contains(t, string(settings), "[Stop002]\nNumberOfMIDIEvents=1\nMIDIDevice001=Voluntary\nMIDIEventType001=NRPN")
	config, err := os.ReadFile(filepath.Join(s.home, grandorgue.ConfigurationName))
	require.NoError(t, err)
	assert.Contains(t, string(config), "SettingPath="+s.options.Folder)
	o, err := i.Output("grand", s.options.Console)
	require.NoError(t, err)
	require.NoError(t, o.Send(time.Now(), draw(1)))
	assert.Equal(t, []byte{0xBF, 0x63, 0, 0xBF, 0x62, 1, 0xBF, 0x06, 127}, s.take(), "no header")
}

func TestWhereThereIsNoGrandOrgueTheHintSaysHowToInstallIt(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	t.Setenv("HOME", t.TempDir())
	t.Setenv(programVariable, "")
	_, err := Find()
	require.ErrorIs(t, err, ErrNotInstalled)
	assert.Regexp(t, `^GrandOrgue is not installed \(.*github.com/GrandOrgue.*\)$`, err.Error())
	t.Setenv(programVariable, "/nowhere/GrandOrgue")
	_, err = Find()
	assert.ErrorContains(t, err, "/nowhere/GrandOrgue")
	s := newStage(t)
	p := s.program(runs)
	t.Setenv(programVariable, p.Path)
	t.Setenv(versionVariable, "3.16.3")
	found, err := Find()
	require.NoError(t, err)
	assert.Equal(t, Program{p.Path, "3.16.3"}, found)
}

func TestOrgansAreFoundByTheirTitles(t *testing.T) {
	folder := t.TempDir()
	for name, text := range map[string]string{
		"Organs/a/village.organ": definition, "Organs/b/broken.orgue": "PK\x03\x04", "Organs/b/notes.txt": "x", "Cache/x.organ": definition,
		"a/b/c/d/e/deep.organ": definition,
	} {
		path := filepath.Join(folder, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o700))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	}
	var titles []string
	for _, o := range organsIn([]string{folder, folder, filepath.Join(folder, "none")}) {
		titles = append(titles, o.Title)
	}
	assert.Equal(t, []string{"broken", "Village"}, titles)
}

func TestStartRefusesAFolderThatCannotBeMade(t *testing.T) {
	s := newStage(t)
	s.options.Folder = filepath.Join(s.options.Organ, "folder")
	_, err := s.start(t.Context(), s.program(runs))
	assert.Error(t, errors.Unwrap(err))
}

func TestALocaleThatIsNotInstalledIsNotPassedOn(t *testing.T) {
	installed := []string{"C", "C.utf8", "de_DE.utf8"}
	for _, own := range [][]string{{"LANG=de_DE.UTF-8"}, {"LANG=en_US.UTF-8", "LC_ALL=C"}, {"LC_ALL=", "LANG=C.UTF-8"}} {
		assert.Equal(t, own, withLocale(own, installed))
	}
	for _, own := range [][]string{{"LANG=en_US.UTF-8"}, {"LANG=de_DE.UTF-8", "LC_ALL=fr_FR.UTF-8"}, nil} {
		assert.Contains(t, withLocale(own, installed), "LC_ALL=C.UTF-8")
	}
}

// When the guard of the ports dies, the next output gets a port of the same name, and GrandOrgue is heard again.
func TestPortsAreMadeAnewWhenTheyHaveFailed(t *testing.T) {
	s := newStage(t)
	go s.loads("Village")
	i, err := s.start(t.Context(), s.program(runs))
	require.NoError(t, err)
	o, err := i.Output("grand", s.options.Console)
	require.NoError(t, err)
	s.take()
	s.mu.Lock()
	s.fault = errors.New("the guard has died")
	s.mu.Unlock()
	s.heard = make(chan struct{})
	s.deaf(s.fault)
	<-s.heard
	require.Error(t, o.Send(time.Now(), draw(0)))
	require.NoError(t, o.Close())
	s.made = make(chan string, 1)
	o, err = i.Output("grand", s.options.Console)
	require.NoError(t, err)
	assert.Regexp(t, `^virtual:Preview \d+$`, <-s.made)
	assert.Equal(t, 1, s.closed, "the one that has failed")
	require.NoError(t, o.Send(time.Now(), draw(0)))
	s.moves(0, 127)
	require.Eventually(t, func() bool { words, _ := o.Report(); return words == "GrandOrgue 3.9.5 does what it is sent" }, 5*time.Second, 20*time.Millisecond)
}
