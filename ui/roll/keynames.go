package roll

import "voluntary/sequencer"

// KeysRenamed writes the keyboard anew when keys are called in another way.
func (r *Roll) KeysRenamed() { r.keyboard.raster.Refresh() }

// keyName is a key for people.
func (r *Roll) keyName(key int) string { return sequencer.KeyName(uint8(min(max(key, 0), keys-1))) }
