/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * view-help.h - the keys that work in a place, and what the list shows
 */
#pragma once

#include "ui/view.h"

/* The context stays the caller's and must outlive the view. */
View *view_help_new(const ViewContext *context, Where where);
