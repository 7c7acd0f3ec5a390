/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * filter.h - a list to try filters on: three addresses and a file that is lost
 */
#pragma once

#include "core/filter.h"

#include <string.h>

#include "report-build.h"

#include "kb.h"

#define DAY ((gint64)24 * 60 * 60)
/* 2026-07-09 12:00 UTC */
#define NOW (20643 * DAY + DAY / 2)

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

static inline void
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
	model_add(model, &(Origin){name, name, 0, date, false}, report);
}

/* a is kept, and failed for good since; b is to be removed; who decided differs. */
static inline Mark
mark_of(const char *identity, void *user)
{
	(void)user;
	if (g_str_has_prefix(identity, "ann"))
		return (Mark){MARK_KEEP, MARK_USER, 1, "", ""};
	if (g_str_has_prefix(identity, "bob"))
		return (Mark){MARK_REMOVE, "rule:gone", 1, "", ""};
	return MARK_UNMARKED;
}

static inline Model *
model_of_bounces(const BounceKb *kb)
{
	Model *model = model_new();
	const char *const no_settings[] = {NULL};
	g_autoptr(Guarding) guarding = guarding_new(no_settings);

	for (unsigned i = 0; i < G_N_ELEMENTS(bounces); i++)
		add_bounce(model, &bounces[i], i);
	model_add_unreadable(model, &(Origin){"lost@example", "/mail/Lost", 0, NOW, false},
	                     "file gone");
	model_refresh(model);
	model_set_standing(model, "address:ann.lee@example.org",
	                   &(Standing){PROOF_LIST, "news.example.org", 0});
	model_set_standing(model, "address:bob@uni.edu", &(Standing){PROOF_UNPROVEN, "", NOW});
	model_refresh(model);
	model_group_by(model, GROUPING_SUBJECT, kb);
	model_set_marks(model, &(MarkLookup){.of = mark_of});
	model_set_guards(model, guarding);
	return model;
}

/* The first letter of each row that matches, sorted: a, b, j, and / for the lost one. */
static inline char *
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
