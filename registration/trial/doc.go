// Package trial tries an organ: keys and stops one after the other, slowly enough to listen, with everything as it was in the
// end.
//
//	steps := trial.Stops(console, trial.All, trial.Pace{})
//	t := trial.Start(player, drawn, steps, told)
//	t.Hold(true)   // stays at the step that sounds
//	t.Next()       // goes on to the next now
//	t.Close()      // releases and retires everything that the trial has pressed and drawn, and waits for that
//
// A player is an engine: what is tried goes the way that all playing goes, with the organ's gaps and travel times kept.
package trial
