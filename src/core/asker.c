/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * asker.c - a question, asked until it is answered to the end
 *
 * Any event may free the asker: a function that calls one holds it, does that
 * last, and looks at is_closed before anything else.
 */
#include "core/asker.h"

#include <gio/gio.h>

#include "core/child.h"

/* Counting in an index of millions of mails, on a slow disk, not yet in memory. */
#define PATIENCE_S 60

/* Another program that commits all the time cuts each of them short. */
#define TRIES_MAX 3

/* Message-IDs are short and many: as many as come are kept in blocks. */
#define IDS_BLOCK ((gsize)64 * 1024)

struct Asker {
	char *program;
	char *data_dir;
	const ReadersEvents *events;
	void *user;
	bool is_closed; /* freed, while one of our functions still runs */
	Child *child;
	unsigned n_false_starts;  /* on end */
	WireType type;            /* of the question: QUERY, LOOKUP or RECENT */
	GVariant *question;       /* NULL when none is open */
	bool is_held;             /* what follows STORE is not to come yet */
	guint32 n_tries;          /* also what the job is called on the wire */
	bool is_answered;         /* STORE came, in this try, or it is no QUERY */
	guint64 n_due, n_entries; /* in this try */
	GHashTable *seen;         /* Message-IDs that were given, in any try */
	GStringChunk *ids;
	GError *end; /* to be told as soon as the main context runs */
	guint ending;
};

/* The end of this file: a reader that ends is followed by another. */
static const ChildEvents child_events;

static void
dispose(void *data)
{
	Asker *asker = data;

	g_free(asker->program);
	g_free(asker->data_dir);
}

static void
release(Asker *asker)
{
	g_rc_box_release_full(asker, dispose);
}

typedef Asker HeldAsker;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HeldAsker, release)

/* The reader stays, for the next question. */
static void
close_question(Asker *asker)
{
	asker_go_on(asker);
	if (asker->child)
		child_set_patience(asker->child, 0);
	g_clear_pointer(&asker->question, g_variant_unref);
	g_clear_pointer(&asker->seen, g_hash_table_unref);
	g_clear_pointer(&asker->ids, g_string_chunk_free);
}

/* Takes the error. */
static void
finish(Asker *asker, GError *error)
{
	g_autoptr(GError) owned = error;

	close_question(asker);
	if (asker->type == WIRE_QUERY)
		asker->events->query_done(owned, asker->user);
	else if (asker->type == WIRE_RECENT)
		asker->events->recent_done(owned, asker->user);
	else
		asker->events->looked_up(NULL, 0, owned, asker->user);
}

static gboolean
on_ending(void *data)
{
	g_autoptr(HeldAsker) asker = g_rc_box_acquire(data);

	asker->ending = 0;
	finish(asker, g_steal_pointer(&asker->end));
	return G_SOURCE_REMOVE;
}

/* Later: who asks or cancels does not expect the answer at once.  Takes the error. */
static void
finish_later(Asker *asker, GError *error)
{
	g_clear_error(&asker->end);
	asker->end = error;
	if (!asker->ending)
		asker->ending = g_idle_add(on_ending, asker);
}

static GError *
no_reader(const Asker *asker, const char *why)
{
	return g_error_new(READERS_ERROR, READERS_ERROR_READER,
	                   "no mail can be read: %s\n"
	                   "Install the program anew; its data should be in %s.",
	                   why, asker->data_dir);
}

static bool
is_started(Asker *asker, GError **error)
{
	const ChildOptions options = {asker->program, asker->data_dir, READER_OF_INDEX, NULL};

	if (!asker->child)
		asker->child = child_new(&options, &child_events, asker, error);
	return asker->child;
}

void
asker_prepare(Asker *asker)
{
	is_started(asker, NULL);
}

/* Calls no event. */
static void
ask(Asker *asker)
{
	g_autoptr(GError) error = NULL;

	asker->is_answered = asker->type != WIRE_QUERY;
	asker->n_entries = 0;
	asker->n_tries++;
	if (!is_started(asker, &error)) {
		finish_later(asker, no_reader(asker, error->message));
		return;
	}
	child_put(asker->child, asker->type, asker->n_tries, asker->question);
	child_send(asker->child);
	child_set_patience(asker->child, PATIENCE_S);
}

/* Takes why there was no whole answer. */
static void
ask_again(Asker *asker, GError *why)
{
	g_autoptr(GError) owned = why;

	if (asker->n_tries < TRIES_MAX)
		ask(asker);
	else
		finish(asker, g_steal_pointer(&owned));
}

static void
on_store(Asker *asker, GVariant *body)
{
	g_autofree const char **settings = NULL;
	StoreInfo info;

	g_variant_get(body, "(&s&stt^a&s&sttttt)", &info.database, &info.query, &info.n_matching,
	              &info.n_messages, &settings, &info.uuid, &info.revision, &info.written,
	              &asker->n_due, &info.n_wide, &info.n_tagged);
	info.settings = settings;
	asker->is_answered = true;
	if (asker->is_held)
		child_hold(asker->child);
	asker->events->store(&info, asker->user);
}

static void
on_entry(Asker *asker, GVariant *body)
{
	g_autofree const char **paths = NULL;
	const char *id;
	gint64 date;

	g_variant_get(body, "(&sx^a&ay)", &id, &date, &paths);
	asker->n_entries++;
	if (g_hash_table_contains(asker->seen, id))
		return;
	g_hash_table_add(asker->seen, g_string_chunk_insert(asker->ids, id));
	asker->events->entry(id, date, paths, asker->user);
}

static bool
on_failed(Asker *asker, GVariant *body)
{
	const char *message;
	guint32 code;

	g_variant_get(body, "(u&s)", &code, &message);
	if (code >= READERS_N_ERRORS)
		return false;

	GError *error = g_error_new_literal(READERS_ERROR, (int)code, message);
	/* An index that changes may be unreadable from the beginning. */
	if (asker->is_answered || code == READERS_ERROR_DATABASE)
		ask_again(asker, error);
	else
		finish(asker, error);
	return true;
}

/* Before libnotmuch 0.40 an index that changes may end early, and say nothing. */
static void
on_done(Asker *asker)
{
	if (asker->n_entries >= asker->n_due)
		finish(asker, NULL);
	else
		ask_again(asker, g_error_new(READERS_ERROR, READERS_ERROR_CHANGED,
		                             "the mail database changed while it was read: %u of "
		                             "%" G_GUINT64_FORMAT " messages came\n"
		                             "Read again when no other program writes to it.",
		                             g_hash_table_size(asker->seen), asker->n_due));
}

/* false when it does not answer all of the question. */
static bool
on_found(Asker *asker, GVariant *body)
{
	g_autoptr(GVariant) questions = g_variant_get_child_value(asker->question, 1);
	g_autoptr(GVariant) answers = g_variant_get_child_value(body, 0);
	size_t n = g_variant_n_children(answers);
	g_autofree StoreFinding *findings = g_new0(StoreFinding, n);

	if (n != g_variant_n_children(questions))
		return false;
	for (size_t i = 0; i < n; i++) {
		gboolean is_stored;

		g_variant_get_child(answers, i, "(bx)", &is_stored, &findings[i].wrote);
		findings[i].is_stored = is_stored;
	}
	close_question(asker);
	asker->events->looked_up(findings, n, NULL, asker->user);
	return true;
}

/* Who is told twice, as the question was asked again, has not written more often. */
static bool
on_senders(Asker *asker, GVariant *body)
{
	g_autoptr(GVariant) senders = g_variant_get_child_value(body, 0);
	size_t n = g_variant_n_children(senders);

	for (size_t i = 0; i < n && !asker->is_closed; i++) {
		const char *identity;
		gint64 date;

		g_variant_get_child(senders, i, "(&sx)", &identity, &date);
		asker->events->wrote(identity, date, asker->user);
	}
	return true;
}

static bool
on_recent(Asker *asker, const WireFrame *frame)
{
	if (frame->type == WIRE_SENDERS)
		return on_senders(asker, frame->body);
	if (frame->type != WIRE_DONE)
		return false;
	finish(asker, NULL);
	return true;
}

static bool
on_frame(const WireFrame *frame, void *user)
{
	g_autoptr(HeldAsker) asker = g_rc_box_acquire(user);

	if (!asker->question || frame->job != asker->n_tries)
		return false;
	if (frame->type == WIRE_FAILED)
		return on_failed(asker, frame->body);
	if (asker->type == WIRE_LOOKUP)
		return frame->type == WIRE_FOUND && on_found(asker, frame->body);
	if (asker->type == WIRE_RECENT)
		return on_recent(asker, frame);
	if (asker->is_answered == (frame->type == WIRE_STORE))
		return false;

	switch (frame->type) {
	case WIRE_STORE:
		on_store(asker, frame->body);
		return true;
	case WIRE_ENTRY:
		on_entry(asker, frame->body);
		return true;
	case WIRE_DONE:
		on_done(asker);
		return true;
	default:
		return false;
	}
}

static void
on_died(const char *how, bool had_begun, void *user)
{
	g_autoptr(HeldAsker) asker = g_rc_box_acquire(user);
	g_autofree char *why = NULL;

	g_clear_pointer(&asker->child, child_free);
	if (!asker->question)
		return;
	if (had_begun) {
		ask_again(asker, g_error_new(READERS_ERROR, READERS_ERROR_READER,
		                             "the reader %s while it asked the mail database, "
		                             "%d times\n"
		                             "Read again when no other program writes to it.",
		                             how, TRIES_MAX));
		return;
	}
	why = g_strdup_printf("the reader %s before it began", how);
	asker->n_tries--;
	if (++asker->n_false_starts < CHILD_FALSE_STARTS_MAX)
		ask(asker);
	else
		finish(asker, no_reader(asker, why));
}

static const ChildEvents child_events = {.frame = on_frame, .died = on_died};

Asker *
asker_new(const char *program, const char *data_dir, const ReadersEvents *events, void *user)
{
	Asker *asker = g_rc_box_new0(Asker);

	asker->program = g_strdup(program);
	asker->data_dir = g_strdup(data_dir);
	asker->events = events;
	asker->user = user;
	return asker;
}

void
asker_free(Asker *asker)
{
	asker->is_closed = true;
	g_clear_pointer(&asker->child, child_free);
	close_question(asker);
	g_clear_error(&asker->end);
	if (asker->ending)
		g_source_remove(asker->ending);
	release(asker);
}

/* Takes a floating question. */
static void
open_question(Asker *asker, WireType type, GVariant *question)
{
	asker->type = type;
	asker->question = g_variant_ref_sink(question);
	asker->n_tries = 0;
	asker->n_false_starts = 0;
	ask(asker);
}

void
asker_ask(Asker *asker, const StoreQuery *query)
{
	g_return_if_fail(!asker->question);

	asker->seen = g_hash_table_new(g_str_hash, g_str_equal);
	asker->ids = g_string_chunk_new(IDS_BLOCK);
	asker->is_held = query->is_held;
	open_question(asker, WIRE_QUERY,
	              g_variant_new("(^ayu^aaybbsttttbbuu)", query->config ? query->config : "",
	                            (guint32)query->base, query->terms, (gboolean)query->is_sexp,
	                            (gboolean)query->exclude, query->uuid ? query->uuid : "",
	                            query->revision, query->n_messages, query->n_matching,
	                            query->written, (gboolean)query->ids_only,
	                            (gboolean)query->newest, query->slice, query->n_slices));
}

void
asker_look_up(Asker *asker, const char *config, const StoreQuestion *questions, size_t n)
{
	g_return_if_fail(!asker->question);

	GVariantBuilder body;

	g_variant_builder_init(&body, G_VARIANT_TYPE("a(assx)"));
	for (size_t i = 0; i < n; i++)
		g_variant_builder_add(&body, "(^assx)", questions[i].message_ids,
		                      questions[i].address, questions[i].after);
	open_question(asker, WIRE_LOOKUP,
	              g_variant_new("(^aya(assx))", config ? config : "", &body));
}

void
asker_ask_recent(Asker *asker, const char *config, const char *uuid, guint64 revision)
{
	g_return_if_fail(!asker->question);

	open_question(asker, WIRE_RECENT,
	              g_variant_new("(^ayst)", config ? config : "", uuid, revision));
}

void
asker_go_on(Asker *asker)
{
	asker->is_held = false;
	if (asker->child)
		child_go_on(asker->child);
}

bool
asker_is_idle(const Asker *asker)
{
	return !asker->question;
}

void
asker_cancel(Asker *asker)
{
	if (!asker->question)
		return;
	g_clear_pointer(&asker->child, child_free);
	finish_later(asker, g_error_new_literal(G_IO_ERROR, G_IO_ERROR_CANCELLED,
	                                        "the query was cancelled"));
}
