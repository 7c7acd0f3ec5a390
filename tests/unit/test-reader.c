/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-reader.c - real readers on real files and notmuch databases
 *
 * The reader is this program, started anew.
 */
#include "reader/reader.h"

#include <bounce/parser.h>

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

#include "core/child.h"
#include "log.h"
#include "unit.h"

#define BOUNCE                                                                                     \
	"From: MAILER-DAEMON@example.org\nTo: owner@lists.example.org\n"                           \
	"Subject: Undelivered Mail Returned to Sender\n"                                           \
	"Date: Thu, 1 Jan 2026 00:00:00 +0000\nMIME-Version: 1.0\n"                                \
	"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n"
#define PARTS                                                                                      \
	"\n--b\n\nSorry.\n--b\nContent-Type: message/delivery-status\n\n"                          \
	"Reporting-MTA: dns; mx.example.org\n\n"                                                   \
	"Final-Recipient: rfc822; neko@example.net\nAction: failed\nStatus: 5.1.1\n\n--b--\n"

typedef struct {
	const char *program;
	char *dir;
} Fixture;

static char *
in(const Fixture *fixture, const char *name)
{
	return g_build_filename(fixture->dir, name, NULL);
}

static void
run(const char *const *argv)
{
	g_autoptr(GError) error = NULL;
	int status = 0;

	if (!g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL,
	                  &status, &error))
		check(false, "%s: %s", argv[0], error->message);
	check(status == 0, "%s %s: status %d", argv[0], argv[1], status);
}

static void
write_file(const Fixture *fixture, const char *name, const char *text)
{
	g_autofree char *path = in(fixture, name);
	g_autofree char *dir = g_path_get_dirname(path);

	assert_int_equal(g_mkdir_with_parents(dir, 0700), 0);
	assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void
write_bounce(const Fixture *fixture, const char *name, const char *id)
{
	g_autofree char *text = g_strdup_printf(BOUNCE "Message-ID: <%s>\n" PARTS, id);

	write_file(fixture, name, text);
}

static void
remove_tree(const char *dir)
{
	const char *const argv[] = {"rm", "-rf", dir, NULL};

	run(argv);
}

static int
setup(void **state)
{
	Fixture *fixture = g_new0(Fixture, 1);

	fixture->program = *state;
	fixture->dir = g_dir_make_tmp("reader-XXXXXX", NULL);
	assert_non_null(fixture->dir);
	*state = fixture;
	return 0;
}

static int
teardown(void **state)
{
	Fixture *fixture = *state;

	remove_tree(fixture->dir);
	g_free(fixture->dir);
	g_free(fixture);
	return 0;
}

/* ---- files */

static char *
parse(const Fixture *fixture, const char *path)
{
	g_auto(Log) log = log_new();

	log.readers = readers_new(fixture->program, "share", 1, &log_events, &log);
	readers_parse(log.readers, 1, path, true);
	log_wait(&log);
	return g_strdup(log.text->str);
}

static void
write_big(const Fixture *fixture)
{
	g_autofree char *filling = g_strnfill(1024 * 1024, 'x');
	g_autofree char *text = g_strconcat(BOUNCE PARTS, filling, NULL);
	g_autofree char *mbox = g_strconcat("From a\n", text, "\n\nFrom b\n" BOUNCE PARTS, NULL);

	write_file(fixture, "big", text);
	write_file(fixture, "big-mbox", mbox);
}

static void
test_files(void **state)
{
	static const struct {
		const char *name, *want;
	} cases[] = {
		{"mail", "1 report 0 failure\n1 parsed\n"},
		{"link", "1 report 0 failure\n1 parsed\n"},
		{"\xff", "1 report 0 failure\n1 parsed\n"},
		{"mbox", "1 report 1 failure\n1 report 2 other\n1 report 3 failure\n1 parsed\n"},
		{"big", "1 report 0 failure noted\n1 parsed\n"},
		{"big-mbox", "1 report 1 failure noted\n1 report 2 failure\n1 parsed\n"},
		{"empty", "1 report 0 other\n1 parsed\n"},
		{"missing", "1 refused 0 file gone\n1 parsed\n"},
		{".", "1 refused 0 is a directory\n1 parsed\n"},
		{"fifo", "1 refused 0 is not a regular file\n1 parsed\n"},
		{"../../../../../../../../dev/zero",
	         "1 refused 0 is not a regular file\n1 parsed\n"},
		{"loop", "1 refused 0 Too many levels of symbolic links\n1 parsed\n"},
	};
	const Fixture *fixture = *state;
	g_autofree char *link = in(fixture, "link"), *loop = in(fixture, "loop");
	g_autofree char *fifo = in(fixture, "fifo");

	write_file(fixture, "mail", BOUNCE PARTS);
	write_file(fixture, "\xff", BOUNCE PARTS);
	write_file(fixture, "mbox",
	           "From a\n" BOUNCE PARTS
	           "\nFrom b\nSubject: hello\n\nhello\n\nFrom c\n" BOUNCE PARTS);
	write_file(fixture, "empty", "");
	write_big(fixture);
	assert_int_equal(symlink("mail", link), 0);
	assert_int_equal(symlink("loop", loop), 0);
	assert_int_equal(mkfifo(fifo, 0600), 0);

	for_each_case(c, cases) {
		g_autofree char *path = in(fixture, c->name);
		g_autofree char *got = parse(fixture, path);

		check(strcmp(got, c->want) == 0, "%s:\n%s", c->name, got);
	}
}

typedef struct {
	GString *text;
	bool is_done;
} Answers;

static bool
on_frame(const WireFrame *frame, void *user)
{
	Answers *answers = user;

	if (frame->type == WIRE_REFUSED || frame->type == WIRE_REPORT) {
		guint32 number;
		guint64 next;

		g_variant_get_child(frame->body, 0, "u", &number);
		g_variant_get_child(frame->body, 1, "t", &next);
		g_string_append_printf(answers->text, "%s %u %u\n",
		                       frame->type == WIRE_REPORT ? "report" : "refused", number,
		                       (unsigned)next);
	}
	answers->is_done = frame->type == WIRE_DONE;
	return true;
}

static void
on_died(const char *how, bool had_begun, void *user)
{
	(void)had_begun;
	(void)user;
	check(false, "the reader %s", how);
}

/* What another reader is asked when one has died. */
static void
test_go_on(void **state)
{
	static const char mbox[] = "From a\n\nx\n\nFrom b\n\ny\n\nFrom c\n\nz\n";
	static const struct {
		guint32 number;
		guint64 offset;
		const char *why, *want;
	} cases[] = {
		{1, 0, "", "report 1 11\nreport 2 22\nreport 3 32\n"},
		{1, 0, "killed", "refused 1 11\nreport 2 22\nreport 3 32\n"},
		{2, 11, "killed", "refused 2 22\nreport 3 32\n"},
		{3, 22, "", "report 3 32\n"},
		{3, 22, "killed", "refused 3 32\n"},
		{4, 32, "killed", ""},
		{2, 12, "", "refused 2 12\n"}, /* it is another file by now */
	};
	static const ChildEvents events = {on_frame, on_died};
	const Fixture *fixture = *state;
	g_autofree char *path = in(fixture, "mbox");
	Answers answers = {.text = g_string_new(NULL)};
	g_autoptr(Child) child =
		child_new(&(ChildOptions){fixture->program, "share", READER_OF_MAIL, NULL}, &events,
	                  &answers, NULL);

	write_file(fixture, "mbox", mbox);
	for_each_case(c, cases) {
		g_string_truncate(answers.text, 0);
		answers.is_done = false;
		child_put(child, WIRE_PARSE, 1,
		          g_variant_new("(^ayuts)", path, c->number, c->offset, c->why));
		child_send(child);
		while (!answers.is_done)
			g_main_context_iteration(NULL, TRUE);
		check(strcmp(answers.text->str, c->want) == 0, "%u at %u, \"%s\":\n%s", c->number,
		      (unsigned)c->offset, c->why, answers.text->str);
	}
	g_string_free(answers.text, TRUE);
}

static void
test_no_data(void **state)
{
	const Fixture *fixture = *state;
	g_auto(Log) log = log_new();

	log.readers = readers_new(fixture->program, fixture->dir, 1, &log_events, &log);
	readers_parse(log.readers, 1, "mail", true);
	log_wait(&log);
	check(g_str_has_prefix(log.text->str, "1 refused 0 the reader cannot begin: "), "%s",
	      log.text->str);
	assert_non_null(strstr(log.text->str, fixture->dir));
}

/* ---- databases */

static void
make_store(const Fixture *fixture, const char *mail)
{
	g_autofree char *dir = in(fixture, "store"), *from = in(fixture, mail);
	const char *const argv[] = {"tests/store.sh", dir, from, NULL};

	run(argv);
}

/* Run notmuch with up to four arguments. */
static void
notmuch(const Fixture *fixture, const char *const arguments[static 4])
{
	g_autofree char *config = g_strdup_printf("--config=%s/store/config", fixture->dir);
	const char *const argv[] = {"notmuch",    config,       arguments[0], arguments[1],
	                            arguments[2], arguments[3], NULL};

	run(argv);
}

static char *
query(const Fixture *fixture, const char *config, const char *term, bool exclude)
{
	const char *const terms[] = {term, NULL};
	g_autofree char *path = in(fixture, config);
	g_auto(Log) log = log_new();

	log.readers = readers_new(fixture->program, "share", 1, &log_events, &log);
	readers_query(log.readers, &(StoreQuery){.config = config[0] ? path : NULL,
	                                         .terms = terms,
	                                         .exclude = exclude});
	log_wait(&log);
	return g_strdup(log.text->str);
}

#define check_query(fixture, config, term, exclude, want)                                          \
	do {                                                                                       \
		g_autofree char *got_ = query(fixture, config, term, exclude);                     \
		check(strcmp(got_, want) == 0, "%s, %s:\n%s", config, term, got_);                 \
	} while (0)

#define check_failure(fixture, config, term, code, begin)                                          \
	do {                                                                                       \
		g_autofree char *got_ = query(fixture, config, term, true);                        \
		g_autofree char *want_ = g_strdup_printf("end %d %s", code, begin);                \
		check(g_str_has_prefix(got_, want_), "%s, %s:\n%s", config, term, got_);           \
		check(strchr(got_, '\n') != strrchr(got_, '\n'), "one line: %s", got_);            \
	} while (0)

static void
write_mails(const Fixture *fixture)
{
	write_bounce(fixture, "mail/1", "one@example.org");
	write_bounce(fixture, "mail/2", "two@example.org");
	write_bounce(fixture, "mail/2-again", "two@example.org");
	write_file(fixture, "mail/other",
	           "From: a@example.org\nSubject: lunch\nMessage-ID: <other@example.org>\n"
	           "Date: Fri, 2 Jan 2026 00:00:00 +0000\n\nhello\n");
	write_file(fixture, "mail/late",
	           "From: mailer-daemon@example.org\nSubject: x\nMessage-ID: <late@example.org>\n"
	           "Date: Fri, 2 Jan 2026 00:00:00 +0000\n\nhello\n");
	make_store(fixture, "mail");
}

static void
test_query(void **state)
{
	const Fixture *fixture = *state;

	write_mails(fixture);
	check_query(fixture, "store/config", "id:two@example.org", true,
	            "store 1\nentry two@example.org 2\nend\n");
	check_query(fixture, "store/config", "late@example.org or id:late@example.org", true,
	            "store 1\nentry late@example.org 1\nend\n");
	/* newest first; and no other mail */
	check_query(fixture, "store/config", "not id:one@example.org", true,
	            "store 2\nentry late@example.org 1\nentry two@example.org 2\nend\n");
	check_query(fixture, "store/config", "subject:nothing", true, "store 0\nend\n");

	notmuch(fixture, (const char *[4]){"tag", "+spam", "id:one@example.org"});
	check_query(fixture, "store/config", "id:one@example.org", true, "store 0\nend\n");
	check_query(fixture, "store/config", "id:one@example.org", false,
	            "store 1\nentry one@example.org 1\nend\n");
	check_query(fixture, "store/config", "tag:spam", true,
	            "store 1\nentry one@example.org 1\nend\n");
}

/* The file that it is open to. */
static char *
descriptor_of(const char *pid, const char *fd)
{
	g_autofree char *link = g_build_filename("/proc", pid, "fd", fd, NULL);

	return g_file_read_link(link, NULL);
}

/* What the program has open, or was left open to it, is not for its readers. */
static void
test_descriptors(void **state)
{
	const Fixture *fixture = *state;
	g_autofree char *path = in(fixture, "open");
	g_autofree char *children = NULL;
	g_auto(Log) log = log_new();

	write_file(fixture, "open", "");
	int fd = open(path, O_RDWR);
	assert_true(fd > STDERR_FILENO);
	log.readers = readers_new(fixture->program, "share", 1, &log_events, &log);
	readers_parse(log.readers, 1, "not-there", false);
	log_wait(&log);

	g_autofree char *task = g_strdup_printf("/proc/self/task/%d/children", (int)getpid());
	assert_true(g_file_get_contents(task, &children, NULL, NULL));
	g_autofree char *fds = g_build_filename("/proc", g_strstrip(children), "fd", NULL);
	g_autoptr(GDir) dir = g_dir_open(fds, 0, NULL);
	assert_non_null(dir);
	for (const char *name = g_dir_read_name(dir); name; name = g_dir_read_name(dir)) {
		g_autofree char *file = descriptor_of(children, name);

		check(!file || strcmp(file, path) != 0, "descriptor %s", name);
	}
	close(fd);
}

/* Much mail has come since that is no bounce. */
static void
test_newest(void **state)
{
	const Fixture *fixture = *state;
	static const char *const terms[] = {NULL};
	g_autofree char *config = in(fixture, "store/config");
	g_auto(Log) log = log_new();

	write_mails(fixture);
	for (unsigned i = 0; i < 310; i++) {
		g_autofree char *name = g_strdup_printf("store/mail/mail/other-%u", i);
		g_autofree char *text = g_strdup_printf("From: a@example.org\nSubject: lunch\n"
		                                        "Message-ID: <%u@example.org>\n\nhello\n",
		                                        i);

		write_file(fixture, name, text);
	}
	notmuch(fixture, (const char *[4]){"new", "--quiet"});

	log.readers = readers_new(fixture->program, "share", 1, &log_events, &log);
	readers_query(log.readers, &(StoreQuery){.config = config, .terms = terms, .newest = true});
	log_wait(&log);
	/* the others are of one date */
	check(g_str_has_prefix(log.text->str, "store 3\nentry late@example.org 1\n"), "%s",
	      log.text->str);
}

/* A page of reports is enough, and no more than a page is given. */
static void
test_newest_page(void **state)
{
	const Fixture *fixture = *state;
	static const char *const terms[] = {NULL};
	g_autofree char *config = in(fixture, "store/config");
	g_auto(Log) log = log_new();

	write_mails(fixture);
	for (unsigned i = 0; i < 40; i++) {
		g_autofree char *name = g_strdup_printf("store/mail/mail/report-%u", i);
		g_autofree char *text =
			g_strdup_printf("From: a@example.org\nSubject: lunch\n"
		                        "Message-ID: <%u@example.org>\n"
		                        "Date: Sat, 3 Jan 2026 00:00:%02u +0000\n"
		                        "Content-Type: multipart/report; boundary=b\n\n"
		                        "--b\n\nhello\n--b--\n",
		                        i, i);

		write_file(fixture, name, text);
	}
	notmuch(fixture, (const char *[4]){"new", "--quiet"});

	log.readers = readers_new(fixture->program, "share", 1, &log_events, &log);
	readers_query(log.readers, &(StoreQuery){.config = config, .terms = terms, .newest = true});
	log_wait(&log);
	check(g_str_has_prefix(log.text->str, "store 30\nentry 39@example.org 1\n") &&
	              g_str_has_suffix(log.text->str, "entry 10@example.org 1\nend\n"),
	      "%s", log.text->str);
}

static void
test_chosen_query(void **state)
{
	const Fixture *fixture = *state;

	write_mails(fixture);
	/* a saved query, and the key that goes before it */
	notmuch(fixture,
	        (const char *[4]){"config", "set", "query.bounces", "id:other@example.org"});
	check_query(fixture, "store/config", "", true, "store 1\nentry other@example.org 1\nend\n");
	check_query(fixture, "store/config", "lunch", true,
	            "store 1\nentry other@example.org 1\nend\n");
	notmuch(fixture, (const char *[4]){"config", "set", "bounces.query",
	                                   "id:one@example.org or subject:\"a;b\""});
	check_query(fixture, "store/config", "", true, "store 1\nentry one@example.org 1\nend\n");
	notmuch(fixture, (const char *[4]){"config", "set", "bounces.query", "*"});
	check_query(fixture, "store/config", "lunch", true,
	            "store 1\nentry other@example.org 1\nend\n");
}

static void
test_bad_query(void **state)
{
	static const char *const cases[] = {
		"date:foo..bar", "from:a and", "(from:a", "from:a)",      "a) or (b",
		"subject:\"a",   "tag:/[/",    "and",     "lastmod:x..y",
	};
	const Fixture *fixture = *state;

	write_mails(fixture);
	for_each_case(c, cases) {
		g_autofree char *got = query(fixture, "store/config", *c, true);

		check(g_str_has_prefix(got, "end 3 the query is not understood: "), "%s:\n%s", *c,
		      got);
		check(strstr(got, *c), "%s is not shown as sent:\n%s", *c, got);
	}
	check_failure(fixture, "store/config", "date:foo..bar", READERS_ERROR_QUERY,
	              "the query is not understood: Didn't understand date specification 'foo'\n"
	              "Mend it (\"man notmuch-search-terms\" tells how): (the built-in query) and "
	              "(date:foo..bar)");
}

static void
test_no_database(void **state)
{
	const Fixture *fixture = *state;
	g_autofree char *text = g_strdup_printf("[database]\npath=%s/nothing\n", fixture->dir);
	g_autofree char *missing =
		g_strdup_printf("notmuch is not set up for this user (there is no %s/none)\n"
	                        "Run \"notmuch setup\", then \"notmuch new\".\n",
	                        fixture->dir);
	g_autofree char *database = g_strdup_printf(
		"no mail database at %s/nothing\nRun \"notmuch new\" once. ", fixture->dir);
	g_autofree char *broken = g_strdup_printf("notmuch is not set up for this user (cannot "
	                                          "load %s/broken)\n",
	                                          fixture->dir);
	g_autofree char *damaged =
		g_strdup_printf("cannot read the mail database at %s/store/mail (", fixture->dir);

	write_file(fixture, "config", text);
	write_file(fixture, "broken", "what is this");
	check_failure(fixture, "none", "", READERS_ERROR_NO_CONFIG, missing);
	check_failure(fixture, "broken", "", READERS_ERROR_NO_CONFIG, broken);
	check_failure(fixture, "config", "", READERS_ERROR_NO_DATABASE, database);

	write_mails(fixture);
	write_file(fixture, "store/mail/.notmuch/xapian/iamglass", "");
	check_failure(fixture, "store/config", "", READERS_ERROR_DATABASE, damaged);
}

static void
keep_revision(const StoreInfo *info, void *user)
{
	StoreQuery *query = user;

	g_free((char *)query->uuid);
	query->uuid = g_strdup(info->uuid);
	query->revision = info->revision;
	query->n_messages = info->n_messages;
	query->n_matching = info->n_matching;
	query->written = info->written;
}

static void
pass_entry(const char *id, gint64 date, const char *const *paths, void *user)
{
	(void)id;
	(void)date;
	(void)paths;
	(void)user;
}

static void
pass_end(const GError *error, void *user)
{
	(void)user;
	check(!error, "%s", error->message);
}

/* Have the query begin at what is there now. */
static void
look(const Fixture *fixture, StoreQuery *query)
{
	static const ReadersEvents events = {
		.store = keep_revision, .entry = pass_entry, .query_done = pass_end};
	g_autoptr(Readers) readers = readers_new(fixture->program, "share", 1, &events, query);

	readers_query(readers, query);
	while (!readers_idle(readers))
		g_main_context_iteration(NULL, TRUE);
}

static void
check_since(const Fixture *fixture, const StoreQuery *query, const char *want)
{
	g_auto(Log) log = log_new();

	log.readers = readers_new(fixture->program, "share", 1, &log_events, &log);
	readers_query(log.readers, query);
	log_wait(&log);
	check(strcmp(log.text->str, want) == 0, "%s %d:\n%s", query->uuid, (int)query->revision,
	      log.text->str);
}

static void
write_dated(const Fixture *fixture, unsigned day)
{
	g_autofree char *name = g_strdup_printf("store/mail/mail/%u", day);
	g_autofree char *text = g_strdup_printf("From: mailer-daemon@example.org\nSubject: x\n"
	                                        "Message-ID: <%u@example.org>\n"
	                                        "Date: %u Jan 2026 00:00:00 +0000\n\nhello\n",
	                                        day, day);

	write_file(fixture, name, text);
}

/* How many match is told of all, entries are given of what changed. */
static void
test_changes(void **state)
{
	static const char *const terms[] = {"not id:late@example.org", NULL};
	const Fixture *fixture = *state;
	g_autofree char *config = in(fixture, "store/config");
	StoreQuery query = {.config = config, .terms = terms, .exclude = true};

	write_mails(fixture);
	look(fixture, &query);
	check_since(fixture, &query, "store 2\nend\n");
	write_dated(fixture, 3);
	notmuch(fixture, (const char *[4]){"new", "--quiet"});
	check_since(fixture, &query, "store 3\nentry 3@example.org 1\nend\n");
	/* two come and one goes, of which the index tells nothing */
	look(fixture, &query);
	g_autofree char *third = in(fixture, "store/mail/mail/3");
	g_remove(third);
	write_dated(fixture, 4);
	write_dated(fixture, 5);
	notmuch(fixture, (const char *[4]){"new", "--quiet"});
	check_since(fixture, &query,
	            "store 4\nentry 5@example.org 1\nentry 4@example.org 1\nend\n");

	look(fixture, &query);
	notmuch(fixture, (const char *[4]){"tag", "+spam", "id:one@example.org"});
	notmuch(fixture, (const char *[4]){"tag", "+seen", "id:two@example.org"});
	notmuch(fixture, (const char *[4]){"tag", "+seen", "id:late@example.org"});
	check_since(fixture, &query, "store 3\nentry two@example.org 2\nend\n");

	query.ids_only = true;
	check_since(fixture, &query, "store 3\nentry two@example.org 0\nend\n");
	g_free((char *)query.uuid);
	query.uuid = g_strdup("another");
	check_since(fixture, &query,
	            "store 3\nentry 5@example.org 0\nentry 4@example.org 0\n"
	            "entry two@example.org 0\nend\n");
	query.ids_only = false;
	check_since(fixture, &query,
	            "store 3\nentry 5@example.org 1\nentry 4@example.org 1\n"
	            "entry two@example.org 2\nend\n");
	g_free((char *)query.uuid);
}

/* Messages are not counted again when nobody has written since they were. */
static void
test_untouched(void **state)
{
	static const char *const terms[] = {"", NULL};
	const Fixture *fixture = *state;
	g_autofree char *config = in(fixture, "store/config");
	g_autofree char *index = in(fixture, "store/mail/.notmuch/xapian");
	StoreQuery query = {.config = config, .terms = terms, .exclude = true};
	const struct utimbuf then = {1000000000, 1000000000}, later = {1000000001, 1000000001};

	write_mails(fixture);
	look(fixture, &query);
	const guint64 n = query.n_messages;
	/* somebody may have written just now */
	assert_int_equal(query.written, 0);
	query.n_messages = n + 1;
	look(fixture, &query);
	assert_int_equal(query.n_messages, n);

	assert_int_equal(g_utime(index, (struct utimbuf *)&then), 0);
	query.n_messages = n + 1;
	look(fixture, &query);
	assert_int_equal(query.n_messages, n);
	assert_true(query.written == (guint64)1000000000 * 1000000000);
	query.n_messages = n + 1;
	look(fixture, &query);
	assert_int_equal(query.n_messages, n + 1);

	assert_int_equal(g_utime(index, (struct utimbuf *)&later), 0);
	look(fixture, &query);
	assert_int_equal(query.n_messages, n);

	/* which of two folders is the index? */
	g_autofree char *other = in(fixture, "store/mail/xapian");
	assert_int_equal(g_mkdir(other, 0700), 0);
	look(fixture, &query);
	assert_int_equal(query.written, 0);
	g_free((char *)query.uuid);
}

/* Where nothing is said, the environment is notmuch's to read. */
static void
test_environment(void **state)
{
	const Fixture *fixture = *state;
	g_autofree char *config = in(fixture, "store/config");
	g_autofree char *xdg = in(fixture, "xdg");
	g_autofree char *text = NULL;

	write_mails(fixture);
	assert_true(g_file_get_contents(config, &text, NULL, NULL));
	g_setenv("NOTMUCH_CONFIG", config, TRUE);
	check_query(fixture, "", "id:one@example.org", true,
	            "store 1\nentry one@example.org 1\nend\n");
	g_unsetenv("NOTMUCH_CONFIG");

	write_file(fixture, "xdg/notmuch/other/config", text);
	g_setenv("XDG_CONFIG_HOME", xdg, TRUE);
	check_failure(fixture, "", "", READERS_ERROR_NO_CONFIG, "notmuch is not set up");
	g_setenv("NOTMUCH_PROFILE", "other", TRUE);
	check_query(fixture, "", "id:one@example.org", true,
	            "store 1\nentry one@example.org 1\nend\n");
	g_unsetenv("NOTMUCH_PROFILE");
	g_unsetenv("XDG_CONFIG_HOME");
}

/* The index in one place, the mail in another. */
static void
test_split_database(void **state)
{
	const Fixture *fixture = *state;
	g_autofree char *text =
		g_strdup_printf("[database]\npath=%s/index\nmail_root=%s/mail\n[user]\nname=x\n"
	                        "primary_email=x@example.org\n",
	                        fixture->dir, fixture->dir);
	g_autofree char *config = g_strdup_printf("--config=%s/split", fixture->dir);
	const char *const argv[] = {"notmuch", config, "new", "--quiet", NULL};

	write_bounce(fixture, "mail/1", "one@example.org");
	write_file(fixture, "split", text);
	write_file(fixture, "index/here", "");
	run(argv);
	check_query(fixture, "split", "", true, "store 1\nentry one@example.org 1\nend\n");
}

int
main(int argc, char **argv)
{
	if (reader_is_meant(argc, argv))
		return reader_main(argv);

#define with_dir(test)                                                                             \
	{                                                                                          \
#test, test, setup, teardown, argv[0]                                              \
	}
	const struct CMUnitTest tests[] = {
		with_dir(test_files),       with_dir(test_go_on),
		with_dir(test_no_data),     with_dir(test_query),
		with_dir(test_descriptors), with_dir(test_newest),
		with_dir(test_newest_page), with_dir(test_chosen_query),
		with_dir(test_bad_query),   with_dir(test_no_database),
		with_dir(test_environment), with_dir(test_split_database),
		with_dir(test_changes),     with_dir(test_untouched),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
