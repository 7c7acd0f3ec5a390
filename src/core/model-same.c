/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model-same.h"

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
