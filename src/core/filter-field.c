/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/filter-field.h"

#include "core/filter-flag.h"
#include "core/model-value.h"
#include "core/policy.h"

#include <string.h>

typedef const char *(*TextAt)(const FilterLook *look, size_t i);
typedef bool (*NumberOf)(const Row *row, gint64 *number);

#define X(value, takes) takes,
static const char *const kind_takes[] = {FILTER_KINDS(X)};
#undef X

#define X(value, name, kind, help) name,
static const char *const field_names[] = {FILTER_FIELDS(X) NULL};
#undef X

#define X(value, name, kind, help) help,
static const char *const field_helps[] = {FILTER_FIELDS(X)};
#undef X

#define X(value, name, kind, help) FILTER_KIND_##kind,
static const FilterKind field_kinds[] = {FILTER_FIELDS(X)};
#undef X

#define X(value, name) name,
static const char *const class_names[] = {BOUNCE_CLASSES(X) NULL};
static const char *const fault_names[] = {BOUNCE_FAULTS(X) NULL};
static const char *const verdict_names[] = {BOUNCE_VERDICTS(X) NULL};
static const char *const confidence_names[] = {BOUNCE_CONFIDENCES(X) NULL};
static const char *const permanence_names[] = {BOUNCE_PERMANENCES(X) NULL};
/* What has no name comes first in these two, and cannot be asked for by it. */
static const char *const stage_names[] = {BOUNCE_STAGES(X) NULL};
#undef X
#define X(value, name, words) name,
static const char *const proof_names[] = {PROOFS(X) NULL};
#undef X

/* The first two are about all guards. */
#define X(value, name, words) name,
static const char *const guard_values[] = {"none", "any", GUARDS(X) NULL};
#undef X

/* Those of an address, and what a rule would mark; bounces alone can be ignored. */
static const char *const mark_names[] = {"none", "remove", "keep", "rule", NULL};

static const BounceRecipient *
latest_of(const FilterLook *look)
{
	return look->row->latest->to;
}

/* Without the word before it. */
static const char *
domain_in(const char *address)
{
	const char *at = strrchr(address, '@');

	return at ? at + 1 : "";
}

static const char *
only(const char *text, size_t i)
{
	return i == 0 ? text : NULL;
}

static const char *
made(const FilterLook *look, Grouping by, size_t i)
{
	if (i > 0)
		return NULL;
	g_string_truncate(look->scratch, 0);
	model_value_append(look->scratch, by, look->row);
	return look->scratch->str;
}

static const char *
title_of_reason(const FilterLook *look)
{
	const BounceReasonInfo *reason =
		bounce_kb_reason(look->context->kb, latest_of(look)->reason);

	return reason ? reason->title : "";
}

/* ---- texts */

/* Where there is no recipient, all that tells what the mail is. */
static const char *
text_of_mail(const Event *event, const char *title, size_t i)
{
	const char *const texts[] = {
		title, event->error,
		event->report ? bounce_report_envelope(event->report)->text : "", NULL};

	return texts[i];
}

static const char *
text_at(const FilterLook *look, size_t i)
{
	const BounceRecipient *to = latest_of(look);

	if (!to)
		return text_of_mail(look->row->latest, look->row->title, i);

	const char *const texts[] = {look->row->title, to->diagnostic, to->reason};

	if (i < G_N_ELEMENTS(texts))
		return texts[i];
	return only(title_of_reason(look), i - G_N_ELEMENTS(texts));
}

/* As the report spells it, too: a domain may have two spellings. */
static const char *
addr_at(const FilterLook *look, size_t i)
{
	const char *const texts[] = {model_row_identity(look->row), look->row->address, NULL};

	return texts[i];
}

static const char *
domain_at(const FilterLook *look, size_t i)
{
	const char *address = addr_at(look, i);

	return address ? domain_in(address) : NULL;
}

static const char *
local_at(const FilterLook *look, size_t i)
{
	const char *identity = model_row_identity(look->row);
	const char *at = strrchr(identity, '@');

	if (i > 0)
		return NULL;
	g_string_truncate(look->scratch, 0);
	g_string_append_len(look->scratch, identity, at ? at - identity : -1);
	return look->scratch->str;
}

static const char *
code_at(const FilterLook *look, size_t i)
{
	return made(look, GROUPING_CODE, i);
}

static const char *
status_at(const FilterLook *look, size_t i)
{
	char code[BOUNCE_STATUS_TEXT_MAX];

	if (i > 0)
		return NULL;
	g_string_assign(look->scratch, bounce_status_format(latest_of(look)->status_field, code));
	return look->scratch->str;
}

static const char *
class_at(const FilterLook *look, size_t i)
{
	return only(class_names[latest_of(look)->class], i);
}

static const char *
reason_at(const FilterLook *look, size_t i)
{
	return i == 0 ? latest_of(look)->reason : only(title_of_reason(look), i - 1);
}

static const char *
fault_at(const FilterLook *look, size_t i)
{
	return only(fault_names[latest_of(look)->fault], i);
}

static const char *
verdict_at(const FilterLook *look, size_t i)
{
	return only(verdict_names[look->row->verdict], i);
}

static const char *
conf_at(const FilterLook *look, size_t i)
{
	return only(confidence_names[latest_of(look)->confidence], i);
}

static const char *
permanence_at(const FilterLook *look, size_t i)
{
	return only(permanence_names[latest_of(look)->permanence], i);
}

static const char *
mark_at(const FilterLook *look, size_t i)
{
	if (i == 0)
		return mark_state_name(look->row->mark->state);
	return i == 1 && *policy_proposal(look->row) ? "rule" : NULL;
}

static const char *
guard_at(const FilterLook *look, size_t i)
{
	GuardSet guards = look->row->guards;

	if (i == 0)
		return guard_values[guards != GUARD_NONE];
	for (unsigned bit = 0; bit < N_GUARDS; bit++)
		if (guards & 1U << bit && --i == 0)
			return guard_name((GuardBit)bit);
	return NULL;
}

static const char *
by_at(const FilterLook *look, size_t i)
{
	return only(look->row->mark->by, i);
}

static const char *
proof_at(const FilterLook *look, size_t i)
{
	return only(proof_names[look->row->standing.proof], i);
}

static const char *
stage_at(const FilterLook *look, size_t i)
{
	return only(stage_names[latest_of(look)->stage], i);
}

static const char *
rule_at(const FilterLook *look, size_t i)
{
	return only(latest_of(look)->rule, i);
}

static const char *
diag_at(const FilterLook *look, size_t i)
{
	return only(latest_of(look)->diagnostic, i);
}

static const char *
list_at(const FilterLook *look, size_t i)
{
	return made(look, GROUPING_LIST, i);
}

static const char *
host_at(const FilterLook *look, size_t i)
{
	return made(look, GROUPING_HOST, i);
}

static const char *
mta_at(const FilterLook *look, size_t i)
{
	return only(bounce_report_envelope(look->row->latest->report)->reporting_mta, i);
}

static const char *
group_at(const FilterLook *look, size_t i)
{
	return only(look->row->group->title, i);
}

static const char *
id_at(const FilterLook *look, size_t i)
{
	const Events *events = &look->row->events;

	return i < events->n ? events->at[i]->message_id : NULL;
}

/* ---- numbers */

static bool
reply_of(const Row *row, gint64 *number)
{
	*number = row->latest->to->reply;
	return *number != 0;
}

static bool
n_of(const Row *row, gint64 *number)
{
	*number = (gint64)row->n_events;
	return true;
}

static bool
days_of(const Row *row, gint64 *number)
{
	*number = (gint64)row->n_days;
	return true;
}

static bool
span_of(const Row *row, gint64 *number)
{
	*number = row->last - row->first;
	return row->last != 0;
}

static bool
first_of(const Row *row, gint64 *number)
{
	*number = row->first;
	return row->first != 0;
}

static bool
last_of(const Row *row, gint64 *number)
{
	*number = row->last;
	return row->last != 0;
}

/* ---- the table */

static const struct {
	TextAt text;
	NumberOf number;
	const char *const *values;
} fields[N_FILTER_FIELDS] = {
	[FILTER_FIELD_TEXT] = {.text = text_at},
	[FILTER_FIELD_ADDR] = {.text = addr_at},
	[FILTER_FIELD_LOCAL] = {.text = local_at},
	[FILTER_FIELD_DOMAIN] = {.text = domain_at},
	[FILTER_FIELD_CODE] = {.text = code_at},
	[FILTER_FIELD_STATUS] = {.text = status_at},
	[FILTER_FIELD_SUBJECT] = {.text = code_at},
	[FILTER_FIELD_REPLY] = {.number = reply_of},
	[FILTER_FIELD_CLASS] = {.text = class_at, .values = class_names},
	[FILTER_FIELD_REASON] = {.text = reason_at},
	[FILTER_FIELD_FAULT] = {.text = fault_at, .values = fault_names},
	[FILTER_FIELD_VERDICT] = {.text = verdict_at, .values = verdict_names},
	[FILTER_FIELD_CONF] = {.text = conf_at, .values = confidence_names},
	[FILTER_FIELD_PERMANENCE] = {.text = permanence_at, .values = permanence_names},
	[FILTER_FIELD_PROOF] = {.text = proof_at, .values = proof_names + 1},
	[FILTER_FIELD_STAGE] = {.text = stage_at, .values = stage_names + 1},
	[FILTER_FIELD_RULE] = {.text = rule_at},
	[FILTER_FIELD_DIAG] = {.text = diag_at},
	[FILTER_FIELD_LIST] = {.text = list_at},
	[FILTER_FIELD_HOST] = {.text = host_at},
	[FILTER_FIELD_MTA] = {.text = mta_at},
	[FILTER_FIELD_GROUP] = {.text = group_at},
	[FILTER_FIELD_ID] = {.text = id_at},
	[FILTER_FIELD_N] = {.number = n_of},
	[FILTER_FIELD_DAYS] = {.number = days_of},
	[FILTER_FIELD_SPAN] = {.number = span_of},
	[FILTER_FIELD_FIRST] = {.number = first_of},
	[FILTER_FIELD_LAST] = {.number = last_of},
	[FILTER_FIELD_MARK] = {.text = mark_at, .values = mark_names},
	[FILTER_FIELD_GUARD] = {.text = guard_at, .values = guard_values},
	[FILTER_FIELD_BY] = {.text = by_at},
	[FILTER_FIELD_IS] = {.values = filter_flag_names},
};

const char *const *
filter_field_names(void)
{
	return field_names;
}

int
filter_field_find(const char *name, size_t len)
{
	for (int i = 0; i < N_FILTER_FIELDS; i++)
		if (strlen(field_names[i]) == len &&
		    g_ascii_strncasecmp(field_names[i], name, len) == 0)
			return i;
	return -1;
}

const char *
filter_field_help(const char *name)
{
	int field = filter_field_find(name, strlen(name));

	return field >= 0 ? field_helps[field] : NULL;
}

const char *
filter_field_name(FilterField field)
{
	return field_names[field];
}

FilterKind
filter_field_kind(FilterField field)
{
	return field_kinds[field];
}

char *
filter_field_takes(FilterField field)
{
	const char *takes = kind_takes[field_kinds[field]];

	if (!fields[field].values)
		return g_strdup(takes);

	g_autofree char *all = g_strjoinv(", ", (char **)fields[field].values);
	return g_strdup_printf("%s %s", takes, all);
}

const char *const *
filter_field_values(FilterField field)
{
	return fields[field].values;
}

bool
filter_field_has(FilterField field, const Row *row)
{
	return *row->address || field == FILTER_FIELD_TEXT || field == FILTER_FIELD_GROUP ||
	       field == FILTER_FIELD_ID;
}

const char *
filter_field_text(FilterField field, const FilterLook *look, size_t i)
{
	return fields[field].text(look, i);
}

bool
filter_field_number(FilterField field, const Row *row, gint64 *number)
{
	return fields[field].number(row, number);
}
