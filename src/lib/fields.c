/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fields.h"

#include <string.h>

/* Most headers have no more. */
#define FIELDS_USUAL 32

/* field-name = 1*ftext, %d33-57 / %d59-126 (RFC 5322 section 2.2); and a blank,
 * for "Diagnostic Code:" as some servers write it. */
static bool
is_field_name(BounceSlice name)
{
	for (size_t i = 0; i < name.len; i++)
		if (!g_ascii_isgraph(name.ptr[i]) && name.ptr[i] != ' ')
			return false;
	return name.len > 0;
}

/* Stretch value over the continuation lines that follow it.  A line of blanks
 * alone ends a group, though it looks like a fold. */
static BounceSlice
take_folds(BounceSlice value, BounceSlice *rest)
{
	while (bounce_slice_is_blank_at(*rest, 0)) {
		BounceSlice after = *rest;
		BounceSlice more;

		bounce_slice_next_line(&after, &more);
		if (bounce_slice_trim(more).len == 0)
			break;
		value.len = (size_t)(more.ptr + more.len - value.ptr);
		*rest = after;
	}
	return bounce_slice_trim(value);
}

BounceFieldResult
bounce_field_next(BounceSlice *rest, BounceField *field)
{
	BounceSlice line, name, value;

	while (bounce_slice_next_line(rest, &line)) {
		if (bounce_slice_trim(line).len == 0)
			return BOUNCE_FIELD_BLANK;
		if (!bounce_slice_split(line, ':', &name, &value))
			continue;

		name = bounce_slice_trim(name);
		if (!is_field_name(name))
			continue;

		*field = (BounceField){name, take_folds(value, rest)};
		return BOUNCE_FIELD_FOUND;
	}
	return BOUNCE_FIELD_END;
}

/* Step over a line, and those that seem to be its folds, where no name among them can
 * begin with the letter first.  false when one may. */
static bool
skip_others(BounceSlice *rest, int first)
{
	BounceSlice line, after = *rest;
	int c = bounce_slice_at(after, 0);

	do {
		if (!g_ascii_isgraph(c) || bounce_lower(c) == first)
			return false;
		bounce_slice_next_line(&after, &line);
		c = bounce_slice_at(after, bounce_slice_count_blanks(after));
	} while (bounce_slice_is_blank_at(after, 0));
	*rest = after;
	return true;
}

BounceSlice
bounce_field_value(BounceSlice lines, const char *name)
{
	const int first = bounce_lower((unsigned char)*name);
	BounceField field;

	for (;;) {
		/* Most lines begin with another letter: nothing more of them is read. */
		if (skip_others(&lines, first))
			continue;
		if (bounce_field_next(&lines, &field) != BOUNCE_FIELD_FOUND)
			return BOUNCE_SLICE_EMPTY;
		if (bounce_slice_equal_nocase(field.name, name))
			return field.value;
	}
}

/* ---- a header */

struct BounceHeader {
	GArray *fields; /* of BounceField */
};

BounceHeader *
bounce_header_read(BounceSlice text)
{
	BounceHeader *header = g_new(BounceHeader, 1);
	BounceField field;

	header->fields = g_array_sized_new(false, false, sizeof(BounceField), FIELDS_USUAL);
	while (bounce_field_next(&text, &field) == BOUNCE_FIELD_FOUND)
		g_array_append_val(header->fields, field);
	return header;
}

void
bounce_header_free(BounceHeader *header)
{
	g_array_unref(header->fields);
	g_free(header);
}

size_t
bounce_header_n_fields(const BounceHeader *header)
{
	return header ? header->fields->len : 0;
}

BounceField
bounce_header_field(const BounceHeader *header, size_t i)
{
	g_return_val_if_fail(i < bounce_header_n_fields(header), (BounceField){0});

	return g_array_index(header->fields, BounceField, i);
}

BounceSlice
bounce_header_value(const BounceHeader *header, const char *name)
{
	size_t len = strlen(name);

	for (size_t i = 0; i < bounce_header_n_fields(header); i++) {
		const BounceField *field = &g_array_index(header->fields, BounceField, i);

		if (field->name.len == len && bounce_slice_equal_nocase(field->name, name))
			return field->value;
	}
	return BOUNCE_SLICE_EMPTY;
}
