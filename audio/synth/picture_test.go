package synth_test

import (
	"fmt"
	"image"
	"testing"

	"voluntary/audio/synth"
	"voluntary/registration"
)

// The pictures of the manual's page about the built-in organ are made here, from what it plays.

// partials are the levels, in decibels of full scale, of a stop's partials.
func partials(t *testing.T, c *registration.Console, id string, key uint8, shoe uint8) (levels []float64, hz float64) {
	t.Helper()
	k, _ := c.Control(id)
	control := c.Controls[k]
	division := c.Divisions[control.Division]
	one := alone(t, c, id, key)
	one.Enclosures = []registration.Enclosure{{ID: "box", Divisions: []registration.DivisionID{control.Division}, Initial: shoe}}
	one, err := registration.NewConsole(*one)
	if err != nil {
		t.Fatal(err)
	}
	feet := control.Pitch
	if feet == 0 {
		feet = 8
	}
	hz = hertz(int(key), feet)
	p := play(t, one, exact).draw(id).press(division.ID, key)
	p.hear(0.4)
	x := mono(p.hear(0.3))
	for n := 1; float64(n)*hz < 16000; n++ {
		levels = append(levels, decibels(amplitude(x, float64(n)*hz)))
	}
	return levels, hz
}

// octaves are the names of the Cs from key 36 on.
var octaves = []string{"C", "c", "c'", "c''", "c'''", "c''''"}

var (
	kilohertz = map[float64]string{0: "0", 2000: "2", 4000: "4", 6000: "6", 8000: "8 kHz"}
	loudness  = map[float64]string{-40: "-40", -60: "-60", -80: "-80", -100: "-100"}
)

func TestPicturesOfFamilies(t *testing.T) {
	c := shipped(t, "cathedral")
	s := newSheet(960, 640)
	for i, stop := range []struct{ id, name string }{
		{"great.open-diapason-i-8", "Open Diapason 8"},
		{"great.stopped-diapason-8", "Stopped Diapason 8"},
		{"great.harmonic-flute-8", "Harmonic Flute 8"},
		{"choir.viola-da-gamba-8", "Viola da Gamba 8"},
		{"great.trumpet-8", "Trumpet 8"},
		{"swell.hautboy-8", "Hautboy 8"},
		{"choir.cremona-8", "Cremona 8"},
		{"swell.vox-humana-8", "Vox Humana 8"},
	} {
		box := image.Rect(i%2*480, i/2*160, i%2*480+480, i/2*160+160)
		p := s.panel(box, stop.name, 0, 8000, -110, -25, kilohertz, loudness)
		levels, hz := partials(t, c, stop.id, 60, 127)
		for n, db := range levels {
			if f := hz * float64(n+1); f < 8000 {
				p.bar(f, db, 7, pens[n%2])
			}
		}
	}
	s.keep(t, "sound-families.png")
}

func TestPicturesOfARank(t *testing.T) {
	c := shipped(t, "cathedral")
	s := newSheet(960, 480)
	for i, key := range []uint8{36, 48, 60, 72, 84, 96} {
		box := image.Rect(i%2*480, i/2*160, i%2*480+480, i/2*160+160)
		p := s.panel(box, fmt.Sprintf("Open Diapason 8, %s (%.0f Hz)", octaves[i], hertz(int(key), 8)), 0, 8000, -110, -25, kilohertz, loudness)
		levels, hz := partials(t, c, "great.open-diapason-i-8", key, 127)
		for n, db := range levels {
			if f := hz * float64(n+1); f < 8000 {
				p.bar(f, db, 3, pens[n%2])
			}
		}
	}
	s.keep(t, "sound-rank.png")
}

func TestPicturesOfSpeech(t *testing.T) {
	c := shipped(t, "cathedral")
	s := newSheet(960, 220)
	const key = 48
	for i, stop := range []struct{ id, division, name string }{
		{"great.open-diapason-i-8", "great", "Open Diapason 8, c: partials 1, 3, 6"},
		{"choir.viola-da-gamba-8", "choir", "Viola da Gamba 8, c: partials 1, 3, 6"},
	} {
		box := image.Rect(i*480, 0, i*480+480, 220)
		p := s.panel(box, stop.name, 0, 0.2, 0, 1.1, map[float64]string{0: "0", 0.05: "50", 0.1: "100", 0.15: "150", 0.2: "ms"},
			map[float64]string{0.5: "half", 1: "full"})
		x := mono(play(t, alone(t, c, stop.id, key), exact).draw(stop.id).press(stop.division, key).hear(0.8))
		hz := hertz(key, 8)
		window := int(2 * rate / hz)
		for pen, n := range []float64{1, 3, 6} {
			full := amplitude(x[rate/2:][:8*window], n*hz)
			var times, levels []float64
			for at := 0; at < rate/5; at += rate / 1000 {
				times = append(times, float64(at+window/2)/rate)
				levels = append(levels, amplitude(x[at:at+window], n*hz)/full)
			}
			p.line(times, levels, pens[pen])
			for j, v := range levels {
				if v > 0.5 {
					p.text(p.at(times[j], 0.5).X+4, p.at(0, 0.5-0.14*float64(pen)).Y, pens[pen], fmt.Sprint(n))
					break
				}
			}
		}
	}
	s.keep(t, "sound-speech.png")
}

func TestPicturesOfAMixture(t *testing.T) {
	c := alone(t, shipped(t, "cathedral"), "great.mixture-iv")
	s := newSheet(960, 260)
	keys := map[float64]string{}
	for i := range 6 {
		keys[float64(36+12*i)] = octaves[i]
	}
	places := map[float64]string{1: "8", 2: "4", 3: "2 2/3", 4: "2", 5: "1 1/3", 6: "1", 7: "2/3"}
	p := s.panel(image.Rect(0, 0, 960, 260), "Great Mixture IV: how loud it sounds at which pitch in feet, key by key", 35, 97, 0.5, 7.5, keys, places)
	o := play(t, c, exact).draw("great.mixture-iv")
	for key := uint8(36); key <= 96; key++ {
		o.press("great", key).hear(0.25)
		x := mono(o.hear(0.12))
		o.release("great", key).hear(0.15)
		loudest := 0.0
		places := []float64{1, 2, 3, 4, 6, 8, 12}
		levels := make([]float64, len(places))
		for i, h := range places {
			levels[i] = amplitude(x, h*hertz(int(key), 8))
			loudest = max(loudest, levels[i])
		}
		for i := range places {
			at := p.at(float64(key), float64(i+1))
			if size := int(13 * (1 + decibels(levels[i]/loudest)/30)); size > 0 {
				p.fill(image.Rect(at.X-5, at.Y-size, at.X+5, at.Y+size), pens[i%len(pens)])
			}
		}
	}
	s.keep(t, "sound-mixture.png")
}

func TestPicturesOfTheSwellBox(t *testing.T) {
	c := shipped(t, "cathedral")
	s := newSheet(960, 180)
	for i, shoe := range []struct {
		at   uint8
		name string
	}{{127, "open"}, {64, "half open"}, {0, "closed"}} {
		box := image.Rect(i*320, 0, i*320+320, 180)
		p := s.panel(box, "Cornopean 8, box "+shoe.name, 0, 8000, -110, -25, kilohertz, loudness)
		levels, hz := partials(t, c, "swell.cornopean-8", 60, shoe.at)
		for n, db := range levels {
			if f := hz * float64(n+1); f < 8000 {
				p.bar(f, db, 5, pens[n%2])
			}
		}
	}
	s.keep(t, "sound-swell.png")
}

func TestPicturesOfRooms(t *testing.T) {
	c := alone(t, chamber(t), "great.principal-8", 60, 64, 67)
	s := newSheet(960, 240)
	p := s.panel(image.Rect(0, 0, 960, 240), "A chord is let go: how it dies away, in decibels", 0, 5, -80, 0,
		map[float64]string{0: "0", 1: "1", 2: "2", 3: "3", 4: "4", 5: "s"}, map[float64]string{0: "0", -20: "-20", -40: "-40", -60: "-60"})
	for i, name := range synth.RoomNames() {
		room, _ := synth.ParseRoom(name)
		o := play(t, c, synth.Options{Room: room, Exact: true}).draw("great.principal-8").press("great", 60, 64, 67)
		o.hear(2)
		full := rms(mono(o.hear(0.2)))
		o.release("great", 60, 64, 67)
		var times, levels []float64
		for n := range 100 {
			times = append(times, 0.05*float64(n)+0.025)
			levels = append(levels, decibels(rms(mono(o.hear(0.05)))/full))
		}
		p.line(times, levels, pens[i])
		for n, v := range levels {
			if v < -50 {
				p.text(p.at(times[n], 0).X+6, p.at(0, -45+8*float64(i)).Y, pens[i], name)
				break
			}
		}
	}
	s.keep(t, "sound-rooms.png")
}
