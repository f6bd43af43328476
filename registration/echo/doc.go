// Package echo keeps apart what an organ was told and what it answers.
//
//	o := echo.New(console)
//	o.Sent(at, bytes)            // what has left for it
//	heard, ours := o.Heard(at, message) // what comes from it
//	was, _ := o.Commanded()
//	is, knows := o.Answered()
//
// Many organs say every movement of a stop in their own MIDI, also a movement that they were told to make; a GrandOrgue tells
// how everything stands at its recorder's port. Both are understood. Nothing here sends: an answer is never a reason to
// transmit.
//
// # A loop is no answer
//
// A cable from our output to our input, a "soft thru" or a careless connection sends our own messages back, byte for byte.
// They look like the answers of a most obedient organ. [Organ.Heard] tells for each message whether it is the like of one that
// left a moment ago, and [Organ.Loop] whether that is what comes in general: an organ repeats stops, perhaps, but not the keys
// that it is played with. What came by a loop is no answer and is forgotten. Until keys have come back, or have not, nobody
// can tell: that is [Organ.Doubtful].
//
// # Round trip
//
// The time from the leaving of a change or key to the answer that says the same, in whatever bytes.
package echo
