/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * record.c - a terminal that believes nothing: record ROWS COLUMNS COMMAND... <KEYS
 *
 * Runs the command in a pseudo-terminal, as on an xterm, presses the keys and looks at
 * every byte that comes: text is printable, of known width and within the window, and
 * an escape sequence is one that ncurses has for moving, erasing and colours, with
 * numbers as it would write them.  All else came from a mail.  Prints how much was
 * seen, how long a key took, what the command and all that it started have taken (time of
 * all, memory of the largest), and what was wrong; then it fails.
 *
 * COLUMNS 0 is a window without an edge.  A line of KEYS is what is typed ("\033" is
 * Esc), and perhaps for how many milliseconds nothing must come before it goes on.
 */
#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <wchar.h>

/* So long nothing must come before the next key, and at the beginning. */
#define QUIET_MS 15
#define FIRST_QUIET_MS 500
/* What no byte follows for so long, nothing is to follow. */
#define ANSWER_MS 60
/* However much comes, so long is waited for quiet, or for the end. */
#define PATIENCE_MS 20000

#define PARAMETERS_MAX 16

typedef struct {
	int rows, columns;
	int y, x; /* x is columns when the last one is taken */
	unsigned last_width;
	GString *pending; /* bytes that are no whole sequence yet */
	guint64 n_bytes;
	guint64 n_cells; /* of text */
	gint64 slowest;  /* microseconds from a key to the first byte that came after it */
	GString *wrong;  /* what, and the bytes after it; empty while nothing is */
} Terminal;

typedef struct {
	char prefix; /* "?" or NUL */
	int number[PARAMETERS_MAX];
	int n;
	char final;
	size_t len;
} Sequence;

static void
blame(Terminal *terminal, const char *what, const char *bytes, size_t len)
{
	g_autofree char *context = g_strndup(bytes, MIN(len, 40));
	g_autofree char *shown = g_strescape(context, NULL);

	if (terminal->wrong->len == 0)
		g_string_printf(terminal->wrong, "%s at byte %" G_GUINT64_FORMAT ": %s", what,
		                terminal->n_bytes, shown);
}

/* ---- escape sequences */

static bool
is_one_of(int number, const int *numbers)
{
	for (; *numbers >= 0; numbers++)
		if (number == *numbers)
			return true;
	return false;
}

/* Those of cursor keys, cursor, wrapping, screens, the mouse and paste; insertion. */
static bool
is_mode(const Sequence *sequence)
{
	static const int private[] = {1, 7, 12, 25, 1000, 1002, 1006, 1049, 2004, -1};
	static const int public[] = {4, -1};

	for (int i = 0; i < sequence->n; i++)
		if (!is_one_of(sequence->number[i], sequence->prefix ? private : public))
			return false;
	return sequence->n > 0;
}

static bool
is_colours(const Sequence *sequence)
{
	for (int i = 0; i < sequence->n; i++)
		if (sequence->number[i] > 255)
			return false;
	return true;
}

/* No further than the window, wherever it goes. */
static bool
is_within(const Terminal *terminal, const Sequence *sequence)
{
	int max = MAX(terminal->rows, terminal->columns);

	return sequence->n <= 2 && sequence->number[0] <= max && sequence->number[1] <= max;
}

static int
parameter(const Sequence *sequence, int i)
{
	return MAX(sequence->number[i], 1);
}

static void
move(Terminal *terminal, const Sequence *sequence)
{
	int n = parameter(sequence, 0);

	switch (sequence->final) {
	case 'A':
		terminal->y -= n;
		break;
	case 'B':
		terminal->y += n;
		break;
	case 'C':
		terminal->x += n;
		break;
	case 'D':
		terminal->x = MIN(terminal->x, terminal->columns - 1) - n;
		break;
	case 'G':
		terminal->x = n - 1;
		break;
	case 'd':
		terminal->y = n - 1;
		break;
	case 'H':
		terminal->y = n - 1;
		terminal->x = parameter(sequence, 1) - 1;
		break;
	case 'b':
		terminal->x += n * (int)terminal->last_width;
		terminal->n_cells += (guint64)n * terminal->last_width;
		break;
	case 'r':
		terminal->y = terminal->x = 0;
		break;
	default:
		break;
	}
}

/* "ESC [" is behind us.  false: more bytes are wanted. */
static bool
read_sequence(const char *bytes, size_t len, Sequence *sequence)
{
	size_t at = 2;

	*sequence = (Sequence){0};
	if (at < len && (bytes[at] == '?' || bytes[at] == '>' || bytes[at] == '!'))
		sequence->prefix = bytes[at++];
	for (; at < len && (g_ascii_isdigit(bytes[at]) || bytes[at] == ';'); at++) {
		sequence->n = MAX(sequence->n, 1);
		if (bytes[at] == ';')
			sequence->n = MIN(sequence->n + 1, PARAMETERS_MAX);
		else
			sequence->number[sequence->n - 1] = MIN(
				sequence->number[sequence->n - 1] * 10 + bytes[at] - '0', 99999);
	}
	if (at == len)
		return false;
	sequence->final = bytes[at];
	sequence->len = at + 1;
	return true;
}

static bool
is_known(const Terminal *terminal, const Sequence *sequence)
{
	if (sequence->prefix == '?')
		return strchr("hl", sequence->final) && is_mode(sequence);
	if (sequence->prefix)
		return false;
	if (strchr("hl", sequence->final))
		return is_mode(sequence);
	if (sequence->final == 'm')
		return is_colours(sequence);
	/* Its title, put away and fetched; nothing is asked. */
	if (sequence->final == 't')
		return (sequence->number[0] == 22 || sequence->number[0] == 23) &&
		       sequence->n == 3 && sequence->number[1] == 0 && sequence->number[2] == 0;
	return strchr("ABCDGHdbrJKXP@LMST", sequence->final) && is_within(terminal, sequence);
}

/* Returns the bytes taken, 0 when more are wanted. */
static size_t
take_escape(Terminal *terminal, const char *bytes, size_t len)
{
	Sequence sequence;

	if (len < 2)
		return 0;
	if (bytes[1] == '[') {
		if (!read_sequence(bytes, len, &sequence))
			return 0;
		if (!is_known(terminal, &sequence))
			blame(terminal, "an escape sequence", bytes, len);
		move(terminal, &sequence);
		return sequence.len;
	}
	if (bytes[1] == '(') {
		if (len >= 3 && !strchr("B0", bytes[2]))
			blame(terminal, "a character set", bytes, len);
		return len < 3 ? 0 : 3;
	}
	if (!strchr("=>M78", bytes[1]))
		blame(terminal, "an escape sequence", bytes, len);
	return 2;
}

/* ---- text */

static void
take_control(Terminal *terminal, const char *bytes, size_t len)
{
	switch (*bytes) {
	case '\r':
		terminal->x = 0;
		break;
	case '\n':
		terminal->y = MIN(terminal->y + 1, terminal->rows - 1);
		break;
	case '\b':
		terminal->x = MIN(terminal->x, terminal->columns - 1) - 1;
		break;
	case '\t':
		terminal->x = (terminal->x / 8 + 1) * 8;
		break;
	default:
		blame(terminal, "a control character", bytes, len);
	}
}

static bool
is_for_showing(gunichar c)
{
	GUnicodeType type = g_unichar_type(c);

	return wcwidth((wchar_t)c) >= 0 && type != G_UNICODE_CONTROL && type != G_UNICODE_FORMAT &&
	       type != G_UNICODE_UNASSIGNED && type != G_UNICODE_PRIVATE_USE &&
	       type != G_UNICODE_LINE_SEPARATOR && type != G_UNICODE_PARAGRAPH_SEPARATOR;
}

static size_t
take_text(Terminal *terminal, const char *bytes, size_t len)
{
	gunichar c = g_utf8_get_char_validated(bytes, (gssize)len);

	if (c == (gunichar)-2)
		return 0;
	if (c == (gunichar)-1 || !is_for_showing(c)) {
		blame(terminal, "no text", bytes, len);
		return 1;
	}
	int width = wcwidth((wchar_t)c);
	if (width > 0 && terminal->columns > 0 && terminal->x + width > terminal->columns)
		blame(terminal, "text beyond the edge", bytes, len);
	terminal->last_width = (unsigned)width;
	terminal->x += width;
	terminal->n_cells += (guint64)width;
	return (size_t)g_unichar_to_utf8(c, NULL);
}

static void
take(Terminal *terminal, const char *bytes, size_t len)
{
	g_string_append_len(terminal->pending, bytes, (gssize)len);
	for (;;) {
		const char *at = terminal->pending->str;
		size_t left = terminal->pending->len, n = 1;

		if (left == 0)
			return;
		if (*at == '\033')
			n = take_escape(terminal, at, left);
		else if (g_ascii_iscntrl(*at))
			take_control(terminal, at, left);
		else
			n = take_text(terminal, at, left);
		if (n == 0)
			return;
		terminal->n_bytes += n;
		g_string_erase(terminal->pending, 0, (gssize)n);
	}
}

/* ---- the program */

/* Take what comes until nothing has for so long.  false when the other end is gone. */
static bool
watch(Terminal *terminal, int fd, int quiet_ms)
{
	gint64 end = g_get_monotonic_time() + PATIENCE_MS * G_TIME_SPAN_MILLISECOND;

	while (g_get_monotonic_time() < end) {
		struct pollfd ready = {.fd = fd, .events = POLLIN};
		char bytes[4096];

		if (poll(&ready, 1, quiet_ms) == 0)
			return true;
		ssize_t n = read(fd, bytes, sizeof(bytes));
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		take(terminal, bytes, (size_t)n);
	}
	return true;
}

/* false when there is nobody any more. */
static bool
press(Terminal *terminal, int fd, const char *line)
{
	g_auto(GStrv) words = g_strsplit(line, " ", 2);
	g_autofree char *keys = g_strcompress(words[0]);
	int quiet_ms = words[1] ? (int)g_ascii_strtoull(words[1], NULL, 10) : QUIET_MS;

	gint64 began = g_get_monotonic_time();
	struct pollfd ready = {.fd = fd, .events = POLLIN};

	if (write(fd, keys, strlen(keys)) < 0)
		return false;
	if (poll(&ready, 1, MAX(quiet_ms, ANSWER_MS)) == 0)
		return true;
	terminal->slowest = MAX(terminal->slowest, g_get_monotonic_time() - began);
	return watch(terminal, fd, quiet_ms);
}

static int
start(Terminal *terminal, char **command, pid_t *pid)
{
	struct winsize size = {.ws_row = (unsigned short)terminal->rows,
	                       .ws_col = (unsigned short)terminal->columns};
	int fd = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);

	if (fd < 0 || grantpt(fd) != 0 || unlockpt(fd) != 0 || ioctl(fd, TIOCSWINSZ, &size) != 0)
		g_error("no terminal: %s", g_strerror(errno));
	*pid = fork();
	if (*pid == 0) {
		setsid();
		int other = open(ptsname(fd), O_RDWR);

		for (int i = STDIN_FILENO; i <= STDERR_FILENO; i++)
			dup2(other, i);
		close(other);
		setenv("TERM", "xterm-256color", 1);
		execvp(command[0], command);
		_exit(127);
	}
	return fd;
}

/* How it ended; killed, when it does not. */
static int
end(Terminal *terminal, int fd, pid_t pid)
{
	int status = -1;

	while (watch(terminal, fd, PATIENCE_MS) && waitpid(pid, &status, WNOHANG) == 0)
		kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
	while (waitpid(-1, NULL, 0) > 0)
		;
	return status;
}

static void
print(const Terminal *terminal, int status)
{
	struct rusage used;

	getrusage(RUSAGE_CHILDREN, &used);
	glong ms = (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000 +
	           (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1000;
	printf("status %d, %" G_GUINT64_FORMAT " bytes, %" G_GUINT64_FORMAT
	       " cells of text, slowest key %d ms, %ld ms, %ld kB\n",
	       status, terminal->n_bytes, terminal->n_cells,
	       (int)(terminal->slowest / G_TIME_SPAN_MILLISECOND), ms, used.ru_maxrss);
	if (terminal->wrong->len > 0)
		printf("%s\n", terminal->wrong->str);
}

int
main(int argc, char **argv)
{
	g_autoptr(GString) pending = g_string_new(NULL);
	g_autoptr(GString) wrong = g_string_new(NULL);
	char line[256];
	pid_t pid = 0;

	if (!setlocale(LC_ALL, "C.UTF-8") || argc < 4)
		return 2;
	Terminal terminal = {
		.rows = (int)g_ascii_strtoull(argv[1], NULL, 10),
		.columns = (int)g_ascii_strtoull(argv[2], NULL, 10),
		.pending = pending,
		.wrong = wrong,
	};
	/* Readers that outlive it are ours to wait for. */
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	int fd = start(&terminal, argv + 3, &pid);
	watch(&terminal, fd, FIRST_QUIET_MS);
	while (fgets(line, sizeof(line), stdin))
		if (!press(&terminal, fd, g_strchomp(line)) && fgets(line, sizeof(line), stdin))
			blame(&terminal, "an end before the key", line, strlen(line));
	int status = end(&terminal, fd, pid);

	print(&terminal, status);
	return wrong->len > 0 || status != 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
