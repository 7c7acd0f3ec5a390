/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * help.h - the keys that work in a place, and what is seen there
 */
#pragma once

#include "core/doc.h"
#include "ui/keymap.h"

/* The caller frees it. */
Doc *help_doc(const Keymap *keymap, Where where);
