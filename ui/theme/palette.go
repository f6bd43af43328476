package theme

import (
	"image/color"

	"voluntary/ui/tint"
)

// Palette is the colours that our own widgets paint with. Treat it as read-only.
type Palette struct {
	// The window.
	Back     color.NRGBA // behind everything
	Panel    color.NRGBA // bars, heads of rows, menus
	Raised   color.NRGBA // buttons, inputs
	Line     color.NRGBA // separators
	Text     color.NRGBA
	TextSoft color.NRGBA // secondary words
	Accent   color.NRGBA // brass: what is on, focused or primary
	Alarm    color.NRGBA // errors, panic
	Warning  color.NRGBA
	Good     color.NRGBA

	// The roll and the lane.
	RowWhite   color.NRGBA // behind white keys, and behind lane rows
	RowBlack   color.NRGBA // behind black keys, and behind every other lane row
	RowLine    color.NRGBA // between octaves and rows
	Outside    color.NRGBA // where the organ has no keys
	Hatch      color.NRGBA // the hatching there
	PedalBand  color.NRGBA // translucent, over the rows of the pedal's compass
	PartLine   color.NRGBA // grid lines, weakest first
	BeatLine   color.NRGBA
	BarLine    color.NRGBA
	Unrouted   color.NRGBA // notes that no division plays
	NoteEdge   color.NRGBA // around notes
	Marked     color.NRGBA // outline of what is selected
	Hover      color.NRGBA // outline of what the pointer is on
	Band       color.NRGBA // outline of the rubber band
	BandFill   color.NRGBA // translucent
	Playhead   color.NRGBA
	Loop       color.NRGBA // edges of the loop on the ruler
	LoopFill   color.NRGBA // translucent
	Mark       color.NRGBA // flags of sections, verses, wait points
	Expression color.NRGBA // curves of the shoes
	Scene      color.NRGBA // flags of scenes

	// The keyboard strip.
	KeyWhite, KeyBlack, KeyLine, KeyText, KeyMissing color.NRGBA

	// The stop jamb.
	Jamb       color.NRGBA // the board the knobs stand on
	Knob       color.NRGBA // face of a retired knob
	KnobRing   color.NRGBA
	KnobText   color.NRGBA
	KnobDrawn  color.NRGBA // face of a drawn knob
	KnobShadow color.NRGBA // translucent
}

// Of is the palette of the dark or the light variant.
func Of(dark bool) *Palette {
	if dark {
		return &darkPalette
	}
	return &lightPalette
}

var darkPalette = Palette{
	Back: tint.RGB(0x1b1c1e), Panel: tint.RGB(0x222427), Raised: tint.RGB(0x2e3135), Line: tint.RGB(0x3a3d42),
	Text: tint.RGB(0xe9e6df), TextSoft: tint.RGB(0xa9a69e), Accent: tint.RGB(0xd9b25f),
	Alarm: tint.RGB(0xff6b5e), Warning: tint.RGB(0xf0a63c), Good: tint.RGB(0x7fcf9b),

	RowWhite: tint.RGB(0x2a2c30), RowBlack: tint.RGB(0x242629), RowLine: tint.RGB(0x383b40), Outside: tint.RGB(0x1c1d1f), Hatch: tint.RGB(0x35383c),
	PedalBand: color.NRGBA{0x9a, 0x78, 0xc2, 0x12},
	PartLine:  tint.RGB(0x303236), BeatLine: tint.RGB(0x393c41), BarLine: tint.RGB(0x53575e),
	Unrouted: tint.RGB(0x85888d), NoteEdge: tint.RGB(0x131415), Marked: tint.RGB(0xffffff), Hover: tint.RGB(0xffe9b0),
	Band: tint.RGB(0xe9e6df), BandFill: color.NRGBA{0xe9, 0xe6, 0xdf, 0x1e},
	Playhead: tint.RGB(0xffd479), Loop: tint.RGB(0xd9b25f), LoopFill: color.NRGBA{0xd9, 0xb2, 0x5f, 0x40},
	Mark: tint.RGB(0xe9e6df), Expression: tint.RGB(0xf0c674), Scene: tint.RGB(0xd9b25f),

	KeyWhite: tint.RGB(0xe6e2d8), KeyBlack: tint.RGB(0x17181a), KeyLine: tint.RGB(0x9d998f), KeyText: tint.RGB(0x3a3833), KeyMissing: tint.RGB(0x3a3c40),

	Jamb: tint.RGB(0x2b2420), Knob: tint.RGB(0xd8d0bd), KnobRing: tint.RGB(0x8d8472), KnobText: tint.RGB(0x211d18), KnobDrawn: tint.RGB(0xfff6dc),
	KnobShadow: color.NRGBA{0, 0, 0, 0x70},
}

var lightPalette = Palette{
	Back: tint.RGB(0xf4f1ea), Panel: tint.RGB(0xebe7dd), Raised: tint.RGB(0xfdfcf9), Line: tint.RGB(0xcfc9bb),
	Text: tint.RGB(0x23211d), TextSoft: tint.RGB(0x625d53), Accent: tint.RGB(0x80600f),
	Alarm: tint.RGB(0xb3261e), Warning: tint.RGB(0x8a5a00), Good: tint.RGB(0x1f6b3f),

	RowWhite: tint.RGB(0xfbfaf6), RowBlack: tint.RGB(0xf1eee6), RowLine: tint.RGB(0xdcd6c8), Outside: tint.RGB(0xe9e4d9), Hatch: tint.RGB(0xcfc8b9),
	PedalBand: color.NRGBA{0x5b, 0x15, 0x87, 0x0b},
	PartLine:  tint.RGB(0xece7db), BeatLine: tint.RGB(0xddd7c9), BarLine: tint.RGB(0xb5ad9b),
	Unrouted: tint.RGB(0x85817a), NoteEdge: tint.RGB(0xfdfcf9), Marked: tint.RGB(0x000000), Hover: tint.RGB(0x6b4a00),
	Band: tint.RGB(0x23211d), BandFill: color.NRGBA{0x23, 0x21, 0x1d, 0x16},
	Playhead: tint.RGB(0xb3261e), Loop: tint.RGB(0x80600f), LoopFill: color.NRGBA{0xb8, 0x8a, 0x1e, 0x46},
	Mark: tint.RGB(0x23211d), Expression: tint.RGB(0x8a5a00), Scene: tint.RGB(0x80600f),

	KeyWhite: tint.RGB(0xffffff), KeyBlack: tint.RGB(0x2b2926), KeyLine: tint.RGB(0xb9b3a5), KeyText: tint.RGB(0x4a463e), KeyMissing: tint.RGB(0xd2ccbf),

	Jamb: tint.RGB(0xd9c9ae), Knob: tint.RGB(0xf7f2e6), KnobRing: tint.RGB(0x86785c), KnobText: tint.RGB(0x241f17), KnobDrawn: tint.RGB(0xffe08a),
	KnobShadow: color.NRGBA{0x30, 0x20, 0x08, 0x48},
}
