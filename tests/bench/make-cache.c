/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * make-cache READER CONFIG HOME N SEED - have the program's cache hold N more reports
 *
 * As if the store of CONFIG had so many more bounces, and nothing had changed since they
 * were read.  The program has been there before, with the same folders.
 */
#include <bounce/bounce.h>

#include <stdio.h>
#include <stdlib.h>

#include "core/cache.h"
#include "core/identity.h"
#include "core/stamp.h"
#include "kinds.h"
#include "measure.h"

typedef struct {
	BounceKb *kb;
	BounceFormats *formats;
	BounceParser *parser;
} Knowledge;

static void
knowledge_clear(Knowledge *knowledge)
{
	g_clear_pointer(&knowledge->parser, bounce_parser_free);
	g_clear_pointer(&knowledge->formats, bounce_formats_unref);
	g_clear_pointer(&knowledge->kb, bounce_kb_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Knowledge, knowledge_clear)

static bool
knowledge_init(Knowledge *knowledge, const char *data_dir, GError **error)
{
	g_autofree char *kb = g_build_filename(data_dir, "kb", NULL);
	g_autofree char *formats = g_build_filename(data_dir, "formats", NULL);

	*knowledge = (Knowledge){0};
	knowledge->kb = bounce_kb_load((const char *const[]){kb, NULL}, NULL, error);
	if (!knowledge->kb)
		return false;
	knowledge->formats = bounce_formats_load((const char *const[]){formats, NULL}, NULL, NULL);
	knowledge->parser = bounce_parser_new(knowledge->kb, knowledge->formats, NULL, error);
	return knowledge->parser != NULL;
}

/* As it would be asked by a browser that is told nothing. */
static Cache *
open_cache(const char *reader, const char *data_dir)
{
	const StoreQuery query = {
		.base = STORE_BASE_SET,
		.terms = (const char *const[]){NULL},
		.exclude = true,
	};
	g_autofree char *dir = cache_users_dir();

	return cache_open(dir, &query, stamp_of(reader, data_dir));
}

/* Nothing more is to be asked about it. */
static void
keep_standing(Cache *cache, const BounceRecipient *to)
{
	g_autofree char *identity = identity_of(to->address);
	g_autofree char *key = model_key_of(identity);

	cache_keep_standing(cache, key, &(Standing){.proof = PROOF_STORE, .list = ""});
}

static void
fill(Cache *cache, const Knowledge *knowledge, guint64 n, guint64 seed)
{
	g_autoptr(Words) words = words_new(seed);
	g_autoptr(GString) mail = g_string_new(NULL);

	for (guint64 i = 0; i < n; i++) {
		g_string_truncate(mail, 0);
		kind_add(KIND_TINY, words, mail);
		g_autoptr(BounceReport) report =
			bounce_parser_parse(knowledge->parser, mail->str, mail->len);
		g_autofree char *path = g_strdup_printf("/mail/%03" G_GUINT64_FORMAT
		                                        "/cur/%" G_GUINT64_FORMAT ".example:2,S",
		                                        i / 5000, i);
		const BounceEnvelope *envelope = bounce_report_envelope(report);

		cache_add(cache,
		          &(Origin){.message_id = envelope->message_id,
		                    .path = path,
		                    .date = envelope->date,
		                    .is_only = true},
		          report);
		for (size_t r = 0; r < bounce_report_n_recipients(report); r++)
			keep_standing(cache, bounce_report_recipient(report, r));
	}
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_auto(Knowledge) knowledge = {0};
	guint64 n, seed;

	if (argc != 6 || !g_ascii_string_to_unsigned(argv[4], 10, 1, G_MAXUINT32, &n, &error) ||
	    !g_ascii_string_to_unsigned(argv[5], 10, 0, G_MAXUINT32, &seed, &error)) {
		fputs("usage: make-cache READER CONFIG HOME N SEED\n", stderr);
		return EXIT_FAILURE;
	}
	measure_set_folders(argv[2], argv[3]);
	/* Both as the program finds them. */
	g_autofree char *reader = g_canonicalize_filename(argv[1], NULL);
	g_autofree char *bin = g_path_get_dirname(reader);
	g_autofree char *beside = g_build_filename(bin, "..", "..", "share", NULL);
	g_autofree char *data_dir = g_canonicalize_filename(beside, NULL);

	if (!knowledge_init(&knowledge, data_dir, &error)) {
		fprintf(stderr, "make-cache: %s\n", error->message);
		return EXIT_FAILURE;
	}
	g_autoptr(Cache) cache = open_cache(reader, data_dir);
	if (!cache || !cache_store(cache)) {
		fputs("make-cache: the program has not been there before\n", stderr);
		return EXIT_FAILURE;
	}
	StoreInfo store = *cache_store(cache);
	/* At the same revision, with as many messages, the store does not count again. */
	store.n_matching += n;
	fill(cache, &knowledge, n, seed);
	cache_settle(cache, &store);
	return EXIT_SUCCESS;
}
