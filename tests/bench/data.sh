#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# data.sh DIR SIZE... - make the mail stores that are measured
#
# Each is DIR/SIZE/config and DIR/SIZE/mail, with some more mail in DIR/SIZE/late.
# SIZE is 10k, 100k, tiny, or 1m: a store of one mail, for a cache of a million.  What is
# there is kept, as to index it takes long, unless make-mail in $BUILD would make other
# mail now.
set -eu

build=${BUILD:-build/release}
dir=$1
shift

# stamp KIND N SEED - of the mail as it would be made
stamp() {
    rm -rf "$dir/sample"
    "$build/make-mail" "$1" "$dir/sample" 100 "$3"
    echo "$1 $2 $3 $(find "$dir/sample" -type f | sort | xargs cat | cksum)"
    rm -rf "$dir/sample"
}

# index STORE - nothing of the user's own notmuch is read or written
index() {
    cat >"$1/config.new" <<CONFIG
[database]
path=$1/mail
[user]
name=Operator
primary_email=owner@lists.example.org
[new]
tags=inbox
[maildir]
synchronize_flags=false
CONFIG
    env -u NOTMUCH_PROFILE -u NOTMUCH_DATABASE -u MAILDIR NOTMUCH_CONFIG="$1/config.new" \
        notmuch new --quiet --no-hooks
    mv "$1/config.new" "$1/config"
}

# make SIZE KIND N SEED
make() {
    stamp=$(stamp "$2" "$3" "$4")
    [ "$(cat "$dir/$1/stamp" 2>/dev/null)" = "$stamp" ] && return
    echo "  NEW   $dir/$1" >&2
    rm -rf "${dir:?}/$1"
    "$build/make-mail" "$2" "$dir/$1/mail" "$3" "$4"
    # What comes after all else was read.
    [ "$2" != mixed ] || "$build/make-mail" mixed "$dir/$1/late" 100 4
    index "$dir/$1"
    echo "$stamp" >"$dir/$1/stamp"
}

mkdir -p "$dir"
dir=$(cd "$dir" && pwd)
for size; do
    case $size in
    10k) make 10k mixed 10000 1 ;;
    100k) make 100k mixed 100000 2 ;;
    tiny) make tiny tiny 100000 3 ;;
    1m) make 1m tiny 1 5 ;;
    *)
        echo "data.sh: no such size: $size (10k, 100k, tiny, 1m)" >&2
        exit 1
        ;;
    esac
done
