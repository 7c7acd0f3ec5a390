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
# PREFIX and LIBDIR are those that it was built with.
stage=$(find "$tmp/stage" -path '*/bin/notmuch-bounces')
stage=${stage%/bin/*}
lib=$(find "$stage" -name libbounce.a)
lib=${lib%/*}
for file in bin/notmuch-bounces libexec/notmuch-bounces-reader "${lib#"$stage/"}/pkgconfig/libbounce.pc" include/bounce/bounce.h \
    share/notmuch-bounces/kb/status.conf share/notmuch-bounces/kb/about.txt share/notmuch-bounces/formats/qmail.conf \
    share/notmuch-bounces/keys/vi share/man/man1/notmuch-bounces.1 \
    share/man/man5/notmuch-bounces-config.5 share/man/man5/notmuch-bounces-formats.5 \
    share/man/man7/notmuch-bounces-codes.7 \
    share/bash-completion/completions/notmuch-bounces \
    share/zsh/site-functions/_notmuch_bounces share/fish/vendor_completions.d/notmuch-bounces.fish \
    share/fish/vendor_conf.d/notmuch-bounces.fish; do
    [ -s "$stage/$file" ]
    ok "$file" $?
done
# Debian's /usr has its settings in /etc.
[ -s "${stage%/usr}/etc/bash_completion.d/notmuch-bounces" ]
ok "etc/bash_completion.d/notmuch-bounces" $?
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

# ---- the library, by nothing but what is installed

# It was staged, and to install it elsewhere would be to build all of it anew.
sed -i "s|${stage#"$tmp/stage"}|$stage|" "$lib/pkgconfig/libbounce.pc"
libbounce() {
    PKG_CONFIG_PATH=$lib/pkgconfig pkg-config "$@" libbounce
}
is "libbounce has the version of the program" "$(libbounce --modversion)" \
    "$("$bounces" --version | sed 's/.* //')"
cp doc/example.c "$tmp/example.c"
# shellcheck disable=SC2046 # options
run "${CC:-gcc}" -Wall -Wextra -Werror ${SAN:+-fsanitize=$SAN} "$tmp/example.c" \
    $(libbounce --cflags --libs) -o "$tmp/example"
succeeds "doc/example.c compiles and links"
run "$tmp/example" "$(libbounce --variable=datadir)" share/demo/14-*.eml
succeeds "and runs"
is "it tells address, code and verdict" "$(cat "$tmp/out")" "office@nomail.example 5.1.10 remove"
run "$tmp/example" "$tmp" share/demo/14-*.eml
[ "$status" = 1 ] && grep -q "^example: .*$tmp/kb" "$tmp/err"
ok "without its data it says what is missing" $?
headers=$(cd include && ls bounce/*.h)
is "every header is there" "$(cd "$stage/include" && ls bounce/*.h)" "$headers"

run make -s BUILD="$tmp/build" SAN="${SAN:-}" DESTDIR="$tmp/stage" uninstall
is "uninstall" "$status" 0
is "leaves no file" "$(find "$tmp/stage" -type f | wc -l)" 0

finish
