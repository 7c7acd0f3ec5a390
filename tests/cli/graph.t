#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# "summary --graph" and the days in its JSON, on the demo mail
cd "$(dirname "$0")/../.." || exit 1
. tests/cli/lib.sh

tests/store.sh "$tmp/store" share/demo >/dev/null 2>&1
config=--config=$tmp/store/config
unset COLUMNS

# The widest line of the last run, in characters, which are all one cell here.
widest() {
    perl -CSD -lne '$n = length if length > $n; END { print $n }' "$tmp/out"
}

# The sum of the numbers of the chart under a heading.
sum_of() {
    awk -v heading="$1" '$0 == "" { on = 0 } on && / more, with / { n += $5; next }
        on { sub(/ [^ 0-9]+$/, ""); n += $NF } $0 == heading { on = 1 } END { print n }' "$tmp/out"
}

run "$bounces" summary $config
total=$(awk '/^ *[0-9]+ +[0-9]+ / { n += $1 } / 0  Reports|Reports that|Mail that/ { n -= $1 } END { print n }' "$tmp/out")

run "$bounces" summary $config --graph
succeeds "summary --graph"
prints "says how many bounces there are" "^$total bounces of [0-9]* addresses$"
prints "has a bar for each week" "^2026-W27 9 █*$"
prints "and for what has a title" "^X.1 Addressing  *35 █*$"
prints "draws each class" "^Hard    42 [.▁▂▃▄▅▆▇█]*$"
prints "says how many there are beside the first ten" "^and [0-9]* more, with [0-9]* bounces$"
is "is 78 columns wide where there is no terminal" "$(widest)" 78
is "counts every bounce once by week" "$(sum_of 'Bounces per week')" "$total"
for by in subject reason domain host; do
    is "and by $by" "$(sum_of "By $by")" "$total"
done

for width in 20 21 40 80 300; do
    run env COLUMNS=$width "$bounces" summary $config --graph
    [ "$(widest)" -le $width ]
    ok "is at most $width columns wide" $?
done
run env COLUMNS=5 "$bounces" summary $config --graph
[ "$(widest)" -le 20 ]
ok "is never narrower than 20" $?
run env COLUMNS=wide "$bounces" summary $config --graph
is "\$COLUMNS that is no number does not count" "$(widest)" 78

run env LC_ALL=C "$bounces" summary $config --graph
is "has nothing but ASCII in such a locale" "$(LC_ALL=C tr -d '\n -~' <"$tmp/out" | wc -c)" 0
prints "bars are drawn with what there is" "^2026-W27 9 #*$"

run "$bounces" summary $config --graph --group-by=fault
is "--group-by comes first" "$(grep '^By' "$tmp/out" | tr '\n' ' ')" \
    "By fault By subject By reason By domain By host "
run "$bounces" summary $config --graph --group-by=host
is "and only once" "$(grep '^By' "$tmp/out" | tr '\n' ' ')" "By host By subject By reason By domain "
run "$bounces" summary $config --graph --group-by=none
is "if there is one" "$(grep -c '^By' "$tmp/out")" 4

run "$bounces" summary $config --format=json
perl -MJSON::PP -0777 -ne '$j = decode_json($_); for $p (@{$j->{per_day}}) {
    $n += $p->{$_} for keys %{$j->{by_class}}; $bad ||= $p->{day} le $last; $last = $p->{day} }
    exit($n == $j->{events} && !$bad ? 0 : 1)' "$tmp/out"
ok "json has the bounces of each day, oldest first" $?

finish
