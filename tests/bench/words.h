/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * words.h - words, addresses and text by the yard, the same for the same seed
 *
 * As in a language, few words are common and most are rare, so that an index of
 * such text has as many terms as one of real mail.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct Words Words;

Words *words_new(guint64 seed);
void words_free(Words *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Words, words_free)

/* 0 .. n - 1; n is not 0. */
unsigned words_below(Words *words, unsigned n);
/* One that is from .. to. */
unsigned words_between(Words *words, unsigned from, unsigned to);
bool words_chance(Words *words, unsigned percent);

/* Borrowed, and as long lived as words. */
const char *words_word(Words *words);
const char *words_domain(Words *words);

/* The caller frees. */
char *words_address(Words *words);
char *words_ip(Words *words);
/* As many hexadecimal digits. */
char *words_token(Words *words, unsigned n_digits);

/* Whole lines of about so many bytes. */
void words_add_text(Words *words, GString *out, size_t n_bytes);
void words_add_base64(Words *words, GString *out, size_t n_bytes);
