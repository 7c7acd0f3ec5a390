/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gather.h - all that a query finds, read to its end
 */
#pragma once

#include "core/intake.h"
#include "core/marks.h"

/* The model, refreshed, with guards and the marks of the user, which *marks, where marks
 * is not NULL, holds for the caller to free.  *nothing, to be freed, is NULL unless no
 * message matches: then it says so, as errors do.  NULL with an error. */
Model *gather(const IntakeOptions *options, Marks **marks, char **nothing, GError **error);
