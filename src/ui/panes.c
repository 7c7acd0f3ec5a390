/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * panes.c - which of list and detail has the focus, and whether it stands alone
 */
#include "ui/panes.h"

/* Once to go to the detail, once more to have it alone. */
static void
open_detail(Panes *panes)
{
	if (panes->focus == PANE_DETAIL)
		panes->alone = !panes->alone;
	panes->focus = PANE_DETAIL;
}

static void
step(Panes *panes, Pane towards)
{
	if (panes->alone && panes->focus != towards) {
		panes->alone = false;
		return;
	}
	panes->focus = towards;
	panes->alone = true;
}

bool
panes_run(Panes *panes, Command command)
{
	switch (command) {
	case COMMAND_OPEN:
		open_detail(panes);
		return true;
	case COMMAND_OTHER_PANE:
		panes->focus = panes->focus == PANE_LIST ? PANE_DETAIL : PANE_LIST;
		return true;
	case COMMAND_ZOOM:
		panes->alone = !panes->alone;
		return true;
	case COMMAND_DETAIL_MORE:
		step(panes, PANE_DETAIL);
		return true;
	case COMMAND_DETAIL_LESS:
		step(panes, PANE_LIST);
		return true;
	default:
		return false;
	}
}

bool
panes_leave(Panes *panes)
{
	if (panes->focus == PANE_LIST)
		return false;
	*panes = (Panes){PANE_LIST, false};
	return true;
}
