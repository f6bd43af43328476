package dialect

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"voluntary/registration"
)

// generals is a bank of four combinations, on the wire as Previous 1, Next 2 and Cancel 3.
func generals(t *testing.T) *registration.Console {
	d := registration.Dialect{Banks: []registration.Bank{{Name: "generals", Channel: 1, Controller: 16, Previous: 1, Next: 2, Cancel: 3}}}
	for i := range uint16(4) {
		d.Controls = append(d.Controls, registration.ControlCode{Kind: registration.RelativeBank, Part: "generals", Index: i + 1})
	}
	return console(t, d)
}

func TestABankIsWhereItIsAssumedToBe(t *testing.T) {
	c := generals(t)
	e := NewEncoder(c)
	assert.Equal(t, "B0 10 03 B0 10 02 B0 10 02 B0 10 02", Hex(e.AppendChange(nil, draw(2))))
	e.Assume(c.Initial())
	assert.Equal(t, "B0 10 02 B0 10 02", Hex(e.AppendChange(nil, draw(1))), "nothing was drawn, so the way begins at none")
	e.Assume(c.Initial().With(3, true))
	assert.Equal(t, "B0 10 01", Hex(e.AppendChange(nil, draw(2))))
	assert.Empty(t, e.AppendChange(nil, retire(3)), "another holds")
	assert.Equal(t, "B0 10 03", Hex(e.AppendChange(nil, retire(2))))
}

func TestOfABankOneCombinationIsOn(t *testing.T) {
	c := generals(t)
	e := NewEncoder(c)
	s := c.Initial().With(3, true)
	e.Follow(&s, draw(1))
	assert.Equal(t, c.Initial().With(1, true), s)
	e.Follow(&s, retire(2))
	assert.Equal(t, c.Initial().With(1, true), s)
	e.Follow(&s, retire(1))
	assert.Equal(t, c.Initial(), s)
}
