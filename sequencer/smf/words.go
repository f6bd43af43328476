package smf

import (
	"strings"
	"unicode"
)

// role is what a division is on any organ.
type role uint8

const (
	noRole role = iota
	great
	swell
	choir
	solo
	echo
	pedal
)

// hand is which hand plays a staff.
type hand uint8

const (
	noHand hand = iota
	right
	left
)

// voice is what sings a staff, from the top.
type voice uint8

const (
	noVoice voice = iota
	soprano
	alto
	tenor
	bass
)

// roleWords are the names of divisions as they are engraved and abbreviated, folded by words. Of two words both count.
var roleWords = dictionary(map[role]string{
	great: "great,gt,grt,go,g o,grand orgue,grandorgue,hauptwerk,hw,hauptw,hoofdwerk,hoofdw,huvudverk,hovedvaerk,hovedverk," +
		"grand organo,gran organo,grandorgano,organo mayor,organo grande,organo principale,grande orgao,orgao principal",
	swell: "swell,sw,swl,recit,rec,recit expressif,schwellwerk,schwellw,schw,oberwerk,ow,oberw,zwelwerk,bovenwerk,svallverk," +
		"svelleverk,svellevaerk,overvaerk,espressivo,organo espressivo,recitativo,expresivo,organo expresivo,expressivo",
	choir: "choir,ch,chr,positive,positif,positiv,pos,positivo,positief,ruckpositiv,rueckpositiv,ruckpos,rp,rugpositief,rugwerk," +
		"ryggpositiv,rygpositiv,brustwerk,brustw,bw,brustpositiv,borstwerk,brostverk,brystvaerk,unterwerk,onderwerk,cadereta,dorsal",
	solo:  "solo,bombarde,bombardes,bombardwerk",
	echo:  "echo,eco,ecos,fernwerk,antiphonal",
	pedal: "pedal,ped,pd,pedals,pedalboard,pedale,pedalwerk,pedaal,pedaliera,pedalera,pedalero,pedalier,pedaleira,pedales,pedais",
})

// doubtful are words for divisions that mean other things as well: they count alone or beside a word for an organ.
var doubtful = set("great,go,g o,choir,ch,chr,positive,pos,solo,echo,eco,ecos,rec,bw,ow,rp,pd,espressivo,expresivo,expressivo,recitativo,dorsal")

// handWords name the hand that plays a staff.
var handWords = dictionary(map[hand]string{
	right: "rh,r h,right,md,m d,droite,rechts,rechte,destra,derecha,direita,upper,up,oben,superior",
	left:  "lh,l h,left,mg,m g,gauche,links,linke,sinistra,izquierda,esquerda,ms,m s,mi,m i,lower,down,unten,inferior",
})

// voiceWords name a voice of a choir or a part of that range.
var voiceWords = dictionary(map[voice]string{
	soprano: "soprano,sop,sopran,sopranos,cantus,canto,superius,discantus,discant,descant,treble,dessus",
	alto:    "alto,alt,altus,altos,contralto,haute contre",
	tenor:   "tenor,ten,tenore,tenors,taille",
	bass:    "bass,basses,bassus,basse,basso,bajo,baixo,bas",
})

// manualWords make a number beside them the number of a manual.
var manualWords = set("manual,man,manuale,manuel,manuaal,manuals,keyboard,kb,clavier,clav,klavier,teclado,tastiera,klaviatur")

// plainWords may stand beside a division without changing what is meant.
var plainWords = set("organ,orgel,orgue,organo,orgao,organs,orgels,pipe,church,division,div,werk,staff,stave,system,part,voice,track,trk," +
	"the,de,di,del,la,le,main,mano,hand,hande,ft,foot,st,nd,rd,th,principal,principals,diapason,diapasons,flute,flutes,reed,reeds," +
	"trumpet,mixture,mixtures,strings,foundation,foundations,tutti,box,expression,expr,keys,notes,midi,channel,port")

// otherWords beside a division show that no division is meant.
var otherWords = set("steel,guitar,aahs,oohs,voice,voices,vox,cello,violin,fugue,fuga,fugue,prelude,suite,song")

// outWords name tracks whose notes are not keys of an organ.
var outWords = set("piston,pistons,stop,stops,registration,registrations,register,registers,coupler,couplers,koppel,drum,drums,percussion," +
	"schlagzeug,batterie,click,metronome,combination,combinations,setzer")

// headings are first-track names that name no piece.
var headings = set("conductor,tempo,tempo track,tempo takt,control track,master,master track,untitled,unnamed,midi,meta,track,seq,sequence,new track,score")

var romans = map[string]int{"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}

func set(list string) map[string]bool {
	m := make(map[string]bool)
	for w := range strings.SplitSeq(list, ",") {
		m[w] = true
	}
	return m
}

func dictionary[T comparable](lists map[T]string) map[string]T {
	m := make(map[string]T)
	for meaning, list := range lists {
		for w := range strings.SplitSeq(list, ",") {
			m[w] = meaning
		}
	}
	return m
}

// folded are the letters with marks of the languages above, without their marks.
var folded = strings.NewReplacer(
	"à", "a", "á", "a", "â", "a", "ã", "a", "ä", "a", "å", "a", "æ", "ae", "ç", "c", "è", "e", "é", "e", "ê", "e", "ë", "e",
	"ì", "i", "í", "i", "î", "i", "ï", "i", "ñ", "n", "ò", "o", "ó", "o", "ô", "o", "õ", "o", "ö", "o", "ø", "o", "œ", "oe",
	"ù", "u", "ú", "u", "û", "u", "ü", "u", "ß", "ss", "ł", "l",
	"\u0300", "", "\u0301", "", "\u0302", "", "\u0303", "", "\u0308", "", "\u0327", "",
)

// words splits a name into folded words: letters without case and marks, or digits.
func words(s string) []string {
	s = folded.Replace(strings.ToLower(s))
	var list []string
	start, was := -1, 0
	kind := func(r rune) int {
		switch {
		case unicode.IsDigit(r):
			return 2
		case unicode.IsLetter(r):
			return 1
		}
		return 0
	}
	for i, r := range s {
		k := kind(r)
		if k == was {
			continue
		}
		if was != 0 {
			list = append(list, s[start:i])
		}
		start, was = i, k
	}
	if was != 0 {
		list = append(list, s[start:])
	}
	return list
}
