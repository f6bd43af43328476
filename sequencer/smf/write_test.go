package smf

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func mustWrite(t testing.TB, title string, streams ...Stream) []byte {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, Write(&b, title, streams...))
	return b.Bytes()
}

// aPerformance is notes, stops and shoes on many odd times.
func aPerformance(n int) Stream {
	random := rand.New(rand.NewPCG(1, 2))
	s := Stream{Name: "Great"}
	at := time.Duration(0)
	for i := range n {
		at += time.Duration(random.Int64N(int64(70 * time.Millisecond)))
		key := byte(36 + i%60)
		s.Messages = append(s.Messages,
			Message{at, []byte{0x90, key, 64}}, Message{at, []byte{0xBF, 99, byte(i % 128)}}, Message{at, []byte{0xBF, 98, 1}},
			Message{at + 50*time.Millisecond, []byte{0x80, key, 0}})
		if i%7 == 0 {
			s.Messages = append(s.Messages, Message{at + 3, []byte{0xF0, 0x7D, byte(i % 100), 0xF7}}, Message{at + 4, []byte{0xC2, 5}})
		}
	}
	return s
}

func TestWrittenTimesAreExact(t *testing.T) {
	stream := aPerformance(5000)
	f := mustRead(t, mustWrite(t, "Prélude", stream))
	assert.Equal(t, OK, f.Status, "%v", f.Warnings)
	assert.Equal(t, "Prélude", f.Title)
	assert.Equal(t, "Great", f.Tracks[1].Name)
	require.Len(t, f.Tracks[1].Notes, 5000)
	next := 0
	for _, m := range stream.Messages {
		if m.Bytes[0] == 0x90 {
			n := f.Tracks[1].Notes[next]
			next++
			require.Equal(t, m.Bytes[1], n.Key)
			require.InDelta(t, float64(m.At)/1e3, float64(f.Clock(1).Micros(n.Start)), 5.5)
		}
	}
}

func TestEveryKindOfMessageIsWrittenWhole(t *testing.T) {
	long := append(append([]byte{0xF0}, bytes.Repeat([]byte{1}, 300)...), 0xF7)
	data := mustWrite(t, "", Stream{Messages: []Message{
		{time.Second, []byte{0xFA}},
		{0, []byte{0x91, 60, 1}},
		{10 * time.Microsecond, []byte{0x91, 61, 1}},
		{20 * time.Microsecond, long},
		{30 * time.Microsecond, []byte{0xF2, 1, 2}},
		{30 * time.Microsecond, []byte{0x91, 60, 0}},
	}})
	want := "\x00\x91\x3c\x01" + "\x01\x91\x3d\x01" + "\x01\xf0\x82\x2d" + string(long[1:]) + "\x01\xf7\x03\xf2\x01\x02" + "\x00\x91\x3c\x00"
	assert.Contains(t, string(data), want)
	assert.Contains(t, string(data), "\xf7\x01\xfa\x00\xff\x2f\x00")
}

func TestAPauseOfHoursIsWritten(t *testing.T) {
	f := mustRead(t, mustWrite(t, "", Stream{Messages: []Message{{5 * time.Hour, []byte{0x90, 60, 1}}, {5*time.Hour + time.Second, []byte{0x80, 60, 1}}}}))
	assert.Equal(t, (5*time.Hour + time.Second).Microseconds(), f.End())
	assert.Equal(t, OK, f.Status)
}

func TestWhatIsNoMessageIsRefused(t *testing.T) {
	for name, m := range map[string]Message{
		"empty": {0, nil}, "running": {0, []byte{60, 1}}, "short": {0, []byte{0x90, 60}}, "two": {0, []byte{0x90, 60, 1, 0x90, 61, 1}},
		"open SysEx": {0, []byte{0xF0, 1, 2}}, "data": {0, []byte{0xB0, 1, 200}}, "negative": {-1, []byte{0x90, 60, 1}}, "continued": {0, []byte{0xF7, 1, 0xF7}},
	} {
		var b bytes.Buffer
		err := Write(&b, "x", Stream{Name: "Great", Messages: []Message{m}})
		require.ErrorIs(t, err, ErrWrite, name)
		assert.Contains(t, err.Error(), `track "Great"`)
		assert.Zero(t, b.Len())
	}
	require.ErrorIs(t, Write(broken{}, "x"), ErrWrite)
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("full") }

func TestMidicsvReadsWhatIsWritten(t *testing.T) {
	tool, err := exec.LookPath("midicsv")
	if err != nil {
		t.Skip("midicsv is not installed")
	}
	stream := aPerformance(300)
	path := filepath.Join(t.TempDir(), "out.mid")
	require.NoError(t, os.WriteFile(path, mustWrite(t, "T", stream, Stream{Name: "Pedal"}), 0o600))
	out, err := exec.Command(tool, path).CombinedOutput()
	require.NoError(t, err, string(out))
	text := string(out)
	assert.Contains(t, text, "0, 0, Header, 1, 3, 25000\n")
	assert.Contains(t, text, "1, 0, Tempo, 250000\n")
	assert.Contains(t, text, "2, 0, Title_t, \"Great\"\n")
	pressed := 0
	for line := range strings.Lines(text) {
		fields := strings.Split(strings.TrimSpace(line), ", ")
		if len(fields) == 6 && fields[2] == "Note_on_c" {
			tick, err := strconv.ParseInt(fields[1], 10, 64)
			require.NoError(t, err)
			at := stream.at(pressed)
			require.InDelta(t, at.Seconds(), float64(tick)*1e-5, 5.5e-6, fmt.Sprint(pressed))
			pressed++
		}
	}
	assert.Equal(t, 300, pressed)
	assert.Equal(t, 43, strings.Count(text, "System_exclusive"))
}

// at is when the nth key is pressed.
func (s Stream) at(n int) time.Duration {
	for _, m := range s.Messages {
		if m.Bytes[0] == 0x90 {
			if n == 0 {
				return m.At
			}
			n--
		}
	}
	return -1
}
