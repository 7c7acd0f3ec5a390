/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * asked.h - what somebody wants explained: a code, a digit, a field, or a text
 *
 * Enhanced codes are written 5.1.1, X.1.1 for any class, 4.X.X for a class and X.1.X
 * for a subject; replies 550, or 5yz and x5z for a digit.  What has the form of
 * neither is a text.
 */
#pragma once

#include <bounce/bounce.h>

typedef enum {
	ASKED_TEXT,
	ASKED_STATUS,  /* status; its class is 0 for any */
	ASKED_CLASS,   /* digit */
	ASKED_SUBJECT, /* digit */
	ASKED_REPLY,   /* reply */
	ASKED_FIRST,   /* digit of a reply */
	ASKED_SECOND,  /* digit of a reply */
	ASKED_FIELD,   /* field */
	ASKED_BAD,     /* meant to be a code; fault */
} AskedKind;

/* Long enough for what is wrong with any code. */
#define ASKED_FAULT_MAX 96

typedef struct {
	AskedKind kind;
	BounceStatus status;
	unsigned reply;
	bool dotted; /* the reply was written as an enhanced code, which it cannot be */
	unsigned digit;
	const BounceFieldInfo *field;
	char fault[ASKED_FAULT_MAX]; /* by the grammar, ASCII */
} Asked;

Asked asked_read(const BounceKb *kb, const char *text);

/* "5.1.1", "X.1.1", "4.X.X", "550", "x5z"; the caller frees. */
char *asked_code(const Asked *asked);
