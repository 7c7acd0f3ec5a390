#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Who may include whom (doc/ARCHITECTURE chapter 1), read off every #include.
cd "$(dirname "$0")/.." || exit 1

echo 1..2

broken=$(grep -Hn '^[[:space:]]*#[[:space:]]*include' src/*.c src/*/*.[ch] include/bounce/*.h | awk '
    {
        split($0, part, ":")
        file = part[1]
        match($0, /[<"][^>"]*[>"]/)
        what = substr($0, RSTART, RLENGTH)
        header = substr(what, 2, length(what) - 2)
        own = (what ~ /^"/)
        layer = file
        sub(/^src\//, "", layer)
        sub(/\/.*/, "", layer)
        bad = 0

        if (layer == "include")
            bad = own || header !~ /^(bounce\/|glib|std[a-z]+\.h$)/
        else if (layer == "lib")
            bad = own && header ~ /\//
        else if (layer == "core")
            bad = own && header !~ /^core\//
        else if (layer == "reader")
            bad = own && header !~ /^(reader\/|core\/(wire|identity|setting)\.h$)/
        else if (layer == "cli")
            bad = own && header !~ /^(cli|core)\//
        else if (layer == "ui")
            bad = own && header !~ /^(ui|core)\//
        else if (layer == "main-reader.c")
            bad = own && header !~ /^reader\//
        else
            bad = own && header !~ /^(cli|ui)\//

        # Each outside library has one door.
        if (header ~ /^gmime\// && file != "src/lib/mime-auto.h") bad = 1
        if (header == "notmuch.h" && file != "src/reader/notmuch-auto.h") bad = 1
        if (header ~ /curses/ && layer != "ui") bad = 1
        if (header == "sqlite3.h" && file != "src/core/sqlite-auto.h") bad = 1
        if (header ~ /sqlite(-auto)?\.h$/ && layer != "core") bad = 1
        if (header ~ /^json-glib\// && file !~ /^src\/core\/emit/) bad = 1
        if (header ~ /mime-auto\.h$/ && file != "src/lib/mime.c") bad = 1

        # The model and its neighbours do no I/O.
        if (file ~ /^src\/core\/(model[a-z-]*|mark|cursor|cells|doc|explain)\./ &&
            header ~ /^(gio|core\/(wire|readers|intake|marks|sqlite))/) bad = 1

        if (bad) print file ": may not include " what
    }')
if [ -z "$broken" ]; then
    echo "ok 1 - layers"
else
    echo "not ok 1 - layers"
    echo "$broken" | sed 's/^/# /'
fi

# GMime 3.2.13 loops on a 204-byte mail in these two; a file that shrinks is a SIGBUS for
# who has it mapped; goto, atoi and <ctype.h> have better; only main.c and ui.c show an error.
banned='g_mime_multipart_get_boundary|g_mime_content_type_encode|\bgoto\b|\batoi\(|<ctype\.h>|\bg_mapped_file|\bmmap\(|\bsprintf\(|\bstrcpy\('
broken=$(grep -nE "$banned" src/*.c src/*/*.[ch]; grep -nE 'fprintf\(stderr|g_printerr\(' src/lib/* src/core/* src/reader/* src/cli/*)
if [ -z "$broken" ]; then
    echo "ok 2 - nothing banned is used"
else
    echo "not ok 2 - nothing banned is used"
    echo "$broken" | sed 's/^/# /'
fi
