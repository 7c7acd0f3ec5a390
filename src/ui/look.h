/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * look.h - have the screen look as the configuration says
 */
#pragma once

#include "ui/config.h"
#include "ui/screen.h"

/* At first, and whenever the configuration has changed.  The palette is filled, and
 * must live as long as anything is painted. */
void look_apply(Palette *palette, Screen *screen, const Config *config);
