/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bare-notmuch CONFIG KB - Message-ID, date and file names of all that may be a bounce
 *
 * The least that asking the index can cost: the query of our readers, newest first, and
 * what they take of each message.
 */
#include <bounce/kb.h>

#include <stdio.h>
#include <stdlib.h>

#include "reader/notmuch-auto.h"
#include "reader/query.h"

/* Returns how many messages there were. */
static unsigned
enumerate(notmuch_query_t *query)
{
	notmuch_messages_t *messages;
	unsigned n = 0;

	if (notmuch_query_search_messages(query, &messages) != NOTMUCH_STATUS_SUCCESS)
		return 0;
	for (; notmuch_messages_valid(messages); notmuch_messages_move_to_next(messages), n++) {
		notmuch_message_t *message = notmuch_messages_get(messages);
		notmuch_filenames_t *names = notmuch_message_get_filenames(message);

		notmuch_message_get_header(message, "message-id");
		notmuch_message_get_date(message);
		for (; notmuch_filenames_valid(names); notmuch_filenames_move_to_next(names))
			notmuch_filenames_get(names);
		notmuch_message_destroy(message);
	}
	return n;
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(notmuch_database_t) db = NULL;

	if (argc != 3) {
		fputs("usage: bare-notmuch CONFIG KB\n", stderr);
		return EXIT_FAILURE;
	}
	g_autoptr(BounceKb) kb = bounce_kb_load((const char *const[]){argv[2], NULL}, NULL, &error);
	if (!kb) {
		fprintf(stderr, "bare-notmuch: %s\n", error->message);
		return EXIT_FAILURE;
	}
	g_autofree char *text = query_wide(bounce_kb_notice(kb));

	notmuch_status_t status = notmuch_database_open_with_config(
		NULL, NOTMUCH_DATABASE_MODE_READ_ONLY, argv[1], NULL, &db, NULL);
	if (status != NOTMUCH_STATUS_SUCCESS) {
		fprintf(stderr, "bare-notmuch: %s\n", notmuch_status_to_string(status));
		return EXIT_FAILURE;
	}
	g_autoptr(notmuch_query_t) query = notmuch_query_create(db, text);

	notmuch_query_set_sort(query, NOTMUCH_SORT_NEWEST_FIRST);
	printf("%u\n", enumerate(query));
	return EXIT_SUCCESS;
}
