/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * explain-row.h - what the store knows of an address, in words for people
 */
#pragma once

#include "core/doc.h"
#include "core/model.h"

/* Whether its bounces are about mail we sent, whether it has written since, and what
 * guards it. */
void explain_standing(Doc *doc, const Row *row);
