/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-policy.c - the presets, each with what it takes and what just misses it; how rules
 * are read; what stands in the way of a proposal
 */
#include "core/policy.h"

#include <glib/gstdio.h>
#include <string.h>

#include "report-build.h"

#include "kb.h"

#define HOUR ((gint64)60 * 60)
#define DAY (24 * HOUR)
/* 2026-07-09 12:00 UTC */
#define NOW (20643 * DAY + DAY / 2)

static const char *const no_settings[] = {NULL};

#define KIND(letter, code, reason, class, fault, verdict, confidence)                              \
	{                                                                                          \
		letter, code, reason, BOUNCE_CLASS_##class, BOUNCE_FAULT_##fault,                  \
			BOUNCE_VERDICT_##verdict, BOUNCE_CONFIDENCE_##confidence                   \
	}

/* What a letter of a history stands for. */
static const struct {
	char letter;
	const char *code, *reason;
	BounceClass class;
	BounceFault fault;
	BounceVerdict verdict;
	BounceConfidence confidence;
} kinds[] = {
	KIND('u', "5.1.1", "user-unknown", HARD, ADDRESS, REMOVE, HIGH),
	/* in doubt, in two ways */
	KIND('?', "5.1.1", "user-unknown", HARD, ADDRESS, REMOVE, LOW),
	KIND('l', "5.1.1", "user-unknown", HARD, ADDRESS, LATER, HIGH),
	/* "no such user" under another code */
	KIND('h', "5.0.0", "user-unknown", HARD, ADDRESS, REMOVE, HIGH),
	KIND('d', "5.2.1", "mailbox-disabled", HARD, ADDRESS, REMOVE, HIGH),
	KIND('n', "5.1.10", "domain-no-mail", HARD, ADDRESS, REMOVE, HIGH),
	/* no mail exchanger, for once */
	KIND('q', "5.4.4", "domain-no-mail", HARD, ADDRESS, REMOVE, HIGH),
	/* what Exchange Online says of a user */
	KIND('x', "5.1.10", "user-unknown", HARD, ADDRESS, REMOVE, HIGH),
	KIND('m', "5.1.6", "moved", HARD, ADDRESS, REMOVE, MEDIUM),
	KIND('f', "5.2.2", "mailbox-full", SOFT, MAILBOX, LATER, HIGH),
	KIND('s', "4.2.0", "unknown", SOFT, MAILBOX, LATER, MEDIUM),
	KIND('t', "4.4.1", "network", SOFT, NETWORK, LATER, HIGH),
	KIND('p', "5.7.1", "policy", POLICY, MESSAGE, KEEP, HIGH),
	KIND('w', "4.2.2", "mailbox-full", DELAYED, MAILBOX, LATER, HIGH),
};

/* A bounce of a letter; date 0 is none. */
static void
add(Model *model, const char *address, char letter, gint64 date)
{
	BounceReportBuilder *builder = bounce_report_builder_new();
	BounceRecipient *to = bounce_report_builder_add(builder);
	g_autofree char *id = g_strdup_printf("%c%" G_GINT64_FORMAT "@%s", letter, date, address);
	size_t i = 0;

	while (kinds[i].letter != letter)
		i++;
	bool is_delay = kinds[i].class == BOUNCE_CLASS_DELAYED;

	bounce_report_builder_envelope(builder)->kind =
		is_delay ? BOUNCE_KIND_DELAY : BOUNCE_KIND_FAILURE;
	bounce_report_builder_envelope(builder)->format = "rfc3464";
	to->address = bounce_report_builder_keep(builder, bounce_slice(address), G_MAXSIZE);
	to->address_source = BOUNCE_ADDRESS_SOURCE_FINAL_RECIPIENT;
	to->action = is_delay ? BOUNCE_ACTION_DELAYED : BOUNCE_ACTION_FAILED;
	bounce_status_parse(kinds[i].code, strlen(kinds[i].code), &to->status);
	to->reason = kinds[i].reason;
	to->class = kinds[i].class;
	to->fault = kinds[i].fault;
	to->verdict = kinds[i].verdict;
	to->confidence = kinds[i].confidence;
	to->permanence =
		to->status.class == 5 ? BOUNCE_PERMANENCE_PERMANENT : BOUNCE_PERMANENCE_TEMPORARY;

	g_autoptr(BounceReport) report = bounce_report_builder_end(builder);
	model_add(model, &(Origin){id, id, 0, date, false}, report);
}

/* "u0 f2.5": a user unknown now, a mailbox full two and a half days ago; "u-" has no date.
 * A number and "*" before it are so many, a day apart: "6*u0". */
static void
add_history(Model *model, const char *address, const char *history)
{
	g_auto(GStrv) words = g_strsplit(history, " ", -1);

	for (char **word = words; *word; word++) {
		const char *star = strchr(*word, '*');
		unsigned n = star ? (unsigned)g_ascii_strtoull(*word, NULL, 10) : 1;
		const char *one = star ? star + 1 : *word;
		double days = g_ascii_strtod(one + 1, NULL);

		for (unsigned i = 0; i < n; i++)
			add(model, address, one[0],
			    one[1] == '-' ? 0 : NOW - (gint64)((days + i) * (double)DAY));
	}
}

static Policy *
load(const char *preset, const char *const *settings)
{
	g_autoptr(GError) error = NULL;
	Policy *policy = policy_load(&(PolicyPlaces){"share", NULL}, settings, preset, &error);

	check(policy, "%s: %s", preset, error ? error->message : "");
	return policy;
}

/* "RULE: WHY", or "". */
static char *
judge(const BounceKb *kb, Policy *policy, const char *history)
{
	g_autoptr(Model) model = model_new();
	const FilterContext context = {kb, NOW};

	add_history(model, "a@x.example", history);
	model_refresh(model);
	model_set_policy(model, policy, &context);

	const Row *row = model_row(model, "address:a@x.example");
	if (!row->rule)
		return g_strdup("");
	g_autofree char *why = policy_why(policy, row->rule, row, &context);
	return g_strdup_printf("%s: %s", policy_rule_name(row->rule), why);
}

/* A preset, a history, and the rule that fits it, with why. */
static const struct {
	const char *preset, *history, *want;
} presets[] = {
	/* the same failure, on two days that are not neighbours */
	{"careful", "u0 u3", "gone: hard 5.1.1 on 2 days in 3 days"},
	{"careful", "u0 u2.9", ""},
	{"careful", "u0", ""},
	{"careful", "u0 u0.1 u0.2", ""},
	{"careful", "u0 u7 u21", "gone: hard 5.1.1 on 3 days in 21 days"},
	{"careful", "u-", ""},
	{"careful", "u0 u-", ""},
	/* the last bounce has to agree, and those in between do not count */
	{"careful", "f0 u3 u9", ""},
	{"careful", "p0 u3 u9", ""},
	{"careful", "t0 u3 u9", ""},
	{"careful", "u0 f1 u3 p9", "gone: hard 5.1.1 on 2 days in 3 days"},
	{"careful", "u0 p3 f9", ""},
	/* but a delay says nothing */
	{"careful", "w0 u1 u4", "gone: hard 5.1.1 on 2 days in 3 days"},
	/* what is in doubt is not proposed, however often */
	{"careful", "200*?0", ""},
	{"careful", "200*l0", ""},
	{"careful", "l0 u3 u9", ""},
	{"careful", "u0 l3 l9", ""},
	{"careful", "200*p0", ""},
	{"careful", "200*t0", ""},
	{"careful", "200*w0", ""},
	/* half a year */
	{"careful", "u0 u179", "gone: hard 5.1.1 on 2 days in 179 days"},
	{"careful", "u0 u181", ""},
	{"careful", "u181 u190 u200", ""},
	/* what is said on purpose */
	{"careful", "n0", "closed: hard 5.1.10 once"},
	{"careful", "q0", ""},
	{"careful", "q0 q3", ""},
	{"careful", "q0 q3 q7", "hard: hard 5.4.4 on 3 days in 7 days"},
	{"careful", "x0", ""},
	{"careful", "m0", ""},
	{"careful", "d0", ""},
	{"careful", "d0 d3", "gone: hard 5.2.1 on 2 days in 3 days"},
	/* whatever the code */
	{"careful", "h0 h3", ""},
	{"careful", "h0 h3 h7", "hard: hard 5.0.0 on 3 days in 7 days"},
	{"careful", "h0 h3 h6", ""},
	{"careful", "h91 h94 h98", ""},
	/* full */
	{"careful", "f0 f10 f20 f25 f30", "full: soft 5.2.2 on 5 days in 30 days"},
	{"careful", "f0 f10 f20 f25 f29", ""},
	{"careful", "f0 f10 f20 f30", ""},
	{"careful", "f61 f71 f81 f86 f91", ""},
	{"careful", "s0 f10 f20 f25 f28 f30", ""},
	/* soft */
	{"careful", "s0 s5 s10 s15 s20 s25 s30", "soft: soft 4.2.0 on 7 days in 30 days"},
	{"careful", "s0 s5 s10 s15 s20 s30", ""},
	{"careful", "s0 s5 s10 s15 s20 s25 s29", ""},

	/* above 5, one a day, a soft one counts half */
	{"mailman2", "6*u0", "score: hard 5.1.1 on 6 days in 5 days, score 6"},
	{"mailman2", "5*u0", ""},
	{"mailman2", "11*s0", "score: soft 4.2.0 on 11 days in 10 days, score 5.5"},
	{"mailman2", "10*s0", ""},
	{"mailman2", "u0 u0.1 u0.2 u0.3 u0.4 u1 u2 u3 u4", ""},
	{"mailman2", "u0 u7 u14 u21 u28 u35", "score: hard 5.1.1 on 6 days in 35 days, score 6"},
	{"mailman2", "u0 u7 u14 u21.5 u28 u35", ""},
	{"mailman2", "u0 6*u20", "score: hard 5.1.1 on 7 days in 25 days, score 6"},
	{"mailman2", "20*w0", ""},

	{"mailman3", "5*u0", "score: hard 5.1.1 on 5 days in 4 days, score 5"},
	{"mailman3", "4*u0", ""},
	{"mailman3", "5*s0", "score: soft 4.2.0 on 5 days in 4 days, score 5"},
	{"mailman3", "u0 u0.1 u1 u2 u3", ""},
	{"mailman3", "u0 u7.1 u8 u9 u10", ""},

	{"listmonk", "u0", "hard: hard 5.1.1 once"},
	{"listmonk", "20*s0", ""},
	{"listmonk", "s0 u3", "hard: hard 5.1.1 once"},

	{"phplist", "5*s0", "consecutive: soft 4.2.0 on 5 days in 4 days"},
	{"phplist", "4*s0", ""},
	{"phplist", "u0 4*u183", ""},

	{"sympa", "75*u0", "level2: hard 5.1.1 on 75 days in 74 days, score 75"},
	{"sympa", "74*u0", ""},
	{"sympa", "149*s0", ""},
	{"sympa", "150*s0", "level2: soft 4.2.0 on 150 days in 149 days, score 75"},

	{"postal", "u0 u1", "hard-fails: hard 5.1.1 on 2 days in 1 day, score 2"},
	{"postal", "u0 u1.1", ""},
	{"postal", "u0", ""},
	{"postal", "u31 u31.5", ""},
	{"postal", "u0 s0.9 u1.8", ""},

	{"ses", "u0", "bounce: hard 5.1.1 once"},
	{"ses", "s0", ""},
};

static void
test_presets(void **state)
{
	for_each_case(c, presets) {
		g_autoptr(Policy) policy = load(c->preset, no_settings);
		g_autofree char *got = judge(*state, policy, c->history);

		check(g_str_equal(got, c->want), "%s, %s: \"%s\", not \"%s\"", c->preset,
		      c->history, got, c->want);
	}
}

/* Each says where it is from, and is tried above: with what it takes, and what not. */
static void
test_all_presets(void **state)
{
	g_auto(GStrv) names = policy_presets(&(PolicyPlaces){"share", NULL});

	assert_true(g_strv_length(names) >= 8);
	for (char **name = names; *name; name++) {
		g_autoptr(Policy) policy = load(*name, no_settings);
		size_t n_taken = 0, n_left = 0;

		for_each_case(c, presets) {
			bool is_it = g_str_equal(c->preset, *name);

			n_taken += is_it && *c->want;
			n_left += is_it && !*c->want;
		}
		assert_string_equal(policy_name(policy), *name);
		check(*policy_title(policy), "%s has no title", *name);
		check(*policy_source(policy), "%s has no source", *name);
		check(n_taken > 0 && n_left > 0, "%s is not tried", *name);
	}
	(void)state;
}

/* ---- the configuration */

static void
test_settings(void **state)
{
	static const struct {
		const char *settings[5], *history, *want;
	} cases[] = {
		{{NULL}, "u0 u3", "gone: hard 5.1.1 on 2 days in 3 days"},
		{{"bounces.preset", "ses"}, "u0", "bounce: hard 5.1.1 once"},
		{{"bounces.expire", "2d"}, "u0 u3", ""},
		{{"bounces.expire", "1y"}, "u0 u200", "gone: hard 5.1.1 on 2 days in 200 days"},
		/* one of the user goes first, or in the place of one of the same name */
		{{"bounces.rule.mine", "remove if class:hard"},
	         "u0 u3",
	         "mine: hard 5.1.1 on 2 days in 3 days"},
		{{"bounces.rule.b", "remove if n:>=3", "bounces.rule.a", "remove if n:>=2"},
	         "u0 u3 u4",
	         "b: hard 5.1.1 on 3 days in 4 days"},
		{{"bounces.rule.gone", "remove if days:>=4"}, "u0 u3", ""},
		{{"bounces.rule.gone", " remove if  days:>=4 "},
	         "4*u0",
	         "gone: hard 5.1.1 on 4 days in 3 days"},
	};

	for_each_case(c, cases) {
		g_autoptr(Policy) policy = load(NULL, c->settings);
		g_autofree char *got = judge(*state, policy, c->history);

		check(g_str_equal(got, c->want), "%s=%s: \"%s\", not \"%s\"",
		      c->settings[0] ? c->settings[0] : "", c->settings[1] ? c->settings[1] : "",
		      got, c->want);
	}
}

static void
test_wrong_settings(void **state)
{
	static const struct {
		const char *settings[3], *want;
	} cases[] = {
		{{"bounces.preset", "none"},
	         "there is no preset \"none\"\nUse one of: careful, listmonk, mailman2, mailman3, "
	         "phplist, postal, ses, sympa."},
		{{"bounces.preset", "../rules/ses"}, "there is no preset \"../rules/ses\"\n"},
		{{"bounces.expire", "soon"}, "bounces.expire: is no time such as 180d"},
		{{"bounces.rule.x", "class:hard"},
	         "bounces.rule.x: does not begin with \"remove if\"\n"},
		{{"bounces.rule.x", "remove if class:dead"},
	         "bounces.rule.x: class: takes one of unknown, hard"},
		{{"bounces.rule.x", "remove if "}, "bounces.rule.x: there is no condition\n"},
		{{"bounces.rule.a b", "remove if n:>=1"},
	         "bounces.rule.a b: a name has letters, digits, - and _ only\n"},
	};

	for_each_case(c, cases) {
		g_autoptr(GError) error = NULL;
		g_autoptr(Policy) policy =
			policy_load(&(PolicyPlaces){"share", NULL}, c->settings, NULL, &error);

		check(!policy, "%s=%s", c->settings[0], c->settings[1]);
		check(g_str_has_prefix(error->message, c->want), "\"%s\", not \"%s\"",
		      error->message, c->want);
		check(strchr(error->message, '\n'), "%s: nothing to do", c->settings[1]);
	}
	(void)state;
}

/* ---- files of the user */

#define PRESET "[preset]\ntitle = t\n"

static void
test_files(void **state)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{PRESET "[rule a]\nif = class:hard\n", ""},
		{PRESET "[rule a]\npermanent = 1\nat-least = 2\n", ""},
		{"", "[preset]: title: is not there"},
		{"[preset]\n[rule a]\nif = n:1\n", "[preset]: title: is not there"},
		{PRESET, "[rule NAME]: if: there is no rule"},
		{PRESET "[rule a]\n", "[rule a]: if: there is neither this nor"},
		{PRESET "[rule a]\nif = class:dead\n", "[rule a]: if: class: takes one of"},
		{PRESET "[rule a]\nif = \n", "[rule a]: if: there is neither this nor"},
		{PRESET "[rule a]\nif = n:1\nbounces = (\n", "[rule a]: bounces: "},
		{PRESET "[rule a]\nif = n:1\nwhen = now\n", "[rule a]: when: there is no such key"},
		{PRESET "[rule a b]\nif = n:1\n", "[rule a b]: a b: a name has letters"},
		{PRESET "expire = 180\n[rule a]\nif = n:1\n", "[preset]: expire: is no time"},
		{PRESET "colour = red\n[rule a]\nif = n:1\n",
	         "[preset]: colour: there is no such key"},
		{PRESET "[rules]\nif = n:1\n",
	         "[rules]: rules: a group is [preset] or [rule NAME]"},
		{PRESET "[rule a]\nif = n:1\nstale = 7d\n",
	         "[rule a]: stale: there is no at-least"},
		{PRESET "[rule a]\nat-least = 1\nmore-than = 1\n", "[rule a]: at-least: there is"},
		{PRESET "[rule a]\nat-least = many\n", "[rule a]: at-least: is no number"},
		{PRESET "[rule a]\nat-least = nan\n", "[rule a]: at-least: is no number"},
		{PRESET "[rule a]\nat-least = 1\npermanent = -1\n", "[rule a]: permanent: is no"},
		{PRESET "[rule a]\nat-least = 0\npermanent = 1\n",
	         "[rule a]: at-least: is reached by no bounce at all"},
		{PRESET "[rule a]\nat-least = 1\n", "[rule a]: permanent: no bounce has a weight"},
		{PRESET "[rule a]\nat-least = 1\npermanent = 1\ncount = weeks\n",
	         "[rule a]: count: is neither days nor events"},
		{"nonsense", "Key file contains line"},
	};
	g_autofree char *dir = g_dir_make_tmp("policy-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(dir, "mine.conf", NULL);
	const PolicyPlaces places = {"share", dir};

	for_each_case(c, cases) {
		g_autoptr(GError) error = NULL;

		assert_true(g_file_set_contents(path, c->text, -1, NULL));
		g_autoptr(Policy) policy = policy_load(&places, no_settings, "mine", &error);

		check(!policy == (*c->want != '\0'), "%s: %s", c->text,
		      error ? error->message : "is taken");
		check(!error || (strstr(error->message, c->want) && strstr(error->message, path)),
		      "%s: \"%s\", not \"%s\"", c->text, error->message, c->want);
	}
	g_unlink(path);
	g_rmdir(dir);
	(void)state;
}

/* One of the user's own goes before ours of the same name. */
static void
test_own_files(void **state)
{
	g_autofree char *dir = g_dir_make_tmp("policy-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(dir, "careful.conf", NULL);
	const PolicyPlaces places = {"share", dir};

	assert_true(g_file_set_contents(path, PRESET "[rule mine]\nif = n:1\n", -1, NULL));
	g_auto(GStrv) names = policy_presets(&places);
	g_autoptr(Policy) policy = policy_load(&places, no_settings, NULL, NULL);
	g_autofree char *got = judge(*state, policy, "u0");

	assert_int_equal(g_strv_length(names), 8);
	assert_string_equal(got, "mine: hard 5.1.1 once");
	g_unlink(path);
	g_rmdir(dir);
}

/* ---- offers */

static Mark
mark_of(const char *identity, void *user)
{
	(void)user;
	if (g_str_has_prefix(identity, "kept"))
		return (Mark){MARK_KEEP, MARK_USER, NOW, "", ""};
	if (g_str_has_prefix(identity, "loaded"))
		return (Mark){MARK_KEEP, "import:f", NOW, "", ""};
	if (g_str_has_prefix(identity, "done"))
		return (Mark){MARK_REMOVE, MARK_USER, NOW, "", ""};
	return MARK_UNMARKED;
}

static bool
is_ignored(const char *message_id, const char *identity, void *user)
{
	(void)message_id;
	(void)user;
	return g_str_has_prefix(identity, "ignored");
}

static Model *
model_of_all(const BounceKb *kb, const char *guards)
{
	static const char *const addresses[] = {"b@x",    "a@x",       "kept@x", "loaded@x",
	                                        "done@x", "ignored@x", "abuse@x"};
	const char *const settings[] = {"bounces.guards", guards, NULL};
	g_autoptr(Guarding) guarding = guarding_new(settings);
	Model *model = model_new();

	for (size_t i = 0; i < G_N_ELEMENTS(addresses); i++)
		add_history(model, addresses[i], "u1 u5");
	add_history(model, "fine@x", "s1");
	add_history(model, "proofless@x", "u1 u5");
	model_refresh(model);
	for (size_t i = 0; i < G_N_ELEMENTS(addresses); i++) {
		g_autofree char *key = g_strconcat("address:", addresses[i], NULL);

		model_set_standing(model, key, &(Standing){PROOF_STORE, "", 0});
	}
	model_refresh(model);
	model_set_marks(model, &(MarkLookup){.of = mark_of, .is_ignored = is_ignored});
	model_set_guards(model, guarding);
	model_group_by(model, GROUPING_NONE, kb);
	return model;
}

static char *
describe_offers(Policy *policy, Model *model, const FilterContext *context)
{
	g_autoptr(GPtrArray) offers = policy_offers(policy, model, context);
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < offers->len; i++) {
		const Offer *offer = offers->pdata[i];

		g_string_append_printf(out, "%s %s %s: %s\n", offer_kind_name(offer->kind),
		                       policy_rule_name(offer->rule), offer->row->address,
		                       offer->why);
	}
	return g_string_free(out, FALSE);
}

static void
test_offers(void **state)
{
	static const char *const want =
		"proposed gone a@x: hard 5.1.1 on 2 days in 4 days\n"
		"proposed gone b@x: hard 5.1.1 on 2 days in 4 days\n"
		"kept gone kept@x: you marked it keep on 2026-07-09\n"
		"kept gone loaded@x: marked keep by import:f on 2026-07-09\n"
		"held gone abuse@x: your own address, a role's, or protected\n"
		"held gone proofless@x: nothing shows that you sent the mail\n";
	const FilterContext context = {*state, NOW};
	g_autoptr(Model) model = model_of_all(*state, "");
	g_autoptr(Policy) policy = load(NULL, no_settings);

	model_set_policy(model, policy, &context);
	g_autofree char *got = describe_offers(policy, model, &context);

	assert_string_equal(got, want);
	assert_int_equal(model_count_proposed(model), 2);
	assert_string_equal(policy_proposal(model_row(model, "address:a@x")), "gone");
	assert_string_equal(policy_proposal(model_row(model, "address:kept@x")), "");
	assert_string_equal(policy_proposal(model_row(model, "address:abuse@x")), "");
	assert_int_equal(model_row_letter(model_row(model, "address:a@x")), MARK_LETTER_RULE);
	assert_int_equal(model_row_letter(model_row(model, "address:done@x")), 'D');

	/* The letter goes with the policy. */
	model_set_policy(model, NULL, &context);
	assert_int_equal(model_count_proposed(model), 0);
	assert_int_equal(model_row_letter(model_row(model, "address:a@x")), ' ');
}

static void
test_what_stands_in_the_way(void **state)
{
	char user[] = MARK_USER, rule[] = MARK_RULE "gone", file[] = MARK_IMPORT "f";
	const struct {
		const char *name;
		Row row;
		OfferKind want;
	} cases[] = {
		{"nothing", {.mark = &(const Mark){MARK_NONE, "", 0, "", ""}}, OFFER_PROPOSED},
		{"a guard",
	         {.mark = &(const Mark){MARK_NONE, "", 0, "", ""}, .guards = GUARD_ALIVE},
	         OFFER_HELD},
		{"who keeps it",
	         {.mark = &(const Mark){MARK_KEEP, user, 1, "", ""}, .guards = GUARD_ALIVE},
	         OFFER_KEPT},
		{"a file that does",
	         {.mark = &(const Mark){MARK_KEEP, file, 1, "", ""}},
	         OFFER_KEPT},
		{"a guard that came after the rule",
	         {.mark = &(const Mark){MARK_REMOVE, rule, 1, "", ""}, .guards = GUARD_ALIVE},
	         OFFER_HELD},
		{"none that somebody has seen",
	         {.mark = &(const Mark){MARK_REMOVE, user, 1, "", ""}, .guards = GUARD_ALIVE},
	         OFFER_PROPOSED},
	};

	for_each_case(c, cases)
		check(offer_kind_of(&c->row) == c->want, "%s: %s", c->name,
		      offer_kind_name(offer_kind_of(&c->row)));
	(void)state;
}

/* What is limited to is what is offered, and mark:rule limits to what is proposed. */
static void
test_limits(void **state)
{
	const FilterContext context = {*state, NOW};
	g_autoptr(Model) model = model_of_all(*state, "off");
	g_autoptr(Policy) policy = load(NULL, no_settings);
	g_autoptr(Filter) filter = filter_parse("mark:rule -addr:a@x", NULL, NULL);

	model_limit(model, filter, &context);
	assert_int_equal(model_counts(model)->n_shown, 0);
	model_set_policy(model, policy, &context);
	g_autofree char *got = describe_offers(policy, model, &context);
	assert_string_equal(got, "proposed gone abuse@x: hard 5.1.1 on 2 days in 4 days\n"
	                         "proposed gone b@x: hard 5.1.1 on 2 days in 4 days\n"
	                         "proposed gone proofless@x: hard 5.1.1 on 2 days in 4 days\n");
}

/* Rows that change are looked at again. */
static void
test_changes(void **state)
{
	const FilterContext context = {*state, NOW};
	g_autoptr(Model) model = model_of_all(*state, "");
	g_autoptr(Policy) policy = load(NULL, no_settings);

	model_set_policy(model, policy, &context);
	add_history(model, "a@x", "f0");
	model_refresh(model);
	assert_int_equal(model_count_proposed(model), 1);
	model_set_policy(model, policy, &context);
	assert_int_equal(model_count_proposed(model), 1);
	assert_null(model_row(model, "address:a@x")->rule);
}

/* ---- accepting */

static void
test_accepting(void **state)
{
	const FilterContext context = {*state, NOW};
	g_autoptr(Model) model = model_of_all(*state, "");
	g_autoptr(Policy) policy = load(NULL, no_settings);
	g_autofree char *dir = g_dir_make_tmp("policy-XXXXXX", NULL);
	g_autoptr(Marks) marks = marks_open(dir, "p", "/mail", NULL);

	model_set_policy(model, policy, &context);
	g_autoptr(GPtrArray) offers = policy_offers(policy, model, &context);
	/* all but the first; what is kept or held is never accepted */
	const bool accepts[] = {false, true, true, true, true, true};
	g_autoptr(GPtrArray) some = policy_accept(offers, accepts, marks, NOW, NULL);
	Mark mark = marks_get(marks, "b@x");

	assert_int_equal(offers->len, G_N_ELEMENTS(accepts));
	assert_int_equal(some->len, 1);
	assert_int_equal(mark.state, MARK_REMOVE);
	assert_string_equal(mark.by, "rule:gone");
	assert_string_equal(mark.reason, "user-unknown");
	assert_string_equal(mark.note, "hard 5.1.1 on 2 days in 4 days");
	assert_int_equal(mark.time, NOW);

	g_autoptr(GPtrArray) undone = marks_undo(marks, NULL);
	assert_int_equal(undone->len, 1);
	g_autoptr(GPtrArray) all = policy_accept(offers, NULL, marks, NOW, NULL);
	assert_int_equal(all->len, 2);
	g_autoptr(GPtrArray) undone_all = marks_undo(marks, NULL);
	assert_int_equal(undone_all->len, 2);
	assert_int_equal(marks_get(marks, "a@x").state, MARK_NONE);

	g_autofree char *command = g_strdup_printf("rm -r '%s'", dir);
	g_clear_pointer(&marks, marks_free);
	assert_true(g_spawn_command_line_sync(command, NULL, NULL, NULL, NULL));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_presets),
		cmocka_unit_test(test_all_presets),
		cmocka_unit_test(test_settings),
		cmocka_unit_test(test_wrong_settings),
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_own_files),
		cmocka_unit_test(test_offers),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_changes),
		cmocka_unit_test(test_accepting),
		cmocka_unit_test(test_what_stands_in_the_way),
	};

	return cmocka_run_group_tests(tests, load_kb, unload_kb);
}
