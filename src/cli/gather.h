/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gather.h - all that a query finds, read to its end
 */
#pragma once

#include "core/intake.h"

/* The model, refreshed, with the marks of the user; NULL with an error, as CLI_ERROR_NO_MATCH where
 * no message matches. */
Model *gather(const IntakeOptions *options, GError **error);
