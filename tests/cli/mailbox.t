#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# --mailbox: mail that notmuch does not know, which is never written to
cd "$(dirname "$0")/../.." || exit 1
. tests/cli/lib.sh

export XDG_CACHE_HOME="$tmp/cache"
cache=$XDG_CACHE_HOME/notmuch-bounces/mailbox
# Nothing of these may count: the index is our own.
export NOTMUCH_DATABASE="$tmp/nowhere"

# look PATH - all that writing to a folder would change, but access times
look() {
    find "$1" -printf '%p %y %m %s %T@ %C@\n' | sort
    find "$1" -type f -exec cksum {} + | sort
}

# addresses PATH [OPTION...] - those that failed, on one line
addresses() {
    path=$1
    shift
    run "$bounces" list --mailbox="$path" --format=ndjson "$@"
    sed 's/.*"address":"\([^"]*\)".*/\1/' "$tmp/out" | sort | xargs
}

bounce one a@example.org 5.1.1
bounce two b@example.org 4.2.2

# ---- a Maildir, as one that belongs to somebody else

maildir="$tmp/my mail;box\\é/Bounces"
mkdir -p "$maildir/cur" "$maildir/new" "$maildir/tmp"
cp "$tmp/mail/one" "$maildir/cur/1.host:2,"
cp "$tmp/mail/two" "$maildir/new/2.host"
echo "being delivered" >"$maildir/tmp/3.host"
echo "no mail" >"$maildir/dovecot.index"
chmod -R a-w "$maildir"
look "$maildir" >"$tmp/before"

is "a Maildir" "$(addresses "$maildir")" "a@example.org b@example.org"
is "without a word" "$(cat "$tmp/err")" ""
run "$bounces" summary --mailbox="$maildir"
prints "summary" "^ *1 *1  X.1 Addressing"
printf 'k\nq\n' | "$bounces" review --mailbox="$maildir" >"$tmp/out" 2>&1
prints "review" "@example.org"
run "$bounces" --mailbox="$maildir" from:mailer-daemon
prints "no command" "X.1 Addressing"
is "a query" "$(addresses "$maildir" id:two@mta.example)" "b@example.org"
is "relative, through a link" "$(cd "$tmp" && ln -s "$maildir" link && addresses link/.)" \
    "a@example.org b@example.org"
look "$maildir" | cmp -s - "$tmp/before"
ok "is not written to" $?
is "one index for it" "$(find "$cache" -mindepth 1 -maxdepth 1 | wc -l)" 1
is "which is the user's alone" "$(find "$cache" -mindepth 1 -maxdepth 1 -perm 700 | wc -l)" 1

chmod -R u+w "$maildir"
bounce three c@example.org 5.7.1
cp "$tmp/mail/three" "$maildir/new/3.host"
mv "$maildir/new/2.host" "$maildir/cur/2.host:2,S"
rm "$maildir/cur/1.host:2,"
is "mail that came, moved and went" "$(addresses "$maildir")" "b@example.org c@example.org"
is "flags are not synchronized" "$(ls "$maildir/cur")" "2.host:2,S"

# ---- marks are by the path

run "$bounces" mark --mailbox="$maildir" keep b@example.org
succeeds "mark"
rm -r "$cache"
run "$bounces" list --mailbox="$maildir"
prints "marks outlive the cache" " K b@example.org"
XDG_CACHE_HOME=$tmp/elsewhere run "$bounces" list --mailbox="$maildir"
prints "and its place" " K b@example.org"
XDG_CACHE_HOME=$tmp/elsewhere run "$bounces" mark --mailbox="$tmp/link" --dump
prints "and the way there" "^b@example.org"

# ---- MH

mkdir -p "$tmp/mh/sub"
cp "$tmp/mail/one" "$tmp/mh/1"
cp "$tmp/mail/three" "$tmp/mh/sub/12"
echo 'unseen: 1' >"$tmp/mh/.mh_sequences"
look "$tmp/mh" >"$tmp/before"
is "an MH folder and those below" "$(addresses "$tmp/mh")" "a@example.org c@example.org"
look "$tmp/mh" | cmp -s - "$tmp/before"
ok "is not written to" $?
run "$bounces" mark --mailbox="$tmp/mh" --dump
is "has marks of its own" "$(cat "$tmp/out")" ""

# ---- an mbox

# deliver NAME... - append mail to the mbox
deliver() {
    for name; do
        {
            echo 'From MAILER-DAEMON Sun Nov  1 10:00:00 2026'
            cat "$tmp/mail/$name"
            echo
        } >>"$tmp/mbox"
    done
}
# files - how many messages the mbox has become, and when they were written
files() {
    find "$cache" -path '*/mail/*' -type f -printf '%f %T@\n' | sort
}
rm -r "$cache"
deliver one two
chmod a-w "$tmp/mbox"
look "$tmp/mbox" >"$tmp/before"
is "an mbox" "$(addresses "$tmp/mbox")" "a@example.org b@example.org"
is "without a word" "$(cat "$tmp/err")" ""
files >"$tmp/files"
is "is a file for each message" "$(wc -l <"$tmp/files")" 2
addresses "$tmp/mbox" >/dev/null
files | cmp -s - "$tmp/files"
ok "which stay when it is the same" $?
look "$tmp/mbox" | cmp -s - "$tmp/before"
ok "is not written to" $?
chmod u+w "$tmp/mbox"
deliver three three
is "an mbox that grew" "$(addresses "$tmp/mbox")" "a@example.org b@example.org c@example.org"
is "keeps the files that it had" "$(files | grep -cF -f "$tmp/files")" 2
is "and copies" "$(files | wc -l)" 4
rm "$tmp/mbox"
deliver three two
is "an mbox that is another" "$(addresses "$tmp/mbox")" "b@example.org c@example.org"
is "leaves nothing behind" "$(files | wc -l)" 2
: >"$(find "$cache" -name mail -type d)/half"
deliver one
addresses "$tmp/mbox" >/dev/null
is "nor does a program that was killed" "$(files | grep -c half)" 0
printf 'From x\nSubject: hello\n\nHi.\n\nFrom y\nSubject: again\nFrom: y@example.org\n\nHo.\n' \
    >"$tmp/letters"
run "$bounces" summary --mailbox="$tmp/letters"
prints "what is no bounce is counted" "other mail"

# ---- the user's own keys

printf '[bounces]\nverp=news-bounces+%%l=%%d@\nquery=tag:none\n' >"$tmp/users"
is "a query of the user's is not for it" "$(addresses "$tmp/mh" --config="$tmp/users")" \
    "a@example.org c@example.org"
printf '[bounces]\nverp=nonsense\n' >"$tmp/users"
run "$bounces" list --mailbox="$tmp/mh" --config="$tmp/users"
fails "other keys are" "bounces.verp.*nonsense" "Mend it"
run "$bounces" list --mailbox="$tmp/mh" --config="$tmp/none"
fails "a configuration that is not there" "cannot read the configuration .*/none" "or none"

# ---- what can go wrong

run "$bounces" list --mailbox="$tmp/none"
fails "a wrong path" "cannot read the mailbox $tmp/none (No such file" "Give the path"
run "$bounces" list --mailbox=/dev/null
fails "neither file nor folder" "cannot read the mailbox /dev/null" "Give the path"
hints() {
    [ "$status" = 0 ] && [ ! -s "$tmp/out" ] && grep -q ': no message of 0 matches: \*$' "$tmp/err"
    ok "$1" $?
}
mkdir "$tmp/empty"
run "$bounces" list --mailbox="$tmp/empty"
hints "an empty mailbox"
: >"$tmp/nothing"
run "$bounces" list --mailbox="$tmp/nothing"
hints "an empty mbox"
mv "$maildir" "$tmp/away"
run "$bounces" list --mailbox="$maildir"
fails "one that has gone" "cannot read the mailbox .*Bounces (No such file" "Give the path"
mv "$tmp/away" "$maildir"
printf 'bad\377' >"$tmp/name"
mkdir "$tmp/$(cat "$tmp/name")"
run "$bounces" list --mailbox="$tmp/$(cat "$tmp/name")"
fails "a name that a configuration cannot hold" "is no UTF-8" "Give the path"
XDG_CACHE_HOME=/dev/null run "$bounces" list --mailbox="$tmp/mh"
fails "no place for the index" "cannot keep an index of the mailbox in /dev/null/" \
    "XDG_CACHE_HOME"
mkdir "$tmp/bin"
printf '#!/bin/sh\necho "the disk is on fire" >&2\nexit 1\n' >"$tmp/bin/notmuch"
chmod +x "$tmp/bin/notmuch"
run env PATH="$tmp/bin:$PATH" "$bounces" list --mailbox="$tmp/mh"
fails "notmuch fails" '"notmuch new" failed (the disk is on fire)' "can be removed"

# ^C while another program indexes it, and while notmuch does
run "$bounces" list --mailbox="$tmp/mh"
printf '#!/bin/sh\nexec sleep 30\n' >"$tmp/bin/notmuch"
PATH=$tmp/bin:$PATH "$bounces" list --mailbox="$tmp/mh" >"$tmp/out" 2>"$tmp/err" &
first=$!
sleep 1
"$bounces" list --mailbox="$tmp/mh" >"$tmp/out" 2>"$tmp/err" &
second=$!
sleep 1
kill -INT $second
wait $second
is "^C while it waits for another program" $? 130
kill -INT $first
wait $first
is "and while it indexes" $? 130
status=1
fails "is told" "stopped before the mailbox was indexed" "goes on"
is "and the next time it works" "$(addresses "$tmp/mh")" "a@example.org c@example.org"

finish
