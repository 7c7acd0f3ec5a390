/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-filter.c - every field, how terms combine, where mistakes are, and what nobody
 * would type
 */
#include "core/filter.h"

#include <string.h>

#include "report-build.h"

#include "kb.h"

#define DAY ((gint64)24 * 60 * 60)
/* 2026-07-09 12:00 UTC */
#define NOW (20643 * DAY + DAY / 2)
#define RANDOM_ROUNDS 3000
#define RANDOM_LEN 40

/* One bounce. */
typedef struct {
	const char *address, *code, *status;
	unsigned reply;
	BounceClass class;
	const char *reason;
	BounceFault fault;
	BounceVerdict verdict;
	BounceConfidence confidence;
	BouncePermanence permanence;
	BounceStage stage;
	const char *rule, *diagnostic, *list, *remote, *reporting, *final, *held;
	bool conflict, valid;
	int days_ago;
} Bounce;

/* ann failed twice, thirty days apart. */
static const Bounce bounces[] = {
	{"Ann.Lee@Example.org",
         "5.1.1",
         "5.0.0",
         550,
         BOUNCE_CLASS_HARD,
         "user-unknown",
         BOUNCE_FAULT_ADDRESS,
         BOUNCE_VERDICT_REMOVE,
         BOUNCE_CONFIDENCE_HIGH,
         BOUNCE_PERMANENCE_PERMANENT,
         BOUNCE_STAGE_RCPT,
         "general.no-such-user",
         "smtp; 550 5.1.1 No such User here",
         "News <news.example.org>",
         "mx.example.org.",
         "mta.example.net",
         "ann.lee@example.org",
         "",
         false,
         true,
         2},
	{"ann.lee@example.org",
         "5.1.1",
         "5.1.1",
         550,
         BOUNCE_CLASS_HARD,
         "user-unknown",
         BOUNCE_FAULT_ADDRESS,
         BOUNCE_VERDICT_REMOVE,
         BOUNCE_CONFIDENCE_HIGH,
         BOUNCE_PERMANENCE_PERMANENT,
         BOUNCE_STAGE_RCPT,
         "status-field",
         "smtp; 550 gone",
         "",
         "mx.example.org.",
         "mta.example.net",
         "",
         "",
         false,
         true,
         32},
	{"bob@uni.edu",
         "4.2.2",
         "4.2.2",
         452,
         BOUNCE_CLASS_SOFT,
         "mailbox-full",
         BOUNCE_FAULT_MAILBOX,
         BOUNCE_VERDICT_LATER,
         BOUNCE_CONFIDENCE_MEDIUM,
         BOUNCE_PERMANENCE_TEMPORARY,
         BOUNCE_STAGE_END_OF_DATA,
         "status-field",
         "smtp; 452 Mailbox is full (quota)",
         "",
         "",
         "mta.example.net",
         "robert@other.edu",
         "it is held",
         true,
         true,
         40},
	{"j\xc3\xb6rg@b\xc3\xbc"
         "cher.example",
         "5.7.1",
         "",
         0,
         BOUNCE_CLASS_POLICY,
         "blocklisted",
         BOUNCE_FAULT_SENDER,
         BOUNCE_VERDICT_KEEP,
         BOUNCE_CONFIDENCE_LOW,
         BOUNCE_PERMANENCE_NONE,
         BOUNCE_STAGE_NONE,
         "",
         "Blocked; STRA\xc3\x9f"
         "E",
         "",
         "",
         "",
         "",
         "",
         false,
         false,
         -1},
};

static void
add_bounce(Model *model, const Bounce *bounce, unsigned n)
{
	BounceReportBuilder *builder = bounce_report_builder_new();
	BounceEnvelope *envelope = bounce_report_builder_envelope(builder);
	BounceRecipient *to = bounce_report_builder_add(builder);
	g_autofree char *name = g_strdup_printf("m%u@example", n);

	envelope->kind = BOUNCE_KIND_FAILURE;
	envelope->subject = "Undelivered";
	envelope->date = BOUNCE_DATE_NONE;
	envelope->reporting_mta = bounce->reporting;
	bounce_report_builder_original(builder)->list_id = bounce->list;
	*to = (BounceRecipient){
		.address = bounce->address,
		.valid = bounce->valid,
		.final_recipient = bounce->final,
		.original_recipient = "",
		.reply = bounce->reply,
		.permanence = bounce->permanence,
		.class = bounce->class,
		.reason = bounce->reason,
		.fault = bounce->fault,
		.verdict = bounce->verdict,
		.confidence = bounce->confidence,
		.rule = bounce->rule,
		.evidence = "",
		.overruled = "",
		.held = bounce->held,
		.conflict = bounce->conflict,
		.diagnostic = bounce->diagnostic,
		.remote_mta = bounce->remote,
		.stage = bounce->stage,
	};
	bounce_status_parse(bounce->code, strlen(bounce->code), &to->status);
	bounce_status_parse(bounce->status, strlen(bounce->status), &to->status_field);

	g_autoptr(BounceReport) report = bounce_report_builder_end(builder);
	gint64 date = bounce->days_ago < 0 ? 0 : NOW - bounce->days_ago * DAY;
	model_add(model, &(Origin){name, name, 0, date}, report);
}

static Model *
model_of_bounces(const BounceKb *kb)
{
	Model *model = model_new();

	for (unsigned i = 0; i < G_N_ELEMENTS(bounces); i++)
		add_bounce(model, &bounces[i], i);
	model_add_unreadable(model, &(Origin){"lost@example", "/mail/Lost", 0, NOW}, "file gone");
	model_refresh(model);
	model_set_standing(model, "address:ann.lee@example.org",
	                   &(Standing){PROOF_LIST, "news.example.org", 0});
	model_set_standing(model, "address:bob@uni.edu", &(Standing){PROOF_UNPROVEN, "", NOW});
	model_refresh(model);
	model_group_by(model, GROUPING_SUBJECT, kb);
	return model;
}

/* The first letter of each row that matches, sorted: a, b, j, and / for the lost one. */
static char *
letters(const Model *model, const BounceKb *kb, const Filter *filter)
{
	static const char *const keys[] = {"address:ann.lee@example.org", "address:bob@uni.edu",
	                                   "address:j\xc3\xb6rg@xn--bcher-kva.example",
	                                   "file:0:/mail/Lost"};
	const FilterContext context = {kb, NOW};
	GString *out = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
		if (filter_matches(filter, model_row(model, keys[i]), &context))
			g_string_append_c(out, "abj/"[i]);
	return g_string_free(out, FALSE);
}

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

/* What is wrong, with ^ under it, and a word of why. */
static const struct {
	const char *text, *place, *why;
} mistakes[] = {
	{"", "", "nothing stands here"},
	{"   ", "^^^", "nothing stands here"},
	{"clas:hard", "^^^^", "no such field"},
	{"ann http://a", "    ^^^^", "in quotes"},
	{"class:", "^^^^^^", "class: takes one of unknown, hard"},
	{"class: hard", "^^^^^^", "takes one of"},
	{"ann class:hrad", "          ^^^^", "takes one of"},
	{"class:hard|", "          ^", "takes one of"},
	{"class:hard|sot", "           ^^^", "takes one of"},
	{"class:/h/", "      ^^^", "takes one of"},
	{"class:<hard", "       ^^^^", "does not compare by <"},
	{"domain:>=a", "         ^", "does not compare by >="},
	{"n:~3", "   ^", "does not compare by ~"},
	{"n:three", "  ^^^^^", "a number"},
	{"n:-1", "  ^^", "a number"},
	{"n:99999999999999999999", "  ^^^^^^^^^^^^^^^^^^^^", "a number"},
	{"n:>1*", "   ^^", "a number"},
	{"code:5.1.1.1", "     ^^^^^^^", "a code"},
	{"code:five", "     ^^^^", "a code"},
	{"code:5..1", "     ^^^^", "a code"},
	{"subject:5.1.1", "        ^^^^^", "a subject"},
	{"last:30d", "     ^^^", "an age"},
	{"last:<30", "      ^^", "an age"},
	{"last:<d", "      ^", "an age"},
	{"last:<3s", "      ^^", "an age"},
	{"last:<2026-13-01", "      ^^^^^^^^^^", "an age"},
	{"last:<2026-02-30", "      ^^^^^^^^^^", "an age"},
	{"last:<2026-1-1", "      ^^^^^^^^", "an age"},
	{"span:>2026-01-01", "      ^^^^^^^^^^", "a time"},
	{"is:new", "   ^^^", "one of conflict"},
	{"mark:remove", "^^^^", "no such field"},
	{"reason:--", "       ^^", "a reason"},
	{"diag:/a(/", "     ^^^^", "regular expression: "},
	{"x /a", "  ^^", "no second /"},
	{"/a\\/", "^^^^", "no second /"},
	{"diag:\"a b", "     ^^^^", "no second \""},
	{"(ann", "^", "no ) closes"},
	{"ann)", "   ^", "no ( stands"},
	{"()", " ^", "nothing stands before"},
	{"(ann or)", "       ^", "nothing stands before"},
	{"and ann", "^^^", "nothing stands before"},
	{"ann or", "    ^^", "nothing stands behind"},
	{"ann and or bob", "        ^^", "nothing stands before"},
	{"ann -", "    ^", "nothing stands behind"},
	{"not", "^^^", "nothing stands behind"},
	{"a | b", "  ^", "nothing stands before"},
	{"ab\xff", "  ^", "UTF-8"},
};

static void
test_mistakes(void **state)
{
	(void)state;
	for_each_case(c, mistakes) {
		FilterMistake mistake = {77, 77};
		g_autoptr(GError) error = NULL;
		g_autoptr(Filter) filter = filter_parse(c->text, &mistake, &error);
		size_t begin = strspn(c->place, " ");

		check(!filter, "%s: no mistake", c->text);
		check(mistake.begin == begin && mistake.end == strlen(c->place), "%s: %zu to %zu",
		      c->text, mistake.begin, mistake.end);
		check(strstr(error->message, c->why), "%s: %s", c->text, error->message);
		check(!strchr(error->message, '\n'), "%s: two lines", c->text);
	}
}

/* Pieces, how often, and what is said of it; NULL when it is well. */
static const struct {
	const char *piece, *last;
	size_t n;
	const char *why;
} floods[] = {
	{"(", "", 1000000, "longer than"},
	{"-", "", 1000000, "longer than"},
	{"(", "", 2000, "in each other"},
	{"-", "a", 2000, "in each other"},
	{"a or (", "b", 600, "in each other"},
	{"-(", "", 1000, "in each other"},
	{"not ", "a", 90, NULL},
	{"a ", "", 1000, "values"},
	{"a|", "a", 1000, "values"},
	{"a or b and ", "c", 90, NULL},
	{"a* ", "", 200, NULL},
	{"*a", "", 2000, NULL},
	{"n:1|", "", 40, "takes a number"},
	{")", "", 1000, "before this"},
	{"|", "", 1000, "before this"},
	{"<", "", 1000, NULL},
	{"\"a", "", 101, "no second"},
};

static void
test_floods(void **state)
{
	g_autoptr(Model) model = model_of_bounces(*state);

	for_each_case(c, floods) {
		g_autoptr(GString) text = g_string_new(NULL);
		g_autoptr(GError) error = NULL;
		FilterMistake mistake;

		for (size_t i = 0; i < c->n; i++)
			g_string_append(text, c->piece);
		g_string_append(text, c->last);
		g_autoptr(Filter) filter = filter_parse(text->str, &mistake, &error);

		check(!filter == (c->why != NULL), "%s: %s", c->piece,
		      error ? error->message : "well");
		check(!error || strstr(error->message, c->why), "%s: %s", c->piece, error->message);
		if (error)
			check(mistake.begin < mistake.end && mistake.end <= text->len,
			      "%s: %zu to %zu", c->piece, mistake.begin, mistake.end);
		else
			g_free(letters(model, *state, filter));
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

/* Whatever the bytes are: a filter, or a mistake within the text. */
static void
test_random(void **state)
{
	static const char *const pieces[] = {
		"(",    ")",     "-",   "!",      "|",       "\"",    "/", " ",
		"and",  "or",    "not", "class:", "hard",    "last:", "<", ">=",
		"30d",  "code:", "5.1", "*",      "?",       "\\",    "a", "\xc3\xa4",
		"\xff", ":",     "n:",  "7",      "~",       "=",     ".", "{",
		"[",    "+",     "is:", "held",   "reason:", "X."};
	g_autoptr(GRand) random = g_rand_new_with_seed(34);
	g_autoptr(Model) model = model_of_bounces(*state);
	size_t n_good = 0;

	for (unsigned round = 0; round < RANDOM_ROUNDS; round++) {
		g_autoptr(GString) text = g_string_new(NULL);
		gint32 n = g_rand_int_range(random, 0, RANDOM_LEN);
		FilterMistake mistake;

		for (gint32 i = 0; i < n; i++)
			g_string_append(text,
			                pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
		g_autoptr(GError) error = NULL;
		g_autoptr(Filter) filter = filter_parse(text->str, &mistake, &error);

		if (filter) {
			g_free(letters(model, *state, filter));
			n_good++;
			continue;
		}
		check(mistake.end <= text->len && (mistake.begin < mistake.end || text->len == 0),
		      "%s: %zu to %zu", text->str, mistake.begin, mistake.end);
	}
	check(n_good > RANDOM_ROUNDS / 100, "only %zu were read", n_good);
}

/* What stands before the cursor, what it may become, and where that begins. */
static const struct {
	const char *text, *want;
	size_t begin;
} completions[] = {
	{"cl", "class:", 0},
	{"ann -co", "code: conf:", 5},
	{"(D", "domain: diag: days:", 1},
	{"class:", "class:unknown class:hard class:soft class:policy class:delayed", 0},
	{"x or class:h", "class:hard", 5},
	{"class:hard|s", "class:hard|soft", 0},
	{"is:un", "is:unproven", 0},
	{"proof:=l", "proof:=list", 0},
	{"domain:ex", "", 0},
	{"nosuch:h", "", 0},
	{"zz", "", 0},
};

static void
test_completion(void **state)
{
	(void)state;
	for_each_case(c, completions) {
		size_t begin;
		g_auto(GStrv) words = filter_complete(c->text, strlen(c->text), &begin);
		g_autofree char *got = g_strjoinv(" ", words);

		check(g_str_equal(got, c->want) && begin == c->begin, "%s: %s from %zu", c->text,
		      got, begin);
	}

	size_t begin;
	g_auto(GStrv) all = filter_complete("", 0, &begin);
	assert_int_equal(g_strv_length(all), g_strv_length((char **)filter_field_names()));
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
		cmocka_unit_test(test_matches), cmocka_unit_test(test_mistakes),
		cmocka_unit_test(test_floods),  cmocka_unit_test(test_slow_regex),
		cmocka_unit_test(test_random),  cmocka_unit_test(test_completion),
		cmocka_unit_test(test_fields),
	};

	return cmocka_run_group_tests(tests, load_kb, unload_kb);
}
