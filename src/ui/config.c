/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * config.c - how the browser looks and which keys it has, as the user says
 */
#include "ui/config.h"

#include <gio/gio.h>
#include <string.h>

#include "ui/file-name.h"

/* Files that have one another run: more is a ring. */
#define SOURCES_MAX 8

/* A file that is being run. */
typedef struct {
	char *path;
	char **lines;
	size_t next;
} Source;

struct Config {
	char *data_dir;
	Settings settings;
	Keymap *keymap;
	OwnLooks looks;
	GPtrArray *sources;  /* each was named in the one before */
	GPtrArray *mistakes; /* of char *; NULL-ended */
};

static void
source_free(gpointer data)
{
	Source *source = data;

	g_free(source->path);
	g_strfreev(source->lines);
	g_free(source);
}

Config *
config_new(const char *data_dir)
{
	Config *config = g_new0(Config, 1);

	config->data_dir = g_strdup(data_dir);
	config->keymap = keymap_new();
	config->sources = g_ptr_array_new_with_free_func(source_free);
	config->mistakes = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(config->mistakes, NULL);
	return config;
}

void
config_free(Config *config)
{
	if (!config)
		return;
	g_free(config->data_dir);
	keymap_free(config->keymap);
	g_ptr_array_unref(config->sources);
	g_ptr_array_unref(config->mistakes);
	g_free(config);
}

static bool
refuse(GError **error, const char *what)
{
	g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, what);
	return false;
}

static char **
split_words(const char *text)
{
	g_autoptr(GStrvBuilder) words = g_strv_builder_new();
	g_auto(GStrv) parts = g_strsplit_set(text, " \t", -1);

	for (char **part = parts; *part; part++)
		if (**part)
			g_strv_builder_add(words, *part);
	return g_strv_builder_end(words);
}

/* Its lines come next. */
static bool
push_file(Config *config, const char *path, GError **error)
{
	g_autofree char *text = NULL;

	if (config->sources->len >= SOURCES_MAX)
		return refuse(error, "too many files name one another");
	if (!g_file_get_contents(path, &text, NULL, error))
		return false;

	Source *source = g_new0(Source, 1);

	source->path = g_strdup(path);
	source->lines = g_strsplit(text, "\n", -1);
	g_ptr_array_add(config->sources, source);
	return true;
}

/* ---- the statements; each gets what follows its name */

static bool
run_set(Config *config, const char *rest, GError **error)
{
	const char *equals = strchr(rest, '=');
	Setting which;

	if (!equals)
		return refuse(error, "set needs NAME = VALUE");

	g_autofree char *name = g_strchomp(g_strndup(rest, (gsize)(equals - rest)));
	g_autofree char *value = g_strstrip(g_strdup(equals + 1));

	if (!settings_set(&config->settings, name, value, &which, error))
		return false;
	if (which != SETTING_KEYS)
		return true;
	keymap_reset(config->keymap);
	if (config->settings.value[which] == KEYS_STANDARD)
		return true;

	g_autofree char *path = g_build_filename(config->data_dir, "keys", value, NULL);

	return push_file(config, path, error);
}

/* PLACE and keys, which are all of the words but for so many at the end. */
static bool
parse_keys(char **words, guint n_after, Where *where, char **keys, GError **error)
{
	guint n = g_strv_length(words);
	GString *joined;

	if (n < 2 + n_after)
		return refuse(error, "there must be a place and a key");
	if (!keymap_place(words[0], where)) {
		g_autofree char *names = keymap_place_names();

		g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
		            "there is no place \"%s\" (there are %s)", words[0], names);
		return false;
	}
	joined = g_string_new(words[1]);
	for (guint i = 2; i < n - n_after; i++)
		g_string_append_printf(joined, " %s", words[i]);
	*keys = g_string_free(joined, FALSE);
	return true;
}

static bool
run_bind(Config *config, const char *rest, GError **error)
{
	g_auto(GStrv) words = split_words(rest);
	g_autofree char *keys = NULL;
	guint n = g_strv_length(words);
	Command command;
	Where where;

	if (n < 3)
		return refuse(error, "bind needs PLACE KEY COMMAND");
	if (!parse_keys(words, 1, &where, &keys, error))
		return false;
	if (!command_from_name(words[n - 1], &command)) {
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
		            "there is no command \"%s\"", words[n - 1]);
		return false;
	}
	return keymap_bind(config->keymap, where, keys, command, error);
}

static bool
run_unbind(Config *config, const char *rest, GError **error)
{
	g_auto(GStrv) words = split_words(rest);
	g_autofree char *keys = NULL;
	Where where;

	if (g_strv_length(words) < 2)
		return refuse(error, "unbind needs PLACE KEY");
	return parse_keys(words, 0, &where, &keys, error) &&
	       keymap_unbind(config->keymap, where, keys, error);
}

static bool
run_color(Config *config, const char *rest, GError **error)
{
	g_auto(GStrv) words = split_words(rest);

	return theme_parse(&config->looks, (const char *const *)words, error);
}

/* Beside the file that names it, unless that is said otherwise. */
static bool
run_source(Config *config, const char *rest, GError **error)
{
	g_autofree char *named = file_name_expand(rest);
	g_autofree char *dir = NULL;

	if (!*rest)
		return refuse(error, "source needs FILE");
	if (config->sources->len > 0) {
		const Source *top = config->sources->pdata[config->sources->len - 1];

		dir = g_path_get_dirname(top->path);
	}
	g_autofree char *path = g_canonicalize_filename(named, dir);
	return push_file(config, path, error);
}

static const struct {
	const char *name;
	bool (*run)(Config *config, const char *rest, GError **error);
} statements[] = {
	{"set", run_set},     {"bind", run_bind},     {"unbind", run_unbind},
	{"color", run_color}, {"source", run_source},
};

static bool
run_statement(Config *config, const char *line, GError **error)
{
	g_autofree char *text = g_strstrip(g_strdup(line));
	size_t len = strcspn(text, " \t");
	g_autofree char *name = g_strndup(text, len);

	if (!g_utf8_validate(text, -1, NULL))
		return refuse(error, "this is not UTF-8");
	if (!*text || *text == '#')
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(statements); i++)
		if (g_str_equal(statements[i].name, name))
			return statements[i].run(config, text + len + strspn(text + len, " \t"),
			                         error);
	g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
	            "\"%s\" is none of set, bind, unbind, color, source", name);
	return false;
}

/* ---- files */

static void
add_mistake(Config *config, char *mistake)
{
	config->mistakes->pdata[config->mistakes->len - 1] = mistake;
	g_ptr_array_add(config->mistakes, NULL);
}

/* Until all lines have been run, those that come on the way as well. */
static void
run_sources(Config *config)
{
	while (config->sources->len > 0) {
		guint last = config->sources->len - 1;
		Source *source = config->sources->pdata[last];
		const char *line = source->lines[source->next];
		g_autoptr(GError) error = NULL;

		if (!line) {
			g_ptr_array_remove_index(config->sources, last);
			continue;
		}
		source->next++;
		if (!run_statement(config, line, &error))
			add_mistake(config, g_strdup_printf("%s:%zu: %s", source->path,
			                                    source->next, error->message));
	}
}

void
config_load(Config *config, const char *path)
{
	g_autoptr(GError) error = NULL;

	if (push_file(config, path, &error))
		run_sources(config);
	else if (!g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
		add_mistake(config, g_strdup(error->message));
}

const char *const *
config_mistakes(const Config *config)
{
	return (const char *const *)config->mistakes->pdata;
}

const char *
config_first_mistake(const Config *config)
{
	const char *mistake = *config_mistakes(config);
	const char *slash =
		mistake ? g_strrstr_len(mistake, (gssize)strcspn(mistake, ":"), "/") : NULL;

	return slash ? slash + 1 : mistake;
}

bool
config_run_line(Config *config, const char *line, GError **error)
{
	guint end = config->mistakes->len - 1;
	const char *mistake;

	if (!run_statement(config, line, error))
		return false;
	run_sources(config);
	mistake = config->mistakes->pdata[end];
	if (!mistake)
		return true;
	refuse(error, mistake);
	g_ptr_array_set_size(config->mistakes, (gint)end);
	g_ptr_array_add(config->mistakes, NULL);
	return false;
}

const Settings *
config_settings(const Config *config)
{
	return &config->settings;
}

const Keymap *
config_keymap(const Config *config)
{
	return config->keymap;
}

const OwnLooks *
config_looks(const Config *config)
{
	return &config->looks;
}
