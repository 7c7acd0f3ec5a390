#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# "parse": files, folders, mbox, standard input; three formats; what cannot be read
cd "$(dirname "$0")/../.." || exit 1
. tests/cli/lib.sh

bounce one a@example.org 5.1.1
bounce two b@example.org 4.2.2
json() { perl -MJSON::PP -0777 -ne "$1" "$tmp/out"; }

run "$bounces" parse "$tmp/mail/one"
succeeds "one file"
is "is one line" "$(wc -l <"$tmp/out")" 1
prints "that begins with its name" "^{\"file\":\"$tmp/mail/one\",\"kind\":\"failure\""

run "$bounces" parse "$tmp/mail/two" "$tmp/mail/one"
is "files come in the order given" \
    "$(grep -o '"address":"[^"]*' "$tmp/out" | tr '\n' ' ')" '"address":"b@example.org "address":"a@example.org '

run "$bounces" parse "$tmp/mail"
is "a folder is all its files, by name" \
    "$(grep -o '"address":"[^"]*' "$tmp/out" | tr '\n' ' ')" '"address":"a@example.org "address":"b@example.org '

mkdir -p "$tmp/maildir/cur" "$tmp/maildir/new" "$tmp/maildir/tmp"
cp "$tmp/mail/one" "$tmp/maildir/cur/1:2,S"
cp "$tmp/mail/two" "$tmp/maildir/tmp/2"
run "$bounces" parse "$tmp/maildir"
is "a Maildir without its tmp" "$(wc -l <"$tmp/out")" 1

for name in one two; do
    echo "From MAILER-DAEMON Sun Nov  1 10:00:00 2026"
    cat "$tmp/mail/$name"
    echo
done >"$tmp/mbox"
run "$bounces" parse "$tmp/mbox"
succeeds "an mbox"
is "has its messages numbered" "$(grep -o '"file":"[^"]*' "$tmp/out" | tr '\n' ' ')" \
    "\"file\":\"$tmp/mbox#1 \"file\":\"$tmp/mbox#2 "
cp "$tmp/mbox" "$tmp/mail/box.eml"
run "$bounces" parse "$tmp/mail/box.eml"
is "an .eml is one message, whatever it begins with" "$(wc -l <"$tmp/out")" 1
prints "under its own name" "\"file\":\"$tmp/mail/box.eml\""
rm "$tmp/mail/box.eml"

"$bounces" parse - <"$tmp/mail/one" >"$tmp/out" 2>"$tmp/err"
status=$?
succeeds "standard input"
prints "is called -" '"file":"-"'
"$bounces" parse <"$tmp/mail/one" >"$tmp/out" 2>"$tmp/err"
status=$?
succeeds "standard input need not be named"
"$bounces" parse - <"$tmp/mbox" >"$tmp/out" 2>"$tmp/err"
is "an mbox on standard input" "$(grep -o '"file":"[^"]*' "$tmp/out" | tr '\n' ' ')" '"file":"-#1 "file":"-#2 '

printf '%s\n' "$tmp/mail/two" "$tmp/mail/one" | "$bounces" parse --files-from=- >"$tmp/out" 2>"$tmp/err"
status=$?
succeeds "names on standard input"
is "each gives a record" "$(wc -l <"$tmp/out")" 2
printf '%s\n' "$tmp/mail/two" >"$tmp/names"
run "$bounces" parse --files-from="$tmp/names"
is "names in a file" "$(wc -l <"$tmp/out")" 1
run "$bounces" parse --files-from="$tmp/none"
fails "a list that is not there" "cannot read the list" "one name a line"

run "$bounces" parse --format=json "$tmp/mail"
is "json is one array" "$(json 'print scalar @{decode_json($_)}')" 2
: >"$tmp/names"
run "$bounces" parse --format=json --files-from="$tmp/names"
is "of nothing, an empty one" "$(json 'print scalar @{decode_json($_)}')" 0
run "$bounces" parse --format=text "$tmp/mail/one"
prints "text" "^address  *a@example.org$"

run "$bounces" parse "$tmp/mail/none" "$tmp/mail/one"
is "a file that is not there: status" "$status" 1
is "the others are read all the same" "$(wc -l <"$tmp/out")" 2
prints "it has a record too" "\"file\":\"$tmp/mail/none\",\"kind\":\"other\""
grep -q "1 could not be read; the first: $tmp/mail/none: " "$tmp/err"
ok "and stderr names it" $?
mkfifo "$tmp/fifo"
run timeout 10 "$bounces" parse "$tmp/fifo"
is "a FIFO does not hang" "$status" 1
run "$bounces" parse /dev/null
is "a device is no mail" "$status" 1

# where a forward hides who is on the list
bounce verp fwd@forward.example 5.1.1
sed 's/^To: .*/To: news-sub=member.example@lists.example/' "$tmp/mail/verp" >"$tmp/verp"
run "$bounces" parse "$tmp/verp"
prints "VERP that nothing bears out is not believed" '"address":"fwd@forward.example","address_source":"final-recipient"'
run "$bounces" parse --verp='no+%l=%d@' --verp='news-%l=%d@lists.example' "$tmp/verp"
prints "but that of a pattern is" '"address":"sub@member.example","address_source":"verp","valid":true'
run "$bounces" parse --verp='news-%l@' "$tmp/verp"
fails "no VERP pattern" '--verp: "news-%l@" is no VERP pattern: .*%d' "--verp='news-bounces+%l=%d@'"

run "$bounces" parse --format=xml "$tmp/mail/one"
fails "an unknown format" 'knows no "xml"' "ndjson, json, text"
run "$bounces" parse --nonsense
fails "an unknown option" "parse: .*--nonsense" "notmuch bounces parse --help"

# more files than are asked for at once, still in order
i=0
while [ $i -lt 700 ]; do
    echo "$tmp/mail/one"
    echo "$tmp/mail/two"
    i=$((i + 1))
done >"$tmp/names"
run "$bounces" parse --files-from="$tmp/names"
grep -o '"file":"[^"]*' "$tmp/out" | sed 's/"file":"//' | cmp -s - "$tmp/names"
ok "1400 files in order" $?

run sh -c "'$bounces' parse '$tmp/mail/one' >/dev/full"
is "a full disk is an error" "$status" 1
grep -q "cannot write" "$tmp/err"
ok "that is told" $?

printf 'Subject: x\n\nFinal-Recipient' >"$tmp/mail/$(printf 'odd\nname')"
run "$bounces" parse --format=text "$tmp/mail/$(printf 'odd\nname')"
is "a line end in a file name does not make a line" "$(grep -c '^name' "$tmp/out")" 0

finish
