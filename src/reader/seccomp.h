/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * seccomp.h - the system calls that a reader may make (Linux)
 */
#pragma once

#include <stdbool.h>

/* From now on this process, and what it would start, reads files, talks over the
 * sockets it has, and manages its own memory.  Any other call fails with ENOSYS: it
 * cannot open a file to write, connect, start a program or signal another process.
 * false: the system has no such filter, or not for this machine. */
bool seccomp_enter(void);
