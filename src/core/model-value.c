/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model-value.h"

#include <string.h>

#define DAY ((gint64)24 * 60 * 60)

/* The subjects, RFC 3463 section 3; what says nothing comes after what does. */
static const struct {
	const char *title;
	gint64 rank;
} subjects[] = {
	{"X.0 Other or undefined", 8},
	{"X.1 Addressing", 1},
	{"X.2 Mailbox", 2},
	{"X.3 Mail system", 3},
	{"X.4 Network and routing", 4},
	{"X.5 Mail delivery protocol", 5},
	{"X.6 Message content or media", 6},
	{"X.7 Security or policy", 7},
	{"Unregistered subject", 9},
};

static const char *const class_titles[BOUNCE_N_CLASSES] = {
	[BOUNCE_CLASS_HARD] = "Hard: the address is at fault",
	[BOUNCE_CLASS_SOFT] = "Soft: it may pass",
	[BOUNCE_CLASS_POLICY] = "Policy: the address is not at fault",
	[BOUNCE_CLASS_DELAYED] = "Delayed: still being tried",
};

static const char *const fault_titles[BOUNCE_N_FAULTS] = {
	[BOUNCE_FAULT_ADDRESS] = "Fault of the address",
	[BOUNCE_FAULT_MAILBOX] = "Fault of the mailbox",
	[BOUNCE_FAULT_SENDER] = "Fault of the sender",
	[BOUNCE_FAULT_MESSAGE] = "Fault of the message",
	[BOUNCE_FAULT_NETWORK] = "Fault of the network",
	[BOUNCE_FAULT_TECHNICAL] = "Technical fault",
};

#define X(value, name, absent) absent,
static const char *const absent_titles[] = {GROUPINGS(X)};
#undef X

/* All that are not registered are one. */
static unsigned
subject_of(const Row *row)
{
	return MIN(row->latest->to->status.subject, G_N_ELEMENTS(subjects) - 1);
}

static void
append_subject(GString *out, const Row *row)
{
	/* There are fewer than ten. */
	if (bounce_status_is_set(row->latest->to->status))
		g_string_append_c(out, (char)('0' + subject_of(row)));
}

static gint64
subject_rank(const Row *row)
{
	return subjects[subject_of(row)].rank;
}

static char *
subject_title(const BounceKb *kb, const Row *row)
{
	(void)kb;
	return g_strdup(subjects[subject_of(row)].title);
}

static void
append_code(GString *out, const Row *row)
{
	char code[BOUNCE_STATUS_TEXT_MAX];

	g_string_append(out, bounce_status_format(row->latest->to->status, code));
}

static gint64
code_rank(const Row *row)
{
	BounceStatus status = row->latest->to->status;

	return (gint64)status.class << 32 | (gint64)status.subject << 16 | status.detail;
}

static char *
code_title(const BounceKb *kb, const Row *row)
{
	BounceStatus status = row->latest->to->status;
	char code[BOUNCE_STATUS_TEXT_MAX];
	BounceMatch match;
	const BounceStatusInfo *info = bounce_kb_status(kb, status, &match);

	return g_strdup_printf("%s %s", bounce_status_format(status, code),
	                       match == BOUNCE_MATCH_CODE ? info->known.title
	                                                  : "not a registered code");
}

static void
append_reason(GString *out, const Row *row)
{
	if (!g_str_equal(row->latest->to->reason, "unknown"))
		g_string_append(out, row->latest->to->reason);
}

static char *
reason_title(const BounceKb *kb, const Row *row)
{
	const BounceReasonInfo *reason = bounce_kb_reason(kb, row->latest->to->reason);

	return g_strdup(reason ? reason->title : row->latest->to->reason);
}

static void
append_fault(GString *out, const Row *row)
{
	if (row->latest->to->fault != BOUNCE_FAULT_UNKNOWN)
		g_string_append(out, bounce_fault_name(row->latest->to->fault));
}

static gint64
fault_rank(const Row *row)
{
	return row->latest->to->fault;
}

static char *
fault_title(const BounceKb *kb, const Row *row)
{
	(void)kb;
	return g_strdup(fault_titles[row->latest->to->fault]);
}

static void
append_class(GString *out, const Row *row)
{
	if (row->latest->to->class != BOUNCE_CLASS_UNKNOWN)
		g_string_append(out, bounce_class_name(row->latest->to->class));
}

static gint64
class_rank(const Row *row)
{
	return row->latest->to->class;
}

static char *
class_title(const BounceKb *kb, const Row *row)
{
	(void)kb;
	return g_strdup(class_titles[row->latest->to->class]);
}

/* From the key, which holds the address as identity.h has it. */
static void
append_domain(GString *out, const Row *row)
{
	const char *at = strrchr(row->key, '@');

	if (at)
		g_string_append(out, at + 1);
}

/* "mx.example.org" of "MX.example.org. [192.0.2.1]" */
static void
append_host(GString *out, const Row *row)
{
	const char *host = row->latest->to->remote_mta;
	gsize from = out->len;

	if (!*host)
		host = bounce_report_envelope(row->latest->report)->reporting_mta;
	g_string_append_len(out, host, (gssize)strcspn(host, " ("));
	while (out->len > from && out->str[out->len - 1] == '.')
		g_string_truncate(out, out->len - 1);
	g_string_ascii_down(out);
}

/* "news.example.org" of "Weekly news <news.example.org>" (RFC 2919) */
static void
append_list(GString *out, const Row *row)
{
	const char *list = bounce_report_original(row->latest->report)->list_id;
	const char *id = strrchr(list, '<');

	id = id ? id + 1 : list;
	g_string_append_len(out, id, (gssize)strcspn(id, ">"));
	g_string_ascii_down(out);
}

/* The Monday on which an ISO week of UTC begins, in days; day 0 was a Thursday. */
static gint64
monday_of(const Row *row)
{
	gint64 day = row->last / DAY - (row->last % DAY < 0);
	gint64 weekday = ((day + 3) % 7 + 7) % 7;

	return day - weekday;
}

static void
append_week(GString *out, const Row *row)
{
	if (row->last != 0)
		g_string_append_printf(out, "%" G_GINT64_FORMAT, monday_of(row));
}

static gint64
week_rank(const Row *row)
{
	return -monday_of(row);
}

static char *
week_title(const BounceKb *kb, const Row *row)
{
	g_autoptr(GDateTime) last = g_date_time_new_from_unix_utc(row->last);
	g_autoptr(GDateTime) monday = NULL;

	(void)kb;
	if (last)
		monday = g_date_time_add_days(last, 1 - g_date_time_get_day_of_week(last));
	/* No calendar goes that far. */
	if (!monday)
		return g_strdup(absent_titles[GROUPING_WEEK]);
	return g_date_time_format(monday, "%G-W%V, from %Y-%m-%d");
}

static void
append_nothing(GString *out, const Row *row)
{
	(void)out;
	(void)row;
}

static const struct {
	void (*append)(GString *out, const Row *row);
	gint64 (*rank)(const Row *row);                     /* NULL: numbers decide */
	char *(*title)(const BounceKb *kb, const Row *row); /* NULL: the value itself */
} groupings[N_GROUPINGS] = {
	[GROUPING_SUBJECT] = {append_subject, subject_rank, subject_title},
	[GROUPING_CODE] = {append_code, code_rank, code_title},
	[GROUPING_REASON] = {append_reason, NULL, reason_title},
	[GROUPING_FAULT] = {append_fault, fault_rank, fault_title},
	[GROUPING_CLASS] = {append_class, class_rank, class_title},
	[GROUPING_DOMAIN] = {append_domain, NULL, NULL},
	[GROUPING_HOST] = {append_host, NULL, NULL},
	[GROUPING_LIST] = {append_list, NULL, NULL},
	[GROUPING_WEEK] = {append_week, week_rank, week_title},
	[GROUPING_NONE] = {append_nothing, NULL, NULL},
};

void
model_value_append(GString *out, Grouping by, const Row *row)
{
	groupings[by].append(out, row);
}

gint64
model_value_rank(Grouping by, const Row *row)
{
	return groupings[by].rank ? groupings[by].rank(row) : 0;
}

char *
model_value_title(Grouping by, const BounceKb *kb, const Row *row, const char *value)
{
	if (!*value)
		return g_strdup(absent_titles[by]);
	return groupings[by].title ? groupings[by].title(kb, row) : g_strdup(value);
}
