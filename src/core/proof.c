/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/proof.h"

#include <string.h>

#define X(value, name, text) name,
static const char *const names[] = {PROOFS(X)};
#undef X

#define X(value, name, text) text,
static const char *const words[] = {PROOFS(X)};
#undef X

/* "News for all <news.lists.example.org>", in lower case (RFC 2919 section 6). */
static char *
bare_id(const char *text)
{
	const char *open = strrchr(text, '<');
	const char *close = open ? strchr(open, '>') : NULL;
	g_autofree char *id =
		close ? g_strndup(open + 1, (size_t)(close - open - 1)) : g_strdup(text);

	return g_utf8_strdown(g_strstrip(id), -1);
}

/* The id without its frame when it is one of ours. */
static char *
our_id(const char *text, const char *const *lists)
{
	g_autofree char *id = bare_id(text);

	if (*id == '\0')
		return NULL;
	for (; lists && *lists; lists++) {
		g_autofree char *pattern = g_utf8_strdown(*lists, -1);

		if (g_pattern_match_simple(pattern, id))
			return g_steal_pointer(&id);
	}
	return NULL;
}

Proof
proof_of(const BounceReport *report, const BounceRecipient *to, const char *const *lists,
         char **list)
{
	const BounceOriginal *original = bounce_report_original(report);

	*list = NULL;
	if (to->address_source == BOUNCE_ADDRESS_SOURCE_VERP)
		return PROOF_VERP;
	*list = our_id(original->list_id, lists);
	if (!*list)
		*list = our_id(original->envelope_id, lists);
	return *list ? PROOF_LIST : PROOF_UNPROVEN;
}

const char *
proof_name(Proof proof)
{
	g_return_val_if_fail(proof < N_PROOFS, "");

	return names[proof];
}

const char *
proof_words(Proof proof)
{
	g_return_val_if_fail(proof < N_PROOFS, "");

	return words[proof];
}
