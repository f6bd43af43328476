package registration

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestDivisionsHaveTheirOwnMechanicsOrTheConsoles(t *testing.T) {
	m := Mechanics{RepeatGap: 60 * time.Millisecond, ShortestNote: 45 * time.Millisecond}
	m.Divisions[1] = DivisionMechanics{RepeatGap: 90 * time.Millisecond}
	assert.Equal(t, 60*time.Millisecond, m.RepeatGapOf(0))
	assert.Equal(t, 90*time.Millisecond, m.RepeatGapOf(1))
	assert.Equal(t, 45*time.Millisecond, m.ShortestNoteOf(1))
	m.Divisions[1].ShortestNote = time.Millisecond
	assert.Equal(t, time.Millisecond, m.ShortestNoteOf(1))
	assert.Equal(t, 31_250, m.BitsPerSecond())
	m.WireRate = 1_000_000
	assert.Equal(t, 1_000_000, m.BitsPerSecond())
}

func TestBadMechanicsAreRefused(t *testing.T) {
	for message, spoil := range map[string]func(*Mechanics){
		"negative time":                          func(m *Mechanics) { m.LeastGap = -1 },
		"-5 bits a second":                       func(m *Mechanics) { m.WireRate = -5 },
		"more divisions than the console":        func(m *Mechanics) { m.Divisions[1].MostKeys = 1 },
		"division great have a negative time":    func(m *Mechanics) { m.Divisions[0].RepeatGap = -1 },
		"a speaking delay of 6s, must be 0 to":   func(m *Mechanics) { m.Divisions[0].SpeakingDelay = 6 * time.Second },
		"at most 129 keys at once, must be 0":    func(m *Mechanics) { m.Divisions[0].MostKeys = 129 },
		"at most -1 keys at once, must be 0 (al": func(m *Mechanics) { m.Divisions[0].MostKeys = -1 },
	} {
		c := Console{Name: "x", Divisions: []Division{{ID: "great", Highest: 127}}}
		spoil(&c.Mechanics)
		_, err := NewConsole(c)
		require.ErrorIs(t, err, ErrConsole)
		assert.ErrorContains(t, err, message)
	}
}

func TestAGapBelowTheMakersMinimumIsCautioned(t *testing.T) {
	c, err := NewConsole(Console{
		Name: "x", Divisions: []Division{{ID: "great", Highest: 127}},
		Mechanics: Mechanics{LeastGap: 250 * time.Millisecond}, Dialect: Dialect{Gap: 100 * time.Millisecond},
	})
	require.NoError(t, err)
	assert.Equal(t, []string{
		"The gap between two messages for controls is 100 ms, and the maker asks for 250 ms at the least: closer messages may damage the organ.",
	}, c.Cautions())
	c.Dialect.Gap = 250 * time.Millisecond
	assert.Empty(t, c.Cautions())
}

func TestWhoeverLowersTheMakersMinimumIsWarned(t *testing.T) {
	before := Mechanics{LeastGap: 250 * time.Millisecond}
	assert.Empty(t, before.Lowered(&before))
	assert.Empty(t, before.Lowered(&Mechanics{}), "it is raised")
	assert.Equal(t, "The maker's least gap between two messages for controls is lowered from 250 ms to 12.5 ms: closer messages may damage the organ.",
		(&Mechanics{LeastGap: 12500 * time.Microsecond}).Lowered(&before))
}
