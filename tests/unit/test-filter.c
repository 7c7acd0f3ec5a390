/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-filter.c - every field, and how terms combine
 */
#include "filter.h"

/* Expressions, and which of the rows match. */
static const struct {
	const char *text, *want;
} matches[] = {
	/* words */
	{"ann", "a"},
	{"ANN.lee@", "a"},
	{"quota", "b"},
	{"\"mailbox full\"", "b"},
	{"mail*quota", "b"},
	{"\"mail*quota\"", ""},
	{"nobody", ""},
	{"5.1.1", "a"},
	{"stra\xc3\x9f"
         "e",
         "j"},
	{"strasse", "j"},
	{"J\xc3\x96RG", "j"},
	{"text:quota|no", "ab"},
	{"text:=\"user unknown\"", "a"},
	{"/no (such|known) user/", "a"},
	{"/^smtp;/", "ab"},
	{"/a\\/b/", ""},
	{"ann|quota", "ab"},
	/* an unreadable file: by words alone */
	{"lost", "/"},
	{"gone", "/"},
	{"-ann", "bj"},
	{"-ann lost", "/"},
	{"lost -gone", ""},
	{"group:could*read", "/"},
	{"id:lost@example", "/"},
	{"id:*", "abj/"},
	{"last:<9y", "ab"},
	{"class:unknown", ""},
	/* addresses */
	{"addr:ann.lee@example.org", "a"},
	{"addr:ann.lee", ""},
	{"addr:~ann.lee", "a"},
	{"addr:*@*.e*", "bj"},
	{"addr:\"*\"", ""},
	{"local:ANN.LEE", "a"},
	{"local:ann.le?", "a"},
	{"domain:example.org|uni.edu", "ab"},
	{"domain:*.edu", "b"},
	{"domain:*.example", "j"},
	{"domain:xn--bcher-kva.example", "j"},
	{"domain:b\xc3\xbc"
         "cher.example",
         "j"},
	{"domain:=~", ""},
	/* codes */
	{"code:5.1.1", "a"},
	{"code:5", "aj"},
	{"code:5.*", "aj"},
	{"code:X.2.2", "b"},
	{"code:*.2.2", "b"},
	{"code:4.2", "b"},
	{"not code:5.*", "b"},
	{"status:5.0.0", "a"},
	{"status:*", "ab"},
	{"subject:X.1", "a"},
	{"subject:x.2|7", "bj"},
	{"reply:550", "a"},
	{"reply:4*", "b"},
	{"reply:>=500", "a"},
	{"reply:<500", "b"},
	/* choices */
	{"class:hard", "a"},
	{"class:=HARD|soft", "ab"},
	{"class:*", "abj"},
	{"class:p*", "j"},
	{"fault:mailbox", "b"},
	{"verdict:remove", "a"},
	{"conf:low|medium", "bj"},
	{"permanence:permanent", "a"},
	{"proof:list", "a"},
	{"proof:*", "ab"},
	{"stage:end-of-data", "b"},
	{"-stage:*", "j"},
	{"rule:general.*", "a"},
	{"rule:status-field", "b"},
	{"rule:status", ""},
	/* reasons */
	{"reason:user-unknown", "a"},
	{"reason:userunknown", "a"},
	{"reason:User_Unknown", "a"},
	{"reason:\"user unknown\"", "a"},
	{"reason:full", "b"},
	{"reason:unknown", ""},
	{"reason:~known", "a"},
	{"reason:mailbox*", "b"},
	{"reason:/^user/", "a"},
	{"reason:mail", ""},
	/* texts */
	{"diag:full", "b"},
	{"diag:/block(ed|list)/", "j"},
	{"diag:mailbox*full", "b"},
	{"diag:=blocked", ""},
	{"diag:(no)", "error"},
	{"list:news", "a"},
	{"list:=news", ""},
	{"list:=news.*", "a"},
	{"host:mx.example.org", "a"},
	{"host:mta", "b"},
	{"mta:mta.example.net", "ab"},
	{"-mta:*", "j"},
	{"group:addressing", "a"},
	{"group:=\"x.2 mailbox\"", "b"},
	{"id:m1@example", "a"},
	{"id:m1", ""},
	/* numbers and times */
	{"n:2", "a"},
	{"n:<2", "bj"},
	{"n:<=1", "bj"},
	{"n:>1", "a"},
	{"n:>=1|0", "abj"},
	{"days:>=2", "a"},
	{"days:0", "j"},
	{"span:>=30d", "a"},
	{"span:>30d", ""},
	{"span:<1h", "b"},
	{"span:>4w", "a"},
	{"last:<3d", "a"},
	{"last:>2d", "b"},
	{"last:>=2D", "ab"},
	{"first:<1m", ""},
	{"first:<=5w|1d", "a"},
	{"first:>1m", "ab"},
	{"last:2026-07-07", "a"},
	{"last:>2026-07-07", ""},
	{"last:>=2026-07-07", "a"},
	{"last:<2026-07-07", "b"},
	{"last:<=2026-07-07", "ab"},
	{"last:<2026-07-08", "ab"},
	/* flags */
	{"is:conflict", "b"},
	{"is:explained", "abj"},
	{"is:forwarded", "b"},
	{"is:multi", ""},
	{"is:alive", "b"},
	{"is:proven", "a"},
	{"is:unproven", "b"},
	{"mark:remove", "b"},
	{"mark:none", "j"},
	{"mark:keep|remove", "ab"},
	{"guard:none", "a"},
	{"guard:any", "bj"},
	{"guard:policy", "j"},
	{"guard:alive", "b"},
	{"guard:ALIVE|policy", "bj"},
	{"guard:unproven -guard:conflict", "j"},
	{"guard:incident", ""},
	{"-guard:any", "a"},
	{"guard:lost", "error"},
	{"by:user", "a"},
	{"by:rule:*", "b"},
	{"is:new", "a"},
	{"is:held", "b"},
	{"is:valid|held", "ab"},
	/* how they combine */
	{"class:hard or class:soft is:held", "ab"},
	{"(class:hard or class:soft) is:held", "b"},
	{"class:hard AND is:valid", "a"},
	{"not class:hard class:soft", "b"},
	{"not (class:hard or class:soft)", "j"},
	{"-(class:hard) -class:soft", "j"},
	{"!class:hard", "bj"},
	{"! class:hard", "bj"},
	{"--class:hard", "a"},
	{"not not class:hard", "a"},
	{"not class:hard or not class:soft", "abj"},
	{"class:hard(is:valid)", "a"},
	{"n:1 and (class:soft or (is:valid or class:policy))", "bj"},
	{"  class:hard\t\n", "a"},
	{"CLASS:hard", "a"},
	{"android", ""},
	{"nothing|order|\"and\"", ""},
};

static void
test_matches(void **state)
{
	g_autoptr(Model) model = model_of_bounces(*state);

	for_each_case(c, matches) {
		FilterMistake mistake;
		g_autoptr(GError) error = NULL;
		g_autoptr(Filter) filter = filter_parse(c->text, &mistake, &error);

		if (g_str_equal(c->want, "error")) {
			check(!filter, "%s: no error", c->text);
			continue;
		}
		check(filter, "%s: %s", c->text, error->message);
		assert_string_equal(filter_text(filter), c->text);
		g_autofree char *got = letters(model, *state, filter);
		check(g_str_equal(got, c->want), "%s: %s, not %s", c->text, got, c->want);
	}
}

/* An expression that backtracks for ever gives up and does not match. */
static void
test_slow_regex(void **state)
{
	g_autofree char *long_a = g_strnfill(8000, 'a');
	g_autoptr(Model) model = model_new();
	g_autoptr(Filter) filter = filter_parse("diag:/(a|aa)+$/ -diag:/(a+)+b/", NULL, NULL);
	Bounce bounce = bounces[0];
	g_autofree char *diagnostic = g_strconcat(long_a, "!", NULL);
	const FilterContext context = {*state, NOW};

	bounce.diagnostic = diagnostic;
	assert_non_null(filter);
	add_bounce(model, &bounce, 0);
	model_refresh(model);
	for (unsigned i = 0; i < 50; i++)
		assert_false(filter_matches(filter, model_row(model, "address:ann.lee@example.org"),
		                            &context));
}

/* Each field is tried above, and says what it is. */
static void
test_fields(void **state)
{
	(void)state;
	for (const char *const *name = filter_field_names(); *name; name++) {
		bool is_tried = false;

		for_each_case(c, matches)
			is_tried = is_tried || (g_str_has_prefix(c->text, *name) &&
			                        c->text[strlen(*name)] == ':' && *c->want);
		check(is_tried || g_str_equal(*name, "is"), "%s: matches nothing", *name);
		check(*filter_field_help(*name), "%s: no help", *name);
	}
	assert_null(filter_field_help("nosuch"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_matches),
		cmocka_unit_test(test_slow_regex),
		cmocka_unit_test(test_fields),
	};

	return cmocka_run_group_tests(tests, load_kb, unload_kb);
}
