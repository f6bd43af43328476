package smf

import (
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/sequencer"
)

func mustRead(t *testing.T, data []byte) *File {
	t.Helper()
	f, err := Read(data)
	require.NoError(t, err)
	return f
}

func TestNotesPairFirstInFirstOut(t *testing.T) {
	f := mustRead(t, song(0, 1, 480, mtrk(
		after(0, 0x90, 60, 70), after(240, 0x90, 60, 71), after(240, 0x90, 60, 0), after(480, 0x80, 60, 0),
		after(0, 0x80, 60, 0), after(0, 0x92, 10, 1), after(5, 0xB2, 11, 99),
	)))
	require.Equal(t, []Note{
		{Start: 0, End: 480, Key: 60, Velocity: 70},
		{Start: 240, End: 960, Key: 60, Velocity: 71},
		{Start: 960, End: 965, Channel: 2, Key: 10, Velocity: 1}, // never ended: closed with the track
	}, f.Tracks[0].Notes)
	assert.Equal(t, OK, f.Status)
	assert.Equal(t, []int{0, 2}, f.Tracks[0].Channels())
	assert.Equal(t, []Controller{{965, 2, 11, 99}}, f.Tracks[0].Shoes)
	low, high := f.Tracks[0].Range()
	assert.Equal(t, [2]uint8{10, 60}, [2]uint8{low, high})
}

func TestRunningStatusIsReadAcrossAMetaEvent(t *testing.T) {
	f := mustRead(t, song(0, 1, 96, mtrk(after(0, 0x95, 60, 70), meta(1, "hm"), after(10, 60, 0), after(0, 61, 5))))
	require.Len(t, f.Tracks[0].Notes, 2)
	assert.Equal(t, Recovered, f.Status)
	assert.Equal(t, []string{"Track 0, byte 33: running status goes on after a meta or SysEx event, which the standard forbids; it is read so."}, f.Warnings)
}

func TestWhatIsDamagedIsSaidAndTheRestKept(t *testing.T) {
	good := mtrk(scale(0, 10, 60, 62))
	cases := map[string]struct {
		data  []byte
		notes int
		says  string
	}{
		"cut in a note":      {song(1, 1, 96, good[:len(good)-6]), 2, "Track 0, byte 34: the track breaks off inside an event; the rest of the track from there (2 bytes) is lost."},
		"data byte over 127": {song(1, 1, 96, mtrk(press(0, 60, 5), after(0, 0x90, 0x90, 1))), 1, "Track 0, byte 32: a data byte is above 127"},
		"garbage between":    {song(1, 2, 96, good, []byte{1, 2, 3, 4, 5, 6, 7, 8, 9}, good), 4, "Byte 42: where a track should begin stands something else; 9 bytes skipped up to the next one."},
		"promise not kept":   {song(1, 3, 96, good), 2, "The header: it promises 3 tracks, the file has 1."},
		"endless time":       {song(1, 1, 96, mtrk(press(0, 60, 5), []byte(strings.Repeat("\xff", 20)))), 1, "Track 0, byte 30: a time does not end"},
		"beyond all time":    {song(1, 1, 96, mtrk(press(0, 60, 5), []byte("\xff\xff\xff\xff\xff\xff\x7f\x90\x40\x40"))), 1, "the time passes 274877906944 ticks"},
		"meta too long":      {song(1, 1, 96, mtrk(press(0, 60, 5), []byte{0, 0xFF, 1, 100, 1})), 1, "a meta event (01) is cut off"},
		"SysEx too long":     {song(1, 1, 96, mtrk(press(0, 60, 5), []byte{0, 0xF0, 100, 1})), 1, "a SysEx event is cut off"},
		"second file":        {append(song(1, 1, 96, good), song(1, 1, 96, good)...), 2, "Byte 42: a second MIDI file begins here; it is not read."},
		"something before":   {append([]byte("hello"), song(1, 1, 96, good)...), 2, "begins at byte 5"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			f := mustRead(t, c.data)
			assert.Equal(t, Recovered, f.Status)
			assert.Equal(t, c.notes, f.NoteCount())
			assert.Contains(t, strings.Join(f.Warnings, "\n"), c.says)
		})
	}
}

func TestWhatIsNoMIDIFileIsRefusedInASentence(t *testing.T) {
	cases := map[string]struct {
		data string
		is   error
		says string
	}{
		"empty":       {"", ErrFormat, "empty"},
		"web page":    {"<!DOCTYPE html><html>not found", ErrFormat, "web page"},
		"MIDI 2 clip": {"SMF2CLIP\x00\x40\x00\x00", ErrFormat, "MIDI 2.0"},
		"zip":         {"PK\x03\x04 and so on", ErrFormat, "zip"},
		"SysEx":       {"\xf0\x7e\x7f\x09\x01\xf7", ErrFormat, "SysEx"},
		"recording":   {"RIFF\x00\x00\x00\x00WAVEfmt ", ErrFormat, "recording"},
		"text":        {"Dear organist,\n", ErrFormat, "text file"},
		"no header":   {"MThx\x00\x00\x00\x06\x00\x01MTrk", ErrFormat, "track begins at byte 10"},
		"cut header":  {"MThd\x00\x00\x00\x06\x00", ErrDamaged, "ends at byte 9"},
		"no track":    {string(song(1, 1, 96)), ErrDamaged, "no track"},
		"no time":     {string(song(1, 1, 0, mtrk())), ErrDamaged, "0 ticks"},
		"no frames":   {string(song(1, 1, 0xE700, mtrk())), ErrDamaged, "0 ticks"},
		"nothing":     {string(song(1, 1, 96, chunk("MTrk", []byte{0, 0xFF, 3, 90}))), ErrDamaged, "cut off"},
		"RIFF alone":  {"RIFF\x00\x00\x00\x00RMIDLIST\x02\x00\x00\x00ab", ErrFormat, "no data chunk"},
		"RIFF of sth": {"RIFF\x00\x00\x00\x00RMIDdata\x02\x00\x00\x00ab", ErrFormat, "no MThd"},
		"mangled":     {strings.ReplaceAll(string(song(1, 1, 96, mtrk(scale(0, 5, 60, 61, 62)))), "\x90", "?"), ErrDamaged, "data byte"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, err := Read([]byte(c.data))
			require.ErrorIs(t, err, c.is)
			assert.Contains(t, err.Error(), c.says)
		})
	}
}

func TestATransferInTextModeIsUndone(t *testing.T) {
	whole := song(0, 1, 480, mtrk(scale(0, 10, 60, 62, 64, 65)))
	f := mustRead(t, []byte(strings.ReplaceAll(string(whole), "\n", "\r\n")))
	assert.Equal(t, Recovered, f.Status)
	assert.Equal(t, mustRead(t, whole).Tracks, f.Tracks)
}

func TestARIFFWrapperIsOpened(t *testing.T) {
	inner := song(0, 1, 480, mtrk(press(0, 60, 10)))
	riff := append([]byte("RIFF\x00\x00\x00\x00RMIDDISP\x03\x00\x00\x00abc\x00data"), byte(len(inner)), 0, 0, 0)
	f := mustRead(t, append(append(riff, inner...), "LIST"...))
	assert.True(t, f.RIFF)
	assert.Equal(t, OK, f.Status)
	assert.Equal(t, 1, f.NoteCount())
	assert.True(t, Recognise(riff))
	assert.True(t, Recognise(inner))
	assert.False(t, Recognise([]byte("<score-partwise>")))
}

func TestTimeIsExact(t *testing.T) {
	tempo := func(delta, us int) []byte {
		return after(delta, 0xFF, 0x51, 3, byte(us>>16), byte(us>>8), byte(us))
	}
	f := mustRead(t, song(1, 2, 7, mtrk(tempo(0, 333_333), tempo(3, 1_000_003), tempo(1<<28-1, 16_777_215)), mtrk(tempo(5, 1))))
	c := f.Clock(0)
	assert.Same(t, c, f.Clock(1))
	assert.Equal(t, int64(142_857), c.Micros(3))                  // 999999/7
	assert.Equal(t, int64(428_572), c.Micros(5))                  // + 2000006/7, rounded once
	assert.Equal(t, int64(428_572), c.Micros(6))                  // + 1/7
	assert.Equal(t, int64(428_572+38_347_921), c.Micros(1<<28-2)) // (2^28-7)/7 more
	smpte := mustRead(t, song(1, 1, 0xE350, mtrk(tempo(0, 1), press(0, 60, 2400))))
	assert.Equal(t, int64(1_001_000), smpte.End(), "29 is 30000/1001 frames a second")
	assert.Equal(t, int64(38_215_664_562_492), smpte.Clock(0).Micros(MaxTick/3), "no overflow")
	own := mustRead(t, song(2, 2, 10, mtrk(tempo(0, 1_000_000), press(0, 60, 10)), mtrk(press(0, 60, 10))))
	assert.Equal(t, int64(1_000_000), own.Clock(0).Micros(10))
	assert.Equal(t, int64(500_000), own.Clock(1).Micros(10), "format 2: every track has its own tempo")
}

func TestTextsAreKept(t *testing.T) {
	f := mustRead(t, song(1, 2, 96,
		mtrk(meta(3, " Fugue\n in g "), meta(2, "\xa9 me"), meta(6, "A"), meta(5, "la")), named("P\xe9dale", meta(4, "Orgel"), press(3, 40, 9))))
	assert.Equal(t, "Fugue in g", f.Title)
	assert.Equal(t, "© me", f.Copyright)
	assert.Equal(t, []Text{{0, 0, Marker, "A"}}, f.Markers)
	assert.Equal(t, []Text{{0, 0, Lyric, "la"}}, f.Texts)
	assert.Equal(t, "Pédale", f.Tracks[1].Name)
	assert.Equal(t, "Orgel", f.Tracks[1].Instrument)
	assert.Equal(t, []int{1}, f.Voiced())
	assert.Equal(t, strings.Repeat("a", 200)+"…", Clean(strings.Repeat("a", 300)))
}

func TestAMillionNotesStayBelowAGibibyte(t *testing.T) {
	data := flood(1_000_000)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f := mustRead(t, data)
	runtime.ReadMemStats(&after)
	assert.Equal(t, 1_000_000, f.NoteCount())
	assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(256<<20))
}

func TestTooMuchIsRefused(t *testing.T) {
	_, err := Read(make([]byte, MaxBytes+1))
	require.ErrorIs(t, err, ErrTooLarge)
	_, err = Read(song(1, 65535, 96, []byte(strings.Repeat(string(chunk("MTrk")), MaxTracks+1))))
	require.ErrorIs(t, err, ErrTooLarge)
}

func FuzzRead(f *testing.F) {
	f.Add(song(0, 1, 480, mtrk(scale(0, 10, 60, 62, 64, 65))))
	f.Add(song(1, 2, 96, named("Swell", press(0, 60, 9)), named("P\xe9dale", press(3, 40, 9))))
	f.Add(song(2, 2, 0xE350, mtrk(after(0, 0xFF, 0x51, 3, 1, 2, 3)), mtrk(press(15, 127, 1<<27), after(3, 0xF0, 2, 1, 0xF7))))
	f.Add(song(1, 9, 1, []byte("junk"), mtrk([]byte{0, 0xFF, 0x58, 4, 7, 3, 24, 8}, []byte{0, 0xFF, 0x59, 2, 0xFD, 1})))
	f.Add([]byte("RIFF\x00\x00\x00\x00RMIDdata\x20\x00\x00\x00MThd\x00\x00\x00\x06\x00\x00\x00\x01\x00\x60MTrk\x00\x00\x00\x04\x00\xff\x2f\x00"))
	c := parish(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Read(data)
		if err != nil {
			require.Nil(t, file)
			requireSentence(t, err.Error())
			return
		}
		require.Equal(t, file.Status == OK, len(file.Warnings) == 0)
		for i := range file.Tracks {
			track, clock := &file.Tracks[i], file.Clock(i)
			for _, n := range track.Notes {
				require.LessOrEqual(t, n.Start, n.End)
				require.LessOrEqual(t, n.End, track.EndTick)
				require.LessOrEqual(t, clock.Micros(n.Start), clock.Micros(n.End))
				require.Less(t, n.Key, uint8(128))
				require.NotZero(t, n.Velocity)
			}
		}
		list := Suggest(file, c)
		require.Len(t, list, len(file.Voiced()))
		if a, err := Import(file, Take(list), c, sequencer.Source{}); err == nil {
			require.LessOrEqual(t, a.NoteCount(), file.NoteCount())
		}
	})
}
