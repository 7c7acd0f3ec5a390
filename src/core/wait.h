/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * wait.h - how long a server asks to wait, as greylisting does
 */
#pragma once

/* In seconds: "come back in 00:02:00", "try again in 5 minutes".  0 when words name
 * no time, or one that nobody means. */
unsigned wait_find(const char *words);
