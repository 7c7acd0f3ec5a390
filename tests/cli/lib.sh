# SPDX-License-Identifier: GPL-3.0-or-later
#
# lib.sh - TAP for the tests of the command line; source it from the top folder
#
# $bounces is the program, $tmp an empty folder that goes away at the end.
# Nothing here sees the user's own notmuch.
set -u

bounces=$PWD/${BUILD:-build/release}/notmuch-bounces
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

unset NOTMUCH_CONFIG NOTMUCH_PROFILE NOTMUCH_DATABASE MAILDIR
export HOME="$tmp/home" XDG_CONFIG_HOME="$tmp/home/.config" XDG_DATA_HOME="$tmp/home/.local/share"
export XDG_CACHE_HOME="$tmp/home/.cache"
export LC_ALL=C.UTF-8 TZ=UTC TERM=xterm
mkdir -p "$HOME"

tests_run=0

# ok NAME STATUS - one line of TAP
ok() {
    tests_run=$((tests_run + 1))
    if [ "$2" = 0 ]; then
        echo "ok $tests_run - $1"
    else
        echo "not ok $tests_run - $1"
        sed 's/^/# out: /' "$tmp/out" 2>/dev/null | head -n 20
        sed 's/^/# err: /' "$tmp/err" 2>/dev/null | head -n 20
    fi
}

# run COMMAND... - its output in $tmp/out and $tmp/err, its status in $status
run() {
    status=0
    "$@" >"$tmp/out" 2>"$tmp/err" </dev/null || status=$?
}

# succeeds NAME - the last run ended with 0 and said nothing on stderr
succeeds() {
    [ "$status" = 0 ] && [ ! -s "$tmp/err" ]
    ok "$1" $?
}

# fails NAME WHY WHAT - the last run ended with 1, printed nothing, and said why on
# the first line of stderr and what to do on the second
fails() {
    [ "$status" = 1 ] && [ ! -s "$tmp/out" ] &&
        sed -n 1p "$tmp/err" | grep -qe "^notmuch bounces: .*$2" &&
        sed -n 2p "$tmp/err" | grep -qe "$3" && [ "$(wc -l <"$tmp/err")" = 2 ]
    ok "$1" $?
}

# prints NAME PATTERN - the last run printed a line that matches
prints() {
    grep -qe "$2" "$tmp/out"
    ok "$1" $?
}

is() {
    [ "$2" = "$3" ]
    ok "$1" $?
}

finish() {
    echo "1..$tests_run"
}

# bounce NAME ADDRESS CODE [DATE] - a report in $tmp/mail/NAME
bounce() {
    mkdir -p "$tmp/mail"
    cat >"$tmp/mail/$1" <<EOF
Return-Path: <>
From: MAILER-DAEMON@mta.example
To: news-bounces@lists.example
Subject: Undelivered Mail Returned to Sender
Date: ${4:-Sun, 01 Nov 2026 10:00:00 +0000}
Message-ID: <$1@mta.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

Sorry.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mta.example

Final-Recipient: rfc822; $2
Action: failed
Status: $3
Diagnostic-Code: smtp; 550 $3 sorry

--b--
EOF
}
