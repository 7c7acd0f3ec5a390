/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The stored form of a report: a header; then the members of each record, as the
 * rows of its table say, and of a recipient what its words come to; then all text, as it
 * stands in the block of a report, of which a member says where it begins.  Numbers are in
 * the machine's own order.
 *
 * Nothing that is read is believed.
 */
#include <bounce/error.h>
#include <bounce/report.h>

#include "bounds.h"
#include "report-pack.h"

#include <string.h>

typedef struct {
	guint32 n_recipients, n_notes, text_size;
} Header;

GQuark
bounce_error_quark(void)
{
	return g_quark_from_static_string("bounce-error");
}

/* ---- writing */

typedef struct {
	GByteArray *bytes;
	const BounceReport *report;
} Writer;

static void
put(Writer *out, const void *value, size_t size)
{
	g_byte_array_append(out->bytes, value, (guint)size);
}

/* 0 is "", which is in no block; else one more than where it begins. */
static void
put_text(Writer *out, const char *text)
{
	guint32 place = *text ? (guint32)(text - bounce_report_texts(out->report)) + 1 : 0;

	put(out, &place, sizeof place);
}

static void
put_member(Writer *out, const BounceRecordField *field, const void *record)
{
	const guint8 *at = (const guint8 *)record + field->offset;

	switch (field->type) {
	case BOUNCE_FIELD_TEXT:
		put_text(out, bounce_field_text(field, record));
		return;
	case BOUNCE_FIELD_CHOICE:
		put(out, at, sizeof(guint8));
		return;
	case BOUNCE_FIELD_STATUS: {
		BounceStatus status = bounce_field_status(field, record);
		const guint16 digits[] = {status.class, status.subject, status.detail};

		put(out, digits, sizeof digits);
		return;
	}
	case BOUNCE_FIELD_REPLY:
		put(out, at, sizeof(unsigned));
		return;
	case BOUNCE_FIELD_DATE:
		put(out, at, sizeof(gint64));
		return;
	case BOUNCE_FIELD_FLAG:
		put(out, at, sizeof(bool));
		return;
	}
	g_assert_not_reached();
}

static void
put_record(Writer *out, BounceRecordFields fields, const void *record)
{
	for (size_t i = 0; i < fields.n; i++)
		put_member(out, &fields.field[i], record);
}

static void
put_recipient(Writer *out, const BounceRecipient *to)
{
	put_record(out, bounce_recipient_fields(), to);
	put(out, &to->saying, sizeof to->saying);
	put(out, &to->host, sizeof to->host);
}

GByteArray *
bounce_report_to_bytes(const BounceReport *report)
{
	const Header header = {report->n_recipients, report->n_notes, report->text_size};
	Writer out = {g_byte_array_new(), report};

	put(&out, &header, sizeof header);
	put_record(&out, bounce_envelope_fields(), &report->envelope);
	put_record(&out, bounce_original_fields(), &report->original);
	for (size_t i = 0; i < report->n_recipients; i++)
		put_recipient(&out, &bounce_report_recipients(report)[i]);
	for (size_t i = 0; i < report->n_notes; i++)
		put_text(&out, bounce_report_notes(report)[i]);
	put(&out, bounce_report_texts(report), report->text_size);
	return out.bytes;
}

/* ---- and back */

typedef struct {
	const guint8 *at, *end;
	const char *texts;
	size_t text_size;
} Reader;

/* Whether so much is there has been looked at. */
static void
take(Reader *in, void *value, size_t size)
{
	memcpy(value, in->at, size);
	in->at += size;
}

static bool
has(const Reader *in, size_t size)
{
	return (size_t)(in->end - in->at) >= size;
}

/* A text begins where the one before has ended. */
static bool
take_text(Reader *in, const char **text)
{
	guint32 place;

	take(in, &place, sizeof place);
	if (place > in->text_size || (place > 1 && in->texts[place - 2] != '\0'))
		return false;
	*text = place > 0 ? in->texts + place - 1 : "";
	return true;
}

static bool
take_choice(Reader *in, const BounceRecordField *field, guint8 *choice)
{
	take(in, choice, sizeof *choice);
	return *choice < field->n_names;
}

static bool
take_status(Reader *in, BounceStatus *status)
{
	guint16 digits[3];

	take(in, digits, sizeof digits);
	if (digits[1] > 999 || digits[2] > 999)
		return false;
	if (digits[0] != 0 && digits[0] != 2 && digits[0] != 4 && digits[0] != 5)
		return false;
	*status = (BounceStatus){(uint8_t)digits[0], digits[1], digits[2]};
	return true;
}

static bool
take_flag(Reader *in, bool *flag)
{
	guint8 value;

	take(in, &value, sizeof value);
	*flag = value == 1;
	return value <= 1;
}

static bool
take_member(Reader *in, const BounceRecordField *field, void *record)
{
	void *at = (char *)record + field->offset;

	switch (field->type) {
	case BOUNCE_FIELD_TEXT:
		return take_text(in, at);
	case BOUNCE_FIELD_CHOICE:
		return take_choice(in, field, at);
	case BOUNCE_FIELD_STATUS:
		return take_status(in, at);
	case BOUNCE_FIELD_REPLY:
		take(in, at, sizeof(unsigned));
		return true;
	case BOUNCE_FIELD_DATE:
		take(in, at, sizeof(gint64));
		return true;
	case BOUNCE_FIELD_FLAG:
		return take_flag(in, at);
	}
	g_assert_not_reached();
}

static const size_t sizes[] = {
	[BOUNCE_FIELD_TEXT] = sizeof(guint32),       [BOUNCE_FIELD_CHOICE] = sizeof(guint8),
	[BOUNCE_FIELD_STATUS] = 3 * sizeof(guint16), [BOUNCE_FIELD_REPLY] = sizeof(unsigned),
	[BOUNCE_FIELD_DATE] = sizeof(gint64),        [BOUNCE_FIELD_FLAG] = sizeof(guint8),
};

static bool
take_record(Reader *in, BounceRecordFields fields, void *record)
{
	size_t size = 0;

	for (size_t i = 0; i < fields.n; i++)
		size += sizes[fields.field[i].type];
	if (!has(in, size))
		return false;
	for (size_t i = 0; i < fields.n; i++)
		if (!take_member(in, &fields.field[i], record))
			return false;
	return true;
}

/* Eight bytes at a time. */
static bool
is_ascii(const char *bytes, size_t size)
{
	guint64 all = 0, eight;
	size_t i = 0;

	for (; size - i >= sizeof eight; i += sizeof eight) {
		memcpy(&eight, bytes + i, sizeof eight);
		all |= eight;
	}
	for (; i < size; i++)
		all |= (guint64)(guchar)bytes[i];
	return (all & G_GUINT64_CONSTANT(0x8080808080808080)) == 0;
}

/* Texts one behind the other, each with a NUL. */
static bool
are_texts(const char *texts, size_t size)
{
	const char *end;

	if (size > 0 && texts[size - 1] != '\0')
		return false;
	if (is_ascii(texts, size))
		return true;
	for (; size > 0; size -= (size_t)(end + 1 - texts), texts = end + 1) {
		end = memchr(texts, '\0', size);
		if (!g_utf8_validate(texts, end - texts, NULL))
			return false;
	}
	return true;
}

static bool
take_recipient(Reader *in, BounceRecipient *to)
{
	if (!take_record(in, bounce_recipient_fields(), to) ||
	    !has(in, sizeof to->saying + sizeof to->host))
		return false;
	take(in, &to->saying, sizeof to->saying);
	take(in, &to->host, sizeof to->host);
	return true;
}

static bool
take_report(Reader *in, BounceReport *report)
{
	if (!take_record(in, bounce_envelope_fields(), &report->envelope) ||
	    !take_record(in, bounce_original_fields(), &report->original))
		return false;
	for (size_t i = 0; i < report->n_recipients; i++)
		if (!take_recipient(in, &bounce_report_recipients(report)[i]))
			return false;
	for (size_t i = 0; i < report->n_notes; i++)
		if (!has(in, sizeof(guint32)) || !take_text(in, &bounce_report_notes(report)[i]))
			return false;
	return in->at == in->end;
}

static BounceReport *
take_all(Reader *in)
{
	Header header;

	if (!has(in, sizeof header))
		return NULL;
	take(in, &header, sizeof header);
	if (header.n_recipients > BOUNCE_RECIPIENTS_MAX || header.n_notes > BOUNCE_NOTES_MAX ||
	    !has(in, header.text_size))
		return NULL;
	in->end -= header.text_size;

	g_autoptr(BounceReport) report = bounce_report_alloc(
		header.n_recipients, header.n_notes, (const char *)in->end, header.text_size);

	in->texts = bounce_report_texts(report);
	in->text_size = report->text_size;
	if (!are_texts(in->texts, in->text_size) || !take_report(in, report))
		return NULL;
	return g_steal_pointer(&report);
}

BounceReport *
bounce_report_from_bytes(const void *bytes, size_t len, GError **error)
{
	Reader in = {.at = bytes, .end = (const guint8 *)bytes + len};
	BounceReport *report = take_all(&in);

	if (!report)
		g_set_error_literal(error, BOUNCE_ERROR, BOUNCE_ERROR_FRAME,
		                    "a stored report does not read back");
	return report;
}
