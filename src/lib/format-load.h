/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * format-load.h - formats as they stand in their files
 *
 * Between format-load.c, which reads the files, and format.c, which reads mail.
 */
#pragma once

#include <bounce/format.h>

/* What a pattern is for; the key that gives it, alone or with "-2", "-3" ... */
#define FORMAT_ROLES(X)                                                                            \
	X(HEADER, "header") /* a field "Name: value" that must be there; all of them */            \
	X(BEGIN, "begin")   /* the line at which the notice begins; any of them */                 \
	X(END, "end")       /* the line behind which the returned mail stands */                   \
	X(TO, "to")         /* a line that names a recipient */                                    \
	X(ABOUT, "about")   /* a line at which the words turn to one named before, or to nobody */ \
	X(SAID, "said")     /* a line about the last one named; without any, all are */            \
	X(SKIP, "skip")     /* a line that is about nobody */                                      \
	X(DELAY, "delay")   /* a line, or header field, by which it is still being tried */

#define X(value, name) ROLE_##value,
typedef enum { FORMAT_ROLES(X) N_ROLES } Role;
#undef X

typedef struct {
	char *group;
	char *header, *text; /* "" without a header */
	char *to;            /* the addresses it names, with a blank between */
	char *said;          /* about the last of them; "" is not looked at */
	bool is_delay;
} Example;

typedef struct {
	char *name;
	int order;                    /* formats are tried from the lowest on */
	bool runs_to_end;             /* an empty line does not end the words about somebody */
	bool is_shared;               /* the words about a list stand behind its last */
	GPtrArray *patterns[N_ROLES]; /* of char * */
	GPtrArray *examples;          /* of Example */
} Format;

const Format *bounce_formats_get(const BounceFormats *formats, size_t i);
