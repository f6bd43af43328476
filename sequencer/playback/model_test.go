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

	playing, paused, ended, starting bool
	startAt                          time.Time
	start                            time.Duration // where starting leads to
	renew                            bool

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
	line     timeline
}

func newModel(now time.Time) *model {
	return &model{
		percent: 100, strike: true, now: now, pressed: true, keys: map[[2]uint8]bool{},
		byHand: map[registration.Change]registration.Change{}, handKeys: map[[2]uint8]bool{},
	}
}

// clone is a model of its own that has heard nothing yet.
func (m *model) clone() *model {
	c := *m
	c.keys, c.byHand, c.handKeys = maps.Clone(m.keys), maps.Clone(m.byHand), maps.Clone(m.handKeys)
	c.turns, c.line = slices.Clone(m.turns), nil
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
		if e.At <= m.pos {
			s.Apply(e.Change)
		}
	}
	return s
}

// mark writes down what should be heard now.
func (m *model) mark() {
	now := moment{at: m.now, state: m.lane()}
	for _, c := range m.byHand {
		now.state.Apply(c)
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
		if m.starting && !m.startAt.After(to) {
			m.starting = false
			m.now, m.base, m.origin = m.startAt, m.start, m.startAt
			m.arrive(m.start, m.renew)
			m.aim()
			m.mark()
			continue
		}
		if !m.playing || m.starting {
			m.now = to
			return
		}
		limit := m.end()
		if m.looping {
			limit = m.time(m.loop.To)
		}
		next := limit
		for _, e := range m.events() {
			if (e.At > m.pos || e.At == m.pos && !m.pressed) && e.At < next {
				next = e.At
			}
		}
		next = max(next, m.pos)
		turns := len(m.turns) > 0 && m.turns[0].at < limit && m.turns[0].at <= next
		if turns {
			next = m.turns[0].at
		}
		due := m.due(next)
		if due.After(to) {
			m.pos = max(m.pos, m.base+time.Duration(int64(to.Sub(m.origin))*m.percent/100))
			m.pressed = m.pressed || m.pos > next
			m.now = to
			return
		}
		if due.After(m.now) {
			m.now = due
		}
		if turns {
			m.base, m.origin, m.percent = next, due, m.turns[0].percent
			m.turns = m.turns[1:]
			continue
		}
		m.reach(next, limit)
		m.mark()
	}
}

// reach does what happens at a position.
func (m *model) reach(p, limit time.Duration) {
	if p < limit || !m.looping && m.until == 0 && p == limit {
		for _, e := range m.events() {
			if e.At != p || m.pos == p && e.Kind != sequencer.KeyDown {
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
	m.pos, m.pressed = p, false
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
	m.playing, m.starting = false, false
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
	m.playing, m.starting, m.paused, m.ended = true, true, false, false
	m.start, m.renew, m.startAt = p, renew, m.now.Add(lead)
}

func (m *model) play(lead time.Duration) {
	if m.playing {
		return
	}
	if m.ended {
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
	if !m.playing && !m.paused {
		m.home = 0
	}
	m.paused, m.until = false, 0
	m.place(m.time(m.home))
}

func (m *model) seek(to sequencer.Tick, lead time.Duration) {
	m.home, m.until = to, 0
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
	if !m.playing || m.starting {
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
	if m.playing && !m.starting {
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
	}
	m.perf = p
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
	lane := m.lane()
	after := lane
	after.Apply(c)
	delete(m.byHand, subject(c))
	if after != lane {
		m.byHand[subject(c)] = c
	}
}

func (m *model) panic() {
	m.pause()
	clear(m.handKeys)
}
