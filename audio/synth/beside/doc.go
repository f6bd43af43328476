// Package beside measures the built-in organ beside Aeolus, in one run on one machine. It holds tests only.
//
//	go test -run '^$' -bench Aeolus ./audio/synth/beside
//
// The same stops are drawn on the same organ (Aeolus' own definition, made a console by package registration/aeolus) and
// the same chord is held: ten keys on the lowest manual, to which the others are coupled, and two on the pedals. What each
// takes of a core then is its process time: Aeolus' own under JACK's dummy server, 48000 frames a second in periods of 256;
// the built-in organ's for rendering blocks of 256 with its room. A pipe is what one key of one stop sounds, on both; the
// ranks of a mixture, which Aeolus has in one wave, are not counted.
//
// Aeolus, jackd and a C compiler must be there (apt-get install aeolus jackd2 gcc), or it is skipped. Nothing that was
// started stays behind.
package beside
