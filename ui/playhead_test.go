package ui

import (
	"fmt"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/sequencer"
	"voluntary/sequencer/playback"
)

// watchedApp is an app that is told what is asked to be drawn anew.
type watchedApp struct {
	fyne.App
	drawn func(fyne.CanvasObject)
}

func (a *watchedApp) Driver() fyne.Driver { return &watchedDriver{a.App.Driver(), a.drawn} }

type watchedDriver struct {
	fyne.Driver
	drawn func(fyne.CanvasObject)
}

func (d *watchedDriver) CanvasForObject(o fyne.CanvasObject) fyne.Canvas {
	c := d.Driver.CanvasForObject(o)
	if c == nil {
		return nil
	}
	return &watchedCanvas{c, d.drawn}
}

type watchedCanvas struct {
	fyne.Canvas
	drawn func(fyne.CanvasObject)
}

func (c *watchedCanvas) Refresh(o fyne.CanvasObject) {
	c.drawn(o)
	c.Canvas.Refresh(o)
}

// watch counts what is asked to be drawn anew while something is done.
func (w *opened) watch(do func()) map[fyne.CanvasObject]int {
	app, drawn := fyne.CurrentApp(), make(map[fyne.CanvasObject]int)
	fyne.SetCurrentApp(&watchedApp{app, func(o fyne.CanvasObject) { drawn[o]++ }})
	defer fyne.SetCurrentApp(app)
	do()
	return drawn
}

// While it plays the playhead moves alone: notes, lane and map are not painted, nothing is laid out, and no row is touched.
func TestAStepOfThePlayheadDrawsNothingElse(t *testing.T) {
	w := openWindow(t, Options{})
	w.await("it is compiled", func() bool { return w.engine.Status().Performance != nil })
	w.showTime(true)
	w.win.Canvas().Capture()
	from := 3 * sequencer.Tick(sequencer.PPQ)
	stand := func(at sequencer.Tick) {
		w.engine.Seek(at)
		w.await("it stands there", func() bool { w.showStatus(); return math.Abs(w.playhead-float64(at)) < 1 })
	}
	stand(from)
	text := func(o fyne.CanvasObject) string {
		if l, ok := o.(*canvas.Text); ok {
			return l.Text
		}
		return fmt.Sprintf("%T", o)
	}
	for step := range sequencer.Tick(8) {
		before := w.bar.Status()
		drawn := w.watch(func() { stand(from + 5*step + 5) })
		for o := range drawn {
			_, word := o.(*canvas.Text)
			assert.True(t, word, "%s is drawn anew", text(o))
		}
		assert.LessOrEqual(t, len(drawn), 2, "at most the bar and the clock")
		if w.bar.Status() == before {
			assert.Empty(t, drawn)
		}
	}
	require.NotZero(t, w.playhead)

	assert.NotEmpty(t, w.watch(func() { w.setAxis(w.axis.ScrollBy(40)) }), "what is painted is seen by this test")
	w.win.Canvas().Capture()

	w.do("play.toggle")
	w.await("it plays", func() bool { return w.engine.Status().Transport == playback.Playing })
	rasters := make(map[fyne.CanvasObject]int)
	last := w.axis
	steps := 0
	w.await("it has played on", func() bool {
		for o, n := range w.watch(w.showStatus) {
			if _, is := o.(*canvas.Raster); is && w.axis == last {
				rasters[o] += n
			}
		}
		if w.axis != last { // a page is turned
			last = w.axis
			w.win.Canvas().Capture()
		}
		steps++
		return w.playhead > float64(from)+2*sequencer.PPQ
	})
	for o, n := range rasters {
		assert.LessOrEqual(t, o.Size().Width, float32(leftWidth), "only the keyboard beside the notes is painted, when other keys sound")
		assert.Less(t, n, steps)
	}
}

// What the playhead costs in each view is counted in what it takes of memory: nothing.
func TestAStepOfThePlayheadTakesNoMemory(t *testing.T) {
	w := openWindow(t, Options{})
	at := 0.0
	for name, move := range map[string]func(float64){"notes": w.roll.SetPlayhead, "lane": w.lane.SetPlayhead, "map": w.overview.SetPlayhead} {
		assert.Zero(t, testing.AllocsPerRun(100, func() {
			at++
			move(at)
		}), name)
	}
}
