# `make` alone prints what can be made.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
.ONESHELL:

# Where Sipcast binds and what it advertises.
ADDRESS ?= 127.0.0.1
# Registrar and proxy for phones, and accounts for the channels: local, or none.
PLATFORM ?= local
# Further options of bin/sipcast run, such as OPTIONS=--sipcast.sip.port=5090
OPTIONS ?=

jar := target/sipcast.jar
build_log := var/build.log
# with the compiler that bin/java-home chooses, which is there once bin/setup has run
maven = JAVA_HOME=$$(bin/java-home build) mvn -B

.PHONY: help
help: ## what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile
	echo
	echo '  make run ADDRESS=192.0.2.10   binds and advertises that address'
	echo '  make run PLATFORM=none        without the local platform: direct calls only'

.PHONY: run
run: setup ## install what is missing, build, make the demo film, and run until Ctrl-C
	@$(MAKE) build film
	SIPCAST_ADDRESS=$(ADDRESS) SIPCAST_PLATFORM=$(PLATFORM) exec bin/sipcast run $(OPTIONS)

.PHONY: setup
setup: ## install the system packages that are missing
	@bin/setup

.PHONY: build
build: modules $(jar) ## build the application and the VLC modules, if their sources are newer

$(jar): pom.xml $(shell find src/main -type f 2> /dev/null)
	@mkdir -p var
	echo 'Building the application … (log: $(build_log); the first time it downloads its libraries, which takes minutes)'
	if ! $(maven) -DskipTests -Dspotless.check.skip package > $(build_log) 2>&1; then
		grep -m 20 -F '[ERROR]' $(build_log) || tail -n 40 $(build_log)
		exit 1
	fi >&2
	touch $(jar)

.PHONY: modules
modules:
	@if ! $(MAKE) -q -C vlc-patches 2> /dev/null; then
		mkdir -p var
		echo 'Building the VLC modules …'
		$(MAKE) -C vlc-patches > var/modules.log 2>&1 || { cat var/modules.log >&2; exit 1; }
	fi

.PHONY: film
film: ## make the demo film, if it is not there
	@bin/demo-film

.PHONY: test
test: ## run every test, with real VLC and real phones
	@bin/setup --with-tests
	$(MAKE) -C vlc-patches check check-vlc
	$(maven) verify

.PHONY: check
check: ## compile with all guards, without running tests
	@$(maven) -q -DskipTests verify

.PHONY: format
format: ## format the Java sources
	@$(maven) -q spotless:apply

.PHONY: bench
bench: ## run every benchmark, and bench-calls that of calls alone
	@shopt -s nullglob
	benchmarks=(bench/*/run)
	if ((! $${#benchmarks[@]})); then echo 'There are no benchmarks yet.'; fi
	for benchmark in "$${benchmarks[@]}"; do "$$benchmark"; done

bench-%:
	@bench/$*/run

.PHONY: clean
clean: ## remove what was built; the demo film stays
	@rm -rf target var/classes $(build_log) var/modules.log
	if [[ -e vlc-patches/Makefile ]]; then $(MAKE) -C vlc-patches clean; fi
