/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * view-raw.h - a mail, or a part of it, as it stands, on a page of its own
 *
 * This process opens no mail: a reader does.
 */
#pragma once

#include "core/intake.h"
#include "core/readers.h"
#include "ui/view.h"

/* Who is told, by changed(user), once the mail is there. */
typedef struct {
	void (*changed)(void *user);
	void *user;
} RawEvents;

/* Context and options stay the caller's and must outlive the view. */
View *view_raw_new(const ViewContext *context, const IntakeOptions *options, const char *path,
                   Show what, const RawEvents *events);

/* What the view, of WHERE_MAIL, shows. */
Show view_raw_what(const View *view);
