package synth

// The innermost loops: pipes that speak steadily are added to a bus four at a time. Every source is at least as long as
// dst.

func add4(dst, a, b, c, d []float32) {
	a, b, c, d = a[:len(dst)], b[:len(dst)], c[:len(dst)], d[:len(dst)]
	for len(dst) >= 8 {
		o := (*[8]float32)(dst)
		p, q, r, s := (*[8]float32)(a), (*[8]float32)(b), (*[8]float32)(c), (*[8]float32)(d)
		o[0] += (p[0] + q[0]) + (r[0] + s[0])
		o[1] += (p[1] + q[1]) + (r[1] + s[1])
		o[2] += (p[2] + q[2]) + (r[2] + s[2])
		o[3] += (p[3] + q[3]) + (r[3] + s[3])
		o[4] += (p[4] + q[4]) + (r[4] + s[4])
		o[5] += (p[5] + q[5]) + (r[5] + s[5])
		o[6] += (p[6] + q[6]) + (r[6] + s[6])
		o[7] += (p[7] + q[7]) + (r[7] + s[7])
		dst, a, b, c, d = dst[8:], a[8:], b[8:], c[8:], d[8:]
	}
	for i := range dst {
		dst[i] += (a[i] + b[i]) + (c[i] + d[i])
	}
}

func add1(dst, a []float32) {
	a = a[:len(dst)]
	for i := range dst {
		dst[i] += a[i]
	}
}
