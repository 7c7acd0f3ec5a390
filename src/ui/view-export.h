/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * view-export.h - the forms to export in, and what would be written in the chosen one
 */
#pragma once

#include "core/export.h"
#include "ui/exporting.h"
#include "ui/view.h"

/* Context and exporting stay the caller's and must outlive the view. */
View *view_export_new(const ViewContext *context, Exporting *exporting);

/* The form that the cursor is on, and of which addresses. */
const ExportFormat *view_export_format(const View *view);
ExportScope view_export_scope(const View *view);
