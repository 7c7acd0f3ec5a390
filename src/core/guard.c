/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/guard.h"

#define X(value, name, words) name,
static const char *const guard_names_table[] = {GUARDS(X) NULL};
#undef X

#define X(value, name, words) words,
static const char *const guard_words_table[] = {GUARDS(X)};
#undef X

const char *const *
guard_names(void)
{
	return guard_names_table;
}

const char *
guard_name(GuardBit bit)
{
	return guard_names_table[bit];
}

const char *
guard_words(GuardBit bit)
{
	return guard_words_table[bit];
}

GuardBit
guard_first(GuardSet set)
{
	return (GuardBit)g_bit_nth_lsf(set, -1);
}
