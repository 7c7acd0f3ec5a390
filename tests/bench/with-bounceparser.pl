# SPDX-License-Identifier: GPL-3.0-or-later
# What Mail::DeliveryStatus::BounceParser makes of the mails whose names come on
# standard input.
use strict;
use warnings;
use Mail::DeliveryStatus::BounceParser;

my $n_found = 0;
while (my $path = <STDIN>) {
    chomp $path;
    open my $file, '<', $path or die "$path: $!\n";
    my $bounce = Mail::DeliveryStatus::BounceParser->new($file);
    $n_found++ if $bounce->reports;
}
print "$n_found\n";
