#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# clean-room.sh DIR [readme|tarball|package|install]... - from nothing, in a bare Debian
#
# As root, with debootstrap, git, tmux and unshare.  Each step begins in a new system that
# has nothing but what debootstrap's minbase has, below DIR; what it prints is a transcript.
# "install" takes the packages that "package" made.
set -eu

suite=bookworm
mirror=${MIRROR:-http://deb.debian.org/debian}
repo=$(cd "$(dirname "$0")/../.." && pwd)
mkdir -p "$1"
dir=$(cd "$1" && pwd)
room=$dir/room
shift
[ $# -gt 0 ] || set -- readme tarball package install

new_room() {
    echo
    echo "######## $1: a bare Debian $suite"
    [ -s "$dir/base.tar" ] || {
        debootstrap --variant=minbase $suite "$dir/base" "$mirror" >"$dir/debootstrap.log"
        tar -C "$dir/base" -cf "$dir/base.new" .
        mv "$dir/base.new" "$dir/base.tar"
    }
    rm -rf "$room"
    mkdir "$room"
    tar -C "$room" -xf "$dir/base.tar"
    cp /etc/resolv.conf "$room/etc/"
    # A service that a package would start is not ours.
    printf '#!/bin/sh\nexit 101\n' >"$room/usr/sbin/policy-rc.d"
    chmod +x "$room/usr/sbin/policy-rc.d"
}

# enter COMMAND... - in the room, which sees no process but its own
enter() {
    # shellcheck disable=SC2016 # for the inner shell
    unshare --mount --pid --fork --kill-child sh -c '
        mount -t proc proc "$0/proc" && mount -t devpts -o newinstance,ptmxmode=666 devpts "$0/dev/pts" &&
            mount --bind "$0/dev/pts/ptmx" "$0/dev/ptmx" && mount -t tmpfs tmpfs "$0/dev/shm" &&
            exec chroot "$0" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=xterm-256color \
                LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"' "$room" "$@"
}

# does SCRIPT - line by line, each shown; the first that fails is the last
does() {
    # shellcheck disable=SC2016
    enter sh -euc '
        never() { if "$@"; then exit 1; fi; }
        # All that packages may leave behind.
        installed() {
            find / -xdev \( -path /proc -o -path /root -o -path /home -o -path /srv -o -path /tmp \
                -o -path /var/lib/apt -o -path /var/cache -o -path /var/log \) -prune -o -print | sort
        }
        cd /root
        set -x
        '"$1"
}

# terminal COMMAND - run it in the room, on a terminal that "see" looks at
terminal() {
    echo "+ $1"
    tmux -L room -f /dev/null new-session -d -s room -x 80 -y 24 \
        "sh '$0' '$dir' shell '$1; echo ended with \$?; sleep 5'"
}

# see PATTERN SECONDS - wait until the terminal shows it
see() {
    for _ in $(seq "$2"); do
        tmux -L room capture-pane -p -t room 2>/dev/null >"$dir/screen" || :
        ! grep -q "$1" "$dir/screen" || return 0
        sleep 1
    done
    echo "clean-room.sh: the screen never showed: $1" >&2
    cat "$dir/screen" >&2
    exit 1
}

# browse SECONDS - wait for the browser with all demo mail, show it, end it
browse() {
    see 'Any key closes this card' "$1"
    tmux -L room send-keys -t room Escape
    see 'Whose fault ' 10
    see '^Bounces .* 78 addrs' 60
    cat "$dir/screen"
    tmux -L room send-keys -t room q
    see 'ended with 0' 60
    tmux -L room kill-server || :
}

readme() {
    new_room "README's two commands"
    git clone -q --bare "$repo" "$room/root/notmuch-bounces.git"
    does 'apt-get update -q
        apt-get install -q -y make git
        git clone -q notmuch-bounces.git'
    terminal 'cd notmuch-bounces && make demo'
    see 'Do you want to continue' 300
    tmux -L room send-keys -t room y Enter
    browse 900
    does 'cd notmuch-bounces
        make check'
}

tarball() {
    new_room "the tarball"
    make -s -C "$repo" dist
    cp "$repo"/build/notmuch-bounces-*.tar.gz "$room/root/"
    does 'apt-get update -q
        apt-get install -q -y make
        tar -xzf notmuch-bounces-*.tar.gz
        cd notmuch-bounces-*/
        never command -v git
        make check
        make dist
        cmp build/*.tar.gz /root/*.tar.gz'
}

package() {
    new_room "the Debian packages"
    make -s -C "$repo" dist
    cp "$repo"/build/notmuch-bounces-*.tar.gz "$room/root/"
    does 'apt-get update -q
        apt-get install -q -y --no-install-recommends build-essential lintian
        useradd --create-home ann
        cp notmuch-bounces-*.tar.gz /home/ann/
        cd /home/ann
        su ann -c "tar -xzf *.tar.gz"
        cd notmuch-bounces-*/
        cp -R doc/packaging/debian .
        apt-get build-dep -q -y ./
        rm -r debian
        su ann -c "make deb"
        cd build/deb
        su ann -c "lintian -EvIL +pedantic *.changes"
        ls -l *.deb
        for deb in *.deb; do dpkg-deb --info $deb; dpkg-deb --contents $deb; done'
    # The next version, to upgrade to; and the same once more, in another folder.
    does 'cp -R /home/ann/notmuch-bounces-*/build/deb /home/ann/first
        cd /home/ann/notmuch-bounces-*/
        mkdir /home/ann/elsewhere
        chown ann: /home/ann/elsewhere
        su ann -c "tar -C /home/ann/elsewhere --strip-components=1 -xzf /home/ann/*.tar.gz"
        cd /home/ann/elsewhere
        su ann -c "umask 002; LC_ALL=C TZ=Asia/Tokyo DEB_BUILD_OPTIONS=nocheck make deb >/dev/null 2>&1"
        cd build/deb
        sha256sum *.deb
        (cd /home/ann/first; sha256sum *.deb) | sha256sum -c
        cd notmuch-bounces-*/
        sed "1s/-1)/-2)/; s/The first version/Nothing new/" debian/changelog >/tmp/changelog
        echo >>/tmp/changelog
        cat debian/changelog >>/tmp/changelog
        cp /tmp/changelog debian/changelog
        chown ann: debian/changelog
        su ann -c "DEB_BUILD_OPTIONS=nocheck dpkg-buildpackage --no-sign -b >/dev/null 2>&1"
        ls -l ..'
    rm -rf "$dir/deb"
    mkdir "$dir/deb"
    cp "$room"/home/ann/elsewhere/build/deb/*.deb "$dir/deb/"
}

install() {
    new_room "installed, upgraded and purged"
    cp "$dir"/deb/*.deb "$room/root/"
    mkdir "$room/srv/source"
    cp -R "$repo/share" "$repo/tests" "$repo/doc" "$room/srv/source/"
    does 'apt-get update -q
        apt-get install -q -y --no-install-recommends notmuch gcc pkg-config libglib2.0-dev libgmime-3.0-dev
        useradd --create-home ann
        installed >before
        apt-get install -q -y --no-install-recommends ./notmuch-bounces_*-1_*.deb ./libbounce-dev_*-1_*.deb
        cd /srv/source
        su ann -c "sh -x doc/packaging/debian/tests/program"
        su ann -c "sh -x doc/packaging/debian/tests/library"
        su - ann -c "/srv/source/tests/store.sh /home/ann/store /srv/source/share/demo"
        su - ann -c "notmuch bounces mark --config=store/config remove office@nomail.example"
        su - ann -c "notmuch bounces mark --config=store/config --dump" | tee /root/marks
        test -s /root/marks'
    terminal 'su - ann -c "LANG=C.UTF-8 notmuch bounces --config=store/config"'
    browse 60
    does 'apt-get install -q -y /root/notmuch-bounces_*-2_*.deb /root/libbounce-dev_*-2_*.deb
        dpkg -l notmuch-bounces libbounce-dev
        su - ann -c "notmuch bounces mark --config=store/config --dump" | cmp - /root/marks
        su - ann -c "find . -name \"*.db*\""
        apt-get purge -q -y notmuch-bounces libbounce-dev
        apt-get autoremove --purge -q -y
        never notmuch bounces
        installed >/root/after
        comm -13 /root/before /root/after | tee /root/left
        never grep -i bounce /root/left
        su - ann -c "find . -name \"*.db*\""'
}

# For the terminal of "make demo".
shell() {
    enter sh -c "cd /root; $1"
}

while [ $# -gt 0 ]; do
    case $1 in
    readme | tarball | package | install) $1 ;;
    shell)
        shell "$2"
        shift
        ;;
    *)
        echo "clean-room.sh: no such step: $1" >&2
        exit 1
        ;;
    esac
    shift
done
