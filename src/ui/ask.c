/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/ask.h"

#include <string.h>

#include "ui/history.h"
#include "ui/prompt.h"

struct Ask {
	char *dir;
	GHashTable *histories; /* name -> History */

	const AskClass *class; /* NULL while nothing is asked */
	char *label;
	void *user;
	Prompt *prompt;
	AskState state;

	size_t back;  /* how far back in the history; 0 is what is typed */
	char *typed;  /* before the history was looked at, or NULL */
	char **words; /* of the completion that goes on, or NULL */
	size_t word;
	size_t word_begin;
};

Ask *
ask_new(const char *dir)
{
	Ask *ask = g_new0(Ask, 1);

	ask->dir = g_strdup(dir);
	ask->histories =
		g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)history_free);
	return ask;
}

static void
forget_words(Ask *ask)
{
	g_clear_pointer(&ask->words, g_strfreev);
}

static void
forget_past(Ask *ask)
{
	ask->back = 0;
	g_clear_pointer(&ask->typed, g_free);
}

static void
end(Ask *ask)
{
	ask->class = NULL;
	forget_words(ask);
	forget_past(ask);
	g_clear_pointer(&ask->prompt, prompt_free);
	g_clear_pointer(&ask->label, g_free);
	g_clear_pointer(&ask->state.note, g_free);
	ask->state = (AskState){0};
}

void
ask_free(Ask *ask)
{
	if (!ask)
		return;
	end(ask);
	g_hash_table_unref(ask->histories);
	g_free(ask->dir);
	g_free(ask);
}

bool
ask_is_open(const Ask *ask)
{
	return ask->class != NULL;
}

static void
follow(Ask *ask)
{
	g_clear_pointer(&ask->state.note, g_free);
	ask->state = (AskState){0};
	if (ask->class->changed)
		ask->state = ask->class->changed(prompt_text(ask->prompt), ask->user);
}

void
ask_begin(Ask *ask, const AskClass *class, const char *label, const char *initial, void *user)
{
	end(ask);
	ask->class = class;
	ask->label = g_strdup(label ? label : class->label);
	ask->user = user;
	ask->prompt = prompt_new(initial);
	if (*initial != '\0')
		follow(ask);
}

static History *
history_of(Ask *ask)
{
	const char *name = ask->class->history;
	History *history = name ? g_hash_table_lookup(ask->histories, name) : NULL;

	if (name && !history) {
		history = history_new(ask->dir, name);
		g_hash_table_insert(ask->histories, (char *)name, history);
	}
	return history;
}

static void
go_back(Ask *ask, int by)
{
	History *history = history_of(ask);
	size_t back = by > 0 ? ask->back + 1 : ask->back - MIN(ask->back, 1);
	const char *line = back == 0 ? ask->typed : history ? history_get(history, back - 1) : NULL;

	if (!line || back == ask->back)
		return;
	if (!ask->typed)
		ask->typed = g_strdup(prompt_text(ask->prompt));
	ask->back = back;
	prompt_set(ask->prompt, line, strlen(line));
	follow(ask);
}

/* One word after the other, and round again to what was typed. */
static void
complete(Ask *ask)
{
	const char *text = prompt_text(ask->prompt);
	size_t at = prompt_at(ask->prompt);

	if (!ask->words && ask->class->complete) {
		ask->word = 0;
		ask->words = ask->class->complete(text, at, &ask->word_begin, ask->user);
	} else {
		ask->word++;
	}
	if (!ask->words || !ask->words[0]) {
		forget_words(ask);
		return;
	}
	if (!ask->words[ask->word])
		ask->word = 0;

	const char *word = ask->words[ask->word];
	g_autofree char *whole =
		g_strdup_printf("%.*s%s%s", (int)ask->word_begin, text, word, text + at);
	prompt_set(ask->prompt, whole, ask->word_begin + strlen(word));
	follow(ask);
}

static void
accept(Ask *ask)
{
	g_autofree char *text = g_strdup(prompt_text(ask->prompt));
	const AskClass *class = ask->class;
	History *history = history_of(ask);

	if (history)
		history_add(history, text);
	end(ask);
	class->done(text, ask->user);
}

static void
cancel(Ask *ask)
{
	const AskClass *class = ask->class;

	end(ask);
	if (class->cancelled)
		class->cancelled(ask->user);
}

void
ask_key(Ask *ask, const char *key)
{
	g_return_if_fail(ask->class != NULL);

	if (ask->class->is_yes_or_no) {
		if (g_str_equal(key, "y") || g_str_equal(key, "Y"))
			accept(ask);
		else
			cancel(ask);
		return;
	}
	if (g_str_equal(key, "Tab")) {
		complete(ask);
		return;
	}
	forget_words(ask);
	if (g_str_equal(key, "Up") || g_str_equal(key, "C-p")) {
		go_back(ask, 1);
		return;
	}
	if (g_str_equal(key, "Down") || g_str_equal(key, "C-n")) {
		go_back(ask, -1);
		return;
	}
	switch (prompt_key(ask->prompt, key)) {
	case PROMPT_CHANGED:
		forget_past(ask);
		follow(ask);
		break;
	case PROMPT_ACCEPTED:
		accept(ask);
		break;
	case PROMPT_CANCELLED:
		cancel(ask);
		break;
	case PROMPT_MOVED:
	case PROMPT_OTHER:
		break;
	}
}

/* ---- drawing */

/* The first byte of text that is shown when the cursor, behind at bytes, must be within
 * width cells. */
static size_t
first_shown(const char *text, size_t at, size_t width, CellsFlags flags)
{
	size_t first = 0;

	for (;;) {
		g_autofree char *part = g_strndup(text + first, at - first);

		if (first >= at || cells_width(part, flags) < width)
			return first;
		first = (size_t)(g_utf8_next_char(text + first) - text);
	}
}

static int
part_width(const char *text, size_t begin, size_t end, CellsFlags flags)
{
	g_autofree char *part = g_strndup(text + begin, end > begin ? end - begin : 0);

	return (int)cells_width(part, flags);
}

int
ask_draw(const Ask *ask, const Canvas *canvas)
{
	const char *text = prompt_text(ask->prompt);
	const char *note = ask->state.note ? ask->state.note : "";
	CellsFlags flags = canvas->flags;
	size_t label_max = (size_t)(ask->class->is_yes_or_no ? canvas->cols - 1 : canvas->cols / 2);
	int label = (int)MIN(cells_width(ask->label, flags), label_max);
	int side = (int)cells_width(note, flags);
	int room = MAX(canvas->cols - label, 1);
	/* With the cursor behind it. */
	int typed = (int)cells_width(text, flags) + 1;

	if (side > 0 && (side + 2 < room / 2 || typed + side + 2 <= room))
		room -= side + 2;
	size_t at = prompt_at(ask->prompt);
	size_t first = first_shown(text, at, (size_t)room, flags);
	size_t begin = MAX(ask->state.begin, first), end = MAX(ask->state.end, first);

	paint(canvas, (Place){0, 0, canvas->cols}, STYLE_MESSAGE, "");
	paint(canvas, (Place){0, 0, label}, STYLE_MESSAGE, ask->label);
	paint(canvas, (Place){0, label, room}, STYLE_TEXT, text + first);
	if (end > begin) {
		g_autofree char *wrong = g_strndup(text + begin, end - begin);
		int x = part_width(text, first, begin, flags);
		int width = MIN((int)cells_width(wrong, flags), room - x);

		if (width > 0)
			paint(canvas, (Place){0, label + x, width}, STYLE_EVIDENCE, wrong);
	}
	if (room + label < canvas->cols)
		paint(canvas, (Place){0, canvas->cols - side, side}, STYLE_MESSAGE, note);
	return MIN(label + part_width(text, first, at, flags), canvas->cols - 1);
}
