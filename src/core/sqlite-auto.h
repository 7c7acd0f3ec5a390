/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sqlite-auto.h - SQLite, with statements that finalize themselves
 *
 * The one door to it.
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3, sqlite3_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3_stmt, sqlite3_finalize)
