/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <bounce/kb.h>

#include <bounce/error.h>

#include "slice.h"

#include <string.h>

/* Lists in a value, as "one | two". */
#define SEPARATOR " | "

/* Our own files are some 80 KB. */
#define TEXT_BLOCK_SIZE ((gsize)16 * 1024)

#define N_CLASSES 6
#define N_SUBJECTS 8

struct BounceKb {
	GStringChunk *text;
	BounceStatusInfo *class[N_CLASSES];
	BounceStatusInfo *subject[N_SUBJECTS];
	GHashTable *code;   /* "X.1.1" -> BounceStatusInfo */
	GHashTable *reason; /* id -> BounceReasonInfo */
	BounceNoticeInfo notice;
};

/* One file while it is being read. */
typedef struct {
	BounceKb *kb;
	const char *name; /* for messages */
	GKeyFile *keys;
} Source;

typedef struct {
	const char *key; /* NULL ends a list */
	size_t offset;
	bool required;
} TextKey;

static const TextKey status_keys[] = {
	{"title", offsetof(BounceStatusInfo, title), true},
	{"meaning", offsetof(BounceStatusInfo, meaning), true},
	{"causes", offsetof(BounceStatusInfo, causes), false},
	{"advice", offsetof(BounceStatusInfo, advice), true},
	{"practice", offsetof(BounceStatusInfo, practice), false},
	{"source", offsetof(BounceStatusInfo, source), true},
	{"reason-4", offsetof(BounceStatusInfo, reason_temporary), false},
	{"reason-5", offsetof(BounceStatusInfo, reason_permanent), false},
	{NULL},
};

static const TextKey reason_keys[] = {
	{"title", offsetof(BounceReasonInfo, title), true},
	{"meaning", offsetof(BounceReasonInfo, meaning), true},
	{"advice", offsetof(BounceReasonInfo, advice), true},
	{"source", offsetof(BounceReasonInfo, source), true},
	{NULL},
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

#define X(value, name) name,
static const char *const trust_names[] = {BOUNCE_TRUSTS(X) NULL};
#undef X

static bool
fail(const Source *source, const char *group, const char *what, GError **error)
{
	g_set_error(error, BOUNCE_ERROR, BOUNCE_ERROR_DATA, "%s: [%s]: %s", source->name, group,
	            what);
	return false;
}

/* "" when the group has no such key.  Not g_key_file_get_string(): that one gives
 * backslashes a meaning. */
static const char *
read_text(const Source *source, const char *group, const char *key)
{
	g_autofree char *value = g_key_file_get_value(source->keys, group, key, NULL);

	if (!value)
		return "";
	return g_string_chunk_insert_const(source->kb->text, g_strstrip(value));
}

static bool
read_texts(const Source *source, const char *group, const TextKey *keys, void *into, GError **error)
{
	for (; keys->key; keys++) {
		const char *value = read_text(source, group, keys->key);

		if (keys->required && *value == '\0') {
			g_autofree char *what = g_strdup_printf("no \"%s\"", keys->key);

			return fail(source, group, what, error);
		}
		*(const char **)((char *)into + keys->offset) = value;
	}
	return true;
}

/* Read the key as one of the names, which are NULL-ended. */
static bool
read_choice(const Source *source, const char *group, const char *key, const char *const *names,
            unsigned *choice)
{
	const char *value = read_text(source, group, key);

	for (unsigned i = 0; names[i]; i++) {
		if (g_str_equal(names[i], value)) {
			*choice = i;
			return true;
		}
	}
	return false;
}

/* Where an entry called name belongs: a class, a subject, a code; NULL when it is
 * none of them. */
static bool
place_status(BounceKb *kb, const char *name, BounceStatusInfo *info)
{
	BounceStatus status;
	size_t len = strlen(name);

	if (len == 1 && g_ascii_isdigit(name[0]) && name[0] - '0' < N_CLASSES) {
		kb->class[name[0] - '0'] = info;
		return true;
	}
	if (len < 3 || name[0] != 'X' || name[1] != '.')
		return false;
	if (len == 3 && g_ascii_isdigit(name[2]) && name[2] - '0' < N_SUBJECTS) {
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
load_status(const Source *source, const char *group, GError **error)
{
	g_autofree BounceStatusInfo *info = g_new0(BounceStatusInfo, 1);
	unsigned trust = BOUNCE_TRUST_WEAK;

	if (!read_texts(source, group, status_keys, info, error))
		return false;
	if (*read_text(source, group, "trust") != '\0' &&
	    !read_choice(source, group, "trust", trust_names, &trust))
		return fail(source, group, "\"trust\" is none of weak, medium, strong", error);
	info->trust = trust;
	if (!place_status(source->kb, group, info))
		return fail(source, group, "not a class, a subject (X.1) or a code (X.1.1)", error);
	g_steal_pointer(&info);
	return true;
}

static bool
load_reason(const Source *source, const char *group, GError **error)
{
#define X(value, name) name,
	static const char *const classes[] = {BOUNCE_CLASSES(X) NULL};
	static const char *const faults[] = {BOUNCE_FAULTS(X) NULL};
	static const char *const verdicts[] = {BOUNCE_VERDICTS(X) NULL};
#undef X
	g_autofree BounceReasonInfo *info = g_new0(BounceReasonInfo, 1);
	unsigned class, fault, verdict;

	if (!read_texts(source, group, reason_keys, info, error))
		return false;
	if (!read_choice(source, group, "class", classes, &class))
		return fail(source, group, "unknown \"class\"", error);
	if (!read_choice(source, group, "fault", faults, &fault))
		return fail(source, group, "unknown \"fault\"", error);
	if (!read_choice(source, group, "verdict", verdicts, &verdict))
		return fail(source, group, "unknown \"verdict\"", error);

	info->id = g_string_chunk_insert_const(source->kb->text, group);
	info->class = class;
	info->fault = fault;
	info->verdict = verdict;
	g_hash_table_insert(source->kb->reason, (char *)info->id, info);
	g_steal_pointer(&info);
	return true;
}

static bool
load_notice(const Source *source, const char *group, GError **error)
{
	const char *value = read_text(source, group, "phrases");

	if (*value == '\0')
		return fail(source, group, "no \"phrases\"", error);
	for (size_t i = 0; i < G_N_ELEMENTS(notice_lists); i++) {
		char ***list = (char ***)((char *)&source->kb->notice + notice_lists[i].offset);

		if (!g_str_equal(group, notice_lists[i].group))
			continue;
		g_strfreev(*list);
		*list = g_strsplit(value, SEPARATOR, -1);
		return true;
	}
	return fail(source, group, "nothing is known by this name", error);
}

static bool
load_file(BounceKb *kb, const char *dir, const char *name,
          bool (*load_group)(const Source *source, const char *group, GError **error),
          GError **error)
{
	g_autoptr(GKeyFile) keys = g_key_file_new();
	g_autofree char *path = g_build_filename(dir, name, NULL);
	Source source = {kb, path, keys};

	if (!g_key_file_load_from_file(keys, path, G_KEY_FILE_NONE, error)) {
		g_prefix_error(error, "cannot read %s: ", path);
		return false;
	}

	g_auto(GStrv) groups = g_key_file_get_groups(keys, NULL);
	for (char **group = groups; *group; group++)
		if (!load_group(&source, *group, error))
			return false;
	return true;
}

/* The reasons that codes point at, and all the lists, must be there. */
static bool
is_whole(const BounceKb *kb, const char *dir, GError **error)
{
	GHashTableIter iter;
	void *code, *value;

	g_hash_table_iter_init(&iter, kb->code);
	while (g_hash_table_iter_next(&iter, &code, &value)) {
		const BounceStatusInfo *info = value;
		const char *ids[] = {info->reason_temporary, info->reason_permanent};

		for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) {
			if (*ids[i] == '\0' || bounce_kb_reason(kb, ids[i]))
				continue;
			g_set_error(error, BOUNCE_ERROR, BOUNCE_ERROR_DATA,
			            "%s/status.conf: [%s]: no reason \"%s\"", dir, (char *)code,
			            ids[i]);
			return false;
		}
	}
	for (size_t i = 0; i < G_N_ELEMENTS(notice_lists); i++) {
		if (*(char ***)((char *)&kb->notice + notice_lists[i].offset))
			continue;
		g_set_error(error, BOUNCE_ERROR, BOUNCE_ERROR_DATA, "%s/notice.conf: no [%s]", dir,
		            notice_lists[i].group);
		return false;
	}
	return true;
}

BounceKb *
bounce_kb_load(const char *dir, GError **error)
{
	g_autoptr(BounceKb) kb = g_atomic_rc_box_new0(BounceKb);

	kb->text = g_string_chunk_new(TEXT_BLOCK_SIZE);
	kb->code = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	kb->reason = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);

	if (!load_file(kb, dir, "reason.conf", load_reason, error) ||
	    !load_file(kb, dir, "status.conf", load_status, error) ||
	    !load_file(kb, dir, "notice.conf", load_notice, error) || !is_whole(kb, dir, error))
		return NULL;
	return g_steal_pointer(&kb);
}

static void
clear_kb(void *data)
{
	BounceKb *kb = data;

	for (size_t i = 0; i < N_CLASSES; i++)
		g_free(kb->class[i]);
	for (size_t i = 0; i < N_SUBJECTS; i++)
		g_free(kb->subject[i]);
	for (size_t i = 0; i < G_N_ELEMENTS(notice_lists); i++)
		g_strfreev(*(char ***)((char *)&kb->notice + notice_lists[i].offset));
	g_hash_table_unref(kb->code);
	g_hash_table_unref(kb->reason);
	g_string_chunk_free(kb->text);
}

BounceKb *
bounce_kb_ref(const BounceKb *kb)
{
	return g_atomic_rc_box_acquire((BounceKb *)kb);
}

void
bounce_kb_unref(BounceKb *kb)
{
	g_atomic_rc_box_release_full(kb, clear_kb);
}

const BounceStatusInfo *
bounce_kb_class(const BounceKb *kb, unsigned class)
{
	return class < N_CLASSES ? kb->class[class] : NULL;
}

const BounceStatusInfo *
bounce_kb_subject(const BounceKb *kb, unsigned subject)
{
	return subject < N_SUBJECTS ? kb->subject[subject] : NULL;
}

const BounceStatusInfo *
bounce_kb_status(const BounceKb *kb, BounceStatus status, BounceMatch *match)
{
	char code[BOUNCE_STATUS_TEXT_MAX];
	const BounceStatusInfo *info = NULL;
	BounceMatch found = BOUNCE_MATCH_NONE;

	if (bounce_status_is_set(status)) {
		bounce_status_format(status, code);
		code[0] = 'X';
		info = g_hash_table_lookup(kb->code, code);
		found = BOUNCE_MATCH_CODE;
	}
	if (!info && bounce_status_is_set(status)) {
		info = bounce_kb_subject(kb, status.subject);
		found = BOUNCE_MATCH_SUBJECT;
	}
	if (!info) {
		info = bounce_kb_class(kb, status.class);
		found = info ? BOUNCE_MATCH_CLASS : BOUNCE_MATCH_NONE;
	}
	if (match)
		*match = found;
	return info;
}

const BounceReasonInfo *
bounce_kb_reason(const BounceKb *kb, const char *id)
{
	return g_hash_table_lookup(kb->reason, id);
}

const BounceNoticeInfo *
bounce_kb_notice(const BounceKb *kb)
{
	return &kb->notice;
}
