/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * explain-code.h - the parts of the page on a code, for other pages
 */
#pragma once

#include "core/doc.h"

#include <bounce/bounce.h>

/* Meaning, likely causes, advice, practice, source. */
void explain_knowledge(Doc *doc, const BounceKnowledge *known);

/* "5.1.1  Bad destination mailbox address", as the title. */
void explain_status_title(Doc *doc, const BounceKb *kb, BounceStatus status);

/* What is known of the code; says so where only its subject or class is. */
void explain_status_text(Doc *doc, const BounceKb *kb, BounceStatus status);

/* The three digits of 5.5.0 as a number; 0 when a part of it has more. */
unsigned explain_digits_of(BounceStatus status);

/* "550  Mailbox unavailable", as the title. */
void explain_reply_title(Doc *doc, const BounceKb *kb, unsigned reply);
