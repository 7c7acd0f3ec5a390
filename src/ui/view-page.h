/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * view-page.h - a text that has the whole screen until it is closed
 */
#pragma once

#include "core/doc.h"
#include "ui/view.h"

/* Takes doc.  The context stays the caller's and must outlive the view. */
View *view_page_new(const ViewContext *context, Doc *doc);
