package ui

import (
	"errors"
	"strconv"
	"time"

	"voluntary/sequencer/playback"
)

// restoreLater gives the engine how much later each output sounds, as it was in the last run.
func (w *Window) restoreLater() {
	for name, ms := range w.later() {
		w.engine.Later(name, milliseconds(ms))
	}
}

// later is how many milliseconds later the outputs sound, those that are moved: names and numbers by turns are remembered.
func (w *Window) later() map[string]float64 {
	all := map[string]float64{}
	kept := w.app.Preferences().StringList(prefLater)
	for i := 0; i+1 < len(kept); i += 2 {
		if ms, err := strconv.ParseFloat(kept[i+1], 64); err == nil {
			all[kept[i]] = ms
		}
	}
	return all
}

// askLater asks how much later than the others each chosen output is to sound.
func (w *Window) askLater() {
	chosen := w.outputs.chosen
	if len(chosen) < 2 {
		w.alert("One output alone has nothing to sound together with: choose several with the button at the top right.", false)
		return
	}
	all := w.later()
	most := float64(playback.MostLater / time.Millisecond)
	f := form{title: "Later than by itself, in milliseconds (below 0: sooner)"}
	for _, name := range chosen {
		f.numbers = append(f.numbers, number{label: w.outputs.label(name), start: all[name], low: -most, high: most})
	}
	w.askForm(f, func(got answers) error {
		if len(got.numbers) != len(chosen) {
			return errors.New("a number for each output, please")
		}
		var kept []string
		all := w.later() // another window may have changed the others
		for i, name := range chosen {
			all[name] = got.numbers[i]
			w.engine.Later(name, milliseconds(got.numbers[i]))
		}
		for name, ms := range all {
			if ms != 0 {
				kept = append(kept, name, plain(ms))
			}
		}
		w.app.Preferences().SetStringList(prefLater, kept)
		return nil
	})
}

func milliseconds(ms float64) time.Duration { return time.Duration(ms * float64(time.Millisecond)) }
