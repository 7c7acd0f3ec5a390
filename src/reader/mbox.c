/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mbox.c - splitting at "From " lines, a window of the file at a time
 */
#include "reader/mbox.h"

#include <bounce/parser.h>

#include <errno.h>
#include <gio/gio.h>
#include <gio/gunixinputstream.h>
#include <string.h>
#include <unistd.h>

/* The window; a line that is longer comes in pieces. */
#define WINDOW_SIZE ((size_t)64 * 1024)

/* The parser sees by the last byte that there was more. */
#define KEEP_MAX (BOUNCE_MESSAGE_MAX + 1)

static const char separator[] = "From ";

typedef struct {
	const char *ptr;
	size_t len;
} Piece;

struct Mbox {
	int fd;
	off_t position;         /* up to which it was read, or ... */
	GInputStream *unzipped; /* ... what reads it; NULL: the file is not compressed */
	bool is_mbox;
	bool given;      /* the one message of a file that is no mbox */
	unsigned number; /* of the next message */
	guint64 offset;  /* in the file, of the first byte not taken */
	bool at_end;     /* the file gives no more than is in the window */
	char *window;
	size_t start, end; /* of what is in it */
	GString *kept;
};

static void
set_errno(GError **error)
{
	g_set_error_literal(error, G_IO_ERROR, (int)g_io_error_from_errno(errno),
	                    g_strerror(errno));
}

/* As read(), but with an error. */
static gssize
read_some(Mbox *mbox, char *into, size_t max, GError **error)
{
	ssize_t n;

	if (mbox->unzipped)
		return g_input_stream_read(mbox->unzipped, into, max, NULL, error);
	do
		n = pread(mbox->fd, into, max, mbox->position);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		set_errno(error);
	else
		mbox->position += n;
	return n;
}

static bool
refill(Mbox *mbox, GError **error)
{
	gssize n;

	memmove(mbox->window, mbox->window + mbox->start, mbox->end - mbox->start);
	mbox->end -= mbox->start;
	mbox->start = 0;
	n = read_some(mbox, mbox->window + mbox->end, WINDOW_SIZE - mbox->end, error);
	if (n < 0)
		return false;
	mbox->at_end = n == 0;
	mbox->end += (size_t)n;
	return true;
}

/* See a line with its end, or a window full of one, without taking it.  An
 * empty piece is the end of the file. */
static bool
peek(Mbox *mbox, Piece *piece, GError **error)
{
	size_t searched = 0;

	for (;;) {
		const char *from = mbox->window + mbox->start;
		size_t len = mbox->end - mbox->start;
		const char *newline = memchr(from + searched, '\n', len - searched);

		if (newline || mbox->at_end || len == WINDOW_SIZE) {
			*piece = (Piece){from, newline ? (size_t)(newline - from) + 1 : len};
			return true;
		}
		searched = len;
		if (!refill(mbox, error))
			return false;
	}
}

static void
take(Mbox *mbox, Piece piece)
{
	size_t room = KEEP_MAX - mbox->kept->len;

	g_string_append_len(mbox->kept, piece.ptr, (gssize)MIN(piece.len, room));
	mbox->start += piece.len;
	mbox->offset += piece.len;
}

static bool
is_separator(Piece piece)
{
	size_t len = sizeof(separator) - 1;

	return piece.len >= len && memcmp(piece.ptr, separator, len) == 0;
}

static bool
is_blank(Piece piece)
{
	return (piece.len == 1 && piece.ptr[0] == '\n') ||
	       (piece.len == 2 && memcmp(piece.ptr, "\r\n", 2) == 0);
}

static bool
is_line_end(Piece piece)
{
	return piece.len > 0 && piece.ptr[piece.len - 1] == '\n';
}

/* Take a file that is one message, of which nothing is wanted behind the cut. */
static bool
take_file(Mbox *mbox, GError **error)
{
	while (mbox->kept->len < KEEP_MAX) {
		take(mbox, (Piece){mbox->window + mbox->start, mbox->end - mbox->start});
		if (mbox->at_end)
			return true;
		if (!refill(mbox, error))
			return false;
	}
	return true;
}

/* Take a message of an mbox whole, but keep no more of it than the parser wants. */
static bool
take_message(Mbox *mbox, GError **error)
{
	bool begins_line = false, after_blank = false;
	Piece piece;

	for (;;) {
		if (!peek(mbox, &piece, error))
			return false;
		if (piece.len == 0 || (after_blank && is_separator(piece)))
			return true;
		after_blank = begins_line && is_blank(piece);
		begins_line = is_line_end(piece);
		take(mbox, piece);
	}
}

/* RFC 1952 section 2.3.1; notmuch indexes mail that gzip has compressed. */
static bool
is_gzip(const Mbox *mbox)
{
	static const char magic[] = "\x1f\x8b";
	size_t len = sizeof(magic) - 1;

	return mbox->end >= len && memcmp(mbox->window, magic, len) == 0;
}

/* Get ready to read from offset, which counts unzipped bytes. */
static bool
seek(Mbox *mbox, guint64 offset, GError **error)
{
	if (!refill(mbox, error))
		return false;
	bool zipped = is_gzip(mbox);

	/* As nearly always: what was read is what is wanted. */
	if (!zipped && offset == 0)
		return true;
	mbox->end = 0;
	mbox->at_end = false;
	mbox->position = (off_t)offset;
	if (!zipped)
		return true;
	if (lseek(mbox->fd, 0, SEEK_SET) < 0) {
		set_errno(error);
		return false;
	}

	g_autoptr(GInputStream) raw = g_unix_input_stream_new(mbox->fd, FALSE);
	g_autoptr(GZlibDecompressor) unzip = g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP);
	mbox->unzipped = g_converter_input_stream_new(raw, G_CONVERTER(unzip));
	/* Not g_input_stream_skip(): that would skip what is compressed. */
	while (offset > 0) {
		gssize n = read_some(mbox, mbox->window, MIN(offset, WINDOW_SIZE), error);

		if (n <= 0)
			return n == 0;
		offset -= (guint64)n;
	}
	return true;
}

Mbox *
mbox_new(int fd, unsigned number, guint64 offset, GError **error)
{
	g_autoptr(Mbox) mbox = g_new0(Mbox, 1);
	Piece first;

	mbox->fd = fd;
	mbox->number = number;
	mbox->offset = offset;
	mbox->window = g_malloc(WINDOW_SIZE);
	mbox->kept = g_string_new(NULL);

	if (!seek(mbox, offset, error) || !peek(mbox, &first, error))
		return NULL;
	mbox->is_mbox = number > 1 || (number == 1 && is_separator(first));
	if (number > 1 && first.len > 0 && !is_separator(first)) {
		g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_FAILED,
		                    "the file changed while it was read");
		return NULL;
	}
	return g_steal_pointer(&mbox);
}

void
mbox_free(Mbox *mbox)
{
	g_clear_object(&mbox->unzipped);
	g_free(mbox->window);
	if (mbox->kept)
		g_string_free(mbox->kept, TRUE);
	g_free(mbox);
}

bool
mbox_next(Mbox *mbox, MboxMessage *message, GError **error)
{
	Piece piece;

	if (mbox->given || !peek(mbox, &piece, error) || (mbox->is_mbox && piece.len == 0))
		return false;

	g_string_truncate(mbox->kept, 0);
	if (!(mbox->is_mbox ? take_message(mbox, error) : take_file(mbox, error)))
		return false;

	mbox->given = !mbox->is_mbox;
	message->number = mbox->is_mbox ? mbox->number++ : 0;
	message->next = mbox->offset;
	message->bytes = mbox->kept->str;
	message->len = mbox->kept->len;
	return true;
}
