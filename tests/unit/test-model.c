/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model.h"

#include <string.h>

#include "report-build.h"

#include "kb.h"

#define DAY 86400
#define ROUNDS 200

/* A file of mail. */
typedef struct {
	const char *addresses; /* separated by commas */
	const char *code;
	gint64 date;
	BounceKind kind;
} Mail;

#define FAILED(addresses, code, date)                                                              \
	{                                                                                          \
		addresses, code, date, BOUNCE_KIND_FAILURE                                         \
	}
#define DELAYED(addresses, code, date)                                                             \
	{                                                                                          \
		addresses, code, date, BOUNCE_KIND_DELAY                                           \
	}

static void
add_recipient(BounceReportBuilder *builder, const char *address, const char *code)
{
	const char *kept = bounce_report_builder_keep(builder, bounce_slice(address), G_MAXSIZE);
	BounceRecipient *to = bounce_report_builder_add(builder);

	to->address = kept;
	bounce_status_parse(code, strlen(code), &to->status);
}

static BounceReportBuilder *
begin_report(BounceKind kind, const char *subject)
{
	BounceReportBuilder *builder = bounce_report_builder_new();
	BounceEnvelope *envelope = bounce_report_builder_envelope(builder);

	envelope->kind = kind;
	envelope->subject = bounce_report_builder_keep(builder, bounce_slice(subject), G_MAXSIZE);
	envelope->date = BOUNCE_DATE_NONE;
	return builder;
}

/* Add the report, as a file whose name and Message-ID are "/mail/N", and end it. */
static void
add_report(Model *model, BounceReportBuilder *builder, unsigned n, gint64 date)
{
	g_autoptr(BounceReport) report = bounce_report_builder_end(builder);
	g_autofree char *name = g_strdup_printf("/mail/%02u", n);

	model_add(model, &(Origin){name, name, 0, date, false}, report);
}

static void
add_mail(Model *model, const Mail *mail, unsigned n)
{
	BounceReportBuilder *builder = begin_report(mail->kind, "Undelivered");
	g_auto(GStrv) addresses = g_strsplit(mail->addresses, ",", -1);

	for (char **address = addresses; *address; address++)
		add_recipient(builder, *address, mail->code);
	add_report(model, builder, n, mail->date);
}

/* The list as text: "title: row row; title: row". */
static char *
draw(const Model *model)
{
	GString *out = g_string_new(NULL);

	for (size_t i = 0; i < model_n_lines(model); i++) {
		ModelLine line = model_line(model, i);

		if (line.row)
			g_string_append_printf(out, " %s", line.row->title);
		else
			g_string_append_printf(out, "%s%.3s:", i > 0 ? "; " : "",
			                       line.group->title);
	}
	return g_string_free(out, FALSE);
}

static void
check_list(const Model *model, const char *want)
{
	g_autofree char *got = draw(model);

	check(g_str_equal(got, want), "%s\n  not %s", got, want);
}

/* Every file is counted once, and the rows add up. */
static void
check_counts(const Model *model)
{
	const ModelCounts *counts = model_counts(model);
	size_t n_by_class = 0, n_rows = 0, n_events = 0;

	check(counts->n_files == counts->n_with_rows + counts->n_unrecognised + counts->n_other +
	                                 counts->n_copies + counts->n_unreadable,
	      "%zu files: %zu, %zu, %zu, %zu, %zu", counts->n_files, counts->n_with_rows,
	      counts->n_unrecognised, counts->n_other, counts->n_copies, counts->n_unreadable);
	check(counts->n_by_kind[BOUNCE_KIND_FAILURE] + counts->n_by_kind[BOUNCE_KIND_DELAY] ==
	              counts->n_with_rows + counts->n_unrecognised,
	      "by kind");

	for (size_t i = 0; i < BOUNCE_N_CLASSES; i++)
		n_by_class += counts->n_by_class[i];
	for (size_t i = 0; i < model_n_groups(model); i++) {
		const Group *group = model_group(model, i);

		if (group->kind != GROUP_ADDRESSES)
			continue;
		n_rows += group->rows->len;
		n_events += group->n_events;
	}
	assert_int_equal(counts->n_rows, n_rows);
	assert_int_equal(counts->n_rows, n_by_class);
	assert_int_equal(counts->n_events, n_events);
}

static Model *
model_of(const Mail *mail, size_t n)
{
	Model *model = model_new();

	for (size_t i = 0; i < n; i++)
		add_mail(model, &mail[i], (unsigned)i);
	model_refresh(model);
	check_counts(model);
	return model;
}

static void
test_groups_are_in_order(void **state)
{
	static const Mail mail[] = {
		FAILED("none@a", "", 1),      FAILED("odd@a", "5.9.1", 1),
		FAILED("zero@a", "5.0.0", 1), FAILED("seven@a", "5.7.1", 1),
		FAILED("six@a", "5.6.1", 1),  FAILED("five@a", "5.5.1", 1),
		FAILED("four@a", "4.4.1", 1), FAILED("three@a", "4.3.1", 1),
		FAILED("two@a", "5.2.2", 1),  FAILED("one@a", "5.1.1", 1),
		FAILED("", "5.1.1", 1),
	};
	g_autoptr(Model) model = model_of(mail, G_N_ELEMENTS(mail));

	model_add_unreadable(model, &(Origin){"id", "/mail/gone", 0, 1, false}, "it is gone");
	assert_true(model_refresh(model));
	assert_false(model_refresh(model));
	check_list(model, "X.1: one@a; X.2: two@a; X.3: three@a; X.4: four@a; X.5: five@a; "
	                  "X.6: six@a; X.7: seven@a; X.0: zero@a; Unr: odd@a; No : none@a; "
	                  "Rep: Undelivered; Mai: /mail/gone");
	check_counts(model);
	assert_int_equal(model_n_groups(model), 12);

	const Group *last = model_group(model, 11);
	const Row *gone = last->rows->pdata[0];

	assert_int_equal(last->kind, GROUP_UNREADABLE);
	assert_string_equal(gone->latest->error, "it is gone");
	(void)state;
}

/* In groups by what they are, behind all addresses; each once. */
static void
test_mail_that_is_no_bounce(void **state)
{
	static const Mail mail[] = {
		{"", "", 1, BOUNCE_KIND_OTHER},
		{"a@a", "", 2, BOUNCE_KIND_AUTO_REPLY},
		{"a@a", "2.0.0", 3, BOUNCE_KIND_SUCCESS},
		{"a@a,b@a", "", 4, BOUNCE_KIND_FEEDBACK},
		FAILED("", "5.1.1", 5),
		FAILED("one@a", "5.1.1", 6),
	};

	for (int takes = 0; takes < 2; takes++) {
		g_autoptr(Model) model = model_new();

		if (takes)
			model_take_others(model);
		for (unsigned i = 0; i < G_N_ELEMENTS(mail); i++)
			add_mail(model, &mail[i], i);
		model_refresh(model);
		check_list(model, takes ? "X.1: one@a; Del: Undelivered; Com: Undelivered; "
		                          "Aut: Undelivered; Oth: Undelivered; Rep: Undelivered"
		                        : "X.1: one@a; Rep: Undelivered");
		check_counts(model);
		assert_int_equal(model_counts(model)->n_other, 4);
	}
	(void)state;
}

/* Most events first, those of one address in other spellings among them. */
static void
test_rows_are_in_order(void **state)
{
	static const Mail mail[] = {
		FAILED("c@a", "5.1.1", 5),
		FAILED("b@a", "5.1.1", 5),
		FAILED("late@a", "5.1.1", 9),
		FAILED("often@a", "5.1.1", 2),
		FAILED("Often@A", "5.1.1", 1),
		FAILED("often@bü", "5.1.1", 1),
		FAILED("often@xn--b-eha", "5.1.1", 0),
		FAILED("undated@a", "5.1.1", 0),
	};
	g_autoptr(Model) model = model_of(mail, G_N_ELEMENTS(mail));

	check_list(model, "X.1: often@a often@bü late@a b@a c@a undated@a");
	(void)state;
}

static void
test_date_is_of_the_index_else_of_the_mail(void **state)
{
	g_autoptr(Model) model = model_new();
	BounceReportBuilder *builder = begin_report(BOUNCE_KIND_FAILURE, "");

	bounce_report_builder_envelope(builder)->date = 77;
	add_recipient(builder, "a@b.example", "5.1.1");
	add_report(model, builder, 1, 0);
	add_mail(model, &(Mail)FAILED("a@b.example", "5.1.1", 99), 2);
	model_refresh(model);

	const Row *row = model_line(model, 1).row;

	assert_int_equal(row->first, 77);
	assert_int_equal(row->last, 99);
	assert_string_equal(row->latest->path, "/mail/02");
	(void)state;
}

static void
test_kinds_without_rows_are_counted(void **state)
{
	static const Mail mail[] = {
		{"a@a.example", "2.1.5", 1, BOUNCE_KIND_SUCCESS},
		{"a@a.example", "", 1, BOUNCE_KIND_FEEDBACK},
		{"", "", 1, BOUNCE_KIND_AUTO_REPLY},
		DELAYED("b@a.example", "4.4.1", 1),
	};
	g_autoptr(Model) model = model_of(mail, G_N_ELEMENTS(mail));
	const ModelCounts *counts = model_counts(model);

	add_report(model, begin_report(BOUNCE_KIND_OTHER, ""), 9, 1);
	assert_false(model_refresh(model));
	check_list(model, "X.4: b@a.example");
	assert_int_equal(counts->n_files, 5);
	assert_int_equal(counts->n_other, 4);
	assert_int_equal(counts->n_by_kind[BOUNCE_KIND_SUCCESS], 1);
	assert_int_equal(counts->n_by_kind[BOUNCE_KIND_OTHER], 1);
	check_counts(model);
	(void)state;
}

static void
test_recipients_of_one_report(void **state)
{
	g_autoptr(Model) model = model_new();
	BounceReportBuilder *builder = begin_report(BOUNCE_KIND_FAILURE, "Subject");

	add_recipient(builder, "twice@a.example", "5.1.1");
	add_recipient(builder, "twice@a.example", "5.1.1"); /* says no more */
	add_recipient(builder, "twice@a.example", "5.2.2");
	add_recipient(builder, "went@a.example", "2.1.5");
	bounce_report_builder_recipient(builder, 3)->action = BOUNCE_ACTION_DELIVERED;
	add_recipient(builder, "", "5.7.1");
	bounce_report_builder_recipient(builder, 4)->final_recipient = "final@a.example";
	add_recipient(builder, "", "5.7.1");
	add_report(model, builder, 1, 1);
	model_refresh(model);

	check_list(model, "X.1: twice@a.example; X.7: final@a.example; Rep: Subject");
	check_counts(model);
	assert_int_equal(model_counts(model)->n_with_rows, 1);
	assert_int_equal(model_counts(model)->n_events, 3);
	(void)state;
}

static void
test_reports_that_name_nobody(void **state)
{
	g_autoptr(Model) model = model_new();
	BounceReportBuilder *builder = begin_report(BOUNCE_KIND_FAILURE, "");

	add_recipient(builder, "went@a.example", "2.1.5");
	bounce_report_builder_recipient(builder, 0)->action = BOUNCE_ACTION_RELAYED;
	add_report(model, builder, 1, 3);
	add_report(model, begin_report(BOUNCE_KIND_FAILURE, "Same subject"), 2, 2);
	add_report(model, begin_report(BOUNCE_KIND_DELAY, "Same subject"), 3, 1);
	model_refresh(model);

	check_list(model, "Rep: /mail/01 Same subject Same subject");
	check_counts(model);
	assert_int_equal(model_counts(model)->n_unrecognised, 3);
	assert_null(model_line(model, 1).row->latest->to);
	(void)state;
}

static void
test_copies(void **state)
{
	static const struct {
		const char *message_id;
		const char *subject;
		bool copy;
	} cases[] = {
		{"one@a.example", "Subject", false},
		{"one@a.example", "Subject", true},
		{"one@a.example", "Subject", true},
		{"one@a.example", "Other", false}, /* dma uses one Message-ID for many */
		{"one@a.example", "Other", true},
		{"two@a.example", "Subject", false},
		{"", "Subject", false},
		{"", "Subject", false},
	};
	g_autoptr(Model) model = model_new();
	size_t n_copies = 0;

	for_each_case(c, cases) {
		BounceReportBuilder *builder = begin_report(BOUNCE_KIND_FAILURE, c->subject);

		add_recipient(builder, "a@b.example", "5.1.1");

		g_autoptr(BounceReport) report = bounce_report_builder_end(builder);

		model_add(model, &(Origin){c->message_id, "/mail/x", 0, 1, false}, report);
		n_copies += c->copy;
		check(model_counts(model)->n_copies == n_copies, "row %td", c - cases);
	}
	model_refresh(model);
	check_counts(model);
	assert_int_equal(model_counts(model)->n_events, 5);
	(void)state;
}

static const Mail two_groups[] = {
	FAILED("a@a.example", "5.1.1", 3),
	FAILED("b@a.example", "5.1.1", 2),
	FAILED("c@a.example", "5.2.2", 1),
};

static void
test_folding_and_find(void **state)
{
	g_autoptr(Model) model = model_of(two_groups, G_N_ELEMENTS(two_groups));
	g_autofree char *b = g_strdup(model_line_key(model, 2));
	g_autofree char *c = g_strdup(model_line_key(model, 4));
	g_autofree char *group = g_strdup(model_line_key(model, 3));

	for (size_t i = 0; i < model_n_lines(model); i++)
		assert_int_equal(model_find(model, model_line_key(model, i)), i);
	assert_int_equal(model_find(model, "nonsense"), 5);

	model_fold(model, "group:subject:1", true);
	check_list(model, "X.1:; X.2: c@a.example");
	assert_true(model_line(model, 0).group->folded);
	assert_int_equal(model_find(model, b), 0);
	assert_int_equal(model_find(model, group), 1);
	assert_int_equal(model_find(model, c), 2);

	/* It stays folded, and the keys stay good. */
	add_mail(model, &(Mail)FAILED("d@a.example", "5.1.1", 9), 9);
	assert_int_equal(model_find(model, "address:d@a.example"), model_n_lines(model));
	assert_true(model_refresh(model));
	check_list(model, "X.1:; X.2: c@a.example");
	assert_int_equal(model_find(model, b), 0);
	assert_int_equal(model_group(model, 0)->rows->len, 3);

	model_fold_all(model, true);
	check_list(model, "X.1:; X.2:");
	assert_int_equal(model_find(model, c), 1);
	model_fold_all(model, false);
	check_list(model, "X.1: d@a.example a@a.example b@a.example; X.2: c@a.example");
	assert_int_equal(model_find(model, b), 3);
	(void)state;
}

static void
test_search(void **state)
{
	static const struct {
		const char *needle;
		size_t from;
		int by;
		size_t want;
	} cases[] = {
		{"a@a", 0, 1, 1},          {"a@a", 2, 1, 1},       {"a.example", 3, 1, 4},
		{"a.example", 0, -1, 4},   {"5.2.2", 0, 1, 4},     {"mailbox", 0, 1, 3},
		{"user unknown", 0, 1, 2}, {"no such", 0, 1, 2},   {"nowhere", 0, 1, SEARCH_NONE},
		{"", 0, 1, SEARCH_NONE},   {"a.example", 5, 1, 1},
	};
	g_autoptr(Model) model = model_of(two_groups, 1);
	BounceReportBuilder *builder = begin_report(BOUNCE_KIND_FAILURE, "");

	add_recipient(builder, "b@a.example", "5.1.1");
	bounce_report_builder_recipient(builder, 0)->reason = "user-unknown";
	bounce_report_builder_recipient(builder, 0)->diagnostic = "smtp; 550 No such user";
	add_report(model, builder, 7, 1);
	add_mail(model, &two_groups[2], 8);
	model_refresh(model);

	for_each_case(c, cases) {
		g_autoptr(Search) search = search_new(c->needle);
		size_t got = model_search(model, *state, search, c->from, c->by);

		check(got == c->want, "\"%s\" from %zu by %d: %zu", c->needle, c->from, c->by, got);
	}

	model_fold_all(model, true);
	g_autoptr(Search) row = search_new("a@a");
	g_autoptr(Search) group = search_new("x\\.2");
	assert_int_equal(model_search(model, *state, row, 0, 1), SEARCH_NONE);
	assert_int_equal(model_search(model, *state, group, 0, 1), 1);
}

static void
test_empty(void **state)
{
	g_autoptr(Model) model = model_new();

	assert_false(model_refresh(model));
	assert_int_equal(model_n_lines(model), 0);
	assert_int_equal(model_n_groups(model), 0);
	assert_int_equal(model_find(model, "group:subject:1"), 0);
	g_autoptr(Search) search = search_new("a");
	assert_int_equal(model_search(model, *state, search, 0, 1), SEARCH_NONE);
	check_counts(model);
}

static Mail
random_mail(GRand *rand)
{
	static const char *const addresses[] = {"a@x.example",
	                                        "A@x.example",
	                                        "b@X.example",
	                                        "c@bücher.example",
	                                        "c@xn--bcher-kva.example",
	                                        ""};
	static const char *const codes[] = {"5.1.1", "5.2.2", "4.4.1", "5.9.9", ""};

	return (Mail){
		addresses[g_rand_int_range(rand, 0, G_N_ELEMENTS(addresses))],
		codes[g_rand_int_range(rand, 0, G_N_ELEMENTS(codes))],
		g_rand_int_range(rand, 0, 4),
		(BounceKind)g_rand_int_range(rand, 0, BOUNCE_N_KINDS),
	};
}

/* The list, and the events of each row. */
static char *
draw_all(const Model *model)
{
	g_autofree char *list = draw(model);
	GString *out = g_string_new(list);

	for (size_t i = 0; i < model_n_lines(model); i++) {
		const Row *row = model_line(model, i).row;

		g_string_append_printf(out, "\n%s", model_line_key(model, i));
		for (guint e = 0; row && e < row->events.n; e++) {
			const Event *event = row->events.at[e];

			g_string_append_printf(out, " %s", event->path);
		}
	}
	return g_string_free(out, FALSE);
}

static void
test_order_of_adding_does_not_show(void **state)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(3465);

	for (unsigned round = 0; round < ROUNDS; round++) {
		Mail mail[12];
		unsigned order[G_N_ELEMENTS(mail)];
		g_autoptr(Model) forward = model_new();
		g_autoptr(Model) shuffled = model_new();

		for (unsigned i = 0; i < G_N_ELEMENTS(mail); i++) {
			unsigned other = (unsigned)g_rand_int_range(rand, 0, (gint32)i + 1);

			mail[i] = random_mail(rand);
			add_mail(forward, &mail[i], i);
			order[i] = order[other];
			order[other] = i;
		}
		model_refresh(forward);

		for (unsigned i = 0; i < G_N_ELEMENTS(mail); i++) {
			add_mail(shuffled, &mail[order[i]], order[i]);
			if (g_rand_boolean(rand))
				model_refresh(shuffled);
		}
		model_refresh(shuffled);

		g_autofree char *want = draw_all(forward);
		g_autofree char *got = draw_all(shuffled);

		check(g_str_equal(got, want), "%s\n  not %s", got, want);
		check_counts(shuffled);
	}
	(void)state;
}

static GHashTable *
set_of(const char *message_id)
{
	GHashTable *set = g_hash_table_new(g_str_hash, g_str_equal);

	g_hash_table_add(set, (char *)message_id);
	return set;
}

/* What is shown stays whole until the refresh. */
static void
test_remove(void **state)
{
	g_autoptr(Model) model = model_of(two_groups, G_N_ELEMENTS(two_groups));
	g_autoptr(GHashTable) first = set_of("/mail/00"), last = set_of("/mail/02");
	g_autoptr(GHashTable) none = set_of("/mail/99");
	const Row *a = model_line(model, 1).row;
	const Row *c = model_line(model, 4).row;

	add_mail(model, &(Mail)FAILED("a@a.example", "5.2.2", 9), 7);
	model_refresh(model);
	model_set_standing(model, a->key, &(Standing){PROOF_STORE, "", 0});
	model_remove(model, none);
	model_refresh(model);
	assert_int_equal(a->standing.proof, PROOF_STORE);

	model_remove(model, first);
	model_remove(model, last);
	model_remove(model, last);
	assert_int_equal(model_counts(model)->n_files, 2);
	assert_int_equal(model_counts(model)->n_events, 2);
	assert_int_equal(a->events.n, 2);
	assert_string_equal(c->latest->path, "/mail/02");
	g_autoptr(GPtrArray) keys = model_newest(model, false);
	assert_int_equal(keys->len, 2);
	assert_string_equal(c->title, "c@a.example");

	assert_true(model_refresh(model));
	check_list(model, "X.1: b@a.example; X.2: a@a.example");
	check_counts(model);
	assert_int_equal(a->events.n, 1);
	assert_int_equal(a->standing.proof, PROOF_NOT_ASKED);
	assert_null(model_row(model, "address:c@a.example"));
	assert_false(model_refresh(model));
	(void)state;
}

/* A row all of whose reports are read anew is the row that it was. */
static void
test_remove_and_add(void **state)
{
	g_autoptr(Model) model = model_of(two_groups, G_N_ELEMENTS(two_groups));
	g_autoptr(GHashTable) first = set_of("/mail/00");
	const Row *a = model_line(model, 1).row;

	model_remove(model, first);
	add_mail(model, &two_groups[0], 0);
	model_refresh(model);
	assert_ptr_equal(model_line(model, 1).row, a);
	assert_int_equal(a->events.n, 1);
	assert_int_equal(model_counts(model)->n_copies, 0);
	check_counts(model);

	/* and one that was never shown */
	add_mail(model, &(Mail)FAILED("new@a.example", "5.1.1", 1), 8);
	model_remove(model, first);
	g_autoptr(GHashTable) new = set_of("/mail/08");
	model_remove(model, new);
	model_refresh(model);
	check_list(model, "X.1: b@a.example; X.2: c@a.example");
	(void)state;
}

#define N_IDS 6
#define N_STEPS 40

/* A file of mail and under which of the Message-IDs it came. */
typedef struct {
	Mail mail;
	unsigned id, n;
	bool is_unreadable;
} Filed;

static void
add_filed(Model *model, const Filed *filed)
{
	g_autofree char *id = g_strdup_printf("id%u", filed->id);
	g_autofree char *path = g_strdup_printf("/mail/%02u", filed->n);
	const Origin origin = {id, path, 0, filed->mail.date, false};

	if (filed->is_unreadable) {
		model_add_unreadable(model, &origin, "gone");
		return;
	}
	BounceReportBuilder *builder = begin_report(filed->mail.kind, "Undelivered");
	g_autoptr(BounceReport) report = NULL;

	add_recipient(builder, filed->mail.addresses, filed->mail.code);
	if (filed->n % 2)
		add_recipient(builder, "both@x.example", filed->mail.code);
	report = bounce_report_builder_end(builder);
	model_add(model, &origin, report);
}

static void
remove_some(Model *model, GArray *left, GRand *rand)
{
	unsigned gone = (unsigned)g_rand_int_range(rand, 0, N_IDS);
	g_autofree char *id = g_strdup_printf("id%u", gone);
	g_autoptr(GHashTable) ids = set_of(id);

	model_remove(model, ids);
	for (guint i = left->len; i > 0; i--)
		if (g_array_index(left, Filed, i - 1).id == gone)
			g_array_remove_index(left, i - 1);
}

/* What was removed leaves no trace. */
static void
test_removed_was_never_there(void **state)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(3464);

	for (unsigned round = 0; round < ROUNDS; round++) {
		g_autoptr(Model) model = model_new(), fresh = model_new();
		g_autoptr(GArray) left = g_array_new(FALSE, FALSE, sizeof(Filed));

		for (unsigned i = 0; i < N_STEPS; i++) {
			Filed filed = {random_mail(rand), 0, i, g_rand_int_range(rand, 0, 8) == 0};

			filed.id = (unsigned)g_rand_int_range(rand, 0, N_IDS);
			add_filed(model, &filed);
			g_array_append_val(left, filed);
			if (g_rand_int_range(rand, 0, 4) == 0)
				remove_some(model, left, rand);
			if (g_rand_int_range(rand, 0, 4) == 0)
				model_refresh(model);
		}
		for (guint i = 0; i < left->len; i++)
			add_filed(fresh, &g_array_index(left, Filed, i));
		model_refresh(model);
		model_refresh(fresh);

		g_autofree char *want = draw_all(fresh);
		g_autofree char *got = draw_all(model);

		check(g_str_equal(got, want), "round %u: %s\n  not %s", round, got, want);
		check(memcmp(model_counts(model), model_counts(fresh), sizeof(ModelCounts)) == 0,
		      "round %u: counts", round);
		check_counts(model);
	}
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_groups_are_in_order),
		cmocka_unit_test(test_mail_that_is_no_bounce),
		cmocka_unit_test(test_rows_are_in_order),
		cmocka_unit_test(test_date_is_of_the_index_else_of_the_mail),
		cmocka_unit_test(test_kinds_without_rows_are_counted),
		cmocka_unit_test(test_recipients_of_one_report),
		cmocka_unit_test(test_reports_that_name_nobody),
		cmocka_unit_test(test_copies),
		cmocka_unit_test(test_folding_and_find),
		cmocka_unit_test(test_search),
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_order_of_adding_does_not_show),
		cmocka_unit_test(test_remove),
		cmocka_unit_test(test_remove_and_add),
		cmocka_unit_test(test_removed_was_never_there),
	};

	return cmocka_run_group_tests(tests, load_kb, unload_kb);
}
