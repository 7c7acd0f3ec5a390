/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/mark.h"

#include <string.h>

#define X(value, name, letter) name,
static const char *const names[] = {MARK_STATES(X)};
#undef X

#define X(value, name, letter) letter,
static const char letters[] = {MARK_STATES(X)};
#undef X

/* In the order of their weight. */
static const char *const makers[] = {MARK_RULE, MARK_IMPORT, MARK_USER};

const char *
mark_state_name(MarkState state)
{
	g_return_val_if_fail(state < MARK_N_STATES, "");

	return names[state];
}

const char *const *
mark_state_names(void)
{
#define X(value, name, letter) MARK_##value == MARK_IGNORED ? NULL : name,
	static const char *const of_addresses[] = {MARK_STATES(X) NULL};
#undef X

	return of_addresses;
}

char
mark_state_letter(MarkState state)
{
	g_return_val_if_fail(state < MARK_N_STATES, ' ');

	return letters[state];
}

bool
mark_state_from_name(const char *name, MarkState *state)
{
	for (size_t i = 0; i < MARK_N_STATES; i++) {
		if (g_str_equal(names[i], name)) {
			*state = (MarkState)i;
			return true;
		}
	}
	return false;
}

/* 0 is nobody that we know. */
static size_t
weight(const char *by)
{
	for (size_t i = 0; i < G_N_ELEMENTS(makers); i++) {
		size_t len = strlen(makers[i]);
		bool is_named = makers[i][len - 1] == ':';

		if (strncmp(by, makers[i], len) == 0 && (by[len] != '\0') == is_named)
			return i + 1;
	}
	return 0;
}

bool
mark_is_by(const char *by)
{
	return weight(by) > 0;
}

bool
mark_may_replace(const Mark *old, const Mark *new)
{
	if (old->state == MARK_NONE)
		return true;
	if (old->state == MARK_KEEP && g_str_has_prefix(new->by, MARK_RULE))
		return false;
	return weight(new->by) >= weight(old->by);
}
