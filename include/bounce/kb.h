/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kb.h - the knowledge base: what codes and reasons mean
 *
 * Loaded once from key files, immutable, shared by any number of threads.
 * Strings live as long as the BounceKb and are never NULL.
 */
#pragma once

#include <bounce/report.h>
#include <bounce/status.h>

#include <glib.h>

typedef struct BounceKb BounceKb;

/* How far the code alone may be believed to say what happened. */
#define BOUNCE_TRUSTS(X)                                                                           \
	X(WEAK, "weak")                                                                            \
	X(MEDIUM, "medium")                                                                        \
	X(STRONG, "strong")

#define X(value, name) BOUNCE_TRUST_##value,
typedef enum { BOUNCE_TRUSTS(X) BOUNCE_N_TRUSTS } BounceTrust;
#undef X

/* What a status code, a subject (X.1) or a class (5) means. */
typedef struct {
	const char *title;
	const char *meaning;
	const char *causes; /* likeliest first, separated by " | " */
	const char *advice;
	const char *practice; /* what servers use it for beside the registry's meaning */
	const char *source;
	const char *reason_temporary; /* default reason id when the class is 4 */
	const char *reason_permanent; /* ... when it is 5 */
	BounceTrust trust;
} BounceStatusInfo;

typedef struct {
	const char *id;
	const char *title; /* short, for a list column */
	BounceClass class;
	BounceFault fault;
	BounceVerdict verdict;
	const char *meaning;
	const char *advice;
	const char *source;
} BounceReasonInfo;

/* What a code was found under. */
typedef enum {
	BOUNCE_MATCH_NONE,
	BOUNCE_MATCH_CLASS,   /* its subject is not registered */
	BOUNCE_MATCH_SUBJECT, /* its detail is not registered */
	BOUNCE_MATCH_CODE,
} BounceMatch;

/* Words by which reports that carry no code are told from other mail, and
 * found in a mail store. */
typedef struct {
	const char *const *senders;  /* local parts and words of From:, lower case */
	const char *const *subjects; /* phrases of Subject:, lower case */
	const char *const *mime_types;
	const char *const *delays;       /* phrases of the Subject: of a delay notice */
	const char *const *auto_replies; /* ... of the reply of an absent person's program */
	const char *const *answers;      /* ... what people's answers and forwards begin with */
	const char *const *successes;    /* ... of a report that all went well */
	const char *const *openings;     /* how the text of a notice begins */
	const char *const *challenges;   /* how that of a mail begins that waits for an answer */
	const char *const *failures;     /* words of a line that tells a failure */
	const char *const *bystanders;   /* words before an address that did not fail */
	const char *const *addressees;   /* labels of whom the returned mail was for */
	const char *const *ends;         /* words of the line before the returned mail */
} BounceNoticeInfo;

/* Load DIR/status.conf, DIR/reason.conf and DIR/notice.conf.  NULL with
 * BOUNCE_ERROR_DATA (file, group and key named), or an error of GKeyFile. */
BounceKb *bounce_kb_load(const char *dir, GError **error);
BounceKb *bounce_kb_ref(const BounceKb *kb);
void bounce_kb_unref(BounceKb *kb);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BounceKb, bounce_kb_unref)

/* The best entry there is: the code, else its subject, else its class.  NULL
 * only with BOUNCE_MATCH_NONE.  match may be NULL. */
const BounceStatusInfo *bounce_kb_status(const BounceKb *kb, BounceStatus status,
                                         BounceMatch *match);

/* NULL when there is none: classes are 2, 4, 5; subjects 0 to 7. */
const BounceStatusInfo *bounce_kb_class(const BounceKb *kb, unsigned class);
const BounceStatusInfo *bounce_kb_subject(const BounceKb *kb, unsigned subject);

/* NULL when the id is not known. */
const BounceReasonInfo *bounce_kb_reason(const BounceKb *kb, const char *id);

const BounceNoticeInfo *bounce_kb_notice(const BounceKb *kb);
