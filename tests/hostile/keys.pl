#!/usr/bin/env perl
# SPDX-License-Identifier: GPL-3.0-or-later
#
# keys.pl ROWS EVENTS - keys for "record" that show all there is in the browser: of so many
# addresses the list, the detail and the mail, and all bounces of ann@example.org.  "q"
# closes what lies over the browser, and must not end it.
use strict;
use warnings;

my ($n_rows, $n_events) = @ARGV;
my $mail_ms = 60;    # until a reader has fetched it

# From the detail, and back to it.
my @mail = ("V $mail_ms", 'w', '\033[6~', 'w', 'q');
my @parts = ("h $mail_ms", "h $mail_ms", 'q', 'i', 'q', 'q');
print "$_\n"
    for 'gn', (map { ('j', '\t', @mail, $_ % 5 ? () : @parts, '\t') } 1 .. $n_rows), 'G',
    'gg', '/ann@example', '\r', '\t', (map { (')', @mail) } 1 .. $n_events), '\t',
    (map { "g$_" } qw(s c r f k d h l w)), 'S 100', 'q', '?', 'q', 'r 200', 'q', '/\302\2337771m', '\r',
    ':nothing\342\200\256such', '\r', 'Q';
