/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * explain.h - what a code or a bounce means, in words for people
 */
#pragma once

#include "core/doc.h"
#include "core/model.h"

#include <bounce/bounce.h>

/* The meaning, causes and advice of a code; says so when only its subject or
 * its class is known. */
void explain_status(Doc *doc, const BounceKb *kb, BounceStatus status);

/* The same of X.SUBJECT.DETAIL, whatever the class is. */
void explain_any_class(Doc *doc, const BounceKb *kb, unsigned subject, unsigned detail);

/* An SMTP reply code, with its digits, and the enhanced code that some mean by it. */
void explain_reply(Doc *doc, const BounceKb *kb, unsigned reply);

/* The same of one that was written with dots, as "1.0.1", which no code can be. */
void explain_dotted_reply(Doc *doc, const BounceKb *kb, unsigned reply);

/* What is the same for all codes of a class (2, 4, 5) or a subject (0 to 7). */
void explain_class(Doc *doc, const BounceKb *kb, unsigned class);
void explain_subject(Doc *doc, const BounceKb *kb, unsigned subject);

/* A digit of a reply, with its code "5yz" or "x5z". */
void explain_digit(Doc *doc, const char *code, const BounceReplyInfo *info);

/* A field of a delivery-status part. */
void explain_field(Doc *doc, const BounceFieldInfo *info);

/* What was read out of a text or a mail that somebody wants explained. */
void explain_text(Doc *doc, const BounceKb *kb, const BounceReport *report);

/* What is said about one recipient: the codes, the verdict and why, what to do. */
void explain_verdict(Doc *doc, const BounceKb *kb, const BounceRecipient *to);

/* Its code, class, verdict and why, diagnostic and advice: a paragraph. */
void explain_in_short(Doc *doc, const BounceKb *kb, const BounceRecipient *to);

/* All that is known of its codes; nothing when it has none. */
void explain_code(Doc *doc, const BounceKb *kb, const BounceRecipient *to);

/* What a code stands for where nothing else is said, and the other registered codes of
 * its subject; nothing where its subject is not registered. */
void explain_related(Doc *doc, const BounceKb *kb, BounceStatus status);

/* Its fields, with what each tells. */
void explain_fields(Doc *doc, const BounceKb *kb, const BounceReport *report,
                    const BounceRecipient *to);

/* What was odd; nothing when nothing was. */
void explain_notes(Doc *doc, const BounceReport *report);

/* For how many seconds a temporary refusal asks to wait, or 0. */
unsigned explain_waiting(const BounceRecipient *to);

/* What a group of the list holds: what its subject, code or reason means, else which
 * classes and reasons are in it. */
void explain_group(Doc *doc, const BounceKb *kb, const Group *group);

/* Everything about a row: its latest event explained, then fields, then the
 * other events of the address.  event is the index in row->events to explain. */
void explain_row(Doc *doc, const BounceKb *kb, const Row *row, size_t event);

/* One line: "5.1.10 HARD recipient address has null MX". */
char *explain_brief(const BounceKb *kb, const Event *event);
