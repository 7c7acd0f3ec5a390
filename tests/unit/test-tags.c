/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-tags.c - which tags mail is to get, and the lines that say so
 */
#include "core/tags.h"

#include <string.h>

#include "core/wire.h"
#include "report-build.h"

#include "unit.h"

/* A report about one address, or about none, that came as a file of the Message-ID. */
static void
add(Model *model, const char *id, const char *address, BounceClass class)
{
	BounceReportBuilder *builder = bounce_report_builder_new();

	bounce_report_builder_envelope(builder)->kind = BOUNCE_KIND_FAILURE;
	if (*address) {
		BounceRecipient *to = bounce_report_builder_add(builder);

		to->address = bounce_report_builder_keep(builder, bounce_slice(address), G_MAXSIZE);
		to->class = class;
	}
	g_autoptr(BounceReport) report = bounce_report_builder_end(builder);
	model_add(model, &(Origin){id, address, 0, 1, false}, report);
}

static void
add_other(Model *model, const char *id)
{
	g_autoptr(BounceReport) report = bounce_report_builder_end(bounce_report_builder_new());

	model_add(model, &(Origin){id, id, 0, 1, false}, report);
}

static void
assert_lines(const TagPlan *plan, const char *expected)
{
	g_autoptr(GString) lines = g_string_new(NULL);

	tag_plan_append(plan, 0, G_MAXSIZE, lines);
	assert_string_equal(lines->str, expected);
}

static void
test_what_a_model_says(void **state)
{
	g_autoptr(Model) model = model_new();

	model_take_others(model);
	add(model, "hard@x", "a@x", BOUNCE_CLASS_HARD);
	add(model, "two@x", "a@x", BOUNCE_CLASS_SOFT);
	add(model, "two@x", "b@x", BOUNCE_CLASS_DELAYED);
	add(model, "none@x", "", BOUNCE_CLASS_UNKNOWN);
	add(model, "policy@x", "c@x", BOUNCE_CLASS_POLICY);
	add_other(model, "letter@x");
	model_refresh(model);

	g_autoptr(TagPlan) plan = tag_plan_new(model, TAGS_OF_MAIL);
	tag_plan_settle(plan);
	assert_lines(plan, "+bounce +bounce/hard -- id:\"hard@x\"\n"
	                   "+bounce +bounce/unknown -- id:\"none@x\"\n"
	                   "+bounce +bounce/policy -- id:\"policy@x\"\n"
	                   "+bounce +bounce/soft +bounce/delayed -- id:\"two@x\"\n");
	assert_int_equal(tag_plan_n_messages(plan), 4);
	assert_int_equal(tag_plan_n_changes(plan), 4);
	(void)state;
}

static void
test_the_first_is_asked_for(void **state)
{
	g_autofree char *query = g_strdup_printf("tag:%s", tag_name(TAG_BOUNCE));

	assert_string_equal(query, STORE_TAGGED);
	(void)state;
}

static void
test_only_differences(void **state)
{
	g_autoptr(Model) model = model_new();

	add(model, "right@x", "a@x", BOUNCE_CLASS_HARD);
	add(model, "wrong@x", "b@x", BOUNCE_CLASS_HARD);
	add_other(model, "letter@x");
	model_add_unreadable(model, &(Origin){"gone@x", "/gone", 0, 1, false}, "file gone");
	model_refresh(model);

	g_autoptr(TagPlan) plan = tag_plan_new(model, TAGS_OF_MAIL);
	tag_plan_has(plan, "right@x", TAG_BOUNCE);
	tag_plan_has(plan, "right@x", TAG_HARD);
	tag_plan_has(plan, "right@x", TAG_REMOVE); /* not one of those that are asked for */
	tag_plan_has(plan, "wrong@x", TAG_BOUNCE);
	tag_plan_has(plan, "wrong@x", TAG_SOFT);
	tag_plan_has(plan, "letter@x", TAG_BOUNCE);
	tag_plan_has(plan, "gone@x", TAG_SOFT);
	tag_plan_has(plan, "unread@x", TAG_SOFT);
	tag_plan_settle(plan);
	assert_lines(plan, "-bounce -- id:\"letter@x\"\n"
	                   "+bounce/hard -bounce/soft -- id:\"wrong@x\"\n");
	(void)state;
}

static Mark
mark_of(const char *identity, void *user)
{
	const MarkState mark = g_str_equal(identity, "a@x") ? MARK_REMOVE : MARK_KEEP;

	(void)user;
	return (Mark){mark, MARK_USER, 1, "", ""};
}

static void
test_marks(void **state)
{
	g_autoptr(Model) model = model_new();

	add(model, "one@x", "a@x", BOUNCE_CLASS_HARD);
	add(model, "two@x", "b@x", BOUNCE_CLASS_HARD);
	model_refresh(model);
	model_set_marks(model, &(MarkLookup){.of = mark_of});

	g_autoptr(TagPlan) plan = tag_plan_new(model, TAGS_OF_MARKS);
	tag_plan_has(plan, "one@x", TAG_KEEP);
	tag_plan_settle(plan);
	assert_lines(plan, "+bounce/remove -bounce/keep -- id:\"one@x\"\n"
	                   "+bounce/keep -- id:\"two@x\"\n");
	(void)state;
}

static void
test_without_a_model_all_go(void **state)
{
	g_autoptr(TagPlan) plan = tag_plan_new(NULL, TAGS_OF_MAIL | TAGS_OF_MARKS);

	tag_plan_has(plan, "any@x", TAG_BOUNCE);
	tag_plan_has(plan, "any@x", TAG_KEEP);
	tag_plan_settle(plan);
	assert_lines(plan, "-bounce -bounce/keep -- id:\"any@x\"\n");
	(void)state;
}

static void
test_an_id_is_no_line(void **state)
{
	static const struct {
		const char *id, *quoted;
	} cases[] = {
		{"a\"b@x", "a\"\"b@x"}, {"\"", "\"\""}, {") or *", ") or *"}, {"-- +x", "-- +x"},
		{"%0A", "%0A"},         {"a\nb", NULL}, {"", NULL},
	};

	for_each_case(c, cases) {
		g_autoptr(TagPlan) plan = tag_plan_new(NULL, TAGS_OF_MAIL);
		g_autofree char *line =
			c->quoted ? g_strdup_printf("-bounce -- id:\"%s\"\n", c->quoted)
				  : g_strdup("");

		tag_plan_has(plan, c->id, TAG_BOUNCE);
		tag_plan_settle(plan);
		assert_lines(plan, line);
	}
	(void)state;
}

static void
test_some_at_a_time(void **state)
{
	g_autoptr(TagPlan) plan = tag_plan_new(NULL, TAGS_OF_MAIL);
	g_autoptr(GString) lines = g_string_new(NULL);

	for (const char *id = "cab"; *id; id++)
		tag_plan_has(plan, (const char[]){*id, '\0'}, TAG_BOUNCE);
	tag_plan_settle(plan);
	tag_plan_append(plan, 1, 1, lines);
	assert_string_equal(lines->str, "-bounce -- id:\"b\"\n");
	tag_plan_append(plan, 3, 1, lines);
	assert_string_equal(lines->str, "-bounce -- id:\"b\"\n");
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_a_model_says),
		cmocka_unit_test(test_the_first_is_asked_for),
		cmocka_unit_test(test_only_differences),
		cmocka_unit_test(test_marks),
		cmocka_unit_test(test_without_a_model_all_go),
		cmocka_unit_test(test_an_id_is_no_line),
		cmocka_unit_test(test_some_at_a_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
