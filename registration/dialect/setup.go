package dialect

import (
	"crypto/sha1" // GrandOrgue's fingerprint of an organ, no secret

	"voluntary/registration"
)

// appendSetup adds GrandOrgue's set-up header: forget what was set up, the fingerprint of the organ it is meant for, and
// for every element the channel and number under which it will be played.
func appendSetup(dst []byte, d *registration.Dialect) []byte {
	var elements []byte
	for _, v := range d.Divisions {
		if v.Element != "" && v.Channel != 0 {
			elements = appendElement(elements, v.Channel, 0, v.Element)
		}
	}
	for _, k := range d.Controls {
		if k.Kind == registration.GOSetup {
			elements = appendElement(elements, k.Channel, k.Number, k.Element)
		}
	}
	for _, x := range d.Enclosures {
		if x.Kind == registration.GOSetup && x.Channel != 0 {
			elements = appendElement(elements, x.Channel, x.Number, x.Element)
		}
	}
	if elements == nil {
		return dst
	}
	dst = append(dst, sysEx, 0x7D, 0x47, 0x4F, 0x00, sysExEnd)
	if d.Organ != "" {
		dst = append(dst, sysEx, 0x7D, 0x47, 0x4F, 0x01)
		hash := sha1.Sum([]byte(d.Organ))
		for _, b := range hash[:8] {
			dst = append(dst, b&0x7F)
		}
		dst = append(dst, sysExEnd)
	}
	return append(dst, elements...)
}

func appendElement(dst []byte, channel uint8, number uint16, name string) []byte {
	dst = append(dst, sysEx, 0x7D, 0x47, 0x4F, 0x10|(channel-1), byte(number>>7), byte(number&127))
	return append(append(dst, name...), sysExEnd)
}
