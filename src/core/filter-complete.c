/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/filter.h"

#include <string.h>

#include "core/filter-field.h"

static bool
begins_term(char c)
{
	return g_ascii_isspace(c) || strchr("()!", c);
}

static void
add_fields(GStrvBuilder *found, const char *word, size_t len)
{
	for (const char *const *name = filter_field_names(); *name; name++) {
		g_autofree char *whole = g_strconcat(*name, ":", NULL);

		if (g_ascii_strncasecmp(whole, word, len) == 0)
			g_strv_builder_add(found, whole);
	}
}

/* before is "class:" or "class:hard|", whose last value begins behind it. */
static void
add_values(GStrvBuilder *found, FilterField field, const char *before, const char *value)
{
	for (const char *const *name = filter_field_values(field); name && *name; name++) {
		g_autofree char *whole = g_strconcat(before, *name, NULL);

		if (g_ascii_strncasecmp(*name, value, strlen(value)) == 0)
			g_strv_builder_add(found, whole);
	}
}

/* kb may be NULL. */
static void
add_known(GStrvBuilder *found, const BounceKb *kb, FilterField field, const char *before,
          const char *value)
{
	FilterKind kind = filter_field_kind(field);

	if (!kb || (kind != FILTER_KIND_REASON && kind != FILTER_KIND_CODE))
		return;

	g_autofree const char **names = bounce_kb_list(
		kb, kind == FILTER_KIND_CODE ? BOUNCE_KB_LIST_CODES : BOUNCE_KB_LIST_REASONS);
	for (const char **name = names; *name; name++) {
		g_autofree char *whole = g_strconcat(before, *name, NULL);
		char *own = whole + strlen(before);

		if (kind == FILTER_KIND_CODE && g_ascii_isdigit(*value))
			*own = *value;
		if (g_ascii_strncasecmp(own, value, strlen(value)) == 0)
			g_strv_builder_add(found, whole);
	}
}

char **
filter_complete(const char *text, size_t cursor, size_t *begin)
{
	return filter_complete_known(NULL, text, cursor, begin);
}

char **
filter_complete_known(const BounceKb *kb, const char *text, size_t cursor, size_t *begin)
{
	g_autoptr(GStrvBuilder) found = g_strv_builder_new();
	size_t from = cursor;

	while (from > 0 && !begins_term(text[from - 1]))
		from--;
	while (from < cursor && text[from] == '-')
		from++;
	*begin = from;

	g_autofree char *word = g_strndup(text + from, cursor - from);
	size_t name_len = strcspn(word, ":");
	int field = word[name_len] ? filter_field_find(word, name_len) : -1;
	size_t value = strlen(word);

	while (value > name_len && !strchr(":|=", word[value - 1]))
		value--;
	g_autofree char *before = g_strndup(word, value);
	if (!word[name_len])
		add_fields(found, word, name_len);
	else if (field >= 0)
		add_values(found, (FilterField)field, before, word + value);
	if (field >= 0)
		add_known(found, kb, (FilterField)field, before, word + value);
	return g_strv_builder_end(found);
}
