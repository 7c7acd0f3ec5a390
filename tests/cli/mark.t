#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# "mark", and the marks in "list"
cd "$(dirname "$0")/../.." || exit 1
. tests/cli/lib.sh

bounce one a@example.org 5.1.1
bounce two b@example.org 4.2.2
tests/store.sh "$tmp/store" "$tmp/mail" >/dev/null 2>&1
config=--config=$tmp/store/config
tab=$(printf '\t')
find "$tmp/store" -type f -exec cksum {} + >"$tmp/before"

mark() {
    run "$bounces" mark $config "$@"
}

run "$bounces" list $config --format=ndjson
prints "nothing is marked at first" '"mark":{"state":"none","by":"","time":null,"note":""}'
mark --dump
succeeds "a dump of nothing"
is "is empty" "$(wc -c <"$tmp/out")" 0
is "and to look makes no file" "$(find "$HOME" -name marks.db)" ""

mark remove A@Example.ORG --note="said so"
succeeds "mark remove"
prints "tells what it did" '^A@Example.ORG  none -> remove$'
mark keep b@example.org c@example.org
succeeds "mark keep, also what has never bounced"
is "has a line for each" "$(cat "$tmp/out")" "b@example.org  none -> keep
c@example.org  none -> keep"
mark keep b@example.org
succeeds "what is marked already"
is "says nothing" "$(cat "$tmp/out")" ""
is "the file is the user's alone" "$(find "$HOME" -name marks.db -perm 600)" \
    "$(find "$XDG_DATA_HOME/notmuch-bounces" -path '*/default-*/marks.db')"

run "$bounces" list $config
prints "list shows what is to be removed" '^hard .* D a@example.org'
prints "and what is kept" '^soft .* K b@example.org'
run "$bounces" list $config --format=ndjson
prints "in json with who, when and why" '"mark":{"state":"remove","by":"user","time":[0-9][0-9]*,"note":"said so"}'

mark none a@example.org -- -a@example.org
mark remove -- -a@example.org --b@example.org
is "what begins with - is an address behind --" "$(cat "$tmp/out")" \
    "--b@example.org  none -> remove
-a@example.org  none -> remove"
mark --undo
mark --undo

mark --dump
cp "$tmp/out" "$tmp/dump"
is "dump is sorted" "$(cut -f 1,2,3,5,6 "$tmp/dump")" "A@Example.ORG${tab}remove${tab}user${tab}${tab}said so
b@example.org${tab}keep${tab}user${tab}${tab}
c@example.org${tab}keep${tab}user${tab}${tab}"

mark none a@example.org c@example.org
prints "mark none" '^c@example.org  keep -> none$'
mark --undo
is "undo takes a whole step back" "$(cat "$tmp/out")" "A@Example.ORG  none -> remove
c@example.org  none -> keep"
mark --dump
cmp -s "$tmp/out" "$tmp/dump"
ok "and all is as it was" $?
mark --redo
prints "redo does it again" '^a@example.org  remove -> none$'
mark --redo
succeeds "nothing to redo"
is "says nothing" "$(cat "$tmp/out")" ""

mark --load="$tmp/dump"
is "load marks" "$(cat "$tmp/out")" "A@Example.ORG  none -> remove
c@example.org  none -> keep"
mark --dump
cmp -s "$tmp/out" "$tmp/dump"
ok "what was dumped" $?
printf 'n@example.org\tremove\nb@example.org\tremove\n' >"$tmp/mine.tsv"
mark --load="$tmp/mine.tsv"
is "a file does not overrule a person" "$(cat "$tmp/out")" "n@example.org  none -> remove"
mark --dump
prints "and is named" "^n@example.org${tab}remove${tab}import:mine.tsv${tab}"
"$bounces" mark $config --load=- <"$tmp/mine.tsv" >"$tmp/out" 2>"$tmp/err"
ok "load from standard input" $?

# shellcheck disable=SC1003 # a backslash
nasty=$(printf -- '-x\t"\\n"@example.org\033[31m')
mark remove -- "$nasty"
succeeds "an address of anything"
is "lets no escape sequence out" "$(tr -d '\n -~' <"$tmp/out" | LC_ALL=C tr -d '\200-\377' | wc -c)" 0
mark --dump
cp "$tmp/out" "$tmp/dump"
is "and a dump lets none out" "$(tr -d '\n\t -~' <"$tmp/dump" | wc -c)" 0
for address in $(cut -f 1 "$tmp/dump" | grep -v '^-'); do
    mark none "$address"
done
mark none -- "$nasty"
mark --dump
is "all taken off" "$(wc -c <"$tmp/out")" 0
mark --load="$tmp/dump"
mark --dump
cmp -s "$tmp/out" "$tmp/dump"
ok "a dump brings all of it back" $?

mark
fails "no arguments" "no address is given" "remove, keep or none"
mark keep
fails "no address" "no address is given" "remove, keep or none"
mark drop a@example.org
fails "an unknown mark" 'mark knows no "drop"' "none, remove, keep"
mark --undo --redo
fails "two things at once" "more than one thing" "--undo"
mark keep ''
fails "an empty address" 'cannot be marked' "Give an address"
mark --load="$tmp/nowhere"
fails "a file that is not there" "cannot read .*nowhere" "Nothing was marked"
printf 'good@example.org\tkeep\nbad@example.org\tkept\n' >"$tmp/bad.tsv"
mark --load="$tmp/bad.tsv"
fails "a bad line" "line 2 of the marks has no state" "Nothing was marked"
mark --dump
is "marks nothing at all" "$(grep -c good@ "$tmp/out")" 0
run "$bounces" mark --config="$tmp/nowhere" --dump
fails "a bad configuration" "notmuch is not set up" "notmuch config list\|notmuch setup"

tests/store.sh "$tmp/other" "$tmp/mail" >/dev/null 2>&1
run "$bounces" mark --config="$tmp/other/config" --dump
is "another store has marks of its own" "$(wc -c <"$tmp/out")" 0
run env NOTMUCH_CONFIG="$tmp/store/config" "$bounces" mark --dump
cmp -s "$tmp/out" "$tmp/dump"
ok "\$NOTMUCH_CONFIG counts" $?
find "$tmp/store" -type f -exec cksum {} + >"$tmp/after"
cmp -s "$tmp/before" "$tmp/after"
ok "nothing was written to mail or index" $?

# What was acknowledged is there, whenever a program is killed.
n=0
while [ $n -lt 20 ]; do
    n=$((n + 1))
    "$bounces" mark $config remove "kill$n@example.org" >"$tmp/kill" 2>/dev/null &
    pid=$!
    sleep "0.0$((n % 8 + 1))"
    kill -9 $pid 2>/dev/null
    wait $pid 2>/dev/null
    sed 's/ .*//' "$tmp/kill" >>"$tmp/acknowledged"
done 2>/dev/null
mark --dump
cut -f 1 "$tmp/out" >"$tmp/marked"
is "kill -9 loses nothing that was told" "$(grep -vxF -f "$tmp/marked" "$tmp/acknowledged")" ""

for db in $(find "$HOME" -name marks.db); do
    rm -f "$db-wal" "$db-shm"
    echo "this is no database, but something that somebody may miss" >"$db"
done
mark keep a@example.org
fails "a damaged file" "is damaged" "Nothing was written to it"
run "$bounces" list $config
fails "is told by list, too" "is damaged" "Nothing was written to it"
is "and left as it is" "$(cat "$db")" "this is no database, but something that somebody may miss"

finish
