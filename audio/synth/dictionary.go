package synth

import (
	"slices"
	"strings"

	"voluntary/registration"
)

// entries lead from a word, or part of one, to a voicing.
type entries []entry

type entry struct {
	part    string
	voicing *voicing
}

// names are parts of the names of stops in several countries, in the letters of fold. They are tried in order, so the
// more special ones come first. A name counts only in its family: a Horn Diapason is no horn.
var names = map[registration.Family]entries{
	registration.Principal: {
		{"unda maris", &undaMaris},
		{"piffaro", &undaMaris},
		{"dulciana", &dulciana},
		{"dolce", &dulciana},
		{"echo", &dulciana},
		{"wood", &openWood},
	},
	registration.Flute: {
		{"unda maris", &undaMaris},
		{"quintad", &quintadena},
		{"quintat", &quintadena},
		{"chimney", &chimney},
		{"rohr", &chimney},
		{"cheminee", &chimney},
		{"roer", &chimney},
		{"bourdon", &bourdon},
		{"subba", &bourdon},
		{"sub bass", &bourdon},
		{"untersatz", &bourdon},
		{"stop", &stopped},
		{"lieblich", &stopped},
		{"ged", &stopped},
		{"holpijp", &stopped},
		{"cor de nuit", &stopped},
		{"harmoni", &harmonicFlute},
		{"octaviante", &harmonicFlute},
		{"octavin", &harmonicFlute},
		{"orchestral", &harmonicFlute},
		{"concert", &harmonicFlute},
		{"travers", &harmonicFlute},
		{"querfl", &harmonicFlute},
	},
	registration.String: {
		{"celest", &celeste},
		{"coelest", &celeste},
		{"angelica", &celeste},
		{"schwebung", &celeste},
		{"unda maris", &undaMaris},
		{"salic", &salicional},
		{"aeoline", &salicional},
		{"gemshorn", &salicional},
		{"fugara", &salicional},
		{"keraulophon", &salicional},
		{"dulciana", &dulciana},
		{"dolce", &dulciana},
	},
	registration.Reed: {
		{"humana", &voxHumana},
		{"humaine", &voxHumana},
		{"regal", &voxHumana},
		{"oboe", &oboe},
		{"hautb", &oboe},
		{"schalmei", &oboe},
		{"chalumeau", &oboe},
		{"anglais", &oboe},
		{"english horn", &oboe},
		{"englischhorn", &oboe},
		{"fag", &oboe},
		{"bass", &oboe},
		{"clarinet", &clarinet},
		{"klarinet", &clarinet},
		{"cremona", &clarinet},
		{"cromorne", &clarinet},
		{"krummhorn", &clarinet},
		{"dulzian", &clarinet},
		{"dulcian", &clarinet},
		{"tuba", &tuba},
		{"ophicleide", &tuba},
		{"horn", &horn},
		{"cornopean", &horn},
	},
	registration.Mutation: {
		{"naz", &fluteQuint},
		{"nas", &fluteQuint},
		{"tierce", &fluteQuint},
		{"terz", &fluteQuint},
		{"larigot", &fluteQuint},
		{"sept", &fluteQuint},
		{"flute", &fluteQuint},
		{"cornet", &cornet},
		{"sesquialter", &cornet},
	},
	registration.Mixture: {
		{"cornet", &cornet},
		{"sesquialter", &cornet},
		{"tertian", &cornet},
	},
}

// constructions are the words in which a console describes pipes.
var constructions = map[registration.Family]entries{
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

// find is the voicing of the first entry that is part of text.
func (e entries) find(text string) *voicing {
	i := slices.IndexFunc(e, func(one entry) bool { return strings.Contains(text, one.part) })
	if i < 0 {
		return nil
	}
	return e[i].voicing
}

// voicingOf says how a stop sounds and how loud, in decibels at middle C: by its construction, else by its name, else by
// its family. A stop whose family is not told is looked for in all of them. What the console says of its strength counts
// against the family, and the name's own loudness no more.
func voicingOf(k *registration.Control) (v *voicing, level float64) {
	family := k.Family
	name := fold(k.Name)
	if family == registration.NoFamily {
		family = familyOf(name)
	}
	if k.Construction != "" {
		v = constructions[family].find(fold(k.Construction))
	}
	if named := names[family].find(name); named != nil && (v == nil || v == &stopped && named.even != 0) {
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

// familyOf guesses a family from a name in the letters of fold.
func familyOf(name string) registration.Family {
	for _, e := range []struct {
		family registration.Family
		parts  []string
	}{
		{registration.Mixture, []string{"mixtur", "fourniture", "furniture", "plein jeu", "cymb", "zimbel", "scharf", "cornet", "sesquialter"}},
		{registration.Principal, []string{"diapason", "principal", "prinzipal", "montre", "prestant", "octave", "oktav", "fifteenth", "doublette"}},
		{registration.Mutation, []string{"nazard", "nasard", "nasat", "twelfth", "tierce", "terz", "larigot", "quint "}},
		{registration.Flute, []string{"flut", "flot", "flaut", "bourdon", "gedackt", "gedeckt", "subbass", "piccolo", "clarabella", "quintad"}},
		{registration.String, []string{"viol", "gamba", "salic", "celest", "cello", "dulciana", "fugara", "aeoline"}},
	} {
		if slices.ContainsFunc(e.parts, func(p string) bool { return strings.Contains(name, p) }) {
			return e.family
		}
	}
	if names[registration.Reed].find(name) != nil || strings.Contains(name, "tromp") || strings.Contains(name, "trump") ||
		strings.Contains(name, "bombarde") || strings.Contains(name, "posaune") || strings.Contains(name, "clarion") {
		return registration.Reed
	}
	return registration.NoFamily
}

// fold writes a name in lower case without accents and apostrophes.
func fold(s string) string { return folding.Replace(strings.ToLower(s)) }

var folding = strings.NewReplacer(
	"é", "e", "è", "e", "ê", "e", "ë", "e", "ö", "o", "ü", "u", "ä", "a", "à", "a", "â", "a", "î", "i", "ï", "i", "ô", "o", "û", "u",
	"œ", "oe", "ß", "ss", "ç", "c", "'", "", "’", "",
)
