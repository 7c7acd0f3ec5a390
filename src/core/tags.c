/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/tags.h"

#include <string.h>

typedef struct {
	TagSet wanted, present;
	bool is_unsure; /* some of it could not be read */
	char id[];
} Message;

struct TagPlan {
	const Model *model;
	TagSet tags;
	GHashTable *messages; /* Message-ID -> Message */
	GPtrArray *changes;   /* of Message, borrowed */
};

static const char *const names[] = {
#define X(value, name) name,
	TAGS(X)
#undef X
};

static const Tag tags_of_class[BOUNCE_N_CLASSES] = {
	[BOUNCE_CLASS_HARD] = TAG_HARD,       [BOUNCE_CLASS_SOFT] = TAG_SOFT,
	[BOUNCE_CLASS_POLICY] = TAG_POLICY,   [BOUNCE_CLASS_DELAYED] = TAG_DELAYED,
	[BOUNCE_CLASS_UNKNOWN] = TAG_UNKNOWN,
};

const char *
tag_name(Tag tag)
{
	g_return_val_if_fail(tag < N_TAGS, "");

	return names[tag];
}

static Message *
meet(TagPlan *plan, const char *id)
{
	Message *message = g_hash_table_lookup(plan->messages, id);
	size_t size = strlen(id) + 1;

	if (message)
		return message;
	message = g_malloc0(sizeof(Message) + size);
	memcpy(message->id, id, size);
	g_hash_table_insert(plan->messages, message->id, message);
	return message;
}

static TagSet
tags_of(const Row *row, const Event *event)
{
	BounceClass class = event->to ? event->to->class : BOUNCE_CLASS_UNKNOWN;
	TagSet tags = TAG_SET(TAG_BOUNCE) | TAG_SET(tags_of_class[class]);

	if (row->mark->state == MARK_REMOVE)
		tags |= TAG_SET(TAG_REMOVE);
	if (row->mark->state == MARK_KEEP)
		tags |= TAG_SET(TAG_KEEP);
	return tags;
}

/* notmuch takes all blanks out of a Message-ID; a line end would make two lines of one,
 * the second whatever a stranger wrote. */
static bool
is_named(const char *id)
{
	return *id != '\0' && !strchr(id, '\n');
}

static void
on_event(const Row *row, const Event *event, void *user)
{
	TagPlan *plan = user;

	if (!is_named(event->message_id) || (event->report && !model_is_bounce(event->report)))
		return;

	Message *message = meet(plan, event->message_id);

	if (event->report)
		message->wanted |= tags_of(row, event) & plan->tags;
	else
		message->is_unsure = true;
}

TagPlan *
tag_plan_new(const Model *model, TagSet tags)
{
	TagPlan *plan = g_new0(TagPlan, 1);

	plan->model = model;
	plan->tags = tags;
	plan->messages = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
	plan->changes = g_ptr_array_new();
	if (model)
		model_visit_events(model, on_event, plan);
	return plan;
}

void
tag_plan_free(TagPlan *plan)
{
	if (!plan)
		return;
	g_ptr_array_unref(plan->changes);
	g_hash_table_unref(plan->messages);
	g_free(plan);
}

void
tag_plan_has(TagPlan *plan, const char *message_id, Tag tag)
{
	if (is_named(message_id) && (!plan->model || model_has_message(plan->model, message_id)))
		meet(plan, message_id)->present |= TAG_SET(tag) & plan->tags;
}

/* ---- the differences */

static TagSet
added(const Message *message)
{
	return message->wanted & ~message->present;
}

static TagSet
dropped(const Message *message)
{
	return message->is_unsure ? 0 : message->present & ~message->wanted;
}

static int
compare(const void *a, const void *b)
{
	const Message *const *one = a, *const *other = b;

	return strcmp((*one)->id, (*other)->id);
}

void
tag_plan_settle(TagPlan *plan)
{
	GHashTableIter all;
	void *found;

	g_hash_table_iter_init(&all, plan->messages);
	while (g_hash_table_iter_next(&all, NULL, &found)) {
		if (added(found) || dropped(found))
			g_ptr_array_add(plan->changes, found);
	}
	g_ptr_array_sort(plan->changes, compare);
}

size_t
tag_plan_n_messages(const TagPlan *plan)
{
	return g_hash_table_size(plan->messages);
}

size_t
tag_plan_n_changes(const TagPlan *plan)
{
	return plan->changes->len;
}

static void
append_tags(GString *out, char sign, TagSet tags)
{
	for (Tag tag = 0; tag < N_TAGS; tag++)
		if (tags & TAG_SET(tag))
			g_string_append_printf(out, "%c%s ", sign, names[tag]);
}

/* notmuch-tag(1), "TAG FILE FORMAT": in quotes anything may stand in an id, and a quote
 * is written twice. */
static void
append_change(GString *out, const Message *message)
{
	append_tags(out, '+', added(message));
	append_tags(out, '-', dropped(message));
	g_string_append(out, "-- id:\"");
	for (const char *at = message->id; *at; at++) {
		if (*at == '"')
			g_string_append_c(out, '"');
		g_string_append_c(out, *at);
	}
	g_string_append(out, "\"\n");
}

void
tag_plan_append(const TagPlan *plan, size_t first, size_t n, GString *out)
{
	for (size_t i = first; i < plan->changes->len && i - first < n; i++)
		append_change(out, plan->changes->pdata[i]);
}
