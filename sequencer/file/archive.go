package file

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	consolefile "voluntary/registration/file"
)

// Limits of a .voluntary file.
const (
	MaxSize    = 512 << 20 // bytes on disk
	MaxEntries = 64        // of the zip
	maxText    = 256 << 20 // bytes of arrangement.json
	maxScore   = 128 << 20 // bytes of the source score
	maxRatio   = 300       // unpacked to packed, of an entry larger than freeSize
	freeSize   = 4 << 20
)

const (
	textEntry    = "arrangement.json"
	consoleEntry = "console.console"
	scoreFolder  = "score/"
)

// archive is an opened zip.
type archive struct{ files map[string]*zip.File }

// openArchive reads the zip's directory. The error says what the file is instead, as far as it can be told.
func openArchive(data []byte) (*archive, error) {
	if len(data) > MaxSize {
		return nil, fmt.Errorf("%w: at most %d MiB", ErrTooLarge, MaxSize>>20)
	}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, notZip(data)
	}
	if len(r.File) > MaxEntries {
		return nil, fmt.Errorf("%w: %d entries in the zip, at most %d", ErrTooLarge, len(r.File), MaxEntries)
	}
	a := &archive{files: make(map[string]*zip.File, len(r.File))}
	for _, f := range r.File {
		if a.files[f.Name] != nil {
			return nil, damaged("%.80q is in it twice", f.Name)
		}
		a.files[f.Name] = f
	}
	if a.files[textEntry] == nil {
		hint := ""
		for name := range a.files {
			if name == "META-INF/container.xml" || strings.HasSuffix(name, ".mscx") {
				hint = " (it is a score: import it)"
			}
		}
		return nil, fmt.Errorf("%w: it is a zip without %s%s", ErrNotArrangement, textEntry, hint)
	}
	return a, nil
}

func notZip(data []byte) error {
	starts := func(s string) bool { return bytes.HasPrefix(data, []byte(s)) }
	switch {
	case len(data) == 0:
		return damaged("it is empty")
	case starts("PK\x03\x04"):
		return damaged("its end, where the list of its contents stands, is missing or broken")
	case starts("MThd"), starts("RIFF"), starts("<?xml"), starts("<score"):
		return fmt.Errorf("%w: it is a score (import it)", ErrNotArrangement)
	case len(bytes.Trim(data[:min(len(data), 4096)], "\x00")) == 0:
		return damaged("it begins with nothing but zeros")
	}
	return ErrNotArrangement
}

// read unpacks one entry of at most limit bytes.
func (a *archive) read(name string, limit uint64) ([]byte, error) {
	f := a.files[name]
	if f == nil {
		return nil, damaged("%.80q is missing in it", name)
	}
	size := f.UncompressedSize64
	if size > limit {
		return nil, fmt.Errorf("%w: %.80q inside it has %d bytes, at most %d", ErrTooLarge, name, size, limit)
	}
	if size > freeSize && size/maxRatio > f.CompressedSize64 {
		return nil, fmt.Errorf("%w: %.80q inside it unpacks to more than %d times its size", ErrTooLarge, name, maxRatio)
	}
	r, err := f.Open()
	if err != nil {
		return nil, a.broken(name, err)
	}
	defer r.Close()
	// One byte more than was announced: the reader then checks size and sum.
	data := bytes.NewBuffer(make([]byte, 0, min(size, freeSize)+bytes.MinRead))
	if _, err := io.Copy(data, io.LimitReader(r, int64(size)+1)); err != nil {
		return nil, a.broken(name, err)
	}
	if uint64(data.Len()) != size {
		return nil, a.broken(name, zip.ErrFormat)
	}
	return data.Bytes(), nil
}

func (a *archive) broken(name string, err error) error {
	why := "it cannot be unpacked"
	switch {
	case errors.Is(err, zip.ErrChecksum):
		why = "its checksum is wrong"
	case errors.Is(err, zip.ErrAlgorithm):
		why = "it is packed in a way that is not known"
	}
	return damaged("%.80q inside it: %s", name, why)
}

// packer writes a zip whose bytes depend on nothing but its contents.
type packer struct {
	out bytes.Buffer
	zip *zip.Writer
}

func newPacker() *packer {
	p := &packer{}
	p.zip = zip.NewWriter(&p.out)
	return p
}

// add packs an entry; what would look like a bomb to the reader is stored as it is.
func (p *packer) add(name string, data []byte) error {
	h := &zip.FileHeader{
		Name: name, Method: zip.Deflate, CRC32: crc32.ChecksumIEEE(data), UncompressedSize64: uint64(len(data)),
	}
	//lint:ignore SA1019 CreateRaw writes this field and does not look at Modified
	h.ModifiedDate = 1<<5 | 1 // the first day of the zip's calendar
	h.SetMode(0o644)
	if strings.ContainsFunc(name, func(r rune) bool { return r >= utf8.RuneSelf }) {
		h.Flags |= 0x800 // the name is UTF-8
	}
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.DefaultCompression)
	if err != nil {
		return err
	}
	if _, err := w.Write(data); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	body := packed.Bytes()
	if len(body) >= len(data) || len(data) > freeSize && len(data)/maxRatio >= len(body) {
		h.Method, body = zip.Store, data
	}
	h.CompressedSize64 = uint64(len(body))
	to, err := p.zip.CreateRaw(h)
	if err != nil {
		return err
	}
	_, err = to.Write(body)
	return err
}

func (p *packer) close() ([]byte, error) {
	if err := p.zip.Close(); err != nil {
		return nil, err
	}
	return p.out.Bytes(), nil
}

// scoreEntry is where in the zip a score of this name lies: a name that any system can unpack.
func scoreEntry(name string) string {
	name = path.Base(strings.ReplaceAll(strings.ToValidUTF8(name, "_"), `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || strings.ContainsRune(`/:*?"<>|`, r) {
			return '_'
		}
		return r
	}, name)
	const longest = 120
	for len(name) > longest {
		_, n := utf8.DecodeRuneInString(name)
		name = name[n:] // the end has the extension
	}
	if name = strings.Trim(name, " ."); name == "" {
		name = "score"
	}
	return scoreFolder + name
}

// maxConsole bounds the console inside the file.
const maxConsole = consolefile.MaxSize
