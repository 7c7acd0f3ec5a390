#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# golden.t [--update] - whole records, compared with what they were
#
# Each tests/golden/SET/CASE.json is what "parse --format=json" prints of
# CASE.eml beside it or, for the set "demo", of share/demo/CASE.eml.
cd "$(dirname "$0")/../.." || exit 1
program=$PWD/${BUILD:-build/release}/notmuch-bounces
golden=$PWD/tests/golden
demo=$PWD/share/demo

if [ "${1:-}" = --update ]; then
    for mail in "$demo"/*.eml "$golden"/*/*.eml; do
        [ -e "$mail" ] || continue
        name=$(basename "$mail" .eml)
        case $mail in
        "$demo"/*) to=$golden/demo/$name.json ;;
        *) to=${mail%.eml}.json ;;
        esac
        mkdir -p "$(dirname "$to")"
        (cd "$(dirname "$mail")" && "$program" parse --format=json "$name.eml") >"$to"
    done
    exit
fi

set -- "$golden"/*/*.json
echo "1..$(($# + 1))"
n=0
for want; do
    n=$((n + 1))
    name=$(basename "$want" .json)
    folder=$(dirname "$want")
    [ "$(basename "$folder")" = demo ] && folder=$demo
    if difference=$(cd "$folder" && "$program" parse --format=json "$name.eml" | diff -u "$want" -); then
        echo "ok $n - $(basename "$(dirname "$want")")/$name"
    else
        echo "not ok $n - $(basename "$(dirname "$want")")/$name"
        echo "$difference" | sed 's/^/# /'
    fi
done

# None may be forgotten.
missing=
for mail in "$demo"/*.eml; do
    [ -e "$golden/demo/$(basename "$mail" .eml).json" ] || missing="$missing $mail"
done
for mail in "$golden"/*/*.eml; do
    [ ! -e "$mail" ] || [ -e "${mail%.eml}.json" ] || missing="$missing $mail"
done
if [ -z "$missing" ]; then
    echo "ok $((n + 1)) - every mail has its record"
else
    echo "not ok $((n + 1)) - no record of$missing"
fi
