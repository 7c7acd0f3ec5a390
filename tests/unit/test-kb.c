/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kb.h"

#include <glib/gstdio.h>
#include <string.h>

static const char dir[] = "share/kb";

static void
test_fallback(void **state)
{
	static const struct {
		BounceStatus status;
		BounceMatch match;
		const char *title;
	} cases[] = {
		{{5, 1, 1}, BOUNCE_MATCH_CODE, "Bad destination mailbox address"},
		{{4, 1, 1}, BOUNCE_MATCH_CODE, "Bad destination mailbox address"},
		{{5, 7, 30}, BOUNCE_MATCH_CODE, "REQUIRETLS support required"},
		{{5, 2, 77}, BOUNCE_MATCH_SUBJECT, "Mailbox status"},
		{{5, 9, 1}, BOUNCE_MATCH_CLASS, "Permanent failure"},
		{{4, 900, 1}, BOUNCE_MATCH_CLASS, "Persistent transient failure"},
		{{0}, BOUNCE_MATCH_NONE, NULL},
	};
	const BounceKb *kb = *state;

	for_each_case(c, cases) {
		BounceMatch match;
		const BounceStatusInfo *info = bounce_kb_status(kb, c->status, &match);

		check(match == c->match, "%u.%u.%u: match %d", c->status.class, c->status.subject,
		      c->status.detail, (int)match);
		check(g_strcmp0(info ? info->known.title : NULL, c->title) == 0, "%u.%u.%u: %s",
		      c->status.class, c->status.subject, c->status.detail,
		      info ? info->known.title : "none");
	}
}

/* The registry of SMTP enhanced status codes: how many details a subject has. */
static void
test_registry_is_whole(void **state)
{
	static const uint16_t last_detail[] = {0, 10, 4, 6, 7, 6, 10, 30};
	const BounceKb *kb = *state;
	size_t n = 0;

	for (uint16_t subject = 0; subject < G_N_ELEMENTS(last_detail); subject++) {
		assert_non_null(bounce_kb_subject(kb, subject));
		for (uint16_t detail = 0; detail <= last_detail[subject]; detail++, n++) {
			BounceMatch match;

			bounce_kb_status(kb, (BounceStatus){5, subject, detail}, &match);
			check(match == BOUNCE_MATCH_CODE, "X.%u.%u is missing", subject, detail);
		}
	}
	assert_int_equal(n, 81);
	assert_non_null(bounce_kb_class(kb, 2));
	assert_null(bounce_kb_class(kb, 3));
	assert_null(bounce_kb_subject(kb, 8));
}

/* What vendors made up beside the registry is explained too, but counts apart. */
static void
test_unregistered_codes_are_marked(void **state)
{
	const BounceKb *kb = *state;
	size_t n_registered = 0;

	for (uint16_t code = 0; code < 8 * 1000; code++) {
		const BounceStatus status = {5, code / 1000, code % 1000};
		BounceMatch match;
		const BounceStatusInfo *info = bounce_kb_status(kb, status, &match);

		n_registered += match == BOUNCE_MATCH_CODE && info->registered;
	}
	assert_int_equal(n_registered, 81);
	assert_false(bounce_kb_status(kb, (BounceStatus){5, 7, 606}, NULL)->registered);
}

/* A bare number says too little to remove anybody. */
static void
test_no_reply_code_removes(void **state)
{
	const BounceKb *kb = *state;
	size_t n = 0;

	for (unsigned code = 100; code < 1000; code++) {
		const BounceReplyInfo *info = bounce_kb_reply(kb, code);
		BounceStatus dotted;

		if (!info)
			continue;
		n++;
		const BounceReasonInfo *reason = bounce_kb_reason(kb, info->reason);
		check(!reason || reason->verdict != BOUNCE_VERDICT_REMOVE, "%u", code);
		check(!reason == (code / 100 == 2 || code / 100 == 3), "%u: %s", code,
		      info->reason);
		check(*info->known.advice != '\0', "%u: no advice", code);
		check(*info->dotted == '\0' ||
		              bounce_status_parse(info->dotted, strlen(info->dotted), &dotted),
		      "%u: %s", code, info->dotted);
	}
	assert_int_equal(n, 66);
	for (unsigned digit = 1; digit <= 5; digit++)
		assert_non_null(bounce_kb_reply_first(kb, digit));
	for (unsigned digit = 0; digit <= 5; digit++)
		assert_non_null(bounce_kb_reply_second(kb, digit));
}

/* What is listed can be looked up, and is sorted. */
static void
test_lists(void **state)
{
	static const struct {
		BounceKbList list;
		const char *first, *some;
	} lists[] = {
		{BOUNCE_KB_LIST_CODES, "X.0.0", "X.1.10"},
		{BOUNCE_KB_LIST_REASONS, "auth-failure", "user-unknown"},
		{BOUNCE_KB_LIST_REPLIES, "101", "550"},
		{BOUNCE_KB_LIST_FIELDS, "Action", "Remote-MTA"},
	};

	for_each_case(c, lists) {
		g_autofree const char **names = bounce_kb_list(*state, c->list);

		check(g_strv_contains(names, c->some), "%s is missing", c->some);
		assert_string_equal(names[0], c->first);
		for (size_t i = 1; names[i]; i++)
			check(strcmp(names[i - 1], names[i]) < 0, "%s behind %s", names[i],
			      names[i - 1]);
	}
}

/* The fields of RFC 3464, and what Action can say. */
static void
test_fields_are_known(void **state)
{
	static const char *const names[] = {
		"Original-Envelope-Id",
		"Reporting-MTA",
		"DSN-Gateway",
		"Received-From-MTA",
		"Arrival-Date",
		"Original-Recipient",
		"Final-Recipient",
		"Action",
		"Status",
		"Remote-MTA",
		"Diagnostic-Code",
		"Last-Attempt-Date",
		"Final-Log-ID",
		"Will-Retry-Until",
		"Localized-Diagnostic",
		"X-Failed-Recipients",
		"X-Postfix-Queue-ID",
		"X-Postfix-Sender",
		"X-Display-Name",
		"X-Supplementary-Info",
		"X-Actual-Recipient",
		"remote-mta",
	};
	const BounceKb *kb = *state;

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		check(bounce_kb_field(kb, names[i]), "%s", names[i]);
	for (BounceAction action = BOUNCE_ACTION_FAILED; action < BOUNCE_N_ACTIONS; action++) {
		g_autofree char *name = g_strconcat("Action: ", bounce_action_name(action), NULL);

		check(bounce_kb_field(kb, name), "%s", name);
	}
}

/* Only a reason about the address may let it be removed. */
static void
test_reasons_agree(void **state)
{
	static const char *const removable[] = {
		"user-unknown",     "domain-unknown", "domain-no-mail", "bad-address",
		"mailbox-disabled", "moved",          "suppressed"};
	const BounceKb *kb = *state;

	for (size_t i = 0; i < G_N_ELEMENTS(removable); i++) {
		const BounceReasonInfo *reason = bounce_kb_reason(kb, removable[i]);

		check(reason && reason->verdict == BOUNCE_VERDICT_REMOVE &&
		              reason->class == BOUNCE_CLASS_HARD &&
		              reason->fault == BOUNCE_FAULT_ADDRESS,
		      "%s", removable[i]);
	}
	assert_int_equal(bounce_kb_reason(kb, "mailbox-full")->class, BOUNCE_CLASS_SOFT);
	assert_int_equal(bounce_kb_reason(kb, "blocklisted")->verdict, BOUNCE_VERDICT_KEEP);
	assert_null(bounce_kb_reason(kb, "no-such-reason"));
}

static void
test_every_policy_code_keeps_the_address(void **state)
{
	const BounceKb *kb = *state;

	for (uint16_t detail = 0; detail <= 30; detail++) {
		const BounceStatusInfo *info =
			bounce_kb_status(kb, (BounceStatus){5, 7, detail}, NULL);
		const BounceReasonInfo *reason = bounce_kb_reason(kb, info->reason_permanent);

		/* RFC 7293: somebody else has the mailbox, or the domain, now */
		if (detail == 17 || detail == 18)
			continue;
		check(!reason || reason->verdict != BOUNCE_VERDICT_REMOVE, "5.7.%u", detail);
	}
}

#define WHOLE "title=t\nmeaning=m\nadvice=a\nsource=s\n"

/* Write one file of the knowledge base anew, in a folder of its own. */
static char *
make_broken(const char *name, const char *text)
{
	static const char *const names[] = {"status.conf", "reason.conf", "reply.conf",
	                                    "field.conf",  "notice.conf", "stage.conf"};
	char *broken = g_dir_make_tmp("kb-XXXXXX", NULL);

	g_autofree char *rules = g_build_filename(broken, "diagnostic", NULL);

	g_mkdir(rules, 0700);
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *from = g_build_filename(dir, names[i], NULL);
		g_autofree char *to = g_build_filename(broken, names[i], NULL);
		g_autofree char *whole = NULL;

		assert_true(g_file_get_contents(from, &whole, NULL, NULL));
		assert_true(g_file_set_contents(to, g_str_equal(name, names[i]) ? text : whole, -1,
		                                NULL));
	}
	return broken;
}

static void
remove_dir(const char *path)
{
	g_autoptr(GDir) open = g_dir_open(path, 0, NULL);
	const char *name;

	while ((name = g_dir_read_name(open))) {
		g_autofree char *file = g_build_filename(path, name, NULL);

		g_remove(file);
	}
	g_rmdir(path);
}

static void
test_broken_files_are_named(void **state)
{
	static const struct {
		const char *file, *text, *message; /* message: what it must hold */
	} cases[] = {
		{"status.conf", "[X.1.1]\ntitle = t\n", "[X.1.1]: no \"meaning\""},
		{"status.conf", "[Y]\ntitle=t\nmeaning=m\nadvice=a\nsource=s\n",
	         "[Y]: not a class"},
		{"status.conf", "[X.1.1]\ntitle=t\nmeaning=m\nadvice=a\nsource=s\ntrust=maybe\n",
	         "[X.1.1]: \"trust\""},
		{"status.conf", "[X.1.1]\ntitle=t\nmeaning=m\nadvice=a\nsource=s\nreason-5=nope\n",
	         "[X.1.1]: no reason \"nope\""},
		{"status.conf", "no key file", "status.conf"},
		{"reason.conf", "[r]\ntitle=t\nmeaning=m\nadvice=a\nsource=s\nclass=x\n",
	         "[r]: unknown \"class\""},
		{"notice.conf", "[senders]\nphrases = a\n", "notice.conf: no [mime-types]"},
		{"notice.conf", "[senders]\n", "[senders]: no \"phrases\""},
		{"notice.conf", "[what]\nphrases = a\n", "[what]"},
		{"status.conf", "[6]\n" WHOLE, "[6]: not a class"},
		{"status.conf", "[X.]\n" WHOLE, "[X.]: not a class"},
		{"status.conf", "[X1.1]\n" WHOLE, "[X1.1]: not a class"},
		{"status.conf", "[X.8]\n" WHOLE, "[X.8]: not a class"},
		{"status.conf", "[X.x]\n" WHOLE, "[X.x]: not a class"},
		{"status.conf", "[X.1.1x]\n" WHOLE, "[X.1.1x]: not a class"},
		{"status.conf", "[X.1.1]\n" WHOLE "registered=x\n",
	         "[X.1.1]: \"registered\" is none of"},
		{"status.conf", "[X.1.1]\n" WHOLE "reason-4=nope\n", "[X.1.1]: no reason \"nope\""},
		{"reason.conf", "[r]\ntitle=t\n", "[r]: no \"meaning\""},
		{"reason.conf", "[r]\n" WHOLE "class=hard\nfault=x\n", "[r]: unknown \"fault\""},
		{"reason.conf", "[r]\n" WHOLE "class=hard\nfault=mailbox\nverdict=x\n",
	         "[r]: unknown \"verdict\""},
		{"reason.conf", "[r]\n" WHOLE "class=hard\nfault=mailbox\nverdict=keep\npasses=x\n",
	         "[r]: \"passes\" is none of"},
		{"reply.conf", "[55]\n" WHOLE, "[55]: not a reply code"},
		{"reply.conf", "[ayz]\n" WHOLE, "[ayz]: not a reply code"},
		{"reply.conf", "[xaz]\n" WHOLE, "[xaz]: not a reply code"},
		{"reply.conf", "[x5a]\n" WHOLE, "[x5a]: not a reply code"},
		{"reply.conf", "[5a0]\n" WHOLE, "[5a0]: not a reply code"},
		{"reply.conf", "[55a]\n" WHOLE, "[55a]: not a reply code"},
		{"reply.conf", "[550]\ntitle=t\n", "[550]: no \"meaning\""},
		{"reply.conf", "[550]\n" WHOLE "registered=x\n", "[550]: unknown \"registered\""},
		{"reply.conf", "[550]\n" WHOLE "reading=x\n", "[550]: unknown \"reading\""},
		{"reply.conf", "[550]\n" WHOLE "reason=nope\n", "[550]: no reason \"nope\""},
		{"field.conf", "[To]\ntitle=t\n", "[To]: no \"meaning\""},
		{"stage.conf", "[what]\nphrases = a\n", "[what]: no stage of this name"},
		{"stage.conf", "[helo]\nsource = s\n", "[helo]: no \"phrases\""},
		{"stage.conf", "[helo]\nphrases = in reply | In Reply\n",
	         "[helo]: a phrase that is not in lower case with single blanks: In Reply"},
	};

	for_each_case(c, cases) {
		g_autofree char *broken = make_broken(c->file, c->text);
		const char *const dirs[] = {broken, NULL};
		g_autoptr(GError) error = NULL;
		g_autoptr(BounceKb) kb = bounce_kb_load(dirs, NULL, &error);

		check(!kb && error && strstr(error->message, c->message) &&
		              strstr(error->message, c->file),
		      "%s \"%s\": %s", c->file, c->text, error ? error->message : "loaded");
		remove_dir(broken);
	}
	(void)state;
}

/* Bit by bit: what is whole can be used, and what is not is told when all is asked for. */
static void
test_bit_by_bit(void **state)
{
	static const struct {
		const char *file, *text, *message;
	} cases[] = {
		{"notice.conf", "[senders]\nphrases = a | b\n", "no [mime-types]"},
		{"reply.conf", "[55]\n" WHOLE, "[55]: not a reply code"},
	};

	for_each_case(c, cases) {
		g_autofree char *broken = make_broken(c->file, c->text);
		const char *const dirs[] = {broken, NULL};
		g_autoptr(BounceKb) kb = bounce_kb_open(dirs, NULL);
		g_autoptr(GError) error = NULL;

		assert_non_null(bounce_kb_notice(kb)->mime_types);
		check(!bounce_kb_reply(kb, 550) == g_str_equal(c->file, "reply.conf"), "%s",
		      c->file);
		check(!bounce_kb_check(kb, &error) && strstr(error->message, c->message), "%s: %s",
		      c->file, error ? error->message : "well");
		remove_dir(broken);
	}
	(void)state;
}

/* What a user writes goes before ours, key by key; rules as a whole. */
static void
test_users_files(void **state)
{
	static const struct {
		const char *name, *text;
	} files[] = {
		{"status.conf",
	         "[X.1.1]\ntitle = Gone\ntitle[de] = Fort\n"
	         "[X.1.77]\ntitle=t\nmeaning=m\nadvice=a\nsource=s\nregistered=no\n"},
		{"diagnostic/10-own.conf",
	         "[own.gone]\ntext = has flown\nreason = moved\nsource = s\nexample = e\n"
	         "[general.user-unknown]\ntext = not a soul\nreason = user-unknown\n"
	         "source = s\nexample = e\n"},
	};
	static const char *const german[] = {"C.UTF-8", "C", "de_DE", "de", NULL};
	g_autofree char *own = g_dir_make_tmp("kb-XXXXXX", NULL);
	g_autofree char *rules = g_build_filename(own, "diagnostic", NULL);
	const char *const dirs[] = {dir, own, NULL};
	const BounceKb *ours = *state;
	BounceMatch match;

	g_mkdir(rules, 0700);
	for_each_case(f, files) {
		g_autofree char *path = g_build_filename(own, f->name, NULL);

		assert_true(g_file_set_contents(path, f->text, -1, NULL));
	}
	g_autoptr(BounceKb) kb = bounce_kb_load(dirs, german, NULL);
	remove_dir(rules);
	remove_dir(own);
	assert_non_null(kb);

	const BounceStatusInfo *info = bounce_kb_status(kb, (BounceStatus){5, 1, 1}, NULL);
	assert_string_equal(info->known.title, "Fort");
	assert_string_equal(info->known.meaning,
	                    bounce_kb_status(ours, (BounceStatus){5, 1, 1}, NULL)->known.meaning);
	bounce_kb_status(kb, (BounceStatus){5, 1, 77}, &match);
	assert_int_equal(match, BOUNCE_MATCH_CODE);

	assert_string_equal(bounce_kb_rule_at(kb, 0)->id, "own.gone");
	assert_string_equal(bounce_kb_rule(kb, "general.user-unknown")->example, "e");
	assert_int_equal(bounce_kb_n_rules(kb), bounce_kb_n_rules(ours) + 1);
}

/* One of theirs that is no file of groups is named; so is ours without its rules. */
static void
test_what_is_not_there_is_told(void **state)
{
	g_autofree char *own = g_dir_make_tmp("kb-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(own, "reply.conf", NULL);
	g_autofree char *broken = make_broken("", "");
	g_autofree char *rules = g_build_filename(broken, "diagnostic", NULL);
	const char *const dirs[] = {dir, own, NULL}, *const ours[] = {broken, NULL};
	g_autoptr(GError) error = NULL;

	assert_true(g_file_set_contents(path, "no groups", -1, NULL));
	assert_null(bounce_kb_load(dirs, NULL, &error));
	check(strstr(error->message, path), "%s", error->message);
	g_clear_error(&error);

	g_autoptr(BounceKb) whole = bounce_kb_load(ours, NULL, NULL);
	assert_non_null(whole);
	g_rmdir(rules);
	assert_null(bounce_kb_load(ours, NULL, &error));
	check(strstr(error->message, rules), "%s", error->message);
	remove_dir(own);
	remove_dir(broken);
	(void)state;
}

/* A rule of theirs that is wrong is named like one of ours. */
static void
test_users_rules_are_checked(void **state)
{
	static const struct {
		const char *text, *message;
	} cases[] = {
		{"[a.b]\nreason = moved\nsource = s\nexample = e\n", "no \"text\""},
		{"[a.b]\ntext = gone away\nreason = x\nsource = s\nexample = e\n",
	         "no reason \"x\""},
		{"[a.b]\ntext = Gone\nreason = moved\nsource = s\nexample = e\n", "lower case"},
		{"[a.b]\ntext = gone away\nreason = moved\nsource = s\nexample = e\nverdict = x\n",
	         "verdict"},
		{"[a.b]\ntext = gone away\nreason = moved\nexample = e\n", "no \"source\""},
	};

	(void)state;
	for_each_case(c, cases) {
		g_autofree char *own = g_dir_make_tmp("kb-XXXXXX", NULL);
		g_autofree char *rules = g_build_filename(own, "diagnostic", NULL);
		g_autofree char *path = g_build_filename(rules, "10-own.conf", NULL);
		const char *const dirs[] = {dir, own, NULL};
		g_autoptr(GError) error = NULL;

		g_mkdir(rules, 0700);
		assert_true(g_file_set_contents(path, c->text, -1, NULL));
		g_autoptr(BounceKb) kb = bounce_kb_load(dirs, NULL, &error);
		check(!kb && strstr(error->message, c->message) &&
		              strstr(error->message, "10-own.conf: [a.b]"),
		      "\"%s\": %s", c->text, kb ? "loaded" : error->message);
		remove_dir(rules);
		remove_dir(own);
	}
}

/* GKeyFile merges groups of one name in silence. */
static void
test_no_group_stands_twice(void **state)
{
	static const char *const names[] = {"status.conf", "reason.conf", "reply.conf",
	                                    "field.conf",  "notice.conf", "stage.conf"};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *path = g_build_filename(dir, names[i], NULL);
		g_autofree char *text = NULL;
		g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

		assert_true(g_file_get_contents(path, &text, NULL, NULL));
		g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
		for (char **line = lines; *line; line++)
			check(**line != '[' || g_hash_table_add(seen, *line), "%s: %s twice",
			      names[i], *line);
	}
	(void)state;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fallback),
		cmocka_unit_test(test_registry_is_whole),
		cmocka_unit_test(test_unregistered_codes_are_marked),
		cmocka_unit_test(test_no_reply_code_removes),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_fields_are_known),
		cmocka_unit_test(test_reasons_agree),
		cmocka_unit_test(test_every_policy_code_keeps_the_address),
		cmocka_unit_test(test_broken_files_are_named),
		cmocka_unit_test(test_bit_by_bit),
		cmocka_unit_test(test_users_files),
		cmocka_unit_test(test_what_is_not_there_is_told),
		cmocka_unit_test(test_users_rules_are_checked),
		cmocka_unit_test(test_no_group_stands_twice),
	};

	return cmocka_run_group_tests_name("kb", tests, load_kb, unload_kb);
}
