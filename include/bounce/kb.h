/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kb.h - the knowledge base: what codes and reasons mean
 *
 * Read from key files, each at most once; shared by any number of threads, to which it
 * is immutable.
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

/* What is known of a code. */
typedef struct {
	const char *title;
	const char *meaning;
	const char *causes; /* likeliest first, separated by " | " */
	const char *advice;
	const char *practice; /* what servers use it for beside the registry's meaning */
	const char *source;
} BounceKnowledge;

/* What a status code, a subject (X.1) or a class (5) means. */
typedef struct {
	BounceKnowledge known;
	const char *reason_temporary; /* default reason id when the class is 4 */
	const char *reason_permanent; /* ... when it is 5 */
	BounceTrust trust;
	bool registered; /* by IANA; else it is a vendor's */
} BounceStatusInfo;

typedef struct {
	const char *id;
	const char *title; /* short, for a list column */
	BounceClass class;
	BounceFault fault;
	BounceVerdict verdict;
	bool passes; /* a server that meets it tries again */
	const char *meaning;
	const char *advice;
	const char *source;
} BounceReasonInfo;

/* Who says that a reply code means something. */
#define BOUNCE_REGISTRATIONS(X)                                                                    \
	X(NONE, "none")                                                                            \
	X(DRAFT, "draft")                                                                          \
	X(EXTENSION, "extension")                                                                  \
	X(STANDARD, "standard")

#define X(value, name) BOUNCE_REGISTRATION_##value,
typedef enum { BOUNCE_REGISTRATIONS(X) BOUNCE_N_REGISTRATIONS } BounceRegistration;
#undef X

/* What an SMTP reply code, or one of its digits, means (RFC 5321 section 4.2). */
typedef struct {
	BounceKnowledge known;
	const char *reason; /* what the bare code suggests, an id, or "" */
	const char *dotted; /* the enhanced code that some write with these digits, or "" */
	bool dotted_first;  /* and rather mean that one */
	BounceRegistration registration;
} BounceReplyInfo;

/* What a field of a delivery-status part tells. */
typedef struct {
	const char *name;
	const char *title;
	const char *meaning;
	const char *source;
} BounceFieldInfo;

/* What words of a server's reply mean: a group of diagnostic/NN-NAME.conf. */
typedef struct {
	const char *id; /* "gmail.no-such-user" */
	const char *reason;
	BounceVerdict verdict; /* never more than that of the reason */
	const char *note;      /* what is special about it, or "" */
	const char *source;
	const char *example;         /* matched by this rule, and by no earlier one */
	const char *counter_example; /* not matched by it; or "" */
} BounceRuleInfo;

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

/*
 * Load the key files of the first of dirs (NULL-ended), which must be whole.  The
 * same files in the others, where there are any, override it key by key, and their
 * rules come first.  languages (NULL-ended, the best first, as
 * g_get_language_names() gives them; or NULL) choose among "title[de]" and "title".
 *
 * NULL with BOUNCE_ERROR_DATA (file, group and key named), or an error of GKeyFile.
 */
BounceKb *bounce_kb_load(const char *const *dirs, const char *const *languages, GError **error);

/* The same, for who has no time to wait for what is not needed at once: each file is read
 * when something of it is first asked for.  As long as bounce_kb_check() has not said that
 * all is well, entries may be missing. */
BounceKb *bounce_kb_open(const char *const *dirs, const char *const *languages);

/* Read what has not been read.  false with the errors of bounce_kb_load(). */
bool bounce_kb_check(const BounceKb *kb, GError **error);

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

/* NULL when nothing is known of the code; for digits, of the class ("5yz") or of
 * what the second digit says ("x5z"). */
const BounceReplyInfo *bounce_kb_reply(const BounceKb *kb, unsigned code);
const BounceReplyInfo *bounce_kb_reply_first(const BounceKb *kb, unsigned digit);
const BounceReplyInfo *bounce_kb_reply_second(const BounceKb *kb, unsigned digit);

/* What there is to look up: codes as "X.1.1", ids of reasons, replies as "550", "5yz" and
 * "x5z", names of fields. */
typedef enum {
	BOUNCE_KB_LIST_CODES,
	BOUNCE_KB_LIST_REASONS,
	BOUNCE_KB_LIST_REPLIES,
	BOUNCE_KB_LIST_FIELDS,
} BounceKbList;

/* All names of the kind, sorted as text, NULL-ended.  They live as long as kb; the array is the
 * caller's, for g_free(). */
const char **bounce_kb_list(const BounceKb *kb, BounceKbList list);

/* By its name, in any case.  NULL when it is not known. */
const BounceFieldInfo *bounce_kb_field(const BounceKb *kb, const char *name);

/* The rules in the order in which they are tried. */
size_t bounce_kb_n_rules(const BounceKb *kb);
const BounceRuleInfo *bounce_kb_rule_at(const BounceKb *kb, size_t i);

/* NULL when the id is not known. */
const BounceRuleInfo *bounce_kb_rule(const BounceKb *kb, const char *id);
