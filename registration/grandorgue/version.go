package grandorgue

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
)

// ErrHeader is wrapped by [CheckVersion] for the versions that misread the set-up header.
var ErrHeader = errors.New("this GrandOrgue misreads the set-up header")

// CheckVersion tells whether a version of GrandOrgue ("3.9.5-1") understands the set-up header. The broken ones turn every
// stop on. A version that cannot be read is taken to be a good one.
func CheckVersion(version string) error {
	major, minor, patch, ok := numbersOf(version)
	if !ok || major != 3 {
		return nil
	}
	if minor == 16 && patch >= 3 || minor == 17 && patch < 2 {
		return fmt.Errorf("GrandOrgue %s: %w (install 3.17.2 or later, or use a settings file)", version, ErrHeader)
	}
	return nil
}

func numbersOf(version string) (major, minor, patch int, ok bool) {
	n, _ := fmt.Sscanf(version, "%d.%d.%d", &major, &minor, &patch)
	return major, minor, patch, n == 3
}

// ProgramVersion finds out which version a program file of GrandOrgue is, "" when it does not tell. The program is not
// started: it would open a window even to say its version, which stands in it as a text of wide characters. A package
// of everything in one file is packed; there the file's name tells.
func ProgramVersion(program string) string {
	f, err := os.Open(program)
	if err != nil {
		return ""
	}
	defer f.Close()
	if v := versionIn(io.LimitReader(f, maxProgram)); v != "" {
		return v
	}
	if m := plainVersion.FindString(filepath.Base(program)); m != "" {
		return m
	}
	return ""
}

// maxProgram is how much of a program file is looked at; GrandOrgue's have from 3 to 30 MB.
const maxProgram = 256 << 20

var (
	plainVersion = regexp.MustCompile(`\d{1,2}\.\d{1,3}\.\d{1,3}`)
	// Three numbers in characters of four bytes, or of two on Windows, and what packagers put behind them: no digit or dot
	// before, a dash or the end behind. Other programs' versions, in one byte a character, do not fit.
	wideVersion = regexp.MustCompile(`(?s)(?:\d\x00\x00\x00){1,2}\.\x00\x00\x00(?:\d\x00\x00\x00){1,3}\.\x00\x00\x00(?:\d\x00\x00\x00){1,3}(?:-|\x00)\x00\x00\x00` +
		`|(?:\d\x00){1,2}\.\x00(?:\d\x00){1,3}\.\x00(?:\d\x00){1,3}(?:-|\x00)\x00`)
)

// versionIn looks through a program file, a piece at a time.
func versionIn(r io.Reader) string {
	const piece, longest = 1 << 20, 64
	in := bufio.NewReaderSize(r, piece)
	var kept []byte
	for {
		b := make([]byte, len(kept)+piece)
		copy(b, kept)
		n, err := io.ReadFull(in, b[len(kept):])
		b = b[:len(kept)+n]
		for _, m := range wideVersion.FindAll(b, -1) {
			if v := narrow(m); likely(v) {
				return v
			}
		}
		if err != nil {
			return ""
		}
		kept = b[max(0, len(b)-longest):]
	}
}

// likely is true for the versions that GrandOrgue has had or may have.
func likely(version string) bool {
	major, _, _, ok := numbersOf(version)
	return ok && major >= 3 && major <= 9
}

// narrow leaves out the zeros and what stands behind the numbers.
func narrow(wide []byte) string {
	var out []byte
	for _, b := range wide {
		if b == '.' || b >= '0' && b <= '9' {
			out = append(out, b)
		}
	}
	if _, err := strconv.Atoi(string(out[:1])); err != nil {
		return ""
	}
	return string(out)
}
