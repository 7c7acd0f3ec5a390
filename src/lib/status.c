/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <bounce/status.h>

#include "slice.h"

#include <stdio.h>

/* Read 1*3DIGIT at *pos.  A fourth digit means this is some other number,
 * such as the start of an IP address, so it is refused, not cut short. */
static bool
read_number(BounceSlice s, size_t *pos, uint16_t *number)
{
	unsigned value = 0;
	size_t start = *pos;

	while (g_ascii_isdigit(bounce_slice_at(s, *pos))) {
		if (*pos - start == 3)
			return false;
		value = value * 10 + (unsigned)(bounce_slice_at(s, (*pos)++) - '0');
	}
	*number = (uint16_t)value;
	return *pos > start;
}

/*
 * status-code = class "." subject "." detail	(RFC 3463 section 2)
 * class       = "2" / "4" / "5"
 * subject     = 1*3DIGIT
 * detail      = 1*3DIGIT
 *
 * A further "." or letter after the code makes it something else:
 * "5.1.1.1" is an address, "5.1.1a" is a version.
 */
size_t
bounce_status_parse(const char *text, size_t len, BounceStatus *status)
{
	BounceSlice s = {text, len};
	BounceStatus code = {0};
	size_t pos = 2;
	int class = bounce_slice_at(s, 0);

	if ((class != '2' && class != '4' && class != '5') || bounce_slice_at(s, 1) != '.')
		return 0;
	if (!read_number(s, &pos, &code.subject) || bounce_slice_at(s, pos++) != '.')
		return 0;
	if (!read_number(s, &pos, &code.detail))
		return 0;

	int next = bounce_slice_at(s, pos);
	if (g_ascii_isalnum(next) || next == '_' ||
	    (next == '.' && g_ascii_isdigit(bounce_slice_at(s, pos + 1))))
		return 0;

	code.class = (uint8_t)(class - '0');
	*status = code;
	return pos;
}

const char *
bounce_status_format(BounceStatus status, char buf[static BOUNCE_STATUS_TEXT_MAX])
{
	buf[0] = '\0';
	if (bounce_status_is_set(status))
		snprintf(buf, BOUNCE_STATUS_TEXT_MAX, "%u.%u.%u", status.class % 10u,
		         status.subject % 1000u, status.detail % 1000u);
	return buf;
}
