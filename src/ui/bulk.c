/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/bulk.h"

#include "core/guard-row.h"
#include "ui/browser-state.h"
#include "ui/matching.h"
#include "ui/view-detail.h"
#include "ui/view-list.h"

/* Takes said, or NULL for nothing. */
static void
tell_taken(Browser *browser, char *said)
{
	if (said)
		browser_tell(browser, said);
	g_free(said);
}

/* Of the line the cursor is on; "" when there is none. */
static const char *
key_here(const Browser *browser)
{
	ModelLine line;

	if (!view_list_current(browser->list, &line))
		return "";
	return line.row ? line.row->key : line.group->key;
}

void
bulk_end_selection(Browser *browser)
{
	selection_end(&browser->selection, key_here(browser));
}

/* What the targets will be, in the question and after it. */
static const char *
word_for(Command command)
{
	switch (command) {
	case COMMAND_MARK_REMOVE:
		return "remove";
	case COMMAND_MARK_KEEP:
		return "keep";
	case COMMAND_MARK_TOGGLE:
		return "remove or none";
	default:
		return "none";
	}
}

static void
forget_targets(Browser *browser)
{
	g_clear_pointer(&browser->targets, g_ptr_array_unref);
}

static void
count_marks(const Group *group, size_t *n)
{
	for (guint i = 0; i < group->rows->len; i++) {
		const Row *row = group->rows->pdata[i];

		if (*row->address)
			n[row->mark->state]++;
	}
}

/* false when there still is an address without a mark. */
static bool
tell_all_decided(Browser *browser)
{
	const Model *model = browser->context.model;
	size_t n[] = {[MARK_NONE] = 0, [MARK_REMOVE] = 0, [MARK_KEEP] = 0};
	g_autofree char *said = NULL;

	/* Of what a limit hides nothing is said. */
	if (model_filter(model) || model_counts(model)->n_rows == 0)
		return false;
	for (size_t i = 0; i < model_n_groups(model) && n[MARK_NONE] == 0; i++)
		count_marks(model_group(model, i), n);
	if (n[MARK_NONE] > 0)
		return false;
	said = g_strdup_printf("Nothing left to decide: %zu remove, %zu keep", n[MARK_REMOVE],
	                       n[MARK_KEEP]);
	if (n[MARK_REMOVE] > 0)
		browser_advise(browser, said, COMMAND_EXPORT, "exports those to remove");
	else
		browser_advise(browser, said, COMMAND_MARK_UNDO, "takes the last one back");
	return true;
}

/* Of one address that is under the cursor the list says it. */
static void
tell_marked(Browser *browser)
{
	guint n = browser->targets->len - 1, n_left = browser->n_left_out;
	const char *word = word_for(browser->marks_by);
	g_autofree char *left = g_strdup_printf("%u marked %s, %u left out", n, word, n_left);

	if (tell_all_decided(browser))
		return;
	if (n_left > 0)
		browser_advise(browser, left, COMMAND_MARK_REMOVE, "marks them one by one");
	else if (n > 1)
		tell_taken(browser, g_strdup_printf("%u addresses are marked %s; one undo "
		                                    "takes it back.",
		                                    n, word));
	else if (!g_str_equal(browser->targets->pdata[0], key_here(browser)))
		tell_taken(browser, g_strdup_printf("One address is marked %s.", word));
}

static void
apply(Browser *browser)
{
	const char *const *keys = (const char *const *)browser->targets->pdata;
	char *said = NULL;

	if (marking_apply(browser->marking, browser->marks_by, keys, &said)) {
		tell_marked(browser);
		browser->last_mark = browser->marks_by;
		bulk_end_selection(browser);
		if (browser->marks_cursor)
			view_list_next_row(browser->list);
	} else {
		tell_taken(browser, said);
	}
	forget_targets(browser);
}

static void
on_sure(const char *text, void *user)
{
	(void)text;
	apply(user);
}

static void
on_unsure(void *user)
{
	Browser *browser = user;

	forget_targets(browser);
	browser_tell(browser, "Nothing was marked.");
}

static const AskClass sure_class = {
	.label = "Mark? ",
	.is_yes_or_no = true,
	.done = on_sure,
	.cancelled = on_unsure,
};

/* ---- what is left out */

/* What stands in the way of the command, unless a person looks at the address alone. */
static OfferKind
hindrance(const Row *row, Command command)
{
	bool removes = marking_next_state(command, row) == MARK_REMOVE;
	bool unkeeps = command == COMMAND_MARK_TOGGLE && row->mark->state == MARK_KEEP;

	return removes || unkeeps ? offer_kind_of(row) : OFFER_PROPOSED;
}

/* Take out of targets, of more than one, those that something stands in the way of, and
 * count them by that. */
static void
leave_out(const Browser *browser, GPtrArray *targets, Command command, guint *n)
{
	for (guint i = targets->len - 1; i > 0; i--) {
		const Row *row = model_row(browser->context.model, targets->pdata[i - 1]);
		OfferKind kind = row ? hindrance(row, command) : OFFER_PROPOSED;

		n[kind]++;
		if (kind != OFFER_PROPOSED)
			g_ptr_array_remove_index(targets, i - 1);
	}
}

/* Why it is asked; by its first guard where the line has no room for all. */
static char *
ask_about(const Browser *browser, const Row *row, OfferKind kind)
{
	static const char format[] = "Held back: %s. Mark it remove? [y/N] ";

	if (kind == OFFER_KEPT)
		return g_strdup_printf("It is marked keep. Mark it %s? [y/N] ",
		                       word_for(browser->marks_by));

	g_autofree char *words = guard_row_describe(row);
	char *question = g_strdup_printf(format, words);

	if (cells_width(question, browser->context.flags) <= (size_t)screen_cols(browser->screen))
		return question;
	g_free(question);
	return g_strdup_printf(format, guard_words(guard_first(row->guards)));
}

static void
append_part(GString *out, size_t n, const char *what)
{
	if (n > 0)
		g_string_append_printf(out, "%s%zu %s", out->len > 0 ? ", " : "", n, what);
}

/* " (without 12 hidden, 2 guarded, 1 kept)" */
static char *
describe_left_out(const Browser *browser, const guint *n)
{
	const ModelCounts *counts = model_counts(browser->context.model);
	g_autoptr(GString) parts = g_string_new(NULL);

	append_part(parts, counts->n_rows - MIN(counts->n_shown, counts->n_rows), "hidden");
	append_part(parts, n[OFFER_HELD], "guarded");
	append_part(parts, n[OFFER_KEPT], "kept");
	return parts->len > 0 ? g_strdup_printf(" (without %s)", parts->str) : g_strdup("");
}

static void
mark_one(Browser *browser, Command command)
{
	const Row *row = model_row(browser->context.model, browser->targets->pdata[0]);
	OfferKind kind = row ? hindrance(row, command) : OFFER_PROPOSED;

	/* Who is on a line sees that it is kept, but not what guards it. */
	if (kind == OFFER_KEPT && browser->marks_cursor)
		kind = guard_holds(row->guards) && command == COMMAND_MARK_REMOVE ? OFFER_HELD
		                                                                  : OFFER_PROPOSED;
	if (kind == OFFER_PROPOSED) {
		apply(browser);
		return;
	}
	g_autofree char *question = ask_about(browser, row, kind);
	ask_begin(browser->ask, &sure_class, question, "", browser);
}

static void
mark_many(Browser *browser, Command command)
{
	guint n_of[N_OFFERS] = {0};

	leave_out(browser, browser->targets, command, n_of);
	browser->n_left_out = n_of[OFFER_HELD] + n_of[OFFER_KEPT];

	g_autofree char *left_out = describe_left_out(browser, n_of);
	guint n = n_of[OFFER_PROPOSED];

	if (n == 0) {
		forget_targets(browser);
		tell_taken(browser,
		           g_strdup_printf("All %u are guarded or kept; mark them one by one.",
		                           browser->n_left_out));
		return;
	}
	g_autofree char *question =
		g_strdup_printf("Mark %u shown address%s %s%s? [y/N] ", n, n == 1 ? "" : "es",
	                        word_for(command), left_out);
	ask_begin(browser->ask, &sure_class, question, "", browser);
}

void
bulk_mark(Browser *browser, GPtrArray *targets, Command command)
{
	forget_targets(browser);
	if (targets->len < 2) {
		g_ptr_array_unref(targets);
		browser_tell(browser, "There is no address here.");
		return;
	}
	browser->targets = targets;
	browser->n_left_out = 0;
	browser->marks_by = command;
	if (targets->len == 2)
		mark_one(browser, command);
	else
		mark_many(browser, command);
}

static void
mark_here(Browser *browser, Command command)
{
	size_t at = browser->list->class->place(browser->list).at;
	ModelLine line = {NULL, NULL};

	browser->marks_cursor = !selection_is_on(&browser->selection) &&
	                        view_list_current(browser->list, &line) && line.row;
	bulk_mark(browser, selection_targets(&browser->selection, browser->context.model, at),
	          command);
}

/* ---- the rest */

static void
select_range(Browser *browser)
{
	const char *key = key_here(browser);

	if (*key)
		selection_toggle_range(&browser->selection, key);
}

static void
select_all(Browser *browser)
{
	bulk_end_selection(browser);
	browser->selection.is_all = true;
}

/* Go to the line with this key, which is taken, or to where it was; else say why not. */
static void
go_to_end(Browser *browser, char *key, const char *why)
{
	const Model *model = browser->context.model;
	size_t i = key ? model_find_near(model, key) : G_MAXSIZE;

	g_free(key);
	if (i < model_n_lines(model))
		browser->list->class->go(browser->list, i);
	else
		browser_tell(browser, why);
}

static void
go_to_undecided(Browser *browser, int by)
{
	const Model *model = browser->context.model;
	size_t n = model_n_lines(model);
	size_t i = browser->list->class->place(browser->list).at;

	while ((by > 0 && i + 1 < n) || (by < 0 && i > 0)) {
		i = by > 0 ? i + 1 : i - 1;
		const Row *row = model_line(model, i).row;
		if (row && *row->address && row->mark->state == MARK_NONE) {
			browser->list->class->go(browser->list, i);
			return;
		}
	}
	if (!tell_all_decided(browser))
		browser_tell(browser, "Nothing undecided that way.");
}

static void
ignore(Browser *browser)
{
	const Event *event = view_detail_current(browser->detail);
	ModelLine line;

	if (!event || !event->to || !view_list_current(browser->list, &line) || !line.row)
		browser_tell(browser, "There is no bounce here.");
	else
		tell_taken(browser, marking_ignore(browser->marking, line.row, event));
}

void
bulk_run(Browser *browser, Command command)
{
	switch (command) {
	case COMMAND_MARK_UNDO:
	case COMMAND_MARK_REDO:
		tell_taken(browser,
		           marking_step_back(browser->marking, command == COMMAND_MARK_UNDO));
		break;
	case COMMAND_MARK_AGAIN:
		if (browser->last_mark == N_COMMANDS)
			browser_tell(browser, "Nothing was marked yet.");
		else
			mark_here(browser, browser->last_mark);
		break;
	case COMMAND_MARK_FILTER:
		matching_ask(browser, COMMAND_MARK_REMOVE);
		break;
	case COMMAND_UNMARK_FILTER:
		matching_ask(browser, COMMAND_MARK_NONE);
		break;
	case COMMAND_IGNORE:
		ignore(browser);
		break;
	case COMMAND_SELECT:
		select_range(browser);
		break;
	case COMMAND_SELECT_SWAP:
		go_to_end(browser, selection_swap(&browser->selection, key_here(browser)),
		          "No range is selected.");
		break;
	case COMMAND_SELECT_LAST:
		go_to_end(browser, selection_again(&browser->selection), "There was no range yet.");
		break;
	case COMMAND_SELECT_ALL:
		select_all(browser);
		break;
	case COMMAND_UNDECIDED_NEXT:
		go_to_undecided(browser, 1);
		break;
	case COMMAND_UNDECIDED_PREVIOUS:
		go_to_undecided(browser, -1);
		break;
	default:
		mark_here(browser, command);
		break;
	}
}
