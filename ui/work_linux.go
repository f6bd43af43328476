package ui

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// clockTick is the unit in which Linux counts processor time for programs, on every machine.
const clockTick = 10 * time.Millisecond

// workDone is the processor time that the window has used, 0 when it cannot be told: that of the thread which paints, and
// of those which draw for it where there is no graphics card. The organ is not counted.
func workDone() time.Duration {
	tasks, err := filepath.Glob("/proc/self/task/*/stat")
	if err != nil {
		return 0
	}
	main := strconv.Itoa(os.Getpid())
	var done time.Duration
	for _, path := range tasks {
		b, err := os.ReadFile(path)
		if err != nil {
			continue // the thread has ended
		}
		name, fields, ok := threadStat(b)
		if ok && (bytes.HasPrefix(name, []byte("llvmpipe")) || filepath.Base(filepath.Dir(path)) == main) {
			done += fields
		}
	}
	return done
}

// threadStat reads the name of a thread and its processor time, by itself and by the system for it.
func threadStat(b []byte) (name []byte, used time.Duration, ok bool) {
	open, shut := bytes.IndexByte(b, '('), bytes.LastIndexByte(b, ')') // a name may hold brackets and spaces
	if open < 0 || shut < open {
		return nil, 0, false
	}
	fields := bytes.Fields(b[shut+1:])
	const user, system = 11, 12 // counted from the state, which follows the name
	if len(fields) <= system {
		return nil, 0, false
	}
	u, err1 := strconv.ParseInt(string(fields[user]), 10, 64)
	s, err2 := strconv.ParseInt(string(fields[system]), 10, 64)
	return b[open+1 : shut], time.Duration(u+s) * clockTick, err1 == nil && err2 == nil
}
