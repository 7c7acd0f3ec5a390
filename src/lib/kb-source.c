/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kb-source.h"

#include <bounce/error.h>

#define SEPARATOR " | "

void
bounce_kb_source_clear(BounceKbSource *source)
{
	g_clear_pointer(&source->keys, g_key_file_unref);
	g_clear_pointer(&source->name, g_free);
}

static bool
load(GKeyFile *keys, const char *path, GError **error)
{
	if (g_key_file_load_from_file(keys, path, G_KEY_FILE_KEEP_TRANSLATIONS, error))
		return true;
	g_prefix_error(error, "cannot read %s: ", path);
	return false;
}

bool
bounce_kb_source_open(BounceKbSource *source, const char *path, GError **error)
{
	source->keys = g_key_file_new();
	source->name = g_strdup(path);
	return load(source->keys, path, error);
}

bool
bounce_kb_source_override(BounceKbSource *source, const char *path, GError **error)
{
	g_autoptr(GKeyFile) over = g_key_file_new();

	if (!g_file_test(path, G_FILE_TEST_EXISTS))
		return true;
	if (!load(over, path, error))
		return false;

	g_auto(GStrv) groups = g_key_file_get_groups(over, NULL);
	for (char **group = groups; *group; group++) {
		g_auto(GStrv) keys = g_key_file_get_keys(over, *group, NULL, NULL);

		for (char **key = keys; *key; key++) {
			g_autofree char *value = g_key_file_get_value(over, *group, *key, NULL);

			g_key_file_set_value(source->keys, *group, *key, value);
		}
	}
	g_free(source->name);
	source->name = g_strdup(path);
	return true;
}

/* Most keys are not there, and GLib words an error for each that is asked for, also when
 * nobody wants to know: that took a third of the time in which all is loaded. */
static char *
get_value(const BounceKbSource *source, const char *group, const char *key)
{
	return g_key_file_has_key(source->keys, group, key, NULL)
	               ? g_key_file_get_value(source->keys, group, key, NULL)
	               : NULL;
}

/* "C" and "C.UTF-8" are none. */
static bool
is_language(const char *name)
{
	return name[0] != 'C' || (name[1] != '\0' && name[1] != '.');
}

static char *
find_value(const BounceKbSource *source, const char *group, const char *key)
{
	for (const char *const *l = source->languages; l && *l; l++) {
		if (!is_language(*l))
			continue;
		g_autofree char *local = g_strdup_printf("%s[%s]", key, *l);
		char *value = get_value(source, group, local);

		if (value)
			return value;
	}
	return get_value(source, group, key);
}

const char *
bounce_kb_source_text(const BounceKbSource *source, const char *group, const char *key)
{
	g_autofree char *value = find_value(source, group, key);

	/* To look for each among those that are there takes longer than it saves room. */
	return value ? g_string_chunk_insert(source->text, g_strstrip(value)) : "";
}

bool
bounce_kb_source_texts(const BounceKbSource *source, const char *group, const BounceKbText *texts,
                       void *into, GError **error)
{
	for (; texts->key; texts++) {
		const char *value = bounce_kb_source_text(source, group, texts->key);

		if (texts->required && *value == '\0') {
			g_autofree char *what = g_strdup_printf("no \"%s\"", texts->key);

			return bounce_kb_source_fail(source, group, what, error);
		}
		*(const char **)((char *)into + texts->offset) = value;
	}
	return true;
}

bool
bounce_kb_source_choice(const BounceKbSource *source, const char *group, const char *key,
                        const char *const *names, unsigned *choice)
{
	g_autofree char *value = get_value(source, group, key);

	if (!value)
		return true;
	g_strstrip(value);
	for (unsigned i = 0; names[i]; i++) {
		if (g_str_equal(names[i], value)) {
			*choice = i;
			return true;
		}
	}
	return false;
}

char **
bounce_kb_source_list(const BounceKbSource *source, const char *group, const char *key)
{
	g_autofree char *value = get_value(source, group, key);

	return value ? g_strsplit(g_strstrip(value), SEPARATOR, -1) : NULL;
}

bool
bounce_kb_source_fail(const BounceKbSource *source, const char *group, const char *what,
                      GError **error)
{
	g_set_error(error, BOUNCE_ERROR, BOUNCE_ERROR_DATA, "%s: [%s]: %s", source->name, group,
	            what);
	return false;
}
