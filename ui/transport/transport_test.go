package transport

import (
	"testing"

	"fyne.io/fyne/v2/test"
	"github.com/stretchr/testify/assert"
)

func TestBarShowsAStatusWithoutCallingBack(t *testing.T) {
	test.NewTempApp(t)
	b := New()
	called := false
	b.OnLoop = func(bool) { called = true }
	b.OnTempo = func(int) { called = true }
	b.SetStatus(Status{Playing: true, Position: "12:2.5", Clock: "0:34.5", Loop: true, LoopText: "3 to 6", Tempo: 80, Output: "Organ"})
	assert.False(t, called)
	assert.Equal(t, "Pause", b.play.Text)
	assert.Equal(t, "12:2.5", b.position.Text)
	assert.Equal(t, "Loop 3 to 6", b.loop.Text)
	assert.Equal(t, "80 %", b.percent.Text)
}

func TestBarCallsBackForWhatIsPressed(t *testing.T) {
	test.NewTempApp(t)
	b := New()
	test.NewTempWindow(t, b)
	var did []string
	b.OnPlay = func() { did = append(did, "play") }
	b.OnTempo = func(p int) { did = append(did, "tempo") }
	b.OnLoop = func(on bool) { did = append(did, "loop") }
	test.Tap(b.play)
	test.Tap(b.loop)
	b.tempo.SetValue(75)
	test.Tap(b.percent)
	assert.Equal(t, []string{"play", "loop", "tempo", "tempo"}, did)
}

func TestLongOutputNamesAreCutInTheMiddle(t *testing.T) {
	assert.Equal(t, "short", short("short", 10))
	assert.Equal(t, "abcde…lmno", short("abcdefghijklmno", 10))
}
