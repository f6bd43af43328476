package learn_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/registration/dialect"
	"voluntary/registration/learn"
)

const ms = time.Millisecond

func hex(t testing.TB, text string) []byte {
	t.Helper()
	b, err := registration.ParseHex(text)
	require.NoError(t, err)
	return b
}

// fourMoves is a recording of on, off, on, off.
func fourMoves(t testing.TB, on, off string) []learn.Heard {
	t.Helper()
	var out []learn.Heard
	for i, text := range []string{on, off, on, off} {
		out = append(out, learn.Heard{At: time.Duration(i+1) * time.Second, Bytes: hex(t, text)})
	}
	return out
}

// disturbed adds what an organ says besides: active sensing, clock, echoes, a bounce at the first move, keys that are
// played, a shoe.
func disturbed(t testing.TB, heard []learn.Heard, keys uint8) []learn.Heard {
	t.Helper()
	out := slices.Clone(heard)
	for _, h := range heard {
		out = append(out, learn.Heard{At: h.At + 8*ms, Bytes: h.Bytes}) // an echo
	}
	out = append(out, learn.Heard{At: heard[0].At + 20*ms, Bytes: heard[1].Bytes}, learn.Heard{At: heard[0].At + 40*ms, Bytes: heard[0].Bytes})
	for at := time.Duration(0); at < 6*time.Second; at += 300 * ms {
		out = append(out, learn.Heard{At: at, Bytes: []byte{0xFE}}, learn.Heard{At: at + 7*ms, Bytes: []byte{0xF8}})
	}
	for i := range 8 {
		key := 60 + byte(i*5%12)
		at := time.Duration(i)*611*ms + 100*ms
		out = append(out, learn.Heard{At: at, Bytes: []byte{0x90 | keys - 1, key, 64}}, learn.Heard{At: at + 250*ms, Bytes: []byte{0x80 | keys - 1, key, 0}})
	}
	for i := range 20 {
		out = append(out, learn.Heard{At: time.Duration(i) * 90 * ms, Bytes: []byte{0xB0 | keys - 1, 11, byte(i * 5)}})
	}
	slices.SortStableFunc(out, func(x, y learn.Heard) int { return int(x.At - y.At) })
	return out
}

type lesson struct {
	name, on, off string
	want          registration.ControlCode
}

var lessons = []lesson{
	{"note", "9F 24 7F", "8F 24 00", registration.ControlCode{Kind: registration.Note, Channel: 16, Number: 36}},
	{"note, released by velocity 0", "9F 24 64", "9F 24 00", registration.ControlCode{Kind: registration.Note, Channel: 16, Number: 36, On: 100, OffAs9n: true}},
	{"controller", "B2 14 7F", "B2 14 00", registration.ControlCode{Kind: registration.CC, Channel: 3, Number: 20}},
	{"controller with values of its own", "B2 14 05", "B2 14 02", registration.ControlCode{Kind: registration.CC, Channel: 3, Number: 20, On: 5, Off: 2}},
	{"index", "B0 10 07", "B0 11 07", registration.ControlCode{Kind: registration.CCIndex, Channel: 1, On: 16, Off: 17, Index: 7}},
	{"embedded", "B0 50 4B", "B0 50 0B", registration.ControlCode{Kind: registration.CCEmbedded, Channel: 1, Number: 80, Index: 11}},
	{"bits", "B0 50 15", "B0 50 11", registration.ControlCode{Kind: registration.CCBitfield, Channel: 1, Number: 80, Index: 2}},
	{"two steps", "BF 62 61 BF 62 05", "BF 62 51 BF 62 05", registration.ControlCode{Kind: registration.CCTwoStep, Channel: 16, Number: 98, Group: 1, Index: 5}},
	{"Allen 1,132", "B0 63 01 B0 62 04 B0 06 7F", "B0 63 01 B0 62 04 B0 06 00", registration.ControlCode{Kind: registration.NRPN, Channel: 1, Number: 132}},
	{"GrandOrgue NRPN 300", "BF 63 02 BF 62 2C BF 06 7F", "BF 63 02 BF 62 2C BF 06 00", registration.ControlCode{Kind: registration.NRPN, Channel: 16, Number: 300}},
	{"Hauptwerk master coupler", "B0 63 08 B0 62 22 B0 06 7F B0 26 7F", "B0 63 08 B0 62 22 B0 06 00 B0 26 00", registration.ControlCode{Kind: registration.NRPN, Channel: 1, Number: 8<<7 | 0x22}},
	{"NRPN range", "B0 63 00 B0 62 01 B0 06 43", "B0 63 00 B0 62 01 B0 06 03", registration.ControlCode{Kind: registration.NRPNRange, Channel: 1, Number: 1, On: 67, Off: 3}},
	{"Johannus stop 9", "CB 09", "CB 09", registration.ControlCode{Kind: registration.PCToggle, Channel: 12, Number: 9}},
	{"Viscount tutti", "CF 61", "CF 60", registration.ControlCode{Kind: registration.PCPair, Channel: 16, On: 97, Off: 96}},
	{"Viscount Swell to Great", "F0 31 2F 70 03 F7", "F0 31 2F 70 13 F7", registration.ControlCode{Kind: registration.SysExPair, OnSysEx: "F0 31 2F 70 03 F7", OffSysEx: "F0 31 2F 70 13 F7"}},
	{
		"Hauptwerk stop", "F0 7D 39 72 10 00 00 56 22 00 00 F7", "F0 7D 39 72 11 00 00 56 22 00 00 F7",
		registration.ControlCode{Kind: registration.SysExPair, OnSysEx: "F0 7D 39 72 10 00 00 56 22 00 00 F7", OffSysEx: "F0 7D 39 72 11 00 00 56 22 00 00 F7"},
	},
	{
		"Organteq", "F0 0B 7D 73 39 01 01 02 00 7F F7", "F0 0B 7D 73 39 01 01 02 00 00 F7",
		registration.ControlCode{Kind: registration.SysExPair, OnSysEx: "F0 0B 7D 73 39 01 01 02 00 7F F7", OffSysEx: "F0 0B 7D 73 39 01 01 02 00 00 F7"},
	},
	{"SysEx toggle", "F0 00 4A 4F 48 41 53 05 F7", "F0 00 4A 4F 48 41 53 05 F7", registration.ControlCode{Kind: registration.SysExToggle, OnSysEx: "F0 00 4A 4F 48 41 53 05 F7"}},
}

func TestEveryKindIsToldApart(t *testing.T) {
	for _, l := range lessons {
		t.Run(l.name, func(t *testing.T) {
			f, err := learn.Control(fourMoves(t, l.on, l.off))
			require.NoError(t, err)
			assert.Equal(t, l.want, f.Code, f.Words)
			assert.NotEmpty(t, f.Words)
			assert.GreaterOrEqual(t, f.Confidence, 0.7, f.Words)
		})
	}
}

func TestDisturbancesArePutUpWith(t *testing.T) {
	for _, l := range lessons {
		t.Run(l.name, func(t *testing.T) {
			f, err := learn.Control(disturbed(t, fourMoves(t, l.on, l.off), 5))
			require.NoError(t, err)
			assert.Equal(t, l.want, f.Code, f.Words)
		})
	}
}

// rodgers is a stop change with some bits set.
func rodgers(set ...[2]int) string {
	m := append([]byte{0xF0, 0x41, 0x10, 0x30, 0x12, 0x01, 0x00}, make([]byte, 35)...)
	for _, b := range set {
		m[7+b[0]] |= 1 << b[1]
	}
	sum := byte(0)
	for _, v := range m[5:] {
		sum += v
	}
	return dialect.Hex(append(m, -sum&127, 0xF7))
}

func TestARodgersStopIsABitWithAChecksum(t *testing.T) {
	f, err := learn.Control(disturbed(t, fourMoves(t, rodgers([2]int{1, 0}, [2]int{8, 4}), rodgers([2]int{1, 0})), 2))
	require.NoError(t, err)
	assert.Equal(t, registration.ControlCode{Kind: registration.SysExBitmap, Part: "stops", Index: 8*7 + 4}, f.Code, f.Words)
	assert.Equal(t, &registration.Bitmap{Name: "stops", Head: "F0 41 10 30 12 01", Offset: true, Length: 35, Base: "00 01", ChecksumFrom: 5}, f.Bitmap)
	assert.Contains(t, f.Words, "checksum")
}

func TestWhatARodgersTellsInPartsIsPutTogether(t *testing.T) {
	part := func(on bool) string { // bytes 8 and 9 alone
		m := []byte{0xF0, 0x41, 0x10, 0x30, 0x12, 0x01, 8, 0, 0x20}
		if on {
			m[7] = 1 << 4
		}
		return dialect.Hex(append(m, -total(m[5:])&127, 0xF7))
	}
	f, err := learn.Control(fourMoves(t, part(true), part(false)))
	require.NoError(t, err)
	assert.Equal(t, registration.ControlCode{Kind: registration.SysExBitmap, Part: "stops", Index: 8*7 + 4}, f.Code, f.Words)
	assert.Equal(t, &registration.Bitmap{Name: "stops", Head: "F0 41 10 30 12 01", Offset: true, Length: 35, Base: "00 00 00 00 00 00 00 00 00 20", ChecksumFrom: 5}, f.Bitmap)
}

// organ is a console with some controls, to be learnt.
func organ(t testing.TB, controls int) *registration.Console {
	t.Helper()
	c := registration.Console{
		Name: "made-up", Divisions: []registration.Division{{ID: "great", Name: "Great", Lowest: 36, Highest: 96}, {ID: "pedal", Name: "Pedal", Lowest: 36, Highest: 67, Pedal: true}},
		Enclosures: []registration.Enclosure{{ID: "swell", Name: "Swell", Initial: 127}},
	}
	for i := range controls {
		c.Controls = append(c.Controls, registration.Control{ID: "great.stop-" + string(rune('a'+i)), Name: "Stop", Pitch: 8})
	}
	whole, err := registration.NewConsole(c)
	require.NoError(t, err)
	return whole
}

// scattered is a made-up make: 20 controls in one message of 31 bytes, the bits in no order, two bits that are no stops,
// and a checksum from the fourth byte on.
type scattered struct {
	on    [20]bool
	check func(summed []byte) byte
}

// checksums are ways in which makes end their messages.
var checksums = map[string]func([]byte) byte{
	"Roland":           func(b []byte) byte { return -total(b) & 127 },
	"two's complement": func(b []byte) byte { return (^total(b) + 1) & 127 },
	"ones' complement": func(b []byte) byte { return ^total(b) & 127 },
	"plain sum":        func(b []byte) byte { return total(b) & 127 },
	"exclusive or":     func(b []byte) byte { return xor(b) },
	"seeded xor":       func(b []byte) byte { return xor(b) ^ 0x2A },
	"seeded sum":       func(b []byte) byte { return (total(b) + 0x15) & 127 },
}

func total(b []byte) (sum byte) {
	for _, v := range b {
		sum += v
	}
	return sum
}

func xor(b []byte) (x byte) {
	for _, v := range b {
		x ^= v
	}
	return x
}

func (s *scattered) message() []byte {
	m := append([]byte{0xF0, 0x00, 0x21, 0x55, 0x17, 0x02}, make([]byte, 23)...)
	m[6], m[20] = 0x04, 0x40
	for i, on := range s.on {
		bit := (i*13 + 5) % (23 * 7)
		if on {
			m[6+bit/7] |= 1 << (bit % 7)
		}
	}
	return append(m, s.check(m[4:]), 0xF7)
}

func TestANewConsoleOfAMadeUpMakeIsLearntFromARecordedStream(t *testing.T) {
	for name, check := range checksums {
		t.Run(name, func(t *testing.T) { learnMadeUp(t, check) })
	}
}

func learnMadeUp(t *testing.T, check func([]byte) byte) {
	t.Helper()
	maker := scattered{check: check}
	var recording []learn.Heard
	at := time.Second
	say := func() {
		recording = append(recording, learn.Heard{At: at, Bytes: maker.message()})
		at += 700 * ms
	}
	var all [][]learn.Heard
	for i := range maker.on {
		recording = nil
		at += 10 * time.Second
		for range 2 {
			maker.on[i] = true
			say()
			maker.on[i] = false
			say()
		}
		all = append(all, disturbed(t, shifted(recording, -recording[0].At+time.Second), 3))
	}
	c := organ(t, len(maker.on))
	var l learn.Lessons
	for i, heard := range all {
		f, err := learn.Control(heard)
		require.NoError(t, err)
		require.Equal(t, registration.SysExBitmap, f.Code.Kind, f.Words)
		l.Control(registration.ControlID(i), f)
	}
	learnt, notes, err := l.Apply(c, "Made-up organs, learnt 2026-11-27")
	require.NoError(t, err)
	assert.Empty(t, notes)
	assert.Len(t, learnt.Dialect.Bitmaps, 1)
	assert.Empty(t, dialect.Clashes(learnt))

	// what the learnt console says is what the organ says, bit for bit
	e := dialect.NewEncoder(learnt)
	e.Assume(learnt.Initial())
	r := rand.New(rand.NewPCG(7, 8))
	maker = scattered{check: check}
	for range 200 {
		i := r.IntN(len(maker.on))
		maker.on[i] = !maker.on[i]
		kind := registration.Retire
		if maker.on[i] {
			kind = registration.Draw
		}
		wire := e.AppendChange(nil, registration.Change{Kind: kind, Control: registration.ControlID(i)})
		require.Equal(t, dialect.Hex(maker.message()), dialect.Hex(wire))
	}
	// and it understands the organ
	d := dialect.NewDecoder(learnt)
	heard := d.Hear(nil, maker.message())
	for i, on := range maker.on {
		assert.Equal(t, on, ptr(d.State()).On(registration.ControlID(i)), "%v", heard)
	}
}

func ptr[T any](v T) *T { return &v }

func shifted(heard []learn.Heard, by time.Duration) []learn.Heard {
	out := slices.Clone(heard)
	for i := range out {
		out[i].At += by
	}
	return out
}

func TestASecondControlFixesTheNumbering(t *testing.T) {
	for _, w := range []struct {
		name  string
		moves [][2]string
		want  registration.CodeKind
	}{
		{"values of 64 on controllers of their own", [][2]string{{"B0 14 40", "B0 14 00"}, {"B0 15 40", "B0 15 00"}}, registration.CC},
		{"64 more for on", [][2]string{{"B0 14 40", "B0 14 00"}, {"B0 14 41", "B0 14 01"}}, registration.CCEmbedded},
		{"bits of one controller", [][2]string{{"B0 14 01", "B0 14 00"}, {"B0 14 40", "B0 14 00"}, {"B0 14 08", "B0 14 00"}}, registration.CCBitfield},
		{"a range of one NRPN", [][2]string{{"B0 63 00 B0 62 01 B0 06 7F", "B0 63 00 B0 62 01 B0 06 00"}, {"B0 63 00 B0 62 01 B0 06 41", "B0 63 00 B0 62 01 B0 06 01"}}, registration.NRPNRange},
		{"NRPN of their own", [][2]string{{"B0 63 00 B0 62 01 B0 06 43", "B0 63 00 B0 62 01 B0 06 03"}, {"B0 63 00 B0 62 02 B0 06 43", "B0 63 00 B0 62 02 B0 06 03"}}, registration.NRPN},
		{"a short message with bits", [][2]string{{"F0 7D 01 00 F7", "F0 7D 00 00 F7"}, {"F0 7D 04 00 F7", "F0 7D 00 00 F7"}}, registration.SysExBitmap},
		{"short messages with the control in them", [][2]string{{"F0 7D 01 10 F7", "F0 7D 01 00 F7"}, {"F0 7D 02 10 F7", "F0 7D 02 00 F7"}}, registration.SysExPair},
		{
			"long messages with the control in them",
			[][2]string{{"F0 7D 00 00 00 00 00 00 00 00 00 01 10 F7", "F0 7D 00 00 00 00 00 00 00 00 00 01 00 F7"}, {"F0 7D 00 00 00 00 00 00 00 00 00 02 10 F7", "F0 7D 00 00 00 00 00 00 00 00 00 02 00 F7"}},
			registration.SysExPair,
		},
	} {
		t.Run(w.name, func(t *testing.T) {
			var l learn.Lessons
			for i, m := range w.moves {
				f, err := learn.Control(fourMoves(t, m[0], m[1]))
				require.NoError(t, err)
				l.Control(registration.ControlID(i), f)
			}
			c, _, err := l.Apply(organ(t, len(w.moves)), "")
			require.NoError(t, err)
			e := dialect.NewEncoder(c)
			e.Assume(c.Initial())
			for i, m := range w.moves {
				assert.Equal(t, w.want, c.Dialect.Controls[i].Kind)
				id := registration.ControlID(i)
				assert.Equal(t, m[0], dialect.Hex(e.AppendChange(nil, registration.Change{Kind: registration.Draw, Control: id})))
				assert.Equal(t, m[1], dialect.Hex(e.AppendChange(nil, registration.Change{Kind: registration.Retire, Control: id})))
			}
		})
	}
}

func TestNothingAndNonsenseAreSaid(t *testing.T) {
	_, err := learn.Control(nil)
	require.ErrorIs(t, err, learn.ErrNothing)
	_, err = learn.Control([]learn.Heard{{At: 0, Bytes: []byte{0xFE}}, {At: time.Second, Bytes: []byte{0xFE}}})
	require.ErrorIs(t, err, learn.ErrNothing)
	_, err = learn.Control([]learn.Heard{{At: 0, Bytes: hex(t, "B0 01 05")}, {At: time.Second, Bytes: hex(t, "B0 02 06")}, {At: 2 * time.Second, Bytes: hex(t, "B0 03 07")}})
	require.ErrorIs(t, err, learn.ErrUnclear)
}

func TestATogglingNoteOrControllerIsNamedAsSuch(t *testing.T) {
	var presses []learn.Heard
	for i := range 4 {
		at := time.Duration(i+1) * time.Second
		presses = append(presses, learn.Heard{At: at, Bytes: hex(t, "9C 3C 7F")}, learn.Heard{At: at + 80*ms, Bytes: hex(t, "8C 3C 00")})
	}
	_, err := learn.Control(presses)
	require.ErrorIs(t, err, learn.ErrSame, "a push button")
	_, err = learn.Control(fourMoves(t, "B0 14 7F", "B0 14 7F"))
	require.ErrorIs(t, err, learn.ErrSame)
	f, err := learn.Control(append(presses, fourMoves(t, "BF 14 7F", "BF 14 00")...))
	require.NoError(t, err, "keys that were played do not hide a stop")
	assert.Equal(t, uint16(20), f.Code.Number)
}

func TestWordsSayHowAChecksumIsMade(t *testing.T) {
	words := func(check string) string {
		s := &scattered{check: checksums[check]}
		off := dialect.Hex(s.message())
		s.on[3] = true
		f, err := learn.Control(fourMoves(t, dialect.Hex(s.message()), off))
		require.NoError(t, err)
		return f.Words
	}
	assert.Contains(t, words("Roland"), "its last byte is a checksum, with which the bytes from byte 4 on add up to 0.")
	assert.Contains(t, words("plain sum"), "a checksum, the sum of the bytes from byte 4 on.")
	assert.Contains(t, words("exclusive or"), "the exclusive or of the bytes from byte 4 on.")
}

func TestKeysShoesAndTheCancelAreLearnt(t *testing.T) {
	k, err := learn.Keys([]learn.Heard{{At: 0, Bytes: hex(t, "92 24 40")}, {At: 300 * ms, Bytes: hex(t, "92 24 00")}, {At: time.Second, Bytes: hex(t, "92 60 40 92 60 00")}})
	require.NoError(t, err)
	assert.Equal(t, learn.Keyboard{Channel: 3, Lowest: 36, Highest: 96, Velocity: 64, OffAs9n: true, Words: k.Words, Confidence: k.Confidence}, k)

	var up, down []learn.Heard
	for i := range 12 {
		at := time.Duration(i) * 50 * ms
		up = append(up, learn.Heard{At: at, Bytes: []byte{0xB1, 11, byte(40 + i*7)}})
		down = append(down, learn.Heard{At: at, Bytes: []byte{0xB1, 7, byte(127 - i*11)}})
	}
	s, err := learn.Shoe(up)
	require.NoError(t, err)
	assert.Equal(t, registration.EnclosureCode{Channel: 2, Controller: 11, Closed: 40, Open: 117}, s.Code, s.Words)
	s, err = learn.Shoe(down)
	require.NoError(t, err)
	assert.Equal(t, registration.EnclosureCode{Channel: 2, Controller: 7, Closed: 127, Open: 6}, s.Code, s.Words)

	m, err := learn.CancelMessage([]learn.Heard{{Bytes: hex(t, "FE")}, {Bytes: hex(t, "F0 00 4A 4F 48 41 53 7F F7")}})
	require.NoError(t, err)
	assert.Equal(t, "F0 00 4A 4F 48 41 53 7F F7", m)

	var l learn.Lessons
	l.Division(0, k)
	l.Enclosure(0, s)
	l.Cancel(m)
	c, _, err := l.Apply(organ(t, 1), "")
	require.NoError(t, err)
	assert.Equal(t, uint8(3), c.Dialect.Divisions[0].Channel)
	assert.Equal(t, m, c.Dialect.Cancel)
}

func TestAToggleWithoutACancelIsWarnedOf(t *testing.T) {
	f, err := learn.Control(fourMoves(t, "CB 09", "CB 09"))
	require.NoError(t, err)
	var l learn.Lessons
	l.Control(0, f)
	_, notes, err := l.Apply(organ(t, 1), "")
	require.NoError(t, err)
	require.Len(t, notes, 1)
	l.Cancel("F0 00 4A 4F 48 41 53 7F F7")
	_, notes, err = l.Apply(organ(t, 1), "")
	require.NoError(t, err)
	assert.Empty(t, notes)
}

func TestARecordingIsReadAsItIsWritten(t *testing.T) {
	heard := fourMoves(t, "B0 63 01 B0 62 04 B0 06 7F", "CB 09")
	var b bytes.Buffer
	require.NoError(t, learn.WriteRecording(&b, heard))
	got, err := learn.ReadRecording(&b)
	require.NoError(t, err)
	assert.Len(t, got, 8, "each message by itself")
	f, err := learn.ReadRecording(strings.NewReader("# a comment\n\n0.5 in F0 31 2F  controller of some kind\n0,6 70 03 F7\n0.7 out B0 01 02\n1 FE\n"))
	require.NoError(t, err)
	require.Len(t, f, 1)
	assert.Equal(t, "F0 31 2F 70 03 F7", dialect.Hex(f[0].Bytes))
	f, err = learn.ReadRecording(strings.NewReader("(3 lines before are not kept)\n21:05:03.500  in   Console  Great Open Diapason 8 drawn  [B0 14 7F]\n" +
		"21:05:03.600  out  Console  the same  [B0 14 7F]\n" + `{"at": 75904.5, "way": "in", "port": "Console", "words": "x", "hex": "B0 14 00"}` + "\n"))
	require.NoError(t, err)
	require.Len(t, f, 2)
	assert.Equal(t, time.Second, f[1].At-f[0].At)
	assert.Equal(t, "B0 14 00", dialect.Hex(f[1].Bytes))
	_, err = learn.ReadRecording(strings.NewReader("1 B0 01 02\nhello\n"))
	require.ErrorContains(t, err, "line 2")
	_, err = learn.ReadRecording(strings.NewReader("1 nothing\n"))
	require.ErrorContains(t, err, "no bytes")
}

func TestMessagesOfTheCorpusAreLearnt(t *testing.T) {
	dir, err := os.Getwd()
	require.NoError(t, err)
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "shared", "corpus")); err == nil {
			break
		}
	}
	data, err := os.ReadFile(filepath.Join(dir, "shared", "corpus", "console-midi", "vectors.json"))
	if err != nil {
		t.Skip("the corpus is not here")
	}
	var file struct {
		Vectors []struct {
			Maker, Kind, Bytes string
			Valid              bool
			On                 any
		}
	}
	require.NoError(t, json.Unmarshal(data, &file))
	learnt := 0
	var empty string
	for _, v := range file.Vectors {
		if on, ok := v.On.([]any); ok && len(on) == 0 && v.Maker == "Rodgers" {
			empty = v.Bytes
		}
	}
	for _, v := range file.Vectors {
		on, listed := v.On.([]any)
		switch {
		case v.Maker == "Rodgers" && v.Valid && listed && len(on) == 2 && len(v.Bytes) == len(empty):
			// one of its two bits, from the other alone
			first := on[0].([]any)
			second := on[1].([]any)
			one := rodgers([2]int{int(first[0].(float64)), int(first[1].(float64))})
			f, err := learn.Control(fourMoves(t, v.Bytes, one))
			require.NoError(t, err)
			assert.Equal(t, uint16(second[0].(float64)*7+second[1].(float64)), f.Code.Index, f.Words)
			learnt++
		case v.Kind == "stop toggle", v.Kind == "NRPN stop on":
			off := v.Bytes
			if v.Kind == "NRPN stop on" {
				off = strings.TrimSuffix(off, "7F") + "00"
			}
			f, err := learn.Control(fourMoves(t, v.Bytes, off))
			require.NoError(t, err)
			on, _ := f.Messages()
			assert.Equal(t, v.Bytes, on, f.Words)
			learnt++
		}
	}
	assert.GreaterOrEqual(t, learnt, 3)
}

func TestWhatIsKnownIsProposedFirst(t *testing.T) {
	c := learn.NewCourse(organ(t, 3))
	for i, at := range []int{0, 1} {
		c.Go(at)
		r, err := learn.Find(learn.AboutControl, fourMoves(t, rodgers([2]int{3, i}), rodgers()))
		require.NoError(t, err)
		c.Keep(r)
	}
	c.Go(2)
	proposals := c.Proposals()
	require.NotEmpty(t, proposals)
	on, _ := proposals[0].Messages()
	assert.Equal(t, rodgers([2]int{3, 2}), on, "the bit after the last")
	trial, err := c.With(proposals[0])
	require.NoError(t, err)
	assert.Equal(t, uint16(3*7+2), trial.Dialect.Controls[2].Index)
	seen := make(map[string]bool)
	for _, p := range proposals {
		on, off := p.Messages()
		assert.False(t, seen[on+off], "%s is proposed once", p.Words)
		seen[on+off] = true
	}
	c.Go(3)
	assert.Empty(t, c.Proposals(), "a keyboard")
}

func FuzzControl(f *testing.F) {
	for _, l := range lessons {
		b, _ := registration.ParseHex(l.on + l.off + l.on + l.off)
		f.Add(b, uint16(500))
	}
	f.Add(bytes.Repeat([]byte{0xF0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 0xF7}, 8), uint16(130))
	f.Fuzz(func(t *testing.T, data []byte, step uint16) {
		var heard []learn.Heard
		at := time.Duration(0)
		for len(data) > 0 {
			n := min(1+int(data[0])%16, len(data))
			heard = append(heard, learn.Heard{At: at, Bytes: data[:n]})
			data = data[n:]
			at += time.Duration(step) * ms
		}
		var l learn.Lessons
		if found, err := learn.Control(heard); err == nil {
			l.Control(0, found)
			l.Control(1, found)
		}
		if k, err := learn.Keys(heard); err == nil {
			l.Division(0, k)
		}
		if s, err := learn.Shoe(heard); err == nil {
			l.Enclosure(0, s)
		}
		if m, err := learn.CancelMessage(heard); err == nil {
			l.Cancel(m)
		}
		if _, _, err := l.Apply(organ(t, 2), ""); err != nil {
			t.Fatal(err)
		}
	})
}

func FuzzReadRecording(f *testing.F) {
	f.Add([]byte("0.5 in F0 31 2F\n# x\n1 70 03 F7\n"))
	f.Fuzz(func(_ *testing.T, data []byte) { _, _ = learn.ReadRecording(bytes.NewReader(data)) })
}
