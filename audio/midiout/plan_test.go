package midiout_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/audio/midiout"
	"voluntary/registration"
	"voluntary/registration/dialect"
	consolefile "voluntary/registration/file"
)

func TestPanicSilencesTheChannelsThatCarryKeys(t *testing.T) {
	c, err := consolefile.Find("parish")
	require.NoError(t, err)
	p := midiout.PlanOf(c)
	assert.Equal(t, uint16(0b111), p.Keys)
	var want []byte
	for channel := range byte(3) {
		for key := range byte(128) {
			want = append(want, 0x80|channel, key, 0)
		}
	}
	for channel := range byte(3) {
		want = append(want, 0xB0|channel, 123, 0, 0xB0|channel, 120, 0)
	}
	assert.Equal(t, want, p.AppendPanic(nil))
}

func TestPanicNeverRetiresAControl(t *testing.T) {
	c := consoleWith(t, registration.Dialect{
		Divisions: []registration.DivisionCode{{Channel: 1}, {Channel: 3}},
		Controls: []registration.ControlCode{
			{Kind: registration.Note, Channel: 1, Number: 20},
			{Kind: registration.Note, Channel: 16, Number: 60},
			{Kind: registration.NRPN, Channel: 3, Number: 60},
		},
	}, registration.Mechanics{})
	p := midiout.PlanOf(c)
	assert.Equal(t, uint16(0b101), p.Keys, "channels 1 and 3")
	said := p.AppendPanic(nil)
	for _, h := range dialect.NewDecoder(c).Hear(nil, said) {
		assert.Equal(t, dialect.KeyUp, h.Kind)
	}
	assert.NotContains(t, string(said), string([]byte{0x80, 20, 0}))
	assert.Equal(t, 127+128, bytes.Count(said, []byte{0x80})+bytes.Count(said, []byte{0x82}))
	assert.NotContains(t, string(said), string([]byte{0xB0}), "all notes off would retire the control on channel 1")
	assert.NotContains(t, string(said), string([]byte{0x8F}))
}
