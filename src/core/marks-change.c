/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * marks-change.c - marking, undoing and noting what was given to whom
 */
#include "core/marks-state.h"

#include <string.h>

#include "core/identity.h"

static void
changed_free(void *data)
{
	MarkChanged *changed = data;

	g_free(changed->address);
	g_free(changed->message_id);
	g_free(changed);
}

/* What is in memory is what is in the file until the end of the transaction. */
static bool
begin(Marks *marks, GError **error)
{
	if (!marks->db && !marks_create(marks, error))
		return false;
	if (sqlite_was_moved(marks->db)) {
		g_set_error(error, MARKS_ERROR, MARKS_ERROR_FILE,
		            "the marks were moved or deleted while they were in use: %s\n"
		            "Put the file back, or start the program again.",
		            marks->path);
		return false;
	}
	if (!sqlite_exec(marks->db, "BEGIN IMMEDIATE", error))
		return false;
	if (!marks_changed_elsewhere(marks) || marks_reload(marks, error))
		return true;
	sqlite_exec(marks->db, "ROLLBACK", NULL);
	return false;
}

static void
take_back(Marks *marks)
{
	sqlite_exec(marks->db, "ROLLBACK", NULL);
	/* Whatever a commit that failed has left behind. */
	marks_reload(marks, NULL);
}

static MarkEntry *
entry_before(const Marks *marks, const MarkEntry *after)
{
	const MarkEntry *before = marks_find(marks, after->identity, after->message_id);
	MarkEntry none = *after;

	none.mark = MARK_UNMARKED;
	return mark_entry_new(before ? before : &none);
}

static GPtrArray *
entries_before(const Marks *marks, const GPtrArray *after)
{
	GPtrArray *before = g_ptr_array_new_full(after->len, g_free);

	for (guint i = 0; i < after->len; i++)
		g_ptr_array_add(before, entry_before(marks, after->pdata[i]));
	return before;
}

/* In memory, once it is on disk. */
static GPtrArray *
take_over(Marks *marks, const GPtrArray *after)
{
	GPtrArray *all = g_ptr_array_new_full(after->len, changed_free);

	marks->revision++;
	for (guint i = 0; i < after->len; i++) {
		const MarkEntry *entry = after->pdata[i];
		const MarkEntry *before = marks_find(marks, entry->identity, entry->message_id);
		MarkChanged *changed = g_new0(MarkChanged, 1);

		changed->address = g_strdup(entry->address);
		changed->message_id = g_strdup(entry->message_id);
		changed->before = before ? before->mark.state : MARK_NONE;
		changed->after = entry->mark.state;
		g_ptr_array_add(all, changed);

		marks->n_ignored -= changed->before == MARK_IGNORED;
		marks->n_ignored += changed->after == MARK_IGNORED;
		if (entry->mark.state == MARK_NONE)
			g_hash_table_remove(marks->entries, entry);
		else
			g_hash_table_add(marks->entries, mark_entry_new(entry));
	}
	return all;
}

/* Within a transaction, which it ends. */
static GPtrArray *
finish(Marks *marks, const GPtrArray *after, GError **error)
{
	if (marks_table_write(marks->db, after, error) && sqlite_exec(marks->db, "COMMIT", error))
		return take_over(marks, after);
	take_back(marks);
	return NULL;
}

static bool
check_text(const char *what, const char *text, GError **error)
{
	if (g_utf8_validate(text, -1, NULL) && strlen(text) <= MARK_TEXT_MAX)
		return true;
	g_set_error(error, MARKS_ERROR, MARKS_ERROR_CHANGE,
	            "%s is no text that can be kept\nUse UTF-8, and at most %d bytes.", what,
	            MARK_TEXT_MAX);
	return false;
}

static bool
check_change(const MarkChange *change, GError **error)
{
	bool is_of_event = *change->message_id != '\0';

	if (!check_text("the address", change->address, error) ||
	    !check_text("the Message-ID", change->message_id, error) ||
	    !check_text("who marks", change->mark.by, error) ||
	    !check_text("the reason", change->mark.reason, error) ||
	    !check_text("the note", change->mark.note, error))
		return false;
	if (*change->address && mark_is_by(change->mark.by) &&
	    (change->mark.state == MARK_NONE ||
	     is_of_event == (change->mark.state == MARK_IGNORED)))
		return true;
	g_set_error(error, MARKS_ERROR, MARKS_ERROR_CHANGE,
	            "\"%s\" cannot be marked %s by \"%s\"\n"
	            "Give an address; a mark is remove, keep or none, by user, rule:NAME or "
	            "import:FILE.",
	            change->address, mark_state_name(change->mark.state), change->mark.by);
	return false;
}

static bool
is_change(const Marks *marks, const MarkEntry *after)
{
	const MarkEntry *before = marks_find(marks, after->identity, after->message_id);

	if (!before)
		return after->mark.state != MARK_NONE;
	return mark_may_replace(&before->mark, &after->mark) &&
	       (before->mark.state != after->mark.state ||
	        !g_str_equal(before->mark.by, after->mark.by) ||
	        !g_str_equal(before->mark.note, after->mark.note));
}

/* What there is to do, sorted; the entries belong to all. */
static GPtrArray *
choose_changes(const Marks *marks, GHashTable *all)
{
	GPtrArray *chosen = g_ptr_array_new();
	GHashTableIter entries;
	void *entry;

	g_hash_table_iter_init(&entries, all);
	while (g_hash_table_iter_next(&entries, &entry, NULL))
		if (is_change(marks, entry))
			g_ptr_array_add(chosen, entry);
	g_ptr_array_sort(chosen, mark_entry_compare);
	return chosen;
}

GPtrArray *
marks_set_many(Marks *marks, const MarkChange *changes, size_t n, GError **error)
{
	g_autoptr(GHashTable) all = marks_new_entries();

	for (size_t i = 0; i < n; i++) {
		if (!check_change(&changes[i], error))
			return NULL;

		g_autofree char *identity = identity_of(changes[i].address);
		g_hash_table_add(all,
		                 mark_entry_new(&(MarkEntry){identity, changes[i].message_id,
		                                             changes[i].address, changes[i].mark}));
	}
	if (!begin(marks, error))
		return NULL;

	g_autoptr(GPtrArray) after = choose_changes(marks, all);
	g_autoptr(GPtrArray) before = entries_before(marks, after);

	if (after->len > 0 && !marks_table_add_step(marks->db, before, after, error)) {
		take_back(marks);
		return NULL;
	}
	return finish(marks, after, error);
}

static GPtrArray *
repeat_step(Marks *marks, MarksSide side, GError **error)
{
	/* Where nothing was done nothing is made. */
	if (!marks->db && !marks_changed_elsewhere(marks))
		return g_ptr_array_new_with_free_func(changed_free);
	if (!begin(marks, error))
		return NULL;

	g_autoptr(GPtrArray) entries = marks_table_take_step(marks->db, side, error);

	if (!entries) {
		take_back(marks);
		return NULL;
	}
	return finish(marks, entries, error);
}

GPtrArray *
marks_undo(Marks *marks, GError **error)
{
	return repeat_step(marks, MARKS_BEFORE, error);
}

GPtrArray *
marks_redo(Marks *marks, GError **error)
{
	return repeat_step(marks, MARKS_AFTER, error);
}

bool
marks_stamp_export(Marks *marks, const char *const *addresses, const char *receiver, gint64 time,
                   GError **error)
{
	g_autoptr(GStrvBuilder) identities = g_strv_builder_new();

	for (; *addresses; addresses++) {
		g_autofree char *identity = identity_of(*addresses);

		g_strv_builder_add(identities, identity);
	}
	g_auto(GStrv) all = g_strv_builder_end(identities);

	if (!begin(marks, error))
		return false;
	if (marks_table_stamp(marks->db, (const char *const *)all, receiver, time, error) &&
	    sqlite_exec(marks->db, "COMMIT", error))
		return true;
	take_back(marks);
	return false;
}
