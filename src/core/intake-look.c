/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * intake-look.c - a look at the store: messages that came, files that are still to be
 * read, and what is asked when all of them have been
 */
#include "core/intake-state.h"
#include "core/setting.h"
#include "core/store-info.h"

/* What came last is read before all else, but not for longer. */
#define NEWEST_ALONE_MS 30

/* The end of this file: a look at the store may be followed by another. */
static const ReadersEvents readers_events;

void
intake_note_change(Intake *intake)
{
	if (intake->changed)
		intake->changed(intake->user);
}

/* What the store answered when all that is known was read; NULL when nothing is. */
static const StoreInfo *
known_store(const Intake *intake)
{
	if (!intake->known.uuid)
		return NULL;
	return intake->store ? intake->store : cache_store(stock_cache(intake->stock));
}

/* All there is, or all that changed since what is known; or all that there is, by
 * its Message-IDs only. */
static void
ask_store(Intake *intake)
{
	const StoreInfo *store = known_store(intake);

	readers_query(intake->readers,
	              &(StoreQuery){
			      .config = intake->config,
			      .base = intake->base,
			      .terms = (const char *const *)intake->query_terms,
			      .is_sexp = intake->is_sexp,
			      .exclude = intake->exclude,
			      .uuid = intake->asked == NEWS ? intake->known.uuid : NULL,
			      .revision = intake->known.number,
			      .n_messages = store ? store->n_messages : 0,
			      .n_matching = store ? store->n_matching : 0,
			      .written = store ? store->written : 0,
			      .ids_only = intake->asked == IDS,
			      .newest = intake->asked == NEWEST,
			      .is_held = intake->is_early,
		      });
}

Readers *
intake_start_readers(Intake *intake)
{
	return readers_new(intake->program, intake->data_dir, 0, &readers_events, intake);
}

static void
set_revision(Revision *revision, const char *uuid, guint64 number)
{
	char *copy = g_strdup(uuid);

	g_free(revision->uuid);
	*revision = (Revision){copy, number};
}

static void
begin_look(Intake *intake, IntakeState state)
{
	intake->state = state;
	intake->began = g_get_monotonic_time();
	intake->asked = intake->follow && state == INTAKE_READING ? NEWEST : NEWS;
	intake->has_missed = false;
	intake->is_asked = false;
	intake->is_stale = false;
	g_clear_error(&intake->error);
	g_clear_pointer(&intake->looked.uuid, g_free);
	if (!intake->readers)
		intake->readers = intake_start_readers(intake);
	stock_begin(intake->stock, state == INTAKE_REFRESHING);
	ask_store(intake);
	if (intake->asked == NEWEST)
		readers_expect_files(intake->readers);
}

static void
forget_revisions(Intake *intake)
{
	g_clear_pointer(&intake->known.uuid, g_free);
	g_clear_pointer(&intake->heard.uuid, g_free);
}

/* What was begun and not finished is as if it had not been; the readers stay. */
static void
end_look(Intake *intake, IntakeState state)
{
	intake->state = state;
	intake->is_early = false;
	if (intake->pause)
		g_source_remove(intake->pause);
	intake->pause = 0;
	due_clear(intake->due);
	g_clear_pointer(&intake->recall, recall_free);
	if (!intake->is_recalled)
		forget_revisions(intake);
	stock_drop(intake->stock);
	if (intake->known.uuid)
		intake->n_read = stock_n(intake->stock);
}

void
intake_end(Intake *intake, IntakeState state)
{
	g_clear_pointer(&intake->readers, readers_free);
	end_look(intake, state);
}

/* Come to an end, unless the store has changed meanwhile; who has read then goes on. */
static void
rest(Intake *intake, IntakeState state)
{
	bool goes_on = intake->is_stale && intake->known.uuid;

	if (!goes_on || (intake->readers && !readers_idle(intake->readers)))
		g_clear_pointer(&intake->readers, readers_free);
	end_look(intake, state);
	if (goes_on)
		begin_look(intake, INTAKE_REFRESHING);
}

static void
on_store_changed(void *user)
{
	Intake *intake = user;

	intake->is_stale = true;
	if (!intake_is_over(intake))
		return;
	rest(intake, intake->state);
	intake_note_change(intake);
}

/* What the rows are asked, until there is no more of it. */
static void
ask_next(Intake *intake)
{
	size_t n;
	const StoreQuestion *questions = inquiry_next(intake->inquiry, &n);

	if (n > 0)
		readers_look_up(intake->readers, intake->config, questions, n);
	else
		rest(intake, INTAKE_DONE);
}

/* All up to the known revision is in the cache, and who has written up to it. */
static void
settle_cache(Intake *intake)
{
	Cache *cache = stock_cache(intake->stock);
	StoreInfo store = *intake->store;

	set_revision(&intake->heard, intake->known.uuid, intake->known.number);
	store.uuid = intake->known.uuid;
	store.revision = intake->known.number;
	if (cache)
		cache_settle(cache, &store);
}

static void
begin_inquiry(Intake *intake)
{
	g_auto(GStrv) lists = setting_list(intake->store->settings, "bounces.lists");

	inquiry_free(intake->inquiry);
	intake->inquiry = inquiry_new(intake->stock, (const char *const *)lists);
}

/* All that was to be read has been: the model takes it over, and its rows are asked
 * about; of the others it is only asked who has written since. */
static void
begin_asking(Intake *intake)
{
	const Revision *heard = &intake->heard;
	bool is_same = g_strcmp0(heard->uuid, intake->looked.uuid) == 0;

	stock_settle(intake->stock);
	intake->n_read = stock_n(intake->stock);
	set_revision(&intake->known, intake->looked.uuid, intake->looked.number);
	if (heard->uuid && !is_same)
		model_forget_standings(stock_model(intake->stock));
	intake->state = INTAKE_ASKING;
	begin_inquiry(intake);
	if (is_same && heard->number < intake->known.number) {
		readers_ask_recent(intake->readers, intake->config, heard->uuid, heard->number);
	} else {
		settle_cache(intake);
		ask_next(intake);
	}
}

void
intake_ask_early(Intake *intake)
{
	if (!intake->known.uuid) {
		readers_expect_question(intake->readers);
		return;
	}
	intake->asked = NEWS;
	intake->is_early = true;
	ask_store(intake);
}

/* What was read before is back: what has changed since? */
void
intake_first_look(Intake *intake)
{
	intake->is_recalled = true;
	intake->n_read = stock_n(intake->stock);
	if (!intake->is_early) {
		begin_look(intake, intake->known.uuid ? INTAKE_REFRESHING : INTAKE_READING);
		return;
	}
	intake->is_early = false;
	intake->is_asked = false;
	intake->state = INTAKE_REFRESHING;
	stock_begin(intake->stock, true);
	readers_go_on(intake->readers);
}

void
intake_end_if_read(Intake *intake)
{
	if (intake->recall || !intake->is_asked || due_n(intake->due) > 0)
		return;
	if (!intake->is_recalled) {
		intake_first_look(intake);
	} else if (intake->error) {
		bool has_some = intake->known.uuid || intake->n_read > 0;

		rest(intake, has_some ? INTAKE_PARTIAL : INTAKE_FAILED);
	} else {
		begin_asking(intake);
	}
}

static void
set_verp(Intake *intake, const StoreInfo *store)
{
	g_auto(GStrv) verp = setting_list(store->settings, "bounces.verp");

	readers_set_verp(intake->readers, (const char *const *)verp);
}

void
intake_know(Intake *intake, const StoreInfo *store)
{
	set_verp(intake, store);
	set_revision(&intake->known, store->uuid, store->revision);
	set_revision(&intake->heard, store->uuid, store->revision);
}

static void
keep_store(Intake *intake, const StoreInfo *store)
{
	store_info_free(intake->store);
	intake->store = store_info_copy(store);
	set_verp(intake, store);
}

/* Nothing that is known was asked for in this way. */
static void
start_over(Intake *intake)
{
	forget_revisions(intake);
	intake_end(intake, INTAKE_READING);
	stock_clear(intake->stock);
	intake->is_recalled = true;
	intake->n_read = 0;
	begin_look(intake, INTAKE_READING);
}

static void
on_store(const StoreInfo *info, void *user)
{
	Intake *intake = user;

	const bool has_news = intake->known.uuid && info->revision != intake->known.number;
	bool agrees = !intake->known.uuid || store_info_agrees(known_store(intake), info);

	keep_store(intake, info);
	if (!agrees) {
		start_over(intake);
		return;
	}
	if (has_news)
		readers_expect_files(intake->readers);
	/* What changes from the first answer on, later ones may not tell. */
	if (!intake->looked.uuid || info->revision < intake->looked.number)
		set_revision(&intake->looked, info->uuid, info->revision);
	/* To begin to watch takes longer than to find a page: all that there is is asked for
	 * later, and tells what has come meanwhile. */
	if (intake->follow && !intake->watch && intake->asked != NEWEST) {
		intake->watch = watch_new(info->database, on_store_changed, intake);
		/* Nobody has watched since the index was opened. */
		intake->is_stale = true;
	}
	intake_note_change(intake);
}

void
intake_read_file(Intake *intake, DueMessage *message, const char *path)
{
	readers_parse(intake->readers, due_add(intake->due, message, path), path, false);
}

static void
on_entry(const char *message_id, gint64 date, const char *const *paths, void *user)
{
	Intake *intake = user;
	size_t n = g_strv_length((char **)paths);

	if (intake->asked == IDS) {
		intake->has_missed |= !stock_meet(intake->stock, message_id);
		return;
	}
	bool was_known = stock_knows(intake->stock, message_id);
	if (!stock_find(intake->stock, message_id, paths))
		return;
	if (was_known)
		intake->n_read--;
	if (n == 0)
		intake->n_read++;
	DueMessage *message = n > 0 ? due_message(message_id, date, n, n == 1) : NULL;
	for (size_t i = 0; i < n; i++)
		intake_read_file(intake, message, paths[i]);
}

static void
ask_further(Intake *intake)
{
	intake->asked++;
	if (intake->asked == IDS)
		stock_meet_all(intake->stock);
	ask_store(intake);
}

static gboolean
on_pause_over(void *user)
{
	Intake *intake = user;

	intake->pause = 0;
	ask_further(intake);
	return G_SOURCE_REMOVE;
}

/* Mail that went has left no trace in the revisions, nor has what came to match, or does
 * no more, because time has passed. */
static bool
is_all_told(const Intake *intake)
{
	if (intake->asked == NEWEST || intake->asked == ALL)
		return intake->asked == ALL;
	if (intake->asked == IDS)
		return !intake->has_missed;
	return stock_n(intake->stock) == intake->store->n_matching &&
	       (!intake->known.uuid || store_info_is_lasting(intake->store));
}

static void
on_query_done(const GError *error, void *user)
{
	Intake *intake = user;

	/* It is asked again, and fails again, when that can be told. */
	if (intake->is_early) {
		intake->is_early = false;
		return;
	}
	/* More readers now would take the time in which the newest is read and shown. */
	if (!error && intake->asked == NEWEST && due_n(intake->due) > 0) {
		intake->pause = g_timeout_add(NEWEST_ALONE_MS, on_pause_over, intake);
		return;
	}
	if (!error && !is_all_told(intake)) {
		ask_further(intake);
		return;
	}
	intake->is_asked = true;
	intake->error = error ? g_error_copy(error) : NULL;
	intake_end_if_read(intake);
	intake_note_change(intake);
}

static void
on_looked_up(const StoreFinding *findings, size_t n, const GError *error, void *user)
{
	Intake *intake = user;

	if (error) {
		intake->error = g_error_copy(error);
		rest(intake, INTAKE_PARTIAL);
	} else {
		if (findings)
			inquiry_answer(intake->inquiry, findings, n);
		ask_next(intake);
	}
	intake_note_change(intake);
}

static void
on_wrote(const char *identity, gint64 date, void *user)
{
	inquiry_wrote(((Intake *)user)->inquiry, identity, date);
}

static void
on_recent_done(const GError *error, void *user)
{
	if (!error)
		settle_cache(user);
	on_looked_up(NULL, 0, error, user);
}

static void
take(Intake *intake, guint64 ticket, unsigned number, const BounceReport *report, const char *why)
{
	Origin origin = due_origin(intake->due, ticket);

	origin.number = number;
	stock_take(intake->stock, &origin, report, why);
	intake_note_change(intake);
}

static void
on_report(guint64 ticket, unsigned number, BounceReport *report, void *user)
{
	take(user, ticket, number, report, "");
}

static void
on_refused(guint64 ticket, unsigned number, const char *why, void *user)
{
	take(user, ticket, number, NULL, why);
}

static void
on_parsed(guint64 ticket, void *user)
{
	Intake *intake = user;

	if (due_done(intake->due, ticket))
		intake->n_read++;
	intake_end_if_read(intake);
	intake_note_change(intake);
}

static const ReadersEvents readers_events = {
	.store = on_store,
	.entry = on_entry,
	.query_done = on_query_done,
	.looked_up = on_looked_up,
	.wrote = on_wrote,
	.recent_done = on_recent_done,
	.report = on_report,
	.refused = on_refused,
	.parsed = on_parsed,
};
