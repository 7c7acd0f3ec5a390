/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * reading.c - one reading of the mail, and how far it is, in words
 */
#include "ui/reading.h"

#include "core/mailbox.h"
#include "core/number.h"

/* What is read in less needs no counter. */
#define PROGRESS_AFTER_US (300 * G_TIME_SPAN_MILLISECOND)

struct Reading {
	ReadingScope scope; /* owns its terms */
	Model *model;
	Intake *intake;
};

Reading *
reading_new(const IntakeOptions *options, const ReadingScope *scope, void (*changed)(void *user),
            void *user)
{
	Reading *reading = g_new0(Reading, 1);
	IntakeOptions of_scope = *options;

	of_scope.base = scope->base;
	of_scope.terms = scope->terms;
	of_scope.others = scope->others;
	reading->scope = *scope;
	reading->scope.terms = (const char *const *)g_strdupv((char **)scope->terms);
	reading->model = model_new();
	reading->intake = intake_new(&of_scope, reading->model, changed, user);
	return reading;
}

static void
release(Reading *reading, void (*end_model)(Model *model))
{
	intake_free(reading->intake);
	end_model(reading->model);
	g_strfreev((char **)reading->scope.terms);
	g_free(reading);
}

void
reading_free(Reading *reading)
{
	if (reading)
		release(reading, model_free);
}

void
reading_leave(Reading *reading)
{
	release(reading, model_leave);
}

Model *
reading_model(const Reading *reading)
{
	return reading->model;
}

Intake *
reading_intake(const Reading *reading)
{
	return reading->intake;
}

const ReadingScope *
reading_scope(const Reading *reading)
{
	return &reading->scope;
}

bool
reading_goes_on(const Reading *reading)
{
	return !intake_is_over(reading->intake);
}

bool
reading_is_empty(const Reading *reading)
{
	const ModelCounts *counts = model_counts(reading->model);
	size_t n = counts->n_with_rows + counts->n_unrecognised + counts->n_unreadable;

	return n == 0 && (!reading->scope.others || counts->n_other == 0);
}

static void
append_terms(GString *out, const char *const *terms)
{
	for (; terms && *terms; terms++)
		g_string_append_printf(out, " %s", *terms);
}

char *
reading_name(const Reading *reading)
{
	static const char *const bases[] = {
		[STORE_BASE_SET] = "",
		[STORE_BASE_WIDE] = " wide query",
		[STORE_BASE_TAGGED] = (" " STORE_TAGGED),
	};
	const StoreInfo *store = intake_store(reading->intake);
	GString *name = g_string_new(NULL);

	if (store) {
		g_autofree char *place = mailbox_place(store->database);
		g_autofree char *folder = g_path_get_basename(place);

		g_string_append_printf(name, "%s ", folder);
	}
	g_string_append(name, bases[reading->scope.base]);
	append_terms(name, reading->scope.terms);
	if (reading->scope.others)
		g_string_append(name, "  with mail that is no bounce");
	return g_string_free(name, FALSE);
}

static void
append_how_far(GString *out, const Reading *reading)
{
	const StoreInfo *store = intake_store(reading->intake);

	if (!store)
		return;
	number_append(out, intake_n_read(reading->intake));
	g_string_append_c(out, '/');
	number_append(out, store->n_matching);
}

char *
reading_what_came(const Reading *reading)
{
	const StoreInfo *store = intake_store(reading->intake);
	GString *out = g_string_new(NULL);

	if (!store)
		return g_string_free(g_string_append(out, "nothing was read"), FALSE);
	g_string_append(out, "showing ");
	number_append(out, intake_n_read(reading->intake));
	g_string_append(out, " of ");
	number_append(out, store->n_matching);
	return g_string_free(out, FALSE);
}

static void
append_grouping(GString *out, Grouping by)
{
	if (by == GROUPING_NONE)
		g_string_append(out, ", not grouped");
	else if (by != GROUPING_SUBJECT)
		g_string_append_printf(out, " by %s", model_grouping_names()[by]);
}

/* What is soon over is not shown. */
static bool
takes_long(const Reading *reading)
{
	return g_get_monotonic_time() - intake_began(reading->intake) >= PROGRESS_AFTER_US;
}

static void
append_asked(GString *out, const Reading *reading)
{
	guint64 n_done, n_all;

	if (intake_state(reading->intake) != INTAKE_ASKING || !takes_long(reading))
		return;
	intake_count_asked(reading->intake, &n_done, &n_all);
	g_string_append(out, "asking ");
	number_append(out, n_done);
	g_string_append_c(out, '/');
	number_append(out, n_all);
	g_string_append(out, "  ");
}

/* "31 of 431 addrs" */
static void
append_shown(GString *out, const Model *shown)
{
	const ModelCounts *counts = model_counts(shown);

	if (model_filter(shown)) {
		number_append(out, counts->n_shown);
		g_string_append(out, " of ");
	}
	number_append_counted(out, counts->n_rows, "addr");
}

static void
append_reading(GString *out, const Reading *reading)
{
	g_string_append(out, "reading ");
	append_how_far(out, reading);
	g_string_append(out, "  ");
}

static void
append_read(GString *out, const Reading *reading)
{
	number_append_counted(out, intake_n_read(reading->intake), "msg");
	g_string_append(out, "  ");
}

char *
reading_progress(const Reading *reading, const Model *shown)
{
	GString *out = g_string_new(NULL);

	switch (intake_state(reading->intake)) {
	case INTAKE_READING:
		if (takes_long(reading))
			append_reading(out, reading);
		break;
	case INTAKE_REFRESHING:
		if (takes_long(reading))
			append_reading(out, reading);
		else
			append_read(out, reading);
		break;
	case INTAKE_PARTIAL:
		append_how_far(out, reading);
		g_string_append(out, " [partial]  ");
		break;
	case INTAKE_ASKING:
	case INTAKE_DONE:
	case INTAKE_FAILED:
		append_asked(out, reading);
		append_read(out, reading);
		break;
	}
	append_shown(out, shown);
	append_grouping(out, model_grouping(shown));
	return g_string_free(out, FALSE);
}
