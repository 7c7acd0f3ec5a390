#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# dist.sh NAME TARBALL - all that belongs to the program, below a folder of that name
#
# The same bytes from the same files, whoever makes it, where and when: names in one
# order, no owner, two modes, and all of the time of the commit, or SOURCE_DATE_EPOCH.
# A tarball that was unpacked makes itself again.
set -eu
cd "$(dirname "$0")/../.."

if [ -e .git ]; then
    time=$(git log -1 --format=%ct)
    files() { git ls-files -z; }
else
    time=$(stat -c %Y Makefile)
    # what a package of Debian adds is not ours
    files() {
        find . \( -path ./build -o -path ./debian -o -path ./.pc \) -prune -o -type f -printf '%P\0'
    }
fi

mkdir -p "$(dirname "$2")"
files | LC_ALL=C sort -z >"$2.names"
tar --create --no-recursion --null --files-from="$2.names" --transform="s|^|$1/|" \
    --format=gnu --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX \
    --mtime="@${SOURCE_DATE_EPOCH:-$time}" --file="$2.tar"
rm "$2.names"
# no name and no time in it
gzip -9n <"$2.tar" >"$2.new"
rm "$2.tar"
mv "$2.new" "$2"
