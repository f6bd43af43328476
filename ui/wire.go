package ui

// wireActions are what there is to do with MIDI in and out.
func (w *Window) wireActions() []*Action {
	const m, in = "Play", "MIDI"
	able := w.inputs.able
	return []*Action{
		{ID: "midi.keyboards", Menu: m, In: in, Gap: true, Label: "MIDI keyboards…", Enabled: able, Do: w.showKeyboards},
		{
			ID: "midi.live", Menu: m, In: in, Label: "Play what comes in", Enabled: func() bool { return able() && w.live.input != "" },
			Checked: func() bool { return w.live.plays && w.live.input != "" },
			Do:      func() { w.live.play(!w.live.plays) },
		},
	}
}
