/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * reader.c - jobs in, answers out, one at a time
 */
#include "reader/reader.h"

#include <bounce/bounce.h>

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/wire.h"
#include "reader/lookup.h"
#include "reader/mbox.h"
#include "reader/sandbox.h"
#include "reader/store.h"

/* What is answered is sent when it is so much or so old, or when there is no job. */
#define ANSWERS_BYTES ((guint)16 * 1024)
#define ANSWERS_US (20 * G_TIME_SPAN_MILLISECOND)

/* The largest mail, a few times. */
#define MEMORY_KEPT (8 * 1024 * 1024)

/* Senders that are told together. */
#define WRITERS_MAX 500

/* No message takes a second.  The program would end a reader that is silent for as
 * long, but not while it is stopped itself. */
#define MESSAGE_CPU_S 10

typedef struct {
	BounceKb *kb;
	BounceParser *parser; /* NULL in a reader of the index */
	int out;
	GByteArray *answers; /* to be written to out, together, and ... */
	gint64 sent;         /* ... when that was done last, in monotonic microseconds */
	guint32 job;         /* the one that is being answered, */
	WireType type;       /* and what it is */
	guint64 cpu_until;   /* for sandbox_allow_cpu() */
} Reader;

static void
reader_clear(Reader *reader)
{
	g_clear_pointer(&reader->parser, bounce_parser_free);
	g_clear_pointer(&reader->kb, bounce_kb_unref);
	g_clear_pointer(&reader->answers, g_byte_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Reader, reader_clear)

static bool
send_answers(Reader *reader, GError **error)
{
	reader->sent = g_get_monotonic_time();
	return wire_send(reader->out, reader->answers, error);
}

/* Answers wait for one another, but not long. */
static bool
answer(Reader *reader, WireType type, GVariant *body, GError **error)
{
	if (!wire_put(reader->answers, type, reader->job, body, error))
		return false;
	if (reader->answers->len < ANSWERS_BYTES &&
	    g_get_monotonic_time() - reader->sent < ANSWERS_US)
		return true;
	return send_answers(reader, error);
}

static bool
answer_failed(Reader *reader, const GError *why, GError **error)
{
	guint32 code = why->domain == READERS_ERROR ? (guint32)why->code : READERS_ERROR_READER;
	g_autofree char *message = g_utf8_make_valid(why->message, -1);

	return answer(reader, WIRE_FAILED, g_variant_new("(us)", code, message), error);
}

static bool
answer_store(Reader *reader, const StoreAnswer *found, GError **error)
{
	g_autofree char *database = g_utf8_make_valid(found->database, -1);
	g_autofree char *query = g_utf8_make_valid(found->query, -1);

	return answer(reader, WIRE_STORE,
	              g_variant_new("(sstt^assttttt)", database, query, found->n_matching,
	                            found->n_messages, found->settings, found->uuid,
	                            found->revision, found->written, found->n_entries,
	                            found->n_wide, found->n_tagged),
	              error);
}

static bool
answer_entry(Reader *reader, const StoreEntry *entry, GError **error)
{
	g_autofree char *id = g_utf8_make_valid(entry->message_id, -1);
	GVariant *paths = g_variant_new_bytestring_array((const char *const *)entry->paths->pdata,
	                                                 (gssize)entry->paths->len);

	return answer(reader, WIRE_ENTRY, g_variant_new("(sx@aay)", id, entry->date, paths), error);
}

static bool
answer_done(Reader *reader, GError **error)
{
	return answer(reader, WIRE_DONE, g_variant_new("()"), error);
}

/* Send all that was found.  *why says what the index could not do; error is for
 * the other end being gone. */
static bool
send_entries(Reader *reader, Store *store, GError **why, GError **error)
{
	StoreEntry entry;

	while (store_next(store, &entry, why))
		if (!answer_entry(reader, &entry, error))
			return false;
	return true;
}

static bool
serve_query(Reader *reader, GVariant *body, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autofree const char **terms = NULL;
	gboolean is_sexp, exclude, ids_only, newest;
	StoreAsked asked;
	const char *config;
	guint32 base;

	g_variant_get(body, "(^&ayu^a&aybb&sttttbbuu)", &config, &base, &terms, &is_sexp, &exclude,
	              &asked.uuid, &asked.revision, &asked.n_messages, &asked.n_matching,
	              &asked.written, &ids_only, &newest, &asked.slice, &asked.n_slices);
	asked.base = base;
	asked.terms = terms;
	asked.is_sexp = is_sexp;
	asked.exclude = exclude;
	asked.ids_only = ids_only;
	asked.newest = newest;
	g_autoptr(Store) store = store_open(config, &why);
	const StoreAnswer *found =
		store ? store_ask(store, bounce_kb_notice(reader->kb), &asked, &why) : NULL;
	if (!found)
		return answer_failed(reader, why, error);

	if (!answer_store(reader, found, error) || !send_entries(reader, store, &why, error))
		return false;
	return why ? answer_failed(reader, why, error) : answer_done(reader, error);
}

static bool
serve_lookup(Reader *reader, GVariant *body, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(GVariant) questions = g_variant_get_child_value(body, 1);
	GVariant *findings = NULL;
	const char *config;

	g_variant_get_child(body, 0, "^&ay", &config);
	g_autoptr(Store) store = store_open(config, &why);
	if (store)
		findings = lookup_answer(store, bounce_kb_notice(reader->kb), questions, &why);
	if (!findings)
		return answer_failed(reader, why, error);
	return answer(reader, WIRE_FOUND, g_variant_new("(@a(bx))", findings), error);
}

/* Who wrote, until they are told. */
typedef struct {
	Reader *reader;
	GVariantBuilder *senders;
	size_t n;
	GError *error; /* the other end is gone */
} Writers;

static void
send_writers(Writers *writers)
{
	GVariant *senders = g_variant_builder_end(writers->senders);

	g_variant_builder_init(writers->senders, G_VARIANT_TYPE("a(sx)"));
	writers->n = 0;
	if (!writers->error)
		answer(writers->reader, WIRE_SENDERS, g_variant_new("(@a(sx))", senders),
		       &writers->error);
	else
		g_variant_unref(g_variant_ref_sink(senders));
}

static void
on_wrote(const char *identity, gint64 date, void *user)
{
	Writers *writers = user;

	g_variant_builder_add(writers->senders, "(sx)", identity, date);
	if (++writers->n == WRITERS_MAX)
		send_writers(writers);
}

static bool
serve_recent(Reader *reader, GVariant *body, GError **error)
{
	g_auto(GVariantBuilder) senders = G_VARIANT_BUILDER_INIT(G_VARIANT_TYPE("a(sx)"));
	Writers writers = {reader, &senders, 0, NULL};
	g_autoptr(GError) why = NULL;
	const char *config, *uuid;
	guint64 revision;

	g_variant_get(body, "(^&ay&st)", &config, &uuid, &revision);
	g_autoptr(Store) store = store_open(config, &why);
	bool found = store && lookup_recent(store, bounce_kb_notice(reader->kb), uuid, revision,
	                                    on_wrote, &writers, &why);
	send_writers(&writers);
	if (writers.error) {
		g_propagate_error(error, writers.error);
		return false;
	}
	return found ? answer_done(reader, error) : answer_failed(reader, why, error);
}

static bool
answer_refused(Reader *reader, const MboxMessage *message, const char *why, GError **error)
{
	g_autofree char *text = g_utf8_make_valid(why, -1);

	return answer(reader, WIRE_REFUSED,
	              g_variant_new("(uts)", message->number, message->next, text), error);
}

static bool
answer_shown(Reader *reader, const MboxMessage *message, GError **error)
{
	size_t len = MIN(message->len, WIRE_SHOWN_MAX);
	g_autofree char *part = NULL;
	bool is_cut = len < message->len;
	const char *shown = message->bytes;

	if (reader->type != WIRE_SHOW) {
		part = bounce_extract(reader->type == WIRE_SHOW_HEADER ? BOUNCE_EXTRACT_HEADER
		                                                       : BOUNCE_EXTRACT_STATUS,
		                      message->bytes, len);
		shown = part;
		len = strlen(part);
	}
	return answer(reader, WIRE_SHOWN,
	              g_variant_new("(ut@ayb)", message->number, message->next,
	                            g_variant_new_fixed_array(G_VARIANT_TYPE_BYTE, shown, len, 1),
	                            is_cut),
	              error);
}

static bool
answer_report(Reader *reader, const MboxMessage *message, GError **error)
{
	g_autoptr(BounceReport) report =
		reader->type == WIRE_TEXT
			? bounce_parser_read_text(reader->parser, message->bytes, message->len)
			: bounce_parser_parse(reader->parser, message->bytes, message->len);
	g_autoptr(GByteArray) stored = bounce_report_to_bytes(report);

	return answer(reader, WIRE_REPORT,
	              g_variant_new("(ut@ay)", message->number, message->next,
	                            g_variant_new_fixed_array(G_VARIANT_TYPE_BYTE, stored->data,
	                                                      stored->len, 1)),
	              error);
}

/* Open a mail, and nothing that waits or acts when it is opened. */
static int
open_mail(const char *path, GError **error)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	struct stat info;

	if (fd < 0 || fstat(fd, &info) != 0) {
		int code = errno;

		g_set_error(error, G_IO_ERROR, (int)g_io_error_from_errno(code), "%s",
		            code == ENOENT ? "file gone" : g_strerror(code));
	} else if (!S_ISREG(info.st_mode)) {
		g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE,
		                    S_ISDIR(info.st_mode) ? "is a directory"
		                                          : "is not a regular file");
	} else {
		return fd;
	}
	if (fd >= 0)
		close(fd);
	return -1;
}

typedef struct {
	const char *path;
	const char *refuse; /* why the first message is not to be parsed, or "" */
	MboxMessage at;     /* the next message: its number and offset */
	bool is_answered;   /* the file was one message */
} ParseJob;

static bool
is_show(WireType type)
{
	return type == WIRE_SHOW || type == WIRE_SHOW_HEADER || type == WIRE_SHOW_STATUS;
}

/* Answer for each message of the file.  *why says why the one that the job is at
 * cannot be read. */
static bool
send_reports(Reader *reader, Mbox *mbox, ParseJob *job, GError **why, GError **error)
{
	MboxMessage message;

	for (; mbox_next(mbox, &message, why); job->refuse = "") {
		/* Should this one kill us, those before it are not read again. */
		if (message.number > 1) {
			if (!send_answers(reader, error))
				return false;
			sandbox_allow_cpu(MESSAGE_CPU_S, &reader->cpu_until);
		}

		bool sent = job->refuse[0] ? answer_refused(reader, &message, job->refuse, error)
		            : is_show(reader->type) ? answer_shown(reader, &message, error)
		                                    : answer_report(reader, &message, error);
		if (!sent)
			return false;
		job->at = (MboxMessage){.number = message.number + 1, .next = message.next};
		job->is_answered = message.number == 0;
	}
	return true;
}

static bool
serve_parse(Reader *reader, GVariant *body, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(Mbox) mbox = NULL;
	ParseJob job = {0};
	guint32 number;
	bool sent = true;

	g_variant_get(body, "(^&ayut&s)", &job.path, &number, &job.at.next, &job.refuse);
	sandbox_allow_cpu(MESSAGE_CPU_S, &reader->cpu_until);
	/* A file that cannot even be opened is not known to be an mbox. */
	job.at.number = number > 1 ? number : 0;
	int fd = open_mail(job.path, &why);
	if (fd >= 0)
		mbox = mbox_new(fd, number, job.at.next, &why);
	if (mbox)
		sent = send_reports(reader, mbox, &job, &why, error);
	if (fd >= 0)
		close(fd);

	if (sent && why) {
		sent = answer_refused(reader, &job.at, why->message, error);
		job.is_answered = job.at.number == 0;
	}
	return sent && (job.is_answered || answer_done(reader, error));
}

static bool
serve(Reader *reader, const WireFrame *frame, GError **error)
{
	switch (frame->type) {
	case WIRE_QUERY:
		return serve_query(reader, frame->body, error);
	case WIRE_LOOKUP:
		return serve_lookup(reader, frame->body, error);
	case WIRE_RECENT:
		return serve_recent(reader, frame->body, error);
	case WIRE_PARSE:
	case WIRE_TEXT:
	case WIRE_SHOW:
	case WIRE_SHOW_HEADER:
	case WIRE_SHOW_STATUS:
		if (reader->parser)
			return serve_parse(reader, frame->body, error);
		break;
	default:
		break;
	}
	g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
	            "a frame of type %d is no job of this reader", (int)frame->type);
	return false;
}

static bool
serve_all(Reader *reader, GError **error)
{
	g_autoptr(Wire) wire = wire_new();
	gssize n;

	while ((n = wire_fill(wire, STDIN_FILENO, error)) > 0) {
		g_autoptr(GError) bad = NULL;

		for (;;) {
			g_auto(WireFrame) frame = {0};

			if (!wire_next(wire, &frame, &bad))
				break;
			reader->job = frame.job;
			reader->type = frame.type;
			if (!serve(reader, &frame, error))
				return false;
		}
		if (!send_answers(reader, error))
			return false;
		if (bad) {
			g_propagate_error(error, g_steal_pointer(&bad));
			return false;
		}
	}
	return n == 0;
}

/* Of the knowledge a question to the index needs little. */
static void
open_kb(Reader *reader, const char *data_dir)
{
	g_autofree char *ours = g_build_filename(data_dir, "kb", NULL);
	g_autofree char *users =
		g_build_filename(g_get_user_config_dir(), "notmuch-bounces", "kb", NULL);
	const char *const dirs[] = {ours, users, NULL};

	reader->kb = bounce_kb_open(dirs, NULL);
}

static bool
make_parser(Reader *reader, const char *data_dir, char **verp, GError **error)
{
	g_autofree char *ours = g_build_filename(data_dir, "formats", NULL);
	g_autofree char *users =
		g_build_filename(g_get_user_config_dir(), "notmuch-bounces", "formats", NULL);
	const char *const dirs[] = {ours, users, NULL};

	if (!bounce_kb_check(reader->kb, error))
		return false;
	/* What is wrong with a file, the program that the user started tells. */
	g_autoptr(BounceFormats) formats = bounce_formats_load(dirs, NULL, NULL);
	reader->parser = bounce_parser_new(reader->kb, formats, (const char *const *)verp, error);
	return reader->parser;
}

/* Whoever started the program may have left descriptors open to it, and it to us: what
 * could be written to them is none of our business. */
static void
close_inherited(void)
{
#ifdef SYS_close_range
	if (syscall(SYS_close_range, STDERR_FILENO + 1, ~0U, 0) == 0)
		return;
#endif
	for (int fd = STDERR_FILENO + 1; fd < sysconf(_SC_OPEN_MAX); fd++)
		close(fd);
}

/* GMime, GLib and Xapian print.  The terminal is not theirs, nor is the socket. */
static int
claim_output(void)
{
	int out = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	if (out < 0 || null < 0 || dup2(null, STDOUT_FILENO) < 0 || dup2(null, STDERR_FILENO) < 0)
		return -1;
	close(null);
	return out;
}

/* Memory that a mail took is for the next one: to give it back to the system, and to get
 * it again, would take as long as to read a mail. */
static void
keep_memory(void)
{
#ifdef __GLIBC__
	mallopt(M_MMAP_THRESHOLD, MEMORY_KEPT);
	mallopt(M_TRIM_THRESHOLD, MEMORY_KEPT);
#endif
}

bool
reader_is_meant(int argc, char **argv)
{
	return argc >= 3 &&
	       (g_str_equal(argv[1], READER_OF_MAIL) || g_str_equal(argv[1], READER_OF_INDEX));
}

int
reader_main(char **argv)
{
	g_auto(Reader) reader = {.answers = g_byte_array_new()};
	const bool is_of_mail = g_str_equal(argv[1], READER_OF_MAIL);
	g_autoptr(GError) why = NULL;

	close_inherited();
	reader.out = claim_output();
	if (reader.out < 0)
		return EXIT_FAILURE;
	/* ^C is for the program to answer; the reader ends when its work does. */
	signal(SIGINT, SIG_IGN);
	keep_memory();
	const char *unlimited = sandbox_enter();

	open_kb(&reader, argv[2]);
	if (is_of_mail && !make_parser(&reader, argv[2], argv + 3, &why)) {
		answer_failed(&reader, why, NULL);
		send_answers(&reader, NULL);
		return EXIT_FAILURE;
	}
	if (!answer(&reader, WIRE_READY, g_variant_new("(s)", unlimited), NULL) ||
	    !send_answers(&reader, NULL))
		return EXIT_FAILURE;
	/* The first answer is waited for. */
	reader.sent = 0;
	return serve_all(&reader, NULL) ? EXIT_SUCCESS : EXIT_FAILURE;
}
