// Package tint is which colour, letter and pattern stand for a division, and what is reckoned with colours. It works
// without a window: the roll, the lane and what is printed look alike.
//
// [Division] is green for the Swell, blue for the Great, purple for the Pedal, orange for the Choir or Positive, red for
// the Solo, others distinct. The colours stay apart for colour-blind eyes, and colour is never the only sign: each division
// also has a letter ([Letter]) and a pattern ([PatternOf]).
package tint
