/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * move.h - the commands that move a cursor through lines
 */
#pragma once

#include "core/cursor.h"
#include "ui/command.h"

/* Move the cursor as the command says, count times where that has a meaning (0: no number
 * was given), on a screen of so many rows.  false when it is no such command. */
bool move_run(Cursor *cursor, Command command, size_t count, size_t n_lines, size_t rows);
