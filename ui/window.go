package ui

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
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
	"voluntary/ui/minimap"
	"voluntary/ui/roll"
	"voluntary/ui/theme"
	"voluntary/ui/touch"
	"voluntary/ui/transport"
)

// leftWidth is the room for the names of the lane and, below it, the keyboard of the roll.
const leftWidth = 172

// Options of a window.
type Options struct {
	New     bool   // begin with a new piece
	Path    string // file to open, "" for the last one or, at the first start, the demo piece
	Version string
	Waiting int  // frames in the sound device for this run, 0 as they are remembered
	Steady  bool // in this run no more frames wait than that, also when the sound breaks off

	// FirstKeys has the function keys of a window go to take before anything else in it, wherever the focus is; nil: they go
	// to what has the focus. take reports whether the key was meant for it.
	FirstKeys func(w fyne.Window, take func(fyne.KeyName) bool)

	// SecondButton has the second mouse button of a window, pressed while the first one is held, go to take before anything
	// else in it, wherever the pointer is; nil: it goes to what lies under the pointer. take reports whether it meant anything.
	SecondButton func(w fyne.Window, take func() bool)
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
	alt     *altKey
	inputs  *inputs
	live    *live
	organs  *organs
	builtin *builtin
	asides  map[string]*aside // windows beside this one, by their kind
	recent  *piecefile.RecentList
	copies  *keeper
	ctx     context.Context
	cancel  context.CancelFunc
	running sync.WaitGroup
	post    func(func()) // does something on Fyne's goroutine, soon; never waits
	asked   atomic.Bool  // a look at the engine's status is on its way

	roll        *roll.Roll
	below       *roll.Roll // a second view, with a place of its own
	rolls       *container.Split
	lane        *lane.Lane
	jamb        *jamb.Jamb
	bar         *transport.Bar
	overview    *minimap.Map
	split       *container.Split
	side        *container.Split
	hint        *bottomLine
	report      *touch.Button
	snap        *touch.Select
	tools       *touch.Select
	actions     []*Action
	keys        keyring
	steps       *stepEntry // nil: notes are not entered step by step
	take        *take      // nil: nothing is recorded
	strip       *strip
	before      *before
	enteredInto sequencer.PartID
	menu        string // what the menu shows
	boxes       []*box // dialogs that are open, the topmost last

	axis     axis.Axis
	grid     axis.Snap
	orders   *orderTable // the table of the lane that was opened last
	rowsOf   string      // name of the console whose setting the lane has
	tool     roll.Tool
	follow   bool
	smooth   bool // follow by moving on, not page by page
	playhead float64
	clip     sequencer.Clip
	hearing  sequencer.Hearing
	drawn    *drawnStop  // to be heard once it is compiled
	hush     *time.Timer // ends what is listened to
	passage  bool        // the engine plays something that is not the piece: a track in the import dialog
	closing  bool
	hovering string
	saidAt   time.Time

	board     *jamb.Board       // in place of lane and roll, when it is asked for
	content   fyne.CanvasObject // the piece, with its bars
	editing   *consoleEditor    // nil while no console is edited
	leftAlone string            // outputs whose stops a person has left alone, as they are asked about
	taps      playback.Taps
	found     findingsCounted // in the performance that plays
	switches  switches        // of the engine, as the menu shows them
	resume    *touch.Button
	partial   *touch.Button  // seen while not everything is heard
	offered   sequencer.Tick // where the resume button goes on
	awake     bool           // the machine is kept so
	offerSeen bool           // the pause that the offer is about has been seen
}

// Open makes the window, shows a piece in it and begins to work. The devices stay the caller's; the engine is the
// window's own.
func Open(app fyne.App, devices Devices, o Options) (*Window, error) {
	return open(app, devices, o, fyne.Do)
}

func open(app fyne.App, devices Devices, o Options, post func(func())) (*Window, error) {
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
	w := &Window{app: app, options: o, devices: devices, engine: playback.New(), session: session, recent: recent, post: post}
	if r, ok := devices.(Restarter); ok {
		r.OnRestart(w.engine.Reconcile)
	}
	if d, ok := devices.(Watcher); ok {
		d.Watch(w.engine.Alive)
	}
	w.ctx, w.cancel = context.WithCancel(context.Background())
	app.Settings().SetTheme(theme.New(w.look()))
	w.win = app.NewWindow("Voluntary")
	w.win.SetMaster()
	w.grid = w.savedGrid()
	w.follow = app.Preferences().BoolWithFallback(prefFollow, true)
	w.restoreSwitches()
	w.outputs = newOutputs(w)
	w.alt = newAltKey(w)
	w.inputs = newInputs(w)
	w.asides = make(map[string]*aside)
	w.live = newLive(w)
	w.organs = newOrgans(w)
	w.builtin = newBuiltin(w)
	w.build()
	w.compile = newCompiler(post, w.compiled, w.checked)
	w.copies = newKeeper(w)
	session.Changed = w.changed
	w.changed(session.Piece())
	w.win.Resize(fyne.NewSize(1280, 720))
	w.win.SetCloseIntercept(w.quit)
	w.win.SetOnDropped(func(_ fyne.Position, files []fyne.URI) {
		if len(files) > 0 {
			w.openPath(files[0].Path())
		}
	})
	w.win.Canvas().SetOnTypedKey(w.looseKey)
	w.running.Go(w.followEngine)
	w.running.Go(w.followAlerts)
	w.outputs.restore()
	app.Preferences().AddChangeListener(func() { w.post(w.takeSettings) })
	if n, ok := devices.(Neighbours); ok {
		n.OnQuit(func() { w.post(w.toldToQuit) })
	}
	w.first()
	return w, nil
}

// Show shows the window and returns at once.
func (w *Window) Show() {
	w.win.Show()
	w.listenFirst(w.win)
	w.post(func() {
		if !w.closing && w.win.Canvas().Overlays().Top() == nil {
			w.roll.Focus()
		}
	})
}

// Close ends everything that the window has begun. It is called once, after Fyne's loop has ended.
func (w *Window) Close() error {
	w.closing = true
	w.cancel()
	w.compile.close()
	w.copies.close()
	err := w.engine.Close()
	w.closeAsides()
	w.organs.close()
	w.live.close()
	w.running.Wait()
	w.inputs.close()
	return err
}

// build makes the widgets and lays them out.
func (w *Window) build() {
	w.bar = transport.New()
	w.roll, w.below = roll.New(leftWidth), roll.New(leftWidth)
	w.lane = lane.New(leftWidth)
	w.jamb = jamb.New()
	w.board = jamb.NewBoard()
	w.overview = minimap.New()
	w.hint = newBottomLine(func() {
		if w.hovering == "" {
			w.say("")
		}
	})
	w.report = touch.NewButton("", nil, func() { w.do("piece.report") })
	w.report.Importance = widget.LowImportance
	w.resume = touch.NewButton("", nil, w.takeOffer)
	w.resume.Importance = widget.HighImportance
	w.resume.Hide()
	w.partial = touch.NewButton("", nil, func() { w.do("hear.all") })
	w.partial.Importance = widget.WarningImportance
	w.partial.Hide()
	var grids []string
	for _, s := range axis.Snaps() {
		grids = append(grids, s.Label())
	}
	w.snap = touch.NewSelect(grids, nil)
	w.snap.SetSelected(w.grid.Label())
	w.snap.OnChanged = func(label string) {
		for _, s := range axis.Snaps() {
			if s.Label() == label {
				w.setGrid(s)
			}
		}
	}
	w.tools = touch.NewSelect(toolLabels, nil)
	w.tools.SetSelectedIndex(int(roll.Pointer))
	w.tools.OnChanged = func(string) {
		if t := roll.Tool(w.tools.SelectedIndex()); t != w.tool {
			w.setTool(t)
		}
	}
	w.strip = newStrip(func() {
		w.endSteps()
		if w.take != nil {
			w.toggleRecording()
		}
	}, w.typedKey)
	w.before = newBefore(func() { w.do("hear.compare") }, w.typedKey)
	w.actions = w.table()
	w.learnKeys()
	w.connect()
	w.rolls = container.NewVSplit(w.roll, w.below)
	w.below.Hide()
	w.split = container.NewVSplit(w.lane, w.rolls)
	w.split.SetOffset(0.28)
	w.side = container.NewHSplit(container.NewStack(w.split, w.before.Container), w.jamb)
	w.side.SetOffset(0.82)
	w.board.Hide()
	status := container.NewBorder(nil, nil, nil,
		container.NewHBox(w.resume, w.partial, w.report, w.tools, widget.NewLabel("Grid"), w.snap), w.hint)
	w.content = container.NewBorder(
		container.NewVBox(container.New(layout.NewCustomPaddedLayout(3, 3, 6, 6), w.bar), w.overview, widget.NewSeparator()),
		container.NewVBox(widget.NewSeparator(), w.strip.Container, status), nil, nil, container.NewStack(w.side, w.board))
	w.win.SetContent(w.content)
	w.showJamb(w.app.Preferences().BoolWithFallback(prefJamb, true))
	w.showMap(w.app.Preferences().BoolWithFallback(prefMap, true))
	w.eachRoll(func(r *roll.Roll) { r.SetSnap(w.grid) })
	w.restoreView()
	w.lane.SetSnap(w.grid)
	w.restoreLane()
}

// connect ties the widgets to the session and the engine.
func (w *Window) connect() {
	w.connectRoll(w.roll)
	w.connectRoll(w.below)
	w.roll.OnAxis = w.setAxis
	w.partial.OnKey, w.partial.Hint, w.partial.OnHint = w.typedKey, "Hear everything again", w.say
	w.partial.HintOn = func() string { return w.keyOf("hear.all") }
	w.lane.OnPreview = w.preview
	w.lane.OnCommit = w.applyHeard
	w.lane.OnCancel = func() { w.session.Editor().CancelPreview() }
	w.lane.OnAxis = w.setAxis
	w.lane.OnMenu = w.laneMenu
	w.lane.OnOpen = w.openThing
	w.lane.OnSlice = w.sliced
	w.lane.OnSetting = w.keepSetting
	w.lane.OnHover = w.say
	w.lane.OnKey = w.typedKey
	w.overview.OnAxis = w.setAxis
	w.overview.OnHover = w.say
	w.overview.OnKey = w.typedKey
	w.board.OnMove = func(c registration.Change) { w.byHand(c) }
	w.board.OnScene = w.recall
	w.board.OnHover = w.say
	w.board.OnKey = w.typedKey
	w.jamb.OnMove = func(c registration.Change) { w.byHand(c) }
	w.jamb.OnScene = w.recall
	w.jamb.OnHover = w.say
	w.jamb.OnKey = w.typedKey
	w.bar.OnRewind = func() { w.do("play.rewind") }
	w.bar.OnPlay = func() { w.do("play.toggle") }
	w.bar.OnStop = func() { w.do("play.stop") }
	w.bar.OnPanic = func() { w.do("play.panic") }
	w.bar.OnLoop = w.loop
	w.bar.OnTempo = w.engine.Tempo
	w.bar.OnTranspose = w.transposePlaying
	w.bar.OnOutputs = w.outputs.popUp
	w.bar.OnKey = w.typedKey
	w.bar.OnHover = w.say
	w.bar.KeyOf = w.keyOf
	w.report.OnKey, w.report.Hint, w.report.OnHint = w.typedKey, "What this organ cannot play as written", w.say
	w.report.HintOn = func() string { return w.keyOf("piece.report") }
	w.resume.OnKey, w.resume.Hint, w.resume.OnHint = w.typedKey, "Play on from the bar in which a port was lost", w.say
	w.snap.OnKey, w.tools.OnKey = w.typedKey, w.typedKey
}

// do does the action with this id.
func (w *Window) do(id string) {
	if a := w.action(id); a != nil {
		w.run(a)
	}
}

// action finds an action of the table, nil when there is none of this id.
func (w *Window) action(id string) *Action {
	for _, a := range w.actions {
		if a.ID == id {
			return a
		}
	}
	return nil
}

// run does an action if it can be done now. A menu's key comes here too while a dialog is open: there it belongs to the
// text that is being typed.
func (w *Window) run(a *Action) {
	c := w.win.Canvas()
	if c.Overlays().Top() != nil && !a.Always {
		if text, ok := c.Focused().(fyne.Shortcutable); ok && a.shortcut() != nil {
			text.TypedShortcut(a.shortcut())
		}
		return
	}
	if a.Scope != forBoth && a.Scope != w.scope() || w.editing.typing(a.shortcut()) {
		return
	}
	if a.Do != nil && a.enabled() {
		a.Do()
	}
}

// listenFirst has panic work in a window whatever is open in it, and a drag be taken back wherever the pointer is.
func (w *Window) listenFirst(win fyne.Window) {
	if w.options.FirstKeys != nil {
		w.options.FirstKeys(win, w.alwaysKey)
	}
	if w.options.SecondButton != nil {
		w.options.SecondButton(win, touch.TakeBack)
	}
}

// alwaysKey does what works always and has this key, and reports whether anything has.
func (w *Window) alwaysKey(key fyne.KeyName) bool {
	a := withKey(w.actions, key)
	if a == nil || !a.Always {
		return false
	}
	w.run(a)
	return true
}

// looseKey takes a key while nothing has the focus, as after a press in the list of parts: it is for the notes.
func (w *Window) looseKey(e *fyne.KeyEvent) {
	if len(w.boxes) == 0 && w.editing == nil && !w.board.Visible() {
		w.roll.TypedKey(e)
		return
	}
	w.typedKey(e)
}

// typedKey takes a key that means nothing where the focus is.
func (w *Window) typedKey(e *fyne.KeyEvent) {
	if w.boxKey(e.Name) {
		return
	}
	if w.editing == nil && w.entryKey(e) {
		return
	}
	if a := withKey(in(w.actions, w.scope()), e.Name); a != nil {
		w.run(a)
	}
}

// apply makes an edit and says in words when it cannot be made.
func (w *Window) apply(label, kind string, edit sequencer.Edit) {
	if err := w.session.Editor().Apply(label, kind, edit); err != nil {
		w.trouble(err)
	}
}

func (w *Window) preview(edit sequencer.Edit) {
	w.alt.dragged()
	if err := w.session.Editor().Preview(edit); err != nil {
		w.trouble(err)
	}
}
