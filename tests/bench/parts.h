/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * parts.h - an invented bounce, and what the reports of all mailers have in common
 */
#pragma once

#include "words.h"

#define RECIPIENTS_MAX 5

typedef struct {
	char *address;
	char *said; /* with continuation lines */
	const char *status;
	const char *action;
} Recipient;

typedef struct {
	Words *words;
	char *host;   /* whose mailer writes the report */
	char *sender; /* where it goes to */
	char *id, *original_id;
	gint64 date; /* Unix seconds */
	Recipient recipients[RECIPIENTS_MAX];
	size_t n;
	size_t n_bytes;      /* about so many, all in all */
	bool has_attachment; /* in what is returned */
	bool is_whole;       /* the returned mail, or its header alone */
} Bounce;

/* A reply for a recipient whose address is set. */
void bounce_say(Words *words, Recipient *to);
/* All recipients are still tried. */
bool bounce_is_delayed(const Bounce *bounce);

/* The header, up to the fields that are a mailer's own. */
void bounce_add_header(const Bounce *bounce, GString *out, const char *from, const char *subject);

/* Then a report up to its words for people, as text or as text and HTML... */
void bounce_begin_text(GString *out);
void bounce_begin_alternative(GString *out);
void bounce_add_html(const Bounce *bounce, GString *out, const char *title);
/* ...and the rest of it; fields are those of the message in its status part. */
void bounce_end_report(const Bounce *bounce, GString *out, const char *fields);

/* The mail that is returned. */
void bounce_add_original(const Bounce *bounce, GString *out);
