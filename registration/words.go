package registration

import "fmt"

// Words says in short how a control is said: "NRPN 300, ch 1". It is "" when it is not said.
func (k *ControlCode) Words() string {
	at := fmt.Sprintf("ch %d", k.Channel)
	switch k.Kind {
	case Unsaid:
		return ""
	case Note:
		return fmt.Sprintf("note %d, %s", k.Number, at)
	case CC:
		return fmt.Sprintf("CC %d, %s", k.Number, at)
	case CCIndex:
		return fmt.Sprintf("CC %d/%d no. %d, %s", k.On, k.Off, k.Index, at)
	case CCEmbedded:
		return fmt.Sprintf("CC %d no. %d, %s", k.Number, k.Index, at)
	case CCBitfield:
		return fmt.Sprintf("CC %d bit %d, %s", k.Number, k.Index, at)
	case CCTwoStep:
		return fmt.Sprintf("group %d button %d, %s", k.Group, k.Index, at)
	case NRPN:
		return fmt.Sprintf("NRPN %d, %s", k.Number, at)
	case NRPNRange:
		return fmt.Sprintf("NRPN %d %d/%d, %s", k.Number, k.On, k.Off, at)
	case PCToggle:
		return fmt.Sprintf("PC %d ⇄, %s", k.Number, at)
	case PCPair:
		return fmt.Sprintf("PC %d/%d, %s", k.On, k.Off, at)
	case SysExPair:
		return k.OnSysEx
	case SysExToggle:
		return k.OnSysEx + " ⇄"
	case SysExBitmap:
		return fmt.Sprintf("%s bit %d", k.Part, k.Index)
	case RelativeBank:
		return fmt.Sprintf("%s no. %d", k.Part, k.Index)
	case GOSetup:
		return k.Element
	}
	return string(k.Kind)
}

// Words says in short how a shoe is said: "CC 11, ch 2". It is "" when it is not said.
func (k *EnclosureCode) Words() string {
	switch {
	case k.Channel == 0:
		return ""
	case k.Kind == NRPN || k.Kind == GOSetup:
		return fmt.Sprintf("NRPN %d, ch %d", k.Number, k.Channel)
	}
	return fmt.Sprintf("CC %d, ch %d", k.Controller, k.Channel)
}
