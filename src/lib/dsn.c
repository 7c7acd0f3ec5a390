/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsn.h"

#include "address.h"
#include "bounds.h"
#include "fields.h"

#include <string.h>

/* Fields about the message (RFC 3464 section 2.2) and about a recipient (2.3). */
typedef enum {
	SCOPE_MESSAGE,
	SCOPE_RECIPIENT,
	SCOPE_NAMES_RECIPIENT, /* its recurrence begins another recipient */
} Scope;

typedef struct {
	BounceReportBuilder *builder;
	BounceRecipient *to; /* NULL before the first */
	bool is_retried;     /* it says until when the server will try */
	size_t n_found;
	bool full;
} Dsn;

/* Each takes the value unless the member has one: the first wins.  Returns
 * whether it did. */
typedef bool (*SetField)(Dsn *dsn, BounceSlice value);

static bool
set_text(Dsn *dsn, const char **member, BounceSlice value, size_t max)
{
	if (**member != '\0')
		return false;
	*member = bounce_report_builder_keep_line(dsn->builder, value, max);
	return true;
}

static BounceSlice
without_type(BounceSlice value)
{
	BounceSlice type, text;

	bounce_typed_split(value, &type, &text);
	return text;
}

/* "dns; mx.example.org. (192.0.2.1, the server for example.org)", as Gmail has
 * it, is mx.example.org. */
static BounceSlice
host_name(BounceSlice value)
{
	BounceSlice host = without_type(value), comment;

	bounce_slice_split(host, '(', &host, &comment);
	host = bounce_slice_trim(host);
	if (bounce_slice_at(host, host.len - 1) == '.')
		host.len--;
	return host;
}

static bool
set_address(Dsn *dsn, const char **member, BounceSlice value)
{
	BounceSlice type, text;

	if (**member != '\0')
		return false;
	bounce_typed_split(value, &type, &text);
	text = bounce_address_bare(text);
	if (!bounce_slice_equal_nocase(type, "utf-8"))
		return set_text(dsn, member, text, BOUNCE_ADDRESS_MAX);

	g_autofree char *decoded =
		bounce_address_decode_utf8(bounce_slice_take(text, BOUNCE_LINE_MAX));
	return set_text(dsn, member, bounce_slice(decoded), BOUNCE_ADDRESS_MAX);
}

static bool
set_final_recipient(Dsn *dsn, BounceSlice value)
{
	return set_address(dsn, &dsn->to->final_recipient, value);
}

static bool
set_original_recipient(Dsn *dsn, BounceSlice value)
{
	return set_address(dsn, &dsn->to->original_recipient, value);
}

/* Met beside those of RFC 3464. */
static const struct {
	const char *name;
	BounceAction action;
} other_actions[] = {
	{"failure", BOUNCE_ACTION_FAILED},
	{"error", BOUNCE_ACTION_FAILED}, /* an old OpenSMTPD */
	/* what Postfix answers to "sendmail -bv" */
	{"deliverable", BOUNCE_ACTION_DELIVERED},
	{"undeliverable", BOUNCE_ACTION_FAILED},
};

/* A comment may follow: "failed (bounced)". */
static bool
is_action(BounceSlice value, const char *name)
{
	return bounce_slice_starts_nocase(value, name) &&
	       !g_ascii_isalnum(bounce_slice_at(value, strlen(name)));
}

static BounceAction
read_action(BounceSlice value)
{
	for (unsigned action = BOUNCE_ACTION_FAILED; action < BOUNCE_N_ACTIONS; action++)
		if (is_action(value, bounce_action_name(action)))
			return action;
	for (size_t i = 0; i < G_N_ELEMENTS(other_actions); i++)
		if (is_action(value, other_actions[i].name))
			return other_actions[i].action;
	return BOUNCE_ACTION_NONE;
}

static bool
set_action(Dsn *dsn, BounceSlice value)
{
	if (dsn->to->action != BOUNCE_ACTION_NONE)
		return false;
	dsn->to->action = read_action(value);
	if (dsn->to->action == BOUNCE_ACTION_NONE)
		bounce_report_builder_note(dsn->builder, "an Action field with no known action");
	return true;
}

/* Kept for those that have no Action. */
static bool
set_retried(Dsn *dsn, BounceSlice value)
{
	dsn->is_retried = dsn->to && value.len > 0;
	return true;
}

static bool
set_status(Dsn *dsn, BounceSlice value)
{
	if (bounce_status_is_set(dsn->to->status_field))
		return false;
	if (bounce_status_parse(value.ptr, value.len, &dsn->to->status_field) == 0)
		bounce_report_builder_note(dsn->builder, "a Status field with no status code");
	return true;
}

static bool
set_diagnostic(Dsn *dsn, BounceSlice value)
{
	return set_text(dsn, &dsn->to->diagnostic, value, BOUNCE_DIAGNOSTIC_MAX);
}

static bool
set_remote_mta(Dsn *dsn, BounceSlice value)
{
	return set_text(dsn, &dsn->to->remote_mta, host_name(value), BOUNCE_LINE_MAX);
}

static bool
set_reporting_mta(Dsn *dsn, BounceSlice value)
{
	BounceEnvelope *envelope = bounce_report_builder_envelope(dsn->builder);

	return set_text(dsn, &envelope->reporting_mta, host_name(value), BOUNCE_LINE_MAX);
}

static bool
set_envelope_id(Dsn *dsn, BounceSlice value)
{
	BounceOriginal *original = bounce_report_builder_original(dsn->builder);

	return set_text(dsn, &original->envelope_id, value, BOUNCE_LINE_MAX);
}

static const struct {
	const char *name;
	Scope scope;
	SetField set; /* NULL: known, and not kept */
} known_fields[] = {
	{"Reporting-MTA", SCOPE_MESSAGE, set_reporting_mta},
	{"Original-Envelope-Id", SCOPE_MESSAGE, set_envelope_id},
	{"DSN-Gateway", SCOPE_MESSAGE, NULL},
	{"Received-From-MTA", SCOPE_MESSAGE, NULL},
	{"Arrival-Date", SCOPE_MESSAGE, NULL},
	{"Final-Recipient", SCOPE_NAMES_RECIPIENT, set_final_recipient},
	{"Original-Recipient", SCOPE_NAMES_RECIPIENT, set_original_recipient},
	{"Action", SCOPE_RECIPIENT, set_action},
	{"Status", SCOPE_RECIPIENT, set_status},
	{"Diagnostic-Code", SCOPE_RECIPIENT, set_diagnostic},
	{"Remote-MTA", SCOPE_RECIPIENT, set_remote_mta},
	{"Last-Attempt-Date", SCOPE_RECIPIENT, NULL},
	{"Will-Retry-Until", SCOPE_MESSAGE, set_retried}, /* alone it makes no recipient */
	{"Final-Log-ID", SCOPE_RECIPIENT, NULL},
};

/* "Diagnostic Code" is met for "Diagnostic-Code". */
static bool
is_loosely_named(BounceSlice field, const char *name)
{
	if (field.len != strlen(name))
		return false;
	for (size_t i = 0; i < field.len; i++) {
		bool is_hyphen = field.ptr[i] == ' ' && name[i] == '-';

		if (!is_hyphen && g_ascii_tolower(field.ptr[i]) != g_ascii_tolower(name[i]))
			return false;
	}
	return true;
}

/* Who is blamed must be named by the very field: a sentence of the diagnostic
 * may begin with "final recipient:". */
static bool
is_named(BounceSlice field, size_t known)
{
	const char *name = known_fields[known].name;

	return known_fields[known].scope == SCOPE_NAMES_RECIPIENT
	               ? bounce_slice_equal_nocase(field, name)
	               : is_loosely_named(field, name);
}

static size_t
find_known(BounceSlice name)
{
	size_t i = 0;

	while (i < G_N_ELEMENTS(known_fields) && !is_named(name, i))
		i++;
	return i;
}

static void
end_recipient(Dsn *dsn)
{
	if (dsn->to && dsn->is_retried && dsn->to->action == BOUNCE_ACTION_NONE)
		dsn->to->action = BOUNCE_ACTION_DELAYED;
	dsn->is_retried = false;
	dsn->to = NULL;
}

static void
begin_recipient(Dsn *dsn)
{
	end_recipient(dsn);
	dsn->to = bounce_report_builder_add(dsn->builder);
	dsn->full = !dsn->to;
	dsn->n_found += dsn->to != NULL;
}

static void
take_field(Dsn *dsn, size_t known, BounceSlice value)
{
	Scope scope = known_fields[known].scope;
	SetField set = known_fields[known].set;

	if (!set)
		return;
	if (scope != SCOPE_MESSAGE && !dsn->to)
		begin_recipient(dsn);
	if (dsn->full || set(dsn, value))
		return;

	if (scope != SCOPE_NAMES_RECIPIENT) {
		bounce_report_builder_note(dsn->builder, "a field given twice; the first counts");
		return;
	}
	/* Exchange 2003 leaves out the blank line between recipients. */
	bounce_report_builder_note(dsn->builder, "two recipients in one group of fields");
	begin_recipient(dsn);
	if (!dsn->full)
		set(dsn, value);
}

/* Does the group of fields at the front of part name a recipient? */
static bool
group_names_recipient(BounceSlice part)
{
	BounceField field;

	while (bounce_field_next(&part, &field) == BOUNCE_FIELD_FOUND) {
		size_t known = find_known(field.name);

		if (known < G_N_ELEMENTS(known_fields) &&
		    known_fields[known].scope == SCOPE_NAMES_RECIPIENT)
			return true;
	}
	return false;
}

/* Groups of fields are told apart by blank lines; one that names a recipient is
 * about another than the one before.  One that names none goes on with the one
 * before (a surplus blank line), or is about the message. */
size_t
bounce_dsn_parse(BounceSlice part, BounceReportBuilder *builder)
{
	Dsn dsn = {.builder = builder};
	bool at_group = true;
	BounceField field;
	BounceFieldResult got;
	BounceSlice here = part;

	while (!dsn.full && (got = bounce_field_next(&part, &field)) != BOUNCE_FIELD_END) {
		if (got == BOUNCE_FIELD_BLANK) {
			at_group = true;
			here = part;
			continue;
		}
		if (at_group && group_names_recipient(here))
			end_recipient(&dsn);
		at_group = false;

		size_t known = find_known(field.name);
		if (known < G_N_ELEMENTS(known_fields))
			take_field(&dsn, known, field.value);
	}
	end_recipient(&dsn);
	return dsn.n_found;
}

/* "Action:" and "Status:" alone may be anything. */
size_t
bounce_dsn_find(BounceSlice text)
{
	size_t first = text.len, n_found = 0;
	BounceSlice rest = text;
	BounceField field;
	BounceFieldResult got;

	while ((got = bounce_field_next(&rest, &field)) != BOUNCE_FIELD_END) {
		size_t known = got == BOUNCE_FIELD_FOUND ? find_known(field.name)
		                                         : G_N_ELEMENTS(known_fields);

		if (known == G_N_ELEMENTS(known_fields))
			continue;
		if (n_found++ == 0)
			first = (size_t)(field.name.ptr - text.ptr);
		if (n_found > 1 || strchr(known_fields[known].name, '-'))
			return first;
	}
	return text.len;
}

bool
bounce_dsn_looks_like(BounceSlice text)
{
	bool names_recipient = false, says_what = false;
	BounceField field;
	BounceFieldResult got;

	/* prose, or a returned mail, may hold such fields further down */
	text = bounce_slice_trim(text);
	BounceSlice peek = text;
	if (bounce_field_next(&peek, &field) != BOUNCE_FIELD_FOUND || field.name.ptr != text.ptr ||
	    find_known(field.name) == G_N_ELEMENTS(known_fields))
		return false;

	while ((got = bounce_field_next(&text, &field)) != BOUNCE_FIELD_END) {
		size_t known = got == BOUNCE_FIELD_FOUND ? find_known(field.name)
		                                         : G_N_ELEMENTS(known_fields);

		if (known == G_N_ELEMENTS(known_fields))
			continue;
		names_recipient |= known_fields[known].scope == SCOPE_NAMES_RECIPIENT;
		says_what |= known_fields[known].set == set_action ||
		             known_fields[known].set == set_status;
	}
	return names_recipient && says_what;
}
