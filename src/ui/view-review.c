/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * view-review.c - what the rules would mark, to be accepted or not
 */
#include "ui/view-review.h"

#include "core/doc.h"
#include "ui/move.h"
#include "ui/review-lines.h"
#include "ui/strip.h"

/* "[x] ", and a rule's name or a guard's with a gap. */
#define BOX_CELLS 4
#define RULE_CELLS 10

/* From here on there is room for the name, too. */
#define COLS_WITH_RULE 60

/* ... and here for two lines of a reason. */
#define ROWS_WITH_LONG_WHY 16

typedef struct {
	View view;
	const ViewContext *context;
	Rules *rules;
	GPtrArray *offers;
	GArray *lines; /* of ReviewLine */
	Cursor cursor;
	size_t rows;
	bool is_placed; /* somebody has moved it, or it is on the first offer */
	/* What the offers were made of. */
	const Model *model;
	const Policy *policy;
	guint64 revision;
} ReviewView;

static const ReviewLine *
line_at(const ReviewView *review, size_t i)
{
	return &g_array_index(review->lines, ReviewLine, i);
}

/* Going through all rows takes too long for every key. */
static void
follow(ReviewView *review)
{
	const Model *model = review->context->model;

	if (review->offers && review->model == model &&
	    review->policy == rules_policy(review->rules) &&
	    review->revision == model_revision(model))
		return;
	g_clear_pointer(&review->offers, g_ptr_array_unref);
	review->offers = rules_offers(review->rules);
	review->model = model;
	review->policy = rules_policy(review->rules);
	review->revision = model_revision(model);
	review_lines_make(review->lines, review->offers);
}

/* ---- where it is */

static size_t
review_n_lines(const View *view)
{
	return ((const ReviewView *)view)->lines->len;
}

static Cursor
review_place(const View *view)
{
	return ((const ReviewView *)view)->cursor;
}

static void
review_go(View *view, size_t line)
{
	ReviewView *review = (ReviewView *)view;

	review->cursor = cursor_to(review->cursor, line, review_n_lines(view), review->rows);
}

static void
review_restore(View *view, Cursor place)
{
	((ReviewView *)view)->cursor = place;
	review_go(view, place.at);
}

/* What is left for the reason of the line that the cursor is on, in full. */
static int
why_rows(int rows)
{
	return rows < ROWS_WITH_LONG_WHY ? 1 : 2;
}

static void
review_fit(View *view, int rows, int cols)
{
	ReviewView *review = (ReviewView *)view;

	(void)cols;
	follow(review);
	review->rows = (size_t)MAX(rows - why_rows(rows), 1);
	if (!review->is_placed && review->lines->len > LINE_OFFER)
		review->cursor.at = LINE_OFFER;
	review->is_placed = true;
	review_go(view, review->cursor.at);
}

static bool
review_run(View *view, Command command, size_t count)
{
	ReviewView *review = (ReviewView *)view;

	return move_run(&review->cursor, command, count, review_n_lines(view), review->rows);
}

/* ---- what it looks like */

static guint
count_accepted(const ReviewView *review)
{
	g_autofree bool *accepts = view_review_accepts(&review->view);
	guint n = 0;

	for (guint i = 0; i < review->offers->len; i++)
		n += accepts[i];
	return n;
}

static char *
describe_summary(const ReviewView *review)
{
	const Policy *policy = rules_policy(review->rules);
	guint n = count_accepted(review);

	if (!policy)
		return g_strdup("There are no rules; see the messages (M).");
	return g_strdup_printf(
		"Rules: %u change%s  preset: %s  nothing is changed until you accept", n,
		n == 1 ? "" : "s", policy_name(policy));
}

/* A rule's name, or that of what holds it back. */
static const char *
word_for(const Offer *offer)
{
	return offer->kind == OFFER_HELD ? guard_name(guard_first(offer->row->guards))
	                                 : policy_rule_name(offer->rule);
}

static const char *
box_for(const ReviewView *review, const Offer *offer)
{
	if (offer->kind == OFFER_HELD)
		return "[-]";
	if (offer->kind == OFFER_KEPT || rules_is_declined(review->rules, offer->row->key))
		return "[ ]";
	return "[x]";
}

/* An address has what is left, but no more than it needs to be read beside the reason. */
static void
split(int cols, Place *word, Place *address, Place *why)
{
	int x = 1 + BOX_CELLS;

	*word = (Place){0, x, cols >= COLS_WITH_RULE ? RULE_CELLS : 0};
	x += word->width;
	*address = (Place){0, x, MAX((cols - x) * 9 / 20, 1)};
	x += address->width + 1;
	*why = (Place){0, x, MAX(cols - x, 0)};
}

static void
draw_column(const ReviewView *review, const Canvas *canvas, Place place, Style style,
            const char *value)
{
	g_autoptr(GString) text = g_string_new(NULL);
	const Strip strip = {.canvas = canvas, .place = place};
	Strip filled = strip;

	if (place.width <= 0)
		return;
	cells_append_column(text, value, (size_t)place.width, review->context->flags);
	filled.text = text->str;
	strip_paint(&filled, style);
	strip_paint_matches(&filled, review->context->search,
	                    style == STYLE_CURSOR ? STYLE_MATCH : STYLE_MATCH_OTHER);
}

static void
draw_offer(const ReviewView *review, const Canvas *canvas, int y, const ReviewLine *line)
{
	bool is_current = line_at(review, review->cursor.at) == line;
	Style style = is_current ? STYLE_CURSOR : STYLE_TEXT;
	const Offer *offer = line->offer;
	g_autofree char *box = g_strconcat(is_current ? ">" : " ", box_for(review, offer), NULL);
	g_autoptr(GString) name = g_string_new(NULL);
	Place word, address, why;

	split(canvas->cols, &word, &address, &why);
	word.y = address.y = why.y = y;
	if (line->kind == LINE_INCIDENT)
		g_string_append_printf(name, "%u addr%s @%s", line->n, line->n == 1 ? "" : "s",
		                       review_line_domain(line));
	else
		cells_append_address(name, offer->row->address, (size_t)address.width,
		                     review->context->flags | CELLS_IDENTIFIER);
	paint(canvas, (Place){y, 0, canvas->cols}, style, box);
	draw_column(review, canvas, word, style, word_for(offer));
	draw_column(review, canvas, address, style, name->str);
	draw_column(review, canvas, why, style, offer->why);
}

static void
draw_titles(const ReviewView *review, const Canvas *canvas, int y)
{
	Place word, address, why;

	split(canvas->cols, &word, &address, &why);
	word.y = address.y = why.y = y;
	draw_column(review, canvas, word, STYLE_FAINT, "RULE");
	draw_column(review, canvas, address, STYLE_FAINT, "ADDRESS");
	draw_column(review, canvas, why, STYLE_FAINT, "WHY");
}

static void
draw_line(const ReviewView *review, const Canvas *canvas, int y, const ReviewLine *line)
{
	bool is_current = line_at(review, review->cursor.at) == line;
	g_autofree char *text = NULL;

	switch (line->kind) {
	case LINE_TITLES:
		draw_titles(review, canvas, y);
		return;
	case LINE_OFFER:
	case LINE_INCIDENT:
		draw_offer(review, canvas, y, line);
		return;
	case LINE_SUMMARY:
		text = describe_summary(review);
		break;
	case LINE_HELD:
		text = g_strdup_printf(" --- held back by guards: %u ---", line->n);
		break;
	}
	paint(canvas, (Place){y, 0, canvas->cols}, is_current ? STYLE_CURSOR : STYLE_HEADING, text);
}

/* Of what the cursor is on, as a line may have no room for it. */
static void
draw_why(const ReviewView *review, const Canvas *canvas)
{
	const Offer *offer = line_at(review, review->cursor.at)->offer;
	int n = why_rows(canvas->rows);
	g_autoptr(Doc) doc = doc_new();

	if (!offer)
		return;
	g_autofree char *text =
		g_strdup_printf("%s: %s", policy_rule_name(offer->rule), offer->why);
	doc_add(doc, DOC_TEXT, text);
	g_autoptr(DocLines) lines =
		doc_wrap(doc, (size_t)MAX(canvas->cols, 1), review->context->flags);

	for (int i = 0; i < n && (size_t)i < doc_lines_count(lines); i++)
		paint(canvas, (Place){canvas->rows - n + i, 0, canvas->cols}, STYLE_FAINT,
		      doc_lines_get(lines, (size_t)i)->text);
}

static void
review_draw(const View *view, const Canvas *canvas, bool focused)
{
	const ReviewView *review = (const ReviewView *)view;

	(void)focused;
	for (size_t y = 0; y < review->rows && review->cursor.top + y < review->lines->len; y++)
		draw_line(review, canvas, (int)y, line_at(review, review->cursor.top + y));
	if (canvas->rows > 1)
		draw_why(review, canvas);
}

static bool
holds(const Search *search, size_t i, const void *user)
{
	const ReviewLine *line = line_at(user, i);

	return line->offer && (search_holds(search, line->offer->row->address) ||
	                       search_holds(search, word_for(line->offer)) ||
	                       search_holds(search, line->offer->why));
}

static size_t
review_find(const View *view, const Search *search, size_t from, int by)
{
	const SearchWay way = {from, by, review_n_lines(view)};

	return search_lines(search, way, holds, view);
}

static void
review_free(View *view)
{
	ReviewView *review = (ReviewView *)view;

	g_clear_pointer(&review->offers, g_ptr_array_unref);
	g_array_unref(review->lines);
	g_free(review);
}

static const ViewClass review_class = {
	.where = WHERE_REVIEW,
	.fit = review_fit,
	.draw = review_draw,
	.run = review_run,
	.n_lines = review_n_lines,
	.place = review_place,
	.restore = review_restore,
	.find = review_find,
	.go = review_go,
	.free = review_free,
};

View *
view_review_new(const ViewContext *context, Rules *rules)
{
	ReviewView *review = g_new0(ReviewView, 1);

	review->view.class = &review_class;
	review->context = context;
	review->rules = rules;
	review->lines = g_array_new(FALSE, FALSE, sizeof(ReviewLine));
	review->rows = 1;
	follow(review);
	return &review->view;
}

const Row *
view_review_current(const View *view)
{
	const ReviewView *review = (const ReviewView *)view;
	const ReviewLine *line = line_at(review, review->cursor.at);

	return line->offer ? line->offer->row : NULL;
}

const char *
view_review_toggle(View *view)
{
	ReviewView *review = (ReviewView *)view;
	const Offer *offer = line_at(review, review->cursor.at)->offer;

	if (!offer)
		return "There is no address here.";
	if (offer->kind == OFFER_HELD)
		return "It is held back by a guard; mark it alone, in the list.";
	if (offer->kind == OFFER_KEPT)
		return "It is marked keep, which no rule changes.";
	rules_toggle(review->rules, offer->row->key);
	review_go(view, review->cursor.at + 1);
	return NULL;
}

const GPtrArray *
view_review_offers(const View *view)
{
	return ((const ReviewView *)view)->offers;
}

bool *
view_review_accepts(const View *view)
{
	const ReviewView *review = (const ReviewView *)view;
	bool *accepts = g_new0(bool, review->offers->len + 1);

	for (guint i = 0; i < review->offers->len; i++) {
		const Offer *offer = review->offers->pdata[i];

		accepts[i] = offer->kind == OFFER_PROPOSED &&
		             !rules_is_declined(review->rules, offer->row->key);
	}
	return accepts;
}

bool
view_review_has_accepted(const View *view)
{
	return count_accepted((const ReviewView *)view) > 0;
}
