/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * panes.h - which of list and detail has the focus, and whether it stands alone
 *
 * A value and what commands make of it.
 */
#pragma once

#include "ui/command.h"
#include "ui/layout.h"

typedef struct {
	Pane focus;
	bool alone; /* the pane with the focus has the screen for itself */
} Panes;

/* false when the command is not about panes. */
bool panes_run(Panes *panes, Command command);

/* Go back to the list; false when we are there. */
bool panes_leave(Panes *panes);
