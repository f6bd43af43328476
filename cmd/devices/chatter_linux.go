package devices

import (
	"bufio"
	"log/slog"
	"os"
	"sync"
	"syscall"
	"time"
)

var chattering sync.Mutex

// lastWords is how long is listened to a program that a library has started and that kept the pipe.
const lastWords = 100 * time.Millisecond

// withoutChatter does something while what C libraries print on standard error goes to the log. Opening the sound device
// of a computer that has none brings half a dozen lines from the depths of ALSA and JACK, which tell nobody anything.
func withoutChatter(log *slog.Logger, do func()) {
	chattering.Lock()
	defer chattering.Unlock()
	r, w, err := os.Pipe()
	if err != nil {
		do()
		return
	}
	defer r.Close()
	kept, _, errno := syscall.Syscall(syscall.SYS_FCNTL, 2, syscall.F_DUPFD_CLOEXEC, 3)
	if errno != 0 {
		w.Close()
		do()
		return
	}
	if err := syscall.Dup3(int(w.Fd()), 2, 0); err != nil {
		w.Close()
		syscall.Close(int(kept))
		do()
		return
	}
	w.Close()
	var reader sync.WaitGroup
	var said []string
	reader.Go(func() {
		for lines := bufio.NewScanner(r); lines.Scan(); {
			said = append(said, lines.Text())
		}
	})
	func() {
		defer func() {
			_ = syscall.Dup3(int(kept), 2, 0)
			syscall.Close(int(kept))
		}()
		do()
	}()
	_ = r.SetReadDeadline(time.Now().Add(lastWords))
	reader.Wait()
	for _, line := range said {
		log.Debug("the sound system says", "text", line)
	}
}
