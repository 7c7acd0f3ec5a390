/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * intake.c - what is known already comes back, and then the store is looked at
 */
#include "core/intake-state.h"
#include "core/stamp.h"
#include "core/store-info.h"

/* It was in the cache, and is to be read again. */
static void
on_unread(const Origin *origin, void *user)
{
	intake_read_file(user, due_message(origin->message_id, origin->date, 1, origin->is_only),
	                 origin->path);
}

static void
on_seen(void *user)
{
	intake_ask_early(user);
}

static void
end_recall(Intake *intake)
{
	g_clear_pointer(&intake->recall, recall_free);
	intake_end_if_read(intake);
}

static void
on_recalled(void *user)
{
	end_recall(user);
	intake_note_change(user);
}

static void
open_cache(Intake *intake, const char *dir, const StoreQuery *query)
{
	gint64 stamp = stamp_of(intake->program, intake->data_dir);

	stock_set_cache(intake->stock, cache_open(dir, query, stamp));
}

/* What is known already, if anything is. */
static void
begin_recall(Intake *intake, const char *cache_dir, Model *model)
{
	const StoreQuery query = {
		.config = intake->config,
		.base = intake->base,
		.terms = (const char *const *)intake->query_terms,
		.is_sexp = intake->is_sexp,
		.exclude = intake->exclude,
	};

	intake->stock = stock_new(model);
	if (!cache_dir || !cache_is_there(cache_dir, &query)) {
		intake_first_look(intake);
		/* The question goes first: the stamp is of all files of the knowledge base. */
		if (cache_dir)
			open_cache(intake, cache_dir, &query);
		return;
	}
	open_cache(intake, cache_dir, &query);
	if (!stock_cache(intake->stock)) {
		intake_first_look(intake);
		return;
	}
	intake->state = INTAKE_READING;
	intake->began = g_get_monotonic_time();
	intake->is_asked = true;
	intake->readers = intake_start_readers(intake);
	if (cache_store(stock_cache(intake->stock)))
		intake_know(intake, cache_store(stock_cache(intake->stock)));
	intake->recall = recall_new(&(RecallOptions){
		.stock = intake->stock,
		.only_mail = intake->anew,
		.seen = on_seen,
		.unread = on_unread,
		.done = on_recalled,
		.user = intake,
	});
	if (recall_is_empty(intake->recall))
		end_recall(intake);
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
	intake->base = options->base;
	intake->is_sexp = options->is_sexp;
	intake->exclude = options->exclude;
	intake->follow = options->follow;
	intake->anew = options->anew;
	intake->due = due_new();
	if (options->others)
		model_take_others(model);
	begin_recall(intake, options->cache_dir, model);
	return intake;
}

void
intake_free(Intake *intake)
{
	intake_end(intake, intake->state);
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
	return intake->recall ? stock_n(intake->stock) : intake->n_read;
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
	intake_end(intake, INTAKE_PARTIAL);
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
