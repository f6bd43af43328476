package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWrongUsageExitsWith2AndOneLine(t *testing.T) {
	piece := trioPiece(t)
	score := filepath.Join(filepath.Dir(piece), "trio.mid")
	out := filepath.Join(t.TempDir(), "out")
	for _, args := range [][]string{
		{},
		{""},
		{"transpose"},
		{"Inspect", score},
		{"help", "transpose"},
		{"help", "info", "lane"},
		{"inspect"},
		{"inspect", score, score},
		{"inspect", score, "--jsno"},
		{"inspect", score, "--json=perhaps"},
		{"notes"},
		{"import", score},
		{"import", "-o", out},
		{"import", score, "-o"},
		{"import", score, "-o", out, "--map", "SG"},
		{"import", score, "-o", out, "--map", "SGPP"},
		{"import", score, "-o", out, "--map", "SGX"},
		{"import", score, "-o", out, "--map", "great,swell,choir"},
		{"import", score, "-o", out, "--map", ""},
		{"import", score, "-o", out, "--shift", "1"},
		{"import", score, "-o", out, "--shift", "1=octave"},
		{"import", score, "-o", out, "--shift", "1=100"},
		{"import", score, "-o", out, "--shift", "0=12"},
		{"import", score, "-o", score},
		{"info"},
		{"lane", piece},
		{"lane", piece, "sort"},
		{"lane", piece, "list", "--at", "1:1"},
		{"lane", piece, "add"},
		{"lane", piece, "add", "--at", "1:1"},
		{"lane", piece, "add", "--draw", "great.principal-4"},
		{"lane", piece, "add", "--at", "0:1", "--draw", "great.principal-4"},
		{"lane", piece, "add", "--at", "1:0.5", "--draw", "great.principal-4"},
		{"lane", piece, "add", "--at", "1:NaN", "--draw", "great.principal-4"},
		{"lane", piece, "add", "--at", "-1:1", "--draw", "great.principal-4"},
		{"lane", piece, "add", "--at", "one", "--draw", "great.principal-4"},
		{"lane", piece, "add", "--at", "1:1", "--draw", "great.principal-4", "--retire", "great.principal-4"},
		{"lane", piece, "add", "--at", "1:1", "--expression", "swell"},
		{"lane", piece, "add", "--at", "1:1", "--expression", "swell=128"},
		{"lane", piece, "remove"},
		{"lane", piece, "remove", "--at", "1:1", "--draw", "great.principal-4"},
		{"route", piece, "--from", "1:1", "--to", "great"},
		{"route", piece, "--part", "first", "--from", "1:1", "--to", "great"},
		{"route", piece, "--part", "p1", "--from", "", "--to", "great"},
		{"trace"},
		{"trace", piece, "--from", "2:1", "--to", "2:1"},
		{"trace", piece, "--json", "--table"},
		{"midi", piece},
		{"midi", piece, "-o", piece},
		{"render", piece},
		{"render", piece, "-o", piece},
		{"render", piece, "-o", out, "--rate", "fast"},
		{"render", piece, "-o", out, "--rate", "10"},
		{"render", piece, "-o", out, "--from", "3:1", "--to", "2:1"},
		{"play", piece, "--out", "null", "--tempo", "slow"},
		{"play", piece, "--out", "null", "--tempo", "0"},
		{"play", piece, "--out", "null", "--tempo", "1000"},
		{"play", piece, "--out", ""},
		{"ports", "all"},
		{"check"},
		{"console"},
		{"console", "show"},
		{"console", "list", "parish"},
		{"console", "show", "parish", "cathedral"},
		{"version", "please"},
	} {
		fail(t, misuse, args...)
	}
	assert.NoFileExists(t, out)
}

func TestMistakesInFlagsAreSaidInWords(t *testing.T) {
	piece := trioPiece(t)
	said := fail(t, misuse, "render", piece, "-o", piece+".wav", "--rate", "fast")
	assert.Contains(t, said, `--rate "fast" is not possible: it wants a whole number`)
	assert.NotContains(t, said, "strconv")
	t.Chdir(filepath.Dir(piece))
	require.NoError(t, os.Link(piece, "-dash.voluntary"))
	assert.Contains(t, fail(t, misuse, "info", "-dash.voluntary"), "(a file whose name begins with a dash is written ./-dash.voluntary)")
	succeed(t, "info", "./-dash.voluntary")
	succeed(t, "info", "--", "-dash.voluntary")
}

func TestWhatCannotBeDoneExitsWith1AndOneLine(t *testing.T) {
	piece := trioPiece(t)
	folder := filepath.Dir(piece)
	score := filepath.Join(folder, "trio.mid")
	absent := filepath.Join(folder, "absent")
	out := filepath.Join(t.TempDir(), "out")
	for _, args := range [][]string{
		{"inspect", absent},
		{"inspect", folder},
		{"inspect", piece},
		{"inspect", score, "--console", "chapel"},
		{"inspect", score, "--console", "chapel.console"},
		{"notes", absent},
		{"notes", folder},
		{"import", absent, "-o", out},
		{"import", score, "-o", filepath.Join(absent, "x.voluntary")},
		{"import", score, "-o", folder},
		{"info", absent},
		{"info", score},
		{"info", folder},
		{"lane", absent, "list"},
		{"lane", score, "list"},
		{"lane", piece, "add", "--at", "1:1", "--draw", "great.principal-32"},
		{"lane", piece, "add", "--at", "1:1", "--draw", "choir.dulciana-8"},
		{"lane", piece, "add", "--at", "1:1", "--expression", "great=3"},
		{"lane", piece, "add", "--at", "1:1", "--scene", "tutti of tuttis"},
		{"lane", piece, "remove", "--at", "1:1"},
		{"route", piece, "--part", "p1", "--from", "1:1", "--to", "choir"},
		{"route", piece, "--part", "p999999", "--from", "1:1", "--to", "great"},
		{"trace", absent},
		{"trace", piece, "--console", "chapel"},
		{"midi", absent, "-o", out},
		{"midi", piece, "-o", filepath.Join(absent, "x.mid")},
		{"midi", piece, "-o", folder},
		{"render", absent, "-o", out},
		{"render", piece, "-o", filepath.Join(absent, "x.wav")},
		{"render", piece, "-o", folder},
		{"render", piece, "-o", out, "--from", "99:1"},
		{"play", absent, "--out", "null"},
		{"play", piece, "--out", "null", "--from", "99:1"},
		{"check", absent},
		{"console", "show", "chapel"},
		{"console", "show", absent + ".console"},
	} {
		fail(t, failed, args...)
	}
	assert.NoFileExists(t, out)
	assert.Equal(t, []string{"trio.mid", "trio.voluntary"}, names(t, folder))
}

func TestAFileThatIsNoScoreIsNamedForWhatItIs(t *testing.T) {
	for name, c := range map[string]struct{ content, want string }{
		"empty.mid":        {"", "empty"},
		"letter.mid":       {"Dear Sir,\nplease find enclosed\n", "text"},
		"hymn.musicxml":    {`<?xml version="1.0"?><score-partwise version="3.1"></score-partwise>`, "export it as MIDI"},
		"hymn.mid":         {"\xef\xbb\xbf<?xml version=\"1.0\"?>\n<!DOCTYPE x>\n<score-timewise/>", "export it as MIDI"},
		"utf16.xml":        {"\xff\xfe<\x00s\x00c\x00o\x00r\x00e\x00-\x00p\x00a\x00r\x00t\x00w\x00i\x00s\x00e\x00>\x00", "export it as MIDI"},
		"sonata.mscx":      {`<?xml version="1.0"?><museScore version="4.20"></museScore>`, "export it as MIDI in MuseScore"},
		"wall.mid":         {strings.Repeat("\x00\xff\x10", 10_000), "MThd"},
		"archive.mid":      {"PK\x03\x04 and nothing else", "zip"},
		"half.voluntary":   {"PK\x03\x04\x14\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x10\x00\x00\x00arrangement.json", "vol info"},
		"header alone.mid": {"MThd\x00\x00\x00\x06\x00\x01\x00\x02\x01\xe0", "track"},
	} {
		path := inFolder(t, name, []byte(c.content))
		for _, args := range [][]string{
			{"inspect", path, "--json"},
			{"import", path, "-o", filepath.Join(filepath.Dir(path), "new.voluntary")},
		} {
			assert.Contains(t, fail(t, failed, args...), c.want, name)
		}
		fail(t, failed, "notes", path, "--json")
		assert.Equal(t, []string{name}, names(t, filepath.Dir(path)))
	}
}

func TestMuseScoreAndMusicXMLArchivesAreNamed(t *testing.T) {
	root := corpus(t)
	for pattern, want := range map[string]string{
		"musescore/*.mscz":           "a MuseScore score",
		"musescore/*.mscx":           "a MuseScore score",
		"musicxml/openscore/*.mxl":   "a MusicXML score",
		"musicxml/organ/*.musicxml":  "a MusicXML score",
		"musicxml/own/*utf16*":       "a MusicXML score",
		"musicxml/misc/noteseq*.mxl": "a MusicXML score",
	} {
		paths, err := filepath.Glob(filepath.Join(root, pattern))
		require.NoError(t, err)
		require.NotEmpty(t, paths, pattern)
		for _, path := range paths {
			assert.Contains(t, fail(t, failed, "inspect", path, "--json"), want, path)
		}
	}
}

func TestTheContentTellsWhatAScoreIsAndNotTheName(t *testing.T) {
	for _, name := range []string{"trio.mid", "trio.MIDI", "trio.kar", "trio.musicxml", "trio.voluntary", "trio", "trio.txt"} {
		path := inFolder(t, name, trio(480))
		assert.Equal(t, 12, len(answer[noteList](t, "notes", path).Notes), name)
	}
	piece := trioPiece(t)
	other := filepath.Join(filepath.Dir(piece), "trio.kar")
	require.NoError(t, os.Rename(piece, other))
	assert.Equal(t, 12, len(answer[noteList](t, "notes", other).Notes))
	succeed(t, "info", other)
}

func TestAnEnormousFileIsRefusedUnread(t *testing.T) {
	path := inFolder(t, "huge.mid", nil)
	require.NoError(t, os.Truncate(path, 3<<30))
	assert.Contains(t, fail(t, failed, "inspect", path), "larger than 64 MiB")
	fail(t, failed, "notes", path)
	fail(t, failed, "info", path)
}

func TestAnUnreadableFileIsASentence(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may read everything")
	}
	path := inFolder(t, "secret.mid", trio(480))
	require.NoError(t, os.Chmod(path, 0))
	fail(t, failed, "inspect", path)
	fail(t, failed, "info", path)
}

func TestHelpNamesEveryCommandAndExplainsEachFlag(t *testing.T) {
	all := succeed(t, "help")
	assert.Equal(t, all, succeed(t, "--help"))
	assert.Equal(t, all, succeed(t, "-h"))
	for _, c := range commands {
		for _, form := range c.forms {
			assert.Contains(t, all, "vol "+c.name+" "+form)
		}
		one := succeed(t, c.name, "--help")
		assert.Contains(t, one, c.does)
		if c.name != "help" {
			assert.Equal(t, one, succeed(t, "help", c.name))
		}
		for _, form := range c.forms {
			for word := range strings.FieldsSeq(strings.NewReplacer("[", " ", "]", " ").Replace(form)) {
				if strings.HasPrefix(word, "--") {
					flag, _, _ := strings.Cut(word, "=")
					assert.Contains(t, one, "      "+flag, "%s is explained", word)
				}
			}
		}
	}
}
