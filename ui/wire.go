package ui

// wireActions are what there is to do with MIDI in and out.
func (w *Window) wireActions() []*Action {
	const m, in = "Play", "MIDI"
	able := w.inputs.able
	return []*Action{
		{ID: "midi.keyboards", Menu: m, In: in, Gap: true, Label: "MIDI keyboards…", Enabled: able, Do: w.showKeyboards},
		{
			ID: "midi.live", Menu: m, In: in, Label: "Play what comes in", Enabled: func() bool { return able() && w.live.input != "" }, Needs: "choose a MIDI keyboard first",
			Checked: func() bool { return w.live.plays && w.live.input != "" },
			Do:      func() { w.live.play(!w.live.plays) },
		},
		{ID: "midi.status", Menu: m, In: in, Label: "Status of the outputs…", Do: w.showStatusPage},
		{ID: "midi.test", Menu: m, In: in, Label: "Test stops and keys…", Do: w.showTestPage},
		{ID: "midi.monitor", Menu: m, In: in, Label: "MIDI monitor…", Do: w.showMonitor},
	}
}
