#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# doc/SCALING, sections 2 and 3: records in PostgreSQL, and every day
cd "$(dirname "$0")/../.." || exit 1
. tests/scaling/lib.sh

needs initdb pg_ctl psql createdb

cluster

# sql QUERY - its rows, with "|" between the columns
sql() {
    psql --no-psqlrc --quiet --tuples-only --no-align --command="$1" 2>&1
}

# ---- 2: a table and views

is "the recipes" "$(recipes 2)" 5
work=$tmp/work
"$bounces" parse share/demo >"$work/records.ndjson"
# What nobody writes by accident: bytes of the load itself, a date in no calendar, no
# Message-ID, a report of nobody, a file that could not be read.  The demo has two bounces with one Message-ID.
cat >>"$work/records.ndjson" <<'EOF'
{"file":"1","kind":"failure","message_id":"odd","date":9007199254740993,"recipients":[{"address":"\u001b[2J\"\\,@Example.ORG","class":"hard"}]}
{"file":"2","kind":"failure","message_id":"","date":0,"recipients":[{"address":"a\u0001\u0002@b@example.org","class":"soft"}]}
{"file":"3","kind":"failure","message_id":"","date":0,"recipients":[{"address":"a\u0001\u0002@b@example.org","class":"soft"}]}
{"file":"4","kind":"failure","message_id":"nobody","date":null,"recipients":[]}
{"file":"5","kind":"other","recipients":[],"notes":["gone"]}
EOF

cook 1
succeeds "a database"
cook 2
succeeds "with a table and views"
cook 3
succeeds "takes records"
known=$(sql 'SELECT count(*) FROM record')
is "each report once" "$known" "$(($(find share/demo -type f | wc -l) + 4))"
cook 3
succeeds "loaded again"
is "they are none the more" "$(sql 'SELECT count(*) FROM record')" "$known"
cook 2
succeeds "what is set up can be set up again"

# The same, counted without a database: a line each address of each report.
"$bounces" parse share/demo | grep -E '"kind":"(failure|delay)"' |
    grep -o '"class":"[a-z]*"' | sort | uniq -c | sed 's/^ *\([0-9]*\) "class":"\(.*\)"/\2|\1/' >"$tmp/counted"
is "every failure is there" "$(sql "SELECT class, count(*) FROM failure WHERE address !~ '[[:cntrl:]]'
    GROUP BY class ORDER BY class")" "$(cat "$tmp/counted")"
for class in hard soft policy; do
    is "the view of $class has all of them" "$(sql "SELECT sum(bounces) FROM $class")" \
        "$(sql "SELECT count(*) FROM failure WHERE class = '$class'")"
done
is "by domain and day" "$(sql "SELECT * FROM hard WHERE domain = 'nomail.example'")" \
    "nomail.example|2026-08-11|1|1"
is "odd ones, too" "$(sql "SELECT domain, day FROM failure WHERE address ~ '[[:cntrl:]]' ORDER BY day")" \
    "example.org|1970-01-01
example.org|"
is "psql shows what a terminal would obey" \
    "$(psql --no-psqlrc -c "SELECT address FROM failure WHERE day IS NULL" | grep -c '\\x1B\[2J')" 1

cook 4
succeeds "domains whose addresses are gone"
is "the worst first" "$(sed -n 1,2p "$tmp/out" | tr '\n' ' ')" "domain,gone $(sql \
    'SELECT domain, sum(addresses) FROM hard GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1' | tr '|' ,) "
sql "INSERT INTO record (doc) SELECT doc ||
    jsonb '{\"recipients\": [{\"address\": \"p@example.org\", \"class\": \"policy\"}]}'
    FROM record WHERE doc ->> 'file' LIKE 'share/demo/14-%'"
cook 5
succeeds "days on which a domain refused"
is "with how often" "$(cat "$tmp/out")" "day,refused
2026-08-11,1"

known=$(sql 'SELECT count(*) FROM record')
{
    echo '{"message_id":"new","recipients":[]}'
    echo '{"message_id":"cut'
} >"$work/records.ndjson"
cook 3
[ "$status" != 0 ] && grep -q 'invalid input syntax for type json' "$tmp/err"
ok "a broken record is told" $?
is "and nothing of it is kept" "$(sql 'SELECT count(*) FROM record')" "$known"

# ---- 3: every day

is "the lines of the crontab" "$(recipes 3)" 2
verp() {
    bounce "$@"
    sed -i "s/^To: .*/To: news-bounces+$(echo "$2" | tr @ =)@lists.example/" "$tmp/mail/$1"
}
for day in 1 2 3 4 5 6 7; do
    verp "today-$day" gone@example.org 5.1.1 "$(date -R -d "$((day - 1)) days ago")"
done
tests/store.sh "$tmp/store" "$tmp/mail" >/dev/null 2>&1
export NOTMUCH_CONFIG="$tmp/store/config"
sql 'DELETE FROM record'

cook 1
succeeds "what came since yesterday"
is "is loaded" "$(sql 'SELECT count(*), min(day) FROM failure')" "2|$(date -d yesterday +%F)"
verp late late@example.org 5.1.1 "$(date -R)"
cp "$tmp/mail/late" "$tmp/store/mail/mail/late"
cook 1
succeeds "what came later"
is "is so the next time" "$(sql "SELECT count(*) FROM failure")" 3
is "and nothing is printed" "$(cat "$tmp/out" "$tmp/err")" ""

cook 2
succeeds "what rules propose"
is "is printed" "$(grep -c gone@example.org "$tmp/out")" 1
"$bounces" mark keep gone@example.org >/dev/null
cook 2
is "and else nothing" "$(cat "$tmp/out" "$tmp/err")" ""

finish
