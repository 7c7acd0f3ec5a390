/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * guarding.h - what the user has said of guards, and which addresses are protected
 *
 * Protected are the user's own addresses, those that patterns name, and those that
 * belong to a role, as nobody subscribes with one.  A value that never changes.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* What bounces.guards is set to where nothing is to be held back. */
#define GUARDS_OFF "off"

typedef struct Guarding Guarding;

/* Of the keys user.primary_email, user.other_email, bounces.protect and bounces.guards;
 * settings are of setting.h. */
Guarding *guarding_new(const char *const *settings);
Guarding *guarding_ref(Guarding *guarding);
void guarding_unref(Guarding *guarding);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Guarding, guarding_unref)

/* Was it made of these settings? */
bool guarding_is_of(const Guarding *guarding, const char *const *settings);

/* Nothing is to be held back. */
bool guarding_is_off(const Guarding *guarding);

/* identity is of identity.h.  In patterns "*" and "?" stand for any text and any
 * character; one without "@" is of a domain. */
bool guarding_protects(const Guarding *guarding, const char *identity);
