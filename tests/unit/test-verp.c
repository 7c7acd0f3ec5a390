/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <bounce/error.h>
#include <bounce/parser.h>

#include <string.h>

#include "unit.h"
#include "verp.h"

static BounceNamed
how_named(const char *address, void *text)
{
	return bounce_address_named(bounce_slice(text), address);
}

static char *
find(const char *pattern, const char *sent_to, const char *text)
{
	const char *const patterns[] = {pattern, NULL};
	g_autoptr(BounceVerp) verp = bounce_verp_new(patterns, NULL);

	check(verp != NULL, "\"%s\" is no pattern", pattern ? pattern : "");
	return bounce_verp_find(verp, bounce_slice(sent_to), how_named, (void *)text);
}

/* The patterns of a user are believed. */
static void
test_patterns(void **state)
{
	static const struct {
		const char *pattern, *sent_to, *want; /* NULL: it tells nobody */
	} cases[] = {
		{"news-bounces+%l=%d@", "news-bounces+user=example.org@lists.example",
	         "user@example.org"},
		{"news-bounces+%l=%d", "News-Bounces+User=Example.org@lists.example",
	         "User@Example.org"},
		{"news-bounces+%l=%d@lists.example", "news-bounces+user=example.org@LISTS.example",
	         "user@example.org"},
		{"news-bounces+%l=%d@lists.example", "news-bounces+user=example.org@other.example",
	         NULL},
		{"news-bounces+%l=%d@", "talk-bounces+user=example.org@lists.example", NULL},
		{"news-bounces+%l=%d@", "news-bounces@lists.example", NULL},
		{"news-bounces+%l=%d@", "news-bounces+=example.org@lists.example", NULL},
		{"news-bounces+%l=%d@", "news-bounces+user=@lists.example", NULL},
		{"news+%l=%d", "news+a+b=example.org@lists.example", "a+b@example.org"},
		{"news+%l=%d", "news+a=b=example.org@lists.example", "a=b@example.org"},
		{"news+%l=%d", "news+a..b=example.org@lists.example", NULL},
		{"%*+%l=%d", "any-thing+user=example.org@lists.example", "user@example.org"},
		{"%*-%l=%d", "a-b-user=example.org@lists.example", "b-user@example.org"},
		{"%*-%n-%l=%d", "list-return-42-user=example.org@l.example", "user@example.org"},
		{"%d.%l.b", "example!.user.b@l.example", NULL},
		{"b-%d--%l", "b-example.org--user@l.example", "user@example.org"},
		{"owner-%**%l**%d", "owner-news*user**example.org@l.example", "user@example.org"},
		{"a%%b+%l=%d", "a%b+user=example.org@l.example", "user@example.org"},
	};

	for_each_case(c, cases) {
		g_autofree char *got = find(c->pattern, c->sent_to, "");

		check(g_strcmp0(got, c->want) == 0, "%s, %s: %s", c->pattern, c->sent_to,
		      got ? got : "NULL");
	}
	(void)state;
}

/* List managers' own forms are sure; others want to be borne out by the report. */
static void
test_builtin(void **state)
{
	static const struct {
		const char *sent_to, *text, *want;
	} cases[] = {
		{"news-bounces+user=example.org@l.example", "<user@example.org>",
	         "user@example.org"},
		{"news-bounces+user=example.org@l.example", "root@example.org", "user@example.org"},
		{"news-bounces+user=example.org@l.example", "user@forward.example",
	         "user@example.org"},
		{"news-bounces+user=example.org@l.example", "other@forward.example",
	         "user@example.org"},
		{"news-return-7-user=example.org@l.example", "other@forward.example",
	         "user@example.org"},
		{"bounce+user==a==example.org==news@l.example", "other@forward.example",
	         "user@example.org"},
		{"news+user=example.org@l.example", "other@forward.example", NULL},
		{"bounce-user=example.org@l.example", "other@forward.example", NULL},
		{"my-list-bounces+user=example.org@l.example", "root@example.org",
	         "user@example.org"},
		{"news-return-42-a-b=example.org@l.example", "root@example.org", "a-b@example.org"},
		{"bounce+user==a==example.org==news@l.example", "root@example.org",
	         "user@example.org"},
		{"bounce-user=example.org@l.example", "root@example.org", "user@example.org"},

		/* with several ways to read it, only the whole address tells */
		{"bounce-58-12-a-b=example.org@l.example", "root@example.org", NULL},
		{"bounce-58-12-a-b=example.org@l.example", "<a-b@example.org>", "a-b@example.org"},
		{"bounces+12-f0-user=example.org@l.example", "user@example.org",
	         "user@example.org"},
		{"news+a+b=example.org@l.example", "root@example.org", NULL},
		{"news+a=b=example.org@l.example", "root@example.org", NULL},
		{"news+a=b=example.org@l.example", "a=b@example.org", "a=b@example.org"},

		/* what only looks like it */
		{"news+user=token@l.example", "user@example.org", NULL},
		{"news+user=example.org=token@l.example", "user@example.org", NULL},
		{"prvs=123456789a=bounce-user=example.org@l.example", "user@example.org", NULL},
		{"prvs=4221cc0d2d=news@l.example", "root@example.org", NULL},
		{"SRS0=HHH=TT=example.org=user@l.example", "user@example.org", NULL},
		{"srs1+HHH=f.example==HHH=TT=example.org=user@l.example", "user@example.org", NULL},
		{"msprvs1=17465Xw1=bounces-1=example.org@l.example", "1@example.org", NULL},
		{"user@l.example", "user@example.org", NULL},
		{"", "user@example.org", NULL},
	};

	for_each_case(c, cases) {
		g_autofree char *got = find(NULL, c->sent_to, c->text);

		check(g_strcmp0(got, c->want) == 0, "%s with %s: %s", c->sent_to, c->text,
		      got ? got : "NULL");
	}
	(void)state;
}

static void
test_check(void **state)
{
	/* NULL: it is good */
	static const struct {
		const char *pattern, *why;
	} cases[] = {
		{"news-bounces+%l=%d@", NULL},
		{"%l=%d", NULL},
		{"%*-%n-%l=%d", NULL},
		{"", "each once"},
		{"news-bounces@", "each once"},
		{"news+%l", "each once"},
		{"news+%l=%d-%l", "each once"},
		{"%l%d", "where one % ends"},
		{"%l=%d%*", "where one % ends"},
		{"%x+%l=%d", "one of %l"},
		{"news+%l=%d%", "one of %l"},
		{"%*-%*-%*-%l=%d", "more than four"},
		{"%l=%d@%*.example", "only a host name"},
		{"%l=%d@a@b", "only a host name"},
	};

	for_each_case(c, cases) {
		g_autoptr(GError) error = NULL;
		bool is_good = bounce_verp_check(c->pattern, &error);

		check(is_good == !c->why, "\"%s\"", c->pattern);
		if (c->why)
			check(g_error_matches(error, BOUNCE_ERROR, BOUNCE_ERROR_VERP) &&
			              strstr(error->message, c->why),
			      "\"%s\": %s", c->pattern, error->message);
	}
	(void)state;
}

/* No address takes long, whatever is in it. */
static void
test_takes_no_time(void **state)
{
	static const char *const patterns[] = {"%*=%l=%d", "%*=%l=%*=%d", NULL};
	g_autofree char *run = g_strnfill(250, '=');
	g_autofree char *mixed = g_strnfill(250, 'a');
	gint64 begin = g_get_monotonic_time();

	for (size_t i = 1; i < 250; i += 2)
		mixed[i] = '=';
	for (const char *const *pattern = patterns; *pattern; pattern++) {
		g_autofree char *a = g_strconcat(run, "@l", NULL);
		g_autofree char *b = g_strconcat(mixed, "@l", NULL);
		g_autofree char *none = find(*pattern, a, "");

		g_free(find(*pattern, b, ""));
		assert_null(none);
	}
	assert_true(g_get_monotonic_time() - begin < 5 * G_USEC_PER_SEC);
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_patterns),
		cmocka_unit_test(test_builtin),
		cmocka_unit_test(test_check),
		cmocka_unit_test(test_takes_no_time),
	};

	return cmocka_run_group_tests_name("verp", tests, NULL, NULL);
}
