package tint

import (
	"image/color"
	"math"
)

// Luminance is the relative luminance of a colour as WCAG 2 defines it, 0 for black to 1 for white. Alpha is ignored.
func Luminance(c color.NRGBA) float64 {
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

func linear(v uint8) float64 {
	c := float64(v) / 255
	if c <= 0.04045 {
		return c / 12.92
	}
	return math.Pow((c+0.055)/1.055, 2.4)
}

// Contrast is the contrast of two colours as WCAG 2 defines it, from 1 to 21.
func Contrast(a, b color.NRGBA) float64 {
	x, y := Luminance(a), Luminance(b)
	if x < y {
		x, y = y, x
	}
	return (x + 0.05) / (y + 0.05)
}

// Ink is what text on a colour is written with: black or white, whichever is read better.
func Ink(on color.NRGBA) color.NRGBA {
	dark, light := RGB(0x000000), RGB(0xffffff)
	if Contrast(on, dark) >= Contrast(on, light) {
		return dark
	}
	return light
}

// Mix is a colour on the way from a to b, 0 being a and 1 being b, alpha included.
func Mix(a, b color.NRGBA, t float64) color.NRGBA {
	m := func(x, y uint8) uint8 { return uint8(math.Round(float64(x) + (float64(y)-float64(x))*t)) }
	return color.NRGBA{m(a.R, b.R), m(a.G, b.G), m(a.B, b.B), m(a.A, b.A)}
}

// Alpha is a colour with another opacity, 0 to 255.
func Alpha(c color.NRGBA, a uint8) color.NRGBA {
	c.A = a
	return c
}

// RGB is the opaque colour of six hexadecimal digits.
func RGB(hex uint32) color.NRGBA {
	return color.NRGBA{uint8(hex >> 16), uint8(hex >> 8), uint8(hex), 255}
}
