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
prints "counts bounces and days, without regard to case" "^hard  *5.1.1  *2/2d  2026-11-02  A@EXAMPLE.org  user unknown$"
prints "reads every file of a message" "d@example.org"
prints "shows what has no status part" "^unknown  *-  *1/1d  2026-11-01  failure notice$"
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
fails "no match" "matches: .*id:nothing@mta.example" "search terms"
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
prints "a file that is gone is told" "^unknown  *-  .*mail/four"

finish
