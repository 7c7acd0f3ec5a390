#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# deps.sh PKG-CONFIG-NAMES [MANAGER PACKAGES]... - install what is missing
#
# Looks first whether everything is there, and then asks nothing of anybody.
# Else the first package manager found gets its list.  On a terminal it may ask
# before it installs; elsewhere it must not.
set -eu

there() {
    for command in "${CC:-gcc}" pkg-config notmuch tmux prove mandoc; do
        command -v "$command" >/dev/null 2>&1 || return 1
    done
    # shellcheck disable=SC2086 # a list of names
    pkg-config --exists $1 || return 1
    # libnotmuch has no .pc file
    echo '#include <notmuch.h>' | "${CC:-gcc}" -E -x c - >/dev/null 2>&1
}

if there "$1"; then
    exit 0
fi
shift

manager=
while [ $# -ge 2 ]; do
    if command -v "$1" >/dev/null 2>&1; then
        manager=$1 packages=$2
        break
    fi
    shift 2
done
if [ -z "$manager" ]; then
    echo "No package manager known here (apt-get, dnf, pacman, apk, brew)." >&2
    echo "Install by hand what the Makefile lists under deps_apt, then try again." >&2
    exit 1
fi

root=
if [ "$(id -u)" != 0 ] && [ "$manager" != brew ]; then
    root=sudo
    [ -t 0 ] || root='sudo -n'
    if ! command -v sudo >/dev/null 2>&1; then
        echo "Packages are missing, and only root may install them (there is no sudo)." >&2
        echo "As root: $manager install $packages" >&2
        exit 1
    fi
fi

yes=
[ -t 0 ] || yes=-y
case $manager in
apt-get) update="apt-get update -q" install="env DEBIAN_FRONTEND=noninteractive apt-get install -q $yes --no-install-recommends" ;;
dnf) update=true install="dnf install $yes" ;;
pacman) update=true install="pacman -Sy --needed ${yes:+--noconfirm}" ;;
apk) update=true install="apk add" ;;
brew) update=true install="brew install" ;;
esac

echo "Installing what is missing: $root $install $packages"
# shellcheck disable=SC2086 # lists of words
{ $root $update && $root $install $packages; }
