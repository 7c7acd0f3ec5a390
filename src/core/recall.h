/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * recall.h - what is in the cache comes back into the model
 *
 * The newest at once, all else bit by bit from the main context, so that a key is
 * answered meanwhile.
 */
#pragma once

#include "core/stock.h"

typedef struct {
	Stock *stock;   /* with a cache */
	bool only_mail; /* nothing that was found out about rows */
	/* The newest have been there for somebody to see them. */
	void (*seen)(void *user);
	/* This file is to be read again. */
	void (*unread)(const Origin *origin, void *user);
	/* All is back.  May free the recall. */
	void (*done)(void *user);
	void *user;
} RecallOptions;

typedef struct Recall Recall;

Recall *recall_new(const RecallOptions *options);
/* No mail is in the cache: there is nothing to wait for. */
bool recall_is_empty(const Recall *recall);
void recall_free(Recall *recall);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Recall, recall_free)
