package grandorgue_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/registration/dialect"
	"voluntary/registration/file"
	"voluntary/registration/grandorgue"
	"voluntary/registration/stopname"
)

// corpus finds the folder of test files, by the environment or above the working directory.
func corpus(tb testing.TB) string {
	tb.Helper()
	if dir := os.Getenv("VOLUNTARY_CORPUS"); dir != "" {
		return dir
	}
	dir, err := os.Getwd()
	require.NoError(tb, err)
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if found := filepath.Join(dir, "shared", "corpus"); isFolder(found) {
			return found
		}
	}
	tb.Skip("the corpus is not here (set VOLUNTARY_CORPUS)")
	return ""
}

func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// truth is what another reader says of a definition.
type truth struct {
	Church     string
	Encoding   string
	Enclosures []string
	Manuals    []struct {
		Index         int
		Name          string
		FirstMIDINote int `json:"first_midi_note"`
		Keys          int `json:"accessible_keys"`
		Stops         []struct {
			Name     string
			Switches []string
		}
		Couplers []struct{ Name, Keyshift string }
	}
}

func TestStopListsEqualTheTruth(t *testing.T) {
	root := corpus(t)
	files, err := filepath.Glob(filepath.Join(root, "truth", "organs", "odf", "*.organ.json"))
	require.NoError(t, err)
	more, err := filepath.Glob(filepath.Join(root, "truth", "copyleft", "grandorgue", "*.organ.json"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, name := range append(files, more...) {
		rel, err := filepath.Rel(filepath.Join(root, "truth"), strings.TrimSuffix(name, ".json"))
		require.NoError(t, err)
		t.Run(filepath.Base(rel), func(t *testing.T) {
			data, err := os.ReadFile(name)
			require.NoError(t, err)
			var want truth
			require.NoError(t, json.Unmarshal(data, &want))
			c, report, err := grandorgue.ReadFile(filepath.Join(root, rel))
			require.NoError(t, err)
			assert.Equal(t, want.Church, c.Title)
			assert.Equal(t, strings.ToUpper(want.Encoding), report.Encoding)
			assert.Empty(t, report.Warnings)
			require.Len(t, c.Divisions, len(want.Manuals))
			var boxes []string
			for _, e := range c.Enclosures {
				boxes = append(boxes, e.Name)
			}
			assert.Equal(t, append([]string(nil), want.Enclosures...), boxes)
			for _, m := range want.Manuals {
				d := findDivision(t, c, m.Name)
				assert.Equal(t, m.Index == 0, c.Divisions[d].Pedal)
				assert.Equal(t, m.FirstMIDINote, int(c.Divisions[d].Lowest))
				assert.Equal(t, m.FirstMIDINote+m.Keys-1, int(c.Divisions[d].Highest))
				var stops, couplers []string
				for _, s := range m.Stops {
					switch {
					case stopname.Noise(s.Name):
					case len(s.Switches) > 0:
						stops = append(stops, s.Switches[0])
					default:
						stops = append(stops, s.Name)
					}
				}
				for _, k := range m.Couplers {
					couplers = append(couplers, k.Name)
				}
				assert.Equal(t, stops, names(c, d, registration.Stop))
				assert.Equal(t, couplers, names(c, d, registration.Coupler))
			}
			assert.Empty(t, dialect.Clashes(c))

			written, err := file.Write(c)
			require.NoError(t, err)
			again, err := file.Read(written)
			require.NoError(t, err)
			assert.Equal(t, c, again)
		})
	}
}

func findDivision(t *testing.T, c *registration.Console, name string) registration.DivisionID {
	for i, d := range c.Divisions {
		if d.Name == name {
			return registration.DivisionID(i)
		}
	}
	require.Failf(t, "no division", "%s", name)
	return 0
}

func names(c *registration.Console, d registration.DivisionID, kind registration.Kind) []string {
	var out []string
	for _, id := range c.ControlsOf(d) {
		if c.Controls[id].Kind == kind {
			out = append(out, c.Controls[id].Name)
		}
	}
	return out
}

func TestTheDemoOrganIsPlayedByItsSwitches(t *testing.T) {
	c, report, err := grandorgue.ReadFile(filepath.Join(corpus(t), "organs", "odf", "grandorgue-demo.organ"))
	require.NoError(t, err)
	assert.Len(t, c.Controls, 26, "29 switches without the motor and two masters of noises")
	var left []string
	for _, l := range report.LeftOut {
		left = append(left, l.Name)
	}
	assert.Equal(t, []string{"Motor Noise", "All Sounds On/Off", "Drawstop Sounds"}, left)
	k, ok := c.Control("first-manual.16-ii-i")
	require.True(t, ok)
	assert.Equal(t, registration.Coupler, c.Controls[k].Kind)
	assert.Equal(t, "second-manual", c.Divisions[c.Controls[k].To].ID)
	assert.EqualValues(t, -12, c.Controls[k].Shift)
	assert.Equal(t, registration.ControlCode{Kind: registration.GOSetup, Channel: 16, Number: 8, Element: "S24"}, c.Dialect.Controls[k])
	k, ok = c.Control("second-manual.tremblant")
	require.True(t, ok)
	assert.Equal(t, registration.Tremulant, c.Controls[k].Kind)
	assert.InDelta(t, 5.1, c.Controls[k].Rate, 0.01)
	assert.Equal(t, "Switch025", report.Sections["S24"])
}

func TestThePragueOrganKeepsItsStarsAndLosesItsMotor(t *testing.T) {
	c, report, err := grandorgue.ReadFile(filepath.Join(corpus(t), "organs", "odf", "prague-baroque.organ"))
	require.NoError(t, err)
	assert.Equal(t, []grandorgue.LeftOut{{Name: "Motor", Why: "a noise"}}, report.LeftOut)
	k, ok := c.Control("hauptwerk.zimbelstern-links")
	require.True(t, ok)
	assert.Zero(t, c.Controls[k].Pitch)
	k, ok = c.Control("rueckpositiv.trem-rueckpositiv")
	require.True(t, ok, "no manual lists it, its wind chest does")
	assert.Equal(t, registration.Tremulant, c.Controls[k].Kind)
	for _, k := range c.Controls {
		bell := strings.HasPrefix(k.Name, "Zimbelstern") || k.Name == "Calcant"
		if k.Kind == registration.Stop && !bell {
			assert.NotEmpty(t, k.Family, k.Name)
			assert.Equal(t, k.Family == registration.Mixture, k.Pitch == 0, k.Name)
		}
	}
}

func TestTextOfJMakeOdfIsRead(t *testing.T) {
	c, report, err := grandorgue.ReadFile(filepath.Join(corpus(t), "organs", "jmakeodf", "definition_example.txt"))
	require.NoError(t, err)
	assert.Equal(t, "jMakeOdf text", report.Format)
	assert.Equal(t, "Test Sampleset", c.Title)
	manual, pedal := findDivision(t, c, "Manual"), findDivision(t, c, "Ped")
	assert.Equal(t, []string{"Stop1 Name", "Stop2 Name"}, names(c, manual, registration.Stop))
	assert.Equal(t, []string{"Stop Name"}, names(c, pedal, registration.Stop))
	assert.Equal(t, []string{"Coupler Name"}, names(c, pedal, registration.Coupler))
	assert.Equal(t, []string{"Tremulant"}, names(c, manual, registration.Tremulant))
	assert.EqualValues(t, 36, c.Divisions[manual].Lowest)
	assert.EqualValues(t, 91, c.Divisions[manual].Highest)
	assert.True(t, c.Divisions[pedal].Pedal)
	assert.Equal(t, "M1S1", c.Dialect.Controls[1].Element)
	_, err = grandorgue.Settings(c, report, "")
	assert.ErrorContains(t, err, "section is not known")
}
