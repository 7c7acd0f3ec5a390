/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/timings.h"

/* In monotonic microseconds; 0 is not yet. */
typedef struct {
	gint64 happened, painted;
} Moment;

struct Timings {
	gint64 began;
	Moment stages[N_STAGES];
	GArray *keys;    /* of Moment */
	guint n_painted; /* of the keys */
};

static const char *const stage_names[] = {
	[STAGE_EMPTY] = "screen",
	[STAGE_ROWS] = "rows",
	[STAGE_WHOLE] = "whole",
	[STAGE_SETTLED] = "settled",
};

Timings *
timings_new(gint64 began)
{
	Timings *timings = g_new0(Timings, 1);

	timings->began = began;
	timings->keys = g_array_new(FALSE, FALSE, sizeof(Moment));
	return timings;
}

void
timings_free(Timings *timings)
{
	if (!timings)
		return;
	g_array_unref(timings->keys);
	g_free(timings);
}

void
timings_reach(Timings *timings, ListStage stage)
{
	if (!timings || timings->stages[stage].happened)
		return;

	gint64 now = g_get_monotonic_time();

	for (unsigned i = 0; i <= stage; i++)
		if (!timings->stages[i].happened)
			timings->stages[i].happened = now;
}

void
timings_key(Timings *timings)
{
	if (timings)
		g_array_append_val(timings->keys, ((Moment){g_get_monotonic_time(), 0}));
}

void
timings_paint(Timings *timings, ListStage stage)
{
	if (!timings)
		return;
	timings_reach(timings, stage);

	gint64 now = g_get_monotonic_time();

	for (unsigned i = 0; i <= stage; i++)
		if (!timings->stages[i].painted)
			timings->stages[i].painted = now;
	for (; timings->n_painted < timings->keys->len; timings->n_painted++)
		g_array_index(timings->keys, Moment, timings->n_painted).painted = now;
}

static void
print(const Timings *timings, FILE *file, const char *what, const Moment *moment)
{
	fprintf(file, "%s\t%.3f\t%.3f\n", what,
	        (double)(moment->happened - timings->began) / G_TIME_SPAN_MILLISECOND,
	        (double)(moment->painted - timings->began) / G_TIME_SPAN_MILLISECOND);
}

void
timings_print(const Timings *timings, FILE *file)
{
	if (!timings)
		return;
	for (unsigned i = 0; i < N_STAGES; i++)
		if (timings->stages[i].painted)
			print(timings, file, stage_names[i], &timings->stages[i]);
	for (guint i = 0; i < timings->n_painted; i++)
		print(timings, file, "key", &g_array_index(timings->keys, Moment, i));
}
