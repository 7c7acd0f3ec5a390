/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cli.h - the commands that need no screen
 *
 * A command is one row: its name, what it takes, one line about it, and the
 * function.  It prints results on stdout and nothing else, hints on stderr; what it
 * could not do comes back as a GError.
 */
#pragma once

#include "core/doc.h"

#include <bounce/bounce.h>

#include <glib.h>
#include <stdbool.h>

#define CLI_ERROR (cli_error_quark())

typedef enum {
	CLI_ERROR_USAGE,    /* it made no sense */
	CLI_ERROR_NO_MATCH, /* nothing was found */
	CLI_ERROR_INPUT,    /* some of it could not be read */
	CLI_ERROR_OUTPUT,   /* it could not be written */
	CLI_ERROR_BUSY,     /* another program was in the way */
	CLI_ERROR_STOPPED,  /* by ^C */
	CLI_ERROR_CHECK,    /* --check found something; no error, and no words */
	CLI_ERROR_CLOSED,   /* nobody reads it any more, which is none, and has no words */
	CLI_ERROR_TOO_OLD,  /* a version of the format that is printed no more, */
	CLI_ERROR_TOO_NEW,  /* or not yet */
	CLI_ERROR_OPTIONS,  /* none: what complete.h asked for */
} CliError;

GQuark cli_error_quark(void);

/* What the program exits with after an error. */
int cli_status(const GError *error);

typedef struct {
	const char *program;   /* this executable */
	const char *reader;    /* that of the readers, see readers.h */
	const char *data_dir;  /* share/, where kb/ is */
	const char *cache_dir; /* see cache.h */
	CellsFlags flags;      /* CELLS_ASCII when the locale knows no more */
	/* Shows a message of some lines on standard error, what goes beside the result; it may
	 * quote anything. */
	void (*say)(const char *message, CellsFlags flags);
} CliContext;

/* An option that takes one of a few names. */
typedef struct {
	const char *option;
	const char *const *(*names)(void); /* NULL-ended */
} CliChoice;

/* What the arguments of a command begin with that has options. */
#define CLI_OPTIONS "[OPTION...] "

typedef struct {
	const char *name;
	const char *arguments;
	const char *summary;
	/* Those that only some commands have, ended by {0}; NULL is none. */
	const CliChoice *choices;
	/* args are NULL-ended, the command's name first.  An error's message says on
	 * one line why, on the next what to do; "" is not to be shown. */
	bool (*run)(const CliContext *context, char **args, GError **error);
} Cli;

/* NULL when there is no such command. */
const Cli *cli_find(const char *name);

/* The i-th, from 0 on; NULL behind the last. */
const Cli *cli_at(size_t i);

/* ---- for the commands themselves */

/* Parse options; *rest is what follows the command's name and is no option, for
 * the caller to free.  Options are written as args.h says.  Understands --help, for
 * which it prints usage made from the command's row, and --version; then it ends the
 * program. */
bool cli_options(const Cli *command, const GOptionEntry *entries, char **args, char ***rest,
                 GError **error);

/* Add the line that says what to do to an error that has none. */
void cli_advise(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* One of the names, which are NULL-ended.  -1 with CLI_ERROR_USAGE. */
int cli_choice(const char *option, const char *value, const char *const *names, GError **error);

/* The lines of a text, wrapped to width cells. */
void cli_append_doc(GString *out, const Doc *doc, size_t width, CellsFlags flags);

/* The cells of a line on stdout: those of $COLUMNS, of the terminal, or what is usual
 * where it is none; 20 to 300. */
size_t cli_width(void);

/* Write text to stdout, whole. */
bool cli_write(const GString *text, GError **error);

/* Where the user's caches are; the caller frees. */
char *cli_cache_dir(void);

/* The knowledge base of context->data_dir. */
BounceKb *cli_load_kb(const CliContext *context, GError **error);

/* The same, bit by bit; see bounce_kb_open(). */
BounceKb *cli_open_kb(const CliContext *context);
bool cli_check_kb(const BounceKb *kb, GError **error);
