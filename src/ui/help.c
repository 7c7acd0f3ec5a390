/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * help.c - the keys that work in a place, and what is seen there
 */
#include "ui/help.h"

#include <string.h>

#include "ui/cmdline.h"

/* Cells of a label; see doc_wrap(). */
#define LABEL_MAX 14

typedef struct {
	const char *label;
	const char *text;
} Word;

static const Word list_words[] = {
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

static const Word review_words[] = {
	{"[x]", "A rule proposes it, and accepting marks it remove."},
	{"[ ]", "Left out: by you, now or with the mark keep."},
	{"[-]", "Held back by a guard; it can be marked by itself, in the list."},
	{"RULE", "The rule that fits, or the guard that holds it back."},
	{"WHY", "What the rule went by; of the line that the cursor is on, in full below."},
};

/* What keys work in, and the words that are seen there. */
static const struct {
	Where where;
	const char *title;
	const char *heading;
	const Word *words;
	size_t n_words;
} places[] = {
	{WHERE_LIST, "Keys in the list", "The list", list_words, G_N_ELEMENTS(list_words)},
	{WHERE_DETAIL, "Keys in the detail", "The list", list_words, G_N_ELEMENTS(list_words)},
	{WHERE_REVIEW, "Keys in the review", "The review", review_words,
         G_N_ELEMENTS(review_words)},
	{WHERE_EXPORT, "Keys among the forms to export in", NULL, NULL, 0},
	{WHERE_MAIL, "Keys in a mail", NULL, NULL, 0},
	{WHERE_PAGE, "Keys in a text", NULL, NULL, 0},
};

static size_t
place_of(Where where)
{
	size_t i = 0;

	while (i + 1 < G_N_ELEMENTS(places) && !(places[i].where & where))
		i++;
	return i;
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

static void
add_words(Doc *doc, size_t place)
{
	if (places[place].n_words == 0)
		return;
	doc_add_space(doc);
	doc_add(doc, DOC_HEADING, places[place].heading);
	for (size_t i = 0; i < places[place].n_words; i++)
		doc_add_labelled(doc, DOC_KEY, places[place].words[i].label,
		                 places[place].words[i].text, 0);
}

Doc *
help_doc(const Keymap *keymap, Where where)
{
	size_t place = place_of(where);
	Doc *doc = doc_new();

	doc_add(doc, DOC_TITLE, places[place].title);
	for (size_t i = 0; i < N_TOPICS; i++)
		add_topic(doc, (CommandTopic)i, keymap, where);
	add_statements(doc);
	add_words(doc, place);
	doc_add_space(doc);
	doc_add(doc, DOC_TEXT,
	        "Nothing is ever changed in your mail; :tag alone writes to its index.");
	return doc;
}
