// Package tune reads music that a person has typed as text, together with its registration: the form in which the demo
// piece is kept.
//
//	title    Prelude in C
//	console  parish
//	meter    4/4
//	tempo    120                # quarters a minute
//	mark 1:1 section Beginning
//	lane 1:1 draw great.principal-8 pedal.bourdon-16 expression swell=80
//	lane 3:1 retire great.principal-8
//
//	part "Right hand" on great, on swell from 3:1
//	1   | r8 c'' b' c'' g'2~ | <e' g'>1 & c'2. r4 |
//	3-4 = 1-2
//
// A line starts with a word of the header, with part, or with the number of a bar; # after a space or at the start of a
// line begins a comment. The header stands before the first part. Positions are BAR:BEAT.
//
//   - title, composer, copyright and console take the rest of the line.
//   - meter 3/4 and tempo 66.5 hold from the beginning, or "from 17:1".
//   - mark POSITION section|verse|wait NAME.
//   - lane POSITION, then any of: scene "NAME", retire ID…, draw ID…, expression ENCLOSURE=VALUE…; lines that follow at
//     the same position say more of the same event.
//   - part "NAME" on DIVISION, then any number of ", on DIVISION from POSITION"; ", shift 12" plays it that many
//     semitones higher than it is written.
//
// In a part, "12 | … | … |" are bars 12 and 13, and "25-48 = 1-24" plays bars again. The number must be that of the
// next bar. A bar holds one or more voices with & between them, each filling the bar:
//
//   - a note is its letter, then # or b (twice for a double one), then its octave, then its length, then ~ when it is
//     tied. c is the C below middle C; every ' is an octave up and every , an octave down, so c' is middle C. bb is B flat.
//   - a length is 1, 2, 4, 8, 16, 32 or 64 and up to two dots; without one, that of the note before in this voice and bar.
//   - <c e g>4 is a chord, r4 a rest, R a bar of rest.
//
// A tied note goes on in the note of the same pitch that starts, in any voice of the part, where it ends.
//
// [Parse] reads the text, with a sentence that names the line, the part and the bar for what it cannot read;
// [Tune.Arrangement] gives the piece that the rest of Voluntary works with.
package tune
