#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# "make install" and "make uninstall", under DESTDIR
cd "$(dirname "$0")/../.." || exit 1
. tests/cli/lib.sh

bounce one a@example.org 5.1.1
# What is built stays built: with another PREFIX it would be built anew.
cp -R "${BUILD:-build/release}" "$tmp/build"
run make -s BUILD="$tmp/build" SAN="${SAN:-}" DESTDIR="$tmp/stage" install
is "install" "$status" 0
stage=$tmp/stage/usr/local
for file in bin/notmuch-bounces lib/libbounce.a include/bounce/bounce.h \
    share/notmuch-bounces/kb/status.conf share/notmuch-bounces/kb/about.txt share/notmuch-bounces/formats/qmail.conf \
    share/notmuch-bounces/keys/vi share/man/man1/notmuch-bounces.1 \
    share/man/man5/notmuch-bounces-config.5 share/man/man5/notmuch-bounces-formats.5 \
    share/man/man7/notmuch-bounces-codes.7 \
    share/bash-completion/completions/notmuch-bounces etc/bash_completion.d/notmuch-bounces \
    share/zsh/site-functions/_notmuch_bounces share/fish/vendor_completions.d/notmuch-bounces.fish \
    share/fish/vendor_conf.d/notmuch-bounces.fish; do
    [ -s "$stage/$file" ]
    ok "$file" $?
done
run "$stage/bin/notmuch-bounces" parse "$tmp/mail/one"
succeeds "the installed program finds its share/"
for page in man1/notmuch-bounces.1 man5/notmuch-bounces-config.5 man5/notmuch-bounces-formats.5 \
    man7/notmuch-bounces-codes.7; do
    run mandoc -Tutf8 "$stage/share/man/$page"
    prints "$page can be read" "SEE ALSO\|S.SE.E"
done
# As notmuch has it from 0.37 on
if [ "$(MANPATH=$stage/share/man man -w notmuch-bounces 2>/dev/null)" ] && ! notmuch help bounces 2>&1 | grep -q Sorry; then
    run env MANPATH="$stage/share/man" MANPAGER=cat notmuch help bounces
    prints "notmuch help bounces shows the manual" "browse mail bounces"
else
    ok "notmuch help bounces shows the manual # SKIP no man, or an old notmuch" 0
fi
run make -s BUILD="$tmp/build" SAN="${SAN:-}" DESTDIR="$tmp/stage" uninstall
is "uninstall" "$status" 0
is "leaves no file" "$(find "$tmp/stage" -type f | wc -l)" 0

finish
