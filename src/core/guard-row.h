/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * guard-row.h - the guards that show in a row by itself, and what is said of all
 *
 * By its latest bounce that counts and what the store knows of the address.  Knows
 * neither other rows nor the configuration.
 */
#pragma once

#include "core/model.h"

/* By its latest bounce. */
GuardSet guard_row(const Row *row);

/* By what is known of a row with an address. */
GuardSet guard_standing(const Row *row);

/* All that guards it, in words for people, of an incident with its size and day (UTC); "" for
 * nothing.  The caller frees. */
char *guard_row_describe(const Row *row);
