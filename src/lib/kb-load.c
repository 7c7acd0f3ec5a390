/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kb-data.h"

#include <bounce/error.h>

#include "kb-source.h"

#include <string.h>

static const char *const answers[] = {"no", "yes", NULL};

/* Take one group of a file in. */
typedef bool (*TakeGroup)(BounceKb *kb, const BounceKbSource *source, const char *group,
                          GError **error);

static const BounceKbText status_texts[] = {
	{"title", offsetof(BounceStatusInfo, known.title), true},
	{"meaning", offsetof(BounceStatusInfo, known.meaning), true},
	{"causes", offsetof(BounceStatusInfo, known.causes), false},
	{"advice", offsetof(BounceStatusInfo, known.advice), true},
	{"practice", offsetof(BounceStatusInfo, known.practice), false},
	{"source", offsetof(BounceStatusInfo, known.source), true},
	{"reason-4", offsetof(BounceStatusInfo, reason_temporary), false},
	{"reason-5", offsetof(BounceStatusInfo, reason_permanent), false},
	{0},
};

static const BounceKbText reason_texts[] = {
	{"title", offsetof(BounceReasonInfo, title), true},
	{"meaning", offsetof(BounceReasonInfo, meaning), true},
	{"advice", offsetof(BounceReasonInfo, advice), true},
	{"source", offsetof(BounceReasonInfo, source), true},
	{0},
};

static const BounceKbText reply_texts[] = {
	{"title", offsetof(BounceReplyInfo, known.title), true},
	{"meaning", offsetof(BounceReplyInfo, known.meaning), true},
	{"causes", offsetof(BounceReplyInfo, known.causes), false},
	{"advice", offsetof(BounceReplyInfo, known.advice), false},
	{"practice", offsetof(BounceReplyInfo, known.practice), false},
	{"source", offsetof(BounceReplyInfo, known.source), true},
	{"reason", offsetof(BounceReplyInfo, reason), false},
	{"dotted", offsetof(BounceReplyInfo, dotted), false},
	{0},
};

static const BounceKbText field_texts[] = {
	{"title", offsetof(BounceFieldInfo, title), true},
	{"meaning", offsetof(BounceFieldInfo, meaning), true},
	{"source", offsetof(BounceFieldInfo, source), true},
	{0},
};

static const struct {
	const char *group;
	size_t offset;
} notice_lists[] = {
	{"mime-types", offsetof(BounceNoticeInfo, mime_types)},
	{"senders", offsetof(BounceNoticeInfo, senders)},
	{"subjects", offsetof(BounceNoticeInfo, subjects)},
	{"delays", offsetof(BounceNoticeInfo, delays)},
	{"auto-replies", offsetof(BounceNoticeInfo, auto_replies)},
	{"answers", offsetof(BounceNoticeInfo, answers)},
	{"successes", offsetof(BounceNoticeInfo, successes)},
	{"openings", offsetof(BounceNoticeInfo, openings)},
	{"challenges", offsetof(BounceNoticeInfo, challenges)},
	{"failures", offsetof(BounceNoticeInfo, failures)},
	{"bystanders", offsetof(BounceNoticeInfo, bystanders)},
	{"addressees", offsetof(BounceNoticeInfo, addressees)},
	{"ends", offsetof(BounceNoticeInfo, ends)},
};

/* Where an entry called name belongs: a class, a subject, a code; NULL when it is
 * none of them. */
static bool
place_status(BounceKb *kb, const char *name, BounceStatusInfo *info)
{
	BounceStatus status;
	size_t len = strlen(name);

	if (len == 1 && g_ascii_isdigit(name[0]) && name[0] - '0' < BOUNCE_KB_CLASSES) {
		kb->class[name[0] - '0'] = info;
		return true;
	}
	if (len < 3 || name[0] != 'X' || name[1] != '.')
		return false;
	if (len == 3 && g_ascii_isdigit(name[2]) && name[2] - '0' < BOUNCE_KB_SUBJECTS) {
		kb->subject[name[2] - '0'] = info;
		return true;
	}

	g_autofree char *as_code = g_strdup(name);
	as_code[0] = '5';
	if (bounce_status_parse(as_code, len, &status) != len)
		return false;
	g_hash_table_insert(kb->code, g_strdup(name), info);
	return true;
}

static bool
take_status(BounceKb *kb, const BounceKbSource *source, const char *group, GError **error)
{
#define X(value, name) name,
	static const char *const trusts[] = {BOUNCE_TRUSTS(X) NULL};
#undef X
	g_autofree BounceStatusInfo *info = g_new0(BounceStatusInfo, 1);
	unsigned trust = BOUNCE_TRUST_WEAK, registered = true;

	if (!bounce_kb_source_texts(source, group, status_texts, info, error))
		return false;
	if (!bounce_kb_source_choice(source, group, "trust", trusts, &trust))
		return bounce_kb_source_fail(source, group,
		                             "\"trust\" is none of weak, medium, strong", error);
	if (!bounce_kb_source_choice(source, group, "registered", answers, &registered))
		return bounce_kb_source_fail(source, group, "\"registered\" is none of no, yes",
		                             error);
	info->trust = trust;
	info->registered = registered;
	if (!place_status(kb, group, info))
		return bounce_kb_source_fail(
			source, group, "not a class, a subject (X.1) or a code (X.1.1)", error);
	g_steal_pointer(&info);
	return true;
}

static bool
take_reason(BounceKb *kb, const BounceKbSource *source, const char *group, GError **error)
{
#define X(value, name) name,
	static const char *const classes[] = {BOUNCE_CLASSES(X) NULL};
	static const char *const faults[] = {BOUNCE_FAULTS(X) NULL};
	static const char *const verdicts[] = {BOUNCE_VERDICTS(X) NULL};
#undef X
	g_autofree BounceReasonInfo *info = g_new0(BounceReasonInfo, 1);
	unsigned class = BOUNCE_N_CLASSES, fault = BOUNCE_N_FAULTS, verdict = BOUNCE_N_VERDICTS;
	unsigned passes = false;

	if (!bounce_kb_source_texts(source, group, reason_texts, info, error))
		return false;
	bounce_kb_source_choice(source, group, "class", classes, &class);
	bounce_kb_source_choice(source, group, "fault", faults, &fault);
	bounce_kb_source_choice(source, group, "verdict", verdicts, &verdict);
	if (class == BOUNCE_N_CLASSES)
		return bounce_kb_source_fail(source, group, "unknown \"class\"", error);
	if (fault == BOUNCE_N_FAULTS)
		return bounce_kb_source_fail(source, group, "unknown \"fault\"", error);
	if (verdict == BOUNCE_N_VERDICTS)
		return bounce_kb_source_fail(source, group, "unknown \"verdict\"", error);
	if (!bounce_kb_source_choice(source, group, "passes", answers, &passes))
		return bounce_kb_source_fail(source, group, "\"passes\" is none of no, yes", error);

	info->id = g_string_chunk_insert_const(source->text, group);
	info->class = class;
	info->fault = fault;
	info->verdict = verdict;
	info->passes = passes;
	g_hash_table_insert(kb->reason, (char *)info->id, info);
	g_steal_pointer(&info);
	return true;
}

/* "550", "5yz", "x5z" */
static bool
is_reply_name(const char *name)
{
	if (strlen(name) != 3)
		return false;
	if (g_str_has_suffix(name, "yz"))
		return g_ascii_isdigit(name[0]);
	if (name[0] == 'x' && name[2] == 'z')
		return g_ascii_isdigit(name[1]);
	return g_ascii_isdigit(name[0]) && g_ascii_isdigit(name[1]) && g_ascii_isdigit(name[2]);
}

static bool
take_reply(BounceKb *kb, const BounceKbSource *source, const char *group, GError **error)
{
#define X(value, name) name,
	static const char *const registrations[] = {BOUNCE_REGISTRATIONS(X) NULL};
#undef X
	static const char *const readings[] = {"reply", "dotted", NULL};
	g_autofree BounceReplyInfo *info = g_new0(BounceReplyInfo, 1);
	unsigned registration = BOUNCE_REGISTRATION_NONE, reading = 0;

	if (!is_reply_name(group))
		return bounce_kb_source_fail(source, group, "not a reply code, nor a digit of one",
		                             error);
	if (!bounce_kb_source_texts(source, group, reply_texts, info, error))
		return false;
	if (!bounce_kb_source_choice(source, group, "registered", registrations, &registration))
		return bounce_kb_source_fail(source, group, "unknown \"registered\"", error);
	if (!bounce_kb_source_choice(source, group, "reading", readings, &reading))
		return bounce_kb_source_fail(source, group, "unknown \"reading\"", error);
	info->registration = registration;
	info->dotted_first = reading == 1;
	g_hash_table_insert(kb->reply, g_strdup(group), g_steal_pointer(&info));
	return true;
}

static bool
take_field(BounceKb *kb, const BounceKbSource *source, const char *group, GError **error)
{
	g_autofree BounceFieldInfo *info = g_new0(BounceFieldInfo, 1);

	if (!bounce_kb_source_texts(source, group, field_texts, info, error))
		return false;
	info->name = g_string_chunk_insert_const(source->text, group);
	g_hash_table_insert(kb->field, g_ascii_strdown(group, -1), g_steal_pointer(&info));
	return true;
}

static bool
take_notice(BounceKb *kb, const BounceKbSource *source, const char *group, GError **error)
{
	g_auto(GStrv) phrases = bounce_kb_source_list(source, group, "phrases");

	if (!phrases)
		return bounce_kb_source_fail(source, group, "no \"phrases\"", error);
	for (size_t i = 0; i < G_N_ELEMENTS(notice_lists); i++) {
		char ***list = (char ***)((char *)&kb->notice + notice_lists[i].offset);

		if (!g_str_equal(group, notice_lists[i].group))
			continue;
		*list = phrases;
		g_ptr_array_add(kb->lists, g_steal_pointer(&phrases));
		return true;
	}
	return bounce_kb_source_fail(source, group, "nothing is known by this name", error);
}

static bool
take_stage(BounceKb *kb, const BounceKbSource *source, const char *group, GError **error)
{
	return bounce_stages_add(kb->stages, source, group, error);
}

static bool
take_rule(BounceKb *kb, const BounceKbSource *source, const char *group, GError **error)
{
	const char *id = bounce_kb_source_text(source, group, "reason");
	const BounceReasonInfo *reason = bounce_kb_reason(kb, id);

	if (reason)
		return bounce_rules_add(kb->rules, source, group, reason->verdict, error);
	g_autofree char *what = g_strdup_printf("no reason \"%s\"", id);
	return bounce_kb_source_fail(source, group, what, error);
}

/* ---- files */

static bool
take_groups(BounceKb *kb, const BounceKbSource *source, TakeGroup take, GError **error)
{
	g_auto(GStrv) groups = g_key_file_get_groups(source->keys, NULL);

	for (char **group = groups; *group; group++)
		if (!take(kb, source, *group, error))
			return false;
	return true;
}

static BounceKbSource
source_for(const BounceKb *kb, BounceKbPart part)
{
	return (BounceKbSource){.text = kb->part[part].text,
	                        .languages = (const char *const *)kb->languages};
}

static bool
load_file(BounceKb *kb, BounceKbPart part, const char *name, TakeGroup take, GError **error)
{
	g_auto(BounceKbSource) source = source_for(kb, part);
	g_autofree char *path = g_build_filename(kb->dirs[0], name, NULL);

	if (!bounce_kb_source_open(&source, path, error))
		return false;
	for (char **dir = kb->dirs + 1; *dir; dir++) {
		g_autofree char *over = g_build_filename(*dir, name, NULL);

		if (!bounce_kb_source_override(&source, over, error))
			return false;
	}
	return take_groups(kb, &source, take, error);
}

int
bounce_kb_compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names of the files of diagnostic/, sorted; NULL when there is no such folder. */
static GPtrArray *
list_rules(const char *dir, GError **error)
{
	g_autoptr(GDir) open = g_dir_open(dir, 0, error);
	g_autoptr(GPtrArray) names = NULL;
	const char *name;

	if (!open)
		return NULL;
	names = g_ptr_array_new_with_free_func(g_free);
	while ((name = g_dir_read_name(open)))
		if (g_str_has_suffix(name, ".conf"))
			g_ptr_array_add(names, g_strdup(name));
	g_ptr_array_sort(names, bounce_kb_compare_names);
	return g_steal_pointer(&names);
}

static bool
load_rules_of(BounceKb *kb, const char *dir, GError **error)
{
	g_autofree char *folder = g_build_filename(dir, "diagnostic", NULL);

	if (dir != kb->dirs[0] && !g_file_test(folder, G_FILE_TEST_IS_DIR))
		return true;
	g_autoptr(GPtrArray) names = list_rules(folder, error);
	if (!names)
		return false;
	for (guint i = 0; i < names->len; i++) {
		g_auto(BounceKbSource) source = source_for(kb, BOUNCE_KB_RULES);
		g_autofree char *path = g_build_filename(folder, names->pdata[i], NULL);

		if (!bounce_kb_source_open(&source, path, error) ||
		    !take_groups(kb, &source, take_rule, error))
			return false;
	}
	return true;
}

/* The user's own before ours. */
static bool
load_rules(BounceKb *kb, GError **error)
{
	size_t n = g_strv_length(kb->dirs);

	while (n-- > 0)
		if (!load_rules_of(kb, kb->dirs[n], error))
			return false;
	return true;
}

/* The reasons that codes and replies point at must be there. */
static bool
check_reason(const BounceKb *kb, const char *file, const char *group, const char *id,
             GError **error)
{
	if (*id == '\0' || bounce_kb_reason(kb, id))
		return true;
	g_set_error(error, BOUNCE_ERROR, BOUNCE_ERROR_DATA, "%s: [%s]: no reason \"%s\"", file,
	            group, id);
	return false;
}

static bool
check_codes(const BounceKb *kb, GError **error)
{
	GHashTableIter iter;
	void *name, *value;

	g_hash_table_iter_init(&iter, kb->code);
	while (g_hash_table_iter_next(&iter, &name, &value)) {
		const BounceStatusInfo *info = value;

		if (!check_reason(kb, "status.conf", name, info->reason_temporary, error) ||
		    !check_reason(kb, "status.conf", name, info->reason_permanent, error))
			return false;
	}
	return true;
}

static bool
check_replies(const BounceKb *kb, GError **error)
{
	GHashTableIter iter;
	void *name, *value;

	g_hash_table_iter_init(&iter, kb->reply);
	while (g_hash_table_iter_next(&iter, &name, &value)) {
		const BounceReplyInfo *info = value;

		if (!check_reason(kb, "reply.conf", name, info->reason, error))
			return false;
	}
	return true;
}

/* All lists are there, if need be empty. */
static bool
check_lists(BounceKb *kb, GError **error)
{
	static const char *const none[] = {NULL};
	const char *missing = NULL;

	for (size_t i = 0; i < G_N_ELEMENTS(notice_lists); i++) {
		const char *const **list =
			(const char *const **)((char *)&kb->notice + notice_lists[i].offset);

		if (*list)
			continue;
		*list = none;
		missing = missing ? missing : notice_lists[i].group;
	}
	if (missing)
		g_set_error(error, BOUNCE_ERROR, BOUNCE_ERROR_DATA, "%s/notice.conf: no [%s]",
		            kb->dirs[0], missing);
	return !missing;
}

bool
bounce_kb_read_part(BounceKb *kb, BounceKbPart part, GError **error)
{
	switch (part) {
	case BOUNCE_KB_REASONS:
		return load_file(kb, part, "reason.conf", take_reason, error);
	case BOUNCE_KB_CODES:
		return load_file(kb, part, "status.conf", take_status, error) &&
		       check_codes(kb, error);
	case BOUNCE_KB_REPLIES:
		return load_file(kb, part, "reply.conf", take_reply, error) &&
		       check_replies(kb, error);
	case BOUNCE_KB_FIELDS:
		return load_file(kb, part, "field.conf", take_field, error);
	case BOUNCE_KB_NOTICE: {
		bool is_read = load_file(kb, part, "notice.conf", take_notice, error);

		return check_lists(kb, is_read ? error : NULL) && is_read;
	}
	case BOUNCE_KB_STAGES:
		return load_file(kb, part, "stage.conf", take_stage, error);
	case BOUNCE_KB_RULES:
		return load_rules(kb, error);
	default:
		g_return_val_if_reached(false);
	}
}
