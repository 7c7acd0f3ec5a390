# SPDX-License-Identifier: GPL-3.0-or-later
#
#   make                 the program, in build/release/notmuch-bounces
#   make demo            from a clone to the screen: dependencies, build, a demo mail store
#   make check           from a clone to tested    make check SAN=address,undefined
#   make deps            install what building, running and testing needs
#   make install         honours DESTDIR and PREFIX; make uninstall
#   make dist            the tarball, the same bytes each time; make distcheck tests it
#   make deb             Debian packages, in build/deb
#   make check-scaling   the recipes of doc/SCALING, none skipped
#   make golden-update   write the expected records anew; judge them by git diff
#   make bench           how fast it is, in tables; make bench-scaling, of doc/SCALING
#   make check-hostile   hostile mail through all of it; HOSTILE_SECONDS=600 for longer
#   make check-faults    whatever can fail does, at every system call that writes
#   make coverage        how much of the library, cells and marks the tests go through
#   make fuzz            random input for each parser, with clang; FUZZ_SECONDS=3600
#                        for longer, FUZZ="message wire" for some
#   make fuzz-afl        the same with AFL++
#   make lint format     clang-tidy, clang-format
#   make V=1             show the commands

VERSION := 0.1
PREFIX  := /usr/local
CC      := gcc
SAN     :=
PKG_CONFIG := pkg-config
Q       := $(if $(V),,@)

comma   := ,
BUILD   := build/$(if $(SAN),$(subst $(comma),-,$(SAN)),release)

# Of the reader, and of the program that people start: to load the libraries of the other
# would take as long as all that it does until its first screen.
READER_PACKAGES  := gmime-3.0 glib-2.0 gio-unix-2.0
PROGRAM_PACKAGES := glib-2.0 gio-unix-2.0 json-glib-1.0 ncursesw sqlite3
PACKAGES         := $(READER_PACKAGES) $(filter-out $(READER_PACKAGES),$(PROGRAM_PACKAGES))
# What the environment says counts: a package is built with the flags of its system.
CFLAGS   ?= -O2 -g
WARN     := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wformat=2 -Wvla \
            -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings -Wundef

# What the compiler knows of these, but under a sanitizer, which has its own.
takes     = $(shell $(CC) $(1) -Werror -x c -c /dev/null -o /dev/null 2>/dev/null && echo $(1))
FORTIFY  := $(if $(findstring _FORTIFY_SOURCE,$(CPPFLAGS) $(CFLAGS)),,-D_FORTIFY_SOURCE=2)
HARDEN   := $(if $(SAN),,$(FORTIFY) -fPIE $(call takes,-fstack-protector-strong) \
            $(call takes,-fstack-clash-protection) $(call takes,-fcf-protection))
HARDEN_LD := $(if $(SAN),,-pie $(if $(filter Linux,$(shell uname -s)),-z relro -z now))

BINDIR     := $(PREFIX)/bin
LIBDIR     := $(PREFIX)/lib
LIBEXECDIR := $(PREFIX)/libexec
MANDIR     := $(PREFIX)/share/man
DATADIR    := $(PREFIX)/share/notmuch-bounces

# What shells read when they need it; bash and fish, for "notmuch bounces", also at their start.
SYSCONFDIR   := $(if $(filter /usr,$(PREFIX)),/etc,$(PREFIX)/etc)
BASHDIR      := $(PREFIX)/share/bash-completion/completions
BASHSTARTDIR := $(SYSCONFDIR)/bash_completion.d
ZSHDIR       := $(PREFIX)/share/zsh/site-functions
FISHDIR      := $(PREFIX)/share/fish/vendor_completions.d
FISHSTARTDIR := $(PREFIX)/share/fish/vendor_conf.d

std      := -std=c17 -D_GNU_SOURCE
sanitize := $(if $(SAN),-fsanitize=$(SAN) -fno-omit-frame-pointer)
system    = $(patsubst -I%,-isystem %,$(shell $(PKG_CONFIG) --cflags $(PACKAGES)))
libs_of   = $(shell $(PKG_CONFIG) --libs $(1))
system   := $(system)
reader_libs  := $(call libs_of,$(READER_PACKAGES)) -lnotmuch
program_libs := $(call libs_of,$(PROGRAM_PACKAGES))
libs         := $(call libs_of,$(PACKAGES)) -lnotmuch
ccflags   = $(std) $(WARN) $(HARDEN) $(CPPFLAGS) $(CFLAGS) $(sanitize) $(system) $(includes)
link      = $(CC) $(sanitize) $(HARDEN_LD) $(LDFLAGS) -o $@ $^
sees_lib := -Iinclude -Isrc/lib
sees_all := -Iinclude -Isrc -DBOUNCES_DATA_DIR='"$(DATADIR)"' \
            -DBOUNCES_LIBEXEC_DIR='"$(LIBEXECDIR)"' -DBOUNCES_VERSION='"$(VERSION)"'

headers  := $(wildcard include/bounce/*.h)
lib_src  := $(wildcard src/lib/*.c)
app_src  := $(wildcard src/core/*.c src/reader/*.c src/cli/*.c src/ui/*.c)
unit_src := $(wildcard tests/unit/test-*.c)
tool_src := $(wildcard tests/ui/*.c)
bench_src := $(wildcard tests/bench/*.c)
# What the programs that make mail and that measure are made of.
mail_src := tests/bench/kinds.c tests/bench/parts.c tests/bench/words.c
measure_src := tests/bench/measure.c tests/bench/session.c tests/bench/table.c
fuzz_src := $(wildcard tests/fuzz/*.c)
sources  := $(lib_src) $(app_src) src/main.c src/main-reader.c $(unit_src) $(tool_src) $(bench_src) $(fuzz_src)

object    = $(patsubst %.c,$(BUILD)/%.o,$(1))
lib      := $(BUILD)/libbounce.a
app      := $(BUILD)/libapp.a
program  := $(BUILD)/notmuch-bounces
reader   := $(BUILD)/notmuch-bounces-reader
units    := $(patsubst tests/unit/%.c,$(BUILD)/%,$(unit_src))
tools    := $(patsubst tests/ui/%.c,$(BUILD)/%,$(tool_src))
benches  := $(patsubst tests/bench/%.c,$(BUILD)/%,$(filter-out $(mail_src) $(measure_src),$(bench_src)))
fuzzers  := $(patsubst tests/fuzz/%.c,$(BUILD)/%,$(wildcard tests/fuzz/fuzz-*.c))

# One page is made of what the program knows of codes.
codes    := build/notmuch-bounces-codes.7
manuals  := doc/notmuch-bounces.1 doc/notmuch-bounces-config.5 doc/notmuch-bounces-formats.5 $(codes)

.PHONY: FORCE all demo bench bench-record bench-scaling fuzz fuzz-afl units tools \
        fuzzers coverage check deps install uninstall \
        golden-update lint format clean check-built check-globals check-headers check-hostile \
        check-faults check-scaling dist distcheck deb
.DELETE_ON_ERROR:
.SECONDARY:

all: $(program) $(reader) $(manuals) build/compile_commands.json

# The library sees the public headers and itself, nothing of the program.  Private:
# else $(BUILD)/flags would take on those of whoever asks for it first.
$(BUILD)/src/lib/%.o: private includes := $(sees_lib)
$(BUILD)/tests/unit/%.o: private includes := $(sees_all) -Isrc/lib -Itests/unit
$(BUILD)/tests/bench/%.o: private includes := $(sees_all) -Isrc/lib
$(BUILD)/tests/fuzz/%.o: private includes := $(sees_all) -Isrc/lib -Itests/fuzz -Itests/unit
$(BUILD)/%.o: private includes := $(sees_all)

$(BUILD)/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	@echo "  CC    $<"
	$(Q)$(CC) $(ccflags) -MMD -MP -c -o $@ $<

# Written anew only when the flags change, as they do with PREFIX.
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(ccflags) $(sees_all)' | cmp -s - $@ || echo '$(CC) $(ccflags) $(sees_all)' > $@

$(lib): $(call object,$(lib_src))
$(app): $(call object,$(app_src))
$(lib) $(app):
	@echo "  AR    $@"
	$(Q)rm -f $@ && $(AR) rcs $@ $^

$(program): $(call object,src/main.c) $(app) $(lib)
	@echo "  LD    $@"
	$(Q)$(link) $(program_libs)

$(reader): $(call object,src/main-reader.c) $(app) $(lib)
	@echo "  LD    $@"
	$(Q)$(link) $(reader_libs)

units: $(units)
$(units): $(BUILD)/%: $(BUILD)/tests/unit/%.o $(app) $(lib)
	@echo "  LD    $@"
	$(Q)$(link) $(libs) -lcmocka

tools: $(tools)
$(tools): $(BUILD)/%: $(BUILD)/tests/ui/%.o $(app) $(lib)
	@echo "  LD    $@"
	$(Q)$(link) $(libs)

$(BUILD)/make-mail: $(call object,$(mail_src))
$(BUILD)/make-cache: $(call object,$(mail_src) $(measure_src))
$(BUILD)/bench-store: $(call object,$(measure_src))
$(benches): $(BUILD)/%: $(BUILD)/tests/bench/%.o $(app) $(lib)
	@echo "  LD    $@"
	$(Q)$(link) $(libs)

$(codes): doc/codes.awk share/kb/reason.conf share/kb/status.conf share/kb/reply.conf | build
	@echo "  GEN   $@"
	$(Q)awk -f $^ > $@

# A fuzzer brings a main() of its own.
is_fuzzed := $(findstring fuzzer,$(SAN))
fuzzers: $(fuzzers)
$(fuzzers): $(BUILD)/%: $(BUILD)/tests/fuzz/%.o $(if $(is_fuzzed),,$(BUILD)/tests/fuzz/replay.o) $(app) $(lib)
	@echo "  LD    $@"
	$(Q)$(link) $(if $(is_fuzzed),-fsanitize=fuzzer) $(libs)

# The stores are kept between runs.  10k and tiny take some minutes to make, 100k half an
# hour, 1m some minutes each time: make bench BENCH_SIZES="10k 100k 1m tiny"
BENCH_SIZES := 10k tiny
BENCH_DATA  := build/bench
bench_run   := doc/performance.tsv

bench: $(benches) $(program) $(reader)
	$(Q)$(BUILD)/bench-classify && $(BUILD)/bench-browser
	$(Q)BUILD=$(BUILD) tests/bench/data.sh $(BENCH_DATA) $(BENCH_SIZES)
	$(Q)$(BUILD)/bench-store $(BENCH_DATA) $(bench_run) build/bench.tsv $(BENCH_SIZES)

# The recipes of doc/SCALING, beside cat.
bench-scaling: $(benches) $(program) $(reader)
	$(Q)BUILD=$(BUILD) SCALING=all tests/bench/scaling.sh

# Keep the last run, for later ones to be compared with.
bench-record:
	cp build/bench.tsv $(bench_run)

# ---- demo: a mail store of its own under build/, with a configuration of its own

demo_env := env -u NOTMUCH_CONFIG -u NOTMUCH_PROFILE -u NOTMUCH_DATABASE -u MAILDIR
demo_dir := $(CURDIR)/build/demo

demo: deps
	@$(MAKE) --no-print-directory build/demo/config $(program) $(reader)
	$(Q)$(demo_env) XDG_DATA_HOME=$(demo_dir)/data $(program) --config=$(demo_dir)/config

build/demo/config: $(wildcard share/demo/*.eml) tests/store.sh
	@echo "  NEW   build/demo"
	$(Q)$(demo_env) tests/store.sh $(demo_dir) share/demo

# ---- fuzzing: what is found interesting stays in build/fuzz/NAME, what fails in
# build/fuzz/NAME-crash-...; mended, it becomes a file in tests/fuzz/seeds/NAME

FUZZ_SECONDS := 60
FUZZ         := $(patsubst tests/fuzz/fuzz-%.c,%,$(wildcard tests/fuzz/fuzz-*.c))

fuzz:
	@$(MAKE) --no-print-directory CC=clang SAN=fuzzer-no-link,address,undefined BUILD=build/fuzz fuzzers
	$(Q)for name in $(FUZZ); do tests/fuzz/run.sh build/fuzz $$name $(FUZZ_SECONDS) || exit 1; done

fuzz-afl:
	@$(MAKE) --no-print-directory CC=afl-clang-fast SAN=fuzzer-no-link BUILD=build/afl fuzzers
	$(Q)for name in $(FUZZ); do tests/fuzz/run-afl.sh build/afl $$name $(FUZZ_SECONDS) || exit 1; done

# ---- tests: everything is TAP, and prove runs it

check: deps
	@$(MAKE) --no-print-directory check-built

tests := $(units) $(wildcard tests/*.t tests/*/*.t)

prove := BUILD=$(BUILD) SAN=$(SAN) CC='$(CC)' G_DEBUG=fatal-criticals CMOCKA_MESSAGE_OUTPUT=TAP \
         ASAN_OPTIONS=$(ASAN_OPTIONS):detect_leaks=1 LSAN_OPTIONS=suppressions=tests/lsan.supp:print_suppressions=0 \
         UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 TSAN_OPTIONS=suppressions=$(CURDIR)/tests/tsan.supp prove --exec ''

check-built: all $(units) $(tools) $(fuzzers) check-headers $(if $(SAN),,check-globals)
	$(Q)$(prove) -j$(shell nproc 2>/dev/null || echo 2) $(tests)

# "make check" does some of each.
HOSTILE_SECONDS := 60
FAULTS          := all

check-hostile: all $(tools)
	$(Q)HOSTILE_SECONDS=$(HOSTILE_SECONDS) $(prove) --verbose tests/hostile/*.t

check-faults: all
	$(Q)FAULTS=$(FAULTS) $(prove) --verbose tests/faults/*.t

# Needs parallel, an SSH server, and PostgreSQL (initdb).
check-scaling: all
	$(Q)SCALING=all $(prove) --verbose tests/scaling/*.t

check-globals: $(app) $(lib)
	$(Q)tests/check-globals.sh $^

# Each public header is valid by itself.
check-headers: $(headers:include/%=$(BUILD)/include/%.ok)
$(BUILD)/include/%.ok: include/% $(headers)
	@mkdir -p $(@D)
	$(Q)echo '#include <$(<:include/%=%)>' | $(CC) $(std) $(WARN) $(system) -Iinclude -fsyntax-only -x c -
	@touch $@

golden-update: $(program) $(reader)
	$(Q)BUILD=$(BUILD) tests/golden/golden.t --update

# How much of the parser, of what shows text and of the marks the tests go through.
coverage:
	@$(MAKE) --no-print-directory BUILD=build/coverage CFLAGS='-O0 -g --coverage' HARDEN= \
		HARDEN_LD= LDFLAGS=--coverage all units fuzzers
	$(Q)tests/coverage.sh build/coverage $(units:$(BUILD)/%=build/coverage/%)

# ---- dependencies, by the system's own package manager

deps_apt    := gcc make pkg-config libncurses-dev libgmime-3.0-dev libnotmuch-dev libjson-glib-dev \
               libsqlite3-dev notmuch libcmocka-dev tmux perl mandoc
deps_dnf    := gcc make pkgconf-pkg-config ncurses-devel gmime30-devel notmuch-devel json-glib-devel \
               sqlite-devel notmuch libcmocka-devel tmux perl-Test-Harness mandoc
deps_pacman := base-devel ncurses gmime3 notmuch-runtime notmuch json-glib sqlite cmocka tmux perl mandoc
deps_apk    := build-base pkgconf ncurses-dev gmime-dev notmuch-dev json-glib-dev sqlite-dev notmuch \
               cmocka-dev tmux perl-utils mandoc coreutils
deps_brew   := pkg-config ncurses gmime notmuch json-glib sqlite cmocka tmux perl mandoc

deps:
	@tests/deps.sh '$(PACKAGES) cmocka' apt-get '$(deps_apt)' dnf '$(deps_dnf)' \
		pacman '$(deps_pacman)' apk '$(deps_apk)' brew '$(deps_brew)'

# ---- install

install: $(program) $(reader) $(lib) $(manuals)
	install -D -m 755 $(program) $(DESTDIR)$(BINDIR)/notmuch-bounces
	install -D -m 755 $(reader) $(DESTDIR)$(LIBEXECDIR)/notmuch-bounces-reader
	install -D -m 644 $(lib) $(DESTDIR)$(LIBDIR)/libbounce.a
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/include/bounce $(headers)
	install -d $(DESTDIR)$(LIBDIR)/pkgconfig
	sed 's|@PREFIX@|$(PREFIX)|; s|@LIBDIR@|$(LIBDIR)|; s|@VERSION@|$(VERSION)|' src/lib/libbounce.pc.in \
		> $(DESTDIR)$(LIBDIR)/pkgconfig/libbounce.pc
	chmod 644 $(DESTDIR)$(LIBDIR)/pkgconfig/libbounce.pc
	install -D -m 644 -t $(DESTDIR)$(DATADIR)/kb share/kb/*.conf share/kb/*.txt
	install -D -m 644 -t $(DESTDIR)$(DATADIR)/kb/diagnostic share/kb/diagnostic/*.conf
	install -D -m 644 -t $(DESTDIR)$(DATADIR)/formats share/formats/*.conf
	install -D -m 644 -t $(DESTDIR)$(DATADIR)/rules share/rules/*.conf
	install -D -m 644 -t $(DESTDIR)$(DATADIR)/keys share/keys/*
	install -D -m 644 -t $(DESTDIR)$(MANDIR)/man1 $(filter %.1,$(manuals))
	install -D -m 644 -t $(DESTDIR)$(MANDIR)/man5 $(filter %.5,$(manuals))
	install -D -m 644 -t $(DESTDIR)$(MANDIR)/man7 $(filter %.7,$(manuals))
	install -D -m 644 share/completion/notmuch-bounces.bash $(DESTDIR)$(BASHDIR)/notmuch-bounces
	install -D -m 644 share/completion/notmuch-bounces.bash $(DESTDIR)$(BASHSTARTDIR)/notmuch-bounces
	install -D -m 644 -t $(DESTDIR)$(ZSHDIR) share/completion/_notmuch_bounces
	install -D -m 644 -t $(DESTDIR)$(FISHDIR) share/completion/notmuch-bounces.fish
	install -D -m 644 -t $(DESTDIR)$(FISHSTARTDIR) share/completion/notmuch-bounces.fish

uninstall:
	rm -f $(DESTDIR)$(BINDIR)/notmuch-bounces $(DESTDIR)$(LIBDIR)/libbounce.a
	rm -f $(DESTDIR)$(LIBEXECDIR)/notmuch-bounces-reader
	rm -f $(DESTDIR)$(LIBDIR)/pkgconfig/libbounce.pc
	rm -f $(foreach s,1 5 7,$(addprefix $(DESTDIR)$(MANDIR)/man$s/,$(notdir $(filter %.$s,$(manuals)))))
	rm -f $(DESTDIR)$(BASHDIR)/notmuch-bounces $(DESTDIR)$(BASHSTARTDIR)/notmuch-bounces
	rm -f $(DESTDIR)$(ZSHDIR)/_notmuch_bounces
	rm -f $(DESTDIR)$(FISHDIR)/notmuch-bounces.fish $(DESTDIR)$(FISHSTARTDIR)/notmuch-bounces.fish
	rm -rf $(DESTDIR)$(PREFIX)/include/bounce $(DESTDIR)$(DATADIR)

# ---- packages (doc/packaging): the tarball, and what Debian makes of it

name := notmuch-bounces-$(VERSION)
dist := build/$(name).tar.gz

dist:
	@echo "  NEW   $(dist)"
	$(Q)doc/packaging/dist.sh $(name) $(dist)

distcheck: dist
	$(Q)rm -rf build/distcheck && mkdir build/distcheck && tar -C build/distcheck -xzf $(dist)
	$(Q)$(MAKE) -C build/distcheck/$(name) check

deb: dist
	$(Q)rm -rf build/deb && mkdir build/deb && tar -C build/deb -xzf $(dist)
	$(Q)cp $(dist) build/deb/notmuch-bounces_$(VERSION).orig.tar.gz
	$(Q)cp -R build/deb/$(name)/doc/packaging/debian build/deb/$(name)/
	$(Q)cd build/deb/$(name) && dpkg-buildpackage --no-sign

# One entry a file, from the very flags it is built with.  Written by make: all of it is
# too long for a command line.
compile_entry = {"directory":"$(CURDIR)","file":"$1","command":"$(CC) $(std) $(WARN) $(subst ",\",$(system)) -Iinclude $(if $(filter src/lib/%,$1),,-Isrc )-Isrc/lib -Itests/unit -DBOUNCES_DATA_DIR=\\\"\\\" -DBOUNCES_LIBEXEC_DIR=\\\"\\\" -DBOUNCES_VERSION=\\\"\\\" -c $1"}$(if $(filter-out $(lastword $(sources)),$1),$(comma))

build:
	@mkdir -p $@

build/compile_commands.json: Makefile $(sources) | build
	$(file >$@,[)
	$(foreach s,$(sources),$(file >>$@,$(call compile_entry,$s)))
	$(file >>$@,])

lint: build/compile_commands.json
	clang-tidy -p build --quiet $(filter src/%,$(sources))

format:
	clang-format -i $(shell find src include tests -name '*.[ch]')

clean:
	rm -rf build

-include $(patsubst %.o,%.d,$(call object,$(sources)))
