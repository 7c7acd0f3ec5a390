/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kb-data.h - what the knowledge base holds
 *
 * A part is filled by kb-load.c when it is first needed; who reads a member needs the
 * part that it belongs to before: kb.c, and classify.c for what is not public.
 */
#pragma once

#include <bounce/kb.h>

#include "rules.h"
#include "stage.h"

#define BOUNCE_KB_CLASSES 6
#define BOUNCE_KB_SUBJECTS 8

typedef enum {
	BOUNCE_KB_REASONS,
	BOUNCE_KB_CODES, /* and classes and subjects */
	BOUNCE_KB_REPLIES,
	BOUNCE_KB_FIELDS,
	BOUNCE_KB_NOTICE,
	BOUNCE_KB_STAGES,
	BOUNCE_KB_RULES,
	BOUNCE_KB_PARTS,
} BounceKbPart;

struct BounceKb {
	char **dirs, **languages;
	struct {
		gsize is_read; /* for g_once_init_enter() */
		GStringChunk *text;
		GError *error; /* why some of it is missing; or NULL */
	} part[BOUNCE_KB_PARTS];
	BounceStatusInfo *class[BOUNCE_KB_CLASSES];
	BounceStatusInfo *subject[BOUNCE_KB_SUBJECTS];
	GHashTable *code;   /* "X.1.1" -> BounceStatusInfo */
	GHashTable *reason; /* id -> BounceReasonInfo */
	GHashTable *reply;  /* "550", "5yz", "x5z" -> BounceReplyInfo */
	GHashTable *field;  /* name in lower case -> BounceFieldInfo */
	BounceNoticeInfo notice;
	GPtrArray *lists; /* char **: those of notice */
	BounceStages *stages;
	BounceRules *rules;
};

/* Have the part read, if it has not been. */
void bounce_kb_need(const BounceKb *kb, BounceKbPart part);

/* Read a part, whose members are all made and empty. */
bool bounce_kb_read_part(BounceKb *kb, BounceKbPart part, GError **error);

/* Names, for qsort() and g_ptr_array_sort(). */
int bounce_kb_compare_names(const void *a, const void *b);
