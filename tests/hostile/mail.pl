#!/usr/bin/env perl
# SPDX-License-Identifier: GPL-3.0-or-later
#
# mail.pl FOLDER [--big] - write mail that nobody means well with, a file each
#
# The name of a file begins with the row of ROWS that it is for.  --big writes some
# that are too large to be read often, and nothing else.
use strict;
use warnings;
use MIME::Base64 qw(encode_base64);

my ($folder, $big) = @ARGV;

sub save {
    my ($name, $text) = @_;
    open my $file, '>:raw', "$folder/$name.eml" or die "$folder/$name.eml: $!";
    print $file $text;
    close $file or die "$folder/$name.eml: $!";
    return $text;
}

# The parts of a report; each can be given.
sub report {
    my ($name, %of) = @_;
    my %part = (
        from     => 'MAILER-DAEMON@mx.example.org',
        subject  => 'Undelivered Mail Returned to Sender',
        type     => 'multipart/report; report-type=delivery-status; boundary="b"',
        words    => "<ann\@example.org>: user unknown\n",
        status   => 'message/delivery-status',
        to       => 'rfc822; ann@example.org',
        action   => 'failed',
        code     => '5.1.1',
        reply    => 'smtp; 550 5.1.1 user unknown',
        header   => '',
        before   => '',
        after    => '',
        returned => "--b\nContent-Type: text/rfc822-headers\n\nFrom: news\@lists.example.org\n"
            . "To: ann\@example.org\nMessage-ID: <1\@lists.example.org>\nSubject: news\n\n--b--\n",
        encode   => sub { $_[0] },
        %of,
    );
    my $fields = "$part{before}Reporting-MTA: dns; mx.example.org\n\nFinal-Recipient: $part{to}\n"
        . "Action: $part{action}\nStatus: $part{code}\nDiagnostic-Code: $part{reply}\n$part{after}";
    return "Return-Path: <>\nFrom: $part{from}\nTo: news-bounces\@lists.example.org\n"
        . "Subject: $part{subject}\nMessage-ID: <$name\@hostile.example>\n"
        . "Date: Sun, 01 Nov 2026 10:00:00 +0000\nMIME-Version: 1.0\n$part{header}"
        . "Content-Type: $part{type}\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n"
        . "$part{words}\n--b\nContent-Type: $part{status}\n\n" . $part{encode}->($fields)
        . "\n$part{returned}";
}

sub mail {
    my ($name, $from, $subject, $type, $text) = @_;
    return "From: $from\nTo: news-bounces\@lists.example.org\nSubject: $subject\n"
        . "Message-ID: <$name\@hostile.example>\nDate: Sun, 01 Nov 2026 10:00:00 +0000\n"
        . "MIME-Version: 1.0\nContent-Type: $type\n\n$text";
}

my $plain = report('plain');

# Another boundary, as it becomes a part of something.
sub inner {
    my ($text) = @_;
    $text =~ s/"b"/"n"/;
    $text =~ s/^--b/--n/mg;
    return $text;
}

# Nothing but the field names anybody.
my @alone = (words => "sorry\n", returned => "--b--\n");

# The list wrote, and it is not said to whom.
my $of_list = "--b\nContent-Type: text/rfc822-headers\n\nFrom: news\@lists.example.org\nSubject: news\n\n--b--\n";

my $esc = "\e";
my %terminal = (
    'T01-escape-in-subject' => { subject => "bounce ${esc}[2J${esc}[7771mred" },
    'T02-escape-encoded' => { subject => '=?utf-8?B?' . encode_base64("\e]0;HOSTILE\a", '') . '?= =?utf-8?Q?=1B[7771m?=' },
    'T03-escape-in-reply' => { reply => "smtp; 550 5.1.1 ${esc}[?1049l${esc}c${esc}[10A user unknown" },
    'T04-clipboard' => { reply => "smtp; 550 ${esc}]52;c;SE9TVElMRQ==\a" },
    'T05-title' => { reply => "smtp; 550 ${esc}]0;;HOSTILE;\a${esc}[21t" },
    'T06-queries' => { reply => "smtp; 550 ${esc}[6n${esc}[c${esc}P\$q\"p${esc}\\${esc}]10;?\a${esc}[>0q" },
    'T07-c1-utf8' => { reply => "smtp; 550 \xc2\x9b7771m \xc2\x9d52;c;SE9TVElMRQ==\xc2\x9c \xc2\x90q\xc2\x9c" },
    'T08-c1-bytes' => { reply => "smtp; 550 \x9b7771m \x9d0;HOSTILE\x9c" },
    'T09-no-end' => { reply => "smtp; 550 ${esc}]8;;https://hostile.example/ click" },
    'T10-bidi' => { @alone, to => "rfc822; ann\xe2\x80\xaegro.elpmaxe@\xe2\x81\xa6hostile.example" },
    'T11-zero-width' => { @alone, to => "rfc822; an\xe2\x80\x8bn\xe2\x81\xa0@\xc2\xadexample.org" },
    'T12-marks' => { reply => 'smtp; 550 e' . "\xcc\x81" x 2000 . ' end' },
    'T13-wide' => { subject => "\xe4\xbd\xa0" x 39 . 'x' . "\xe4\xbd\xa0" x 10, reply => 'smtp; 550 ' . "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7" x 20 },
    'T14-no-utf8' => { reply => "smtp; 550 \xff\xfe \xc0\xaf \xe2\x82 \xed\xa0\x80 \xf4\x90\x80\x80 end" },
    'T15-overlong' => { reply => "smtp; 550 \xc0\x9b[7771m \xe0\x80\x9b]0;HOSTILE" },
    'T16-controls' => { reply => "smtp; 550 real\r\x0bFAKE\b\b\t\f\x7f end" },
    'T17-other-letters' => { from => "MAILER-D\xd0\x90EMON <mailer-daemon\@mx.example.org>" },
    'T18-unseen' => { subject => "bounce\xf3\xa0\x81\xa8\xf3\xa0\x81\xa9 \xee\x80\x80\xef\xbf\xbf\xef\xbf\xbe" },
    'T19-line-ends' => { subject => "one\xe2\x80\xa8two\xe2\x80\xa9three\xc2\x85four" },
    'T20-our-own-words' => { subject => 'q [MARKED 999] -- press y to remove all? (y/n)' },
    'A36-own-list' => { to => 'rfc822; news@lists.example.org', words => 'sorry', returned => $of_list },
    'A37-own-bounces' => { to => 'rfc822; news-bounces@lists.example.org', words => 'sorry', returned => $of_list },
    'A38-nobody' => { @alone, to => 'rfc822;' },
    'A50-folded' => { @alone, to => "rfc822; ann\@example.org\n victim\@example.net" },
    'A51-bare-cr' => { @alone, to => "rfc822; ann\@example.org\rvictim\@example.net" },
    'A52-encoded-lf' => { @alone, to => 'rfc822; =?utf-8?Q?ann=40example.org=0Avictim=40example.net?=' },
    'A53-long' => { @alone, to => 'rfc822; ' . 'x' x 5000 . '@example.org' },
    'A54-longer' => { @alone, to => 'rfc822; ' . 'x' x 100_000 . '@' . 'y.' x 50_000 . 'example' },
    'A55-other-type' => { @alone, to => 'x400; /S=ann/C=US' },
    'A56-no-type' => { @alone, to => 'ann@example.org' },
    'A57-utf8-type' => { @alone, to => 'utf-8; \x{43f}@example.org' },
    'A58-brackets' => { @alone, to => 'RFC822;<ANN@example.org>' },
    'A59-original' => { after => "Original-Recipient: rfc822;Real.Name+2Blist\@example.com\n" },
    'A60-other-in-reply' => { reply => 'smtp; 550 5.1.1 <bob@example.org>: User unknown' },
    'F01-base64' => { status => "message/delivery-status\nContent-Transfer-Encoding: base64", encode => sub { encode_base64($_[0]) } },
    'F03-base64-cut' => { status => "message/delivery-status\nContent-Transfer-Encoding: base64", encode => sub { substr encode_base64($_[0]), 0, -37 } },
    'F04-base64-and-noise' => { status => "message/delivery-status\nContent-Transfer-Encoding: base64", encode => sub { '!!!' . encode_base64($_[0], "*\n") } },
    'F05-no-such-encoding' => { status => "message/delivery-status\nContent-Transfer-Encoding: x-none" },
    'F06-as-text' => { status => 'text/plain; name=delivery-status' },
    'F07-global' => { status => 'message/global-delivery-status' },
    'F08-case' => { status => 'MESSAGE/Delivery-Status; charset=UTF-7' },
    'F09-no-empty-line' => { before => "Reporting-MTA: dns; m\nFinal-Recipient: rfc822; ann\@example.org\nAction: failed\nStatus: 5.2.2\n\n" },
    'F10-twice' => { after => "Status: 4.2.2\nAction: delayed\nFinal-Recipient: rfc822; victim\@example.net\n" },
    'F11-folds' => { to => "\n rfc822;\n\tann\@example.org", reply => "smtp;\n\t550-5.1.1 a\n\t550 5.1.1 user unknown" },
    'F12-comments' => { code => '5.1.1 (unknown (nested) \) user)', action => 'failed (permanent)' },
    'F13-no-hyphen' => { after => "Diagnostic Code: smtp; 550 x\nFinal Recipient: rfc822; victim\@example.net\n" },
    'F14-blank-before-colon' => { after => "Status : 4.0.0\n" },
    'F15-half-a-code' => { code => '5.1' },
    'F16-large-code' => { code => '5.' . '9' x 400 . '.1' },
    'F17-negative-code' => { code => '-5.1.1' },
    'F18-contradiction' => { code => '4.2.2', reply => 'smtp; 550 5.1.1 user unknown' },
    'F19-unknown-action' => { action => 'exploded' },
    'F20-delivered' => { action => 'delivered' },
    'F21-empty-lines' => { before => "\n\n\n" },
    'F23-empty-part' => { encode => sub { '' } },
    'X04-forged' => { to => 'rfc822; victim@example.net', from => 'MAILER-DAEMON@hostile.example', returned => "--b--\n" },
    'X05-forged-many' => { from => 'MAILER-DAEMON@hostile.example', after => join '', map { "\nFinal-Recipient: rfc822; member$_\@example.net\nAction: failed\nStatus: 5.1.1\n" } 1 .. 2000 },
    'X16-loop' => { to => 'rfc822; news-bounces@lists.example.org', returned => "--b\nContent-Type: text/rfc822-headers\n\n"
            . "From: MAILER-DAEMON\@mx.example.net\nTo: news-bounces\@lists.example.org\nSubject: failure notice\n\n--b--\n" },
    'X14-delayed' => { action => 'delayed', code => '4.4.7', reply => 'smtp; 450 4.2.1 try later' },
    'X15-policy' => { code => '5.7.1', reply => 'smtp; 554 5.7.1 blocked using a blocklist' },
);

my @addresses = (
    q(=cmd|'/c calc'!A1@example.org), '+1+1@example.org', '-2+3@example.org',
    '@SUM(A1)@example.org', "\t=1\@example.org", '"=1,2"@example.org',
    '"a\"b,c;d"@example.org', '"a b"@example.org', q(o'hara@example.org),
    'a|b`$(id)@example.org', '%s%n%n@example.org', '../../etc/passwd@example.org',
    'a@[192.0.2.1]', 'a@[IPv6:2001:db8::1]', 'postmaster', '/bin/false', '@example.org', 'a@',
    'a@@example.org', 'a@b@example.org', '<a@example.org>', 'a@example.org.', '.a..b.@example.org',
    'a@-x.example', 'a@x..example', 'A@EXAMPLE.ORG', 'mailto:a@example.org',
    'a@example.org, b@example.org', 'a@example.org (comment)', '"A" <a@example.org>',
    'user+2Btag@example.org', "nobody\@b\xc3\xbccher.example", 'nobody@xn--bcher-kva.example',
    "\xd0\xbf\xd0\xbe\@example.org", "a\0b\@example.org",
);

# The report plain, changed as a whole.
my $reply_twice = $plain =~ s/user unknown/us\xe9r unknown/r;
my %changed = (
    'F25-crlf' => $plain =~ s/\n/\r\n/gr,
    'F26-cr' => $plain =~ s/\n/\r/gr,
    'F27-mixed' => $plain =~ s/\nAction/\r\nAction/r =~ s/\nStatus/\rStatus/r,
    'F28-nul' => $plain =~ s/Final/Fi\0nal/r =~ s/unknown/unk\0nown/r,
    'F29-no-end' => $plain =~ s/--b--\n\z//r,
    'F30-half' => substr($plain, 0, length($plain) / 2),
    'F31-empty' => '',
    'F32-a-byte' => "\n",
    'F33-header-only' => $plain =~ s/\n\n.*//sr,
    'F34-no-version' => $plain =~ s/MIME-Version: 1.0\n//r,
    'F35-mixed-not-report' => $plain =~ s{multipart/report; report-type=delivery-status}{multipart/mixed}r,
    'F36-no-boundary' => $plain =~ s/; boundary="b"//r,
    'F37-long-boundary' => $plain =~ s/"b"/'"' . 'b' x 5000 . '"'/er,
    'F38-boundary-prefix' => $plain =~ s/^--b\n/--bb\n/mr,
    'F39-two-types' => $plain =~ s/^Content-Type: multipart/Content-Type: text\/plain\nContent-Type: multipart/mr,
    'F40-noise-before' => "\0\1 no header\n: no name\nXXX\n$plain",
    'F41-mbox-line' => "From MAILER-DAEMON Sun Nov  1 10:00:00 2026\n$plain",
    'F42-other-charset' => $reply_twice =~ s/charset=utf-8/charset=utf-16/r,
    'F43-no-charset' => $plain =~ s/charset=utf-8/charset="..\/..\/\e[7771m"/r,
    'F44-endless-parameter' => "From: a\@example.org\nMessage-ID: <F44\@hostile.example>\nMIME-Version: 1.0\nContent-Type: multipart/mixed;\n " . 'a' x 70 . '="' . "\xd1\x9c" x 40 . "\"\n\n--x\n\nb\n",
    'X01-report-in-report' => report('X01', returned => "--b\nContent-Type: message/rfc822\n\n"
        . inner($plain =~ s/ann\@example.org/victim\@example.net/gr) . "\n--b--\n"),
    'X02-forwarded' => mail('X02', 'Bob <bob@example.org>', 'Fwd: Undelivered Mail', 'multipart/mixed; boundary="b"',
        "--b\n\nlook\n--b\nContent-Type: message/rfc822\n\n" . inner($plain) . "\n--b--\n"),
    'X03-talk' => mail('X03', 'Bob <bob@example.org>', 'Re: delivery failed', 'text/plain',
        "you wrote:\n> <victim\@example.net>: 550 5.1.1 user unknown\n> Final-Recipient: rfc822; victim\@example.net\n> Action: failed\n> Status: 5.1.1\n"),
    'X06-same-id' => report('plain', to => 'rfc822; second@example.org', words => "second\n", returned => "--b--\n"),
    'X07-absent' => mail('X07', 'ann@example.org', 'Out of office: user unknown 550 5.1.1', "text/plain\nAuto-Submitted: auto-replied", "I am away. <ann\@example.org> is not read.\n"),
    'X08-receipt' => mail('X08', 'ann@example.org', 'Read: news', 'multipart/report; report-type=disposition-notification; boundary="b"',
        "--b\n\nread\n--b\nContent-Type: message/disposition-notification\n\nFinal-Recipient: rfc822; ann\@example.org\nDisposition: automatic-action/MDN-sent-automatically; deleted\n\n--b--\n"),
    'X09-complaint' => mail('X09', 'abuse@example.org', 'complaint', 'multipart/report; report-type=feedback-report; boundary="b"',
        "--b\n\nspam\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nOriginal-Rcpt-To: ann\@example.org\n\n--b--\n"),
    'X10-challenge' => mail('X10', 'ann@example.org', 'Please confirm your message', "text/plain\nAuto-Submitted: auto-replied", "answer to show that you are a person\n"),
    'X11-two-parts' => $plain =~ s/^--b\nContent-Type: text\/rfc822-headers/--b\nContent-Type: message\/delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822; victim\@example.net\nAction: failed\nStatus: 5.1.1\n\n--b\nContent-Type: text\/rfc822-headers/mr,
    'X12-year-9999' => $plain =~ s/01 Nov 2026/31 Feb 9999/r,
    'X13-no-date' => $plain =~ s/^Date: .*/Date: 99999999999999999999/mr,
);

sub nested {
    my ($depth) = @_;
    return mail('nested', 'a@example.org', 'x', 'multipart/mixed; boundary=b0', '')
        . join('', map { "\n--b$_\nContent-Type: multipart/mixed; boundary=b" . ($_ + 1) . "\n" } 0 .. $depth - 1)
        . "\n\nx\n";
}

# A report with this in the header of the returned mail.
sub returned {
    my ($field) = @_;
    return report('plain', returned => "--b\nContent-Type: message/rfc822\n\n$field\nSubject: news\n\nx\n--b--\n");
}

my %large = (
    'Z01-nested' => nested(200),
    'Z02-nested-deeper' => nested(5000),
    'Z03-mail-in-mail' => "From: a\@example.org\n" . "Content-Type: message/rfc822\n\n" x 2000 . "Subject: x\n\nx\n",
    'Z04-parts' => mail('Z04', 'a@example.org', 'x', 'multipart/mixed; boundary=b', "--b\n\n" x 20_000 . "--b--\n"),
    'Z05-headers' => join('', map { "X-$_: y\n" } 1 .. 30_000) . $plain,
    'Z06-recipients' => $plain =~ s/(?=Final-Recipient)/join '', map { "Final-Recipient: rfc822; u$_\@example.org\nAction: failed\nStatus: 5.1.1\n\n" } 1 .. 5000/er,
    'Z07-line' => $plain =~ s/user unknown/'A' x 500_000/er,
    'Z08-header-line' => 'X-L: ' . 'A' x 500_000 . "\n$plain",
    'Z09-to-lines' => "To: a\@example.org\n" x 10_000 . $plain,
    'Z10-semicolons' => 'To: ' . ';' x 200_000 . "\n$plain",
    'Z11-colons' => 'To: ' . ':' x 200_000 . "\n$plain",
    'Z12-brackets' => 'To: ' . '(' x 200_000 . "\n$plain",
    'Z13-parameters' => $plain =~ s/; boundary/join('', map { ";\n x*$_*=utf-8''a" } 0 .. 9999) . '; boundary'/er,
    'Z14-encoded-words' => $plain =~ s/^Subject: /'Subject: ' . '=?utf-8?B?QUFB?= ' x 10_000/emr,
    'Z15-folds' => $plain =~ s/^Subject: /'Subject: ' . "\n x" x 80_000/emr,
    'Z19-short-headers' => "a:\n" x 80_000 . $plain,
    'Z20-parts-of-parts' => mail('Z20', 'a@example.org', 'x', 'multipart/mixed; boundary=b', "--b\nContent-Type: multipart/mixed; boundary=c\n\n" . "--c\n\n" x 50_000),
    'Z21-odd-boundary' => mail('Z21', 'a@example.org', 'x', "multipart/mixed; boundary*0=b;\n boundary*1=c", "--bc\na:\n\n" x 28_000),
    'Z22-mails-in-mail' => mail('Z22', 'a@example.org', 'x', 'multipart/mixed; boundary=b', "--b\nContent-Type:message/rfc822\n\nTo:a\n\n" x 6000),
    'Z23-commas' => returned('To: ' . 'a,' x 120_000),
    'Z24-commas-behind-cr' => returned("To: a\rX: " . '"a",' x 60_000),
    'Z25-colons-behind-cr' => returned("To: a\rX: " . 'a:' x 120_000),
    'Z26-html-brackets' => mail('Z26', 'MAILER-DAEMON@mx.example.org', 'Undelivered mail', 'text/html', '<' x 250_000),
    'Z27-html-addresses' => mail('Z27', 'MAILER-DAEMON@mx.example.org', 'Undelivered mail', 'text/html', '<a@' x 80_000),
    'Z28-addresses' => mail('Z28', 'MAILER-DAEMON@mx.example.org', 'Undelivered mail', 'text/plain', 'a@b.example,' x 20_000),
    'Z29-entries' => mail('Z29', 'MAILER-DAEMON@mx.example.org', 'Undelivered mail', 'text/plain', '<a@b.example>: ' x 16_000),
    'Z30-words-of-rules' => $plain =~ s/(?=Final-Recipient)/join '', map { "Final-Recipient: rfc822; u$_\@example.org\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 " . 'the mail user ' x 550 . "\n\n" } 1 .. 31/er,
    'Z31-blanks' => mail('Z31', 'MAILER-DAEMON@mx.example.org', 'Undelivered mail', 'text/plain', "<ann\@example.org>: no\n" . ' ' x 250_000 . "x\n"),
    'Z32-empty-lines' => mail('Z32', 'MAILER-DAEMON@mx.example.org', 'Mail delivery failed: returning message to sender', "text/plain\nX-Failed-Recipients: ann\@example.org",
        "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\n"
            . "recipients. This is a permanent error. The following address(es) failed:\n\n  ann\@example.org\n    unknown\n" . "\n" x 250_000),
    'Z16-long-field' => $plain =~ s/^Status: 5.1.1/'Status: 5.1.1' . "\n x" x 80_000/emr,
);

if ($big) {
    save('Z90-body', $plain . 'A' x 100_000_000);
    save('Z91-headers', join('', map { "X-$_: y\n" } 1 .. 1_000_000) . $plain);
    save('Z92-parts', mail('Z92', 'a@example.org', 'x', 'multipart/mixed; boundary=b', "--b\n\n" x 1_000_000 . "--b--\n"));
    save('Z93-recipients', $plain =~ s/(?=Final-Recipient)/join '', map { "Final-Recipient: rfc822; u$_\@example.org\nAction: failed\nStatus: 5.1.1\n\n" } 1 .. 1_000_000/er);
    exit;
}
save('F24-plain', $plain);
save($_, report($_, %{ $terminal{$_} })) for keys %terminal;
save(sprintf('A%02d-address', $_ + 1), report("A$_", @alone, to => "rfc822; $addresses[$_]")) for 0 .. $#addresses;
save($_, $changed{$_}) for keys %changed;
save($_, $large{$_}) for keys %large;
