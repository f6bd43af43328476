package synth

// Render renders the next len(dst)/2 frames, left and right in turn, never louder than -1 decibel of full scale, between
// the samples neither. Events that were sent are heard on their very frames. What comes out does not depend on how many
// frames are asked for at a time.
//
// It takes no lock, allocates nothing and never waits.
func (o *Organ) Render(dst []float32) { o.RenderApart(dst, nil) }

// RenderApart is Render and also gives the parts that the sound is made of, in slices as long as dst: one for each
// division as it leaves its box, then the room's answer to all of them. Their sum is the whole sound but for the last
// guard, which acts on dst alone. It is to be called for all frames, from the first.
func (o *Organ) RenderApart(dst []float32, parts [][]float32) {
	if o.panicked.Load() && o.panicked.CompareAndSwap(true, false) {
		o.release()
	}
	o.agenda.take() // after looking for a panic, whose flush is then to be seen
	done := 0       // samples
	for len(dst) >= 2 {
		at := int(o.frame % block)
		n := min(len(dst)/2, block-at)
		for {
			due, ok := o.agenda.next()
			if !ok {
				break
			}
			if due > o.frame {
				n = int(min(int64(n), due-o.frame))
				break
			}
			if due < o.frame {
				o.late.Add(1)
			}
			o.Apply(o.agenda.pop())
		}
		if at == 0 {
			o.begin()
		}
		o.chunk(dst[:2*n], parts, done, at)
		o.frame += int64(n)
		dst = dst[2*n:]
		done += 2 * n
	}
	clear(dst)
	o.position.Store(o.frame)
	o.sounding.Store(int64(o.pipes()))
	o.limited.Store(o.guard.worked)
}

// begin starts a block: everything that glides is told where to be at its end.
func (o *Organ) begin() {
	o.succeed()
	o.instrument.begin()
	if o.change.from != nil {
		o.change.from.begin()
	}
	o.rooms.begin()
}

// chunk renders part of a block, from frame at of it on; of the parts, from sample done on.
func (o *Organ) chunk(dst []float32, parts [][]float32, done, at int) {
	n := len(dst) / 2
	left, right := o.mix[0][:n], o.mix[1][:n]
	clear(left)
	clear(right)
	o.instrument.render(left, right, parts, done, at)
	if o.change.from != nil {
		o.change.blend(left, right, at)
	}
	switch {
	case parts != nil:
		o.answer(parts[len(o.divisions)][done:], left, right, at)
	case o.rooms.changing():
		o.rooms.render(left, right, &o.change, at)
	default:
		o.rooms.now.render(left, right)
	}
	o.guard.pass(left, right)
	for j := range left {
		dst[2*j], dst[2*j+1] = left[j], right[j]
	}
}

// answer adds the room and puts what it has added into dst.
func (o *Organ) answer(dst []float32, left, right []float32, at int) {
	var l, r [block]float32
	n := len(left)
	copy(l[:], left)
	copy(r[:], right)
	o.rooms.now.render(left, right)
	for i := range left {
		l[i], r[i] = left[i]-l[i], right[i]-r[i]
	}
	o.roomly.swap(dst, l[:n], r[:n], at)
}

// delayed holds a part of the sound back as long as the guard holds back the whole.
type delayed [2][lookahead]float32

// swap writes what came a block ago to dst, left and right in turn, and keeps what comes now, from frame at of the block.
func (d *delayed) swap(dst, left, right []float32, at int) {
	for i := range left {
		dst[2*i], dst[2*i+1] = d[0][at+i], d[1][at+i]
		d[0][at+i], d[1][at+i] = left[i], right[i]
	}
}

func (d *division) idle() bool {
	for _, c := range d.chests {
		if !c.idle() {
			return false
		}
	}
	return d.shutters.low == [2]float32{}
}
