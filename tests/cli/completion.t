#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What Tab makes of a line.  Keys are pressed in bash and zsh, in a terminal; fish says itself
# what it would offer.
cd "$(dirname "$0")/../.." || exit 1

. tests/ui/tmux.sh
files=$PWD/share/completion
path=$PWD/$build:$PATH
mkdir "$work/odd"
: >"$work/odd/only-file"
tab=$(printf '\t')

# ---- the program itself: all that help has, and nothing else

# candidates WORD...
candidates() {
    $build/notmuch-bounces --complete "$@" | cut -f 1 | grep -v ^: | sort
}

# What help says of a command or, without one, of all.
help_of() {
    $build/notmuch-bounces "$1" --help | sed -n 's/^  \(-., \)\{0,1\}\(--[a-z-]*=\{0,1\}\).*/\2/p' | sort
}

$build/notmuch-bounces help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p' | sort >"$work/commands"
candidates '' >"$work/offered"
cmp "$work/commands" "$work/offered"
result $? "every command"
while read -r command; do
    [ "$command" = help ] && continue
    help_of "$command" >"$work/options"
    candidates "$command" -- >"$work/offered"
    [ -s "$work/options" ] && diff "$work/options" "$work/offered"
    result $? "every option of $command"
done <"$work/commands"

# A line, and what becomes of its last word; "_" stands for a blank behind it.
cat >"$work/cases" <<END
notmuch-bounces li	list_
notmuch-bounces --list-s	--list-settings_
notmuch-bounces --color=al	--color=always_
notmuch-bounces help expl	explain_
notmuch-bounces list --gro	--group-by=
notmuch-bounces list --group-by=dom	--group-by=domain_
notmuch-bounces list --group-by dom	domain_
notmuch-bounces list --class=po	--class=policy_
notmuch-bounces list --mark=k	--mark=keep_
notmuch-bounces list --sort=domain-a	--sort=domain-asc_
notmuch-bounces list --format=nd	--format=ndjson_
notmuch-bounces list --output=ev	--output=events_
notmuch-bounces list --query=s	--query=sexp_
notmuch-bounces list --filter=gua	--filter=guard:
notmuch-bounces list --filter=class:h	--filter=class:hard_
notmuch-bounces list --filter=class:hard -q --filter=is:un	--filter=is:unproven_
notmuch-bounces summary --filter=reason:mailbox-f	--filter=reason:mailbox-full_
notmuch-bounces summary --filter=code:5.7.30	--filter=code:5.7.30_
notmuch-bounces parse --format=t	--format=text_
notmuch-bounces parse $work/odd/	$work/odd/only-file_
notmuch-bounces list --config=$work/od	--config=$work/odd/
notmuch-bounces export --to=ses-	--to=ses-json_
notmuch-bounces rules --preset=care	--preset=careful_
notmuch-bounces mark rem	remove_
notmuch-bounces explain Remo	Remote-MTA_
notmuch bounces summ	summary_
notmuch bounces list --class ha	hard_
notmuch bounces list --filter=verdict:la	--filter=verdict:later_
END

# pressed NAME LINE WANT - Tab at the end of the line, and a point behind what comes of it
pressed() {
    keys C-u
    keys -l 'clear'
    keys Enter
    within shows_not clear
    keys -l "$2"
    keys Tab
    keys -l .
    within shows_line "$1> $3."
    result $? "$1: $2"
    keys C-u
}

shows_line() {
    screen | grep -qxFe "$1"
}

# press SHELL - all of them
press() {
    within shows "^$1>"
    while IFS=$tab read -r line want; do
        pressed "$1" "$line" "${line% *} $(echo "$want" | sed 's/_$/ /')"
    done <"$work/cases"
}

# An empty line in the terminal, in whatever shell is there.
begin() {
    keys -l "exec $1"
    keys Enter
    in_tmux resize-window -t test -x 140 -y 24
}

skip() {
    n=$((n + 1))
    echo "ok $n # SKIP $1"
}

# ---- bash

completion=/usr/share/bash-completion/bash_completion
if [ -r $completion ]; then
    cat >"$work/bashrc" <<END
PS1='bash> ' PATH=$path
. $completion
. $files/notmuch-bounces.bash
END
    begin "bash --noprofile --rcfile $work/bashrc -i"
    press bash
    pressed bash "notmuch-bounces list --filter='class:hard dom" \
        "notmuch-bounces list --filter='class:hard domain:'"
    pressed bash "notmuch-bounces list --filter 'class:hard|so" \
        "notmuch-bounces list --filter 'class:hard|soft' "
    pressed bash "notmuch bounces fro" "notmuch bounces from:"
else
    skip "no bash-completion"
fi

# ---- zsh

if command -v zsh >/dev/null; then
    cat >"$work/.zshrc" <<END
PS1='zsh> ' PATH=$path
fpath=($files \$fpath)
autoload -U compinit
compinit -u -d $work/zcompdump
END
    begin "env ZDOTDIR=$work zsh -d -i"
    within shows '^zsh>'
    [ -n "$(zsh -d -c 'print -l $^fpath/_notmuch(N)')" ] || {
        skip "zsh has no completion for notmuch"
        sed -i '/^notmuch /d' "$work/cases"
    }
    press zsh
    pressed zsh "notmuch-bounces list --filter='class:hard dom" \
        'notmuch-bounces list --filter=class:hard\ domain:'
    pressed zsh "notmuch-bounces list --filter 'class:hard|so" \
        "notmuch-bounces list --filter 'class:hard|soft' "
else
    skip "no zsh"
fi

# ---- fish

# offers LINE WANT - that alone
offers() {
    got=$(PATH=$path fish --no-config -c "source $files/notmuch-bounces.fish; complete -C \$argv[1]" "$1" 2>&1)
    [ "${got%%"$tab"*}" = "$2" ]
    result $? "fish: $1: $2"
}

if command -v fish >/dev/null; then
    while IFS=$tab read -r line want; do
        offers "$line" "${want%_}"
    done <"$work/cases"
    offers "notmuch-bounces list --filter='class:hard dom" '--filter=class:hard domain:'
else
    skip "no fish"
fi

echo "1..$n"
