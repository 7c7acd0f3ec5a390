/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * review.h - the commands that are about what rules propose
 */
#pragma once

#include "ui/browser.h"
#include "ui/command.h"

/* false when the command is not one of these. */
bool review_run_command(Browser *browser, Command command);

/* Tell, once, how many addresses the rules would mark. */
void review_tell(Browser *browser);
