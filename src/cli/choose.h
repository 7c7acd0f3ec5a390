/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * choose.h - the options that say which rows are printed, and in which order
 */
#pragma once

#include "core/filter.h"

#include <glib.h>
#include <stdbool.h>

/* As they were given; all may be NULL. */
typedef struct {
	char *filter, *class, *mark, *since, *until;
	char *sort, *limit, *offset;
} ChooseOptions;

/* Entries of a GOptionEntry table. */
#define CHOOSE_TEXT(name, to, help, value)                                                         \
	{                                                                                          \
		name, 0, 0, G_OPTION_ARG_STRING, to, help, value                                   \
	}
#define CHOOSE_ROWS(to)                                                                            \
	CHOOSE_TEXT("filter", &(to)->filter, "only rows that match", "EXPR"),                      \
		CHOOSE_TEXT("class", &(to)->class, "only this class", "NAME"),                     \
		CHOOSE_TEXT("since", &(to)->since,                                                 \
	                    "that bounced last since a day (2026-01-31), or so long ago (30d)",    \
	                    "DATE"),                                                               \
		CHOOSE_TEXT("until", &(to)->until, "... or until then", "DATE")
#define CHOOSE_MARK(to) CHOOSE_TEXT("mark", &(to)->mark, "only with this mark", "NAME")
#define CHOOSE_ORDER(to)                                                                           \
	CHOOSE_TEXT("sort", &(to)->sort, "within groups; -asc, -desc", "KEY"),                     \
		CHOOSE_TEXT("limit", &(to)->limit, "at most so many", "N"),                        \
		CHOOSE_TEXT("offset", &(to)->offset,                                               \
	                    "leave out the first; -N: begin at the N-th last", "N")
#define CHOOSE_N_ORDER 3

void choose_options_clear(ChooseOptions *options);

typedef struct {
	Filter *filter; /* NULL: all rows */
	SortKey sort;
	bool is_reversed;
	guint64 offset, limit;
	bool is_from_end; /* offset is of the end */
} Choice;

void choice_clear(Choice *choice);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Choice, choice_clear)

/* What they come to, to be cleared in any case; false with CLI_ERROR_USAGE. */
bool choose_read(const ChooseOptions *options, Choice *choice, GError **error);

/* Limit and sort the model so. */
void choose_apply(const Choice *choice, Model *model, const BounceKb *kb);
