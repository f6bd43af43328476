package ui

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"voluntary/registration"
	consolefile "voluntary/registration/file"
	"voluntary/sequencer"
	piecefile "voluntary/sequencer/file"
	"voluntary/sequencer/playback"
	"voluntary/ui/axis"
	"voluntary/ui/jamb"
	"voluntary/ui/lane"
	"voluntary/ui/roll"
	"voluntary/ui/theme"
	"voluntary/ui/transport"
)

// leftWidth is the room for the names of the lane and, below it, the keyboard of the roll.
const leftWidth = 164

// Options of a window.
type Options struct {
	Path    string // file to open, "" for the last one or, at the first start, the demo piece
	Version string
}

// Window is the main window and all that belongs to it. [Window.Close] ends it.
type Window struct {
	app     fyne.App
	win     fyne.Window
	options Options
	devices Devices
	engine  *playback.Engine
	session *Session
	compile *compiler
	outputs *outputs
	recent  *piecefile.RecentList
	copies  *keeper
	ctx     context.Context
	cancel  context.CancelFunc
	running sync.WaitGroup

	roll    *roll.Roll
	lane    *lane.Lane
	jamb    *jamb.Jamb
	bar     *transport.Bar
	split   *container.Split
	side    *container.Split
	hint    *widget.Label
	report  *widget.Button
	snap    *widget.Select
	actions []*Action

	axis     axis.Axis
	grid     axis.Snap
	follow   bool
	playhead float64
	passage  bool // the engine plays something that is not the piece: a track in the import dialog
	closing  bool
	saidAt   time.Time
}

// Open makes the window, shows a piece in it and begins to work. The devices stay the caller's; the engine is the
// window's own.
func Open(app fyne.App, devices Devices, o Options) (*Window, error) {
	c, err := consolefile.Find(consolefile.Default)
	if err != nil {
		return nil, err
	}
	session, err := NewSession(c)
	if err != nil {
		return nil, err
	}
	recent, err := piecefile.OpenRecent("")
	if err != nil {
		return nil, err
	}
	w := &Window{app: app, options: o, devices: devices, engine: playback.New(), session: session, recent: recent}
	w.ctx, w.cancel = context.WithCancel(context.Background())
	app.Settings().SetTheme(theme.New(w.look()))
	w.win = app.NewWindow("Voluntary")
	w.win.SetMaster()
	w.grid = w.savedGrid()
	w.follow = app.Preferences().BoolWithFallback(prefFollow, true)
	w.build()
	w.compile = newCompiler(w.compiled)
	w.outputs = newOutputs(w)
	w.copies = newKeeper(w)
	session.Changed = w.changed
	w.changed(session.Piece())
	w.refreshMenu()
	w.win.Resize(fyne.NewSize(1280, 720))
	w.win.SetCloseIntercept(w.quit)
	w.win.SetOnDropped(func(_ fyne.Position, files []fyne.URI) {
		if len(files) > 0 {
			w.openPath(files[0].Path())
		}
	})
	w.win.Canvas().SetOnTypedKey(w.typedKey)
	w.running.Go(w.followEngine)
	w.running.Go(w.followAlerts)
	w.outputs.restore()
	w.first()
	return w, nil
}

// Show shows the window and returns at once.
func (w *Window) Show() { w.win.Show() }

// Close ends everything that the window has begun. It is called once, after Fyne's loop has ended.
func (w *Window) Close() error {
	w.cancel()
	w.compile.close()
	w.copies.close()
	err := w.engine.Close()
	w.running.Wait()
	return err
}

// build makes the widgets and lays them out.
func (w *Window) build() {
	w.bar = transport.New()
	w.roll = roll.New(leftWidth)
	w.lane = lane.New(leftWidth)
	w.jamb = jamb.New()
	w.hint = widget.NewLabel("")
	w.hint.Truncation = fyne.TextTruncateEllipsis
	w.report = widget.NewButton("", func() { w.showReport() })
	w.report.Importance = widget.LowImportance
	w.snap = widget.NewSelect(nil, nil)
	for _, s := range axis.Snaps() {
		w.snap.Options = append(w.snap.Options, s.Label())
	}
	w.snap.SetSelected(w.grid.Label())
	w.snap.OnChanged = func(label string) {
		for _, s := range axis.Snaps() {
			if s.Label() == label {
				w.setGrid(s)
			}
		}
	}
	w.actions = w.table()
	w.connect()
	w.split = container.NewVSplit(w.lane, w.roll)
	w.split.SetOffset(0.28)
	w.side = container.NewHSplit(w.split, w.jamb)
	w.side.SetOffset(0.82)
	status := container.NewBorder(nil, nil, nil,
		container.NewHBox(w.report, widget.NewLabel("Grid"), w.snap), w.hint)
	w.win.SetContent(container.NewBorder(
		container.NewVBox(container.New(layout.NewCustomPaddedLayout(3, 3, 6, 6), w.bar), widget.NewSeparator()),
		container.NewVBox(widget.NewSeparator(), status), nil, nil, w.side))
	w.showJamb(w.app.Preferences().BoolWithFallback(prefJamb, true))
	w.roll.SetSnap(w.grid)
	w.lane.SetSnap(w.grid)
}

// connect ties the widgets to the session and the engine.
func (w *Window) connect() {
	w.roll.OnSelect = func(s sequencer.Selection) { w.session.Editor().Select(s); w.refreshMenu() }
	w.roll.OnPreview = w.preview
	w.roll.OnCommit = func(label, kind string, edit sequencer.Edit) { w.apply(label, kind, edit) }
	w.roll.OnCancel = func() { w.session.Editor().CancelPreview() }
	w.roll.OnSeek = func(t sequencer.Tick) { w.seek(t) }
	w.roll.OnLoop = func(from, to sequencer.Tick) { w.setLoop(from, to, to > from) }
	w.roll.OnAxis = w.setAxis
	w.roll.OnAudition = w.audition
	w.roll.OnMenu = w.rollMenu
	w.roll.OnHover = w.say
	w.roll.OnKey = w.typedKey
	w.lane.OnPreview = w.preview
	w.lane.OnCommit = func(label string, edit sequencer.Edit) { w.apply(label, "", edit) }
	w.lane.OnCancel = func() { w.session.Editor().CancelPreview() }
	w.lane.OnAxis = w.setAxis
	w.lane.OnMenu = w.laneMenu
	w.lane.OnHover = w.say
	w.lane.OnKey = w.typedKey
	w.jamb.OnMove = func(c registration.Change) { w.engine.Move(c) }
	w.jamb.OnScene = w.recall
	w.jamb.OnHover = w.say
	w.bar.OnRewind = func() { w.do("play.rewind") }
	w.bar.OnPlay = func() { w.do("play.toggle") }
	w.bar.OnStop = func() { w.do("play.stop") }
	w.bar.OnPanic = func() { w.do("play.panic") }
	w.bar.OnLoop = func(on bool) { w.loop(on) }
	w.bar.OnTempo = func(percent int) { w.engine.Tempo(percent) }
	w.bar.OnOutputs = w.outputs.popUp
}

// do does the action with this id.
func (w *Window) do(id string) {
	for _, a := range w.actions {
		if a.ID == id && a.Do != nil && a.enabled() {
			a.Do()
			return
		}
	}
}

func (w *Window) typedKey(e *fyne.KeyEvent) { typed(w.actions, e.Name) }

// apply makes an edit and says in words when it cannot be made.
func (w *Window) apply(label, kind string, edit sequencer.Edit) {
	if err := w.session.Editor().Apply(label, kind, edit); err != nil {
		w.trouble(err)
	}
}

func (w *Window) preview(edit sequencer.Edit) {
	if err := w.session.Editor().Preview(edit); err != nil {
		w.trouble(err)
	}
}

// changed shows the piece after every change of it.
func (w *Window) changed(a *sequencer.Arrangement) {
	c := a.Console()
	w.roll.SetArrangement(a, c)
	w.roll.SetSelection(w.session.Editor().Selection())
	w.lane.SetArrangement(a, c)
	w.jamb.SetConsole(c)
	w.setAxis(w.roll.Axis())
	w.compile.want(a)
	w.win.SetTitle(w.session.Caption())
	if !w.session.Editor().Previewing() {
		w.outputs.use(c)
		w.refreshMenu()
	}
}

// compiled takes a performance; it is called on Fyne's goroutine.
func (w *Window) compiled(p *sequencer.Performance, findings int) {
	if w.closing {
		return
	}
	if !w.passage {
		w.engine.SetPerformance(p)
	}
	switch findings {
	case 0:
		w.report.SetText("Plays as written")
	case 1:
		w.report.SetText("1 finding")
	default:
		w.report.SetText(fmt.Sprintf("%d findings", findings))
	}
}

func (w *Window) setAxis(a axis.Axis) {
	w.axis = a
	w.roll.SetAxis(a)
	w.lane.SetAxis(w.roll.Axis())
}

func (w *Window) setGrid(s axis.Snap) {
	w.grid = s
	w.app.Preferences().SetString(prefGrid, s.String())
	w.roll.SetSnap(s)
	w.lane.SetSnap(s)
}

// say shows a hint at the bottom. An alert stays for some seconds.
func (w *Window) say(text string) {
	if time.Since(w.saidAt) < alertStays {
		return
	}
	w.hint.Importance = widget.MediumImportance
	w.hint.SetText(text)
}

const alertStays = 6 * time.Second

// alert shows a sentence at the bottom that hints do not overwrite at once.
func (w *Window) alert(text string, bad bool) {
	w.saidAt = time.Now()
	w.hint.Importance = widget.SuccessImportance
	if bad {
		w.hint.Importance = widget.DangerImportance
	}
	w.hint.SetText(text)
}

// trouble says at the bottom what could not be done.
func (w *Window) trouble(err error) { w.alert(sentence(err), true) }

// fail says in a dialog what could not be done.
func (w *Window) fail(title string, err error) {
	text := widget.NewLabel(sentence(err))
	text.Wrapping = fyne.TextWrapWord
	d := dialog.NewCustom(title, "Close", container.NewGridWrap(fyne.NewSize(460, 110), text), w.win)
	d.Show()
}

func sentence(err error) string {
	s := strings.TrimSpace(err.Error())
	if s == "" {
		return "Something went wrong."
	}
	r := []rune(s)
	s = strings.ToUpper(string(r[:1])) + string(r[1:])
	if !strings.ContainsAny(s[len(s)-1:], ".?!)") {
		s += "."
	}
	return s
}

func (w *Window) refreshMenu() {
	w.win.SetMainMenu(mainMenu(w.actions))
}
