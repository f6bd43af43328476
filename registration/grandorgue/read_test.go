package grandorgue_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
	"voluntary/registration/grandorgue"
)

const small = `; a small organ
[Organ]
ChurchName=Dorfkirche Ötz
NumberOfManuals=2
HasPedals=Y
NumberOfSwitches=5
NumberOfTremulants=1
NumberOfEnclosures=1
NumberOfWindchestGroups=2
[_Old]
NumberOfManuals=7
[WindchestGroup001]
NumberOfEnclosures=0
[WindchestGroup002]
NumberOfEnclosures=1
Enclosure001=1
NumberOfTremulants=1
Tremulant001=001
[Enclosure001]
Name=Schweller
[Tremulant001]
Name=Tremulant SW
Period=200
AmpModDepth=20
[Manual000]
Name=Pedal
NumberOfAccessibleKeys=30
FirstAccessibleKeyMIDINoteNumber=36
NumberOfStops=1
Stop001=7
NumberOfCouplers=1
Coupler001=1
[manual001]
NAME=Hauptwerk
NumberOfAccessibleKeys=54
numberofstops=3
Stop001=001
Stop002=002
Stop003=3
[Manual002]
Name=Schwellwerk
NumberOfAccessibleKeys=54
NumberOfStops=2
Stop001=4
Stop002=5
NumberOfCouplers=1
Coupler001=2
[Stop001]
Name=Prinzipal 8'
Function=And
SwitchCount=2
Switch001=1
Switch002=2
WindchestGroup=001
[Stop002]
Name=Hohlflöte 4'
Function=Or
SwitchCount=1
Switch001=3
WindchestGroup=001
[Stop003]
Name=Hohlflöte Repetition
Function=And
SwitchCount=2
Switch001=1
Switch002=4
[Stop004]
Name=Gedackt 8'
WindchestGroup=002
[Stop005]
Name=Registergeräusch
NumberOfAccessiblePipes=1
[Stop007]
Name=Subbass
HarmonicNumber=4
WindchestGroup=001
[Coupler001]
Name=I/P
DestinationManual=1
[Coupler002]
Name=Normallage ab
UnisonOff=Y
[Switch001]
Name=Wind an
DefaultToEngaged=N
[Switch002]
Name=Prinzipal
[Switch003]
Name=computed
Function=Not
SwitchCount=1
Switch001=4
[Switch004]
Name=Hohlflöte
[Switch005]
Name=Glocke
`

func labels(c *registration.Console) []string {
	var out []string
	for i, k := range c.Controls {
		out = append(out, c.Divisions[k.Division].Name+": "+k.Kind.String()+" "+k.Name+" "+c.Dialect.Controls[i].Element)
	}
	return out
}

func TestWhatThePlayerMovesIsFoundThroughSwitches(t *testing.T) {
	c, report, err := grandorgue.Read([]byte("\xEF\xBB\xBF"+strings.ReplaceAll(small, "\n", "\r\n")), "small.organ")
	require.NoError(t, err)
	assert.Equal(t, "Dorfkirche Ötz", c.Title)
	assert.Equal(t, []string{
		"Hauptwerk: stop Prinzipal S1",
		"Hauptwerk: stop Hohlflöte S3",
		"Schwellwerk: stop Gedackt 8' M2S0",
		"Schwellwerk: coupler Normallage ab M2C0",
		"Pedal: stop Subbass M0S0",
		"Pedal: coupler I/P M0C0",
		"Schwellwerk: tremulant Tremulant SW T0",
		"Hauptwerk: other Wind an S0",
		"Hauptwerk: other Glocke S4",
	}, labels(c), "without the wind nothing would sound, so it stays")
	assert.Equal(t, []grandorgue.LeftOut{{Name: "Registergeräusch", Why: "a noise"}}, report.LeftOut)
	assert.Empty(t, report.Warnings)
	assert.True(t, c.Controls[3].UnisonOff)
	assert.Equal(t, 16., c.Controls[4].Pitch, "the definition tells it")
	assert.Equal(t, registration.DivisionID(0), c.Controls[5].To)
	assert.Equal(t, 5., c.Controls[6].Rate)
	assert.Equal(t, []registration.DivisionID{1}, c.Enclosures[0].Divisions)
	assert.Equal(t, "Dorfkirche Ötz", c.Dialect.Organ)
}

func TestLatin1IsTheRuleAndGzipIsUnpacked(t *testing.T) {
	latin := bytes.ReplaceAll(bytes.ReplaceAll([]byte(small), []byte("ö"), []byte{0xF6}), []byte("Ö"), []byte{0xD6})
	latin = bytes.ReplaceAll(latin, []byte("ä"), []byte{0xE4})
	c, report, err := grandorgue.Read(latin, "small.organ")
	require.NoError(t, err)
	assert.Equal(t, "Dorfkirche Ötz", c.Title)
	assert.Equal(t, "ISO-8859-1", report.Encoding)
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = z.Write(latin)
	require.NoError(t, z.Close())
	again, _, err := grandorgue.Read(packed.Bytes(), "small.organ")
	require.NoError(t, err)
	assert.Equal(t, c, again)
	_, _, err = grandorgue.Read(packed.Bytes()[:packed.Len()-20], "small.organ")
	assert.ErrorContains(t, err, "gzip and damaged")
}

func archive(t *testing.T, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		f, err := z.CreateHeader(&zip.FileHeader{Name: files[i], Method: zip.Store})
		require.NoError(t, err)
		_, err = f.Write([]byte(files[i+1]))
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return b.Bytes()
}

func TestPackagesAreOpened(t *testing.T) {
	odf := "\xEF\xBB\xBF" + small
	data := archive(t, "organindex.ini", "[General]\nTitle=x\nOrganCount=2\n[Organ001]\nFilename=sub\\a.organ\n[Organ002]\nFilename=b.organ\n", "sub/a.organ", odf)
	c, report, err := grandorgue.Read(data, "x.orgue")
	require.NoError(t, err)
	assert.Equal(t, "GrandOrgue package", report.Format)
	assert.Equal(t, `sub\a.organ`, report.ODF)
	assert.Equal(t, []string{"b.organ"}, report.More)
	assert.Len(t, c.Controls, 9)

	name := filepath.Join(t.TempDir(), "x.orgue")
	require.NoError(t, os.WriteFile(name, data, 0o644))
	again, _, err := grandorgue.ReadFile(name)
	require.NoError(t, err)
	assert.Equal(t, c, again)

	for want, files := range map[string][]string{
		"the package has no organindex.ini":              {"x", "y"},
		"there is no section [General]":                  {"organindex.ini", "x"},
		"[Organ001] has no Filename":                     {"organindex.ini", "[General]\nOrganCount=1\n"},
		"the package has no a.organ":                     {"organindex.ini", "[General]\nOrganCount=1\n[Organ001]\nFilename=a.organ"},
		"the package holds no organ":                     {"organindex.ini", "[General]\nOrganCount=0"},
		"there is no section [Organ], so this is no Gra": {"organindex.ini", "[General]\nOrganCount=1\n[Organ001]\nFilename=a.organ", "a.organ", "x=y"},
	} {
		_, _, err := grandorgue.Read(archive(t, files...), "x.orgue")
		assert.ErrorContains(t, err, want)
		assert.ErrorContains(t, err, "x.orgue: ")
	}
	_, _, err = grandorgue.Read(data[:len(data)-30], "x.orgue")
	assert.ErrorContains(t, err, "the package is damaged")
}

func TestMistakesAreSaidWithTheirPlace(t *testing.T) {
	for want, text := range map[string]string{
		"the file is empty":                 "",
		"there is no section [Organ]":       "hello",
		"[Organ] has no ChurchName":         "[Organ]\nNumberOfManuals=1",
		"[Organ] has no key NumberOfManual": "[Organ]\nChurchName=x",
		`[Organ] NumberOfManuals is "99"`:   "[Organ]\nChurchName=x\nNumberOfManuals=99",
		"there is no section [Manual001], which [Organ] NumberOfManuals asks for":      "[Organ]\nChurchName=x\nNumberOfManuals=1",
		"[Organ] HasPedals is Y, but there is no section [Manual000]":                  "[Organ]\nChurchName=x\nNumberOfManuals=1\nHasPedals=Y",
		"the organ has 17 manuals with the pedal; a console holds at most 16":          manuals(16),
		"the organ has 1980 stops, couplers and other controls that the player moves;": many(2, 990),
		"bytes that no text has": "[Organ]\x00",
	} {
		_, _, err := grandorgue.Read([]byte(text), "x.organ")
		require.Error(t, err, want)
		assert.ErrorContains(t, err, want)
	}
	_, _, err := grandorgue.ReadFile(filepath.Join(t.TempDir(), "missing.organ"))
	assert.ErrorIs(t, err, os.ErrNotExist)
	_, _, err = grandorgue.ReadFile(t.TempDir())
	assert.ErrorContains(t, err, "is a folder")
}

func manuals(n int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "[Organ]\nChurchName=x\nNumberOfManuals=%d\nHasPedals=Y\n", n)
	for i := range n + 1 {
		fmt.Fprintf(&b, "[Manual%03d]\nName=%d\n", i, i)
	}
	return b.String()
}

func many(n, stops int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "[Organ]\nChurchName=x\nNumberOfManuals=%d\n", n)
	for m := range n {
		fmt.Fprintf(&b, "[Manual%03d]\nName=%d\nNumberOfStops=%d\n", m+1, m, stops)
		for i := range stops {
			fmt.Fprintf(&b, "Stop%03d=%d\n", i+1, m*stops+i+1)
		}
		for i := range stops {
			fmt.Fprintf(&b, "[Stop%03d]\nName=Stop %d\n", m*stops+i+1, i)
		}
	}
	return b.String()
}

func TestSmallMistakesAreWarnedOf(t *testing.T) {
	text := "junk\n[Organ]\nChurchName=x\nNumberOfManuals=1\nNumberOfSwitches=1\nno equals sign\n[Manual001]\nName=\nNumberOfAccessibleKeys=61\n" +
		"FirstAccessibleKeyMIDINoteNumber=100\nNumberOfStops=3\nStop001=1\nStop002=x\nStop003=9\n[Stop001]\nName=A\nDisplayed=perhaps\nFunction=And\nSwitchCount=1\nSwitch001=1\n[Stop001]\n"
	c, report, err := grandorgue.Read([]byte(text), "x.organ")
	require.NoError(t, err)
	assert.Equal(t, "Manual 1", c.Divisions[0].Name)
	assert.EqualValues(t, 127, c.Divisions[0].Highest)
	assert.Empty(t, c.Controls)
	assert.Equal(t, []string{
		`line 6: "no equals sign" in [Organ] has no = and is passed over`,
		"line 21: the section [Stop001] is there twice; both are read",
		`[Manual001] Stop002 is "x", must be a number from 1 to 99999; taken as 0`,
		"[Manual001] has keys up to 160; those above 127 are left out",
		"there is no section [Switch001], which [Organ] NumberOfSwitches asks for",
		`[Stop001] Displayed is "perhaps", must be Y or N`,
		"[Manual001] Stop003: there is no section [Stop009]",
		"[Stop001] A is computed from nothing that the player moves",
	}, report.Warnings)
}

func TestSwitchesInACircleEnd(t *testing.T) {
	text := "[Organ]\nChurchName=x\nNumberOfManuals=1\nNumberOfSwitches=2\n[Manual001]\nNumberOfStops=1\nStop001=1\n[Stop001]\nFunction=Not\nSwitchCount=1\nSwitch001=1\n" +
		"[Switch001]\nFunction=Not\nSwitchCount=1\nSwitch001=2\n[Switch002]\nFunction=Not\nSwitchCount=1\nSwitch001=1\n"
	c, report, err := grandorgue.Read([]byte(text), "x.organ")
	require.NoError(t, err)
	assert.Empty(t, c.Controls)
	assert.Len(t, report.Warnings, 1)
}

func TestMistakesInJMakeOdfTextAreSaidWithTheirLine(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(corpus(t), "organs", "jmakeodf", "definition_example.txt"))
	require.NoError(t, err)
	lines := strings.Split(string(data), "\n")
	cut := strings.Join(lines[:20], "\n")
	_, _, err = grandorgue.Read([]byte(cut), "x.txt")
	assert.ErrorContains(t, err, "x.txt: line 20: the text ends where")
	_, _, err = grandorgue.Read(bytes.Replace(data, []byte("Ped:PED"), []byte("Ped:FEET"), 1), "x.txt")
	assert.ErrorContains(t, err, `a keyboard has the code "FEET", must be PED or I to XVI`)
	_, _, err = grandorgue.Read(bytes.Replace(data, []byte("Manual:I:56:"), []byte("Manual:PED:56:"), 1), "x.txt")
	assert.ErrorContains(t, err, "two keyboards with the code PED")
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(small))
	f.Add([]byte(many(1, 3)))
	f.Add([]byte("Test\n100\n0\nMedium\nMedium\n4\n6\n0\n0\nno\n0\n0\n0\n0\n1\nPed:PED:27:36:yes\n0\n0\n0\n1\nStop:27:1:100:4:0:0:0\n27:L36\nInput:0\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, r, err := grandorgue.Read(data, "x")
		if err != nil {
			return
		}
		if c.Title == "" || len(c.Divisions) == 0 || len(c.Controls) > registration.MaxControls {
			t.Errorf("%+v", c)
		}
		_, _ = grandorgue.Settings(c, r, "seq")
	})
}

func BenchmarkRead(b *testing.B) {
	text := []byte(many(1, 900) + "[Rank001]\n" + strings.Repeat("Pipe001=samples\\principal8\\036-c.wav\n", 200_000))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, _, err := grandorgue.Read(text, "x"); err != nil {
			b.Fatal(err)
		}
	}
}

func TestTheFingerprintIsOfTheNameAsGrandOrgueKeepsIt(t *testing.T) {
	c, report, err := grandorgue.Read([]byte("[Organ]\nChurchName= Rig  organ  \nNumberOfManuals=1\n[Manual001]\n"), "x.organ")
	require.NoError(t, err)
	assert.Equal(t, "Rig  organ", c.Title)
	assert.Equal(t, " Rig  organ", c.Dialect.Organ, "with the blank in front, without those behind")
	assert.Equal(t, " Rig  organ", report.Church)
	c, _, err = grandorgue.Read([]byte("[Organ]\nChurchName="+strings.Repeat("x", 2000)+"\nNumberOfManuals=1\n[Manual001]\n"), "x.organ")
	require.NoError(t, err)
	assert.Empty(t, c.Dialect.Organ)
}
