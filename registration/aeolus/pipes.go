package aeolus

import (
	"bytes"
	"io"
	"io/fs"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// pipe is what a file of pipes says of itself.
type pipe struct {
	name string
	feet float64 // 0: not said
}

// The head of a .ae0 file: the word AEOLUS, in the last two bytes of the first 32 the pitch as a fraction of 8 feet turned
// round, then 32 bytes with the name.
const (
	headSize = 64
	nameAt   = 32
	pitchAt  = 30
)

// pipeOf looks into the file; where there is none it reads the file's name.
func pipeOf(pipes fs.FS, file string) pipe {
	if pipes != nil && fs.ValidPath(file) {
		if f, err := pipes.Open(file); err == nil {
			defer f.Close()
			var head [headSize]byte
			if _, err := io.ReadFull(f, head[:]); err == nil && bytes.HasPrefix(head[:], []byte("AEOLUS\x00")) {
				return headed(head, file)
			}
		}
	}
	return pipe{name: spelled(file)}
}

func headed(head [headSize]byte, file string) pipe {
	name, _, _ := bytes.Cut(head[nameAt:], []byte{0})
	p := pipe{name: lines(strings.ToValidUTF8(string(name), ""))}
	if p.name == "" {
		p.name = spelled(file)
	}
	if up, down := head[pitchAt], head[pitchAt+1]; up > 0 && down > 0 {
		p.feet = 8 * float64(down) / float64(up)
	}
	return p
}

var (
	prefix   = regexp.MustCompile(`^(?:III|II|I|IV|V|P)_`)
	trailing = regexp.MustCompile(`[_ ]?(\d+)$`)
)

// written are pitches as file names have them.
var written = map[string]string{"113": "1 1/3", "223": "2 2/3", "513": "5 1/3", "135": "1 3/5", "1023": "10 2/3", "117": "1 1/7", "315": "3 1/5"}

// spelled makes a name of a file's: "III_principal_8.ae0" is Principal 8.
func spelled(file string) string {
	text := prefix.ReplaceAllString(strings.TrimSuffix(file, ".ae0"), "")
	if m := trailing.FindStringSubmatchIndex(text); m != nil && m[0] > 0 {
		digits := text[m[2]:m[3]]
		if fraction, ok := written[digits]; ok {
			digits = fraction
		}
		text = text[:m[0]] + " " + digits
	}
	text = strings.Join(strings.Fields(strings.ReplaceAll(text, "_", " ")), " ")
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}
