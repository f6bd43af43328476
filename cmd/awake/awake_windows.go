package awake

import (
	"fmt"
	"syscall"
)

var setThreadExecutionState = syscall.NewLazyDLL("kernel32.dll").NewProc("SetThreadExecutionState")

// Flags of SetThreadExecutionState: they hold for the thread until the next call with continuous.
const (
	systemRequired  = 0x1
	displayRequired = 0x2
	continuous      = 0x80000000
)

func system() (release func(), err error) {
	if err := setThreadExecutionState.Find(); err != nil {
		return nil, err
	}
	if before, _, err := setThreadExecutionState.Call(continuous | systemRequired | displayRequired); before == 0 {
		return nil, fmt.Errorf("SetThreadExecutionState: %w", err)
	}
	return func() { _, _, _ = setThreadExecutionState.Call(continuous) }, nil
}
