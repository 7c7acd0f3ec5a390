/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * incident.h - many addresses that failed with the same words within a day
 *
 * A server that answers so has most likely a fault of its own: it refuses everybody, in
 * the words that it has for one who is gone.  How large a mailing was is not in bounces;
 * so what part of it came back cannot be asked.
 */
#pragma once

#include "core/model.h"

/* At a domain, or at a host that refused, this many addresses ... */
#define INCIDENT_ADDRESSES 10
/* ... and this part of all its bounces, one in ... */
#define INCIDENT_SHARE 2
/* ... within this time, in seconds. */
#define INCIDENT_SPAN ((gint64)24 * 60 * 60)

/* For each of rows, which have an address, the one that its latest bounce is in: the larger
 * of that at its domain and that at its host, and of one that goes on for longer than a day
 * the last day that holds it.  All of incidents are NULL before; the caller frees what is
 * found. */
void incident_find(const Row *const *rows, size_t n_rows, Incident **incidents);
