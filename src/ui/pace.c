/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/pace.h"

/* The pause until the next time is so many times as long as it takes, as of a hundred keys
 * one may wait. */
#define PAUSES 100
/* That is as long as the last time, and so long for each bounce that has come since: as laid
 * out in a list of 100 000. */
#define BOUNCE_US 1
/* So long after the last key, or for so many pauses, nothing is taken in. */
#define TYPING_MS 300
#define TYPING_PAUSES 3
/* The first line waits so long for others, of which most of a page come; that all are there
 * comes at once, after what has been answered meanwhile. */
#define FIRST_LINES_MS 10
#define SOON_MS 1

static gint64
ms_between(gint64 then, gint64 now)
{
	return (now - then) / G_TIME_SPAN_MILLISECOND;
}

void
pace_note_update(Pace *pace, ListStage stage, size_t n_bounces, gint64 began, gint64 ended)
{
	pace->updated = ended;
	pace->took = ended - began;
	pace->shown = stage;
	pace->n_bounces = n_bounces;
}

static gint64
pause_ms(const Pace *pace, ListStage stage, size_t n_bounces)
{
	size_t n_new = n_bounces > pace->n_bounces ? n_bounces - pace->n_bounces : 0;
	gint64 takes = pace->took + (gint64)n_new * BOUNCE_US;

	if (stage == STAGE_EMPTY || stage != pace->shown)
		return 0;
	if (stage == STAGE_SETTLED)
		return PACE_REDRAW_MS;
	return MAX(PACE_REDRAW_MS, PAUSES * takes / G_TIME_SPAN_MILLISECOND);
}

gint64
pace_update_in(const Pace *pace, ListStage stage, size_t n_bounces, gint64 now)
{
	gint64 pause = pause_ms(pace, stage, n_bounces);
	gint64 since_update = ms_between(pace->updated, now);
	gint64 since_key = ms_between(pace->typed, now);

	if (since_update < pause)
		return pause - since_update;
	if (since_update < TYPING_PAUSES * pause && since_key < TYPING_MS)
		return TYPING_MS - since_key;
	return 0;
}

gint64
pace_draw_in(const Pace *pace, ListStage stage, size_t n_bounces, gint64 now)
{
	gint64 wait = stage == STAGE_EMPTY ? FIRST_LINES_MS : SOON_MS;

	if (pause_ms(pace, stage, n_bounces) > 0)
		wait = MAX(wait, PACE_REDRAW_MS - ms_between(pace->drawn, now));
	return wait;
}
