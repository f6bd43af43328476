package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"voluntary/cmd/devices"
	"voluntary/registration"
	"voluntary/sequencer/monitor"
)

// lineView is a line as JSON.
type lineView struct {
	At    float64 `json:"at"` // seconds since the monitor began
	Way   string  `json:"way"`
	Port  string  `json:"port"`
	Words string  `json:"words"`
	Hex   string  `json:"hex"`
}

// watchWire shows what comes in until it is stopped.
func watchWire(env *environment, args []string) error {
	f := newFlags(env)
	asJSON := f.Bool("json", false, "a JSON object a line")
	name := f.String("console", "", "the organ whose words are used: name or file of a `console`; without it, plain MIDI")
	in := f.StringArray("in", nil, "the `port`: raw:FILE, virtual:NAME, or an input's name or unique part; several may be given; without it, all inputs")
	text := f.String("filter", "", "only lines with this `text` in words, hex or the port's name")
	clock := f.Bool("clock", false, "clocks too")
	noKeys := f.Bool("no-keys", false, "no keys")
	seconds := f.Float64("seconds", 0, "end after so many `seconds`; 0: at Ctrl+C")
	if _, err := f.parse(args); err != nil {
		return err
	}
	if *seconds < 0 {
		return usagef("--seconds %v is not possible", *seconds)
	}
	var c *registration.Console
	if *name != "" {
		var err error
		if c, err = consoleOr(*name, nil); err != nil {
			return err
		}
	}
	d := devices.New(env.ctx, nil)
	defer d.Close()
	names := *in
	if len(names) == 0 {
		ports, _, note := d.Ports(env.ctx)
		for _, p := range ports {
			names = append(names, p.Name)
		}
		if len(names) == 0 {
			return fmt.Errorf("there is nothing to listen to: %s (--in virtual:NAME makes a port)", note)
		}
	}
	slices.Sort(names)
	names = slices.Compact(names)
	w := &wireWatch{
		env: env, log: monitor.NewLog(c), filter: monitor.Filter{Text: *text, Clock: *clock, NoKeys: *noKeys},
		json: *asJSON, start: time.Now(), lines: make(chan monitor.Line, 4096),
	}
	return w.run(d, names, time.Duration(*seconds*float64(time.Second)))
}

// wireWatch is one monitoring.
type wireWatch struct {
	env    *environment
	log    *monitor.Log
	filter monitor.Filter
	json   bool
	start  time.Time
	lines  chan monitor.Line
}

func (w *wireWatch) run(d *devices.Devices, names []string, most time.Duration) error {
	type state struct{ name, trouble string }
	states := make(chan state, 64)
	for _, name := range names {
		in, err := d.Listen(name, func(m devices.Message) {
			select {
			case w.lines <- w.log.Add(monitor.Line{At: m.At, Port: name, Bytes: m.Bytes}):
			default: // nobody reads so much so fast
			}
		}, func(trouble string) {
			select {
			case states <- state{name, trouble}:
			default:
			}
		})
		if err != nil {
			return err
		}
		defer in.Close()
	}
	var end <-chan time.Time
	if most > 0 {
		timer := time.NewTimer(most)
		defer timer.Stop()
		end = timer.C
	}
	for {
		select {
		case <-w.env.ctx.Done():
			return nil
		case <-end:
			return w.rest()
		case s := <-states:
			if s.trouble != "" {
				w.env.warn(s.name + ": " + s.trouble)
			} else {
				w.env.warn(s.name + " is listened to")
			}
			w.env.say()
		case line := <-w.lines:
			if err := w.show(line); err != nil {
				return err
			}
		}
	}
}

// showSent shows what leaves the MIDI ports until the function that it gives is called, which waits until all is shown.
func showSent(env *environment, d *devices.Devices, c *registration.Console) (stop func()) {
	w := &wireWatch{env: env, log: monitor.NewLog(c), start: time.Now(), lines: make(chan monitor.Line, 4096)}
	quiet := d.OnSent(func(name string, m devices.Message) {
		select {
		case w.lines <- w.log.Add(monitor.Line{At: m.At, Port: name, Out: true, Bytes: m.Bytes}):
		default: // nobody reads so much so fast
		}
	})
	quit := make(chan struct{})
	var writer sync.WaitGroup
	var trouble error
	writer.Go(func() {
		for {
			select {
			case <-quit:
				trouble = w.rest()
				return
			case line := <-w.lines:
				if trouble = w.show(line); trouble != nil {
					return
				}
			}
		}
	})
	return func() {
		quiet()
		close(quit)
		writer.Wait()
		if trouble != nil {
			env.warn(trouble.Error())
			env.say()
		}
	}
}

// rest shows what has come before the end.
func (w *wireWatch) rest() error {
	for {
		select {
		case line := <-w.lines:
			if err := w.show(line); err != nil {
				return err
			}
		default:
			return nil
		}
	}
}

func (w *wireWatch) show(line monitor.Line) error {
	if !w.filter.Takes(&line) {
		return nil
	}
	var err error
	if w.json {
		var b []byte
		if b, err = json.Marshal(lineView{
			At: line.At.Sub(w.start).Round(time.Microsecond).Seconds(), Way: line.Way(), Port: line.Port, Words: line.Words,
			Hex: fmt.Sprintf("% X", line.Bytes),
		}); err == nil {
			_, err = w.env.out.Write(append(b, '\n'))
		}
	} else {
		_, err = io.WriteString(w.env.out, line.String()+"\n")
	}
	if err != nil {
		return errors.New("what is heard cannot be written (is the pipe closed?)")
	}
	return nil
}
