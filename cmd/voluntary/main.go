// Voluntary is the desktop program: flags, log, wiring and an orderly end. Everything else is in the packages it wires:
// ui for the window, cmd/devices for what sounds.
//
//	voluntary [-new | FILE]
//
// FILE is an arrangement, a MIDI file or a console to open. With no display the program says so and points to vol.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"voluntary/assets"
	"voluntary/audio/guard"
	"voluntary/audio/speaker"
	"voluntary/cmd/awake"
	"voluntary/cmd/devices"
	"voluntary/ui"
)

// Set by the linker.
var (
	version = "dev"
	commit  = ""
)

// appID names the program to the desktop and is where its preferences lie.
const appID = "org.voluntary.Voluntary"

// patience is how long the toolkit may take to end once the program is told to. Fyne 2.7.1 was seen to wait for ever for
// an event of its own that had been lost.
const patience = 5 * time.Second

func main() {
	if guard.IsChild(os.Args) {
		os.Exit(guard.Main())
	}
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

func run(args []string, out, errs io.Writer) int {
	flags := flag.NewFlagSet("voluntary", flag.ContinueOnError)
	flags.SetOutput(errs)
	flags.Usage = func() {
		fmt.Fprintln(errs, "usage: voluntary [-buffer FRAMES] [-steady] [-sound usual|jack|system] [-v] [-new | FILE]   (an arrangement, a MIDI file or a console)")
	}
	buffer := flags.Int("buffer", 0, "how many frames wait in the sound device")
	sound := flags.String("sound", speaker.Usual.String(), "play by jack or on the computer's sound device (system); usual is by JACK where it runs")
	steady := flags.Bool("steady", false, "no more than that, also when the sound breaks off")
	verbose := flags.Bool("v", false, "say more on the terminal")
	fresh := flags.Bool("new", false, "begin with a new piece")
	showVersion := flags.Bool("version", false, "say which version this is")
	err := flags.Parse(args)
	way, known := speaker.ParseWay(*sound)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	case *showVersion:
		fmt.Fprintf(out, "Voluntary %s %s\n", version, commit)
		return 0
	case !speaker.Holds(*buffer):
		fmt.Fprintf(errs, "voluntary: %d frames cannot wait in the sound device (128, 256, 512 ... 8192)\n", *buffer)
		return 2
	case !known:
		fmt.Fprintf(errs, "voluntary: -sound %s is not known (%s)\n", *sound, strings.Join(speaker.WayNames(), ", "))
		return 2
	case flags.NArg() > 1:
		flags.Usage()
		return 2
	}
	if err := display(); err != nil {
		fmt.Fprintf(errs, "voluntary: %v\n", err)
		return 1
	}
	if err := window(ui.Options{Path: flags.Arg(0), New: *fresh, Waiting: *buffer, Steady: *steady, Version: version, FirstKeys: firstKeys, SecondButton: secondButton}, way, *verbose, errs); err != nil {
		fmt.Fprintf(errs, "voluntary: %v\n", err)
		return 1
	}
	return 0
}

// window shows the program until it is closed.
func window(opts ui.Options, way speaker.Way, verbose bool, errs io.Writer) (err error) {
	level := slog.LevelInfo
	if verbose {
		level = slog.LevelDebug
	}
	log := slog.New(slog.NewTextHandler(errs, &slog.HandlerOptions{Level: level}))
	useLocale()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	sounds := devices.New(ctx, log)
	defer func() { err = errors.Join(err, sounds.Close()) }()
	sounds.SetSound(devices.Sound{Speaker: speaker.Options{Way: way}})
	defer recovered(&err)
	a := app.NewWithID(appID)
	if icon, err := fs.ReadFile(assets.Icons(), "voluntary.png"); err == nil {
		a.SetIcon(fyne.NewStaticResource("voluntary.png", icon))
	}
	vigil := awake.New(log)
	defer vigil.Close()
	store, err := settingsOf(a, log)
	if err != nil {
		return err
	}
	others, err := meet(ctx, store)
	if err != nil {
		return err
	}
	defer others.close()
	w, err := ui.Open(shared{a, store}, desk{sounds, vigil, others}, opts)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	done := make(chan struct{})
	go func() {
		select {
		case <-ctx.Done():
			fyne.Do(a.Quit)
			select {
			case <-done:
			case <-time.After(patience):
				log.Error("the window does not end, so the program ends without it")
				_ = sounds.Close() // nothing is left sounding
				os.Exit(1)
			}
		case <-done:
		}
	}()
	w.Show()
	a.Run()
	close(done)
	return nil
}

// recovered turns the panic with which the toolkit answers a display that does not work into a sentence.
func recovered(err *error) {
	if p := recover(); p != nil {
		if e, ok := p.(error); ok {
			*err = fmt.Errorf("the window could not be shown: %w (vol does everything without a window)", e)
			return
		}
		panic(p)
	}
}
