/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * stage.h - where in the SMTP dialogue it was refused, by what servers write
 *
 * "(in reply to RCPT TO command)", ">>> DATA": the phrases of share/kb/stage.conf.
 */
#pragma once

#include <bounce/report.h>

#include "kb-source.h"
#include "slice.h"

typedef struct BounceStages BounceStages;

BounceStages *bounce_stages_new(void);
void bounce_stages_free(BounceStages *stages);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BounceStages, bounce_stages_free)

/* The group's name is a stage's; "phrases" are what tells it. */
bool bounce_stages_add(BounceStages *stages, const BounceKbSource *source, const char *group,
                       GError **error);

/* The last one that text tells of: a transcript begins with what went well. */
BounceStage bounce_stages_find(const BounceStages *stages, BounceSlice text);
