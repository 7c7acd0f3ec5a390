/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reading.h"

#include "bounds.h"

static void
heard_free(void *data)
{
	BounceHeard *heard = data;

	g_free(heard->address);
	g_free(heard->original);
	g_free(heard->host);
	g_free(heard->status);
	g_string_free(heard->said, true);
	g_free(heard);
}

BounceReading *
bounce_reading_new(const char *format)
{
	BounceReading *reading = g_new0(BounceReading, 1);

	reading->format = format;
	reading->heard = g_ptr_array_new_with_free_func(heard_free);
	reading->unaddressed = g_string_new(NULL);
	reading->returned = BOUNCE_SLICE_EMPTY;
	return reading;
}

void
bounce_reading_free(BounceReading *reading)
{
	g_ptr_array_unref(reading->heard);
	g_string_free(reading->unaddressed, true);
	g_free(reading);
}

BounceHeard *
bounce_reading_find(const BounceReading *reading, BounceSlice address)
{
	for (guint i = 0; i < reading->heard->len; i++) {
		BounceHeard *heard = reading->heard->pdata[i];

		if (bounce_slice_equal_nocase(address, heard->address))
			return heard;
	}
	return NULL;
}

BounceHeard *
bounce_reading_hear(BounceReading *reading, BounceSlice address)
{
	address = bounce_slice_take(address, BOUNCE_ADDRESS_MAX);
	BounceHeard *heard = bounce_reading_find(reading, address);

	if (heard)
		return heard;
	if (reading->heard->len == BOUNCE_HEARD_MAX)
		return NULL;

	heard = g_new0(BounceHeard, 1);
	heard->address = g_strndup(address.ptr, address.len);
	heard->original = g_strdup("");
	heard->host = g_strdup("");
	heard->status = g_strdup("");
	heard->said = g_string_new(NULL);
	g_ptr_array_add(reading->heard, heard);
	return heard;
}

void
bounce_heard_add(BounceHeard *heard, BounceSlice line)
{
	bool goes_on = bounce_slice_is_blank_at(line, 0);
	size_t room = BOUNCE_DIAGNOSTIC_MAX - MIN(heard->said->len, BOUNCE_DIAGNOSTIC_MAX);

	line = bounce_slice_take(bounce_slice_trim(line), room);
	if (line.len == 0)
		return;
	if (heard->said->len > 0)
		g_string_append_c(heard->said, goes_on ? ' ' : '\n');
	g_string_append_len(heard->said, line.ptr, (gssize)line.len);
}

void
bounce_reading_share(BounceReading *reading)
{
	const BounceHeard *next = NULL;

	for (guint i = reading->heard->len; i > 0; i--) {
		BounceHeard *heard = reading->heard->pdata[i - 1];

		if (heard->said->len == 0 && next)
			g_string_append(heard->said, next->said->str);
		if (heard->said->len > 0)
			next = heard;
	}
}

void
bounce_reading_spread(BounceReading *reading)
{
	for (guint i = 0; i < reading->heard->len; i++) {
		BounceHeard *heard = reading->heard->pdata[i];

		if (heard->said->len == 0)
			g_string_append(heard->said, reading->unaddressed->str);
	}
}
