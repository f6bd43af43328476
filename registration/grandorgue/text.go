package grandorgue

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// MaxSize is the most that a definition may hold, unpacked, in bytes. The largest published ones have about 30 MB.
const MaxSize = 128 << 20

// text unpacks and decodes a definition. GrandOrgue takes UTF-8 only with a byte-order mark and ISO-8859-1 else, and so
// do we: the names must be those that its player sees.
func text(data []byte) (s, encoding string, err error) {
	if bytes.HasPrefix(data, []byte{0x1F, 0x8B}) {
		if data, err = gunzip(data); err != nil {
			return "", "", err
		}
	}
	if len(data) > MaxSize {
		return "", "", tooLarge()
	}
	if rest, ok := bytes.CutPrefix(data, []byte("\xEF\xBB\xBF")); ok {
		return strings.ToValidUTF8(string(rest), "\uFFFD"), "UTF-8", nil
	}
	return latin1(data), "ISO-8859-1", nil
}

func gunzip(data []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("the definition is packed with gzip and damaged: %w", err)
	}
	out, err := io.ReadAll(io.LimitReader(z, MaxSize+1))
	if err != nil {
		return nil, fmt.Errorf("the definition is packed with gzip and damaged: %w", err)
	}
	if len(out) > MaxSize {
		return nil, tooLarge()
	}
	return out, nil
}

func tooLarge() error {
	return fmt.Errorf("the definition has more than %d MB (is it one?)", MaxSize>>20)
}

func latin1(data []byte) string {
	var b strings.Builder
	b.Grow(len(data) + len(data)/16)
	for _, c := range data {
		b.WriteRune(rune(c))
	}
	return b.String()
}

// loose decodes text of which nobody says the encoding.
func loose(data []byte) string {
	data = bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))
	if utf8.Valid(data) {
		return string(data)
	}
	return latin1(data)
}

var errBinary = errors.New("this is no organ definition: it holds bytes that no text has (give a .organ or .orgue file)")
