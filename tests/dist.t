#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# "make dist": the same bytes whoever makes it, and what packages say of it
cd "$(dirname "$0")/.." || exit 1
. tests/cli/lib.sh

# Only GNU's can.
if ! tar --version 2>/dev/null | grep -q GNU; then
    echo "1..0 # SKIP there is no GNU tar"
    exit
fi

name=$("$bounces" --version | tr ' ' -)
version=${name##*-}
run doc/packaging/dist.sh "$name" "$tmp/1.tar.gz"
succeeds "the tarball is made"
tar -C "$tmp" -xzf "$tmp/1.tar.gz"

sleep 1
run sh -c "umask 077; TZ=Asia/Tokyo LC_ALL=C.UTF-8 exec doc/packaging/dist.sh '$name' '$tmp/2.tar.gz'"
cmp "$tmp/1.tar.gz" "$tmp/2.tar.gz" >"$tmp/out" 2>&1
ok "twice it is the same" $?

# Unpacked by somebody else, at another time, without git, and used.
time=$(tar -tvzf "$tmp/1.tar.gz" --full-time | awk 'NR == 1 { print $4 " " $5 }')
find "$tmp/$name" -exec touch -d 2001-01-01 {} +
mkdir "$tmp/$name/build" "$tmp/$name/debian"
touch "$tmp/$name/build/x" "$tmp/$name/debian/x"
chmod -R go-rwx "$tmp/$name"
run env SOURCE_DATE_EPOCH="$(date -d "$time" +%s)" "$tmp/$name/doc/packaging/dist.sh" "$name" "$tmp/3.tar.gz"
succeeds "it makes itself again"
cmp "$tmp/1.tar.gz" "$tmp/3.tar.gz" >"$tmp/out" 2>&1
ok "and that is the same" $?

tar -C "$tmp" -xzf "$tmp/1.tar.gz"
run env -u SOURCE_DATE_EPOCH "$tmp/$name/doc/packaging/dist.sh" "$name" "$tmp/4.tar.gz"
cmp "$tmp/1.tar.gz" "$tmp/4.tar.gz" >"$tmp/out" 2>&1
ok "also by the time of its files alone" $?

# ---- recipes for packages

cd doc/packaging || exit 1
is "Debian's is of this version" "$(sed -n '1s/^notmuch-bounces (\(.*\)-[0-9]*) .*/\1/p' debian/changelog)" "$version"
is "Arch's, too" "$(sed -n 's/^pkgver=//p' arch/PKGBUILD)" "$version"
is "the RPM's" "$(sed -n 's/^Version: *//p' rpm/notmuch-bounces.spec)" "$version"
is "that of Nix" "$(sed -n 's/^ *version = "\(.*\)";/\1/p' nix/default.nix)" "$version"
cd ../..
{
    cat doc/packaging/debian/*.docs doc/packaging/debian/*.examples
    sed -n 's/^%doc //p' doc/packaging/rpm/notmuch-bounces.spec | tr ' ' '\n'
    sed -n 's|.*/doc/{\(.*\)}|\1|p' doc/packaging/arch/PKGBUILD | tr , '\n' | sed 's|^|doc/|'
} >"$tmp/documents"
while read -r file; do
    [ -e "$file" ] || echo "not there: $file"
done <"$tmp/documents" >"$tmp/out"
[ "$(wc -l <"$tmp/documents")" -gt 15 ] && [ ! -s "$tmp/out" ]
ok "the documents that they take are there" $?

finish
