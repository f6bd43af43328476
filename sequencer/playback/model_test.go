package playback

import (
	"maps"
	"slices"
	"time"

	"voluntary/registration"
	"voluntary/sequencer"
)

// moment is what an organ does from an instant on: the registration, and which keys are down.
type moment struct {
	at    time.Time
	state registration.State
	keys  [registration.MaxDivisions][2]uint64
}

// timeline is a list of moments that differ, in order.
type timeline []moment

func (l *timeline) add(m moment) {
	if n := len(*l); n > 0 {
		last := (*l)[n-1]
		if last.at.Equal(m.at) {
			*l = (*l)[:n-1]
			l.add(m)
			return
		}
		last.at = m.at
		if last == m {
			return
		}
	}
	*l = append(*l, m)
}

// from is what happens from an instant on, beginning with what holds there.
func (l timeline) from(t time.Time) timeline {
	i := 0
	for i+1 < len(l) && !l[i+1].at.After(t) {
		i++
	}
	out := slices.Clone(l[i:])
	if len(out) > 0 && out[0].at.Before(t) {
		out[0].at = t
	}
	return out
}

// turning is a place where the tempo changes.
type turning struct {
	at      time.Duration
	percent int64
}

// model says in the plainest way what an organ should be doing: every registration is folded from the start of the
// piece, every next event is looked for among all.
type model struct {
	perf    *sequencer.Performance
	percent int64
	gliding bool
	shift   int
	strike  bool
	loop    Loop
	until   sequencer.Tick
	home    sequencer.Tick

	playing, paused, ended, starting, waiting bool

	pass    bool // wait points
	release bool // keys at wait points
	yet     bool // what is to happen at the position has not happened

	fade      *fade // to come of it: steps; nil: none
	steps     []dimming
	level     int
	veiled    bool
	retired   map[registration.ControlID]bool
	untouched map[registration.Change]bool // moved by hand since the fade began

	startAt time.Time
	start   time.Duration // where starting leads to
	renew   bool

	now      time.Time
	pos      time.Duration // everything up to here is done, what is pressed here if pressed is set
	pressed  bool
	base     time.Duration // position base is due at origin
	origin   time.Time
	looping  bool
	turns    []turning // of the tempo, to come
	keys     map[[2]uint8]bool
	byHand   map[registration.Change]registration.Change // by what it is about
	handKeys map[[2]uint8]bool
	sampling bool // the registration is that of sampleAt while nothing plays
	sampleAt sequencer.Tick
	listened [][2]uint8
	line     timeline
}

func newModel(now time.Time) *model {
	return &model{
		percent: 100, strike: true, now: now, pressed: true, keys: map[[2]uint8]bool{},
		byHand: map[registration.Change]registration.Change{}, handKeys: map[[2]uint8]bool{},
		level: 127, retired: map[registration.ControlID]bool{}, untouched: map[registration.Change]bool{},
	}
}

// clone is a model of its own that has heard nothing yet.
func (m *model) clone() *model {
	c := *m
	c.keys, c.byHand, c.handKeys = maps.Clone(m.keys), maps.Clone(m.byHand), maps.Clone(m.handKeys)
	c.turns, c.line = slices.Clone(m.turns), nil
	c.retired, c.untouched = maps.Clone(m.retired), maps.Clone(m.untouched)
	return &c
}

func subject(c registration.Change) registration.Change {
	if c.Kind == registration.Express {
		return registration.Change{Kind: registration.Express, Enclosure: c.Enclosure}
	}
	return registration.Change{Kind: registration.Draw, Control: c.Control}
}

func (m *model) events() []sequencer.Event {
	if m.perf == nil {
		return nil
	}
	return m.perf.Events()
}

func (m *model) time(t sequencer.Tick) time.Duration { return tempoOf(m.perf).TimeAt(t) }

// lane is the registration of the lane at the position, folded from the start.
func (m *model) lane() registration.State {
	if m.perf == nil {
		return registration.State{}
	}
	s := m.perf.Console().Initial()
	for _, e := range m.events() {
		if e.At < m.pos || e.At == m.pos && !m.yet {
			s.Apply(e.Change)
		}
	}
	return s
}

// mark writes down what should be heard now.
func (m *model) mark() {
	now := moment{at: m.now, state: m.lane()}
	sampled := m.sampling && !m.playing
	if sampled {
		now.state = m.perf.Console().Initial()
		for _, e := range m.events() {
			if e.At <= m.time(m.sampleAt) {
				now.state.Apply(e.Change)
			}
		}
	}
	for _, c := range m.byHand {
		now.state.Apply(c)
	}
	if m.veiled && !sampled {
		for k := range m.retired {
			now.state = now.state.With(k, false)
		}
		for i := range m.perf.Console().Enclosures {
			e := registration.EnclosureID(i)
			if c := (registration.Change{Kind: registration.Express, Enclosure: e}); !m.untouched[c] {
				now.state = now.state.WithShoe(e, uint8((int(now.state.Shoe(e))*m.level+63)/127))
			}
		}
	}
	for k := range m.keys {
		d, key := m.perf.Console().Divisions[k[0]], int(k[1])+m.shift
		if key >= int(d.Lowest) && key <= int(d.Highest) {
			now.keys[k[0]][key>>6] |= 1 << (key & 63)
		}
	}
	for k := range m.handKeys {
		now.keys[k[0]][k[1]>>6] |= 1 << (k[1] & 63)
	}
	m.line.add(now)
}

func (m *model) end() time.Duration {
	if m.perf == nil {
		return 0
	}
	if m.until > 0 {
		return min(m.time(m.until), m.perf.End())
	}
	return m.perf.End()
}

func (m *model) due(p time.Duration) time.Time {
	x := int64(p-m.base) * 100
	d := x / m.percent
	if x%m.percent != 0 {
		d++
	}
	return m.origin.Add(time.Duration(d))
}

// elapse plays up to an instant.
func (m *model) elapse(to time.Time) {
	for {
		due, what := m.ahead()
		if m.fade != nil {
			if at := m.fade.begin.Add(m.steps[0].after); what == nil || at.Before(due) {
				due, what = at, m.dim
			}
		}
		if what == nil || due.After(to) {
			if m.playing && !m.starting && !m.waiting {
				m.pos = max(m.pos, m.base+time.Duration(int64(to.Sub(m.origin))*m.percent/100))
			}
			m.now = to
			return
		}
		if due.After(m.now) {
			m.now = due
		}
		what()
		m.mark()
	}
}

// ahead is what the performance does next, and when.
func (m *model) ahead() (time.Time, func()) {
	switch {
	case m.starting:
		return m.startAt, func() {
			m.starting = false
			held := m.keys
			m.keys = map[[2]uint8]bool{}
			m.base, m.origin = m.start, m.startAt
			strike := m.strike
			m.strike = true
			m.arrive(m.start, m.renew)
			m.strike = strike
			for k := range m.keys {
				if !strike && !held[k] {
					delete(m.keys, k)
				}
			}
			m.aim()
		}
	case !m.playing || m.waiting:
		return time.Time{}, nil
	}
	limit := m.limit()
	next := limit
	for _, e := range m.events() {
		if (e.At > m.pos || e.At == m.pos && !m.pressed) && e.At < next {
			next = e.At
		}
	}
	next = max(next, m.pos)
	w, waits := m.wait(limit)
	waits = waits && w.At <= next
	if waits {
		next = w.At
	}
	if len(m.turns) > 0 && m.turns[0].at < limit && m.turns[0].at <= next {
		t := m.turns[0]
		due := m.due(t.at)
		return due, func() {
			m.base, m.origin, m.percent = t.at, due, t.percent
			m.turns = m.turns[1:]
		}
	}
	if waits {
		return m.due(w.At), func() {
			m.finishTurning()
			m.waiting = true
			if m.release {
				m.arrive(w.At, true)
				clear(m.keys)
			}
			m.pos, m.yet = w.At, !m.release
		}
	}
	return m.due(next), func() { m.reach(next, limit) }
}

func (m *model) limit() time.Duration {
	if m.looping {
		return m.time(m.loop.To)
	}
	return m.end()
}

// wait is the next wait point before the limit.
func (m *model) wait(limit time.Duration) (sequencer.WaitPoint, bool) {
	if m.perf != nil && !m.pass {
		for _, w := range m.perf.Waits() {
			if w.At > m.pos {
				return w, w.At < limit
			}
		}
	}
	return sequencer.WaitPoint{}, false
}

// kept tells whether a key that is let go now is held up to the next wait point: nobody strikes it again before.
func (m *model) kept(e sequencer.Event, limit time.Duration) bool {
	w, ok := m.wait(limit)
	if !ok || m.release || e.At < w.From {
		return false
	}
	for _, x := range m.events() {
		if x.Kind == sequencer.KeyDown && x.Division == e.Division && x.Key == e.Key && x.At >= e.At && x.At < w.At {
			return false
		}
	}
	return true
}

func (m *model) goOn(lead time.Duration) {
	if !m.waiting {
		return
	}
	held := m.keys
	m.keys = map[[2]uint8]bool{}
	strike := m.strike
	m.strike = true
	n := m.clone()
	n.arrive(m.pos, false)
	for k := range n.keys {
		if held[k] {
			m.keys[k] = true
		}
	}
	m.strike = strike
	m.starting, m.waiting = true, false
	m.start, m.renew, m.startAt = m.pos, m.yet, m.now.Add(lead)
}

// alterWaits changes what happens at wait points; a key that is held for one alone is let go.
func (m *model) alterWaits(pass, release bool) {
	m.pass, m.release = pass, release
	if m.playing && !m.starting && !m.waiting {
		m.setPerformance(m.perf)
	}
}

func (m *model) fadeOut(length time.Duration) {
	if !m.playing || m.perf == nil || m.fade != nil {
		return
	}
	m.mark()
	m.fade = newFade(consoleOf(m.perf), m.line[len(m.line)-1].state, m.now, length)
	m.steps, m.veiled = m.fade.steps, true
}

func (m *model) unveil() {
	m.fade, m.steps, m.level, m.veiled = nil, nil, 127, false
	m.retired, m.untouched = map[registration.ControlID]bool{}, map[registration.Change]bool{}
}

// dim does a step of the fade.
func (m *model) dim() {
	s := m.steps[0]
	m.level = int(s.level)
	for _, k := range m.fade.order[:s.cut] {
		if !m.untouched[subject(drawing(k, true))] {
			m.retired[k] = true
		}
	}
	if m.steps = m.steps[1:]; len(m.steps) == 0 {
		m.fade = nil
		m.place(m.time(m.home))
	}
}

// reach does what happens at a position.
func (m *model) reach(p, limit time.Duration) {
	if p < limit || !m.looping && m.until == 0 && p == limit {
		for _, e := range m.events() {
			if e.At != p || m.pos == p && e.Kind != sequencer.KeyDown || e.Kind == sequencer.KeyUp && m.kept(e, limit) {
				continue
			}
			m.do(e)
		}
		m.pos, m.pressed = p, true
	}
	if p < limit {
		return
	}
	if m.looping {
		from := m.time(m.loop.From)
		m.base -= limit - from
		for i := range m.turns {
			m.turns[i].at -= limit - from
		}
		m.arrive(from, true)
		return
	}
	m.place(limit)
	m.ended, m.paused = true, false
	m.fade = nil
}

func (m *model) do(e sequencer.Event) {
	switch e.Kind {
	case sequencer.KeyDown:
		m.keys[[2]uint8{uint8(e.Division), e.Key}] = true
	case sequencer.KeyUp:
		delete(m.keys, [2]uint8{uint8(e.Division), e.Key})
	default:
		delete(m.byHand, subject(e.Change))
	}
}

// arrive stands at a position as one who starts there.
func (m *model) arrive(p time.Duration, renew bool) {
	m.pos, m.pressed, m.yet = p, false, false
	clear(m.keys)
	for _, e := range m.events() {
		switch {
		case e.At < p && stroke(&e), e.At == p && e.Kind == sequencer.KeyUp:
			m.do(e)
		case e.At == p && renew && !stroke(&e):
			m.do(e)
		}
	}
	if !m.strike {
		clear(m.keys)
	}
}

// finishTurning jumps to the tempo that was asked for.
func (m *model) finishTurning() {
	if n := len(m.turns); n > 0 {
		m.percent, m.turns = m.turns[n-1].percent, nil
	}
}

func (m *model) rest() {
	m.finishTurning()
	m.playing, m.starting, m.waiting = false, false, false
	clear(m.keys)
}

func (m *model) place(p time.Duration) {
	m.rest()
	m.arrive(p, true)
	clear(m.keys)
	m.ended = false
}

func (m *model) aim() {
	from, to := m.time(m.loop.From), m.time(m.loop.To)
	m.looping = m.loop.On && to-from >= shortestLoop && m.pos < to
}

func (m *model) jump(p time.Duration, renew bool, lead time.Duration) {
	m.finishTurning()
	clear(m.keys)
	m.waiting, m.sampling = false, false
	m.unveil()
	m.playing, m.starting, m.paused, m.ended = true, true, false, false
	m.start, m.renew, m.startAt = p, renew, m.now.Add(lead)
}

func (m *model) play(lead time.Duration) {
	if m.playing {
		m.goOn(lead)
		return
	}
	if m.ended || m.veiled {
		m.until = 0
	}
	p, renew := m.pos, false
	loops := m.loop.On && p < m.time(m.loop.To)
	if p > 0 && p >= m.end() && !loops {
		p, renew, m.paused = 0, true, false
	}
	if !m.paused {
		m.home = tempoOf(m.perf).TickAt(p)
	}
	m.jump(p, renew, lead)
}

func (m *model) pause() {
	if !m.playing {
		return
	}
	m.unveil()
	if m.starting {
		m.place2(m.start, m.renew)
	}
	m.rest()
	m.paused = true
}

func (m *model) place2(p time.Duration, renew bool) {
	m.rest()
	m.arrive(p, renew)
	clear(m.keys)
	m.ended = false
}

func (m *model) stop() {
	m.unveil()
	if !m.playing && !m.paused {
		m.home = 0
	}
	m.paused, m.until = false, 0
	m.place(m.time(m.home))
}

func (m *model) seek(to sequencer.Tick, lead time.Duration) {
	m.home, m.until = to, 0
	m.unveil()
	if m.playing {
		m.jump(m.time(to), true, lead)
		return
	}
	m.place(m.time(to))
}

func (m *model) playFrom(from, until sequencer.Tick, lead time.Duration) {
	m.home, m.until = from, until
	m.jump(m.time(from), true, lead)
}

func (m *model) tempo(percent int64) {
	asked := m.percent
	if n := len(m.turns); n > 0 {
		asked = m.turns[n-1].percent
	}
	if percent == asked && (m.gliding || percent == m.percent) {
		return
	}
	m.turns = nil
	if !m.playing || m.starting || m.waiting {
		m.percent = percent
		return
	}
	m.base, m.origin = m.pos, m.now
	if !m.gliding {
		m.percent = percent
		return
	}
	// Each step of the way is in the middle of its share of a bar.
	tick := tempoOf(m.perf).TickAt(m.pos)
	from, to := metersOf(m.perf).BarAt(tick)
	bar := int64(m.time(to) - m.time(from))
	steps := max(percent-m.percent, m.percent-percent)
	for i := range steps {
		t := turning{m.pos + time.Duration(bar*(2*i+1)/(2*steps)), m.percent + i + 1}
		if percent < m.percent {
			t.percent = m.percent - i - 1
		}
		m.turns = append(m.turns, t)
	}
}

func (m *model) setLoop(l Loop) {
	m.loop = l
	if m.playing && !m.starting && !m.waiting {
		m.aim()
	}
}

func (m *model) setPerformance(p *sequencer.Performance) {
	old, fresh := tempoOf(m.perf), tempoOf(p)
	held := map[[2]uint8]bool{}
	for k := range m.keys {
		held[k] = true
	}
	here := carry(m.pos, old, fresh)
	m.start = carry(m.start, old, fresh)
	if consoleOf(p) != consoleOf(m.perf) {
		clear(m.byHand)
		clear(m.handKeys)
		m.sampling, m.listened = false, nil
		m.unveil()
	}
	moved := consoleOf(p) != consoleOf(m.perf)
	m.perf = p
	if m.waiting {
		yet := m.yet
		m.arrive(here, false)
		clear(m.keys)
		m.yet = yet
		if !moved {
			m.keys = held
		}
		return
	}
	if !m.playing || m.starting {
		m.arrive(here, false)
		clear(m.keys)
		return
	}
	glides := len(m.turns) > 0 && !slices.Equal(old.Points(), fresh.Points())
	if glides {
		m.finishTurning()
	}
	if glides || here != m.pos {
		m.base, m.origin = here, m.now
	}
	strike := m.strike
	m.strike = true
	m.arrive(here, false)
	m.strike = strike
	for _, e := range m.events() {
		if e.At == here && e.Kind == sequencer.KeyDown {
			m.do(e)
		}
	}
	m.pressed = true
	for k := range m.keys {
		if !strike && !held[k] {
			delete(m.keys, k)
		}
	}
	m.aim()
}

func (m *model) move(c registration.Change) {
	m.sampling = false
	lane := m.lane()
	after := lane
	after.Apply(c)
	delete(m.byHand, subject(c))
	if after != lane {
		m.byHand[subject(c)] = c
	}
	if m.veiled {
		m.untouched[subject(c)] = true
		if c.Kind != registration.Express {
			delete(m.retired, c.Control)
		}
	}
}

func (m *model) panic() {
	m.pause()
	m.unveil()
	clear(m.handKeys)
	m.sampling, m.listened = false, nil
}

// listen presses keys at a place; without keys it hushes.
func (m *model) listen(at sequencer.Tick, keys []Stroke) {
	for _, k := range m.listened {
		delete(m.handKeys, k)
	}
	m.sampling, m.listened = keys != nil && !m.playing && m.perf != nil, nil
	m.sampleAt = at
	for _, k := range keys {
		if id := [2]uint8{uint8(k.Division), k.Key}; !m.handKeys[id] {
			m.handKeys[id] = true
			m.listened = append(m.listened, id)
		}
	}
}
