/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wait.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

/* A week: servers give up long before. */
#define SECONDS_MAX (7u * 24 * 3600)

/* The longest number that is read, in digits. */
#define DIGITS_MAX 6

#define CLOCK_PARTS 3

static bool
read_number(const char **text, unsigned *number)
{
	size_t n = strspn(*text, "0123456789");

	*number = 0;
	if (n == 0 || n > DIGITS_MAX)
		return false;
	for (size_t i = 0; i < n; i++)
		*number = *number * 10 + (unsigned)((*text)[i] - '0');
	*text += n;
	return true;
}

/* "00:02:00" with hours, "05:00" without */
static unsigned
read_clock(const char *text)
{
	unsigned seconds = 0, number;
	size_t n_parts = 0;

	while (n_parts < CLOCK_PARTS && read_number(&text, &number) && number < 1000) {
		seconds = seconds * 60 + number;
		n_parts++;
		if (*text != ':')
			break;
		text++;
	}
	return n_parts > 1 ? seconds : 0;
}

/* "300 seconds", "5 min" */
static unsigned
read_units(const char *text)
{
	static const struct {
		const char *name;
		unsigned seconds;
	} units[] = {{"sec", 1}, {"min", 60}, {"hour", 3600}, {"day", 24 * 3600}};
	unsigned number;

	if (!read_number(&text, &number))
		return 0;
	text += *text == ' ' || *text == '-';
	for (size_t i = 0; i < G_N_ELEMENTS(units); i++)
		if (g_ascii_strncasecmp(text, units[i].name, strlen(units[i].name)) == 0)
			return MIN(number, SECONDS_MAX + 1) * units[i].seconds;
	return 0;
}

unsigned
wait_find(const char *words)
{
	static const char *const openings[] = {"in ", "after ", "for ", "wait ", "within "};

	for (const char *at = words; *at != '\0'; at++) {
		for (size_t i = 0; i < G_N_ELEMENTS(openings); i++) {
			size_t len = strlen(openings[i]);

			if (g_ascii_strncasecmp(at, openings[i], len) != 0)
				continue;
			unsigned clock = read_clock(at + len);
			unsigned seconds = clock > 0 ? clock : read_units(at + len);
			if (seconds > 0 && seconds <= SECONDS_MAX)
				return seconds;
		}
	}
	return 0;
}
