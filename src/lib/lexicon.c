/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lexicon.h"

#include "bounds.h"

#include <string.h>

/* A phrase is found by the hash of so many bytes at its beginning. */
#define KEY_LEN ((size_t)4)

#define BUCKET_BITS 12
#define N_BUCKETS (1U << BUCKET_BITS)

#define NONE UINT_MAX

typedef enum { HOLE_TEXT, HOLE_WORD, HOLE_NUMBER, N_HOLES } Hole;

/* What follows a hole; nothing at the end of a phrase. */
typedef struct {
	Hole hole;
	char *literal;
} Piece;

typedef struct {
	char *literal;  /* up to the first hole */
	GArray *pieces; /* Piece; NULL when there are no holes */
	guint32 len;    /* of literal */
	unsigned tag;
	unsigned next; /* of the same bucket, or NONE */
	char last;     /* byte of literal: those of a bucket begin alike, but seldom end so */
} Phrase;

struct BounceLexicon {
	GArray *phrases; /* Phrase */
	unsigned bucket[N_BUCKETS];
	unsigned n_tags;
};

static const char *const hole_names[N_HOLES] = {
	[HOLE_TEXT] = "{text}",
	[HOLE_WORD] = "{word}",
	[HOLE_NUMBER] = "{number}",
};

static void
clear_piece(void *data)
{
	g_free(((Piece *)data)->literal);
}

static void
clear_phrase(void *data)
{
	Phrase *phrase = data;

	g_free(phrase->literal);
	g_clear_pointer(&phrase->pieces, g_array_unref);
}

BounceLexicon *
bounce_lexicon_new(void)
{
	BounceLexicon *lexicon = g_new0(BounceLexicon, 1);

	lexicon->phrases = g_array_new(false, true, sizeof(Phrase));
	g_array_set_clear_func(lexicon->phrases, clear_phrase);
	for (unsigned i = 0; i < N_BUCKETS; i++)
		lexicon->bucket[i] = NONE;
	return lexicon;
}

void
bounce_lexicon_free(BounceLexicon *lexicon)
{
	g_array_unref(lexicon->phrases);
	g_free(lexicon);
}

/* ---- entering */

static unsigned
hash_key(const char *key)
{
	guint32 word;

	memcpy(&word, key, KEY_LEN);
	return (word * 2654435761U) >> (32 - BUCKET_BITS);
}

static bool
read_hole(const char *text, Hole *hole, size_t *len)
{
	for (unsigned i = 0; i < N_HOLES; i++) {
		*len = strlen(hole_names[i]);
		*hole = (Hole)i;
		if (strncmp(text, hole_names[i], *len) == 0)
			return true;
	}
	return false;
}

/* The pieces from the first hole on; what is wrong, or NULL. */
static const char *
read_pieces(const char *text, Phrase *phrase)
{
	while (*text != '\0') {
		Piece piece;
		size_t len;

		if (!read_hole(text, &piece.hole, &len))
			return "a hole that is none of {text}, {word}, {number}";
		text += len;
		len = strcspn(text, "{");
		if (len == 0 && *text != '\0')
			return "two holes with nothing between them";
		piece.literal = g_strndup(text, len);
		if (!phrase->pieces) {
			phrase->pieces = g_array_new(false, false, sizeof(Piece));
			g_array_set_clear_func(phrase->pieces, clear_piece);
		}
		g_array_append_val(phrase->pieces, piece);
		text += len;
	}
	return NULL;
}

/* Most are of ASCII, for which there is no need of Unicode's tables. */
static bool
is_lower(const char *text)
{
	const signed char *at = (const signed char *)text;

	while (*at > 0 && bounce_lower(*at) == *at)
		at++;
	if (*at >= 0)
		return *at == '\0';
	g_autofree char *lower = g_utf8_strdown(text, -1);
	return g_str_equal(text, lower);
}

static bool
is_normal(const char *text)
{
	return is_lower(text) && !strstr(text, "  ") && !strpbrk(text, "\t\\") &&
	       !g_str_has_prefix(text, " ");
}

const char *
bounce_lexicon_add(BounceLexicon *lexicon, const char *text, unsigned tag)
{
	size_t len = strcspn(text, "{");

	if (!is_normal(text))
		return "a phrase that is not in lower case with single blanks";
	if (len < KEY_LEN)
		return "a phrase of less than 4 letters";

	Phrase phrase = {.literal = g_strndup(text, len),
	                 .len = (guint32)len,
	                 .last = text[len - 1],
	                 .tag = tag};
	const char *wrong = read_pieces(text + len, &phrase);
	if (wrong) {
		clear_phrase(&phrase);
		return wrong;
	}

	unsigned *bucket = &lexicon->bucket[hash_key(phrase.literal)];
	phrase.next = *bucket;
	*bucket = lexicon->phrases->len;
	g_array_append_val(lexicon->phrases, phrase);
	lexicon->n_tags = MAX(lexicon->n_tags, tag + 1);
	return NULL;
}

/* ---- finding */

/* How far the hole reaches at most. */
static size_t
hole_end(BounceSlice text, size_t at, Hole hole)
{
	size_t end = at;

	if (hole == HOLE_TEXT)
		return MIN(text.len, at + BOUNCE_GAP_MAX);
	while (end < text.len && end - at < BOUNCE_GAP_MAX &&
	       (hole == HOLE_NUMBER ? g_ascii_isdigit(text.ptr[end]) : text.ptr[end] != ' '))
		end++;
	return end;
}

/* Behind the piece, or 0 when it is not there.  A number is taken whole; the others
 * end where what follows begins. */
static size_t
match_piece(BounceSlice text, size_t at, const Piece *piece)
{
	size_t end = hole_end(text, at, piece->hole), len = strlen(piece->literal);
	size_t first = piece->hole == HOLE_NUMBER || len == 0 ? end : at;

	if (piece->hole != HOLE_TEXT && end == at)
		return 0;
	BounceSlice within = bounce_slice_take(bounce_slice_skip(text, first), end - first + len);
	const char *hit = memmem(within.ptr, within.len, piece->literal, len);
	return hit ? (size_t)(hit - text.ptr) + len : 0;
}

/* "blacklist" is in "blacklisted", and not in "unblacklist". */
static bool
is_within_word(BounceSlice text, size_t at)
{
	return at > 0 && g_ascii_isalnum(text.ptr[at - 1]) && g_ascii_isalnum(text.ptr[at]);
}

/* Behind the phrase, or 0 when it does not stand at. */
static size_t
match_phrase(BounceSlice text, size_t at, const Phrase *phrase)
{
	size_t end = at + phrase->len;

	if (text.len - at < phrase->len || text.ptr[end - 1] != phrase->last ||
	    memcmp(text.ptr + at, phrase->literal, phrase->len) != 0)
		return 0;
	for (guint i = 0; phrase->pieces && end > 0 && i < phrase->pieces->len; i++)
		end = match_piece(text, end, &g_array_index(phrase->pieces, Piece, i));
	return end;
}

BounceFound *
bounce_lexicon_find(const BounceLexicon *lexicon, BounceSlice text, unsigned n_tags)
{
	g_return_val_if_fail(n_tags > 0 && n_tags >= lexicon->n_tags, NULL);

	BounceFound *found = g_new0(BounceFound, n_tags);

	text = bounce_slice_take(text, G_MAXUINT32);
	for (size_t at = 0; at + KEY_LEN <= text.len; at++) {
		unsigned i =
			is_within_word(text, at) ? NONE : lexicon->bucket[hash_key(text.ptr + at)];

		while (i != NONE) {
			const Phrase *phrase = &g_array_index(lexicon->phrases, Phrase, i);
			BounceFound *here = &found[phrase->tag];
			size_t end = match_phrase(text, at, phrase);

			if (end > 0 && here->end == 0)
				*here = (BounceFound){.begin = (guint32)at, .end = (guint32)end};
			if (end > 0)
				here->last = (guint32)at;
			i = phrase->next;
		}
	}
	return found;
}
