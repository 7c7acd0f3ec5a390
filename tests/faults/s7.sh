#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# writer.t - another program writes to the index, locks it, builds it anew, breaks it
#
# FAULTS=all does it for longer, on a larger store.
cd "$(dirname "$0")/../.." || exit 1
. tests/cli/lib.sh

record=${BUILD:-build/release}/record
export XDG_STATE_HOME="$tmp/state" XDG_CACHE_HOME="$tmp/cache"
mkdir -p "$XDG_STATE_HOME/notmuch-bounces"
echo no >"$XDG_STATE_HOME/notmuch-bounces/first-run"

mails=100 cycles=5
[ "${FAULTS:-}" != all ] || { mails=${MAILS:-5000}; cycles=${CYCLES:-200}; }
bounce 0 user0@example.org 5.1.1
perl -e '
    my ($folder, $n) = @ARGV;
    open my $one, "<", "$folder/0" or die;
    my $text = do { local $/; <$one> };
    for my $i (1 .. $n - 1) {
        open my $file, ">", "$folder/$i" or die;
        print $file $text =~ s/user0/user$i/gr =~ s/<0@/<$i@/r;
    }' "$tmp/mail" "$mails"
tests/store.sh "$tmp/store" "$tmp/mail" >/dev/null 2>&1
export NOTMUCH_CONFIG="$tmp/store/config"
index=$tmp/store/mail/.notmuch

# lists NAME N - so often, and each time all of it
lists() {
    failed=0
    for _ in $(seq "$2"); do
        run timeout --foreground 120 "$bounces" list
        [ "$status" = 0 ] && [ "$(wc -l <"$tmp/out")" = "$mails" ] || failed=$((failed + 1))
    done
    is "$1" "$failed" 0
}

# browses NAME N - so many readings, with keys in between
browses() {
    perl -e 'print +("j\n" x 8 . "k\n" x 4 . "R 5\n" . "j\n" x 4) x shift, "Q\n"' "$2" |
        timeout --foreground 3000 "$record" 24 80 "$bounces" >"$tmp/out" 2>"$tmp/err"
    ok "$1" $?
    sed 's/^/# /' "$tmp/out"
}

# ---- commit after commit

(
    while [ ! -e "$tmp/enough" ]; do
        notmuch tag +odd -even '*'
        notmuch tag -odd +even '*'
        echo commits >>"$tmp/commits"
    done
) 2>/dev/null &
writer=$!
lists "list, 3 times while another program commits" 3
browses "the browser, 1000 readings meanwhile" 1000
: >"$tmp/enough"
wait "$writer"
echo "# $((2 * $(wc -l <"$tmp/commits"))) commits"
[ -s "$tmp/commits" ]
ok "there were commits" $?

# ---- a lock that nobody gives back

mkfifo "$tmp/lines"
notmuch tag --batch <"$tmp/lines" &
locker=$!
exec 9>"$tmp/lines"
sleep 0.5
lists "list while the index is locked" 1
browses "the browser while it is" 2
exec 9>&-
wait "$locker"

finish
