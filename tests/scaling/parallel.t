#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# doc/SCALING, section 1: several machines, which are this one under two addresses
cd "$(dirname "$0")/../.." || exit 1
. tests/scaling/lib.sh

needs parallel ssh sshd ssh-keygen

# Each demo mail 12 times: more names than go to one machine at once.
export MAIL="$tmp/mail"
for i in 01 02 03 04 05 06 07 08 09 10 11 12; do
    mkdir -p "$MAIL/$i"
    cp share/demo/*.eml "$MAIL/$i"
done
# shellcheck disable=SC2016 # perl
find "$MAIL" -type f | sort | xargs perl -0777 -ne \
    's/^(>*From )/>$1/gm; print "From MAILER-DAEMON Sun Nov  1 10:00:00 2026\n$_\n\n"' >"$MAIL.mbox"

machines
for host in 127.0.0.1 127.0.0.2; do
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        run ssh -F "$tmp/ssh_config" $host true
        [ "$status" != 0 ] || break
        sleep 0.2
    done
    succeeds "$host can be reached"
done

# ---- the recipes

# records FILE - but for their order, and the names of what stood in a pipe
records() {
    sed 's/"file":"[^"]*#[0-9]*"/"file":""/' "$1" | sort
}

# both NAME - each machine has done something since this was asked last
both() {
    [ -s "$tmp/127.0.0.1/done" ] && [ -s "$tmp/127.0.0.2/done" ]
    ok "$1" $?
    rm -f "$tmp"/127.0.0.*/done
}

is "the recipes" "$(recipes 1)" 2

"$bounces" parse "$MAIL" >"$tmp/expected"
cook 1
succeeds "mail that all machines see"
is "gives the records of one machine" "$(records "$tmp/work/records.ndjson")" "$(records "$tmp/expected")"
both "of which each made some"

"$bounces" parse "$MAIL.mbox" >"$tmp/expected"
cook 2
succeeds "an mbox that one has"
is "gives its records" "$(records "$tmp/work/records.ndjson")" "$(records "$tmp/expected")"
is "for each mail" "$(wc -l <"$tmp/expected")" "$(find "$MAIL" -type f | wc -l)"
both "by both machines"

printf '#!/bin/sh\nexit 1\n' >"$tmp/127.0.0.2/notmuch-bounces"
cook 1
[ "$status" != 0 ]
ok "what one machine cannot do fails all of it" $?

finish
