/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * checking.h - is the knowledge base as it should be?
 *
 * To find out takes as long as some frames: a thread does it.
 */
#pragma once

#include "ui/options.h"

typedef struct Checking Checking;

/* failed is called from the main context, once at most; it may free the checking. */
Checking *checking_new(const UiOptions *options, void (*failed)(const GError *error, void *user),
                       void *user);
/* Nothing is called any more.  NULL is none. */
void checking_free(Checking *checking);
