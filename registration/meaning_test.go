package registration

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestFeetText(t *testing.T) {
	for feet, want := range map[float64]string{
		32: "32", 16: "16", 8: "8", 4: "4", 2: "2", 1: "1", 7.999: "8",
		10.667: "10 2/3", 5.333: "5 1/3", 2.667: "2 2/3", 2.6667: "2 2/3", 8. / 3: "2 2/3", 1.333: "1 1/3", 0.667: "2/3",
		6.4: "6 2/5", 3.2: "3 1/5", 1.6: "1 3/5", 0.8: "4/5",
		4.571: "4 4/7", 2.286: "2 2/7", 1.143: "1 1/7", 0.889: "8/9", 0.727: "8/11", 0.615: "8/13",
		0.5: "1/2", 0.25: "1/4", 0.125: "1/8", 0: "0", 3.14159: "3 1/7", 2.9: "2.9",
	} {
		assert.Equal(t, want, FeetText(feet), "%g feet", feet)
	}
}

func TestResolveByIDThenByMeaning(t *testing.T) {
	old := mustNew(t, small())
	changed := small()
	changed.Controls[0].ID = "great.diapason"                                           // renumbered, same name and pitch
	changed.Controls[0].Name = "OPEN DIAPASON"                                          // engraved otherwise
	changed.Controls[1].Pitch = 5.333                                                   // not the same stop any more
	changed.Controls[1].ID = "great.quint"                                              //
	changed.Controls[3], changed.Controls[5] = changed.Controls[5], changed.Controls[3] // moved, same ids
	now := mustNew(t, changed)

	find := func(id string) (string, bool, bool) {
		k, _ := old.Control(id)
		to, exact, ok := now.Resolve(id, old.MeaningOf(k))
		if !ok {
			return "", exact, ok
		}
		return now.Controls[to].ID, exact, ok
	}
	id, exact, ok := find("swell.mixture")
	assert.True(t, exact && ok)
	assert.Equal(t, "swell.mixture", id)

	id, exact, ok = find("great.open-diapason-8")
	assert.True(t, ok)
	assert.False(t, exact)
	assert.Equal(t, "great.diapason", id)

	_, exact, ok = find("great.twelfth")
	assert.False(t, exact || ok, "another pitch is another stop")

	_, _, ok = now.Resolve("gone", Meaning{})
	assert.False(t, ok, "no meaning, no guess")
	_, _, ok = now.Resolve("gone", Meaning{Division: "swell", Name: "Open Diapason", Pitch: 8})
	assert.False(t, ok, "another division is another stop")
	_, _, ok = now.Resolve("gone", Meaning{Division: "great", Kind: Coupler, Name: "Open Diapason", Pitch: 8})
	assert.False(t, ok, "a coupler is not a stop")
}
