package smf

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAMappingIsTypedInIdsOrInitials(t *testing.T) {
	want := []string{"swell", "swell", "great", "", "pedal"}
	for _, list := range []string{
		"swell,swell,great,-,pedal", " Swell , SWELL, great,-,Pedal,", "SSG-P", "ssg-p", "s,s,g,-,p", "S S G - P", "swell;swell;great;-;pedal",
	} {
		got, err := ParseMapping(list, 5, parish(t))
		require.NoError(t, err, list)
		assert.Equal(t, want, got, list)
	}
	got, err := ParseMapping("pedal", 1, parish(t))
	require.NoError(t, err)
	assert.Equal(t, []string{"pedal"}, got)
	got, err = ParseMapping("GP", 2, cathedral(t))
	require.NoError(t, err)
	assert.Equal(t, []string{"great", "pedal"}, got)
}

func TestAMappingThatDoesNotFitSaysWhatWasExpected(t *testing.T) {
	legend := " (for each track: G or great, S or swell, P or pedal, - to leave it out)"
	cases := map[string]string{
		"":            "it is empty; 5 entries expected" + legend,
		"SSGG":        `"SSGG" has 4 entries, the score has 5 tracks with notes` + legend,
		"swell":       `"swell" has 1 entry, the score has 5 tracks with notes` + legend,
		"SSGXP":       `entry 4 is "X", with which no division begins` + legend,
		"s,s,g,,p":    `entry 4 is empty` + legend,
		"s,s,g,oboe,": `entry 4 is "oboe", which is no division of the console` + legend,
	}
	for list, want := range cases {
		_, err := ParseMapping(list, 5, parish(t))
		require.ErrorIs(t, err, ErrMapping, list)
		assert.Equal(t, "the mapping does not fit: "+want, err.Error())
	}
	_, err := ParseMapping("SSGGP", 5, cathedral(t))
	assert.EqualError(t, err, `the mapping does not fit: entry 1 is "S", which may be swell or solo; write the divisions in full `+
		`(for each track: G or great, swell, C or choir, solo, P or pedal, - to leave it out)`)
}
