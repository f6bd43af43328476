package file

import (
	"fmt"
	"path/filepath"

	consolefile "voluntary/registration/file"
	"voluntary/registration/replace"
	"voluntary/sequencer"
)

// Write gives the bytes of the arrangement's .voluntary file. The same arrangement gives the same bytes.
func Write(a *sequencer.Arrangement) ([]byte, error) { return pack(a) }

// extra is an entry beside the three usual ones.
type extra struct {
	name string
	data []byte
}

func pack(a *sequencer.Arrangement, extras ...extra) ([]byte, error) {
	text, err := encode(a)
	if err != nil {
		return nil, err
	}
	organ, err := consolefile.Write(a.Console())
	if err != nil {
		return nil, err
	}
	score := a.Piece().Source
	for _, too := range []struct {
		what  string
		size  int
		limit int
	}{
		{"the piece", len(text), maxText},
		{"the console", len(organ), maxConsole},
		{"the score " + score.Name, len(score.Bytes), maxScore},
	} {
		if too.size > too.limit {
			return nil, fmt.Errorf("%w: %s takes %d MiB, at most %d", ErrTooLarge, too.what, too.size>>20, too.limit>>20)
		}
	}
	p := newPacker()
	list := []extra{{textEntry, text}, {consoleEntry, organ}}
	if len(score.Bytes) > 0 {
		list = append(list, extra{scoreEntry(score.Name), score.Bytes})
	}
	for _, e := range append(list, extras...) {
		if err := p.add(e.name, e.data); err != nil {
			return nil, err
		}
	}
	return p.close()
}

// Save writes the arrangement to a path, whole or not at all, and keeps what stood there before at Backup(path). Links
// are followed. The error is a sentence with the file's name; it may wrap [ErrReadOnly] or [ErrDiskFull], and the file is
// then as it was.
func Save(path string, a *sequencer.Arrangement) error {
	data, err := pack(a)
	if err == nil {
		err = replace.Keeping(path, data)
	}
	if err != nil {
		return fmt.Errorf("cannot save %s: %w", filepath.Base(path), err)
	}
	return nil
}

// Backup is where Save keeps what stood at path before.
func Backup(path string) string { return replace.Backup(path) }
