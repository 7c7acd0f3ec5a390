/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-mbox.c - where messages begin and end
 */
#include "reader/mbox.h"

#include <bounce/parser.h>

#include <fcntl.h>
#include <gio/gio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "unit.h"

static int
file_of(const char *bytes, size_t len)
{
	int fd = memfd_create("mbox", MFD_CLOEXEC);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, len), len);
	return fd;
}

/* The messages as one text, a bar before each, with its number. */
static char *
split(int fd, unsigned number, guint64 offset)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Mbox) mbox = mbox_new(fd, number, offset, &error);
	GString *text = g_string_new(NULL);
	MboxMessage message;

	while (mbox && mbox_next(mbox, &message, &error)) {
		g_string_append_printf(text, "|%u ", message.number);
		g_string_append_len(text, message.bytes, (gssize)message.len);
	}
	if (error)
		g_string_append_printf(text, "! %s", error->message);
	return g_string_free(text, FALSE);
}

static void
test_split(void **state)
{
	static const struct {
		const char *file, *want;
	} cases[] = {
		{"", "|0 "},
		{"Subject: a\n\nFrom here\n\nFrom there\n",
	         "|0 Subject: a\n\nFrom here\n\nFrom there\n"},
		{"From a\n", "|1 From a\n"},
		{"From a\nx\n\nFrom b\ny\n", "|1 From a\nx\n\n|2 From b\ny\n"},
		{"From a\r\nx\r\n\r\nFrom b\r\ny", "|1 From a\r\nx\r\n\r\n|2 From b\r\ny"},
		/* not after an empty line */
		{"From a\nx\nFrom b\ny\n", "|1 From a\nx\nFrom b\ny\n"},
		/* not at the beginning of a line */
		{"From a\n\n From b\n\n>From c\n", "|1 From a\n\n From b\n\n>From c\n"},
		/* not even the same words */
		{"From a\n\nFrom: b\n\nfrom c\n\nFro", "|1 From a\n\nFrom: b\n\nfrom c\n\nFro"},
		/* a blank in it is not empty */
		{"From a\n \nFrom b\n", "|1 From a\n \nFrom b\n"},
		{"From a\n\nFrom b\n\nFrom c\n", "|1 From a\n\n|2 From b\n\n|3 From c\n"},
	};

	for_each_case(c, cases) {
		int fd = file_of(c->file, strlen(c->file));
		g_autofree char *got = split(fd, 1, 0);

		close(fd);
		check(strcmp(got, c->want) == 0, "%s: %s", c->file, got);
	}
	(void)state;
}

static void
test_resume(void **state)
{
	static const char file[] = "From a\nx\n\nFrom b\ny\n\nFrom c\nz\n";
	static const struct {
		unsigned number;
		guint64 offset;
		const char *want;
	} cases[] = {
		{1, 0, "|1 From a\nx\n\n|2 From b\ny\n\n|3 From c\nz\n"},
		{2, 10, "|2 From b\ny\n\n|3 From c\nz\n"},
		{3, 20, "|3 From c\nz\n"},
		{4, 29, ""},
		{4, 1000, ""},
		{2, 11, "! the file changed while it was read"},
	};
	int fd = file_of(file, strlen(file));

	for_each_case(c, cases) {
		g_autofree char *got = split(fd, c->number, c->offset);

		check(strcmp(got, c->want) == 0, "%u at %u: %s", c->number, (unsigned)c->offset,
		      got);
	}
	close(fd);
	(void)state;
}

/* A separator at every place of the window's edges is still seen. */
static void
test_window(void **state)
{
	for (size_t len = 64 * 1024 - 20; len < 64 * 1024 + 20; len++) {
		g_autofree char *line = g_strnfill(len, 'x');
		g_autofree char *text = g_strdup_printf("From a\n%s\n\nFrom b\n%s", line, line);
		int fd = file_of(text, strlen(text));
		g_autoptr(Mbox) mbox = mbox_new(fd, 1, 0, NULL);
		MboxMessage message;

		check(mbox_next(mbox, &message, NULL) && message.len == len + 9 &&
		              message.next == len + 9,
		      "%zu: the first is %zu", len, message.len);
		check(mbox_next(mbox, &message, NULL) && message.len == len + 7 &&
		              memcmp(message.bytes, "From b\n", 7) == 0,
		      "%zu: the second is %zu", len, message.len);
		assert_false(mbox_next(mbox, &message, NULL));
		close(fd);
	}
	(void)state;
}

static void
test_cut(void **state)
{
	g_autofree char *filling = g_strnfill(BOUNCE_MESSAGE_MAX * 2, 'x');
	g_autofree char *text = g_strdup_printf("From a\n%s\n\nFrom b\n", filling);
	int fd = file_of(text, strlen(text));
	int plain = file_of(filling, strlen(filling));
	g_autoptr(Mbox) mbox = mbox_new(fd, 1, 0, NULL);
	g_autoptr(Mbox) one = mbox_new(plain, 1, 0, NULL);
	MboxMessage message;

	assert_true(mbox_next(mbox, &message, NULL));
	assert_int_equal(message.len, BOUNCE_MESSAGE_MAX + 1);
	assert_true(mbox_next(mbox, &message, NULL));
	assert_int_equal(message.len, 7);
	assert_false(mbox_next(mbox, &message, NULL));

	assert_true(mbox_next(one, &message, NULL));
	assert_int_equal(message.len, BOUNCE_MESSAGE_MAX + 1);
	/* what is cut off is not even read */
	assert_true(message.next < BOUNCE_MESSAGE_MAX + 128 * 1024);
	assert_false(mbox_next(one, &message, NULL));
	close(fd);
	close(plain);
	(void)state;
}

static int
gzip_file_of(const char *text)
{
	g_autoptr(GZlibCompressor) gzip = g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
	char packed[1024];
	gsize n_read, n_written;

	assert_int_equal(g_converter_convert(G_CONVERTER(gzip), text, strlen(text), packed,
	                                     sizeof packed, G_CONVERTER_INPUT_AT_END, &n_read,
	                                     &n_written, NULL),
	                 G_CONVERTER_FINISHED);
	return file_of(packed, n_written);
}

static void
test_gzip(void **state)
{
	static const struct {
		unsigned number;
		guint64 offset;
		const char *want;
	} cases[] = {
		{1, 0, "|1 From a\nx\n\n|2 From b\ny\n"},
		{2, 10, "|2 From b\ny\n"}, /* offsets count what is unzipped */
		{2, 99, ""},
		{0, 0, "|0 From a\nx\n\nFrom b\ny\n"},
	};

	for_each_case(c, cases) {
		int fd = gzip_file_of("From a\nx\n\nFrom b\ny\n");
		g_autofree char *got = split(fd, c->number, c->offset);

		check(g_str_equal(got, c->want), "%u at %u: %s", c->number, (unsigned)c->offset,
		      got);
		close(fd);
	}

	static const char lie[] = "\x1f\x8b no more than looks like it";
	int broken = file_of(lie, sizeof lie);
	g_autofree char *got = split(broken, 0, 0);
	check(g_str_has_prefix(got, "! "), "broken: %s", got);
	close(broken);
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_split),  cmocka_unit_test(test_resume),
		cmocka_unit_test(test_window), cmocka_unit_test(test_cut),
		cmocka_unit_test(test_gzip),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
