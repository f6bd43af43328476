package wire

// wander is how far the messages move through the memory that there is for them, at least, before they are moved back to
// its beginning: the rest is touched only when so many wait.
const wander = 256

// queue holds messages in order of time; the same memory serves for ever.
type queue struct {
	all   []Message
	first int
}

func (q *queue) len() int          { return len(q.all) - q.first }
func (q *queue) at(i int) *Message { return &q.all[q.first+i] }

// put inserts a message at its place. Nearly always that is the end.
func (q *queue) put(m Message) {
	if q.first > 0 && (len(q.all) == cap(q.all) || q.first >= wander && q.first >= len(q.all)/2) {
		n := copy(q.all, q.all[q.first:])
		clear(q.all[n:])
		q.all, q.first = q.all[:n], 0
	}
	q.all = append(q.all, m)
	i := len(q.all) - 1
	for ; i > q.first && m.before(&q.all[i-1]); i-- {
		q.all[i] = q.all[i-1]
	}
	q.all[i] = m
}

// drop takes the first message out. It stays readable until the next put.
func (q *queue) drop() *Message {
	m := &q.all[q.first]
	q.first++
	if q.first == len(q.all) {
		q.all, q.first = q.all[:0], 0
	}
	return m
}

// next is the first message about a key that was put after another; -1: none.
func (q *queue) next(channel, key uint8, seq uint64) int {
	found := -1
	for i := range q.len() {
		m := q.at(i)
		if c, k, _, ok := note(m.Bytes()); ok && c == channel && k == key && m.seq > seq && (found < 0 || m.seq < q.at(found).seq) {
			found = i
		}
	}
	return found
}

// take takes out a message from anywhere.
func (q *queue) take(i int) Message {
	m := *q.at(i)
	n := copy(q.all[q.first+i:], q.all[q.first+i+1:])
	q.all = q.all[:q.first+i+n]
	return m
}

// clear takes out everything.
func (q *queue) clear() {
	clear(q.all)
	q.all, q.first = q.all[:0], 0
}

// forgetThose takes out the messages of which gone is true.
func (q *queue) forgetThose(gone func(m *Message) bool) {
	n := q.first
	for i := q.first; i < len(q.all); i++ {
		if !gone(&q.all[i]) {
			q.all[n] = q.all[i]
			n++
		}
	}
	clear(q.all[n:])
	q.all = q.all[:n]
	if q.first == n {
		q.all, q.first = q.all[:0], 0
	}
}
