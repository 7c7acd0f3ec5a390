#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# cleanup.t - the job that people come to finish, from the demo store to the file that
# their list manager loads
cd "$(dirname "$0")/../.." || exit 1

. tests/ui/tmux.sh

rm -rf "$work/store"
tests/store.sh "$work/store" share/demo || exit 1
# What the demo returns was never sent, and it ages.
cat >>"$work/store/config" <<'END'
[bounces]
lists=*
expire=90y
END

echo 1..8

within shows 'ready>' && launch && within shows '86 msgs  78 addrs' && within shows 'Rules would mark 4 addresses'
result $? 'the demo, and what the rules say'

keys l && keys -l 'class:hard' && within shows '36 addrs' && keys Enter && within shows '36 of 78 addrs'
result $? 'limited to hard'

keys r && within shows '\[x\] closed *office@nomail.example' && shows '\[x\] gone *piet.dejong@dairycoop'
result $? 'the review of what the rules propose'

keys A && within shows '4 addresses are marked remove' && keys -l /piet && keys Enter &&
    within shows '^>D piet.dejong@dairycoop.example'
result $? 'accepted'

keys K && within shows '^ K piet.dejong@dairycoop.example'
result $? 'one of them kept'

keys -l /okafor && keys Enter && within shows '^>D g.okafor@brightwire.example' && keys K &&
    within shows '^ K g.okafor@brightwire' && keys U && within shows '^.D g.okafor@brightwire'
result $? 'another one too, and that undone'

keys -l ":w mailman3 $work/members" && keys Enter && within shows '3 written' &&
    within shows 'mailman delmembers'
result $? 'written for mailman'
quit

printf '%s\n' d.novak@pharma-veltri.example g.okafor@brightwire.example office@nomail.example |
    cmp - "$work/members"
result $? 'exactly those'
