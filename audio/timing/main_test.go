package timing

import (
	"os"
	"testing"

	"voluntary/audio/guard"
)

func TestMain(m *testing.M) {
	if guard.IsChild(os.Args) {
		os.Exit(guard.Main())
	}
	os.Exit(m.Run())
}
