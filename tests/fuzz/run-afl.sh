#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# run-afl.sh BUILD NAME SECONDS - fuzz one target for so long with AFL++
set -eu
. tests/fuzz/seeds.sh

build=$1 name=$2 seconds=$3
found=$build/$name tmp=$build/$name.tmp
rm -rf "$tmp"
mkdir -p "$tmp/seeds"
# shellcheck disable=SC2046 # a list of folders
find $(seeds "$name") -type f -size -16k -exec cp {} "$tmp/seeds" \;
echo "  AFL   $name"
# A machine need not be set up for it, nor its cores be free.
export AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_NO_AFFINITY=1
export AFL_NO_UI=1 AFL_AUTORESUME=1
TMPDIR=$tmp G_DEBUG=fatal-criticals afl-fuzz -V "$seconds" -t 10000 -i "$tmp/seeds" -o "$found" \
    -- "$build/fuzz-$name" >"$build/$name.log" 2>&1 || { tail -n 20 "$build/$name.log" && exit 1; }
grep -e '^execs_done' -e '^saved_crashes' -e '^saved_hangs' "$found/default/fuzzer_stats"
rm -rf "$tmp"
crashes=$(find "$found/default/crashes" "$found/default/hangs" -name 'id:*')
[ -z "$crashes" ] || { echo "$crashes" && exit 1; }
