#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# matrix.t - on every terminal, in both character sets, at every size: it lives, shows
# its first line, lets nothing out that a mail says, and gives the terminal back
cd "$(dirname "$0")/../.." || exit 1
. tests/ui/tmux.sh

terminals='xterm-256color tmux-256color vt100 linux'
locales='C C.UTF-8'
# Back to the first one: what a resize broke would show there.
sizes='80x24 120x40 40x10 20x4 1x1 80x24'

echo 1..9

lives() {
    kill -0 "$(cat "$work/pid")" 2>/dev/null
}

has_first_line() {
    screen | head -n 1 | grep -q '^B.* addrs$'
}

# Keys that move through all of it; where the position is shown it tells that they came.
press_keys() {
    keys G g g Tab C-d Tab z M z R '?' q G
    if [ "$1" != 1x1 ]; then
        within shows '17/17$' && keys g g && within shows ' 1/17$' && has_first_line
    fi
}

try_size() {
    in_tmux resize-window -t test -x "${1%x*}" -y "${1#*x}" && press_keys "$1" && lives
}

# The address and the words of 09-hostile.eml; every byte that goes to the terminal is
# recorded meanwhile.
show_hostile() {
    in_tmux pipe-pane -t test "cat >$work/bytes"
    keys / z e n . e x a m p l e Enter && within shows '^>.*evil' && keys Enter Enter &&
        within shows 'blocked' && keys G && keys V && within shows 'Final-Recipient' &&
        within grep -qa Final-Recipient "$work/bytes" && keys q q
    shown=$?
    in_tmux pipe-pane -t test
    return $shown
}

# Clearing the screen, a title and the bell from the mail; bidi and zero-width characters.
is_clean() {
    printf '\033]0\n\007\n\342\200\256\n\342\200\213\n' >"$work/hostile"
    ! LC_ALL=C grep -qaF -f "$work/hostile" "$work/bytes"
}

# The shell's own screen, with a cursor.
is_given_back() {
    [ "$(in_tmux display-message -p -t test '#{alternate_on}#{cursor_flag}')" = 01 ] && is_restored
}

try_all_sizes() {
    for size in $sizes; do
        step="to live at $size"
        try_size "$size" || return 1
    done
}

within shows 'ready>' && shell 'stty -g' && cp "$work/answer" "$work/stty"
result $? 'a shell to start from'

for terminal in $terminals; do
    for locale in $locales; do
        step='to start'
        start "TERM=$terminal LC_ALL=$locale" && try_all_sizes &&
            step='to show a hostile mail' && show_hostile &&
            step='to keep its bytes away' && is_clean &&
            step='to quit' && keys Q && within shows 'ready>' &&
            step='to give the terminal back' && is_given_back
        status=$?
        [ $status -eq 0 ] || echo "# fails $step"
        result $status "$terminal, $locale"
        # Where it failed, the next one begins afresh.
        lives && kill "$(cat "$work/pid")"
        in_tmux resize-window -t test -x 80 -y 24
    done
done
