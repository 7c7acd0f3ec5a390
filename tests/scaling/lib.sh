#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# lib.sh - recipes of doc/SCALING, as they stand there; source it from the top folder
. tests/cli/lib.sh

# Where systems keep servers that people do not start by hand.
for folder in /usr/sbin /usr/lib/postgresql/*/bin /usr/libexec/postgresql; do
    [ ! -d "$folder" ] || PATH=$PATH:$folder
done

# needs COMMAND... - else the test ends here: skipped, or failed when SCALING is "all"
needs() {
    for command; do
        command -v "$command" >/dev/null && continue
        if [ "${SCALING:-}" = all ]; then
            echo "Bail out! There is no $command."
        else
            echo "1..0 # SKIP there is no $command"
        fi
        exit
    done
}

# recipes SECTION - write those of a section to $tmp/recipe.1, 2, ... and count them
recipes() {
    awk -v section="$1" -v to="$tmp/recipe." '
        /^[0-9]  [A-Z]/ { here = $1 == section }
        # shown as typed, or as a line of a crontab
        here && /^    (\$ |[0-9]+ [0-9]+ \* \* \*  )/ {
            n++
            more = 1
            sub(/^    (\$ |[0-9]+ [0-9]+ \* \* \*  )/, "")
            print >(to n)
            next
        }
        more && /^        / { print >(to n); next }
        { more = 0 }
        END { print n + 0 }' doc/SCALING
}

# cook N - run one in $tmp/work, by nothing but what the document says is there
cook() {
    run env -C "$tmp/work" sh "$tmp/recipe.$1"
}

# at_end COMMAND - run it when the test ends, before what was named before
at_end() {
    ends="$1; $ends"
    # shellcheck disable=SC2064 # as it is now
    trap "$ends" EXIT
}
ends='rm -rf "$tmp"'

# ---- two machines: this one, under two addresses; each notes what it is asked to do

# machine ADDRESS - start its SSH server
machine() {
    mkdir "$tmp/$1"
    printf '#!/bin/sh\necho >>"%s/done"\nexec "%s" "$@"\n' "$tmp/$1" "$bounces" >"$tmp/$1/notmuch-bounces"
    chmod +x "$tmp/$1/notmuch-bounces"
    cat >"$tmp/$1/sshd_config" <<CONFIG
ListenAddress $1:$port
HostKey $tmp/host
PidFile none
AuthorizedKeysFile $tmp/key.pub
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
SetEnv PATH=$tmp/$1:/usr/bin:/bin
CONFIG
    "$(command -v sshd)" -D -e -f "$tmp/$1/sshd_config" 2>"$tmp/$1/log" &
    at_end "kill $!"
}

# machines - start both; sets HOSTS, and how ssh is called
machines() {
    port=$((20000 + $$ % 10000))
    ssh-keygen -q -t ed25519 -N '' -f "$tmp/key"
    ssh-keygen -q -t ed25519 -N '' -f "$tmp/host"
    cat >"$tmp/ssh_config" <<CONFIG
Host *
    Port $port
    IdentityFile $tmp/key
    IdentitiesOnly yes
    UserKnownHostsFile $tmp/known
    StrictHostKeyChecking accept-new
    BatchMode yes
    LogLevel ERROR
CONFIG
    # root's server has to have it, and a system that never ran one has not
    if [ "$(id -u)" = 0 ] && [ ! -d /run/sshd ]; then
        mkdir -m 755 /run/sshd
        at_end 'rmdir /run/sshd'
    fi
    machine 127.0.0.1
    machine 127.0.0.2
    export HOSTS=127.0.0.1,127.0.0.2 PARALLEL_SSH="ssh -F $tmp/ssh_config"
}

# ---- a PostgreSQL that is thrown away

# as_server COMMAND... - as somebody who may run a server, which root may not
as_server() {
    if [ "$(id -u)" = 0 ]; then
        (cd "$pg" && setpriv --reuid=nobody --clear-groups -- "$@")
    else
        "$@"
    fi
}

# cluster - start it; sets what libpq asks for, and SQL
cluster() {
    pg=$tmp/pg
    mkdir "$pg"
    if [ "$(id -u)" = 0 ]; then
        chmod 711 "$tmp"
        chown nobody "$pg"
    fi
    as_server initdb --pgdata="$pg/data" --username=ann --auth=trust --no-sync --encoding=UTF8 \
        >"$tmp/initdb" 2>&1
    at_end 'as_server pg_ctl --pgdata="$pg/data" --mode=immediate stop >"$tmp/out" 2>&1'
    as_server pg_ctl --pgdata="$pg/data" --log="$pg/log" --wait --silent \
        --options="-k $pg -c listen_addresses='' -c fsync=off" start
    export PGHOST="$pg" PGUSER=ann PGDATABASE=bounces SQL="$PWD/doc/sql"
}

# What the program is called by who has it installed.
mkdir "$tmp/bin" "$tmp/work"
ln -s "$bounces" "$tmp/bin/notmuch-bounces"
PATH=$tmp/bin:$PATH
