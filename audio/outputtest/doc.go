// Package outputtest is the test that everything which can sound has to pass: the built-in organ, a MIDI port, whatever
// comes later. It says what an engine counts on.
//
//	func TestContract(t *testing.T) {
//		outputtest.Run(t, outputtest.Subject{Console: c, Open: open})
//	}
package outputtest
