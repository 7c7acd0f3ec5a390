/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "format.h"

#include <bounce/error.h>

#include "bounds.h"
#include "fields.h"
#include "format-load.h"
#include "pattern.h"
#include "sieve.h"

#include <string.h>

/* ---- the header */

/* Up to a NUL, which no pattern knows, and on one line. */
static void
append(GString *line, BounceSlice text)
{
	size_t begin = line->len;

	g_string_append_len(line, text.ptr, (gssize)strnlen(text.ptr, text.len));
	for (char *at = line->str + begin; *at != '\0'; at++)
		*at = *at == '\r' || *at == '\n' ? ' ' : *at;
}

/* The fields of a header as lines, "Name: value", folds taken out. */
static GPtrArray *
header_lines(const BounceHeader *header)
{
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
	size_t n = MIN(bounce_header_n_fields(header), BOUNCE_HEADER_LINES_MAX);

	for (size_t i = 0; i < n; i++) {
		BounceField field = bounce_header_field(header, i);
		BounceSlice value = bounce_slice_take(field.value, BOUNCE_LINE_MAX);
		GString *line = g_string_sized_new(field.name.len + value.len + 3);

		append(line, field.name);
		append(line, BOUNCE_SLICE_LIT(": "));
		append(line, value);
		g_ptr_array_add(lines, g_string_free(line, false));
	}
	return lines;
}

static bool
any_line_matches(const GPtrArray *lines, const char *pattern)
{
	for (guint i = 0; i < lines->len; i++)
		if (bounce_pattern_match(pattern, bounce_slice(lines->pdata[i]), NULL))
			return true;
	return false;
}

static bool
header_agrees(const Format *format, const GPtrArray *lines)
{
	const GPtrArray *patterns = format->patterns[ROLE_HEADER];

	for (guint i = 0; i < patterns->len; i++)
		if (!any_line_matches(lines, patterns->pdata[i]))
			return false;
	return true;
}

/* ---- the text */

static bool
matches(const Format *format, Role role, BounceSlice line, BounceMatch *match)
{
	const GPtrArray *patterns = format->patterns[role];

	for (guint i = 0; i < patterns->len; i++)
		if (bounce_pattern_match(patterns->pdata[i], line, match))
			return true;
	return false;
}

/* The lines among which a notice begins: split once for all formats. */
typedef struct {
	BounceSlice line[BOUNCE_BEGIN_LINES_MAX];
	size_t n;
	BounceSieve sieve; /* of all of them */
} Beginning;

static void
read_beginning(Beginning *beginning, BounceSlice text)
{
	BounceSlice rest = text;

	beginning->n = 0;
	while (beginning->n < BOUNCE_BEGIN_LINES_MAX &&
	       bounce_slice_next_line(&rest, &beginning->line[beginning->n]))
		beginning->n++;
	bounce_sieve_fill(&beginning->sieve,
	                  bounce_slice_take(text, (size_t)(rest.ptr - text.ptr)));
}

static bool
may_begin(const Format *format, const Beginning *beginning)
{
	const GPtrArray *patterns = format->patterns[ROLE_BEGIN];

	for (guint i = 0; i < patterns->len; i++)
		if (bounce_sieve_passes(&beginning->sieve, patterns->pdata[i]))
			return true;
	return patterns->len == 0;
}

/* Take off the text all up to the line that begins the notice, and that line
 * unless it says more.  false when there is none. */
static bool
find_begin(const Format *format, const Beginning *beginning, BounceSlice *text)
{
	if (format->patterns[ROLE_BEGIN]->len == 0)
		return true;
	for (size_t i = 0; i < beginning->n; i++) {
		if (!matches(format, ROLE_BEGIN, beginning->line[i], NULL))
			continue;
		*text = bounce_slice_skip(*text, (size_t)(beginning->line[i].ptr - text->ptr));
		return true;
	}
	return false;
}

/* Where a reading is. */
typedef struct {
	const Format *format;
	BounceReading *reading;
	BounceHeard *heard; /* whom the words are about; NULL: nobody */
	bool is_about_all;  /* ... whose words are about all of whom nothing else is said */
	bool is_listed;     /* a line "to" came: lines "about" name nobody new */
} Walk;

static void
replace(char **text, BounceSlice by)
{
	if (by.len == 0)
		return;
	g_free(*text);
	*text = g_strndup(by.ptr, by.len);
}

static void
hear(Walk *walk, BounceSlice address, const BounceMatch *match)
{
	walk->is_about_all = false;
	if (address.len > 0)
		walk->heard = bounce_reading_hear(walk->reading, bounce_slice_trim(address));
	if (!walk->heard)
		return;
	replace(&walk->heard->original, match->hole[BOUNCE_HOLE_ORIGINAL]);
	bounce_heard_add(walk->heard, match->hole[BOUNCE_HOLE_SAID]);
	replace(&walk->heard->host, match->hole[BOUNCE_HOLE_HOST]);
	replace(&walk->heard->status, match->hole[BOUNCE_HOLE_STATUS]);
}

static void
hear_all(Walk *walk, const BounceMatch *match)
{
	BounceSlice rest = match->hole[BOUNCE_HOLE_ADDRESSES], one;
	BounceSlice address = match->hole[BOUNCE_HOLE_ADDRESS];

	/* what stands for the original was not told, or no address: a pipe, a file */
	if (address.len == 0 && !walk->heard)
		address = match->hole[BOUNCE_HOLE_ORIGINAL];
	if (rest.len == 0)
		hear(walk, address, match);
	while (rest.len > 0) {
		bounce_slice_split(rest, ',', &one, &rest);
		hear(walk, one, match);
	}
	walk->is_listed = true;
}

static void
add_words(Walk *walk, BounceSlice words)
{
	GString *all = walk->reading->unaddressed;

	if (walk->heard) {
		bounce_heard_add(walk->heard, words);
	} else if (walk->is_about_all && all->len < BOUNCE_DIAGNOSTIC_MAX) {
		if (all->len > 0)
			g_string_append_c(all, '\n');
		g_string_append_len(all, words.ptr, (gssize)words.len);
	}
}

/* The line itself counts as words.  What was said of one first is the reason; a
 * transcript behind it is not. */
static void
turn(Walk *walk, BounceSlice line, const BounceMatch *match)
{
	BounceSlice address = match->hole[BOUNCE_HOLE_ADDRESS];

	walk->is_about_all = address.len == 0;
	walk->heard = NULL;
	if (address.len > 0)
		walk->heard = walk->is_listed ? bounce_reading_find(walk->reading, address)
		                              : bounce_reading_hear(walk->reading, address);
	if (walk->heard && walk->heard->said->len > 0)
		walk->heard = NULL;
	if (!matches(walk->format, ROLE_SKIP, line, NULL))
		add_words(walk, line);
}

/* A line that names nobody: is it about the last one named? */
static void
take_words(Walk *walk, BounceSlice line)
{
	BounceMatch match;

	if (matches(walk->format, ROLE_SKIP, line, NULL))
		return;
	if (bounce_slice_trim(line).len == 0) {
		/* the empty line between the address and the words is none */
		if (!walk->format->runs_to_end && walk->heard && walk->heard->said->len > 0)
			walk->heard = NULL;
		return;
	}
	if (walk->format->patterns[ROLE_SAID]->len == 0)
		add_words(walk, line);
	else if (matches(walk->format, ROLE_SAID, line, &match))
		add_words(walk, match.hole[BOUNCE_HOLE_SAID].len > 0 ? match.hole[BOUNCE_HOLE_SAID]
		                                                     : line);
}

/* A line that names somebody is words about it too when a "said" knows it by some
 * text, and not by holes alone as any other line, and finds more than a name. */
static bool
is_said_too(const Format *format, BounceSlice line, BounceSlice address)
{
	const GPtrArray *patterns = format->patterns[ROLE_SAID];
	BounceMatch match;

	for (guint i = 0; i < patterns->len; i++)
		if (bounce_pattern_has_text(patterns->pdata[i]) &&
		    bounce_pattern_match(patterns->pdata[i], line, &match) &&
		    match.hole[BOUNCE_HOLE_SAID].ptr != address.ptr)
			return true;
	return false;
}

static BounceReading *
read_text(const Format *format, BounceSlice text)
{
	g_autoptr(BounceReading) reading = bounce_reading_new(format->name);
	Walk walk = {.format = format, .reading = reading};
	BounceSlice line;
	BounceMatch match;

	for (size_t n = 0; n < BOUNCE_NOTICE_LINES_MAX && bounce_slice_next_line(&text, &line);
	     n++) {
		if (matches(format, ROLE_END, line, NULL)) {
			reading->returned = text;
			break;
		}
		if (matches(format, ROLE_DELAY, line, NULL))
			reading->is_delay = true;
		if (matches(format, ROLE_TO, line, &match)) {
			hear_all(&walk, &match);
			if (match.hole[BOUNCE_HOLE_SAID].len == 0 &&
			    is_said_too(format, line, match.hole[BOUNCE_HOLE_ADDRESS]))
				take_words(&walk, line);
		} else if (matches(format, ROLE_ABOUT, line, &match)) {
			turn(&walk, line, &match);
		} else {
			take_words(&walk, line);
		}
	}
	if (reading->heard->len == 0)
		return NULL;
	bounce_reading_spread(reading);
	if (format->is_shared)
		bounce_reading_share(reading);
	return g_steal_pointer(&reading);
}

BounceReading *
bounce_formats_read(const BounceFormats *formats, const BounceHeader *header, BounceSlice text,
                    bool is_report)
{
	g_autoptr(GPtrArray) lines = header_lines(header);
	Beginning beginning;

	read_beginning(&beginning, text);
	for (size_t i = 0; i < bounce_formats_count(formats); i++) {
		const Format *format = bounce_formats_get(formats, i);
		bool known_by_header = format->patterns[ROLE_HEADER]->len > 0;
		BounceSlice rest = text;

		if ((!is_report && !known_by_header) || !may_begin(format, &beginning) ||
		    !header_agrees(format, lines) || !find_begin(format, &beginning, &rest))
			continue;

		BounceReading *reading = read_text(format, rest);
		if (!reading)
			continue;
		for (guint n = 0; n < lines->len; n++)
			if (matches(format, ROLE_DELAY, bounce_slice(lines->pdata[n]), NULL))
				reading->is_delay = true;
		return reading;
	}
	return NULL;
}

/* ---- examples */

static char *
addresses_of(const BounceReading *reading)
{
	g_autoptr(GString) all = g_string_new(NULL);

	for (guint i = 0; reading && i < reading->heard->len; i++) {
		const BounceHeard *heard = reading->heard->pdata[i];

		g_string_append_printf(all, "%s%s", i > 0 ? " " : "", heard->address);
	}
	return g_string_free(g_steal_pointer(&all), false);
}

/* "" when the example is read as it should be. */
static char *
try_example(const BounceFormats *formats, const Format *format, const Example *example)
{
	g_autoptr(BounceHeader) header = bounce_header_read(bounce_slice(example->header));
	g_autoptr(BounceReading) reading =
		bounce_formats_read(formats, header, bounce_slice(example->text), true);
	g_autofree char *got = addresses_of(reading);

	if (!reading || !g_str_equal(reading->format, format->name))
		return g_strdup_printf("[%s] is taken by %s", example->group,
		                       reading ? reading->format : "no format");
	if (!g_str_equal(got, example->to))
		return g_strdup_printf("[%s] gives \"%s\", not \"%s\"", example->group, got,
		                       example->to);
	if (reading->is_delay != example->is_delay)
		return g_strdup_printf("[%s] is %s delay", example->group,
		                       reading->is_delay ? "a" : "no");

	const BounceHeard *last = reading->heard->pdata[reading->heard->len - 1];
	if (*example->said && !g_str_equal(last->said->str, example->said))
		return g_strdup_printf("[%s] says \"%s\", not \"%s\"", example->group,
		                       last->said->str, example->said);
	return g_strdup("");
}

size_t
bounce_formats_test(const BounceFormats *formats, BounceFormatsWarn fail, void *user)
{
	size_t n_failed = 0;

	for (size_t i = 0; i < bounce_formats_count(formats); i++) {
		const Format *format = bounce_formats_get(formats, i);

		for (guint n = 0; n < MAX(format->examples->len, 1); n++) {
			g_autofree char *why =
				n < format->examples->len
					? try_example(formats, format, format->examples->pdata[n])
					: g_strdup("there is no [example]");
			g_autofree char *bytes = g_strdup_printf("%s: %s", format->name, why);
			/* What a pattern takes of a text can end inside a character. */
			g_autofree char *message = g_utf8_make_valid(bytes, -1);

			if (*why == '\0')
				continue;
			n_failed++;
			fail(message, user);
		}
	}
	return n_failed;
}
