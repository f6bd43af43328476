// Package page shows a page of the manual, which is Markdown, with its tables: columns stand below each other, long cells
// go over several lines, and a table that is still too wide is scrolled sideways.
package page
