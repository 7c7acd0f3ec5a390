/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/search.h"

#include <string.h>

#include "core/fold.h"

/* Steps back within one text, after which it counts as not holding the pattern: some
 * 100 microseconds, where "(a+)+$" would take years.  What a user types in front of a
 * pattern can only make it less. */
#define STEPS_BACK "(*LIMIT_MATCH=10000)"

/* What a person waits for a key. */
#define PATIENCE_US ((gint64)500 * 1000)

/* The time is looked at once for so many lines, which cannot take a tenth of that. */
#define LINES_AT_A_TIME 64

struct Search {
	GRegex *regex; /* NULL is nowhere */
	bool is_plain;
	/* What every match begins with, when that is ASCII, or NULL; and is it all of it? */
	char *words;
	bool is_words;
	bool any_case;
};

/* A capital that stands for itself: not that of "\S". */
static bool
has_capital(const char *pattern)
{
	for (const char *p = pattern; *p != '\0'; p = g_utf8_next_char(p)) {
		if (*p == '\\' && p[1] != '\0')
			p++;
		else if (g_unichar_isupper(g_utf8_get_char(p)))
			return true;
	}
	return false;
}

static GRegex *
compile(const char *pattern, bool any_case)
{
	g_autofree char *bounded = g_strconcat(STEPS_BACK, pattern, NULL);
	GRegexCompileFlags flags = G_REGEX_MULTILINE | G_REGEX_OPTIMIZE;

	return g_regex_new(bounded, any_case ? flags | G_REGEX_CASELESS : flags, 0, NULL);
}

/* Characters of an expression that do not stand for themselves. */
#define SPECIAL "\\^$.[]|()?*+{}"

/* May what follows a beginning stand in its place, too?  Where telling needs more than
 * counting parentheses, it may. */
static bool
has_other_branch(const char *rest)
{
	int depth = 0;

	if (!strchr(rest, '|'))
		return false;
	if (strchr(rest, '[') || strstr(rest, "(?") || strstr(rest, "(*") || strstr(rest, "\\Q"))
		return true;
	for (; *rest != '\0'; rest++) {
		if (*rest == '\\' && rest[1] != '\0')
			rest++;
		else if (*rest == '|' && depth == 0)
			return true;
		else
			depth += (*rest == '(') - (*rest == ')');
	}
	return false;
}

/* How much of it every match begins with, as it stands. */
static size_t
beginning_of(const char *pattern)
{
	size_t len = strcspn(pattern, SPECIAL);

	if (has_other_branch(pattern + len))
		return 0;
	/* What may also be absent. */
	return len > 0 && pattern[len] != '\0' && strchr("?*{", pattern[len]) ? len - 1 : len;
}

/* What most people type needs no regular expression, and is found ten times as fast; nor
 * does most of what an expression does not match. */
static void
find_words(Search *search, const char *pattern)
{
	size_t len = search->is_plain ? strlen(pattern) : beginning_of(pattern);
	g_autofree char *words = g_strndup(pattern, len);

	if (len == 0 || !g_str_is_ascii(words))
		return;
	search->words = search->any_case ? fold_new(words) : g_steal_pointer(&words);
	search->is_words = pattern[len] == '\0';
}

Search *
search_new(const char *typed)
{
	Search *search = g_new0(Search, 1);
	g_autofree char *pattern = g_utf8_make_valid(typed, -1);
	bool any_case = !has_capital(pattern);

	if (*pattern == '\0')
		return search;
	search->regex = compile(pattern, any_case);
	search->is_plain = !search->regex;
	if (search->is_plain) {
		g_autofree char *words = g_regex_escape_string(pattern, -1);

		search->regex = compile(words, any_case);
	}
	search->any_case = any_case;
	find_words(search, pattern);
	return search;
}

void
search_free(Search *search)
{
	if (!search)
		return;
	if (search->regex)
		g_regex_unref(search->regex);
	g_free(search->words);
	g_free(search);
}

bool
search_is_plain(const Search *search)
{
	return search->is_plain;
}

static bool
matches(const Search *search, const char *text)
{
	return g_regex_match(search->regex, text, G_REGEX_MATCH_NOTEMPTY, NULL);
}

bool
search_holds(const Search *search, const char *text)
{
	if (!search->regex)
		return false;
	/* Of other letters some are the same as one of ASCII. */
	if (search->words && (!search->any_case || g_str_is_ascii(text))) {
		bool has_words = search->any_case ? fold_ascii_holds(text, search->words)
		                                  : strstr(text, search->words) != NULL;

		if (!has_words || search->is_words)
			return has_words;
	}
	if (g_utf8_validate(text, -1, NULL))
		return matches(search, text);

	g_autofree char *valid = g_utf8_make_valid(text, -1);

	return matches(search, valid);
}

static bool
is_mark(const char *p)
{
	return *p != '\0' && g_unichar_iszerowidth(g_utf8_get_char(p));
}

/* "\C" matches a byte, and "e" one with an accent that follows it. */
static void
widen(const char *text, size_t *begin, size_t *end)
{
	const char *first = text + *begin, *behind = text + *end;

	while (first > text && (((guchar)*first & 0xc0) == 0x80 || is_mark(first)))
		first--;
	while (((guchar)*behind & 0xc0) == 0x80)
		behind++;
	while (is_mark(behind))
		behind = g_utf8_next_char(behind);
	*begin = (size_t)(first - text);
	*end = (size_t)(behind - text);
}

bool
search_next(const Search *search, const char *text, size_t from, size_t *begin, size_t *end)
{
	g_autoptr(GMatchInfo) info = NULL;
	int first, behind;

	if (!search->regex || from >= strlen(text) ||
	    !g_regex_match_full(search->regex, text, -1, (gint)from, G_REGEX_MATCH_NOTEMPTY, &info,
	                        NULL) ||
	    !g_match_info_fetch_pos(info, 0, &first, &behind) || behind <= first)
		return false;
	*begin = (size_t)first;
	*end = (size_t)behind;
	widen(text, begin, end);
	*begin = MAX(*begin, from);
	return true;
}

/* The line to look at after n others. */
static size_t
nth(const SearchWay *way, size_t n)
{
	size_t from = way->from;

	if (from >= way->n_lines)
		from = way->by > 0 ? 0 : way->n_lines - 1;
	return way->by > 0 ? (from + n) % way->n_lines : (from + way->n_lines - n) % way->n_lines;
}

size_t
search_lines(const Search *search, SearchWay way, SearchHolds holds, const void *user)
{
	gint64 end = g_get_monotonic_time() + PATIENCE_US;

	for (size_t n = 0; search->regex && n < way.n_lines; n++) {
		size_t i = nth(&way, n);

		if (holds(search, i, user))
			return i;
		if (n % LINES_AT_A_TIME == 0 && g_get_monotonic_time() > end)
			return SEARCH_TOO_LONG;
	}
	return SEARCH_NONE;
}
