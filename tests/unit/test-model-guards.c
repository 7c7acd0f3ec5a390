/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-model-guards.c - what guards a row: each guard, and what just misses it
 */
#include "core/guard-row.h"
#include "core/incident.h"
#include "core/model.h"

#include "report-build.h"

#include "unit.h"

#define HOUR ((gint64)60 * 60)

/* One that nothing guards, when it is proven. */
static const BounceRecipient gone = {
	.address_source = BOUNCE_ADDRESS_SOURCE_FINAL_RECIPIENT,
	.action = BOUNCE_ACTION_FAILED,
	.status = {5, 1, 1},
	.class = BOUNCE_CLASS_HARD,
	.fault = BOUNCE_FAULT_ADDRESS,
	.verdict = BOUNCE_VERDICT_REMOVE,
	.confidence = BOUNCE_CONFIDENCE_HIGH,
};

static const char *
keep(BounceReportBuilder *builder, const char *text)
{
	return bounce_report_builder_keep(builder, bounce_slice(text), G_MAXSIZE);
}

typedef struct {
	const char *address;
	const char *format;
	BounceKind kind;
	BounceRecipient to;
	const char *diagnostic;
	const char *host;
	gint64 date;
} Sent;

static void
add(Model *model, const char *id, const Sent *sent)
{
	BounceReportBuilder *builder = bounce_report_builder_new();
	BounceRecipient *to = bounce_report_builder_add(builder);
	const BounceRecipient empty = *to;

	bounce_report_builder_envelope(builder)->kind = sent->kind;
	bounce_report_builder_envelope(builder)->format = keep(builder, sent->format);
	*to = sent->to;
	to->address = keep(builder, sent->address);
	to->diagnostic = keep(builder, sent->diagnostic);
	to->remote_mta = keep(builder, sent->host);
	to->final_recipient = to->original_recipient = empty.final_recipient;
	to->reason = to->rule = to->evidence = to->overruled = to->held = empty.reason;

	g_autoptr(BounceReport) report = bounce_report_builder_end(builder);
	model_add(model, &(Origin){id, id, 0, sent->date, false}, report);
}

static Guarding *
guarding(const char *guards)
{
	const char *const settings[] = {
		"user.primary_email",
		"owner@example.org",
		"bounces.protect",
		"*@board.example",
		"bounces.guards",
		guards,
		NULL,
	};

	return guarding_new(settings);
}

/* ---- by themselves */

static void
check_row(const char *name, const char *address, const Sent *sent, const Standing *standing,
          GuardSet want)
{
	g_autoptr(Model) model = model_new();
	g_autoptr(Guarding) on = guarding("");
	g_autofree char *key = g_strconcat("address:", address, NULL);

	add(model, "1", sent);
	model_refresh(model);
	model_set_standing(model, key, standing);
	model_refresh(model);
	model_set_guards(model, on);

	g_autofree char *got = guard_row_describe(model_row(model, key));
	check(model_row(model, key)->guards == want, "%s: %s", name, got);
}

static void
test_facts(void **state)
{
	static const struct {
		const char *name;
		BounceClass class;
		BounceFault fault;
		BounceStatus status;
		GuardSet want;
	} cases[] = {
		{"hard", BOUNCE_CLASS_HARD, BOUNCE_FAULT_ADDRESS, {5, 1, 1}, 0},
		{"policy", BOUNCE_CLASS_POLICY, BOUNCE_FAULT_MAILBOX, {5, 7, 2}, GUARD_POLICY},
		{"the sender", BOUNCE_CLASS_SOFT, BOUNCE_FAULT_SENDER, {4, 7, 0}, GUARD_POLICY},
		{"the message", BOUNCE_CLASS_SOFT, BOUNCE_FAULT_MESSAGE, {4, 2, 3}, GUARD_POLICY},
		{"no such user, 5.7.1", BOUNCE_CLASS_HARD, BOUNCE_FAULT_ADDRESS, {5, 7, 1}, 0},
		{"full", BOUNCE_CLASS_SOFT, BOUNCE_FAULT_MAILBOX, {5, 2, 2}, 0},
		{"network", BOUNCE_CLASS_SOFT, BOUNCE_FAULT_NETWORK, {5, 1, 1}, GUARD_INFRA},
		{"technical", BOUNCE_CLASS_HARD, BOUNCE_FAULT_TECHNICAL, {5, 1, 1}, GUARD_INFRA},
		{"X.2, unknown", BOUNCE_CLASS_UNKNOWN, BOUNCE_FAULT_UNKNOWN, {5, 2, 0}, 0},
		{"X.3, unknown",
	         BOUNCE_CLASS_UNKNOWN,
	         BOUNCE_FAULT_UNKNOWN,
	         {5, 3, 0},
	         GUARD_INFRA},
		{"X.5, unknown",
	         BOUNCE_CLASS_UNKNOWN,
	         BOUNCE_FAULT_UNKNOWN,
	         {5, 5, 0},
	         GUARD_INFRA},
		{"X.6, unknown", BOUNCE_CLASS_UNKNOWN, BOUNCE_FAULT_UNKNOWN, {5, 6, 0}, 0},
		{"X.4, but the domain is not",
	         BOUNCE_CLASS_HARD,
	         BOUNCE_FAULT_ADDRESS,
	         {5, 4, 4},
	         0},
		{"class delayed",
	         BOUNCE_CLASS_DELAYED,
	         BOUNCE_FAULT_ADDRESS,
	         {4, 1, 1},
	         GUARD_DELAYED},
	};

	for_each_case(c, cases) {
		Sent sent = {"a@x", "rfc3464", BOUNCE_KIND_FAILURE, gone, "", "", 1};

		sent.to.class = c->class;
		sent.to.fault = c->fault;
		sent.to.status = c->status;
		check_row(c->name, "a@x", &sent, &(Standing){PROOF_STORE, "", 0}, c->want);
	}
	(void)state;
}

static void
test_sources(void **state)
{
	static const struct {
		const char *name, *format;
		BounceKind kind;
		BounceAction action;
		BounceAddressSource source;
		BounceConfidence confidence;
		bool conflict;
		GuardSet want;
	} cases[] = {
		{"a report", "rfc3464", BOUNCE_KIND_FAILURE, BOUNCE_ACTION_FAILED,
	         BOUNCE_ADDRESS_SOURCE_FINAL_RECIPIENT, BOUNCE_CONFIDENCE_MEDIUM, false, 0},
		{"confidence low", "rfc3464", BOUNCE_KIND_FAILURE, BOUNCE_ACTION_FAILED,
	         BOUNCE_ADDRESS_SOURCE_FINAL_RECIPIENT, BOUNCE_CONFIDENCE_LOW, false,
	         GUARD_LOWCONF},
		{"no field for the address", "rfc3464", BOUNCE_KIND_FAILURE, BOUNCE_ACTION_FAILED,
	         BOUNCE_ADDRESS_SOURCE_TEXT, BOUNCE_CONFIDENCE_HIGH, false, GUARD_LOWCONF},
		{"generic", "generic", BOUNCE_KIND_FAILURE, BOUNCE_ACTION_NONE,
	         BOUNCE_ADDRESS_SOURCE_TEXT, BOUNCE_CONFIDENCE_HIGH, false, GUARD_LOWCONF},
		{"a known format", "qmail", BOUNCE_KIND_FAILURE, BOUNCE_ACTION_NONE,
	         BOUNCE_ADDRESS_SOURCE_TEXT, BOUNCE_CONFIDENCE_HIGH, false, 0},
		{"contradiction", "rfc3464", BOUNCE_KIND_FAILURE, BOUNCE_ACTION_FAILED,
	         BOUNCE_ADDRESS_SOURCE_FINAL_RECIPIENT, BOUNCE_CONFIDENCE_HIGH, true,
	         GUARD_CONFLICT},
		{"Action: delayed", "rfc3464", BOUNCE_KIND_FAILURE, BOUNCE_ACTION_DELAYED,
	         BOUNCE_ADDRESS_SOURCE_FINAL_RECIPIENT, BOUNCE_CONFIDENCE_HIGH, false,
	         GUARD_DELAYED},
		{"a warning without a field", "qmail", BOUNCE_KIND_DELAY, BOUNCE_ACTION_NONE,
	         BOUNCE_ADDRESS_SOURCE_TEXT, BOUNCE_CONFIDENCE_HIGH, false, GUARD_DELAYED},
		{"failed, in a warning", "rfc3464", BOUNCE_KIND_DELAY, BOUNCE_ACTION_FAILED,
	         BOUNCE_ADDRESS_SOURCE_FINAL_RECIPIENT, BOUNCE_CONFIDENCE_HIGH, false, 0},
	};

	for_each_case(c, cases) {
		Sent sent = {"a@x", c->format, c->kind, gone, "", "", 1};

		sent.to.action = c->action;
		sent.to.address_source = c->source;
		sent.to.confidence = c->confidence;
		sent.to.conflict = c->conflict;
		check_row(c->name, "a@x", &sent, &(Standing){PROOF_VERP, "", 0}, c->want);
	}
	(void)state;
}

static void
test_standing_and_protection(void **state)
{
	static const struct {
		const char *address;
		Standing standing;
		GuardSet want;
	} cases[] = {
		{"a@x", {PROOF_STORE, "", 0}, 0},
		{"a@x", {PROOF_LIST, "news", 0}, 0},
		{"a@x", {PROOF_NOT_ASKED, "", 0}, GUARD_UNPROVEN},
		{"a@x", {PROOF_UNPROVEN, "", 0}, GUARD_UNPROVEN},
		{"a@x", {PROOF_STORE, "", 5}, GUARD_ALIVE},
		{"a@x", {PROOF_UNPROVEN, "", 5}, GUARD_UNPROVEN | GUARD_ALIVE},
		{"owner@example.org", {PROOF_STORE, "", 0}, GUARD_PROTECTED},
		{"owner@example.com", {PROOF_STORE, "", 0}, 0},
		{"ann@board.example", {PROOF_STORE, "", 0}, GUARD_PROTECTED},
		{"abuse@x", {PROOF_STORE, "", 0}, GUARD_PROTECTED},
	};

	for_each_case(c, cases) {
		const Sent sent = {c->address, "rfc3464", BOUNCE_KIND_FAILURE, gone, "", "", 1};

		check_row(c->address, c->address, &sent, &c->standing, c->want);
	}
	(void)state;
}

/* The list takes no such mail in; who asks about one all the same is told. */
static void
test_what_is_no_bounce(void **state)
{
	BounceReportBuilder *builder = bounce_report_builder_new();

	BounceRecipient *to = bounce_report_builder_add(builder);

	to->fault = BOUNCE_FAULT_ADDRESS;
	to->confidence = BOUNCE_CONFIDENCE_HIGH;
	bounce_report_builder_envelope(builder)->kind = BOUNCE_KIND_AUTO_REPLY;

	g_autoptr(BounceReport) report = bounce_report_builder_end(builder);
	const Event event = {.report = report, .to = bounce_report_recipient(report, 0)};
	const Event nobody = {.report = report};
	const Row row = {.latest = &event, .standing = {PROOF_STORE, "", 0}};
	const Row of_nobody = {.latest = &nobody};

	assert_int_equal(guard_row(&row), GUARD_NOTBOUNCE);
	assert_int_equal(guard_row(&of_nobody), GUARD_NOTBOUNCE);
	(void)state;
}

/* ---- incidents */

/* n addresses of a domain, from at on, step apart. */
typedef struct {
	unsigned n;
	const char *domain, *words, *host;
	gint64 at, step;
} Series;

static void
add_series(Model *model, const Series *series, char letter)
{
	for (unsigned i = 0; i < series->n; i++) {
		g_autofree char *address = g_strdup_printf("%c%u@%s", letter, i, series->domain);
		g_autofree char *id = g_strdup_printf("%c%u", letter, i);
		g_autofree char *words = g_strdup_printf("550 <%s> %s", address, series->words);

		add(model, id,
		    &(Sent){address, "rfc3464", BOUNCE_KIND_FAILURE, gone, words, series->host,
		            series->at + i * series->step});
	}
}

static unsigned
count_guarded(const Model *model, GuardSet guards)
{
	unsigned n = 0;

	for (size_t i = 0; i < model_n_lines(model); i++) {
		const Row *row = model_line(model, i).row;

		n += row && row->guards & guards;
	}
	return n;
}

static void
test_incidents(void **state)
{
	static const struct {
		const char *name;
		Series series[2];
		unsigned want;
	} cases[] = {
		{"ten", {{10, "x", "no", "", HOUR, 1}}, 10},
		{"nine", {{9, "x", "no", "", HOUR, 1}}, 0},
		{"without a date", {{10, "x", "no", "", 0, 0}}, 0},
		{"half of all", {{10, "x", "no", "", HOUR, 2}, {10, "x", "full", "", HOUR, 1}}, 20},
		{"ten of nineteen",
	         {{10, "x", "no", "", HOUR, 2}, {9, "x", "full", "", HOUR, 1}},
	         10},
		{"ten of twenty-one",
	         {{10, "x", "no", "", HOUR, 0}, {11, "x", "full", "", HOUR, 0}},
	         11},
		{"half at one time",
	         {{10, "x", "no", "", HOUR, 0}, {10, "x", "full", "", HOUR, 0}},
	         20},
		{"other domains do not count",
	         {{10, "x", "no", "", HOUR, 1}, {50, "y", "no way", "", HOUR, 24 * HOUR}},
	         10},
		{"just a day", {{10, "x", "no", "", HOUR, (24 * HOUR - 1) / 9}}, 10},
		{"over midnight", {{10, "x", "no", "", 23 * HOUR, HOUR / 3}}, 10},
		{"more than a day", {{10, "x", "no", "", HOUR, 24 * HOUR / 9 + 1}}, 0},
		{"before 1970", {{10, "x", "no", "", -HOUR, 1}}, 10},
		{"at a host",
	         {{5, "x", "no", "mx.example", HOUR, 1}, {5, "y", "no", "MX.example", HOUR, 1}},
	         10},
		{"at two hosts",
	         {{5, "x", "no", "mx1.example", HOUR, 1}, {5, "y", "no", "mx2.example", HOUR, 1}},
	         0},
	};

	for_each_case(c, cases) {
		g_autoptr(Model) model = model_new();
		g_autoptr(Guarding) on = guarding("");

		for (size_t i = 0; i < G_N_ELEMENTS(c->series); i++)
			add_series(model, &c->series[i], (char)('a' + i));
		model_refresh(model);
		model_set_guards(model, on);

		unsigned n = count_guarded(model, GUARD_INCIDENT);
		check(n == c->want, "%s: %u, not %u", c->name, n, c->want);
	}
	(void)state;
}

/* How many shared it, of how many of that place, on which day. */
static void
test_how_large_an_incident_was(void **state)
{
	static const struct {
		const char *name, *address, *words;
		Series series[2];
	} cases[] = {
		{"all",
	         "a0@x",
	         "same reply: 10 of 10 on 1970-01-02",
	         {{10, "x", "no", "", 30 * HOUR, 1}}},
		{"the first of some",
	         "a0@x",
	         "same reply: 10 of 19 on 1970-01-01",
	         {{10, "x", "no", "", HOUR, 2}, {9, "x", "full", "", HOUR, 1}}},
		{"the last of them",
	         "a9@x",
	         "same reply: 10 of 19 on 1970-01-01",
	         {{10, "x", "no", "", HOUR, 2}, {9, "x", "full", "", HOUR, 1}}},
		{"begun the day before",
	         "a9@x",
	         "same reply: 10 of 10 on 1970-01-01",
	         {{10, "x", "no", "", 23 * HOUR, HOUR / 3}}},
		{"all its day, of an outage of days",
	         "a12@x",
	         "same reply: 12 of 12 on 1970-01-02",
	         {{36, "x", "no", "", 0, 2 * HOUR}}},
		{"at a host",
	         "a0@x",
	         "same reply: 10 of 10 at its host on 1970-01-01",
	         {{5, "x", "no", "mx.example", HOUR, 1}, {5, "y", "no", "mx.example", HOUR, 1}}},
		{"the larger of domain and host",
	         "a0@x",
	         "same reply: 12 of 12 at its host on 1970-01-01",
	         {{10, "x", "no", "mx.example", HOUR, 1}, {2, "y", "no", "mx.example", HOUR, 1}}},
	};

	for_each_case(c, cases) {
		g_autoptr(Model) model = model_new();
		g_autoptr(Guarding) on = guarding("");
		g_autofree char *key = g_strconcat("address:", c->address, NULL);
		g_autofree char *want =
			g_strconcat(c->words, "; ", guard_words(GUARD_BIT_UNPROVEN), NULL);

		for (size_t i = 0; i < G_N_ELEMENTS(c->series); i++)
			add_series(model, &c->series[i], (char)('a' + i));
		model_refresh(model);
		model_set_guards(model, on);

		g_autofree char *got = guard_row_describe(model_row(model, key));
		check(g_str_equal(got, want), "%s: %s", c->name, got);
	}
	(void)state;
}

/* The bounces of an incident that count for an address, by its latest. */
static void
test_only_the_latest_bounce_is_guarded(void **state)
{
	g_autoptr(Model) model = model_new();
	g_autoptr(Guarding) on = guarding("");
	const Series series = {10, "x", "no", "", HOUR, 1};

	add_series(model, &series, 'a');
	add(model, "later",
	    &(Sent){"a3@x", "rfc3464", BOUNCE_KIND_FAILURE, gone, "550 gone", "", 99 * HOUR});
	model_refresh(model);
	model_set_guards(model, on);
	assert_int_equal(count_guarded(model, GUARD_INCIDENT), 9);
	assert_int_equal(model_row(model, "address:a3@x")->guards, GUARD_UNPROVEN);
	(void)state;
}

/* What is still being tried says nothing, and is no part of all that failed. */
static void
test_delays_are_not_counted(void **state)
{
	static const Series series = {10, "x", "no", "", HOUR, 1};
	g_autoptr(Model) model = model_new();
	g_autoptr(Guarding) on = guarding("");
	BounceRecipient delayed = gone;

	delayed.action = BOUNCE_ACTION_DELAYED;
	add_series(model, &series, 'a');
	for (unsigned i = 0; i < 40; i++) {
		g_autofree char *address = g_strdup_printf("d%u@x", i);

		add(model, address,
		    &(Sent){address, "rfc3464", BOUNCE_KIND_DELAY, delayed, "450 no", "",
		            HOUR + 5});
	}
	model_refresh(model);
	model_set_guards(model, on);
	assert_int_equal(count_guarded(model, GUARD_INCIDENT), 10);
	(void)state;
}

static void
test_one_address_is_no_incident(void **state)
{
	g_autoptr(Model) model = model_new();
	g_autoptr(Guarding) on = guarding("");

	for (unsigned i = 0; i < 2 * INCIDENT_ADDRESSES; i++) {
		g_autofree char *id = g_strdup_printf("%u", i);

		add(model, id,
		    &(Sent){"a@x", "rfc3464", BOUNCE_KIND_FAILURE, gone, "550 gone", "", HOUR + i});
	}
	model_refresh(model);
	model_set_guards(model, on);
	assert_int_equal(count_guarded(model, GUARD_INCIDENT), 0);
	(void)state;
}

static Mark
no_mark(const char *identity, void *user)
{
	(void)identity;
	(void)user;
	return MARK_UNMARKED;
}

static bool
is_of_a0(const char *message_id, const char *identity, void *user)
{
	(void)message_id;
	(void)user;
	return g_str_equal(identity, "a0@x");
}

static void
test_what_is_ignored_makes_no_incident(void **state)
{
	g_autoptr(Model) model = model_new();
	g_autoptr(Guarding) on = guarding("");
	const Series series = {10, "x", "no", "", HOUR, 1};

	add_series(model, &series, 'a');
	model_refresh(model);
	model_set_guards(model, on);
	assert_int_equal(count_guarded(model, GUARD_INCIDENT), 10);

	model_set_marks(model, &(MarkLookup){.of = no_mark, .is_ignored = is_of_a0});
	model_set_guards(model, on);
	assert_int_equal(count_guarded(model, GUARD_INCIDENT), 0);
	(void)state;
}

/* ---- the model */

static void
test_off_guards_nothing(void **state)
{
	g_autoptr(Model) model = model_new();
	g_autoptr(Guarding) on = guarding("");
	g_autoptr(Guarding) off = guarding("off");
	const Series series = {10, "x", "no", "", HOUR, 1};

	add_series(model, &series, 'a');
	model_refresh(model);
	model_set_guards(model, on);
	assert_int_equal(count_guarded(model, GUARD_INCIDENT | GUARD_UNPROVEN), 10);
	model_set_guards(model, off);
	assert_int_equal(count_guarded(model, ~0U), 0);
	model_set_guards(model, on);
	assert_int_equal(count_guarded(model, GUARD_UNPROVEN), 10);
	(void)state;
}

static void
test_nothing_is_done_twice(void **state)
{
	g_autoptr(Model) model = model_new();
	g_autoptr(Guarding) on = guarding("");
	const Series series = {3, "x", "no", "", HOUR, 1};

	add_series(model, &series, 'a');
	model_refresh(model);
	model_set_guards(model, on);

	guint64 revision = model_revision(model);
	model_set_guards(model, on);
	assert_true(model_revision(model) == revision);

	model_set_standing(model, "address:a1@x", &(Standing){PROOF_STORE, "", 0});
	model_refresh(model);
	model_set_guards(model, on);
	assert_int_equal(model_row(model, "address:a1@x")->guards, 0);
	assert_int_equal(model_row(model, "address:a2@x")->guards, GUARD_UNPROVEN);
	(void)state;
}

static void
test_words(void **state)
{
	const Row free = {.guards = GUARD_NONE};
	const Row guarded = {.guards = GUARD_DELAYED | GUARD_ALIVE};
	g_autofree char *none = guard_row_describe(&free);
	g_autofree char *two = guard_row_describe(&guarded);

	assert_string_equal(none, "");
	assert_string_equal(two, "the address wrote after its last bounce; "
	                         "delivery is still being tried");
	assert_int_equal(guard_first(GUARD_DELAYED | GUARD_ALIVE), GUARD_BIT_ALIVE);
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_facts),
		cmocka_unit_test(test_sources),
		cmocka_unit_test(test_standing_and_protection),
		cmocka_unit_test(test_what_is_no_bounce),
		cmocka_unit_test(test_incidents),
		cmocka_unit_test(test_how_large_an_incident_was),
		cmocka_unit_test(test_only_the_latest_bounce_is_guarded),
		cmocka_unit_test(test_delays_are_not_counted),
		cmocka_unit_test(test_one_address_is_no_incident),
		cmocka_unit_test(test_what_is_ignored_makes_no_incident),
		cmocka_unit_test(test_off_guards_nothing),
		cmocka_unit_test(test_nothing_is_done_twice),
		cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
