/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-keymap.c - the lists of commands and keys fit together
 */
#include "ui/keymap.h"

#include <string.h>

#include "ui/cmdline.h"
#include "ui/help.h"
#include "unit.h"

static const Where places[] = {WHERE_LIST, WHERE_RANGE, WHERE_EMPTY,  WHERE_DETAIL,
                               WHERE_PAGE, WHERE_MAIL,  WHERE_EXPORT, WHERE_REVIEW};

/* Neither the same keys, nor keys that would never come because of others. */
static bool
collide(const char *a, const char *b)
{
	size_t len = strlen(a);

	return strncmp(a, b, len) == 0 && (b[len] == '\0' || b[len] == ' ');
}

static void
test_no_key_is_bound_twice_in_one_place(void **state)
{
	size_t n;
	g_autoptr(Keymap) keymap = keymap_new();
	const Binding *bindings = keymap_bindings(keymap, &n);

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++)
			check(i == j || !(bindings[i].where & bindings[j].where) ||
			              !collide(bindings[i].keys, bindings[j].keys),
			      "\"%s\" and \"%s\"", bindings[i].keys, bindings[j].keys);
	(void)state;
}

static void
test_every_command_has_key_help_and_name(void **state)
{
	g_autoptr(Keymap) keymap = keymap_new();

	for (size_t i = 0; i < N_COMMANDS; i++) {
		Command command = (Command)i;
		g_autofree char *keys = keymap_keys(keymap, command, WHERE_ANY);
		Command back = N_COMMANDS;

		check(*keys, "%s has no key", command_name(command));
		check(*command_help(command), "%s has no help", command_name(command));
		check(command_from_name(command_name(command), &back) && back == command,
		      "%s does not read back", command_name(command));
		check(*command_topic_title(command_topic(command)), "%s", command_name(command));
	}
	(void)state;
}

/* The help of a place, as one text. */
static char *
help_text(const Keymap *keymap, Where where)
{
	g_autoptr(Doc) doc = help_doc(keymap, where);
	g_autoptr(DocLines) lines = doc_wrap(doc, 500, 0);
	GString *text = g_string_new(NULL);

	for (size_t i = 0; i < doc_lines_count(lines); i++)
		g_string_append_printf(text, "%s\n", doc_lines_get(lines, i)->text);
	return g_string_free(text, FALSE);
}

static void
test_every_command_is_in_help_and_completed(void **state)
{
	g_autoptr(Keymap) keymap = keymap_new();
	g_autoptr(GString) all = g_string_new(NULL);

	for_each_case(place, places) {
		g_autofree char *text = help_text(keymap, *place);

		g_string_append(all, text);
	}
	for (size_t i = 0; i < N_COMMANDS; i++) {
		const char *name = command_name((Command)i);
		g_autofree char *told = g_strdup_printf("  :%s\n", name);
		size_t begin;
		g_auto(GStrv) words = cmdline_complete(name, strlen(name), &begin);

		check(strstr(all->str, told), "%s is in no help", name);
		check(g_strv_contains((const char *const *)words, name), "%s is not completed",
		      name);
	}
	(void)state;
}

static void
test_every_key_can_be_pressed(void **state)
{
	static const struct {
		const char *name;
		bool can_come;
	} other_names[] = {
		{"F12", true},         {"S-Tab", true},    {"M-x", true},
		{"M-<", true},         {"M-Enter", false}, {"\303\274", true},
		{"M", true},           {"-", true},        {"", false},
		{"Return", false},     {"M-", false},      {"C-", false},
		{"C-\303\274", false}, {" ", false},       {"F13", false},
		{"Mouse", false},      {"ab", false},      {"\342\200\213", false},
	};
	size_t n;
	g_autoptr(Keymap) keymap = keymap_new();
	const Binding *bindings = keymap_bindings(keymap, &n);

	for (size_t i = 0; i < n; i++) {
		g_auto(GStrv) keys = g_strsplit(bindings[i].keys, " ", -1);

		for (char **key = keys; *key; key++)
			check(input_is_name(*key), "\"%s\"", *key);
	}
	for_each_case(c, other_names)
		check(input_is_name(c->name) == c->can_come, "\"%s\"", c->name);
	(void)state;
}

/* In this order on one key map, where a row is about what those above left. */
static void
test_bind(void **state)
{
	static const struct {
		Where where;
		const char *keys;
		Command command;
		const char *error; /* or NULL */
	} cases[] = {
		{WHERE_ANY, "x", COMMAND_CLOSE, NULL},
		{WHERE_LIST, "x", COMMAND_QUIT, NULL},
		{WHERE_ANY, "M-x", COMMAND_HELP, NULL},
		{WHERE_LIST, "z z", COMMAND_ZOOM, NULL},
		{WHERE_ANY, "\303\274", COMMAND_QUIT, NULL},
		/* A first key hides nothing where it is none. */
		{WHERE_PAGE, "z", COMMAND_QUIT, NULL},

		{WHERE_LIST, "z", COMMAND_QUIT,
	         "z is the first key of \"z a\" (fold-toggle): "
	         "unbind that first"},
		{WHERE_DETAIL, "x y", COMMAND_QUIT,
	         "x does close, so nothing can follow it: unbind it first"},
		{WHERE_ANY, "x y z", COMMAND_QUIT, "\"x y z\" is more than two keys"},
		{WHERE_ANY, "Return", COMMAND_QUIT, "there is no key \"Return\""},
		{WHERE_ANY, "g Return", COMMAND_QUIT, "there is no key \"Return\""},
		{WHERE_ANY, "5", COMMAND_QUIT, "5 begins a number, as in 5j"},
		{WHERE_PAGE, "x", COMMAND_FOLD_OPEN, "fold-open does nothing there"},
	};
	g_autoptr(Keymap) keymap = keymap_new();

	for_each_case(c, cases) {
		g_autoptr(GError) error = NULL;
		bool done = keymap_bind(keymap, c->where, c->keys, c->command, &error);

		check(done == !c->error, "\"%s\"", c->keys);
		check(done || g_str_equal(error->message, c->error), "\"%s\": %s", c->keys,
		      error->message);
	}

	g_autofree char *quit = keymap_keys(keymap, COMMAND_QUIT, WHERE_LIST);
	g_autofree char *close = keymap_keys(keymap, COMMAND_CLOSE, WHERE_LIST);
	g_autofree char *close_page = keymap_keys(keymap, COMMAND_CLOSE, WHERE_PAGE);

	assert_string_equal(quit, "Q x \303\274");
	assert_string_equal(close, "q");
	assert_string_equal(close_page, "q x");
	(void)state;
}

static void
test_unbind(void **state)
{
	g_autoptr(Keymap) keymap = keymap_new();
	g_autoptr(GError) error = NULL;

	assert_true(keymap_unbind(keymap, WHERE_LIST, "z", NULL));
	assert_true(keymap_bind(keymap, WHERE_LIST, "z", COMMAND_ZOOM, NULL));
	assert_true(keymap_unbind(keymap, WHERE_PAGE, "q", NULL));

	g_autofree char *folds = keymap_keys(keymap, COMMAND_FOLD_OPEN, WHERE_ANY);
	g_autofree char *close = keymap_keys(keymap, COMMAND_CLOSE, WHERE_PAGE);
	g_autofree char *close_list = keymap_keys(keymap, COMMAND_CLOSE, WHERE_LIST);

	assert_string_equal(folds, "Right");
	assert_string_equal(close, "");
	assert_string_equal(close_list, "q");
	assert_false(keymap_unbind(keymap, WHERE_PAGE, "q", &error));
	assert_string_equal(error->message, "q does nothing there");

	keymap_reset(keymap);
	g_free(folds);
	folds = keymap_keys(keymap, COMMAND_FOLD_OPEN, WHERE_ANY);
	assert_string_equal(folds, "zo Right");
	(void)state;
}

/* Each binding, typed, gives its command wherever it is bound. */
static void
test_every_binding_is_found(void **state)
{
	size_t n;
	g_autoptr(Keymap) keymap = keymap_new();
	const Binding *bindings = keymap_bindings(keymap, &n);

	for (size_t i = 0; i < n * G_N_ELEMENTS(places); i++) {
		const Binding *binding = &bindings[i % n];
		g_auto(GStrv) keys = g_strsplit(binding->keys, " ", -1);
		KeymapResult result = KEYMAP_UNKNOWN;
		Command command = N_COMMANDS;
		KeyState keys_state = {.keymap = keymap};
		size_t count = 1;

		if (!(binding->where & places[i / n]))
			continue;
		for (char **key = keys; *key; key++)
			result = keymap_feed(&keys_state, places[i / n], *key, &command, &count);
		check(result == KEYMAP_COMMAND && command == binding->command && count == 0,
		      "\"%s\": %u", binding->keys, result);
	}
	(void)state;
}

static void
test_feed(void **state)
{
	static const struct {
		Where where;
		const char *keys;
		KeymapResult result;
		Command command;
		size_t count;
	} cases[] = {
		{WHERE_LIST, "5 G", KEYMAP_COMMAND, COMMAND_LAST, 5},
		{WHERE_LIST, "1 0 j", KEYMAP_COMMAND, COMMAND_CURSOR_DOWN, 10},
		{WHERE_LIST, "2 g g", KEYMAP_COMMAND, COMMAND_FIRST, 2},
		{WHERE_LIST, "9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 j", KEYMAP_COMMAND,
	         COMMAND_CURSOR_DOWN, KEY_COUNT_MAX},
		{WHERE_LIST, "g", KEYMAP_MORE, N_COMMANDS, 0},
		{WHERE_LIST, "0 j", KEYMAP_COMMAND, COMMAND_CURSOR_DOWN, 0},

		/* A wrong second key ends what was begun, and so does Esc. */
		{WHERE_LIST, "g x", KEYMAP_UNKNOWN, N_COMMANDS, 0},
		{WHERE_LIST, "g x j", KEYMAP_COMMAND, COMMAND_CURSOR_DOWN, 0},
		{WHERE_LIST, "3 g Esc j", KEYMAP_COMMAND, COMMAND_CURSOR_DOWN, 0},
		{WHERE_LIST, "g 5", KEYMAP_UNKNOWN, N_COMMANDS, 0},

		/* Bound elsewhere only. */
		{WHERE_PAGE, "Tab", KEYMAP_UNKNOWN, N_COMMANDS, 0},
		{WHERE_LIST, "Space", KEYMAP_COMMAND, COMMAND_MARK_TOGGLE, 0},
		{WHERE_DETAIL, "Space", KEYMAP_COMMAND, COMMAND_PAGE_DOWN, 0},
		{WHERE_PAGE, "Space", KEYMAP_COMMAND, COMMAND_PAGE_DOWN, 0},
		{WHERE_DETAIL, "z", KEYMAP_UNKNOWN, N_COMMANDS, 0},
	};

	g_autoptr(Keymap) keymap = keymap_new();

	for_each_case(c, cases) {
		g_auto(GStrv) keys = g_strsplit(c->keys, " ", -1);
		KeymapResult result = KEYMAP_UNKNOWN;
		Command command = N_COMMANDS;
		KeyState keys_state = {.keymap = keymap};
		size_t count = 0;

		for (char **key = keys; *key; key++)
			result = keymap_feed(&keys_state, c->where, *key, &command, &count);
		check(result == c->result, "\"%s\": result %u", c->keys, result);
		check(command == c->command && count == c->count, "\"%s\": command %u, count %zu",
		      c->keys, command, count);
	}
	(void)state;
}

static void
test_keys_as_text(void **state)
{
	g_autoptr(Keymap) keymap = keymap_new();
	g_autofree char *first = keymap_keys(keymap, COMMAND_FIRST, WHERE_LIST);
	g_autofree char *page_in_list = keymap_keys(keymap, COMMAND_PAGE_DOWN, WHERE_LIST);
	g_autofree char *page_in_help = keymap_keys(keymap, COMMAND_PAGE_DOWN, WHERE_PAGE);
	g_autofree char *key = keymap_key(keymap, COMMAND_FIRST, WHERE_LIST);
	g_autofree char *none = keymap_key(keymap, COMMAND_GROUP_NEXT, WHERE_PAGE);
	g_autoptr(GString) list = g_string_new(NULL);

	assert_string_equal(first, "gg Home");
	assert_string_equal(page_in_list, "C-f PageDown");
	assert_string_equal(page_in_help, "C-f PageDown Space");
	assert_string_equal(key, "gg");
	assert_string_equal(none, "");

	keymap_list(keymap, list);
	assert_non_null(strstr(list->str, "gg Home\tfirst\tGo to the first line\n"));
	(void)state;
}

static void
test_choices(void **state)
{
	static const struct {
		Where where;
		const char *key, *want;
	} cases[] = {
		{WHERE_LIST, "z",
	         "a:fold-toggle  o:fold-open  c:fold-close  R:fold-open-all  M:fold-close-all"},
		{WHERE_LIST, "g",
	         "g:first  s:by-subject  c:by-code  r:by-reason  f:by-fault  k:by-class  "
	         "d:by-domain  h:by-host  l:by-list  w:by-week  n:by-none  v:select-last"},
		{WHERE_PAGE, "g", "g:first"},
		{WHERE_LIST, "5", ""},
		{WHERE_LIST, "j", ""},
	};

	g_autoptr(Keymap) keymap = keymap_new();

	for_each_case(c, cases) {
		KeyState keys = {.keymap = keymap};
		Command command;
		size_t count;

		keymap_feed(&keys, c->where, c->key, &command, &count);

		g_autofree char *got = keymap_choices(&keys, c->where);

		check(g_str_equal(got, c->want), "%s: \"%s\"", c->key, got);
	}
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_key_is_bound_twice_in_one_place),
		cmocka_unit_test(test_every_command_has_key_help_and_name),
		cmocka_unit_test(test_every_command_is_in_help_and_completed),
		cmocka_unit_test(test_every_key_can_be_pressed),
		cmocka_unit_test(test_bind),
		cmocka_unit_test(test_unbind),
		cmocka_unit_test(test_every_binding_is_found),
		cmocka_unit_test(test_feed),
		cmocka_unit_test(test_keys_as_text),
		cmocka_unit_test(test_choices),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
