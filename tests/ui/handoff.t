#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# handoff.t - what other programs are given, and the terminal after them
cd "$(dirname "$0")/../.." || exit 1

. tests/ui/tmux.sh
lines=2

# ---- one bounce, whose name, Message-ID and bytes are as bad as they get

id="-\$(touch\${IFS}pwned)'\"\`x\`;%i&q=1@example.org"
name="-\$(touch pwned) 'a\"b.eml"
mkdir "$work/hostile"
sed "s|^Message-ID:.*|Message-ID: <$(echo "$id" | sed 's/[&|]/\\&/g')>|" tests/ui/mail/01-gone-1.eml \
    >"$work/hostile/$name"
printf 'caf\351 \302\200 \000 no line end' >>"$work/hostile/$name"
mail=$work/store/mail/hostile/$name
tests/store.sh "$work/store" "$work/hostile" || exit 1

# Arguments, each with a NUL; standard input; the mode of the last argument.
cat >"$work/log" <<END
#!/bin/sh
printf '%s\0' "\$@" >$work/argv
for last; do :; done
case "\$last" in */bounce.eml) touch "\${last%/*}/.bounce.eml.swp" ;; esac
[ -f "\$last" ] && stat -c %a "\$last" >$work/mode && cp "\$last" $work/file
[ -t 0 ] || cat >$work/stdin
[ -t 2 ] && echo 'the terminal is here' >&2
[ ! -e $work/fail ] || exit 3
END
# One that runs until it is told to end; it says when it goes on after a stop.
cat >"$work/stay" <<END
#!/bin/sh
trap 'echo interrupted' INT
echo \$\$ >$work/stay.pid
echo staying
while [ ! -e $work/leave ]; do sleep 0.05; done
stty size >$work/size
END
chmod +x "$work/log" "$work/stay"

mailer() {
    notmuch --config="$work/store/config" config set bounces.mailer "$1"
}

# argv ARGUMENT... - it was given these, and nothing was run
was_given() {
    printf '%s\0' "$@" >"$work/want"
    within cmp -s "$work/want" "$work/argv" && [ -z "$(find . "$work" -name 'pwned*' -print -quit)" ]
}

draws() {
    within shows '^>  gone@example.org'
}

# The clipboard, so to say, holds this.
holds() {
    [ "$(in_tmux show-buffer)" = "$1" ]
}

fresh() {
    rm -f "$work/argv" "$work/stdin" "$work/file" "$work/mode" "$work/fail" "$work/leave"
}

echo 1..27

# ---- m

mailer "$work/log -e 'a b' \"%i\" x%i %f %q %%"
within shows 'ready>' && shell 'stty -g' && cp "$work/answer" "$work/stty"
start "VISUAL=\"$work/log -R\" EDITOR=false SHELL=/bin/sh" && keys m &&
    was_given -e 'a b' "id:$id" "x$id" "$mail" "id:\"$(echo "$id" | sed 's/"/""/g')\"" % && draws
result $? 'a mail client has what the template says, whatever the mail says'

fresh
touch "$work/fail"
keys m && within shows 'exit status 3\] Press Enter' && shows 'the terminal is here' && keys Enter &&
    draws
result $? 'what it says when it fails is not wiped away'

# ---- e

fresh
keys e && within test -e "$work/file" && cmp -s "$work/file" "$mail" && draws
result $? 'an editor sees the mail byte by byte'

[ "$(cat "$work/mode")" = 400 ]
result $? 'in a file that nobody can write'

copy=$(tr '\0' '\n' <"$work/argv" | sed -n '1{/^-R$/!q}; 2p')
[ "${copy##*/}" = bounce.eml ] && within test ! -e "${copy%/*}"
result $? 'which is gone when the editor is'

# ---- | and !

fresh
keys '|' && within shows '^Pipe to:' && keys -l "$work/log 'a  b' \$((1 + 1)) | cat" && keys Enter &&
    within shows 'done\] Press Enter' && shows 'the terminal is here' && was_given 'a  b' 2
result $? 'a line for the shell is run by the shell'

cmp -s "$work/stdin" "$mail"
result $? 'and has the mail as its input, byte by byte'

keys x && ! shows '^>  gone' && keys Enter && draws
result $? 'its output stays until Enter'

keys '|' Up && within shows '^Pipe to: .*cat$' && keys C-u Enter && within shows '^.*?:help'
result $? 'the line is remembered; none runs nothing'

keys '!' && keys -l 'kill -9 $$' && keys Enter && within shows 'killed by signal 9' && keys Enter && draws
result $? 'a command that is killed'

# ---- what goes on meanwhile

keys '!' && keys -l "clear; $work/stay" && keys Enter && within shows '^staying' && keys j k q &&
    sleep 0.3 && ! shows 'gone@example.org'
result $? 'nothing is drawn, no key is taken while a command runs'

keys C-z && within shows 'ready>' && is_restored
result $? '^Z stops both'

keys -l bg && keys Enter && shell 'stty -g' && keys -l fg && keys Enter && sleep 0.3 && keys C-c &&
    within shows 'interrupted$'
result $? 'and the command is in the foreground again, and interrupted alone'

in_tmux resize-window -t test -x 60 -y 20 && touch "$work/leave" && within shows 'Press Enter' &&
    [ "$(cat "$work/size")" = '20 60' ] && keys Enter && draws &&
    [ "$(screen | sed -n '20s/.* //p')" = 2/2 ]
result $? 'a size that changed meanwhile'

fresh
keys '!' && keys -l "clear; $work/stay" && keys Enter && within shows '^staying' &&
    kill -TERM "$(cat "$work/pid")" && within shows 'ready>' && is_restored &&
    within sh -c "! kill -0 $(cat "$work/stay.pid") 2>/dev/null"
result $? 'SIGTERM ends both, and the terminal is as it was'

# ---- y

in_tmux set-option -s set-clipboard on
in_tmux set-buffer nothing
start && keys y && within shows 'a:copy-address' && keys a && within shows '^gone@example.org'
holds nothing
result $? 'a copy is shown, and not written, unless it is wanted'
quit

notmuch --config="$work/store/config" config set bounces.osc52 true
start && keys y a && within shows '^Copied: gone@example.org' &&
    within holds gone@example.org
result $? 'else the terminal gets it'

# Byte by byte, as the terminal has it.
in_tmux pipe-pane -o -t test "cat >$work/bytes"
keys y c && within shows '^Copied: 5.1.1' && in_tmux pipe-pane -t test &&
    grep -q "$(printf '\033]52;c;%s\007' "$(printf 5.1.1 | base64)")" "$work/bytes"
result $? 'as OSC 52'

keys k && within shows ' 1/2$' && keys y d && within shows 'nothing to copy' && keys m &&
    within shows 'no mail of its own' && quit && is_restored
result $? 'a group has none of it'

# ---- what cannot be done

mailer "$work/none %f"
start && keys m && within shows 'Failed to execute child process .*M:more' && keys M &&
    within shows 'none. (No such file' && quit
result $? 'a mail client that is not there'

mailer "$work/log %x"
start && keys m && within shows 'bounces.mailer: %x in' && quit
result $? 'a template that is wrong'

start 'BOUNCES_MAILER="true %f"' && mv "$mail" "$work/moved" && keys m && draws && keys e &&
    within shows 'cannot be read: file gone' && mv "$work/moved" "$mail" && quit && is_restored
result $? 'a mail that is gone'

notmuch --config="$work/store/config" config set bounces.mailer ''
mkdir "$work/bin" && ln -s /bin/sh "$work/bin/sh"
start "PATH=$work/bin" && keys m && within shows 'No mail client is known' && quit
result $? 'no mail client'

# ---- | with a selection: a mail that returned three times, one whose file is gone, one
# that is too long, and a report that names no address

mkdir "$work/more"
cp tests/ui/mail/0[1-4]-*.eml tests/ui/odd/01-*.eml "$work/more"
{ cat tests/ui/mail/06-full.eml && head -c 300000 /dev/zero | tr '\0' x; } >"$work/more/06-full.eml"
tests/store.sh "$work/store" "$work/more" || exit 1
rm "$work/store/mail/more/04-null-mx.eml"
# Or the list would be that of the other store for a moment.
rm -r "${XDG_CACHE_HOME:?}/notmuch-bounces/reports"
lines='[0-9]*'

# The Message-IDs of an mbox.
mailbox() {
    "$program" parse --format=ndjson "$work/stdin" |
        sed 's/.*"format":"[^"]*","message_id":"\([^"]*\)".*/\1/' | sort | tr '\n' ' '
}

fresh
start SHELL=/bin/sh && keys '*' '|' && within shows '^Pipe 4 selected to:' &&
    keys -l "$work/log 1" && keys Enter && within shows 'done; 2 mails cannot be read whole\] Press Enter' &&
    was_given 1
result $? 'all mail of what is selected, for one command'

[ "$(mailbox)" = '01-gone-1@mx.example.org 01-odd@mx.example.org 02-gone-2@mx.example.org 03-gone-3@mx.example.org ' ]
result $? 'as an mbox, each mail once, also one of no address'

fresh
keys Enter && draws && keys C-g k v '|' && within shows 'no mail of its own' &&
    keys C-g / f u l l Enter && within shows '^>  full' && keys v '|' &&
    within shows '^Pipe 1 selected' && keys -l "$work/log 2" && keys Enter &&
    within shows '1 mail cannot be read whole' && [ ! -e "$work/argv" ]
result $? 'nothing is run where none of it can be read'

keys '|' C-g && within shows_not '^Pipe' && keys '|' Enter && within shows 'selected: marks go' && quit && is_restored
result $? 'nor without a command'
