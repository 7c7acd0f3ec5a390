/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-browser.c - whatever is pressed, at any size, the cursor stays on its address
 */
#include "filter.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "ui/browser-state.h"
#include "ui/browser.h"
#include "ui/view-list.h"

#define ROUNDS 1500

/* Keys that order, group, fold or look, and move nothing. */
static const char *const still[] = {
	"o a", "o l", "o n", "o d", "o c",   "o r",   "o D",   "O",   "g c",   "g d", "g r",
	"g f", "g k", "g h", "g l", "g w",   "g n",   "g s",   "Z",   "+",     "_",   "Tab Tab",
	"i",   "?",   "S",   "M",   "l Esc", ": Esc", "/ Esc", "f a", "v Esc", "w",   "z R",
};

/* And others. */
static const char *const moving[] = {
	"j",   "k",   "G", "g g",           "]", "[", "C-d",           "C-u", "z M", "z a", "Enter",
	"f h", "f s", "L", "/ b o b Enter", "n", "N", "l n : 1 Enter", "*",   "v",   "} {",
};

static void
on_changed(void *user)
{
	(void)user;
}

static void
press(Browser *browser, const char *keys)
{
	g_auto(GStrv) all = g_strsplit(keys, " ", -1);

	for (char **key = all; *key; key++) {
		browser_key(browser, *key);
		browser_draw(browser);
	}
}

static const char *
key_under_cursor(const Browser *browser)
{
	ModelLine line;

	if (!view_list_current(browser->list, &line) || !line.row)
		return NULL;
	return line.row->key;
}

/* Or on its group, where that is folded. */
static bool
is_under_cursor(const Browser *browser, const char *key)
{
	const Model *model = browser->context.model;
	size_t i = model_find(model, key);
	ModelLine line, shown;

	if (!view_list_current(browser->list, &line) || i == model_n_lines(model))
		return false;
	shown = model_line(model, i);
	return line.row == shown.row && line.group == shown.group;
}

static void
resize(Browser *browser, Screen *screen, GRand *random)
{
	int rows = g_rand_int_range(random, 1, 60), cols = g_rand_int_range(random, 1, 200);

	screen_resize(screen, rows, cols);
	browser_update(browser);
	browser_draw(browser);
}

static void
go_back(Browser *browser)
{
	while (browser_cover(browser) || browser->panes.focus != PANE_LIST)
		press(browser, "q");
}

static void
walk(Browser *browser, Screen *screen)
{
	g_autoptr(GRand) random = g_rand_new_with_seed(5);
	Model *model = browser->context.model;

	for (int round = 0; round < ROUNDS; round++) {
		const char *keys = still[g_rand_int_range(random, 0, G_N_ELEMENTS(still))];

		press(browser, moving[g_rand_int_range(random, 0, G_N_ELEMENTS(moving))]);
		go_back(browser);
		/* Esc: in a range "o" is another key. */
		press(browser, "Esc f a");
		g_autofree char *before = g_strdup(key_under_cursor(browser));

		press(browser, keys);
		resize(browser, screen, random);
		go_back(browser);
		if (!before)
			continue;
		model_add_unreadable(model, &(Origin){keys, keys, 0, NOW + round, false},
		                     "file gone");
		browser_update(browser);
		browser_draw(browser);
		check(is_under_cursor(browser, before), "round %d, \"%s\": not on %s", round, keys,
		      before);
		check(!browser_is_done(browser), "round %d, \"%s\": quit", round, keys);
	}
}

static void
test_cursor_stays(void **state)
{
	const char *const no_terms[] = {NULL};
	const IntakeOptions intake = {.program = "true", .data_dir = "share", .terms = no_terms};
	g_autoptr(Config) config = config_new("share");
	const UiOptions options = {
		.intake = &intake, .kb = *state, .config = config, .state_dir = "", .now = NOW};
	FILE *nowhere = fopen("/dev/null", "r+");

	assert_non_null(nowhere);
	{
		g_autoptr(Screen) screen = screen_new("xterm-256color", nowhere, nowhere, NULL);
		assert_non_null(screen);
		screen_resize(screen, 24, 80);
		g_autoptr(Browser) browser = browser_new(&options, screen, on_changed, NULL);

		for (unsigned i = 0; i < G_N_ELEMENTS(bounces); i++)
			add_bounce(browser->context.model, &bounces[i], i);
		browser_update(browser);
		walk(browser, screen);
	}
	fclose(nowhere);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cursor_stays),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, load_kb, unload_kb);
}
