module voluntary

go 1.26

require (
	fyne.io/fyne/v2 v2.7.1 // indirect
	github.com/ebitengine/purego v0.4.1 // indirect
	github.com/hajimehoshi/oto/v2 v2.4.3 // indirect
	github.com/stretchr/testify v1.12.1 // indirect
	gitlab.com/gomidi/midi/v2 v2.3.16 // indirect
	golang.org/x/sys v0.30.0 // indirect
)
