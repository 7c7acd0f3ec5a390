/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * filter-flag.h - what a filter can ask of a row by "is:"
 *
 * For filter*.c alone.
 */
#pragma once

#include "core/model.h"

/* Each is true of a row or not.
 *
 *      function in filter-flag.c, name, help */
#define FILTER_FLAGS(X)                                                                            \
	X(is_conflict, "conflict", "codes, or the code and the words, contradict each other")      \
	X(is_explained, "explained", "why it was refused is known")                                \
	X(is_forwarded, "forwarded", "what failed is another address, to which it led")            \
	X(is_multi, "multi", "the report is about several addresses")                              \
	X(is_alive, "alive", "the address wrote after its last bounce")                            \
	X(is_proven, "proven", "one of its bounces is shown to be about our mail")                 \
	X(is_unproven, "unproven", "the store was asked, and nothing shows that")                  \
	X(is_new, "new", "it was kept, and has failed for good since")                             \
	X(is_held, "held", "the verdict is less than that of the reason")                          \
	X(is_valid, "valid", "it has the form of an address")

/* NULL-ended. */
extern const char *const filter_flag_names[];

/* By its place among these. */
bool filter_flag_holds(size_t flag, const Row *row);
