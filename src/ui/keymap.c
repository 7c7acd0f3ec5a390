/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * keymap.c - which keys do what, and where
 */
#include "ui/keymap.h"

#include <gio/gio.h>
#include <stdarg.h>
#include <string.h>

/* As many as a KeyState can hold, and the one that is pressed. */
#define KEYS_MAX 2

struct Keymap {
	GArray *bindings; /* of Binding, which own their keys */
};

static const struct {
	const char *name;
	Where where;
} places[] = {
	{"list", WHERE_ALL_OF_LIST}, {"detail", WHERE_DETAIL}, {"page", WHERE_PAGE | WHERE_MAIL},
	{"export", WHERE_EXPORT},    {"review", WHERE_REVIEW}, {"any", WHERE_ANY},
};

static const struct {
	Where where;
	const char *keys;
	Command command;
} standard[] = {
	/* What is only now and then stands before what these keys do else. */
	{WHERE_RANGE, "o", COMMAND_SELECT_SWAP},
	{WHERE_EMPTY, "e", COMMAND_QUERY_EDIT},
	{WHERE_EMPTY, "a", COMMAND_QUERY_ALL},
	{WHERE_EMPTY, "t", COMMAND_QUERY_TAGGED},
	{WHERE_EMPTY, "L", COMMAND_LIST_OTHERS},

	{WHERE_ANY, "j", COMMAND_CURSOR_DOWN},
	{WHERE_ANY, "Down", COMMAND_CURSOR_DOWN},
	{WHERE_ANY, "k", COMMAND_CURSOR_UP},
	{WHERE_ANY, "Up", COMMAND_CURSOR_UP},
	{WHERE_ANY, "C-d", COMMAND_HALF_DOWN},
	{WHERE_ANY, "C-u", COMMAND_HALF_UP},
	{WHERE_ANY, "C-f", COMMAND_PAGE_DOWN},
	{WHERE_ANY, "PageDown", COMMAND_PAGE_DOWN},
	{WHERE_TEXT, "Space", COMMAND_PAGE_DOWN},
	{WHERE_ANY, "C-b", COMMAND_PAGE_UP},
	{WHERE_ANY, "PageUp", COMMAND_PAGE_UP},
	{WHERE_TEXT, "-", COMMAND_PAGE_UP},
	{WHERE_ANY, "g g", COMMAND_FIRST},
	{WHERE_ANY, "Home", COMMAND_FIRST},
	{WHERE_ANY, "G", COMMAND_LAST},
	{WHERE_ANY, "End", COMMAND_LAST},
	{WHERE_LIST, "]", COMMAND_GROUP_NEXT},
	{WHERE_LIST, "[", COMMAND_GROUP_PREVIOUS},
	{WHERE_EVENT, ")", COMMAND_EVENT_NEXT},
	{WHERE_EVENT, "(", COMMAND_EVENT_PREVIOUS},
	{WHERE_TEXT, "w", COMMAND_WRAP},
	{WHERE_TEXT, "Left", COMMAND_SCROLL_LEFT},
	{WHERE_TEXT, "Right", COMMAND_SCROLL_RIGHT},

	{WHERE_BROWSER | WHERE_REVIEW, "Enter", COMMAND_OPEN},
	{WHERE_LIST, "z a", COMMAND_FOLD_TOGGLE},
	{WHERE_LIST, "z o", COMMAND_FOLD_OPEN},
	{WHERE_LIST, "Right", COMMAND_FOLD_OPEN},
	{WHERE_LIST, "z c", COMMAND_FOLD_CLOSE},
	{WHERE_LIST, "Left", COMMAND_FOLD_CLOSE},
	{WHERE_LIST, "z R", COMMAND_FOLD_OPEN_ALL},
	{WHERE_LIST, "z M", COMMAND_FOLD_CLOSE_ALL},

	{WHERE_BROWSER, "g s", COMMAND_BY_SUBJECT},
	{WHERE_BROWSER, "g c", COMMAND_BY_CODE},
	{WHERE_BROWSER, "g r", COMMAND_BY_REASON},
	{WHERE_BROWSER, "g f", COMMAND_BY_FAULT},
	{WHERE_BROWSER, "g k", COMMAND_BY_CLASS},
	{WHERE_BROWSER, "g d", COMMAND_BY_DOMAIN},
	{WHERE_BROWSER, "g h", COMMAND_BY_HOST},
	{WHERE_BROWSER, "g l", COMMAND_BY_LIST},
	{WHERE_BROWSER, "g w", COMMAND_BY_WEEK},
	{WHERE_BROWSER, "g n", COMMAND_BY_NONE},

	{WHERE_BROWSER, "d", COMMAND_MARK_REMOVE},
	{WHERE_BROWSER, "K", COMMAND_MARK_KEEP},
	{WHERE_BROWSER, "u", COMMAND_MARK_NONE},
	{WHERE_BROWSER, "t", COMMAND_MARK_TOGGLE},
	{WHERE_LIST, "Space", COMMAND_MARK_TOGGLE},
	{WHERE_BROWSER, ".", COMMAND_MARK_AGAIN},
	{WHERE_BROWSER, "D", COMMAND_MARK_FILTER},
	{WHERE_BROWSER, "T", COMMAND_MARK_FILTER},
	{WHERE_BROWSER, "C-t", COMMAND_UNMARK_FILTER},
	{WHERE_DETAIL, "x", COMMAND_IGNORE},
	{WHERE_LIST, "v", COMMAND_SELECT},
	{WHERE_LIST, "V", COMMAND_SELECT},
	{WHERE_LIST, "g v", COMMAND_SELECT_LAST},
	{WHERE_LIST, "*", COMMAND_SELECT_ALL},
	{WHERE_LIST, "}", COMMAND_UNDECIDED_NEXT},
	{WHERE_LIST, "{", COMMAND_UNDECIDED_PREVIOUS},
	{WHERE_BROWSER, "U", COMMAND_MARK_UNDO},
	{WHERE_BROWSER, "C-r", COMMAND_MARK_REDO},
	{WHERE_BROWSER, "r", COMMAND_REVIEW},
	{WHERE_REVIEW, "Space", COMMAND_REVIEW_TOGGLE},
	{WHERE_REVIEW, "A", COMMAND_REVIEW_ACCEPT},
	{WHERE_REVIEW, "p", COMMAND_REVIEW_PRESET},

	{WHERE_BROWSER, "Tab", COMMAND_OTHER_PANE},
	{WHERE_BROWSER, "Z", COMMAND_ZOOM},
	{WHERE_BROWSER, "+", COMMAND_DETAIL_MORE},
	{WHERE_BROWSER, "_", COMMAND_DETAIL_LESS},

	{WHERE_BROWSER | WHERE_EXPORT, "s", COMMAND_EXPORT},
	{WHERE_EXPORT, "Enter", COMMAND_EXPORT},
	{WHERE_EXPORT, "Space", COMMAND_EXPORT_SCOPE},
	{WHERE_BROWSER, "m", COMMAND_MAILER},
	{WHERE_BROWSER, "e", COMMAND_EDITOR},
	{WHERE_BROWSER, "|", COMMAND_PIPE},
	{WHERE_ANY, "!", COMMAND_SHELL},
	{WHERE_BROWSER, "y a", COMMAND_COPY_ADDRESS},
	{WHERE_BROWSER, "y c", COMMAND_COPY_CODE},
	{WHERE_BROWSER, "y d", COMMAND_COPY_DIAGNOSTIC},
	{WHERE_BROWSER, "y i", COMMAND_COPY_ID},
	{WHERE_BROWSER, "y q", COMMAND_COPY_QUERY},

	{WHERE_BROWSER, "l", COMMAND_LIMIT},
	{WHERE_BROWSER, "\\", COMMAND_LIMIT},
	{WHERE_BROWSER, "L", COMMAND_LIMIT_BACK},
	{WHERE_BROWSER, "f h", COMMAND_LIMIT_HARD},
	{WHERE_BROWSER, "f s", COMMAND_LIMIT_SOFT},
	{WHERE_BROWSER, "f d", COMMAND_LIMIT_DELAYED},
	{WHERE_BROWSER, "f p", COMMAND_LIMIT_POLICY},
	{WHERE_BROWSER, "f u", COMMAND_LIMIT_UNKNOWN},
	{WHERE_BROWSER, "f m", COMMAND_LIMIT_MARKED},
	{WHERE_BROWSER, "f k", COMMAND_LIMIT_KEPT},
	{WHERE_BROWSER, "f n", COMMAND_LIMIT_NEW},
	{WHERE_BROWSER, "f .", COMMAND_LIMIT_ALIKE},
	{WHERE_BROWSER, "f a", COMMAND_LIMIT_ALL},
	{WHERE_BROWSER, "o n", COMMAND_SORT_COUNT},
	{WHERE_BROWSER, "o d", COMMAND_SORT_DAYS},
	{WHERE_BROWSER, "o l", COMMAND_SORT_LAST},
	{WHERE_BROWSER, "o f", COMMAND_SORT_FIRST},
	{WHERE_BROWSER, "o a", COMMAND_SORT_ADDRESS},
	{WHERE_BROWSER, "o D", COMMAND_SORT_DOMAIN},
	{WHERE_BROWSER, "o c", COMMAND_SORT_CODE},
	{WHERE_BROWSER, "o r", COMMAND_SORT_REASON},
	{WHERE_BROWSER, "O", COMMAND_SORT_REVERSE},

	{WHERE_ANY, "/", COMMAND_SEARCH},
	{WHERE_ANY, "M-/", COMMAND_SEARCH_BACK},
	{WHERE_ANY, "n", COMMAND_SEARCH_NEXT},
	{WHERE_ANY, "N", COMMAND_SEARCH_PREVIOUS},

	{WHERE_ANY, ":", COMMAND_COMMAND_LINE},
	{WHERE_ANY, "?", COMMAND_HELP},
	{WHERE_ANY, "F1", COMMAND_HELP},
	{WHERE_ANY, "M", COMMAND_MESSAGES},
	{WHERE_BROWSER, "i", COMMAND_CODE},
	{WHERE_DETAIL | WHERE_MAIL, "V", COMMAND_RAW},
	{WHERE_DETAIL | WHERE_MAIL, "h", COMMAND_HEADERS},
	{WHERE_BROWSER, "S", COMMAND_STATISTICS},
	{WHERE_BROWSER, "R", COMMAND_RELOAD},
	{WHERE_BROWSER, "F5", COMMAND_RELOAD},
	{WHERE_ANY, "C-c", COMMAND_CANCEL},
	{WHERE_ANY, "Esc", COMMAND_CANCEL},
	{WHERE_ANY, "C-g", COMMAND_CANCEL},
	{WHERE_ANY, "C-l", COMMAND_REDRAW},
	{WHERE_ANY, "C-z", COMMAND_SUSPEND},
	{WHERE_ANY, "q", COMMAND_CLOSE},
	{WHERE_ANY, "Q", COMMAND_QUIT},
};

static void
clear_binding(gpointer data)
{
	g_free(((Binding *)data)->keys);
}

static Binding *
get_binding(const Keymap *keymap, size_t i)
{
	return &g_array_index(keymap->bindings, Binding, i);
}

static void
add_binding(Keymap *keymap, Where where, const char *keys, Command command)
{
	const Binding binding = {where, g_strdup(keys), command};

	g_array_append_val(keymap->bindings, binding);
}

void
keymap_reset(Keymap *keymap)
{
	g_array_set_size(keymap->bindings, 0);
	for (size_t i = 0; i < G_N_ELEMENTS(standard); i++)
		add_binding(keymap, standard[i].where, standard[i].keys, standard[i].command);
}

Keymap *
keymap_new(void)
{
	Keymap *keymap = g_new0(Keymap, 1);

	keymap->bindings = g_array_new(FALSE, FALSE, sizeof(Binding));
	g_array_set_clear_func(keymap->bindings, clear_binding);
	keymap_reset(keymap);
	return keymap;
}

void
keymap_free(Keymap *keymap)
{
	if (!keymap)
		return;
	g_array_unref(keymap->bindings);
	g_free(keymap);
}

const Binding *
keymap_bindings(const Keymap *keymap, size_t *n)
{
	*n = keymap->bindings->len;
	return (const Binding *)keymap->bindings->data;
}

bool
keymap_place(const char *name, Where *where)
{
	for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
		if (g_str_equal(places[i].name, name)) {
			*where = places[i].where;
			return true;
		}
	}
	return false;
}

char *
keymap_place_names(void)
{
	GString *names = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(places); i++)
		g_string_append_printf(names, "%s%s", i > 0 ? ", " : "", places[i].name);
	return g_string_free(names, FALSE);
}

/* ---- binding */

/* Where the command does something: where it has a key by default. */
static Where
where_works(Command command)
{
	Where where = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(standard); i++)
		if (standard[i].command == command)
			where |= standard[i].where;
	return where;
}

/* Is the one the first key of the other? */
static bool
begins(const char *first, const char *keys)
{
	size_t len = strlen(first);

	return strncmp(first, keys, len) == 0 && keys[len] == ' ';
}

static bool refuse(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

static bool
refuse(GError **error, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	if (error)
		*error = g_error_new_valist(G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, format, args);
	va_end(args);
	return false;
}

static bool
check_keys(const char *keys, GError **error)
{
	g_auto(GStrv) names = g_strsplit(keys, " ", -1);

	if (g_strv_length(names) > KEYS_MAX)
		return refuse(error, "\"%s\" is more than two keys", keys);
	for (char **name = names; *name; name++)
		if (!input_is_name(*name))
			return refuse(error, "there is no key \"%s\"", *name);
	if (keys[0] >= '1' && keys[0] <= '9')
		return refuse(error, "%c begins a number, as in 5j", keys[0]);
	return true;
}

/* Would one of them hide the other? */
static bool
check_conflicts(const Keymap *keymap, Where where, const char *keys, GError **error)
{
	for (size_t i = 0; i < keymap->bindings->len; i++) {
		const Binding *other = get_binding(keymap, i);

		if (!(other->where & where))
			continue;
		if (begins(keys, other->keys))
			return refuse(error,
			              "%s is the first key of \"%s\" (%s): unbind that first", keys,
			              other->keys, command_name(other->command));
		if (begins(other->keys, keys))
			return refuse(error,
			              "%s does %s, so nothing can follow it: unbind it first",
			              other->keys, command_name(other->command));
	}
	return true;
}

/* There; elsewhere it stays.  With all that it is the first key of. */
static size_t
take_away(Keymap *keymap, Where where, const char *keys)
{
	size_t n_taken = 0;

	for (guint i = keymap->bindings->len; i-- > 0;) {
		Binding *binding = get_binding(keymap, i);

		if (!(binding->where & where) ||
		    !(g_str_equal(binding->keys, keys) || begins(keys, binding->keys)))
			continue;
		binding->where &= ~where;
		if (!binding->where)
			g_array_remove_index(keymap->bindings, i);
		n_taken++;
	}
	return n_taken;
}

bool
keymap_bind(Keymap *keymap, Where where, const char *keys, Command command, GError **error)
{
	where &= where_works(command);
	if (!where)
		return refuse(error, "%s does nothing there", command_name(command));
	if (!check_keys(keys, error) || !check_conflicts(keymap, where, keys, error))
		return false;
	take_away(keymap, where, keys);
	add_binding(keymap, where, keys, command);
	return true;
}

bool
keymap_unbind(Keymap *keymap, Where where, const char *keys, GError **error)
{
	return take_away(keymap, where, keys) > 0 || refuse(error, "%s does nothing there", keys);
}

/* ---- keys come in */

/* Does the binding consist of first (which may be "") and key? */
static KeymapResult
compare(const char *keys, const char *first, const char *key)
{
	const char *blank = strchr(keys, ' ');
	size_t len = blank ? (size_t)(blank - keys) : strlen(keys);
	const char *begin = *first ? first : key;

	if (strlen(begin) != len || strncmp(keys, begin, len) != 0)
		return KEYMAP_UNKNOWN;
	if (!*first)
		return blank ? KEYMAP_MORE : KEYMAP_COMMAND;
	return blank && g_str_equal(blank + 1, key) ? KEYMAP_COMMAND : KEYMAP_UNKNOWN;
}

static KeymapResult
look_up(const KeyState *state, Where where, const char *key, Command *command)
{
	for (size_t i = 0; i < state->keymap->bindings->len; i++) {
		const Binding *binding = get_binding(state->keymap, i);
		KeymapResult result = KEYMAP_UNKNOWN;

		if (binding->where & where)
			result = compare(binding->keys, state->first.text, key);
		if (result == KEYMAP_COMMAND)
			*command = binding->command;
		if (result != KEYMAP_UNKNOWN)
			return result;
	}
	return KEYMAP_UNKNOWN;
}

/* A digit of a number before a command; 0 does not begin one. */
static bool
take_digit(KeyState *state, const char *key)
{
	if (state->first.text[0] || !g_ascii_isdigit(key[0]) || key[1])
		return false;
	if (state->count == 0 && key[0] == '0')
		return false;
	state->count = MIN(state->count * 10 + (size_t)(key[0] - '0'), KEY_COUNT_MAX);
	return true;
}

KeymapResult
keymap_feed(KeyState *state, Where where, const char *key, Command *command, size_t *count)
{
	if (take_digit(state, key))
		return KEYMAP_MORE;

	KeymapResult result = look_up(state, where, key, command);

	if (result == KEYMAP_MORE) {
		g_strlcpy(state->first.text, key, sizeof(state->first.text));
		return result;
	}
	if (result == KEYMAP_COMMAND)
		*count = state->count;
	*state = (KeyState){.keymap = state->keymap};
	return result;
}

char *
keymap_choices(const KeyState *state, Where where)
{
	const Keymap *keymap = state->keymap;
	const char *first = state->first.text;
	GString *out = g_string_new(NULL);

	for (size_t i = 0; i < keymap->bindings->len && *first; i++) {
		const Binding *binding = get_binding(keymap, i);

		if (!(binding->where & where) || !begins(first, binding->keys))
			continue;
		g_string_append_printf(out, "%s%s:%s", out->len > 0 ? "  " : "",
		                       binding->keys + strlen(first) + 1,
		                       command_name(binding->command));
	}
	return g_string_free(out, FALSE);
}

static void
append_keys(GString *out, const char *keys)
{
	g_auto(GStrv) names = g_strsplit(keys, " ", -1);

	for (char **name = names; *name; name++)
		g_string_append(out, *name);
}

char *
keymap_keys(const Keymap *keymap, Command command, Where where)
{
	GString *out = g_string_new(NULL);

	for (size_t i = 0; i < keymap->bindings->len; i++) {
		const Binding *binding = get_binding(keymap, i);

		if (binding->command != command || !(binding->where & where))
			continue;
		if (out->len > 0)
			g_string_append_c(out, ' ');
		append_keys(out, binding->keys);
	}
	return g_string_free(out, FALSE);
}

char *
keymap_key(const Keymap *keymap, Command command, Where where)
{
	g_autofree char *keys = keymap_keys(keymap, command, where);

	return g_strndup(keys, strcspn(keys, " "));
}

void
keymap_list(const Keymap *keymap, GString *out)
{
	for (size_t i = 0; i < N_COMMANDS; i++) {
		g_autofree char *keys = keymap_keys(keymap, (Command)i, WHERE_ANY);

		g_string_append_printf(out, "%s\t%s\t%s\n", keys, command_name((Command)i),
		                       command_help((Command)i));
	}
}
