package smf

func standsFor(name string, notes bool) bool { return false }
