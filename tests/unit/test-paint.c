/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-paint.c - whatever is painted, it stays in its place
 */
#include "ui/paint.h"

#include <locale.h>

#include "ui/theme.h"
#include "unit.h"

#define ROUNDS 3000

/* Bytes that have been trouble somewhere, among random ones. */
static char *
random_text(GRand *rand)
{
	static const char *const pieces[] = {
		"\033[2J",
		"\302\233",
		"\342\200\256",
		"\342\200\213",
		"\314\201",
		"\r\n",
		"\t",
		"\346\227\245",
		"\360\237\221\250",
		"\357\270\217",
		"\327\251",
		"\330\271",
		"\342\200\215",
		"\360\237\207\251",
		"example",
		"\363\240\201\201",
	};
	GString *text = g_string_new(NULL);
	gint32 n = g_rand_int_range(rand, 0, 20);

	for (gint32 i = 0; i < n; i++) {
		gint32 pick = g_rand_int_range(rand, 0, 2 * G_N_ELEMENTS(pieces));

		if (pick < (gint32)G_N_ELEMENTS(pieces))
			g_string_append(text, pieces[pick]);
		else
			g_string_append_c(text, (char)g_rand_int_range(rand, 1, 256));
	}
	return g_string_free(text, FALSE);
}

static void
fill(const Screen *screen)
{
	for (int y = 0; y < screen_rows(screen); y++)
		for (int x = 0; x < screen_cols(screen); x++)
			mvwaddch(stdscr, y, x, 'x');
}

/* All but the place is as it was. */
static void
check_screen(const Screen *screen, const Area *place, const char *text)
{
	g_autofree char *escaped = g_strescape(text, NULL);

	for (int y = 0; y < screen_rows(screen); y++) {
		for (int x = 0; x < screen_cols(screen); x++) {
			bool inside = y == place->y && x >= place->x && x < place->x + place->cols;
			bool is_x = (mvwinch(stdscr, y, x) & A_CHARTEXT) == 'x';

			check(is_x || inside, "\"%s\" at %d,%d: %d cells are beyond %d,%d", escaped,
			      place->y, place->x, place->cols, y, x);
		}
	}
}

static void
try_size(Screen *screen, GRand *rand, int rows, int cols)
{
	Area area = {.y = g_rand_int_range(rand, 0, rows), .x = g_rand_int_range(rand, 0, cols)};

	area.rows = g_rand_int_range(rand, 1, rows - area.y + 1);
	area.cols = g_rand_int_range(rand, 1, cols - area.x + 1);
	screen_resize(screen, rows, cols);
	fill(screen);

	g_autoptr(Canvas) canvas = canvas_new(screen, area);
	g_autofree char *text = random_text(rand);
	Place place = {g_rand_int_range(rand, -1, area.rows + 1),
	               g_rand_int_range(rand, -1, area.cols + 1),
	               g_rand_int_range(rand, -1, 2 * cols)};
	Area painted = {area.y + place.y, area.x + place.x, 1,
	                CLAMP(area.cols - place.x, 0, MAX(place.width, 0))};

	paint(canvas, place, (Style)g_rand_int_range(rand, 0, N_STYLES), text);
	if (place.y < 0 || place.y >= area.rows || place.x < 0)
		painted.cols = 0;
	check_screen(screen, &painted, text);
}

static void
test_nothing_is_painted_beyond_its_place(void **state)
{
	FILE *nowhere = fopen("/dev/null", "r+");
	g_autoptr(Screen) screen = screen_new("xterm-256color", nowhere, nowhere, NULL);
	g_autoptr(GRand) rand = g_rand_new_with_seed(3464);
	const OwnLooks own = {0};
	Palette palette = {0};

	assert_non_null(screen);
	theme_fill(&palette, 0, &own, screen_colours(screen));
	paint_prepare(screen, &palette);
	for (unsigned i = 0; i < ROUNDS; i++)
		try_size(screen, rand, g_rand_int_range(rand, 1, 6), g_rand_int_range(rand, 1, 24));
	g_clear_pointer(&screen, screen_free);
	fclose(nowhere);
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing_is_painted_beyond_its_place),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
