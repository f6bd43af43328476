// Package wire is what goes over one MIDI port, as pure values: which messages, in which order, when each may leave, and
// which keys sound because of them.
//
// A [Plan] says what an organ's port is used for: the channels that carry keys, the notes that are not keys but
// controls, and the organ's pacing. A [Line] takes messages as they are handed over, each with the time at which it is
// due, and gives them back one by one with the time at which it may leave. [Keys] is the list of what sounds.
//
// The guard sends what its lines give; a file of what a port would get is written from the same lines. So both agree.
//
// # Order and pacing
//
// A message leaves when it is due. A message for a control leaves earlier by the plan's travel time, so that the drawknob
// has moved when the notes come, and never sooner after the one before than the plan's gap. Where several would be too
// close, the earlier ones leave earlier still, up to the plan's advance; what does not fit goes late, and never closer
// than the gap. Keys and shoes do not wait for controls. Among messages that may leave at the same moment the one due
// first leaves first, and of those due together the one that was handed over first.
//
// Where the plan knows how much the wire carries, a message leaves when the one before has gone over, and controls leave so
// much earlier that they have gone over in time. Where that does not do, keys go before controls if those would keep them
// waiting for more than 3 ms, but for the start of a section, where no key is down: there the right stops come first.
//
// [Limits] are kept whatever is handed over: a key that is released too soon after its stroke stays down for the shortest
// note, one that is struck too soon after its release waits for the gap, and a key more than may be down at once is not
// struck at all. What a performance asks for was fitted to them before; here they hold for what is played by hand, and at
// jumps.
//
// Times are durations since the origin of a clock that the caller chooses, the same for all calls. Nothing here reads a
// clock, and nothing but a message of more than 24 bytes allocates once a line has its capacity. A line is used by one
// goroutine at a time.
package wire
