/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * export-mail.h - the bounces themselves, as an mbox
 *
 * Mail is fetched by a reader, one after the other, and written as it stands but for
 * the quoting of mboxrd: a line "From ", or one so quoted, gets a ">".  A mail that
 * cannot be had whole is not written.
 */
#pragma once

#include "core/export-file.h"
#include "core/intake.h"

typedef struct ExportMail ExportMail;

/* What is told, from the main context. */
typedef struct {
	/* A mail is not written; addresses, NULL-ended, are those it is about. */
	void (*refused)(const char *const *addresses, const char *why, void *user);
	/* error is why all could not be written, or NULL. */
	void (*done)(const GError *error, void *user);
} ExportMailEvents;

/* Write all bounces of the rows, of const Row *, each mail once, to the file, which is
 * committed by the caller.  Of intake, program and data_dir are used.  The file stays the
 * caller's and must outlive it, as must the events; the model may change. */
ExportMail *export_mail_new(const IntakeOptions *intake, const GPtrArray *rows, ExportFile *file,
                            const ExportMailEvents *events, void *user);
/* Stops it. */
void export_mail_free(ExportMail *mail);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ExportMail, export_mail_free)

/* A mail of mbox form: its From_ line, its lines quoted, a blank line. */
void export_mail_append(GString *out, const char *bytes, size_t len, gint64 date);
