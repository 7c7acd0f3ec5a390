/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * quiet.h - keep what libraries write to stderr off the screen
 */
#pragma once

#include <glib.h>

typedef struct Quiet Quiet;

/* From now on fd 2 is a file in memory. */
Quiet *quiet_new(void);
/* Put fd 2 back and write the end of what came to it. */
void quiet_free(Quiet *quiet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Quiet, quiet_free)
