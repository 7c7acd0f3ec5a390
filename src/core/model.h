/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * model.h - what has been read, as the list that people see
 *
 * Reports go in, in any order; out come groups (of a status subject, a domain
 * ...), in each its rows (failed addresses), and with them the lines of the list,
 * folded groups being one line.  Pure: no I/O, no ncurses, no clock.
 *
 * What model_line() and model_group() give lives until the next model_add(),
 * model_refresh(), model_group_by(), model_limit(), model_sort() or model_fold...();
 * keys are what outlives them.
 */
#pragma once

#include <bounce/bounce.h>

#include <glib.h>
#include <stdbool.h>

#include "core/guard.h"
#include "core/guarding.h"
#include "core/mark.h"
#include "core/proof.h"
#include "core/search.h"

/* One recipient block of one file, or one whole file that names no recipient. */
typedef struct {
	const BounceReport *report; /* NULL when the file could not be read */
	const BounceRecipient *to;  /* NULL when the report names none */
	const char *message_id;     /* as the index has it, or of the mail itself */
	const char *path;
	gint64 date;       /* Unix seconds: of the index, else of the mail; 0 is unknown */
	const char *error; /* why the file could not be read, or "" */
	/* Those of a failure's recipient, else 0: asked of all events again and again, and so
	 * kept at hand. */
	guint64 saying, host;
	unsigned number; /* of the message in an mbox, from 1; else 0 */
	bool is_ignored; /* somebody said that it does not count */
	bool is_gone;    /* it goes at the next model_refresh() */
	bool is_failure; /* of an address, and not of what is still being tried */
} Event;

typedef struct {
	const Event *const *at;
	guint n;
} Events;

/* What addresses can be grouped by.  Those that have no such thing make a group at
 * the end.
 *
 *      value, name, title of that group */
#define GROUPINGS(X)                                                                               \
	X(SUBJECT, "subject", "No status code")                                                    \
	X(CODE, "code", "No status code")                                                          \
	X(REASON, "reason", "Reason not stated")                                                   \
	X(FAULT, "fault", "Fault not known")                                                       \
	X(CLASS, "class", "Class unknown")                                                         \
	X(DOMAIN, "domain", "No domain")                                                           \
	X(HOST, "host", "No host named")                                                           \
	X(LIST, "list", "No list named")                                                           \
	X(WEEK, "week", "No date")                                                                 \
	X(NONE, "none", "All addresses")

#define X(value, name, absent) GROUPING_##value,
typedef enum { GROUPINGS(X) N_GROUPINGS } Grouping;
#undef X

/* NULL-ended. */
const char *const *model_grouping_names(void);

/* What rows can be sorted by within their groups.  Equal rows, and those that have
 * nothing of the kind, stand in the order of the first: most bounces, then latest, then
 * by title.
 *
 *      value, name, whether the most comes first unless reversed */
#define SORT_KEYS(X)                                                                               \
	X(COUNT, "count", true)                                                                    \
	X(DAYS, "days", true)                                                                      \
	X(LAST, "last", true)                                                                      \
	X(FIRST, "first", false)                                                                   \
	X(ADDRESS, "address", false)                                                               \
	X(DOMAIN, "domain", false)                                                                 \
	X(CODE, "code", false)                                                                     \
	X(REASON, "reason", false)

#define X(value, name, is_descending) SORT_##value,
typedef enum { SORT_KEYS(X) N_SORT_KEYS } SortKey;
#undef X

/* NULL-ended. */
const char *const *model_sort_names(void);
bool model_sort_descends(SortKey by);

/* What a group holds; all but the first stand at the end, whatever the grouping is.  The
 * first four of these are mail that is no bounce, see model_take_others(). */
#define GROUP_KINDS(X)                                                                             \
	X(ADDRESSES, "", "")                                                                       \
	X(SUCCESS, "Delivered",                                                                    \
	  "A server tells that the mail was delivered, or handed on: nothing has failed.")         \
	X(FEEDBACK, "Complaints",                                                                  \
	  "Somebody who got the mail has called it unwanted (RFC 5965). The address works; "       \
	  "whoever complains should not be written to again.")                                     \
	X(AUTO_REPLY, "Auto-replies",                                                              \
	  "A program has answered for somebody who is away: the mail has arrived.")                \
	X(OTHER, "Other mail",                                                                     \
	  "By its sender and subject this is no report about a delivery. Where it is one after "   \
	  "all, notmuch-bounces-config(5) says how to teach the program such reports.")            \
	X(UNRECOGNISED, "Reports that name no address",                                            \
	  "By its sender and subject this is a report about a delivery, but whom it is about "     \
	  "could not be told: it has no part for programs, and its text is in no known format. "   \
	  "Read it; notmuch-bounces-config(5) says how to teach the program such reports.")        \
	X(UNREADABLE, "Mail that could not be read",                                               \
	  "The index names this file, and it could not be read or parsed. If files were moved "    \
	  "or deleted, run \"notmuch new\"; else look at the file itself.")

#define X(value, title, help) GROUP_##value,
typedef enum { GROUP_KINDS(X) N_GROUP_KINDS } GroupKind;
#undef X

/* "" for addresses. */
const char *model_group_title(GroupKind kind);
const char *model_group_help(GroupKind kind);

/* Of reports of this kind that name no address. */
GroupKind model_group_without_address(BounceKind kind);

typedef struct Group Group;

/* What is known of an address beside its reports. */
typedef struct {
	Proof proof;
	const char *list; /* the list's id in PROOF_LIST, else "" */
	gint64 alive;     /* the date of mail from the address that is later than its
	                   * latest bounce, in Unix seconds; 0 is none */
} Standing;

/* What the latest bounce of a row has in common with others, see incident.h. */
typedef struct {
	size_t n_same, n_all; /* bounces with the same words, of all; 0 is no incident */
	gint64 date;          /* of the first of these, in Unix seconds */
	bool is_at_host;      /* all are of the host that refused, else of the domain */
} Incident;

/* A failed address, or a report that names none. */
typedef struct {
	const char *key;     /* identifies the row, and lives as long as the model */
	const char *address; /* as in the latest event; "" in the last two groups */
	const char *title;   /* the address, else the report's subject, else its path */
	const Group *group;  /* by the latest event */
	const Event *latest; /* by date; failures before delays of the same date */
	Events events;       /* latest first, then those ignored */
	guint n_events;      /* without those ignored, as in all that follows */
	guint n_days;        /* distinct days, in UTC */
	gint64 first, last;  /* Unix seconds; 0 when no event has a date */
	Standing standing;
	const Mark *mark;         /* see model_set_marks() */
	const Incident *incident; /* if that is among the guards, else NULL */
	GuardSet guards;          /* why it is not to be marked by the way, see
	                           * model_set_guards() */
	BounceVerdict verdict;    /* of the latest event, see model_judge() */
	bool is_new;              /* it was kept, and has failed for good since */
	/* The rule that fits it, whatever marks and guards say; or NULL.  See
	 * model_set_policy(). */
	const struct PolicyRule *rule;
} Row;

struct Group {
	const char *key;   /* identifies it, in any model */
	const char *title; /* may come from mail, as it stands there */
	Grouping by;       /* what its rows are grouped by */
	GroupKind kind;
	const GPtrArray *rows; /* of const Row *, those that are to be seen, in their order */
	size_t n_events;       /* of these */
	/* Those that the rows have by their latest bounces, as bits 1 << BounceClass and
	 * 1 << BounceFault. */
	unsigned classes, faults;
	size_t n_held;     /* rows that are guarded otherwise than as unproven */
	size_t n_incident; /* ... as part of an incident */
	bool folded;
};

/* A line of the list: a group's, or one of its rows' (row is not NULL). */
typedef struct {
	const Group *group;
	const Row *row;
} ModelLine;

/* with_rows + unrecognised + other + copies + unreadable = files.  Those of files
 * and events are right at once, those of addresses after model_refresh(). */
typedef struct {
	size_t n_files;        /* all that was read */
	size_t n_with_rows;    /* that gave at least one address */
	size_t n_unrecognised; /* bounces that named none */
	size_t n_other;        /* no bounces: n_by_kind says what */
	size_t n_copies;       /* the same report in another file */
	size_t n_unreadable;
	size_t n_events;                     /* in rows with an address */
	size_t n_rows;                       /* addresses */
	size_t n_shown;                      /* ... that the limit lets be seen */
	size_t n_by_kind[BOUNCE_N_KINDS];    /* files that are no copies */
	size_t n_by_class[BOUNCE_N_CLASSES]; /* addresses shown, by their latest event */
} ModelCounts;

typedef struct Model Model;

/* core/filter.h */
typedef struct Filter Filter;
typedef struct FilterContext FilterContext;

Model *model_new(void);
void model_free(Model *model);
/* The process ends: its memory is for the system to take back, which is faster by far.
 * (Who looks for leaks has it freed.) */
void model_leave(Model *model);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Model, model_free)

/* Where a report came from. */
typedef struct {
	const char *message_id;
	const char *path;
	unsigned number; /* of the message in an mbox, from 1; else 0 */
	gint64 date;     /* of the index; 0 when it is not known */
	bool is_only;    /* no other file has this Message-ID, so it can be no copy */
} Origin;

/* Take a report in.  Addresses compare as identity.h says; where a recipient has
 * none, its Final-Recipient stands in.  A second file of one Message-ID with an
 * equal report is a copy, which is counted and forgotten. */
void model_add(Model *model, const Origin *origin, const BounceReport *report);

/* Take in reports of mail that is no bounce as well, each as a row without an address. */
void model_take_others(Model *model);

/* Does the report tell of a failure, or of a delay? */
bool model_is_bounce(const BounceReport *report);

/* A file that gave no report, and why. */
void model_add_unreadable(Model *model, const Origin *origin, const char *why);

/* Forget the files with these Message-IDs, a set.  Lines stay as they were until
 * model_refresh(), when rows end that have got no event by then; events of other rows
 * may end at model_newest(). */
void model_remove(Model *model, GHashTable *message_ids);

/* Make lines and rows agree with what was added and removed; false when nothing
 * changed. */
bool model_refresh(Model *model);

/* What one of the row's bounces says, in the light of what is known of the address:
 * who wrote later is there, and not to be removed.  Strings are those of to, or static. */
BounceRecipient model_judge(const Row *row, const BounceRecipient *to);

/* Another number whenever lines, rows or groups have changed. */
guint64 model_revision(const Model *model);

/* The keys of all rows with an address, or of those of which nothing has been found out,
 * latest bounce first.  May be called at any time, and changes no line.  The caller
 * unrefs. */
GPtrArray *model_newest(Model *model, bool is_to_be_asked);

/* Give each row the mark that its address has now, and take events out of the counts,
 * or in again.  To be called after model_refresh(), as new rows have none, and when
 * marks change.  Lines may change. */
void model_set_marks(Model *model, const MarkLookup *lookup);

/* Find out what guards each row: to be called after model_set_marks(), as ignored bounces
 * guard nothing, and when the configuration changes.  Cheap when nothing has changed.
 * Lines may change.  Takes a reference. */
void model_set_guards(Model *model, Guarding *guarding);

/* core/policy.h */
typedef struct Policy Policy;

/* Find out which rule fits each row: to be called after model_set_guards(), and when the
 * policy is another one.  Cheap when nothing has changed.  Lines may change.  Takes a
 * reference; NULL is no rule at all. */
void model_set_policy(Model *model, Policy *policy, const FilterContext *context);

/* How many rows are proposed by these rules, hidden ones as well. */
size_t model_count_proposed(const Model *model);

/* What identity_of() says of a row's address; "" when it has none. */
const char *model_row_identity(const Row *row);

/* What the list shows of its mark. */
char model_row_letter(const Row *row);

/* The key of the row of an address, by what identity_of() says of that.  The caller
 * frees. */
char *model_key_of(const char *identity);

/* NULL when there is none. */
const Row *model_row(const Model *model, const char *key);

/* Visit the bounces of all rows, in any order, also of rows that a limit hides and
 * bounces that are ignored, after model_refresh(). */
void model_visit_events(const Model *model,
                        void (*visit)(const Row *row, const Event *event, void *user), void *user);

/* Was mail of this Message-ID taken in, whatever it was? */
bool model_has_message(const Model *model, const char *message_id);

/* Nothing that was found out about rows holds any longer. */
void model_forget_standings(Model *model);

/* What was found out about a row, if it is there; until another report of it comes or one
 * goes. */
void model_set_standing(Model *model, const char *key, const Standing *standing);

size_t model_n_lines(const Model *model);
ModelLine model_line(const Model *model, size_t i);

/* The line that shows the key's row, or its group's when that is folded.
 * Keys of groups work too.  model_n_lines() when there is none. */
size_t model_find(const Model *model, const char *key);

/* The same; of a row that is hidden, the line of the next one in its group, or else of the
 * last before it. */
size_t model_find_near(const Model *model, const char *key);
const char *model_line_key(const Model *model, size_t i);

/* Group anew, which is by status subject until then.  Groups of subjects, codes,
 * faults and classes come in the order of these, weeks latest first, all others by
 * the number of their addresses, then by title. */
void model_group_by(Model *model, Grouping by, const BounceKb *kb);
Grouping model_grouping(const Model *model);

/* Show only rows that match, also of those that are to come; all when filter is NULL,
 * where context may be NULL.  Ages stay what they are now.  Takes references. */
void model_limit(Model *model, const Filter *filter, const FilterContext *context);

/* NULL when all are shown; lives until the next model_limit(). */
const Filter *model_filter(const Model *model);

/* Sort the rows of each group, also of those that are to come; by SORT_COUNT until then. */
void model_sort(Model *model, SortKey by, bool reversed);
SortKey model_sorting(const Model *model, bool *reversed);

/* The bounces of the group that is shown and has most of them. */
size_t model_most_events(const Model *model);

/* Groups that hold rows, in their order. */
size_t model_n_groups(const Model *model);
const Group *model_group(const Model *model, size_t i);

/* A group stays folded, by its key, through other groupings and without rows; all
 * are those of the grouping, with those that are to come. */
void model_fold(Model *model, const char *key, bool folded);
void model_fold_all(Model *model, bool folded);

/* Group, limit and sort as the other model does, and fold what is folded there. */
void model_look_like(Model *model, const Model *other);

/* The first line from `from` on, in steps of `by` (1 or -1), round the ends,
 * whose address, title, code, reason (by its title) or diagnostic holds it; else as
 * search_lines().  Rows of folded groups are not looked at. */
size_t model_search(const Model *model, const BounceKb *kb, const Search *search, size_t from,
                    int by);

const ModelCounts *model_counts(const Model *model);
