/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * report.h - what one message says about deliveries
 *
 * A BounceReport is immutable once made and reference counted, so any thread
 * may hold one.  Its strings live as long as it does, are valid UTF-8 and never
 * NULL: what the message does not give is "".
 *
 * Each choice below is one list; the enum and its names come from it.  The
 * name of a value is what notmuch-bounces-formats(5) promises to scripts.
 */
#pragma once

#include <bounce/status.h>

#include <glib.h>

/*      value        name                                              */
#define BOUNCE_KINDS(X)                                                                            \
	X(OTHER, "other")                                                                          \
	X(FAILURE, "failure")                                                                      \
	X(DELAY, "delay")                                                                          \
	X(SUCCESS, "success")                                                                      \
	X(FEEDBACK, "feedback")                                                                    \
	X(AUTO_REPLY, "auto-reply")

/* RFC 3464 section 2.3.3 */
#define BOUNCE_ACTIONS(X)                                                                          \
	X(NONE, "")                                                                                \
	X(FAILED, "failed")                                                                        \
	X(DELAYED, "delayed")                                                                      \
	X(DELIVERED, "delivered")                                                                  \
	X(RELAYED, "relayed")                                                                      \
	X(EXPANDED, "expanded")

#define BOUNCE_ADDRESS_SOURCES(X)                                                                  \
	X(NONE, "")                                                                                \
	X(VERP, "verp")                                                                            \
	X(ORIGINAL_RECIPIENT, "original-recipient")                                                \
	X(X_FAILED_RECIPIENTS, "x-failed-recipients")                                              \
	X(RETURNED_TO, "returned-to")                                                              \
	X(FINAL_RECIPIENT, "final-recipient")                                                      \
	X(TEXT, "text")

#define BOUNCE_STATUS_SOURCES(X)                                                                   \
	X(NONE, "")                                                                                \
	X(FIELD, "field")                                                                          \
	X(DIAGNOSTIC, "diagnostic")                                                                \
	X(TEXT, "text")                                                                            \
	X(REPLY, "reply")

/* What the remote server said: is it for good? */
#define BOUNCE_PERMANENCES(X)                                                                      \
	X(NONE, "none")                                                                            \
	X(TEMPORARY, "temporary")                                                                  \
	X(PERMANENT, "permanent")

/* What people filter by: hard may be removed, policy is never the address's fault. */
#define BOUNCE_CLASSES(X)                                                                          \
	X(UNKNOWN, "unknown")                                                                      \
	X(HARD, "hard")                                                                            \
	X(SOFT, "soft")                                                                            \
	X(POLICY, "policy")                                                                        \
	X(DELAYED, "delayed")

#define BOUNCE_FAULTS(X)                                                                           \
	X(UNKNOWN, "unknown")                                                                      \
	X(ADDRESS, "address")                                                                      \
	X(MAILBOX, "mailbox")                                                                      \
	X(SENDER, "sender")                                                                        \
	X(MESSAGE, "message")                                                                      \
	X(NETWORK, "network")                                                                      \
	X(TECHNICAL, "technical")

/* What this one report, believed, says of the address. */
#define BOUNCE_VERDICTS(X)                                                                         \
	X(NONE, "none")                                                                            \
	X(KEEP, "keep")                                                                            \
	X(LATER, "later")                                                                          \
	X(REMOVE, "remove")

#define BOUNCE_CONFIDENCES(X)                                                                      \
	X(LOW, "low")                                                                              \
	X(MEDIUM, "medium")                                                                        \
	X(HIGH, "high")

/* Where in the SMTP dialogue it was refused (RFC 5321 section 4.1). */
#define BOUNCE_STAGES(X)                                                                           \
	X(NONE, "")                                                                                \
	X(CONNECT, "connect")                                                                      \
	X(HELO, "helo")                                                                            \
	X(MAIL, "mail")                                                                            \
	X(RCPT, "rcpt")                                                                            \
	X(DATA, "data")                                                                            \
	X(END_OF_DATA, "end-of-data")                                                              \
	X(LOCAL, "local")

/* Many thousands of reports are held at once. */
#define BOUNCE_ONE_BYTE __attribute__((packed))

#define X(value, name) BOUNCE_KIND_##value,
typedef enum { BOUNCE_KINDS(X) BOUNCE_N_KINDS } BOUNCE_ONE_BYTE BounceKind;
#undef X
#define X(value, name) BOUNCE_ACTION_##value,
typedef enum { BOUNCE_ACTIONS(X) BOUNCE_N_ACTIONS } BOUNCE_ONE_BYTE BounceAction;
#undef X
#define X(value, name) BOUNCE_ADDRESS_SOURCE_##value,
typedef enum {
	BOUNCE_ADDRESS_SOURCES(X) BOUNCE_N_ADDRESS_SOURCES
} BOUNCE_ONE_BYTE BounceAddressSource;
#undef X
#define X(value, name) BOUNCE_STATUS_SOURCE_##value,
typedef enum {
	BOUNCE_STATUS_SOURCES(X) BOUNCE_N_STATUS_SOURCES
} BOUNCE_ONE_BYTE BounceStatusSource;
#undef X
#define X(value, name) BOUNCE_PERMANENCE_##value,
typedef enum { BOUNCE_PERMANENCES(X) BOUNCE_N_PERMANENCES } BOUNCE_ONE_BYTE BouncePermanence;
#undef X
#define X(value, name) BOUNCE_CLASS_##value,
typedef enum { BOUNCE_CLASSES(X) BOUNCE_N_CLASSES } BOUNCE_ONE_BYTE BounceClass;
#undef X
#define X(value, name) BOUNCE_FAULT_##value,
typedef enum { BOUNCE_FAULTS(X) BOUNCE_N_FAULTS } BOUNCE_ONE_BYTE BounceFault;
#undef X
#define X(value, name) BOUNCE_VERDICT_##value,
typedef enum { BOUNCE_VERDICTS(X) BOUNCE_N_VERDICTS } BOUNCE_ONE_BYTE BounceVerdict;
#undef X
#define X(value, name) BOUNCE_CONFIDENCE_##value,
typedef enum { BOUNCE_CONFIDENCES(X) BOUNCE_N_CONFIDENCES } BOUNCE_ONE_BYTE BounceConfidence;
#undef X
#define X(value, name) BOUNCE_STAGE_##value,
typedef enum { BOUNCE_STAGES(X) BOUNCE_N_STAGES } BOUNCE_ONE_BYTE BounceStage;
#undef X

/* One recipient block.  reason is an id of share/kb/reason.conf; rule and
 * evidence say what decided, so that a person can judge the verdict. */
typedef struct {
	const char *address; /* the address the list holds */
	const char *final_recipient;
	const char *original_recipient;
	const char *reason;
	const char *rule;
	const char *evidence;
	const char *overruled; /* what said something else: "policy by 5.7.1", or "" */
	const char *held;      /* why the verdict is less than its reason's, or "" */
	const char *diagnostic;
	const char *remote_mta;
	/* Hashes of the texts above, and no members of the record as data; 0 is none. */
	guint64 saying;            /* equal where the same is said, but for addresses and numbers */
	guint64 host;              /* equal where the same remote_mta says it */
	unsigned reply;            /* SMTP reply code, 0 when none is given */
	BounceStatus status;       /* the effective code */
	BounceStatus status_field; /* what the Status: field said */
	BounceStatusSource status_source;
	BounceAddressSource address_source;
	bool valid;    /* see <bounce/address.h>; what is not is never to be removed */
	bool conflict; /* codes, or code and words, contradict each other */
	BounceAction action;
	BouncePermanence permanence;
	BounceClass class;
	BounceFault fault;
	BounceVerdict verdict;
	BounceConfidence confidence;
	BounceStage stage;
} BounceRecipient;

#define BOUNCE_DATE_NONE G_MININT64

/* What is said once for the whole message. */
typedef struct {
	BounceKind kind;
	const char *format; /* what recognised it: "rfc3464", or "" */
	const char *message_id;
	const char *subject;
	gint64 date; /* Unix seconds, or BOUNCE_DATE_NONE */
	const char *from;
	const char *reporting_mta;
	const char *text; /* the human part, where there is no delivery-status part */
} BounceEnvelope;

/* The mail that bounced, as far as it was returned. */
typedef struct {
	const char *message_id;
	const char *from;
	const char *to;
	const char *subject;
	gint64 date; /* Unix seconds, or BOUNCE_DATE_NONE */
	const char *list_id;
	const char *envelope_id; /* Original-Envelope-Id, RFC 3464 section 2.2.1 */
} BounceOriginal;

typedef struct BounceReport BounceReport;

BounceReport *bounce_report_ref(const BounceReport *report);
void bounce_report_unref(BounceReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BounceReport, bounce_report_unref)

const BounceEnvelope *bounce_report_envelope(const BounceReport *report);
const BounceOriginal *bounce_report_original(const BounceReport *report);

size_t bounce_report_n_recipients(const BounceReport *report);
const BounceRecipient *bounce_report_recipient(const BounceReport *report, size_t i);

/* What was odd, cut or contradictory, in words for people. */
size_t bounce_report_n_notes(const BounceReport *report);
const char *bounce_report_note(const BounceReport *report, size_t i);

/* The record as data: one row a member, in the order of notmuch-bounces-formats(5).
 * Printers and the stored form walk these, so that none can forget a member. */
typedef enum {
	BOUNCE_FIELD_TEXT,   /* const char * */
	BOUNCE_FIELD_CHOICE, /* an enum of one byte; names[value] */
	BOUNCE_FIELD_STATUS, /* BounceStatus */
	BOUNCE_FIELD_REPLY,  /* unsigned, 0 is none */
	BOUNCE_FIELD_DATE,   /* gint64, BOUNCE_DATE_NONE is none */
	BOUNCE_FIELD_FLAG,   /* bool */
} BounceFieldType;

typedef struct {
	const char *name;
	BounceFieldType type;
	size_t offset;
	const char *const *names; /* of a choice */
	size_t n_names;
} BounceRecordField;

typedef struct {
	const BounceRecordField *field;
	size_t n;
} BounceRecordFields;

BounceRecordFields bounce_envelope_fields(void);
BounceRecordFields bounce_original_fields(void);
BounceRecordFields bounce_recipient_fields(void);

/* Read a member by its row.  Each g_return_if_fail()s on a row of another type,
 * but for bounce_field_text(), which also gives the name of a choice. */
const char *bounce_field_text(const BounceRecordField *field, const void *record);
BounceStatus bounce_field_status(const BounceRecordField *field, const void *record);
unsigned bounce_field_reply(const BounceRecordField *field, const void *record);
gint64 bounce_field_date(const BounceRecordField *field, const void *record);
bool bounce_field_flag(const BounceRecordField *field, const void *record);

/* Names as notmuch-bounces-formats(5) spells them. */
const char *bounce_kind_name(BounceKind kind);
const char *bounce_action_name(BounceAction action);
const char *bounce_class_name(BounceClass class);
const char *bounce_permanence_name(BouncePermanence permanence);
const char *bounce_fault_name(BounceFault fault);
const char *bounce_verdict_name(BounceVerdict verdict);
const char *bounce_confidence_name(BounceConfidence confidence);
const char *bounce_address_source_name(BounceAddressSource source);
const char *bounce_status_source_name(BounceStatusSource source);

/* The stored form, for pipes and caches of this very version of the library on this
 * very machine.  The caller unrefs. */
GByteArray *bounce_report_to_bytes(const BounceReport *report);

/* Read it back; every count, choice and text is checked.  NULL with BOUNCE_ERROR_FRAME
 * when it is not what bounce_report_to_bytes() wrote. */
BounceReport *bounce_report_from_bytes(const void *bytes, size_t len, GError **error);
