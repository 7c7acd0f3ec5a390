/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long it takes from a key to the painted screen, in a browser that holds 100 000
 * bounces.  Painted on /dev/null, in one process, whose own time is told: nothing waits,
 * and what else the machine does is not ours.  The reader that is started is never
 * listened to.
 *
 *   bench-browser [WORD]     only those whose name begins so, as for a profiler
 */
#include <bounce/bounce.h>

#include <locale.h>
#include <stdio.h>
#include <time.h>

#include "classify.h"
#include "report-build.h"
#include "ui/browser-state.h"
#include "ui/browser.h"

#define BOUNCES 100000
/* Three in four of the bounces are of an address of their own. */
#define ADDRESSES (BOUNCES / 4 * 3)
/* One of them bounces all the time. */
#define BUSY 5000

#define ROWS 40
#define COLS 120
#define NOW 1784678400 /* 2026-07-22 */

/* Milliseconds until a person notices. */
#define MOVE_MS 16
#define CHANGE_MS 100

#define ROUNDS 21

/* What is pressed, key by key with blanks between; one draws after each, and the
 * slowest of them is the time of the round. */
static const struct {
	const char *name;
	const char *keys;
	const char *before; /* pressed first, and not measured */
	double target_ms;
} steps[] = {
	{"down", "j", "", MOVE_MS},
	{"down half a page", "C-d", "", MOVE_MS},
	{"down a page", "C-f", "", MOVE_MS},
	{"last line", "G", "g g", MOVE_MS},
	{"first line", "g g", "G", MOVE_MS},
	{"next group", "]", "", MOVE_MS},
	{"up", "k", "G", MOVE_MS},
	{"on a group's line", "[", "g g 2 j", MOVE_MS},
	{"on the busy address", "j", "g g", MOVE_MS},
	{"its next bounce", ")", "g g j", MOVE_MS},
	{"scroll in its detail", "C-d", "q g g j Enter", MOVE_MS},
	{"fold", "z c", "g g z o", CHANGE_MS},
	{"unfold", "z o", "g g z c", CHANGE_MS},
	{"fold all", "z M", "z R", CHANGE_MS},
	{"unfold all", "z R", "z M", CHANGE_MS},
	{"by code", "g c", "g s", CHANGE_MS},
	{"by domain", "g d", "g s", CHANGE_MS},
	{"by reason", "g r", "g s", CHANGE_MS},
	{"by week", "g w", "g s", CHANGE_MS},
	{"by host", "g h", "g s", CHANGE_MS},
	{"by list", "g l", "g s", CHANGE_MS},
	{"not grouped", "g n", "g s", CHANGE_MS},
	{"by subject", "g s", "g d", CHANGE_MS},
	{"limit to hard", "f h", "f a", CHANGE_MS},
	{"limit to all", "f a", "f h", CHANGE_MS},
	{"limit, typed", "l d i a g : u s e r Enter", "f a", CHANGE_MS},
	{"sort by address", "o a", "f a o n", CHANGE_MS},
	{"sort by date", "o l", "o a", CHANGE_MS},
	{"sort reversed", "O", "", CHANGE_MS},
	{"search, found", "/ u s e r 7 4 9 9 9 @ Enter", "g g", CHANGE_MS},
	{"search, not there", "/ Z q x Enter", "g g", CHANGE_MS},
	{"search, an expression", "/ z q ( x | y ) Enter", "g g", CHANGE_MS},
};

/* The codes and words of servers, some of each kind. */
static const struct {
	BounceStatus status;
	const char *diagnostic;
} kinds[] = {
	{{5, 1, 1}, "smtp; 550 5.1.1 <%s>: Recipient address rejected: User unknown"},
	{{5, 1, 10}, "smtp; 556 5.1.10 recipient domain has a null MX (%s)"},
	{{5, 2, 2}, "smtp; 552 5.2.2 <%s>: mailbox full"},
	{{4, 2, 2}, "smtp; 452 4.2.2 <%s> is over quota"},
	{{5, 2, 1}, "smtp; 550 5.2.1 The account %s is disabled"},
	{{4, 4, 1}, "smtp; connect to the server of %s: Connection timed out"},
	{{5, 4, 4}, "smtp; Host or domain name not found for %s"},
	{{5, 7, 1}, "smtp; 554 5.7.1 Message to %s rejected as spam"},
	{{5, 7, 26}, "smtp; 550 5.7.26 Unauthenticated email for %s is not accepted"},
	{{5, 0, 0}, "smtp; 550 <%s> no such user here"},
};

static const char *
keep(BounceReportBuilder *builder, const char *text)
{
	return bounce_report_builder_keep(builder, bounce_slice(text), G_MAXSIZE);
}

static BounceReport *
make_report(const BounceKb *kb, unsigned i)
{
	unsigned who = i < BUSY ? 0 : i % ADDRESSES;
	BounceReportBuilder *builder = bounce_report_builder_new();
	BounceEnvelope *envelope = bounce_report_builder_envelope(builder);
	BounceOriginal *original = bounce_report_builder_original(builder);
	BounceRecipient *to = bounce_report_builder_add(builder);
	g_autofree char *address =
		g_strdup_printf("user%u@domain%u.example", who, who * 7919 % 4001);
	g_autofree char *host = g_strdup_printf("mx%u.example.net", who * 31 % 3001);
	g_autofree char *list = g_strdup_printf("list%u.example.org", i % 40);
	g_autofree char *id = g_strdup_printf("%u@mx.example.org", i);
	g_autoptr(GString) words = g_string_new(kinds[who % G_N_ELEMENTS(kinds)].diagnostic);

	g_string_replace(words, "%s", address, 0);
	envelope->kind = BOUNCE_KIND_FAILURE;
	envelope->message_id = keep(builder, id);
	envelope->subject = keep(builder, "Undelivered Mail Returned to Sender");
	envelope->from = keep(builder, "MAILER-DAEMON@mx.example.org");
	envelope->reporting_mta = keep(builder, "mx.example.org");
	original->message_id = keep(builder, id);
	original->list_id = keep(builder, list);
	to->address = to->final_recipient = keep(builder, address);
	to->valid = true;
	to->action = BOUNCE_ACTION_FAILED;
	to->status = to->status_field = kinds[who % G_N_ELEMENTS(kinds)].status;
	to->status_source = BOUNCE_STATUS_SOURCE_FIELD;
	to->diagnostic = keep(builder, words->str);
	to->remote_mta = keep(builder, host);
	bounce_classify(kb, builder, to, (BounceTold){BOUNCE_SLICE_EMPTY, BOUNCE_SLICE_EMPTY});
	return bounce_report_builder_end(builder);
}

static void
add_bounce(Browser *browser, unsigned i)
{
	g_autoptr(BounceReport) report = make_report(browser->options->kb, i);
	const Origin origin = {
		.message_id = bounce_report_envelope(report)->message_id,
		.path = bounce_report_envelope(report)->message_id,
		.date = NOW - (gint64)i * 900,
	};

	model_add(browser->context.model, &origin, report);
}

/* In milliseconds. */
static double
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* The slowest key of them. */
static double
press(Browser *browser, const char *keys)
{
	g_auto(GStrv) all = g_strsplit(keys, " ", -1);
	double slowest = 0;

	for (char **key = all; *key && **key; key++) {
		double begin = now_ms();

		browser_key(browser, *key);
		browser_draw(browser);
		slowest = MAX(slowest, now_ms() - begin);
	}
	return slowest;
}

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void
print_row(const char *name, double *ms, double target_ms)
{
	qsort(ms, ROUNDS, sizeof *ms, compare);
	printf("%-24s %9.2f %9.2f %9.0f%s\n", name, ms[ROUNDS / 2], ms[ROUNDS - 1], target_ms,
	       ms[ROUNDS / 2] > target_ms ? "  over" : "");
}

/* While mail is read: what one more report costs when it is shown.  The browser knows no
 * store here, by whose configuration it would look for guards itself. */
static void
measure_coming_in(Browser *browser)
{
	static const char *const settings[] = {"bounces.protect", "*@example.org;*@*.example.org",
	                                       NULL};
	g_autoptr(Guarding) guarding = guarding_new(settings);
	double ms[ROUNDS];

	model_set_guards(browser->context.model, guarding);

	for (unsigned i = 0; i < ROUNDS; i++) {
		add_bounce(browser, BOUNCES + i);

		double begin = now_ms();

		browser_update(browser);
		model_set_guards(browser->context.model, guarding);
		browser_draw(browser);
		ms[i] = now_ms() - begin;
	}
	print_row("one more bounce", ms, CHANGE_MS);
}

static void
measure(Browser *browser, const char *only)
{
	double begin = now_ms();

	for (unsigned i = 0; i < BOUNCES; i++)
		add_bounce(browser, i);
	printf("made and taken in         %8.2f s\n", (now_ms() - begin) / 1000);
	begin = now_ms();
	browser_update(browser);
	browser_draw(browser);
	printf("the first screen          %8.2f ms, %zu bounces, %zu addresses, %d by %d\n\n",
	       now_ms() - begin, model_counts(browser->context.model)->n_events,
	       model_counts(browser->context.model)->n_rows, COLS, ROWS);

	printf("%-24s %9s %9s %9s  milliseconds\n", "", "median", "worst", "target");
	for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
		double ms[ROUNDS];

		if (!g_str_has_prefix(steps[i].name, only))
			continue;
		for (size_t round = 0; round < ROUNDS; round++) {
			press(browser, steps[i].before);
			ms[round] = press(browser, steps[i].keys);
		}
		press(browser, "q");
		print_row(steps[i].name, ms, steps[i].target_ms);
	}
	measure_coming_in(browser);
}

static void
on_changed(void *user)
{
	(void)user;
}

static bool
run(FILE *nowhere, const char *only, GError **error)
{
	const char *const dirs[] = {"share/kb", NULL};
	const char *const no_terms[] = {NULL};
	g_autoptr(BounceKb) kb = bounce_kb_load(dirs, NULL, error);
	g_autoptr(Screen) screen =
		kb ? screen_new("xterm-256color", nowhere, nowhere, error) : NULL;
	const IntakeOptions intake = {.program = "true", .data_dir = "share", .terms = no_terms};
	g_autoptr(Config) config = config_new("share");
	const UiOptions options = {
		.intake = &intake, .kb = kb, .config = config, .state_dir = "", .now = NOW};

	if (!screen)
		return false;
	screen_resize(screen, ROWS, COLS);

	g_autoptr(Browser) browser = browser_new(&options, screen, on_changed, NULL);

	measure(browser, only);
	return true;
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	FILE *nowhere = fopen("/dev/null", "r+");
	bool done;

	setlocale(LC_ALL, "");
	if (!nowhere)
		return 1;
	done = run(nowhere, argc > 1 ? argv[1] : "", &error);
	fclose(nowhere);
	if (!done)
		fprintf(stderr, "bench-browser: %s\n", error->message);
	return done ? 0 : 1;
}
