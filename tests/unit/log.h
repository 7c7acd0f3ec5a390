/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * log.h - what readers answer, as lines of text to compare
 */
#pragma once

#include "core/readers.h"

#include <string.h>
#include <unistd.h>

#include "unit.h"

/* Longer than any wait in readers, shorter than anyone's patience. */
#define LOG_WAIT_MAX_S 60

typedef struct {
	GString *text;
	Readers *readers;
	const char *stop_at; /* when a line begins so, do ... */
	void (*stop)(Readers *readers);
	guint64 n_more; /* files to parse when one has been parsed */
} Log;

static inline void log_line(Log *log, const char *format, ...) G_GNUC_PRINTF(2, 3);

static inline void
log_line(Log *log, const char *format, ...)
{
	size_t begin = log->text->len;
	va_list args;

	va_start(args, format);
	g_string_append_vprintf(log->text, format, args);
	va_end(args);
	g_string_append_c(log->text, '\n');

	if (log->stop_at && g_str_has_prefix(log->text->str + begin, log->stop_at)) {
		log->stop_at = NULL;
		log->stop(log->readers);
	}
}

static inline void
log_store(const StoreInfo *info, void *user)
{
	log_line(user, "store %u", (unsigned)info->n_matching);
}

static inline void
log_entry(const char *id, gint64 date, const char *const *paths, void *user)
{
	(void)date;
	log_line(user, "entry %s %u", id, g_strv_length((char **)paths));
}

static inline void
log_query_done(const GError *error, void *user)
{
	if (!error)
		log_line(user, "end");
	else
		log_line(user, "end %d %s", error->code, error->message);
}

static inline void
log_looked_up(const StoreFinding *findings, size_t n, const GError *error, void *user)
{
	for (size_t i = 0; i < n; i++)
		log_line(user, "found %d %" G_GINT64_FORMAT, findings[i].is_stored,
		         findings[i].wrote);
	if (!error)
		log_line(user, "found");
	else
		log_line(user, "found %d %s", error->code, error->message);
}

static inline void
log_report(guint64 ticket, unsigned number, BounceReport *report, void *user)
{
	log_line(user, "%u report %u %s%s", (unsigned)ticket, number,
	         bounce_kind_name(bounce_report_envelope(report)->kind),
	         bounce_report_n_notes(report) > 0 ? " noted" : "");
}

static void
log_shown(guint64 ticket, const ShownMail *mail, void *user)
{
	g_autoptr(GString) hex = g_string_new(NULL);

	for (size_t i = 0; i < mail->len; i++)
		g_string_append_printf(hex, "%02x", (unsigned char)mail->bytes[i]);
	log_line(user, "%u shown %s%s", (unsigned)ticket, hex->str,
	         mail->is_cut ? " and more" : "");
}

static inline void
log_refused(guint64 ticket, unsigned number, const char *why, void *user)
{
	log_line(user, "%u refused %u %s", (unsigned)ticket, number, why);
}

static inline void
log_parsed(guint64 ticket, void *user)
{
	Log *log = user;

	if (log->n_more > 0) {
		log->n_more--;
		readers_parse(log->readers, ticket + 1, "ok", true);
	}
	log_line(log, "%u parsed", (unsigned)ticket);
}

static const ReadersEvents log_events = {
	.store = log_store,
	.entry = log_entry,
	.query_done = log_query_done,
	.looked_up = log_looked_up,
	.report = log_report,
	.shown = log_shown,
	.refused = log_refused,
	.parsed = log_parsed,
};

static inline void
log_clear(Log *log)
{
	g_clear_pointer(&log->readers, readers_free);
	g_string_free(log->text, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Log, log_clear)

static inline Log
log_new(void)
{
	return (Log){.text = g_string_new(NULL)};
}

static inline void
log_wait(Log *log)
{
	gint64 until = g_get_monotonic_time() + LOG_WAIT_MAX_S * G_USEC_PER_SEC;

	while (log->readers && !readers_idle(log->readers)) {
		check(g_get_monotonic_time() < until, "still waiting after:\n%s", log->text->str);
		g_main_context_iteration(NULL, TRUE);
	}
}

static inline void
log_free_readers(Readers *readers)
{
	readers_free(readers);
}
