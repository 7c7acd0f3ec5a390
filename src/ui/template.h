/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * template.h - the command line of another program, with holes for what is shown
 *
 * It is split into arguments first, as a shell would split it but by no shell, and
 * filled in after: whatever stands in a mail stays within the argument that has the
 * hole, and is neither an option nor a command.  Starts nothing.
 *
 *   %i  the Message-ID             %f  the file
 *   %q  the query that finds it    %u  the same as a part of a URL      %%  a "%"
 */
#pragma once

#include <glib.h>

/* Any bytes, none NULL. */
typedef struct {
	const char *message_id;
	const char *path;
} TemplateValues;

/* The arguments, the first being the program; the caller frees.  NULL with
 * G_SHELL_ERROR or G_IO_ERROR_INVALID_ARGUMENT when the template is wrong. */
char **template_fill(const char *template, const TemplateValues *values, GError **error);

/* What notmuch finds the mail by; the caller frees. */
char *template_query(const char *message_id);

/* A template for one of the mail clients that are known, the first of them that is
 * installed; NULL when none is. */
const char *template_default(void);
