// Package transfer finds for a registration of one organ the nearest one on another, and says why.
//
//	plan := transfer.New(cathedral, parish, choices, transfer.Use{Wanted: everything})
//	there, lines := plan.State(here, transfer.Everyone)
//
// A [Plan] is made for a pair of organs. It first finds a division there for each division here, by what they are called
// in six languages, by the stops that are wanted, and by what plays at the same time: two divisions that play together
// are kept apart where the organ allows. The pedal stays pedal. Then [Plan.State] looks at the whole of a registration:
// every wanted stop gets the nearest stop of that division (pitch first, then family, construction, sort, loudness), the
// best pairs first, each stop once. A compound stop may become the ranks it is made of (a sesquialtera a nazard and a
// tierce). Couplers, tremulants and shoes go with their divisions.
//
// # What holds for every plan
//
// The answer depends on the registration alone, not on what came before, so that a piece may be started anywhere. On the
// same organ it is the registration itself. More stops here never give fewer stops there. Nothing is drawn in a division
// for which nothing is wanted. Every wanted control has a [Line]; nothing is left out without one.
//
// # Choices
//
// What a person has accepted or put in its place is a [Choices], kept for the pair of organs by a [Book] in a small file.
//
// Everything but the Book is pure; a Plan may be used by any goroutine.
package transfer
