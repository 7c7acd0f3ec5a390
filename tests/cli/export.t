#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# "export": what is marked remove, as each receiver reads it; the real receivers are asked
# where they are there
cd "$(dirname "$0")/../.." || exit 1
. tests/cli/lib.sh

config=--config=$tmp/store/config
tab=$(printf '\t')
out=$tmp/export

# skip NAME WHY
skip() {
    tests_run=$((tests_run + 1))
    echo "ok $tests_run - $1 # SKIP $2"
}

has() {
    command -v "$1" >/dev/null 2>&1
}

export_() {
    run "$bounces" export $config "$@"
}

bounce alice Alice@Example.org 5.1.1
bounce plus +tag@example.org 5.1.1
bounce dash -dash@example.org 5.1.1
bounce hash '#hash@example.org' 5.1.1
bounce equal =equal@example.org 5.1.1
bounce quoted '"a b,c"@example.org' 5.1.1
bounce wide 'käse@example.org' 5.1.1
bounce kept kept@example.org 5.1.1
bounce none none@example.org 4.2.2
printf 'From here on it is quoted.\n>From there, too.\n' >>"$tmp/mail/alice"
tests/store.sh "$tmp/store" "$tmp/mail" >/dev/null 2>&1
find "$tmp/store" -type f -exec cksum {} + >"$tmp/before"

export_
fails "without a form" "in which form" "to=help"
export_ --to=word
fails "a form that is none" 'knows no "word"' "plain, plain0, csv"
export_ --to=help
succeeds "the list of forms"
prints "names the receiver's command" 'mailman delmembers -l LIST -f FILE'
run "$bounces" help export
succeeds "help export"

export_ --to=plain
succeeds "nothing is marked"
is "and nothing is written" "$(wc -c <"$tmp/out")" 0
export_ --to=json
is "which is an empty array" "$(cat "$tmp/out")" "[]"

run "$bounces" mark $config remove alice@example.org +tag@example.org -- -dash@example.org \
    '#hash@example.org' =equal@example.org '"a b,c"@example.org' 'käse@example.org'
run "$bounces" mark $config keep kept@example.org

# ---- files

export_ --to=plain -o "$out"
is "plain to a file" "$status" 0
is "sorted, as they stand" "$(cat "$out")" '"a b,c"@example.org
#hash@example.org
+tag@example.org
-dash@example.org
=equal@example.org
Alice@Example.org
käse@example.org'
is "says how many" "$(cat "$tmp/err")" "notmuch bounces: 7 written."
[ ! -e "$out.skipped" ]
ok "leaves nothing out, and no file of that" $?
is "no part of a file is left" "$(find "$tmp" -maxdepth 1 -name 'export.*')" ""
umask_before=$(umask)
umask 027
export_ --to=plain -o "$tmp/masked"
umask "$umask_before"
is "a new file is as umask says" "$(stat -c %a "$tmp/masked")" 640
chmod 600 "$out"
export_ --to=plain -o "$out"
is "one that was there stays as closed as it was" "$(stat -c %a "$out")" 600

ln -s export "$tmp/link"
export_ --to=plain -o "$tmp/link"
[ -L "$tmp/link" ] && [ "$status" = 0 ]
ok "a link is followed" $?
export_ --to=plain -o "$tmp/no/such"
fails "a folder that is not there" "cannot write .*such: No such file" "as it was"
export_ --to=plain -o "$tmp"
fails "a folder" "is no regular file" "name of a file"
export_ --to=plain -o /dev/null
fails "a device is not replaced" "is no regular file" "name of a file"
cp "$out" "$tmp/whole"
(
    # a full disk, as far as this program can tell; SIGXFSZ is left ignored
    trap '' XFSZ
    ulimit -f 0
    exec "$bounces" export $config --to=plain -o "$out"
) >"$tmp/out" 2>"$tmp/err"
is "no room" "$?" 1
cmp -s "$out" "$tmp/whole"
ok "leaves the old file as it was" $?
is "and no part" "$(find "$tmp" -maxdepth 1 -name 'export.*')" ""
if [ -c /dev/full ]; then
    "$bounces" export $config --to=plain >/dev/full 2>"$tmp/err"
    is "standard output without room" "$?" 1
else
    skip "standard output without room" "no /dev/full"
fi

# ---- what cannot be written

export_ --to=mailman3 --list=news.example.org -o "$out"
is "what the receiver would misread: exit status" "$status" 1
is "is left out, and Mailman keeps lower case" "$(cat "$out")" '+tag@example.org
-dash@example.org
=equal@example.org
alice@example.org'
is "and told, with the reason" "$(cut -f 1 "$out.skipped")" '"a b,c"@example.org
#hash@example.org
käse@example.org'
grep -q "^#hash@example.org${tab}it would be taken for a comment$" "$out.skipped"
ok "in words" $?
grep -qF "4 written. To run: mailman delmembers -l news.example.org -f $out" "$tmp/err"
ok "the command is shown" $?
export_ --to=mailman3
is "to standard output they are told on the other" "$(grep -c "^[^ ]*@example.org  *[iM]" "$tmp/err")" 2
prints "and the rest is written" '^-dash@example.org$'
export_ --to=sympa --filter=addr:alice@example.org -o "$out"
[ ! -e "$out.skipped" ] && [ "$status" = 0 ]
ok "an old list of what was left out is not kept" $?
is "a filter chooses" "$(cat "$out")" "Alice@Example.org"
export_ --to=sympa -o "$tmp/o'dd name"
grep -qF "sympa del --quiet LIST < '$tmp/o'\\''dd name'" "$tmp/err"
ok "names are quoted for the shell" $?

printf 'none@example.org\tremove\n' >"$tmp/mine.tsv"
run "$bounces" mark $config --load="$tmp/mine.tsv"
export_ --to=plain --filter=addr:none@example.org -o "$out"
is "what a file has marked and a guard holds: exit status" "$status" 0
is "is held back" "$(cat "$out")" ""
grep -q '1 held back by guards' "$tmp/err" && grep -q "^none@example.org${tab}held back: " "$out.skipped"
ok "and told" $?
run "$bounces" mark $config remove none@example.org
export_ --to=plain --filter=addr:none@example.org
is "marked by hand it goes" "$(cat "$tmp/out")" none@example.org
run "$bounces" mark $config none none@example.org

run "$bounces" mark $config remove gone@example.org
export_ --to=plain --filter=addr:none@example.org
is "what has no bounce is told" "$(cat "$tmp/err")" \
    "notmuch bounces: 1 more marked remove; no bounce of theirs is in what was read"
run "$bounces" mark $config none gone@example.org

# ---- since last

export_ --to=phplist --since-last
is "the first time all" "$(wc -l <"$tmp/out")" 7
export_ --to=phplist --since-last
succeeds "the second time"
is "nothing" "$(cat "$tmp/out")" ""
export_ --to=plain --since-last -o "$out"
is "another receiver is another matter" "$(wc -l <"$out")" 0
export_ --to=sympa --list=other@example.org --since-last
is "and so is another list" "$(wc -l <"$tmp/out")" 5
sleep 1
run "$bounces" mark $config none alice@example.org
run "$bounces" mark $config remove alice@example.org
export_ --to=phplist --since-last
is "marked anew it is given anew" "$(cat "$tmp/out")" "Alice@Example.org"

# ---- the forms

export_ --to=plain0
is "plain0" "$(tr '\0' '\n' <"$tmp/out" | wc -l)" 7
export_ --to=ses
prints "ses" '^-dash@example.org,BOUNCE$'
export_ --to=sexp
prints "sexp" ':address "-dash@example.org"'
export_ --to=listmonk
is "listmonk has a header" "$(sed -n 1p "$tmp/out" | tr -d '\r')" email
export_ --to=mbox -o "$tmp/mbox"
is "mbox" "$(grep -c '^From ' "$tmp/mbox")" 7
grep -q '^>From here on it is quoted' "$tmp/mbox" && grep -q '^>>From there, too' "$tmp/mbox"
ok "quotes lines that look like its own" $?
perl -ne 'if (/^From MAILER-DAEMON /) { if (($mail // "") =~ /^Message-ID: <alice\@/m) { last }
    $mail = ""; next } s/^>(>*From )/$1/; $mail .= $_;
    END { $mail =~ s/\n\z//; print $mail }' "$tmp/mbox" | cmp -s - "$tmp/mail/alice"
ok "and is the mail, byte for byte" $?
stored=$(grep -lr 'alice@mta' "$tmp/store" --exclude-dir=.notmuch | head -n 1)
head -c 300000 /dev/zero | tr '\0' x >>"$stored"
export_ --to=mbox -o "$tmp/mbox"
is "a mail over the limit: exit status" "$status" 1
grep -q "^Alice@Example.org${tab}alice@mta.example: .*256 KiB" "$tmp/mbox.skipped"
ok "is told" $?
cp "$tmp/mail/alice" "$stored"
find "$tmp/store" -type f -exec cksum {} + >"$tmp/after"
cmp -s "$tmp/before" "$tmp/after"
ok "the store is as it was" $?

# ---- as the receivers read it

if has python3; then
    export_ --to=csv -o "$out"
    python3 - "$out" >"$tmp/read" <<'EOF'
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], newline="", encoding="utf-8")))
for row in rows:
    a = row["address"]
    assert a[0] not in "=+-@\t\r", a
    assert None not in row and None not in row.values()
    if a[0] == "'" and a.lstrip("'")[0] in "=+-@\t\r":
        a = a[1:]
    print(a)
EOF
    export_ --to=plain
    cmp -s "$tmp/read" "$tmp/out"
    ok "python's csv reads csv back" $?
    export_ --to=csv --raw -o "$out"
    python3 -c 'import csv, sys
for row in csv.DictReader(open(sys.argv[1], newline="", encoding="utf-8")): print(row["address"])' \
        "$out" >"$tmp/read"
    export_ --to=plain
    cmp -s "$tmp/read" "$tmp/out"
    ok "and --raw as it stands" $?
    # Mailman 3: "delmembers" leaves out lines that begin with "#" and gives the others to
    # parseaddr(), a line end included
    export_ --to=mailman3
    cp "$tmp/out" "$tmp/given"
    python3 -c 'import sys
from email.utils import parseaddr
for line in open(sys.argv[1], encoding="utf-8"):
    if not line.startswith("#") and line.strip(): print(parseaddr(line)[1])' "$tmp/given" >"$tmp/read"
    cmp -s "$tmp/read" "$tmp/given"
    ok "delmembers' parser reads mailman3 back" $?
    # Mailman 2: "remove_members" strips each line and leaves out empty ones
    export_ --to=mailman2
    cp "$tmp/out" "$tmp/given"
    python3 -c 'import sys
for a in filter(None, [l.strip() for l in open(sys.argv[1])]): print(a)' "$tmp/given" >"$tmp/read"
    cmp -s "$tmp/read" "$tmp/given"
    ok "remove_members' reads mailman2 back" $?
    export_ --to=mbox -o "$tmp/mbox"
    is "python's mailbox finds each mail" "$(python3 -c 'import mailbox, sys
print(len(mailbox.mbox(sys.argv[1])))' "$tmp/mbox")" 7
else
    for what in csv raw mailman3 mailman2 mbox; do
        skip "python reads $what back" "no python3"
    done
fi

if has jq; then
    export_ --to=plain
    cp "$tmp/out" "$tmp/plain"
    export_ --to=ndjson
    jq -r .address "$tmp/out" | cmp -s - "$tmp/plain"
    ok "jq reads ndjson back" $?
    export_ --to=json
    jq -r '.[].address' "$tmp/out" | cmp -s - "$tmp/plain"
    ok "jq reads json back" $?
    for form in ses-json:.emailAddress sendgrid:.recipient_emails[] \
        postmark:.Suppressions[].EmailAddress; do
        export_ --to="${form%%:*}"
        is "jq reads ${form%%:*} back" "$(jq -r "${form#*:}" "$tmp/out")" \
            "$(grep -v '^"\|ä' "$tmp/plain")"
    done
    export_ --to=listmonk-events
    is "jq reads listmonk-events back" "$(jq -r 'select(.type == "hard").email' "$tmp/out")" \
        "$(grep -v '^"' "$tmp/plain")"
else
    for form in ndjson json ses-json sendgrid postmark listmonk-events; do
        skip "jq reads $form back" "no jq"
    done
fi

# Sympa 6.2.70, Sympa::CLI::del: skips lines that begin with "#", takes the first word
if has perl; then
    export_ --to=sympa
    perl -ne 'next unless /\S/; next if /\A\s*#/; my ($a) = m{\A\s*(\S+)}; print "$a\n"' \
        <"$tmp/out" | cmp -s - "$tmp/out"
    ok "sympa del's parser reads sympa back" $?
else
    skip "sympa del's parser reads sympa back" "no perl"
fi

if has postmap; then
    mkdir "$tmp/postfix"
    printf 'compatibility_level = 3.6\nqueue_directory = %s\ndata_directory = %s\n' \
        "$tmp/postfix" "$tmp/postfix" >"$tmp/postfix/main.cf"
    export_ --to=postfix-access -o "$tmp/postfix/access"
    postmap -c "$tmp/postfix" "hash:$tmp/postfix/access" 2>"$tmp/err"
    is "postmap takes it" "$?$(cat "$tmp/err")" 0
    while IFS="$tab" read -r address action; do
        [ "$(postmap -c "$tmp/postfix" -q "$address" "hash:$tmp/postfix/access")" = "$action" ] ||
            echo "$address"
    done <"$tmp/postfix/access" >"$tmp/out"
    is "and finds each" "$(cat "$tmp/out")" ""
else
    skip "postmap takes it" "no postmap"
    skip "and finds each" "no postmap"
fi

export_ --to=json id:nothing@mta.example
is "where no message matches there is nothing to write" "$status$(cat "$tmp/out")" "0[]"
is "which is told" "$(grep -c 'id:nothing' "$tmp/err")" 1

finish
