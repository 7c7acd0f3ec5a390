/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * session.c - the program on a terminal of our own
 *
 * It tells when what was on the screen (src/ui/timings.h), on the clock that we share;
 * what its processes cost at that time is looked up among samples of ours.
 */
#include "measure.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ROWS 40
#define COLS 120

#define SAMPLE_MS 10
/* Memory changes slowly. */
#define SAMPLES_A_PEAK 10
/* It has settled when nothing was painted, and next to nothing done, for so long. */
#define SILENCE_MS 800
#define SILENCE_CPU_MS 2
/* Between keys; not in step with the screen, which is drawn 5 times a second. */
#define KEY_MS 37
/* After the last key. */
#define AFTERGLOW_MS 300

#define PROCESSES_MAX 64

/* What all processes had cost at a time. */
typedef struct {
	double at_ms, program_ms, readers_ms;
} Sample;

typedef struct {
	pid_t pid;
	double cpu_ms;
} Process;

typedef struct {
	const SessionOptions *options;
	pid_t pid;
	int terminal, told; /* what it paints; what it prints at the end */
	gint64 began;
	Process readers[PROCESSES_MAX]; /* also those that are no more */
	size_t n_readers;
	GArray *samples; /* of Sample */
	GArray *sent;    /* of double: when each key was */
	GString *timings;
	double painted_ms; /* when it last painted */
	Session session;
} Play;

static double
now_ms(const Play *play)
{
	return (double)(g_get_monotonic_time() - play->began) / G_TIME_SPAN_MILLISECOND;
}

/* ---- what it costs */

static char *
read_proc(pid_t pid, const char *file)
{
	g_autofree char *path = g_strdup_printf("/proc/%d/%s", (int)pid, file);
	char *text = NULL;

	return g_file_get_contents(path, &text, NULL, NULL) ? text : g_strdup("");
}

/* Of all its threads, also of those that have ended. */
static double
cpu_ms(pid_t pid)
{
	struct timespec spent;
	clockid_t clock;

	if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &spent) != 0)
		return 0;
	return (double)spent.tv_sec * 1e3 + (double)spent.tv_nsec / 1e6;
}

/* The most memory that it had at a time. */
static double
peak_mb(pid_t pid)
{
	g_autofree char *text = read_proc(pid, "status");
	const char *line = strstr(text, "VmHWM:");

	return line ? (double)g_ascii_strtoull(line + strlen("VmHWM:"), NULL, 10) / 1024 : 0;
}

static void
find_readers(Play *play)
{
	g_autofree char *file = g_strdup_printf("task/%d/children", (int)play->pid);
	g_autofree char *text = read_proc(play->pid, file);
	g_auto(GStrv) pids = g_strsplit(text, " ", -1);

	for (char **pid = pids; *pid && **pid; pid++) {
		pid_t number = (pid_t)g_ascii_strtoull(*pid, NULL, 10);
		size_t i = 0;

		while (i < play->n_readers && play->readers[i].pid != number)
			i++;
		if (i == play->n_readers && i < PROCESSES_MAX)
			play->readers[play->n_readers++] = (Process){number, 0};
	}
}

static void
note_peaks(Play *play)
{
	Session *session = &play->session;

	session->peak_mb = MAX(session->peak_mb, peak_mb(play->pid));
	for (size_t i = 0; i < play->n_readers; i++)
		session->readers_mb = MAX(session->readers_mb, peak_mb(play->readers[i].pid));
}

static void
sample(Play *play)
{
	Sample sample = {.at_ms = now_ms(play), .program_ms = cpu_ms(play->pid)};

	find_readers(play);
	for (size_t i = 0; i < play->n_readers; i++) {
		play->readers[i].cpu_ms =
			MAX(play->readers[i].cpu_ms, cpu_ms(play->readers[i].pid));
		sample.readers_ms += play->readers[i].cpu_ms;
	}
	g_array_append_val(play->samples, sample);
	if (play->samples->len % SAMPLES_A_PEAK == 1)
		note_peaks(play);
}

static double
cost_between(const Sample *from, const Sample *to)
{
	return to->program_ms + to->readers_ms - from->program_ms - from->readers_ms;
}

/* As it was at that time, or a little later. */
static const Sample *
sample_at(const Play *play, double at_ms)
{
	guint i = 0;

	while (i + 1 < play->samples->len && g_array_index(play->samples, Sample, i).at_ms < at_ms)
		i++;
	return &g_array_index(play->samples, Sample, i);
}

static bool
is_quiet(const Play *play)
{
	double now = now_ms(play);
	const Sample *last = &g_array_index(play->samples, Sample, play->samples->len - 1);

	return now - play->painted_ms > SILENCE_MS && now > SILENCE_MS &&
	       cost_between(sample_at(play, now - SILENCE_MS), last) < SILENCE_CPU_MS;
}

/* ---- the terminal */

static void
take(Play *play, const struct pollfd *ends)
{
	char bytes[65536];

	if (ends[0].revents && read(play->terminal, bytes, sizeof(bytes)) > 0)
		play->painted_ms = now_ms(play);
	if (ends[1].revents) {
		ssize_t n = read(play->told, bytes, sizeof(bytes));

		g_string_append_len(play->timings, bytes, MAX(n, 0));
	}
}

static void
watch(Play *play, double until_ms)
{
	struct pollfd ends[] = {{play->terminal, POLLIN, 0}, {play->told, POLLIN, 0}};

	for (double left; (left = until_ms - now_ms(play)) > 0;) {
		if (poll(ends, G_N_ELEMENTS(ends), (int)MIN(left + 1, SAMPLE_MS)) > 0)
			take(play, ends);
		if (now_ms(play) -
		            g_array_index(play->samples, Sample, play->samples->len - 1).at_ms >=
		    SAMPLE_MS)
			sample(play);
	}
}

static void
press_keys(Play *play)
{
	const SessionOptions *options = play->options;

	for (unsigned i = 0; options->keys && i < options->n_keys; i++) {
		double at = now_ms(play);

		if (write(play->terminal, &options->keys[i % strlen(options->keys)], 1) != 1)
			return;
		g_array_append_val(play->sent, at);
		watch(play, at + KEY_MS);
	}
	watch(play, now_ms(play) + AFTERGLOW_MS);
}

/* ---- start and end */

void
measure_set_folders(const char *config, const char *home)
{
	static const char *const folders[][2] = {{"XDG_DATA_HOME", "data"},
	                                         {"XDG_STATE_HOME", "state"},
	                                         {"XDG_CACHE_HOME", "cache"},
	                                         {"XDG_CONFIG_HOME", "config"}};

	for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
		g_autofree char *folder = g_build_filename(home, folders[i][1], NULL);

		g_setenv(folders[i][0], folder, TRUE);
	}
	g_setenv("NOTMUCH_CONFIG", config, TRUE);
	g_unsetenv("NOTMUCH_DATABASE");
	g_unsetenv("NOTMUCH_PROFILE");
	g_unsetenv("MAILDIR");
}

/* Runs after the fork. */
static void
start(const Play *play, int told)
{
	const SessionOptions *options = play->options;
	g_autofree char *timings = g_strdup_printf("--timings=%" G_GINT64_FORMAT, play->began);

	measure_set_folders(options->config, options->home);
	g_setenv("TERM", "xterm-256color", TRUE);
	g_setenv("LC_ALL", "C.UTF-8", TRUE);
	dup2(told, STDERR_FILENO);
	execl(options->program, options->program, timings, NULL);
}

static void
begin(Play *play)
{
	struct winsize size = {.ws_row = ROWS, .ws_col = COLS};
	int told[2];

	if (pipe2(told, O_CLOEXEC) != 0)
		exit(EXIT_FAILURE);
	play->began = g_get_monotonic_time();
	play->pid = forkpty(&play->terminal, NULL, NULL, &size);
	if (play->pid == 0) {
		start(play, told[1]);
		_exit(127);
	}
	close(told[1]);
	play->told = told[0];
	sample(play);
}

/* Told in three columns: what, when it happened, when it was on the screen. */
static void
take_timing(Play *play, const char *line, guint *n_keys)
{
	Session *session = &play->session;
	g_auto(GStrv) parts = g_strsplit(line, "\t", 3);

	if (g_strv_length(parts) != 3)
		return;
	double happened = g_ascii_strtod(parts[1], NULL);
	double painted = g_ascii_strtod(parts[2], NULL);

	if (g_str_equal(parts[0], "screen")) {
		session->screen_ms = painted;
	} else if (g_str_equal(parts[0], "rows")) {
		session->rows_ms = painted;
	} else if (g_str_equal(parts[0], "whole")) {
		session->whole_ms = painted;
		session->reading.wall_ms = happened;
	} else if (g_str_equal(parts[0], "settled")) {
		session->settled_ms = happened;
		session->readers_ms = sample_at(play, happened)->readers_ms;
	} else if (g_str_equal(parts[0], "key") && *n_keys < play->sent->len) {
		double took = painted - g_array_index(play->sent, double, (*n_keys)++);

		g_array_append_val(session->keys, took);
	}
}

static void
take_timings(Play *play)
{
	g_auto(GStrv) lines = g_strsplit(play->timings->str, "\n", -1);
	guint n_keys = 0;

	for (char **line = lines; *line; line++)
		take_timing(play, *line, &n_keys);
	if (play->session.settled_ms <= 0) {
		fprintf(stderr, "bench-store: the program did not settle:\n%s", play->timings->str);
		exit(EXIT_FAILURE);
	}
	const Sample *read = sample_at(play, play->session.reading.wall_ms);
	play->session.reading.cpu_ms = read->program_ms + read->readers_ms;
}

static void
end(Play *play)
{
	struct pollfd ends[] = {{play->terminal, POLLIN, 0}, {play->told, POLLIN, 0}};

	note_peaks(play);
	kill(play->pid, SIGTERM);
	while (!(ends[1].revents & POLLHUP) && poll(ends, G_N_ELEMENTS(ends), -1) > 0)
		take(play, ends);
	close(play->terminal);
	close(play->told);
	while (wait(NULL) > 0)
		;
}

Session
session_run(const SessionOptions *options)
{
	g_autoptr(GArray) samples = g_array_new(FALSE, FALSE, sizeof(Sample));
	g_autoptr(GArray) sent = g_array_new(FALSE, FALSE, sizeof(double));
	g_autoptr(GString) timings = g_string_new(NULL);
	Play play = {
		.options = options,
		.samples = samples,
		.sent = sent,
		.timings = timings,
		.session.keys = g_array_new(FALSE, FALSE, sizeof(double)),
	};

	begin(&play);
	if (options->at_once)
		press_keys(&play);
	while (!is_quiet(&play))
		watch(&play, now_ms(&play) + SAMPLE_MS);
	if (!options->at_once)
		press_keys(&play);
	end(&play);
	take_timings(&play);
	return play.session;
}

void
session_clear(Session *session)
{
	g_clear_pointer(&session->keys, g_array_unref);
}
