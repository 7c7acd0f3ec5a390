/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/chart.h"

#include <locale.h>
#include <stdbool.h>
#include <string.h>

#include "unit.h"

#define ROUNDS 3000

static void
test_bar(void **state)
{
	static const struct {
		size_t n, max, cells;
		const char *want;
	} cases[] = {
		{0, 10, 4, ""},      {10, 10, 4, "████"},  {5, 10, 4, "██"},
		{1, 8, 1, "▏"},      {4, 8, 1, "▌"},       {7, 8, 1, "▉"},
		{3, 8, 2, "▊"},      {1, 1000000, 4, "▏"}, {999999, 1000000, 4, "████"},
		{20, 10, 4, "████"}, {1, 1, 0, ""},        {0, 0, 4, ""},
	};

	for_each_case(c, cases) {
		g_autoptr(GString) got = g_string_new(NULL);

		chart_bar(got, c->n, c->max, c->cells);
		check(g_str_equal(got->str, c->want), "%zu of %zu in %zu: %s", c->n, c->max,
		      c->cells, got->str);
	}
	(void)state;
}

static void
test_spark(void **state)
{
	static const struct {
		size_t numbers[9];
		size_t n, max;
		const char *want;
	} cases[] = {
		{{0}, 0, 8, ""},
		{{0, 1, 2, 3, 4, 5, 6, 7, 8}, 9, 8, ".▁▂▃▄▅▆▇█"},
		{{1, 1000}, 2, 1000, "▁█"},
		{{2, CHART_GAP, 1}, 3, 2, "█ ▄"},
		{{0, 0}, 2, 0, ".."},
	};

	for_each_case(c, cases) {
		g_autoptr(GString) got = g_string_new(NULL);

		chart_spark(got, c->numbers, c->n, c->max);
		check(g_str_equal(got->str, c->want), "row %td: %s", c - cases, got->str);
	}
	(void)state;
}

static void
test_bars(void **state)
{
	static const ChartRow rows[] = {
		{.label = "user unknown", .n = 12},
		{.label = "日本", .n = 3},
		{.label = "\033[mx", .n = 0},
	};
	static const struct {
		size_t width;
		CellsFlags flags;
		const char *want;
	} cases[] = {
		{30, CELLS_PROSE,
	         "user unknown 12 ██████████████|日本          3 ███▌|␛[mx          0"},
		{30, CELLS_ASCII,
	         "user unknown 12 ##############|??            3 ####|?[mx          0"},
		/* four cells each are enough */
		{99, CELLS_PROSE,
	         "user unknown 12 ████████████████████████████████████████████████|"
	         "日本          3 ████████████|␛[mx          0"},
		{16, CELLS_PROSE, "user un… 12 ████|日本      3 █|␛[mx      0"},
		{10, CELLS_ASCII, "user~ 12 #|??     3 ||?[mx   0"},
		{6, CELLS_PROSE, "us… 12|日…  3|␛[…  0"},
		{4, CELLS_PROSE, "u… 1|…|␛…"},
		{1, CELLS_PROSE, "||"},
	};

	for_each_case(c, cases) {
		g_autoptr(GPtrArray) lines =
			chart_bars(rows, G_N_ELEMENTS(rows), c->width, c->flags);

		g_ptr_array_add(lines, NULL);

		g_autofree char *got = g_strjoinv("|", (char **)lines->pdata);

		check(g_str_equal(got, c->want), "in %zu: \"%s\"", c->width, got);
	}
	(void)state;
}

static void
test_sparks(void **state)
{
	static const size_t hard[] = {1, 0, 4, CHART_GAP, 8};
	static const size_t soft[] = {0, 0, 2, CHART_GAP, 0};
	static const ChartRow rows[] = {{"Hard", 13, hard, 5}, {"Policy", 2, soft, 5}};
	static const struct {
		size_t width;
		const char *want;
	} cases[] = {
		{40, "Hard   13 ▁.▄ █|Policy  2 ..▂ ."},
		/* the last ones are worth more */
		{13, "Hard   13 ▄ █|Policy  2 ▂ ."},
		{10, "Hard  13 █|Poli…  2 ."},
	};

	for_each_case(c, cases) {
		g_autoptr(GPtrArray) lines =
			chart_sparks(rows, G_N_ELEMENTS(rows), 8, c->width, CELLS_PROSE);
		g_autofree char *got =
			g_strdup_printf("%s|%s", (char *)lines->pdata[0], (char *)lines->pdata[1]);

		check(g_str_equal(got, c->want), "in %zu: \"%s\"", c->width, got);
	}
	(void)state;
}

static char *
random_label(GRand *rand)
{
	static const char *const pieces[] = {"a", "Bc ", "日", "e\u0301", "\033", "\u200b", "\xff"};
	GString *label = g_string_new(NULL);

	for (gint32 i = g_rand_int_range(rand, 0, 20); i > 0; i--)
		g_string_append(label, pieces[g_rand_int_range(rand, 0, G_N_ELEMENTS(pieces))]);
	return g_string_free(label, FALSE);
}

/* Small, any, and as large as they come. */
static size_t
random_number(GRand *rand)
{
	unsigned shift = (unsigned)g_rand_int_range(rand, 0, 64);

	return (size_t)((guint64)g_rand_int(rand) << 32 | g_rand_int(rand)) >> shift;
}

static void
check_lines(GPtrArray *lines, size_t n, size_t width, CellsFlags flags)
{
	check(lines->len == n, "%u lines for %zu", lines->len, n);
	for (guint i = 0; i < lines->len; i++) {
		const char *line = lines->pdata[i];
		g_autoptr(GString) safe = g_string_new(NULL);

		cells_append(safe, line, -1, CELLS_ALL, flags & CELLS_ASCII);
		check(g_str_equal(safe->str, line), "not safe: \"%s\"", line);
		check(cells_width(line, flags & CELLS_ASCII) <= width, "wider than %zu: \"%s\"",
		      width, line);
		check(!(flags & CELLS_ASCII) || g_str_is_ascii(line), "not ASCII: \"%s\"", line);
	}
	g_ptr_array_unref(lines);
}

static void
test_no_line_is_wider_than_asked(void **state)
{
	static const CellsFlags all_flags[] = {CELLS_PROSE, CELLS_ASCII, CELLS_IDENTIFIER,
	                                       CELLS_IDENTIFIER | CELLS_ASCII};
	g_autoptr(GRand) rand = g_rand_new_with_seed(1);

	for (int round = 0; round < ROUNDS; round++) {
		size_t numbers[40];
		ChartRow rows[5];
		g_autoptr(GPtrArray) labels = g_ptr_array_new_with_free_func(g_free);
		size_t n = (size_t)g_rand_int_range(rand, 0, G_N_ELEMENTS(rows) + 1);
		size_t width = (size_t)g_rand_int_range(rand, 0, 320);
		CellsFlags flags = all_flags[g_rand_int_range(rand, 0, G_N_ELEMENTS(all_flags))];
		size_t n_numbers = (size_t)g_rand_int_range(rand, 0, G_N_ELEMENTS(numbers) + 1);

		for_each_case(number, numbers)
			*number = random_number(rand);
		for_each_case(row, rows) {
			char *label = random_label(rand);

			g_ptr_array_add(labels, label);
			*row = (ChartRow){label, random_number(rand), numbers, n_numbers};
		}
		check_lines(chart_bars(rows, n, width, flags), n, width, flags);
		check_lines(chart_sparks(rows, n, numbers[0], width, flags), n, width, flags);
	}
	(void)state;
}

/* What is more is never drawn shorter, and what is not nothing is drawn. */
static void
test_bars_keep_order(void **state)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(2);

	for (int round = 0; round < ROUNDS; round++) {
		size_t max = random_number(rand);
		size_t a = max > 0 ? random_number(rand) % max : 0;
		size_t b = max > 0 ? random_number(rand) % max : 0;
		size_t cells = (size_t)g_rand_int_range(rand, 1, 300);
		g_autoptr(GString) less = g_string_new(NULL);
		g_autoptr(GString) more = g_string_new(NULL);

		chart_bar(less, MIN(a, b), max, cells);
		chart_bar(more, MAX(a, b), max, cells);
		check(less->len <= more->len, "%zu and %zu of %zu: %s, %s", a, b, max, less->str,
		      more->str);
		check((MIN(a, b) > 0) == (less->len > 0), "%zu of %zu", MIN(a, b), max);
	}
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bar),
		cmocka_unit_test(test_spark),
		cmocka_unit_test(test_bars),
		cmocka_unit_test(test_sparks),
		cmocka_unit_test(test_no_line_is_wider_than_asked),
		cmocka_unit_test(test_bars_keep_order),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
