#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# run.sh BUILD NAME SECONDS - fuzz one target for so long
set -eu
. tests/fuzz/seeds.sh

build=$1 name=$2 seconds=$3
found=$build/$name
tmp=$build/$name.tmp
mkdir -p "$found" "$tmp"
echo "  FUZZ  $name"
status=0
# shellcheck disable=SC2046 # a list of folders
TMPDIR=$tmp ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
    G_DEBUG=fatal-criticals "$build/fuzz-$name" -max_total_time="$seconds" -max_len=8192 \
    -timeout=10 -print_final_stats=1 -verbosity=0 -artifact_prefix="$build/$name-" \
    "$found" $(seeds "$name") >"$build/$name.log" 2>&1 || status=$?
grep -e number_of_executed_units -e ERROR -e SUMMARY "$build/$name.log" || true
rm -rf "$tmp"
[ "$status" = 0 ] || tail -n 40 "$build/$name.log"
exit "$status"
