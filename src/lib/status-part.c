/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "status-part.h"

#include "dsn.h"

/* The labelled part, else the first that reads like one: some servers label it
 * text/plain.  Only within a multipart: a mail that is all text quotes one. */
const BouncePart *
bounce_status_part(const BounceMime *mime)
{
	const BouncePart *labelled = bounce_mime_find_part(mime, BOUNCE_PART_DELIVERY_STATUS);

	if (labelled || !g_str_has_prefix(bounce_mime_type(mime), "multipart/"))
		return labelled;
	for (size_t i = 0; i < bounce_mime_n_parts(mime); i++) {
		const BouncePart *part = bounce_mime_part(mime, i);

		if ((part->kind == BOUNCE_PART_TEXT || part->kind == BOUNCE_PART_OTHER) &&
		    bounce_dsn_looks_like(part->text))
			return part;
	}
	return NULL;
}
