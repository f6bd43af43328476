package roll

import "voluntary/sequencer"

// SetKeyNaming chooses how keys are called, on the keyboard and in what is said.
func (r *Roll) SetKeyNaming(n sequencer.KeyNaming) {
	r.naming = n
	r.keyboard.raster.Refresh()
}

// keyName is a key for people.
func (r *Roll) keyName(key int) string { return r.naming.Name(uint8(min(max(key, 0), keys-1))) }
