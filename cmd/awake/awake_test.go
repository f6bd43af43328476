package awake

import (
	"errors"
	"log/slog"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
)

func TestOnlyTheLastWishCounts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		held, asked := 0, 0
		v := newVigil(slog.New(slog.DiscardHandler), func() (func(), error) {
			asked++
			held++
			return func() { held-- }, nil
		})
		synctest.Wait()
		for range 1000 {
			v.Keep(true)
			v.Keep(false)
		}
		synctest.Wait()
		assert.Zero(t, held)
		v.Keep(true)
		synctest.Wait()
		v.Keep(true)
		synctest.Wait()
		assert.Equal(t, 1, held)
		v.Close()
		assert.Zero(t, held)
	})
}

func TestAfterARefusalItIsTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tries := 0
		v := newVigil(slog.New(slog.DiscardHandler), func() (func(), error) {
			if tries++; tries < 3 {
				return nil, errors.New("nobody there")
			}
			return func() {}, nil
		})
		for range 5 {
			v.Keep(true)
			synctest.Wait()
		}
		v.Close()
		assert.Equal(t, 3, tries)
	})
}
