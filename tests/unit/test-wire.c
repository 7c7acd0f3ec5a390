/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-wire.c - what is written reads back; what was not written is refused
 */
#include "core/wire.h"

#include <gio/gio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "unit.h"

typedef struct {
	int fd[2];
	Wire *wire;
} Line;

static void
line_open(Line *line)
{
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, line->fd), 0);
	line->wire = wire_new();
}

static void
line_clear(Line *line)
{
	wire_free(line->wire);
	close(line->fd[0]);
	close(line->fd[1]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Line, line_clear)

/* One of each type, in text form. */
static const char *const bodies[] = {
	[WIRE_QUERY] = "(b'/a/config', uint32 0, [b'from:x', b'\\xff'], false, true, 'abc', uint64 "
		       "7, uint64 "
		       "9, uint64 8, uint64 5, false, true, uint32 1, uint32 2)",
	[WIRE_TEXT] = "(b'/tmp/text', uint32 0, uint64 0, '')",
	[WIRE_SHOW] = "(b'/mail/1', uint32 0, uint64 0, '')",
	[WIRE_SHOW_HEADER] = "(b'/mail/1', uint32 0, uint64 0, '')",
	[WIRE_SHOW_STATUS] = "(b'/mail/1', uint32 0, uint64 0, '')",
	[WIRE_SHOWN] = "(uint32 0, uint64 99, [byte 0x46, 0xff, 0x00], true)",
	[WIRE_PARSE] = "(b'/mail/\\xe9', uint32 7, uint64 4294967296, 'was killed')",
	[WIRE_LOOKUP] = "(b'/a/config', [(['id@example.org'], 'ann@example.org', int64 -5)])",
	[WIRE_RECENT] = "(b'/a/config', 'abc', uint64 7)",
	[WIRE_SENDERS] = "([('ann@example.org', int64 -5)],)",
	[WIRE_READY] = "('system calls',)",
	[WIRE_STORE] = ("('/mail', '(a) or (b)', uint64 3, uint64 1000000, "
                        "['bounces.mailer', 'mutt %f'], 'abc', uint64 7, uint64 9, uint64 3, "
                        "uint64 4, uint64 5)"),
	[WIRE_ENTRY] = "('id@example.org', int64 -5, [b'/mail/1', b'/mail/2'])",
	[WIRE_REPORT] = "(uint32 0, uint64 99, [byte 0x61])",
	[WIRE_REFUSED] = "(uint32 2, uint64 99, 'is a directory')",
	[WIRE_FOUND] = "([(true, int64 0), (false, 1234567890123)],)",
	[WIRE_FAILED] = "(uint32 1, 'why\\nwhat to do')",
	[WIRE_DONE] = "()",
};

static const char *const types[] = {
#define X(value, type) type,
	WIRE_TYPES(X)
#undef X
};

static GVariant *
body_of(unsigned type)
{
	g_autoptr(GError) error = NULL;
	GVariant *body =
		g_variant_parse(G_VARIANT_TYPE(types[type]), bodies[type], NULL, NULL, &error);

	check(body, "%s: %s", bodies[type], error ? error->message : "");
	return body;
}

static bool
write_frame(int fd, WireType type, guint32 job, GVariant *body, GError **error)
{
	g_autoptr(GByteArray) out = g_byte_array_new();

	return wire_put(out, type, job, body, error) && wire_send(fd, out, error);
}

static void
check_next(Wire *wire, unsigned type)
{
	g_autoptr(GVariant) want = body_of(type);
	g_autoptr(GError) error = NULL;
	g_auto(WireFrame) frame = {0};

	check(wire_next(wire, &frame, &error), "type %u: %s", type,
	      error ? error->message : "none");
	check(frame.type == (WireType)type && frame.job == type + 100, "type %u: got %u of job %u",
	      type, (unsigned)frame.type, frame.job);
	check(g_variant_equal(frame.body, want), "type %u: another body", type);
}

static void
test_round_trip(void **state)
{
	g_auto(Line) line = {0};
	g_auto(WireFrame) frame = {0};

	line_open(&line);
	assert_int_equal(G_N_ELEMENTS(bodies), WIRE_N_TYPES);
	for (unsigned type = 0; type < WIRE_N_TYPES; type++) {
		g_autoptr(GVariant) body = body_of(type);

		assert_true(write_frame(line.fd[0], (WireType)type, type + 100, body, NULL));
	}
	assert_true(wire_fill(line.wire, line.fd[1], NULL) > 0);
	for (unsigned type = 0; type < WIRE_N_TYPES; type++)
		check_next(line.wire, type);
	assert_false(wire_next(line.wire, &frame, NULL));

	/* nothing there is not the end */
	assert_int_equal(wire_fill(line.wire, line.fd[1], NULL), 1);
	assert_int_equal(shutdown(line.fd[0], SHUT_WR), 0);
	assert_int_equal(wire_fill(line.wire, line.fd[1], NULL), 0);
	(void)state;
}

static void
test_byte_by_byte(void **state)
{
	g_auto(Line) from = {0}, to = {0};
	g_autoptr(GVariant) body = body_of(WIRE_ENTRY);
	char byte;

	line_open(&from);
	line_open(&to);
	assert_true(write_frame(from.fd[0], WIRE_ENTRY, WIRE_ENTRY + 100, body, NULL));
	assert_int_equal(shutdown(from.fd[0], SHUT_WR), 0);
	while (read(from.fd[1], &byte, 1) == 1) {
		g_auto(WireFrame) frame = {0};
		g_autoptr(GError) error = NULL;

		assert_false(wire_next(to.wire, &frame, &error));
		assert_null(error);
		assert_int_equal(write(to.fd[0], &byte, 1), 1);
		assert_int_equal(wire_fill(to.wire, to.fd[1], NULL), 1);
	}
	check_next(to.wire, WIRE_ENTRY);
	(void)state;
}

static void
test_refused(void **state)
{
	static const struct {
		const char *name;
		guint32 header[3]; /* length, type, job */
		const char *body;
		bool is_error;
	} cases[] = {
		{"no type", {1, WIRE_N_TYPES, 1}, "\0", true},
		{"far from a type", {1, G_MAXUINT32, 1}, "\0", true},
		{"too long", {WIRE_FRAME_MAX + 1, WIRE_DONE, 1}, "", true},
		{"length that wraps", {G_MAXUINT32 - 4, WIRE_DONE, 1}, "", true},
		{"empty body", {0, WIRE_REFUSED, 1}, "", true},
		{"text without its NUL", {16, WIRE_FAILED, 1}, "abcdefghijklmnop", true},
		{"text that is not UTF-8", {6, WIRE_FAILED, 1}, "\1\0\0\0\xff\0", true},
		{"another size", {5, WIRE_DONE, 1}, "abcde", true},
		{"not all there yet", {6, WIRE_FAILED, 1}, "\1\0\0", false},
	};

	for_each_case(c, cases) {
		g_auto(Line) line = {0};
		g_auto(WireFrame) frame = {0};
		g_autoptr(GError) error = NULL;
		size_t len = c->is_error ? MIN(c->header[0], 16) : 3;

		line_open(&line);
		assert_int_equal(write(line.fd[0], c->header, sizeof(c->header)), 12);
		if (c->body[0] || c->header[0] <= 16)
			assert_int_equal(write(line.fd[0], c->body, len), len);
		assert_true(wire_fill(line.wire, line.fd[1], NULL) > 0);
		check(!wire_next(line.wire, &frame, &error), "%s: was taken", c->name);
		check((error != NULL) == c->is_error, "%s: error %s", c->name,
		      error ? error->message : "none");
	}
	(void)state;
}

static void
test_write_refuses(void **state)
{
	g_auto(Line) line = {0};
	g_autoptr(GError) error = NULL;
	g_autofree char *text = g_strnfill(WIRE_FRAME_MAX, 'x');

	line_open(&line);
	assert_false(
		write_frame(line.fd[0], WIRE_FAILED, 1, g_variant_new("(us)", 1, text), &error));
	assert_true(g_error_matches(error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE));
	g_clear_error(&error);

	/* and this is no SIGPIPE */
	assert_int_equal(shutdown(line.fd[1], SHUT_RDWR), 0);
	assert_false(write_frame(line.fd[0], WIRE_DONE, 1, g_variant_new("()"), &error));
	assert_non_null(error);
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_byte_by_byte),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_write_refuses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
