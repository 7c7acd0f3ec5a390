#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# screens.t [--update] - is the screen, after these keys, what it shall be?
#
# Each NAME.script is run on a store made of mail/ and compared with NAME.screen,
# or with --update written to it.  A script may ask for something else in lines like
#
#   # terms: from:ann
#   # locale: C
#   # term: linux
#   # config: set theme = light
#   # marks: none           no folder to keep marks in
#   # state: seen             a folder to remember things in; "none" can not be written
#   # bounces: guards=off     a key of the store, in the section [bounces]
#   # mail: odd               a store of its own, of this folder
#   # before: echo >new.eml   done in a copy of that before notmuch sees it,
#   # after: rm new.eml       and after
#   # reader: losing-reader   another program than ours reads
cd "$(dirname "$0")/../.." || exit 1

build=${BUILD:-build/release}
# of a length that is the same everywhere, as paths are shown
work=$(mktemp -d /tmp/bounces-XXXXXX)
trap 'rm -rf "$work"' EXIT
export TZ=UTC LC_ALL=C.UTF-8
unset NOTMUCH_CONFIG NOTMUCH_PROFILE NOTMUCH_DATABASE MAILDIR

# option NAME - what the script asks for, or nothing
option() {
    sed -n "s/^# $1: //p" "$script"
}

# The store of the script in $store; that of mail/ is for all.
make_store() {
    mail=$(option mail)
    store=$work/${mail:+$name}
    [ -n "$mail" ] || return
    before=$(option before)
    after=$(option after)
    cp -R "tests/ui/$mail" "$work/$mail"
    (cd "$work/$mail" && eval "$before") &&
        tests/store.sh "$store" "$work/$mail" &&
        (cd "$store/mail/$mail" && eval "$after") || exit 1
    rm -r "${work:?}/$mail"
}

# The state folder, or nothing; what is below a file cannot be made.
state_dir() {
    case $(option state) in
    '') ;;
    none) echo "$work/config/state" ;;
    *) echo "$work/state-$name" ;;
    esac
}

tests/store.sh "$work" tests/ui/mail || exit 1
echo "1..$(($(ls tests/ui/*.script | wc -l) + 1))"

n=0
for script in tests/ui/*.script; do
    n=$((n + 1))
    name=$(basename "$script" .script)
    want=${script%.script}.screen
    got=$work/$name.screen
    terms=$(option terms)
    term=$(option term)
    option config >"$work/config.looks"
    locale=$(option locale)
    reader=$(option reader)
    make_store
    mkdir "$work/home-$name"

    {
        cat "$store/config"
        echo '[bounces]'
        option bounces
    } >"$work/config.notmuch"

    data=$work/data-$name
    [ -z "$(option marks)" ] || { mkdir "$data" && : >"$data/notmuch-bounces"; }

    # shellcheck disable=SC2086  # terms are words
    HOME=$work/home-$name XDG_DATA_HOME=$data LC_ALL=${locale:-$LC_ALL} "$build/screen" \
        --config="$work/config.notmuch" \
        --reader="$PWD/$build/${reader:-notmuch-bounces-reader}" --data=share --now=1784678400 \
        --term="${term:-xterm-256color}" --looks="$work/config.looks" \
        --state="$(state_dir)" --tried="$work/tried" --script="$script" $terms >"$got.new" 2>&1
    status=$?
    sed "s|$work|/tmp/bounces-000000|" "$got.new" >"$got"
    [ "$1" = --update ] && cp "$got" "$want"
    if [ $status -eq 0 ] && diff -u "$want" "$got" >"$work/diff"; then
        echo "ok $n - $name"
    else
        echo "not ok $n - $name (exit $status)"
        sed 's/^/# /' "$work/diff"
    fi
done

# What a key that is suspended by would do to us is seen in terminal.t.
"$build/screen" --bindings | grep -v "$(printf '\tC-z\t')" | sort >"$work/bound"
sort -u "$work/tried" | comm -23 "$work/bound" - >"$work/untried"
[ -s "$work/bound" ] && [ ! -s "$work/untried" ] || printf 'not '
echo "ok $((n + 1)) - every key is tried in every place that it works in"
sed 's/^/# /' "$work/untried"
