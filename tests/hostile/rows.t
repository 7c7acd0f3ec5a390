#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# rows.t - whatever stands in ROWS has a test that exists, or a reason why it has none
cd "$(dirname "$0")/../.." || exit 1
. tests/cli/lib.sh

tab=$(printf '\t')
grep -v '^#' tests/hostile/ROWS >"$tmp/rows"

awk -F "$tab" 'NF != 4 || $1 == "" || $2 == "" || $4 == "" || seen[$1]++' "$tmp/rows" >"$tmp/out"
[ -s "$tmp/rows" ] && [ ! -s "$tmp/out" ]
ok "$(wc -l <"$tmp/rows") rows of four fields, each once" $?

while IFS="$tab" read -r row _ test words; do
    [ "$test" = - ] || grep -qFe "$words" "$test" || echo "$row: \"$words\" is not in $test"
done <"$tmp/rows" >"$tmp/out" 2>&1
[ ! -s "$tmp/out" ]
ok "their tests are there" $?

# All that "make check" does not run would show nothing.
cut -f 3 "$tmp/rows" | sort -u |
    grep -v -e '^-$' -e '^tests/[^/]*\.t$' -e '^tests/[^/]*/[^/]*\.t$' -e '^tests/unit/test-.*\.c$' \
        -e '^tests/ui/.*\.script$' -e '^tests/hostile/RECORDS$' >"$tmp/out"
[ ! -s "$tmp/out" ]
ok "and are run" $?

# A mail is for a row: "A01–A06" has A05, "Z04,Z92" has Z92.
cut -f 1 "$tmp/rows" | perl -CS -ne '
    chomp;
    for (split /,/) {
        my ($letter, $first, $last) = /^(\w)(\d+)(?:\x{2013}\w(\d+))?$/ or die "$_\n";
        printf "%s%02d\n", $letter, $_ for $first .. ($last // $first);
    }' | sort >"$tmp/known"
cut -c 1-3 tests/hostile/RECORDS | sort -u | comm -23 - "$tmp/known" >"$tmp/out"
[ ! -s "$tmp/out" ]
ok "each mail is for a row" $?

finish
