// Package preview plays on a GrandOrgue of our own: it starts the GrandOrgue that is installed as a private instance, with
// nothing set up by hand and nothing of the user's touched, lets it load an organ, and ends it in the end.
//
//	p, err := preview.Find()                        // which GrandOrgue, and where
//	i, err := preview.Start(ctx, p, preview.Options{Organ: "demo.orgue", Console: c, Report: r, ...})
//	out, err := i.Output("GrandOrgue")              // for the engine
//	err = i.Close()
//
// # How it works
//
// GrandOrgue sees only MIDI ports that are there when it starts. So [Start] first makes two ports of ours, one to play to it
// and one to hear from it, and then a configuration that knows these two alone ([grandorgue.Configuration]); the sound
// device is the user's own choice, or JACK with the rate at which JACK runs. The organ is given on the command line.
//
// While it runs GrandOrgue tells at the second port which organ is loaded, how each control stands and what moves
// ([grandorgue.Echo]). So Start knows when the organ can be played, and an output knows whether a stop that it has drawn has
// been drawn: where it has not, the header and the whole registration are sent again, and when that does not help either it
// is said in words. When GrandOrgue has loaded the organ anew, everything is sent again, too.
//
// A GrandOrgue that misreads the set-up header is given a settings file for the organ instead, in a folder of ours, and is
// then spoken to by plain numbers.
//
// # When it ends
//
// The instance ends with [Instance.Close], and on Linux also when this program dies in any way. When the user closes its
// window, outputs answer with [ErrEnded]. A GrandOrgue that was started by the user is never touched.
package preview
