/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long it takes to load the knowledge base, and to judge a reply with all its
 * rules: each rule's own example is one.
 */
#include <bounce/bounce.h>

#include <stdio.h>

#include "classify.h"

#define LOADS 20
#define ROUNDS 50

static BounceKb *
load(void)
{
	const char *const dirs[] = {"share/kb", NULL};
	g_autoptr(GError) error = NULL;
	BounceKb *kb = bounce_kb_load(dirs, NULL, &error);

	if (!kb)
		fprintf(stderr, "%s\n", error->message);
	return kb;
}

static void
judge(const BounceKb *kb, const char *diagnostic)
{
	g_autoptr(BounceReportBuilder) builder = bounce_report_builder_new();
	BounceRecipient *to = bounce_report_builder_add(builder);

	to->action = BOUNCE_ACTION_FAILED;
	to->diagnostic = diagnostic;
	bounce_classify(kb, builder, to, (BounceTold){BOUNCE_SLICE_EMPTY, BOUNCE_SLICE_EMPTY});
}

int
main(void)
{
	gint64 begin = g_get_monotonic_time();

	for (int i = 0; i < LOADS; i++) {
		g_autoptr(BounceKb) kb = load();

		if (!kb)
			return 1;
	}
	gint64 loaded = g_get_monotonic_time();

	g_autoptr(BounceKb) kb = load();
	size_t n = bounce_kb_n_rules(kb), bytes = 0;
	gint64 ready = g_get_monotonic_time();
	for (int round = 0; round < ROUNDS; round++)
		for (size_t i = 0; i < n; i++)
			judge(kb, bounce_kb_rule_at(kb, i)->example);
	gint64 done = g_get_monotonic_time();

	for (size_t i = 0; i < n; i++)
		bytes += bounce_slice(bounce_kb_rule_at(kb, i)->example).len;
	printf("load the knowledge base   %7.2f ms\n", (double)(loaded - begin) / LOADS / 1000);
	printf("judge a reply             %7.2f us  (%zu rules, %zu bytes a reply)\n",
	       (double)(done - ready) / ((double)n * ROUNDS), n, bytes / n);
	return 0;
}
