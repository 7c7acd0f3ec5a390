#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Marks outlive SIGKILL: programs that mark are killed, two at once, at random points;
# then each mark that was told is there, each step is whole, and there is none that
# nobody made.  KILLS=1000 kills so often.  SEED=N does what N did.
cd "$(dirname "$0")/.." || exit 1
. tests/cli/lib.sh

bounce one a@example.org 5.1.1
tests/store.sh "$tmp/store" "$tmp/mail" >/dev/null 2>&1
config=--config=$tmp/store/config

cat >"$tmp/kill.pl" <<'PERL'
use strict;
use warnings;
use Time::HiRes qw(sleep time);

my ($kills, $seed, $tmp, @mark) = @ARGV;
my @parts = qw(a b c);    # of a step
my $n_sets = 10;          # of addresses, for each of the two programs
my (%told, %tried);       # by set: the last run that told its marks; run => state
my ($n_runs, $n_killed, $n_told, $n_told_and_killed) = (0) x 4;

srand $seed;

# Start a run that marks all of a set, with its number as the note.
sub start {
    my ($set) = @_;
    my $run = ++$n_runs;
    my $state = rand 2 < 1 ? 'remove' : 'keep';
    $tried{$set}{$run} = $state;
    my $pid = fork // die "fork: $!";
    if ($pid == 0) {
        open STDOUT, '>', "$tmp/told.$run" or die;
        open STDERR, '>', "$tmp/said.$run" or die;
        exec @mark, $state, "--note=$run", map { "$set-$_\@example.org" } @parts;
    }
    return { pid => $pid, set => $set, run => $run };
}

# Wait for its end; what it printed counts, even if it was killed after that.
sub end {
    my ($job) = @_;
    waitpid $job->{pid}, 0;
    my $was_killed = ($? & 127) == 9 ? 1 : 0;
    my $has_told = -s "$tmp/told.$job->{run}" ? 1 : 0;
    die "run $job->{run} ended with $?, $has_told told" unless $was_killed || !$? && $has_told;
    $told{$job->{set}} = $job->{run} if $has_told;
    $n_killed += $was_killed;
    $n_told += $has_told;
    $n_told_and_killed += $was_killed * $has_told;
    unlink "$tmp/told.$job->{run}", "$tmp/said.$job->{run}";
}

# How long one takes that is left alone: the median of some.
sub usual_time {
    my @times = sort { $a <=> $b } map { my $began = time; end(start('left-0')); time - $began }
        1 .. 5;
    return $times[2];
}

# What is wrong with the marks now.
sub faults {
    my ($when) = @_;
    my (%found, @faults);
    open my $dump, '-|', @mark, '--dump' or die;
    while (<$dump>) {
        chomp;
        my ($address, $state, $by, undef, undef, $run) = split /\t/;
        my ($set, $part) = $address =~ /^((?:left|right)-\d+)-([abc])\@example\.org$/;
        if (!$set || $by ne 'user' || $run !~ /^\d+$/ || ($tried{$set}{$run} // '') ne $state) {
            push @faults, "$when: nobody made this: $_";
            next;
        }
        $found{$set}{$part} = $run;
    }
    close $dump or push @faults, "$when: the marks cannot be read";
    for my $set (sort keys %tried) {
        my @runs = map { $found{$set}{$_} // 0 } @parts;
        push @faults, "$when: half a step: $set: @runs" if grep { $_ != $runs[0] } @runs;
        push @faults, "$when: lost: $set: $told{$set} was told, and $runs[0] is there"
            if $runs[0] < ($told{$set} // 0);
    }
    return @faults;
}

# A third of the kills fall into the last part of a run, where it writes.
my $usual = usual_time();
my @faults;
while ($n_killed < $kills && $n_runs < 20 * $kills && !@faults) {
    my @jobs = map { start("$_-" . int rand $n_sets) } qw(left right);
    my $began = time;
    for my $job (sort { $a->{at} <=> $b->{at} }
                 map { { %$_, at => $usual * (rand 3 < 1 ? 0.7 + rand 0.6 : rand 1.3) } } @jobs) {
        my $left = $began + $job->{at} - time;
        sleep $left if $left > 0;
        kill KILL => $job->{pid};
    }
    end($_) for @jobs;
    push @faults, faults("after $n_killed kills") if $n_runs % 100 < 2;
}
push @faults, faults('at the end');
print "# of $n_runs programs $n_killed were killed; $n_told had told their marks, "
    . "$n_told_and_killed of the killed ones, too\n";
print "$_\n" for @faults[0 .. ($#faults < 9 ? $#faults : 9)];
print "killed $n_killed\n";
PERL

kills=${KILLS:-50}
seed=${SEED:-$$}
perl "$tmp/kill.pl" "$kills" "$seed" "$tmp" "$bounces" mark "$config" >"$tmp/out" 2>"$tmp/err"
ok "the killer itself fails nowhere (SEED=$seed)" $?
grep '^#' "$tmp/out"
[ "$(sed -n 's/^killed //p' "$tmp/out")" -ge "$kills" ]
ok "$kills programs were killed while they marked" $?
is "what was told is there, whole, and nothing else" "$(grep -v '^#\|^killed' "$tmp/out")" ""

db=$(find "$XDG_DATA_HOME" -name marks.db)
check='PRAGMA integrity_check'
if command -v sqlite3 >/dev/null; then
    is "the database is sound" "$(sqlite3 "$db" "$check" 2>&1)" ok
elif command -v python3 >/dev/null; then
    python='import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchone()[0])'
    is "the database is sound" "$(python3 -c "$python" "$db" "$check" 2>&1)" ok
else
    ok "the database is sound # SKIP neither sqlite3 nor python3 is there" 0
fi
run "$bounces" mark "$config" keep after@example.org
succeeds "it can be written again"
run "$bounces" mark "$config" --undo
is "and undone" "$(cat "$tmp/out")" "after@example.org  keep -> none"

finish
