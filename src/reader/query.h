/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * query.h - the text of a query: which messages may be bounces
 *
 * Makes strings; does not know libnotmuch.  The caller frees what is returned.
 */
#pragma once

#include <bounce/kb.h>

#include <glib.h>
#include <stdbool.h>

/* All that looks like a bounce to the knowledge base. */
char *query_wide(const BounceNoticeInfo *notice);

/* Of these, those that their MIME types tell: most, and found in a fifth of the time. */
char *query_reports(const BounceNoticeInfo *notice);

/* The mail with one of these Message-IDs, NULL-ended; "" when there are none. */
char *query_ids(const char *const *ids);

/* The mail that may be from one of these addresses (UTF-8), and some more: the
 * index holds words, not addresses; "" when none has words.  Whatever stands in an
 * address, it is searched for, and no part of the language of queries. */
char *query_senders(const char *const *addresses);

/* The same, asked in a way that finds still more and takes Xapian a fourth of the time:
 * for one word of each address, which few others should have. */
char *query_senders_by_word(const char *const *addresses);

/* What both base and terms find. */
char *query_narrow(const char *base, const char *terms);

/* The same, where terms are S-expressions, as notmuch-sexp-queries(7) has them, and so
 * is what comes of it; base is none. */
char *query_narrow_sexp(const char *base, const char *terms);

/* Are quotes and parentheses closed?  Xapian takes a query where they are not
 * as other words than were meant, and finds nothing. */
bool query_is_balanced(const char *query);
