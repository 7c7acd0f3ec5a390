/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kb.h - our own knowledge base as a test's state
 */
#pragma once

#include "unit.h"

#include <bounce/bounce.h>

static inline int
load_kb(void **state)
{
	*state = bounce_kb_load((const char *const[]){"share/kb", NULL}, NULL, NULL);
	return *state ? 0 : -1;
}

static inline int
unload_kb(void **state)
{
	bounce_kb_unref(*state);
	return 0;
}
