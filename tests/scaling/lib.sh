#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# lib.sh - recipes of doc/SCALING, as they stand there; source it from the top folder
. tests/cli/lib.sh

# Where systems keep servers that people do not start by hand.
for folder in /usr/sbin /usr/lib/postgresql/*/bin /usr/libexec/postgresql; do
    [ ! -d "$folder" ] || PATH=$PATH:$folder
done

# needs COMMAND... - else the test ends here: skipped, or failed when SCALING is "all"
needs() {
    for command; do
        command -v "$command" >/dev/null && continue
        if [ "${SCALING:-}" = all ]; then
            echo "Bail out! There is no $command."
        else
            echo "1..0 # SKIP there is no $command"
        fi
        exit
    done
}

# recipes SECTION - write those of a section to $tmp/recipe.1, 2, ... and count them
recipes() {
    awk -v section="$1" -v to="$tmp/recipe." '
        /^[0-9]  [A-Z]/ { here = $1 == section }
        # shown as typed, or as a line of a crontab
        here && /^    (\$ |[0-9]+ [0-9]+ \* \* \*  )/ {
            n++
            more = 1
            sub(/^    (\$ |[0-9]+ [0-9]+ \* \* \*  )/, "")
            print >(to n)
            next
        }
        more && /^        / { print >(to n); next }
        { more = 0 }
        END { print n + 0 }' doc/SCALING
}

# cook N - run one in $tmp/work, by nothing but what the document says is there
cook() {
    run env -C "$tmp/work" sh "$tmp/recipe.$1"
}

# What the program is called by who has it installed.
mkdir "$tmp/bin" "$tmp/work"
ln -s "$bounces" "$tmp/bin/notmuch-bounces"
PATH=$tmp/bin:$PATH
