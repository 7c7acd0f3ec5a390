#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What all commands that read the store have in common with notmuch: options, formats
# and exit statuses; "show", and "mark" of many
cd "$(dirname "$0")/../.." || exit 1
. tests/cli/lib.sh

bounce one a@example.org 5.1.1
bounce two A@EXAMPLE.org 5.1.1 "Mon, 02 Nov 2026 10:00:00 +0000"
bounce three b@example.org 4.2.2
bounce 'fo"ur' c@example.net 5.1.1
tests/store.sh "$tmp/store" "$tmp/mail" >/dev/null 2>&1
export NOTMUCH_CONFIG="$tmp/store/config"
notmuch config set bounces.lists '*'

# exits NAME STATUS - the last run ended so
exits() {
    is "$1" "$status" "$2"
}

# ---- how options are written

run "$bounces" list --format=ndjson --limit=1
cp "$tmp/out" "$tmp/want"
for options in "--format:ndjson --limit:1" "--format ndjson --limit 1"; do
    # shellcheck disable=SC2086 # words
    run "$bounces" list $options
    cmp -s "$tmp/out" "$tmp/want"
    ok "$options" $?
done
run "$bounces" list -- --limit=1
is "behind -- are search terms" "$(grep -c -e '--limit=1' "$tmp/err")" 1
notmuch tag +spam id:three@mta.example
while IFS='|' read -r options n; do
    # shellcheck disable=SC2086 # words
    run "$bounces" list $options
    is "list $options" "$(wc -l <"$tmp/out")" "$n"
done <<E
|2
--exclude|2
--exclude=true|2
--exclude:false|3
--no-exclude|3
--no-exclude --exclude|2
--exclude=false --quiet|0
--quiet --quiet=false|2
--quiet --no-quiet|2
E
notmuch tag -spam id:three@mta.example
run "$bounces" list --exclude=perhaps
fails "a switch with another value" '--exclude knows no "perhaps"' "false, true"
run "$bounces" list --query=infix
succeeds "--query=infix"
if [ "$(notmuch config get built_with.sexp_queries)" = true ]; then
    run "$bounces" list --query=sexp --output=messages '(id one@mta.example)'
    is "--query=sexp narrows" "$(cat "$tmp/out")" id:one@mta.example
    run "$bounces" list --query=sexp --output=messages '(id "three@mta.example")' '(date "2026..")'
    is "all of them must hold" "$(cat "$tmp/out")" id:three@mta.example
    run "$bounces" list --query=sexp
    succeeds "--query=sexp without a query"
    run "$bounces" list --query=sexp '(colour red)'
    fails "a wrong S-expression" "not understood: unknown prefix 'colour'" "man notmuch-sexp-queries"
    run "$bounces" list --query=sexp '(subject'
    fails "half of one" "not understood: invalid s-expression" "man notmuch-sexp-queries"
    notmuch config set bounces.query 'from:"mailer-daemon" or "a\b"'
    run "$bounces" list --query=sexp --output=messages '(id one@mta.example)'
    is "a query of the configuration goes with it" "$(cat "$tmp/out")" id:one@mta.example
    notmuch config set bounces.query
else
    run "$bounces" list --query=sexp '(id one@mta.example)'
    fails "--query=sexp" "built without S-expressions" "man notmuch-sexp-queries"
fi
run "$bounces" list --query=regex
fails "another syntax" '--query knows no "regex"' "infix, sexp"
run "$bounces" list --version
prints "--version" "^notmuch-bounces [0-9]"
run "$bounces" list -h
prints "-h" "--output"
uuid=$(notmuch count --lastmod '*' | cut -f 2)
run "$bounces" list --uuid="$uuid"
succeeds "--uuid of the index"
run "$bounces" list --uuid=00
fails "--uuid of another" "the index is $uuid" "made anew"
run "$bounces" list -o "$tmp/file"
is "-o writes to a file" "$(cat "$tmp/out")$(wc -l <"$tmp/file")" 3
run "$bounces" list -o "$tmp/no/file"
fails "which must be possible" "cannot write .*no/file: No such file" "Make room"
if [ -c /dev/full ]; then
    run "$bounces" list -o /dev/full
    fails "and have room" "cannot write to /dev/full: No space" "Make room"
else
    ok "and have room # SKIP no /dev/full" 0
fi
ln -s file "$tmp/link"
run "$bounces" list -o "$tmp/link" -q
run "$bounces" list -o "$tmp/link"
is "a link is followed" "$([ -L "$tmp/link" ] && wc -l <"$tmp/file")" 3
mkfifo "$tmp/pipe"
cat "$tmp/pipe" >"$tmp/piped" &
run "$bounces" list -o "$tmp/pipe"
wait
is "or to a pipe, which stays one" "$(wc -l <"$tmp/piped")$([ -p "$tmp/pipe" ] && echo yes)" 3yes
run "$bounces" list -v
is "-v tells what was read" "$(cat "$tmp/err")" "notmuch bounces: 4 files read, 3 addresses failed"

# ---- what is printed

while IFS='|' read -r options want; do
    # shellcheck disable=SC2086 # words
    run "$bounces" list --sort=address --group-by=none $options
    is "list $options" "$(tr '\n\0' ';!' <"$tmp/out")" "$want"
done <<'E'
--output=addresses|A@EXAMPLE.org;b@example.org;c@example.net;
--output=addresses --format=text0|A@EXAMPLE.org!b@example.org!c@example.net!
--output=addresses --offset=-1|c@example.net;
--output=addresses --offset=-9 --limit=1|A@EXAMPLE.org;
--output=addresses --offset=-2 --limit=1|b@example.org;
--output=messages|id:two@mta.example;id:one@mta.example;id:three@mta.example;id:"fo""ur@mta.example";
--output=codes|5.1.1;4.2.2;
--output=domains|example.org;example.net;
--output=domains --format=sexp|("example.org";"example.net");
--output=domains --format=ndjson --limit=1|"example.org";
--output=events --class=soft|soft    4.2.2   2026-11-01  b@example.org  mailbox full;
--output=events --offset=1 --limit=1|hard    5.1.1   2026-11-01  A@EXAMPLE.org  user unknown;
--output=domains --format=json --limit=0|[];
--output=domains --format=sexp --limit=0|();
E
run "$bounces" list --output=files
is "files are there" "$(xargs -d '\n' ls <"$tmp/out" | wc -l)" 4
run "$bounces" list --output=events --format=ndjson
is "a bounce is an object" "$(grep -c '"address":.*"message":.*"file":.*"class":' "$tmp/out")" 4
run "$bounces" list --output=events --format=csv
fails "no bounces as csv" "--output=events" "ndjson"
run "$bounces" list --format=csv
is "csv has a header" "$(wc -l <"$tmp/out")" 4
run "$bounces" summary --format=sexp
prints "the summary as sexp" '^(:files 4 .*:by_class (:unknown 0 .*:groups ((:title "X.1'
run "$bounces" list --output=colours
fails "an output that there is not" '--output knows no "colours"' "summary, addresses"

# ---- exit statuses

run "$bounces" summary --format-version=1
succeeds "a version that there is"
run "$bounces" list --format-version=0
exits "one that is too old" 20
run "$bounces" summary --format-version=2
exits "one that is too new" 21
run "$bounces" list --format-version=new
fails "one that is none" "--format-version takes a number" "prints version 1"
run "$bounces" list --check --mark=none --class=hard -q
exits "--check finds something" 2
is "and says nothing" "$(cat "$tmp/out" "$tmp/err")" ""
run "$bounces" list --check --mark=keep -q
exits "--check finds nothing" 0
"$bounces" mark keep z@example.org >/dev/null
db=$(find "$HOME" -name marks.db)
if command -v sqlite3 >/dev/null && [ -n "$db" ]; then
    { echo 'BEGIN EXCLUSIVE;'; sleep 6; } | sqlite3 "$db" &
    sleep 1
    run "$bounces" mark keep y@example.org
    exits "a database that another program has" 75
    wait
else
    ok "a database that another program has # SKIP no sqlite3" 0
fi

# ---- show

run "$bounces" show a@example.ORG id:three@mta.example
succeeds "show"
prints "has a title for each" "^b@example.org$"
prints "and explains" "^Verdict  *remove"
run "$bounces" show --format=json a@example.org
is "as json with all bounces" "$(perl -MJSON::PP -0777 -ne 'print scalar @{decode_json($_)->[0]{bounces}}' "$tmp/out")" 2
run "$bounces" show --format=sexp a@example.org
prints "as sexp" '^((:address "A@EXAMPLE.org" .*:bounces ((:message "two@mta.example"'
run "$bounces" show nobody@example.org
fails "of what has not bounced" "nothing has bounced for nobody" "list --output=addresses"
run "$bounces" show
fails "of nothing" "show: no address is given" "id:"

# ---- mark

run "$bounces" mark keep --class=soft --dry-run
is "mark --dry-run tells" "$(cat "$tmp/out")" "b@example.org  none -> keep"
run "$bounces" mark keep --class=soft --dry-run -q
is "or tells nothing" "$status$(cat "$tmp/out" "$tmp/err")" 0
run "$bounces" list --mark=keep
is "and does nothing" "$(wc -l <"$tmp/out")" 0
run "$bounces" list --output=addresses --filter=guard:none
free=$(wc -l <"$tmp/out")
run "$bounces" mark remove --filter='n:>=1'
is "mark --filter leaves out what is guarded" "$(wc -l <"$tmp/out")" "$free"
is "and says both numbers" "$(sed -n 1p "$tmp/err")" \
    "notmuch bounces: $free chosen, left out: $((3 - free)) guarded, 0 marked keep"
run "$bounces" mark remove b@example.org
is "by hand it is marked" "$(cat "$tmp/out")" "b@example.org  none -> remove"
run "$bounces" mark keep -- -x@example.org
is "behind -- an address may begin so" "$(cat "$tmp/out")" "-x@example.org  none -> keep"
run "$bounces" mark remove b@example.org --dry-run
is "what is so already is no change" "$(cat "$tmp/out")" ""
run "$bounces" mark remove b@example.org --dry-run --note=why
is "but a note is" "$(cat "$tmp/out")" "b@example.org  remove -> remove"
run "$bounces" mark keep b@example.org
run "$bounces" mark remove --filter=addr:b@example.org
is "mark --filter leaves out what is kept" "$(cat "$tmp/out")" ""
is "and says so" "$(sed -n 1p "$tmp/err")" \
    "notmuch bounces: 0 chosen, left out: 0 guarded, 1 marked keep"
grep -q "filter='guard:any or mark:keep'\" shows them; name those that are to go" "$tmp/err"
ok "and how to mark it" $?
run "$bounces" mark none --filter=mark:keep --dry-run
is "but takes the mark off" "$(cat "$tmp/out")" "b@example.org  keep -> none"
run "$bounces" mark remove b@example.org
is "by hand it is marked all the same" "$(cat "$tmp/out")" "b@example.org  keep -> remove"
run "$bounces" mark none --filter='n:>=1' -q
is "-q says nothing" "$status$(cat "$tmp/out" "$tmp/err")" 0
printf 'one@example.org\n\ntwo@example.org\r\n' >"$tmp/names"
run "$bounces" mark keep --input="$tmp/names"
is "mark --input" "$(cat "$tmp/out")" "one@example.org  none -> keep
two@example.org  none -> keep"
printf 'one@example.org\0two@example.org\0' >"$tmp/names"
run "$bounces" mark none -0 --input="$tmp/names"
is "with NUL between" "$(wc -l <"$tmp/out")" 2
run "$bounces" mark none --input="$tmp/nowhere"
fails "from a file that there is" "cannot read .*nowhere" "Nothing was marked"
run "$bounces" mark keep a@example.org --input="$tmp/names"
fails "not both" "more than one thing" "--input"

finish
