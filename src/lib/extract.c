/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <bounce/extract.h>

#include <bounce/parser.h>

#include "mime.h"
#include "report-build.h"
#include "status-part.h"

static char *
keep(BounceSlice text)
{
	return g_utf8_make_valid(text.ptr ? text.ptr : "", (gssize)text.len);
}

static char *
extract_header(BounceSlice message)
{
	BounceSlice rest = message, line;

	while (bounce_slice_next_line(&rest, &line))
		if (line.len == 0)
			return keep(bounce_slice_take(message, (size_t)(line.ptr - message.ptr)));
	return keep(message);
}

/* That of a report within a report is as good. */
static char *
extract_status(BounceSlice message)
{
	/* Notes have to go somewhere. */
	g_autoptr(BounceReportBuilder) builder = bounce_report_builder_new();

	bounce_mime_init();
	g_autoptr(BounceMime) mime = bounce_mime_read(message, builder);
	g_autoptr(BounceMime) inner = NULL;
	const BouncePart *part = bounce_status_part(mime);
	if (!part) {
		inner = bounce_mime_read(bounce_mime_enclosed_report(mime), builder);
		part = bounce_status_part(inner);
	}
	return keep(part ? part->text : BOUNCE_SLICE_EMPTY);
}

char *
bounce_extract(BounceExtract what, const char *bytes, size_t len)
{
	BounceSlice message = bounce_mime_skip_from((BounceSlice){bytes, len});

	message = bounce_slice_take(message, BOUNCE_MESSAGE_MAX);
	return what == BOUNCE_EXTRACT_HEADER ? extract_header(message) : extract_status(message);
}
