#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# coverage.sh BUILD TESTS... - how much of what reads mail, shows text and keeps marks the
# tests go through; BUILD was made with --coverage
#
# Tests of the parser run in their own process, as a reader writes to no file.  A test that
# fails, as one of time may in such a build, is told.
set -eu

build=$1
shift
find "$build" -name '*.gcda' -delete
for test; do
    CMOCKA_MESSAGE_OUTPUT=TAP "$test" >"$build/test.log" 2>&1 ||
        sed -n "s|^not ok|$test: not ok|p" "$build/test.log"
done
BUILD=$build tests/fuzz/seeds.t >"$build/test.log"
BUILD=$build tests/cli/mark.t >"$build/test.log" || sed -n "s|^not ok|mark.t: not ok|p" "$build/test.log"

printf '%-28s %8s %8s %8s %8s\n' FILE LINES % BRANCHES %
for source in src/lib/*.c src/core/cells.c src/core/marks*.c src/core/mark.c; do
    gcov --branch-probabilities --no-output -o "$build/${source%.c}.o" "$source" 2>/dev/null |
        awk -v file="$source" -F '[:% ]+' '
            /^File / { ours = index($0, "\047" file "\047") }
            ours && /^Lines executed/ { lines = $3; n_lines = $NF }
            ours && /^Taken at least once/ { taken = $5; n_branches = $NF }
            END { print file, n_lines + 0, lines + 0, n_branches + 0, taken + 0 }'
done | awk '
    {
        printf "%-28s %8d %8.1f %8d %8.1f\n", $1, $2, $3, $4, $5
        lines += $2; run += $2 * $3; branches += $4; taken += $4 * $5
    }
    END { printf "%-28s %8d %8.1f %8d %8.1f\n", "all", lines, run / lines, branches, taken / branches }'
