/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model-same.h"

#include <string.h>

/* Hexadecimal digits kept of a digest: 128 bits tell any number of reports apart. */
#define DIGEST_LEN 32

static bool
equal_members(const BounceRecordField *field, const void *a, const void *b)
{
	switch (field->type) {
	case BOUNCE_FIELD_TEXT:
	case BOUNCE_FIELD_CHOICE:
		return g_str_equal(bounce_field_text(field, a), bounce_field_text(field, b));
	case BOUNCE_FIELD_STATUS:
		return bounce_status_equal(bounce_field_status(field, a),
		                           bounce_field_status(field, b));
	case BOUNCE_FIELD_REPLY:
		return bounce_field_reply(field, a) == bounce_field_reply(field, b);
	case BOUNCE_FIELD_DATE:
		return bounce_field_date(field, a) == bounce_field_date(field, b);
	case BOUNCE_FIELD_FLAG:
		return bounce_field_flag(field, a) == bounce_field_flag(field, b);
	}
	g_assert_not_reached();
}

gboolean
same_recipients(const void *a, const void *b)
{
	BounceRecordFields fields = bounce_recipient_fields();

	for (size_t i = 0; i < fields.n; i++)
		if (!equal_members(&fields.field[i], a, b))
			return FALSE;
	return TRUE;
}

guint
same_hash(const void *recipient)
{
	const BounceRecipient *to = recipient;

	return g_str_hash(to->address) ^ g_str_hash(to->final_recipient) ^
	       g_str_hash(to->diagnostic);
}

/* Digests, as most mail has one file only, and no report is kept to compare with
 * that gives no row. */
bool
same_add(GHashTable *seen, const char *message_id, const BounceReport *report)
{
	if (!*message_id)
		return true;

	g_autoptr(GVariant) stored = g_variant_ref_sink(bounce_report_to_variant(report));
	g_autoptr(GChecksum) digest = g_checksum_new(G_CHECKSUM_SHA256);

	g_checksum_update(digest, (const guchar *)message_id, (gssize)strlen(message_id) + 1);
	g_checksum_update(digest, g_variant_get_data(stored), (gssize)g_variant_get_size(stored));
	return g_hash_table_add(seen, g_strndup(g_checksum_get_string(digest), DIGEST_LEN));
}
