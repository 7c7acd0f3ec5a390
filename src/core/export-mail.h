/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * export-mail.h - the bounces themselves, as an mbox
 *
 * Mail is fetched by a reader, one after the other, and written as it stands but for
 * the quoting of mboxrd: a line "From ", or one so quoted, gets a ">".  A mail that
 * cannot be had whole is not written, and its address counts as refused.
 */
#pragma once

#include "core/export-file.h"
#include "core/export.h"
#include "core/intake.h"

typedef struct ExportMail ExportMail;

/* Write all bounces of what is given to the file, which is committed by the caller,
 * and call done from the main context; error is why it could not be written, or NULL.
 * Of intake, program and data_dir are used.  Export and file stay the caller's and must
 * outlive it; the model may change. */
ExportMail *export_mail_new(const IntakeOptions *intake, Export *export, ExportFile *file,
                            void (*done)(const GError *error, void *user), void *user);
/* Stops it. */
void export_mail_free(ExportMail *mail);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ExportMail, export_mail_free)

/* A mail of mbox form: its From_ line, its lines quoted, a blank line. */
void export_mail_append(GString *out, const char *bytes, size_t len, gint64 date);
