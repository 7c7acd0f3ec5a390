/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * intake.c - messages that came, files that are still to be read
 */
#include "core/intake.h"

#include "core/batch.h"
#include "core/inquiry.h"
#include "core/ledger.h"
#include "core/setting.h"
#include "core/watch.h"

#include <string.h>

typedef struct {
	gint64 date;
	size_t n_left; /* files still to be read */
	char id[];
} Message;

/* Its address is the ticket that readers.h gives back. */
typedef struct {
	Message *message;
	char path[];
} File;

/* Of an index. */
typedef struct {
	char *uuid; /* NULL is none */
	guint64 number;
} Revision;

struct Intake {
	char *program, *data_dir, *config;
	char *uuid; /* of store */
	char **query_terms;
	StoreBase base;
	bool is_sexp, exclude, follow;
	Model *model;
	void (*changed)(void *user);
	void *user;
	Readers *readers; /* NULL when nothing goes on */
	IntakeState state;
	gint64 began;
	bool is_comparing; /* the query is for all Message-IDs, to see which have gone */
	bool is_asked;     /* the query has been answered, or never will be */
	GHashTable *files; /* of File *, still to be read; the last of a message owns it */
	guint64 n_read;
	Inquiry *inquiry; /* when all has been read */

	Ledger *ledger;
	Batch *batch;    /* of a refresh */
	Revision looked; /* the one that is being read */
	Revision known;  /* all up to it is in the model */
	Watch *watch;
	bool is_stale; /* there may be a newer one than is being read */

	char *database, *query;
	char **settings; /* none before the store has told them */
	StoreInfo store;
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
			      .base = intake->base,
			      .terms = (const char *const *)intake->query_terms,
			      .is_sexp = intake->is_sexp,
			      .exclude = intake->exclude,
			      .uuid = intake->is_comparing ? NULL : intake->known.uuid,
			      .revision = intake->known.number,
			      .ids_only = intake->is_comparing,
		      });
}

static void
begin_look(Intake *intake, IntakeState state)
{
	intake->state = state;
	intake->began = g_get_monotonic_time();
	intake->is_comparing = false;
	intake->is_asked = false;
	intake->is_stale = false;
	g_clear_error(&intake->error);
	g_clear_pointer(&intake->looked.uuid, g_free);
	intake->readers =
		readers_new(intake->program, intake->data_dir, 0, &readers_events, intake);
	ask_store(intake);
}

/* What was begun and not finished is as if it had not been. */
static void
end(Intake *intake, IntakeState state)
{
	intake->state = state;
	g_clear_pointer(&intake->readers, readers_free);
	g_hash_table_remove_all(intake->files);
	batch_clear(intake->batch);
	ledger_drop(intake->ledger);
	if (intake->known.uuid)
		intake->n_read = ledger_n(intake->ledger);
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

/* The model takes over what the look found, all at once. */
static void
settle_look(Intake *intake)
{
	g_autoptr(GHashTable) stale = ledger_settle(intake->ledger);

	if (g_hash_table_size(stale) > 0)
		model_remove(intake->model, stale);
	batch_give(intake->batch, intake->ledger, intake->model);
	batch_clear(intake->batch);
	intake->n_read = ledger_n(intake->ledger);
	g_free(intake->known.uuid);
	intake->known = intake->looked;
	intake->looked.uuid = NULL;
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

static void
end_if_read(Intake *intake)
{
	if (!intake->is_asked || g_hash_table_size(intake->files) > 0)
		return;
	if (intake->error) {
		bool has_some = intake->known.uuid || intake->n_read > 0;

		rest(intake, has_some ? INTAKE_PARTIAL : INTAKE_FAILED);
		return;
	}
	g_auto(GStrv) lists = setting_list((const char *const *)intake->settings, "bounces.lists");

	settle_look(intake);
	intake->state = INTAKE_ASKING;
	inquiry_free(intake->inquiry);
	intake->inquiry = inquiry_new(intake->model, (const char *const *)lists);
	ask_next(intake);
}

static Message *
message_new(const char *id, gint64 date, size_t n_left)
{
	size_t size = strlen(id) + 1;
	Message *message = g_malloc(sizeof(Message) + size);

	message->date = date;
	message->n_left = n_left;
	memcpy(message->id, id, size);
	return message;
}

static File *
file_new(Message *message, const char *path)
{
	size_t size = strlen(path) + 1;
	File *file = g_malloc(sizeof(File) + size);

	file->message = message;
	memcpy(file->path, path, size);
	return file;
}

static void
file_free(void *data)
{
	File *file = data;

	if (--file->message->n_left == 0)
		g_free(file->message);
	g_free(file);
}

static File *
find_file(Intake *intake, guint64 ticket)
{
	return g_hash_table_lookup(intake->files, GSIZE_TO_POINTER(ticket));
}

static Origin
file_origin(const File *file, unsigned number)
{
	return (Origin){file->message->id, file->path, number, file->message->date};
}

static void
on_store(const StoreInfo *info, void *user)
{
	Intake *intake = user;
	g_auto(GStrv) verp = setting_list(info->settings, "bounces.verp");

	g_free(intake->database);
	g_free(intake->query);
	g_strfreev(intake->settings);
	intake->database = g_strdup(info->database);
	intake->query = g_strdup(info->query);
	intake->settings = g_strdupv((char **)info->settings);
	intake->store = *info;
	intake->store.database = intake->database;
	intake->store.query = intake->query;
	intake->store.settings = (const char *const *)intake->settings;
	g_free(intake->uuid);
	intake->uuid = g_strdup(info->uuid);
	intake->store.uuid = intake->uuid;
	readers_set_verp(intake->readers, (const char *const *)verp);
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
on_entry(const char *message_id, gint64 date, const char *const *paths, void *user)
{
	Intake *intake = user;
	size_t n = g_strv_length((char **)paths);
	Message *message;

	if (intake->is_comparing) {
		ledger_meet(intake->ledger, message_id);
		return;
	}
	if (!ledger_find(intake->ledger, message_id, paths))
		return;
	if (ledger_knows(intake->ledger, message_id))
		intake->n_read--;
	message = n > 0 ? message_new(message_id, date, n) : NULL;
	if (!message)
		intake->n_read++;
	for (size_t i = 0; i < n; i++) {
		File *file = file_new(message, paths[i]);

		g_hash_table_add(intake->files, file);
		readers_parse(intake->readers, GPOINTER_TO_SIZE(file), file->path, false);
	}
}

static void
on_query_done(const GError *error, void *user)
{
	Intake *intake = user;

	/* Mail that went has left no trace in the revisions. */
	if (!error && intake->state == INTAKE_REFRESHING && !intake->is_comparing &&
	    ledger_n(intake->ledger) != intake->store.n_matching) {
		intake->is_comparing = true;
		ledger_meet_all(intake->ledger);
		ask_store(intake);
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
		inquiry_answer(intake->inquiry, findings, n);
		ask_next(intake);
	}
	note_change(intake);
}

static void
on_report(guint64 ticket, unsigned number, BounceReport *report, void *user)
{
	Intake *intake = user;
	Origin origin = file_origin(find_file(intake, ticket), number);

	if (intake->state == INTAKE_REFRESHING)
		batch_add(intake->batch, &origin, report);
	else
		model_add(intake->model, &origin, report);
	note_change(intake);
}

static void
on_refused(guint64 ticket, unsigned number, const char *why, void *user)
{
	Intake *intake = user;
	Origin origin = file_origin(find_file(intake, ticket), number);

	if (intake->state == INTAKE_REFRESHING)
		batch_add_unreadable(intake->batch, &origin, why);
	else
		model_add_unreadable(intake->model, &origin, why);
	note_change(intake);
}

static void
on_parsed(guint64 ticket, void *user)
{
	Intake *intake = user;
	File *file = find_file(intake, ticket);

	if (file->message->n_left == 1)
		intake->n_read++;
	g_hash_table_remove(intake->files, file);
	end_if_read(intake);
	note_change(intake);
}

static const ReadersEvents readers_events = {
	.store = on_store,
	.entry = on_entry,
	.query_done = on_query_done,
	.looked_up = on_looked_up,
	.report = on_report,
	.refused = on_refused,
	.parsed = on_parsed,
};

Intake *
intake_new(const IntakeOptions *options, Model *model, void (*changed)(void *user), void *user)
{
	static const char *const no_terms[] = {NULL};
	Intake *intake = g_new0(Intake, 1);

	intake->model = model;
	intake->changed = changed;
	intake->user = user;
	intake->program = g_strdup(options->program);
	intake->data_dir = g_strdup(options->data_dir);
	intake->config = g_strdup(options->config);
	intake->query_terms = g_strdupv((char **)(options->terms ? options->terms : no_terms));
	intake->settings = g_new0(char *, 1);
	intake->base = options->base;
	intake->is_sexp = options->is_sexp;
	intake->exclude = options->exclude;
	intake->follow = options->follow;
	intake->files = g_hash_table_new_full(NULL, NULL, file_free, NULL);
	intake->batch = batch_new();
	intake->ledger = ledger_new();
	if (options->others)
		model_take_others(model);
	begin_look(intake, INTAKE_READING);
	return intake;
}

void
intake_free(Intake *intake)
{
	end(intake, intake->state);
	watch_free(intake->watch);
	ledger_free(intake->ledger);
	batch_free(intake->batch);
	g_hash_table_unref(intake->files);
	g_free(intake->uuid);
	g_free(intake->looked.uuid);
	g_free(intake->known.uuid);
	g_free(intake->program);
	g_free(intake->data_dir);
	g_strfreev(intake->query_terms);
	g_free(intake->database);
	g_free(intake->query);
	g_strfreev(intake->settings);
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
	return intake->database ? &intake->store : NULL;
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
