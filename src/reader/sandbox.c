/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sandbox.c - resource limits
 */
#include "reader/sandbox.h"

#include <glib.h>
#include <signal.h>
#include <sys/resource.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

/* What Xapian, the knowledge base and the worst of messages take, three times
 * over.  AddressSanitizer reserves terabytes and cannot live under it. */
#define MEMORY_MAX ((rlim_t)1024 * 1024 * 1024)

/* Xapian holds about ten, iconv opens one for a moment. */
#define FILES_MAX 64

static const struct {
	int resource;
	rlim_t max;
} limits[] = {
	{RLIMIT_CORE, 0}, /* it would hold mail */
	{RLIMIT_FSIZE, 0},
	{RLIMIT_NOFILE, FILES_MAX},
#ifndef __SANITIZE_ADDRESS__
	{RLIMIT_AS, MEMORY_MAX},
#endif
};

void
sandbox_enter(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(limits); i++) {
		struct rlimit now;

		if (getrlimit(limits[i].resource, &now) != 0)
			continue;
		now.rlim_max = MIN(now.rlim_max, limits[i].max);
		now.rlim_cur = now.rlim_max;
		setrlimit(limits[i].resource, &now);
	}
#ifdef __linux__
	prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
}
