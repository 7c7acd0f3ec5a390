/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pattern.h"

#include <bounce/status.h>

#include <string.h>

#define X(value, name) {name, sizeof(name) - 1},
static const BounceSlice hole_names[] = {BOUNCE_HOLES(X)};
#undef X

/* Read "{name}" at *pattern and step over it.  false when there is no such hole. */
static bool
read_hole(const char **pattern, BounceHole *hole)
{
	const char *end = strchr(*pattern, '}');
	BounceSlice name;

	if (!end)
		return false;
	name = (BounceSlice){*pattern + 1, (size_t)(end - *pattern) - 1};
	for (unsigned i = 0; i < BOUNCE_N_HOLES; i++) {
		if (name.len == hole_names[i].len &&
		    bounce_lower(name.ptr[0]) == hole_names[i].ptr[0] &&
		    bounce_slice_equal_nocase(name, hole_names[i].ptr)) {
			*hole = i;
			*pattern = end + 1;
			return true;
		}
	}
	return false;
}

/* Holes of blanks know by themselves where they end. */
static bool
is_of_blanks(BounceHole hole)
{
	return hole == BOUNCE_HOLE_INDENT || hole == BOUNCE_HOLE_BLANK;
}

const char *
bounce_pattern_check(const char *pattern)
{
	bool open_before = false;
	BounceHole hole;

	if (*pattern == '\0')
		return "the pattern is empty";
	while (*pattern) {
		if (*pattern != '{') {
			open_before = false;
			pattern++;
			continue;
		}
		if (!read_hole(&pattern, &hole))
			return "there is no such hole";
		if (open_before && !is_of_blanks(hole))
			return "two holes with nothing between them";
		open_before = !is_of_blanks(hole);
	}
	return NULL;
}

/* Words, and lists of addresses, that are longer are none. */
#define WORD_MAX 1024

/* The ends of a word that are tried, so that no line takes long. */
#define TRIES_MAX 8

bool
bounce_pattern_has_text(const char *pattern)
{
	BounceHole hole;

	while (*pattern) {
		if (*pattern != '{' && *pattern != ' ')
			return true;
		if (*pattern == ' ')
			pattern++;
		else if (!read_hole(&pattern, &hole))
			return false;
	}
	return false;
}

static bool
is_word(BounceSlice s)
{
	for (size_t i = 0; i < s.len; i++)
		if (g_ascii_isspace(s.ptr[i]))
			return false;
	return s.len > 0;
}

/* The bytes of the quoted local part at the front of s, which may hold blanks. */
static size_t
quoted_length(BounceSlice s)
{
	if (bounce_slice_at(s, 0) != '"')
		return 0;
	for (size_t i = 1; i < s.len; i++) {
		if (s.ptr[i] == '"')
			return bounce_slice_at(s, i + 1) == '@' ? i + 1 : 0;
		if (s.ptr[i] == '\\')
			i++;
	}
	return 0;
}

/* Only enough to tell an address from other words; see address.h. */
static bool
is_like_address(BounceSlice s)
{
	size_t n_quoted = quoted_length(s);
	BounceSlice local, domain;

	s = bounce_slice_skip(s, n_quoted);
	if (!is_word(s) || !bounce_slice_split(s, '@', &local, &domain))
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (strchr("<>,;\"", s.ptr[i]))
			return false;
	return n_quoted + local.len > 0 && domain.len > 0;
}

static bool
is_like_addresses(BounceSlice s)
{
	BounceSlice one;

	while (s.len > 0) {
		bounce_slice_split(s, ',', &one, &s);
		if (!is_like_address(bounce_slice_trim(one)))
			return false;
	}
	return true;
}

static bool
fits(BounceHole hole, BounceSlice filling)
{
	BounceStatus status;

	switch (hole) {
	case BOUNCE_HOLE_ADDRESS:
	case BOUNCE_HOLE_ORIGINAL:
		return is_like_address(filling);
	case BOUNCE_HOLE_ADDRESSES:
		return filling.len > 0 && is_like_addresses(filling);
	case BOUNCE_HOLE_STATUS:
		return filling.len > 0 &&
		       bounce_status_parse(filling.ptr, filling.len, &status) == filling.len;
	case BOUNCE_HOLE_HOST:
	case BOUNCE_HOLE_WORD:
		return is_word(filling);
	case BOUNCE_HOLE_INDENT:
		return filling.len > 0;
	case BOUNCE_HOLE_SAID:
	case BOUNCE_HOLE_TEXT:
	case BOUNCE_HOLE_BLANK:
	case BOUNCE_N_HOLES:
		break;
	}
	return true;
}

/* Most patterns begin with another letter than most lines, and what follows a hole with
 * another than most places in a line. */
static inline bool
may_match(const char *pattern, BounceSlice line)
{
	if (*pattern == '{' || *pattern == '\0')
		return true;
	if (*pattern == ' ')
		return bounce_slice_is_blank_at(line, 0);
	return bounce_lower(bounce_slice_at(line, 0)) == bounce_lower((unsigned char)*pattern);
}

/* The bytes of the line that the literal text at the front of pattern matches, up
 * to its next hole; -1 when it does not.  *after is where that hole is. */
static gssize
match_literal(const char *pattern, BounceSlice line, const char **after)
{
	size_t taken = 0;

	for (; *pattern && *pattern != '{'; pattern++) {
		size_t n_blanks =
			*pattern == ' ' ? bounce_slice_count_blanks(bounce_slice_skip(line, taken))
					: 0;
		int c = bounce_slice_at(line, taken);

		if (n_blanks > 0)
			taken += n_blanks;
		else if (c >= 0 && bounce_lower(c) == bounce_lower((unsigned char)*pattern))
			taken++;
		else
			return -1;
	}
	*after = pattern;
	return (gssize)taken;
}

static size_t
word_length(BounceSlice line)
{
	size_t n = quoted_length(line);

	while (n < line.len && !bounce_slice_is_blank_at(line, n))
		n++;
	return n;
}

/* "to {address}." must not end at the first dot of the domain: a word takes as
 * much as it can. */
static size_t
longest_fit(BounceHole hole, BounceSlice line, const char *rest)
{
	size_t max = hole == BOUNCE_HOLE_ADDRESSES ? line.len : word_length(line);
	size_t n_tried = 0;
	const char *after;

	for (size_t n = MIN(max, WORD_MAX) + 1; n > 0 && n_tried < TRIES_MAX; n--) {
		BounceSlice behind = bounce_slice_skip(line, n - 1);

		if (!may_match(rest, behind) || match_literal(rest, behind, &after) < 0)
			continue;
		if (fits(hole, bounce_slice_take(line, n - 1)))
			return n - 1;
		n_tried++;
	}
	return 0;
}

/* How much of the line the hole takes, whose pattern goes on at rest. */
static size_t
hole_length(BounceHole hole, BounceSlice line, const char *rest)
{
	const char *after;
	size_t n = 0;

	if (is_of_blanks(hole))
		return bounce_slice_count_blanks(line);
	if (*rest == '\0')
		return line.len;
	/* blanks follow: what is before them is a word */
	if (*rest == '{')
		return word_length(line);
	if (hole != BOUNCE_HOLE_TEXT && hole != BOUNCE_HOLE_SAID)
		return longest_fit(hole, line, rest);
	/* In each line of a notice, for many patterns: nothing more than a comparison.  A blank
	 * of the pattern is all blanks of the line: within them it is not tried again. */
	const bool is_blank = *rest == ' ';
	const int first = bounce_lower((unsigned char)*rest);

	for (; n < line.len; n++) {
		BounceSlice behind = bounce_slice_skip(line, n);
		size_t n_blanks = is_blank ? bounce_slice_count_blanks(behind) : 0;

		if (is_blank ? n_blanks == 0 : bounce_lower((unsigned char)line.ptr[n]) != first)
			continue;
		if (match_literal(rest, behind, &after) >= 0)
			break;
		n += MAX(n_blanks, 1) - 1;
	}
	return n;
}

bool
bounce_pattern_match(const char *pattern, BounceSlice line, BounceMatch *match)
{
	BounceMatch found;

	if (!may_match(pattern, line))
		return false;
	for (size_t i = 0; i < BOUNCE_N_HOLES; i++)
		found.hole[i] = BOUNCE_SLICE_EMPTY;
	while (line.len > 0 && g_ascii_isspace(line.ptr[line.len - 1]))
		line.len--;

	while (*pattern) {
		BounceHole hole;

		if (*pattern != '{') {
			gssize taken = match_literal(pattern, line, &pattern);

			if (taken < 0)
				return false;
			line = bounce_slice_skip(line, (size_t)taken);
			continue;
		}
		if (!read_hole(&pattern, &hole))
			return false;

		BounceSlice filling = bounce_slice_take(line, hole_length(hole, line, pattern));
		if (!fits(hole, filling))
			return false;
		found.hole[hole] = filling;
		line = bounce_slice_skip(line, filling.len);
	}
	if (line.len > 0)
		return false;
	if (match)
		*match = found;
	return true;
}
