package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	base "fyne.io/fyne/v2/theme"
)

// Look is which variant the program shows.
type Look uint8

// The looks.
const (
	FollowSystem Look = iota // the desktop decides
	AlwaysLight
	AlwaysDark
)

// Theme is the program's theme.
type Theme struct {
	fyne.Theme // fonts, icons and the sizes not named here
	look       Look
}

var _ fyne.Theme = (*Theme)(nil)

// New makes the theme in a look.
func New(look Look) *Theme { return &Theme{Theme: base.DefaultTheme(), look: look} }

// Look is the look the theme was made with.
func (t *Theme) Look() Look { return t.look }

func (t *Theme) dark(v fyne.ThemeVariant) bool {
	switch t.look {
	case AlwaysLight:
		return false
	case AlwaysDark:
		return true
	}
	return v == base.VariantDark
}

// Dark reports whether the running program shows the dark variant. Without a program it is light.
func Dark() bool {
	app := fyne.CurrentApp()
	if app == nil {
		return false
	}
	s := app.Settings()
	if t, ok := s.Theme().(*Theme); ok {
		return t.dark(s.ThemeVariant())
	}
	return s.ThemeVariant() == base.VariantDark
}

// Current is the palette that the running program shows.
func Current() *Palette { return Of(Dark()) }

// Color gives every colour that Fyne's widgets ask for.
func (t *Theme) Color(name fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	dark := t.dark(v)
	p := Of(dark)
	switch name {
	case base.ColorNameBackground:
		return p.Back
	case base.ColorNameButton, base.ColorNameInputBackground:
		return p.Raised
	case base.ColorNameMenuBackground, base.ColorNameOverlayBackground, base.ColorNameHeaderBackground:
		return p.Panel
	case base.ColorNameForeground:
		return ink{p.Text}
	case base.ColorNamePlaceHolder:
		return p.TextSoft
	case base.ColorNameDisabled:
		return Mix(p.TextSoft, p.Back, 0.36)
	case base.ColorNameDisabledButton:
		return Mix(p.Raised, p.Back, 0.5)
	case base.ColorNamePrimary, base.ColorNameHyperlink:
		return p.Accent
	case base.ColorNameFocus:
		return Alpha(p.Accent, 0x70)
	case base.ColorNameSelection:
		return Alpha(p.Accent, 0x48)
	case base.ColorNameHover:
		return Alpha(p.Text, 0x14)
	case base.ColorNamePressed:
		return Alpha(p.Text, 0x2a)
	case base.ColorNameSeparator:
		return p.Line
	case base.ColorNameInputBorder:
		return Mix(p.Line, p.Text, 0.2)
	case base.ColorNameScrollBar:
		return Alpha(p.Text, 0x80)
	case base.ColorNameScrollBarBackground:
		return Alpha(p.Text, 0x10)
	case base.ColorNameShadow:
		return color.NRGBA{0, 0, 0, 0x50}
	case base.ColorNameError:
		return p.Alarm
	case base.ColorNameWarning:
		return p.Warning
	case base.ColorNameSuccess:
		return p.Good
	case base.ColorNameForegroundOnPrimary:
		return Ink(p.Accent)
	case base.ColorNameForegroundOnError:
		return Ink(p.Alarm)
	case base.ColorNameForegroundOnWarning:
		return Ink(p.Warning)
	case base.ColorNameForegroundOnSuccess:
		return Ink(p.Good)
	}
	if dark {
		return t.Theme.Color(name, base.VariantDark)
	}
	return t.Theme.Color(name, base.VariantLight)
}

// ink is an opaque colour for words. Fyne 2.7 writes the keys in menus with 95 % of the alpha that RGBA gives here, of
// which it keeps the low byte only: of a full 0xffff that is a fifth, and the keys cannot be read. Of this it is all.
type ink struct{ color.NRGBA }

// RGBA implements color.Color.
func (i ink) RGBA() (r, g, b, a uint32) {
	r, g, b, _ = i.NRGBA.RGBA()
	return r, g, b, 0xffc9
}

// Size makes room for a window of 1280 by 720: a little tighter than Fyne's own.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case base.SizeNameText:
		return 13
	case base.SizeNameCaptionText:
		return 11
	case base.SizeNameHeadingText:
		return 21
	case base.SizeNameSubHeadingText:
		return 16
	case base.SizeNameInnerPadding:
		return 6
	case base.SizeNameInlineIcon:
		return 18
	case base.SizeNameInputRadius, base.SizeNameSelectionRadius:
		return 4
	}
	return t.Theme.Size(name)
}
