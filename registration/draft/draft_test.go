package draft_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/registration/draft"
)

func TestNamesBecomeTextIDs(t *testing.T) {
	for name, id := range map[string]string{
		"Rückpositiv": "rueckpositiv", "Flûte à cheminée 2 2/3'": "flute-a-cheminee-2-2-3", "II/I": "ii-i", " (=1') ": "1", "日本": "", "": "",
	} {
		assert.Equal(t, id, draft.TextID(name), name)
	}
}

func TestADraftBecomesAConsole(t *testing.T) {
	d := draft.New("Dorfkirche Ötz")
	great := d.AddDivision("Hauptwerk", 36, 92, false)
	pedal := d.AddDivision("", 36, 62, true)
	for range 3 {
		d.AddControl(d.StopOf(great, "Rohrflöte 8'", 4), registration.ControlCode{})
	}
	d.AddControl(d.StopOf(great, "Voix Inconnue", 4), registration.ControlCode{})
	d.AddControl(d.StopOf(pedal, "Octave", 0), registration.ControlCode{})
	d.AddControl(registration.Control{Division: great, Name: strings.Repeat("lang", 50)}, registration.ControlCode{})
	d.AddEnclosure("", []registration.DivisionID{great}, registration.EnclosureCode{})
	c, err := d.Finish()
	require.NoError(t, err)
	assert.Equal(t, "dorfkirche-oetz", c.Name)
	ids := make([]string, 0, len(c.Controls))
	for _, k := range c.Controls {
		ids = append(ids, k.ID)
	}
	assert.Equal(t, []string{
		"hauptwerk.rohrfloete-8", "hauptwerk.rohrfloete-8-2", "hauptwerk.rohrfloete-8-3", "hauptwerk.voix-inconnue", "pedal.octave",
	}, ids[:5])
	assert.Equal(t, 8., c.Controls[0].Pitch, "what is engraved comes before what the definition says")
	assert.Equal(t, 4., c.Controls[3].Pitch)
	assert.Equal(t, 8., c.Controls[4].Pitch)
	assert.Equal(t, "enclosure", c.Enclosures[0].ID)
}

func TestAnEnclosureMayBeCalledLikeItsDivision(t *testing.T) {
	d := draft.New("x")
	swell := d.AddDivision("Swell", 36, 96, false)
	d.AddEnclosure("Swell", []registration.DivisionID{swell}, registration.EnclosureCode{})
	d.AddEnclosure("Swell", nil, registration.EnclosureCode{})
	assert.Equal(t, "swell", d.Enclosures[0].ID)
	assert.Equal(t, "swell-2", d.Enclosures[1].ID)
}
