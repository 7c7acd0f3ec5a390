/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * intake.c - messages that came, files that are still to be read
 */
#include "core/intake.h"

#include "core/inquiry.h"

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

struct Intake {
	Model *model;
	void (*changed)(void *user);
	void *user;
	Readers *readers; /* NULL when no longer reading */
	IntakeState state;
	bool is_asked;     /* the query has been answered, or never will be */
	GHashTable *files; /* of File *, still to be read; the last of a message owns it */
	guint64 n_read;
	char *config;
	Inquiry *inquiry; /* when all has been read */
	char *database, *query;
	char **lists;
	StoreInfo store;
	GError *error;
};

static void
end(Intake *intake, IntakeState state)
{
	intake->state = state;
	g_clear_pointer(&intake->readers, readers_free);
}

static void
note_change(Intake *intake)
{
	if (intake->changed)
		intake->changed(intake->user);
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
		end(intake, INTAKE_DONE);
}

static void
end_if_read(Intake *intake)
{
	if (!intake->is_asked || g_hash_table_size(intake->files) > 0)
		return;
	if (intake->error) {
		end(intake, intake->n_read > 0 ? INTAKE_PARTIAL : INTAKE_FAILED);
		return;
	}
	intake->state = INTAKE_ASKING;
	intake->inquiry = inquiry_new(intake->model, (const char *const *)intake->lists);
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

	g_free(intake->database);
	g_free(intake->query);
	g_strfreev(intake->lists);
	intake->database = g_strdup(info->database);
	intake->query = g_strdup(info->query);
	intake->lists = g_strdupv((char **)info->lists);
	intake->store = *info;
	intake->store.database = intake->database;
	intake->store.query = intake->query;
	intake->store.verp = NULL;
	intake->store.lists = NULL;
	readers_set_verp(intake->readers, info->verp);
	note_change(intake);
}

static void
on_entry(const char *message_id, gint64 date, const char *const *paths, void *user)
{
	Intake *intake = user;
	size_t n = g_strv_length((char **)paths);
	Message *message = n > 0 ? message_new(message_id, date, n) : NULL;

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
		end(intake, INTAKE_PARTIAL);
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

	model_add(intake->model, &origin, report);
	note_change(intake);
}

static void
on_refused(guint64 ticket, unsigned number, const char *why, void *user)
{
	Intake *intake = user;
	Origin origin = file_origin(find_file(intake, ticket), number);

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
	intake->state = INTAKE_READING;
	intake->config = g_strdup(options->config);
	intake->files = g_hash_table_new_full(NULL, NULL, file_free, NULL);
	intake->readers =
		readers_new(options->program, options->data_dir, 0, &readers_events, intake);
	readers_query(intake->readers,
	              &(StoreQuery){.config = options->config,
	                            .terms = options->terms ? options->terms : no_terms,
	                            .exclude = options->exclude});
	return intake;
}

void
intake_free(Intake *intake)
{
	end(intake, intake->state);
	g_hash_table_unref(intake->files);
	g_free(intake->database);
	g_free(intake->query);
	g_free(intake->config);
	g_strfreev(intake->lists);
	inquiry_free(intake->inquiry);
	g_clear_error(&intake->error);
	g_free(intake);
}

IntakeState
intake_state(const Intake *intake)
{
	return intake->state;
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
	if (!intake_is_over(intake))
		end(intake, INTAKE_PARTIAL);
}

bool
intake_is_over(const Intake *intake)
{
	return intake->state != INTAKE_READING && intake->state != INTAKE_ASKING;
}

void
intake_wait(Intake *intake)
{
	while (!intake_is_over(intake))
		g_main_context_iteration(NULL, TRUE);
}
