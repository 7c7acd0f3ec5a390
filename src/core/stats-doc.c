/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/stats-doc.h"

#include "core/chart.h"
#include "core/stats.h"

/* Of each chart by what bounces have in common. */
#define TOP_MAX 10

/* Fits a detail pane of 20 columns. */
#define COURSE_CELLS ((size_t)16)

static const struct {
	BounceClass class;
	const char *title;
	DocStyle style;
} classes[] = {
	{BOUNCE_CLASS_HARD, "Hard", DOC_HARD},
	{BOUNCE_CLASS_SOFT, "Soft", DOC_SOFT},
	{BOUNCE_CLASS_POLICY, "Policy", DOC_POLICY},
	{BOUNCE_CLASS_DELAYED, "Delayed", DOC_DELAYED},
	{BOUNCE_CLASS_UNKNOWN, "Unknown", DOC_UNKNOWN},
};

/* About what one looks at without getting lost; a month always stands day by day. */
#define PERIODS_MAX 40

/* Fewer would make every chart on a narrow screen one of years. */
#define PERIODS_MIN 24

/* Of a line of the classes over time: title and number. */
#define BESIDE_PERIODS 15

/* What is drawn for whom. */
typedef struct {
	Doc *doc;
	const Model *model;
	const BounceKb *kb;
	size_t width;
	CellsFlags flags;
} Page;

G_GNUC_PRINTF(3, 4)
static void
add_words(const Page *page, DocStyle style, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	g_autofree char *words = g_strdup_vprintf(format, args);
	va_end(args);
	doc_add(page->doc, style, words);
}

static void
add_heading(const Page *page, const char *before, const char *what)
{
	doc_add_space(page->doc);
	add_words(page, DOC_HEADING, "%s %s", before, what);
}

static const char *
plural(size_t n, const char *one, const char *many)
{
	return n == 1 ? one : many;
}

static char *
title_of_day(const Stats *stats, guint i)
{
	const StatsBounce *bounce = &g_array_index(stats->dated, StatsBounce, i);

	return stats_period_title(&(StatsPeriod){.index = bounce->day, .n_units = 1},
	                          STATS_UNIT_DAY);
}

static void
add_span(const Page *page, const Stats *stats)
{
	if (stats->dated->len == 0)
		return;

	g_autofree char *first = title_of_day(stats, 0);
	g_autofree char *last = title_of_day(stats, stats->dated->len - 1);

	if (g_str_equal(first, last))
		add_words(page, DOC_TEXT, "on %s", first);
	else
		add_words(page, DOC_TEXT, "from %s to %s", first, last);
}

static void
add_totals(const Page *page, const Stats *stats)
{
	size_t n = stats->n_bounces;

	doc_add(page->doc, DOC_TITLE, "Statistics");
	add_words(page, DOC_TEXT, "%zu %s of %zu %s", n, plural(n, "bounce", "bounces"),
	          stats->n_addresses, plural(stats->n_addresses, "address", "addresses"));
	add_span(page, stats);
	if (stats->n_undated > 0)
		add_words(page, DOC_FAINT, "%zu of them %s no date.", stats->n_undated,
		          plural(stats->n_undated, "has", "have"));
}

/* ---- over time */

static void
add_bars(const Page *page, const ChartRow *rows, size_t n_rows, CellsFlags flags)
{
	g_autoptr(GPtrArray) lines = chart_bars(rows, n_rows, page->width, page->flags | flags);

	for (guint i = 0; i < lines->len; i++)
		doc_add_figure(page->doc, DOC_TEXT, lines->pdata[i]);
}

static const StatsPeriod *
nth(const GArray *periods, guint i)
{
	return &g_array_index(periods, StatsPeriod, i);
}

static void
add_periods(const Page *page, const GArray *periods, StatsUnit unit)
{
	g_autofree ChartRow *rows = g_new0(ChartRow, periods->len);
	g_autoptr(GPtrArray) titles = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < periods->len; i++) {
		char *title = stats_period_title(nth(periods, i), unit);

		g_ptr_array_add(titles, title);
		rows[i] = (ChartRow){.label = title, .n = nth(periods, i)->n};
	}
	add_heading(page, "Bounces per", stats_unit_name(unit));
	add_bars(page, rows, periods->len, CELLS_PROSE);
}

static size_t
highest_of(const GArray *periods)
{
	size_t highest = 0;

	for (guint i = 0; i < periods->len; i++)
		for (size_t c = 0; c < BOUNCE_N_CLASSES; c++)
			highest = MAX(highest, nth(periods, i)->n_by_class[c]);
	return highest;
}

/* Into numbers, those of a class. */
static void
fill_numbers(size_t *numbers, const GArray *periods, BounceClass class)
{
	for (guint i = 0; i < periods->len; i++)
		numbers[i] = nth(periods, i)->n_units > 1 ? CHART_GAP
		                                          : nth(periods, i)->n_by_class[class];
}

static void
add_classes(const Page *page, const Stats *stats, const GArray *periods)
{
	size_t n_periods = periods->len;
	g_autofree size_t *numbers = g_new(size_t, BOUNCE_N_CLASSES * n_periods);
	ChartRow rows[BOUNCE_N_CLASSES];
	DocStyle styles[BOUNCE_N_CLASSES];
	size_t n_rows = 0;
	size_t highest = highest_of(periods);

	for (size_t i = 0; i < G_N_ELEMENTS(classes); i++) {
		size_t n = stats->n_by_class[classes[i].class];
		size_t *its = numbers + n_rows * n_periods;

		if (n == 0)
			continue;
		fill_numbers(its, periods, classes[i].class);
		rows[n_rows] = (ChartRow){classes[i].title, n, its, n_periods};
		styles[n_rows++] = classes[i].style;
	}

	g_autoptr(GPtrArray) lines = chart_sparks(rows, n_rows, highest, page->width, page->flags);

	add_heading(page, "Classes over", "time");
	for (guint i = 0; i < lines->len; i++)
		doc_add_figure(page->doc, styles[i], lines->pdata[i]);
	add_words(page, DOC_FAINT,
	          "A column is a line of the chart above, from . (none) by "
	          "\u2581\u2582\u2583\u2584\u2585\u2586\u2587 to \u2588 (%zu).",
	          highest);
}

static void
add_over_time(const Page *page, const Stats *stats)
{
	size_t room = MAX(page->width, BESIDE_PERIODS) - BESIDE_PERIODS;
	StatsUnit unit;
	g_autoptr(GArray) periods =
		stats_periods(stats, CLAMP(room, PERIODS_MIN, PERIODS_MAX), &unit);

	if (periods->len == 0)
		return;
	add_periods(page, periods, unit);
	add_classes(page, stats, periods);
}

/* ---- by what they have in common */

static void
add_top(const Page *page, Grouping by)
{
	g_autoptr(Tally) tally = stats_tally(page->model, page->kb, by);
	g_autoptr(GArray) counts = tally_list(tally);
	ChartRow rows[TOP_MAX] = {0};
	bool is_name = by == GROUPING_DOMAIN || by == GROUPING_HOST || by == GROUPING_LIST;
	size_t n_others = 0;

	for (guint i = 0; i < counts->len; i++) {
		const TallyCount *count = &g_array_index(counts, TallyCount, i);

		if (i < TOP_MAX)
			rows[i] = (ChartRow){.label = count->word, .n = count->n};
		else
			n_others += count->n;
	}
	add_heading(page, "By", model_grouping_names()[by]);
	add_bars(page, rows, MIN(counts->len, TOP_MAX), is_name ? CELLS_IDENTIFIER : CELLS_PROSE);
	if (n_others > 0)
		add_words(page, DOC_FAINT, "and %u more, with %zu %s", counts->len - TOP_MAX,
		          n_others, plural(n_others, "bounce", "bounces"));
}

Doc *
stats_doc(const Model *model, const BounceKb *kb, size_t width, CellsFlags flags)
{
	static const Grouping always[] = {GROUPING_SUBJECT, GROUPING_REASON, GROUPING_DOMAIN,
	                                  GROUPING_HOST};
	const Page page = {doc_new(), model, kb, width, flags};
	Grouping first = model_grouping(model);
	g_autoptr(Stats) stats = stats_new(model);

	add_totals(&page, stats);
	if (stats->n_bounces == 0)
		return page.doc;
	add_over_time(&page, stats);
	if (first != GROUPING_NONE)
		add_top(&page, first);
	for (size_t i = 0; i < G_N_ELEMENTS(always); i++)
		if (always[i] != first)
			add_top(&page, always[i]);
	return page.doc;
}

/* ---- of an address */

void
stats_add_course(Doc *doc, const Row *row)
{
	g_autoptr(Stats) stats = stats_new_row(row);
	gint64 n_days;
	g_autoptr(GArray) columns = stats_columns(stats, COURSE_CELLS, &n_days);
	g_autoptr(GString) text = g_string_new(NULL);
	const size_t *numbers = (const size_t *)(void *)columns->data;
	size_t max = 0;

	if (columns->len < 2)
		return;
	for (guint i = 0; i < columns->len; i++)
		max = MAX(max, numbers[i]);
	chart_spark(text, numbers, columns->len, max);
	if (n_days == 1)
		g_string_append(text, " a column is a day");
	else
		g_string_append_printf(text, " a column is %" G_GINT64_FORMAT " days", n_days);
	doc_add_field(doc, "Over time", text->str);
}
