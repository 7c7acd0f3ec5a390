/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * error.h - what libbounce could not do
 *
 * Odd mail is never an error; it gives a report with notes.
 */
#pragma once

#include <glib.h>

#define BOUNCE_ERROR (bounce_error_quark())

typedef enum {
	BOUNCE_ERROR_DATA,  /* a file under share/ is missing or wrong */
	BOUNCE_ERROR_FRAME, /* a stored report does not read back */
	BOUNCE_ERROR_VERP,  /* a pattern makes no sense */
} BounceError;

GQuark bounce_error_quark(void);
