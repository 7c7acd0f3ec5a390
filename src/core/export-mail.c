/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/export-mail.h"

#include <string.h>

#include "core/readers.h"

/* One mail, and whom it is about. */
typedef struct {
	char *path;
	char *message_id;
	gint64 date;
	GPtrArray *addresses; /* of char * */
} Mail;

struct ExportMail {
	ExportFile *file;
	const ExportMailEvents *events;
	void *user;

	Readers *readers;
	GPtrArray *mails; /* of Mail, in the order of their addresses */
	guint at;
	GError *error;
	guint idle; /* the source that calls done where there is nothing to read, or 0 */
};

static void
mail_free(void *data)
{
	Mail *mail = data;

	g_free(mail->path);
	g_free(mail->message_id);
	g_ptr_array_unref(mail->addresses);
	g_free(mail);
}

static Mail *
mail_new(const Event *event)
{
	Mail *mail = g_new0(Mail, 1);

	mail->path = g_strdup(event->path);
	mail->message_id = g_strdup(event->message_id);
	mail->date = event->date;
	mail->addresses = g_ptr_array_new_with_free_func(g_free);
	return mail;
}

/* A line that begins with "From ", quoted or not, is quoted once more. */
static bool
is_to_be_quoted(const char *line, size_t len)
{
	size_t n = 0;

	while (n < len && line[n] == '>')
		n++;
	return len - n >= strlen("From ") && memcmp(line + n, "From ", strlen("From ")) == 0;
}

/* As asctime() of C, which mbox readers know, in UTC. */
static void
append_from(GString *out, gint64 date)
{
	static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
	static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
	                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	g_autoptr(GDateTime) known = g_date_time_new_from_unix_utc(date);
	g_autoptr(GDateTime) when =
		known ? g_date_time_ref(known) : g_date_time_new_from_unix_utc(0);

	g_string_append_printf(out, "From MAILER-DAEMON %s %s %2d %02d:%02d:%02d %04d\n",
	                       days[g_date_time_get_day_of_week(when) - 1],
	                       months[g_date_time_get_month(when) - 1],
	                       g_date_time_get_day_of_month(when), g_date_time_get_hour(when),
	                       g_date_time_get_minute(when), g_date_time_get_second(when),
	                       g_date_time_get_year(when));
}

void
export_mail_append(GString *out, const char *bytes, size_t len, gint64 date)
{
	append_from(out, date);
	while (len > 0) {
		const char *end = memchr(bytes, '\n', len);
		size_t n = end ? (size_t)(end - bytes) + 1 : len;

		if (is_to_be_quoted(bytes, n))
			g_string_append_c(out, '>');
		g_string_append_len(out, bytes, (gssize)n);
		if (!end)
			g_string_append_c(out, '\n');
		bytes += n;
		len -= n;
	}
	g_string_append_c(out, '\n');
}

static void
read_next(ExportMail *mail)
{
	if (mail->error || mail->at == mail->mails->len) {
		mail->events->done(mail->error, mail->user);
		return;
	}
	const Mail *next = mail->mails->pdata[mail->at];

	readers_show(mail->readers, mail->at, next->path, SHOW_MAIL);
}

static void
refuse(ExportMail *mail, guint64 ticket, const char *why)
{
	const Mail *refused = mail->mails->pdata[ticket];
	g_autofree char *words = g_strdup_printf("%s: %s", refused->message_id, why);
	g_autofree const char **addresses = g_new0(const char *, refused->addresses->len + 1);

	for (guint i = 0; i < refused->addresses->len; i++)
		addresses[i] = refused->addresses->pdata[i];
	mail->events->refused(addresses, words, mail->user);
}

static void
on_shown(guint64 ticket, const ShownMail *shown, void *user)
{
	ExportMail *mail = user;
	const Mail *read = mail->mails->pdata[ticket];
	g_autoptr(GString) text = g_string_new(NULL);

	if (shown->is_cut) {
		refuse(mail, ticket, "the mail is longer than 256 KiB");
		return;
	}
	export_mail_append(text, shown->bytes, shown->len, read->date);
	if (!mail->error)
		export_file_write(mail->file, text->str, text->len, &mail->error);
}

static void
on_refused(guint64 ticket, unsigned number, const char *why, void *user)
{
	(void)number;
	refuse(user, ticket, why);
}

static void
on_parsed(guint64 ticket, void *user)
{
	ExportMail *mail = user;

	(void)ticket;
	mail->at++;
	read_next(mail);
}

static const ReadersEvents readers_events = {
	.shown = on_shown,
	.refused = on_refused,
	.parsed = on_parsed,
};

/* A mail about two addresses is written once. */
static void
add_mails(ExportMail *mail, GHashTable *by_path, const Row *row)
{
	for (guint i = 0; i < row->events.n; i++) {
		const Event *event = row->events.at[i];
		Mail *found = g_hash_table_lookup(by_path, event->path);

		if (!found) {
			found = mail_new(event);
			g_ptr_array_add(mail->mails, found);
			g_hash_table_insert(by_path, found->path, found);
		}
		g_ptr_array_add(found->addresses, g_strdup(row->address));
	}
}

static gboolean
begin(void *user)
{
	ExportMail *mail = user;

	mail->idle = 0;
	read_next(mail);
	return G_SOURCE_REMOVE;
}

ExportMail *
export_mail_new(const IntakeOptions *intake, const GPtrArray *rows, ExportFile *file,
                const ExportMailEvents *events, void *user)
{
	ExportMail *mail = g_new0(ExportMail, 1);
	g_autoptr(GHashTable) by_path = g_hash_table_new(g_str_hash, g_str_equal);

	mail->file = file;
	mail->events = events;
	mail->user = user;
	mail->mails = g_ptr_array_new_with_free_func(mail_free);
	for (guint i = 0; i < rows->len; i++)
		add_mails(mail, by_path, rows->pdata[i]);
	mail->readers = readers_new(intake->program, intake->data_dir, 1, &readers_events, mail);
	mail->idle = g_idle_add(begin, mail);
	return mail;
}

void
export_mail_free(ExportMail *mail)
{
	if (!mail)
		return;
	g_clear_handle_id(&mail->idle, g_source_remove);
	readers_free(mail->readers);
	g_ptr_array_unref(mail->mails);
	g_clear_error(&mail->error);
	g_free(mail);
}
