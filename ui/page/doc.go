// Package page shows a page of the manual, which is Markdown, with its tables: columns stand below each other, long cells
// go over several lines, and where a table is still too wide the page is scrolled sideways.
package page
