#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# "explain", "help", "--version"
cd "$(dirname "$0")/../.." || exit 1
. tests/cli/lib.sh

run "$bounces" explain 5.1.1
succeeds "a code"
prints "has its title" "^5.1.1  Bad destination mailbox address$"
prints "its meaning" "^Meaning  *[A-Z]"
prints "and advice" "^What to do  *[A-Z0-9]"
run "$bounces" explain 5.2.77
prints "an unknown detail falls back to its subject, and says so" "^Detail 77 of subject 2 is not registered"
run "$bounces" explain 4.9.1
prints "an unknown subject to its class, and says so" "^Subject 9 is not registered"
run "$bounces" explain 5.1.1 4.2.2
prints "several codes" "^4.2.2  Mailbox full$"
run "$bounces" explain --format=json 5.7.26
prints "json" '^{"code":"5.7.26","match":"code","title":"Multiple authentication checks failed"'
is "no line is wider than 78 cells" "$("$bounces" explain 5.1.1 5.7.1 | awk 'length > 78' | wc -l)" 0

run "$bounces" explain
fails "no code" "no code is given" "explain 5.1.1"
run "$bounces" explain nonsense
fails "no such code" "not an enhanced status code: nonsense" "5.1.1"
run "$bounces" explain 6.1.1
fails "no such class" "not an enhanced status code" "class"
run "$bounces" explain "$(printf '5.1.1\033[2J')"
fails "what is shown is cleaned" "not an enhanced" "5.1.1"
is "of escape sequences" "$(tr -dc '\033' <"$tmp/err" | wc -c)" 0

run "$bounces" help
succeeds "help"
for command in list summary parse explain help; do
    prints "names $command" "^  $command "
    run "$bounces" "$command" --help
    is "$command --help" "$status" 0
    run "$bounces" help
done
run "$bounces" --help
prints "--help is help" "^Usage: notmuch bounces"
run "$bounces" help parse
prints "help COMMAND shows its options" "--files-from"
run "$bounces" --version
prints "--version" "^notmuch-bounces [0-9]"
run "$bounces" --list-keys
prints "--list-keys" "cursor-down"

finish
