# Voluntary. `make run` shows the window, `make test` proves the rest; both install what they miss.

export PATH := $(PATH):/usr/local/go/bin

# OpenGL ES spares Linux two of the three minutes of a first build; `make run TAGS=` takes desktop OpenGL.
ifeq ($(shell uname -s),Linux)
TAGS ?= gles
endif

# In the environment, so that a test that builds the program shares its flags and its cache. The version is stamped
# below, with git or without it.
export GOFLAGS := $(strip $(GOFLAGS) -buildvcs=false $(if $(TAGS),-tags=$(TAGS)))

VERSION := $(shell sed -n 's/^ *Version *= *"\(.*\)"/\1/p' FyneApp.toml)
COMMIT := $(or $(shell git rev-parse --short=12 HEAD 2>/dev/null),unknown)
LDFLAGS := -X main.version=$(VERSION) -X main.commit=$(COMMIT)

# The folders whose tests say something, so that bench, golden and e2e do not link every package's tests.
folders = $(sort $(dir $(shell grep -rlE --include='*_test.go' '$(1)' .)))

.PHONY: run test build bench bench-timing soak fuzz golden e2e looks e2e-sound lint deps clean

run: deps
	@go build -ldflags '$(LDFLAGS)' -o bin/voluntary ./cmd/voluntary
	@bin/voluntary $(ARGS)

# vet with -race looks at the packages that the tests build anyway.
test: deps
	go vet -race ./...
	go test -race -vet=off -timeout 15m ./...

build: deps
	go build -ldflags '$(LDFLAGS)' -o bin/voluntary ./cmd/voluntary
	go build -ldflags '$(LDFLAGS)' -o bin/vol ./cmd/vol

# Each speed stands beside a reference measured in the same run.
bench: deps
	go test -run '^$$' -bench '$(or $(BENCH),.)' -benchmem $(call folders,^func Benchmark)

# Plays for MINUTES (60) with a jump every few seconds and counts keys, memory and onsets; then DRIFT minutes (10) over JACK,
# and TOGETHER minutes (60) on the built-in organ and over JACK at once.
soak:
	@.ci/deps e2e
	VOLUNTARY_SOAK=$(or $(MINUTES),60)m go test -count=1 -timeout 0 -v -run '^TestSoak$$' ./audio/timing
	VOLUNTARY_DRIFT=$(or $(DRIFT),10)m go test -count=1 -timeout 0 -v -run '^TestDrift$$' ./audio/timing
	VOLUNTARY_TOGETHER=$(or $(TOGETHER),60)m go test -count=1 -timeout 0 -v -run '^TestTogether$$' ./audio/timing

# How exactly vol plays, beside references in the same run; the table is kept in the manual. A quarter of an hour.
bench-timing:
	@.ci/deps e2e
	@.ci/bench-timing

fuzz: deps
	@.ci/fuzz $(SECONDS)

# Writes the golden files anew; read the difference before you commit it.
golden: deps
	go test $(call folders,flag.Bool."update") -update

# Real processes: a window on a virtual display, JACK, the built binaries.
e2e:
	@.ci/deps e2e
	VOLUNTARY_E2E=1 go test -count=1 -p 1 -timeout 20m -v -run E2E $(call folders,VOLUNTARY_E2E)

# Looks at the real window: three sizes, light and dark, four pieces, into a folder of pictures to be opened and judged.
looks:
	@.ci/deps e2e
	VOLUNTARY_E2E=1 go test -count=1 -timeout 20m -run '^TestE2ELooks$$' ./cmd/voluntary -pictures $(or $(PICTURES),$(CURDIR)/bin/pictures)

# The full organ under JACK's dummy server while the window repaints, by JACK itself and by ALSA: is a block ever late? MINUTES=10 each unless you say otherwise.
e2e-sound:
	@.ci/deps e2e
	VOLUNTARY_E2E=1 go test -count=1 -timeout 90m -v -run E2ETheSound ./cmd/voluntary -minutes $(or $(MINUTES),10)

lint: deps
	@unformatted=$$(go run mvdan.cc/gofumpt@v0.12.0 -l .); [ -z "$$unformatted" ] || { \
		echo "gofumpt would change these: $$unformatted (go run mvdan.cc/gofumpt@v0.12.0 -w .)"; exit 1; }
	go vet ./...
	go run honnef.co/go/tools/cmd/staticcheck@v0.8.2 ./...
	go mod tidy -diff

deps:
	@.ci/deps

clean:
	rm -rf bin
