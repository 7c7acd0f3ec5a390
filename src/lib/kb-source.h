/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kb-source.h - one key file of the knowledge base, while it is being read
 *
 * Values are taken as they stand: a backslash means nothing (GKeyFile's own
 * getters give it a meaning).
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct {
	GKeyFile *keys;
	char *name;         /* of the file, for messages */
	GStringChunk *text; /* where values are kept; borrowed */
	const char *const *languages;
} BounceKbSource;

void bounce_kb_source_clear(BounceKbSource *source);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(BounceKbSource, bounce_kb_source_clear)

/* Read the file. */
bool bounce_kb_source_open(BounceKbSource *source, const char *path, GError **error);

/* Let each key of the file at path, if there is one, stand for the one of source. */
bool bounce_kb_source_override(BounceKbSource *source, const char *path, GError **error);

/* "" when the group has no such key; "key[language]" goes before "key". */
const char *bounce_kb_source_text(const BounceKbSource *source, const char *group, const char *key);

/* As many members of a struct as have a key; key is NULL at the end. */
typedef struct {
	const char *key;
	size_t offset; /* of a const char * */
	bool required;
} BounceKbText;

bool bounce_kb_source_texts(const BounceKbSource *source, const char *group,
                            const BounceKbText *texts, void *into, GError **error);

/* Read the key as one of the names, which are NULL-ended; when there is no such key,
 * leave choice as it is. */
bool bounce_kb_source_choice(const BounceKbSource *source, const char *group, const char *key,
                             const char *const *names, unsigned *choice);

/* "one | two"; NULL when there is no such key.  The caller frees it. */
char **bounce_kb_source_list(const BounceKbSource *source, const char *group, const char *key);

/* Set BOUNCE_ERROR_DATA: "FILE: [group]: what"; false. */
bool bounce_kb_source_fail(const BounceKbSource *source, const char *group, const char *what,
                           GError **error);
