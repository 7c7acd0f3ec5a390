/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <bounce/report.h>

#include "report-pack.h"
#include "saying.h"

#include <string.h>

#define X(value, name) name,
static const char *const kind_names[] = {BOUNCE_KINDS(X)};
static const char *const action_names[] = {BOUNCE_ACTIONS(X)};
static const char *const address_source_names[] = {BOUNCE_ADDRESS_SOURCES(X)};
static const char *const status_source_names[] = {BOUNCE_STATUS_SOURCES(X)};
static const char *const permanence_names[] = {BOUNCE_PERMANENCES(X)};
static const char *const class_names[] = {BOUNCE_CLASSES(X)};
static const char *const fault_names[] = {BOUNCE_FAULTS(X)};
static const char *const verdict_names[] = {BOUNCE_VERDICTS(X)};
static const char *const confidence_names[] = {BOUNCE_CONFIDENCES(X)};
static const char *const stage_names[] = {BOUNCE_STAGES(X)};
#undef X

/* A choice is read as one byte. */
G_STATIC_ASSERT(sizeof(BounceKind) == sizeof(guint8));

#define MEMBER(type, record, member)                                                               \
	{                                                                                          \
#member, BOUNCE_FIELD_##type, offsetof(record, member), NULL, 0                    \
	}
#define CHOICE(record, member, names)                                                              \
	{                                                                                          \
#member, BOUNCE_FIELD_CHOICE, offsetof(record, member), names, G_N_ELEMENTS(names) \
	}

static const BounceRecordField envelope_fields[] = {
	CHOICE(BounceEnvelope, kind, kind_names),    MEMBER(TEXT, BounceEnvelope, format),
	MEMBER(TEXT, BounceEnvelope, message_id),    MEMBER(TEXT, BounceEnvelope, subject),
	MEMBER(DATE, BounceEnvelope, date),          MEMBER(TEXT, BounceEnvelope, from),
	MEMBER(TEXT, BounceEnvelope, reporting_mta), MEMBER(TEXT, BounceEnvelope, text),
};

static const BounceRecordField original_fields[] = {
	MEMBER(TEXT, BounceOriginal, message_id),  MEMBER(TEXT, BounceOriginal, from),
	MEMBER(TEXT, BounceOriginal, to),          MEMBER(TEXT, BounceOriginal, subject),
	MEMBER(DATE, BounceOriginal, date),        MEMBER(TEXT, BounceOriginal, list_id),
	MEMBER(TEXT, BounceOriginal, envelope_id),
};

static const BounceRecordField recipient_fields[] = {
	MEMBER(TEXT, BounceRecipient, address),
	CHOICE(BounceRecipient, address_source, address_source_names),
	MEMBER(FLAG, BounceRecipient, valid),
	MEMBER(TEXT, BounceRecipient, final_recipient),
	MEMBER(TEXT, BounceRecipient, original_recipient),
	CHOICE(BounceRecipient, action, action_names),
	MEMBER(STATUS, BounceRecipient, status),
	CHOICE(BounceRecipient, status_source, status_source_names),
	MEMBER(STATUS, BounceRecipient, status_field),
	MEMBER(REPLY, BounceRecipient, reply),
	CHOICE(BounceRecipient, permanence, permanence_names),
	CHOICE(BounceRecipient, class, class_names),
	MEMBER(TEXT, BounceRecipient, reason),
	CHOICE(BounceRecipient, fault, fault_names),
	CHOICE(BounceRecipient, verdict, verdict_names),
	CHOICE(BounceRecipient, confidence, confidence_names),
	MEMBER(TEXT, BounceRecipient, rule),
	MEMBER(TEXT, BounceRecipient, evidence),
	MEMBER(TEXT, BounceRecipient, overruled),
	MEMBER(TEXT, BounceRecipient, held),
	MEMBER(FLAG, BounceRecipient, conflict),
	MEMBER(TEXT, BounceRecipient, diagnostic),
	MEMBER(TEXT, BounceRecipient, remote_mta),
	CHOICE(BounceRecipient, stage, stage_names),
};

BounceRecordFields
bounce_envelope_fields(void)
{
	return (BounceRecordFields){envelope_fields, G_N_ELEMENTS(envelope_fields)};
}

BounceRecordFields
bounce_original_fields(void)
{
	return (BounceRecordFields){original_fields, G_N_ELEMENTS(original_fields)};
}

BounceRecordFields
bounce_recipient_fields(void)
{
	return (BounceRecordFields){recipient_fields, G_N_ELEMENTS(recipient_fields)};
}

/* ---- members by their row */

static const void *
member(const BounceRecordField *field, const void *record)
{
	return (const char *)record + field->offset;
}

const char *
bounce_field_text(const BounceRecordField *field, const void *record)
{
	guint8 value;

	if (field->type == BOUNCE_FIELD_TEXT)
		return *(const char *const *)member(field, record);

	g_return_val_if_fail(field->type == BOUNCE_FIELD_CHOICE, "");
	value = *(const guint8 *)member(field, record);
	return value < field->n_names ? field->names[value] : "";
}

BounceStatus
bounce_field_status(const BounceRecordField *field, const void *record)
{
	g_return_val_if_fail(field->type == BOUNCE_FIELD_STATUS, BOUNCE_STATUS_NONE);
	return *(const BounceStatus *)member(field, record);
}

unsigned
bounce_field_reply(const BounceRecordField *field, const void *record)
{
	g_return_val_if_fail(field->type == BOUNCE_FIELD_REPLY, 0);
	return *(const unsigned *)member(field, record);
}

gint64
bounce_field_date(const BounceRecordField *field, const void *record)
{
	g_return_val_if_fail(field->type == BOUNCE_FIELD_DATE, BOUNCE_DATE_NONE);
	return *(const gint64 *)member(field, record);
}

bool
bounce_field_flag(const BounceRecordField *field, const void *record)
{
	g_return_val_if_fail(field->type == BOUNCE_FIELD_FLAG, false);
	return *(const bool *)member(field, record);
}

static const char *
name_of(size_t value, const char *const *names, size_t n_names)
{
	g_return_val_if_fail(value < n_names, "");
	return names[value];
}

/* NOLINTBEGIN(bugprone-macro-parentheses): a declaration has none */
#define NAME_FUNCTION(type, choice)                                                                \
	const char *bounce_##choice##_name(type choice)                                            \
	{                                                                                          \
		return name_of((size_t)choice, choice##_names, G_N_ELEMENTS(choice##_names));      \
	}
NAME_FUNCTION(BounceKind, kind)
NAME_FUNCTION(BounceAction, action)
NAME_FUNCTION(BounceClass, class)
NAME_FUNCTION(BouncePermanence, permanence)
NAME_FUNCTION(BounceFault, fault)
NAME_FUNCTION(BounceVerdict, verdict)
NAME_FUNCTION(BounceConfidence, confidence)
NAME_FUNCTION(BounceAddressSource, address_source)
NAME_FUNCTION(BounceStatusSource, status_source)
/* NOLINTEND(bugprone-macro-parentheses) */

/* ---- reading a report */

BounceReport *
bounce_report_ref(const BounceReport *report)
{
	g_atomic_ref_count_inc(&((BounceReport *)report)->n_refs);
	return (BounceReport *)report;
}

void
bounce_report_unref(BounceReport *report)
{
	if (g_atomic_ref_count_dec(&report->n_refs))
		g_free(report);
}

const BounceEnvelope *
bounce_report_envelope(const BounceReport *report)
{
	return &report->envelope;
}

const BounceOriginal *
bounce_report_original(const BounceReport *report)
{
	return &report->original;
}

size_t
bounce_report_n_recipients(const BounceReport *report)
{
	return report->n_recipients;
}

const BounceRecipient *
bounce_report_recipient(const BounceReport *report, size_t i)
{
	g_return_val_if_fail(i < report->n_recipients, NULL);
	return &bounce_report_recipients(report)[i];
}

size_t
bounce_report_n_notes(const BounceReport *report)
{
	return report->n_notes;
}

const char *
bounce_report_note(const BounceReport *report, size_t i)
{
	g_return_val_if_fail(i < report->n_notes, "");
	return bounce_report_notes(report)[i];
}

/* ---- making one */

BounceReport *
bounce_report_alloc(size_t n_recipients, size_t n_notes, const char *texts, size_t text_size)
{
	const size_t recipients_size = n_recipients * sizeof(BounceRecipient);
	const size_t notes_size = n_notes * sizeof(char *);
	const size_t begin = sizeof(BounceReport) + recipients_size + notes_size;
	BounceReport *report = g_malloc(begin + text_size);

	memset(report, 0, begin);
	g_atomic_ref_count_init(&report->n_refs);
	report->n_recipients = (guint32)n_recipients;
	report->n_notes = (guint32)n_notes;
	report->text_size = (guint32)text_size;
	if (text_size > 0)
		memcpy((char *)report + begin, texts, text_size);
	return report;
}

BounceRecipient *
bounce_report_recipients(const BounceReport *report)
{
	return (BounceRecipient *)(report + 1);
}

const char **
bounce_report_notes(const BounceReport *report)
{
	return (const char **)(bounce_report_recipients(report) + report->n_recipients);
}

const char *
bounce_report_texts(const BounceReport *report)
{
	return (const char *)(bounce_report_notes(report) + report->n_notes);
}

/* What is said more than once, such as an address, is kept once, if it is among so many texts
 * that are not the same: a report about one address has no more. */
#define TEXTS_COMPARED 64
/* Their bytes, in most reports. */
#define TEXTS_USUAL 1024

typedef struct {
	guint32 place; /* where it begins, and 1 */
	guint32 len;
} Text;

typedef struct {
	GString *texts;    /* each with its NUL */
	GArray *distinct;  /* of Text: those */
	GArray *all;       /* guint32: the places of all that point to one; 0 is "" */
	const char *block; /* where the texts stand in the report; NULL until it is there */
	guint n_pointed;   /* so many of all point into it */
} Packing;

typedef void (*OnText)(const char **text, Packing *packing);

/* 0 when it is not there. */
static guint32
find_text(const Packing *packing, const char *text, size_t len)
{
	guint n = packing->distinct->len;

	for (guint i = n; i > n - MIN(n, TEXTS_COMPARED); i--) {
		const Text *other = &g_array_index(packing->distinct, Text, i - 1);

		if (other->len == len &&
		    memcmp(packing->texts->str + other->place - 1, text, len) == 0)
			return other->place;
	}
	return 0;
}

static guint32
add_text(Packing *packing, const char *text, size_t len)
{
	const Text added = {(guint32)packing->texts->len + 1, (guint32)len};

	g_array_append_val(packing->distinct, added);
	g_string_append_len(packing->texts, text, (gssize)len + 1);
	return added.place;
}

static void
place_text(const char **text, Packing *packing)
{
	size_t len = strlen(*text);
	guint32 place = len > 0 ? find_text(packing, *text, len) : 0;

	if (len > 0 && place == 0)
		place = add_text(packing, *text, len);
	g_array_append_val(packing->all, place);
}

/* What is none is "", which is in no block. */
static void
point_into_block(const char **text, Packing *packing)
{
	guint32 place = g_array_index(packing->all, guint32, packing->n_pointed++);

	*text = place > 0 ? packing->block + place - 1 : "";
}

static void
for_each_text(void *record, BounceRecordFields fields, OnText on_text, Packing *packing)
{
	for (size_t i = 0; i < fields.n; i++)
		if (fields.field[i].type == BOUNCE_FIELD_TEXT)
			on_text((const char **)((char *)record + fields.field[i].offset), packing);
}

static void
for_all_texts(BounceReportParts *parts, OnText on_text, Packing *packing)
{
	GArray *recipients = parts->recipients;

	for_each_text(&parts->envelope, bounce_envelope_fields(), on_text, packing);
	for_each_text(&parts->original, bounce_original_fields(), on_text, packing);
	for (guint i = 0; i < recipients->len; i++)
		for_each_text(&g_array_index(recipients, BounceRecipient, i),
		              bounce_recipient_fields(), on_text, packing);
	for (guint i = 0; i < parts->notes->len; i++)
		on_text((const char **)&parts->notes->pdata[i], packing);
}

static void
note_saying(BounceRecipient *to)
{
	to->saying = bounce_saying_of(to);
	to->host = bounce_saying_place(to->remote_mta);
}

BounceReport *
bounce_report_pack(BounceReportParts *parts)
{
	const size_t n_recipients = parts->recipients->len, n_notes = parts->notes->len;
	g_autoptr(GString) texts = g_string_sized_new(TEXTS_USUAL);
	g_autoptr(GArray) distinct = g_array_sized_new(false, false, sizeof(Text), TEXTS_COMPARED);
	g_autoptr(GArray) all = g_array_sized_new(false, false, sizeof(guint32), TEXTS_COMPARED);
	Packing packing = {.texts = texts, .distinct = distinct, .all = all};

	for_all_texts(parts, place_text, &packing);
	BounceReport *report = bounce_report_alloc(n_recipients, n_notes, texts->str, texts->len);
	packing.block = bounce_report_texts(report);

	for (size_t i = 0; i < n_recipients; i++)
		note_saying(&g_array_index(parts->recipients, BounceRecipient, i));
	for_all_texts(parts, point_into_block, &packing);
	report->envelope = parts->envelope;
	report->original = parts->original;
	if (n_recipients > 0)
		memcpy(bounce_report_recipients(report), parts->recipients->data,
		       n_recipients * sizeof(BounceRecipient));
	if (n_notes > 0)
		memcpy(bounce_report_notes(report), parts->notes->pdata, n_notes * sizeof(char *));
	return report;
}
