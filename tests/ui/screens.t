#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# screens.t [--update] - is the screen, after these keys, what it shall be?
#
# Each NAME.script is run on a store made of mail/ and compared with NAME.screen,
# or with --update written to it.  A script may ask for search terms, another locale
# or terminal, and lines of a configuration, in lines like "# terms: from:ann",
# "# locale: C", "# term: linux" and "# config: set theme = light".
cd "$(dirname "$0")/../.." || exit 1

build=${BUILD:-build/release}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TZ=UTC LC_ALL=C.UTF-8
unset NOTMUCH_CONFIG NOTMUCH_PROFILE NOTMUCH_DATABASE MAILDIR

tests/store.sh "$work" tests/ui/mail || exit 1
echo "1..$(ls tests/ui/*.script | wc -l)"

n=0
for script in tests/ui/*.script; do
    n=$((n + 1))
    name=$(basename "$script" .script)
    want=${script%.script}.screen
    got=$work/$name.screen
    terms=$(sed -n 's/^# terms: //p' "$script")
    term=$(sed -n 's/^# term: //p' "$script")
    sed -n 's/^# config: //p' "$script" >"$work/config.looks"
    locale=$(sed -n 's/^# locale: //p' "$script")

    # shellcheck disable=SC2086  # terms are words
    XDG_DATA_HOME=$work/data-$name LC_ALL=${locale:-$LC_ALL} "$build/screen" --config="$work/config" \
        --program="$PWD/$build/notmuch-bounces" --data=share --now=1784678400 \
        --term="${term:-xterm-256color}" --looks="$work/config.looks" \
        --script="$script" $terms >"$got" 2>&1
    status=$?
    [ "$1" = --update ] && cp "$got" "$want"
    if [ $status -eq 0 ] && diff -u "$want" "$got" >"$work/diff"; then
        echo "ok $n - $name"
    else
        echo "not ok $n - $name (exit $status)"
        sed 's/^/# /' "$work/diff"
    fi
done
