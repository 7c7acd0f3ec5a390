#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# "review": line by line, with answers from a pipe
cd "$(dirname "$0")/../.." || exit 1
. tests/cli/lib.sh

bounce one a@example.org 5.1.1
bounce two b@example.org 5.2.2
bounce three "c$(printf '\033')[31m@example.org" 5.7.1
bounce four A@example.org 5.1.1 "Mon, 02 Nov 2026 10:00:00 +0000"
printf 'From: MAILER-DAEMON@mta.example\nSubject: failure notice\nMessage-ID: <q@mta.example>\nDate: Sun, 01 Nov 2026 10:00:00 +0000\n\nHi. This is the program.\n' >"$tmp/mail/qmail"
printf 'From: user@example.org\nSubject: failure notice\nMessage-ID: <h@example.org>\nDate: Sun, 01 Nov 2026 10:00:00 +0000\n\nhello\n' >"$tmp/mail/hello"
tests/store.sh "$tmp/store" "$tmp/mail" >/dev/null 2>&1
config=--config=$tmp/store/config

# review ANSWERS [TERM...] - each on a line
review() {
    answers=$1
    shift
    status=0
    # shellcheck disable=SC2059 # the answers have \n
    printf "$answers" | "$bounces" review "$config" "$@" >"$tmp/out" 2>"$tmp/err" || status=$?
    shown=$(sed -n 's/^\([0-9]*\) of .*/\1/p' "$tmp/out" | tr '\n' ' ')
}

review ''
succeeds "the end of the answers ends it"
is "the first address is shown" "$shown" "1 "
prints "with its bounces" "^Bounces  *2 on 2 days, the last on 2026-11-02$"
prints "its code" "^5.1.1  Bad destination mailbox address$"
prints "its class and reason" "^HARD (permanent): "
prints "the verdict" "^Verdict  *remove: "
prints "why" "^Decided by  *the code 5.1.1"
prints "what the server said" "^Diagnostic  *smtp; 550 5.1.1 sorry$"
prints "what to do" "^What to do  *Take the address off"
prints "what can be answered" "^Enter next, p back, i code, e all, / search, y remove, k keep, u none, q quit:$"
is "nobody is kept waiting for it" "$(tail -n 1 "$tmp/out" | cut -c 1-10)" "Enter next"

while IFS='|' read -r answers want what; do
    review "$answers"
    [ "$status" = 0 ] && [ "$shown" = "$want " ]
    ok "$what" $?
done <<'EOF'
\n\n|1 2 3|Enter goes on
\n\np|1 2 3 2|p goes back
p\np\n|1|but not before the first
\n\n\n\n\n\n|1 2 3 4|nor behind the last
/b@\n|1 2|a search goes there
/b@EX\n/b@ex\n/\n|1 2 2|and again, whatever the case unless there is a capital
/5.7.1\n/a@\n|1 3 1|round the end
/X.7\n|1 3|to a group means its first address
/nothing\n|1|and nowhere when there is none
q\n\n\n|1|q ends it
x\n\n|1 2|what is no answer does no harm
EOF

review 'p\n/nothing\n/\nx\n\n\n\n\n'
prints "the first is told" "^This is the first address.$"
prints "the last, too" "^This is the last address.$"
prints "and what was not found" "^Not found: nothing$"
prints "and what is no answer" "^That is none of the answers.$"
prints "an address that is none is told" "^4 of 4  *failure notice$"
is "no escape sequence comes out" "$(LC_ALL=C tr -d '\n -~\200-\377' <"$tmp/out" | wc -c)" 0

review 'i\n'
prints "i explains the code" "^Likely causes$"
review 'e\n'
prints "e tells everything" "^Final-Recipie"
review '\n\n\ni\n'
prints "where there is no code it is said" "^There is no code here.$"

review 'y\nk\np\nu\nq\n'
prints "y marks an address" "^It is marked: remove.$"
prints "k keeps one" "^It is marked: keep.$"
prints "what is marked is told" "^Marked  *keep$"
prints "u takes a mark off" "^It is marked: none.$"
run "$bounces" mark "$config" --dump
prints "and it is on disk" "remove	user"
review '\n\n\ny\n'
prints "what is no address is not marked" "^There is no address here.$"

review '' id:two@mta.example
prints "search terms narrow" "^1 of 1  *b@example.org$"
review '' id:none@mta.example
is "no match is no error" "$status$(cat "$tmp/out")" 0
is "but is told" "$(grep -c 'matches: .*none@mta.example' "$tmp/err")" 1
"$bounces" review "$config" id:h@example.org >"$tmp/out" 2>"$tmp/err" </dev/null
status=$?
is "no bounce among what matches" "$status$(cat "$tmp/out")" 0
is "is told as well" "$(grep -c 'none is a bounce' "$tmp/err")" 1
review '' --class=hard --filter='addr:b@*'
is "no address that is chosen" "$status$(grep -c 'none is a bounce' "$tmp/err")" 01
review '' --filter='addr:b@*'
prints "a filter chooses" "^1 of 1  *b@example.org$"

run "$bounces" review --config="$tmp/none"
fails "no configuration" "notmuch is not set up" "notmuch setup"

finish
