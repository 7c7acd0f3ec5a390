#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# inject.t - no room, a broken disk, SIGKILL: at system calls of mark, undo, load, export
#
# FAULTS=all takes each of them.
cd "$(dirname "$0")/../.." || exit 1
. tests/cli/lib.sh

if ! strace -qq -o /dev/null -e trace=getpid -e inject=getpid:error=EIO:when=1 true 2>/dev/null; then
    echo "1..0 # SKIP no strace that injects faults"
    exit 0
fi
if [ -n "${SAN:-}" ]; then
    echo "1..0 # SKIP a sanitizer does not live with these faults"
    exit 0
fi

bounce one a@example.org 5.1.1
tests/store.sh "$tmp/store" "$tmp/mail" >/dev/null 2>&1
config=$tmp/store/config
mkdir "$tmp/work"
XDG_DATA_HOME="$tmp/work/before" "$bounces" mark --config="$config" keep d@example.org >"$tmp/out"
XDG_DATA_HOME="$tmp/work/before" "$bounces" mark --config="$config" remove a@example.org \
    b@example.org c@example.org >"$tmp/out"
printf 'a@example.org\tkeep\nl@example.org\tremove\n' >"$tmp/work/load"

stride=101
[ "${FAULTS:-}" != all ] || stride=1
perl tests/faults/inject.pl "$stride" "$tmp/work" "$bounces" "$config" >"$tmp/out" 2>"$tmp/err"
ok "the faults are made" $?
grep '^#' "$tmp/out"
is "marks are sound, whole, and told when they are there" "$(grep -v '^#' "$tmp/out")" ""

finish
