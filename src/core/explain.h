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

/* What is said about one recipient: the codes, the verdict and why, what to do. */
void explain_verdict(Doc *doc, const BounceKb *kb, const BounceRecipient *to);

/* All that is known of its codes; nothing when it has none. */
void explain_code(Doc *doc, const BounceKb *kb, const BounceRecipient *to);

/* Its fields, with what each tells. */
void explain_fields(Doc *doc, const BounceKb *kb, const BounceReport *report,
                    const BounceRecipient *to);

/* What a group of the list holds: what its subject, code or reason means, else which
 * classes and reasons are in it. */
void explain_group(Doc *doc, const BounceKb *kb, const Group *group);

/* Everything about a row: its latest event explained, then fields, then the
 * other events of the address.  event is the index in row->events to explain. */
void explain_row(Doc *doc, const BounceKb *kb, const Row *row, size_t event);

/* One line: "5.1.10 HARD recipient address has null MX". */
char *explain_brief(const BounceKb *kb, const Event *event);
