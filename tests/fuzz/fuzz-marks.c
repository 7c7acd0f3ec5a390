/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marks as lines with tabs: taken in, written, taken in again, undone. */
#include "core/marks-text.h"

#include "folder.h"

static const MarksOrigin origin = {"import:fuzz", 86400};

static Marks *
the_marks(void)
{
	static Marks *marks;

	if (!marks)
		marks = marks_open(fuzz_folder(), "default", "/mail", NULL);
	return marks;
}

static void
load(Marks *marks, const GString *text)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) changed = marks_load(marks, text, &origin, &error);

	g_assert_no_error(error);
	/* All of it is there. */
	g_assert_cmpuint(changed->len, ==, 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GString) text = g_string_new_len((const char *)data, (gssize)size);
	g_autoptr(GString) lines = g_string_new(NULL);
	g_autoptr(GError) error = NULL;
	Marks *marks = the_marks();
	g_autoptr(GPtrArray) changed = marks_load(marks, text, &origin, &error);

	g_assert_true(!changed == !!error);
	if (!changed || changed->len == 0)
		return 0;
	marks_dump(marks, lines);
	load(marks, lines);
	g_autoptr(GPtrArray) undone = marks_undo(marks, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(undone->len, ==, changed->len);
	return 0;
}
