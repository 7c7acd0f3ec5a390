# SPDX-License-Identifier: GPL-3.0-or-later
#
# codes.awk - notmuch-bounces-codes(7), from what the program itself knows
#
#   awk -f doc/codes.awk share/kb/reason.conf share/kb/status.conf share/kb/reply.conf
#
# The files are key files; their heads say what each key is.

FNR == 1 { file++ }
/^#/ || /^[ \t]*$/ { next }
/^\[/ {
    name = substr($0, 2, length($0) - 2)
    names[file, ++n_names[file]] = name
    next
}
{
    at = index($0, "=")
    key = substr($0, 1, at - 1)
    gsub(/[ \t]/, "", key)
    value[file, name, key] = substr($0, at + 2)
}

# Text, a sentence a line, in lines of at most 79 bytes.
function say(text,    words, n, i, line, word) {
    n = split(text, words, " ")
    line = ""
    for (i = 1; i <= n; i++) {
        word = words[i]
        gsub(/\\/, "\\e", word)
        if (line == "" && word ~ /^[.']/) word = "\\&" word
        if (line != "" && length(line) + length(word) + 1 > 79) {
            print line
            line = (word ~ /^[.']/) ? "\\&" word : word
        } else {
            line = (line == "") ? word : line " " word
        }
        if (word ~ /[.!?]["')]*$/ || i == n) {
            print line
            line = ""
        }
    }
}

function sentence(text) {
    return text ~ /[.!?]["')]*$/ ? text : text "."
}

# A line of an entry, when there is anything to say.
function tell(label, text) {
    if (text == "") return
    print ".It Em \"" label "\""
    say(sentence(text))
}

function reason(of, code,    id) {
    id = of
    if (id == "") return ""
    return (code == "" ? "" : code ": ") value[1, id, "title"] \
        " (class " value[1, id, "class"] ", fault " value[1, id, "fault"] \
        ", verdict " value[1, id, "verdict"] ")"
}

function with_class(class, code) {
    return class substr(code, 2)
}

function join(one, other) {
    return one == "" || other == "" ? one other : one "; " other
}

function entry(file, name,    causes) {
    print ".It Sy " name
    say(sentence(value[file, name, "title"]))
    if (value[file, name, "registered"] == "no" || value[file, name, "registered"] == "none")
        say("(In no registry.)")
    say(value[file, name, "meaning"])
    causes = value[file, name, "causes"]
    gsub(/ \| /, "; ", causes)
    print ".Bl -tag -compact -width \"What to do\""
    tell("Causes", causes)
    tell("What to do", value[file, name, "advice"])
    tell("In practice", value[file, name, "practice"])
    if (file == 2)
        tell("By itself", join(reason(value[2, name, "reason-5"], with_class(5, name)),
                               reason(value[2, name, "reason-4"], with_class(4, name))))
    else
        tell("By itself", reason(value[3, name, "reason"], ""))
    tell("Source", value[file, name, "source"])
    print ".El"
}

function entries(file, pattern,    i) {
    print ".Bl -tag -width Ds"
    for (i = 1; i <= n_names[file]; i++)
        if (names[file, i] ~ pattern) entry(file, names[file, i])
    print ".El"
}

function reasons(    i, id) {
    print ".Bl -tag -width Ds"
    for (i = 1; i <= n_names[1]; i++) {
        id = names[1, i]
        print ".It Sy " id
        say(sentence(value[1, id, "title"]))
        say(value[1, id, "meaning"])
        print ".Bl -tag -compact -width \"What to do\""
        tell("Class", value[1, id, "class"])
        tell("Whose fault", value[1, id, "fault"])
        tell("Verdict", value[1, id, "verdict"])
        tell("What to do", value[1, id, "advice"])
        tell("Source", value[1, id, "source"])
        print ".El"
    }
    print ".El"
}

END {
    print ".\\\" Made by codes.awk; do not edit."
    print ".Dd November 29, 2026"
    print ".Dt NOTMUCH-BOUNCES-CODES 7"
    print ".Os"
    print ".Sh NAME"
    print ".Nm notmuch-bounces-codes"
    print ".Nd status codes and replies of mail servers, and why mail bounces"
    print ".Sh DESCRIPTION"
    say("This is what the files in kb say, from which notmuch-bounces explains a bounce. " \
        "The same, and what the words of a server mean, is told by")
    print ".Ql notmuch bounces explain ,"
    say("in the browser by the key")
    print ".Ic i ."
    print ".Pp"
    say("Behind \"By itself\" stands the reason that a code suggests when the server says " \
        "nothing else; words go before codes. The names of classes, faults and verdicts " \
        "are explained in")
    print ".Xr notmuch-bounces-formats 5 ."
    print ".Sh ENHANCED STATUS CODES"
    say("The first number is the class, the second the subject, the third the detail.")
    print ".Ss The class"
    entries(2, "^[0-9]$")
    print ".Ss The subject"
    entries(2, "^X[.][0-9]*$")
    for (s = 0; s <= 9; s++) {
        subject = "X." s
        if (value[2, subject, "title"] == "") continue
        print ".Ss " subject ".x " value[2, subject, "title"]
        entries(2, "^X[.]" s "[.]")
    }
    print ".Sh REPLY CODES"
    print ".Ss The first digit"
    entries(3, "^[0-9]yz$")
    print ".Ss The second digit"
    entries(3, "^x[0-9]z$")
    print ".Ss Codes"
    entries(3, "^[0-9][0-9][0-9]$")
    print ".Sh REASONS"
    reasons()
    print ".Sh SEE ALSO"
    print ".Xr notmuch-bounces 1 ,"
    print ".Xr notmuch-bounces-config 5 ,"
    print ".Xr notmuch-bounces-formats 5"
    print ".Sh STANDARDS"
    say("RFC 3463 and RFC 5248 with the registry of IANA, \"SMTP Enhanced Status Codes\"; RFC 5321.")
}
