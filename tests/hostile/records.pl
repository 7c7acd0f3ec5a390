#!/usr/bin/env perl
# SPDX-License-Identifier: GPL-3.0-or-later
#
# records.pl - what "parse" printed (ndjson), in a line each: the mail, its kind, how many
# recipients, and of the first three "address class verdict"
use strict;
use warnings;
use JSON::PP;

binmode STDOUT, ':utf8';
while (<STDIN>) {
    my $record = decode_json($_);
    my ($name) = $record->{file} =~ m{([^/]*)\z};
    my @all = @{ $record->{recipients} };
    my @told = map {
        my $address = substr $_->{address}, 0, 40;
        $address =~ s/([^!-~])/sprintf '\x{%x}', ord $1/ge;
        "$address $_->{class} $_->{verdict}" . ($_->{valid} ? '' : ' invalid');
    } @all[ 0 .. (@all > 3 ? 2 : $#all) ];
    print join("\t", $name, $record->{kind}, scalar @all, @told), "\n";
}
