/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * reading.h - what a notice for people says of recipients
 *
 * What the readers of formats and the generic reader have in common: the text of
 * the notice in, the addresses it names and the words about each out.
 */
#pragma once

#include "slice.h"

/* One address that the text blames. */
typedef struct {
	char *address;
	char *original; /* that for which it stands, or "" */
	char *host;     /* of the remote, or "" */
	char *status;   /* a code that stands by itself, or "" */
	GString *said;  /* the words about it, lines as they were */
} BounceHeard;

typedef struct {
	const char *format; /* lives as long as the formats; "generic" */
	bool is_delay;
	GPtrArray *heard;     /* of BounceHeard */
	GString *unaddressed; /* words of failure about nobody named, or about all */
	BounceSlice returned; /* the text's rest: the mail that came back; may be empty */
} BounceReading;

BounceReading *bounce_reading_new(const char *format);
void bounce_reading_free(BounceReading *reading);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BounceReading, bounce_reading_free)

/* Hear of an address, once: the one already heard of, or a new one.  NULL when
 * there are too many. */
BounceHeard *bounce_reading_hear(BounceReading *reading, BounceSlice address);

/* The one already heard of; NULL when it is not. */
BounceHeard *bounce_reading_find(const BounceReading *reading, BounceSlice address);

/* Add a line to what is said; one that is indented goes on with the one before. */
void bounce_heard_add(BounceHeard *heard, BounceSlice line);

/* A list of recipients has the words about all of them behind the last: those of
 * whom nothing was said take what is said of the next. */
void bounce_reading_share(BounceReading *reading);

/* Those of whom nothing was said take what is said of nobody. */
void bounce_reading_spread(BounceReading *reading);
