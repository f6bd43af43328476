package paper

import (
	"bytes"
	"errors"
	"image/png"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	consolefile "voluntary/registration/file"
	"voluntary/sequencer"
)

const quarter = sequencer.Tick(sequencer.PPQ)

func piece(t *testing.T) *sequencer.Arrangement {
	t.Helper()
	c, err := consolefile.Find("parish")
	require.NoError(t, err)
	p := sequencer.Piece{
		Title: "Nun danket „alle“ G♭ 漢", Composer: "J. Crüger", Tune: "NUN DANKET", Number: "379", Copyright: "none", Notes: "Broad.",
		Console: c, Tempo: []sequencer.Tempo{{PerQuarter: 500 * time.Millisecond}},
		Lane: []sequencer.LaneEvent{
			{At: 0, Draw: []string{"great.open-diapason-8", "pedal.bourdon-16"}, Expression: []sequencer.Shoe{{Enclosure: "swell", Value: 64}}},
			{At: 8 * quarter, Draw: []string{"great.principal-4", "great.open-diapason-8"}, Retire: []string{"pedal.bourdon-16"}},
			{At: 8 * quarter, Draw: []string{"swell.principal-4"}},
			{At: 18 * quarter, Expression: []sequencer.Shoe{{Enclosure: "swell", Value: 80}}},
			{At: 20 * quarter, Expression: []sequencer.Shoe{{Enclosure: "swell", Value: 100}}},
			{At: 22 * quarter, Expression: []sequencer.Shoe{{Enclosure: "swell", Value: 127}}},
			{At: 40 * quarter, Retire: []string{"swell.principal-4"}},
		},
		Marks: []sequencer.Mark{{At: 8 * quarter, Kind: sequencer.Verse, Name: "2"}, {At: 30 * quarter, Kind: sequencer.Wait}},
	}
	part := sequencer.Part{Name: "Choir", Routing: []sequencer.Routing{{Division: "great"}, {At: 16 * quarter, Division: "swell"}, {At: 32 * quarter, Division: ""}}}
	for i := range sequencer.Tick(44) {
		part.Notes = append(part.Notes, sequencer.Note{Start: i * quarter, End: (i + 1) * quarter, Key: uint8(55 + i*5%17), Velocity: 80, Muted: i == 5})
	}
	p.Parts = []sequencer.Part{part}
	a, err := sequencer.New(p)
	require.NoError(t, err)
	return a
}

func TestTheSheetSaysWhatToDo(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, NewSheet(piece(t), nil).Text(&b))
	assert.Equal(t, `Nun danket „alle“ G♭ 漢
J. Crüger · NUN DANKET · 379
Registration for Parish church: two manuals and pedal

Before the beginning
  draw     Great: Open Diapason 8
  draw     Pedal: Bourdon 16
  move     Swell shoe: half open (64)

Bar 3  (0:04)  [Verse: 2]
  draw     Great: Principal 4
  draw     Swell: Principal 4
  retire   Pedal: Bourdon 16

Bar 5:3 to 6:3  (0:09)
  move     Swell shoe: 80 → open

Bar 8:3  (0:15)  [Wait]

Bar 11  (0:20)
  retire   Swell: Principal 4

Broad.

none
`, b.String())
}

func TestAnEmptyPieceHasASheetAndNoRoll(t *testing.T) {
	c, err := consolefile.Find("parish")
	require.NoError(t, err)
	a, err := sequencer.New(sequencer.Piece{Console: c})
	require.NoError(t, err)
	var b bytes.Buffer
	require.NoError(t, NewSheet(a, nil).Text(&b))
	assert.Contains(t, b.String(), "nothing is drawn")
	require.NoError(t, NewSheet(a, nil).PDF(&b, Letter))
	_, err = NewRoll(a, RollOptions{})
	assert.ErrorIs(t, err, ErrNothing)
}

// textOf is what a reader of PDFs finds in one, where there is one.
func textOf(t *testing.T, pdf []byte) string {
	t.Helper()
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("there is no pdftotext here (apt-get install poppler-utils)")
	}
	cmd := exec.Command(tool, "-layout", "-", "-")
	cmd.Stdin = bytes.NewReader(pdf)
	out, err := cmd.Output()
	require.NoError(t, err)
	return string(out)
}

func TestTheSheetAsPDF(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, NewSheet(piece(t), nil).PDF(&b, A4))
	require.True(t, bytes.HasPrefix(b.Bytes(), []byte("%PDF-")))
	text := textOf(t, b.Bytes())
	for _, words := range []string{"Nun danket „alle“ Gb ?", "J. Crüger", "Before the", "Verse: 2", "5:3 to 6:3", "Swell shoe: 80 → open", "Broad."} {
		assert.Contains(t, text, words)
	}
}

func TestALongSheetHasSeveralPages(t *testing.T) {
	a := piece(t)
	b, err := a.WithLane(func(l []sequencer.LaneEvent) []sequencer.LaneEvent {
		for i := range sequencer.Tick(300) {
			e := sequencer.LaneEvent{At: (50 + i) * quarter, Draw: []string{"great.gamba-8"}}
			if i%2 == 1 {
				e.Draw, e.Retire = nil, e.Draw
			}
			l = append(l, e)
		}
		return l
	})
	require.NoError(t, err)
	var out bytes.Buffer
	s := NewSheet(b, nil)
	require.Greater(t, len(s.Rows), 250)
	require.NoError(t, s.PDF(&out, A4))
	text := textOf(t, out.Bytes())
	assert.Greater(t, strings.Count(text, "\f"), 5)
	assert.Equal(t, len(s.Rows), strings.Count(text, "Gamba")+len(NewSheet(a, nil).Rows))
}

func TestTheRollIsDrawnOnPagesAndAsAPicture(t *testing.T) {
	a := piece(t)
	r, err := NewRoll(a, RollOptions{Bars: 4})
	require.NoError(t, err)
	assert.Len(t, r.lines, 3)
	var b bytes.Buffer
	require.NoError(t, r.PDF(&b, A4))
	assert.Contains(t, textOf(t, b.Bytes()), "Principal 4")
	b.Reset()
	require.NoError(t, r.PNG(&b, 1))
	img, err := png.Decode(&b)
	require.NoError(t, err)
	assert.Equal(t, 1000, img.Bounds().Dx())
	colours := map[[3]uint32]int{}
	for y := range img.Bounds().Dy() {
		for x := range 1000 {
			r, g, b, alpha := img.At(x, y).RGBA()
			require.EqualValues(t, 0xffff, alpha)
			colours[[3]uint32{r >> 8, g >> 8, b >> 8}]++
		}
	}
	assert.Greater(t, colours[[3]uint32{0x25, 0x61, 0xd4}], 300, "the Great's blue")
	assert.Greater(t, colours[[3]uint32{0x0f, 0x73, 0x58}], 300, "the Swell's green")
	assert.Greater(t, colours[[3]uint32{0x9a, 0x98, 0x92}], 100, "what nobody plays is grey")

	part, err := NewRoll(a, RollOptions{From: 4 * quarter, To: 9 * quarter, Bars: 4})
	require.NoError(t, err)
	assert.Equal(t, []rollLine{{2, 4, 4 * quarter, 12 * quarter}}, part.lines, "whole bars")
	_, err = r.Image(20)
	assert.ErrorContains(t, err, "too many")
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("the disk is full") }

func TestWhatCannotBeWrittenIsSaid(t *testing.T) {
	a := piece(t)
	assert.Error(t, NewSheet(a, nil).PDF(broken{}, A4))
	assert.Error(t, NewSheet(a, nil).Text(broken{}))
	r, err := NewRoll(a, RollOptions{})
	require.NoError(t, err)
	assert.Error(t, r.PNG(broken{}, 1))
}

func TestTextIsBrokenIntoLines(t *testing.T) {
	var w widths
	for _, l := range w.broken("Open Diapason Donaudampfschifffahrtsgesellschaftskapitän 8", 10, false, 60) {
		assert.LessOrEqual(t, w.measure(l, 10, false), 60.0, l)
	}
	assert.Equal(t, []string{""}, w.broken("", 10, false, 60))
	assert.Equal(t, "", w.shortened("Diapason", 10, false, 2))
}
