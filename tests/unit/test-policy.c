/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-policy.c - each preset that is shipped on made-up addresses, and what a preset may be
 */
#include "unit.h"

#include "core/policy.h"

#include <glib/gstdio.h>
#include <string.h>

#include "kb.h"
#include "report-build.h"

#define DAY ((gint64)24 * 60 * 60)
/* 2026-07-09 12:00 UTC */
#define NOW (20643 * DAY + DAY / 2)

static const char *const no_settings[] = {NULL};
static const PolicyPlaces places = {"share", NULL};

/* The bounces of an address, one a letter:
 *   h  5.1.1, hard, the mailbox is not there    p  5.7.1, policy
 *   c  5.1.10, hard, no mail at all             f  4.2.2, soft, the mailbox is full
 *   w  5.1.1, hard, but guessed                 s  4.2.1, soft, the mailbox takes nothing
 *   x  5.0.0, hard, and the verdict is later    d  4.4.1, a delay
 *   u  5.0.0, hard, the verdict is remove */
static const struct {
	char letter;
	const char *code;
	BounceClass class;
	BounceFault fault;
	BounceVerdict verdict;
	BounceConfidence confidence;
	BouncePermanence permanence;
} kinds[] = {
	{'h', "5.1.1", BOUNCE_CLASS_HARD, BOUNCE_FAULT_ADDRESS, BOUNCE_VERDICT_REMOVE,
         BOUNCE_CONFIDENCE_HIGH, BOUNCE_PERMANENCE_PERMANENT},
	{'c', "5.1.10", BOUNCE_CLASS_HARD, BOUNCE_FAULT_ADDRESS, BOUNCE_VERDICT_REMOVE,
         BOUNCE_CONFIDENCE_HIGH, BOUNCE_PERMANENCE_PERMANENT},
	{'w', "5.1.1", BOUNCE_CLASS_HARD, BOUNCE_FAULT_ADDRESS, BOUNCE_VERDICT_REMOVE,
         BOUNCE_CONFIDENCE_LOW, BOUNCE_PERMANENCE_PERMANENT},
	{'x', "5.1.1", BOUNCE_CLASS_HARD, BOUNCE_FAULT_ADDRESS, BOUNCE_VERDICT_LATER,
         BOUNCE_CONFIDENCE_HIGH, BOUNCE_PERMANENCE_PERMANENT},
	{'u', "5.0.0", BOUNCE_CLASS_HARD, BOUNCE_FAULT_ADDRESS, BOUNCE_VERDICT_REMOVE,
         BOUNCE_CONFIDENCE_HIGH, BOUNCE_PERMANENCE_PERMANENT},
	{'p', "5.7.1", BOUNCE_CLASS_POLICY, BOUNCE_FAULT_SENDER, BOUNCE_VERDICT_KEEP,
         BOUNCE_CONFIDENCE_HIGH, BOUNCE_PERMANENCE_PERMANENT},
	{'f', "4.2.2", BOUNCE_CLASS_SOFT, BOUNCE_FAULT_MAILBOX, BOUNCE_VERDICT_LATER,
         BOUNCE_CONFIDENCE_HIGH, BOUNCE_PERMANENCE_TEMPORARY},
	{'s', "4.2.1", BOUNCE_CLASS_SOFT, BOUNCE_FAULT_MAILBOX, BOUNCE_VERDICT_LATER,
         BOUNCE_CONFIDENCE_HIGH, BOUNCE_PERMANENCE_TEMPORARY},
	{'d', "4.4.1", BOUNCE_CLASS_DELAYED, BOUNCE_FAULT_NETWORK, BOUNCE_VERDICT_LATER,
         BOUNCE_CONFIDENCE_HIGH, BOUNCE_PERMANENCE_TEMPORARY},
};

/* Hours ago, each behind its letter; "" is what no rule fits.  A star repeats: "f*5/48@0" is
 * five of them, 48 hours apart, the last one 0 hours ago. */
static const struct {
	const char *preset, *bounces, *rule;
} cases[] = {
	/* the same failure on days apart */
	{"careful", "h@0", ""},
	{"careful", "h*2/71@0", ""},
	{"careful", "h*2/72@0", "gone"},
	{"careful", "h*9/1@0", ""},
	{"careful", "w*9/72@0", ""},
	{"careful", "x*9/72@0", ""},
	{"careful", "p*30/72@0", ""},
	/* what failed otherwise does not add to it, and the latest has to agree */
	{"careful", "f*5/48@72 h@0", ""},
	{"careful", "h*3/72@24 f@0", ""},
	{"careful", "h*3/72@24 p@0", ""},
	{"careful", "h*2/72@24 d@0", "gone"},
	/* ... nor what has expired */
	{"careful", "h@4344 h@0", ""},
	{"careful", "h@4200 h@0", "gone"},
	{"careful", "h*5/72@4344", ""},
	{"careful", "c@0", "closed"},
	{"careful", "u*2/72@0", ""},
	{"careful", "u*3/24@0", "hard"},
	{"careful", "u*3/24@2200", ""},
	{"careful", "f*5/180@0", "full"},
	{"careful", "f*5/179@0", ""},
	{"careful", "f*4/360@0", ""},
	{"careful", "f*5/180@1500", ""},
	{"careful", "s*7/120@0", "soft"},
	{"careful", "s*6/150@0", ""},
	{"careful", "d*9/120@0", ""},
	{"mailman2", "h*5/24@0", ""},
	{"mailman2", "h*6/24@0", "score"},
	{"mailman2", "h*60/1@0", ""},
	{"mailman2", "f*10/24@0", ""},
	{"mailman2", "f*11/24@0", "score"},
	{"mailman2", "h*6/168@0", "score"},
	{"mailman2", "h*9/169@0", ""},
	{"mailman2", "p*6/24@0", "score"},
	{"mailman3", "f*4/24@0", ""},
	{"mailman3", "f*5/24@0", "score"},
	{"mailman3", "h*5/168@0", "score"},
	{"mailman3", "h*9/169@0", ""},
	{"listmonk", "h@0", "hard"},
	{"listmonk", "f*50/24@0", ""},
	{"listmonk", "h@24 f@0", "hard"},
	{"phplist", "f*4/24@0", ""},
	{"phplist", "f*5/24@0", "consecutive"},
	{"phplist", "f*5/24@4400", ""},
	{"phplist", "d*9/24@0", ""},
	{"sympa", "h*74/24@0", ""},
	{"sympa", "h*75/24@0", "level2"},
	{"sympa", "h*99/1@0", ""},
	{"sympa", "f*149/24@0", ""},
	{"sympa", "f*150/24@0", "level2"},
	{"postal", "h@0", ""},
	{"postal", "h*2/24@0", "hard-fails"},
	{"postal", "h*9/25@0", ""},
	{"postal", "f*9/1@0", ""},
	{"postal", "h*2/1@719", "hard-fails"},
	{"postal", "h*2/1@721", ""},
	{"ses", "h@9999", "bounce"},
	{"ses", "f*9/24@0", ""},
};

static void
add_bounce(Model *model, char letter, gint64 hours_ago)
{
	BounceReportBuilder *builder = bounce_report_builder_new();
	BounceRecipient *to = bounce_report_builder_add(builder);
	g_autofree char *id =
		g_strdup_printf("%c%" G_GINT64_FORMAT "@example.net", letter, hours_ago);
	const Origin origin = {id, id, 0, NOW - hours_ago * 60 * 60};
	size_t k = 0;

	while (kinds[k].letter != letter)
		k++;
	bounce_report_builder_envelope(builder)->kind = BOUNCE_KIND_FAILURE;
	to->address = "ann@example.org";
	to->valid = true;
	to->action = letter == 'd' ? BOUNCE_ACTION_DELAYED : BOUNCE_ACTION_FAILED;
	bounce_status_parse(kinds[k].code, strlen(kinds[k].code), &to->status);
	to->class = kinds[k].class;
	to->fault = kinds[k].fault;
	to->verdict = kinds[k].verdict;
	to->confidence = kinds[k].confidence;
	to->permanence = kinds[k].permanence;

	g_autoptr(BounceReport) report = bounce_report_builder_end(builder);
	model_add(model, &origin, report);
}

static Model *
make_model(const char *bounces)
{
	g_auto(GStrv) words = g_strsplit(bounces, " ", -1);
	Model *model = model_new();

	for (char **word = words; *word; word++) {
		char letter;
		int n = 1, apart = 0, ago;

		if (sscanf(*word, "%c*%d/%d@%d", &letter, &n, &apart, &ago) != 4)
			assert_int_equal(sscanf(*word, "%c@%d", &letter, &ago), 2);
		for (int i = 0; i < n; i++)
			add_bounce(model, letter, ago + (gint64)i * apart);
	}
	model_refresh(model);
	return model;
}

static const Row *
only_row(const Model *model)
{
	return model_group(model, 0)->rows->pdata[0];
}

static void
test_presets(void **state)
{
	const FilterContext context = {*state, NOW};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(Policy) policy =
			policy_load(&places, no_settings, cases[i].preset, &error);
		g_autoptr(Model) model = make_model(cases[i].bounces);

		check(!error, "%s", error->message);
		const PolicyRule *rule = policy_match(policy, only_row(model), &context);
		const char *name = rule ? policy_rule_name(rule) : "";
		if (!g_str_equal(name, cases[i].rule))
			fail_msg("%s: %s: \"%s\", not \"%s\"", cases[i].preset, cases[i].bounces,
			         name, cases[i].rule);
	}
}

/* No preset is shipped that these cases do not try. */
static void
test_all_are_tried(void **state)
{
	g_auto(GStrv) presets = policy_presets(&places);

	(void)state;
	assert_int_equal(g_strv_length(presets), 8);
	for (char **preset = presets; *preset; preset++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(Policy) policy = policy_load(&places, no_settings, *preset, &error);
		size_t n = 0;

		check(!error, "%s", error->message);
		assert_string_not_equal(policy_title(policy), "");
		assert_string_not_equal(policy_source(policy), "");
		for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
			n += g_str_equal(cases[i].preset, *preset);
		assert_true(n > 1);
	}
}

static void
test_why(void **state)
{
	static const struct {
		const char *preset, *bounces, *why;
	} whys[] = {
		{"careful", "h*3/252@0", "hard 5.1.1 on 3 days in 21 days"},
		{"careful", "c@0", "hard 5.1.10 once"},
		{"phplist", "f*5/1@0", "soft 4.2.2 5 times in a day"},
		{"mailman2", "h*6/24@0", "hard 5.1.1 on 6 days in 5 days, score 6"},
		{"mailman2", "f*11/24@0", "soft 4.2.2 on 11 days in 10 days, score 5.5"},
	};
	const FilterContext context = {*state, NOW};

	for (size_t i = 0; i < G_N_ELEMENTS(whys); i++) {
		g_autoptr(Policy) policy =
			policy_load(&places, no_settings, whys[i].preset, NULL);
		g_autoptr(Model) model = make_model(whys[i].bounces);
		const Row *row = only_row(model);
		g_autofree char *why = policy_why(
			policy, policy_match(policy, row, &context), row, &context);

		assert_string_equal(why, whys[i].why);
	}
}

/* ---- what the configuration adds */

static void
test_settings(void **state)
{
	static const char *const settings[] = {
		"bounces.rule.mine", "remove if n:>=4",    "bounces.rule.gone", "remove if n:>=2",
		"bounces.expire",    "10d",                NULL};
	static const struct {
		const char *bounces, *rule;
	} rows[] = {
		{"f*4/1@0", "mine"}, {"f*2/1@0", "gone"}, {"f*4/1@250", ""}, {"c@0", "closed"},
	};
	const FilterContext context = {*state, NOW};
	g_autoptr(GError) error = NULL;
	g_autoptr(Policy) policy = policy_load(&places, settings, NULL, &error);

	check(!error, "%s", error->message);
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Model) model = make_model(rows[i].bounces);
		const PolicyRule *rule = policy_match(policy, only_row(model), &context);

		assert_string_equal(rule ? policy_rule_name(rule) : "", rows[i].rule);
	}
}

static void
test_bad_settings(void **state)
{
	static const struct {
		const char *key, *value, *why;
	} bad[] = {
		{"bounces.preset", "nonsense", "there is no preset \"nonsense\""},
		{"bounces.preset", "../kb/status", "there is no preset"},
		{"bounces.expire", "soon", "bounces.expire: is no time such as 180d"},
		{"bounces.rule.x", "class:hard", "bounces.rule.x: does not begin with"},
		{"bounces.rule.x", "remove if days:>>1", "bounces.rule.x: "},
		{"bounces.rule.a b", "remove if n:>1", "bounces.rule.a b: a name has letters"},
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		const char *const settings[] = {bad[i].key, bad[i].value, NULL};
		g_autoptr(GError) error = NULL;

		assert_null(policy_load(&places, settings, NULL, &error));
		if (!g_str_has_prefix(error->message, bad[i].why))
			fail_msg("%s", error->message);
		assert_non_null(strchr(error->message, '\n'));
	}
}

static void
test_bad_presets(void **state)
{
	static const struct {
		const char *text, *why;
	} bad[] = {
		{"title = x\n", "Key file does not start with a group"},
		{"[rule a]\nif = n:>1\n", "[preset]: title: is not there"},
		{"[preset]\ntitle = x\n", "[rule NAME]: if: there is no rule"},
		{"[preset]\ntitle = x\n[rule a]\ntitle = y\n", "[rule a]: if: there is neither"},
		{"[preset]\ntitle = x\nexpires = 3d\n", "[preset]: expires: there is no such key"},
		{"[preset]\ntitle = x\n[rule a]\nif = n:>>1\n", "[rule a]: if: "},
		{"[preset]\ntitle = x\n[rules a]\nif = n:>1\n", "[rules a]: rules a: a group is"},
		{"[preset]\ntitle = x\n[rule a]\nat-least = many\n", "[rule a]: at-least: is no"},
		{"[preset]\ntitle = x\n[rule a]\nat-least = 1\nmore-than = 1\n",
	         "[rule a]: at-least: there is more-than"},
		{"[preset]\ntitle = x\n[rule a]\nif = n:>1\nstale = 3d\n",
	         "[rule a]: stale: there is no at-least"},
		{"[preset]\ntitle = x\n[rule a]\nat-least = 1\ncount = weeks\n",
	         "[rule a]: count: is neither"},
	};
	g_autofree char *dir = g_dir_make_tmp("rules-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(dir, "mine.conf", NULL);
	const PolicyPlaces ours = {"share", dir};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autoptr(GError) error = NULL;

		assert_true(g_file_set_contents(path, bad[i].text, -1, NULL));
		assert_null(policy_load(&ours, no_settings, "mine", &error));
		if (!g_str_has_prefix(error->message, path) || !strstr(error->message, bad[i].why))
			fail_msg("%s", error->message);
	}
	g_remove(path);
	g_rmdir(dir);
}

/* ---- what comes of it */

static Mark
keep(const char *identity, void *user)
{
	(void)identity;
	(void)user;
	return (Mark){MARK_KEEP, MARK_USER, NOW - 60 * DAY, "", ""};
}

static void
test_offers(void **state)
{
	static const MarkLookup lookup = {keep, NULL, NULL};
	static const char *const unguarded[] = {"bounces.guards", "off", NULL};
	const FilterContext context = {*state, NOW};
	g_autoptr(Policy) policy = policy_load(&places, no_settings, NULL, NULL);
	g_autoptr(Guarding) guarding = guarding_new(no_settings);
	g_autoptr(Guarding) off = guarding_new(unguarded);
	g_autoptr(Model) model = make_model("h*3/72@0");

	/* Nothing shows that the mail was ours. */
	model_set_guards(model, guarding);
	model_set_policy(model, policy, &context);
	g_autoptr(GPtrArray) held = policy_offers(policy, model, &context);
	assert_int_equal(held->len, 1);
	assert_int_equal(((Offer *)held->pdata[0])->kind, OFFER_HELD);
	assert_string_equal(policy_proposal(only_row(model)), "");
	assert_int_equal(model_count_proposed(model), 0);

	model_set_guards(model, off);
	model_set_policy(model, policy, &context);
	g_autoptr(GPtrArray) open = policy_offers(policy, model, &context);
	assert_int_equal(((Offer *)open->pdata[0])->kind, OFFER_PROPOSED);
	assert_string_equal(policy_proposal(only_row(model)), "gone");
	assert_int_equal(model_row_letter(only_row(model)), 'r');

	model_set_marks(model, &lookup);
	model_set_policy(model, policy, &context);
	g_autoptr(GPtrArray) kept = policy_offers(policy, model, &context);
	assert_int_equal(((Offer *)kept->pdata[0])->kind, OFFER_KEPT);
	assert_string_equal(((Offer *)kept->pdata[0])->why, "you marked it keep on 2026-05-10");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_presets),     cmocka_unit_test(test_all_are_tried),
		cmocka_unit_test(test_why),         cmocka_unit_test(test_settings),
		cmocka_unit_test(test_bad_settings), cmocka_unit_test(test_bad_presets),
		cmocka_unit_test(test_offers),
	};

	return cmocka_run_group_tests(tests, load_kb, unload_kb);
}
