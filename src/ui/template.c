/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * template.c - the command line of another program, with holes for what is shown
 */
#include "ui/template.h"

#include <gio/gio.h>
#include <stdbool.h>
#include <string.h>

/* Only those that can be handed one mail without a command language of their own, which
 * a Message-ID could be made to speak, and that change nothing in it. */
static const struct {
	const char *program;
	const char *template;
} known[] = {
	{"neomutt", "neomutt -R -f notmuch://?query=%u"},
	{"mless", "mless %f"},
};

char *
template_query(const char *message_id)
{
	g_autoptr(GString) quoted = g_string_new(message_id);

	/* As notmuch-search-terms(7) says. */
	g_string_replace(quoted, "\"", "\"\"", 0);
	return g_strdup_printf("id:\"%s\"", quoted->str);
}

/* What stands for a letter, or NULL.  is_first: it begins an argument, and must not make
 * an option of it. */
static char *
value_of(char letter, const TemplateValues *values, bool is_first)
{
	g_autofree char *query = template_query(values->message_id);

	switch (letter) {
	case 'i':
		return g_strconcat(is_first && values->message_id[0] == '-' ? "id:" : "",
		                   values->message_id, NULL);
	case 'f':
		return g_strconcat(is_first && values->path[0] == '-' ? "./" : "", values->path,
		                   NULL);
	case 'q':
		return g_steal_pointer(&query);
	case 'u':
		return g_uri_escape_string(query, NULL, FALSE);
	case '%':
		return g_strdup("%");
	default:
		return NULL;
	}
}

static char *
fill_argument(const char *argument, const TemplateValues *values, GError **error)
{
	g_autoptr(GString) out = g_string_new(NULL);

	for (const char *at = argument; *at != '\0'; at++) {
		if (*at != '%') {
			g_string_append_c(out, *at);
			continue;
		}
		g_autofree char *value = value_of(at[1], values, out->len == 0);

		if (!value) {
			g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
			            "%%%s in \"%s\" is none of %%i %%f %%q %%u %%%%", at + 1,
			            argument);
			return NULL;
		}
		g_string_append(out, value);
		at++;
	}
	return g_string_free(g_steal_pointer(&out), FALSE);
}

char **
template_fill(const char *template, const TemplateValues *values, GError **error)
{
	g_auto(GStrv) words = NULL;
	g_autoptr(GStrvBuilder) argv = g_strv_builder_new();

	if (!g_shell_parse_argv(template, NULL, &words, error))
		return NULL;
	if (strchr(words[0], '%')) {
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
		            "\"%s\" is no name of a program", words[0]);
		return NULL;
	}
	for (char **word = words; *word; word++) {
		g_autofree char *argument = fill_argument(*word, values, error);

		if (!argument)
			return NULL;
		g_strv_builder_add(argv, argument);
	}
	return g_strv_builder_end(argv);
}

const char *
template_default(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
		g_autofree char *path = g_find_program_in_path(known[i].program);

		if (path)
			return known[i].template;
	}
	return NULL;
}
