/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <bounce/kb.h>

#include <stdlib.h>

#include "kb-data.h"

/* Our own files are some 400 KB. */
#define TEXT_BLOCK_SIZE ((gsize)16 * 1024)

static void
clear_kb(void *data)
{
	BounceKb *kb = data;

	for (size_t i = 0; i < BOUNCE_KB_CLASSES; i++)
		g_free(kb->class[i]);
	for (size_t i = 0; i < BOUNCE_KB_SUBJECTS; i++)
		g_free(kb->subject[i]);
	g_ptr_array_unref(kb->lists);
	g_hash_table_unref(kb->code);
	g_hash_table_unref(kb->reason);
	g_hash_table_unref(kb->reply);
	g_hash_table_unref(kb->field);
	bounce_stages_free(kb->stages);
	bounce_rules_free(kb->rules);
	for (size_t i = 0; i < BOUNCE_KB_PARTS; i++) {
		g_string_chunk_free(kb->part[i].text);
		g_clear_error(&kb->part[i].error);
	}
	g_strfreev(kb->dirs);
	g_strfreev(kb->languages);
}

BounceKb *
bounce_kb_open(const char *const *dirs, const char *const *languages)
{
	BounceKb *kb = g_atomic_rc_box_new0(BounceKb);

	kb->dirs = g_strdupv((char **)dirs);
	kb->languages = g_strdupv((char **)languages);
	for (size_t i = 0; i < BOUNCE_KB_PARTS; i++)
		kb->part[i].text = g_string_chunk_new(TEXT_BLOCK_SIZE);
	kb->code = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	kb->reason = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
	kb->reply = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	kb->field = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	kb->lists = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
	kb->stages = bounce_stages_new();
	kb->rules = bounce_rules_new();
	return kb;
}

void
bounce_kb_need(const BounceKb *kb, BounceKbPart part)
{
	/* The one thing about it that changes. */
	BounceKb *own = (BounceKb *)kb;

	if (g_once_init_enter(&own->part[part].is_read)) {
		bounce_kb_read_part(own, part, &own->part[part].error);
		g_once_init_leave(&own->part[part].is_read, 1);
	}
}

bool
bounce_kb_check(const BounceKb *kb, GError **error)
{
	for (BounceKbPart part = 0; part < BOUNCE_KB_PARTS; part++) {
		bounce_kb_need(kb, part);
		if (!kb->part[part].error)
			continue;
		g_propagate_error(error, g_error_copy(kb->part[part].error));
		return false;
	}
	return true;
}

BounceKb *
bounce_kb_load(const char *const *dirs, const char *const *languages, GError **error)
{
	g_autoptr(BounceKb) kb = bounce_kb_open(dirs, languages);

	return bounce_kb_check(kb, error) ? g_steal_pointer(&kb) : NULL;
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
	bounce_kb_need(kb, BOUNCE_KB_CODES);
	return class < BOUNCE_KB_CLASSES ? kb->class[class] : NULL;
}

const BounceStatusInfo *
bounce_kb_subject(const BounceKb *kb, unsigned subject)
{
	bounce_kb_need(kb, BOUNCE_KB_CODES);
	return subject < BOUNCE_KB_SUBJECTS ? kb->subject[subject] : NULL;
}

const BounceStatusInfo *
bounce_kb_status(const BounceKb *kb, BounceStatus status, BounceMatch *match)
{
	char code[BOUNCE_STATUS_TEXT_MAX];
	const BounceStatusInfo *info = NULL;
	BounceMatch found = BOUNCE_MATCH_NONE;

	bounce_kb_need(kb, BOUNCE_KB_CODES);
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
	bounce_kb_need(kb, BOUNCE_KB_REASONS);
	return g_hash_table_lookup(kb->reason, id);
}

const BounceNoticeInfo *
bounce_kb_notice(const BounceKb *kb)
{
	bounce_kb_need(kb, BOUNCE_KB_NOTICE);
	return &kb->notice;
}

static const BounceReplyInfo *
find_reply(const BounceKb *kb, const char *name)
{
	bounce_kb_need(kb, BOUNCE_KB_REPLIES);
	return g_hash_table_lookup(kb->reply, name);
}

const BounceReplyInfo *
bounce_kb_reply(const BounceKb *kb, unsigned code)
{
	g_autofree char *name = g_strdup_printf("%u", code);

	return find_reply(kb, name);
}

const BounceReplyInfo *
bounce_kb_reply_first(const BounceKb *kb, unsigned digit)
{
	g_autofree char *name = g_strdup_printf("%uyz", digit);

	return find_reply(kb, name);
}

const BounceReplyInfo *
bounce_kb_reply_second(const BounceKb *kb, unsigned digit)
{
	g_autofree char *name = g_strdup_printf("x%uz", digit);

	return find_reply(kb, name);
}

const BounceFieldInfo *
bounce_kb_field(const BounceKb *kb, const char *name)
{
	g_autofree char *lower = g_ascii_strdown(name, -1);

	bounce_kb_need(kb, BOUNCE_KB_FIELDS);
	return g_hash_table_lookup(kb->field, lower);
}

static const char *
name_of(BounceKbList list, const void *key, const void *info)
{
	return list == BOUNCE_KB_LIST_FIELDS ? ((const BounceFieldInfo *)info)->name : key;
}

const char **
bounce_kb_list(const BounceKb *kb, BounceKbList list)
{
	const struct {
		BounceKbPart part;
		GHashTable *table;
	} lists[] = {
		[BOUNCE_KB_LIST_CODES] = {BOUNCE_KB_CODES, kb->code},
		[BOUNCE_KB_LIST_REASONS] = {BOUNCE_KB_REASONS, kb->reason},
		[BOUNCE_KB_LIST_REPLIES] = {BOUNCE_KB_REPLIES, kb->reply},
		[BOUNCE_KB_LIST_FIELDS] = {BOUNCE_KB_FIELDS, kb->field},
	};
	GHashTable *table = lists[list].table;
	guint n = 0;

	bounce_kb_need(kb, lists[list].part);
	const char **names = g_new0(const char *, g_hash_table_size(table) + 1);
	GHashTableIter iter;
	void *key, *info;

	g_hash_table_iter_init(&iter, table);
	while (g_hash_table_iter_next(&iter, &key, &info))
		names[n++] = name_of(list, key, info);
	qsort(names, n, sizeof *names, bounce_kb_compare_names);
	return names;
}

size_t
bounce_kb_n_rules(const BounceKb *kb)
{
	bounce_kb_need(kb, BOUNCE_KB_RULES);
	return bounce_rules_n(kb->rules);
}

const BounceRuleInfo *
bounce_kb_rule_at(const BounceKb *kb, size_t i)
{
	bounce_kb_need(kb, BOUNCE_KB_RULES);
	return bounce_rules_at(kb->rules, i);
}

const BounceRuleInfo *
bounce_kb_rule(const BounceKb *kb, const char *id)
{
	bounce_kb_need(kb, BOUNCE_KB_RULES);
	return bounce_rules_find(kb->rules, id);
}
