/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "format-load.h"

#include <bounce/error.h>

#include "pattern.h"

#include <string.h>

#define ORDER_DEFAULT 50

static const char suffix[] = ".conf";

#define X(value, name) name,
static const char *const role_names[] = {FORMAT_ROLES(X)};
#undef X

struct BounceFormats {
	GPtrArray *list; /* of Format, in their order */
};

/* One file while it is being read. */
typedef struct {
	const char *path;
	const char *contents;
	GKeyFile *keys;
	Format *format;
} Source;

static void
example_free(void *data)
{
	Example *example = data;

	g_free(example->group);
	g_free(example->header);
	g_free(example->text);
	g_free(example->to);
	g_free(example->said);
	g_free(example);
}

static void
format_free(Format *format)
{
	g_free(format->name);
	for (unsigned role = 0; role < N_ROLES; role++)
		g_ptr_array_unref(format->patterns[role]);
	g_ptr_array_unref(format->examples);
	g_free(format);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Format, format_free)

static Format *
format_new(const char *name)
{
	Format *format = g_new0(Format, 1);

	format->name = g_strdup(name);
	format->order = ORDER_DEFAULT;
	format->is_shared = true;
	for (unsigned role = 0; role < N_ROLES; role++)
		format->patterns[role] = g_ptr_array_new_with_free_func(g_free);
	format->examples = g_ptr_array_new_with_free_func(example_free);
	return format;
}

/* The line of the file, from 1, at which the key of the group stands; 0: nowhere. */
static unsigned
find_line(const char *contents, const char *group, const char *key)
{
	g_auto(GStrv) lines = g_strsplit(contents, "\n", -1);
	g_autofree char *heading = g_strdup_printf("[%s]", group);
	bool in_group = false;

	for (unsigned i = 0; lines[i]; i++) {
		g_auto(GStrv) words = g_strsplit(lines[i], "=", 2);

		if (lines[i][0] == '[')
			in_group = g_str_has_prefix(lines[i], heading);
		if (in_group && words[0] && g_str_equal(g_strstrip(words[0]), key))
			return i + 1;
	}
	return 0;
}

static bool
fail(const Source *source, const char *group, const char *key, const char *why, GError **error)
{
	g_set_error(error, BOUNCE_ERROR, BOUNCE_ERROR_DATA, "%s:%u: %s: %s", source->path,
	            find_line(source->contents, group, key), key, why);
	return false;
}

/* "to" and "to-2" are of one role.  N_ROLES when the key is of none. */
static Role
role_of(const char *key)
{
	size_t len = strcspn(key, "-");

	if (key[len] == '-' && strspn(key + len + 1, "0123456789") != strlen(key + len + 1))
		return N_ROLES;
	for (unsigned role = 0; role < N_ROLES; role++)
		if (strlen(role_names[role]) == len && strncmp(key, role_names[role], len) == 0)
			return role;
	return N_ROLES;
}

static bool
load_pattern(const Source *source, const char *key, const char *value, GError **error)
{
	Role role = role_of(key);
	const char *wrong = bounce_pattern_check(value);

	if (role == N_ROLES)
		return fail(source, "format", key, "there is no such key", error);
	if (wrong)
		return fail(source, "format", key, wrong, error);
	g_ptr_array_add(source->format->patterns[role], g_strdup(value));
	return true;
}

static bool
read_choice(const char *value, const char *yes, const char *no, bool *choice)
{
	*choice = g_str_equal(value, yes);
	return *choice || g_str_equal(value, no);
}

static bool
load_key(const Source *source, const char *key, GError **error)
{
	g_autofree char *value = g_key_file_get_value(source->keys, "format", key, NULL);

	g_strstrip(value);
	if (g_str_equal(key, "title") || g_str_equal(key, "source"))
		return true;
	if (g_str_equal(key, "order")) {
		source->format->order = (int)g_ascii_strtoll(value, NULL, 10);
		return true;
	}
	if (g_str_equal(key, "run"))
		return read_choice(value, "end", "paragraph", &source->format->runs_to_end) ||
		       fail(source, "format", key, "neither \"paragraph\" nor \"end\"", error);
	if (g_str_equal(key, "share"))
		return read_choice(value, "yes", "no", &source->format->is_shared) ||
		       fail(source, "format", key, "neither \"yes\" nor \"no\"", error);
	return load_pattern(source, key, value, error);
}

/* With \n and \s undone; "" when there is none. */
static char *
get_text(const Source *source, const char *group, const char *key)
{
	char *text = g_key_file_get_string(source->keys, group, key, NULL);

	return text ? text : g_strdup("");
}

static bool
load_example(const Source *source, const char *group, GError **error)
{
	Example *example = g_new0(Example, 1);
	g_autofree char *kind = get_text(source, group, "kind");

	g_ptr_array_add(source->format->examples, example);
	example->group = g_strdup(group);
	example->header = get_text(source, group, "header");
	example->text = get_text(source, group, "text");
	example->to = get_text(source, group, "to");
	example->said = get_text(source, group, "said");
	example->is_delay = g_str_equal(kind, "delay");
	if (*example->text == '\0' || *example->to == '\0')
		return fail(source, group, "text", "an example has \"text\" and \"to\"", error);
	return true;
}

static bool
load_groups(const Source *source, GError **error)
{
	g_auto(GStrv) groups = g_key_file_get_groups(source->keys, NULL);
	g_auto(GStrv) keys = g_key_file_get_keys(source->keys, "format", NULL, error);

	if (!keys)
		return false;
	for (char **key = keys; *key; key++)
		if (!load_key(source, *key, error))
			return false;
	for (char **group = groups; *group; group++)
		if (g_str_has_prefix(*group, "example") && !load_example(source, *group, error))
			return false;

	if (!g_key_file_has_key(source->keys, "format", "source", NULL))
		return fail(source, "format", "source", "is missing", error);
	if (source->format->patterns[ROLE_TO]->len == 0)
		return fail(source, "format", "to", "is missing", error);
	if (source->format->patterns[ROLE_BEGIN]->len +
	            source->format->patterns[ROLE_HEADER]->len ==
	    0)
		return fail(source, "format", "begin", "\"begin\" or \"header\" is needed", error);
	return true;
}

static Format *
format_load(const char *path, const char *name, const char *contents, GError **error)
{
	g_autoptr(GKeyFile) keys = g_key_file_new();
	g_autoptr(Format) format = format_new(name);
	Source source = {path, contents, keys, format};

	if (!g_key_file_load_from_data(keys, contents, G_MAXSIZE, G_KEY_FILE_NONE, error)) {
		g_prefix_error(error, "%s: ", path);
		return NULL;
	}
	if (!load_groups(&source, error)) {
		if (!strstr((*error)->message, path))
			g_prefix_error(error, "%s: ", path);
		return NULL;
	}
	return g_steal_pointer(&format);
}

static void
take_out(BounceFormats *formats, const char *name)
{
	for (guint i = formats->list->len; i > 0; i--) {
		const Format *format = formats->list->pdata[i - 1];

		if (g_str_equal(format->name, name))
			g_ptr_array_remove_index(formats->list, i - 1);
	}
}

static void
load_file(BounceFormats *formats, const char *dir, const char *file, BounceFormatsWarn warn,
          void *user)
{
	g_autofree char *path = g_build_filename(dir, file, NULL);
	g_autofree char *name = g_strndup(file, strlen(file) - strlen(suffix));
	g_autofree char *contents = NULL;
	g_autoptr(GError) error = NULL;
	Format *format = NULL;

	if (g_file_get_contents(path, &contents, NULL, &error)) {
		take_out(formats, name);
		if (contents[strspn(contents, " \t\r\n")] == '\0')
			return;
		format = format_load(path, name, contents, &error);
	}
	if (format) {
		g_ptr_array_add(formats->list, format);
	} else if (warn) {
		/* It quotes what may be of another charset. */
		g_autofree char *message = g_utf8_make_valid(error->message, -1);

		warn(message, user);
	}
}

static int
compare_formats(const void *a, const void *b)
{
	const Format *one = *(const Format *const *)a, *other = *(const Format *const *)b;

	if (one->order != other->order)
		return one->order < other->order ? -1 : 1;
	return strcmp(one->name, other->name);
}

static void
clear_formats(void *data)
{
	g_ptr_array_unref(((BounceFormats *)data)->list);
}

BounceFormats *
bounce_formats_load(const char *const *dirs, BounceFormatsWarn warn, void *user)
{
	BounceFormats *formats = g_atomic_rc_box_new0(BounceFormats);

	formats->list = g_ptr_array_new_with_free_func((GDestroyNotify)format_free);
	for (; *dirs; dirs++) {
		g_autoptr(GDir) dir = g_dir_open(*dirs, 0, NULL);
		const char *file;

		while (dir && (file = g_dir_read_name(dir)))
			if (g_str_has_suffix(file, suffix) && file[0] != '.')
				load_file(formats, *dirs, file, warn, user);
	}
	g_ptr_array_sort(formats->list, compare_formats);
	return formats;
}

BounceFormats *
bounce_formats_ref(const BounceFormats *formats)
{
	return g_atomic_rc_box_acquire((BounceFormats *)formats);
}

void
bounce_formats_unref(BounceFormats *formats)
{
	g_atomic_rc_box_release_full(formats, clear_formats);
}

size_t
bounce_formats_count(const BounceFormats *formats)
{
	return formats->list->len;
}

const char *
bounce_formats_name(const BounceFormats *formats, size_t i)
{
	return bounce_formats_get(formats, i)->name;
}

const Format *
bounce_formats_get(const BounceFormats *formats, size_t i)
{
	g_return_val_if_fail(i < formats->list->len, NULL);
	return formats->list->pdata[i];
}
