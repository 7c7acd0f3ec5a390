#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# "list", "summary" and the bare command, on a small notmuch store
cd "$(dirname "$0")/../.." || exit 1
. tests/cli/lib.sh

bounce one a@example.org 5.1.1
bounce two A@EXAMPLE.org 5.1.1 "Mon, 02 Nov 2026 10:00:00 +0000"
bounce three b@example.org 4.2.2
bounce four '\033[31mc@example.org' 5.7.1
sed -i "s/c@example.org/$(printf '\033')[31m&/; /^Reporting/s/mta/$(printf '\033')[31m&/" "$tmp/mail/four"
printf 'Return-Path: <>\nFrom: MAILER-DAEMON@mta.example\nSubject: failure notice\nMessage-ID: <q@mta.example>\nDate: Sun, 01 Nov 2026 10:00:00 +0000\n\nHi. This is the program.\n' >"$tmp/mail/qmail"
printf 'From: user@example.org\nSubject: hello\nMessage-ID: <h@example.org>\nDate: Sun, 01 Nov 2026 10:00:00 +0000\n\nhello\n' >"$tmp/mail/hello"
# the same report once more, and another one with the same Message-ID
cp "$tmp/mail/one" "$tmp/mail/one-copy"
sed 's/a@example.org/d@example.org/' "$tmp/mail/one" >"$tmp/mail/one-other"
tests/store.sh "$tmp/store" "$tmp/mail" >/dev/null 2>&1
config=--config=$tmp/store/config

run "$bounces" list $config
succeeds "list"
is "has one line an address" "$(wc -l <"$tmp/out")" 5
prints "counts bounces and days, without regard to case" "^hard  *5.1.1  *2/2d  2026-11-02   A@EXAMPLE.org  user unknown$"
prints "reads every file of a message" "d@example.org"
prints "shows what has no status part" "^unknown  *-  *1/1d  2026-11-01   failure notice$"
is "lets no escape sequence out" "$(tr -d '\n -~' <"$tmp/out" | LC_ALL=C tr -d '\200-\377' | wc -c)" 0

run "$bounces" list $config --format=ndjson
is "ndjson has one object an address" "$(wc -l <"$tmp/out")" 5
prints "with both messages" '"messages":\["two@mta.example","one@mta.example"\]'
run "$bounces" list $config --format=json
perl -MJSON::PP -0777 -ne 'exit(@{decode_json($_)} == 5 ? 0 : 1)' "$tmp/out"
ok "json is one array" $?

run "$bounces" list $config id:three@mta.example
is "search terms narrow" "$(wc -l <"$tmp/out")" 1
run "$bounces" list $config id:three@mta.example or id:two@mta.example
is "several words are one query" "$(wc -l <"$tmp/out")" 2
run "$bounces" list $config id:nothing@mta.example
is "no match is no error" "$status$(cat "$tmp/out")" 0
is "but is told" "$(sed 's/: .*\(id:nothing\)/: \1/; s/^\(Give other\).*/\1/' "$tmp/err")" \
    "notmuch bounces: id:nothing@mta.example)
Give other"
run "$bounces" list $config --format=xml
fails "an unknown format" 'knows no "xml"' "ndjson"

run "$bounces" summary $config
succeeds "summary"
prints "counts groups" "^ *3  *2  X.1 Addressing$"
prints "and copies" "^ *1  files are copies"
sum=$(awk '/files in all/ { all = $1; next } /files (are|could)/ { n += $1 } END { print (n == all) }' "$tmp/out")
is "the files add up" "$sum" 1
run "$bounces" summary $config --format=json
perl -MJSON::PP -0777 -ne '$j = decode_json($_); exit($j->{files} == $j->{with_addresses} + $j->{unrecognised} + $j->{other} + $j->{copies} + $j->{unreadable} && $j->{copies} == 1 ? 0 : 1)' "$tmp/out"
ok "in json too" $?

# The titles that a row or a group has in json, in their order.
titles() {
    grep -o "\"$1\":\"[^\"]*\"" "$tmp/out" | cut -d '"' -f 4 | tr '\n' ';'
}
end='Reports that name no address;'
while IFS='|' read -r by want; do
    run "$bounces" summary $config --format=json --group-by="$by"
    is "summary by $by" "$(titles group_by):$(titles title)" "$by;:$want$end"
    run "$bounces" list $config --format=ndjson --group-by="$by"
    is "list by $by" "$(titles group | tr ';' '\n' | uniq | tr '\n' ';')" "$want$end"
done <<EOF
subject|X.1 Addressing;X.2 Mailbox;X.7 Security or policy;
code|4.2.2 Mailbox full;5.1.1 Bad destination mailbox address;5.7.1 Delivery not authorized, message refused;
reason|user unknown;mailbox full;refused by policy;
fault|Fault of the address;Fault of the mailbox;Fault of the message;
class|Hard: the address is at fault;Soft: it may pass;Policy: the address is not at fault;
domain|example.org;
host|mta.example;\\u001b[31mmta.example;
list|No list named;
week|2026-W45, from 2026-11-02;2026-W44, from 2026-10-26;
none|All addresses;
EOF
run "$bounces" summary $config --group-by=host
succeeds "summary by host"
prints "counts its bounces and addresses" "^ *4  *3  mta.example$"
is "lets no escape sequence out" "$(tr -d '\n -~' <"$tmp/out" | LC_ALL=C tr -d '\200-\377' | wc -c)" 0
run "$bounces" list $config --group-by=week
is "list by week has the latest first" "$(head -n 1 "$tmp/out" | cut -c 25-34)" 2026-11-02
for command in list summary; do
    run "$bounces" $command $config --group-by=colour
    fails "$command by what there is not" '--group-by knows no "colour"' "subject, code, .*, none"
done

run "$bounces" summary $config --format=json --graph
fails "--graph with json" "--graph is for people" '"per_day"'
run "$bounces" list $config --graph
fails "list has no --graph" "Unknown option --graph" "shows its options"

# The addresses, in their order.
addresses() {
    grep -io '[a-d]@example.org\|failure notice' "$tmp/out" | tr 'A-Z\n' 'a-z;'
}
while IFS='|' read -r option want; do
    eval "run \"\$bounces\" list $config $option"
    succeeds "list $option"
    is "... gives" "$(addresses)" "$want"
done <<EOF
--filter=class:hard|a@example.org;d@example.org;
--filter='class:soft or class:policy'|b@example.org;c@example.org;
--filter='-class:hard "SORRY"'|b@example.org;c@example.org;
--filter='n:>=2 domain:example.*'|a@example.org;
--filter=notice|failure notice;
--filter=nobody|
--class=soft|b@example.org;
--class=soft --filter=class:hard|
--since=2026-11-02|a@example.org;
--until=2026-11-01|d@example.org;b@example.org;c@example.org;
--since=2026-11-02 --until=2026-11-01|
--since=900y --class=soft|b@example.org;
--until=900y|
--filter='a@ or b@' --class=soft|b@example.org;
--group-by=none --sort=address|c@example.org;a@example.org;b@example.org;d@example.org;failure notice;
--group-by=none --sort=address-desc|d@example.org;b@example.org;a@example.org;c@example.org;failure notice;
--group-by=none --sort=last-asc --limit=1|c@example.org;
--group-by=none --sort=last-desc --limit=1|a@example.org;
--group-by=none --sort=last --limit=1|a@example.org;
--group-by=none --sort=address --limit=2 --offset=1|a@example.org;b@example.org;
--limit=0|
--offset=9|
EOF
run "$bounces" list $config --format=json --filter=nobody
is "no row is an empty array" "$(cat "$tmp/out")" "[]"
run "$bounces" summary $config --filter=class:hard
prints "summary counts what matches" "^ *3  *2  X.1 Addressing$"
is "and nothing else" "$(grep -c 'X\.\|soft' "$tmp/out")" 1
run "$bounces" summary $config --format=json --filter=class:hard
prints "in json too" '"addresses":4,"shown":2,.*"hard":2,"soft":0'

run "$bounces" list $config --filter='class:hard and (clas:soft)'
is "a wrong expression fails" "$status$(cat "$tmp/out")" 1
is "why, where and what to do" "$(cat "$tmp/err")" "\
notmuch bounces: --filter: there is no such field; a word with a colon stands in quotes
  class:hard and (clas:soft)
                  ^^^^
See Filters in notmuch-bounces(1)."
run "$bounces" list $config --filter="$(printf 'b\303\274 \345\217\213 \tn:\346\227\245')"
is "measured in cells" "$(sed -n '2,3p' "$tmp/err")" "\
$(printf '  b\303\274 \345\217\213  n:\346\227\245\n           ^^')"
run "$bounces" list $config --filter="$(printf '\033[31mn:x')"
is "lets no escape sequence out" "$(tr -d '\n -~' <"$tmp/err" | LC_ALL=C tr -d '\200-\377' | wc -c)" 0
run "$bounces" list $config --filter="$(printf '%100000s' | tr ' ' '(')"
fails "one that is too long" "--filter: longer than 4096 bytes" "Filters"
run "$bounces" list $config --filter=
is "an empty one fails" "$status" 1
run "$bounces" list $config --limit=class:hard
fails "a limit that is no number" '--limit takes a number of lines, not "class:hard"' "--filter"
run "$bounces" list $config --offset=--1
fails "nor is an offset" '--offset takes a number' "--filter"
run "$bounces" list $config --sort=colour
fails "sort by what there is not" '--sort knows no "colour"' "count, days"
run "$bounces" list $config --sort=-desc
fails "sort by nothing" '--sort knows no ""' "count, days"
run "$bounces" list $config --class=harsh
fails "a class that there is not" '--class knows no "harsh"' "hard, soft"
run "$bounces" list $config --since=yesterday
fails "a day that is none" '--since takes no "yesterday"' "2026-01-31"
run "$bounces" list $config --until='30d" or n:"1'
fails "a date is no expression" '--until takes no ' "30d"
run "$bounces" summary $config --sort=count
fails "summary has no order of lines" 'Unknown option --sort' "help"

run "$bounces" summary $config
cp "$tmp/out" "$tmp/want"
run "$bounces" $config
cmp -s "$tmp/out" "$tmp/want"
ok "without a terminal, the bare command is the summary" $?
run env NOTMUCH_CONFIG="$tmp/store/config" "$bounces"
cmp -s "$tmp/out" "$tmp/want"
ok "\$NOTMUCH_CONFIG counts" $?
mkdir "$tmp/bin"
ln -s "$bounces" "$tmp/bin/notmuch-bounces"
run env PATH="$tmp/bin:$PATH" notmuch --config="$tmp/store/config" bounces summary
cmp -s "$tmp/out" "$tmp/want"
ok "\"notmuch bounces\" runs it" $?

NOTMUCH_CONFIG="$tmp/store/config" notmuch tag +spam id:three@mta.example
run "$bounces" list $config
is "excluded tags are left out" "$(wc -l <"$tmp/out")" 4
run "$bounces" list $config --exclude=false
is "unless they are asked for" "$(wc -l <"$tmp/out")" 5
# a setting of notmuch's
set_config() {
    NOTMUCH_CONFIG="$tmp/store/config" notmuch config set "$@"
}
run "$bounces" list $config --format=ndjson id:one@mta.example
prints "without a pattern no VERP" '"address_source":"[fr]'
set_config bounces.verp 'no+%l=%d@' 'news-%l=%d'
sed -i 's/^To: .*/To: news-sub=member.example@lists.example/' "$tmp/store/mail/mail/one"
run "$bounces" list $config --format=ndjson id:one@mta.example
prints "bounces.verp tells who failed" '"address":"sub@member.example".*"address_source":"verp"'
set_config bounces.verp 'news-%l'
run "$bounces" list $config
fails "a bad bounces.verp" 'the key bounces.verp: "news-%l" is no VERP pattern' "notmuch config set bounces.verp"
set_config bounces.verp

set_config bounces.query '*'
run "$bounces" summary $config
prints "bounces.query replaces the query" "^ *1  files are other mail"

cat /dev/null >"$tmp/store/mail/mail/two"
rm "$tmp/store/mail/mail/four"
run "$bounces" list $config
prints "a file that is gone was read before" "user unknown"
rm -r "$XDG_CACHE_HOME/notmuch-bounces/reports"
run "$bounces" list $config
prints "a file that is gone is told" "^unknown  *-  .*mail/four"

finish
