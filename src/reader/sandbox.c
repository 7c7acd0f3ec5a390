/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sandbox.c - resource limits, then the rest
 */
#include "reader/sandbox.h"

#include <glib.h>
#include <signal.h>
#include <sys/resource.h>
#include <time.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "reader/landlock.h"
#include "reader/seccomp.h"

/* What Xapian, the knowledge base and the worst of messages take, three times
 * over.  Sanitizers reserve terabytes and cannot live under it. */
#define MEMORY_MAX ((rlim_t)1024 * 1024 * 1024)

/* Xapian holds about ten, iconv opens one for a moment. */
#define FILES_MAX 64

#ifdef __GLIBC__
typedef __rlimit_resource_t Resource;
#else
typedef int Resource;
#endif

static const struct {
	Resource resource;
	rlim_t max;
} limits[] = {
	{RLIMIT_CORE, 0}, /* it would hold mail */
	{RLIMIT_FSIZE, 0},
	{RLIMIT_NOFILE, FILES_MAX},
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
	{RLIMIT_AS, MEMORY_MAX},
#endif
};

static void
limit_resources(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(limits); i++) {
		struct rlimit now;

		if (getrlimit(limits[i].resource, &now) != 0)
			continue;
		now.rlim_max = MIN(now.rlim_max, limits[i].max);
		now.rlim_cur = now.rlim_max;
		setrlimit(limits[i].resource, &now);
	}
}

const char *
sandbox_enter(void)
{
	limit_resources();
#ifdef __linux__
	prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
	/* In this order: the filter lets none of the calls through that the other needs. */
	bool has_landlock = landlock_enter();
	bool has_seccomp = seccomp_enter();

	if (has_landlock && has_seccomp)
		return "";
	return has_seccomp    ? "access to files (Landlock)"
	       : has_landlock ? "system calls (seccomp)"
	                      : "system calls (seccomp) and access to files (Landlock)";
}

void
sandbox_allow_cpu(unsigned seconds, guint64 *until)
{
	struct rlimit limit;
	struct timespec used;

	if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used) != 0)
		return;
	/* What is left will do for another message. */
	if ((guint64)used.tv_sec + 1 + seconds / 2 < *until)
		return;
	if (getrlimit(RLIMIT_CPU, &limit) != 0)
		return;
	*until = (guint64)used.tv_sec + 1 + seconds;
	limit.rlim_cur = MIN((rlim_t)*until, limit.rlim_max);
	setrlimit(RLIMIT_CPU, &limit);
}
