package ui

import (
	"path/filepath"
	"strings"

	"voluntary/registration"
	"voluntary/sequencer"
	piecefile "voluntary/sequencer/file"
)

// Session is one piece that is being worked on: its editor, the file it came from, what it compiles to. It knows
// nothing of windows. It belongs to one goroutine, except where a method says otherwise.
type Session struct {
	// Changed is called after every change of the piece, previews included. It may be nil.
	Changed func(*sequencer.Arrangement)

	editor *sequencer.Editor
	number int    // of the piece: how many there were, with this one
	path   string // "" until it is saved
	hint   string // a name for the first save
}

// NewSession starts with an empty piece for a console.
func NewSession(c *registration.Console) (*Session, error) {
	a, err := emptyPiece(c)
	if err != nil {
		return nil, err
	}
	s := &Session{}
	s.Set(a, "", "")
	return s, nil
}

// emptyPiece is a piece without notes that has a part for each division, to draw them in.
func emptyPiece(c *registration.Console) (*sequencer.Arrangement, error) {
	p := sequencer.Piece{Title: "Untitled", Console: c}
	for _, d := range c.Divisions {
		p.Parts = append(p.Parts, sequencer.Part{Name: d.Name, Routing: []sequencer.Routing{{Division: d.ID}}})
	}
	return sequencer.New(p)
}

// Set begins to work on a piece. path is where it lies, "" when nowhere yet; hint is a file name for the first save.
func (s *Session) Set(a *sequencer.Arrangement, path, hint string) { s.set(a, a, path, hint) }

// SetUnsaved is Set for a piece that must be saved to be kept: an import, a recovered copy.
func (s *Session) SetUnsaved(a *sequencer.Arrangement, path, hint string) { s.set(a, nil, path, hint) }

func (s *Session) set(a, saved *sequencer.Arrangement, path, hint string) {
	s.number++
	s.editor = sequencer.NewEditor(a)
	s.editor.MarkSaved(saved)
	s.editor.Changed = func(a *sequencer.Arrangement) {
		if s.Changed != nil {
			s.Changed(a)
		}
	}
	s.path, s.hint = path, hint
	if s.Changed != nil {
		s.Changed(a)
	}
}

// Editor of the piece.
func (s *Session) Editor() *sequencer.Editor { return s.editor }

// Piece is the arrangement as it is now.
func (s *Session) Piece() *sequencer.Arrangement { return s.editor.Current() }

// Console is the organ of the piece.
func (s *Session) Console() *registration.Console { return s.Piece().Console() }

// Path is where the piece lies, "" when it has never been saved.
func (s *Session) Path() string { return s.path }

// Dirty reports whether there is work that no file holds.
func (s *Session) Dirty() bool { return s.editor.Dirty() }

// Caption is the window's title: the piece, a dot when it is not saved, and the program.
func (s *Session) Caption() string {
	name := s.Piece().Title()
	if s.path != "" {
		name = strings.TrimSuffix(filepath.Base(s.path), piecefile.Extension)
	}
	if name == "" {
		name = "Untitled"
	}
	if s.Dirty() {
		name = "• " + name
	}
	return name + " - Voluntary"
}

// SuggestedName is a file name for the first save.
func (s *Session) SuggestedName() string {
	name := s.hint
	if name == "" {
		name = s.Piece().Title()
	}
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < ' ' {
			return '-'
		}
		return r
	}, strings.TrimSpace(name))
	if name == "" {
		name = "Untitled"
	}
	return strings.TrimSuffix(name, piecefile.Extension) + piecefile.Extension
}

// Snapshot is what a save writes: never a preview, nor what the piece was before. Any goroutine may write it.
func (s *Session) Snapshot() *sequencer.Arrangement {
	s.editor.EndCompare()
	s.editor.CancelPreview()
	return s.editor.Current()
}

// Saved notes that a snapshot lies at a path now.
func (s *Session) Saved(path string, a *sequencer.Arrangement) {
	s.path = path
	s.editor.MarkSaved(a)
}

// WithExtension is a path that ends as an arrangement's file does, unless it has an ending already.
func WithExtension(path string) string {
	if filepath.Ext(path) == "" {
		return path + piecefile.Extension
	}
	return path
}
