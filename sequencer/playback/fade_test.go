package playback

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"voluntary/registration"
)

func TestAFadeRetiresTheBrightFirstAndTheQuietLast(t *testing.T) {
	controls := []registration.Control{
		{ID: "flute-8", Pitch: 8, Family: registration.Flute},
		{ID: "diapason-8", Pitch: 8, Family: registration.Principal},
		{ID: "large-diapason-8", Pitch: 8, Family: registration.Principal, Strength: 3},
		{ID: "bourdon-16", Pitch: 16, Family: registration.Flute},
		{ID: "subbass-32", Pitch: 32, Family: registration.Flute},
		{ID: "principal-4", Pitch: 4, Family: registration.Principal},
		{ID: "fifteenth-2", Pitch: 2, Family: registration.Principal},
		{ID: "larigot", Pitch: 1.333, Family: registration.Flute},
		{ID: "twelfth", Pitch: 2.667, Family: registration.Mutation},
		{ID: "trumpet-8", Pitch: 8, Family: registration.Reed},
		{ID: "mixture", Family: registration.Mixture},
		{ID: "cornet", Pitch: 8, Ranks: []float64{8, 4, 2.667}},
		{ID: "octave", Kind: registration.Coupler, Shift: 12},
		{ID: "sub", Kind: registration.Coupler, Shift: -12},
		{ID: "unison", Kind: registration.Coupler},
		{ID: "off", Kind: registration.Coupler, UnisonOff: true},
		{ID: "shake", Kind: registration.Tremulant},
		{ID: "bells", Kind: registration.Other},
	}
	c, err := registration.NewConsole(registration.Console{Name: "x", Divisions: []registration.Division{{ID: "great"}}, Controls: controls})
	require.NoError(t, err)
	var order []string
	for _, k := range fadeOrder(c) {
		order = append(order, c.Controls[k].ID)
	}
	assert.Equal(t, "octave bells mixture cornet trumpet-8 larigot twelfth fifteenth-2 principal-4 subbass-32 bourdon-16 sub "+
		"large-diapason-8 diapason-8 flute-8", strings.Join(order, " "))
}

func TestFadeClosesTheShoesThenRetiresStopByStopAndStops(t *testing.T) {
	onStage(t, func(w *score) {
		w.draw(0, diapason).draw(0, mixture).draw(0, flute).draw(0, oboe).draw(beat, bourdon).note(great, 60, 0, 20*beat).
			note(great, 62, 0, beat)
	}, func(s *stage) {
		s.log()
		s.e.PlayFrom(0)
		s.wait(100 * time.Millisecond)
		s.e.FadeOut(2 * time.Second)
		synctest.Wait()
		assert.True(t, s.e.Status().Fading)
		assert.Equal(t, s.began.Add(2100*time.Millisecond), s.e.Status().FadeEnds)
		s.wait(1100 * time.Millisecond)
		var rest []string
		shoes := 0
		for _, line := range strings.Split(s.log(), ", ") {
			if strings.Contains(line, "shoe") {
				shoes++
			} else {
				rest = append(rest, line)
			}
		}
		assert.Equal(t, []string{"0.000 +60", "0.000 +62", "0.500 -62", "0.500 draw pedal.bourdon"}, rest)
		assert.Equal(t, 40, shoes, "one in 25 ms")
		assert.Zero(t, s.e.Status().Registration.Shoe(0))
		s.e.FadeOut(time.Minute) // there is one already
		s.wait(2 * time.Second)
		// The bourdon was not drawn when the fade began, and goes out with the stops before it in the order.
		assert.Equal(t, "1.350 retire great.mixture, 1.600 retire great.flute, 1.850 retire great.diapason, 1.850 retire pedal.bourdon, "+
			"2.100 -60, 2.100 retire swell.oboe", s.log())
		status := s.e.Status()
		assert.Equal(t, Stopped, status.Transport)
		assert.True(t, status.Faded)
		assert.False(t, status.Fading)
		assert.False(t, status.Ended)
		assert.Zero(t, status.Position, "back to where playing began")
		s.e.Play()
		synctest.Wait()
		assert.Equal(t, "3.200 draw great.diapason, 3.200 draw great.flute, 3.200 draw swell.oboe, 3.200 draw great.mixture, "+
			"3.200 shoe 100, 3.200 +60, 3.200 +62", s.log(), "the registration is restored")
		assert.False(t, s.e.Status().Faded)
	})
}

func TestFadeIsTakenBack(t *testing.T) {
	for name, deed := range map[string]func(*Engine){
		"cancel": (*Engine).CancelFade, "panic": (*Engine).Panic, "stop": (*Engine).Stop, "pause": (*Engine).Pause,
		"seek": func(e *Engine) { e.Seek(beat) }, "restore": (*Engine).Restore, "lane": (*Engine).BackToLane,
	} {
		onStage(t, func(w *score) { w.draw(0, diapason).draw(0, mixture).draw(0, flute).note(great, 60, 0, 20*beat) }, func(s *stage) {
			s.e.PlayFrom(0)
			s.wait(100 * time.Millisecond)
			s.e.FadeOut(2 * time.Second)
			s.wait(1800 * time.Millisecond)
			require.Equal(t, []registration.ControlID{diapason}, s.e.Status().Registration.Drawn(), name)
			deed(s.e)
			synctest.Wait()
			assert.Equal(t, []registration.ControlID{diapason, flute, mixture}, s.e.Status().Registration.Drawn(), name)
			assert.EqualValues(t, 100, s.e.Status().Registration.Shoe(0), name)
			assert.False(t, s.e.Status().Fading, name)
			s.log()
			s.wait(time.Second)
			assert.Empty(t, s.log(), name)
			if name == "cancel" {
				assert.Equal(t, Playing, s.e.Status().Transport)
			}
		})
	}
}

func TestWhatIsMovedByHandDuringAFadeIsLeftAlone(t *testing.T) {
	onStage(t, func(w *score) { w.draw(0, diapason).draw(0, mixture).note(great, 60, 0, 20*beat) }, func(s *stage) {
		s.e.PlayFrom(0)
		s.wait(100 * time.Millisecond)
		s.e.FadeOut(2 * time.Second)
		s.wait(1500 * time.Millisecond)
		s.e.Move(registration.Change{Kind: registration.Express, Value: 64})
		s.log()
		s.e.Move(drawing(mixture, true))
		s.e.Move(drawing(mixture, true))
		assert.Equal(t, "1.600 draw great.mixture", s.log())
		s.wait(time.Second)
		assert.Equal(t, "2.100 -60, 2.100 retire great.diapason", s.log())
		assert.EqualValues(t, 64, s.e.Status().Registration.Shoe(0))
	})
}

func TestFadeWithNothingToFade(t *testing.T) {
	onStage(t, func(w *score) { w.note(great, 60, 0, beat).note(great, 62, beat, 2*beat) }, func(s *stage) {
		s.e.FadeOut(time.Second)
		synctest.Wait()
		assert.False(t, s.e.Status().Fading, "nothing plays")
		s.e.Move(registration.Change{Kind: registration.Express, Value: 0})
		s.e.Play()
		s.log()
		s.e.FadeOut(0)
		s.wait(time.Second)
		assert.Equal(t, "0.100 -60", s.log())
		s.e.Play()
		s.e.FadeOut(time.Hour)
		s.wait(3 * time.Second)
		assert.True(t, s.e.Status().Ended, "the piece was shorter")
		assert.False(t, s.e.Status().Fading)
		s.e.CancelFade()
		synctest.Wait()
		assert.False(t, s.e.Status().Faded)
	})
}
