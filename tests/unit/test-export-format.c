/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-export-format.c - that receivers read the addresses that were meant
 */
#include "core/export.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "unit.h"

/* How many addresses are made up, for each form; $ADDRESSES says otherwise.  A million take
 * 75 s, most of it for trees of JSON: 10 us to write a row, and 20 to read it. */
#define N_ADDRESSES 10000

/* How many are written at a time. */
#define BATCH 10000

/* ---- addresses of any kind */

static const char *
pick(GRand *rand, const char *const *from, size_t n)
{
	return from[g_rand_int_range(rand, 0, (gint32)n)];
}

static void
append_atom(GRand *rand, GString *out)
{
	static const char *const atext[] = {
		"a", "b", "Z", "0", "9", "!", "#", "$", "%", "&", "'", "*", "+",  "-",
		"/", "=", "?", "^", "_", "`", "{", "|", "}", "~", "ä", "ß", "日", "é",
	};

	for (int n = g_rand_int_range(rand, 1, 8); n > 0; n--)
		g_string_append(out, pick(rand, atext, G_N_ELEMENTS(atext)));
}

static void
append_local(GRand *rand, GString *out)
{
	static const char *const quoted[] = {"a",    " ",    ",",   ";",  "#", "=", "<", ">", "@",
	                                     "\\\"", "\\\\", "\\ ", "..", ":", "'", "ü", "-", "("};

	if (g_rand_int_range(rand, 0, 4) > 0) {
		append_atom(rand, out);
		for (int n = g_rand_int_range(rand, 0, 3); n > 0; n--) {
			g_string_append_c(out, '.');
			append_atom(rand, out);
		}
		return;
	}
	g_string_append_c(out, '"');
	for (int n = g_rand_int_range(rand, 0, 10); n > 0; n--)
		g_string_append(out, pick(rand, quoted, G_N_ELEMENTS(quoted)));
	g_string_append_c(out, '"');
}

static char *
make_address(GRand *rand)
{
	static const char *const domains[] = {
		"example.org", "xn--bcher-kva.example", "bücher.example", "例え.example",
		"EXAMPLE.org", "[192.0.2.1]",           "a-b.c.example",  "[IPv6:2001:db8::1]",
	};
	GString *out = g_string_new(NULL);

	append_local(rand, out);
	g_string_append_c(out, '@');
	g_string_append(out, pick(rand, domains, G_N_ELEMENTS(domains)));
	return g_string_free(out, FALSE);
}

/* ---- what receivers read */

static GPtrArray *
new_list(void)
{
	return g_ptr_array_new_with_free_func(g_free);
}

/* Lines, as far as a delimiter. */
static GPtrArray *
read_split(const GString *text, char end, const char *until)
{
	GPtrArray *list = new_list();
	const char *at = text->str, *stop = text->str + text->len;

	while (at < stop) {
		const char *next = memchr(at, end, (size_t)(stop - at));
		g_autofree char *line = g_strndup(at, (size_t)(next - at));

		g_ptr_array_add(list, g_strndup(line, strcspn(line, until)));
		at = next + 1;
	}
	return list;
}

/* The first cell of each line but the first one, by RFC 4180. */
static GPtrArray *
read_csv(const GString *text, bool is_safe)
{
	GPtrArray *list = new_list();
	const char *at = strstr(text->str, "\r\n") + 2;

	while (*at) {
		bool is_quoted = *at == '"';
		GString *cell = g_string_new(NULL);

		for (at += is_quoted;
		     is_quoted ? at[0] != '"' || at[1] == '"' : *at != ',' && *at != '\r'; at++) {
			at += is_quoted && *at == '"';
			g_string_append_c(cell, *at);
		}
		if (is_safe && *cell->str == '\'' && csv_is_formula(cell->str))
			g_string_erase(cell, 0, 1);
		g_ptr_array_add(list, g_string_free(cell, FALSE));
		at = strstr(at, "\r\n") + 2;
	}
	return list;
}

static void
collect(JsonArray *array, guint i, JsonNode *node, void *user)
{
	(void)array;
	(void)i;
	if (JSON_NODE_HOLDS_OBJECT(node)) {
		JsonObject *object = json_node_get_object(node);
		bool is_record = json_object_has_member(object, "address");

		g_ptr_array_add(user, g_strdup(json_object_get_string_member(
					      object, is_record ? "address" : "EmailAddress")));
	} else {
		g_ptr_array_add(user, g_strdup(json_node_get_string(node)));
	}
}

/* The member of each line's object, or all that is in it when that is an array. */
static void
read_json(GPtrArray *list, const char *text, const char *member)
{
	g_autoptr(JsonNode) root = json_from_string(text, NULL);

	assert_non_null(root);
	if (JSON_NODE_HOLDS_ARRAY(root)) {
		json_array_foreach_element(json_node_get_array(root), collect, list);
		return;
	}
	JsonNode *node = json_object_get_member(json_node_get_object(root), member);

	if (JSON_NODE_HOLDS_ARRAY(node))
		json_array_foreach_element(json_node_get_array(node), collect, list);
	else
		g_ptr_array_add(list, g_strdup(json_node_get_string(node)));
}

static GPtrArray *
read_json_lines(const GString *text, const char *member)
{
	GPtrArray *list = new_list();
	g_auto(GStrv) lines = g_strsplit(text->str, "\n", -1);

	for (char **line = lines; *line; line++)
		if (**line)
			read_json(list, *line, member);
	return list;
}

/* The string behind each ":address", with a backslash before what is no end of it. */
static GPtrArray *
read_lisp(const GString *text)
{
	static const char key[] = ":address \"";
	GPtrArray *list = new_list();
	const char *at = text->str;

	while ((at = strstr(at, key))) {
		GString *address = g_string_new(NULL);

		for (at += strlen(key); *at != '"'; at++) {
			at += *at == '\\';
			g_string_append_c(address, *at);
		}
		g_ptr_array_add(list, g_string_free(address, FALSE));
	}
	return list;
}

/* How a receiver reads a form: lines up to some bytes, maybe of addresses that it keeps in
 * lower case, CSV, or JSON. */
static const struct {
	const char *format;
	enum { LINES, LOWER_LINES, NULS, CSV_CELLS, CSV_BYTES, JSON_LINES, JSON_WHOLE, LISP } how;
	const char *detail;
} readings[] = {
	{"plain", LINES, ""},
	{"plain0", NULS, ""},
	{"csv", CSV_CELLS, ""},
	{"ndjson", JSON_LINES, "address"},
	{"json", JSON_WHOLE, ""},
	{"sexp", LISP, ""},
	{"mailman3", LOWER_LINES, " \t"},
	{"mailman2", LINES, " \t"},
	{"sympa", LINES, " \t"},
	{"listmonk", CSV_BYTES, ""},
	{"listmonk-events", JSON_LINES, "email"},
	{"ses", LINES, ","},
	{"ses-json", JSON_LINES, "emailAddress"},
	{"mailgun", CSV_BYTES, ""},
	{"sendgrid", JSON_LINES, "recipient_emails"},
	{"postmark", JSON_LINES, "Suppressions"},
	{"phplist", LINES, ""},
	{"postfix-access", LINES, " \t"},
	{"mbox", LINES, NULL},
};

static size_t
n_addresses(void)
{
	const char *wanted = g_getenv("ADDRESSES");

	return wanted ? (size_t)g_ascii_strtoull(wanted, NULL, 10) : N_ADDRESSES;
}

static GPtrArray *
read_back(size_t i, const GString *text)
{
	GPtrArray *list;

	switch (readings[i].how) {
	case NULS:
		return read_split(text, '\0', "");
	case CSV_CELLS:
	case CSV_BYTES:
		return read_csv(text, readings[i].how == CSV_CELLS);
	case JSON_LINES:
		return read_json_lines(text, readings[i].detail);
	case JSON_WHOLE:
		list = new_list();
		read_json(list, text->str, "");
		return list;
	case LISP:
		return read_lisp(text);
	case LINES:
	case LOWER_LINES:
		break;
	}
	return read_split(text, '\n', readings[i].detail);
}

/* A batch as it is written and read; returns how many were written. */
static size_t
check_batch(size_t i, Row *rows, size_t n)
{
	const ExportFormat *format = export_format_find(readings[i].format);
	g_autoptr(GPtrArray) given = g_ptr_array_new();
	const Export export = {.format = format, .style = CSV_SAFE, .rows = given};
	g_autoptr(GString) text = g_string_new(NULL);

	for (size_t r = 0; r < n; r++)
		if (!format->refuse(rows[r].address))
			g_ptr_array_add(given, &rows[r]);
	export_append(text, &export);

	g_autoptr(GPtrArray) found = read_back(i, text);
	check(found->len == given->len, "%s: %u of %u", format->name, found->len, given->len);
	for (guint r = 0; r < found->len; r++) {
		const Row *row = given->pdata[r];
		g_autofree char *want = readings[i].how == LOWER_LINES
		                                ? g_ascii_strdown(row->address, -1)
		                                : g_strdup(row->address);

		check(g_str_equal(want, found->pdata[r]), "%s: %s is read as %s", format->name,
		      want, (char *)found->pdata[r]);
	}
	return given->len;
}

static void
test_addresses_come_back(void **state)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(20261129);
	g_autofree Row *rows = g_new0(Row, BATCH);
	const Group group = {.title = ""};
	const Event event = {.message_id = "", .path = ""};
	const Mark unmarked = MARK_UNMARKED;
	size_t n_given[G_N_ELEMENTS(readings)] = {0}, n_all = 0;

	for (; n_all < n_addresses(); n_all += BATCH) {
		g_autoptr(GPtrArray) addresses = new_list();

		for (size_t r = 0; r < BATCH; r++) {
			char *address = make_address(rand);

			g_ptr_array_add(addresses, address);
			rows[r] = (Row){.address = address,
			                .title = address,
			                .group = &group,
			                .latest = &event,
			                .standing = {.list = ""},
			                .mark = &unmarked};
		}
		for (size_t i = 0; i < G_N_ELEMENTS(readings); i++)
			if (readings[i].detail)
				n_given[i] += check_batch(i, rows, BATCH);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(readings); i++)
		check(!readings[i].detail || n_given[i] > n_all / 20, "%s: only %zu",
		      readings[i].format, n_given[i]);
	assert_int_equal(n_given[0], n_all);
	(void)state;
}

/* None is forgotten above. */
static void
test_every_form_is_read(void **state)
{
	for (size_t i = 0; export_format(i); i++) {
		bool is_known = false;

		for_each_case(c, readings)
			is_known = is_known || g_str_equal(c->format, export_format(i)->name);
		check(is_known, "%s", export_format(i)->name);
	}
	(void)state;
}

static void
test_what_is_refused(void **state)
{
	static const struct {
		const char *format, *address;
		bool is_refused;
	} cases[] = {
		{"plain", "a\nb@example.org", true},
		{"plain", "\"a b\"@example.org", false},
		{"plain", "nobody", true},
		{"ndjson", "a\nb@example.org", false},
		{"mailman3", "#a@example.org", true},
		{"mailman3", "a#@example.org", false},
		{"mailman3", "-a@example.org", false},
		{"mailman3", "\"a\"@example.org", true},
		{"mailman3", "ä@example.org", true},
		{"mailman2", "a|b@example.org", true},
		{"mailman2", "a@[192.0.2.1]", true},
		{"sympa", "\"a b\"@example.org", true},
		{"sympa", "\"a,b\"@example.org", false},
		{"sympa", "#a@example.org", true},
		{"listmonk", "a@[192.0.2.1]", true},
		{"listmonk", "ä@example.org", false},
		{"ses", "ä@example.org", true},
		{"ses", "a@bücher.example", true},
		{"phplist", "\"a b\"@example.org", false},
		{"postfix-access", "#a@example.org", true},
		{"postfix-access", "ä@example.org", false},
		{"postfix-access", "a@bücher.example", true},
		{"mbox", "nobody", false},
	};

	for_each_case(c, cases)
		check((export_format_find(c->format)->refuse(c->address) != NULL) == c->is_refused,
		      "%s: %s", c->format, c->address);
	(void)state;
}

static void
test_commands(void **state)
{
	static const struct {
		const char *format, *list, *file, *command;
	} cases[] = {
		{"mailman3", "", "", "mailman delmembers -l LIST -f FILE"},
		{"mailman3", "a.example.org", "x", "mailman delmembers -l a.example.org -f x"},
		{"mailman3", "", "LIST", "mailman delmembers -l LIST -f LIST"},
		{"mailman3", "FILE", "x", "mailman delmembers -l FILE -f x"},
		{"sympa", "a@b", "o'dd $x", "sympa del --quiet a@b < 'o'\\''dd $x'"},
		{"postfix-access", "", "-x", "postmap ./-x"},
		{"plain", "", "x", ""},
	};

	for_each_case(c, cases) {
		g_autofree char *command =
			export_format_command(export_format_find(c->format), c->list, c->file);

		check(g_str_equal(command, c->command), "%s", command);
	}
	(void)state;
}

static void
test_requests_are_of_some_addresses(void **state)
{
	const ExportFormat *format = export_format_find("postmark");
	g_autoptr(GPtrArray) rows = g_ptr_array_new();
	const Export export = {.format = format, .rows = rows};
	const Row row = {.address = "a@example.org"};
	g_autoptr(GString) text = g_string_new(NULL);

	export_append(text, &export);
	assert_string_equal(text->str, "");
	for (size_t i = 0; i < 2 * format->n_at_once + 1; i++)
		g_ptr_array_add(rows, (void *)&row);
	export_append(text, &export);

	g_auto(GStrv) lines = g_strsplit(text->str, "\n", -1);
	assert_int_equal(g_strv_length(lines), 4);
	assert_string_equal(lines[2], "{\"Suppressions\":[{\"EmailAddress\":\"a@example.org\"}]}");
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_addresses_come_back),
		cmocka_unit_test(test_every_form_is_read),
		cmocka_unit_test(test_what_is_refused),
		cmocka_unit_test(test_commands),
		cmocka_unit_test(test_requests_are_of_some_addresses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
