/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long the program takes to read mail stores, beside what the same mail costs others:
 * cat, GMime alone, libnotmuch alone, flufl.bounce, Mail::DeliveryStatus::BounceParser.
 * doc/PERFORMANCE says what each line means.
 *
 *   bench-store DATA BEFORE AFTER SIZE...
 *
 * DATA is a folder that data.sh filled with stores of these sizes; BEFORE and AFTER are
 * the runs to compare with and to write.  Started where the Makefile is.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "measure.h"
#include "table.h"

/* The best of these is what the machine can do when nobody disturbs. */
#define RUNS 3

/* Of slow programs only every tenth mail is asked. */
#define SLOW_SHARE 10

#define KEYS 300
static const char keys[] = "jjjkjjjj\x04jjkj\x15jk";

typedef struct {
	Table *table;
	const char *data, *program;
	char *tools; /* where the other programs are */
} Bench;

/* One of the stores. */
typedef struct {
	const Bench *bench;
	const char *size;
	char *config, *home;
	char *list, *short_list; /* files of names of mails */
	size_t n, n_short;
} Store;

/* ---- lists of mails */

/* Names of mails, each of them so many times, to the list and in part to the short one. */
static void
write_lists(Store *store, const char *const *find, unsigned times)
{
	g_autoptr(GString) all = g_string_new(NULL);
	g_autoptr(GString) some = g_string_new(NULL);
	g_autofree char *found = NULL;

	g_spawn_sync(NULL, (char **)find, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &found, NULL, NULL,
	             NULL);
	g_auto(GStrv) names = g_strsplit(found ? found : "", "\n", -1);

	for (unsigned i = 0; i < times; i++) {
		for (char **name = names; *name && **name; name++) {
			g_string_append_printf(all, "%s\n", *name);
			if (store->n++ % SLOW_SHARE != 0)
				continue;
			g_string_append_printf(some, "%s\n", *name);
			store->n_short++;
		}
	}
	g_file_set_contents(store->list, all->str, (gssize)all->len, NULL);
	g_file_set_contents(store->short_list, some->str, (gssize)some->len, NULL);
	if (store->n == 0) {
		fprintf(stderr, "bench-store: no mail in %s\n", store->size);
		exit(EXIT_FAILURE);
	}
}

static void
store_init(Store *store, const Bench *bench, const char *size)
{
	*store = (Store){
		.bench = bench,
		.size = size,
		.config = g_build_filename(bench->data, size, "config", NULL),
		.home = g_build_filename(bench->data, "home", NULL),
		.list = g_build_filename(bench->data, "list", NULL),
		.short_list = g_build_filename(bench->data, "short-list", NULL),
	};
}

static void
store_clear(Store *store)
{
	g_free(store->config);
	g_free(store->home);
	g_free(store->list);
	g_free(store->short_list);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Store, store_clear)

/* ---- contestants */

static Cost
best(Cost a, Cost b)
{
	return (Cost){MIN(a.wall_ms, b.wall_ms), MIN(a.cpu_ms, b.cpu_ms)};
}

static const Cost no_cost = {G_MAXDOUBLE, G_MAXDOUBLE};

static char *
tool(const Bench *bench, const char *name)
{
	return g_build_filename(bench->tools, name, NULL);
}

static bool
works(const char *const *command)
{
	int status = -1;

	return g_spawn_sync(NULL, (char **)command, NULL,
	                    G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL |
	                            G_SPAWN_STDERR_TO_DEV_NULL,
	                    NULL, NULL, NULL, NULL, &status, NULL) &&
	       status == 0;
}

/* A Python that has flufl.bounce; the one that is found first may be another than that
 * of the system's packages.  NULL when there is none. */
static const char *
find_python(void)
{
	static const char *const pythons[] = {"python3", "/usr/bin/python3"};

	for (size_t i = 0; i < G_N_ELEMENTS(pythons); i++)
		if (works((const char *const[]){pythons[i], "-c", "import flufl.bounce", NULL}))
			return pythons[i];
	return NULL;
}

/* How many times as long as our_ms a program takes for the same mails. */
static void
compare_slow(const Store *store, const char *name, const char *const *command, bool on_one_core,
             double our_ms, double target)
{
	Table *table = store->bench->table;
	Cost cost = measure_command(command, store->short_list, on_one_core);
	double their_ms = cost.wall_ms * (double)store->n / (double)store->n_short;
	g_autofree char *faster = g_strdup_printf("faster than %s", name);
	g_autofree char *cpu = g_strdup_printf("    CPU a message, %s", name);

	table_add(table, store->size, faster, their_ms / our_ms, "x",
	          target > 0 ? AT_LEAST : NO_TARGET, target);
	table_add(table, store->size, cpu, cost.cpu_ms / (double)store->n_short * 1000, "us",
	          NO_TARGET, 0);
}

static void
compare_others(const Store *store, bool on_one_core, double our_ms, const double targets[2])
{
	static const char flufl[] = "flufl.bounce";
	static const char perl[] = "Mail::DeliveryStatus::BounceParser";
	static const char module[] = "-MMail::DeliveryStatus::BounceParser";
	const char *python = find_python();

	if (python)
		compare_slow(store, flufl,
		             (const char *const[]){python, "tests/bench/with-flufl.py", NULL},
		             on_one_core, our_ms, targets[0]);
	else
		table_skip(store->size, flufl, "no python3-flufl.bounce");
	if (works((const char *const[]){"perl", module, "-e1", NULL}))
		compare_slow(
			store, perl,
			(const char *const[]){"perl", "tests/bench/with-bounceparser.pl", NULL},
			on_one_core, our_ms, targets[1]);
	else
		table_skip(store->size, perl, "no libmail-deliverystatus-bounceparser-perl");
}

/* ---- the program on a store */

static void
forget(const Store *store)
{
	measure_command((const char *const[]){"rm", "-rf", store->home, NULL}, "/dev/null", false);
}

static Session
play(const Store *store, bool presses, bool at_once)
{
	return session_run(&(SessionOptions){
		.program = store->bench->program,
		.config = store->config,
		.home = store->home,
		.keys = presses ? keys : NULL,
		.n_keys = KEYS,
		.at_once = at_once,
	});
}

typedef struct {
	Cost reading, cat, gmime, notmuch;
	double page_ms; /* the first that has rows */
} Cold;

/* In turn, so that what else the machine does is the same for all. */
static Cold
measure_cold(const Store *store)
{
	Cold cold = {no_cost, no_cost, no_cost, no_cost, G_MAXDOUBLE};
	g_autofree char *gmime = tool(store->bench, "bare-gmime");
	g_autofree char *notmuch = tool(store->bench, "bare-notmuch");

	for (unsigned i = 0; i < RUNS; i++) {
		forget(store);
		g_auto(Session) session = play(store, false, false);

		cold.reading = best(cold.reading, session.reading);
		cold.page_ms = MIN(cold.page_ms, session.rows_ms);
		cold.cat =
			best(cold.cat, measure_command((const char *const[]){"xargs", "cat", NULL},
		                                       store->list, false));
		cold.gmime = best(cold.gmime, measure_command((const char *const[]){gmime, NULL},
		                                              store->list, false));
		cold.notmuch = best(cold.notmuch,
		                    measure_command((const char *const[]){notmuch, store->config,
		                                                          "share/kb", NULL},
		                                    "/dev/null", false));
	}
	return cold;
}

static void
add(const Store *store, const char *name, double value, const char *unit, Target target,
    double limit)
{
	table_add(store->bench->table, store->size, name, value, unit, target, limit);
}

static Cost
run_cold(const Store *store, double least_per_s)
{
	Cold cold = measure_cold(store);
	double n = (double)store->n;

	add(store, "cold scan", n / cold.reading.wall_ms * 1000, "msgs/s", AT_LEAST, least_per_s);
	add(store, "... time of cat on the same files", cold.reading.wall_ms / cold.cat.wall_ms,
	    "x", AT_MOST, 5.5);
	add(store, "... CPU of libnotmuch and GMime alone",
	    cold.reading.cpu_ms / (cold.gmime.cpu_ms + cold.notmuch.cpu_ms), "x", AT_MOST, 1.15);
	add(store, "... CPU a message", cold.reading.cpu_ms / n * 1000, "us", NO_TARGET, 0);
	add(store, "    CPU a message, cat alone", cold.cat.cpu_ms / n * 1000, "us", NO_TARGET, 0);
	add(store, "    CPU a message, GMime alone", cold.gmime.cpu_ms / n * 1000, "us", NO_TARGET,
	    0);
	add(store, "    CPU a message, libnotmuch alone", cold.notmuch.cpu_ms / n * 1000, "us",
	    NO_TARGET, 0);
	add(store, "first page, nothing cached", cold.page_ms, "ms", AT_MOST, 50);
	return cold.reading;
}

static void
run_keys(const Store *store, const char *name, bool at_once)
{
	g_autofree char *slowest = g_strdup_printf("%s, 99 of 100", name);

	forget(store);
	g_auto(Session) session = play(store, true, at_once);

	add(store, name, measure_percentile(session.keys, 50), "ms", AT_MOST, 5);
	add(store, slowest, measure_percentile(session.keys, 99), "ms", AT_MOST, 16);
	if (at_once)
		return;
	add(store, "memory of the program", session.peak_mb, "MB", AT_MOST, 80);
	add(store, "memory of a reader", session.readers_mb, "MB", NO_TARGET, 0);
}

/* What other lines are compared with. */
typedef struct {
	double cpu_ms;  /* of a cold scan, a message */
	double page_ms; /* until there is a page, when it is started again */
} Figures;

/* Returns when it had nothing more to do. */
static double
run_again(const Store *store, Figures *figures)
{
	double page_ms = G_MAXDOUBLE, whole_ms = G_MAXDOUBLE, settled_ms = G_MAXDOUBLE;
	double readers_ms = G_MAXDOUBLE;

	for (unsigned i = 0; i < RUNS; i++) {
		g_auto(Session) session = play(store, false, false);

		page_ms = MIN(page_ms, session.rows_ms);
		whole_ms = MIN(whole_ms, session.whole_ms);
		settled_ms = MIN(settled_ms, session.settled_ms);
		readers_ms = MIN(readers_ms, session.readers_ms);
	}
	add(store, "started again: first page", page_ms, "ms", AT_MOST, 15);
	add(store, "started again: whole list", whole_ms, "ms", AT_MOST, 150);
	add(store, "started again: CPU of the readers", readers_ms, "ms", AT_MOST, 25);
	figures->page_ms = page_ms;
	return settled_ms;
}

/* Have the store get new mail, or lose it again. */
static void
move_late(const Store *store, bool in)
{
	g_autofree char *outside = g_build_filename(store->bench->data, store->size, "late", NULL);
	g_autofree char *inside =
		g_build_filename(store->bench->data, store->size, "mail", "late", NULL);
	g_autofree char *config = g_strconcat("--config=", store->config, NULL);

	if (g_file_test(in ? outside : inside, G_FILE_TEST_IS_DIR))
		measure_command((const char *const[]){"mv", in ? outside : inside,
		                                      in ? inside : outside, NULL},
		                "/dev/null", false);
	measure_command((const char *const[]){"notmuch", config, "new", "--quiet", NULL},
	                "/dev/null", false);
}

static void
run_late(const Store *store, double settled_ms)
{
	double late_ms = G_MAXDOUBLE;

	for (unsigned i = 0; i < RUNS; i++) {
		move_late(store, true);
		g_auto(Session) with = play(store, false, false);
		move_late(store, false);
		g_auto(Session) without = play(store, false, false);

		late_ms = MIN(late_ms, with.settled_ms);
	}
	add(store, "started again: 100 new messages", MAX(late_ms - settled_ms, 0), "ms", AT_MOST,
	    50);
}

/* ---- the table */

static Figures
run_mixed(const Bench *bench, const char *size)
{
	static const double targets[] = {9, 45};
	Figures figures;
	g_auto(Store) store;

	store_init(&store, bench, size);
	move_late(&store, false);
	g_autofree char *mail = g_build_filename(bench->data, size, "mail", NULL);
	write_lists(&store,
	            (const char *const[]){"find", mail, "-path", "*/cur/*", "-type", "f", NULL}, 1);
	Cost cost = run_cold(&store, 10000);
	compare_others(&store, false, cost.wall_ms, targets);
	run_keys(&store, "key to paint while it reads", true);
	run_keys(&store, "key to paint", false);
	run_late(&store, run_again(&store, &figures));
	figures.cpu_ms = cost.cpu_ms / (double)store.n;
	return figures;
}

static void
run_tiny(const Bench *bench)
{
	g_auto(Store) store;

	store_init(&store, bench, "tiny");
	g_autofree char *mail = g_build_filename(bench->data, "tiny", "mail", NULL);
	write_lists(&store,
	            (const char *const[]){"find", mail, "-path", "*/cur/*", "-type", "f", NULL}, 1);
	run_cold(&store, 24000);
}

/* A list of a million: from reports that nobody sent. */
static double
run_million(const Bench *bench)
{
	static const char n[] = "1000000", seed[] = "6";
	g_auto(Store) store;
	double page_ms = G_MAXDOUBLE, whole_ms = G_MAXDOUBLE, peak_mb = 0;

	store_init(&store, bench, "1m");
	g_autofree char *make_cache = tool(bench, "make-cache");
	g_autofree char *reader = tool(bench, "notmuch-bounces-reader");

	forget(&store);
	g_auto(Session) before = play(&store, false, false);
	measure_command(
		(const char *const[]){make_cache, reader, store.config, store.home, n, seed, NULL},
		"/dev/null", false);
	for (unsigned i = 0; i < RUNS; i++) {
		g_auto(Session) session = play(&store, true, false);

		page_ms = MIN(page_ms, session.rows_ms);
		whole_ms = MIN(whole_ms, session.whole_ms);
		peak_mb = MAX(peak_mb, session.peak_mb);
		if (i > 0)
			continue;
		add(&store, "key to paint", measure_percentile(session.keys, 50), "ms", AT_MOST, 5);
		add(&store, "key to paint, 99 of 100", measure_percentile(session.keys, 99), "ms",
		    AT_MOST, 16);
	}
	add(&store, "started again: first page", page_ms, "ms", AT_MOST, 15);
	add(&store, "started again: whole list", whole_ms, "ms", AT_MOST, 1500);
	add(&store, "memory of the program", peak_mb, "MB", AT_MOST, 600);
	forget(&store);
	return page_ms;
}

/* The mails of the demo and of the tests, as often as makes 10 000. */
static void
run_parse(const Bench *bench)
{
	static const double no_targets[] = {0, 0};
	g_auto(Store) store;
	Cost cost = no_cost;

	store_init(&store, bench, "parse");
	write_lists(
		&store,
		(const char *const[]){"find", "share/demo", "tests/golden", "-name", "*.eml", NULL},
		80);
	g_autofree char *from = g_strconcat("--files-from=", store.list, NULL);

	for (unsigned i = 0; i < RUNS; i++)
		cost = best(cost, measure_command((const char *const[]){bench->program, "parse",
		                                                        from, NULL},
		                                  "/dev/null", true));
	add(&store, "parse, on one core", (double)store.n / cost.wall_ms * 1000, "msgs/s", AT_LEAST,
	    8000);
	compare_others(&store, true, cost.wall_ms, no_targets);
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *tools = g_path_get_dirname(argv[0]);
	g_autofree char *program = g_build_filename(tools, "notmuch-bounces", NULL);

	if (argc < 5) {
		fputs("usage: bench-store DATA BEFORE AFTER SIZE...\n", stderr);
		return EXIT_FAILURE;
	}
	measure_adopt();
	g_autofree char *data = g_canonicalize_filename(argv[1], NULL);
	g_autoptr(Table) table = table_new(argv[2]);
	const Bench bench = {table, data, program, tools};
	Figures small = {0}, large = {0};
	double million_ms = 0;

	for (char **size = argv + 4; *size; size++) {
		if (g_str_equal(*size, "tiny"))
			run_tiny(&bench);
		else if (g_str_equal(*size, "10k"))
			small = run_mixed(&bench, *size);
		else if (g_str_equal(*size, "1m"))
			million_ms = run_million(&bench);
		else
			large = run_mixed(&bench, *size);
	}
	run_parse(&bench);
	if (small.cpu_ms > 0 && large.cpu_ms > 0)
		table_add(table, "", "CPU a message at 100k : 10k", large.cpu_ms / small.cpu_ms,
		          "x", AT_MOST, 1.15);
	if (small.page_ms > 0 && million_ms > 0)
		table_add(table, "", "started again: first page at 1m : 10k",
		          million_ms / small.page_ms, "x", AT_MOST, 1.3);
	table_write(table, argv[3], &error);
	if (error)
		fprintf(stderr, "bench-store: %s\n", error->message);
	return error ? EXIT_FAILURE : EXIT_SUCCESS;
}
