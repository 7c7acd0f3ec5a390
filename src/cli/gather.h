/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gather.h - all that a query finds, read to its end
 */
#pragma once

#include "core/intake.h"
#include "core/marks.h"

/* The model, refreshed, with guards and the marks of the user, which *marks, where marks is not
 * NULL, holds for the caller to free; NULL with an error, CLI_ERROR_NO_MATCH where no
 * message matches, when *marks is set all the same. */
Model *gather(const IntakeOptions *options, Marks **marks, GError **error);
