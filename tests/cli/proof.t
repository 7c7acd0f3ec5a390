#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What "list" learns of the whole store: is a bounce about mail we sent, and did the
# address write later?
cd "$(dirname "$0")/../.." || exit 1
. tests/cli/lib.sh

# returned NAME ADDRESS HEADER... - a bounce that has returned mail with these headers
returned() {
    bounce "$1" "$2" 5.1.1
    sed -i '$d' "$tmp/mail/$1"
    file=$tmp/mail/$1
    shift 2
    {
        printf -- '--b\nContent-Type: text/rfc822-headers\n\n'
        printf '%s\n' "$@"
        printf -- '\n--b--\n'
    } >>"$file"
}

# mail NAME FROM DAY [HEADER] - what a person wrote; the bounces are of the first
mail() {
    mkdir -p "$tmp/mail"
    printf 'From: %s\nSubject: hello\nDate: %s Nov 2026 10:00:00 +0000\nMessage-ID: <%s>\n%s\nhello\n' \
        "$2" "$3" "$1" "${4:+$4
}" >"$tmp/mail/$1"
}

# bounced NAME ADDRESS - a bounce that says "remove", and shows nothing else
bounced() {
    returned "$1" "$2" 'Subject: news'
}

returned stored stored@example.org 'Message-ID: <sent@lists.example>'
mail sent@lists.example 'News <news@lists.example>' 01
returned forged forged@example.org 'Message-ID: <never@lists.example>' 'List-Id: <news.lists.example>'
# A report that is made up may come with another one for it to be about.
returned pair pair@example.org 'Message-ID: <forged@mta.example>'
returned itself itself@example.org 'Message-ID: <itself@mta.example>'
returned spam spam@example.org 'Message-ID: <spam-mail>'
mail spam-mail 'x@example.com' 01
returned quoted quoted@example.org 'Message-ID: <a" or id:"sent@lists.example>'
bounced verp member@example.org
sed -i 's/^To: .*/To: news-bounces+verp=example.org@lists.example/' "$tmp/mail/verp"

bounced later later@example.org
mail later-1 'Later <LATER@example.org>' 03
mail later-2 'later@example.org' 04
bounced earlier earlier@example.org
mail earlier-1 'earlier@example.org' "$(printf 01)"
sed -i 's/ 10:00:00 / 09:59:59 /' "$tmp/mail/earlier-1"
bounced user user@example.org
mail longer-1 'other.user@example.org.invalid' 05
mail longer-2 '"user@example.org" <liar@example.com>' 05
mail longer-3 'user <user@example.org.example.com>' 05
mail mailer 'MAILER-DAEMON@example.org (user@example.org)' 05
bounced name name@example.org
mail name-1 '=?utf-8?q?Name=2C_Family_=28=22x=22?= <name@example.org>' 05
bounced tagged tagged@example.org
mail tagged-1 'tagged@example.org' 05
bounced bouncing bouncing@example.org
mail bouncing-1 'bouncing@example.org' 05
sed -i 's/^Subject: .*/Subject: Undelivered Mail Returned to Sender/' "$tmp/mail/bouncing-1"
bounced phrases phrases@example.org
mail phrases-1 'phrases@example.org' 05
sed -i 's/^Subject: .*/Subject: Re: [list] DELIVERY, (failed)/' "$tmp/mail/phrases-1"
mail phrases-2 'Mail  delivery-system <phrases@example.org>' 06
mail phrases-3 'phrases@example.org' 07
sed -i 's/^Subject: .*/Subject: =?utf-8?b?6YWN5L+h44Ko44Op44O8?=: 1/' "$tmp/mail/phrases-3"
bounced likeness likeness@example.org
mail likeness-1 'likeness@example.org (postmasters)' 05
sed -i 's/^Subject: .*/Subject: undeliverables and a delivery that failed/' "$tmp/mail/likeness-1"
# "about the delivery error" and "the keys have not been handed over": people write so.
bounced written written@example.org
mail written-1 'written@example.org' 04
sed -i 's/^Subject: .*/Subject: =?utf-8?b?6YWN5L+h44Ko44Op44O844Gu5Lu2?=/' "$tmp/mail/written-1"
bounced keys keys@example.org
mail keys-1 'keys@example.org' 03
sed -i 's/^Subject: .*/Subject: =?utf-8?q?Les_cl=C3=A9s_n=27ont_pas_=C3=A9t=C3=A9_remises?=/' "$tmp/mail/keys-1"
bounced idn 'idn@xn--r8jz45g.example'
mail idn-1 'idn@例え.example' 05
full=$(printf '%70s' x | tr ' ' x)
bounced long "$full.tail@example.org"
mail long-1 "$full.tail@example.org" 05

# What would be another query if it were taken for one.
odd='a*@example.org
/user/@example.org
a/.*/@example.org
"a b"@example.org
"a\" or from:b"@example.org
"(a or *)"@example.org
or@example.org
not@example.org
{a}@example.org
o'"'"'neil&co+x@example.org
a_b-1.2@example.org'
# Of what is no address nobody has written; it may not stop the question about others.
bounced dots 'a..b@example.org'
bounced path '../../etc/passwd@example.org'
n=0
echo "$odd" >"$tmp/odd"
while IFS= read -r address; do
    n=$((n + 1))
    bounced "odd-$n" "$address"
    mail "wrote-$n" "Odd <$address>" 06
done <"$tmp/odd"
mail b 'b@example.org' 07

tests/store.sh "$tmp/store" "$tmp/mail" >/dev/null 2>&1
NOTMUCH_CONFIG="$tmp/store/config" notmuch tag +spam id:spam-mail id:tagged-1
config=--config=$tmp/store/config

# row ADDRESS - "proof, alive (a day of November), verdict" of its row
row() {
    perl -MJSON::PP -ne '
        BEGIN { $want = shift @ARGV }
        $j = decode_json($_);
        next if $j->{address} ne $want;
        print "$j->{proof}, ", $j->{alive} ? (gmtime $j->{alive})[3] : "no", ", $j->{verdict}"' \
        "$1" "$tmp/out"
}

run "$bounces" list "$config" --format=ndjson
succeeds "list"
is "the returned mail is in the store" "$(row stored@example.org)" "store, no, remove"
is "it is not" "$(row forged@example.org)" "unproven, no, remove"
is "another bounce is no mail of ours" "$(row pair@example.org)" "unproven, no, remove"
is "nor is the bounce itself" "$(row itself@example.org)" "unproven, no, remove"
is "nor is what has an excluded tag" "$(row spam@example.org)" "unproven, no, remove"
is "a Message-ID is no query" "$(row quoted@example.org)" "unproven, no, remove"
is "VERP" "$(row verp@example.org)" "verp, no, remove"

is "who wrote later is not to be removed" "$(row later@example.org)" "unproven, 4, later"
is "who wrote earlier may be" "$(row earlier@example.org)" "unproven, no, remove"
is "other addresses prove no life" "$(row user@example.org)" "unproven, no, remove"
is "a name may hold anything" "$(row name@example.org)" "unproven, 5, later"
is "mail with an excluded tag proves none" "$(row tagged@example.org)" "unproven, no, remove"
is "nor does a bounce in its name" "$(row bouncing@example.org)" "unproven, no, remove"
is "whatever stands between its words" "$(row phrases@example.org)" "unproven, no, remove"
is "words that are like those of one are none" "$(row likeness@example.org)" "unproven, 5, later"
is "nor are they within words of a script without blanks" "$(row written@example.org)" "unproven, 4, later"
is "nor at the beginning of a longer one" "$(row keys@example.org)" "unproven, 3, later"
is "a domain in its other spelling" "$(row idn@xn--r8jz45g.example)" "unproven, 5, later"
is "a word too long for an index" "$(row "$full.tail@example.org")" "unproven, 5, later"
is "two dots are no range" "$(row a..b@example.org)" "unproven, no, later"
while IFS= read -r address; do
    is "$address is no query" "$(row "$address" | sed 's/.*ven, \([^,]*\),.*/\1/')" 6
done <"$tmp/odd"

run "$bounces" list "$config"
prints "a line tells who wrote" "  later@example.org  user unknown  wrote 2026-11-04$"
prints "and says nothing of others" "  earlier@example.org  user unknown$"

NOTMUCH_CONFIG="$tmp/store/config" notmuch config set bounces.lists 'other.example' '*.LISTS.example'
run "$bounces" list "$config" --format=ndjson
is "bounces.lists" "$(row forged@example.org)" "list, no, remove"

finish
