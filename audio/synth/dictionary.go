package synth

import (
	"slices"
	"strings"

	"voluntary/registration"
	"voluntary/registration/stopname"
)

// sorts are the voicings of what package stopname knows of stops.
var sorts = map[string]*voicing{
	"principal": &principal, "octave": &principal, "prestant": &principal, "choral bass": &principal, "fifteenth": &principal,
	"twenty-second": &principal, "twenty-ninth": &principal, "thirty-sixth": &principal, "wood diapason": &openWood, "voce umana": &undaMaris,

	"flute": &openFlute, "open bass": &openFlute, "wide flute": &openFlute, "small flute": &openFlute, "piccolo": &openFlute, "sifflet": &openFlute,
	"gedackt": &stopped, "tapadillo": &stopped, "bourdon": &bourdon, "subbass": &bourdon, "chimney flute": &chimney,
	"quintadena": &quintadena, "harmonic flute": &harmonicFlute, "octave flute": &harmonicFlute, "flute celeste": &undaMaris, "acoustic bass": &bourdon,

	"gamba": &gamba, "violone": &gamba, "salicional": &salicional, "salicet": &salicional, "gemshorn": &salicional,
	"dulciana": &dulciana, "celeste": &celeste, "unda maris": &undaMaris,

	"trumpet": &trumpet, "clarion": &trumpet, "trombone": &trumpet, "zink": &trumpet, "tuba": &tuba, "horn": &horn,
	"oboe": &oboe, "fagott": &oboe, "clarinet": &clarinet, "dulzian": &clarinet, "regal": &voxHumana, "vox humana": &voxHumana,

	"twelfth": &quint, "quint": &quint, "quint bass": &quint, "nineteenth": &quint, "twenty-sixth": &quint, "thirty-third": &quint, "nazard": &fluteQuint,
	"gros nazard": &fluteQuint, "larigot": &fluteQuint, "tierce": &fluteQuint, "grosse tierce": &fluteQuint,
	"septième": &fluteQuint, "none": &fluteQuint, "undecime": &fluteQuint,

	"mixture": &chorus, "sharp mixture": &chorus, "cymbal": &chorus, "rauschquint": &chorus,
	"cornet": &cornet, "sesquialtera": &cornet, "tertian": &cornet,
}

// abroad are voicings that a name may lead to in another family than its own: one country's Dulciana is a string, the
// other's a principal.
var abroad = map[registration.Family][]*voicing{
	registration.Principal: {&dulciana, &undaMaris},
	registration.Flute:     {&undaMaris},
	registration.Mutation:  {&cornet},
}

// construction is a word, or part of one, for how pipes are built.
type construction struct {
	part    string
	voicing *voicing
}

// constructions are the words in which a console describes pipes.
var constructions = map[registration.Family][]construction{
	registration.Principal: {{"wood", &openWood}, {"celeste", &undaMaris}},
	registration.Flute: {
		{"chimney", &chimney},
		{"half-stopped", &chimney},
		{"quintad", &quintadena},
		{"stopped", &stopped},
		{"harmonic", &harmonicFlute},
		{"open", &openFlute},
		{"celeste", &undaMaris},
	},
	registration.String:   {{"celeste", &celeste}},
	registration.Reed:     {{"cylindrical", &clarinet}, {"short", &voxHumana}},
	registration.Mutation: {{"stopped", &stoppedQuint}, {"open", &fluteQuint}, {"flute", &fluteQuint}},
	registration.Mixture:  {{"cornet", &cornet}, {"flute", &cornet}},
}

// usual is what a stop of a family is when nothing more is known. Its level is the usual loudness of the family.
var usual = map[registration.Family]*voicing{
	registration.NoFamily:  &principal,
	registration.Principal: &principal,
	registration.Flute:     &openFlute,
	registration.String:    &gamba,
	registration.Reed:      &trumpet,
	registration.Mutation:  &quint,
	registration.Mixture:   &chorus,
}

// built is the voicing of a construction, nil when it says nothing.
func built(family registration.Family, text string) *voicing {
	text = strings.ToLower(text)
	for _, c := range constructions[family] {
		if text != "" && strings.Contains(text, c.part) {
			return c.voicing
		}
	}
	return nil
}

// called is the voicing that a name leads to in a family, nil when it leads to none. A name counts only in its family: a
// Horn Diapason is no horn.
func called(family registration.Family, name stopname.Stop) *voicing {
	if name.Sort == nil {
		return nil
	}
	v := sorts[name.Sort.Name]
	if name.Family == family || slices.Contains(abroad[family], v) {
		return v
	}
	return nil
}

// pipeless reports whether a drawknob has no pipes that could be known: a star of bells, a drum, the bellows' bell, a piano.
func pipeless(k *registration.Control) bool {
	sort := stopname.Read(k.Name, false).Sort
	return sort != nil && sorts[sort.Name] == nil && sort.Family == registration.NoFamily &&
		k.Family == registration.NoFamily && k.Construction == "" && k.Pitch == 0 && len(k.Ranks) == 0
}

// voicingOf says how a stop sounds and how loud, in decibels at middle C: by its construction, else by its name, else by
// its family, which the name tells when the console does not. What the console says of its strength counts against the
// family, and the name's own loudness no more; what it says of its speech counts against the voicing.
func voicingOf(k *registration.Control) (v *voicing, level float64) {
	name := stopname.Read(k.Name, false)
	family := k.Family
	if family == registration.NoFamily {
		family = name.Family
	}
	v = built(family, k.Construction)
	if named := called(family, name); named != nil && (v == nil || v == &stopped && named.even != 0) {
		v = named // a stopped flute may be a bourdon by name
	}
	plain := usual[family]
	if plain == nil {
		plain = &principal
	}
	if v == nil {
		v = plain
	}
	if k.Strength != 0 {
		return v, plain.level + min(max(k.Strength, -40), 12)
	}
	return v, v.level
}

// spoken is the voicing with the speech that a console asks for: words of [registration.SpeechWords].
func (v *voicing) spoken(words string) *voicing {
	out := *v
	for word := range strings.FieldsSeq(words) {
		switch word {
		case "quick":
			out.attack *= 0.6
		case "slow":
			out.attack *= 1.7
		case "smooth":
			out.chiff = 0
		case "chiff":
			if out.chiff == 0 {
				out.chiff, out.chiffPartial = -28, 2
			}
			out.chiff += 9
		}
	}
	return &out
}
