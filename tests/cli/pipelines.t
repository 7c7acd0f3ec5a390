#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Pipelines, as they stand in the manual: what is printed is what the next program wants
cd "$(dirname "$0")/../.." || exit 1
. tests/cli/lib.sh

# verp NAME ADDRESS CODE [DATE] - a bounce that is proven by whom it came to
verp() {
    bounce "$@"
    sed -i "s/^To: .*/To: news-bounces+$(echo "$2" | tr @ =)@lists.example/" "$tmp/mail/$1"
}

for day in 01 02; do
    verp "gone-$day" gone@example.org 5.1.1 "Sun, $day Nov 2026 10:00:00 +0000"
    verp "quoted-$day" "o'neil+x@example.org" 5.1.1 "Sun, $day Nov 2026 11:00:00 +0000"
    bounce "forged-$day" forged@example.org 5.1.1 "Sun, $day Nov 2026 12:00:00 +0000"
    verp "full-$day" full@example.org 5.2.2 "Sun, $day Nov 2026 13:00:00 +0000"
done
verp once once@example.org 5.1.1
verp policy-1 policy-1@example.org 5.7.1
verp policy-2 policy-2@example.org 5.7.1
verp policy-3 policy-3@example.net 5.7.1
for name in policy-1 policy-2; do
    sed -i 's/^Action: failed/&\nRemote-MTA: dns; mx.example.org/' "$tmp/mail/$name"
done
sed -i 's/^Action: failed/&\nRemote-MTA: dns; mx.example.net/' "$tmp/mail/policy-3"
# Message-IDs that are no words to a shell, or to the language of queries
id=0
# shellcheck disable=SC2016 # as it stands
for name in "it's@mta.example" '$(id)`id`@mta.example' '-x@mta.example' 'a(b)c@mta.example' \
    'a"b@mta.example' 'or*@mta.example' 'a\b@mta.example' '"tag:x"@mta.example'; do
    id=$((id + 1))
    verp "odd-$id" "full-$id@example.com" 5.2.2
    NAME=$name perl -pi -e 's/^Message-ID: .*/Message-ID: <$ENV{NAME}>/' "$tmp/mail/odd-$id"
done
tests/store.sh "$tmp/store" "$tmp/mail" >/dev/null 2>&1
export NOTMUCH_CONFIG="$tmp/store/config"
notmuch config set bounces.verp 'news-bounces+%l=%d@'

# What "notmuch bounces" starts, and programs that take what it prints.
mkdir "$tmp/bin"
ln -s "$bounces" "$tmp/bin/notmuch-bounces"
printf '#!/bin/sh\n{ echo "$@"; cat; } >"%s/mailed"\n' "$tmp" >"$tmp/bin/mail"
printf '#!/bin/sh\ncat "%s/pasted"\n' "$tmp" >"$tmp/bin/pbpaste"
chmod +x "$tmp/bin/mail" "$tmp/bin/pbpaste"
PATH="$tmp/bin:$PATH"

# pipe PIPELINE - run it as a shell would
pipe() {
    run sh -c "$1"
}

# has PROGRAM NAME... - is it there?  Else the tests of these names are skipped.
has() {
    command -v "$1" >/dev/null && return
    program=$1
    shift
    for name; do
        ok "$name # SKIP there is no $program" 0
    done
    return 1
}

# ---- addresses, for whatever takes one a line

pipe "notmuch bounces list --output=addresses --filter='class:hard days:>=2 guard:none' | sort"
succeeds "addresses that failed for good on two days, and that nothing guards"
is "are one a line, and nothing else" "$(cat "$tmp/out")" "gone@example.org
o'neil+x@example.org"
pipe "notmuch bounces list --output=addresses --format=text0 --filter='class:hard days:>=2 guard:none' |
    xargs -0 printf '<%s>\n' | sort"
is "through xargs -0 as well" "$(cat "$tmp/out")" "<gone@example.org>
<o'neil+x@example.org>"
pipe "notmuch bounces list --output=addresses --filter='addr:once@*' |
    notmuch bounces mark keep --input=- --note='asked'"
is "and into mark" "$(cat "$tmp/out")" "once@example.org  none -> keep"

# ---- records, for jq

if has jq "hosts that refuse by policy, counted"; then
    pipe "notmuch bounces list --format=ndjson | jq -r 'select(.class==\"policy\").remote_mta' |
        sort | uniq -c | tr -s ' '"
    is "hosts that refuse by policy, counted" "$(cat "$tmp/out")" " 1 mx.example.net
 2 mx.example.org"
fi
if has jq "json, too, is what jq reads" "and what is proven and to be removed can be chosen"; then
    pipe "notmuch bounces list --format=json | jq length"
    is "json, too, is what jq reads" "$(cat "$tmp/out")" 16
    pipe "notmuch bounces list --format=ndjson |
        jq -r 'select(.verdict == \"remove\" and (.proof | IN(\"verp\", \"list\", \"store\"))).address' | sort"
    is "and what is proven and to be removed can be chosen" "$(cat "$tmp/out")" "gone@example.org
o'neil+x@example.org
once@example.org"
fi

# ---- messages, for notmuch itself

pipe "notmuch bounces list --output=messages --filter='reason:mailbox-full' --format=text0 |
    xargs -0 notmuch tag +full --"
succeeds "messages are tagged"
notmuch search --output=messages tag:full | sort >"$tmp/tagged"
{
    notmuch search --output=messages id:full-01@mta.example or id:full-02@mta.example
    notmuch search --output=messages 'to:"example.com"'
} | sort >"$tmp/out"
is "all of them" "$(wc -l <"$tmp/tagged")" 10
cmp "$tmp/tagged" "$tmp/out" >"$tmp/err"
ok "and no others" $?
pipe "notmuch bounces list --output=messages --filter='addr:once@*' | xargs notmuch count --"
is "text is search terms as well" "$(cat "$tmp/out")" 1
pipe "notmuch bounces list --output=files --format=text0 --filter='addr:once@*' | xargs -0 cat -- |
    notmuch bounces parse - | grep -c once@example.org"
is "files can be read" "$(cat "$tmp/out")" 1

# ---- codes and texts

pipe "notmuch bounces explain 5.7.26"
succeeds "a code is explained"
prints "by its title" "[Mm]ultiple authentication checks failed"
echo "550 5.1.1 <gone@example.org>: User unknown" >"$tmp/pasted"
pipe "pbpaste | notmuch bounces explain -"
succeeds "what was copied is explained"
prints "by its meaning" "5.1.1"

# ---- cron

cron="notmuch bounces list --check --mark=none --class=hard -q ||
    echo 'Decide about them.' | mail -s 'addresses that failed' owner@lists.example.org"
pipe "$cron"
succeeds "with something to decide"
is "cron is told nothing" "$(cat "$tmp/out")" ""
is "and mail is sent" "$(cat "$tmp/mailed")" "-s addresses that failed owner@lists.example.org
Decide about them."
pipe "notmuch bounces list --output=addresses --class=hard --mark=none --format=text0 |
    xargs -0 notmuch bounces mark remove --"
succeeds "all is decided"
rm "$tmp/mailed"
pipe "$cron"
succeeds "with nothing to decide"
[ ! -e "$tmp/mailed" ]
ok "no mail is sent" $?

# ---- what is decided, for the list manager

printf '#!/bin/sh\n{ echo "$@"; cat; } >"%s/mailman"\n' "$tmp" >"$tmp/bin/mailman"
chmod +x "$tmp/bin/mailman"
pipe "notmuch bounces export --to=mailman3 | mailman delmembers -l news.example.org -f -"
is "what is marked remove goes to mailman" "$(cat "$tmp/mailman")" \
    "delmembers -l news.example.org -f -
$(notmuch bounces list --output=addresses --mark=remove | LC_ALL=C sort)"

# ---- who stops reading

pipe "{ notmuch bounces list --format=json; echo \$? >'$tmp/pipestatus'; } | head -c 0"
is "an end that is closed is no matter for words" "$(cat "$tmp/err")" ""
pipe "notmuch bounces | head -n 1"
is "the bare command is the summary" "$(cat "$tmp/out")" " BOUNCES     ROWS  GROUP"

finish
