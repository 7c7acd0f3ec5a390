/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * view-stats.h - the statistics, which follow the model until they are closed
 */
#pragma once

#include "ui/view.h"

/* The context stays the caller's and must outlive the view. */
View *view_stats_new(const ViewContext *context);
