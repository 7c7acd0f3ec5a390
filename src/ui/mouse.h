/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mouse.h - what the mouse does in a view
 */
#pragma once

#include "ui/input.h"
#include "ui/layout.h"
#include "ui/view.h"

bool mouse_is_in(MouseEvent event, Area area);

/* The wheel scrolls; a click in a list goes to the line.  True when the cursor was on
 * that line, which is then to be opened. */
bool mouse_run(MouseEvent event, View *view, Area area);
