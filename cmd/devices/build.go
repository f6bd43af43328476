package devices

import (
	"slices"

	"voluntary/audio/speaker"
	"voluntary/audio/synth"
)

// Sound says how the built-in organ is tuned and where it stands, and how it is played. The zero value is usual.
type Sound struct {
	Organ   synth.Options // but for the rate
	Speaker speaker.Options
}

// SetSound says how the built-in organ shall sound, also where it is open: there it is built anew, which takes some tenths of
// a second, and passes to it under what sounds. The answer is false when fewer frames shall wait than the device has been
// opened with: that is so from the next time on.
func (d *Devices) SetSound(s Sound) (now bool) {
	d.mu.Lock()
	d.sound = s
	open := slices.Clone(d.organs)
	d.mu.Unlock()
	now = true
	for _, o := range open {
		now = o.rebuild() && now
	}
	return now
}

// Sound is how the built-in organ shall sound.
func (d *Devices) Sound() Sound {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.sound
}

// rebuild brings the organ to what it shall be by now.
func (o *organ) rebuild() (now bool) {
	o.building.Lock()
	defer o.building.Unlock()
	want := o.devices.Sound()
	if want.Organ != o.built.Organ {
		o.pipes.Rebuild(want.Organ)
	}
	o.built = want
	o.SetSteady(want.Speaker.Steady)
	return o.SetWaiting(want.Speaker.Waiting)
}
