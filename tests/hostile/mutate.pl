#!/usr/bin/env perl
# SPDX-License-Identifier: GPL-3.0-or-later
#
# mutate.pl FROM TO N SEED - N mails in the folder TO, each one of FROM that was changed
use strict;
use warnings;

my ($from, $to, $n, $seed) = @ARGV;
my $size_max = 64 * 1024;    # the others take long and show nothing more

my @tokens = (
    "\e[7771m", "\e]0;HOSTILE\a", "\e]52;c;SE9TVElMRQ==\a", "\eP\$q\"p\e\\", "\ec", "\e", "\xc2\x9b7771m",
    "\x9b", "\xe2\x80\xae", "\xe2\x81\xa6", "\xe2\x80\x8b", "\xc2\xad", "\xef\xbb\xbf", "\xf3\xa0\x81\x81",
    "\xcc\x81", "\xe4\xbd\xa0", "\xf0\x9f\x91\xa9\xe2\x80\x8d", "\xff", "\xc0\x9b", "\xed\xa0\x80", "\r", "\n",
    "\r\n", "\n\n", "\t", "\b", "\a", "\0", "\f", "\x7f", "\xe2\x80\xa8", "=?utf-8?Q?=1B[7771m?=",
    "=?utf-8?B?G1s3NzcxbQ==?=", '--b', '--b--', "\n--b\n", '550 5.1.1 ', '<x@example.org>', ': ', '; ', '"', '(',
);

srand $seed;
my @mails;
for my $path (sort glob "$from/*.eml") {
    next if -s $path > $size_max || !-s $path;
    open my $file, '<:raw', $path or die "$path: $!";
    push @mails, do { local $/; <$file> };
}

sub part {
    my ($text) = @_;
    return substr $text, rand length $text, 1 + rand 40;
}

my @changes = (
    sub { $tokens[ rand @tokens ] },                   # something between
    sub { $tokens[ rand @tokens ] x (1 + rand 50) },
    sub { chr rand 256 },
    sub { part($mails[ rand @mails ]) },
    sub { '' },                                        # something gone
);

for my $i (1 .. $n) {
    my $text = $mails[ rand @mails ];
    for (0 .. rand 12) {
        my $at = int rand 1 + length $text;
        substr($text, $at, rand 2 < 1 ? 0 : rand 20) = $changes[ rand @changes ]->() if $at < length $text;
    }
    # Else notmuch would take them for one mail, or for none.
    open my $file, '>:raw', "$to/$i.eml" or die "$to/$i.eml: $!";
    print $file "From: MAILER-DAEMON\@mx.example.org\nMessage-ID: <$seed.$i\@hostile.example>\n$text";
    close $file or die "$to/$i.eml: $!";
}
