/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/empty.h"

#include "core/number.h"
#include "ui/limits.h"

static void
add_way_out(Doc *doc, const Keymap *keymap, Command command)
{
	g_autofree char *key = keymap_key(keymap, command, WHERE_ALL_OF_LIST);

	if (*key)
		doc_add_labelled(doc, DOC_KEY, key, command_help(command), CELLS_PROSE);
}

/* One that finds n messages, if it does. */
static void
add_query(Doc *doc, const Keymap *keymap, Command command, guint64 n)
{
	g_autofree char *key = keymap_key(keymap, command, WHERE_ALL_OF_LIST);
	g_autoptr(GString) text = g_string_new(command_help(command));

	if (!*key || n == 0)
		return;
	g_string_append(text, " (");
	number_append(text, n);
	g_string_append(text, n == 1 ? " match)" : " matches)");
	doc_add_labelled(doc, DOC_KEY, key, text->str, CELLS_PROSE);
}

static void
explain_limit(Doc *doc, const ViewContext *context)
{
	doc_add(doc, DOC_HEADING, "No address fits the limit");
	doc_add_space(doc);
	doc_add(doc, DOC_QUOTE, limits_text(context));
	doc_add_space(doc);
	add_way_out(doc, context->keymap, COMMAND_LIMIT);
	add_way_out(doc, context->keymap, COMMAND_LIMIT_BACK);
	add_way_out(doc, context->keymap, COMMAND_LIMIT_ALL);
}

/* How many files are what, when they are no bounces. */
static void
add_kinds(Doc *doc, const ModelCounts *counts)
{
	static const BounceKind kinds[] = {BOUNCE_KIND_SUCCESS, BOUNCE_KIND_FEEDBACK,
	                                   BOUNCE_KIND_AUTO_REPLY, BOUNCE_KIND_OTHER};

	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		GroupKind group = model_group_without_address(kinds[i]);
		g_autoptr(GString) number = g_string_new(NULL);

		number_append(number, counts->n_by_kind[kinds[i]]);
		if (counts->n_by_kind[kinds[i]] > 0)
			doc_add_field(doc, model_group_title(group), number->str);
	}
}

static bool
is_partial(const Reading *reading)
{
	return intake_state(reading_intake(reading)) == INTAKE_PARTIAL;
}

/* Of the store nothing is known where it was stopped before. */
static void
add_why(Doc *doc, const Reading *reading, const StoreInfo *store)
{
	g_autoptr(GString) text = g_string_new(NULL);

	if (!store) {
		g_string_append(text, "Stopped before the mail database had answered.");
	} else if (is_partial(reading)) {
		number_append(text, intake_n_read(reading_intake(reading)));
		g_string_append(text, " of ");
		number_append_counted(text, store->n_matching, "message");
		g_string_append(text, " were read, and none is a bounce.");
	} else if (store->n_matching == 0) {
		g_string_append(text, "No message matches in ");
		number_append_counted(text, store->n_messages, "message");
		g_string_append_c(text, '.');
	} else {
		number_append_counted(text, store->n_matching, "message");
		g_string_append_printf(text, " match%s, but none is a bounce.",
		                       store->n_matching == 1 ? "es" : "");
	}
	doc_add(doc, DOC_HEADING, text->str);
}

static bool
has_terms(const Reading *reading)
{
	const char *const *terms = reading_scope(reading)->terms;

	return terms && *terms;
}

/* What to do about it, but for keys. */
static const char *
advise(const Reading *reading)
{
	if (is_partial(reading))
		return "Read it again to see all.";
	if (has_terms(reading))
		return "Ask with other search terms, or with none.";
	return "\"notmuch new\" takes new mail in. Where bounces are there and are not found, the "
	       "key bounces.query says which mail to look at (see notmuch-bounces(1)).";
}

static void
add_queries(Doc *doc, const Reading *reading, const StoreInfo *store, const Keymap *keymap)
{
	if (store->n_matching > 0)
		add_way_out(doc, keymap, COMMAND_LIST_OTHERS);
	if (store->n_matching > 0 && has_terms(reading))
		add_way_out(doc, keymap, COMMAND_QUERY_ALL);
	add_query(doc, keymap, COMMAND_QUERY_ALL, store->n_wide);
	add_query(doc, keymap, COMMAND_QUERY_TAGGED, store->n_tagged);
}

static void
explain_reading(Doc *doc, const Reading *reading, const Keymap *keymap)
{
	const StoreInfo *store = intake_store(reading_intake(reading));

	add_why(doc, reading, store);
	add_kinds(doc, model_counts(reading_model(reading)));
	if (store) {
		doc_add_space(doc);
		doc_add(doc, DOC_TEXT, "This was asked:");
		doc_add(doc, DOC_QUOTE, store->query);
	}
	doc_add_space(doc);
	doc_add(doc, DOC_TEXT, advise(reading));
	doc_add_space(doc);
	add_way_out(doc, keymap, COMMAND_QUERY_EDIT);
	if (store)
		add_queries(doc, reading, store, keymap);
	add_way_out(doc, keymap, COMMAND_RELOAD);
	add_way_out(doc, keymap, COMMAND_HELP);
	add_way_out(doc, keymap, COMMAND_CLOSE);
}

void
empty_explain(Doc *doc, const Reading *reading, const ViewContext *context)
{
	bool is_known = intake_store(reading_intake(reading)) || is_partial(reading);

	if (!reading_is_empty(reading) && *limits_text(context))
		explain_limit(doc, context);
	else if (is_known && intake_state(reading_intake(reading)) != INTAKE_READING)
		explain_reading(doc, reading, context->keymap);
}
