package synth

// FeetOf is the length that is meant by feet as they are written.
func FeetOf(feet float64) float64 { return 8 / harmonicOf(feet) }
