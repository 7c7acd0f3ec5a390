# SPDX-License-Identifier: GPL-3.0-or-later
#
# seeds.sh - seeds NAME: the folders of files that a fuzz target begins with
#
# What the program has anyway is not kept twice.
seeds() {
    case $1 in
    message | text | mbox) echo share/demo tests/golden/other tests/ui/odd ;;
    format) echo share/formats ;;
    rules) echo share/kb/diagnostic ;;
    config) echo share/keys ;;
    esac
    [ ! -d "tests/fuzz/seeds/$1" ] || echo "tests/fuzz/seeds/$1"
}
