/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * limits.h - which addresses are shown, as the user says it
 *
 * The limit in force is the model's; those before it are kept here, to go back to.
 */
#pragma once

#include "core/filter.h"
#include "ui/command.h"
#include "ui/view.h"

typedef struct Limits Limits;

Limits *limits_new(void);
void limits_free(Limits *limits);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Limits, limits_free)

/* Limit to text, or with "" or "." show all; what was in force is kept.  false with
 * error, and nothing changed, when text makes no sense. */
bool limits_set(Limits *limits, const ViewContext *context, const char *text, GError **error);

/* The same of what limits_try() has put in force while it was typed, after before was. */
bool limits_accept(Limits *limits, const ViewContext *context, const char *text, const char *before,
                   GError **error);

/* The same without keeping: for each letter that is typed. */
bool limits_try(const ViewContext *context, const char *text, FilterMistake *mistake,
                GError **error);

/* Go back to the one before; false when there is none. */
bool limits_pop(Limits *limits, const ViewContext *context);

/* The text of the limit in force, or "". */
const char *limits_text(const ViewContext *context);

/* What a quick filter stands for; of COMMAND_LIMIT_ALIKE, more like the row, which may
 * be NULL, beside what is in force.  NULL when the command is none, or row is needed.
 * The caller frees. */
char *limits_quick(Command command, const ViewContext *context, const Row *row);
