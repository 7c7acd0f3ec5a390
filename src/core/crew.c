/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * crew.c - who parses what, and what becomes of it when a reader dies
 *
 * Each hand works off its jobs in order, and answers for many at once.  When it dies
 * its jobs go back to the head of the queue, and are done one at a time, until the one
 * that kills a reader is found.
 *
 * Any event may free the crew: a function that calls one holds it, does that
 * last, and looks at is_closed before anything else.
 */
#include "core/crew.h"

#include <string.h>

#include "core/child.h"

/* More hands than this wait for the disk and for each other. */
#define HANDS_MAX 8

/* Enough that a reader never waits for us, and is woken up for many at once; few enough
 * that they fit into the socket whole, so that sending never blocks. */
#define JOBS_IN_HAND_MAX 32
/* With so many left a reader gets more. */
#define JOBS_IN_HAND_LOW 8

/* The worst message known takes a third of a second. */
#define PATIENCE_S 10

/* As many mails are read while a reader is started: with fewer that wait it would be there
 * when they have been. */
#define JOBS_FOR_ANOTHER 128

/* A file to read.  There may be a million of them: one allocation each. */
typedef struct {
	guint64 ticket;
	guint64 offset; /* of the message to go on with */
	char *why;      /* that message killed a reader: how; else NULL */
	guint32 number; /* of that message, from 1; 0 when it cannot be an mbox */
	WireType type;  /* PARSE, TEXT or SHOW */
	char path[];
} Job;

typedef struct {
	Crew *crew;
	Child *child;   /* NULL while it is not needed */
	GQueue jobs;    /* of Job *, as they were sent */
	guint32 n_done; /* jobs; the first of the others has the next number */
} Hand;

struct Crew {
	char *program;
	char *data_dir;
	char **verp; /* or NULL */
	const ReadersEvents *events;
	void *user;
	bool is_closed; /* freed, while one of our functions still runs */
	GQueue queue;   /* of Job *, not in hand */
	Hand *hands;
	unsigned n_hands;
	unsigned n_false_starts; /* on end */
	char *broken;            /* why there can be no reader */
	guint feeding;
	guint refusing;
	/* A reader has died with several jobs in hand, and it is not known of which.  They
	 * stand at the head of the queue, and so many jobs are done one at a time. */
	guint n_alone;
};

static const WireType show_types[] = {
	[SHOW_MAIL] = WIRE_SHOW,
	[SHOW_HEADER] = WIRE_SHOW_HEADER,
	[SHOW_STATUS] = WIRE_SHOW_STATUS,
};

/* The end of this file: a hand that ends is followed by another. */
static const ChildEvents hand_events;

static Job *
job_new(WireType type, guint64 ticket, const char *path, bool may_be_mbox)
{
	size_t size = strlen(path) + 1;
	Job *job = g_malloc0(sizeof(Job) + size);

	job->type = type;
	job->ticket = ticket;
	job->number = may_be_mbox;
	memcpy(job->path, path, size);
	return job;
}

static void
job_free(Job *job)
{
	g_free(job->why);
	g_free(job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Job, job_free)

static void
clear_jobs(GQueue *jobs)
{
	g_queue_clear_full(jobs, (GDestroyNotify)job_free);
}

static void
dispose(void *data)
{
	Crew *crew = data;

	g_free(crew->program);
	g_free(crew->data_dir);
	g_strfreev(crew->verp);
	g_free(crew->hands);
	g_free(crew->broken);
}

static void
release(Crew *crew)
{
	g_rc_box_release_full(crew, dispose);
}

typedef Crew HeldCrew;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HeldCrew, release)

/* What the file still has to give is that it cannot be read. */
static void
refuse(Crew *crew, const Job *job, const char *why)
{
	unsigned number = job->number > 1 ? job->number : 0;

	crew->events->refused(job->ticket, number, why, crew->user);
	if (!crew->is_closed)
		crew->events->parsed(job->ticket, crew->user);
}

static gboolean
on_refusing(void *data)
{
	g_autoptr(HeldCrew) crew = g_rc_box_acquire(data);

	crew->refusing = 0;
	while (!crew->is_closed && !g_queue_is_empty(&crew->queue)) {
		g_autoptr(Job) job = g_queue_pop_head(&crew->queue);

		refuse(crew, job, crew->broken);
	}
	return G_SOURCE_REMOVE;
}

/* Later: who hands in work does not expect the answer at once. */
static void
refuse_all(Crew *crew)
{
	if (!crew->refusing)
		crew->refusing = g_idle_add(on_refusing, crew);
}

static void
take_back(Hand *hand)
{
	while (!g_queue_is_empty(&hand->jobs))
		g_queue_push_head(&hand->crew->queue, g_queue_pop_tail(&hand->jobs));
}

static void
end_hands(Crew *crew)
{
	for (unsigned i = 0; i < crew->n_hands; i++) {
		g_clear_pointer(&crew->hands[i].child, child_free);
		take_back(&crew->hands[i]);
	}
}

static void
break_down(Crew *crew, const char *why)
{
	end_hands(crew);
	g_free(crew->broken);
	crew->broken = g_strdup(why);
}

static bool
is_started(Hand *hand)
{
	Crew *crew = hand->crew;
	g_autoptr(GError) error = NULL;

	if (hand->child)
		return true;
	hand->n_done = 0;
	const ChildOptions options = {crew->program, crew->data_dir, READER_OF_MAIL,
	                              (const char *const *)crew->verp};
	hand->child = child_new(&options, &hand_events, hand, &error);
	if (!hand->child)
		break_down(crew, error->message);
	return hand->child;
}

static void
give(Hand *hand, Job *job)
{
	g_queue_push_tail(&hand->jobs, job);
	child_put(hand->child, job->type, hand->n_done + hand->jobs.length,
	          g_variant_new("(^ayuts)", job->path, job->number, job->offset,
	                        job->why ? job->why : ""));
	child_set_patience(hand->child, PATIENCE_S);
}

static guint
jobs_in_hand_max(const Crew *crew)
{
	return crew->n_alone > 0 ? 1 : JOBS_IN_HAND_MAX;
}

/* Who has least to do; who is not there yet only when nobody is, or all others have enough
 * and much is left.  NULL when all have enough. */
static Hand *
choose_hand(Crew *crew)
{
	Hand *least = NULL, *absent = NULL;
	bool is_any_there = false;

	for (unsigned i = crew->n_hands; i-- > 0;) {
		Hand *hand = &crew->hands[i];

		is_any_there = is_any_there || hand->child;
		if (!hand->child)
			absent = hand;
		else if (hand->jobs.length < jobs_in_hand_max(crew) &&
		         (!least || hand->jobs.length <= least->jobs.length))
			least = hand;
	}
	if (least)
		return least;
	return is_any_there && crew->queue.length < JOBS_FOR_ANOTHER ? NULL : absent;
}

static void
send_jobs(Crew *crew)
{
	for (unsigned i = 0; i < crew->n_hands; i++)
		if (crew->hands[i].child)
			child_send(crew->hands[i].child);
}

/* Hand out what can be; calls no event. */
static void
feed(Crew *crew)
{
	while (!crew->broken && !g_queue_is_empty(&crew->queue)) {
		Hand *hand = choose_hand(crew);

		if (!hand)
			break;
		/* The others work while one is started. */
		if (!hand->child)
			send_jobs(crew);
		if (is_started(hand))
			give(hand, g_queue_pop_head(&crew->queue));
	}
	send_jobs(crew);
	if (crew->broken)
		refuse_all(crew);
}

static gboolean
on_feeding(void *data)
{
	Crew *crew = data;

	crew->feeding = 0;
	feed(crew);
	return G_SOURCE_REMOVE;
}

/* Together with what else comes now. */
static void
feed_soon(Crew *crew)
{
	if (!crew->feeding && choose_hand(crew))
		crew->feeding = g_idle_add_full(G_PRIORITY_DEFAULT, on_feeding, crew, NULL);
}

/* A message of the job has been answered; the next one is at offset.  false when
 * that was not the message that was due. */
static bool
advance(Job *job, guint32 number, guint64 offset)
{
	if (number != job->number && (number != 0 || job->number != 1))
		return false;
	g_clear_pointer(&job->why, g_free);
	job->number = number + 1;
	job->offset = offset;
	return true;
}

static bool
is_show(const Job *job)
{
	for (size_t i = 0; i < G_N_ELEMENTS(show_types); i++)
		if (job->type == show_types[i])
			return true;
	return false;
}

/* The job at hand is done, and the caller's. */
static Job *
finish(Hand *hand)
{
	Crew *crew = hand->crew;
	Job *job = g_queue_pop_head(&hand->jobs);

	hand->n_done++;
	if (g_queue_is_empty(&hand->jobs)) {
		child_set_patience(hand->child, 0);
		crew->n_alone -= MIN(crew->n_alone, 1);
	}
	if (hand->jobs.length < JOBS_IN_HAND_LOW)
		feed_soon(crew);
	return job;
}

/* A file that is one message needs no more than its answer. */
static Job *
finish_whole(Hand *hand, guint32 number)
{
	return number == 0 ? finish(hand) : NULL;
}

/* After the event that gave its answer; job may be NULL. */
static void
tell_parsed(Crew *crew, const Job *job)
{
	if (job && !crew->is_closed)
		crew->events->parsed(job->ticket, crew->user);
}

static bool
on_report(Hand *hand, Job *job, GVariant *body)
{
	Crew *crew = hand->crew;
	const guint64 ticket = job->ticket;
	g_autoptr(GVariant) stored = NULL;
	guint32 number;
	guint64 offset;
	gsize len;

	g_variant_get(body, "(ut@ay)", &number, &offset, &stored);
	const void *bytes = g_variant_get_fixed_array(stored, &len, 1);
	g_autoptr(BounceReport) report = bounce_report_from_bytes(bytes, len, NULL);
	if (is_show(job) || !report || !advance(job, number, offset))
		return false;
	g_autoptr(Job) whole = finish_whole(hand, number);
	crew->events->report(ticket, number, report, crew->user);
	tell_parsed(crew, whole);
	return true;
}

static bool
on_shown(Hand *hand, Job *job, GVariant *body)
{
	Crew *crew = hand->crew;
	const guint64 ticket = job->ticket;
	g_autoptr(GVariant) bytes = NULL;
	gboolean is_cut;
	guint32 number;
	guint64 offset;
	ShownMail mail;

	g_variant_get(body, "(ut@ayb)", &number, &offset, &bytes, &is_cut);
	if (!is_show(job) || !advance(job, number, offset))
		return false;
	mail.bytes = g_variant_get_fixed_array(bytes, &mail.len, 1);
	if (mail.len == 0)
		mail.bytes = "";
	mail.is_cut = is_cut;
	g_autoptr(Job) whole = finish_whole(hand, number);
	crew->events->shown(ticket, &mail, crew->user);
	tell_parsed(crew, whole);
	return true;
}

static bool
on_refused(Hand *hand, Job *job, GVariant *body)
{
	Crew *crew = hand->crew;
	const guint64 ticket = job->ticket;
	const char *why;
	guint32 number;
	guint64 offset;

	g_variant_get(body, "(ut&s)", &number, &offset, &why);
	if (!advance(job, number, offset))
		return false;
	g_autoptr(Job) whole = finish_whole(hand, number);
	crew->events->refused(ticket, number, why, crew->user);
	tell_parsed(crew, whole);
	return true;
}

static bool
on_done(Hand *hand)
{
	g_autoptr(Job) job = finish(hand);

	hand->crew->events->parsed(job->ticket, hand->crew->user);
	return true;
}

static bool
on_frame(const WireFrame *frame, void *user)
{
	Hand *hand = user;
	g_autoptr(HeldCrew) crew = g_rc_box_acquire(hand->crew);
	Job *job = g_queue_peek_head(&hand->jobs);

	if (!job || frame->job != hand->n_done + 1)
		return false;
	switch (frame->type) {
	case WIRE_REPORT:
		return on_report(hand, job, frame->body);
	case WIRE_SHOWN:
		return on_shown(hand, job, frame->body);
	case WIRE_REFUSED:
		return on_refused(hand, job, frame->body);
	case WIRE_DONE:
		return on_done(hand);
	default:
		return false;
	}
}

static void
count_false_start(Crew *crew, const char *how)
{
	g_autofree char *why = g_strdup_printf("the reader %s before it began", how);

	if (++crew->n_false_starts >= CHILD_FALSE_STARTS_MAX)
		break_down(crew, why);
}

/* Have the message that a reader died of refused by the next, which knows where
 * it ends.  A job that no reader survives is given up, and is the caller's. */
static Job *
blame(Hand *hand, const char *how)
{
	Crew *crew = hand->crew;
	Job *job;

	if (hand->jobs.length > 1)
		crew->n_alone = hand->jobs.length;
	if (hand->jobs.length != 1)
		return NULL;
	job = g_queue_pop_head(&hand->jobs);
	if (job->why)
		return job;
	job->why = g_strdup_printf("the reader %s at this message", how);
	g_queue_push_head(&crew->queue, job);
	return NULL;
}

static void
on_died(const char *how, bool had_begun, void *user)
{
	Hand *hand = user;
	g_autoptr(HeldCrew) crew = g_rc_box_acquire(hand->crew);
	g_autoptr(Job) hopeless = NULL;

	g_clear_pointer(&hand->child, child_free);
	if (had_begun) {
		crew->n_false_starts = 0;
		hopeless = blame(hand, how);
	} else {
		count_false_start(crew, how);
	}
	take_back(hand);
	feed(crew);
	if (hopeless)
		refuse(crew, hopeless, hopeless->why);
}

static const ChildEvents hand_events = {.frame = on_frame, .died = on_died};

Crew *
crew_new(const char *program, const char *data_dir, unsigned n_processes,
         const ReadersEvents *events, void *user)
{
	Crew *crew = g_rc_box_new0(Crew);

	crew->program = g_strdup(program);
	crew->data_dir = g_strdup(data_dir);
	crew->events = events;
	crew->user = user;
	crew->n_hands = MIN(n_processes, HANDS_MAX);
	crew->hands = g_new0(Hand, crew->n_hands);
	for (unsigned i = 0; i < crew->n_hands; i++)
		crew->hands[i].crew = crew;
	return crew;
}

void
crew_free(Crew *crew)
{
	crew->is_closed = true;
	crew_cancel(crew);
	if (crew->feeding)
		g_source_remove(crew->feeding);
	if (crew->refusing)
		g_source_remove(crew->refusing);
	release(crew);
}

/* NULL is none. */
static bool
are_equal(const char *const *a, const char *const *b)
{
	static const char *const none[] = {NULL};

	return g_strv_equal(a ? a : none, b ? b : none);
}

void
crew_set_verp(Crew *crew, const char *const *patterns)
{
	if (are_equal((const char *const *)crew->verp, patterns))
		return;
	g_strfreev(crew->verp);
	crew->verp = g_strdupv((char **)patterns);
	/* Who has jobs goes on as it was started. */
	for (unsigned i = 0; i < crew->n_hands; i++)
		if (g_queue_is_empty(&crew->hands[i].jobs))
			g_clear_pointer(&crew->hands[i].child, child_free);
}

void
crew_prepare(Crew *crew)
{
	if (!crew->broken)
		is_started(crew->hands);
}

void
crew_parse(Crew *crew, guint64 ticket, const char *path, bool may_be_mbox)
{
	g_queue_push_tail(&crew->queue, job_new(WIRE_PARSE, ticket, path, may_be_mbox));
	feed_soon(crew);
}

void
crew_read_text(Crew *crew, guint64 ticket, const char *path)
{
	g_queue_push_tail(&crew->queue, job_new(WIRE_TEXT, ticket, path, false));
	feed_soon(crew);
}

void
crew_show(Crew *crew, guint64 ticket, const char *path, Show what)
{
	g_queue_push_tail(&crew->queue, job_new(show_types[what], ticket, path, false));
	feed_soon(crew);
}

void
crew_split(Crew *crew, guint64 ticket, const char *path)
{
	g_queue_push_tail(&crew->queue, job_new(WIRE_SHOW, ticket, path, true));
	feed_soon(crew);
}

bool
crew_is_idle(const Crew *crew)
{
	for (unsigned i = 0; i < crew->n_hands; i++)
		if (crew->hands[i].jobs.length > 0)
			return false;
	return crew->queue.length == 0;
}

void
crew_cancel(Crew *crew)
{
	end_hands(crew);
	clear_jobs(&crew->queue);
}
