// Package minimap is the whole piece in a thin strip: how loud the registration is from start to end, in the colours of
// the divisions that play, with a frame around what the piano roll shows.
//
// [Map] is mute: it shows the arrangement, axis and playhead it is given and proposes another axis through OnAxis. The
// height of a column is the wind of all that is drawn for the divisions that play there, couplers and swell boxes
// counted, against the loudest place of the piece. A rest of up to a quarter between two notes does not count. Where keys are pressed and nothing is drawn, the foot of the column is
// in the colour of warnings. Marks stand at the upper edge.
//
// A click brings that place to the middle of the roll, a drag carries the frame along. The wheel scrolls. With the focus,
// the arrows scroll, Page Up and Page Down turn pages, Home and End go to the ends.
package minimap
