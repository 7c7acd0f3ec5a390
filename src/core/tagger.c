/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tagger.c - ask, compare, write
 */
#include "core/tagger.h"

#include "core/number.h"
#include "core/writer.h"

/* Messages that one notmuch(1) writes: a second or so, and then others may.  Well below
 * the 10 000 after which Xapian commits by itself, so it is all of them or none. */
#define BATCH 1000

/* Five times a second is enough to watch. */
#define TICK_MS 200

/* So long it takes to begin even where nobody is in the way. */
#define BEGIN_US (500 * G_TIME_SPAN_MILLISECOND)

struct Tagger {
	char *program, *data_dir, *config;
	StoreBase base;
	char **query_terms;
	bool exclude;
	TagSet tags;
	unsigned patience_s;
	void (*changed)(void *user);
	void *user;

	TaggerState state;
	TagPlan *plan;
	Readers *readers; /* while it asks */
	Tag asked;
	char *uuid; /* of the index that answered */

	Writer *writer; /* of the batch in hand, or NULL */
	GString *lines; /* for it */
	size_t n_done;  /* in the batches before */
	gint64 began;   /* when the batch was, in monotonic microseconds */
	guint clock;
	GError *error;
};

/* The end of this file: an answer may be followed by another question. */
static const ReadersEvents readers_events;

GQuark
tagger_error_quark(void)
{
	return g_quark_from_static_string("tagger-error");
}

static void
end(Tagger *tagger, TaggerState state)
{
	tagger->state = state;
	g_clear_pointer(&tagger->readers, readers_free);
	g_clear_pointer(&tagger->writer, writer_free);
	if (tagger->clock)
		g_source_remove(tagger->clock);
	tagger->clock = 0;
	tagger->changed(tagger->user);
}

/* Takes the error. */
static void
fail(Tagger *tagger, GError *error)
{
	tagger->error = error;
	end(tagger, TAGGER_FAILED);
}

/* ---- what there is */

/* Of the mail that was read, what has the tag. */
static char *
query_of(const Tagger *tagger, Tag tag)
{
	g_autofree char *joined = g_strstrip(g_strjoinv(" ", tagger->query_terms));

	if (*joined == '\0' || g_str_equal(joined, "*"))
		return g_strdup_printf("tag:%s", tag_name(tag));
	return g_strdup_printf("(%s) and tag:%s", joined, tag_name(tag));
}

static void
ask(Tagger *tagger)
{
	while (tagger->asked < N_TAGS && !(tagger->tags & TAG_SET(tagger->asked)))
		tagger->asked++;
	if (tagger->asked == N_TAGS) {
		tag_plan_settle(tagger->plan);
		end(tagger, TAGGER_READY);
		return;
	}

	g_autofree char *query = query_of(tagger, tagger->asked);
	const char *const terms[] = {query, NULL};

	readers_query(tagger->readers, &(StoreQuery){
					       .config = tagger->config,
					       .base = tagger->base,
					       .terms = terms,
					       .exclude = tagger->exclude,
					       .ids_only = true,
				       });
}

static void
on_store(const StoreInfo *info, void *user)
{
	Tagger *tagger = user;

	g_free(tagger->uuid);
	tagger->uuid = g_strdup(info->uuid);
}

static void
on_entry(const char *message_id, gint64 date, const char *const *paths, void *user)
{
	Tagger *tagger = user;

	(void)date;
	(void)paths;
	tag_plan_has(tagger->plan, message_id, tagger->asked);
}

static void
on_query_done(const GError *error, void *user)
{
	Tagger *tagger = user;

	if (error) {
		fail(tagger, g_error_copy(error));
	} else {
		tagger->asked++;
		ask(tagger);
	}
}

static const ReadersEvents readers_events = {
	.store = on_store,
	.entry = on_entry,
	.query_done = on_query_done,
};

Tagger *
tagger_new(const TaggerOptions *options, const Model *model, void (*changed)(void *user),
           void *user)
{
	static const char *const no_terms[] = {NULL};
	const IntakeOptions *store = options->store;
	Tagger *tagger = g_new0(Tagger, 1);

	tagger->program = g_strdup(store->program);
	tagger->data_dir = g_strdup(store->data_dir);
	tagger->config = g_strdup(store->config);
	tagger->query_terms = g_strdupv((char **)(store->terms ? store->terms : no_terms));
	tagger->base = store->base;
	tagger->exclude = store->exclude;
	tagger->tags = options->tags;
	tagger->patience_s = options->patience_s;
	tagger->changed = changed;
	tagger->user = user;
	tagger->plan = tag_plan_new(model, options->tags);
	tagger->lines = g_string_new(NULL);
	tagger->readers =
		readers_new(tagger->program, tagger->data_dir, 1, &readers_events, tagger);
	ask(tagger);
	return tagger;
}

void
tagger_free(Tagger *tagger)
{
	if (!tagger)
		return;
	g_clear_pointer(&tagger->readers, readers_free);
	writer_free(tagger->writer);
	if (tagger->clock)
		g_source_remove(tagger->clock);
	tag_plan_free(tagger->plan);
	g_string_free(tagger->lines, TRUE);
	g_strfreev(tagger->query_terms);
	g_free(tagger->program);
	g_free(tagger->data_dir);
	g_free(tagger->config);
	g_free(tagger->uuid);
	g_clear_error(&tagger->error);
	g_free(tagger);
}

TaggerState
tagger_state(const Tagger *tagger)
{
	return tagger->state;
}

bool
tagger_is_over(const Tagger *tagger)
{
	return tagger->state >= TAGGER_DONE;
}

const GError *
tagger_error(const Tagger *tagger)
{
	return tagger->error;
}

const TagPlan *
tagger_plan(const Tagger *tagger)
{
	return tagger->plan;
}

/* ---- what is to be */

static void
fail_busy(Tagger *tagger)
{
	fail(tagger,
	     g_error_new(TAGGER_ERROR, TAGGER_ERROR_BUSY,
	                 "another program has been writing to the mail database for %u s; "
	                 "%zu of %zu messages were tagged\n"
	                 "Try again when it is done.",
	                 tagger->patience_s, tagger->n_done, tag_plan_n_changes(tagger->plan)));
}

static void
fail_notmuch(Tagger *tagger, const char *why)
{
	g_autofree char *text = g_utf8_make_valid(why, -1);

	fail(tagger, g_error_new(TAGGER_ERROR, TAGGER_ERROR_NOTMUCH,
	                         "\"notmuch tag\" failed (%s); %zu of %zu messages were tagged\n"
	                         "When that is mended, tag again: what was done is not done twice.",
	                         text, tagger->n_done, tag_plan_n_changes(tagger->plan)));
}

static void write_next(Tagger *tagger);

static void
on_written(const char *failure, void *user)
{
	Tagger *tagger = user;

	g_clear_pointer(&tagger->writer, writer_free);
	if (failure) {
		fail_notmuch(tagger, failure);
		return;
	}
	tagger->n_done = MIN(tagger->n_done + BATCH, tag_plan_n_changes(tagger->plan));
	write_next(tagger);
}

static void
write_next(Tagger *tagger)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *config = g_strconcat("--config=", tagger->config, NULL);
	g_autofree char *uuid = g_strconcat("--uuid=", tagger->uuid, NULL);
	/* The uuid, lest another index than the one that was asked is written to. */
	const char *const args[] = {config, "tag", uuid, "--batch", NULL};

	if (tagger->n_done == tag_plan_n_changes(tagger->plan)) {
		end(tagger, TAGGER_DONE);
		return;
	}
	g_string_truncate(tagger->lines, 0);
	tag_plan_append(tagger->plan, tagger->n_done, BATCH, tagger->lines);
	tagger->began = g_get_monotonic_time();
	tagger->writer = writer_new(args + (tagger->config ? 0 : 1), tagger->lines, on_written,
	                            tagger, &error);
	if (!tagger->writer)
		fail_notmuch(tagger, error->message);
}

static bool
is_waiting(const Tagger *tagger)
{
	return tagger->writer && writer_n_taken(tagger->writer) == 0 &&
	       g_get_monotonic_time() - tagger->began >= BEGIN_US;
}

static gboolean
on_tick(void *user)
{
	Tagger *tagger = user;
	bool waits = is_waiting(tagger);

	tagger->state = waits ? TAGGER_WAITING : TAGGER_WRITING;
	if (waits && tagger_waited_s(tagger) >= tagger->patience_s) {
		tagger->clock = 0;
		fail_busy(tagger);
		return G_SOURCE_REMOVE;
	}
	tagger->changed(tagger->user);
	return G_SOURCE_CONTINUE;
}

void
tagger_write(Tagger *tagger)
{
	g_return_if_fail(tagger->state == TAGGER_READY);

	tagger->state = TAGGER_WRITING;
	tagger->clock = g_timeout_add(TICK_MS, on_tick, tagger);
	write_next(tagger);
}

size_t
tagger_n_done(const Tagger *tagger)
{
	size_t n = MIN(tag_plan_n_changes(tagger->plan) - tagger->n_done, BATCH);

	if (!tagger->writer || tagger->lines->len == 0)
		return tagger->n_done;
	return tagger->n_done + n * writer_n_taken(tagger->writer) / tagger->lines->len;
}

unsigned
tagger_waited_s(const Tagger *tagger)
{
	return (unsigned)((g_get_monotonic_time() - tagger->began) / G_TIME_SPAN_SECOND);
}

char *
tagger_progress(const Tagger *tagger)
{
	GString *out = g_string_new(NULL);

	if (tagger->state == TAGGER_WAITING) {
		g_string_append_printf(
			out, "Another program is writing (notmuch new?). Waiting %u s ...",
			tagger_waited_s(tagger));
	} else if (tagger->state == TAGGER_WRITING) {
		g_string_append(out, "tagging ");
		number_append(out, tagger_n_done(tagger));
		g_string_append_c(out, '/');
		number_append(out, tag_plan_n_changes(tagger->plan));
	}
	return g_string_free(out, FALSE);
}

void
tagger_cancel(Tagger *tagger)
{
	if (!tagger_is_over(tagger))
		end(tagger, TAGGER_STOPPED);
}

void
tagger_wait(Tagger *tagger)
{
	while (!tagger_is_over(tagger) && tagger->state != TAGGER_READY)
		g_main_context_iteration(NULL, TRUE);
}
