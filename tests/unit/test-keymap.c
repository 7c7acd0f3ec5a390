/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-keymap.c - the lists of commands and keys fit together
 */
#include "ui/keymap.h"

#include <string.h>

#include "unit.h"

static const Where places[] = {WHERE_LIST, WHERE_DETAIL, WHERE_PAGE};

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
	const Binding *bindings = keymap_bindings(&n);

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
	for (size_t i = 0; i < N_COMMANDS; i++) {
		Command command = (Command)i;
		g_autofree char *keys = keymap_keys(command, WHERE_ANY);
		Command back = N_COMMANDS;

		check(*keys, "%s has no key", command_name(command));
		check(*command_help(command), "%s has no help", command_name(command));
		check(command_from_name(command_name(command), &back) && back == command,
		      "%s does not read back", command_name(command));
		check(*command_topic_title(command_topic(command)), "%s", command_name(command));
	}
	(void)state;
}

static void
test_every_key_can_be_pressed(void **state)
{
	size_t n;
	const Binding *bindings = keymap_bindings(&n);

	for (size_t i = 0; i < n; i++) {
		g_auto(GStrv) keys = g_strsplit(bindings[i].keys, " ", -1);

		for (char **key = keys; *key; key++)
			check(input_is_name(*key), "\"%s\"", *key);
	}
	assert_false(input_is_name("Return"));
	assert_false(input_is_name(""));
	(void)state;
}

/* Each binding, typed, gives its command wherever it is bound. */
static void
test_every_binding_is_found(void **state)
{
	size_t n;
	const Binding *bindings = keymap_bindings(&n);

	for (size_t i = 0; i < n * G_N_ELEMENTS(places); i++) {
		const Binding *binding = &bindings[i % n];
		g_auto(GStrv) keys = g_strsplit(binding->keys, " ", -1);
		KeymapResult result = KEYMAP_UNKNOWN;
		Command command = N_COMMANDS;
		KeyState keys_state = {0};
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
		{WHERE_LIST, "Space", KEYMAP_UNKNOWN, N_COMMANDS, 0},
		{WHERE_PAGE, "Space", KEYMAP_COMMAND, COMMAND_PAGE_DOWN, 0},
		{WHERE_DETAIL, "z", KEYMAP_UNKNOWN, N_COMMANDS, 0},
	};

	for_each_case(c, cases) {
		g_auto(GStrv) keys = g_strsplit(c->keys, " ", -1);
		KeymapResult result = KEYMAP_UNKNOWN;
		Command command = N_COMMANDS;
		KeyState keys_state = {0};
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
	g_autofree char *first = keymap_keys(COMMAND_FIRST, WHERE_LIST);
	g_autofree char *page_in_list = keymap_keys(COMMAND_PAGE_DOWN, WHERE_LIST);
	g_autofree char *page_in_help = keymap_keys(COMMAND_PAGE_DOWN, WHERE_PAGE);
	g_autofree char *key = keymap_key(COMMAND_FIRST, WHERE_LIST);
	g_autofree char *none = keymap_key(COMMAND_GROUP_NEXT, WHERE_PAGE);
	g_autoptr(GString) list = g_string_new(NULL);

	assert_string_equal(first, "gg Home");
	assert_string_equal(page_in_list, "C-f PageDown");
	assert_string_equal(page_in_help, "C-f PageDown Space");
	assert_string_equal(key, "gg");
	assert_string_equal(none, "");

	keymap_list(list);
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
	         "d:by-domain  h:by-host  l:by-list  w:by-week  n:by-none"},
		{WHERE_PAGE, "g", "g:first"},
		{WHERE_LIST, "5", ""},
		{WHERE_LIST, "j", ""},
	};

	for_each_case(c, cases) {
		KeyState keys = {0};
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
		cmocka_unit_test(test_every_key_can_be_pressed),
		cmocka_unit_test(test_every_binding_is_found),
		cmocka_unit_test(test_feed),
		cmocka_unit_test(test_keys_as_text),
		cmocka_unit_test(test_choices),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
