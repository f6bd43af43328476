package midiin

import (
	"context"
	"errors"
	"strings"
	"time"

	"voluntary/audio/guard"
)

// Listener is what inputs are opened by: a [guard.Guard].
type Listener interface {
	Listen(ctx context.Context, name string, hear func(guard.Message), deaf func(error)) (*guard.Input, error)
}

// The pauses between two tries to open an input.
const (
	firstPause = 50 * time.Millisecond
	mostPause  = 2 * time.Second
)

// Input is an input that is listened to until Close.
type Input struct {
	cancel context.CancelFunc
	ended  chan struct{}
}

// Listen listens to the input of a name. hear is called with each message, in order. state is called with "" when the input
// is open, and with a sentence when it is not, whenever that changes. Both are called on goroutines that are not the
// caller's, never at once with themselves, and must neither block nor close the input.
func Listen(g Listener, name string, hear func(guard.Message), state func(trouble string)) *Input {
	ctx, cancel := context.WithCancel(context.Background())
	in := &Input{cancel: cancel, ended: make(chan struct{})}
	go in.keep(ctx, g, name, hear, state)
	return in
}

// Close stops listening: afterwards neither function is called any more. Closing again does nothing.
func (in *Input) Close() error {
	in.cancel()
	<-in.ended
	return nil
}

func (in *Input) keep(ctx context.Context, g Listener, name string, hear func(guard.Message), state func(string)) {
	defer close(in.ended)
	pause := firstPause
	told := "?"
	tell := func(trouble string) {
		if trouble != told && ctx.Err() == nil {
			told = trouble
			state(trouble)
		}
	}
	for ctx.Err() == nil {
		gone := make(chan error, 1)
		open, err := g.Listen(ctx, name, hear, func(err error) { gone <- err })
		if err == nil {
			pause = firstPause
			tell("")
			select {
			case <-ctx.Done():
			case err = <-gone:
			}
			_ = open.Close()
		}
		if errors.Is(err, guard.ErrDown) && !errors.Is(err, context.DeadlineExceeded) {
			tell(sentence(err))
			return // it will never come back
		}
		if err != nil {
			tell(sentence(err))
		}
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
		pause = min(pause*2, mostPause)
	}
}

func sentence(err error) string {
	s := err.Error()
	return strings.ToUpper(s[:1]) + s[1:]
}
