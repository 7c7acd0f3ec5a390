#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What "explain" must be able to say: tests/facts/facts.tsv
cd "$(dirname "$0")/../.." || exit 1
. tests/cli/lib.sh
set -f

tab=$(printf '\t')

# hear FILE OPTION... - explain, with FILE as its input; $said is what it said, in
# small letters on one line
hear() {
    file=$1
    shift
    status=0
    "$bounces" explain "$@" <"$file" >"$tmp/out" 2>"$tmp/err" || status=$?
    # shellcheck disable=SC2046 # blanks and ends of lines become one blank
    said=$(set -- $(cat "$tmp/out" "$tmp/err" | tr A-Z a-z) && echo "$*")
}

# has WORDS - everything is said that must be, and nothing that must not
has() {
    rest="$1 && "
    while [ -n "$rest" ]; do
        word=${rest%% && *}
        rest=${rest#* && }
        case $word in
        !*) case $said in *"${word#!}"*) echo "# said: ${word#!}" && return 1 ;; esac ;;
        *) case $said in *"$word"*) ;; *) echo "# not said: $word" && return 1 ;; esac ;;
        esac
    done
}

# each_has INPUTS STATUS WORDS
each_has() {
    inputs="$1 | "
    while [ -n "$inputs" ]; do
        hear /dev/null "${inputs%% | *}"
        inputs=${inputs#* | }
        [ "$status" = "$2" ] && has "$3" || return 1
    done
}

# together INPUTS
together() {
    inputs="$1 | "
    set --
    while [ -n "$inputs" ]; do
        set -- "$@" "${inputs%% | *}"
        inputs=${inputs#* | }
    done
    hear /dev/null "$@"
}

# holds HOW INPUT WORDS
holds() {
    case $1 in
    explain) together "$2" && has "$3" ;;
    each) each_has "$2" 0 "$3" ;;
    invalid) each_has "$2" 1 "$3" ;;
    file) hear "tests/facts/$2.txt" - && has "$3" ;;
    json) hear /dev/null --format=json "$2" && has "$3" ;;
    about) hear /dev/null && has "$3" ;;
    *) return 1 ;;
    esac
}

awk -F "$tab" -v OFS="$tab" '/^#/ { next } { $4 = tolower($4); print }' tests/facts/facts.tsv >"$tmp/facts"
while IFS=$tab read -r id how input words; do
    holds "$how" "$input" "$words"
    ok "$id $how $input" $?
done <"$tmp/facts"
is "no fact is missing" "$(cut -f 1 "$tmp/facts" | sort -u | wc -l)" 350

finish
