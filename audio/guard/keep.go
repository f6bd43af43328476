package guard

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"voluntary/audio/instant"
)

// enter makes a guard process the present one. Ports that were closed after it had opened them anew are closed again.
func (g *Guard) enter(k *kid) {
	g.mu.Lock()
	g.kid = k
	close(g.up)
	watching := g.watching
	for _, p := range g.ports {
		if p != nil && p.orphan {
			go p.giveBack()
		}
	}
	g.mu.Unlock()
	if watching {
		k.say(watchWord(true))
	}
}

// keep looks after the present guard, and replaces it when it dies. It ends when the Guard does.
func (g *Guard) keep(k *kid) {
	defer close(g.ended)
	pause := time.Duration(0)
	for {
		g.attend(k)
		g.mu.Lock()
		g.kid, g.up = nil, make(chan struct{})
		g.before.Sent += g.counts.sent
		g.before.Late += g.counts.late
		g.before.Refused += g.counts.refused
		g.before.Latest = max(g.before.Latest, g.counts.latest)
		g.counts = counts{}
		g.before.Missed += g.missed
		g.missed = 0
		g.mu.Unlock()
		g.failInputs(k)
		if g.ctx.Err() != nil {
			k.end()
			return
		}
		died := instant.Now()
		if time.Since(k.birth) > steadyAfter {
			pause = 0
		}
		if k = g.replace(&pause); k == nil {
			return
		}
		g.release(k, died)
		g.enter(k)
		g.mu.Lock()
		g.before.Restarts++
		restarts := g.before.Restarts
		g.mu.Unlock()
		g.opts.Log.Warn("the MIDI guard was started again", "times", restarts)
		if g.opts.Restarted != nil {
			g.opts.Restarted()
		}
	}
}

// attend looks after the guard and the program until the guard or the Guard ends. A guard that is deaf is killed; one whose
// program does not work is told to leave. Both are counted in looks: a machine that is too busy for the program is too busy
// for this as well, and what the other has not done meanwhile is no fault of it.
func (g *Guard) attend(k *kid) {
	defer g.looked.Store(0)
	timer := time.NewTimer(beatEvery)
	defer timer.Stop()
	heard, silent, idle := k.heard.Load(), 0, 0
	for {
		g.looked.Store(int64(instant.Now()))
		select {
		case <-k.gone:
			return
		case <-g.ctx.Done():
			return
		case <-timer.C:
			timer.Reset(beatEvery)
		}
		if g.opts.Alive == nil || g.opts.Alive() {
			idle = 0
		} else if idle++; idle == g.stuck {
			g.opts.Log.Error("the program is stuck: the MIDI guard releases every key")
			k.end()
			return
		}
		if h := k.heard.Load(); h != heard {
			heard, silent = h, 0
		} else if silent++; silent > int(g.deaf/beatEvery) {
			g.opts.Log.Error("the MIDI guard hangs and is ended")
			k.kill()
			return
		}
	}
}

// works tells whether the heart is to beat: not when nobody has looked after the program for as long as makes a guard deaf.
func (g *Guard) works(t time.Duration) bool {
	looked := time.Duration(g.looked.Load())
	return looked == 0 || t-looked < g.deaf
}

// replace starts guards until one lives, with growing pauses. nil: the Guard has ended.
func (g *Guard) replace(pause *time.Duration) *kid {
	for {
		for g.opts.Alive != nil && !g.opts.Alive() {
			if !g.sleep(beatEvery) {
				return nil
			}
		}
		if !g.sleep(*pause) {
			return nil
		}
		*pause = min(*pause*2+100*time.Millisecond, 5*time.Second)
		k, err := g.spawn()
		if err == nil {
			return k
		}
		if g.ctx.Err() != nil {
			return nil
		}
		g.opts.Log.Error("the MIDI guard does not start", "error", err)
	}
}

func (g *Guard) sleep(d time.Duration) bool {
	select {
	case <-g.ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}

// release opens in a new guard what the old one had open, so that it releases what was left on. Ports that were closed
// meanwhile are closed again.
func (g *Guard) release(k *kid, died time.Duration) {
	ctx, stop := context.WithTimeout(g.ctx, askTime)
	defer stop()
	await := func(o order) (answer, bool) {
		a, err := g.askOnce(ctx, k, o)
		switch {
		case errors.Is(err, ErrRestarted), g.ctx.Err() != nil:
			return answer{}, false // the next one will do it
		case err != nil:
			a.text = "the MIDI system does not answer"
		}
		return a, true
	}
	g.mu.Lock()
	ports := g.ports
	g.mu.Unlock()
	for _, p := range ports {
		if p == nil {
			continue
		}
		p.mu.Lock()
		o := order{kind: openFrame, port: p.number, name: p.name, plan: p.plan, left: p.mirror.left(died)}
		o.joined = g.joinedTo(p.wish, false)
		open, lost := p.open, p.lost
		p.mu.Unlock()
		if open && lost == nil {
			a, ok := await(o)
			switch {
			case !ok:
				return
			case a.ok:
				p.released()
			default:
				g.portLost(p, fmt.Sprintf("it could not be opened again: %s", a.text))
			}
		}
		p.mu.Lock()
		closed := p.closed
		p.mu.Unlock()
		if closed {
			if _, ok := await(order{kind: closeFrame, port: p.number}); ok {
				g.free(p)
			}
		}
	}
}

// released tells a port that nothing of it sounds any more.
func (p *Port) released() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.mirror = mirror{used: p.mirror.used}
}

func (g *Guard) portLost(p *Port, text string) {
	if err, news := p.fail(text); news {
		g.opts.Log.Warn("a MIDI port is lost", "port", p.wish, "error", err)
		if g.opts.Lost != nil {
			g.opts.Lost(p, err)
		}
		if f := p.mourn.Load(); f != nil {
			(*f)()
		}
	}
}

// hear takes in what the guard says.
func (g *Guard) hear(k *kid, kind, number uint8, b []byte) error {
	r := body{b: b}
	switch kind {
	case hereFrame:
		var err error
		if v := r.u16(); r.err() != nil || v != protocol {
			err = fmt.Errorf("it speaks protocol %d, we speak %d (is it another program?)", v, protocol)
		}
		select {
		case k.here <- err:
		default:
		}
		return nil
	case portsFrame:
		request, list, err := readPorts(b)
		if err == nil {
			g.tell(request, answer{ok: true, list: list, kid: k})
		}
		return err
	case answerFrame:
		request, ok, delay, text := r.u32(), r.u8() != 0, r.time(), r.text()
		if err := r.err(); err != nil {
			return err
		}
		g.tell(request, answer{ok: ok, text: text, delay: delay, kid: k})
		return nil
	case lostFrame:
		text := r.text()
		g.mu.Lock()
		var p *Port
		if number < maxPorts {
			p = g.ports[number]
		}
		g.mu.Unlock()
		if p != nil {
			g.portLost(p, text)
		}
		return r.err()
	case heardFrame:
		at, missed := r.time(), r.u32()
		if err := r.err(); err != nil {
			return err
		}
		g.mu.Lock()
		if g.kid == k {
			g.missed = uint64(missed)
		}
		g.mu.Unlock()
		if in := g.input(number); in != nil {
			in.heard(Message{At: instant.Time(at), Bytes: bytes.Clone(r.b)})
		}
		return nil
	case deafFrame:
		text := r.text()
		if in := g.input(number); in != nil {
			in.fail(fmt.Errorf("%w: %s", ErrLost, text))
		}
		return r.err()
	case withheldFrame:
		keys := r.u64()
		g.mu.Lock()
		defer g.mu.Unlock()
		if number < maxPorts && g.ports[number] != nil && g.kid == k {
			g.ports[number].withheld.Store(keys)
		}
		return r.err()
	case goneFrame:
		at, id := r.time(), r.u32()
		if err := r.err(); err != nil {
			return err
		}
		g.mu.Lock()
		var p *Port
		if number < maxPorts && g.kid == k {
			p = g.ports[number]
		}
		g.mu.Unlock()
		if p != nil {
			p.left(id, at)
		}
		return nil
	case joinedFrame:
		input, all := r.u8() != 0, r.texts()
		if err := r.err(); err != nil {
			return err
		}
		g.mu.Lock()
		defer g.mu.Unlock()
		if number < maxPorts && g.kid == k {
			if in := g.inputs[number]; input && in != nil {
				g.joined[joinedKey(in.wish, true)] = all
			}
			if p := g.ports[number]; !input && p != nil {
				g.joined[joinedKey(p.wish, false)] = all
			}
		}
		return nil
	case sentFrame, takenFrame:
		at, id := r.time(), r.u32()
		if err := r.err(); err != nil {
			return err
		}
		g.mu.Lock()
		var p *Port
		if number < maxPorts {
			p = g.ports[number]
		}
		g.mu.Unlock()
		if p == nil || g.leaving == nil {
			return nil
		}
		if kind == takenFrame {
			g.leaving.take(p, id)
		} else {
			g.leaving.put(p, id, Message{At: instant.Time(at), Bytes: bytes.Clone(r.b)})
		}
		return nil
	case countFrame:
		n := counts{sent: r.u64(), late: r.u64(), refused: r.u64(), latest: r.time(), behind: r.time()}
		g.mu.Lock()
		if g.kid == k {
			g.counts = n
		}
		g.mu.Unlock()
		return r.err()
	}
	return fmt.Errorf("%w: a frame of kind %d", errFrame, kind)
}

func (g *Guard) tell(request uint32, a answer) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if got, ok := g.asked[request]; ok {
		delete(g.asked, request)
		got <- a
	}
}
