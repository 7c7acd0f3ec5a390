#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# "rules": what is proposed, what is held back, and accepting it
cd "$(dirname "$0")/../.." || exit 1
. tests/cli/lib.sh

# ago DAYS - a date of mail, as nothing counts that is too old
now=$(date +%s)
ago() {
    LC_ALL=C date -u -R -d "@$((now - $1 * 86400))"
}

bounce gone-1 gone@example.org 5.1.1 "$(ago 9)"
bounce gone-2 gone@example.org 5.1.1 "$(ago 1)"
bounce kept-1 kept@example.org 5.1.1 "$(ago 9)"
bounce kept-2 kept@example.org 5.1.1 "$(ago 1)"
bounce once once@example.com 5.1.1 "$(ago 1)"
bounce full full@example.net 4.2.2 "$(ago 1)"
bounce role-1 postmaster@example.org 5.1.1 "$(ago 9)"
bounce role-2 postmaster@example.org 5.1.1 "$(ago 1)"
tests/store.sh "$tmp/store" "$tmp/mail" >/dev/null 2>&1
config=--config=$tmp/store/config

# set_key KEY VALUE... - in the configuration of the store
set_key() {
    NOTMUCH_CONFIG="$tmp/store/config" notmuch config set "$@"
}

rules() {
    run "$bounces" rules "$config" "$@"
}

proposed() {
    sed -n 's/^\[x\] [^ ]* *\([^ ]*\) .*/\1/p' "$tmp/out" | tr '\n' ' '
}

rules
succeeds "rules"
is "nothing is proposed of what nothing proves" "$(proposed)" ""
prints "but held back, with the reason" '^\[-\] gone *gone@example.org  nothing shows'

set_key bounces.guards off
rules
prints "guards off is told" '^--- guards off: nothing is held back$'
is "guards off" "$(proposed)" "gone@example.org kept@example.org postmaster@example.org "
prints "why" '^\[x\] gone *gone@example.org  hard 5.1.1 on 2 days in 8 days$'
rules --check -q
is "--check" "$status$(cat "$tmp/out" "$tmp/err")" 2
rules --check -q --filter=class:soft
is "--check of nothing" "$status" 0
rules --preset=ses
is "another preset" "$(proposed)" \
    "full@example.net gone@example.org kept@example.org once@example.com postmaster@example.org "
rules --format=ndjson --filter=addr:gone@example.org
is "ndjson" "$(cat "$tmp/out")" \
    '{"state":"proposed","rule":"gone","address":"gone@example.org","why":"hard 5.1.1 on 2 days in 8 days","guards":[]}'
rules --format=json --filter=addr:nobody@example.org
is "json of nothing" "$(cat "$tmp/out")" "[]"

run "$bounces" list "$config" --filter=mark:rule
is "list --filter=mark:rule" "$(grep -c ' r ' "$tmp/out")" 3
run "$bounces" mark "$config" keep --filter=mark:rule --dry-run
is "and mark" "$(wc -l <"$tmp/out" | tr -d ' ')" 3
"$bounces" mark "$config" remove once@example.com >"$tmp/out"
run "$bounces" export "$config" --to=plain --filter=mark:rule
is "export gives no proposal, as it is no mark yet" "$status$(cat "$tmp/out")" 0
run "$bounces" export "$config" --to=plain --filter='not mark:rule'
is "and all marks are none" "$(cat "$tmp/out")" once@example.com
"$bounces" mark "$config" none once@example.com >"$tmp/out"
run "$bounces" list "$config" --format=ndjson --filter=addr:gone@example.org
prints "proposal in json" '"proposal":"gone"'

"$bounces" mark "$config" keep kept@example.org >"$tmp/out"
rules
prints "what is kept is told" '^\[ \] gone *kept@example.org  you marked it keep on '
rules --apply --dry-run
succeeds "--dry-run goes before --apply"
run "$bounces" mark "$config" --dump
is "and marks nothing" "$(cut -f 1 "$tmp/out")" kept@example.org
rules --apply
succeeds "--apply"
run "$bounces" mark "$config" --dump
tab=$(printf '\t')
prints "marks by the rule, with why" \
    "^gone@example.org${tab}remove${tab}rule:gone${tab}[^$tab]*${tab}user-unknown${tab}hard 5.1.1 on 2 days in 8 days$"
prints "and not what is kept" "^kept@example.org${tab}keep${tab}user$tab"
rules
is "what is marked is not proposed again" "$(proposed)" ""
run "$bounces" mark "$config" --undo
is "one undo takes all back" "$(wc -l <"$tmp/out" | tr -d ' ')" 2

set_key bounces.rule.mine 'remove if class:soft'
rules
prints "a rule of the configuration" '^\[x\] mine *full@example.net  soft 4.2.2 once$'
set_key bounces.rule.mine 'remove when class:soft'
rules
fails "one that makes no sense" 'bounces.rule.mine: does not begin with "remove if"' "notmuch config set"
set_key bounces.rule.mine
set_key bounces.preset mine
rules
fails "a preset that there is not" 'there is no preset "mine"' "careful, listmonk"
mkdir -p "$XDG_CONFIG_HOME/notmuch-bounces/rules"
printf '[preset]\ntitle = Ours\n[rule all]\nif = n:>=1\n' \
    >"$XDG_CONFIG_HOME/notmuch-bounces/rules/mine.conf"
rules
is "the user's own" "$(proposed)" \
    "full@example.net gone@example.org once@example.com postmaster@example.org "
run "$bounces" rules --list
prints "is listed" '^mine *Ours$'
is "with all others" "$(wc -l <"$tmp/out" | tr -d ' ')" 9
printf '[preset]\ntitle = Ours\n[rule all]\nif = n:>>1\n' \
    >"$XDG_CONFIG_HOME/notmuch-bounces/rules/mine.conf"
rules
fails "a bad one is named" 'rules/mine.conf: \[rule all\]: if: ' "Mend the file"

finish
