package smf

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
)

// short writes suggestions as "great great pedal+12".
func short(list []Suggestion) string {
	var out []string
	for _, s := range list {
		text := s.Division
		if text == "" {
			text = "-"
		}
		if s.Shift != 0 {
			text += fmt.Sprintf("%+d", s.Shift)
		}
		out = append(out, text)
	}
	return strings.Join(out, " ")
}

func TestAScoreIsSuggestedAnOrganistsWay(t *testing.T) {
	const hymn = "great great great pedal"
	judged := map[string]string{
		"smf/organ/bach-bwv553.mid":                                    "great great pedal+12",
		"smf/organ/bach-bwv555.mid":                                    "great great pedal+12",
		"smf/organ/bach-bwv557.mid":                                    "great great pedal+12",
		"smf/organ/bach-bwv559.mid":                                    "great great pedal+12",
		"smf/organ/bach-bwv565-pistons.mid":                            "swell great pedal",
		"smf/organ/bach-chorale-01.mid":                                hymn,
		"smf/organ/bach-chorale-03.mid":                                hymn,
		"smf/organ/bach-chorale-07.mid":                                hymn,
		"smf/organ/bach-chorale-11.mid":                                hymn,
		"smf/organ/bach-fugue-g-minor.mid":                             "great great great great", // every voice wanders over the whole keyboard
		"smf/organ/bach-schuebler-5.mid":                               "great great pedal great",
		"smf/organ/kobrich-1.11_praeludium_11.mid":                     "great great",
		"smf/organ/kobrich-1.1_praeludium_1.mid":                       "great great",
		"smf/organ/kobrich-2.12_fuga_12.mid":                           "great great",
		"smf/organ/kobrich-2.5_fuga_5.mid":                             "great great",
		"smf/organ/mutopia-bachjs-bwv533-bwv533.mid":                   "great great pedal pedal",
		"smf/organ/mutopia-bachjs-bwv542-bwv542.mid":                   "great great swell swell pedal+12 pedal+12 pedal+12",
		"smf/organ/mutopia-bachjs-bwv565-toccatafugue.mid":             "great great pedal",
		"smf/organ/mutopia-bachjs-bwv599-bwv599.mid":                   "great great pedal pedal+12",
		"smf/organ/mutopia-bachjs-bwv606-bwv606.mid":                   "great great pedal+12",
		"smf/organ/mutopia-bachjs-bwv650-bwv650.mid":                   "great great-24 pedal pedal-12 great",
		"smf/organ/mutopia-buxtehuded-wv185-buxwv185.mid":              "great great pedal",
		"smf/organ/mutopia-buxtehuded-wx155-buxwv155.mid":              "great great pedal",
		"smf/organ/mutopia-franckc-fwv30-pfmut.mid":                    "great great great pedal pedal+12",
		"smf/organ/mutopia-horsleyce-all-my-heart.mid":                 "great great great great great great",
		"smf/organ/mutopia-scheidemannh-hspre13.mid":                   "great great pedal",
		"smf/organ/mutopia-titelouzej-ave-maris-stella-1er-verset.mid": "great great",
		"smf/hymns/a-mighty-fortress-is-our-god.mid":                   hymn,
		"smf/hymns/abide-with-me.mid":                                  hymn,
		"smf/hymns/all-creatures-of-our-god-and-king.mid":              hymn,
		"smf/hymns/amazing-grace.mid":                                  hymn,
		"smf/hymns/blessed-jesus-at-thy-word.mid":                      hymn,
		"smf/hymns/crown-him-with-many-crowns.mid":                     hymn,
		"smf/hymns/holy-holy-holy.mid":                                 hymn,
		"smf/hymns/joyful-joyful-we-adore-thee.mid":                    hymn,
		"smf/hymns/silent-night.mid":                                   hymn,
		"smf/synth/type1-all-tracks-channel1.mid":                      "swell great swell pedal",
		"smf/synth/type1-five-tracks-manuals.mid":                      "swell great swell pedal",
		"smf/synth/pedal-point-30-minutes.mid":                         "pedal great",
		"smf/synth/pistons-program-change.mid":                         "great",
		"smf/stress/stress-10000.mid":                                  "great swell swell swell pedal+12",
		"copyleft/musescore-import/instrument_3staff_organ.mid":        "great great pedal",
		"../rig/corpus/old100-lilypond.midi":                           hymn,
		"../rig/corpus/old100-musescore.mid":                           "swell swell great great pedal",
		"../rig/corpus/grandorgue-recording.mid":                       "great",
	}
	root := corpus(t)
	for path, want := range judged {
		t.Run(filepath.Base(path), func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(root, path))
			if os.IsNotExist(err) && strings.HasPrefix(path, "..") {
				t.Skip("not here")
			}
			require.NoError(t, err)
			f := mustRead(t, data)
			list := Suggest(f, parish(t))
			assert.Equal(t, want, short(list))
			require.Len(t, list, len(f.Voiced()))
			for i, s := range list {
				assert.Equal(t, f.Voiced()[i], s.Track)
				assert.Equal(t, -1, s.Channel)
				requireSentence(t, s.Reason)
			}
		})
	}
	for _, dir := range []string{"organ", "hymns"} {
		files, err := filepath.Glob(filepath.Join(root, "smf", dir, "*.mid"))
		require.NoError(t, err)
		for _, file := range files {
			assert.Contains(t, judged, "smf/"+dir+"/"+filepath.Base(file), "a file that nobody judged")
		}
	}
}

func TestNamesAreReadInTheLanguagesOfOrganMusic(t *testing.T) {
	cases := map[string]string{ // on the cathedral: great, swell, choir, solo, pedal
		"Great": "great", "Gt.": "great", "Gt": "great", "GREAT ORGAN": "great", "Great 8' Principals": "great", "Hauptwerk": "great", "HW": "great",
		"Hw.": "great", "Grand Orgue": "great", "Grand-Orgue": "great", "G.O.": "great", "GO": "great", "Hoofdwerk": "great", "Grand'Organo": "great",
		"Organo Mayor": "great", "Manual I": "great", "Man. I": "great", "I": "great", "Manual 1": "great", "1. Manual": "great", "Clavier I": "great",
		"Man": "great", "Manuals": "great", "Organ (Manuals)": "great", "Lower": "great", "Lower Manual": "great",
		"Sw": "swell", "Sw.": "swell", "Swell": "swell", "Swell Organ": "swell", "Swell RH": "swell", "Récit": "swell", "RECIT.": "swell", "Réc.": "swell",
		"R\u00e9cit expressif": "swell", "Re\u0301cit": "swell", "Schwellwerk": "swell", "SW": "swell", "Oberwerk": "swell", "Zwelwerk": "swell",
		"Órgano Expresivo": "swell", "Organo espressivo": "swell", "Upper": "swell", "Upper Manual": "swell", "Pipe Organ, Swell": "swell",
		"Ch": "choir", "Choir": "choir", "Ch.": "choir", "Positif": "choir", "Positif de dos": "choir", "Positiv": "choir", "Rückpositiv": "choir",
		"Rueckpositiv": "choir", "Brustwerk": "choir", "Rugwerk": "choir", "Positivo": "choir", "Cadereta": "choir", "Pos.": "choir",
		"Solo": "solo", "Solo Organ": "solo", "Bombarde": "solo",
		"Ped": "pedal", "Ped.": "pedal", "Pedal": "pedal", "Organ Pedals": "pedal", "Pédale": "pedal", "Pédale 16'": "pedal", "Pedaal": "pedal",
		"Pedale": "pedal", "Pedaliera": "pedal", "Pedalero": "pedal", "PEDALBOARD": "pedal", "pedal:four": "pedal", "P": "pedal", "Org. Ped.": "pedal",
		"RH": "great", "R.H.": "great", "Left Hand": "great", "upper:": "great", "lower:": "great", "md:1": "great", "Linke Hand": "great", "soprano:": "great",
		"Main Piston": "-", "Stops": "-", "Swell pistons": "-", "Drums": "-",
		// These speak of something else; nothing is left but the first manual.
		"Great Fugue": "great", "Choir Aahs": "great", "Solo Cello": "great", "Pedal Steel Guitar": "great", "Echo Drops": "great", "Ch 4": "great",
		"Violin 2": "great", "": "great", "***": "great", "Toccata V": "great",
	}
	for name, want := range cases {
		t.Run(name, func(t *testing.T) {
			f := mustRead(t, song(1, 2, 96, mtrk(), named(name, scale(0, 10, 60, 62, 64))))
			list := Suggest(f, cathedral(t))
			assert.Equal(t, want, short(list), list[0].Reason)
		})
	}
}

// tracks is a file of named tracks, three notes each, from different keys on.
func tracks(t *testing.T, format int, at func(i int) (channel, key byte), names ...string) *File {
	t.Helper()
	var chunks [][]byte
	for i, name := range names {
		ch, key := at(i)
		chunks = append(chunks, named(name, scale(ch, 10, key, key+2, key+4)))
	}
	return mustRead(t, song(format, len(names), 96, chunks...))
}

func high(i int) (channel, key byte) { return byte(i), byte(72 - 5*i) }

func TestNamesAreWeighedTogether(t *testing.T) {
	cases := []struct {
		console func(testing.TB) *registration.Console
		names   []string
		want    string
	}{
		{parish, []string{"I", "II", "Ped"}, "great swell pedal"},
		{parish, []string{"III", "II", "I", "P"}, "swell swell great pedal"},
		{cathedral, []string{"III", "II", "I", "IV", "P"}, "swell choir great solo pedal"},
		{cathedral, []string{"I", "II"}, "great swell"},
		{stadtkirche, []string{"Rückpositiv", "Oberwerk", "Schwellwerk", "HW", "Chamade", "Pedal"}, "rp ow sw hw chamade ped"},
		{stadtkirche, []string{"Swell", "Great", "Choir", "Ped."}, "ow hw rp ped"},
		{parish, []string{"RH", "LH", "RH", "LH", "Ped"}, "swell swell great great pedal"},
		{cathedral, []string{"RH", "LH", "RH", "LH", "RH", "LH", "Ped"}, "swell swell great great choir choir pedal"},
		{parish, []string{"S", "A", "T", "B"}, "great great great pedal"},
		{parish, []string{"A", "B"}, "great great"},
		{parish, []string{"Soprano", "Alto", "Tenor", "Bass", "Organ RH", "Organ LH"}, "swell swell swell swell great great"},
		{parish, []string{"Upper", "Lower", "Pedals"}, "swell great pedal"},
		{parish, []string{"upper:", "lower:", "pedal:"}, "great great pedal"},
		{parish, []string{"Manual", ""}, "great great"},
		{parish, []string{"Swell", "Great", "", ""}, "swell great great pedal"},
	}
	for _, c := range cases {
		t.Run(strings.Join(c.names, ","), func(t *testing.T) {
			f := tracks(t, 1, high, append([]string{"Great Fugue"}, c.names...)...)
			f.Tracks[0].Notes = nil
			list := Suggest(f, c.console(t))
			assert.Equal(t, c.want, short(list), "%+v", list)
		})
	}
}

func TestTheTitleInTheFirstTrackDoesNotMislead(t *testing.T) {
	f := mustRead(t, song(0, 1, 96, named("Swell the full Chorus", scale(0, 9, 60))))
	assert.Equal(t, "great", short(Suggest(f, parish(t))))
	assert.Equal(t, "Swell the full Chorus", f.Title)
	f = mustRead(t, song(1, 2, 96, named("Swell", scale(0, 9, 60)), named("Great", scale(0, 9, 60))))
	assert.Equal(t, "swell great", short(Suggest(f, parish(t))))
	assert.Empty(t, f.Title, "the name is that of a division")
	assert.Empty(t, mustRead(t, song(1, 1, 96, named("Conductor"))).Title)
}

func TestPairsOfStavesAreToldByTheirRange(t *testing.T) {
	keys := []byte{72, 55, 74, 57, 40}
	f := tracks(t, 1, func(i int) (byte, byte) { return byte(i), keys[i] }, "", "", "", "", "")
	assert.Equal(t, "swell swell great great pedal", short(Suggest(f, parish(t))))
}

func TestChannelsOfOneTrackAreSuggestedApart(t *testing.T) {
	f := mustRead(t, song(0, 1, 96, mtrk(scale(0, 10, 72, 74), scale(1, 10, 66, 67), scale(2, 10, 59, 60), scale(3, 10, 45, 47))))
	whole := Suggest(f, parish(t))
	require.Len(t, whole, 1)
	assert.Contains(t, whole[0].Reason, "4 channels")
	list := SuggestChannels(f, 0, parish(t))
	assert.Equal(t, "great great great pedal", short(list))
	assert.Equal(t, []int{0, 1, 2, 3}, []int{list[0].Channel, list[1].Channel, list[2].Channel, list[3].Channel})
	assert.Empty(t, SuggestChannels(f, 7, parish(t)))
}

func TestAConsoleWithoutAPedalStillGetsASuggestion(t *testing.T) {
	c := console(t, registration.Division{ID: "m", Name: "Manual"})
	f := tracks(t, 1, high, "Swell", "Great", "Pedal")
	assert.Equal(t, "m m m", short(Suggest(f, c)))
	assert.Contains(t, Suggest(f, c)[2].Reason, "no Pedal")
}
