#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Does the documentation name what the program has?
cd "$(dirname "$0")/.." || exit 1
. tests/cli/lib.sh

# all NAME FILE PATTERNS - each pattern, one a line, matches a line of the file
all() {
    printf '%s\n' "$3" >"$tmp/patterns"
    : >"$tmp/out"
    while IFS= read -r pattern; do
        grep -qe "$pattern" "$2" || echo "not in $2: $pattern" >>"$tmp/out"
    done <"$tmp/patterns"
    [ -n "$3" ] && [ ! -s "$tmp/out" ]
    ok "$1" $?
}

# What a regular expression would take for its own.
escape() {
    sed 's/[][\\.*^$]/\\&/g'
}

# ---- the manuals

codes=build/notmuch-bounces-codes.7
for page in notmuch-bounces.1 notmuch-bounces-config.5 notmuch-bounces-formats.5 $codes; do
    [ -f $page ] || page=doc/$page
    # Which other manuals are installed is not ours to judge.
    lint=$(mandoc -Tlint $page 2>&1 | grep -v -e 'referenced manual not found' -e 'outdated mandoc.db')
    is "mandoc finds nothing to mend in $page" "$lint" ""
done

# As text: no overstriking, one blank between words, no line broken
text() {
    mandoc -Tascii -Owidth=400 "$1" | sed "s/.$(printf '\b')//g" | tr -s ' '
}
text doc/notmuch-bounces.1 >"$tmp/manual"
text doc/notmuch-bounces-config.5 >"$tmp/config"
text doc/notmuch-bounces-formats.5 >"$tmp/schema"
text $codes >"$tmp/codes"

tab=$(printf '\t')
keys=$("$bounces" --list-keys | escape | sed "s/^\([^$tab]*\)$tab\([^$tab]*\)$tab.*/^ \1 \2 /")
all "every key stands beside its command" "$tmp/manual" "$keys"

settings=$("$bounces" --list-settings | escape | sed "s/^\([^$tab]*\)$tab\([^$tab]*\)$tab.*/^ \1 \2 /")
all "every setting stands beside its values" "$tmp/config" "$settings"
styles=$(sed -n 's/^\tX([A-Z_]*, "\([a-z-]*\)", .*/\1/p' src/ui/paint.h)
sed -n '/^BROWSER CONFIGURATION/,/^FORMATS/p' "$tmp/config" >"$tmp/looks"
all "every style is there" "$tmp/looks" "$(echo "$styles" | sed 's/.*/\\<&\\>/')"
keys=$(grep -oh '"bounces\.[a-z0-9_]*' src/*/*.[ch] src/*.c | tr -d '"' | sort -u)
all "every key of notmuch that is read" "$tmp/config" "$(echo "$keys" | escape | sed 's/^/^ /')"
variables=$(grep -oh 'getenv("[A-Z_]*")' src/*/*.c src/*.c | sed 's/.*"\(.*\)".*/\1/' | sort -u)
all "every variable of the environment" "$tmp/config" "$(echo "$variables" | sed 's/.*/\\<&\\>/')"
presets=$("$bounces" rules --list | sed 's/ .*//')
all "every preset" "$tmp/config" "$(echo "$presets" | sed 's/^/^ /')"

commands=$("$bounces" help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
all "every command has a synopsis" "$tmp/manual" "$(echo "$commands" | sed 's/^/^ notmuch bounces /')"
for command in $commands; do
    "$bounces" "$command" --help | grep -o -e '--[a-z-]*=' | sed "s/^/^ notmuch bounces $command .*/"
done | grep -v 'bounces help' >"$tmp/options"
all "which has its options" "$tmp/manual" "$(cat "$tmp/options")"

# Titles of groups that are the same for all mail, and of classes and faults.
groups=$({
    sed -n 's/^\t{"\([^"]*\)", [0-9]},$/\1/p' src/core/model-value.c
    sed -n 's/^\tX([A-Z]*, "[a-z]*", "\([^"]*\)").*/\1/p; s/^\tX([A-Z]*, "\([A-Z][^"]*\)",.*/\1/p' \
        src/core/model.h
} | grep -v '^All addresses$' | escape)
values=$(sed -n 's/^\t\[BOUNCE_.*\] = "\([^"]*\)",$/\1/p' src/core/model-value.c | escape)
all "every group is told" "$tmp/manual" "$groups"
groupings=$(sed -n 's/^\tX([A-Z]*, "\([a-z]*\)", "[^"]*").*/\1/p' src/core/model.h)
all "every grouping, too" "$tmp/manual" "$(echo "$groupings" | sed 's/.*/^ & /')"

forms=$("$bounces" export --to=help | sed 's/^  *//; s/  */ /g' | escape)
all "every form to export in, and what receives it" "$tmp/schema" "$forms"

fields=$(sed -n 's/^\tX([A-Z]*, "\([a-z]*\)", [A-Z]*, "\(.*\)").*/^ \1: \2/p' src/core/filter-field.h)
all "every field of a filter, with what it is" "$tmp/manual" "$fields"
flags=$(sed -n 's/^\tX(is_[a-z]*, "\([a-z]*\)", "\(.*\)").*/^ \1 \2/p' src/core/filter-flag.h)
all "and what is true or not" "$tmp/manual" "$flags"
sorts=$(sed -n 's/^\tX([A-Z]*, "\([a-z]*\)", [a-z]*).*/\1/p' src/core/model.h)
all "every order of rows" "$tmp/manual" "$(echo "$sorts" | sed 's/.*/^ & /')"

tags=$(sed -n 's/^\tX([A-Z]*, "\(bounce[a-z/]*\)").*/\1/p' src/core/tags.h)
all "every tag" "$tmp/manual" "$(echo "$tags" | sed 's/.*/^ & /')"

# ---- what is printed for programs

all "every group is in the formats" "$tmp/schema" "$(echo "$groups" && echo "$values")"
all "every grouping is, too" "$tmp/schema" "$(echo "$groupings" | sed 's/.*/^ &\\>/')"
names=$(sed -n 's/^\tX([A-Z_]*, "\([^"]*\)"[,)].*/\1/p' include/bounce/report.h src/core/proof.h src/core/mark.h | grep .)
all "every name of a choice, too" "$tmp/schema" "$(echo "$names" | sed 's/.*/\\<&\\>/')"

tests/store.sh "$tmp/store" share/demo/14-*.eml share/demo/76-*.eml >/dev/null 2>&1
config=--config=$tmp/store/config
# The names that stand before a colon, in their order.
names_of() {
    "$bounces" "$@" | grep -o '"[a-z_-]*":' | tr -d '":'
}
for command in "list $config --format=ndjson" "summary $config --format=json" \
    "explain --format=json 5.1.1 550 Status" "explain --format=json no such user"; do
    # shellcheck disable=SC2086 # words
    all "every key of ${command%% *}" "$tmp/schema" "$(names_of $command | sed 's/.*/^  *&\\>/')"
done

documented=$(sed -n '/^\.Sh PARSE/,/^A message or file/s/^\.It Ic //p' doc/notmuch-bounces-formats.5)
is "the keys of parse, in their order" "$documented" "$(names_of parse share/demo/14-*.eml)"

# ---- the codes

# groups FILE - the names of the groups of a key file
groups() {
    sed -n 's/^\[\(.*\)\]$/\1/p' "share/kb/$1.conf" | escape | sed 's/^/^ /'
}
all "every status code" "$tmp/codes" "$(groups status)"
all "every reply code" "$tmp/codes" "$(groups reply)"
all "every reason" "$tmp/codes" "$(groups reason)"
# The whole text of one, as the program itself tells it
"$bounces" explain --format=json 5.1.10 | grep -o '"\(title\|meaning\|advice\)":"[^"]*"' |
    sed 's/[^:]*:"//; s/"$//' | escape >"$tmp/said"
tr '\n' ' ' <"$tmp/codes" | tr -s ' ' >"$tmp/line"
all "and what explain says of it" "$tmp/line" "$(cat "$tmp/said")"

# ---- the tests of the screen

# What is typed after a colon; that each key is pressed where it works, screens.t sees.
cat tests/ui/*.script | grep -v -e '^#' -e '^shot ' -e '^colours ' -e '^matches ' | tr -d ' \n' >"$tmp/typed"
"$bounces" --list-keys | sed -n "s/^:[^$tab][^$tab]*$tab\([^$tab]*\)$tab.*/\1/p" >"$tmp/statements"
while read -r statement; do
    grep -q -e ":${statement}Space" -e ":${statement}Enter" "$tmp/typed" || echo "never typed: $statement"
done <"$tmp/statements" >"$tmp/out"
[ -s "$tmp/statements" ] && [ ! -s "$tmp/out" ]
ok "every statement is tried on a screen" $?

# ---- what is promised

# Below each promise: "    FILE: words in it".
grep -o '^    tests/[^:]*: .*' doc/SECURITY | while IFS= read -r line; do
    line=${line#    }
    grep -qFe "${line#*: }" "${line%%: *}" || echo "$line"
done >"$tmp/out" 2>&1
[ ! -s "$tmp/out" ] && [ "$(grep -c '^    tests/' doc/SECURITY)" -gt 20 ]
ok "every promise has its test" $?

# ---- what mail breaks

# Demos, and "[test-NAME]", "[golden CASE]"
tr '\n' ' ' <doc/VIOLATIONS | tr -s ' ' >"$tmp/line"
for test in $(grep -o 'test-[a-z-]*[a-z]' "$tmp/line" | sort -u); do
    [ -f "tests/unit/$test.c" ] || echo "no $test"
done >"$tmp/out"
for golden in $(grep -o 'golden [a-z/-]*' "$tmp/line" | cut -d ' ' -f 2 | grep /); do
    [ -f "tests/golden/$golden.eml" ] || echo "no $golden"
done >>"$tmp/out"
for demo in $(grep -o 'demos* [0-9]*\( and [0-9]*\)*' "$tmp/line" | grep -o '[0-9]*'); do
    ls share/demo/"$demo"-*.eml >/dev/null 2>&1 || echo "no demo $demo"
done >>"$tmp/out"
[ ! -s "$tmp/out" ] && [ "$(grep -o 'test-[a-z]' "$tmp/line" | wc -l)" -gt 20 ]
ok "every mail and test that VIOLATIONS names" $?

# ---- README

all "the commands stand alone on a line" README "$(printf '^ *make demo$\n^ *make check$')"

finish
