#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Signals: ^C ends a command with 130, and who stops reading ends it without words.
# perl starts the commands, as a shell lets what it puts in the background ignore ^C.
cd "$(dirname "$0")/../.." || exit 1
. tests/cli/lib.sh

bounce one a@example.org 5.1.1
i=0
while [ $((i += 1)) -le 300 ]; do
    bounce "many-$i" "user$i@example.net" 5.1.1
done
tests/store.sh "$tmp/store" "$tmp/mail" >/dev/null 2>&1
export NOTMUCH_CONFIG="$tmp/store/config"

# What a shell calls the status of a program: 128 and the signal that ended it.
cat >"$tmp/status.pl" <<'PERL'
use strict;
use warnings;

my ($what, @command) = @ARGV;
$SIG{INT} = $SIG{PIPE} = 'DEFAULT';
pipe my $out, my $in or die;
my $pid = fork // die;
if ($pid == 0) {
    open STDOUT, '>&', $in or die;
    close $_ for $out, $in;
    exec @command or die;
}
close $in;
if ($what eq 'PIPE') {
    close $out;
} else {
    sysread $out, my $buffer, 1;    # it is at work
    kill $what, $pid;
}
waitpid $pid, 0;
print $? & 127 ? 128 + ($? & 127) : $? >> 8, "\n";
PERL

# It asks, and waits for an answer that does not come.
mkfifo "$tmp/answers"
sleep 30 >"$tmp/answers" &
sleeper=$!
perl "$tmp/status.pl" INT "$bounces" review <"$tmp/answers" >"$tmp/out" 2>"$tmp/err"
is "^C ends it with 130" "$(cat "$tmp/out" "$tmp/err")" 130
kill $sleeper

for command in "list --format=json" summary "show a@example.org" "explain 5.1.1" help; do
    # shellcheck disable=SC2086 # words
    perl "$tmp/status.pl" PIPE "$bounces" $command >"$tmp/out" 2>"$tmp/err"
    is "$command: nobody reads, nothing is said" "$(cat "$tmp/out" "$tmp/err")" 141
done
# where SIGPIPE is ignored, as below many daemons
perl -e '$SIG{PIPE} = "IGNORE"; exec @ARGV' sh -c \
    '{ "$1" summary; echo $? >"$2/status"; } | true' sh "$bounces" "$tmp" >"$tmp/out" 2>"$tmp/err"
is "nor where the signal is ignored" "$(cat "$tmp/status" "$tmp/err")" 141

# ---- what is written to a file is there whole or not at all

cat >"$tmp/writing.pl" <<'PERL'
use strict;
use warnings;
use POSIX 'WNOHANG';

my ($signal, $folder, @command) = @ARGV;
$SIG{INT} = 'DEFAULT';
my $pid = fork // die;
if ($pid == 0) {
    exec @command or die;
}
# until it has written to a file there, which may have no name yet
until (grep { (readlink($_) // '') =~ m{^\Q$folder\E/} && -s $_ } glob "/proc/$pid/fd/*") {
    waitpid($pid, WNOHANG) == 0 or die 'it has ended';
    select undef, undef, undef, 0.001;
}
kill $signal, $pid;
waitpid $pid, 0;
print $? & 127 ? 128 + ($? & 127) : $? >> 8, "\n";
PERL

# killed SIGNAL - while the mails are written
killed() {
    perl "$tmp/writing.pl" "$1" "$written" "$bounces" export --to=mbox -o "$written/mbox" \
        >"$tmp/out" 2>"$tmp/err"
}

written=$(cd "$tmp" && mkdir written && cd written && pwd -P)
"$bounces" list --output=addresses --filter='domain:example.net' >"$tmp/addresses"
"$bounces" mark remove --input="$tmp/addresses" -q
if [ -d /proc/self/fd ]; then
    for signal in INT TERM; do
        killed $signal
        is "SIG$signal ends an export with 130" "$(cat "$tmp/out")" 130
        is "and words" "$(sed -n 1p "$tmp/err")" "notmuch bounces: stopped before all was written"
        is "without a file" "$(ls "$written")" ""
    done
    killed KILL
    is "SIGKILL, too" "$(cat "$tmp/out")$(ls "$written")" 137
    echo before >"$written/mbox"
    killed KILL
    is "or with the one that was there" "$(cat "$tmp/out" "$written/mbox")$(ls "$written")" \
        "137
beforembox"
else
    ok "an export that is killed # SKIP no /proc" 0
fi
run "$bounces" export --to=mbox -o "$written/mbox"
is "the next one writes all" "$status$(grep -c '^From ' "$written/mbox")$(ls "$written")" 0300mbox

finish
