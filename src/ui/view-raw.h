/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * view-raw.h - a mail as it stands, on a page of its own
 *
 * This process opens no mail: a reader does.
 */
#pragma once

#include "core/intake.h"
#include "ui/view.h"

/* Who is told, by changed(user), once the mail is there. */
typedef struct {
	void (*changed)(void *user);
	void *user;
} RawEvents;

/* Context and options stay the caller's and must outlive the view. */
View *view_raw_new(const ViewContext *context, const IntakeOptions *options, const char *path,
                   const RawEvents *events);
