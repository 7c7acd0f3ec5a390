#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Marks with notes of any kind, out and in; and programs that mark at the same time
cd "$(dirname "$0")/../.." || exit 1
. tests/cli/lib.sh

bounce one a@example.org 5.1.1
tests/store.sh "$tmp/store" "$tmp/mail" >/dev/null 2>&1
export NOTMUCH_CONFIG="$tmp/store/config"

# ---- notes that could break a line, a field or a terminal

n=0
while IFS= read -r escaped; do
    n=$((n + 1))
    note=$(printf '%b.' "$escaped")
    "$bounces" mark keep "note$n@example.org" --note="${note%.}" >/dev/null || echo "failed: $escaped"
done >"$tmp/failed" <<'EOF2'
a\tb\nc\r\nd
\\t \\n \\\\ \\x1b
\0033[2J\0033]0;title\0007
\0342\0200\0256 the other way round
=cmd|' /C calc'!A0
"quoted, with commas"; and 'so'
-n --undo
$(touch /tmp/never) `id` %s %n
 leading and trailing 
\0303\0274ml\0303\0244ut \0360\0237\0220\0261
\0177\0302\0233
EOF2
is "any note is taken" "$(cat "$tmp/failed")" ""
run "$bounces" mark --dump
cp "$tmp/out" "$tmp/dump"
is "each is one line" "$(wc -l <"$tmp/dump")" "$n"
is "of six fields" "$(awk -F '\t' 'NF != 6' "$tmp/dump")" ""
is "no control leaves" "$(LC_ALL=C tr -d '\n\t\040-\176\200-\377' <"$tmp/dump" | wc -c)" 0
# shellcheck disable=SC2046 # words
run "$bounces" mark none $(cut -f 1 "$tmp/dump")
run "$bounces" mark --dump
is "all taken off" "$(wc -c <"$tmp/out")" 0
run "$bounces" mark --load="$tmp/dump"
is "load brings all back" "$(wc -l <"$tmp/out")" "$n"
run "$bounces" mark --dump
cmp -s "$tmp/out" "$tmp/dump"
ok "byte for byte" $?
run "$bounces" mark --load="$tmp/dump"
succeeds "once more"
is "there is nothing left to do" "$(cat "$tmp/out")" ""

# ---- several at once

"$bounces" mark --dump | cut -f 1 | xargs "$bounces" mark none >/dev/null
i=0
pids=
while [ $i -lt 12 ]; do
    i=$((i + 1))
    "$bounces" mark remove "all@example.org" "at-once-$i@example.org" --note="$i" >"$tmp/said.$i" 2>&1 &
    pids="$pids $!"
done
failed=0
for pid in $pids; do
    wait "$pid" || failed=$((failed + 1))
done
is "12 programs at once all mark" "$failed" 0
run "$bounces" mark --dump
is "and nothing is lost" "$(grep -c '^at-once-' "$tmp/out")" 12
last=$(sed -n "s/^all@example.org$(printf '\t').*$(printf '\t')//p" "$tmp/out")
run "$bounces" mark --undo
is "undo takes back the whole step of the last one" "$(cut -d ' ' -f 1 "$tmp/out" | tr '\n' ' ')" \
    "all@example.org at-once-$last@example.org "
run "$bounces" mark --dump
is "and no other" "$(grep -c '^at-once-' "$tmp/out")" 11

finish
