#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What guards an address, in "list", and the configuration of that
cd "$(dirname "$0")/../.." || exit 1
. tests/cli/lib.sh

bounce gone gone@example.org 5.1.1
bounce own owner@lists.example.org 5.1.1
bounce other me@example.net 5.1.1
bounce role postmaster@example.org 5.1.1
bounce board ann@board.example.org 5.1.1
for i in 1 2 3 4 5 6 7 8 9 10; do
    bounce "many-$i" "user$i@example.edu" 5.1.1
done
for i in 1 2 3 4 5 6 7 8 9; do
    bounce "few-$i" "user$i@example.com" 5.1.1
done
# What the server said last is what counts; that the field says otherwise is for a person.
bounce conflict conflict@example.net 4.2.2
sed -i 's/smtp; 550 4.2.2 sorry/smtp; 550 5.1.1 user unknown/' "$tmp/mail/conflict"
tests/store.sh "$tmp/store" "$tmp/mail" >/dev/null 2>&1
config=--config=$tmp/store/config

# set KEY VALUE... - in the configuration of the store
set_key() {
    NOTMUCH_CONFIG="$tmp/store/config" notmuch config set "$@"
}

# guards ADDRESS - of its row
guards() {
    run "$bounces" list "$config" --format=ndjson --filter="addr:$1"
    sed 's/.*"guards":\[\([^]]*\)\].*/\1/' "$tmp/out"
}

is "nothing shows that it is about our mail" "$(guards gone@example.org)" '"unproven"'

run "$bounces" list "$config" --format=ndjson --filter=guard:none
is "guard:none" "$(wc -l <"$tmp/out" | tr -d ' ')" 0
run "$bounces" list "$config" --format=ndjson --filter=guard:any
succeeds "guard:any"
is "finds all" "$(wc -l <"$tmp/out" | tr -d ' ')" 25

is "user.primary_email" "$(guards owner@lists.example.org)" '"protected","unproven"'
is "a role" "$(guards postmaster@example.org)" '"protected","unproven"'
is "user.other_email is not set" "$(guards me@example.net)" '"unproven"'
set_key user.other_email me@example.net x@example.net
is "user.other_email" "$(guards me@example.net)" '"protected","unproven"'
is "bounces.protect is not set" "$(guards ann@board.example.org)" '"unproven"'
set_key bounces.protect 'vip@*' '*@BOARD.example.org'
is "bounces.protect" "$(guards ann@board.example.org)" '"protected","unproven"'
is "and no other" "$(guards gone@example.org)" '"unproven"'

is "codes that contradict each other" "$(guards conflict@example.net)" '"conflict","unproven"'
grep -q '"verdict":"remove"' "$tmp/out"
ok "which are read as what was said" $?

is "ten of a domain" "$(guards user10@example.edu)" '"incident","unproven"'
is "nine of one" "$(guards user9@example.com)" '"unproven"'
run "$bounces" list "$config" --filter=guard:incident
is "guard:incident" "$(grep -c @example.edu "$tmp/out")" 10
run "$bounces" show "$config" user10@example.edu
prints "show says how many it was, of how many" '^Guarded  *same reply: 10 of 10 on 2026-'
run "$bounces" list "$config" --filter=guard:wrong
grep -q "guard: takes one of none, any, alive, protected" "$tmp/err"
ok "a guard that there is not" $?

set_key bounces.guards off
is "bounces.guards=off" "$(guards owner@lists.example.org)" ''
run "$bounces" list "$config" --format=ndjson --filter=guard:none
is "holds nothing back" "$(wc -l <"$tmp/out" | tr -d ' ')" 25

finish
