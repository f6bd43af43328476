// Package theme is how Voluntary looks: a fyne.Theme in a light and a dark variant, calm like an organ case at dusk or a
// sheet of music paper, and the colours of everything that our own widgets paint.
//
//	app.Settings().SetTheme(theme.New(theme.FollowSystem))
//	colours := theme.Of(theme.Dark())
//
// Each division has a colour ([DivisionColor]): green the Swell, blue the Great, purple the Pedal, orange the Choir or
// Positive, red the Solo, others distinct. The colours stay apart for colour-blind eyes, and colour is never the only
// sign: each division also has a letter ([DivisionLetter]) and a pattern ([DivisionPattern]).
//
// Tests hold the palette to contrast: 3:1 for what is drawn, 4.5:1 for what is read.
package theme
