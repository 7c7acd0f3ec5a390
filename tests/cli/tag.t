#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# "tag": what is written to the mail store, and what never is
cd "$(dirname "$0")/../.." || exit 1
. tests/cli/lib.sh

bounce hard a@example.org 5.1.1
bounce soft b@example.org 4.2.2
bounce policy c@example.org 5.7.1
# two recipients, of two classes
sed 's/^--b--$/Final-Recipient: rfc822; d@example.org\
Action: delayed\
Status: 4.4.1\
\
--b--/; s/<policy@/<both@/' "$tmp/mail/policy" >"$tmp/mail/both"
cat >"$tmp/mail/letter" <<EOF
From: friend@example.org
To: owner@lists.example
Subject: hello
Date: Sun, 01 Nov 2026 10:00:00 +0000
Message-ID: <letter@example.org>

How are you?
EOF
tests/store.sh "$tmp/store" "$tmp/mail" >/dev/null 2>&1
config=--config=$tmp/store/config
mail=$tmp/store/mail/mail
NOTMUCH_CONFIG=$tmp/store/config
export NOTMUCH_CONFIG

tag() {
    run "$bounces" tag $config "$@"
}

# ids QUERY - the local parts of the Message-IDs that match, on one line
ids() {
    notmuch search --output=messages --exclude=false "$@" | sed 's/^id://; s/@.*//' | sort | xargs
}

# ---- what is written

notmuch dump >"$tmp/before"
tag --dry-run
succeeds "--dry-run"
is "prints what notmuch tag --batch takes" "$(cat "$tmp/out")" \
    '+bounce +bounce/policy +bounce/delayed -- id:"both@mta.example"
+bounce +bounce/hard -- id:"hard@mta.example"
+bounce +bounce/policy -- id:"policy@mta.example"
+bounce +bounce/soft -- id:"soft@mta.example"'
notmuch dump | cmp -s - "$tmp/before"
ok "and writes nothing" $?

tag
succeeds "tag"
is "tells how many" "$(cat "$tmp/out")" "4 of 4 messages have got other tags."
is "every bounce" "$(ids tag:bounce)" "both hard policy soft"
is "by its class" "$(ids tag:bounce/hard)" "hard"
is "a soft one" "$(ids tag:bounce/soft)" "soft"
is "a policy, and one of two classes" "$(ids tag:bounce/policy)" "both policy"
is "which has the other, too" "$(ids tag:bounce/delayed)" "both"
is "other tags stay" "$(ids tag:inbox and tag:unread)" "both hard letter policy soft"
is "no other mail has any" "$(notmuch search --output=tags id:letter@example.org | xargs)" \
    "inbox unread"

notmuch count --lastmod >"$tmp/before"
tag -n
is "then nothing differs" "$(cat "$tmp/out")" ""
tag
is "nor is anything written" "$(cat "$tmp/out")" "0 of 4 messages have got other tags."
notmuch count --lastmod | cmp -s - "$tmp/before"
ok "as the index says itself" $?

# ---- what does not hold any more

notmuch tag +bounce +bounce/soft +mine -- id:letter@example.org id:hard@mta.example
notmuch tag -bounce/soft -- id:soft@mta.example
# mail that is looked at, and is no bounce
notmuch config set bounces.query '*'
tag -n
is "only differences" "$(cat "$tmp/out")" '-bounce/soft -- id:"hard@mta.example"
-bounce -bounce/soft -- id:"letter@example.org"
+bounce/soft -- id:"soft@mta.example"'
tag -q id:hard@mta.example
succeeds "a query"
is "that is quiet" "$(cat "$tmp/out")" ""
is "is for what it finds" "$(ids tag:bounce/soft)" "letter"
tag -q
is "then for all" "$(ids tag:bounce/soft)" "soft"
is "others are left alone" "$(ids tag:mine)" "hard letter"
notmuch config set bounces.query

mv "$mail/hard" "$tmp/away"
tag
is "a file that is gone takes no tag away" "$(ids tag:bounce/hard)" "hard"
mv "$tmp/away" "$mail/hard"

# ---- marks

"$bounces" mark $config remove a@example.org >/dev/null
"$bounces" mark $config keep b@example.org >/dev/null
tag
is "no tags of marks" "$(ids tag:bounce/remove or tag:bounce/keep)" ""
tag --with-marks
is "unless they are asked for" "$(ids tag:bounce/remove) $(ids tag:bounce/keep)" "hard soft"
"$bounces" mark $config none a@example.org b@example.org >/dev/null
tag
is "and then they stay" "$(ids tag:bounce/remove) $(ids tag:bounce/keep)" "hard soft"
tag --with-marks --quiet
is "until asked for again" "$(ids tag:bounce/remove or tag:bounce/keep)" ""

tag --clear
succeeds "--clear"
is "takes all away" "$(ids 'tag:/^bounce/')" ""
is "and nothing else" "$(notmuch search --output=tags '*' | xargs)" "inbox mine unread"

# ---- Message-IDs are what a stranger wrote

# hostile NAME MESSAGE-ID - a bounce with it, in the store; the Message-ID as printf
# takes its %b
hostile() {
    bounce "$1" "$1@example.org" 5.1.1
    {
        printf 'Message-ID: <%b>\n' "$2"
        grep -v '^Message-ID' "$tmp/mail/$1"
    } >"$mail/$1"
}
hostile h-quote 'q"x@example.org'
hostile h-end '") or tag:inbox or id:("x@example.org'
hostile h-all '*'
hostile h-dashes '-- * +owned -- *@example.org'
hostile h-percent 'p%20x%22%0Ax@example.org'
hostile h-lines 'a\n\t+owned -- *@example.org'
hostile h-return 'b\r+owned -- *\r@example.org'
hostile h-unicode 'u\303\251\342\200\235 or tag:inbox@example.org'
hostile h-hash '#comment@example.org'
hostile h-control 'a\001\033[31m@example.org'
hostile h-id 'id:letter@example.org'
hostile h-long "$(printf '%0300d' 7)@example.org"
hostile h-backslash 'a\\\\"b\\\\@example.org'
hostile h-bytes 'bad\0377@example.org'
hostile h-blank 'a b c@example.org'
notmuch new --quiet --no-hooks
tag
succeeds "Message-IDs of any kind"
is "all are tagged" "$(notmuch count tag:bounce/hard)" 16
is "with nothing but our tags" "$(notmuch search --output=tags '*' | xargs)" \
    "bounce bounce/delayed bounce/hard bounce/policy bounce/soft inbox mine unread"
is "and no other mail is" "$(notmuch search --output=tags id:letter@example.org | xargs)" \
    "inbox mine unread"
tag
is "once is enough" "$(cat "$tmp/out")" "0 of 19 messages have got other tags."

# ---- another program writes

# It has the index as soon as it runs, until its input ends.
mkfifo "$tmp/input"
notmuch tag --batch <"$tmp/input" &
holder=$!
exec 9>"$tmp/input"
echo '+held -- id:letter@example.org' >&9
while timeout 1 notmuch tag +none -- id:none@example.org; do
    sleep 0.1
done
tag --clear --wait=1
is "another writer: try again" "$status" 75
status=1
fails "and that is told" "another program has been writing .* 0 of 19" "Try again"
mkdir "$tmp/bin"
printf '#!/bin/sh\n: >"%s"\nexec "%s" "$@"\n' "$tmp/asked" "$(command -v notmuch)" >"$tmp/bin/notmuch"
chmod +x "$tmp/bin/notmuch"
PATH="$tmp/bin:$PATH" "$bounces" tag $config --clear >"$tmp/out" 2>"$tmp/err" 9>&- &
pid=$!
while kill -0 $pid && [ ! -e "$tmp/asked" ]; do
    sleep 0.1
done
kill -INT $pid
wait $pid
is "^C while it waits" $? 130
status=1
fails "ends it" "stopped; 0 of 19" "not done again"
exec 9>&-
wait $holder
is "and nothing was written" "$(notmuch count tag:bounce)" 19
tag --clear --wait=5
succeeds "then it can"
is "be done" "$(notmuch count tag:bounce)" 0

# ---- from a hook

hooks=$tmp/store/mail/.notmuch/hooks
mkdir -p "$hooks"
sed -n '/^#!\/bin\/sh$/,/^\.Ed$/p' doc/notmuch-bounces.1 | sed '/^\.Ed$/d; s/\\-/-/g' \
    >"$hooks/post-new"
chmod +x "$hooks/post-new"
notmuch config set new.tags inbox unread new
bounce late late@example.org 5.1.1
cp "$tmp/mail/late" "$mail/late"
PATH=$(dirname "$bounces"):$PATH
run notmuch new --quiet
succeeds "the hook of the manual"
is "tags what is new" "$(ids tag:bounce/hard)" "late"
is "and only that" "$(ids tag:bounce)" "late"
is "which is new no more" "$(ids tag:new)" ""
printf '#!/bin/sh\nexit 1\n' >"$tmp/failing"
mkdir "$tmp/fails"
ln -s ../failing "$tmp/fails/notmuch-bounces"
chmod +x "$tmp/failing"
bounce later later@example.org 5.1.1
cp "$tmp/mail/later" "$mail/later"
run env PATH="$tmp/fails:$PATH" notmuch new --quiet
is "when it fails, notmuch new does not" "$status" 0
is "and has taken the mail in" "$(notmuch count id:later@mta.example)" 1

# ---- what can go wrong

tag --wait=long
fails "no number" '--wait takes a number of seconds, not "long"' "Give 0 to"
tag --exclude=maybe
fails "neither true nor false" "knows no" "true"
tag id:none@example.org
[ "$status" = 0 ] && grep -q ': no message of .* matches: ' "$tmp/err"
ok "no mail at all" $?
tag --quiet id:none@example.org
succeeds "is no mistake"
tag --clear '('
fails "a bad query" "not understood" "Mend it"

printf '#!/bin/sh\necho "the disk is on fire" >&2\nexit 1\n' >"$tmp/bin/notmuch"
chmod +x "$tmp/bin/notmuch"
run env PATH="$tmp/bin:$PATH" "$bounces" tag $config
fails "notmuch fails" '"notmuch tag" failed (the disk is on fire)' "tag again"
printf '#!/bin/sh\nkill -9 $$\n' >"$tmp/bin/notmuch"
run env PATH="$tmp/bin:$PATH" "$bounces" tag $config
fails "notmuch is killed" 'killed by signal 9' "tag again"
run env PATH=/nowhere "$bounces" tag $config
fails "there is no notmuch" '"notmuch tag" failed (.*notmuch' "tag again"

tests/store.sh "$tmp/other" "$tmp/mail" >/dev/null 2>&1
run "$bounces" tag --config="$tmp/other/config" --quiet
is "--config is for both" "$(NOTMUCH_CONFIG=$tmp/other/config notmuch count tag:bounce)" \
    "$(NOTMUCH_CONFIG=$tmp/other/config notmuch count from:mailer-daemon)"

finish
