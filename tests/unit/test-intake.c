/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-intake.c - from a store to a model
 *
 * The reader is this program, started anew.
 */
#include "core/intake.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "core/cache.h"
#include "core/stamp.h"
#include "reader/reader.h"
#include "report-build.h"
#include "unit.h"

#define N_MAILS 60

/* More than come back in one go. */
#define N_GONE 10000

/* Much longer than a watch and a refresh take. */
#define WAIT_MAX_S 30

static void
run(const char *const *argv)
{
	int status = 1;

	assert_true(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
	                         NULL, &status, NULL));
	assert_int_equal(status, 0);
}

static void
write_mail(const char *dir, unsigned i)
{
	g_autofree char *path = g_strdup_printf("%s/mail/%u", dir, i);
	/* every third one has the Message-ID of the one before it */
	unsigned id = i % 3 == 2 ? i - 1 : i;
	g_autofree char *text = g_strdup_printf(
		"From: MAILER-DAEMON@example.org\nSubject: Undelivered Mail\n"
		"Message-ID: <%u@example.org>\nDate: Thu, 1 Jan 2026 00:00:00 +0000\n"
		"MIME-Version: 1.0\n"
		"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"
		"--b\n\nSorry.\n--b\nContent-Type: message/delivery-status\n\n"
		"Reporting-MTA: dns; mx.example.org\n\n"
		"Final-Recipient: rfc822; a%u@example.net\nAction: failed\nStatus: 5.1.1\n\n"
		"--b--\n",
		id, i);

	assert_true(g_file_set_contents(path, text, -1, NULL));
}

typedef struct {
	const char *program;
	char *dir, *config;
	Model *model;
	size_t n_changes;
} Fixture;

static int
setup(void **state)
{
	Fixture *fixture = g_new0(Fixture, 1);
	g_autofree char *mail = NULL, *store = NULL;

	fixture->program = *state;
	fixture->dir = g_dir_make_tmp("intake-XXXXXX", NULL);
	fixture->config = g_build_filename(fixture->dir, "store/config", NULL);
	fixture->model = model_new();
	*state = fixture;

	mail = g_build_filename(fixture->dir, "mail", NULL);
	store = g_build_filename(fixture->dir, "store", NULL);
	assert_int_equal(g_mkdir(mail, 0700), 0);
	for (unsigned i = 0; i < N_MAILS; i++)
		write_mail(fixture->dir, i);
	run((const char *const[]){"tests/store.sh", store, mail, NULL});
	return 0;
}

static int
teardown(void **state)
{
	Fixture *fixture = *state;

	run((const char *const[]){"rm", "-rf", fixture->dir, NULL});
	model_free(fixture->model);
	g_free(fixture->config);
	g_free(fixture->dir);
	g_free(fixture);
	return 0;
}

static void
count_change(void *user)
{
	Fixture *fixture = user;

	fixture->n_changes++;
}

static IntakeOptions
options_of(const Fixture *fixture, const char *const *terms)
{
	return (IntakeOptions){
		.program = fixture->program,
		.data_dir = "share",
		.config = fixture->config,
		.terms = terms,
		.exclude = true,
	};
}

static Intake *
begin_with(Fixture *fixture, const char *term, bool follow)
{
	const char *const terms[] = {term, NULL};
	IntakeOptions options = options_of(fixture, terms);

	options.follow = follow;
	return intake_new(&options, fixture->model, count_change, fixture);
}

static Intake *
begin(Fixture *fixture, const char *term)
{
	return begin_with(fixture, term, false);
}

/* What was read stays when the asking is stopped. */
static void
test_cancel_asking(void **state)
{
	Fixture *fixture = *state;
	g_autoptr(Intake) intake = begin(fixture, "");

	while (intake_state(intake) != INTAKE_ASKING)
		g_main_context_iteration(NULL, TRUE);
	intake_cancel(intake);
	assert_int_equal(intake_state(intake), INTAKE_PARTIAL);
	assert_null(intake_error(intake));
	assert_int_equal(intake_n_read(intake), N_MAILS / 3 * 2);
}

/* Every file is read, those that share a Message-ID too. */
static void
test_all(void **state)
{
	Fixture *fixture = *state;
	g_autoptr(Intake) intake = begin(fixture, "");

	assert_int_equal(intake_state(intake), INTAKE_READING);
	assert_null(intake_store(intake));
	intake_wait(intake);
	assert_int_equal(intake_state(intake), INTAKE_DONE);
	assert_null(intake_error(intake));
	assert_int_equal(intake_store(intake)->n_matching, N_MAILS / 3 * 2);
	assert_int_equal(intake_n_read(intake), N_MAILS / 3 * 2);

	model_refresh(fixture->model);
	assert_int_equal(model_counts(fixture->model)->n_files, N_MAILS);
	assert_int_equal(model_counts(fixture->model)->n_rows, N_MAILS);
	assert_true(fixture->n_changes >= N_MAILS);

	/* and every address is asked about */
	guint64 n_done, n_all;
	intake_count_asked(intake, &n_done, &n_all);
	assert_int_equal(n_done, N_MAILS);
	assert_int_equal(n_all, N_MAILS);
	for (size_t i = 0; i < model_n_lines(fixture->model); i++) {
		ModelLine line = model_line(fixture->model, i);

		check(!line.row || line.row->standing.proof == PROOF_UNPROVEN, "line %zu", i);
	}
}

static void
test_gone(void **state)
{
	Fixture *fixture = *state;
	g_autofree char *path = g_build_filename(fixture->dir, "store/mail/mail/7", NULL);

	assert_int_equal(g_unlink(path), 0);
	g_autoptr(Intake) intake = begin(fixture, "");
	intake_wait(intake);
	assert_int_equal(intake_state(intake), INTAKE_DONE);

	model_refresh(fixture->model);
	assert_int_equal(model_counts(fixture->model)->n_files, N_MAILS);
	assert_int_equal(model_counts(fixture->model)->n_unreadable, 1);
}

static void
test_nothing(void **state)
{
	Fixture *fixture = *state;
	g_autoptr(Intake) intake = begin(fixture, "subject:nothing");

	intake_wait(intake);
	assert_int_equal(intake_state(intake), INTAKE_DONE);
	assert_int_equal(intake_store(intake)->n_matching, 0);
}

static void
test_failed(void **state)
{
	Fixture *fixture = *state;
	g_autoptr(Intake) intake = begin(fixture, "date:foo..bar");

	intake_wait(intake);
	assert_int_equal(intake_state(intake), INTAKE_FAILED);
	assert_true(g_error_matches(intake_error(intake), READERS_ERROR, READERS_ERROR_QUERY));
}

static void
test_cancel(void **state)
{
	Fixture *fixture = *state;
	g_autoptr(Intake) intake = begin(fixture, "");

	while (fixture->n_changes < 5)
		g_main_context_iteration(NULL, TRUE);
	intake_cancel(intake);
	assert_int_equal(intake_state(intake), INTAKE_PARTIAL);
	assert_null(intake_error(intake));
	/* and one that is freed while it reads */
	g_autoptr(Intake) other = begin(fixture, "");
	assert_non_null(other);
	while (fixture->n_changes < 10)
		g_main_context_iteration(NULL, TRUE);
}

/* ---- following the store */

static void
notmuch(const Fixture *fixture, const char *command, const char *tag, const char *query)
{
	g_autofree char *config = g_strdup_printf("--config=%s", fixture->config);

	run((const char *const[]){"notmuch", config, command, tag, query, NULL});
}

/* Until so many files have been read and all is asked. */
static void
wait_for_files(const Fixture *fixture, const Intake *intake, size_t n)
{
	gint64 until = g_get_monotonic_time() + WAIT_MAX_S * G_USEC_PER_SEC;

	while (model_counts(fixture->model)->n_files != n || !intake_is_over(intake)) {
		check(g_get_monotonic_time() < until, "%zu files, not %zu",
		      model_counts(fixture->model)->n_files, n);
		g_main_context_iteration(NULL, FALSE);
		g_usleep(1000);
	}
	assert_int_equal(intake_state(intake), INTAKE_DONE);
	assert_int_equal(intake_n_read(intake), intake_store(intake)->n_matching);
}

static void
wait_for_path(const Fixture *fixture, const char *key, const char *path)
{
	gint64 until = g_get_monotonic_time() + WAIT_MAX_S * G_USEC_PER_SEC;

	while (!g_str_equal(model_row(fixture->model, key)->latest->path, path)) {
		check(g_get_monotonic_time() < until, "%s is not at %s", key, path);
		g_main_context_iteration(NULL, FALSE);
		g_usleep(1000);
	}
}

static void
test_follow(void **state)
{
	Fixture *fixture = *state;
	g_autofree char *moved = g_build_filename(fixture->dir, "store/mail/mail/0", NULL);
	g_autofree char *there = g_build_filename(fixture->dir, "store/mail/mail/zero", NULL);
	g_autofree char *removed = g_build_filename(fixture->dir, "store/mail/mail/3", NULL);
	g_autofree char *store = g_build_filename(fixture->dir, "store/mail", NULL);
	g_autoptr(Intake) intake = begin_with(fixture, "", true);
	const Row *row;

	wait_for_files(fixture, intake, N_MAILS);
	model_refresh(fixture->model);

	/* one more file; the address is asked about */
	write_mail(store, N_MAILS + 1);
	notmuch(fixture, "new", "--quiet", "--no-hooks");
	wait_for_files(fixture, intake, N_MAILS + 1);
	row = model_row(fixture->model, "address:a61@example.net");
	assert_non_null(row);
	assert_int_equal(row->standing.proof, PROOF_UNPROVEN);

	/* a tag that is excluded, on a message of two files */
	notmuch(fixture, "tag", "+deleted", "id:1@example.org");
	wait_for_files(fixture, intake, N_MAILS - 1);
	model_refresh(fixture->model);
	assert_null(model_row(fixture->model, "address:a1@example.net"));
	assert_null(model_row(fixture->model, "address:a2@example.net"));
	notmuch(fixture, "tag", "-deleted", "id:1@example.org");
	wait_for_files(fixture, intake, N_MAILS + 1);

	/* a file goes, of which no revision tells */
	assert_int_equal(g_unlink(removed), 0);
	notmuch(fixture, "new", "--quiet", "--no-hooks");
	wait_for_files(fixture, intake, N_MAILS);
	model_refresh(fixture->model);
	assert_null(model_row(fixture->model, "address:a3@example.net"));
	assert_int_equal(model_counts(fixture->model)->n_copies, 0);

	/* another name for a file; and all in an index of another name */
	assert_int_equal(g_rename(moved, there), 0);
	notmuch(fixture, "new", "--quiet", "--no-hooks");
	wait_for_path(fixture, "address:a0@example.net", there);
	wait_for_files(fixture, intake, N_MAILS);
	row = model_row(fixture->model, "address:a0@example.net");
	assert_true(g_str_has_suffix(row->latest->path, "/zero"));
	model_refresh(fixture->model);
	notmuch(fixture, "compact", "--quiet", NULL);
	write_mail(store, N_MAILS + 4);
	notmuch(fixture, "new", "--quiet", "--no-hooks");
	wait_for_files(fixture, intake, N_MAILS + 1);
	model_refresh(fixture->model);
	assert_int_equal(model_counts(fixture->model)->n_rows, N_MAILS + 1);
}

/* ---- with a cache */

/* What the model comes to, in words. */
static char *
describe(Model *model)
{
	GString *out = g_string_new(NULL);

	model_refresh(model);
	model_sort(model, SORT_ADDRESS, false);
	for (size_t i = 0; i < model_n_lines(model); i++) {
		const Row *row = model_line(model, i).row;

		if (row)
			g_string_append_printf(out, "%s %u %s %s%s\n", row->title, row->n_events,
			                       row->latest->message_id,
			                       proof_name(row->standing.proof),
			                       row->standing.alive ? " alive" : "");
	}
	g_string_append_printf(out, "%zu files, %zu copies\n", model_counts(model)->n_files,
	                       model_counts(model)->n_copies);
	return g_string_free(out, FALSE);
}

/* Read all into a new model, to the end.  The caller frees what it comes to. */
static char *
read_all(Fixture *fixture, const char *cache_dir)
{
	const char *const terms[] = {"", NULL};
	IntakeOptions options = options_of(fixture, terms);

	model_free(fixture->model);
	fixture->model = model_new();
	options.cache_dir = cache_dir;
	g_autoptr(Intake) intake = intake_new(&options, fixture->model, count_change, fixture);
	intake_wait(intake);
	assert_int_equal(intake_state(intake), INTAKE_DONE);
	assert_int_equal(intake_n_read(intake), intake_store(intake)->n_matching);
	return describe(fixture->model);
}

/* With the cache as without. */
static void
check_cache(Fixture *fixture, const char *cache_dir, const char *what)
{
	g_autofree char *with = read_all(fixture, cache_dir);
	g_autofree char *without = read_all(fixture, NULL);

	check(strcmp(with, without) == 0, "%s: with the cache\n%s\nwithout\n%s", what, with,
	      without);
}

static void
write_letter(const char *dir, const char *from, const char *id)
{
	g_autofree char *path = g_strdup_printf("%s/mail/%s", dir, id);
	g_autofree char *text = g_strdup_printf("From: %s\nSubject: I am here\nMessage-ID: <%s>\n"
	                                        "Date: Fri, 2 Jan 2026 00:00:00 +0000\n\nHello\n",
	                                        from, id);

	assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void
take_in(const Fixture *fixture)
{
	notmuch(fixture, "new", "--quiet", "--no-hooks");
}

static void
test_cache(void **state)
{
	Fixture *fixture = *state;
	g_autofree char *cache = g_build_filename(fixture->dir, "cache", NULL);
	g_autofree char *store = g_build_filename(fixture->dir, "store/mail", NULL);
	g_autofree char *moved = g_build_filename(store, "mail/9", NULL);
	g_autofree char *there = g_build_filename(store, "mail/nine", NULL);
	g_autofree char *removed = g_build_filename(store, "mail/3", NULL);
	g_autofree char *away = g_build_filename(fixture->dir, "away", NULL);
	g_autofree char *first = read_all(fixture, cache);

	/* nothing is read that was read before */
	assert_int_equal(g_rename(store, away), 0);
	assert_int_equal(g_mkdir(store, 0700), 0);
	g_autofree char *index = g_build_filename(away, ".notmuch", NULL);
	g_autofree char *index_there = g_build_filename(store, ".notmuch", NULL);
	assert_int_equal(g_rename(index, index_there), 0);
	g_autofree char *again = read_all(fixture, cache);
	assert_string_equal(again, first);
	assert_int_equal(g_rename(index_there, index), 0);
	assert_int_equal(g_rmdir(store), 0);
	assert_int_equal(g_rename(away, store), 0);

	/* one more; one less, of which no revision tells; another name; a tag */
	write_mail(store, N_MAILS + 1);
	take_in(fixture);
	check_cache(fixture, cache, "one more");
	assert_int_equal(g_unlink(removed), 0);
	take_in(fixture);
	check_cache(fixture, cache, "one less");
	assert_int_equal(g_rename(moved, there), 0);
	take_in(fixture);
	check_cache(fixture, cache, "another name");
	notmuch(fixture, "tag", "+deleted", "id:1@example.org");
	check_cache(fixture, cache, "an excluded tag");
	notmuch(fixture, "tag", "-deleted", "id:1@example.org");
	check_cache(fixture, cache, "no excluded tag");

	/* somebody writes */
	write_letter(store, "a4@example.net", "letter");
	take_in(fixture);
	check_cache(fixture, cache, "a letter");
	assert_int_equal(model_row(fixture->model, "address:a4@example.net")->standing.alive,
	                 1767312000);
	/* all in an index of another name */
	notmuch(fixture, "compact", "--quiet", NULL);
	check_cache(fixture, cache, "compacted");
}

/* Another query, another sender of ours: what was read does not hold. */
static void
test_cache_of_other_settings(void **state)
{
	Fixture *fixture = *state;
	g_autofree char *cache = g_build_filename(fixture->dir, "cache", NULL);
	g_autofree char *config = g_strdup_printf("--config=%s", fixture->config);
	static const char *const settings[][2] = {
		{"bounces.query", "id:1@example.org or id:4@example.org"},
		{"bounces.lists", "news.example.org"},
		{"bounces.query", "query:some"},
		{"query.some", "id:4@example.org or date:1990.."},
		{"query.some", "id:4@example.org"},
		{"search.exclude_tags", "inbox"},
	};

	for_each_case(set, settings) {
		run((const char *const[]){"notmuch", config, "config", "set", (*set)[0], (*set)[1],
		                          NULL});
		check_cache(fixture, cache, (*set)[1]);
	}
}

/* What is no cache, or not all of one, costs time and nothing else. */
static void
test_cache_is_lost(void **state)
{
	Fixture *fixture = *state;
	g_autofree char *cache = g_build_filename(fixture->dir, "cache", NULL);
	g_autofree char *first = read_all(fixture, cache);
	g_autoptr(GDir) dir = g_dir_open(cache, 0, NULL);
	g_autofree char *path = g_build_filename(cache, g_dir_read_name(dir), NULL);
	g_autofree char *contents = NULL;
	gsize len;

	assert_non_null(first);
	assert_true(g_file_get_contents(path, &contents, &len, NULL));
	/* some bytes in the middle, the end, all */
	memset(contents + len / 2, 'x', len / 8);
	assert_true(g_file_set_contents(path, contents, (gssize)len, NULL));
	check_cache(fixture, cache, "overwritten");
	assert_true(g_file_set_contents(path, contents, (gssize)len / 3, NULL));
	check_cache(fixture, cache, "cut");
	assert_true(g_file_set_contents(path, "SQLite", -1, NULL));
	check_cache(fixture, cache, "no database");
	check_cache(fixture, "/dev/null/nothing", "no folder");

	/* stopped in the middle, and then finished */
	g_assert_true(g_unlink(path) == 0);
	const char *const terms[] = {"", NULL};
	IntakeOptions options = options_of(fixture, terms);
	options.cache_dir = cache;
	g_autoptr(Model) model = model_new();
	Intake *intake = intake_new(&options, model, NULL, NULL);
	while (intake_n_read(intake) < 10)
		g_main_context_iteration(NULL, TRUE);
	intake_free(intake);
	check_cache(fixture, cache, "finished");
}

/* As if so much mail had been there, and has gone. */
static void
fill_cache(const Fixture *fixture, const char *dir)
{
	const char *const terms[] = {"", NULL};
	const IntakeOptions options = options_of(fixture, terms);
	const StoreQuery query = {
		.config = options.config, .terms = terms, .exclude = options.exclude};
	g_autoptr(Cache) cache =
		cache_open(dir, &query, stamp_of(options.program, options.data_dir));

	assert_non_null(cache);
	for (unsigned i = 0; i < N_GONE; i++) {
		g_autofree char *id = g_strdup_printf("gone-%u", i);
		BounceReportBuilder *builder = bounce_report_builder_new();
		g_autoptr(BounceReport) report = bounce_report_builder_end(builder);

		cache_add(cache, &(Origin){id, id, 0, (gint64)i + 1, true}, report);
	}
}

/* The store is asked while all that comes back: that it has gone, that it was read with other
 * settings. */
static void
test_cache_of_many(void **state)
{
	Fixture *fixture = *state;
	g_autofree char *cache = g_build_filename(fixture->dir, "cache", NULL);
	g_autofree char *config = g_strdup_printf("--config=%s", fixture->config);
	g_autofree char *first = read_all(fixture, cache);

	fill_cache(fixture, cache);
	check_cache(fixture, cache, "gone");
	fill_cache(fixture, cache);
	run((const char *const[]){"notmuch", config, "config", "set", "bounces.lists",
	                          "news.example.org", NULL});
	check_cache(fixture, cache, "gone, and other settings");

	/* stopped in the middle */
	fill_cache(fixture, cache);
	const char *const terms[] = {"", NULL};
	IntakeOptions options = options_of(fixture, terms);
	options.cache_dir = cache;
	g_autoptr(Model) model = model_new();
	g_autoptr(Intake) intake = intake_new(&options, model, NULL, NULL);
	while (model_counts(model)->n_files <= CACHE_PAGE)
		g_main_context_iteration(NULL, TRUE);
	assert_false(intake_is_over(intake));
	assert_true(model_counts(model)->n_files < N_GONE);
	/* how far it is can be told; some messages have two files */
	assert_in_range(intake_n_read(intake), CACHE_PAGE, model_counts(model)->n_files);
	intake_cancel(intake);
	assert_int_equal(intake_state(intake), INTAKE_PARTIAL);
	check_cache(fixture, cache, "stopped");
}

/* Stopped, all is as it was; the next change is followed again. */
static void
test_cancel_refresh(void **state)
{
	Fixture *fixture = *state;
	g_autofree char *store = g_build_filename(fixture->dir, "store/mail", NULL);
	g_autoptr(Intake) intake = begin_with(fixture, "", true);

	wait_for_files(fixture, intake, N_MAILS);
	write_mail(store, N_MAILS + 1);
	notmuch(fixture, "new", "--quiet", "--no-hooks");
	while (intake_state(intake) != INTAKE_REFRESHING)
		g_main_context_iteration(NULL, TRUE);
	intake_cancel(intake);
	assert_int_equal(intake_state(intake), INTAKE_PARTIAL);
	assert_int_equal(intake_n_read(intake), N_MAILS / 3 * 2);
	assert_int_equal(model_counts(fixture->model)->n_files, N_MAILS);

	notmuch(fixture, "tag", "+seen", "id:0@example.org");
	wait_for_files(fixture, intake, N_MAILS + 1);
}

/* The database goes away, and what has been read stays; it comes back. */
static void
test_database_goes(void **state)
{
	Fixture *fixture = *state;
	g_autofree char *index = g_build_filename(fixture->dir, "store/mail/.notmuch/xapian", NULL);
	g_autofree char *away = g_build_filename(fixture->dir, "store/away", NULL);
	g_autoptr(Intake) intake = begin_with(fixture, "", true);

	wait_for_files(fixture, intake, N_MAILS);
	assert_int_equal(g_rename(index, away), 0);
	while (intake_state(intake) != INTAKE_PARTIAL)
		g_main_context_iteration(NULL, TRUE);
	assert_non_null(intake_error(intake));
	assert_int_equal(model_counts(fixture->model)->n_files, N_MAILS);
	assert_int_equal(g_rename(away, index), 0);
	while (intake_state(intake) != INTAKE_DONE)
		g_main_context_iteration(NULL, TRUE);
	wait_for_files(fixture, intake, N_MAILS);
}

int
main(int argc, char **argv)
{
	if (reader_is_meant(argc, argv))
		return reader_main(argv);

#define with_store(test)                                                                           \
	{                                                                                          \
#test, test, setup, teardown, argv[0]                                              \
	}
	const struct CMUnitTest tests[] = {
		with_store(test_all),
		with_store(test_gone),
		with_store(test_nothing),
		with_store(test_failed),
		with_store(test_cancel),
		with_store(test_cancel_asking),
		with_store(test_follow),
		with_store(test_cancel_refresh),
		with_store(test_database_goes),
		with_store(test_cache),
		with_store(test_cache_of_other_settings),
		with_store(test_cache_is_lost),
		with_store(test_cache_of_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
