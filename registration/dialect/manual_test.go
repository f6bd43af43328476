package dialect

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/assets"
	"voluntary/registration"
)

var update = flag.Bool("update", false, "write the table of the manual anew")

const (
	page       = "dialect.md"
	tableStart = "```parish\n"
	tableEnd   = "```\n"
)

// The page says in hex what the parish console gets; it is what the encoder says.
func TestManualSaysWhatIsSent(t *testing.T) {
	data, err := fs.ReadFile(assets.Manual(), page)
	require.NoError(t, err)
	before, rest, ok := strings.Cut(string(data), tableStart)
	require.True(t, ok)
	table, after, ok := strings.Cut(rest, tableEnd)
	require.True(t, ok)
	want := parishTable(parish(t))
	if *update {
		require.NoError(t, os.WriteFile("../../assets/manual/"+page, []byte(before+tableStart+want+tableEnd+after), 0o644))
		return
	}
	assert.Equal(t, want, table, "run the tests of this package with -update")
}

func parishTable(c *registration.Console) string {
	e := NewEncoder(c)
	var b strings.Builder
	fmt.Fprintf(&b, "%-26s %-27s %s\n", "", "draw", "retire")
	for i := range c.Controls {
		id := registration.ControlID(i)
		fmt.Fprintf(&b, "%-26s %s  %s\n", c.Controls[i].ID, Hex(e.AppendChange(nil, draw(id))), Hex(e.AppendChange(nil, retire(id))))
	}
	fmt.Fprintf(&b, "\n%-26s %-27s %s\n", "", "closed", "open")
	for i, x := range c.Enclosures {
		at := func(value uint8) string {
			return Hex(e.AppendChange(nil, registration.Change{Kind: registration.Express, Enclosure: registration.EnclosureID(i), Value: value}))
		}
		fmt.Fprintf(&b, "%-26s %-27s %s\n", x.ID+" (shoe)", at(0), at(127))
	}
	return b.String()
}
