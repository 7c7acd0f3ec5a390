/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * intake.c - messages that came, files that are still to be read
 */
#include "core/intake.h"

#include "core/due.h"
#include "core/inquiry.h"
#include "core/recall.h"
#include "core/setting.h"
#include "core/stamp.h"
#include "core/stock.h"
#include "core/store-info.h"
#include "core/watch.h"

/* Of an index. */
typedef struct {
	char *uuid; /* NULL is none */
	guint64 number;
} Revision;

struct Intake {
	char *program, *data_dir, *config;
	char **query_terms;
	bool is_sexp, exclude, follow, anew;
	void (*changed)(void *user);
	void *user;
	Readers *readers; /* NULL when nothing goes on */
	IntakeState state;
	gint64 began;
	enum {
		NEWS, /* the query is for what has changed since what is known, if anything is, */
		IDS,  /* for all Message-IDs, to see which have gone, */
		ALL,  /* or for all messages, as some have come to match and not changed */
	} asked;
	bool has_missed; /* IDS gave one that is not known */
	bool is_asked;   /* the query has been answered, or never will be */
	Due *due;        /* files that are still to be read */
	guint64 n_read;
	Inquiry *inquiry; /* when all has been read */
	Stock *stock;
	Recall *recall;   /* what is in the cache comes back; until then nothing is asked */
	bool is_recalled; /* ... and what could not is read */

	Revision looked; /* the one that is being read */
	Revision known;  /* all up to it is in the model */
	Revision heard;  /* who wrote up to it is known */
	Watch *watch;
	bool is_stale; /* there may be a newer one than is being read */

	StoreInfo *store; /* NULL before it has answered */
	GError *error;
};

/* The end of this file: a look at the store may be followed by another. */
static const ReadersEvents readers_events;

static void
note_change(Intake *intake)
{
	if (intake->changed)
		intake->changed(intake->user);
}

/* All there is, or all that changed since what is known; or all that there is, by
 * its Message-IDs only. */
static void
ask_store(Intake *intake)
{
	readers_query(intake->readers,
	              &(StoreQuery){
			      .config = intake->config,
			      .terms = (const char *const *)intake->query_terms,
			      .is_sexp = intake->is_sexp,
			      .exclude = intake->exclude,
			      .uuid = intake->asked == NEWS ? intake->known.uuid : NULL,
			      .revision = intake->known.number,
			      .ids_only = intake->asked == IDS,
		      });
}

static Readers *
new_readers(Intake *intake)
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
	intake->asked = NEWS;
	intake->has_missed = false;
	intake->is_asked = false;
	intake->is_stale = false;
	g_clear_error(&intake->error);
	g_clear_pointer(&intake->looked.uuid, g_free);
	intake->readers = new_readers(intake);
	stock_begin(intake->stock, state == INTAKE_REFRESHING);
	ask_store(intake);
}

/* What was begun and not finished is as if it had not been. */
static void
end(Intake *intake, IntakeState state)
{
	intake->state = state;
	g_clear_pointer(&intake->readers, readers_free);
	due_clear(intake->due);
	g_clear_pointer(&intake->recall, recall_free);
	stock_drop(intake->stock);
	if (intake->known.uuid)
		intake->n_read = stock_n(intake->stock);
}

/* Come to an end, unless the store has changed meanwhile. */
static void
rest(Intake *intake, IntakeState state)
{
	end(intake, state);
	if (intake->is_stale && intake->known.uuid)
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
	note_change(intake);
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

/* What was read before is back: what has changed since? */
static void
begin_first_look(Intake *intake)
{
	Cache *cache = stock_cache(intake->stock);
	const StoreInfo *store = cache ? cache_store(cache) : NULL;

	end(intake, INTAKE_READING);
	intake->is_recalled = true;
	intake->n_read = stock_n(intake->stock);
	if (store) {
		set_revision(&intake->known, store->uuid, store->revision);
		set_revision(&intake->heard, store->uuid, store->revision);
	}
	begin_look(intake, store ? INTAKE_REFRESHING : INTAKE_READING);
}

static void
end_if_read(Intake *intake)
{
	if (intake->recall || !intake->is_asked || due_n(intake->due) > 0)
		return;
	if (!intake->is_recalled) {
		begin_first_look(intake);
	} else if (intake->error) {
		bool has_some = intake->known.uuid || intake->n_read > 0;

		rest(intake, has_some ? INTAKE_PARTIAL : INTAKE_FAILED);
	} else {
		begin_asking(intake);
	}
}

static void
keep_store(Intake *intake, const StoreInfo *store)
{
	g_auto(GStrv) verp = setting_list(store->settings, "bounces.verp");

	store_info_free(intake->store);
	intake->store = store_info_copy(store);
	readers_set_verp(intake->readers, (const char *const *)verp);
}

/* Nothing that is known was asked for in this way. */
static void
start_over(Intake *intake)
{
	g_clear_pointer(&intake->known.uuid, g_free);
	g_clear_pointer(&intake->heard.uuid, g_free);
	end(intake, INTAKE_READING);
	stock_clear(intake->stock);
	intake->n_read = 0;
	begin_look(intake, INTAKE_READING);
}

static void
on_store(const StoreInfo *info, void *user)
{
	Intake *intake = user;

	bool agrees = !intake->known.uuid || store_info_agrees(intake->store, info);

	keep_store(intake, info);
	if (!agrees) {
		start_over(intake);
		return;
	}
	/* What changes from the first answer on, later ones may not tell. */
	if (!intake->looked.uuid)
		intake->looked = (Revision){g_strdup(info->uuid), info->revision};
	if (intake->follow && !intake->watch) {
		intake->watch = watch_new(info->database, on_store_changed, intake);
		/* Nobody has watched since the index was opened. */
		intake->is_stale = true;
	}
	note_change(intake);
}

static void
read_file(Intake *intake, DueMessage *message, const char *path)
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
		read_file(intake, message, paths[i]);
}

static void
ask_further(Intake *intake)
{
	intake->asked = intake->asked == NEWS ? IDS : ALL;
	if (intake->asked == IDS)
		stock_meet_all(intake->stock);
	ask_store(intake);
}

/* Mail that went has left no trace in the revisions, nor has what came to match, or does
 * no more, because time has passed. */
static bool
is_all_told(const Intake *intake)
{
	if (intake->asked == ALL)
		return true;
	if (intake->asked == IDS)
		return !intake->has_missed;
	return stock_n(intake->stock) == intake->store->n_matching &&
	       (!intake->known.uuid || store_info_is_lasting(intake->store));
}

static void
on_query_done(const GError *error, void *user)
{
	Intake *intake = user;

	if (!error && !is_all_told(intake)) {
		ask_further(intake);
		return;
	}
	intake->is_asked = true;
	intake->error = error ? g_error_copy(error) : NULL;
	end_if_read(intake);
	note_change(intake);
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
	note_change(intake);
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
	note_change(intake);
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
	end_if_read(intake);
	note_change(intake);
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

/* It was in the cache, and is to be read again. */
static void
on_unread(const Origin *origin, void *user)
{
	read_file(user, due_message(origin->message_id, origin->date, 1, origin->is_only),
	          origin->path);
}

static void
on_recalled(void *user)
{
	Intake *intake = user;

	g_clear_pointer(&intake->recall, recall_free);
	end_if_read(intake);
	note_change(intake);
}

/* What is known already, if anything is. */
static void
begin_recall(Intake *intake, const char *cache_dir, Model *model)
{
	const StoreQuery query = {
		.config = intake->config,
		.terms = (const char *const *)intake->query_terms,
		.is_sexp = intake->is_sexp,
		.exclude = intake->exclude,
	};

	gint64 stamp = stamp_of(intake->program, intake->data_dir);
	Cache *cache = cache_dir ? cache_open(cache_dir, &query, stamp) : NULL;

	intake->stock = stock_new(model, cache);
	if (!cache) {
		begin_first_look(intake);
		return;
	}
	intake->state = INTAKE_READING;
	intake->began = g_get_monotonic_time();
	intake->is_asked = true;
	intake->readers = new_readers(intake);
	if (cache_store(cache))
		keep_store(intake, cache_store(cache));
	intake->recall = recall_new(&(RecallOptions){
		.stock = intake->stock,
		.only_mail = intake->anew,
		.unread = on_unread,
		.done = on_recalled,
		.user = intake,
	});
}

Intake *
intake_new(const IntakeOptions *options, Model *model, void (*changed)(void *user), void *user)
{
	static const char *const no_terms[] = {NULL};
	Intake *intake = g_new0(Intake, 1);

	intake->changed = changed;
	intake->user = user;
	intake->program = g_strdup(options->program);
	intake->data_dir = g_strdup(options->data_dir);
	intake->config = g_strdup(options->config);
	intake->query_terms = g_strdupv((char **)(options->terms ? options->terms : no_terms));
	intake->is_sexp = options->is_sexp;
	intake->exclude = options->exclude;
	intake->follow = options->follow;
	intake->anew = options->anew;
	intake->due = due_new();
	begin_recall(intake, options->cache_dir, model);
	return intake;
}

void
intake_free(Intake *intake)
{
	end(intake, intake->state);
	watch_free(intake->watch);
	stock_free(intake->stock);
	due_free(intake->due);
	store_info_free(intake->store);
	g_free(intake->heard.uuid);
	g_free(intake->looked.uuid);
	g_free(intake->known.uuid);
	g_free(intake->program);
	g_free(intake->data_dir);
	g_strfreev(intake->query_terms);
	g_free(intake->config);
	inquiry_free(intake->inquiry);
	g_clear_error(&intake->error);
	g_free(intake);
}

IntakeState
intake_state(const Intake *intake)
{
	return intake->state;
}

gint64
intake_began(const Intake *intake)
{
	return intake->began;
}

const GError *
intake_error(const Intake *intake)
{
	return intake_is_over(intake) ? intake->error : NULL;
}

const StoreInfo *
intake_store(const Intake *intake)
{
	return intake->store;
}

guint64
intake_n_read(const Intake *intake)
{
	return intake->n_read;
}

void
intake_count_asked(const Intake *intake, guint64 *n_done, guint64 *n_all)
{
	*n_done = intake->inquiry ? inquiry_n_done(intake->inquiry) : 0;
	*n_all = intake->inquiry ? inquiry_n_all(intake->inquiry) : 0;
}

void
intake_cancel(Intake *intake)
{
	if (intake_is_over(intake))
		return;
	intake->is_stale = false;
	end(intake, INTAKE_PARTIAL);
}

bool
intake_is_over(const Intake *intake)
{
	return intake->state == INTAKE_DONE || intake->state == INTAKE_PARTIAL ||
	       intake->state == INTAKE_FAILED;
}

void
intake_wait(Intake *intake)
{
	while (!intake_is_over(intake))
		g_main_context_iteration(NULL, TRUE);
}
