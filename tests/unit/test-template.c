/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-template.c - whatever a mail says, it stays within one argument
 */
#include "ui/template.h"

#include <string.h>

#include "unit.h"

#define ID "a@example.org"
#define HOSTILE "$(touch x)`id`;'\"\n&|<>* -rf %f@example.org"

/* Arguments with "|" between; NULL: the template is refused. */
static void
test_fill(void **state)
{
	static const struct {
		const char *template;
		const char *id;
		const char *path;
		const char *want;
	} cases[] = {
		{"mutt", ID, "/m/1", "mutt"},
		{"mutt -f %f", ID, "/m/1", "mutt|-f|/m/1"},
		{"mutt -f %f", ID, "/m/a b'c\"d", "mutt|-f|/m/a b'c\"d"},
		{"  mutt\t'-f'  \"%f\" ", ID, "/m/a b", "mutt|-f|/m/a b"},
		{"'my mutt' -e 'a \"%i\" b'", ID, "/m/1", "my mutt|-e|a \"" ID "\" b"},
		{"mutt a\\ b%i", ID, "/m/1", "mutt|a b" ID},
		{"mutt %i%f", ID, "/m/1", "mutt|" ID "/m/1"},
		{"mutt 100%% %%i", ID, "/m/1", "mutt|100%|%i"},
		{"mutt # %f", ID, "/m/1", "mutt"},
		{"mutt %q", ID, "/m/1", "mutt|id:\"" ID "\""},
		{"mutt %q", "a\"b) or *@c", "/m/1", "mutt|id:\"a\"\"b) or *@c\""},
		{"mutt x?q=%u", ID, "/m/1", "mutt|x?q=id%3A%22a%40example.org%22"},
		{"mutt %u", "a&limit=1#+ %@b", "/m/1",
	         "mutt|id%3A%22a%26limit%3D1%23%2B%20%25%40b%22"},
		{"mutt %u", "\xc3\xa4@b", "/m/1", "mutt|id%3A%22%C3%A4%40b%22"},
		{"mutt %i", HOSTILE, "/m/1", "mutt|" HOSTILE},
		{"sh -c 'mutt \"$1\"' sh %i", HOSTILE, "/m/1", "sh|-c|mutt \"$1\"|sh|" HOSTILE},
		{"mutt %i", "%i%f%%", "/m/1", "mutt|%i%f%%"},
		{"mutt %i", "-e!x@b", "/m/1", "mutt|id:-e!x@b"},
		{"mutt %i", "--version", "/m/1", "mutt|id:--version"},
		{"mutt --id=%i", "-x@b", "/m/1", "mutt|--id=-x@b"},
		{"mutt ''%i", "-x@b", "/m/1", "mutt|id:-x@b"},
		{"mutt %f", ID, "-rf", "mutt|./-rf"},
		{"mutt %f", ID, "\xff\xfe", "mutt|\xff\xfe"},
		{"mutt <%i>", "", "/m/1", "mutt|<>"},
		{"mutt %q", "", "/m/1", "mutt|id:\"\""},

		{"", ID, "/m/1", NULL},
		{"   ", ID, "/m/1", NULL},
		{"mutt '%f", ID, "/m/1", NULL},
		{"mutt %f\"", ID, "/m/1", NULL},
		{"mutt %x", ID, "/m/1", NULL},
		{"mutt %", ID, "/m/1", NULL},
		{"mutt 5% %f", ID, "/m/1", NULL},
		{"mutt %I", ID, "/m/1", NULL},
		{"%f", ID, "/m/1", NULL},
		{"/bin/%i -x", ID, "/m/1", NULL},
	};

	for_each_case(c, cases) {
		const TemplateValues values = {c->id, c->path};
		g_autoptr(GError) error = NULL;
		g_auto(GStrv) argv = template_fill(c->template, &values, &error);
		g_autofree char *got = argv ? g_strjoinv("|", argv) : NULL;

		check(g_strcmp0(got, c->want) == 0, "%s: %s", c->template, got ? got : "(refused)");
		check(!argv == !!error, "%s: an error and a result, or neither", c->template);
	}
	(void)state;
}

/* The templates of our own are good. */
static void
test_default(void **state)
{
	const TemplateValues values = {ID, "/m/1"};
	const char *template = template_default();

	if (template) {
		g_autoptr(GError) error = NULL;
		g_auto(GStrv) argv = template_fill(template, &values, &error);

		check(argv, "%s", error ? error->message : "");
	}
	assert_true(g_setenv("PATH", "/nonexistent", TRUE));
	assert_null(template_default());
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fill),
		cmocka_unit_test(test_default),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
