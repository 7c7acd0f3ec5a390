/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Operators wait on a stack of our own for what stands behind them.
 */
#include "core/filter.h"

#include <string.h>

#include "core/filter-program.h"

/* A filter is typed on one line; rules and what a program writes are not much longer. */
#define LENGTH_MAX 4096

/* Each costs a look at every row: what 100 000 rows bear while somebody types. */
#define VALUES_MAX 200

/* Parentheses and "not" that are open at once; people get lost long before. */
#define WAITING_MAX 100

/* In the order in which they bind, the loosest first. */
typedef enum { OPEN, OR, AND, NOT } Operator;

typedef struct {
	Operator operator;
	guint jump;          /* the step to be told where to go, of "and" and "or" */
	FilterMistake place; /* where it stands */
} Waiting;

typedef struct {
	Filter *filter;
	const char *text;
	size_t at;
	GArray *waiting; /* of Waiting */
	FilterMistake *mistake;
	GError **error;
} Parser;

static bool fail(const Parser *parser, FilterMistake place, int code, const char *format, ...)
	G_GNUC_PRINTF(4, 5);

static bool
fail(const Parser *parser, FilterMistake place, int code, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	g_autofree char *why = g_strdup_vprintf(format, args);
	va_end(args);
	*parser->mistake = place;
	g_set_error_literal(parser->error, FILTER_ERROR, code, why);
	return false;
}

static bool
ends_word(char c)
{
	return c == '\0' || g_ascii_isspace(c) || strchr("()|\"", c);
}

static size_t
word_len(const char *text)
{
	size_t len = 0;

	while (!ends_word(text[len]))
		len++;
	return len;
}

static void
add_step(Parser *parser, FilterStepKind kind, guint at)
{
	FilterStep step = {kind, at};

	g_array_append_val(parser->filter->steps, step);
}

/* ---- terms */

/* The end of what stands between quotes or slashes, which begin at `begin`: where the
 * second one is, or 0. */
static size_t
find_close(const char *text, size_t begin)
{
	char mark = text[begin];

	for (size_t i = begin + 1; text[i]; i++) {
		if (text[i] == mark)
			return i;
		if (mark == '/' && text[i] == '\\' && text[i + 1])
			i++;
	}
	return 0;
}

/* One value, at parser->at.  *out is what it says. */
static bool
scan_value(Parser *parser, FilterRaw *raw, char **out)
{
	const char *text = parser->text;
	size_t begin = parser->at, end;

	if (text[begin] != '"' && text[begin] != '/') {
		raw->form = FILTER_FORM_PLAIN;
		parser->at += word_len(text + begin);
		*out = g_strndup(text + begin, parser->at - begin);
		return true;
	}
	end = find_close(text, begin);
	if (end == 0)
		return fail(parser, (FilterMistake){begin, strlen(text)}, FILTER_ERROR_SYNTAX,
		            "there is no second %c", text[begin]);
	raw->form = text[begin] == '"' ? FILTER_FORM_QUOTED : FILTER_FORM_REGEX;
	parser->at = end + 1;
	*out = g_strndup(text + begin + 1, end - begin - 1);
	return true;
}

static bool
read_value(Parser *parser, FilterField field, FilterOp op, size_t term_begin)
{
	GArray *values = parser->filter->values;
	size_t begin = parser->at;
	FilterRaw raw = {.op = op};
	g_autofree char *text = NULL;
	g_autoptr(GError) why = NULL;

	if (!scan_value(parser, &raw, &text))
		return false;
	raw.text = text;

	/* Where nothing stands, what wants it is shown. */
	FilterMistake place = {parser->at > begin ? begin : term_begin,
	                       MAX(parser->at, term_begin + 1)};
	if (values->len == VALUES_MAX)
		return fail(parser, place, FILTER_ERROR_LIMIT, "more than %d values", VALUES_MAX);
	g_array_set_size(values, values->len + 1);
	if (filter_value_read(&g_array_index(values, FilterValue, values->len - 1), field, &raw,
	                      &why))
		return true;
	return fail(parser, place, why->code, "%s", why->message);
}

/* "code:" and the like; false when a name stands there that is no field's. */
static bool
read_field(Parser *parser, FilterField *field)
{
	const char *text = parser->text + parser->at;
	size_t len = 0;

	*field = FILTER_FIELD_TEXT;
	while (g_ascii_isalpha(text[len]))
		len++;
	if (len == 0 || text[len] != ':')
		return true;

	int found = filter_field_find(text, len);
	if (found < 0)
		return fail(parser, (FilterMistake){parser->at, parser->at + len},
		            FILTER_ERROR_SYNTAX,
		            "there is no such field; a word with a colon stands in quotes");
	*field = (FilterField)found;
	parser->at += len + 1;
	return true;
}

static bool
read_term(Parser *parser)
{
	Filter *filter = parser->filter;
	FilterTerm term = {.first = filter->values->len};
	FilterOp op = FILTER_OP_NONE;
	size_t begin = parser->at, len = 0;

	if (!read_field(parser, &term.field))
		return false;
	if (parser->at > begin)
		op = filter_op_read(parser->text + parser->at, &len);
	parser->at += len;

	if (!read_value(parser, term.field, op, begin))
		return false;
	while (parser->text[parser->at] == '|') {
		parser->at++;
		if (!read_value(parser, term.field, op, parser->at - 1))
			return false;
	}
	term.n = filter->values->len - term.first;
	add_step(parser, FILTER_STEP_TERM, filter->terms->len);
	g_array_append_val(filter->terms, term);
	return true;
}

/* ---- operators */

/* Does this word stand alone at the parser's place? */
static bool
is_word(const Parser *parser, const char *word)
{
	const char *text = parser->text + parser->at;
	size_t len = strlen(word);

	return word_len(text) == len && g_ascii_strncasecmp(text, word, len) == 0;
}

static bool
push(Parser *parser, Operator operator, size_t len)
{
	Waiting waiting = {operator,
	                   parser->filter->steps->len,
	                   {parser->at, parser->at + MAX(len, 1)}};

	if (parser->waiting->len == WAITING_MAX)
		return fail(parser, waiting.place, FILTER_ERROR_LIMIT,
		            "more than %d parentheses and \"not\" in each other", WAITING_MAX);
	if (operator== AND || operator== OR)
		add_step(parser, operator== AND ? FILTER_STEP_IF_FALSE : FILTER_STEP_IF_TRUE, 0);
	g_array_append_val(parser->waiting, waiting);
	parser->at += len;
	return true;
}

static const Waiting *
last_waiting(const Parser *parser)
{
	guint n = parser->waiting->len;

	return n > 0 ? &g_array_index(parser->waiting, Waiting, n - 1) : NULL;
}

/* End all operators that bind as tightly as this one, or tighter. */
static void
end_operators(Parser *parser, Operator least)
{
	GArray *steps = parser->filter->steps;
	const Waiting *last;

	while ((last = last_waiting(parser)) && last->operator>= least) {
		if (last->operator== NOT)
			add_step(parser, FILTER_STEP_NOT, 0);
		else
			g_array_index(steps, FilterStep, last->jump).at = steps->len;
		g_array_set_size(parser->waiting, parser->waiting->len - 1);
	}
}

static bool
close_parenthesis(Parser *parser)
{
	end_operators(parser, OR);
	if (!last_waiting(parser))
		return fail(parser, (FilterMistake){parser->at, parser->at + 1},
		            FILTER_ERROR_SYNTAX, "no ( stands before this )");
	g_array_set_size(parser->waiting, parser->waiting->len - 1);
	parser->at++;
	return true;
}

/* A term, or what may stand before one; *is_complete when it was one. */
static bool
read_operand(Parser *parser, bool *is_complete)
{
	char c = parser->text[parser->at];
	FilterMistake place = {parser->at,
	                       parser->at + MAX(word_len(parser->text + parser->at), 1)};

	if (c == '(')
		return push(parser, OPEN, 1);
	if (c == '!' || c == '-')
		return push(parser, NOT, 1);
	if (is_word(parser, "not"))
		return push(parser, NOT, strlen("not"));
	if (c == ')' || c == '|' || is_word(parser, "and") || is_word(parser, "or"))
		return fail(parser, place, FILTER_ERROR_SYNTAX, "nothing stands before this");
	*is_complete = true;
	return read_term(parser);
}

/* What follows a term; *is_complete stays when that was a parenthesis. */
static bool
read_operator(Parser *parser, bool *is_complete)
{
	if (parser->text[parser->at] == ')')
		return close_parenthesis(parser);
	*is_complete = false;
	if (is_word(parser, "or")) {
		end_operators(parser, OR);
		return push(parser, OR, strlen("or"));
	}
	end_operators(parser, AND);
	return push(parser, AND, is_word(parser, "and") ? strlen("and") : 0);
}

static void
skip_space(Parser *parser)
{
	while (g_ascii_isspace(parser->text[parser->at]))
		parser->at++;
}

static bool
finish(Parser *parser, bool is_complete)
{
	const Waiting *last = last_waiting(parser);

	if (!is_complete)
		return fail(parser, last ? last->place : (FilterMistake){0, parser->at},
		            FILTER_ERROR_SYNTAX, "nothing stands %s",
		            last ? "behind this" : "here");
	end_operators(parser, OR);
	last = last_waiting(parser);
	return !last || fail(parser, last->place, FILTER_ERROR_SYNTAX, "no ) closes this (");
}

static bool
parse(Parser *parser)
{
	bool is_complete = false;

	for (skip_space(parser); parser->text[parser->at]; skip_space(parser))
		if (!(is_complete ? read_operator(parser, &is_complete)
		                  : read_operand(parser, &is_complete)))
			return false;
	return finish(parser, is_complete);
}

static bool
check_text(const Parser *parser)
{
	const char *invalid;
	size_t len = strlen(parser->text);

	if (len > LENGTH_MAX)
		return fail(parser, (FilterMistake){LENGTH_MAX, len}, FILTER_ERROR_LIMIT,
		            "longer than %d bytes", LENGTH_MAX);
	if (g_utf8_validate(parser->text, -1, &invalid))
		return true;

	size_t at = (size_t)(invalid - parser->text);
	return fail(parser, (FilterMistake){at, at + 1}, FILTER_ERROR_SYNTAX, "this is no UTF-8");
}

Filter *
filter_parse(const char *text, FilterMistake *mistake, GError **error)
{
	g_autoptr(Filter) filter = filter_new(text);
	g_autoptr(GArray) waiting = g_array_new(FALSE, FALSE, sizeof(Waiting));
	FilterMistake unseen;
	Parser parser = {.filter = filter,
	                 .text = text,
	                 .waiting = waiting,
	                 .mistake = mistake ? mistake : &unseen,
	                 .error = error};

	return check_text(&parser) && parse(&parser) ? g_steal_pointer(&filter) : NULL;
}
