# bash completion for notmuch-bounces                     -*- shell-script -*-
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What may follow the program itself knows: src/cli/complete.h.  Behind "notmuch bounces" the
# completion of notmuch calls this, where it has been read before: it is installed among
# what bash reads at its start, too.

_notmuch_bounces()
{
    # shellcheck disable=SC2034 # _init_completion sets all of them
    local cur prev words cword
    _init_completion -n := || return

    local at=0
    while [[ ${words[0]##*/} == notmuch && $at -lt $cword && ${words[at]} != bounces ]]; do
        at=$((at + 1))
    done

    # What stands before that part of the word that readline would replace: all before an
    # open quote, else all up to the last character that divides words.
    local stays='' breaks=${COMP_WORDBREAKS//[^:=]/}
    if [[ $cur == *[\"\']* ]]; then
        stays=${cur%%[\"\']*}
        cur=$stays${cur#*[\"\']}
    elif [[ -n $breaks ]]; then
        stays=${cur%"${cur##*["$breaks"]}"}
    fi

    local line files='' terms=''
    local -a names=()
    while IFS= read -r line; do
        case $line in
        :files) files=yes ;;
        :terms) terms=yes ;;
        *)
            line=${line%%$'\t'*}
            names+=("${line#"$stays"}")
            ;;
        esac
    done < <(notmuch-bounces --complete "${words[@]:at+1:cword-at-1}" "$cur" 2>/dev/null)

    COMPREPLY=()
    if [[ $files ]]; then
        cur=${cur#"$stays"}
        _filedir
    fi
    if [[ $terms ]] && declare -F _notmuch_search_terms >/dev/null; then
        _notmuch_search_terms
    fi
    COMPREPLY+=("${names[@]}")

    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[:=] ]]; then
        compopt -o nospace
    else
        compopt +o nospace
    fi
} &&
    complete -F _notmuch_bounces notmuch-bounces
