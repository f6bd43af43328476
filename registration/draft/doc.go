// Package draft puts a console together from what another program's description of an organ says: names become text ids
// that are valid and unlike each other, stops get pitch and family from their names, and what is too much is refused with a
// sentence.
//
//	d := draft.New("Dorfkirche")
//	great := d.AddDivision("Hauptwerk", 36, 92, false)
//	d.AddControl(d.StopOf(great, "Rohrflöte 8'", 0), registration.ControlCode{})
//	c, err := d.Finish()
//
// A name is kept as the player sees it, pitch and all. Package stopname says what it means.
//
// A Draft belongs to one goroutine at a time.
package draft
