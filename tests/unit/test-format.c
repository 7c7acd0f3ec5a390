/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kb.h"

#include <glib/gstdio.h>
#include <string.h>

#include "format.h"

static void
print_failure(const char *message, void *user)
{
	(void)user;
	print_error("%s\n", message);
}

/* Each of our formats reads its own examples, and no other takes them. */
static void
test_examples(void **state)
{
	static const char *const dirs[] = {"share/formats", NULL};
	g_autoptr(BounceFormats) formats = bounce_formats_load(dirs, print_failure, NULL);
	g_autoptr(GDir) dir = g_dir_open(dirs[0], 0, NULL);
	size_t n_files = 0;

	while (g_dir_read_name(dir))
		n_files++;
	assert_int_equal(bounce_formats_count(formats), n_files);
	assert_int_equal(bounce_formats_test(formats, print_failure, NULL), 0);
	(void)state;
}

static void
keep_message(const char *message, void *user)
{
	g_string_append(user, message);
}

/* Write a file into a folder of its own. */
static char *
make_dir(const char *name, const char *text)
{
	char *dir = g_dir_make_tmp("formats-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(dir, name, NULL);

	assert_true(g_file_set_contents(path, text, -1, NULL));
	return dir;
}

static void
remove_dir(const char *dir, const char *name)
{
	g_autofree char *path = g_build_filename(dir, name, NULL);

	g_unlink(path);
	g_rmdir(dir);
}

static void
test_broken_files_are_named(void **state)
{
	static const struct {
		const char *text, *message; /* message: what it must hold */
	} cases[] = {
		{"[format]\nsource = s\nbegin = a\nto = {adress}\n",
	         "x.conf:4: to: there is no such hole"},
		{"[format]\nsource = s\nbegin = a\nto = {address}\nfoo = b\n",
	         "x.conf:5: foo: there is no such key"},
		{"[format]\nsource = s\nbegin = a\n", "to: is missing"},
		{"[format]\nbegin = a\nto = {address}\n", "source: is missing"},
		{"[format]\nsource = s\nto = {address}\n", "\"begin\" or \"header\""},
		{"[format]\nsource = s\nbegin = a\nto = {address}\nrun = x\n", "x.conf:5: run"},
		{"[format]\nsource = s\nbegin = a\nto = {address}\nshare = x\n", "x.conf:5: share"},
		{"[format]\nsource = s\nbegin = a\nto = {address}\n[example]\ntext = a\n",
	         "x.conf:6: text: an example has"},
		{"[other]\nsource = s\n", "x.conf"},
		{"no key file", "x.conf"},
	};

	for_each_case(c, cases) {
		g_autofree char *dir = make_dir("x.conf", c->text);
		const char *const dirs[] = {dir, NULL};
		g_autoptr(GString) message = g_string_new(NULL);
		g_autoptr(BounceFormats) formats = bounce_formats_load(dirs, keep_message, message);

		check(bounce_formats_count(formats) == 0, "\"%s\" was loaded", c->text);
		check(strstr(message->str, c->message), "\"%s\": %s", c->text, message->str);
		remove_dir(dir, "x.conf");
	}
	(void)state;
}

/* What a format shall read and does not is told, in words for whoever wrote it. */
static void
test_wrong_examples_are_told(void **state)
{
	static const char format[] =
		"[format]\nsource = s\nbegin = Sorry.\nto = <{address}>: {said}\n"
		"delay = Still trying.\n";
	static const struct {
		const char *example, *message; /* message: "" when it is right */
	} cases[] = {
		{"[example]\ntext = Sorry.\\n<a@example.org>: no\nto = a@example.org\nsaid = no\n",
	         ""},
		{"[example]\ntext = Sorry.\\n<a@example.org>: no\nto = b@example.org\n",
	         "x: [example] gives \"a@example.org\", not \"b@example.org\""},
		{"[example]\ntext = Sorry.\\n<a@example.org>: no\nto = a@example.org\nsaid = yes\n",
	         "x: [example] says \"no\", not \"yes\""},
		{"[example]\ntext = Sorry.\\nStill trying.\\n<a@example.org>: no\nto = "
	         "a@example.org\n",
	         "x: [example] is a delay"},
		{"[example]\ntext = Sorry.\\n<a@example.org>: no\nto = a@example.org\nkind = "
	         "delay\n",
	         "x: [example] is no delay"},
		{"[example]\ntext = Hello.\nto = a@example.org\n",
	         "x: [example] is taken by no format"},
		{"", "x: there is no [example]"},
	};

	for_each_case(c, cases) {
		g_autofree char *text = g_strconcat(format, c->example, NULL);
		g_autofree char *dir = make_dir("x.conf", text);
		const char *const dirs[] = {dir, NULL};
		g_autoptr(GString) message = g_string_new(NULL);
		g_autoptr(BounceFormats) formats = bounce_formats_load(dirs, keep_message, message);
		size_t n = bounce_formats_test(formats, keep_message, message);

		check(n == (*c->message != '\0'), "\"%s\": %zu failed", c->example, n);
		check(g_str_equal(message->str, c->message), "\"%s\": %s", c->example,
		      message->str);
		remove_dir(dir, "x.conf");
	}
	(void)state;
}

static BounceReading *
read_with(const BounceFormats *formats, const char *header, const char *text, bool is_report)
{
	g_autoptr(BounceHeader) fields = bounce_header_read(bounce_slice(header));

	return bounce_formats_read(formats, fields, bounce_slice(text), is_report);
}

/* A user's file takes the place of ours, and an empty one takes it out. */
static void
test_override(void **state)
{
	static const char ours[] = "[format]\nsource = s\nbegin = Sorry.\nto = <{address}>\n";
	static const char theirs[] = "[format]\nsource = s\nbegin = Sorry.\nto = to {address}\n";
	static const char *const texts[] = {ours, theirs, " \n"};
	static const char *const wants[] = {"", "b@example.org", ""};
	g_autofree char *first = make_dir("x.conf", ours);

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autofree char *second = make_dir("x.conf", texts[i]);
		const char *const dirs[] = {first, second, "/nonexistent", NULL};
		g_autoptr(BounceFormats) formats = bounce_formats_load(dirs, print_failure, NULL);
		g_autoptr(BounceReading) reading =
			read_with(formats, "", "Sorry.\nto b@example.org\n", true);
		const BounceHeard *heard = reading ? reading->heard->pdata[0] : NULL;

		check(g_str_equal(heard ? heard->address : "", wants[i]), "case %zu", i);
		remove_dir(second, "x.conf");
	}
	remove_dir(first, "x.conf");
	(void)state;
}

static void
test_read(void **state)
{
	static const char format[] =
		"[format]\nsource = s\nheader = From: {text}daemon@{text}\nbegin = Sorry.\n"
		"to = <{address}>: {said}\nto-2 = * {address}\nskip = #{text}\nend = -- mail\n"
		"delay = Still trying.\n";
	static const char daemon[] = "Subject: x\nFrom:\n the daemon@example.org\n";
	/* "address=said;" of each, or NULL */
	static const struct {
		const char *header, *text, *want;
	} cases[] = {
		{daemon, "Sorry.\n<a@example.org>: no\n", "a@example.org=no;"},
		{daemon, "Sorry.\n<a@example.org>: no\n  such user\nat all\n",
	         "a@example.org=no such user\nat all;"},
		{daemon, "Sorry.\n* a@example.org\n\nno\n\nmore\n", "a@example.org=no;"},
		{daemon, "Sorry.\n* a@example.org\n* b@example.org\nno\n",
	         "a@example.org=no;b@example.org=no;"},
		{daemon, "Sorry.\n<a@example.org>: no\n# x\n-- mail\n<b@example.org>: no\n",
	         "a@example.org=no;"},
		{daemon, "Sorry.\n<a@example.org>: no\n<A@example.org>: yes\n",
	         "a@example.org=no\nyes;"},
		{daemon, "Hello.\nSorry.\n<a@example.org>: no\n", "a@example.org=no;"},
		{daemon, "Hello.\n<a@example.org>: no\n", NULL},
		{daemon, "Sorry.\nnobody\n", NULL},
		{"From: user@example.org\n", "Sorry.\n<a@example.org>: no\n", NULL},
		{"", "Sorry.\n<a@example.org>: no\n", NULL},
	};
	g_autofree char *dir = make_dir("x.conf", format);
	const char *const dirs[] = {dir, NULL};
	g_autoptr(BounceFormats) formats = bounce_formats_load(dirs, print_failure, NULL);

	for_each_case(c, cases) {
		g_autoptr(BounceReading) reading = read_with(formats, c->header, c->text, false);
		g_autoptr(GString) got = reading ? g_string_new(NULL) : NULL;

		for (guint i = 0; reading && i < reading->heard->len; i++) {
			const BounceHeard *heard = reading->heard->pdata[i];

			g_string_append_printf(got, "%s=%s;", heard->address, heard->said->str);
		}
		check(g_strcmp0(got ? got->str : NULL, c->want) == 0, "\"%s\": %s", c->text,
		      got ? got->str : "no");
	}

	g_autoptr(BounceReading) delay =
		read_with(formats, daemon, "Sorry.\nStill trying.\n<a@example.org>: no\n", false);
	assert_true(delay->is_delay);
	remove_dir(dir, "x.conf");
	(void)state;
}

/* What a text tells of those it lists, and of those a session shows only. */
static void
test_read_sessions(void **state)
{
	static const char format[] = "[format]\nsource = s\nbegin = Sorry.\nto = <{address}>\n"
				     "to-2 = (for {original})\nabout = > {address}: "
				     "{text}\nabout-2 = > {address}\nabout-3 = >>\n"
				     "skip = >>\nskip-2 = > {address}\nskip-3 = (for {text}\nsaid "
				     "= ({said})\nsaid-2 = = {text}\n"
				     "run = end\nshare = no\n";
	/* "address/original=said;" of each, or NULL */
	static const struct {
		const char *text, *want;
	} cases[] = {
		{"<a@example.org>\n(no)\n", "a@example.org/=no;"},
		{"<a@example.org>\n<b@example.org>\n(no)\n", "a@example.org/=;b@example.org/=no;"},
		{"<a@example.org>\n(for b@example.org)\n(no)\n", "a@example.org/b@example.org=no;"},
		{">>\n(for b@example.org)\n(no)\n", "b@example.org/b@example.org=no;"},
		/* behind a list a session names nobody new */
		{"<a@example.org>\n> b@example.org\n(no)\n", "a@example.org/=;"},
		{"<a@example.org>\n<b@example.org>\n> a@example.org\n(no)\n>>\n= all\n",
	         "a@example.org/=no;b@example.org/== all;"},
		/* and adds nothing to a reason */
		{"<a@example.org>\n(no)\n> a@example.org\n(yes)\n>>\n(yes)\n",
	         "a@example.org/=no;"},
		{"> a@example.org\n(no)\n> b@example.org: no\n",
	         "a@example.org/=no;b@example.org/=> b@example.org: no;"},
		{">>\n(no)\n", NULL},
	};
	g_autofree char *dir = make_dir("x.conf", format);
	const char *const dirs[] = {dir, NULL};
	g_autoptr(BounceFormats) formats = bounce_formats_load(dirs, print_failure, NULL);

	for_each_case(c, cases) {
		g_autofree char *text = g_strconcat("Sorry.\n", c->text, NULL);
		g_autoptr(BounceReading) reading = read_with(formats, "", text, true);
		g_autoptr(GString) got = reading ? g_string_new(NULL) : NULL;

		for (guint i = 0; reading && i < reading->heard->len; i++) {
			const BounceHeard *heard = reading->heard->pdata[i];

			g_string_append_printf(got, "%s/%s=%s;", heard->address, heard->original,
			                       heard->said->str);
		}
		check(g_strcmp0(got ? got->str : NULL, c->want) == 0, "\"%s\": %s", c->text,
		      got ? got->str : "no");
	}
	remove_dir(dir, "x.conf");
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_examples), cmocka_unit_test(test_broken_files_are_named),
		cmocka_unit_test(test_override), cmocka_unit_test(test_wrong_examples_are_told),
		cmocka_unit_test(test_read),     cmocka_unit_test(test_read_sessions),
	};

	return cmocka_run_group_tests_name("format", tests, NULL, NULL);
}
