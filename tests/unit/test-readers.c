/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-readers.c - what the program makes of readers that die, hang and lie
 *
 * The reader is this program, started anew as one would start a real reader; the
 * file it is to parse, or the term it is to search for, is what it does.
 */
#include "core/readers.h"

#include <gio/gio.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/child.h"
#include "core/wire.h"
#include "log.h"
#include "reader/reader.h"
#include "unit.h"

/* ---- the reader */

static void
say(WireType type, guint32 job, GVariant *body)
{
	g_autoptr(GByteArray) out = g_byte_array_new();

	wire_put(out, type, job, body, NULL);
	wire_send(STDOUT_FILENO, out, NULL);
}

static void
refuse(guint32 job, guint32 number, const char *why)
{
	say(WIRE_REFUSED, job, g_variant_new("(uts)", number, (guint64)number * 100, why));
}

static void
done(guint32 job)
{
	say(WIRE_DONE, job, g_variant_new("()"));
}

/* Three messages, the second of which nobody survives. */
static void
act_mbox(guint32 job, guint32 number, guint64 offset, const char *why)
{
	if (offset != (number - 1) * 100)
		exit(4);
	for (; number <= 3; number++, why = "") {
		if (number == 2 && !why[0])
			abort();
		refuse(job, number, why[0] ? why : "read");
	}
	done(job);
}

static void
act_lie(guint32 job, const char *what)
{
	if (strcmp(what, "noise") == 0)
		send(STDOUT_FILENO, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 12, 0);
	else if (strcmp(what, "other job") == 0)
		done(job + 1);
	else if (strcmp(what, "other number") == 0)
		refuse(job, 5, "read");
	else if (strcmp(what, "no report") == 0)
		say(WIRE_REPORT, job, g_variant_new_parsed("(@u 0, @t 0, [@y 120])"));
	else if (strcmp(what, "no answer") == 0)
		say(WIRE_PARSE, job, g_variant_new("(^ayuts)", "x", 1, (guint64)0, ""));
	else if (strcmp(what, "exit") == 0)
		exit(3);
	else if (strcmp(what, "crash") == 0)
		kill(getpid(), SIGKILL);
}

static void
act_parse(guint32 job, GVariant *body, const char *verp)
{
	g_autofree char *pid = g_strdup_printf("%d", (int)getpid());
	const char *path, *why;
	guint32 number;
	guint64 offset;

	g_variant_get(body, "(^&ayut&s)", &path, &number, &offset, &why);
	if (strcmp(path, "mbox") == 0) {
		act_mbox(job, number, offset, why);
		return;
	}
	if (strcmp(path, "verp") == 0)
		why = verp ? verp : "none";
	if (strcmp(path, "who") == 0)
		why = pid;
	if (strcmp(path, "nice") == 0)
		why = nice(0) > 0 ? "nice" : "not nice";
	if (!why[0])
		act_lie(job, path);
	if (strcmp(path, "deadly") == 0)
		abort();
	refuse(job, 0, why[0] ? why : "read");
	if (strcmp(path, "late") == 0)
		abort();
	if (strcmp(path, "twice") == 0)
		done(job);
}

static void
act_text(guint32 job, GVariant *body)
{
	g_autofree char *text = g_variant_print(body, FALSE);

	refuse(job, 0, text);
}

static GVariant *
show_bytes(void)
{
	static const char bytes[] = "\0\xff\n";

	return g_variant_new_fixed_array(G_VARIANT_TYPE_BYTE, bytes, sizeof(bytes) - 1, 1);
}

/* A file "report" gets an answer of another kind. */
static void
act_show(guint32 job, GVariant *body)
{
	const char *path, *why;
	guint32 number;
	guint64 offset;

	g_variant_get(body, "(^&ayut&s)", &path, &number, &offset, &why);
	if (*why != '\0')
		refuse(job, 0, why);
	else
		say(g_str_equal(path, "report") ? WIRE_READY : WIRE_SHOWN, job,
		    g_str_equal(path, "report")
		            ? g_variant_new("(s)", "")
		            : g_variant_new("(ut@ayb)", 0, (guint64)9, show_bytes(), TRUE));
}

static void
say_entry(guint32 job, const char *id)
{
	static const char *const paths[] = {"/a", "/b", NULL};

	say(WIRE_ENTRY, job, g_variant_new("(sx^aay)", id, (gint64)1, paths));
}

/* The number of the job is that of the try. */
static void
act_query(guint32 job, GVariant *body)
{
	static const char *const settings[] = {"bounces.mailer", "mail %i", NULL};
	g_autofree const char **terms = NULL;
	const char *config;

	g_variant_get(body, "(^&ayu^a&aybbsttttbbuu)", &config, NULL, &terms, NULL, NULL, NULL,
	              NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
	if (strcmp(terms[0], "wrong") == 0) {
		say(WIRE_FAILED, job, g_variant_new("(us)", READERS_ERROR_QUERY, "why\nwhat"));
		return;
	}
	if (strcmp(terms[0], "broken") == 0 || (strcmp(terms[0], "begins late") == 0 && job < 3)) {
		say(WIRE_FAILED, job, g_variant_new("(us)", READERS_ERROR_DATABASE, "why\nwhat"));
		return;
	}
	if (strcmp(terms[0], "no store") != 0)
		say(WIRE_STORE, job,
		    g_variant_new("(sstt@assttttt)", "db", "q", (guint64)5, (guint64)9,
		                  g_variant_new_strv(settings, -1), "uuid", (guint64)7, (guint64)0,
		                  (guint64)3, (guint64)0, (guint64)0));
	say_entry(job, job % 2 ? "a" : "b");
	if (strcmp(terms[0], "dies") == 0 || (strcmp(terms[0], "dies once") == 0 && job == 1))
		abort();
	if (strcmp(terms[0], "fails once") == 0 && job == 1) {
		say(WIRE_FAILED, job, g_variant_new("(us)", READERS_ERROR_DATABASE, "why\nwhat"));
		return;
	}
	if (strcmp(terms[0], "short") != 0 && (strcmp(terms[0], "short once") != 0 || job > 1)) {
		say_entry(job, job % 2 ? "b" : "a");
		say_entry(job, "c");
	}
	done(job);
}

/* What it does is the address of the only question. */
static void
act_lookup(guint32 job, GVariant *body)
{
	g_autoptr(GVariant) questions = g_variant_get_child_value(body, 1);
	GVariantBuilder findings;
	const char *what;

	g_variant_get_child(questions, 0, "(as&sx)", NULL, &what, NULL);
	if (strcmp(what, "dies") == 0 || (strcmp(what, "dies once") == 0 && job == 1))
		abort();
	if (strcmp(what, "wrong") == 0) {
		say(WIRE_FAILED, job, g_variant_new("(us)", READERS_ERROR_DATABASE, "why\nwhat"));
		return;
	}
	if (strcmp(what, "done") == 0) {
		done(job);
		return;
	}
	g_variant_builder_init(&findings, G_VARIANT_TYPE("a(bx)"));
	g_variant_builder_add(&findings, "(bx)", TRUE, (gint64)7);
	if (strcmp(what, "two") == 0)
		g_variant_builder_add(&findings, "(bx)", FALSE, (gint64)0);
	say(WIRE_FOUND, job, g_variant_new("(a(bx))", &findings));
	if (strcmp(what, "goes on") == 0)
		done(job);
}

static int
reader(const char *verp)
{
	g_autoptr(Wire) wire = wire_new();

	say(WIRE_READY, 0, g_variant_new("(s)", ""));
	while (wire_fill(wire, STDIN_FILENO, NULL) > 0)
		for (;;) {
			g_auto(WireFrame) frame = {0};

			if (!wire_next(wire, &frame, NULL))
				break;
			if (frame.type == WIRE_PARSE)
				act_parse(frame.job, frame.body, verp);
			else if (frame.type == WIRE_TEXT)
				act_text(frame.job, frame.body);
			else if (frame.type == WIRE_SHOW || frame.type == WIRE_SHOW_STATUS)
				act_show(frame.job, frame.body);
			else if (frame.type == WIRE_LOOKUP)
				act_lookup(frame.job, frame.body);
			else
				act_query(frame.job, frame.body);
		}
	return EXIT_SUCCESS;
}

/* ---- the tests; their state is the program to start */

static void
test_parse(void **state)
{
	static const struct {
		const char *path, *want;
	} cases[] = {
		{"ok", "1 refused 0 read\n1 parsed\n"},
		{"crash", "1 refused 0 the reader was killed by signal 9 (Killed) at "
	                  "this message\n1 parsed\n"},
		{"exit", "1 refused 0 the reader exited with status 3 at this message\n1 parsed\n"},
		/* not even to be refused */
		{"deadly", "1 refused 0 the reader was killed by signal 6 (Aborted) at this "
	                   "message\n1 parsed\n"},
		/* what is done by then is done */
		{"late", "1 refused 0 read\n1 parsed\n"},
		{"twice", "1 refused 0 read\n1 parsed\n"},
		{"mbox",
	         "1 refused 1 read\n1 refused 2 the reader was killed by signal 6 (Aborted) "
	         "at this message\n1 refused 3 read\n1 parsed\n"},
		{"noise", "1 refused 0 the reader sent what cannot be read at this message\n"
	                  "1 parsed\n"},
		{"other job",
	         "1 refused 0 the reader gave an answer that was not asked for at this "
	         "message\n1 parsed\n"},
		{"other number", "1 refused 0 the reader gave an answer that was not asked for at "
	                         "this message\n1 parsed\n"},
		{"no report",
	         "1 refused 0 the reader gave an answer that was not asked for at this "
	         "message\n1 parsed\n"},
		{"no answer",
	         "1 refused 0 the reader gave an answer that was not asked for at this "
	         "message\n1 parsed\n"},
	};

	for_each_case(c, cases) {
		g_auto(Log) log = log_new();

		log.readers = readers_new(*state, "fake", 1, &log_events, &log);
		readers_parse(log.readers, 1, c->path, true);
		log_wait(&log);
		check(strcmp(log.text->str, c->want) == 0, "%s:\n%s", c->path, log.text->str);
	}
}

/* A text is a job of its own type, and one message. */
static void
test_text(void **state)
{
	g_auto(Log) log = log_new();

	log.readers = readers_new(*state, "fake", 1, &log_events, &log);
	readers_read_text(log.readers, 1, "ok");
	log_wait(&log);
	assert_string_equal(log.text->str, "1 refused 0 (b'ok', 0, 0, '')\n1 parsed\n");
}

static void
test_show(void **state)
{
	g_auto(Log) log = log_new();

	log.readers = readers_new(*state, "fake", 1, &log_events, &log);
	readers_show(log.readers, 1, "ok", SHOW_MAIL);
	log_wait(&log);
	assert_string_equal(log.text->str, "1 shown 00ff0a and more\n1 parsed\n");

	/* who talks nonsense is killed, and the file is refused */
	g_string_truncate(log.text, 0);
	readers_show(log.readers, 2, "report", SHOW_STATUS);
	log_wait(&log);
	assert_true(g_str_has_prefix(log.text->str, "2 refused 0 the reader"));
	assert_true(g_str_has_suffix(log.text->str, "2 parsed\n"));
}

/* Enough for several readers. */
#define MANY 300

static guint
count_readers(const char *program, unsigned n_processes, guint64 n_files)
{
	g_autoptr(GHashTable) pids = g_hash_table_new(g_str_hash, g_str_equal);
	g_auto(Log) log = log_new();

	log.readers = readers_new(program, "fake", n_processes, &log_events, &log);
	for (guint64 i = 0; i < n_files; i++)
		readers_parse(log.readers, i, "who", false);
	log_wait(&log);

	g_auto(GStrv) lines = g_strsplit(log.text->str, "\n", -1);
	for (char **line = lines; *line; line++)
		if (strstr(*line, " refused 0 "))
			g_hash_table_add(pids, strrchr(*line, ' '));
	return g_hash_table_size(pids);
}

/* Others are started when there is so much to do that they come in time. */
static void
test_another(void **state)
{
	cpu_set_t all, one;

	assert_int_equal(count_readers(*state, 3, 1), 1);
	assert_int_equal(count_readers(*state, 3, 100), 1);
	assert_in_range(count_readers(*state, 3, MANY), 2, 3);

	/* None that would have to share a processor with another. */
	assert_int_equal(sched_getaffinity(0, sizeof all, &all), 0);
	CPU_ZERO(&one);
	for (size_t i = 0; CPU_COUNT(&one) == 0; i++)
		if (CPU_ISSET(i, &all))
			CPU_SET(i, &one);
	assert_int_equal(sched_setaffinity(0, sizeof one, &one), 0);
	assert_int_equal(count_readers(*state, 0, MANY), 1);
	assert_int_equal(sched_setaffinity(0, sizeof all, &all), 0);
}

/* A death costs its own message only, and nothing is said twice. */
static void
test_many(void **state)
{
	for (unsigned n_processes = 1; n_processes <= 3; n_processes++) {
		g_auto(Log) log = log_new();

		log.readers = readers_new(*state, "fake", n_processes, &log_events, &log);
		for (guint64 i = 0; i < MANY; i++)
			readers_parse(log.readers, i, i % 20 == 7 ? "crash" : "ok", true);
		assert_int_equal(log.text->len, 0);
		log_wait(&log);

		for (unsigned i = 0; i < MANY; i++) {
			g_autofree char *want = g_strdup_printf(
				"\n%u refused 0 %s", i, i % 20 == 7 ? "the reader was" : "read\n");
			g_autofree char *parsed = g_strdup_printf("\n%u parsed\n", i);
			g_autofree char *text = g_strconcat("\n", log.text->str, NULL);
			const char *hit = strstr(text, want);

			check(hit && !strstr(hit + 1, want), "%u of %u: refused", i, n_processes);
			check(strstr(hit, parsed), "%u of %u: parsed", i, n_processes);
		}
	}
}

/* Until a reader has said all that it was going to. */
static void
wait_some(const Log *log)
{
	gint64 end = g_get_monotonic_time() + 20 * G_TIME_SPAN_MILLISECOND;

	while (g_get_monotonic_time() < end && !readers_idle(log->readers)) {
		g_main_context_iteration(NULL, FALSE);
		g_usleep(1000);
	}
}

static void
test_query(void **state)
{
	static const struct {
		const char *term, *want;
	} cases[] = {
		{"fine", "store 5\nentry a 2\nentry b 2\nentry c 2\nend\n"},
		{"dies once", "store 5\nentry a 2\nstore 5\nentry b 2\nentry c 2\nend\n"},
		{"fails once", "store 5\nentry a 2\nstore 5\nentry b 2\nentry c 2\nend\n"},
		{"begins late", "store 5\nentry a 2\nentry b 2\nentry c 2\nend\n"},
		{"broken", "end 2 why\nwhat\n"},
		{"short once", "store 5\nentry a 2\nstore 5\nentry b 2\nentry c 2\nend\n"},
		{"short",
	         "store 5\nentry a 2\nstore 5\nentry b 2\nstore 5\n"
	         "end 6 the mail database changed while it was read: 2 of 3 messages came\n"
	         "Read again when no other program writes to it.\n"},
		{"dies",
	         "store 5\nentry a 2\nstore 5\nentry b 2\nstore 5\n"
	         "end 4 the reader was killed by signal 6 (Aborted) while it asked the mail "
	         "database, 3 times\nRead again when no other program writes to it.\n"},
		{"wrong", "end 3 why\nwhat\n"},
		{"no store",
	         "end 4 the reader gave an answer that was not asked for while it asked "
	         "the mail database, 3 times\n"
	         "Read again when no other program writes to it.\n"},
	};

	for_each_case(c, cases) {
		g_auto(Log) log = log_new();
		const char *const terms[] = {c->term, NULL};

		log.readers = readers_new(*state, "fake", 1, &log_events, &log);
		readers_query(log.readers, &(StoreQuery){.terms = terms});
		log_wait(&log);
		check(strcmp(log.text->str, c->want) == 0, "%s:\n%s", c->term, log.text->str);

		g_string_truncate(log.text, 0);
		readers_query(log.readers, &(StoreQuery){.terms = terms, .is_held = true});
		while (log.text->len == 0)
			g_main_context_iteration(NULL, TRUE);
		wait_some(&log);
		check(!strstr(log.text->str, "entry"), "%s, held:\n%s", c->term, log.text->str);
		readers_go_on(log.readers);
		log_wait(&log);
		check(strcmp(log.text->str, c->want) == 0, "%s, held:\n%s", c->term, log.text->str);
	}
}

static void
test_look_up(void **state)
{
	static const struct {
		const char *address, *want;
	} cases[] = {
		{"fine", "found 1 7\nfound\n"},
		{"dies once", "found 1 7\nfound\n"},
		{"goes on", "found 1 7\nfound\n"},
		{"dies", "found 4 the reader was killed by signal 6 (Aborted) while it asked the "
	                 "mail database, 3 times\nRead again when no other program writes to "
	                 "it.\n"},
		{"two", "found 4 the reader gave an answer that was not asked for while it asked "
	                "the mail database, 3 times\nRead again when no other program writes to "
	                "it.\n"},
		{"done", "found 4 the reader gave an answer that was not asked for while it asked "
	                 "the mail database, 3 times\nRead again when no other program writes to "
	                 "it.\n"},
		{"wrong", "found 2 why\nwhat\n"},
	};

	for_each_case(c, cases) {
		g_auto(Log) log = log_new();
		const char *const ids[] = {"id", NULL};
		const StoreQuestion question = {ids, c->address, 5};

		log.readers = readers_new(*state, "fake", 1, &log_events, &log);
		readers_look_up(log.readers, NULL, &question, 1);
		log_wait(&log);
		check(strcmp(log.text->str, c->want) == 0, "%s:\n%s", c->address, log.text->str);

		/* and there is another time */
		g_string_truncate(log.text, 0);
		readers_look_up(log.readers, NULL, &(StoreQuestion){ids, "fine", 5}, 1);
		log_wait(&log);
		check(strcmp(log.text->str, "found 1 7\nfound\n") == 0, "after %s:\n%s", c->address,
		      log.text->str);
	}
}

static void
test_cancel_look_up(void **state)
{
	static const char *const ids[] = {NULL};
	g_auto(Log) log = log_new();

	log.readers = readers_new(*state, "fake", 1, &log_events, &log);
	readers_look_up(log.readers, NULL, &(StoreQuestion){ids, "fine", 5}, 1);
	readers_cancel(log.readers);
	log_wait(&log);
	assert_string_equal(log.text->str, "found 19 the query was cancelled\n");
}

static void
test_no_reader(void **state)
{
	static const struct {
		const char *program, *why;
	} cases[] = {
		{"/bin/false", "the reader exited with status 1 before it began"},
		{"/nonexistent/reader", "Failed to spawn child process “/nonexistent/reader” "
	                                "(No such file or directory)"},
	};
	static const char *const no_terms[] = {NULL};

	for_each_case(c, cases) {
		g_auto(Log) files = log_new(), query = log_new();
		g_autofree char *want_files = g_strdup_printf(
			"1 refused 0 %s\n1 parsed\n2 refused 0 %s\n2 parsed\n", c->why, c->why);
		g_autofree char *want_query =
			g_strdup_printf("end 4 no mail can be read: %s\n"
		                        "Install the program anew; its data should be in fake.\n",
		                        c->why);

		files.readers = readers_new(c->program, "fake", 1, &log_events, &files);
		readers_parse(files.readers, 1, "ok", true);
		readers_parse(files.readers, 2, "ok", true);
		log_wait(&files);
		check(strcmp(files.text->str, want_files) == 0, "%s:\n%s", c->program,
		      files.text->str);

		query.readers = readers_new(c->program, "fake", 1, &log_events, &query);
		readers_query(query.readers, &(StoreQuery){.terms = no_terms});
		log_wait(&query);
		check(strcmp(query.text->str, want_query) == 0, "%s:\n%s", c->program,
		      query.text->str);
	}
	(void)state;
}

/* Whatever is called from whatever event. */
static void
test_reentrant(void **state)
{
	static const char *const lines[] = {"1 refused", "1 parsed", "2 refused", "3 refused",
	                                    "store",     "entry",    "end"};
	static const char *const terms[] = {"fine", NULL};

	for_each_case(line, lines) {
		for (int is_free = 0; is_free < 2; is_free++) {
			g_auto(Log) log = log_new();

			log.readers = readers_new(*state, "fake", 2, &log_events, &log);
			log.stop_at = *line;
			log.stop = is_free ? log_free_readers : readers_cancel;
			readers_query(log.readers, &(StoreQuery){.terms = terms});
			readers_parse(log.readers, 1, "ok", true);
			readers_parse(log.readers, 2, "crash", true);
			readers_parse(log.readers, 3, "deadly", true);
			while (log.stop_at)
				g_main_context_iteration(NULL, TRUE);
			if (is_free)
				log.readers = NULL;
			g_string_truncate(log.text, 0);
			log_wait(&log);
			check(!strstr(log.text->str, "refused") && !strstr(log.text->str, "parsed"),
			      "%s, %d:\n%s", *line, is_free, log.text->str);
		}
	}
}

static void
test_parse_in_parsed(void **state)
{
	g_auto(Log) log = log_new();

	log.readers = readers_new(*state, "fake", 1, &log_events, &log);
	log.n_more = 20;
	readers_parse(log.readers, 1, "ok", true);
	log_wait(&log);
	assert_non_null(strstr(log.text->str, "\n21 parsed\n"));
}

static void
test_cancel(void **state)
{
	static const char *const terms[] = {"fine", NULL};
	g_auto(Log) log = log_new();

	log.readers = readers_new(*state, "fake", 1, &log_events, &log);
	readers_query(log.readers, &(StoreQuery){.terms = terms});
	readers_parse(log.readers, 1, "ok", true);
	readers_cancel(log.readers);
	log_wait(&log);
	assert_string_equal(log.text->str, "end 19 the query was cancelled\n");

	/* and it can go on */
	g_string_truncate(log.text, 0);
	readers_query(log.readers, &(StoreQuery){.terms = terms});
	log_wait(&log);
	assert_string_equal(log.text->str, "store 5\nentry a 2\nentry b 2\nentry c 2\nend\n");
}

typedef struct {
	Child *child;
	char *how;
} Hanging;

static bool
on_hanging_frame(const WireFrame *frame, void *user)
{
	(void)frame;
	(void)user;
	return true;
}

static void
on_hanging_died(const char *how, bool had_begun, void *user)
{
	Hanging *hanging = user;

	assert_true(had_begun);
	hanging->how = g_strdup(how);
	g_clear_pointer(&hanging->child, child_free);
}

/* A reader that was there before the patterns were known does not read without them. */
static void
test_prepare(void **state)
{
	static const char *const patterns[] = {"%l=%d", NULL}, *const none[] = {NULL};
	g_auto(Log) log = log_new();

	log.readers = readers_new(*state, "fake", 1, &log_events, &log);
	readers_expect_files(log.readers);
	readers_set_verp(log.readers, none);
	readers_parse(log.readers, 1, "verp", false);
	log_wait(&log);
	readers_set_verp(log.readers, patterns);
	readers_parse(log.readers, 2, "verp", false);
	log_wait(&log);
	assert_string_equal(log.text->str, "1 refused 0 none\n1 parsed\n"
	                                   "2 refused 0 %l=%d\n2 parsed\n");
}

/* Once it has begun. */
static void
test_gives_way(void **state)
{
	g_auto(Log) log = log_new();

	log.readers = readers_new(*state, "fake", 1, &log_events, &log);
	readers_parse(log.readers, 1, "ok", false);
	log_wait(&log);
	readers_parse(log.readers, 2, "nice", false);
	log_wait(&log);
	assert_string_equal(log.text->str, "1 refused 0 read\n1 parsed\n"
	                                   "2 refused 0 nice\n2 parsed\n");
}

static void
test_hang(void **state)
{
	static const ChildEvents events = {on_hanging_frame, on_hanging_died};
	Hanging hanging = {0};

	const ChildOptions options = {*state, "fake", READER_OF_MAIL, NULL};

	hanging.child = child_new(&options, &events, &hanging, NULL);
	assert_non_null(hanging.child);
	child_set_patience(hanging.child, 1);
	while (!hanging.how)
		g_main_context_iteration(NULL, TRUE);
	assert_string_equal(hanging.how, "took longer than 1 seconds");
	g_free(hanging.how);
}

int
main(int argc, char **argv)
{
	if (reader_is_meant(argc, argv))
		return reader(argv[3]);

	const struct CMUnitTest tests[] = {
		cmocka_unit_test_prestate(test_parse, argv[0]),
		cmocka_unit_test_prestate(test_text, argv[0]),
		cmocka_unit_test_prestate(test_show, argv[0]),
		cmocka_unit_test_prestate(test_another, argv[0]),
		cmocka_unit_test_prestate(test_many, argv[0]),
		cmocka_unit_test_prestate(test_query, argv[0]),
		cmocka_unit_test_prestate(test_look_up, argv[0]),
		cmocka_unit_test_prestate(test_cancel_look_up, argv[0]),
		cmocka_unit_test(test_no_reader),
		cmocka_unit_test_prestate(test_reentrant, argv[0]),
		cmocka_unit_test_prestate(test_parse_in_parsed, argv[0]),
		cmocka_unit_test_prestate(test_cancel, argv[0]),
		cmocka_unit_test_prestate(test_prepare, argv[0]),
		cmocka_unit_test_prestate(test_gives_way, argv[0]),
		cmocka_unit_test_prestate(test_hang, argv[0]),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
