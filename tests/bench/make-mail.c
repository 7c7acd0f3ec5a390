/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * make-mail KIND DIR N SEED - fill Maildirs below DIR with N invented bounces of a kind
 * that kinds.h has
 *
 * The same seed makes the same mail.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "kinds.h"

/* Messages of one Maildir. */
#define FOLDER_SIZE 5000

static bool
make_folder(const char *folder, GError **error)
{
	static const char *const parts[] = {"cur", "new", "tmp"};

	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		g_autofree char *path = g_build_filename(folder, parts[i], NULL);

		if (g_mkdir_with_parents(path, 0755) != 0) {
			g_set_error(error, G_FILE_ERROR, (int)g_file_error_from_errno(errno),
			            "%s: %s", path, g_strerror(errno));
			return false;
		}
	}
	return true;
}

static bool
make_message(MailKind kind, Words *words, const char *dir, guint64 number, GError **error)
{
	g_autofree char *folder =
		g_strdup_printf("%s/%03" G_GUINT64_FORMAT, dir, number / FOLDER_SIZE);
	g_autofree char *path =
		g_strdup_printf("%s/cur/%" G_GUINT64_FORMAT ".example:2,S", folder, number);
	g_autoptr(GString) text = g_string_new(NULL);

	if (number % FOLDER_SIZE == 0 && !make_folder(folder, error))
		return false;
	kind_add(kind, words, text);
	/* Not the temporary file of g_file_set_contents(), whose fsync() nobody needs. */
	return g_file_set_contents_full(path, text->str, (gssize)text->len,
	                                G_FILE_SET_CONTENTS_NONE, 0644, error);
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	MailKind kind = argc == 5 ? kind_find(argv[1]) : N_KINDS;
	guint64 n, seed;

	if (kind == N_KINDS ||
	    !g_ascii_string_to_unsigned(argv[3], 10, 1, G_MAXUINT32, &n, &error) ||
	    !g_ascii_string_to_unsigned(argv[4], 10, 0, G_MAXUINT32, &seed, &error)) {
		fputs("usage: make-mail mixed|tiny DIR N SEED\n", stderr);
		return EXIT_FAILURE;
	}

	g_autoptr(Words) words = words_new(seed);

	for (guint64 i = 0; i < n; i++) {
		if (!make_message(kind, words, argv[2], i, &error)) {
			fprintf(stderr, "make-mail: %s\n", error->message);
			return EXIT_FAILURE;
		}
	}
	return EXIT_SUCCESS;
}
