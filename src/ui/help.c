/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * help.c - the keys that work in a place, and what the list shows
 */
#include "ui/help.h"

#include <string.h>

#include "ui/cmdline.h"

/* Cells of a label; see doc_wrap(). */
#define LABEL_MAX 14

static const struct {
	const char *label;
	const char *text;
} list_words[] = {
	{"D K !", "The mark, beside the cursor. D is to be removed. K is to be kept; ! is too, "
                  "and has failed for good since."},
	{"H S P D ?", "The class. H is hard: the address is dead, for good. S is soft: it may "
                      "work again. P is policy: refused because of the sender or the message, "
                      "never the address's fault. D is delayed: still being tried. ? is "
                      "unknown."},
	{"CODE", "The status code the server gave, or its three-digit reply code."},
	{"N", "Bounces of this address."},
	{"DAYS", "Different days on which it bounced."},
	{"LAST", "The day of the last bounce; year and month when it is long ago."},
	{"REASON", "Why, in two or three words; the detail has all of it."},
};

static const char *
place_title(Where where)
{
	if (where & WHERE_LIST)
		return "Keys in the list";
	return where == WHERE_DETAIL ? "Keys in the detail" : "Keys";
}

/* What of the keys has no room beside the help stands in it. */
static void
add_command(Doc *doc, Command command, const char *keys)
{
	size_t room = MIN(strlen(keys), LABEL_MAX);
	g_autofree char *text = NULL;
	g_autofree char *label = NULL;

	while (keys[room] && keys[room] != ' ')
		room--;
	label = g_strndup(keys, room);
	text = g_strdup_printf("%s%s%s  :%s", command_help(command), keys[room] ? "; also" : "",
	                       keys + room, command_name(command));
	doc_add_labelled(doc, DOC_KEY, label, text, 0);
}

static void
add_topic(Doc *doc, CommandTopic topic, const Keymap *keymap, Where where)
{
	bool has_heading = false;

	for (size_t i = 0; i < N_COMMANDS; i++) {
		Command command = (Command)i;
		g_autofree char *keys = keymap_keys(keymap, command, where);

		if (command_topic(command) != topic || !*keys)
			continue;
		if (!has_heading) {
			doc_add_space(doc);
			doc_add(doc, DOC_HEADING, command_topic_title(topic));
			has_heading = true;
		}
		add_command(doc, command, keys);
	}
}

static void
add_statements(Doc *doc)
{
	const char *name, *argument, *help;

	doc_add_space(doc);
	doc_add(doc, DOC_HEADING, "After :, beside the names of all commands");
	for (size_t i = 0; cmdline_statement(i, &name, &argument, &help); i++) {
		g_autofree char *label = g_strdup_printf("%s %s", name, argument);

		doc_add_labelled(doc, DOC_KEY, label, help, 0);
	}
}

Doc *
help_doc(const Keymap *keymap, Where where)
{
	Doc *doc = doc_new();

	doc_add(doc, DOC_TITLE, place_title(where));
	for (size_t i = 0; i < N_TOPICS; i++)
		add_topic(doc, (CommandTopic)i, keymap, where);

	add_statements(doc);
	doc_add_space(doc);
	doc_add(doc, DOC_HEADING, "The list");
	for (size_t i = 0; i < G_N_ELEMENTS(list_words); i++)
		doc_add_labelled(doc, DOC_KEY, list_words[i].label, list_words[i].text, 0);
	doc_add_space(doc);
	doc_add(doc, DOC_TEXT, "Nothing is ever changed in your mail; :tag alone writes to its index.");
	return doc;
}
