#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# terminal.t - the program in a real terminal: start, resize, suspend, end
cd "$(dirname "$0")/../.." || exit 1

. tests/ui/tmux.sh

has_ended() {
    ! kill -0 "$(cat "$work/pid")" 2>/dev/null
}

# says ARGUMENTS WHY WHAT - started so, it says why not and what to do, and ends
says() {
    keys -l "clear; $1; echo status \$?"
    keys Enter
    within shows "^notmuch bounces: $2" && within shows "^$3" && within shows 'status 1' &&
        is_restored
}

# On this terminal it says so and ends.
is_refused() {
    says "TERM=$1 $program --config=$work/store/config" \
        "no terminal to draw on (TERM is \"$1\")" 'Try "notmuch bounces review"'
}

# How often it has gone to sleep, to be woken up by something.
n_sleeps() {
    sed -n 's/^voluntary_ctxt_switches://p' "/proc/$(cat "$work/pid")/status"
}

sleeps() {
    was=$(n_sleeps)
    sleep 1
    [ "$(n_sleeps)" -le $((was + 1)) ]
}

echo 1..51

within shows 'ready>' && shell 'stty -g' && cp "$work/answer" "$work/stty"
result $? 'a shell to start from'

rm "$XDG_STATE_HOME/notmuch-bounces/first-run"
keys -l "$program --config=$work/store/config" && keys Enter &&
    within shows 'Any key closes this card' && keys Q && within shows_not 'this card' && quit
result $? 'the first run shows a card'

start && shows '12 msgs' && shows '^>  gone@example.org' && shows_not 'this card'
result $? 'the first screen'

sleeps || sleeps || sleeps
result $? 'asleep as long as nothing happens'

keys j && within shows '^>  closed@example.net'
result $? 'a key'

keys Down && within shows '^>.*long.example.org'
result $? 'an arrow key'

# The form of a terminal that is not in application mode.
keys -l "$(printf '\033[A')" && within shows '^>  closed@example.net'
result $? 'an arrow key of the other form'

in_tmux resize-window -t test -x 120 -y 30 && within shows ' │ ─── closed@example.net'
result $? 'a larger window'

in_tmux resize-window -t test -x 40 -y 10 && within shows '^5.1.10 HARD'
result $? 'a smaller window'

in_tmux resize-window -t test -x 80 -y 24 && within shows '─── closed@example.net'
keys C-z && within shows 'ready>' && is_restored
result $? 'suspended, with the terminal as it was'

keys -l fg && keys Enter && within shows '^>  closed@example.net'
result $? 'in the foreground again'

keys C-c && within shows 'Q quits' && keys q && within shows 'ready>' && is_restored
result $? 'ended by q, with the terminal as it was'

start && keys g c && within shows '9 addrs by code' && quit && lines='[0-9]*' start &&
    within shows '9 addrs by code' && keys g s && within shows_not 'by code' && quit && start &&
    shows_not 'by code' && quit
result $? 'the grouping of the last time'

start '' "--timings=0 2>$work/timings" && keys j && within shows '^>  closed@example.net' && quit &&
    grep -q '^rows.[0-9]' "$work/timings" && grep -q '^key.[0-9]' "$work/timings"
result $? 'timings, for who measures'

start && kill -TERM "$(cat "$work/pid")" && within shows 'ready>' && is_restored
result $? 'ended by SIGTERM, with the terminal as it was'

# Of this terminal, as tmux knows it.
mode() {
    in_tmux display-message -p -t test "#{$1}"
}

# Its own modes and screen, with a status that says what ended the program.
has_crashed() {
    start && within test "$(mode alternate_on)" = 1 && kill "-$1" "$(cat "$work/pid")" &&
        within shows 'Please report this' && within shows 'ready>' &&
        shell 'echo $?' && [ "$(cat "$work/answer")" -eq "$2" ] &&
        [ "$(mode alternate_on)$(mode mouse_any_flag)$(mode cursor_flag)" = 001 ] && is_restored
}

if [ -z "${SAN:-}" ]; then
    has_crashed SEGV 139
    result $? 'a crash leaves the terminal as it was'
    has_crashed ABRT 134
    result $? 'so does a failed assertion'
    has_crashed FPE 136
    result $? 'and an error of arithmetic'
else
    for signal in SEGV ABRT FPE; do
        result 0 "SIG$signal # SKIP it is for the sanitizer"
    done
fi

# In the background it would only be stopped for it.
start && keys C-z && within shows 'ready>' && shell 'stty intr ^X; stty -g' &&
    cp "$work/answer" "$work/other" && kill -SEGV "$(cat "$work/pid")" &&
    shell 'kill -CONT %1; wait %1; stty -g' && tail -n 1 "$work/answer" | cmp -s - "$work/other"
result $? 'a crash in the background changes no terminal'
shell "stty $(cat "$work/stty")"

mark() {
    "$program" mark --config="$work/store/config" "$@"
}

start && mark keep closed@example.net >"$work/answer" && keys j && within shows '^>K closed@example.net'
result $? 'what another program marks is seen at the next key'
keys d && within shows 'Held back' && keys y && within shows '^ D closed@example.net' &&
    mark --dump >"$work/answer" &&
    grep -q '^closed@example.net.remove.user' "$work/answer"
result $? 'what is seen to be marked is on disk'
quit

marks=$(find "$work/data" -name marks.db)
echo 'no database' >"$marks"
launch && within shows 'the database is damaged' && within shows '12 msgs  9 addrs' && keys j d &&
    within shows 'Held back' && keys y && within shows 'The marks cannot be read' &&
    shows '^>  closed@example.net' && grep -q '^no database$' "$marks"
result $? 'damaged marks are told, and left alone'
quit
rm "$marks"

# 31 is red, 38;5;203 too; and nothing else than colours begins with 3.
has_colours() {
    in_tmux capture-pane -e -p -t test | grep -q "$(printf '\033')\[[0-9;]*3[1-8][;m]"
}
start && has_colours && quit && start NO_COLOR=1 && ! has_colours && quit
result $? 'colours, unless NO_COLOR is set'

start NO_COLOR=1 --color=always && has_colours && quit && start '' --color=never && ! has_colours && quit
result $? 'or as --color says'

start 'LINES=5 COLUMNS=10' && shows '12 msgs' && quit
result $? 'the size of the terminal, whatever $LINES and $COLUMNS say'

for term in vt100 linux tmux-256color; do
    start TERM=$term && keys j && within shows '^>  closed@example.net' && quit
    result $? "TERM=$term"
done

# Something is drawn at every size on the way, and the cursor stays on its address.
start && keys j && within shows '^>  closed@example.net' &&
    in_tmux resize-window -t test -x 20 -y 4 && within shows '^5.1.10 HARD' &&
    in_tmux resize-window -t test -x 1 -y 1 && in_tmux resize-window -t test -x 300 -y 100 &&
    within shows ' │ ─── closed@example.net' &&
    in_tmux resize-window -t test -x 1 -y 1 && in_tmux resize-window -t test -x 80 -y 24 &&
    within shows '^>  closed@example.net' && quit
result $? 'from 20x4 over 1x1 to 300x100 and back'

mkdir -p "$XDG_CONFIG_HOME/notmuch-bounces"
cat >"$XDG_CONFIG_HOME/notmuch-bounces/config" <<'END'
set mouse = yes
bind any M-x close
set theme = blue
END
start && shows 'config:3: theme cannot be "blue"' && keys -H 1b 78 && within shows 'ready>' &&
    shows 'notmuch-bounces/config:3: theme cannot'
result $? 'a key of the user, with Alt, and a mistake'

# A press at the fourth column and the fifth line, as tmux tells it.
start && keys -H 1b 5b 4d 20 24 25 && within shows '^>  closed@example.net'
result $? 'the mouse'

# Whoever has the terminal has its mouse, too.
has_mouse() {
    [ "$(in_tmux display-message -p -t test '#{mouse_any_flag}')" -eq "$1" ]
}
has_mouse 1 && keys C-z && within shows 'ready>' && has_mouse 0 && keys -l fg && keys Enter &&
    within shows '^>  closed@example.net' && has_mouse 1 && quit && has_mouse 0
result $? 'which is given back'
rm "$XDG_CONFIG_HOME/notmuch-bounces/config"

start LC_ALL=C && shows '^--- gone@example.org' && quit
result $? 'a terminal that shows only ASCII'

is_refused dumb
result $? 'a terminal that cannot be drawn on'

is_refused nonesuch
result $? 'a terminal that is not known'

notmuch_does() {
    NOTMUCH_CONFIG=$work/store/config notmuch "$@"
}

# The address that the cursor is on, and on which line.
cursor() {
    in_tmux display-message -p -t test '#{cursor_y}'
    screen | sed -n 's/^>  *\([^ ]*\) .*/\1/p'
}

# The pattern, with the cursor where it was when $stays was set.
stays_and_shows() {
    within shows "$1" && [ "$(cursor)" = "$stays" ]
}

new=$work/store/mail/mail/new.eml
start && keys 5 j && within shows '^>  full@example.com' && stays=$(cursor)
cat >"$new" <<EOF
From: MAILER-DAEMON@example.org
Subject: Undelivered Mail Returned to Sender
Date: Wed, 08 Jul 2026 10:00:00 +0000
Message-ID: <new@example.org>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b

Sorry.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; new@example.org
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user

--b--
EOF
cp "$new" "$work/new.eml"
notmuch_does new --quiet --no-hooks && stays_and_shows '13 msgs *10 addrs$' &&
    shows '^ *new@example.org'
result $? 'a new bounce comes in by itself, and the cursor stays on its address and line'

notmuch_does tag +deleted id:new@example.org && stays_and_shows '12 msgs *9 addrs$' &&
    shows_not '^ *new@example.org'
result $? 'what is deleted goes'

notmuch_does tag -deleted id:new@example.org && stays_and_shows '13 msgs *10 addrs$'
result $? 'and comes back'

rm "$new" && notmuch_does new --quiet --no-hooks && stays_and_shows '12 msgs *9 addrs$' && quit
result $? 'what is no longer in the store goes'

start && stays=$(cursor) &&
    notmuch_does tag +deleted id:02-gone-2@mx.example.org or id:03-gone-3@mx.example.org &&
    stays_and_shows '10 msgs *9 addrs$' && shows '^ *closed@example.net'
result $? 'nor is the cursor taken from where nobody has moved it'

notmuch_does tag -deleted id:02-gone-2@mx.example.org && within shows 'bounce 1 of 2' &&
    keys ')' && within shows 'bounce 2 of 2' &&
    notmuch_does tag -deleted id:03-gone-3@mx.example.org && within shows 'bounce 3 of 3' && quit
result $? 'the bounce that is read stays, when a later one comes'

# ---- a mailbox that notmuch does not know

# deliver NAME FOLDER - the bounce of above, to another address
deliver() {
    sed "s/new@example.org/$1@example.org/" "$work/new.eml" >"$2/$1"
}

mkdir -p "$work/box/cur" "$work/box/new" "$work/box/tmp" "$work/box/.Old/cur" && deliver ann "$work/box/new"
lines=2 XDG_CACHE_HOME=$work/cache start "XDG_CACHE_HOME=$work/cache" "--mailbox=$work/box" &&
    shows '^>  ann@example.org'
result $? 'a mailbox'

deliver bob "$work/box/tmp" && mv "$work/box/tmp/bob" "$work/box/new" &&
    within shows '^ *bob@example.org'
result $? 'new mail of it comes in by itself'

deliver cid "$work/box/.Old/cur" && sleep 1 && shows_not 'cid@example.org' && keys R &&
    within shows 'Looking for new mail' && within shows '^ *cid@example.org' &&
    within shows '3 msgs *3 addrs$'
result $? 'from the folders below at R'

rm -r "$work/cache" && : >"$work/cache" && keys R && within shows 'cannot keep an index' && quit
result $? 'which tells why it cannot'

says "$program --config=$work/none" 'notmuch is not set up' 'Run "notmuch setup"'
result $? 'no configuration'

printf '[database]\npath=%s\n' "$work/nothing" >"$work/no-database"
says "$program --config=$work/no-database" "no mail database at $work/nothing" 'Run "notmuch new"'
result $? 'no database'

says "$program --config=$work/store/config 'date:foo..bar'" 'the query is not understood' 'Mend it'
result $? 'a query that is none'

# It is read when the list is on the screen already
mkdir -p "$XDG_CONFIG_HOME/notmuch-bounces/kb" &&
    printf '[X.1.77]\ntitle = t\n' >"$XDG_CONFIG_HOME/notmuch-bounces/kb/status.conf" &&
    says "$program --config=$work/store/config" "$XDG_CONFIG_HOME" 'Mend or remove the file'
result $? "a file of the user's own knowledge that is wrong"
rm -r "$XDG_CONFIG_HOME/notmuch-bounces/kb"

says "$program </dev/null" 'standard input is no terminal' 'Try "notmuch bounces summary"'
result $? 'keys from nowhere'

start && in_tmux kill-session -t test && within has_ended
result $? 'the terminal goes away'
