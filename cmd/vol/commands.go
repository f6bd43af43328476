package main

import (
	"errors"
	"fmt"
	"strings"
)

// command is one word that vol understands.
type command struct {
	name  string
	forms []string // what follows the name, a line for each way to call it
	does  string
	run   func(env *environment, args []string) error
}

// commands is the table that dispatch, help and the manual's test are made from.
var commands []command

func init() {
	commands = []command{
		{"inspect", []string{"SCORE [--console C] [--json]"}, "say what a score holds and which division each track might be for", inspect},
		{"notes", []string{"SCORE|ARR [--json]"}, "list the notes as the score says", notes},
		{"import", []string{"SCORE -o ARR [--console C] [--map LIST] [--shift TRACK=SEMITONES] [--split] [--json]"}, "make an arrangement from a score", importScore},
		{"info", []string{"ARR [--json]"}, "say what an arrangement holds", info},
		{"lane", []string{
			"ARR list [--json]",
			"ARR add --at POS [--draw ID,..] [--retire ID,..] [--expression ENCL=VALUE] [--lead ENCL=VALUE] [--scene NAME] [-o OUT] [--json]",
			"ARR remove --at POS [--control ID,..] [-o OUT] [--json]",
			"ARR move --at POS --to POS [--control ID,..] [-o OUT] [--json]",
			"ARR copy --from POS --to POS --at POS [-o OUT] [--json]",
			"ARR clear --from POS --to POS [-o OUT] [--json]",
			"ARR register --at POS --as POS [-o OUT] [--json]",
			"ARR retire --at POS [-o OUT] [--json]",
			"ARR scene --at POS --name NAME [-o OUT] [--json]",
			"ARR tidy [-o OUT] [--json]",
		}, "list and change the lane of registration", lane},
		{"scenes", []string{
			"ARR|C list [--json]",
			"ARR|C set --name NAME [--on ID,..] [--off ID,..] [--alone ID,..] [--expression ENCL=VALUE] [-o OUT] [--json]",
			"ARR|C rename --name NAME --to NAME [-o OUT] [--json]",
			"ARR|C remove --name NAME [-o OUT] [--json]",
		}, "list and change the scenes of a piece or a console, and the steps of its ladder", scenes},
		{"tempo", []string{
			"ARR list [--json]",
			"ARR set --at POS --bpm N [-o OUT] [--json]",
			"ARR remove --at POS [-o OUT] [--json]",
			"ARR ramp --from POS --to POS [--first N] --last N [-o OUT] [--json]",
			"ARR scale --from POS --to POS --percent N [-o OUT] [--json]",
			"ARR even --from POS --to POS [-o OUT] [--json]",
			"ARR fermata --from POS --to POS --times N [-o OUT] [--json]",
			"ARR breath --at POS --seconds N [-o OUT] [--json]",
			"ARR tap --at POS --taps S,S,.. [-o OUT] [--json]",
		}, "list and change the tempo", tempo},
		{"meter", []string{
			"ARR list [--json]",
			"ARR set --at POS --meter N/N [-o OUT] [--json]",
			"ARR move --at POS --to POS [-o OUT] [--json]",
			"ARR remove --at POS [-o OUT] [--json]",
		}, "list and change the meters", meter},
		{"marks", []string{
			"ARR list [--json]",
			"ARR add --at POS [--kind section|verse|wait] [--name NAME] [-o OUT] [--json]",
			"ARR rename --id N [--kind section|verse|wait] [--name NAME] [-o OUT] [--json]",
			"ARR move --id N --to POS [-o OUT] [--json]",
			"ARR remove --id N [-o OUT] [--json]",
		}, "list and change sections, verses and wait points", marks},
		{"bars", []string{
			"ARR list [--json]",
			"ARR insert --before N [--count N] [-o OUT] [--json]",
			"ARR delete --first N --last N [-o OUT] [--json]",
			"ARR clear --first N --last N [-o OUT] [--json]",
			"ARR repeat --first N --last N [--times N] [-o OUT] [--json]",
			"ARR move --first N --last N --before N [-o OUT] [--json]",
			"ARR copy --first N --last N --before N [-o OUT] [--json]",
		}, "insert, delete, repeat, move and copy bars with everything in them", bars},
		{"edit", []string{
			"ARR list [NOTES] [--json]",
			"ARR add --part ID --at POS --length QUARTERS --key N [--velocity N] [-o OUT] [--json]",
			"ARR delete NOTES [-o OUT] [--json]",
			"ARR move NOTES [--by QUARTERS] [--semitones N] [-o OUT] [--json]",
			"ARR copy NOTES --at POS [--into ID] [-o OUT] [--json]",
			"ARR lengthen NOTES --by QUARTERS [-o OUT] [--json]",
			"ARR begin NOTES --by QUARTERS [-o OUT] [--json]",
			"ARR quantise NOTES --grid QUARTERS [--strength PERCENT] [--ends] [-o OUT] [--json]",
			"ARR humanise NOTES --spread QUARTERS [--force N] [--seed N] [-o OUT] [--json]",
			"ARR legato NOTES [--most QUARTERS] [-o OUT] [--json]",
			"ARR staccato NOTES --percent N [-o OUT] [--json]",
			"ARR gap NOTES --gap QUARTERS [-o OUT] [--json]",
			"ARR overlaps NOTES [-o OUT] [--json]",
			"ARR split NOTES --at POS [-o OUT] [--json]",
			"ARR join NOTES [-o OUT] [--json]",
			"ARR strike NOTES --velocity N [-o OUT] [--json]",
			"ARR mute NOTES [-o OUT] [--json]",
			"ARR unmute NOTES [-o OUT] [--json]",
			"ARR route NOTES --on DIVISION [-o OUT] [--json]",
			"ARR double NOTES --voice top|bottom --on DIVISION [-o OUT] [--json]",
			"ARR give NOTES --into ID [-o OUT] [--json]",
			"ARR part NOTES --name NAME [-o OUT] [--json]",
		}, "list and change notes", editNotes},
		{"parts", []string{
			"ARR list [--json]",
			"ARR add --name NAME [--to DIVISION] [-o OUT] [--json]",
			"ARR set --part ID [--name NAME] [--to DIVISION] [--shift SEMITONES] [-o OUT] [--json]",
			"ARR remove --part ID [-o OUT] [--json]",
			"ARR merge --part ID --into ID [-o OUT] [--json]",
			"ARR split --part ID --below KEY|--voice top|bottom|--hands [-o OUT] [--json]",
		}, "list and change parts", editParts},
		{"route", []string{"ARR --part ID --from POS --to DIVISION [-o OUT]"}, "give a part to a division from a place on", route},
		{"tuning", []string{"ARR [--temperament T] [--pitch HZ] [--none] [-o OUT] [--json]"}, "show or change the tuning that a piece asks for", tuning},
		{"words", []string{"ARR [--title T] [--composer C] [--tune T] [--number N] [--copyright C] [--notes N] [-o OUT] [--json]"}, "show and change title, composer and the other words of a piece", setWords},
		{"sheet", []string{"ARR [-o OUT.pdf|OUT.txt] [--console C] [--paper SIZE] [--json]"}, "write the registration sheet: what to draw and retire, bar by bar", sheet},
		{"picture", []string{"ARR -o OUT.png|OUT.pdf [--console C] [--from POS] [--to POS] [--bars N] [--scale TIMES] [--paper SIZE]"}, "draw the notes as a roll", drawPicture},
		{"trace", []string{"ARR [--console C] [--ladder STEP] [--from POS] [--to POS] [--table]"}, "list the compiled performance, a JSON object a line", trace},
		{"midi", []string{"ARR -o OUT.mid [--console C] [--ladder STEP] [--grandorgue ORGAN]"}, "write what a MIDI port would get", midiFile},
		{"render", []string{"ARR -o OUT.wav|OUT.flac [--console C] [--ladder STEP] [--from POS] [--to POS] [--rate HZ] [--format F] [--stems] [ORGAN FLAGS]"}, "play the built-in organ into a file", render},
		{"play", []string{"ARR [--out PORT] [--grandorgue ORGAN [--running]] [--console C] [--ladder STEP] [--from POS] [--to POS] [--tempo PERCENT] [--sound WAY] [--buffer FRAMES] [--steady] [--cancelled] [--offset NAME=MS] [--held=false] [--hold] [--monitor] [ORGAN FLAGS]"}, "play in real time", play},
		{"ports", []string{"[--json]"}, "list the MIDI ports", ports},
		{"monitor", []string{"[--in PORT] [--console C] [--filter TEXT] [--no-keys] [--clock] [--seconds N] [--json]"}, "show what comes in, in words and hex", watchWire},
		{"test", []string{"[CONSOLE] [--out PORT] [--note DIVISION:KEY] [--stop ID] [--stops] [--compass] [--division ID] [--hold MS] [--cancelled] [ORGAN FLAGS]"}, "try an organ's keys and stops one after the other", tryOut},
		{"check", []string{"ARR [--console C] [--json]"}, "report what will not play as written", check},
		{"register", []string{"ARR --ladder STEP|--dynamics [-o OUT] [--json]"}, "register a piece by the organ's ladder of loudness", register},
		{"transfer", []string{"ARR --console OTHER [--choose FROM=TO] [--accept] [--forget] [-o OUT] [--json]"}, "say what stands for what on another organ, and why", transferPiece},
		{"console", []string{
			"list [--json]",
			"show C [--json]",
			"check C [--json]",
			"import FILE -o C.console [--no-header] [--json]",
			"settings ORGAN -o X.cmb|X.yaml [--input NAME]",
			"templates [--json]",
			"new --template NAME [--manuals N] [--stops C] [--title TEXT] -o X.console [--json]",
			"add C --in DIVISION --name NAME [-o OUT] [--json]",
			"add C --kind division|enclosure [--name NAME] [--pedal] [--in DIVISION,..] [-o OUT] [--json]",
			"set C [--title TEXT] [--dialect NAME] [--cancel HEX] [--panic HEX] [--gap MS] [--least-gap MS] [--travel MS] [--repeat-gap MS] [--shortest-note MS] [--wire-rate BITS] [-o OUT] [--json]",
			"set C --control ID,.. [--name NAME] [--kind KIND] [--in DIVISION] [--pitch FEET] [--family F] [--to DIVISION] [--shift N] [PIPE FLAGS] [CODE FLAGS] [--count-on] [-o OUT] [--json]",
			"set C --division ID [--name NAME] [--compass LOW-HIGH] [--pedal] [--channel N] [--element E] [--velocity N] [--off-as-9n] [--speaking-delay MS] [--repeat-gap MS] [--shortest-note MS] [--most-keys N] [-o OUT] [--json]",
			"set C --enclosure ID [--name NAME] [--in DIVISION,..] [--initial N] [--code KIND] [--channel N] [--number N] [--element E] [--closed N] [--open N] [-o OUT] [--json]",
			"set C --bitmap NAME [--name NAME] [--head HEX] [--length N] [--base HEX] [--says-first] [--checksum-from N] [--checksum WAY] [--checksum-to N] [-o OUT] [--json]",
			"set C --bank NAME [--name NAME] [--channel N] [--number N] [--cancels N] [--previous N] [--next N] [-o OUT] [--json]",
			"move C --control ID,..|--division ID --by PLACES [-o OUT] [--json]",
			"sort C --as name|feet|family [-o OUT] [--json]",
			"jamb C [--form FORM] [--left DIVISION,..] [--board WxH] [--missing] [--label WORDS --at X,Y] [--piece PIECE PIECE FLAGS] [-o OUT] [--json]",
			"rename C --control ID --to ID [-o OUT] [--json]",
			"remove C --control ID,..|--division ID|--enclosure ID|--bitmap NAME|--bank NAME [-o OUT] [--json]",
			"copy C --from OTHER [--division ID,..] [--scenes] [--times] [--jamb] [-o OUT] [--json]",
		}, "list, show and change consoles, make one of another program's organ or for a make", console},
		{"learn", []string{"C (--from RECORDING | --in PORT [--out PORT]) [--control ID,..] [--make NAME] [--pause SECONDS] -o NEW.console [--json]"}, "find out how an organ says its stops", learnConsole},
		{"version", []string{"[--json]"}, "say which version this is", showVersion},
		{"help", []string{"[COMMAND]"}, "list the commands, or explain one", help},
	}
}

// usage is how a command is called, in one line.
func (c *command) usage() string {
	calls := make([]string, len(c.forms))
	for i, form := range c.forms {
		calls[i] = "vol " + c.name + " " + form
	}
	return strings.Join(calls, " | ")
}

func find(name string) *command {
	for i := range commands {
		if commands[i].name == name {
			return &commands[i]
		}
	}
	return nil
}

func dispatch(env *environment, args []string) error {
	if len(args) == 0 {
		return usagef("no command given (vol help lists them)")
	}
	name := args[0]
	switch name {
	case "--help", "-h":
		name = "help"
	case "--version":
		name = "version"
	}
	c := find(name)
	if c == nil {
		return usagef("there is no command %q (vol help lists them)", args[0])
	}
	env.command = c
	if err := c.run(env, args[1:]); !errors.Is(err, errHelped) {
		return err
	}
	return nil
}

func help(env *environment, args []string) error {
	f := newFlags(env)
	if asked, err := f.asked(args); asked || err != nil {
		return err
	}
	switch f.NArg() {
	case 0:
		return helpAll(env)
	case 1:
		c := find(f.Arg(0))
		if c == nil {
			return usagef("there is no command %q (vol help lists them)", f.Arg(0))
		}
		env.command = c
		return c.run(env, []string{"--help"})
	}
	return usagef("%q is one argument too many (usage: %s)", f.Arg(1), env.command.usage())
}

func helpAll(env *environment) error {
	var b strings.Builder
	b.WriteString("vol is Voluntary without a window.\n\n")
	for _, c := range commands {
		for _, form := range c.forms {
			fmt.Fprintf(&b, "  vol %s %s\n", c.name, form)
		}
		fmt.Fprintf(&b, "        %s\n", c.does)
	}
	b.WriteString("\nSCORE is a MIDI file, ARR a .voluntary file. POS is BAR:BEAT, from 1:1. C is parish, cathedral, a console\n" +
		"of your own by its name, a .console file, or an organ of GrandOrgue (.organ, .orgue). vol help COMMAND explains the flags.\n")
	_, err := fmt.Fprint(env.out, b.String())
	return err
}
