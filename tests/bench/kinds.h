/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kinds.h - what mail can be invented
 */
#pragma once

#include "words.h"

typedef enum {
	KIND_MIXED, /* of six mailers, 24 KB on average: most are small, a few have an
	             * attachment in the mail that they return */
	KIND_TINY,  /* 1 KB each, with nothing in them but a report */
	N_KINDS,
} MailKind;

/* N_KINDS when there is none of that name. */
MailKind kind_find(const char *name);

/* Append a message. */
void kind_add(MailKind kind, Words *words, GString *out);
