/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * unit.h - what every unit test uses: cmocka, and rows that name themselves
 */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <glib.h>

#define for_each_case(c, cases)                                                                    \
	for (__typeof__(&(cases)[0]) c = (cases); c < (cases) + G_N_ELEMENTS(cases); c++)

/* Fail with words of our own unless the condition holds. */
#define check(condition, ...)                                                                      \
	do {                                                                                       \
		if (!(condition)) {                                                                \
			print_error("%s:%d: ", __FILE__, __LINE__);                                \
			print_error(__VA_ARGS__);                                                  \
			print_error("\n");                                                         \
			fail();                                                                    \
		}                                                                                  \
	} while (0)
