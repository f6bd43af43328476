package ui

import (
	"cmp"
	"fmt"
	"io/fs"
	"net/url"
	"runtime"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"voluntary/assets"
	"voluntary/ui/page"
	"voluntary/ui/touch"
)

// manualPage is one page of the manual: the name of its file and its heading.
type manualPage struct{ name, title, text string }

// manualPages reads the shipped manual, the index first.
func manualPages() []manualPage {
	names, err := fs.Glob(assets.Manual(), "*.md")
	if err != nil {
		return nil
	}
	var pages []manualPage
	for _, file := range names {
		text, err := fs.ReadFile(assets.Manual(), file)
		if err != nil {
			continue
		}
		p := manualPage{name: strings.TrimSuffix(file, ".md"), text: string(text)}
		p.title = p.name
		if line, _, _ := strings.Cut(p.text, "\n"); strings.HasPrefix(line, "# ") {
			p.title = strings.TrimPrefix(line, "# ")
		}
		if p.name == "index" {
			pages = append([]manualPage{p}, pages...)
		} else {
			pages = append(pages, p)
		}
	}
	// The index says in which order they are read.
	if len(pages) > 0 && pages[0].name == "index" {
		place := func(p manualPage) int {
			if i := strings.Index(pages[0].text, "("+p.name+".md"); i >= 0 {
				return i
			}
			return len(pages[0].text)
		}
		slices.SortStableFunc(pages[1:], func(a, b manualPage) int { return cmp.Compare(place(a), place(b)) })
	}
	return pages
}

// showManual opens the manual in a window of its own, at a page, or brings it to the front.
func (w *Window) showManual(name string) {
	pages := manualPages()
	if len(pages) == 0 {
		w.fail("The manual cannot be shown", fmt.Errorf("no manual was built into this program"))
		return
	}
	w.showAside("manual", "the manual", fyne.NewSize(960, 680), func(a *aside) fyne.CanvasObject {
		scroll := container.NewScroll(widget.NewLabel("")) // the wheel is the page's, over tables too
		longest := ""                                      // the list is never narrower
		for _, p := range pages {
			if len(p.title) > len(longest) {
				longest = p.title
			}
		}
		list := touch.NewList(func() int { return len(pages) },
			func() fyne.CanvasObject { return widget.NewLabel(longest) },
			func(i widget.ListItemID, o fyne.CanvasObject) { o.(*widget.Label).SetText(pages[i].title) })
		list.OnKey = a.key
		at := func(name string) int {
			return slices.IndexFunc(pages, func(p manualPage) bool { return p.name == strings.TrimSuffix(name, ".md") })
		}
		list.OnSelected = func(i widget.ListItemID) {
			scroll.Content = container.NewPadded(page.New(pages[i].text, func(u *url.URL) bool {
				if to := at(u.Path); to >= 0 {
					list.Select(to)
					return true
				}
				return false
			}))
			scroll.Refresh()
			scroll.ScrollToTop()
		}
		list.Select(max(at(name), 0))
		split := container.NewHSplit(list, scroll)
		split.SetOffset(0.24)
		return split
	})
}

// keyPages are the keys and gestures of the widgets, which the widgets take themselves.
var keyPages = []struct {
	title string
	keys  [][2]string
}{
	{"In the notes", [][2]string{
		{"Arrows", "move the selection by the grid or a semitone; scroll when nothing is selected"},
		{"Shift+Up, Shift+Down", "move it by an octave"},
		{"Shift+Left, Shift+Right", "shorten, lengthen"},
		{"Alt+Left, Alt+Right", "move where the notes begin"},
		{"N, P", "next, previous note; with Shift add it to the selection"},
		{"Return", "hear the selection"},
		{"Del", "remove it"},
		{"Menu", "what can be done here"},
		{"Esc", "take back a drag; select nothing"},
	}},
	{"On the ruler", [][2]string{
		{"Left, Right", "take up the mark before, the next mark"},
		{"Alt+Left, Alt+Right", "move it by the grid"},
		{"Return, F2", "change its name, what it is and its place"},
		{"Del", "take it out"},
		{"Menu", "what can be done with it"},
		{"Esc", "take back a drag; let the mark go"},
	}},
	{"In the lane", [][2]string{
		{"Up, Down", "to the row above, below"},
		{"Left, Right", "to the other end of the bar, and on to the next bar"},
		{"Alt+Left, Alt+Right", "move the marked end by the grid"},
		{"Return", "what can be drawn, retired or recalled here, found by typing"},
		{"Del", "remove the bar"},
		{"Esc", "take back a drag; mark nothing"},
	}},
	{"In a list that is found by typing", [][2]string{
		{"Up, Down", "mark another"},
		{"Return", "do what is marked"},
		{"Shift+Return", "do it, and keep the list open"},
		{"Esc", "put the list away"},
	}},
	{"In the table of everything that the lane does", [][2]string{
		{"Down, Tab", "from the line that searches to the orders; Up goes back"},
		{"Up, Down, Page Up, Page Down, Home, End", "to another order"},
		{"Return, F2", "change its place or value"},
		{"G", "go to its place"},
		{"Del", "take it out"},
		{"1 to 5", "sort by this column; once more the other way round"},
	}},
	{"In the lists of the console editor", [][2]string{
		{"Arrows, Page Up, Page Down, Home, End", "to another row; with Shift mark up to there"},
		{"Letters", "find a row; in a scene O is on, F is off, A leaves alone"},
		{"Return", "to the form of what is marked; in a scene the next setting"},
		{"Del", "take out what is marked"},
		{"F2", "another name for a scene"},
	}},
	{"On the jamb of the console editor", [][2]string{
		{"Tab, Shift+Tab", "mark the next, the previous piece"},
		{"Arrows, Shift+Arrows", "move what is marked by four units, by one"},
		{"Return", "to the form of what is marked"},
		{"Del", "take it off a freely drawn board"},
		{"Esc", "mark nothing; once more to leave the board"},
	}},
	{"In the map of the piece", [][2]string{
		{"Left, Right", "scroll"},
		{"Page Up, Page Down", "a page back, on"},
		{"Home, End", "to the start, the end"},
	}},
	{"In the jamb and the bars", [][2]string{
		{"Tab, Shift+Tab", "to the next, the previous knob or button"},
		{"Return", "press it"},
		{"Left, Right", "move a slider or a choice"},
	}},
}

// keysText lists every key that does something: those of the table of actions, and those of the widgets.
func keysText(actions []*Action) string {
	var b strings.Builder
	menu := ""
	for _, a := range actions {
		if a.Key == "" {
			continue
		}
		if a.Menu != menu {
			menu = a.Menu
			fmt.Fprintf(&b, "\n## %s\n\n", menu)
		}
		fmt.Fprintf(&b, "- **%s**   %s\n", a.KeyText(), strings.TrimSuffix(a.Label, "…"))
	}
	return b.String() + widgetKeysText()
}

// widgetKeysText lists the keys that the widgets take themselves.
func widgetKeysText() string {
	var b strings.Builder
	for _, page := range keyPages {
		fmt.Fprintf(&b, "\n## %s\n\n", page.title)
		for _, k := range page.keys {
			fmt.Fprintf(&b, "- **%s**   %s\n", k[0], k[1])
		}
	}
	return b.String()
}

func (w *Window) showAbout() {
	text := fmt.Sprintf("Voluntary %s\n\nA sequencer for organists: scores become music for the organ,\nwith its stops drawn where they belong.\n\n%s, %s/%s. MIT licence.",
		w.options.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	w.inform("About Voluntary", text)
}
