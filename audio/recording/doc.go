// Package recording renders a performance on the built-in organ into sound files, as fast as it goes: WAV with 16 or 24
// bits or as floats, FLAC with 16 or 24 bits, in stereo.
//
//	err := replace.File(path, func(w io.Writer) error {
//		return recording.Render(ctx, w, performance, recording.Options{Format: recording.FLAC24})
//	})
//
// The parts that the sound is made of can be written beside it, each into a file of its own: every division as it leaves
// its box, without the room, and the room's answer to all of them. [PartNames] lists them. Together they are the whole
// again, so that an engineer can weigh them anew.
//
// Samples are rounded without dither: silence stays zeros. FLAC is written by github.com/mewkiz/flac. Where the writer can
// seek, as a file can, the FLAC stream tells the checksum of its samples; else it leaves it open, as the format allows.
package recording
