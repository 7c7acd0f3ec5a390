#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# files.t - mail that is no file any more, or never was, and places that cannot be
# written to
cd "$(dirname "$0")/../.." || exit 1
. tests/cli/lib.sh

export XDG_STATE_HOME="$tmp/state" XDG_CACHE_HOME="$tmp/cache"
for name in whole gone pipe folder loop cut sparse link device moved; do
    bounce "$name" "$name@example.org" 5.1.1
done
tests/store.sh "$tmp/store" "$tmp/mail" >/dev/null 2>&1
config=--config=$tmp/store/config
mail=$tmp/store/mail/mail

# ---- mail

# quickly COMMAND... - as run, but it may not hang
quickly() {
    run timeout --foreground 60 "$@"
}

cd "$mail" || exit 1
mv moved moved:2,S
rm gone pipe folder loop link device
mkfifo pipe
mkdir folder
ln -s loop loop
ln -s whole link
ln -s /dev/zero device
head -c 100 whole >cut
truncate -s 4G sparse
cd - >/dev/null || exit 1

quickly "$bounces" list "$config"
is "a store of such is listed" "$status" 0
for row in whole@example.org sparse@example.org Undelivered /gone /moved /pipe /folder /loop /device; do
    prints "with $row" "$row"
done
quickly "$bounces" summary "$config"
prints "each file is counted" '^ *6  files could not be read$'
prints "and all are" '^ *10  files in all$'

quickly "$bounces" parse "$mail" "$mail/gone"
is "parse has a record for each" "$(wc -l <"$tmp/out")" "$(find "$mail" ! -type d | wc -l | awk '{print $1 + 1}')"
for told in 'gone: file gone' 'pipe: is not a regular file' 'loop: Too many levels' \
    'device: is not a regular file'; do
    prints "which says: $told" "/${told%%:*}\",.*\[\"${told#*: }"
done
(ulimit -n 40 && exec timeout --foreground 60 "$bounces" list "$config") >"$tmp/out" 2>"$tmp/err"
is "few descriptors do" "$?" 0

# ---- descriptors that are closed, files that may not grow

dump() {
    "$bounces" mark "$config" --dump | cut -f 1,2
}
run "$bounces" mark "$config" remove whole@example.org
before=$(dump)
"$bounces" mark "$config" keep closed@example.org <&- >&- 2>&-
is "without input, output and messages it marks" "$(dump | grep -c closed)" 1
"$bounces" mark "$config" keep '' <&- >&- 2>&-
run "$bounces" mark "$config" --undo
is "and the database has no message in it" "$(dump)" "$before"
# What it prints must not be in a file, either.
status=$(sh -c 'ulimit -f 0; { "$@" 2>&1; echo $?; } | cat' sh "$bounces" mark "$config" keep large@example.org)
case $status in
*'Nothing was changed; see whether the disk is full.'*1) status=told ;;
esac
is "a limit on the size of files is told" "$status" told
is "marks nothing" "$(dump)" "$before"
run sh -c '"$@" >/dev/full' sh "$bounces" mark "$config" --dump
is "a dump without room" "$status" 1

# ---- places

if [ "$(id -u)" = 0 ] && mkdir "$tmp/small" && mount -t tmpfs -o size=256k none "$tmp/small" 2>/dev/null; then
    trap 'umount "$tmp/small"; rm -rf "$tmp"' EXIT
    kept=$XDG_DATA_HOME
    export XDG_DATA_HOME=$tmp/small
    run "$bounces" mark "$config" keep first@example.org
    succeeds "a mark on a small disk"
    seq 1 5000 | sed 's/.*/many&@example.org/' >"$tmp/many"
    run "$bounces" mark "$config" keep --input="$tmp/many"
    fails "more than it has room for" "marks.db" "room\|space\|full\|nothing\|Nothing"
    is "is not marked" "$(dump | cut -f 1)" "first@example.org"
    dd if=/dev/zero of="$tmp/small/filling" bs=1k 2>/dev/null
    run "$bounces" export "$config" --to=plain -o "$tmp/small/list"
    [ "$status" = 1 ] || [ -e "$tmp/small/list" ]
    ok "an export there is told, or there" $?
    rm "$tmp/small/filling"
    run "$bounces" mark "$config" keep second@example.org
    succeeds "when there is room again, it marks again"
    mount -o remount,ro "$tmp/small"
    run "$bounces" list "$config"
    is "marks that cannot be written are read" "$status" 0
    run "$bounces" mark "$config" keep third@example.org
    is "and a mark is refused" "$status" 1
    is "which is true" "$(dump | grep -c third)" 0
    mount -o remount,rw "$tmp/small"
    XDG_DATA_HOME=$kept
else
    ok "a small disk # SKIP only root can make one" 0
fi

if [ "$(id -u)" = 0 ] && mount --bind "$tmp/store" "$tmp/store" 2>/dev/null; then
    mount -o remount,bind,ro "$tmp/store"
    run "$bounces" list "$config" whole
    is "a store that nobody can write is read" "$status" 0
    run "$bounces" tag "$config"
    is "and not tagged" "$status" 1
    umount "$tmp/store"
else
    ok "a store that nobody can write # SKIP only root can make it so" 0
fi

# ---- the database of marks, as a backup may leave it

db=$(find "$XDG_DATA_HOME" -name marks.db)
rm -f "$db-wal" "$db-shm"
is "marks without the files beside the database" "$(dump)" "$before"
for what in 'a text' 'a folder'; do
    mv "$db" "$tmp/kept.db"
    [ "$what" = 'a folder' ] && mkdir "$db" || echo text >"$db"
    run "$bounces" list "$config"
    is "$what in its place is told" "$(grep -c "$db" "$tmp/err")" 1
    { [ "$what" = 'a folder' ] && rmdir "$db"; } || [ "$(cat "$db")" = text ]
    ok "and left as it is" $?
    rm -f "$db"
    mv "$tmp/kept.db" "$db"
done
mv "$db" "$tmp/elsewhere.db"
ln -s "$tmp/elsewhere.db" "$db"
run "$bounces" mark "$config" keep linked@example.org
is "a link to the database is followed" "$(dump | grep -c 'linked\|whole')" 2
HOME='' XDG_DATA_HOME='' run "$bounces" list "$config"
prints "without a home the list is shown" 'whole@example.org'

finish
