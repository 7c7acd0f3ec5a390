/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "review": address by address on plain lines, for screen readers and for terminals
 * that cannot place their cursor.  What can be answered is the table at the end.
 */
#include "cli/commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/rows.h"
#include "core/explain.h"

/* Reads well on any terminal. */
#define WIDTH 78

typedef struct {
	const CliContext *context;
	BounceKb *kb;
	Gathered gathered;
	GArray *lines; /* of size_t: the model's lines that are rows */
	guint at;      /* in these */
	char *words;   /* that were searched for last; "" before */
	bool is_over;
	GString *out; /* what is to be said next */
} Review;

typedef struct {
	char letter; /* the answer begins with it; '\0' is an empty one */
	const char *help;
	void (*run)(Review *review, const char *rest);
} Answer;

static void
review_clear(Review *review)
{
	g_clear_pointer(&review->kb, bounce_kb_unref);
	gathered_clear(&review->gathered);
	g_array_unref(review->lines);
	g_free(review->words);
	g_string_free(review->out, true);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Review, review_clear)

static size_t
current_line(const Review *review)
{
	return g_array_index(review->lines, size_t, review->at);
}

static const Row *
current_row(const Review *review)
{
	return model_line(review->gathered.model, current_line(review)).row;
}

static void
say(Review *review, const char *text)
{
	g_autoptr(Doc) doc = doc_new();

	doc_add(doc, DOC_TEXT, text);
	cli_append_doc(review->out, doc, WIDTH, review->context->flags);
}

static void
add_counts(Doc *doc, const Row *row)
{
	g_autoptr(GDateTime) last = row->last ? g_date_time_new_from_unix_local(row->last) : NULL;
	g_autofree char *day = last ? g_date_time_format(last, ", the last on %Y-%m-%d") : NULL;
	g_autofree char *text = g_strdup_printf("%u on %u day%s%s", row->events.n, row->n_days,
	                                        row->n_days == 1 ? "" : "s", day ? day : "");

	doc_add_field(doc, "Bounces", text);
}

static void
say_row(Review *review)
{
	const Row *row = current_row(review);
	CellsFlags flags = *row->address ? CELLS_IDENTIFIER : CELLS_PROSE;
	g_autofree char *number = g_strdup_printf("%u of %u", review->at + 1, review->lines->len);
	g_autoptr(Doc) doc = doc_new();

	doc_add_labelled(doc, DOC_TITLE, number, row->title, flags);
	if (*row->address) {
		const BounceRecipient judged = model_judge(row, row->latest->to);

		add_counts(doc, row);
		if (row->mark->state != MARK_NONE)
			doc_add_field(doc, "Marked", mark_state_name(row->mark->state));
		explain_in_short(doc, review->kb, &judged);
	} else {
		doc_add_field(doc, "Why", row->latest->error);
		doc_add_field(doc, "What it is", model_group_help(row->group->kind));
	}
	g_string_append_c(review->out, '\n');
	cli_append_doc(review->out, doc, WIDTH, review->context->flags);
}

static void
go_next(Review *review, const char *rest)
{
	(void)rest;
	if (review->at + 1 == review->lines->len) {
		say(review, "This is the last address.");
		return;
	}
	review->at++;
	say_row(review);
}

static void
go_previous(Review *review, const char *rest)
{
	(void)rest;
	if (review->at == 0) {
		say(review, "This is the first address.");
		return;
	}
	review->at--;
	say_row(review);
}

static void
say_code(Review *review, const char *rest)
{
	const BounceRecipient *to = current_row(review)->latest->to;
	g_autoptr(Doc) doc = doc_new();

	(void)rest;
	if (to)
		explain_code(doc, review->kb, to);
	if (doc_is_empty(doc))
		say(review, "There is no code here.");
	cli_append_doc(review->out, doc, WIDTH, review->context->flags);
}

static void
say_everything(Review *review, const char *rest)
{
	g_autoptr(Doc) doc = doc_new();

	(void)rest;
	explain_row(doc, review->kb, current_row(review), 0);
	cli_append_doc(review->out, doc, WIDTH, review->context->flags);
}

/* The row at a line of the model, or, where that is a group's, the first below it. */
static guint
row_at(const Review *review, size_t line)
{
	guint at = 0;

	while (at + 1 < review->lines->len && g_array_index(review->lines, size_t, at) < line)
		at++;
	return at;
}

/* Without words, for those of the last time. */
static void
search(Review *review, const char *rest)
{
	if (*rest != '\0') {
		g_free(review->words);
		review->words = g_strdup(rest);
	}
	g_autoptr(Search) pattern = search_new(review->words);
	size_t line = model_search(review->gathered.model, review->kb, pattern,
	                           current_line(review) + 1, 1);

	if (line >= model_n_lines(review->gathered.model)) {
		g_autofree char *text = g_strdup_printf(
			"%s: %s", line == SEARCH_TOO_LONG ? "Takes too long" : "Not found",
			review->words);

		say(review, text);
		return;
	}
	review->at = row_at(review, line);
	say_row(review);
}

/* On disk before it is said. */
static void
mark(Review *review, MarkState state)
{
	const Row *row = current_row(review);
	g_autoptr(GError) error = NULL;

	if (*row->address == '\0') {
		say(review, "There is no address here.");
		return;
	}
	const MarkChange change = {
		.address = row->address,
		.message_id = "",
		.mark = {state, MARK_USER, g_get_real_time() / G_USEC_PER_SEC,
	                 row->latest->to->reason, ""},
	};
	g_autoptr(GPtrArray) changed = marks_set_many(review->gathered.marks, &change, 1, &error);
	g_autofree char *text = g_strdup_printf("It is marked: %s.", mark_state_name(state));

	say(review, changed ? text : error->message);
	if (!changed)
		return;
	const MarkLookup lookup = marks_lookup(review->gathered.marks);
	model_set_marks(review->gathered.model, &lookup);
	go_next(review, "");
}

static void
mark_remove(Review *review, const char *rest)
{
	(void)rest;
	mark(review, MARK_REMOVE);
}

static void
mark_keep(Review *review, const char *rest)
{
	(void)rest;
	mark(review, MARK_KEEP);
}

static void
unmark(Review *review, const char *rest)
{
	(void)rest;
	mark(review, MARK_NONE);
}

static void
quit(Review *review, const char *rest)
{
	(void)rest;
	review->is_over = true;
}

static const Answer answers[] = {
	{'\0', "Enter next", go_next}, {'p', "p back", go_previous},
	{'i', "i code", say_code},     {'e', "e all", say_everything},
	{'/', "/ search", search},     {'y', "y remove", mark_remove},
	{'k', "k keep", mark_keep},    {'u', "u none", unmark},
	{'q', "q quit", quit},
};

static void
say_prompt(Review *review)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(answers); i++)
		g_string_append_printf(text, "%s%s", i == 0 ? "" : ", ", answers[i].help);
	g_string_append_c(text, ':');
	g_string_append_c(review->out, '\n');
	say(review, text->str);
}

static void
answer(Review *review, const char *text)
{
	for (size_t i = 0; i < G_N_ELEMENTS(answers); i++) {
		const char *rest = *text != '\0' ? text + 1 : text;

		/* Only a search has words behind its letter. */
		if (answers[i].letter == *text && (*rest == '\0' || *text == '/')) {
			answers[i].run(review, rest);
			return;
		}
	}
	say(review, "That is none of the answers.");
}

/* The next line that is typed, without its end; NULL at the end of the input. */
static char *
read_answer(void)
{
	char *line = NULL; /* is malloc()ed */
	size_t size = 0;
	ssize_t len = getline(&line, &size, stdin);
	char *text = len < 0 ? NULL : g_strstrip(g_strdup(line));

	free(line);
	return text;
}

static bool
converse(Review *review, GError **error)
{
	say_row(review);
	while (!review->is_over) {
		say_prompt(review);
		if (!cli_write(review->out, error))
			return false;
		g_string_truncate(review->out, 0);

		g_autofree char *text = read_answer();

		if (!text)
			return true;
		answer(review, text);
	}
	return true;
}

/* false when there are none. */
static bool
list_rows(Review *review)
{
	for (size_t i = 0; i < model_n_lines(review->gathered.model); i++)
		if (model_line(review->gathered.model, i).row)
			g_array_append_val(review->lines, i);
	return review->lines->len > 0;
}

static void
say_nothing_found(const CliContext *context, const Model *model)
{
	/* Where no message matches, that has been said. */
	if (model_counts(model)->n_files > 0)
		context->say("of the messages that match none is a bounce that is chosen\n"
		             "Give other search terms; \"notmuch bounces summary\" says what "
		             "the messages are.",
		             context->flags);
}

static bool
read_options(char **args, RowsOptions *options, GError **error)
{
	const GOptionEntry entries[] = {
		CHOOSE_MARK(&options->choose),
		ROWS_OPTIONS(options),
		{0},
	};

	return cli_options(&cli_review, entries, args, &options->common.terms, error) &&
	       rows_check(options, error);
}

static bool
run_review(const CliContext *context, char **args, GError **error)
{
	g_auto(RowsOptions) options = {.common = COMMON_DEFAULTS};
	g_auto(Review) review = {
		.context = context,
		.words = g_strdup(""),
		.lines = g_array_new(FALSE, FALSE, sizeof(size_t)),
		.out = g_string_new(NULL),
	};

	if (!read_options(args, &options, error) ||
	    !source_open(context, &options.common.source, error))
		return false;
	review.kb = cli_load_kb(context, error);
	if (!review.kb)
		return false;
	if (!rows_gather(context, &options, review.kb, &review.gathered, error))
		return false;
	if (list_rows(&review))
		return converse(&review, error);
	say_nothing_found(context, review.gathered.model);
	return true;
}

const Cli cli_review = {
	.name = "review",
	.arguments = CLI_OPTIONS "[QUERY...]",
	.summary = "Go through the addresses line by line",
	.run = run_review,
};
