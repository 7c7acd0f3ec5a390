# SPDX-License-Identifier: GPL-3.0-or-later
#
# fish completion for notmuch-bounces.  What may follow the program itself knows:
# src/cli/complete.h.  For "notmuch bounces" it is installed among what fish reads at its
# start, too.

function __notmuch_bounces_complete
    # The words behind "notmuch-bounces", or "notmuch ... bounces"
    set -l words (commandline -opc)
    set -l at 1
    if string match -qr '(^|/)notmuch$' -- $words[1]
        set at (contains -i -- bounces $words)
    end
    set -e words[1..$at]

    # The last one as far as it is typed, without quotes
    set -l word (string replace -ra '[\'"]' '' -- (commandline -ct))
    for line in (notmuch-bounces --complete $words "$word" 2>/dev/null)
        switch $line
            case :files
                set -l option (string match -r -- '^--[^=]*=' $word)
                string replace -r -- '^' "$option" \
                    (__fish_complete_path (string replace -- "$option" '' $word))
            case :terms
            case '*'
                echo $line
        end
    end
end

complete -c notmuch-bounces -f -a '(__notmuch_bounces_complete)'
complete -c notmuch -n '__fish_seen_subcommand_from bounces' -f -a '(__notmuch_bounces_complete)'
