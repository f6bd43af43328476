package cmd_test

import (
	"bytes"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// top is the folder of the repository, seen from this package.
const top = ".."

// tracked lists the files of the project: those that git knows, or, in a copy without git, all that are there.
func tracked(t *testing.T) []string {
	t.Helper()
	cmd := exec.Command("git", "ls-files", "-z")
	cmd.Dir = top
	if out, err := cmd.Output(); err == nil && len(out) > 0 {
		return strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
	}
	var names []string
	require.NoError(t, filepath.WalkDir(top, func(name string, d os.DirEntry, err error) error {
		name, _ = filepath.Rel(top, name)
		if d != nil && d.IsDir() && (name == ".git" || name == "bin") {
			return filepath.SkipDir
		}
		if err == nil && d.Type().IsRegular() {
			names = append(names, filepath.ToSlash(name))
		}
		return err
	}))
	return names
}

// read gives the content of a tracked file, nil when it was taken away and not yet committed.
func read(t *testing.T, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(top, filepath.FromSlash(name)))
	if !os.IsNotExist(err) {
		require.NoError(t, err)
	}
	return content
}

func TestTopOfTheRepositoryHoldsWhatTheDesignNames(t *testing.T) {
	allowed := []string{
		"cmd", "ui", "sequencer", "registration", "audio", "assets", "testdata",
		"go.mod", "go.sum", "Makefile", "README.md", "LICENSE", "FyneApp.toml",
	}
	for _, name := range tracked(t) {
		first, _, _ := strings.Cut(name, "/")
		if !strings.HasPrefix(first, ".") && !slices.Contains(allowed, first) {
			t.Errorf("%s: %q is not among what the top of the repository holds (%s, and names with a dot)", name, first, strings.Join(allowed, ", "))
		}
	}
}

func TestNoFileNamesAFolderOfOneMachine(t *testing.T) {
	folder := regexp.MustCompile(`(^|[^\w.*~}/])/(work|root|home)` + `/[\w.]`)
	for _, name := range tracked(t) {
		content := read(t, name)
		if bytes.IndexByte(content, 0) >= 0 {
			continue
		}
		for i, line := range strings.Split(string(content), "\n") {
			if m := folder.FindString(line); m != "" {
				t.Errorf("%s:%d names %q, a folder that other machines do not have", name, i+1, strings.TrimSpace(m))
			}
		}
	}
}

var (
	link   = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	quoted = regexp.MustCompile("`([^`\n]+)`")
)

func TestFilesNamedInTheReadmeAndTheManualExist(t *testing.T) {
	files := tracked(t)
	there := func(name string) bool {
		return slices.ContainsFunc(files, func(f string) bool { return f == name || strings.HasPrefix(f, name+"/") })
	}
	folders := []string{"cmd/", "ui/", "sequencer/", "registration/", "audio/", "assets/", "testdata/", ".ci/"}
	for _, page := range files {
		if page != "README.md" && !(strings.HasPrefix(page, "assets/manual/") && strings.HasSuffix(page, ".md")) {
			continue
		}
		text := string(read(t, page))
		for _, m := range link.FindAllStringSubmatch(text, -1) {
			to, _, _ := strings.Cut(m[1], "#")
			if to == "" || strings.Contains(to, ":") {
				continue
			}
			assert.Truef(t, there(path.Join(path.Dir(page), to)), "%s links to %s, which is not there", page, m[1])
		}
		for _, m := range quoted.FindAllStringSubmatch(text, -1) {
			name := strings.TrimSuffix(m[1], "/")
			inside := slices.ContainsFunc(folders, func(f string) bool { return strings.HasPrefix(name, f) })
			if inside && !strings.ContainsAny(name, " *<>{}[]…$") {
				assert.Truef(t, there(name), "%s names %s, which is not there", page, name)
			}
		}
	}
}
