package awake

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/godbus/dbus/v5"
)

// answerTime is how long a service may take to answer.
const answerTime = 3 * time.Second

// system asks the desktop not to blank the screen, and the system not to sleep. Either is better than none; the error is
// for when there is neither.
func system() (release func(), err error) {
	desktop, err1 := askDesktop()
	machine, err2 := askMachine()
	if desktop == nil && machine == nil {
		return nil, errors.Join(err1, err2)
	}
	return func() {
		for _, r := range []func(){desktop, machine} {
			if r != nil {
				r()
			}
		}
	}, nil
}

// connect opens a connection of our own. A bus that is not there is not started for us.
func connect(bus func(...dbus.ConnOption) (*dbus.Conn, error)) (*dbus.Conn, error) {
	c, err := bus()
	if err != nil {
		return nil, err
	}
	if err = c.Auth(nil); err == nil {
		err = c.Hello()
	}
	if err != nil {
		c.Close()
		return nil, err
	}
	return c, nil
}

// askDesktop inhibits the screen saver, which desktops take for their power saving too. The connection is held: where it
// ends, because the program does, the desktop forgets the wish.
func askDesktop() (release func(), err error) {
	c, err := connect(dbus.SessionBusPrivateNoAutoStartup)
	if err != nil {
		return nil, fmt.Errorf("no session bus: %w", err)
	}
	ctx, stop := context.WithTimeout(context.Background(), answerTime)
	defer stop()
	saver := c.Object("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver")
	const inhibit = "org.freedesktop.ScreenSaver.Inhibit"
	var cookie uint32
	err = saver.CallWithContext(ctx, inhibit, 0, who, why).Store(&cookie)
	if err != nil { // older ones have it at another place
		saver = c.Object("org.freedesktop.ScreenSaver", "/ScreenSaver")
		if err2 := saver.CallWithContext(ctx, inhibit, 0, who, why).Store(&cookie); err2 != nil {
			c.Close()
			return nil, fmt.Errorf("no screen saver: %w", err)
		}
	}
	return func() {
		ctx, stop := context.WithTimeout(context.Background(), answerTime)
		defer stop()
		_ = saver.CallWithContext(ctx, "org.freedesktop.ScreenSaver.UnInhibit", 0, cookie).Err
		c.Close()
	}, nil
}

// askMachine takes a lock of logind: it holds as long as the file is open.
func askMachine() (release func(), err error) {
	c, err := connect(dbus.SystemBusPrivate)
	if err != nil {
		return nil, fmt.Errorf("no system bus: %w", err)
	}
	ctx, stop := context.WithTimeout(context.Background(), answerTime)
	defer stop()
	defer c.Close()
	var lock dbus.UnixFD
	err = c.Object("org.freedesktop.login1", "/org/freedesktop/login1").
		CallWithContext(ctx, "org.freedesktop.login1.Manager.Inhibit", 0, "idle:sleep", who, why, "block").Store(&lock)
	if err != nil {
		return nil, fmt.Errorf("no login manager: %w", err)
	}
	f := os.NewFile(uintptr(lock), "inhibitor")
	return func() { f.Close() }, nil
}
