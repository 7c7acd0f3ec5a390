/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * reading.c - one reading of the mail, and how far it is, in words
 */
#include "ui/reading.h"

#include "core/mailbox.h"
#include "core/number.h"

/* What is read in less needs no counter. */
#define PROGRESS_AFTER_US (300 * G_TIME_SPAN_MILLISECOND)

struct Reading {
	char **terms;
	Model *model;
	Intake *intake;
};

Reading *
reading_new(const IntakeOptions *options, const char *const *terms, void (*changed)(void *user),
            void *user)
{
	Reading *reading = g_new0(Reading, 1);
	IntakeOptions with_terms = *options;

	with_terms.terms = terms;
	reading->terms = g_strdupv((char **)terms);
	reading->model = model_new();
	reading->intake = intake_new(&with_terms, reading->model, changed, user);
	return reading;
}

void
reading_free(Reading *reading)
{
	if (!reading)
		return;
	intake_free(reading->intake);
	model_free(reading->model);
	g_strfreev(reading->terms);
	g_free(reading);
}

Model *
reading_model(const Reading *reading)
{
	return reading->model;
}

Intake *
reading_intake(const Reading *reading)
{
	return reading->intake;
}

const char *const *
reading_terms(const Reading *reading)
{
	return (const char *const *)reading->terms;
}

bool
reading_goes_on(const Reading *reading)
{
	return !intake_is_over(reading->intake);
}

static void
append_terms(GString *out, const char *const *terms)
{
	for (; terms && *terms; terms++)
		g_string_append_printf(out, " %s", *terms);
}

char *
reading_name(const Reading *reading)
{
	const StoreInfo *store = intake_store(reading->intake);
	GString *name = g_string_new(NULL);

	if (store) {
		g_autofree char *place = mailbox_place(store->database);
		g_autofree char *folder = g_path_get_basename(place);

		g_string_append_printf(name, "%s ", folder);
	}
	append_terms(name, reading_terms(reading));
	return g_string_free(name, FALSE);
}

static void
append_counted(GString *out, guint64 number, const char *word)
{
	number_append(out, number);
	g_string_append_printf(out, " %s%s", word, number == 1 ? "" : "s");
}

static void
append_how_far(GString *out, const Reading *reading)
{
	const StoreInfo *store = intake_store(reading->intake);

	if (!store)
		return;
	number_append(out, intake_n_read(reading->intake));
	g_string_append_c(out, '/');
	number_append(out, store->n_matching);
}

char *
reading_what_came(const Reading *reading)
{
	const StoreInfo *store = intake_store(reading->intake);
	GString *out = g_string_new(NULL);

	if (!store)
		return g_string_free(g_string_append(out, "nothing was read"), FALSE);
	g_string_append(out, "showing ");
	number_append(out, intake_n_read(reading->intake));
	g_string_append(out, " of ");
	number_append(out, store->n_matching);
	return g_string_free(out, FALSE);
}

static void
append_grouping(GString *out, Grouping by)
{
	if (by == GROUPING_NONE)
		g_string_append(out, ", not grouped");
	else if (by != GROUPING_SUBJECT)
		g_string_append_printf(out, " by %s", model_grouping_names()[by]);
}

/* What is soon over is not shown. */
static bool
takes_long(const Reading *reading)
{
	return g_get_monotonic_time() - intake_began(reading->intake) >= PROGRESS_AFTER_US;
}

static void
append_asked(GString *out, const Reading *reading)
{
	guint64 n_done, n_all;

	if (intake_state(reading->intake) != INTAKE_ASKING || !takes_long(reading))
		return;
	intake_count_asked(reading->intake, &n_done, &n_all);
	g_string_append(out, "asking ");
	number_append(out, n_done);
	g_string_append_c(out, '/');
	number_append(out, n_all);
	g_string_append(out, "  ");
}

/* "31 of 431 addrs" */
static void
append_shown(GString *out, const Model *shown)
{
	const ModelCounts *counts = model_counts(shown);

	if (model_filter(shown)) {
		number_append(out, counts->n_shown);
		g_string_append(out, " of ");
	}
	append_counted(out, counts->n_rows, "addr");
}

static void
append_reading(GString *out, const Reading *reading)
{
	g_string_append(out, "reading ");
	append_how_far(out, reading);
	g_string_append(out, "  ");
}

static void
append_read(GString *out, const Reading *reading)
{
	append_counted(out, intake_n_read(reading->intake), "msg");
	g_string_append(out, "  ");
}

char *
reading_progress(const Reading *reading, const Model *shown)
{
	GString *out = g_string_new(NULL);

	switch (intake_state(reading->intake)) {
	case INTAKE_READING:
		if (takes_long(reading))
			append_reading(out, reading);
		break;
	case INTAKE_REFRESHING:
		if (takes_long(reading))
			append_reading(out, reading);
		else
			append_read(out, reading);
		break;
	case INTAKE_PARTIAL:
		append_how_far(out, reading);
		g_string_append(out, " [partial]  ");
		break;
	case INTAKE_ASKING:
	case INTAKE_DONE:
	case INTAKE_FAILED:
		append_asked(out, reading);
		append_read(out, reading);
		break;
	}
	append_shown(out, shown);
	append_grouping(out, model_grouping(shown));
	return g_string_free(out, FALSE);
}

/* How many files are what, when they are no bounces. */
static void
add_kinds(Doc *doc, const ModelCounts *counts)
{
	static const struct {
		BounceKind kind;
		const char *label;
	} kinds[] = {
		{BOUNCE_KIND_SUCCESS, "Delivered"},
		{BOUNCE_KIND_AUTO_REPLY, "Auto-replies"},
		{BOUNCE_KIND_FEEDBACK, "Complaints"},
		{BOUNCE_KIND_OTHER, "Other mail"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		g_autoptr(GString) number = g_string_new(NULL);

		number_append(number, counts->n_by_kind[kinds[i].kind]);
		if (counts->n_by_kind[kinds[i].kind] > 0)
			doc_add_field(doc, kinds[i].label, number->str);
	}
}

static bool
is_partial(const Reading *reading)
{
	return intake_state(reading->intake) == INTAKE_PARTIAL;
}

/* Of the store nothing is known where it was stopped before. */
static void
add_why_empty(Doc *doc, const Reading *reading, const StoreInfo *store)
{
	g_autoptr(GString) text = g_string_new(NULL);

	if (!store) {
		g_string_append(text, "Stopped before the mail database had answered.");
	} else if (is_partial(reading)) {
		g_string_append(text, "Stopped; of ");
		append_how_far(text, reading);
		g_string_append(text, " messages none is a bounce.");
	} else if (store->n_matching == 0) {
		g_string_append(text, "No message matches in ");
		append_counted(text, store->n_messages, "message");
		g_string_append_c(text, '.');
	} else {
		append_counted(text, store->n_matching, "message");
		g_string_append_printf(text, " match%s, but none is a bounce.",
		                       store->n_matching == 1 ? "es" : "");
	}
	doc_add(doc, DOC_HEADING, text->str);
}

/* What to do about it, but for keys. */
static const char *
advise_empty(const Reading *reading)
{
	if (is_partial(reading))
		return "Read it again to see all.";
	if (reading->terms && *reading->terms)
		return "Ask with other search terms, or with none.";
	return "\"notmuch new\" takes new mail in. Where bounces are there and are not found, the "
	       "key bounces.query says which mail to look at (see notmuch-bounces(1)).";
}

static void
add_keys(Doc *doc, const Keymap *keymap, bool has_terms)
{
	static const Command commands[] = {COMMAND_QUERY_EDIT, COMMAND_QUERY_ALL, COMMAND_RELOAD,
	                                   COMMAND_HELP, COMMAND_CLOSE};

	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
		g_autofree char *key = keymap_key(keymap, commands[i], WHERE_ALL_OF_LIST);

		if (*key && (commands[i] != COMMAND_QUERY_ALL || has_terms))
			doc_add_labelled(doc, DOC_KEY, key, command_help(commands[i]), CELLS_PROSE);
	}
}

void
reading_explain_empty(const Reading *reading, const Keymap *keymap, Doc *doc)
{
	const StoreInfo *store = intake_store(reading->intake);

	if (intake_state(reading->intake) == INTAKE_READING || (!store && !is_partial(reading)))
		return;
	add_why_empty(doc, reading, store);
	add_kinds(doc, model_counts(reading->model));
	if (store) {
		doc_add_space(doc);
		doc_add(doc, DOC_TEXT, "This was asked:");
		doc_add(doc, DOC_QUOTE, store->query);
	}
	doc_add_space(doc);
	doc_add(doc, DOC_TEXT, advise_empty(reading));
	doc_add_space(doc);
	add_keys(doc, keymap, reading->terms && *reading->terms);
}
