/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * store-info.h - what a store answered, kept and compared
 */
#pragma once

#include <stdbool.h>

#include "core/readers.h"

/* A copy of all of it. */
StoreInfo *store_info_copy(const StoreInfo *store);
void store_info_free(StoreInfo *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StoreInfo, store_info_free)

/* What its answers rest on beside the index, of which the revision tells nothing: the
 * same mail is asked for, and read and judged in the same way. */
bool store_info_agrees(const StoreInfo *a, const StoreInfo *b);

/* A mail matches as long as neither the mail nor its tags change: the query asks for no
 * date, which may be relative to the day, nor for a saved query that may do so. */
bool store_info_is_lasting(const StoreInfo *store);
