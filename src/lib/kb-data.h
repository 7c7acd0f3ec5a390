/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kb-data.h - what the knowledge base holds
 *
 * Filled by kb-load.c, read by kb.c, and by classify.c for what is not public.
 */
#pragma once

#include <bounce/kb.h>

#include "rules.h"
#include "stage.h"

#define BOUNCE_KB_CLASSES 6
#define BOUNCE_KB_SUBJECTS 8

struct BounceKb {
	GStringChunk *text;
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

/* Load into a kb whose members are all made and empty. */
bool bounce_kb_fill(BounceKb *kb, const char *const *dirs, const char *const *languages,
                    GError **error);

/* Names, for qsort() and g_ptr_array_sort(). */
int bounce_kb_compare_names(const void *a, const void *b);
