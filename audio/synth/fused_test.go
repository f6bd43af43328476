package synth_test

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/constant"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Go may round a product and the sum it goes into at once, and does so on arm64, ppc64, riscv64 and s390x. A conversion of
// the product forbids it, and is to stand wherever a product is added to something; a division by a power of two is a
// product, too. So the same seed gives the same bytes on every platform. What is fused across statements shows in the
// code of such a processor only: see TestE2EAnotherProcessorGivesTheSameBytes.
func TestNoProductIsAddedUnrounded(t *testing.T) {
	for _, dir := range []string{".", "../recording", "../wav"} {
		fset := token.NewFileSet()
		var files []*ast.File
		names, err := filepath.Glob(filepath.Join(dir, "*.go"))
		require.NoError(t, err)
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			f, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
			require.NoError(t, err)
			files = append(files, f)
		}
		require.NotEmpty(t, files)
		info := &types.Info{Types: make(map[ast.Expr]types.TypeAndValue)}
		conf := types.Config{Importer: importer.ForCompiler(fset, "gc", exported(t, dir))}
		_, err = conf.Check(dir, fset, files, info)
		require.NoError(t, err)
		for _, f := range files {
			ast.Inspect(f, func(n ast.Node) bool {
				for _, e := range summands(n) {
					if product(info, e) {
						t.Errorf("%v: convert this product before it is added: float32(…) or float64(…)", fset.Position(e.Pos()))
					}
				}
				return true
			})
		}
	}
}

// summands are what a node adds or subtracts.
func summands(n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		if n.Op == token.ADD || n.Op == token.SUB {
			return []ast.Expr{n.X, n.Y}
		}
	case *ast.AssignStmt:
		if n.Tok == token.ADD_ASSIGN || n.Tok == token.SUB_ASSIGN {
			return n.Rhs
		}
	}
	return nil
}

// product reports whether an expression is a product of floating-point numbers that is not known beforehand.
func product(info *types.Info, e ast.Expr) bool {
	switch x := e.(type) {
	case *ast.ParenExpr:
		return product(info, x.X)
	case *ast.UnaryExpr:
		return product(info, x.X)
	case *ast.BinaryExpr:
		is, ok := info.Types[e].Type.Underlying().(*types.Basic)
		if !ok || is.Info()&types.IsFloat == 0 || info.Types[e].Value != nil {
			return false
		}
		if x.Op == token.QUO && info.Types[x.Y].Value != nil {
			divisor, _ := constant.Float64Val(info.Types[x.Y].Value)
			fraction, _ := math.Frexp(divisor)
			return fraction == 0.5
		}
		return x.Op == token.MUL
	}
	return false
}

// exported finds what the packages that a package imports export, where go build keeps it.
func exported(t *testing.T, dir string) importer.Lookup {
	t.Helper()
	list := exec.Command("go", "list", "-deps", "-export", "-json=ImportPath,Export", ".")
	list.Dir = dir
	out, err := list.Output()
	require.NoError(t, err)
	files := map[string]string{}
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct{ ImportPath, Export string }
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if !assert.NoError(t, err) {
			break
		}
		files[p.ImportPath] = p.Export
	}
	return func(path string) (io.ReadCloser, error) { return os.Open(files[path]) }
}
