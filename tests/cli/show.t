#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# "show": mail that would do something to a terminal, and which options there are
cd "$(dirname "$0")/../.." || exit 1
. tests/cli/lib.sh

# Escape sequences that clear, set the title and report back; the C1 form of one; text that
# runs backwards, is not seen, or is no UTF-8.
esc=$(printf '\033')
evil="${esc}[2J${esc}]0;owned$(printf '\007')${esc}[6n$(printf '\302\2331m\342\200\256\342\200\213\363\240\201\201\377')"
mkdir "$tmp/mail"
cat >"$tmp/mail/evil" <<EOF_MAIL
Return-Path: <>
From: MAILER-DAEMON$evil@mta.example
To: news-bounces@lists.example
Subject: Undelivered $evil
Date: Sun, 01 Nov 2026 10:00:00 +0000
Message-ID: <evil@mta.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain; charset=utf-8

Sorry $evil

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mta$evil.example

Final-Recipient: rfc822; evil@example.org
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx$evil.example
Diagnostic-Code: smtp; 550 5.1.1 no$evil such user

--b
Content-Type: message/rfc822

From: news@lists.example
To: evil@example.org
Subject: $evil hello
List-Id: $evil <news.lists.example>
Message-ID: <news-1$evil@lists.example>

hello

--b--
EOF_MAIL
tests/store.sh "$tmp/store" "$tmp/mail" >/dev/null 2>&1
config=--config=$tmp/store/config

# harms - what a terminal would act on, in the output of the last run
harms() {
    perl -CSD -ne 's/\n//g; print if /[\x00-\x1f\x7f-\x9f\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}-\x{206f}\x{e0000}-\x{e007f}]/' \
        "$tmp/out" "$tmp/err"
}

run "$bounces" show "$config" evil@example.org
succeeds "hostile text"
prints "is shown" "^Diagnostic .*such user"
is "and does nothing to a terminal" "$(harms)" ""
LC_ALL=C run "$bounces" show "$config" evil@example.org
is "nor in ASCII" "$(harms)$(LC_ALL=C tr -d '\n -~' <"$tmp/out")" ""
for format in json ndjson sexp; do
    run "$bounces" show "$config" --format=$format evil@example.org
    succeeds "as $format"
    is "$format without controls" "$(tr -d '\n' <"$tmp/out" | LC_ALL=C tr -dc '\000-\037\177')" ""
done
run "$bounces" show "$config" --format=ndjson evil@example.org
is "json says what was there" "$(perl -MJSON::PP -ne \
    'print "whole" if decode_json($_)->{bounces}[0]{diagnostic} =~ /no\e\[2J.* such user/' "$tmp/out")" whole
run "$bounces" show "$config" "nobody$evil@example.org"
is "nor does a question" "$(harms)$status" 1

# The help names what is taken, and nothing else.
run "$bounces" show --help
for option in filter class mark since until sort limit query group-by; do
    grep -q -e "--$option=" "$tmp/out" && echo "$option"
done >"$tmp/named"
is "the help names no options of list that show has not" "$(cat "$tmp/named")" ""
run "$bounces" show "$config" --filter=class:hard evil@example.org
fails "an option of list" "Unknown option --filter" "show --help"
run "$bounces" show "$config" --query=sexp evil@example.org
fails "there is no query" "Unknown option --query" "show --help"

finish
