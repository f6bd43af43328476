// Package sequencer is the heart of Voluntary: pieces of organ music, how they are edited, and what they compile to.
//
// An [Arrangement] is an immutable value: parts with notes, the routing that says which division plays each part, the
// lane of registration above them, tempo, meter and marks. Every change makes a new arrangement that shares what did
// not change, so any goroutine may read one without a lock. An [Editor] holds the current one, labels each step and
// keeps the old ones for undo.
//
// [Compile] turns an arrangement and a console into a [Performance]: one flat list of timed [Event]s in the order in
// which an organ should get them, with checkpoints, so that [Performance.Chase] can say what sounds at any moment. What
// an organ cannot play is said in [Diagnostic]s, never a failure.
//
// # Editing
//
// An [Edit] leads from one arrangement to the next; [Editor.Apply] makes it a step. There are edits of notes
// ([MoveNotes], [Legato], [Quantise] …), of parts ([SplitByVoice], [DoubleVoice], [RouteSpan] …), of the lane
// ([SetControl], [RegisterAs], [RetireAll], [SaveScene] …), of tempo, meters and marks ([RampTempo], [Fermata], [Breath],
// [SetMeter], [AddMark] …), and of the time line itself, which take everything along ([InsertBars], [DeleteBars],
// [RepeatSpan], [MoveSpan]). [Copy], [CopySpan] and [CopyLane] make a [Clip] for [Paste]; [Added] marks what an edit has
// brought in. [SamePitch], [SameVoice], [NotesOfPart] and their like answer with a [Selection].
//
// # Time
//
// Musical time is in [Tick]s, [PPQ] a quarter note. A [TempoMap] leads from ticks to time and back, a [MeterMap] from
// ticks to a [Position] in bars and beats. Spans are half-open: a note sounds from Start up to, and not at, End.
//
// # Names
//
// Parts, notes, lane events and marks have ids from one counter that is saved with the piece. Divisions, controls and
// enclosures are named by their text ids, which Compile resolves to the dense indexes of the console.
package sequencer
