#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# seeds.t - every fuzz target takes what it begins with, and what it once failed for
cd "$(dirname "$0")/../.." || exit 1
. tests/cli/lib.sh
. tests/fuzz/seeds.sh

export TMPDIR=$tmp
for source in tests/fuzz/fuzz-*.c; do
    name=$(basename "$source" .c)
    # shellcheck disable=SC2046 # a list of folders
    find $(seeds "${name#fuzz-}") -type f | sort >"$tmp/files"
    [ -s "$tmp/files" ]
    ok "$name has something to begin with" $?
    status=0
    xargs "${BUILD:-build/release}/$name" <"$tmp/files" >"$tmp/out" 2>"$tmp/err" || status=$?
    is "and takes it" "$status" 0
done

finish
