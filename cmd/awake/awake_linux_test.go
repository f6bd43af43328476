package awake

import (
	"bufio"
	"bytes"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// bus starts a message bus of our own and gives its address.
func bus(t *testing.T) string {
	t.Helper()
	if _, err := exec.LookPath("dbus-daemon"); err != nil {
		t.Skip("there is no dbus-daemon here")
	}
	// A configuration without services of its own: nothing of the machine's desktop answers here.
	folder := t.TempDir()
	config := filepath.Join(folder, "bus.conf")
	require.NoError(t, os.WriteFile(config, fmt.Appendf(nil, `<busconfig><type>session</type><listen>unix:path=%s/bus</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`, folder), 0o600))
	cmd := exec.CommandContext(t.Context(), "dbus-daemon", "--config-file="+config, "--nofork", "--print-address=1")
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	address, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	return strings.TrimSpace(address)
}

// saver is a desktop that can be asked to leave the screen on.
type saver struct {
	mu   sync.Mutex
	said []string
	held map[uint32]bool
}

func (s *saver) Inhibit(who, why string) (uint32, *dbus.Error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.said = append(s.said, who+": "+why)
	s.held[7] = true
	return 7, nil
}

func (s *saver) UnInhibit(cookie uint32) *dbus.Error {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.held, cookie)
	return nil
}

func (s *saver) awake() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.held) > 0
}

// login is a login manager. Its lock is a pipe: whoever has the other end sees when it is let go.
type login struct {
	mu   sync.Mutex
	what string
	ends []*os.File
}

func (l *login) Inhibit(what, who, why, mode string) (dbus.UnixFD, *dbus.Error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var pipe [2]int
	if err := syscall.Pipe2(pipe[:], syscall.O_CLOEXEC|syscall.O_NONBLOCK); err != nil {
		return 0, dbus.MakeFailedError(err)
	}
	l.what = strings.Join([]string{what, who, why, mode}, ", ")
	l.ends = append(l.ends, os.NewFile(uintptr(pipe[0]), "lock"))
	time.AfterFunc(time.Second, func() { _ = syscall.Close(pipe[1]) }) // ours, once it has been sent
	return dbus.UnixFD(pipe[1]), nil
}

// letGo waits until the lock that was taken last is let go.
func (l *login) letGo(t *testing.T) {
	t.Helper()
	l.mu.Lock()
	end := l.ends[len(l.ends)-1]
	l.mu.Unlock()
	require.NoError(t, end.SetReadDeadline(time.Now().Add(10*time.Second)))
	_, err := end.Read(make([]byte, 1))
	assert.EqualError(t, err, "EOF")
}

// serve puts a service on a bus.
func serve(t *testing.T, address, name, path, face string, service any) {
	t.Helper()
	c, err := dbus.Connect(address)
	require.NoError(t, err)
	t.Cleanup(func() { c.Close() })
	require.NoError(t, c.Export(service, dbus.ObjectPath(path), face))
	reply, err := c.RequestName(name, dbus.NameFlagDoNotQueue)
	require.NoError(t, err)
	require.Equal(t, dbus.RequestNameReplyPrimaryOwner, reply)
}

func TestTheDesktopAndTheMachineAreAskedWhilePlayingAndLetBeAfterwards(t *testing.T) {
	for _, path := range []string{"/org/freedesktop/ScreenSaver", "/ScreenSaver"} {
		t.Run(path, func(t *testing.T) {
			session, machine := bus(t), bus(t)
			t.Setenv("DBUS_SESSION_BUS_ADDRESS", session)
			t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", machine)
			s, l := &saver{held: map[uint32]bool{}}, &login{}
			serve(t, session, "org.freedesktop.ScreenSaver", path, "org.freedesktop.ScreenSaver", s)
			serve(t, machine, "org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager", l)
			v := New(nil)
			defer v.Close()
			v.Keep(true)
			v.Keep(true)
			require.Eventually(t, s.awake, 10*time.Second, time.Millisecond)
			require.Eventually(t, func() bool {
				l.mu.Lock()
				defer l.mu.Unlock()
				return l.what == "idle:sleep, Voluntary, an organ is being played, block"
			}, 10*time.Second, time.Millisecond)
			s.mu.Lock()
			assert.Equal(t, []string{"Voluntary: an organ is being played"}, s.said)
			s.mu.Unlock()
			v.Keep(false)
			require.Eventually(t, func() bool { return !s.awake() }, 10*time.Second, time.Millisecond)
			l.letGo(t)
			v.Keep(true)
			require.Eventually(t, s.awake, 10*time.Second, time.Millisecond, "and again")
			v.Close()
			assert.False(t, s.awake(), "at the end the machine is let be")
			l.letGo(t)
			v.Keep(true)
			v.Close()
			assert.False(t, s.awake())
		})
	}
}

func TestWithoutAnybodyToAskTheLogSaysSoOnce(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", bus(t))
	t.Setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere/at/all")
	var log bytes.Buffer
	v := New(slog.New(slog.NewTextHandler(&log, nil)))
	for range 3 {
		v.Keep(true)
		time.Sleep(20 * time.Millisecond)
		v.Keep(false)
	}
	v.Keep(true)
	time.Sleep(200 * time.Millisecond)
	v.Close()
	assert.Equal(t, 1, strings.Count(log.String(), "the machine may go to sleep while playing"), log.String())
}
