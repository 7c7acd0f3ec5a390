/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ask.h - what is asked on the last line: one line of text, or yes or no
 *
 * One question at a time; keys go to it first.  What a question is about, it is told
 * by its class; it has a history, it can complete, and say how it stands while it is
 * typed.
 */
#pragma once

#include "ui/paint.h"

#include <stdbool.h>

/* What is said of the text while it is typed. */
typedef struct {
	char *note;        /* at the right: "31 addrs", or what is wrong; owned, or NULL */
	size_t begin, end; /* bytes of the text that are wrong; equal when none are */
} AskState;

typedef struct {
	const char *label;   /* before the text: "/" */
	const char *history; /* the name of its history, or NULL */
	bool is_yes_or_no;   /* one key: y is done, any other cancels */
	/* Each may be NULL but done; they may begin another question. */
	AskState (*changed)(const char *text, void *user);
	void (*done)(const char *text, void *user);
	void (*cancelled)(void *user);
	/* The words that can stand where the one stands that ends at at, from *begin on;
	 * NULL-ended; the caller frees. */
	char **(*complete)(const char *text, size_t at, size_t *begin, void *user);
} AskClass;

typedef struct Ask Ask;

/* Histories are kept under dir; "" keeps none. */
Ask *ask_new(const char *dir);
void ask_free(Ask *ask);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Ask, ask_free)

/* Begin a question; the class must outlive it.  label, when it is not NULL, stands for
 * that of the class. */
void ask_begin(Ask *ask, const AskClass *class, const char *label, const char *initial, void *user);
bool ask_is_open(const Ask *ask);
void ask_key(Ask *ask, const char *key);

/* Draw it on the first line of the canvas; the cursor's column. */
int ask_draw(const Ask *ask, const Canvas *canvas);
