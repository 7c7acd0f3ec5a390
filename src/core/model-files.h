/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * model-files.h - what each file came to, so that its Message-ID can be forgotten
 *
 * For model.c alone.  Keeps the figures about files of ModelCounts true; knows no
 * rows.
 */
#pragma once

#include "core/model.h"

typedef enum {
	FATE_WITH_ROWS,
	FATE_UNRECOGNISED,
	FATE_OTHER,
	FATE_COPY,
	FATE_UNREADABLE,
	N_FATES,
} FileFate;

typedef struct ModelFiles ModelFiles;

/* counts must outlive it. */
ModelFiles *model_files_new(ModelCounts *counts);
void model_files_free(ModelFiles *files);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ModelFiles, model_files_free)

/* Count a file; report is NULL when it could not be read; is_only is of an Origin.  Where
 * the Message-ID has an equal report already the fate is FATE_COPY instead, and true is
 * returned.  The Message-ID is borrowed until model_files_remove(), unless that of a file
 * before is. */
bool model_files_add(ModelFiles *files, const char *message_id, bool is_only,
                     const BounceReport *report, FileFate fate);

/* Count no file of this Message-ID any more. */
void model_files_remove(ModelFiles *files, const char *message_id);

/* Is a file of this Message-ID counted? */
bool model_files_has(const ModelFiles *files, const char *message_id);
