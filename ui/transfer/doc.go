// Package transfer shows what stands for what when a piece goes to another organ: a line for each substitute and each
// loss, with the reason and a choice of something else. A [Sheet] is what is shown and chosen, without a window; a [View]
// shows it. The view is mute: it draws the sheet and calls OnChange.
package transfer
