/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "html.h"

static void
test_text(void **state)
{
	static const struct {
		const char *html, *want;
	} cases[] = {
		{"a<br>b", "a\nb"},
		{"<p>a</p><p>b</p>", "a\n\nb\n"},
		{"a  \n  b", "a b"},
		{"<b>a</b>b", "ab"},
		{"<a href=\"mailto:x@example.org\">a@example.org</a>", "a@example.org"},
		{"&lt;a@example.org&gt;", "<a@example.org>"},
		{"<a@example.org>", "<a@example.org>"}, /* not escaped, as some write */
		{"a &amp; b&nbsp;c &#228; &#xE4; &#0; &bogus; &",
	         "a & b c \u00E4 \u00E4 &#0; &bogus; &"},
		{"&#x; &#xg; &#1a; &#xD800; &#1114112; &#X41;",
	         "&#x; &#xg; &#1a; &#xD800; &#1114112; A"},
		{"<?xml?><!DOCTYPE html><A=b@c x>d<a@b=c>e", "de"},
		{"<style>p { x }</style>a<script>b</script >c", "ac"},
		{"a<!-- <b> -->c", "ac"},
		{"a<!-- never closed", "a"},
		{"a < b", "a < b"},
		{"a<unclosed", "a"},
		{"a<unclosed@", "a<unclosed@"},
		{"<<<b>a<1>", "<<a<1>"},
		{"<title>t</title>a", "t\na"},
		{"", ""},
	};

	for_each_case(c, cases) {
		GString *got = bounce_html_to_text(bounce_slice(c->html));

		check(g_str_equal(got->str, c->want), "\"%s\": \"%s\"", c->html, got->str);
		g_string_free(got, TRUE);
	}
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
	};

	return cmocka_run_group_tests_name("html", tests, NULL, NULL);
}
