#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# scaling.sh - how fast the recipes of doc/SCALING are beside cat, all on this machine
#
# "make bench-scaling".  Each is run three times, and the best counts.
cd "$(dirname "$0")/../.." || exit 1
. tests/scaling/lib.sh
needs parallel ssh sshd ssh-keygen initdb pg_ctl psql createdb

# best NAME COMMAND... - tell the least of three times
best() {
    name=$1
    shift
    for _ in 1 2 3; do
        start=$(date +%s%N)
        run "$@"
        end=$(date +%s%N)
        [ "$status" = 0 ] || {
            cat "$tmp/err" >&2
            exit 1
        }
        echo "$(((end - start) / 1000000))"
    done | sort -n | head -n 1 >"$tmp/best"
    awk -v name="$name" -v n="$mails" -v bytes="$bytes" '{
        printf "%-44s %6.1f s %7d mails/s %6d MB/s\n", name, $1 / 1000, n * 1000 / $1, bytes / 1000 / $1
    }' "$tmp/best"
}

mails=10000
export MAIL="$tmp/mail"
"${BUILD:-build/release}/make-mail" mixed "$MAIL" $mails 1
find "$MAIL" -type f >"$tmp/names"
bytes=$(xargs cat <"$tmp/names" | wc -c)

best "cat" sh -c "xargs cat <'$tmp/names'"
best "parse" "$bounces" parse --files-from="$tmp/names"
machines
for _ in 1 2 3 4 5 6 7 8 9 10; do
    sleep 0.2
    ssh -F "$tmp/ssh_config" 127.0.0.1 true && ssh -F "$tmp/ssh_config" 127.0.0.2 true && break
done
recipes 1 >"$tmp/out"
best "parse, twice at once by SSH" cook 1

"$bounces" parse --files-from="$tmp/names" >"$tmp/work/records.ndjson"
cluster
recipes 2 >"$tmp/out"
cook 1
cook 2
# loaded once
load() {
    psql --quiet --command='TRUNCATE record' && cook 3
}
best "into PostgreSQL" load
