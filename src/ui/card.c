/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * card.c - what a user is shown once, the first time: how to read the list
 */
#include "ui/card.h"

#include <glib/gstdio.h>

#include "ui/pager.h"

#define SEEN_FILE "first-run"

/* Reads well, and leaves some of the list to be seen on a terminal of 80. */
#define WIDTH_MAX 68
/* Of the line round it, and the blank within that. */
#define MARGIN 2
/* Below, the keys would not stand beside what they do. */
#define WIDTH_MIN (40 + 2 * MARGIN)

struct Card {
	const ViewContext *context;
	char *path; /* or NULL */
	bool is_due;
};

static const struct {
	Command command;
	const char *text;
} keys[] = {
	{COMMAND_OPEN, "goes to the explanation; folds or unfolds a group"},
	{COMMAND_CODE, "tells all that is known of the code"},
	{COMMAND_MARK_REMOVE, "marks the address: to be removed from the list"},
	{COMMAND_MARK_KEEP, "marks the address: to be kept, whatever comes"},
	{COMMAND_BY_DOMAIN, "groups by domain; other letters after g, by other things"},
	{COMMAND_EXPORT, "writes those to be removed to a file"},
	{COMMAND_HELP, "lists all keys"},
};

Card *
card_new(const char *state_dir, const ViewContext *context)
{
	Card *card = g_new0(Card, 1);

	card->context = context;
	if (*state_dir == '\0')
		return card;
	card->path = g_build_filename(state_dir, SEEN_FILE, NULL);
	card->is_due = !g_file_test(card->path, G_FILE_TEST_EXISTS);
	return card;
}

void
card_free(Card *card)
{
	if (!card)
		return;
	g_free(card->path);
	g_free(card);
}

static Doc *
card_doc(const Keymap *keymap)
{
	Doc *doc = doc_new();

	doc_add(doc, DOC_TITLE, "Each line is an address whose mail came back");
	doc_add_space(doc);
	doc_add(doc, DOC_TEXT,
	        "The letter is its class: H dead, S may pass, P not the address's fault, D still "
	        "being tried, ? unknown. Then the status code, how many bounces (N) on how many "
	        "days, the last of these, and the reason.");
	doc_add_space(doc);
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
		g_autofree char *key = keymap_key(keymap, keys[i].command, WHERE_LIST);

		if (*key)
			doc_add_labelled(doc, DOC_KEY, key, keys[i].text, CELLS_PROSE);
	}
	doc_add_space(doc);
	doc_add(doc, DOC_TEXT, "Nothing is changed in your mail. Any key closes this card.");
	return doc;
}

/* The pager with the text, and the area round it; no rows when there is no room. */
static Area
fit(const Card *card, Pager *pager, Area over)
{
	g_autoptr(Doc) doc = card_doc(card->context->keymap);
	int cols = MIN(over.cols, WIDTH_MAX);

	if (cols < WIDTH_MIN)
		return (Area){0};
	pager_set(pager, card->context, doc, over.rows, cols - 2 * MARGIN);

	int rows = (int)pager_n_lines(&pager->view) + 2;
	if (rows > over.rows)
		return (Area){0};
	return (Area){over.y + (over.rows - rows) / 2, over.x + (over.cols - cols) / 2, rows, cols};
}

bool
card_is_shown(const Card *card, Area over)
{
	Pager pager = {0};

	if (!card->is_due)
		return false;

	bool has_room = fit(card, &pager, over).rows > 0;

	pager_clear(&pager);
	return has_room;
}

void
card_dismiss(Card *card)
{
	g_autofree char *dir = g_path_get_dirname(card->path);

	card->is_due = false;
	if (g_mkdir_with_parents(dir, 0700) == 0)
		g_file_set_contents_full(card->path, "no\n", -1, G_FILE_SET_CONTENTS_CONSISTENT,
		                         0600, NULL);
}

static void
draw_frame(const Canvas *canvas)
{
	for (int y = 0; y < canvas->rows; y++)
		paint(canvas, (Place){y, 0, canvas->cols}, STYLE_TEXT, "");
	paint_across(canvas, (Place){0, 0, canvas->cols}, STYLE_HEADING);
	paint_across(canvas, (Place){canvas->rows - 1, 0, canvas->cols}, STYLE_HEADING);
}

void
card_draw(const Card *card, const Screen *screen, Area over)
{
	Pager pager = {0};
	Area area = fit(card, &pager, over);
	Area inner = {area.y + 1, area.x + MARGIN, area.rows - 2, area.cols - 2 * MARGIN};

	if (area.rows > 0) {
		g_autoptr(Canvas) around = canvas_new(screen, area);
		g_autoptr(Canvas) within = canvas_new(screen, inner);

		draw_frame(around);
		pager_draw(&pager.view, within, false);
	}
	pager_clear(&pager);
}
