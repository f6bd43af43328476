package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"voluntary/audio/speaker"
	"voluntary/cmd/devices"
	"voluntary/registration"
	"voluntary/registration/trial"
	"voluntary/sequencer"
	"voluntary/sequencer/playback"
)

// tryOut tries an organ's keys and stops one after the other.
func tryOut(env *environment, args []string) error {
	f := newFlags(env)
	outputs := f.StringArray("out", []string{builtin}, "the `port`, as for vol play; several may be given")
	notes := f.StringArray("note", nil, "sound a key: `DIVISION:KEY`, KEY 0 to 127, middle C 60")
	controls := f.StringArray("stop", nil, "draw a stop, coupler or tremulant by its `id`, sound a key and retire it")
	stops := f.Bool("stops", false, "all stops in turn")
	compass := f.Bool("compass", false, "every key from the lowest up")
	division := f.String("division", "", "only this `division`, for --stops and --compass")
	hold := f.Int("hold", 0, "how many `milliseconds` each stop or key is held; 0 is usual: 1000 for a stop, 200 for a key of the compass")
	cancelled := f.Bool("cancelled", false, "the organ is cancelled: no stop is drawn on it")
	organ := f.organ()
	if asked, err := f.asked(args); asked || err != nil {
		return err
	}
	if f.NArg() > 1 {
		return usagef("%q is one argument too many (usage: %s)", f.Arg(1), env.command.usage())
	}
	tuned, err := organ.options()
	if err != nil {
		return err
	}
	if *hold < 0 || *hold > 600_000 {
		return usagef("--hold %d is not possible (0 to 600000 milliseconds)", *hold)
	}
	c, err := consoleOr(f.Arg(0), nil)
	if err != nil {
		return err
	}
	pace := trial.Pace{Stop: time.Duration(*hold) * time.Millisecond, Key: time.Duration(*hold) * time.Millisecond}
	steps, err := stepsOf(c, *notes, *controls, *stops, *compass, *division, pace)
	if err != nil {
		return err
	}
	a, err := sequencer.New(sequencer.Piece{Title: "Test", Console: c})
	if err != nil {
		return err
	}
	p, _ := sequencer.Compile(a, c)
	d := devices.New(env.ctx, nil)
	defer d.Close()
	d.SetSound(devices.Sound{Organ: tuned, Speaker: speaker.Options{}})
	r := &recital{env: env, engine: playback.New(), cancelled: *cancelled}
	defer r.engine.Close()
	d.OnRestart(r.engine.Reconcile)
	d.Watch(r.engine.Alive)
	tail, err := r.open(d, *outputs, c)
	if err != nil {
		return err
	}
	env.say()
	r.engine.SetPerformance(p)
	r.engine.Seek(0)
	if !r.await(p) || !r.try(c, steps) {
		return nil // stopped by hand
	}
	r.ring(tail + d.Account().Behind)
	r.report()
	return r.faults()
}

// await waits until every organ has the stops that the console begins with, one after the other where it needs that. It is
// false when it was stopped before.
func (r *recital) await(p *sequencer.Performance) bool {
	for said := false; ; {
		ready := time.Now()
		if r.engine.Status().Performance != p { // nothing has been told yet
			ready = ready.Add(5 * time.Millisecond)
		}
		for _, s := range r.settlers {
			if at, _ := s.Settles(); at.After(ready) {
				ready = at
			}
		}
		left := time.Until(ready)
		if left <= 0 {
			return true
		}
		if left > time.Second && !said {
			said = true
			r.env.warn(fmt.Sprintf("the stops are set one after the other, as this organ needs it; the test begins in %.0f s", left.Seconds()))
			r.env.say()
		}
		select {
		case <-r.env.ctx.Done():
			return false
		case <-time.After(left):
		}
	}
}

// stepsOf are what the flags ask for, in the order notes, stops, all stops, compass.
func stepsOf(c *registration.Console, notes, controls []string, stops, compass bool, division string, pace trial.Pace) (steps []trial.Step, err error) {
	of := trial.All
	if division != "" {
		var ok bool
		if of, ok = c.Division(division); !ok {
			return nil, usagef("there is no division %q on %s (%s)", division, c.Name, strings.Join(divisionIDs(c), ", "))
		}
	}
	drawn := c.Initial()
	for _, n := range notes {
		key, err := keyOf(c, n)
		if err != nil {
			return nil, err
		}
		steps = append(steps, trial.Note(c, key, drawn, pace)...)
	}
	for _, id := range controls {
		k, ok := c.Control(id)
		if !ok {
			return nil, usagef("there is no stop %q on %s (vol console show %s lists them)", id, c.Name, c.Name)
		}
		steps = append(steps, trial.Stop(c, k, drawn, pace)...)
	}
	if stops {
		steps = append(steps, trial.Stops(c, of, drawn, pace)...)
	}
	if compass {
		steps = append(steps, trial.Compass(c, of, drawn, pace)...)
	}
	if len(steps) == 0 {
		return nil, usagef("nothing is to be tried (give --note, --stop, --stops or --compass)")
	}
	return steps, nil
}

func divisionIDs(c *registration.Console) (ids []string) {
	for _, d := range c.Divisions {
		ids = append(ids, d.ID)
	}
	return ids
}

// keyOf reads DIVISION:KEY.
func keyOf(c *registration.Console, text string) (k trial.Key, err error) {
	name, number, ok := strings.Cut(text, ":")
	n, wrong := strconv.Atoi(number)
	if !ok || wrong != nil || n < 0 || n > 127 {
		return k, usagef("--note %q is not DIVISION:KEY (such as great:60)", text)
	}
	d, ok := c.Division(name)
	if !ok {
		return k, usagef("there is no division %q on %s (%s)", name, c.Name, strings.Join(divisionIDs(c), ", "))
	}
	if v := c.Divisions[d]; !v.Has(uint8(n)) {
		return k, usagef("key %d is beyond the keyboard of %s (%d to %d)", n, v.Name, v.Lowest, v.Highest)
	}
	return trial.Key{Division: d, Key: uint8(n)}, nil
}

// try goes through the steps, saying each, and is false when it was stopped before the end.
func (r *recital) try(c *registration.Console, steps []trial.Step) bool {
	say := make(chan string, len(steps)+1)
	t := trial.Start(r.engine, c.Initial(), steps, func(_ int, s *trial.Step) {
		if s != nil {
			say <- s.Text(sequencer.KeyName)
		}
	})
	defer t.Close()
	for {
		select {
		case <-r.env.ctx.Done():
			return false
		case text := <-say:
			fmt.Fprintln(r.env.out, text)
		case x := <-r.engine.Alerts():
			r.env.warn(x.Message)
			r.env.say()
		case <-r.engine.Changed():
		case <-t.Done():
			for len(say) > 0 {
				fmt.Fprintln(r.env.out, <-say)
			}
			return true
		}
	}
}
