/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sandbox.h - what a reader takes from itself before it touches mail
 */
#pragma once

/* Limit memory, open files, and what may be written: nothing.  The process ends
 * with the program that started it.  What the system refuses to limit stays as
 * it is. */
void sandbox_enter(void);
