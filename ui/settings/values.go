package settings

// The values by their types, as [fyne.Preferences] asks for them.

// Bool is a value, false when it is not there.
func (s *Store) Bool(key string) bool { return value(s, key, false) }

// BoolWithFallback is a value, or another when it is not there.
func (s *Store) BoolWithFallback(key string, fallback bool) bool { return value(s, key, fallback) }

// SetBool keeps a value.
func (s *Store) SetBool(key string, v bool) { s.set(key, v) }

// BoolList is a list of values, empty when it is not there.
func (s *Store) BoolList(key string) []bool { return value(s, key, []bool{}) }

// BoolListWithFallback is a list of values, or another when it is not there.
func (s *Store) BoolListWithFallback(key string, fallback []bool) []bool {
	return value(s, key, fallback)
}

// SetBoolList keeps a list of values.
func (s *Store) SetBoolList(key string, v []bool) { s.set(key, v) }

// Float is a value, 0 when it is not there.
func (s *Store) Float(key string) float64 { return value(s, key, float64(0)) }

// FloatWithFallback is a value, or another when it is not there.
func (s *Store) FloatWithFallback(key string, fallback float64) float64 {
	return value(s, key, fallback)
}

// SetFloat keeps a value.
func (s *Store) SetFloat(key string, v float64) { s.set(key, v) }

// FloatList is a list of values, empty when it is not there.
func (s *Store) FloatList(key string) []float64 { return value(s, key, []float64{}) }

// FloatListWithFallback is a list of values, or another when it is not there.
func (s *Store) FloatListWithFallback(key string, fallback []float64) []float64 {
	return value(s, key, fallback)
}

// SetFloatList keeps a list of values.
func (s *Store) SetFloatList(key string, v []float64) { s.set(key, v) }

// Int is a value, 0 when it is not there.
func (s *Store) Int(key string) int { return value(s, key, int(0)) }

// IntWithFallback is a value, or another when it is not there.
func (s *Store) IntWithFallback(key string, fallback int) int { return value(s, key, fallback) }

// SetInt keeps a value.
func (s *Store) SetInt(key string, v int) { s.set(key, v) }

// IntList is a list of values, empty when it is not there.
func (s *Store) IntList(key string) []int { return value(s, key, []int{}) }

// IntListWithFallback is a list of values, or another when it is not there.
func (s *Store) IntListWithFallback(key string, fallback []int) []int { return value(s, key, fallback) }

// SetIntList keeps a list of values.
func (s *Store) SetIntList(key string, v []int) { s.set(key, v) }

// String is a value, "" when it is not there.
func (s *Store) String(key string) string { return value(s, key, "") }

// StringWithFallback is a value, or another when it is not there.
func (s *Store) StringWithFallback(key, fallback string) string { return value(s, key, fallback) }

// SetString keeps a value.
func (s *Store) SetString(key, v string) { s.set(key, v) }

// StringList is a list of values, empty when it is not there.
func (s *Store) StringList(key string) []string { return value(s, key, []string{}) }

// StringListWithFallback is a list of values, or another when it is not there.
func (s *Store) StringListWithFallback(key string, fallback []string) []string {
	return value(s, key, fallback)
}

// SetStringList keeps a list of values.
func (s *Store) SetStringList(key string, v []string) { s.set(key, v) }
