/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * query.c - notmuch-search-terms(7), written
 */
#include "reader/query.h"

#include <string.h>

/* Longer words are not in the index (Xapian::TermGenerator). */
#define WORD_MAX 64

/* A quote inside a quoted term is written twice. */
static void
append_term(GString *query, const char *prefix, const char *text)
{
	g_autoptr(GString) word = g_string_new(text);

	g_string_replace(word, "\"", "\"\"", 0);
	g_string_append_printf(query, "%s%s:\"%s\"", query->len > 0 ? " or " : "", prefix,
	                       word->str);
}

static void
append_terms(GString *query, const char *prefix, const char *const *words)
{
	for (; *words; words++)
		append_term(query, prefix, *words);
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

char *
query_reports(const BounceNoticeInfo *notice)
{
	GString *query = g_string_new(NULL);

	append_terms(query, "mimetype", notice->mime_types);
	return g_string_free(query, FALSE);
}

char *
query_ids(const char *const *ids)
{
	GString *query = g_string_new(NULL);

	append_terms(query, "id", ids);
	return g_string_free(query, FALSE);
}

/* What Xapian takes into a word: "o'neil", "1.2", "c++". */
static bool
is_of_word(gunichar c)
{
	if (c >= 0x80)
		return g_unichar_isalnum(c) || g_unichar_ismark(c);
	return g_ascii_isalnum((char)c) || strchr("'&._+#", (int)c);
}

/* The words of an address with a blank between.  notmuch parses what stands in
 * from:"..." once more: a quote would end it, "/" begin a regular expression, "*"
 * at the end stand for anything, and ".." be a range, which fails all of the query. */
static char *
words_of(const char *address)
{
	g_autoptr(GString) blanked = g_string_new(NULL);
	GString *words = g_string_new(NULL);

	for (const char *at = address; *at; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		g_string_append_unichar(blanked, is_of_word(c) ? c : ' ');
	}
	g_string_replace(blanked, "..", "  ", 0);
	g_auto(GStrv) split = g_strsplit(blanked->str, " ", -1);
	for (char **word = split; *word; word++)
		if (**word && strlen(*word) <= WORD_MAX)
			g_string_append_printf(words, "%s%s", words->len > 0 ? " " : "", *word);
	return g_string_free(words, FALSE);
}

/* Is it one word to Xapian, whatever stands around it?  "1.2" is one, too, and "a.b" is
 * two. */
static bool
is_plain_word(const char *part, bool is_all)
{
	if (strpbrk(part, "'&+#") || !*part)
		return false;
	return is_all || (!g_ascii_isdigit(part[0]) && !g_ascii_isdigit(part[strlen(part) - 1]));
}

/* The longest word of the local part; without one, all words of the address. */
static char *
telling_word_of(const char *address)
{
	const char *at = strrchr(address, '@');
	g_autofree char *local = g_strndup(address, at ? (size_t)(at - address) : 0);
	g_autofree char *words = words_of(local);
	g_auto(GStrv) parts = g_strsplit_set(words, " .", -1);
	const char *longest = "";

	for (char **part = parts; *part; part++)
		if (is_plain_word(*part, !strchr(words, '.')) && strlen(*part) > strlen(longest))
			longest = *part;
	return *longest ? g_strdup(longest) : words_of(address);
}

static char *
senders(const char *const *addresses, char *(*words_in)(const char *address))
{
	GString *query = g_string_new(NULL);

	for (; *addresses; addresses++) {
		g_autofree char *words = words_in(*addresses);

		if (*words)
			append_term(query, "from", words);
	}
	return g_string_free(query, FALSE);
}

char *
query_senders(const char *const *addresses)
{
	return senders(addresses, words_of);
}

char *
query_senders_by_word(const char *const *addresses)
{
	return senders(addresses, telling_word_of);
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

char *
query_narrow_sexp(const char *base, const char *terms)
{
	g_autoptr(GString) quoted = g_string_new(base);

	g_string_replace(quoted, "\\", "\\\\", 0);
	g_string_replace(quoted, "\"", "\\\"", 0);
	return g_strdup_printf("(and (infix \"%s\") %s)", quoted->str, terms);
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
