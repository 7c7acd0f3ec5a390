/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * slice.h - a bounded run of bytes that somebody else owns
 *
 * Nothing here writes to the bytes, needs a NUL after them or reads past them.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct {
	const char *ptr; /* never NULL */
	size_t len;
} BounceSlice;

#define BOUNCE_SLICE_LIT(literal) ((BounceSlice){(literal), sizeof(literal) - 1})
#define BOUNCE_SLICE_EMPTY BOUNCE_SLICE_LIT("")

BounceSlice bounce_slice(const char *text);

/* The byte at i, or -1 past the end: lets a parser look ahead freely. */
static inline int
bounce_slice_at(BounceSlice s, size_t i)
{
	return i < s.len ? (unsigned char)s.ptr[i] : -1;
}

static inline BounceSlice
bounce_slice_skip(BounceSlice s, size_t n)
{
	n = n < s.len ? n : s.len;
	return (BounceSlice){s.ptr + n, s.len - n};
}

static inline BounceSlice
bounce_slice_take(BounceSlice s, size_t n)
{
	return (BounceSlice){s.ptr, n < s.len ? n : s.len};
}

static inline bool
bounce_slice_is_blank_at(BounceSlice s, size_t i)
{
	return bounce_slice_at(s, i) == ' ' || bounce_slice_at(s, i) == '\t';
}

/* g_ascii_tolower(), which is a call. */
static inline int
bounce_lower(int c)
{
	return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

/* How many blanks and tabs it begins with. */
static inline size_t
bounce_slice_count_blanks(BounceSlice s)
{
	size_t n = 0;

	while (bounce_slice_is_blank_at(s, n))
		n++;
	return n;
}

/* Without white space (of ASCII) at either end. */
BounceSlice bounce_slice_trim(BounceSlice s);

/* Split at the first c; without one, all of s is before.  Returns whether there
 * was one. */
bool bounce_slice_split(BounceSlice s, char c, BounceSlice *before, BounceSlice *after);

/* Take the next line, without its CRLF, LF or bare CR.  false at the end. */
bool bounce_slice_next_line(BounceSlice *rest, BounceSlice *line);

/* ASCII letters compare without regard to case in all of these. */
bool bounce_slice_equal_nocase(BounceSlice s, const char *text);
bool bounce_slice_starts_nocase(BounceSlice s, const char *text);

/* Where text first occurs, or s.len when it does not. */
size_t bounce_slice_find_nocase(BounceSlice s, const char *text);
