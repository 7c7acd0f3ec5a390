/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * verp.h - the member that the address a report was sent to tells (VERP)
 *
 * The patterns are described at bounce_verp_check() in <bounce/parser.h>.  Knows
 * nothing of reports: whether one bears a reading out is asked for.
 */
#pragma once

#include "address.h"
#include "slice.h"

typedef struct BounceVerp BounceVerp;

/* See bounce_parser_new(). */
BounceVerp *bounce_verp_new(const char *const *patterns, GError **error);
void bounce_verp_free(BounceVerp *verp);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BounceVerp, bounce_verp_free)

/* How much of address does the report name elsewhere? */
typedef BounceNamed (*BounceVerpAsk)(const char *address, void *user);

/* The member's address, valid, that sent_to tells, or NULL.  What is named whole
 * is preferred.  Else the patterns of a user are believed; so is a built-in one that
 * cannot be read in another way, when it is a list manager's own form or part of
 * the address is named.  The caller frees. */
char *bounce_verp_find(const BounceVerp *verp, BounceSlice sent_to, BounceVerpAsk ask, void *user);
