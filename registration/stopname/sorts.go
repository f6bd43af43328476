package stopname

import (
	"strings"

	"voluntary/registration"
)

// Sort is one kind of pipe that builders everywhere know, under its usual English name: "gedackt", "trumpet".
type Sort struct {
	Name         string
	Family       registration.Family
	Construction string  // as in [registration.Control]; "" where the family says enough
	Feet         float64 // usual pitch in a manual division; 0 for mixtures and what has none
	Pedal        float64 // usual pitch in the pedal; 0: as Feet
}

// The sorts. What shares a line of the table below is one of these.
var (
	bell = Sort{Name: "bell"} // stars, drums, birds, pianos: nothing with pipes in a rank

	// Principals.
	principal    = Sort{"principal", registration.Principal, "", 8, 16}
	woodDiapason = Sort{"wood diapason", registration.Principal, "wood", 8, 16}
	octave       = Sort{"octave", registration.Principal, "", 4, 8}
	prestant     = Sort{"prestant", registration.Principal, "", 4, 8}
	choralBass   = Sort{"choral bass", registration.Principal, "", 4, 4}
	fifteenth    = Sort{"fifteenth", registration.Principal, "", 2, 4}
	twentySecond = Sort{"twenty-second", registration.Principal, "", 1, 2}
	twentyNinth  = Sort{"twenty-ninth", registration.Principal, "", 1. / 2, 1}
	thirtySixth  = Sort{"thirty-sixth", registration.Principal, "", 1. / 4, 1. / 2}
	voceUmana    = Sort{"voce umana", registration.Principal, "celeste", 8, 8}

	// Flutes.
	openFlute     = Sort{"flute", registration.Flute, "", 8, 8}
	wideFlute     = Sort{"wide flute", registration.Flute, "open", 8, 8}
	stopped       = Sort{"gedackt", registration.Flute, "stopped", 8, 8}
	bourdon       = Sort{"bourdon", registration.Flute, "stopped", 8, 16}
	subbass       = Sort{"subbass", registration.Flute, "stopped", 16, 16}
	openBass      = Sort{"open bass", registration.Flute, "open", 16, 16}
	chimney       = Sort{"chimney flute", registration.Flute, "chimney", 8, 8}
	quintadena    = Sort{"quintadena", registration.Flute, "quintadena", 8, 16}
	harmonicFlute = Sort{"harmonic flute", registration.Flute, "harmonic", 8, 8}
	octaveFlute   = Sort{"octave flute", registration.Flute, "harmonic", 4, 4}
	piccolo       = Sort{"piccolo", registration.Flute, "open", 2, 2}
	sifflet       = Sort{"sifflet", registration.Flute, "open", 1, 1}
	smallFlute    = Sort{"small flute", registration.Flute, "open", 4, 4}
	fluteCeleste  = Sort{"flute celeste", registration.Flute, "celeste", 8, 8}
	tapadillo     = Sort{"tapadillo", registration.Flute, "stopped", 4, 4}

	// Strings.
	gamba      = Sort{"gamba", registration.String, "", 8, 8}
	salicional = Sort{"salicional", registration.String, "", 8, 16}
	salicet    = Sort{"salicet", registration.String, "", 4, 8}
	dulciana   = Sort{"dulciana", registration.String, "", 8, 16}
	gemshorn   = Sort{"gemshorn", registration.String, "", 8, 8}
	violone    = Sort{"violone", registration.String, "", 16, 16}
	celeste    = Sort{"celeste", registration.String, "celeste", 8, 8}
	undaMaris  = Sort{"unda maris", registration.String, "celeste", 8, 8}

	// Reeds.
	trumpet  = Sort{"trumpet", registration.Reed, "", 8, 8}
	clarion  = Sort{"clarion", registration.Reed, "", 4, 4}
	trombone = Sort{"trombone", registration.Reed, "", 16, 16}
	tuba     = Sort{"tuba", registration.Reed, "", 8, 16}
	horn     = Sort{"horn", registration.Reed, "", 8, 8}
	oboe     = Sort{"oboe", registration.Reed, "", 8, 8}
	fagott   = Sort{"fagott", registration.Reed, "", 16, 16}
	clarinet = Sort{"clarinet", registration.Reed, "cylindrical", 8, 8}
	dulzian  = Sort{"dulzian", registration.Reed, "cylindrical", 16, 16}
	regal    = Sort{"regal", registration.Reed, "short", 8, 8}
	voxHuman = Sort{"vox humana", registration.Reed, "short", 8, 8}
	zink     = Sort{"zink", registration.Reed, "", 2, 2}

	// Mutations.
	twelfth     = Sort{"twelfth", registration.Mutation, "", 8. / 3, 16. / 3}
	quint       = Sort{"quint", registration.Mutation, "", 8. / 3, 32. / 3}
	quintBass   = Sort{"quint bass", registration.Mutation, "", 16. / 3, 32. / 3}
	fluteQuint  = Sort{"nazard", registration.Mutation, "flute", 8. / 3, 16. / 3}
	grossNazard = Sort{"gros nazard", registration.Mutation, "flute", 16. / 3, 32. / 3}
	larigot     = Sort{"larigot", registration.Mutation, "flute", 4. / 3, 4. / 3}
	nineteenth  = Sort{"nineteenth", registration.Mutation, "", 4. / 3, 8. / 3}
	twentySixth = Sort{"twenty-sixth", registration.Mutation, "", 2. / 3, 4. / 3}
	thirtyThird = Sort{"thirty-third", registration.Mutation, "", 1. / 3, 2. / 3}
	tierce      = Sort{"tierce", registration.Mutation, "flute", 8. / 5, 16. / 5}
	grossTierce = Sort{"grosse tierce", registration.Mutation, "flute", 16. / 5, 32. / 5}
	septime     = Sort{"septième", registration.Mutation, "flute", 8. / 7, 16. / 7}
	none        = Sort{"none", registration.Mutation, "flute", 8. / 9, 16. / 9}
	undecime    = Sort{"undecime", registration.Mutation, "flute", 8. / 11, 16. / 11}

	// Compound stops.
	mixture      = Sort{Name: "mixture", Family: registration.Mixture}
	sharp        = Sort{Name: "sharp mixture", Family: registration.Mixture}
	cymbal       = Sort{Name: "cymbal", Family: registration.Mixture}
	cornet       = Sort{Name: "cornet", Family: registration.Mixture, Construction: "cornet"}
	sesquialtera = Sort{Name: "sesquialtera", Family: registration.Mixture}
	tertian      = Sort{Name: "tertian", Family: registration.Mixture}
	rauschquint  = Sort{Name: "rauschquint", Family: registration.Mixture}
	acousticBass = Sort{Name: "acoustic bass", Family: registration.Mixture}
)

// A line of the table: every part of a name that leads to a sort. A blank at the end or the start of a part stands for the
// end or the start of a word.
type line struct {
	sort  *Sort
	parts string // between commas
}

// lines are tried in order, the special before the general.
var lines = []line{
	{&cymbal, "carillonzimb,glockenzimb"},
	{&mixture, "glockleint,tonus fabri"},
	{&bell, "zimbelstern,cymbelstern,zimbelster,cimbelster,glocken,carillon,campan,chimes,celesta ,klavier,klavecin,piano ,harp , harfe ,xylophon," +
		"marimba,vibraphon,nightingale,nachtigal,rossignol,usignol,ruisenor,pajarit,vogel, drum,tambour,tambor,timpan,timbal,pauke,tonnerre," +
		"effet dorage,kuckuck,cuckoo,coucou,koekoek,calcant,kalkant,triangel,triangle,cascabel,rollante,trommel"},

	// What would be mistaken by one of its words.
	{&voceUmana, "voce umana,voci umane,piffaro,piffero,fiffaro,bifara,bifaro"},
	{&undaMaris, "unda maris,onda mar"},
	{&clarinet, "clarinet,klarinet,clarionet,corno di bassetto,cor de basset,basset,krummhorn,crumhorn,crumbhorn,krumbhorn,cromorn,cromhorn,cremona,kromhoorn,krumhorn,cromo ,orlo,physharm"},
	{&oboe, "english horn,englisch horn,englischhorn,cor anglais,corno inglese,corno ingles,hautbo,oboe,hobo,chalumeau,schalmei,schalmey,szalamaj,schalmel,shawm,chalemie,chirimia,churumbel,musette,musetto,kinura,fagotto bassi,fagotto bas"},
	{&dulciana, "dulciana,dulziana,dulciane"},
	{&trumpet, "clarin de,clarin claro,clarin fuerte,tromboncin"},
	{&gamba, "quintviol"},
	{&salicional, "weidenpf"},
	{&stopped, "flautado violon,nachthorn,nachthoorn,rog nocn,nocny rog,cor de nuit,corno di notte,tibia clausa,stopped diapason,stopt diapason,stop diapason,stpd diap,st diap"},
	{&smallFlute, "gemshornfl"},
	{&gemshorn, "gemshorn,gemshoorn,cor de chamois,camoscio,cuerno de gam,spitzgamba,erzahl"},
	{&openBass, "contrabbassi,contras ,subbas offen,offener subbas,offen subbas,offenbas,open subbas"},
	{&principal, "geigenprinc,geigen princ,geigenprinz,geigen prinz,geigend princ,geigend prinz,violprinz,geigendiapason,geigen diapason,violin diapason,viola diapason,horn diapason,gamba diapason,violinprinc,violin princ," +
		"flautado,italienisch princ,harfenprinc"},
	{&piccolo, "octavin,ottavin,flautino,piccolo,flageolet,quarte de nas, quarte ,superoctavfl,super octave flute"},
	{&octaveFlute, "octaviant,octavefl,octavfl,octave flute,octave flut,ottava flaut,flute oct,flauto in ottava"},
	{&harmonicFlute, "harmonic flute,harmfl,flute harm,flauto armonic,harmonieflot,harmonieflute,orchestral fl,concert fl,konzertflot,traver,querflot,dwarsfluit,querpf,harmonisch"},
	{&salicet, "celestina"},
	{&fluteCeleste, "flute celest,flauto celest,flute coelest,flote celest,ludwigt"},
	{&celeste, "celest,coelest,angelica,schwebung,bebung,voix seraphique,vox ang"},
	{&tapadillo, "tapadillo"},

	// Compound stops.
	{&sesquialtera, "sesquialt,sexquialt,sesqu,jeu de tierce,aliquot, sexte , hornl"},
	{&cornet, "cornet,nasardos,tolosana,basszink"},
	{&tertian, "tertian,terzian,terciaan"},
	{&rauschquint, "rauschq,rauschpf,rausch,ruischpijp,ruispijp,ruischp"},
	{&sharp, "scharf,scharff,scherp,sharp,acuta,akuta,acutus"},
	{&cymbal, "zimbel,cimbel,cymbel,cymbal,cimbal,zymbel,zimbal,cembalo"},
	{&acousticBass, "acoustic bass,resultant,akustischer bass,basse acoustique"},
	{&mixture, "mixt,mikstur,mistura,fourniture,furniture,fornitur,plein jeu,plein ieu,pleinjeu,ripieno,lleno,compuesta,hintersatz,locatio,progressio,harmonia aeth,schreipf,jauchz,plenum,grand jeu," +
		"harmonics,grave mixture,oberton"},

	// Reeds.
	{&voxHuman, "glos ludzk,vox humana,voix humain,voz humana,vox human,voxhuman,menschenstimme,jungfernregal"},
	{&dulzian, "dulzian,dulcian,dulziaan,dulcion,rankett,ranquett,rackett,tenoroon,sordun,bajoncill"},
	{&regal, "regal,regaal,barpfeif,viejos,gaita,dulzain"},
	{&fagott, "fagot,faggot,bassoon,basson,bajon,heckelphon"},
	{&trombone, "posaun,pozaun,puzon,pusaun,trombon,bombard,bazuin,basuin,sackbut,sacabuche,serpent,contre bombarde"},
	{&clarion, "clairon,clarion,klaroen,clarin ,clarino,clarone,clarin"},
	{&tuba, "tuba,ophicleid,ophikleid"},
	{&trumpet, "trompet,trabk,trumpet,trumet,tromba,trombe,trompa,chamade,batalla,trump,feldtromp"},
	{&horn, "cornopean,french horn,waldhorn, horn ,posthorn,alphorn,fernhorn,hifthorn, corno , cor d,cor harmonique,saxophon,euphon,orchestral horn,flugelhorn,jagdhorn"},
	{&zink, "zink ,cinq ,cink ,zinke,zincke,zinck"},

	// Mutations and what begins like one.
	{&fifteenth, "quintadecim,decimaquinta,decima quinta,quincena,fifteenth"},
	{&quintadena, "quintad,quintat,quintaton,quintaden,quintaton"},
	{&grossNazard, "grossnas,gros nasard,gros nazard,gross nasat,grosnas"},
	{&fluteQuint, "nazard,nasard,nasat,nassat,nasart,nazat,flauto in duodecima,rohrnas, assat"},
	{&larigot, "larigot"},
	{&undecime, "elfte,undecim,onzieme"},
	{&twentySixth, "vigesimasesta,vigesima sesta,twenty sixth"},
	{&thirtyThird, "trigesimaterza,trigesima terza,thirty third"},
	{&grossTierce, "grosse tierce,gross terz,grossterz,grosse terz"},
	{&tierce, "tierce,tercj,terz,tertia,terts,tercia,seventeenth,decima settima,decimasettima,diecisetena,decisetena,decimoseptima"},
	{&septime, "septim, sept ,septiem,flattwentyfirst,flat twenty"},
	{&none, " none , non , nona ,neuviem,ninth"},
	{&nineteenth, "nineteenth,decimanona,decima nona,decinoven"},
	{&twelfth, "twelfth,duodecim,docena,dozena"},
	{&quintBass, "quintbas,quint bas,grossquint,gross quint,grosse quint,grossequint,quinta major bas,grosse quinte"},
	{&fluteQuint, "quintflot,quint flot,quintflute,quint flute,hohlquint,rohrquint,gedacktquint,gemsquint,quintfluit"},
	{&quint, "quint"},

	// Flutes.
	{&quintadena, "pommer"},
	{&chimney, "chimney,rurkow,rohrfl,rohrged,rohr fl,rohrbord,cheminee,camino,chiminea,roerfl,roer fl,rohrflaut,rohr gedackt"},
	{&subbass, "subbas,sub bas,soubas,sous bas,sousbas,subcontrabas,untersatz,majorbas,contrabourdon,contra bourdon,sub bourdon,infrabas,grosubbas"},
	{&bourdon, "bourdon,bordun,bordon,burdon,bourdun,perduna,echobas,echo bas,zartbas,stillbas,gedacktbas,gedecktbas"},
	{&stopped, "gedackt, kryt,gedeckt,gedekt,gedakt,gedact,gedect,lieblich,holpijp,holpyp,holfluit,hohlpijp,copula,coppel,koppelfl,koppel,copel,stopped,stopt,stop fl,tapada,tapad," +
		"tappat,nason,pileata,doppelfl,doppelged,violon tapad,covered,barem,musicir"},
	{&smallFlute, "blockfl,blokfl,recorder,waldfl,woudfl,wald flute,kleinfl,flute douce,flauto dolce,fluit dous,rohrschell,nachthornlein,bauernfl,bauernpf,feldpf,schwegel,spillfl,spindelfl,speelfl,spielfl,schwiegel,suabe fl"},
	{&sifflet, "sifflet,siffl,siflot,sifflot,sufflet,sifloet"},
	{&wideFlute, "hohlfl,hollow fl,clarabel,melodia,tibia,suab,claribel,jubalfl,offenfl,open fl,openfl,ouverte,portunal,portuun,philomel,bass flute,bassfl,flute bass,baarpijp,baerpijp,espiguet"},
	{&openFlute, "flut,flot,flaut,fluit,fletna,flet,pfeife,ocarin,zauber"},

	// Strings.
	{&celeste, "unda"},
	{&violone, "violone,violonbas,double bass,violon bas,contrabas,contra bas,contrebas,contre bas,kontrabas,contraviol,contra viol,contragamb,contra gamb"},
	{&salicet, "salicet,salizet"},
	{&salicional, "salic,saliz,salcional,aeolin,eolin,aeolian,eolien,fugara,keraulophon,lieblichgeig,echo viol,dulcet"},
	{&dulciana, "dulcian,dulcan,dolcan,dolce,dulce,dolcissimo,silvestrin"},
	{&gamba, "gamb,viol,wiol,skrzyp,cello,geige,fiddle,string,viool,streich,harmonica"},

	// Principals.
	{&choralBass, "choralbas,choral bas,chorale bas,koraalbas"},
	{&twentySecond, "twenty second,twentysecond,vigesimaseconda,vigesima seconda,veintidos,sedecim,superoctavin"},
	{&twentyNinth, "vigesimanona,vigesima nona,twenty ninth"},
	{&thirtySixth, "trigesimasesta,trigesima sesta,thirty sixth"},
	{&fifteenth, "doublette,superoctav,super octav,superottava,superoktaw,superoctaaf,super octaaf,sup oct,supoctav"},
	{&octave, "octav,oktav,oktaw,octaaf,ottava,octaf,octbas"},
	{&prestant, "prestant,praestant"},
	{&woodDiapason, "open wood,wood diapason,holzprinc,wood open,bois ouvert"},
	{&principal, "princip,pryncyp,prinzip,montre,diapason,prinz,principaal,suavial,open metal,metal open"},

	// Where nothing else says which.
	{&wideFlute, " bass , basse , basso "},
	{&salicional, " vox , voix "},

	// Abbreviations.
	{&harmonicFlute, " harm fl"},
	{&openFlute, " fl "},
	{&stopped, " ged "},
	{&celeste, " cel "},
	{&salicional, " sal "},
	{&dulciana, " dulc "},
	{&oboe, " hautb , ob "},
	{&clarinet, " clar , cl , krh "},
	{&trumpet, " trpt , tpt , trp "},
	{&trombone, " pos "},
	{&mixture, " mix , mxt "},
	{&fifteenth, " super oct "},
	{&octave, " oct , octv "},
	{&principal, " diap , princ , pr "},
}

// entry is one part of a name, in the letters of Fold.
type entry struct {
	part string
	sort *Sort
}

var entries = entriesOf(lines)

func entriesOf(lines []line) []entry {
	var out []entry
	for _, l := range lines {
		for part := range strings.SplitSeq(l.parts, ",") {
			text := Fold(part)
			if strings.HasPrefix(part, " ") {
				text = " " + text
			}
			if strings.HasSuffix(part, " ") {
				text += " "
			}
			out = append(out, entry{text, l.sort})
		}
	}
	return out
}

// sortOf finds the sort of a name, nil when no part of it is known.
func sortOf(folded string) *Sort {
	text := " " + folded + " "
	for _, e := range entries {
		if strings.Contains(text, e.part) {
			return e.sort
		}
	}
	return nil
}
