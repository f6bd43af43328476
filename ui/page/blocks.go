package page

import "strings"

// block is a stretch of a page: text without tables, or one table.
type block struct {
	text  string
	table *table
}

// table is a table as it was written.
type table struct {
	rows  [][]string // the head first
	right []bool     // columns that stand at the right: numbers
}

// blocksOf parts a page at its tables. A table is a row of cells with a line of dashes below it; between fences there is none.
func blocksOf(text string) []block {
	var out []block
	var plain []string
	flush := func() {
		if text := strings.Trim(strings.Join(plain, "\n"), "\n"); text != "" {
			out = append(out, block{text: text})
		}
		plain = nil
	}
	lines, fenced := strings.Split(text, "\n"), false
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		if strings.HasPrefix(strings.TrimSpace(line), "```") {
			fenced = !fenced
		}
		if fenced || !isRow(line) || i+1 == len(lines) || !isRule(lines[i+1]) {
			plain = append(plain, line)
			continue
		}
		flush()
		t := &table{rows: [][]string{cellsOf(line)}}
		for _, rule := range cellsOf(lines[i+1]) {
			t.right = append(t.right, strings.HasSuffix(rule, ":"))
		}
		for i += 2; i < len(lines) && isRow(lines[i]); i++ {
			t.rows = append(t.rows, cellsOf(lines[i]))
		}
		i--
		out = append(out, block{table: t})
	}
	flush()
	return out
}

func isRow(line string) bool { return strings.HasPrefix(strings.TrimSpace(line), "|") }

func isRule(line string) bool {
	return isRow(line) && strings.Contains(line, "---") && strings.Trim(line, "|-: ") == ""
}

// cellsOf are the cells of a row, without the spaces about them.
func cellsOf(line string) []string {
	cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	return cells
}

// shares gives columns their widths: what their text takes where there is room; else the narrow ones keep that, and the
// others share what is left, none narrower than its longest word.
func shares(wanted, least []float32, room float32) []float32 {
	out := make([]float32, len(wanted))
	open := make([]int, 0, len(wanted))
	for i := range wanted {
		open = append(open, i)
	}
	for len(open) > 0 {
		fair := room / float32(len(open))
		kept := open[:0:0]
		for _, i := range open {
			switch {
			case wanted[i] <= fair:
				out[i] = wanted[i]
			case least[i] >= fair:
				out[i] = least[i]
			default:
				kept = append(kept, i)
				continue
			}
			room -= out[i]
		}
		if len(kept) == len(open) {
			for _, i := range open {
				out[i] = fair
			}
			break
		}
		open = kept
	}
	return out
}
