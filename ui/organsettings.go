package ui

// Names of what is remembered of the built-in organ, and of sound files, from one run to the next.
const (
	prefTemperament = "organ.temperament"
	prefPitch       = "organ.pitch"
	prefRoom        = "organ.room"
	prefWind        = "organ.wind"
	prefSeed        = "organ.seed"
	prefWaiting     = "organ.waiting"
	prefSteady      = "organ.steady"

	prefFormat = "sound.format"
	prefRate   = "sound.rate"
	prefStems  = "sound.stems"
)

// OrganSettings say how the built-in organ is tuned, where it stands and how it is played.
type OrganSettings struct {
	Temperament string  // one of those that can be chosen
	Pitch       float64 // of a' in hertz
	Room        string  // one of those that can be chosen
	Wind        int     // percent by which the wind sags under a big chord
	Seed        int     // a number for all in which one pipe differs from the next
	Waiting     int     // frames in the sound device
	Steady      bool    // no more than that, however often the device runs dry
}

// OrganChoices are what can be chosen for the built-in organ, and for files that it plays into.
type OrganChoices struct {
	Usual                     OrganSettings
	Temperaments, Rooms       []string
	LowestPitch, HighestPitch float64
	Waiting                   []int
	Rate                      int // frames a second in the sound device
	Formats                   []SoundFormat
	Rates                     []int // frames a second in files
}

// SoundFormat is a kind of sound file.
type SoundFormat struct {
	Name, Label string
	Ending      string // ".wav"
}

// OrganBuilder is for Devices whose built-in organ can be tuned and placed.
type OrganBuilder interface {
	OrganChoices() OrganChoices
	// BuildOrgan lets the built-in organ be so from now on, also while it plays. It may take a second, but returns at once
	// while nothing is open. The answer is false when the frames that wait will be as many as that only when the program
	// is started again.
	BuildOrgan(s OrganSettings) (now bool)
}

// SoundFile says what a piece is played into.
type SoundFile struct {
	Organ  OrganSettings
	Format string // a name of the choices
	Rate   int    // frames a second
	Stems  bool   // besides, a file for each division and one for the room
}
