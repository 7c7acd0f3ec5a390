/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * wire.c - frames written whole, and read from bytes as they come
 */
#include "core/wire.h"

#include <errno.h>
#include <gio/gio.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* As much as a busy socket gives at a time. */
#define READ_SIZE ((size_t)16 * 1024)

typedef struct {
	guint32 len;
	guint32 type;
	guint32 job;
} Header;

struct Wire {
	GByteArray *bytes;
	guint taken; /* of bytes, by frames that were given out */
};

static const char *const body_types[] = {
#define X(value, type) type,
	WIRE_TYPES(X)
#undef X
};

GQuark
readers_error_quark(void)
{
	return g_quark_from_static_string("readers_error");
}

void
wire_frame_clear(WireFrame *frame)
{
	g_clear_pointer(&frame->body, g_variant_unref);
}

static void
set_errno(GError **error, const char *what)
{
	int code = errno;

	g_set_error(error, G_IO_ERROR, (int)g_io_error_from_errno(code), "%s: %s", what,
	            g_strerror(code));
}

/* A full socket is waited for here, so that both ends may be non-blocking. */
static bool
wait_writable(int fd, GError **error)
{
	struct pollfd wanted = {.fd = fd, .events = POLLOUT};
	int n = poll(&wanted, 1, WIRE_PATIENCE_MS);

	if (n == 0)
		g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
		                    "writing a frame: nobody reads");
	if (n < 0 && errno != EINTR)
		set_errno(error, "waiting to write a frame");
	return n > 0 || (n < 0 && errno == EINTR);
}

static bool
write_all(int fd, const guint8 *data, size_t len, GError **error)
{
	while (len > 0) {
		ssize_t n = send(fd, data, len, MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN) {
			if (!wait_writable(fd, error))
				return false;
			continue;
		}
		if (n < 0) {
			set_errno(error, "writing a frame");
			return false;
		}
		data += n;
		len -= (size_t)n;
	}
	return true;
}

bool
wire_put(GByteArray *out, WireType type, guint32 job, GVariant *body, GError **error)
{
	g_autoptr(GVariant) sunk = g_variant_ref_sink(body);
	size_t len = g_variant_get_size(sunk);

	g_return_val_if_fail(type < WIRE_N_TYPES, false);
	g_return_val_if_fail(g_variant_is_of_type(sunk, G_VARIANT_TYPE(body_types[type])), false);
	if (len > WIRE_FRAME_MAX) {
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
		            "writing a frame: %zu bytes are too many", len);
		return false;
	}

	Header header = {(guint32)len, type, job};
	g_byte_array_append(out, (const guint8 *)&header, sizeof(header));
	g_byte_array_append(out, g_variant_get_data(sunk), (guint)len);
	return true;
}

bool
wire_send(int fd, GByteArray *out, GError **error)
{
	bool sent = write_all(fd, out->data, out->len, error);

	g_byte_array_set_size(out, 0);
	return sent;
}

Wire *
wire_new(void)
{
	Wire *wire = g_new0(Wire, 1);

	wire->bytes = g_byte_array_new();
	return wire;
}

void
wire_free(Wire *wire)
{
	g_byte_array_unref(wire->bytes);
	g_free(wire);
}

gssize
wire_fill(Wire *wire, int fd, GError **error)
{
	if (wire->taken > 0)
		g_byte_array_remove_range(wire->bytes, 0, wire->taken);
	wire->taken = 0;

	guint had = wire->bytes->len;
	g_byte_array_set_size(wire->bytes, had + (guint)READ_SIZE);
	ssize_t n = read(fd, wire->bytes->data + had, READ_SIZE);
	int code = errno;
	g_byte_array_set_size(wire->bytes, had + (n > 0 ? (guint)n : 0));

	if (n >= 0)
		return n;
	if (code == EAGAIN || code == EINTR)
		return 1;
	/* The other end went away without reading all that we wrote. */
	if (code == ECONNRESET)
		return 0;
	errno = code;
	set_errno(error, "reading a frame");
	return -1;
}

static bool
check_header(const Header *header, GError **error)
{
	if (header->type < WIRE_N_TYPES && header->len <= WIRE_FRAME_MAX)
		return true;
	g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
	            "reading a frame: type %u of %u bytes", header->type, header->len);
	return false;
}

/* To GLib, bytes are values each of which may be wrong: to look at them took 40 % of the
 * program's time.  Numbers and bytes are none, and where their lengths are, GLib gives
 * none of them. */
static bool
is_sound(WireType type, GVariant *body)
{
	return type == WIRE_REPORT || g_variant_is_normal_form(body);
}

bool
wire_next(Wire *wire, WireFrame *frame, GError **error)
{
	size_t left = wire->bytes->len - wire->taken;
	const guint8 *data = wire->bytes->data + wire->taken;
	Header header;

	if (left < sizeof(header))
		return false;
	memcpy(&header, data, sizeof(header));
	if (!check_header(&header, error) || left - sizeof(header) < header.len)
		return false;

	g_autoptr(GBytes) bytes = g_bytes_new(data + sizeof(header), header.len);
	g_autoptr(GVariant) body = g_variant_ref_sink(
		g_variant_new_from_bytes(G_VARIANT_TYPE(body_types[header.type]), bytes, FALSE));
	if (!is_sound((WireType)header.type, body)) {
		g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
		            "reading a frame: type %u is not in normal form", header.type);
		return false;
	}
	wire->taken += (guint)(sizeof(header) + header.len);
	*frame = (WireFrame){(WireType)header.type, header.job, g_steal_pointer(&body)};
	return true;
}
