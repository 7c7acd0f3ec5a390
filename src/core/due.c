/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/due.h"

#include <string.h>

struct DueMessage {
	gint64 date;
	size_t n_left; /* files still to be read */
	bool is_only;
	char id[];
};

/* Its address is the ticket. */
typedef struct {
	DueMessage *message;
	char path[];
} File;

struct Due {
	GHashTable *files; /* of File *; the last of a message owns it */
};

static void
free_file(void *data)
{
	File *file = data;

	if (--file->message->n_left == 0)
		g_free(file->message);
	g_free(file);
}

Due *
due_new(void)
{
	Due *due = g_new0(Due, 1);

	due->files = g_hash_table_new_full(NULL, NULL, free_file, NULL);
	return due;
}

void
due_free(Due *due)
{
	if (!due)
		return;
	g_hash_table_unref(due->files);
	g_free(due);
}

DueMessage *
due_message(const char *message_id, gint64 date, size_t n_files, bool is_only)
{
	size_t size = strlen(message_id) + 1;
	DueMessage *message = g_malloc(sizeof(DueMessage) + size);

	message->date = date;
	message->n_left = n_files;
	message->is_only = is_only;
	memcpy(message->id, message_id, size);
	return message;
}

guint64
due_add(Due *due, DueMessage *message, const char *path)
{
	size_t size = strlen(path) + 1;
	File *file = g_malloc(sizeof(File) + size);

	file->message = message;
	memcpy(file->path, path, size);
	g_hash_table_add(due->files, file);
	return GPOINTER_TO_SIZE(file);
}

static File *
find(const Due *due, guint64 ticket)
{
	return g_hash_table_lookup(due->files, GSIZE_TO_POINTER(ticket));
}

Origin
due_origin(const Due *due, guint64 ticket)
{
	const File *file = find(due, ticket);

	return (Origin){
		.message_id = file->message->id,
		.path = file->path,
		.date = file->message->date,
		.is_only = file->message->is_only,
	};
}

bool
due_done(Due *due, guint64 ticket)
{
	File *file = find(due, ticket);
	bool is_last = file->message->n_left == 1;

	g_hash_table_remove(due->files, file);
	return is_last;
}

guint
due_n(const Due *due)
{
	return g_hash_table_size(due->files);
}

void
due_clear(Due *due)
{
	g_hash_table_remove_all(due->files);
}
