/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/list-style.h"

#include "unit.h"

/* A group of recipients like these, and the first of its rows. */
static void
check_styles(const char *what, Grouping by, const BounceRecipient to[2], Style of_row,
             Style of_group)
{
	const Group group = {
		.by = by,
		.kind = GROUP_ADDRESSES,
		.classes = 1U << to[0].class | 1U << to[1].class,
		.faults = 1U << to[0].fault | 1U << to[1].fault,
	};
	const Event event = {.to = &to[0]};
	const Row row = {.group = &group, .latest = &event};

	check(list_style_row(&row) == of_row, "%s: row %u", what, list_style_row(&row));
	check(list_style_group(&group) == of_group, "%s: group %u", what, list_style_group(&group));
}

static void
test_styles(void **state)
{
	static const struct {
		const char *what;
		Grouping by;
		BounceRecipient to[2];
		Style of_row, of_group;
	} cases[] = {
		{"by class",
	         GROUPING_SUBJECT,
	         {{.class = BOUNCE_CLASS_HARD, .fault = BOUNCE_FAULT_SENDER},
	          {.class = BOUNCE_CLASS_HARD}},
	         STYLE_HARD,
	         STYLE_HEADING_HARD},
		{"of two classes",
	         GROUPING_REASON,
	         {{.class = BOUNCE_CLASS_SOFT}, {.class = BOUNCE_CLASS_POLICY}},
	         STYLE_SOFT,
	         STYLE_HEADING},
		{"by fault",
	         GROUPING_FAULT,
	         {{.class = BOUNCE_CLASS_HARD, .fault = BOUNCE_FAULT_SENDER},
	          {.class = BOUNCE_CLASS_SOFT, .fault = BOUNCE_FAULT_SENDER}},
	         STYLE_POLICY,
	         STYLE_HEADING_POLICY},
		{"no fault",
	         GROUPING_FAULT,
	         {{.class = BOUNCE_CLASS_HARD}, {.class = BOUNCE_CLASS_HARD}},
	         STYLE_UNKNOWN,
	         STYLE_HEADING},
	};

	for_each_case(c, cases)
		check_styles(c->what, c->by, c->to, c->of_row, c->of_group);
	(void)state;
}

/* Whatever it is of, a heading stands out without colours. */
static void
test_headings_are_bold(void **state)
{
	static const attr_t attributes[] = {
#define X(value, name, colour, attributes) attributes,
		STYLES(X)
#undef X
	};

	for (unsigned class = 0; class < BOUNCE_N_CLASSES; class ++) {
		const Group group = {.kind = GROUP_ADDRESSES, .classes = 1U << class};

		check(attributes[list_style_group(&group)] & A_BOLD, "class %u", class);
	}
	assert_int_equal(list_style_group(&(Group){.kind = GROUP_UNREADABLE}), STYLE_HEADING);
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_styles),
		cmocka_unit_test(test_headings_are_bold),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
