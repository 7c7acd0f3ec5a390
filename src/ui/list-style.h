/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * list-style.h - the colours of the list: what they follow
 *
 * By fault where that is what rows are grouped by, else by class.
 */
#pragma once

#include "core/model.h"
#include "ui/paint.h"

/* Of the class and the code; the row must have an address. */
Style list_style_row(const Row *row);

/* Of its heading: that of its rows when they have it in common. */
Style list_style_group(const Group *group);
