/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

struct Table {
	GHashTable *before; /* "SIZE\tNAME" to the value, as text */
	GString *lines;
};

static GHashTable *
read_run(const char *path)
{
	GHashTable *run = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	g_autofree char *text = NULL;

	if (!g_file_get_contents(path, &text, NULL, NULL))
		return run;
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	for (char **line = lines; *line; line++) {
		g_auto(GStrv) parts = g_strsplit(*line, "\t", 4);

		if (**line != '#' && g_strv_length(parts) >= 3)
			g_hash_table_insert(run, g_strconcat(parts[0], "\t", parts[1], NULL),
			                    g_strdup(parts[2]));
	}
	return run;
}

Table *
table_new(const char *before)
{
	Table *table = g_new0(Table, 1);

	table->before = read_run(before);
	table->lines = g_string_new(NULL);
	printf("%-6s %-54s %10s %-7s %10s %7s %10s %7s\n", "", "", "now", "", "target", "",
	       "before", "change");
	fflush(stdout);
	return table;
}

void
table_free(Table *table)
{
	g_hash_table_unref(table->before);
	g_string_free(table->lines, TRUE);
	g_free(table);
}

/* Three digits that mean something, and no more. */
static char *
number(double value)
{
	if (value >= 100)
		return g_strdup_printf("%.0f", value);
	return g_strdup_printf(value >= 10 ? "%.1f" : "%.2f", value);
}

static char *
target_text(Target target, double limit)
{
	g_autofree char *text = number(limit);

	return target == NO_TARGET ? g_strdup("")
	                           : g_strconcat(target == AT_LEAST ? ">= " : "<= ", text, NULL);
}

static const char *
verdict(double value, Target target, double limit)
{
	if (target == NO_TARGET)
		return "";
	return (target == AT_LEAST ? value >= limit : value <= limit) ? "met" : "missed";
}

void
table_add(Table *table, const char *size, const char *name, double value, const char *unit,
          Target target, double limit)
{
	g_autofree char *now = number(value);
	g_autofree char *wanted = target_text(target, limit);
	g_autofree char *key = g_strconcat(size, "\t", name, NULL);
	const char *before = g_hash_table_lookup(table->before, key);
	double old = before ? g_ascii_strtod(before, NULL) : 0;
	g_autofree char *change =
		old > 0 ? g_strdup_printf("%+.0f %%", (value / old - 1) * 100) : g_strdup("");

	printf("%-6s %-54s %10s %-7s %10s %7s %10s %7s\n", size, name, now, unit, wanted,
	       verdict(value, target, limit), before ? before : "", change);
	fflush(stdout);
	g_string_append_printf(table->lines, "%s\t%s\t%s\t%s\t%s\n", key, now, unit, wanted,
	                       verdict(value, target, limit));
}

void
table_skip(const char *size, const char *name, const char *why)
{
	printf("%-6s %-54s skipped: %s\n", size, name, why);
}

static char *
processor(void)
{
	g_autofree char *text = NULL;
	const char *name;

	if (!g_file_get_contents("/proc/cpuinfo", &text, NULL, NULL))
		return g_strdup("");
	name = strstr(text, "model name\t: ");
	return name ? g_strndup(name + strlen("model name\t: "), strcspn(name, "\n") - 13)
	            : g_strdup("");
}

void
table_write(const Table *table, const char *path, GError **error)
{
	g_autoptr(GDateTime) now = g_date_time_new_now_utc();
	g_autofree char *date = g_date_time_format(now, "%Y-%m-%d");
	g_autofree char *cpu = processor();
	struct utsname system;
	double load = 0;

	uname(&system);
	getloadavg(&load, 1);
	g_autofree char *text = g_strdup_printf("# %s, %u x %s, %s %s, load %.1f at the end\n%s",
	                                        date, g_get_num_processors(), cpu, system.sysname,
	                                        system.release, load, table->lines->str);
	g_file_set_contents(path, text, -1, error);
}
