#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The user's own formats: found, in place of ours, and told of when they are wrong
cd "$(dirname "$0")/../.." || exit 1
. tests/cli/lib.sh

formats=$XDG_CONFIG_HOME/notmuch-bounces/formats
mkdir -p "$formats" "$tmp/mail"
cat >"$tmp/mail/box" <<'EOF'
Return-Path: <>
From: MAILER-DAEMON@mta.example
Subject: Mail delivery failed

Dear sender,
we could not hand over your mail to

  * user@example.org (box closed)

==== your mail ====
From: list@example.net
To: somebody@example.org
Message-ID: <1@example.net>
EOF

# The format of the manual, word for word.
sed '/^\[format\]/,/^said = /!d; s/\\e/\\/g' doc/notmuch-bounces-config.5 >"$formats/box.conf"
run "$bounces" parse "$tmp/mail/box"
succeeds "the format of the manual"
prints "is used" '"format":"box"'
prints "names the address" '"final_recipient":"","original_recipient":"","action":"failed"'
prints "and what was said" '"diagnostic":"box closed"'
prints "the mail behind it is the returned one" '"original":{"message_id":"1@example.net"'

sed -i 's/{address}/{adress}/' "$formats/box.conf"
run "$bounces" parse "$tmp/mail/box"
is "a broken one is no error" "$status" 0
grep -q "box.conf:5: to: there is no such hole" "$tmp/err"
ok "is named with line and reason" $?
prints "and left out" '"format":"generic"'

cat >"$tmp/mail/qmail" <<'EOF'
Return-Path: <>
From: MAILER-DAEMON@mta.example
Subject: failure notice

Hi. This is the qmail-send program at mta.example.

<user@example.org>:
Sorry, no mailbox here by that name. (#5.1.1)
EOF
rm "$formats/box.conf"
run "$bounces" parse "$tmp/mail/qmail"
prints "ours" '"format":"qmail"'
: >"$formats/qmail.conf"
: >"$formats/qsbmf.conf"
run "$bounces" parse "$tmp/mail/qmail"
succeeds "an empty file"
prints "takes ours out" '"format":"generic"'

finish
