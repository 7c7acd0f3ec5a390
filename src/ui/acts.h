/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * acts.h - what is done with the bounce that is shown: handed to another program, copied
 */
#pragma once

#include "ui/browser.h"
#include "ui/command.h"

/* false when the command is none of these. */
bool acts_run(Browser *browser, Command command);
