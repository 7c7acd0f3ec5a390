#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What a user can meet: one line why, one line what to do, and a status of 1
cd "$(dirname "$0")/../.." || exit 1
. tests/cli/lib.sh

run "$bounces" list
fails "no notmuch configuration" "notmuch is not set up" "notmuch setup"

bounce one a@example.org 5.1.1
tests/store.sh "$tmp/store" "$tmp/mail" >/dev/null 2>&1
config=--config=$tmp/store/config

run "$bounces" list --config="$tmp/none"
is "a configuration that is not there" "$status" 1
printf '[database]\npath=%s\n' "$tmp/home" >"$tmp/empty"
run "$bounces" list --config="$tmp/empty"
fails "no database" "$tmp/home" "notmuch new"

run "$bounces" list $config 'date:foo..bar'
fails "a bad query" "not understood: .*foo" "the built-in query) and (date:foo..bar)"
run "$bounces" list $config id:none@example.org
is "no match is none" "$status" 0
run "$bounces" list $config --no-such-option
fails "an unknown option" "list: .*--no-such-option" "list --help"
run "$bounces" --no-such-option
fails "an unknown option of no command" "--no-such-option" "--help"

mv "$tmp/store/mail/.notmuch" "$tmp/store/mail/.notmuch.away"
mkdir -p "$tmp/store/mail/.notmuch/xapian"
run "$bounces" list $config
is "a database that is broken" "$status" 1
is "gives two lines" "$(wc -l <"$tmp/err")" 2
rm -r "$tmp/store/mail/.notmuch"
mv "$tmp/store/mail/.notmuch.away" "$tmp/store/mail/.notmuch"

# Where nothing of others lies two folders above
mkdir -p "$tmp/alone/bin"
cp "$bounces" "$tmp/alone/bin/"
if [ ! -e /usr/local/share/notmuch-bounces/kb ]; then
    run "$tmp/alone/bin/notmuch-bounces" explain 5.1.1
    fails "a program without its share/" "reason.conf" "make install"
fi

# Nor of the readers
if [ ! -e /usr/local/libexec/notmuch-bounces-reader ]; then
    mkdir "$tmp/alone/share"
    ln -s "$PWD/share" "$tmp/alone/share/notmuch-bounces"
    run "$tmp/alone/bin/notmuch-bounces" list $config
    fails "a program without its reader" "notmuch-bounces-reader" "Install"
fi

# One that cannot start must end the command.
run "$bounces-reader" --reader "$tmp/none"
is "a reader without its share/ ends" "$([ "$status" != 0 ] && echo yes)" yes
run "$bounces-reader"
is "a reader that nobody needs tells what it is" "$status $(wc -l <"$tmp/err")" "1 1"

finish
