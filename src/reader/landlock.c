/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * landlock.c - a set of rights, none of which is given for any folder
 */
#include "reader/landlock.h"

#if defined(__linux__) && __has_include(<linux/landlock.h>)

#include <glib.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Later than the headers of some systems. */
#ifndef LANDLOCK_ACCESS_FS_REFER
#define LANDLOCK_ACCESS_FS_REFER (1ULL << 13)
#endif
#ifndef LANDLOCK_ACCESS_FS_TRUNCATE
#define LANDLOCK_ACCESS_FS_TRUNCATE (1ULL << 14)
#endif

/* All rights of the first version but to read. */
#define FIRST_RIGHTS                                                                               \
	(LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE |                              \
	 LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |                          \
	 LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR |                              \
	 LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK |                              \
	 LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK |                            \
	 LANDLOCK_ACCESS_FS_MAKE_SYM)

static const struct {
	int version; /* of the kernel's Landlock, that knows the right */
	unsigned long long right;
} rights[] = {
	{1, FIRST_RIGHTS},
	{2, LANDLOCK_ACCESS_FS_REFER},
	{3, LANDLOCK_ACCESS_FS_TRUNCATE},
};

bool
landlock_enter(void)
{
	struct landlock_ruleset_attr refused = {0};
	long version =
		syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);

	for (size_t i = 0; i < G_N_ELEMENTS(rights); i++)
		if (version >= rights[i].version)
			refused.handled_access_fs |= rights[i].right;

	int ruleset = (int)syscall(SYS_landlock_create_ruleset, &refused, sizeof(refused), 0);
	if (ruleset < 0)
		return false;
	bool is_entered = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	                  syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
	close(ruleset);
	return is_entered;
}

#else

bool
landlock_enter(void)
{
	return false;
}

#endif
