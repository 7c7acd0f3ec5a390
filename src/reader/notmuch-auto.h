/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * notmuch-auto.h - libnotmuch, with cleanup: its one door
 *
 * What hangs below a query is freed with it, so only what is owned is listed.
 */
#pragma once

#include <glib.h>
#include <notmuch.h>

#if !LIBNOTMUCH_CHECK_VERSION(5, 4, 0)
#error "libnotmuch 5.4 (notmuch 0.32) is needed"
#endif

G_DEFINE_AUTOPTR_CLEANUP_FUNC(notmuch_database_t, notmuch_database_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(notmuch_query_t, notmuch_query_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(notmuch_config_pairs_t, notmuch_config_pairs_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(notmuch_config_values_t, notmuch_config_values_destroy)
