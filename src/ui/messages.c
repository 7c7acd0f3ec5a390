/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * messages.c - what was told on the last line, kept to be read again
 */
#include "ui/messages.h"

/* A message is told at most once a key: more than anybody reads. */
#define MESSAGES_MAX 200

typedef struct {
	gint64 when;
	char *text;
} Message;

struct Messages {
	GArray *all; /* of Message, the latest last */
};

static void
message_clear(void *data)
{
	g_free(((Message *)data)->text);
}

Messages *
messages_new(void)
{
	Messages *messages = g_new0(Messages, 1);

	messages->all = g_array_new(FALSE, FALSE, sizeof(Message));
	g_array_set_clear_func(messages->all, message_clear);
	return messages;
}

void
messages_free(Messages *messages)
{
	if (!messages)
		return;
	g_array_unref(messages->all);
	g_free(messages);
}

void
messages_add(Messages *messages, gint64 when, const char *text)
{
	const Message message = {when, g_strdup(text)};

	g_array_append_val(messages->all, message);
	if (messages->all->len > MESSAGES_MAX)
		g_array_remove_range(messages->all, 0, messages->all->len - MESSAGES_MAX);
}

Doc *
messages_doc(const Messages *messages)
{
	Doc *doc = doc_new();

	doc_add(doc, DOC_TITLE, "Messages, latest first");
	doc_add_space(doc);
	if (messages->all->len == 0)
		doc_add(doc, DOC_TEXT, "Nothing has been told yet.");
	for (guint i = messages->all->len; i > 0; i--) {
		const Message *message = &g_array_index(messages->all, Message, i - 1);
		g_autoptr(GDateTime) time = g_date_time_new_from_unix_local(message->when);
		g_autofree char *label = time ? g_date_time_format(time, "%b %d %H:%M") : NULL;

		doc_add_labelled(doc, DOC_TEXT, label ? label : "", message->text, CELLS_PROSE);
	}
	return doc;
}
