/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/marking.h"

#include "core/marks.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

struct Marking {
	const ViewContext *context;
	Marks *marks; /* NULL until the store is known, and when they cannot be read */
	bool failed;
	bool is_unsaved;
	Guarding *guarding; /* NULL until the store is known */
};

Marking *
marking_new(const ViewContext *context)
{
	Marking *marking = g_new0(Marking, 1);

	marking->context = context;
	return marking;
}

void
marking_free(Marking *marking)
{
	if (!marking)
		return;
	marks_free(marking->marks);
	guarding_unref(marking->guarding);
	g_free(marking);
}

static void
show(const Marking *marking)
{
	const MarkLookup lookup = marks_lookup(marking->marks);

	model_set_marks(marking->context->model, &lookup);
	if (marking->guarding)
		model_set_guards(marking->context->model, marking->guarding);
}

/* As the configuration is now. */
static void
update_guarding(Marking *marking, const StoreInfo *store)
{
	if (marking->guarding && guarding_is_of(marking->guarding, store->settings))
		return;
	guarding_unref(marking->guarding);
	marking->guarding = guarding_new(store->settings);
}

/* The file, or where it is not there the folder that it would be made in. */
static bool
can_be_written(const char *path)
{
	g_autofree char *there = g_strdup(path);

	while (!g_file_test(there, G_FILE_TEST_EXISTS) && strlen(there) > 1) {
		char *dir = g_path_get_dirname(there);

		g_free(there);
		there = dir;
	}
	return (g_str_equal(there, path) || g_file_test(there, G_FILE_TEST_IS_DIR)) &&
	       g_access(there, W_OK) == 0;
}

static void
open_marks(Marking *marking, const StoreInfo *store, GError **error)
{
	marking->marks = marks_open_users(store->database, error);
	marking->failed = !marking->marks;
	marking->is_unsaved = marking->failed || !can_be_written(marks_path(marking->marks));
}

char *
marking_show(Marking *marking, const Intake *intake)
{
	const StoreInfo *store = intake_store(intake);
	g_autoptr(GError) error = NULL;

	if (!marking->marks && !marking->failed && store)
		open_marks(marking, store, &error);
	if (store)
		update_guarding(marking, store);
	if (marking->marks)
		show(marking);
	else if (store)
		model_set_guards(marking->context->model, marking->guarding);
	return error ? g_strdup(error->message) : NULL;
}

void
marking_follow(Marking *marking)
{
	/* What cannot be read now is told when something is marked. */
	if (marking->marks && marks_changed_elsewhere(marking->marks) &&
	    marks_reload(marking->marks, NULL))
		show(marking);
}

MarkState
marking_next_state(Command command, const Row *row)
{
	switch (command) {
	case COMMAND_MARK_REMOVE:
		return MARK_REMOVE;
	case COMMAND_MARK_KEEP:
		return MARK_KEEP;
	case COMMAND_MARK_TOGGLE:
		return row->mark->state == MARK_NONE ? MARK_REMOVE : MARK_NONE;
	default:
		return MARK_NONE;
	}
}

bool
marking_is_unguarded(const Marking *marking)
{
	return marking->guarding && guarding_is_off(marking->guarding);
}

bool
marking_is_unsaved(const Marking *marking)
{
	return marking->is_unsaved;
}

static GPtrArray *
mark(Marking *marking, Command command, const char *const *keys, GError **error)
{
	g_autoptr(GArray) changes = g_array_new(FALSE, FALSE, sizeof(MarkChange));

	for (; *keys; keys++) {
		const Row *row = model_row(marking->context->model, *keys);

		if (!row || !*row->address)
			continue;

		const MarkChange change = {
			.address = row->address,
			.message_id = "",
			.mark = {marking_next_state(command, row), MARK_USER,
		                 g_get_real_time() / G_USEC_PER_SEC, row->latest->to->reason, ""},
		};
		g_array_append_val(changes, change);
	}
	return marks_set_many(marking->marks, (const MarkChange *)(void *)changes->data,
	                      changes->len, error);
}

static char *
say_repeated(bool undoes, const GPtrArray *changed)
{
	const char *what = undoes ? "Undone" : "Done again";
	const MarkChanged *first = changed->len > 0 ? changed->pdata[0] : NULL;

	if (!first)
		return g_strdup_printf("Nothing to %s.", undoes ? "undo" : "redo");
	if (changed->len > 1)
		return g_strdup_printf("%s: %u marks", what, changed->len);
	return g_strdup_printf("%s: %s is marked %s", what, first->address,
	                       mark_state_name(first->after));
}

static bool
is_ready(const Marking *marking, char **said)
{
	if (marking->marks)
		return true;
	*said = g_strdup(marking->failed ? "The marks cannot be read; start again when that is "
	                                   "mended."
	                                 : "The mail store is not known yet; try again.");
	return false;
}

bool
marking_apply(Marking *marking, Command command, const char *const *keys, char **said)
{
	g_autoptr(GError) error = NULL;

	*said = NULL;
	if (!is_ready(marking, said))
		return false;

	g_autoptr(GPtrArray) changed = mark(marking, command, keys, &error);

	marking->is_unsaved = !changed;
	if (changed)
		show(marking);
	else
		*said = g_strdup(error->message);
	return changed != NULL;
}

bool
marking_accept(Marking *marking, const GPtrArray *offers, const bool *accepts, char **said)
{
	g_autoptr(GError) error = NULL;

	*said = NULL;
	if (!is_ready(marking, said))
		return false;

	g_autoptr(GPtrArray) changed = policy_accept(offers, accepts, marking->marks,
	                                             g_get_real_time() / G_USEC_PER_SEC, &error);

	if (!changed) {
		*said = g_strdup(error->message);
		return false;
	}
	show(marking);
	*said = g_strdup_printf("%u address%s marked remove; one undo takes it back.", changed->len,
	                        changed->len == 1 ? " is" : "es are");
	return true;
}

char *
marking_step_back(Marking *marking, bool undoes)
{
	g_autoptr(GError) error = NULL;
	char *said = NULL;

	if (!is_ready(marking, &said))
		return said;

	g_autoptr(GPtrArray) changed =
		undoes ? marks_undo(marking->marks, &error) : marks_redo(marking->marks, &error);

	if (!changed)
		return g_strdup(error->message);
	show(marking);
	return say_repeated(undoes, changed);
}

char *
marking_ignore(Marking *marking, const Row *row, const Event *event)
{
	g_autoptr(GError) error = NULL;
	char *said = NULL;
	const MarkChange change = {
		.address = row->address,
		.message_id = event->message_id,
		.mark = {event->is_ignored ? MARK_NONE : MARK_IGNORED, MARK_USER,
	                 g_get_real_time() / G_USEC_PER_SEC, "", ""},
	};

	if (!is_ready(marking, &said))
		return said;
	g_autoptr(GPtrArray) changed = marks_set_many(marking->marks, &change, 1, &error);
	if (!changed)
		return g_strdup(error->message);
	show(marking);
	return g_strdup(change.mark.state == MARK_IGNORED ? "This bounce does not count any more."
	                                                  : "This bounce counts again.");
}

GHashTable *
marking_exported(const Marking *marking, const char *receiver)
{
	return marking->marks ? marks_exported(marking->marks, receiver, NULL) : NULL;
}

bool
marking_stamp(Marking *marking, const char *const *addresses, const char *receiver, GError **error)
{
	/* Without marks there are no addresses that were marked. */
	return !marking->marks || !addresses[0] ||
	       marks_stamp_export(marking->marks, addresses, receiver,
	                          g_get_real_time() / G_USEC_PER_SEC, error);
}
