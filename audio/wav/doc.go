// Package wav writes sound as WAV files: 16 bits, stereo.
//
// [Render] plays a performance, or part of it, on the built-in organ into a writer, as fast as it goes:
//
//	err := file.Replace(path, func(w io.Writer) error {
//		return wav.Render(ctx, w, performance, wav.Options{})
//	})
//
// The length is known before the first sample, so the writer need not seek. [Writer] is the plain format for who has
// the samples.
package wav
