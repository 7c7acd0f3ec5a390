#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# check-globals.sh ARCHIVE... - no variable of ours outlives a call
#
# Anything that may change and stands in an object file is a mutable global.
# Tables of constants with pointers in them are in .data.rel.ro.
found=$(objdump -t "$@" | awk '
    /file format/ { file = $1 }
    $NF != "" && /[[:space:]]O[[:space:]]/ && /[[:space:]](\.data|\.bss|\*COM\*)[^[:space:]]*[[:space:]]/ && !/\.data\.rel\.ro/ {
        print file ": " $NF
    }')
if [ -n "$found" ]; then
    echo "mutable globals:" >&2
    echo "$found" >&2
    exit 1
fi
