# SPDX-License-Identifier: GPL-3.0-or-later
#
# tmux.sh - for tests in a real terminal: a tmux of its own, with a shell in it
#
# Every wait polls and has an end.
if ! command -v tmux >/dev/null; then
    echo "1..0 # SKIP no tmux"
    exit 0
fi

build=${BUILD:-build/release}
work=$(mktemp -d)
export HOME="$work" TZ=UTC LC_ALL=C.UTF-8
export XDG_DATA_HOME="$work/data" XDG_STATE_HOME="$work/state" XDG_CACHE_HOME="$work/cache"
unset NOTMUCH_CONFIG NOTMUCH_PROFILE NOTMUCH_DATABASE MAILDIR NO_COLOR TMUX
export XDG_CONFIG_HOME="$work/home"
program=$PWD/$build/notmuch-bounces

in_tmux() {
    tmux -f /dev/null -S "$work/socket" "$@"
}

finish() {
    in_tmux kill-server 2>/dev/null
    rm -rf "$work"
}
trap finish EXIT

n=0
result() {
    n=$((n + 1))
    if [ "$1" -eq 0 ]; then
        echo "ok $n - $2"
    else
        echo "not ok $n - $2"
        screen | sed 's/^/# /'
    fi
}

screen() {
    in_tmux capture-pane -p -t test
}

keys() {
    in_tmux send-keys -t test "$@"
}

# Until the command that follows succeeds; some seconds under a sanitizer.
within() {
    tries=600
    until "$@"; do
        tries=$((tries - 1))
        [ $tries -gt 0 ] || return 1
        sleep 0.05
    done
}

shows() {
    screen | grep -q -e "$1"
}

shows_not() {
    ! shows "$1"
}

# Ask the shell in the terminal, and wait for it to have answered.
shell() {
    rm -f "$work/answer"
    keys -l "{ $1; } >$work/answer.new 2>&1; mv $work/answer.new $work/answer"
    keys Enter
    within test -e "$work/answer"
}

# With what stands before the program in its command line, and what behind.
launch() {
    keys -l "clear; ${1:-} sh -c 'echo \$\$ >$work/pid; exec $program --config=$work/store/config ${2:-}'"
    keys Enter
}

start() {
    launch "$@"
    # The end of the last line: all before it is there, too; and what only the store
    # knows, not the cache.
    within shows "2/${lines:-17}\$" && within shows '^Bounces  [^ ].* msgs\{0,1\} '
}

quit() {
    keys Q
    within shows 'ready>'
}

is_restored() {
    shell 'stty -g' && cmp -s "$work/answer" "$work/stty"
}

# No card of the first run lies over the list.
mkdir -p "$XDG_STATE_HOME/notmuch-bounces"
echo no >"$XDG_STATE_HOME/notmuch-bounces/first-run"
tests/store.sh "$work/store" tests/ui/mail || exit 1
in_tmux new-session -d -s test -x 80 -y 24 "PS1='ready> ' exec sh -i" || exit 1
