#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# hostile.t [--update] - mail that nobody means well with, through all of the program
#
# RECORDS has what each of mail.pl is read as.  A terminal that believes nothing
# (tests/ui/record.c) then looks at every byte that is printed.  With HOSTILE_SECONDS it
# browses through all, for so long mail that is changed at random, and reads those of
# many megabytes, too.  SEED=N does what N did.
cd "$(dirname "$0")/../.." || exit 1
. tests/cli/lib.sh

record=${BUILD:-build/release}/record
export XDG_STATE_HOME="$tmp/state" XDG_CACHE_HOME="$tmp/cache"
mkdir -p "$XDG_STATE_HOME/notmuch-bounces" "$XDG_CONFIG_HOME/notmuch-bounces" "$tmp/hostile"
echo no >"$XDG_STATE_HOME/notmuch-bounces/first-run"
printf 'unbind list q\nunbind detail q\n' >"$XDG_CONFIG_HOME/notmuch-bounces/config"
perl tests/hostile/mail.pl "$tmp/hostile" || exit 1

# ---- each is read, and as what

run "$bounces" parse "$tmp/hostile"
is "none is dropped" "$(wc -l <"$tmp/out")" "$(find "$tmp/hostile" -type f | wc -l)"
perl tests/hostile/records.pl <"$tmp/out" >"$tmp/records"
[ "${1:-}" != --update ] || cp "$tmp/records" tests/hostile/RECORDS
diff tests/hostile/RECORDS "$tmp/records" >"$tmp/out"
ok "each is what it was" $?

# prints_safely NAME COMMAND... - on a terminal without edges
prints_safely() {
    what=$1
    shift
    "$record" 24 0 "$@" >"$tmp/out" 2>"$tmp/err" </dev/null
    ! grep -q ' at byte ' "$tmp/out"
    ok "$what: no byte of a mail is believed" $?
}

# Those that "notmuch new" takes seconds for, or dies of.
mkdir "$tmp/alone"
mv "$tmp"/hostile/Z2[345]-*.eml "$tmp/alone"

# ---- a name of a file is no better than a mail

odd=$(printf 'a\033[7771mb\n\302\2337771m\342\200\256\377.eml')
mkdir "$tmp/odd"
cp "$tmp/hostile/F24-plain.eml" "$tmp/odd/$odd"
cp "$tmp/hostile/T10-bidi.eml" "$tmp/odd/-$odd"

tests/store.sh "$tmp/store" "$tmp/hostile" "$tmp/odd" >/dev/null 2>&1
config=--config=$tmp/store/config
rm "$tmp/store/mail/odd/$odd"
NOTMUCH_CONFIG="$tmp/store/config" notmuch tag "+$(printf '\033[7771m\302\2337771m')" '*'

prints_safely "parse" "$bounces" parse "$tmp/hostile" "$tmp/odd"
prints_safely "parse as text" "$bounces" parse --format=text "$tmp/hostile" "$tmp/odd"
prints_safely "a file that is not there" "$bounces" parse "$tmp/none$odd"
for format in text json csv sexp; do
    prints_safely "list as $format" "$bounces" list "$config" "--format=$format"
done
prints_safely "summary" "$bounces" summary "$config"
prints_safely "summary --graph" "$bounces" summary "$config" --graph
prints_safely "summary by list" "$bounces" summary "$config" --group-by=list
prints_safely "show" "$bounces" show "$config" ann@example.org "$odd"
prints_safely "rules" "$bounces" rules "$config"
prints_safely "a query" "$bounces" list "$config" "date:$odd..$odd"
prints_safely "a filter" "$bounces" list "$config" "--filter=diag:/$odd"
prints_safely "an option" "$bounces" list "--$odd"
prints_safely "a configuration" "$bounces" list "--config=$tmp/$odd"
prints_safely "marks" "$bounces" mark "$config" remove "$odd"
prints_safely "a dump of them" "$bounces" mark "$config" --dump
prints_safely "explain" "$bounces" explain "$odd"
for mail in "$tmp"/hostile/T*.eml; do
    "$record" 24 0 sh -c '"$1" explain - <"$2"' sh "$bounces" "$mail" </dev/null
done >"$tmp/out"
! grep -q ' at byte ' "$tmp/out"
ok "explain of whole mails: no byte of a mail is believed" $?

# ---- the browser

full=${HOSTILE_SECONDS:+yes}

# browse NAME ROWS COLUMNS OPTION... - through addresses, and bounces of one
browse() {
    what=$1 rows=$2 columns=$3
    shift 3
    perl tests/hostile/keys.pl ${full:+60 100} 10 20 |
        timeout --foreground 300 "$record" "$rows" "$columns" "$bounces" "$@" \
            >"$tmp/out" 2>"$tmp/err"
    ok "$what: every byte is ours, or text within the window" $?
    sed 's/^/# /' "$tmp/out"
}

browse "the browser" 24 80 "$config"
browse "a small window" 8 24 "$config"
LC_ALL=C browse "ASCII" 24 80 "$config"

# ---- mail that is changed at random

end=$(($(date +%s) + ${HOSTILE_SECONDS:-2}))
seed=${SEED:-$$}
rounds=0 failed=
while [ -z "$failed" ] && { [ "$rounds" -eq 0 ] || [ "$(date +%s)" -lt "$end" ]; }; do
    rm -rf "$tmp/changed" "$tmp/cache"
    mkdir "$tmp/changed"
    perl tests/hostile/mutate.pl "$tmp/hostile" "$tmp/changed" 40 "$seed"
    "$bounces" parse "$tmp/changed" >"$tmp/parsed" 2>"$tmp/err"
    [ "$(wc -l <"$tmp/parsed")" = 40 ] || failed="a mail was dropped"
    ! grep -q '"error"' "$tmp/parsed" || failed="a mail was not read"
    perl tests/hostile/keys.pl ${full:+25} 10 5 | timeout --foreground 300 "$record" 24 80 "$bounces" \
        "--mailbox=$tmp/changed" >"$tmp/out" 2>>"$tmp/err" || failed="a byte was believed"
    rounds=$((rounds + 1))
    [ -n "$failed" ] || seed=$((seed + 1))
done
is "$((rounds * 40)) mails changed at random (SEED=$seed)" "$failed" ""

# ---- what one of them takes

# Of the program and its readers together, and most of it is to begin.
if [ -z "${SAN:-}" ]; then
    large='Z*'
    [ -z "$full" ] || { large='*' && perl tests/hostile/mail.pl "$tmp/hostile" --big; }
    # A machine that is busy takes more than the mail does: then it is asked again.
    for mail in "$tmp"/hostile/$large "$tmp"/alone/*; do
        for _ in 1 2 3; do
            taken=$("$record" 24 0 "$bounces" parse --format=text "$mail" </dev/null |
                sed -n "s|^status.* \([0-9]*\) ms, \([0-9]*\) kB.*|\1 \2 ${mail##*/}|p")
            [ "${taken%% *}" -gt 500 ] || break
        done
        echo "$taken"
    done >"$tmp/taken"
    sort -n "$tmp/taken" | sed -n '$s/^/# most time (ms, kB): /p'
    sort -n -k 2 "$tmp/taken" | sed -n '$s/^/# most memory (ms, kB): /p'
    awk '$1 > 500 || $2 > 150000' "$tmp/taken" >"$tmp/out"
    [ -s "$tmp/taken" ] && [ ! -s "$tmp/out" ]
    ok "none of $(wc -l <"$tmp/taken") takes long, or much memory" $?
fi

finish
