/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-export.c - which addresses are given to a receiver
 */
#include "core/export.h"

#include <string.h>

#include "core/export-mail.h"
#include "core/filter.h"
#include "report-build.h"

#include "kb.h"

/* By the first letter of an address: what it was marked, and by whom. */
static Mark
mark_of(const char *identity, void *user)
{
	(void)user;
	switch (*identity) {
	case 'k':
		return (Mark){MARK_KEEP, MARK_USER, 5, "", ""};
	case 'r':
	case 'g':
		return (Mark){MARK_REMOVE, "rule:gone", 5, "", ""};
	case 'n':
		return MARK_UNMARKED;
	default:
		return (Mark){MARK_REMOVE, MARK_USER, 5, "", ""};
	}
}

static void
add_bounce(Model *model, const char *address)
{
	BounceReportBuilder *builder = bounce_report_builder_new();
	BounceRecipient *to = bounce_report_builder_add(builder);

	bounce_report_builder_envelope(builder)->kind = BOUNCE_KIND_FAILURE;
	to->address = bounce_report_builder_keep(builder, bounce_slice(address), G_MAXSIZE);

	g_autoptr(BounceReport) report = bounce_report_builder_end(builder);
	model_add(model, &(Origin){address, address, 0, 1, false}, report);
}

/* Those whose second letter is "g" are guarded. */
static Model *
make_model(void)
{
	static const char *const addresses[] = {
		"ug@example.org", "k@example.org",  "r@example.org", "n@example.org",
		"U@example.org",  "gg@example.org", "rest",          "u2@other.example",
	};
	Model *model = model_new();
	const MarkLookup lookup = {.of = mark_of};

	for_each_case(a, addresses)
		add_bounce(model, *a);
	model_refresh(model);
	model_set_marks(model, &lookup);

	g_autoptr(GPtrArray) keys = model_newest(model, false);
	for (guint i = 0; i < keys->len; i++) {
		Row *row = (Row *)model_row(model, keys->pdata[i]);

		row->guards = row->address[1] == 'g' ? GUARD_POLICY : GUARD_NONE;
	}
	return model;
}

static char *
write_all(Model *model, const ExportOptions *options)
{
	g_autoptr(Export) export = export_new(model, options);
	GString *out = g_string_new(NULL);

	export_append(out, export);
	g_string_append(out, "--\n");
	export_append_left(out, export);
	g_string_append_printf(out, "hidden %zu, before %zu, refused %zu\n", export->n_hidden,
	                       export->n_before, export->n_refused);
	return g_string_free(out, FALSE);
}

/* What is guarded goes only by hand; all is sorted, and nothing is silently left out. */
static void
test_what_is_given(void **state)
{
	g_autoptr(Model) model = make_model();
	g_autoptr(GHashTable) exported =
		g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
	static const gint64 times[] = {4, 5};
	ExportOptions options = {.format = export_format_find("plain")};
	g_autofree char *all = write_all(model, &options);

	assert_string_equal(all, "r@example.org\nu2@other.example\nU@example.org\n"
	                         "ug@example.org\n--\n"
	                         "gg@example.org\theld back: refused for the sender, message or a "
	                         "rule\n"
	                         "rest\tit is no mail address\n"
	                         "hidden 0, before 0, refused 1\n");

	/* given before it was marked, and after */
	g_hash_table_insert(exported, (void *)"r@example.org", g_memdup2(&times[0], sizeof *times));
	g_hash_table_insert(exported, (void *)"u@example.org", g_memdup2(&times[1], sizeof *times));
	options.exported = exported;
	g_autoptr(Filter) filter = filter_parse("domain:example.org", NULL, NULL);
	const FilterContext context = {*state, 0};

	model_limit(model, filter, &context);
	options.shown_only = true;
	g_autofree char *some = write_all(model, &options);
	assert_string_equal(some, "r@example.org\nug@example.org\n--\n"
	                          "gg@example.org\theld back: refused for the sender, message or a "
	                          "rule\n"
	                          "hidden 2, before 1, refused 0\n");
}

/* ---- mbox */

static void
test_mbox_quotes(void **state)
{
	g_autoptr(GString) out = g_string_new(NULL);
	static const char mail[] = "A: b\n\nFrom x\n>From y\n>> From z\nend";

	export_mail_append(out, mail, strlen(mail), 0);
	assert_string_equal(out->str, "From MAILER-DAEMON Thu Jan  1 00:00:00 1970\n"
	                              "A: b\n\n>From x\n>>From y\n>> From z\nend\n\n");
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_given),
		cmocka_unit_test(test_mbox_quotes),
	};

	return cmocka_run_group_tests(tests, load_kb, unload_kb);
}
