/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model-files.h"

#include "core/text-hash.h"

#include <string.h>

/* Bytes kept of a digest: 128 bits tell any number of reports apart. */
#define DIGEST_LEN ((gsize)16)

/* Digests, as no report is kept to compare with that gives no row. */
typedef struct File {
	struct File *next; /* of the same Message-ID */
	FileFate fate;
	BounceKind kind;           /* of the report, when there is one */
	guint8 digest[DIGEST_LEN]; /* of what may be a copy, or have one */
	bool is_common;            /* one for all Message-IDs that have one such file */
} File;

/* The only file of a Message-ID. */
typedef struct {
	const char *message_id;
	File *file;
} Single;

struct ModelFiles {
	ModelCounts *counts;
	GHashTable *by_id; /* Message-ID, which others keep -> File */
	/* Of Single: they come to stand there when one is asked for, which is seldom. */
	GArray *singles;
	/* Most mail has one file only, of which there is no more to tell. */
	File common[N_FATES][BOUNCE_N_KINDS];
};

static void
free_files(void *data)
{
	File *file = data;

	while (file && !file->is_common) {
		File *next = file->next;

		g_free(file);
		file = next;
	}
}

ModelFiles *
model_files_new(ModelCounts *counts)
{
	ModelFiles *files = g_new0(ModelFiles, 1);

	files->counts = counts;
	files->by_id = g_hash_table_new_full(text_hash, g_str_equal, NULL, free_files);
	files->singles = g_array_new(FALSE, FALSE, sizeof(Single));
	return files;
}

void
model_files_free(ModelFiles *files)
{
	if (!files)
		return;
	g_hash_table_unref(files->by_id);
	g_array_unref(files->singles);
	g_free(files);
}

static File *
common(ModelFiles *files, FileFate fate, BounceKind kind)
{
	File *file = &files->common[fate][kind];

	file->fate = fate;
	file->kind = kind;
	file->is_common = true;
	return file;
}

static size_t *
count_of(ModelCounts *counts, FileFate fate)
{
	switch (fate) {
	case FATE_WITH_ROWS:
		return &counts->n_with_rows;
	case FATE_UNRECOGNISED:
		return &counts->n_unrecognised;
	case FATE_OTHER:
		return &counts->n_other;
	case FATE_COPY:
		return &counts->n_copies;
	case FATE_UNREADABLE:
		return &counts->n_unreadable;
	default:
		break;
	}
	g_assert_not_reached();
}

/* One file more, or with by -1 one less. */
static void
count(ModelCounts *counts, const File *file, int by)
{
	counts->n_files += (size_t)by;
	*count_of(counts, file->fate) += (size_t)by;
	if (file->fate != FATE_COPY && file->fate != FATE_UNREADABLE)
		counts->n_by_kind[file->kind] += (size_t)by;
}

/* See free_files(). */
static File *
file_new(ModelFiles *files, FileFate fate, const BounceReport *report, bool is_only)
{
	BounceKind kind = report ? bounce_report_envelope(report)->kind : BOUNCE_KIND_OTHER;
	guint8 digest[32];
	gsize len = sizeof digest;

	if (is_only)
		return common(files, fate, kind);

	File *file = g_new0(File, 1);
	file->fate = fate;
	file->kind = kind;
	if (!report)
		return file;

	g_autoptr(GByteArray) stored = bounce_report_to_bytes(report);
	g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);

	g_checksum_update(checksum, stored->data, stored->len);
	g_checksum_get_digest(checksum, digest, &len);
	memcpy(file->digest, digest, DIGEST_LEN);
	return file;
}

static bool
is_copy(const File *file, const File *others)
{
	if (file->fate == FATE_UNREADABLE)
		return false;
	for (; others; others = others->next)
		if (others->fate != FATE_UNREADABLE &&
		    memcmp(file->digest, others->digest, DIGEST_LEN) == 0)
			return true;
	return false;
}

static File *
own_copy(const File *file)
{
	File *copy = g_memdup2(file, sizeof *file);

	copy->is_common = false;
	return copy;
}

/* Takes the file. */
static void
enter(GHashTable *by_id, const char *message_id, File *file)
{
	File *first = g_hash_table_lookup(by_id, message_id);

	if (!first) {
		g_hash_table_insert(by_id, (char *)message_id, file);
		return;
	}
	/* It was not the only one after all. */
	if (first->is_common) {
		first = own_copy(first);
		g_hash_table_insert(by_id, (char *)message_id, first);
	}
	if (file->is_common)
		file = own_copy(file);
	file->next = first->next;
	first->next = file;
}

static GHashTable *
by_id(const ModelFiles *files)
{
	for (guint i = 0; i < files->singles->len; i++) {
		const Single *single = &g_array_index(files->singles, Single, i);

		enter(files->by_id, single->message_id, single->file);
	}
	g_array_set_size(files->singles, 0);
	return files->by_id;
}

/* Takes the file. */
static void
keep(ModelFiles *files, const char *message_id, File *file)
{
	const Single single = {message_id, file};

	/* What has none can neither be asked for nor have a copy. */
	if (!*message_id)
		free_files(file);
	else if (file->is_common)
		g_array_append_val(files->singles, single);
	else
		enter(by_id(files), message_id, file);
}

bool
model_files_add(ModelFiles *files, const char *message_id, bool is_only, const BounceReport *report,
                FileFate fate)
{
	File *file = file_new(files, fate, report, is_only);
	bool copy = !is_only && is_copy(file, g_hash_table_lookup(by_id(files), message_id));

	if (copy)
		file->fate = FATE_COPY;
	count(files->counts, file, 1);
	keep(files, message_id, file);
	return copy;
}

void
model_files_remove(ModelFiles *files, const char *message_id)
{
	const File *file = g_hash_table_lookup(by_id(files), message_id);

	for (; file; file = file->next)
		count(files->counts, file, -1);
	g_hash_table_remove(files->by_id, message_id);
}

bool
model_files_has(const ModelFiles *files, const char *message_id)
{
	return g_hash_table_contains(by_id(files), message_id);
}
