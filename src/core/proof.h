/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * proof.h - is a report about mail that we sent?
 *
 * Else it may be an answer to what others sent in our name, or made up: whom it
 * names may never have failed.  Knows what a report itself can show; whether the
 * store has the mail is for others to ask.
 */
#pragma once

#include <bounce/report.h>

/* How it is proven; the first that holds.
 *
 *      value, name (notmuch-bounces-formats(5)), words for people */
#define PROOFS(X)                                                                                  \
	X(NOT_ASKED, "", "not asked yet")                                                          \
	X(UNPROVEN, "unproven", "none: nothing shows that it is about mail we sent")               \
	X(VERP, "verp", "VERP: it came to the sender made for this address")                       \
	X(LIST, "list", "the returned mail is of our list")                                        \
	X(STORE, "store", "the returned mail is in the store")

#define X(value, name, words) PROOF_##value,
typedef enum { PROOFS(X) N_PROOFS } Proof;
#undef X

const char *proof_name(Proof proof);
const char *proof_words(Proof proof);

/* What a report shows for one of its recipients: PROOF_VERP, PROOF_LIST or
 * PROOF_UNPROVEN.  lists are the ids of our lists, in which "*" and "?" stand for
 * any text and any character, NULL-ended; or NULL.  In PROOF_LIST *list is the id of
 * the returned mail, which the caller frees; else NULL. */
Proof proof_of(const BounceReport *report, const BounceRecipient *to, const char *const *lists,
               char **list);
