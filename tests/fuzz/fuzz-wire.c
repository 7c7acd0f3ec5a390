/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frames between the program and its readers, as they come. */
#include "core/wire.h"

#include <sys/socket.h>
#include <unistd.h>

#include "fuzz.h"

/* What fits into a socket that nobody reads yet. */
#define MAX_BYTES 65536

static void
take(const WireFrame *frame)
{
	g_autoptr(GVariant) stored = NULL;
	gsize len;

	g_assert_cmpint(frame->type, <, WIRE_N_TYPES);
	g_assert_true(frame->type == WIRE_REPORT || g_variant_is_normal_form(frame->body));
	if (frame->type != WIRE_REPORT)
		return;
	g_variant_get(frame->body, "(ut@ay)", NULL, NULL, &stored);
	const void *bytes = g_variant_get_fixed_array(stored, &len, 1);
	g_autoptr(BounceReport) report = bounce_report_from_bytes(bytes, len, NULL);
	if (report)
		fuzz_assert_report(report);
}

static void
receive(int fd)
{
	g_autoptr(Wire) wire = wire_new();
	g_autoptr(GError) error = NULL;

	while (!error && wire_fill(wire, fd, &error) > 0)
		for (;;) {
			g_auto(WireFrame) frame = {0};

			if (!wire_next(wire, &frame, &error))
				break;
			take(&frame);
		}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int pair[2];

	if (size > MAX_BYTES)
		return 0;
	g_assert_cmpint(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), ==, 0);
	g_assert_cmpint(send(pair[0], data, size, MSG_DONTWAIT), ==, (gssize)size);
	close(pair[0]);
	receive(pair[1]);
	close(pair[1]);
	return 0;
}
