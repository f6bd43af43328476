package ui

import (
	"voluntary/ui/axis"
	"voluntary/ui/theme"
)

// Names of what is remembered from one run to the next.
const (
	prefLook    = "look"
	prefGrid    = "grid"
	prefFollow  = "follow"
	prefJamb    = "jamb"
	prefMap     = "map"
	prefOutputs = "outputs"
	prefStarted = "started"
	prefFolder  = "folder"
	prefWait    = "wait"
	prefHold    = "hold"
	prefPause   = "pause"
	prefGlide   = "glide"
	prefSmooth  = "smooth"
	prefStrokes = "strokes" // of earlier versions
	prefNames   = "keynames"
	prefGuide   = "guide"
	prefDrawn   = "drawn"
	prefHear    = "hear"
	prefKeys    = "keys"
	prefLater   = "later"
	prefChase   = "chase"
	prefOrgan   = "organ"

	prefLive         = "live"
	prefLiveInput    = "live.input"
	prefLearnInput   = "learn.input"
	prefLiveChannels = "live.channels"
	prefReturns      = "returns" // an output and the input its organ answers at, by turns

	prefTime     = "lane.time"
	prefRows     = "lane.rows." // and the name of the console
	prefSnapping = "lane.snap"
)

func (w *Window) look() theme.Look {
	switch w.app.Preferences().String(prefLook) {
	case "light":
		return theme.AlwaysLight
	case "dark":
		return theme.AlwaysDark
	}
	return theme.FollowSystem
}

func (w *Window) setLook(name string) {
	w.app.Preferences().SetString(prefLook, name)
	w.app.Settings().SetTheme(theme.New(w.look()))
	w.refreshMenu()
}

func (w *Window) savedGrid() axis.Snap {
	s, err := axis.ParseSnap(w.app.Preferences().String(prefGrid))
	if err != nil {
		return axis.HalfBeat
	}
	return s
}

func (w *Window) setFollow(on bool) {
	w.follow = on
	w.app.Preferences().SetBool(prefFollow, on)
	w.refreshMenu()
}

func (w *Window) showJamb(on bool) {
	w.app.Preferences().SetBool(prefJamb, on)
	if on {
		w.jamb.Show()
	} else {
		w.jamb.Hide()
	}
	w.side.Refresh()
	w.refreshMenu()
}

// showMap shows or hides the map of the piece.
func (w *Window) showMap(on bool) {
	w.app.Preferences().SetBool(prefMap, on)
	if on {
		w.overview.Show()
	} else {
		w.overview.Hide()
	}
	w.refreshMenu()
}
