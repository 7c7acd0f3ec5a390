#!/usr/bin/env perl
# SPDX-License-Identifier: GPL-3.0-or-later
#
# inject.pl STRIDE FOLDER PROGRAM CONFIG - let system calls fail, one a run, and kill at them
#
# Marks, undo, load and export are run again and again, under strace, each time with
# another call that fails (no room, a broken disk, a quota) or at which the program is
# killed: each call by its name and number, or every STRIDE-th of them.  After each run
# the marks must be sound, and what they were before or what they shall be, whole; and
# that they are what they shall be is not told when they are not.
use strict;
use warnings;

my ($stride, $folder, $program, $config) = @ARGV;
my @mark = ($program, 'mark', "--config=$config");
my $before = "$folder/before";      # marks to begin with
my $data = "$folder/marks";         # their copy, of one run
my $out = "$folder/out";            # what export writes to
my $checker = `sqlite3 -version 2>/dev/null` ? 1 : 0;
my ($n_faults, $n_kills, $n_done, $n_cases, @wrong) = (0) x 4;

my @commands = (
    { name => 'mark', run => [ @mark, 'keep', '--note=new', map { "$_\@example.org" } qw(a e f) ] },
    { name => 'undo', run => [ @mark, '--undo' ] },
    { name => 'load', run => [ @mark, "--load=$folder/load" ] },
    { name => 'export',
      run => [ $program, 'export', "--config=$config", '--to=plain', '-o', "$out/file" ] },
);

# What can be out of room, and what can be broken besides.  Not close(): strace would leave
# open what Linux closes even when it fails.  Not read(): SQLite does without, and GLib waits
# for ever for a child about which a pipe fails to tell, as no pipe does.
my %writes = map { $_ => [qw(ENOSPC EIO EDQUOT)] }
    qw(write pwrite64 writev fsync fdatasync ftruncate fallocate mkdir rename link);
my %others = map { $_ => ['EIO'] } qw(pread64 openat fstat newfstatat lseek unlink fcntl);
my %errors = (%writes, %others);

sub text_of {
    my ($path) = @_;
    open my $file, '<', $path or return '';
    local $/;
    return scalar <$file> // '';
}

sub renew {
    system 'rm', '-rf', $data, $out;
    system 'cp', '-R', $before, $data and die;
    mkdir $out or die;
    open my $file, '>', "$out/file" or die;
    print $file "old\n";
    close $file or die;
    $ENV{XDG_DATA_HOME} = $data;
}

# Run with its output in files.  The wait status.  Nothing may hang.
my $patience_s = 60;
sub run {
    my (@command) = @_;
    my $pid = fork // die "fork: $!";
    if ($pid == 0) {
        open STDIN, '<', '/dev/null' or die;
        open STDOUT, '>', "$folder/told" or die;
        open STDERR, '>', "$folder/said" or die;
        setpgrp;
        exec @command or die;
    }
    my $hangs = 0;
    local $SIG{ALRM} = sub { $hangs = 1; kill KILL => -$pid };
    alarm $patience_s;
    waitpid $pid, 0;
    my $status = $?;
    alarm 0;
    die "it hangs: @command" if $hangs;
    return $status;
}

# All that the command may change, without the times.
sub state {
    my $status = run(@mark, '--dump');
    my $marks = text_of("$folder/told") =~ s/^((?:[^\t]*\t){3})[^\t]*/$1/gmr;
    return "the marks cannot be read ($status): " . text_of("$folder/said") if $status;
    for my $db (glob "$data/notmuch-bounces/*/marks.db $data/notmuch-bounces/marks.db") {
        next unless $checker && -s $db;
        my $sound = `sqlite3 '$db' 'PRAGMA integrity_check' 2>&1`;
        return "not sound: $sound" if $sound ne "ok\n";
    }
    return $marks . '---' . text_of("$out/file");
}

# How often it makes each call.
sub calls_of {
    my ($command) = @_;
    my %calls;
    renew();
    run('strace', '-qq', '-o', "$folder/trace", @{ $command->{run} }) == 0
        or die "$command->{name}: " . text_of("$folder/said");
    for (split /\n/, text_of("$folder/trace")) {
        $calls{$1}++ if /^(\w+)\(/;
    }
    return \%calls;
}

sub try {
    my ($command, $call, $number, $fault) = @_;
    return if $n_cases++ % $stride;
    renew();
    my $status = run('strace', '-qq', '-o', '/dev/null', '-e', "trace=$call", '-e',
        "inject=$call:$fault:when=$number", @{ $command->{run} });
    my $was_killed = $fault =~ /KILL/;
    my $has_told = $was_killed ? -s "$folder/told" : $status == 0;
    my $found = state();

    $was_killed ? $n_kills++ : $n_faults++;
    $n_done++ if $found eq $command->{after};
    return if $found eq $command->{after} || ($found eq $command->{before} && !$has_told);
    push @wrong, "$command->{name}: $call $number $fault: status $status, "
        . ($has_told ? 'told' : 'not told') . ": $found";
}

for my $command (@commands) {
    my $calls = calls_of($command);
    $command->{after} = state();
    renew();
    $command->{before} = state();
    die "$command->{name} changes nothing" if $command->{after} eq $command->{before};
    for my $call (sort keys %$calls) {
        for my $number (1 .. $calls->{$call}) {
            try($command, $call, $number, "error=$_") for @{ $errors{$call} // [] };
            try($command, $call, $number, 'signal=KILL') unless $call =~ /^(execve|exit_group)$/;
        }
    }
}
print "# $n_faults calls failed and $n_kills programs were killed; $n_done of them had done it\n";
print "$_\n" for @wrong[ 0 .. ($#wrong < 9 ? $#wrong : 9) ];
