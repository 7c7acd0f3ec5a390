/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * query.c - notmuch-search-terms(7), written
 */
#include "reader/query.h"

#include <string.h>

/* A quote inside a quoted term is written twice. */
static void
append_terms(GString *query, const char *prefix, const char *const *words)
{
	for (; *words; words++) {
		g_autoptr(GString) word = g_string_new(*words);

		g_string_replace(word, "\"", "\"\"", 0);
		g_string_append_printf(query, "%s%s:\"%s\"", query->len > 0 ? " or " : "", prefix,
		                       word->str);
	}
}

char *
query_wide(const BounceNoticeInfo *notice)
{
	g_autoptr(GString) query = g_string_new(NULL);

	append_terms(query, "mimetype", notice->mime_types);
	append_terms(query, "from", notice->senders);
	append_terms(query, "subject", notice->subjects);
	return g_string_free(g_steal_pointer(&query), FALSE);
}

/* notmuch takes "*" for all mail only when it stands alone. */
static bool
is_all(const char *query)
{
	return query[0] == '\0' || strcmp(query, "*") == 0;
}

char *
query_narrow(const char *base, const char *terms)
{
	if (is_all(terms))
		return g_strdup(base);
	if (is_all(base))
		return g_strdup(terms);
	return g_strdup_printf("(%s) and (%s)", base, terms);
}

bool
query_is_balanced(const char *query)
{
	bool quoted = false;
	size_t depth = 0;

	for (; *query; query++) {
		if (*query == '"')
			quoted = !quoted;
		else if (!quoted && *query == '(')
			depth++;
		else if (!quoted && *query == ')' && depth-- == 0)
			return false;
	}
	return !quoted && depth == 0;
}
