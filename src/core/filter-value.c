/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/filter-value.h"

#include "core/fold.h"

#include <string.h>

#define HOUR ((gint64)60 * 60)
#define DAY (24 * HOUR)

/* Steps of a regular expression on one text: what people write takes some hundred, and
 * what would take for ever ends within a millisecond. */
#define REGEX_LIMITS "(*LIMIT_MATCH=10000)"

/* More than anything that is counted, and no overflow in seconds of years. */
#define NUMBER_MAX 999999

#define CODE_PARTS 3

#define X(value, sign) sign,
static const char *const signs[] = {FILTER_OPS(X)};
#undef X

typedef bool (*ReadKind)(FilterValue *value, FilterField field, const FilterRaw *raw);

void
filter_value_clear(FilterValue *value)
{
	g_clear_pointer(&value->text, g_free);
	g_clear_pointer(&value->id, g_free);
	g_clear_pointer(&value->glob, g_pattern_spec_free);
	g_clear_pointer(&value->regex, g_regex_unref);
}

FilterOp
filter_op_read(const char *text, size_t *len)
{
	FilterOp op = 0;

	while (!g_str_has_prefix(text, signs[op]))
		op++;
	*len = strlen(signs[op]);
	return op;
}

/* ---- reading */

static bool
has_glob(const FilterRaw *raw)
{
	return raw->form == FILTER_FORM_PLAIN && strpbrk(raw->text, "*?");
}

static bool
compares(FilterOp op)
{
	return op <= FILTER_OP_MORE;
}

static bool
read_regex(FilterValue *value, const FilterRaw *raw, GError **error)
{
	g_autofree char *pattern = g_strconcat(REGEX_LIMITS, raw->text, NULL);
	g_autoptr(GError) why = NULL;

	value->regex = g_regex_new(pattern, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, &why);
	if (value->regex)
		return true;

	/* GLib's message repeats the expression, with our limits before it. */
	const char *reason = g_strrstr(why->message, ": ");
	g_set_error(error, FILTER_ERROR, FILTER_ERROR_SYNTAX, "this is no regular expression: %s",
	            reason ? reason + 2 : why->message);
	return false;
}

static bool
read_text(FilterValue *value, FilterField field, const FilterRaw *raw)
{
	bool holds = raw->op == FILTER_OP_NONE && filter_field_kind(field) == FILTER_KIND_HOLDS;

	value->text = fold_new(raw->text);
	value->is_whole = !holds && raw->op != FILTER_OP_HOLDS;
	if (has_glob(raw)) {
		const char *around = value->is_whole ? "" : "*";
		g_autofree char *glob = g_strconcat(around, value->text, around, NULL);

		value->glob = g_pattern_spec_new(glob);
	}
	return true;
}

/* "User_unknown", "user-unknown" and "userunknown" are one. */
static char *
squeeze(const char *folded)
{
	GString *out = g_string_new(NULL);

	for (; *folded; folded++)
		if (!strchr(" -_", *folded))
			g_string_append_c(out, *folded);
	return g_string_free(out, FALSE);
}

static bool
read_reason(FilterValue *value, FilterField field, const FilterRaw *raw)
{
	g_autofree char *folded = fold_new(raw->text);
	g_autofree char *squeezed = squeeze(folded);
	FilterRaw bare = *raw;

	bare.text = squeezed;
	value->id = g_steal_pointer(&folded);
	return *squeezed && read_text(value, field, &bare);
}

/* "5.1" is all codes below it, and X any digit. */
static bool
read_code(FilterValue *value, FilterField field, const FilterRaw *raw)
{
	g_auto(GStrv) parts = g_strsplit(raw->text, ".", -1);
	g_autoptr(GString) glob = g_string_new(NULL);
	size_t n = g_strv_length(parts);

	(void)field;
	if (n > CODE_PARTS)
		return false;
	for (size_t i = 0; i < CODE_PARTS; i++) {
		const char *part = i < n ? parts[i] : "*";

		if (g_ascii_strcasecmp(part, "x") == 0)
			part = "*";
		if (*part == '\0' || part[strspn(part, "0123456789*?")] != '\0')
			return false;
		g_string_append_printf(glob, "%s%s", i > 0 ? "." : "", part);
	}
	value->text = g_strdup(glob->str);
	value->glob = g_pattern_spec_new(glob->str);
	return true;
}

static bool
read_subject(FilterValue *value, FilterField field, const FilterRaw *raw)
{
	bool has_class = g_ascii_strncasecmp(raw->text, "x.", 2) == 0;
	g_autofree char *code = g_strconcat("X.", raw->text + (has_class ? 2 : 0), NULL);
	FilterRaw whole = *raw;

	whole.text = code;
	return !strchr(code + 2, '.') && read_code(value, field, &whole);
}

static bool
read_choice(FilterValue *value, FilterField field, const FilterRaw *raw)
{
	const char *const *names = filter_field_values(field);

	read_text(value, field, raw);
	for (; *names; names++)
		if (filter_value_is_text(value, *names, *names))
			return true;
	return false;
}

static bool
read_flag(FilterValue *value, FilterField field, const FilterRaw *raw)
{
	const char *const *names = filter_field_values(field);

	for (size_t i = 0; names[i]; i++) {
		value->low = (gint64)i;
		if (g_ascii_strcasecmp(names[i], raw->text) == 0)
			return true;
	}
	return false;
}

/* What compares so with the values from first to last. */
static bool
set_range(FilterValue *value, FilterOp op, gint64 first, gint64 last)
{
	value->low = op == FILTER_OP_LESS || op == FILTER_OP_LESS_EQUAL ? G_MININT64 : first;
	value->high = op == FILTER_OP_MORE || op == FILTER_OP_MORE_EQUAL ? G_MAXINT64 : last;
	if (op == FILTER_OP_LESS)
		value->high = first - 1;
	if (op == FILTER_OP_MORE)
		value->low = last + 1;
	return true;
}

static bool
read_digits(const char *text, gint64 *number)
{
	guint64 got;

	if (!g_ascii_string_to_unsigned(text, 10, 0, NUMBER_MAX, &got, NULL))
		return false;
	*number = (gint64)got;
	return true;
}

static bool
read_number(FilterValue *value, FilterField field, const FilterRaw *raw)
{
	gint64 number;

	if (has_glob(raw) && !compares(raw->op))
		return raw->text[strspn(raw->text, "0123456789*?")] == '\0' &&
		       read_text(value, field, raw);
	return read_digits(raw->text, &number) && set_range(value, raw->op, number, number);
}

bool
filter_age_read(const char *text, gint64 *seconds)
{
	static const struct {
		char unit;
		gint64 seconds;
	} units[] = {{'h', HOUR}, {'d', DAY}, {'w', 7 * DAY}, {'m', 30 * DAY}, {'y', 365 * DAY}};
	size_t len = strlen(text);
	gint64 number;

	if (len < 2)
		return false;

	g_autofree char *digits = g_strndup(text, len - 1);
	if (!read_digits(digits, &number))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
		if (units[i].unit == g_ascii_tolower(text[len - 1])) {
			*seconds = number * units[i].seconds;
			return true;
		}
	}
	return false;
}

/* An age is never just so many seconds, so it has to be compared. */
static bool
read_span(FilterValue *value, FilterField field, const FilterRaw *raw)
{
	gint64 age;

	(void)field;
	return compares(raw->op) && filter_age_read(raw->text, &age) &&
	       set_range(value, raw->op, age, age);
}

/* A day of UTC, as days are everywhere. */
static bool
read_day(const char *text, gint64 *first)
{
	g_autofree char *whole = g_strconcat(text, "T00:00:00Z", NULL);
	g_autoptr(GDateTime) begin = NULL;

	if (strlen(text) != strlen("2026-01-31") || text[4] != '-' || text[7] != '-')
		return false;
	begin = g_date_time_new_from_iso8601(whole, NULL);
	if (begin)
		*first = g_date_time_to_unix(begin);
	return begin != NULL;
}

static bool
read_date(FilterValue *value, FilterField field, const FilterRaw *raw)
{
	gint64 first;

	if (read_day(raw->text, &first))
		return set_range(value, raw->op, first, first + DAY - 1);
	value->is_age = true;
	return read_span(value, field, raw);
}

static const struct {
	ReadKind read;
	bool is_text;  /* a regular expression can be asked of it, and ~ */
	bool is_sized; /* it has less and more */
} kinds[N_FILTER_KINDS] = {
	[FILTER_KIND_WHOLE] = {read_text, .is_text = true},
	[FILTER_KIND_HOLDS] = {read_text, .is_text = true},
	[FILTER_KIND_REASON] = {read_reason, .is_text = true},
	[FILTER_KIND_CODE] = {.read = read_code},
	[FILTER_KIND_SUBJECT] = {.read = read_subject},
	[FILTER_KIND_CHOICE] = {.read = read_choice},
	[FILTER_KIND_FLAG] = {.read = read_flag},
	[FILTER_KIND_NUMBER] = {read_number, .is_sized = true},
	[FILTER_KIND_SPAN] = {read_span, .is_sized = true},
	[FILTER_KIND_DATE] = {read_date, .is_sized = true},
};

bool
filter_value_read(FilterValue *value, FilterField field, const FilterRaw *raw, GError **error)
{
	FilterKind kind = filter_field_kind(field);
	const char *name = filter_field_name(field);

	if ((compares(raw->op) && !kinds[kind].is_sized) ||
	    (raw->op == FILTER_OP_HOLDS && !kinds[kind].is_text)) {
		g_set_error(error, FILTER_ERROR, FILTER_ERROR_SYNTAX, "%s: does not compare by %s",
		            name, signs[raw->op]);
		return false;
	}
	if (raw->form == FILTER_FORM_REGEX && kinds[kind].is_text)
		return read_regex(value, raw, error);
	if (raw->form != FILTER_FORM_REGEX && *raw->text && kinds[kind].read(value, field, raw))
		return true;

	g_autofree char *takes = filter_field_takes(field);
	g_set_error(error, FILTER_ERROR, FILTER_ERROR_SYNTAX, "%s: takes %s", name, takes);
	return false;
}

/* ---- comparing */

bool
filter_value_is_text(const FilterValue *value, const char *text, const char *folded)
{
	if (*text == '\0')
		return false;
	if (value->regex)
		return g_regex_match(value->regex, text, 0, NULL);
	if (value->glob)
		return g_pattern_spec_match_string(value->glob, folded);
	return value->is_whole ? g_str_equal(folded, value->text)
	                       : strstr(folded, value->text) != NULL;
}

static bool
has_word(const char *folded, const char *word)
{
	size_t len = strlen(word), n;

	for (; *folded; folded += n + (folded[n] != '\0')) {
		n = strcspn(folded, " -_/,");
		if (n == len && memcmp(folded, word, len) == 0)
			return true;
	}
	return false;
}

/* The id of one reason ("unknown") may be a word in the title of others. */
bool
filter_value_is_reason(const FilterValue *value, const FilterContext *context, const char *text,
                       const char *folded)
{
	g_autofree char *squeezed = squeeze(folded);

	if (filter_value_is_text(value, text, squeezed))
		return true;
	return value->is_whole && !value->glob && !bounce_kb_reason(context->kb, value->id) &&
	       has_word(folded, value->text);
}

bool
filter_value_is_number(const FilterValue *value, gint64 number)
{
	if (value->glob) {
		g_autofree char *digits = g_strdup_printf("%" G_GINT64_FORMAT, number);

		return g_pattern_spec_match_string(value->glob, digits);
	}
	return value->low <= number && number <= value->high;
}
