/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/number.h"

void
number_append(GString *out, guint64 number)
{
	gsize from = out->len;

	g_string_append_printf(out, "%" G_GUINT64_FORMAT, number);
	for (gssize i = (gssize)out->len - 3; i > (gssize)from; i -= 3)
		g_string_insert_c(out, i, ' ');
}

void
number_append_counted(GString *out, guint64 number, const char *word)
{
	number_append(out, number);
	g_string_append_printf(out, " %s%s", word, number == 1 ? "" : "s");
}
