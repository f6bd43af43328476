package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"voluntary/audio/speaker"
	"voluntary/cmd/awake"
	"voluntary/cmd/devices"
	"voluntary/registration"
	"voluntary/sequencer"
	"voluntary/sequencer/playback"
)

func play(env *environment, args []string) error {
	f := newFlags(env)
	outputs := f.StringArray("out", []string{builtin}, "the `port`: builtin, null, virtual:NAME, or a MIDI port's name or unique part; several may be given")
	name := f.console()
	var sp span
	sp.flags(f)
	grand := f.String("grandorgue", "", "play on GrandOrgue, which is started with the organ in this `file` (.organ, .orgue)")
	running := f.Bool("running", false, "with --grandorgue: play on the GrandOrgue that runs already and has that organ loaded")
	ladder := f.ladder()
	tempo := f.Int("tempo", 100, "tempo in `percent` of what is written")
	offsets := f.StringArray("offset", nil, "have an output sound later than the others: `NAME=MS`, below 0 sooner; several may be given")
	held := f.Bool("held", true, "press the keys that are held where playing begins; --held=false does not")
	hold := f.Bool("hold", false, "pause when a port is lost, and go on from there when it is back; else the other outputs play on")
	steady := f.Bool("steady", false, "no more frames wait in the sound device than that, also when the sound breaks off")
	sound := f.String("sound", speaker.Usual.String(), "the built-in organ plays by JACK or on the computer's sound device: `way`, one of "+strings.Join(speaker.WayNames(), ", "))
	buffer := f.Int("buffer", 0, "how many `frames` wait in the sound device: fewer sound sooner, more are safer; 0 is usual")
	cancelled := f.Bool("cancelled", false, "the organ is cancelled: no stop is drawn on it (to be said of makes that have no message for that)")
	shows := f.Bool("monitor", false, "show all that leaves the MIDI ports, in words and hex")
	organ := f.organ()
	rest, err := f.parse(args, "ARR")
	if err != nil {
		return err
	}
	tuned, err := organ.options()
	if err != nil {
		return err
	}
	if err := checkBuffer(*buffer); err != nil {
		return err
	}
	way, ok := speaker.ParseWay(*sound)
	if !ok {
		return usagef("--sound %s is not known (%s)", *sound, strings.Join(speaker.WayNames(), ", "))
	}
	if *tempo < playback.SlowestTempo || *tempo > playback.FastestTempo {
		return usagef("--tempo %d is not possible (%d to %d percent)", *tempo, playback.SlowestTempo, playback.FastestTempo)
	}
	if *running && *grand == "" {
		return usagef("--running needs --grandorgue ORGAN (which organ the GrandOrgue that runs has loaded)")
	}
	for _, o := range *outputs {
		if strings.TrimSpace(o) == "" {
			return usagef("--out needs the name of a port (vol ports lists them)")
		}
	}
	named := *outputs
	if *grand != "" {
		if !f.Changed("out") {
			*outputs = nil
		}
		named = slices.Concat(*outputs, []string{grandOutput})
		if *name == "" {
			*name = *grand
		}
	}
	later, err := offsetsOf(*offsets, named)
	if err != nil {
		return err
	}
	a, c, err := loadAt(env, rest[0], *name, *ladder)
	if err != nil {
		return err
	}
	from, to, err := sp.ticks(env, a)
	if err != nil {
		return err
	}
	tuned = organ.tuned(env, tuned, a)
	p := compile(env, a, c)
	if a.Tempo().TimeAt(from) >= p.End() {
		return nothingToPlay(&sp, a)
	}
	warnOfSilence(env, p)
	d := devices.New(env.ctx, nil)
	if *shows {
		defer showSent(env, d, c)() // to the last message, when all is closed
	}
	defer d.Close()
	vigil := awake.New(nil)
	defer vigil.Close()
	vigil.Keep(true)
	d.SetSound(devices.Sound{Organ: tuned, Speaker: speaker.Options{Way: way, Waiting: *buffer, Steady: *steady}})
	r := &recital{env: env, engine: playback.New(), cancelled: *cancelled}
	defer r.engine.Close()
	d.OnRestart(r.engine.Reconcile)
	d.Watch(r.engine.Alive)
	r.hold = *hold
	r.engine.PauseOnFault(*hold)
	r.engine.ChaseKeys(*held)
	if *grand != "" {
		port, err := r.start(d, *grand, *running)
		if err != nil {
			return err
		}
		*outputs = append(*outputs, port)
		if by, ok := later[grandOutput]; ok {
			delete(later, grandOutput)
			later[port] = by
		}
	}
	for name, by := range later {
		r.engine.Later(name, by)
	}
	tail, err := r.open(d, *outputs, c)
	if err != nil {
		return err
	}
	env.say()
	r.engine.SetPerformance(p)
	r.engine.Tempo(*tempo)
	if to >= 0 {
		r.engine.PlayPassage(from, to)
	} else {
		r.engine.PlayFrom(from)
	}
	if !r.listen(p.End()) {
		return nil // stopped by hand
	}
	r.ring(tail + d.Account().Behind)
	r.report()
	return r.faults()
}

// offsetsOf reads how much later outputs are to sound: NAME=MS, where NAME is what was given with --out or a part of it that
// fits no other, or grandorgue.
func offsetsOf(given, outputs []string) (map[string]time.Duration, error) {
	later := make(map[string]time.Duration)
	for _, g := range given {
		i := strings.LastIndex(g, "=")
		ms, err := strconv.ParseFloat(g[i+1:], 64)
		if i <= 0 || err != nil || math.IsNaN(ms) {
			return nil, usagef("--offset %q is not understood (NAME=MS, such as --offset builtin=20)", g)
		}
		if math.Abs(ms) > float64(playback.MostLater/time.Millisecond) {
			return nil, usagef("--offset %s is too much (up to %d ms either way)", g, playback.MostLater/time.Millisecond)
		}
		var fits []string
		for _, o := range outputs {
			if o == g[:i] {
				fits = []string{o}
				break
			}
			if strings.Contains(strings.ToLower(o), strings.ToLower(g[:i])) {
				fits = append(fits, o)
			}
		}
		if len(fits) != 1 {
			return nil, usagef("--offset %s fits %d of the outputs (name one that is given with --out, or grandorgue)", g, len(fits))
		}
		later[fits[0]] = time.Duration(ms * float64(time.Millisecond))
	}
	return later, nil
}

// builtin and null are outputs that need no MIDI port; grandOutput is what --offset calls GrandOrgue.
const (
	builtin     = "builtin"
	null        = "null"
	grandOutput = "grandorgue"
)

// afterglow is how long after the last event outputs stay open.
const afterglow = 100 * time.Millisecond

// recital is one playing of a piece.
type recital struct {
	env       *environment
	engine    *playback.Engine
	hold      bool // when a port is lost, and go on when it is back
	cancelled bool // a person says that nothing is drawn on the organ
	reports   []report
	settlers  []playback.Settler
}

// report is how an output says how it fared, and what helps where that was badly.
type report struct {
	name   string // of the output
	Report func() (words string, trouble bool)
	hint   string
}

// report says how the built-in organ or GrandOrgue was played, when it went badly or somebody looks.
func (r *recital) report() {
	for _, o := range r.reports {
		switch words, trouble := o.Report(); {
		case trouble:
			r.env.warn(o.name + ": " + words + o.hint)
		case isTerminal(r.env.errs):
			fmt.Fprintln(r.env.errs, o.name+": "+words)
		}
	}
	r.env.say()
}

// start starts GrandOrgue with an organ, or finds the one that runs, and gives the name of the output.
func (r *recital) start(d *devices.Devices, organ string, running bool) (port string, err error) {
	progress := newProgress(r.env.errs, "waiting")
	defer progress.clear()
	port, _, err = d.Preview(r.env.ctx, organ, running, progress.say)
	switch {
	case err != nil && r.env.ctx.Err() != nil:
		return "", r.env.ctx.Err()
	case err != nil:
		return "", hint(err, "vol render plays the built-in organ into a file")
	}
	return port, nil
}

// open opens the outputs and gives how long the longest of them rings on.
func (r *recital) open(d *devices.Devices, names []string, c *registration.Console) (tail time.Duration, err error) {
	tail = afterglow
	for _, name := range names {
		if name == null {
			r.engine.AddOutput(silence{}, nil)
			continue
		}
		open := func(ctx context.Context) (playback.Output, error) { return d.Open(ctx, name, c) }
		o, err := open(r.env.ctx)
		if err != nil {
			advice := "vol ports lists the MIDI ports"
			if name == builtin || name == devices.Builtin {
				advice = "play to a MIDI port with --out, or render to a file"
			}
			return 0, fmt.Errorf("%w (%s)", err, advice)
		}
		if long, ok := o.(interface{ Tail() time.Duration }); ok {
			tail = max(tail, long.Tail())
		}
		if told, ok := o.(interface{ Report() (string, bool) }); ok {
			hint := ""
			switch {
			case name == builtin || name == devices.Builtin:
				hint = " (--buffer 1024 is safer)"
			case !devices.IsPreview(name):
				hint = " (vol check says where)"
			}
			r.reports = append(r.reports, report{name, told.Report, hint})
		}
		tail = max(tail, o.Lead()+afterglow)
		if s, ok := o.(playback.Settler); ok {
			r.settlers = append(r.settlers, s)
		}
		r.settle(o)
		r.engine.AddOutput(o, open)
	}
	return tail, nil
}

// settle tells an output whose stops can only be asked for the opposite what a person says of them.
func (r *recital) settle(o playback.Output) {
	t, ok := o.(playback.Toggler)
	switch {
	case !ok || !t.Blind():
	case r.cancelled:
		t.Cancelled()
	default:
		r.env.warn(o.Name() + ": no stop is moved, for nobody knows how they stand (press general cancel on the organ, and give --cancelled)")
	}
}

// listen waits until the piece is over, which lasts until end, and is false when it was stopped before.
func (r *recital) listen(end time.Duration) bool {
	progress := newProgress(r.env.errs, "playing")
	defer progress.clear()
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	setting := false // and it has been said
	for {
		select {
		case <-r.env.ctx.Done():
			return false
		case x := <-r.engine.Alerts():
			progress.clear()
			r.env.warn(x.Message)
			if x.Offer && r.hold {
				r.engine.PlayFrom(x.From)
			}
			r.env.say()
		case <-r.engine.Changed():
			switch s := r.engine.Status(); {
			case s.Ended:
				return true
			case s.Setting && !setting:
				setting = true
				progress.clear()
				r.env.warn(fmt.Sprintf("the stops are set one after the other, as this organ needs it; playing begins in %.0f s", time.Until(s.Instant).Seconds()))
				r.env.say()
			}
		case now := <-tick.C:
			s := r.engine.Status()
			progress.show(s.PositionAt(now), end)
		}
	}
}

// ring lets what has been played die away.
func (r *recital) ring(tail time.Duration) {
	select {
	case <-r.env.ctx.Done():
	case <-time.After(tail):
	}
}

// faults says which outputs were lost and did not come back.
func (r *recital) faults() error {
	for _, o := range r.engine.Status().Outputs {
		if o.Fault != "" {
			return fmt.Errorf("%s was lost: %w (is it still connected?)", o.Name, errors.New(o.Fault))
		}
	}
	return nil
}

// silence is the output that nothing sounds on.
type silence struct{}

func (silence) Name() string                          { return null }
func (silence) Lead() time.Duration                   { return 0 }
func (silence) Send(time.Time, sequencer.Event) error { return nil }
func (silence) Flush()                                {}
func (silence) Close() error                          { return nil }
