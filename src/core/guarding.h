/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * guarding.h - what the user has said of guards, and which addresses are protected
 *
 * Protected are the user's own addresses, those that patterns name, and those that
 * belong to a role, as nobody subscribes with one.  A value that never changes.
 */
#pragma once

#include "core/readers.h"

/* Keys of the configuration as they stand there; "" where one is not set.  Lists have
 * ";" between. */
typedef struct {
	const char *primary_email; /* user.primary_email */
	const char *other_email;   /* user.other_email, a list */
	const char *protect;       /* bounces.protect, a list */
	const char *guards;        /* bounces.guards */
} GuardSettings;

/* Those of a store; they live as long as what it says. */
GuardSettings guard_settings_of(const StoreInfo *store);

/* What bounces.guards is set to where nothing is to be held back. */
#define GUARDS_OFF "off"

typedef struct Guarding Guarding;

Guarding *guarding_new(const GuardSettings *settings);
Guarding *guarding_ref(Guarding *guarding);
void guarding_unref(Guarding *guarding);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Guarding, guarding_unref)

/* Was it made of these settings? */
bool guarding_is_of(const Guarding *guarding, const GuardSettings *settings);

/* Nothing is to be held back. */
bool guarding_is_off(const Guarding *guarding);

/* identity is of identity.h.  In patterns "*" and "?" stand for any text and any
 * character; one without "@" is of a domain. */
bool guarding_protects(const Guarding *guarding, const char *identity);
