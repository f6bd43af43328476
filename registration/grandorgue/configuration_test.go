package grandorgue

import (
	"bytes"
	"compress/gzip"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func configured(t *testing.T, c Configuration) *settingsFile {
	t.Helper()
	data, err := c.text("linux")
	require.NoError(t, err)
	s, err := settingsIn(data)
	require.NoError(t, err)
	return s
}

func TestAGrandOrgueOfOurOwnHearsOnePortAndSoundsOnJACK(t *testing.T) {
	s := configured(t, Configuration{Input: "Preview 7", Output: "Echo 7", Jack: Jack{Rate: 44100, Period: 512}})
	for key, want := range map[string]string{
		"General/SampleRate": "44100", "General/SamplesPerBuffer": "512", "General/LoadLastFile": "N",
		"MidiPorts/Rt.jack.Enabled": "Y", "MidiPorts/Rt.alsa.Enabled": "N",
		"MIDIIn/Count": "1", "MIDIIn/Device001RegEx": "Preview 7", "MIDIIn/Device001ApiName": "jack", "MIDIIn/IsToAutoAddMidi": "N",
		"MIDIOut/Device001RegEx": "Echo 7", "MIDIOut/MIDIRecorderDevice": "Voluntary",
		"SoundPorts/RtAudio.jack.Enabled": "Y", "SoundPorts/RtAudio.pulse.Enabled": "N", "SoundPorts/Jack.Enabled": "N",
	} {
		section, key, _ := strings.Cut(key, "/")
		assert.Equal(t, want, s.value(section, key), key)
	}
}

func TestWithoutJACKTheSoundDeviceIsTheUsualOne(t *testing.T) {
	s := configured(t, Configuration{Input: "Preview 7"})
	assert.Empty(t, s.value("AudioDevices", "Count"))
	assert.Empty(t, s.value("General", "SampleRate"))
	assert.Equal(t, "Y", s.value("MidiPorts", "Rt.alsa.Enabled"))
	assert.Equal(t, "alsa", s.value("MIDIIn", "Device001ApiName"))
	assert.Empty(t, s.value("MIDIOut", "MIDIRecorderDevice"))
	for system, api := range map[string]string{"darwin": "core", "windows": "winmm"} {
		data, err := (&Configuration{Input: "Preview 7"}).text(system)
		require.NoError(t, err)
		assert.Contains(t, string(data), "Device001ApiName="+api)
	}
}

func TestTheUsersSoundDeviceIsTakenAndTheirPortsAreNot(t *testing.T) {
	user := "\uFEFF[General]\nSampleRate=96000\nSamplesPerBuffer=64\nLoadLastFile=Y\n[AudioDevices]\nCount=1\nDevice001Name=Pulse: Speakers\n" +
		"[MIDIIn]\nCount=2\nDevice001=console\nDevice002=piano\n[Manual001]\nNumberOfMIDIEvents=1\n[MIDIOut]\nCount=0\n[Temperaments]\nCount=3\n"
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, err := z.Write([]byte(user))
	require.NoError(t, err)
	require.NoError(t, z.Close())
	for _, own := range [][]byte{[]byte(user), packed.Bytes()} {
		s := configured(t, Configuration{Input: "Preview 7", Jack: Jack{Rate: 48000, Period: 256}, User: own})
		assert.Equal(t, "Pulse: Speakers", s.value("AudioDevices", "Device001Name"))
		assert.Equal(t, "96000", s.value("General", "SampleRate"), "that device is not JACK's")
		assert.Equal(t, "N", s.value("General", "LoadLastFile"))
		assert.Equal(t, "3", s.value("Temperaments", "Count"))
		assert.Equal(t, "1", s.value("MIDIIn", "Count"))
		assert.Empty(t, s.value("MIDIIn", "Device002"))
		assert.Empty(t, s.value("Manual001", "NumberOfMIDIEvents"))
	}
	jack := configured(t, Configuration{Input: "p", Jack: Jack{Rate: 48000, Period: 256}, User: []byte(strings.Replace(user, "Pulse: Speakers", "Jack: Native Output", 1))})
	assert.Equal(t, "48000", jack.value("General", "SampleRate"), "or GrandOrgue shows a box")
	assert.Equal(t, "256", jack.value("General", "SamplesPerBuffer"))
}

func TestNamesOfPortsAreNoExpressions(t *testing.T) {
	s := configured(t, Configuration{Input: "a (b)"})
	assert.Equal(t, `a \(b\)`, s.value("MIDIIn", "Device001RegEx"))
	_, err := (&Configuration{Input: "two\nlines"}).Text()
	assert.Error(t, err)
	_, err = (&Configuration{User: []byte{0x1F, 0x8B, 1}}).Text()
	assert.ErrorContains(t, err, "GrandOrgue's own settings")
}
