/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "words.h"

#include <string.h>

/* A power of two, as words_word() wants it. */
#define VOCABULARY_BITS 15
#define VOCABULARY (1U << VOCABULARY_BITS)
#define DOMAINS 12000
/* What text is cut from. */
#define TEXT_BYTES (8U * 1024 * 1024)
#define LINE_WIDTH 72
#define BASE64_LINE 76

/* Where much of all mail goes. */
#define BIG_PERCENT 35
static const char *const big_domains[] = {
	"bigmail.example", "freemail.example", "outpost.example",   "webpost.example",
	"telecom.example", "post.example.net", "cable.example.net", "mail.example.org"};

struct Words {
	guint64 state;
	char *vocabulary[VOCABULARY];
	char *domains[DOMAINS];
	GString *text;
};

/* splitmix64: a few lines, and the same everywhere. */
static guint64
next(Words *words)
{
	guint64 x = words->state += 0x9e3779b97f4a7c15;

	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9;
	x = (x ^ x >> 27) * 0x94d049bb133111eb;
	return x ^ x >> 31;
}

unsigned
words_below(Words *words, unsigned n)
{
	return (unsigned)(next(words) % n);
}

unsigned
words_between(Words *words, unsigned from, unsigned to)
{
	return from + words_below(words, to - from + 1);
}

bool
words_chance(Words *words, unsigned percent)
{
	return words_below(words, 100) < percent;
}

static char *
make_word(Words *words)
{
	static const char consonants[] = "bcdfghjklmnpqrstvwxyz";
	static const char vowels[] = "aeiou";
	static const char ends[] = "nsrt";
	g_autoptr(GString) word = g_string_new(NULL);

	for (unsigned n = words_between(words, 1, 4); n > 0; n--) {
		g_string_append_c(word, consonants[words_below(words, sizeof(consonants) - 1)]);
		g_string_append_c(word, vowels[words_below(words, sizeof(vowels) - 1)]);
	}
	if (words_chance(words, 80))
		g_string_append_c(word, ends[words_below(words, sizeof(ends) - 1)]);
	return g_string_free(g_steal_pointer(&word), FALSE);
}

const char *
words_word(Words *words)
{
	unsigned bits = words_between(words, 1, VOCABULARY_BITS);

	return words->vocabulary[words_below(words, 1U << bits)];
}

static char *
make_domain(Words *words)
{
	static const char *const tails[] = {"", "-mail", "-online", "corp"};
	static const char *const tops[] = {"example", "example", "example.org", "example.net",
	                                   "example.com"};

	return g_strconcat(words_word(words), tails[words_below(words, G_N_ELEMENTS(tails))], ".",
	                   tops[words_below(words, G_N_ELEMENTS(tops))], NULL);
}

static void
fill_text(Words *words)
{
	size_t line = 0;

	while (words->text->len < TEXT_BYTES) {
		const char *word = words_word(words);
		size_t len = strlen(word);

		if (words->text->len - line + len > LINE_WIDTH) {
			g_string_append_c(words->text, '\n');
			line = words->text->len;
		}
		g_string_append(words->text, word);
		g_string_append_c(words->text, words_chance(words, 10) ? ',' : ' ');
	}
}

Words *
words_new(guint64 seed)
{
	Words *words = g_new0(Words, 1);

	words->state = seed;
	words->text = g_string_sized_new(TEXT_BYTES);
	for (size_t i = 0; i < VOCABULARY; i++)
		words->vocabulary[i] = make_word(words);
	for (size_t i = 0; i < DOMAINS; i++)
		words->domains[i] = make_domain(words);
	fill_text(words);
	return words;
}

void
words_free(Words *words)
{
	for (size_t i = 0; i < VOCABULARY; i++)
		g_free(words->vocabulary[i]);
	for (size_t i = 0; i < DOMAINS; i++)
		g_free(words->domains[i]);
	g_string_free(words->text, TRUE);
	g_free(words);
}

const char *
words_domain(Words *words)
{
	if (words_chance(words, BIG_PERCENT))
		return big_domains[words_below(words, G_N_ELEMENTS(big_domains))];
	return words->domains[words_below(words, words_between(words, 1, DOMAINS))];
}

char *
words_address(Words *words)
{
	const char *domain = words_domain(words);
	const char *first = words_word(words);

	switch (words_below(words, 3)) {
	case 0:
		return g_strdup_printf("%s.%s@%s", first, words_word(words), domain);
	case 1:
		return g_strdup_printf("%s%u@%s", first, words_below(words, 1000), domain);
	default:
		return g_strdup_printf("%s@%s", first, domain);
	}
}

/* Of one of the networks for documentation (RFC 5737). */
char *
words_ip(Words *words)
{
	static const char *const networks[] = {"192.0.2", "198.51.100", "203.0.113"};

	return g_strdup_printf("%s.%u", networks[words_below(words, G_N_ELEMENTS(networks))],
	                       words_between(words, 1, 254));
}

char *
words_token(Words *words, unsigned n_digits)
{
	char *token = g_malloc(n_digits + 1);

	for (unsigned i = 0; i < n_digits; i++)
		token[i] = "0123456789ABCDEF"[words_below(words, 16)];
	token[n_digits] = '\0';
	return token;
}

void
words_add_text(Words *words, GString *out, size_t n_bytes)
{
	size_t most = MIN(n_bytes, TEXT_BYTES / 2);
	size_t from = words_below(words, TEXT_BYTES / 2 - LINE_WIDTH);
	const char *begin = strchr(words->text->str + from, '\n') + 1;

	g_string_append_len(out, begin, (gssize)most);
	g_string_append_c(out, '\n');
}

void
words_add_base64(Words *words, GString *out, size_t n_bytes)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < n_bytes / BASE64_LINE; i++) {
		for (size_t column = 0; column < BASE64_LINE; column++)
			g_string_append_c(out, digits[next(words) >> 58]);
		g_string_append_c(out, '\n');
	}
}
