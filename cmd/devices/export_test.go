package devices

// GuardPid is the number of the guard process.
func GuardPid(d *Devices) int { return d.guard.Pid() }

// WithoutChatter is withoutChatter.
var WithoutChatter = withoutChatter
