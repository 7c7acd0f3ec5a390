/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/split.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/readers.h"

/* Hexadecimal digits of a digest: 128 bits tell any number of messages apart. */
#define NAME_LEN 32

typedef struct {
	const Split *split;
	Readers *readers;
	GHashTable *names; /* files that are to be there -> how often that was met */
	guint64 n_messages;
	bool is_over;
	GError *error; /* the first */
} Splitting;

static void
splitting_clear(Splitting *splitting)
{
	g_clear_pointer(&splitting->readers, readers_free);
	g_hash_table_unref(splitting->names);
	g_clear_error(&splitting->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Splitting, splitting_clear)

/* What begins a message in an mbox is no part of it, and notmuch(1) would look for
 * another one behind it. */
static const char *
skip_separator(const ShownMail *mail, size_t *len)
{
	static const char separator[] = "From ";
	size_t separator_len = sizeof separator - 1;
	const char *end = memchr(mail->bytes, '\n', mail->len);

	*len = mail->len;
	if (!end || mail->len < separator_len || memcmp(mail->bytes, separator, separator_len) != 0)
		return mail->bytes;
	*len -= (size_t)(end + 1 - mail->bytes);
	return end + 1;
}

/* "DIGEST", and "DIGEST.1" for its first copy.  The caller frees. */
static char *
name_of(Splitting *splitting, const char *bytes, size_t len)
{
	g_autofree char *digest =
		g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, len);
	g_autofree char *name = g_strndup(digest, NAME_LEN);
	guint n = GPOINTER_TO_UINT(g_hash_table_lookup(splitting->names, name));

	g_hash_table_insert(splitting->names, g_strdup(name), GUINT_TO_POINTER(n + 1));
	if (n == 0)
		return g_steal_pointer(&name);

	char *copy = g_strdup_printf("%s.%u", name, n);
	g_hash_table_insert(splitting->names, g_strdup(copy), GUINT_TO_POINTER(1));
	return copy;
}

static void
on_shown(guint64 ticket, const ShownMail *mail, void *user)
{
	Splitting *splitting = user;
	size_t len;
	const char *bytes = skip_separator(mail, &len);
	g_autofree char *name = name_of(splitting, bytes, len);
	g_autofree char *path = g_build_filename(splitting->split->to, name, NULL);

	(void)ticket;
	splitting->n_messages++;
	if (splitting->split->progress)
		splitting->split->progress(splitting->n_messages, splitting->split->user);
	/* By a rename: what has the name is whole. */
	if (!splitting->error && !g_file_test(path, G_FILE_TEST_EXISTS))
		g_file_set_contents(path, bytes, (gssize)len, &splitting->error);
}

static void
on_refused(guint64 ticket, unsigned number, const char *why, void *user)
{
	Splitting *splitting = user;

	(void)ticket;
	if (splitting->error)
		return;
	if (number > 0)
		splitting->error =
			g_error_new(G_IO_ERROR, G_IO_ERROR_FAILED, "message %u: %s", number, why);
	else
		splitting->error = g_error_new_literal(G_IO_ERROR, G_IO_ERROR_FAILED, why);
}

static void
on_parsed(guint64 ticket, void *user)
{
	Splitting *splitting = user;

	(void)ticket;
	splitting->is_over = true;
}

static const ReadersEvents events = {
	.shown = on_shown,
	.refused = on_refused,
	.parsed = on_parsed,
};

/* What a program that was killed left half written goes, too. */
static bool
remove_others(const Splitting *splitting, GError **error)
{
	g_autoptr(GDir) dir = g_dir_open(splitting->split->to, 0, error);
	const char *name;

	if (!dir)
		return false;
	while ((name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(splitting->split->to, name, NULL);

		if (!g_hash_table_contains(splitting->names, name))
			g_unlink(path);
	}
	return true;
}

bool
split_run(const Split *split, GError **error)
{
	g_auto(Splitting) splitting = {
		.split = split,
		.names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
	};

	splitting.readers = readers_new(split->program, split->data_dir, 1, &events, &splitting);
	readers_split(splitting.readers, 0, split->from);
	while (!splitting.is_over && !splitting.error &&
	       !g_cancellable_is_cancelled(split->cancellable))
		g_main_context_iteration(NULL, TRUE);
	if (g_cancellable_set_error_if_cancelled(split->cancellable, error))
		return false;
	if (splitting.error) {
		g_propagate_error(error, g_steal_pointer(&splitting.error));
		return false;
	}
	return remove_others(&splitting, error);
}
