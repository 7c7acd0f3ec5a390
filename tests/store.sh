#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# store.sh DIR MAIL... - make a notmuch store in DIR from files and folders
#
# DIR/config is its configuration, DIR/mail its mail.  Nothing of the user's own
# notmuch set-up is read or written.
set -eu

dir=$1
shift
rm -rf "$dir"
mkdir -p "$dir/mail"
for from; do
    cp -R "$from" "$dir/mail/"
done

cat >"$dir/config.new" <<EOF
[database]
path=$dir/mail
[user]
name=Demo Operator
primary_email=owner@lists.example.org
[new]
tags=inbox;unread
ignore=README
[search]
exclude_tags=deleted;spam
[maildir]
synchronize_flags=false
EOF
env -u NOTMUCH_PROFILE -u NOTMUCH_DATABASE -u MAILDIR NOTMUCH_CONFIG="$dir/config.new" \
    notmuch new --quiet --no-hooks
# Last, so that a config without a database is never seen.
mv "$dir/config.new" "$dir/config"
