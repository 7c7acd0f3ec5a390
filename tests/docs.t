#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# docs.t [--update] - do README and the tutorial show what the program shows?
#
# On the demo store, in the order of the text: "    Press  KEYS" and "    Type  TEXT" are
# pressed and typed, 24 lines from "Bounces  " on are the screen then, and "    $ COMMAND" has
# the lines below it as its output, where "..." stands for any lines.  With --update the
# screens are written anew; judge them by git diff.
cd "$(dirname "$0")/.." || exit 1
. tests/cli/lib.sh

build=$PWD/${BUILD:-build/release}
PATH=$build:$PATH
tests/store.sh "$tmp/store" share/demo || exit 1
export NOTMUCH_CONFIG="$tmp/store/config" XDG_STATE_HOME="$tmp/home/state"

# script FILE KEYS - for tests/ui/screen.c; the keys come first
script() {
    awk -v first="$2" '
        function pressed(keys) {
            if (keys !~ /^(Enter|Space|Tab|Esc|[CM]-.|F[0-9]+)$/) gsub(/./, "& ", keys)
            sub(/ $/, "", keys)
            return keys
        }
        BEGIN { print "wait\n" first }
        left > 0 { left--; next }
        /^    Press  / { print pressed($2) }
        /^    Type  / {
            sub(/^    Type  */, "")
            gsub(/ /, "\001")
            gsub(/./, "& ")
            gsub(/\001/, "Space")
            sub(/ $/, "")
            print
        }
        /^Bounces  / { print "shot " ++n; left = 23 }
    ' "$1"
}

# with_screens FILE KEYS - its text, with the screens that the keys lead to
with_screens() {
    script "$1" "$2" >"$tmp/script"
    rm -rf "$tmp/state"
    mkdir "$tmp/state"
    "$build/screen" --config="$NOTMUCH_CONFIG" --reader="$bounces-reader" --data=share --now=1795176000 \
        --state="$tmp/state" --script="$tmp/script" >"$tmp/shots" || return
    awk '
        FNR == NR && /^=== / { shot++; line = 0; next }
        FNR == NR { screen[shot, ++line] = $0; next }
        left > 0 { left--; next }
        /^Bounces  / {
            n++
            for (i = 1; i <= 24; i++) print screen[n, i]
            left = 23
            next
        }
        { print }
    ' "$tmp/shots" "$1"
}

# commands FILE - its commands and their output as $tmp/N.command and $tmp/N.want
commands() {
    rm -f "$tmp"/*.command
    awk -v dir="$tmp" '
        /^    \$ / {
            n++
            print substr($0, 7) >(dir "/" n ".command")
            print "" >(dir "/" n ".want")
            inside = 1
            blank = ""
            next
        }
        /^ *$/ && inside { blank = blank "\n"; next }
        /^    / && inside { printf "%s%s\n", blank, substr($0, 5) >(dir "/" n ".want"); blank = ""; next }
        { inside = 0; blank = "" }
    ' "$1"
}

# Is the output what is wanted, but for what "..." stands for?
matches() {
    awk '
        FNR == 1 { file++ }
        file == 1 && FNR > 1 { want[++n_want] = $0 }
        file == 2 { sub(/ *$/, ""); got[++n_got] = $0 }
        END {
            at = 1
            for (i = 1; i <= n_want; i++) {
                if (want[i] == "...") { any = 1; continue }
                while (any && at <= n_got && got[at] != want[i]) at++
                any = 0
                if (got[at++] != want[i]) { print "not there: " want[i]; exit 1 }
            }
            exit !any && at <= n_got
        }
    ' "$1" "$2"
}

for doc in README doc/TUTORIAL; do
    # The first screen of README is there without a word of how.
    [ $doc = README ] && keys='Space z M 6 ] Enter j j' || keys=
    if ! with_screens $doc "$keys" >"$tmp/new"; then
        ok "$doc: its keys can be pressed" 1
        continue
    fi
    [ "${1:-}" = --update ] && cat "$tmp/new" >"$doc"
    diff "$doc" "$tmp/new" >"$tmp/out"
    ok "$doc: $(grep -c '^shot ' "$tmp/script") screens" $?

    commands "$doc"
    n=1
    while [ -f "$tmp/$n.command" ]; do
        sh -c "$(cat "$tmp/$n.command")" >"$tmp/$n.got" 2>"$tmp/err" </dev/null
        matches "$tmp/$n.want" "$tmp/$n.got" >"$tmp/out"
        ok "$doc: $(cat "$tmp/$n.command")" $?
        n=$((n + 1))
    done
    [ $n -gt 3 ]
    ok "$doc: has commands" $?
done
finish
