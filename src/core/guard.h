/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * guard.h - why an address is not to be marked for removal by the way
 *
 * Each is a reason to look before the address goes: a rule proposes no address that is
 * guarded, and a command for many leaves it out; a person may still mark it, alone,
 * after having been told.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* The first is told where there is room for one, which is on a line of 80 cells in words
 * of 43.
 *
 *      value, name, words for people */
#define GUARDS(X)                                                                                  \
	X(ALIVE, "alive", "the address wrote after its last bounce")                               \
	X(PROTECTED, "protected", "your own address, a role's, or protected")                      \
	X(NOTBOUNCE, "notbounce", "the mail is no report of a failure")                            \
	X(POLICY, "policy", "refused for the sender, message or a rule")                           \
	X(INCIDENT, "incident", "many failed with the same words in a day")                        \
	X(INFRA, "infra", "a fault of servers or of the network")                                  \
	X(DELAYED, "delayed", "delivery is still being tried")                                     \
	X(CONFLICT, "conflict", "what the report says contradicts itself")                         \
	X(LOWCONF, "lowconf", "address or reason guessed from free text")                          \
	X(UNPROVEN, "unproven", "nothing shows that you sent the mail")

#define X(value, name, words) GUARD_BIT_##value,
typedef enum { GUARDS(X) N_GUARDS } GuardBit;
#undef X

#define X(value, name, words) GUARD_##value = 1U << GUARD_BIT_##value,
typedef enum { GUARD_NONE = 0, GUARDS(X) } Guard;
#undef X

/* Any number of guards; GUARD_NONE is none. */
typedef unsigned GuardSet;

/* NULL-ended, in the order of GuardBit. */
const char *const *guard_names(void);

const char *guard_name(GuardBit bit);
const char *guard_words(GuardBit bit);

/* The first of a set that is not empty. */
GuardBit guard_first(GuardSet set);

/* Is a row, or whatever has this set, to be left out of what is done to many?  That is of
 * removing alone: to be kept or unmarked is never held back. */
static inline bool
guard_holds(GuardSet set)
{
	return set != GUARD_NONE;
}
