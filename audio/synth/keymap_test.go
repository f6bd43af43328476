package synth

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
)

func twoManuals(t *testing.T) (keyMap, map[string]int) {
	t.Helper()
	c, err := registration.NewConsole(registration.Console{
		Name: "two",
		Divisions: []registration.Division{
			{ID: "great", Lowest: 36, Highest: 96}, {ID: "swell", Lowest: 36, Highest: 96}, {ID: "pedal", Lowest: 36, Highest: 67},
		},
		Controls: []registration.Control{
			{ID: "sw-gt", Kind: registration.Coupler, Division: 0, To: 1},
			{ID: "gt-sw", Kind: registration.Coupler, Division: 1, To: 0},
			{ID: "gt-ped", Kind: registration.Coupler, Division: 2, To: 0},
			{ID: "sw-ped", Kind: registration.Coupler, Division: 2, To: 1},
			{ID: "sw-super", Kind: registration.Coupler, Division: 1, To: 1, Shift: 12},
			{ID: "sw-sub", Kind: registration.Coupler, Division: 1, To: 1, Shift: -12},
			{ID: "sw-off", Kind: registration.Coupler, Division: 1, To: 1, UnisonOff: true},
			{ID: "sw-gt-super", Kind: registration.Coupler, Division: 0, To: 1, Shift: 12},
		},
	})
	require.NoError(t, err)
	m := newKeyMap(c)
	index := map[string]int{}
	for i := range c.Controls {
		index[c.Controls[i].ID] = m.add(&c.Controls[i])
	}
	return m, index
}

func keysIn(s keySet) []int {
	keys := []int{}
	for k, ok := s.first(); ok; k, ok = s.first() {
		keys = append(keys, int(k))
	}
	return keys
}

func TestCouplersLeadKeysToPipes(t *testing.T) {
	type keys = []int
	for _, tt := range []struct {
		name                string
		engaged             []string
		great, swell, pedal keys // played
		wantGreat           keys
		wantSwell           keys
	}{
		{"none", nil, keys{60}, keys{}, keys{36}, keys{60}, keys{}},
		{"unison", []string{"sw-gt"}, keys{60, 64}, keys{67}, nil, keys{60, 64}, keys{60, 64, 67}},
		{"once though reached twice", []string{"sw-gt"}, keys{60}, keys{60}, nil, keys{60}, keys{60}},
		{"octave", []string{"sw-super"}, nil, keys{60}, nil, keys{}, keys{60, 72}},
		{"both octaves do not act on each other", []string{"sw-super", "sw-sub"}, nil, keys{60}, nil, keys{}, keys{48, 60, 72}},
		{"octave through the unison coupler", []string{"sw-gt", "sw-super"}, keys{60}, nil, nil, keys{60}, keys{60, 72}},
		{"octave coupler to another division", []string{"sw-gt-super"}, keys{60}, nil, nil, keys{60}, keys{72}},
		{"unison off", []string{"sw-off"}, nil, keys{60}, nil, keys{}, keys{}},
		{"unison off leaves the octave", []string{"sw-off", "sw-super"}, nil, keys{60}, nil, keys{}, keys{72}},
		{"unison off is of the pipes, whoever plays", []string{"sw-off", "sw-gt", "sw-sub"}, keys{60}, nil, nil, keys{60}, keys{48}},
		{"what is coupled is not coupled on", []string{"gt-ped", "sw-gt"}, nil, nil, keys{40}, keys{40}, keys{}},
		{"no loop", []string{"sw-gt", "gt-sw"}, keys{60}, keys{64}, nil, keys{60, 64}, keys{60, 64}},
		{"pipes end with the compass", []string{"sw-super", "sw-sub"}, nil, keys{40, 90}, nil, keys{}, keys{40, 52, 78, 90}},
		{"keys beyond the keyboard are not there", []string{"gt-ped"}, keys{97}, nil, keys{68}, keys{}, keys{}},
	} {
		m, index := twoManuals(t)
		play := func() {
			for d, ks := range [][]int{tt.great, tt.swell, tt.pedal} {
				for _, k := range ks {
					m.press(registration.DivisionID(d), uint8(k))
				}
			}
		}
		engage := func() {
			for _, c := range tt.engaged {
				m.couplers[index[c]].engaged = true
			}
		}
		engage()
		play()
		m.resolve()
		assert.Equal(t, tt.wantGreat, keysIn(m.speaking[0]), "%s: great", tt.name)
		assert.Equal(t, tt.wantSwell, keysIn(m.speaking[1]), "%s: swell", tt.name)

		m, index = twoManuals(t)
		play()
		m.resolve()
		engage()
		m.resolve()
		assert.Equal(t, tt.wantGreat, keysIn(m.speaking[0]), "%s, engaged under held keys: great", tt.name)
		assert.Equal(t, tt.wantSwell, keysIn(m.speaking[1]), "%s, engaged under held keys: swell", tt.name)
	}
}

func TestKeyMapHasNoMemory(t *testing.T) {
	m, index := twoManuals(t)
	luck := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		switch d, k := registration.DivisionID(luck.IntN(3)), uint8(luck.IntN(128)); luck.IntN(3) {
		case 0:
			m.press(d, k)
		case 1:
			m.release(d, k)
		case 2:
			m.couplers[luck.IntN(len(m.couplers))].engaged = luck.IntN(2) == 0
		}
		m.resolve()
	}
	fresh, _ := twoManuals(t)
	fresh.played = m.played
	copy(fresh.couplers, m.couplers)
	fresh.resolve()
	assert.Equal(t, fresh.speaking, m.speaking)
	for d := range m.played {
		for _, k := range keysIn(m.played[d]) {
			m.release(registration.DivisionID(d), uint8(k))
		}
	}
	m.resolve()
	assert.Zero(t, m.speaking, "no key, no pipe: no cipher")
	assert.Len(t, index, len(m.couplers))
}

func TestKeySetsShiftOffTheKeyboard(t *testing.T) {
	s := keysFrom(0, 127)
	assert.Equal(t, keysFrom(12, 127), s.shift(12))
	assert.Equal(t, keysFrom(0, 115), s.shift(-12))
	assert.Equal(t, keysFrom(48, 63+48), keysFrom(0, 63).shift(48))
	assert.Equal(t, keysFrom(16, 79), keysFrom(64, 127).shift(-48))
	assert.Equal(t, s, s.shift(0))
}
