// Package wav writes WAV files: 16 or 24 bits or floats, stereo.
//
//	w, err := wav.NewWriter(out, 48000, frames, wav.Int24)
//	err = w.Write(samples) // left and right in turn
//	err = w.Close()
//
// The length is known before the first sample, so the writer below need not seek. Package recording renders performances
// into it.
package wav
