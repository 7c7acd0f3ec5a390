#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# "explain", "help", "--version"
cd "$(dirname "$0")/../.." || exit 1
. tests/cli/lib.sh

run "$bounces" explain 5.1.1
succeeds "a code"
prints "has its title" "^5.1.1  Bad destination mailbox address$"
prints "its meaning" "^Meaning  *[A-Z]"
prints "and advice" "^What to do  *[A-Z0-9]"
run "$bounces" explain 5.2.77
prints "an unknown detail falls back to its subject, and says so" "^Detail 77 of subject 2 is not registered"
run "$bounces" explain 4.9.1
prints "an unknown subject to its class, and says so" "^Subject 9 is not registered"
run "$bounces" explain 5.1.1 4.2.2
prints "several codes" "^4.2.2  Mailbox full$"
run "$bounces" explain --format=json 5.7.26
prints "json" '^{"kind":"status","code":"5.7.26","match":"code",.*"title":"Multiple authentication checks failed"'
is "no line is wider than 78 cells" "$("$bounces" explain 5.1.1 5.7.1 | awk 'length > 78' | wc -l)" 0

run "$bounces" explain X.1.1
prints "a code of any class" "^X.1.1  Bad destination mailbox address$"
run "$bounces" explain 4.4.9
prints "a code that is not registered is a vendor's" "^A vendor's own code"
run "$bounces" explain 4.X.X X.7
prints "a class" "^4.X.X  Persistent transient failure$"
prints "a subject" "^X.7.X  Security or policy status$"

# ---- replies

run "$bounces" explain 550
succeeds "a reply code"
prints "has its title" "^550  Mailbox unavailable$"
prints "who registered it" "^Reply code  *an SMTP reply of the standard$"
prints "its first digit" "^First digit  *5  "
prints "and its second" "^Second digit  *5  Mail system$"
run "$bounces" explain 5yz x2z
prints "a first digit" "^5yz  "
prints "a second digit" "^x2z  Connection$"
run "$bounces" explain 599
prints "a reply that nobody knows" "^599  not a known reply code$"
run "$bounces" explain 523
prints "a reply may be a code without dots" "^Some write 5.2.3 without dots"
prints "which is explained too" "^5.2.3  Message length exceeds"
run "$bounces" explain 471
is "or rather be that code" "$(sed -n 1p "$tmp/out")" \
    "471 is as a rule 4.7.1, written without dots."
run "$bounces" explain 4.5.1
prints "a code may be a reply with dots" "^The digits are those of the SMTP reply 451;"
run "$bounces" explain 1.0.1
succeeds "a reply with dots that is no code"
prints "says so" "^1.0.1 is no valid enhanced code"
prints "and is explained" "^101  Cannot open connection$"
run "$bounces" explain Remote-MTA
prints "a field" "^Remote-MTA  "

# ---- what is no code

bad() {
    run "$bounces" explain "$1"
    fails "no code: $1" "not a code: $1: $2" "5.1.1"
}
bad 5.1 "it has 2 numbers"
bad 5.1.1.1 "it has 4 numbers"
bad 5.1.1234 "the detail has more than three digits"
bad 6.1.1 "the class.* 2, 4 or 5"
bad 5.01.1 "the subject has a zero in front"
bad "5. 1.1" "no white space"
bad 600 ".*three digits"
run "$bounces" explain 5.1.1 5.1
fails "one of several is none" "not a code: 5.1" "5.1.1"
run "$bounces" explain nonsense
fails "nothing known" "no code and no words that are known: nonsense" "5.1.1"
run "$bounces" explain "$(printf 'hm\033[2J')"
fails "what is shown is cleaned" "no words" "5.1.1"
is "of escape sequences" "$(tr -dc '\033' <"$tmp/err" | wc -c)" 0

# ---- texts

run "$bounces" explain 550 5.1.1 no such user
succeeds "words of a server, without quotes"
prints "have the class and reason" "^HARD (permanent): user unknown$"
prints "the reply" "^550  *the SMTP reply code: Mailbox unavailable$"
prints "the class" "^  5.X.X  *class, did it work?: Permanent failure$"
prints "the subject" "^  X.1.X  *subject, where is the trouble?: Addressing status$"
prints "the detail" "^  X.1.1  *detail, what is it?: Bad destination mailbox address$"
prints "the rule" "^Decided by  *the words \"no such user\" (rule general.user-unknown)$"
prints "and who said it, when it is not told" "^Who said it  *not told"
run "$bounces" explain "550 User unknown" 4.2.2
prints "a text and" "^HARD"
prints "a code" "^4.2.2  Mailbox full$"
run "$bounces" explain "SMTP Error 450 5.2.3 Msg Size greater than allowed by Remote Host"
prints "codes that disagree" "^The codes contradict each other: 450 says not now"
prints "are temporary by the reply" "^POLICY (temporary): message too big$"
run "$bounces" explain "451 4.7.1 Greylisting in action, please come back in 00:02:00 [minutes]"
prints "how long to wait" "^Wait  *00:02:00"
run "$bounces" explain "The message has been delayed. The reason: 450 Host down (relay.example.net)"
prints "a delay" "^DELAYED"
prints "names the server" "^Who said it  *relay.example.net$"
prints "and wants nothing" "no action is needed yet"
run "$bounces" explain 221 Goodbye
prints "what is no error" "^No bounce: nothing was refused"
is "no line is wider" "$(awk 'length > 78' "$tmp/out" | wc -l)" 0

# ---- standard input

read_stdin() {
    status=0
    "$bounces" explain "$@" - >"$tmp/out" 2>"$tmp/err" <"$tmp/in" || status=$?
}
cat >"$tmp/in" <<EOF
This is the mail system at host mail.server.example.

Reporting-MTA: dns; mail.server.example
X-Postfix-Queue-ID: AAEEFF1234
X-Postfix-Sender: rfc822; sender@sender.example
Arrival-Date: Tue, 24 Oct 2006 20:59:35 +0200 (CEST)

Final-Recipient: rfc822; receiver@example.org
Original-Recipient: rfc822;receiver@example.org
Action: failed
Status: 5.1.1
remote-MTA: dns; mail.destination.example
Diagnostic Code: smtp; 550 5.1.1. No such user
EOF
read_stdin
succeeds "a pasted report"
prints "names the recipient" "^Address  *receiver@example.org$"
prints "what happened" "^Action  *failed$"
prints "the remote server" "^Who said it  *mail.destination.example$"
prints "and what its fields tell" "^- Reporting-MTA: .*Usually it is not"
bounce one user@example.org 5.2.2
cp "$tmp/mail/one" "$tmp/in"
read_stdin
succeeds "a whole mail"
prints "has its reason" "mailbox full$"
prints "its recipient" "^Address  *user@example.org$"

awk 'BEGIN { for (i = 0; i < 50000; i++) print "550 5.1.1 no such user" }' >"$tmp/in"
read_stdin
succeeds "a megabyte"
prints "is cut, and that is told" "a long text; its end was not read"
printf '550 5.1.1 no such user \033[2J\000\342\200\256 <a\033]0;x\007@example.org>\n' >"$tmp/in"
read_stdin
succeeds "escape sequences, NUL and bidi"
is "never reach the terminal" "$(tr -d '\n\40-\176\200-\377' <"$tmp/out" | wc -c)" 0
: >"$tmp/in"
read_stdin
fails "nothing on standard input" "no words that are known: standard input" "5.1.1"

# ---- json

printf '550 5.1.1 <a\033@example.org> no such "user"\n' >"$tmp/in"
read_stdin --format=json 5.1.1 X.1.1 550 5yz x5z X.1 4.X.X Status 101 599
succeeds "json of all kinds"
is "is objects" "$(grep -c '^{"kind":".*}$' "$tmp/out")" 11
is "without control characters" "$(tr -d '\n\40-\176\200-\377' <"$tmp/out" | wc -c)" 0
is "a line each" "$(wc -l <"$tmp/out")" 11
prints "a reply" '^{"kind":"reply","code":"550","match":"code","registered":"standard",'
prints "a text" '^{"kind":"text","report":"failure",.*"reason":"user-unknown",.*"reply_meaning":"The'

# ---- the introduction

run "$bounces" explain
succeeds "no code: how to read a bounce"
is "is the page in share/" "$(cat "$tmp/out")" "$(cat share/kb/about.txt)"
run "$bounces" explain --format=json
fails "which is no json" "no code is given" "explain 5.1.1"

run "$bounces" help
succeeds "help"
for command in list summary parse explain help; do
    prints "names $command" "^  $command "
    run "$bounces" "$command" --help
    is "$command --help" "$status" 0
    run "$bounces" help
done
run "$bounces" --help
prints "--help is help" "^Usage: notmuch bounces"
run "$bounces" help parse
prints "help COMMAND shows its options" "--files-from"
run "$bounces" --version
prints "--version" "^notmuch-bounces [0-9]"
run "$bounces" --list-keys
prints "--list-keys" "cursor-down"

# ---- the user's own knowledge

own=$XDG_CONFIG_HOME/notmuch-bounces/kb
mkdir -p "$own/diagnostic"
cat >"$own/status.conf" <<END
[X.1.1]
title = Nobody home
END
cat >"$own/diagnostic/10-own.conf" <<END
[own.flown]
text = has flown
reason = moved
source = our postmaster
example = 550 the bird has flown
END
run "$bounces" explain 5.1.1
succeeds "the user's own files"
prints "override a key of ours" "^5.1.1  Nobody home$"
prints "and leave the others" "^Meaning  *The receiving server does not know"
run "$bounces" explain "550 <user@example.org> has flown"
prints "their rules decide" "(rule own.flown)"
printf '[X.1.1]\ntrust = maybe\n' >"$own/status.conf"
run "$bounces" explain 5.1.1
fails "a file of theirs that is wrong" "status.conf: .X.1.1.: .trust. is none of" "Mend or remove"
rm -r "$own"

finish
