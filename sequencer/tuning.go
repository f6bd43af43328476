package sequencer

import (
	"fmt"
	"math"
	"unicode/utf8"
)

// Tuning is what a piece asks of an organ that can be tuned, as the built-in one can: meantone for Sweelinck, a' of 415.
// The zero value asks for nothing: the organ stays as it is tuned.
type Tuning struct {
	Temperament string  // its name, as people call it; "" is as the organ is tuned. Nobody need know it.
	Pitch       float64 // of a' in hertz; 0 is as the organ is tuned
}

// check says what is not possible.
func (t Tuning) check() error {
	if len(t.Temperament) > 100 || !utf8.ValidString(t.Temperament) {
		return fmt.Errorf("%w: the name of its temperament is not one", ErrInvalid)
	}
	if t.Pitch != 0 && !(t.Pitch >= 100 && t.Pitch <= 1000) || math.IsNaN(t.Pitch) {
		return fmt.Errorf("%w: its a' cannot be at %g hertz", ErrInvalid, t.Pitch)
	}
	return nil
}

// Tuning is what the piece asks of an organ that can be tuned.
func (a *Arrangement) Tuning() Tuning { return a.piece.Tuning }

// WithTuning returns the arrangement that asks for another tuning.
func (a *Arrangement) WithTuning(t Tuning) (*Arrangement, error) {
	return a.change(func(b *Arrangement) { b.piece.Tuning = t })
}
