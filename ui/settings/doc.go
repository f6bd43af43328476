// Package settings keeps what a person has chosen in one small JSON file that several running windows share: a [Store] is
// Fyne's preferences, but each value is written by itself, so that what one window changes does not undo what another has.
package settings
