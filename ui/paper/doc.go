// Package paper puts a piece on paper: the registration sheet that an organist hands to a registrant, and the notes as a
// roll with the registration above them. It works without a window.
//
//	sheet := paper.NewSheet(arrangement, nil)
//	err := sheet.PDF(w, paper.A4)   // or sheet.Text(w)
//	roll := paper.NewRoll(arrangement, paper.RollOptions{})
//	err = roll.PDF(w, paper.A4)     // or roll.PNG(w, 2)
//
// The sheet has a row for each moment at which something is done: what to draw, what to retire, where the shoes go. A swell
// that moves over several bars is one row. The roll is laid out in lines of bars, like a score; page and picture are drawn
// by the same code on two kinds of surface.
//
// Letters are those of the Go fonts, which are built in and cover Latin, Greek and Cyrillic. What they lack is written in its
// nearest letters, or with those of the fonts of this computer, Chinese, Japanese and Korean ones for example. What no font
// has is a question mark, and Missing tells which letters those are.
package paper
