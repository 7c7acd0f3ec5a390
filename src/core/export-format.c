/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/export-format.h"

#include <string.h>

#include "core/emit.h"
#include "core/export-refuse.h"

/* Postmark takes no more addresses in one request. */
#define POSTMARK_MAX 50

/* SendGrid names no bound; a request of this size is a moderate one. */
#define SENDGRID_MAX 1000

/* ---- how an address is written */

static void
append_line(GString *out, const Row *row, CsvStyle style)
{
	(void)style;
	g_string_append_printf(out, "%s\n", row->address);
}

/* "delmembers" looks a member up as it stands here, among addresses that Mailman keeps in
 * lower case: it finds no other. */
static void
append_lower_line(GString *out, const Row *row, CsvStyle style)
{
	g_autofree char *lower = g_ascii_strdown(row->address, -1);

	(void)style;
	g_string_append_printf(out, "%s\n", lower);
}

static void
append_nul(GString *out, const Row *row, CsvStyle style)
{
	(void)style;
	g_string_append_len(out, row->address, (gssize)strlen(row->address) + 1);
}

static void
append_ndjson(GString *out, const Row *row, CsvStyle style)
{
	(void)style;
	emit_row_json(out, row, false);
	g_string_append_c(out, '\n');
}

static void
append_json(GString *out, const Row *row, CsvStyle style)
{
	(void)style;
	emit_row_json(out, row, true);
}

static void
append_sexp(GString *out, const Row *row, CsvStyle style)
{
	(void)style;
	emit_row_sexp(out, row);
}

/* The only characters of a valid address that JSON escapes; what is none is never
 * written so. */
static void
append_json_text(GString *out, const char *text)
{
	g_string_append_c(out, '"');
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			g_string_append_c(out, '\\');
		g_string_append_c(out, *text);
	}
	g_string_append_c(out, '"');
}

static void
append_listmonk(GString *out, const Row *row, CsvStyle style)
{
	(void)style;
	csv_append(out, row->address, CSV_RAW);
	csv_end_line(out);
}

static void
append_listmonk_event(GString *out, const Row *row, CsvStyle style)
{
	bool is_soft = row->latest->to && row->latest->to->class == BOUNCE_CLASS_SOFT;

	(void)style;
	g_string_append(out, "{\"email\":");
	append_json_text(out, row->address);
	g_string_append_printf(out, ",\"source\":\"notmuch-bounces\",\"type\":\"%s\"}\n",
	                       is_soft ? "soft" : "hard");
}

static void
append_ses(GString *out, const Row *row, CsvStyle style)
{
	(void)style;
	g_string_append_printf(out, "%s,BOUNCE\n", row->address);
}

static void
append_ses_json(GString *out, const Row *row, CsvStyle style)
{
	(void)style;
	g_string_append(out, "{\"emailAddress\":");
	append_json_text(out, row->address);
	g_string_append(out, ",\"reason\":\"BOUNCE\"}\n");
}

static void
append_string(GString *out, const Row *row, CsvStyle style)
{
	(void)style;
	append_json_text(out, row->address);
}

static void
append_postmark(GString *out, const Row *row, CsvStyle style)
{
	(void)style;
	g_string_append(out, "{\"EmailAddress\":");
	append_json_text(out, row->address);
	g_string_append_c(out, '}');
}

/* RFC 5322 section 3.3; 0 is no date. */
static char *
format_mail_date(gint64 date)
{
	static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
	static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
	                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	g_autoptr(GDateTime) when = date != 0 ? g_date_time_new_from_unix_utc(date) : NULL;

	if (!when)
		return g_strdup("");
	return g_strdup_printf(
		"%s, %02d %s %d %02d:%02d:%02d +0000", days[g_date_time_get_day_of_week(when) - 1],
		g_date_time_get_day_of_month(when), months[g_date_time_get_month(when) - 1],
		g_date_time_get_year(when), g_date_time_get_hour(when),
		g_date_time_get_minute(when), g_date_time_get_second(when));
}

static void
append_mailgun(GString *out, const Row *row, CsvStyle style)
{
	const BounceRecipient *to = row->latest->to;
	g_autofree char *code = g_strdup_printf("%u", to && to->reply ? to->reply : 550);
	g_autofree char *date = format_mail_date(row->last);
	g_autoptr(GString) why = g_string_new(NULL);

	cells_append(why, to ? to->diagnostic : "", -1, CELLS_ALL, CELLS_PROSE);
	csv_append(out, row->address, CSV_RAW);
	csv_append(out, code, style);
	csv_append(out, why->str, style);
	csv_append(out, date, style);
	csv_end_line(out);
}

static void
append_access(GString *out, const Row *row, CsvStyle style)
{
	(void)style;
	g_string_append_printf(out,
	                       "%s\tREJECT 5.1.1 address bounced, suppressed by notmuch-bounces\n",
	                       row->address);
}

static void
begin_listmonk(GString *out)
{
	g_string_append(out, "email\r\n");
}

static void
begin_mailgun(GString *out)
{
	g_string_append(out, "address,code,error,created_at\r\n");
}

/* ---- the table */

/* A form that is an address a line. */
#define LINES(its_name, its_summary, its_command, its_refuse)                                      \
	{                                                                                          \
		.name = (its_name), .extension = "txt", .summary = (its_summary),                  \
		.command = (its_command), .refuse = (its_refuse), .append = append_line,           \
	}

static const ExportFormat formats[] = {
	LINES("plain", "One address a line", "", export_refuse_invalid),
	{
		.name = "plain0",
		.extension = "lst",
		.summary = "Addresses, each ended by a NUL, for xargs -0",
		.command = "xargs -0 -n 1 COMMAND < FILE",
		.refuse = export_refuse_invalid,
		.append = append_nul,
	},
	{
		.name = "csv",
		.extension = "csv",
		.summary = "All that is known, for spreadsheets",
		.command = "",
		.refuse = export_refuse_invalid,
		.append = emit_row_csv,
		.begin = emit_csv_header,
	},
	{
		.name = "ndjson",
		.extension = "ndjson",
		.summary = "All that is known, a JSON object a line",
		.command = "jq -r .address FILE",
		.refuse = export_refuse_none,
		.append = append_ndjson,
	},
	{
		.name = "json",
		.extension = "json",
		.summary = "All that is known, as one JSON array",
		.command = "jq -r '.[].address' FILE",
		.refuse = export_refuse_none,
		.append = append_json,
		.between = ",\n",
		.head = "[",
		.tail = "]\n",
	},
	{
		.name = "sexp",
		.extension = "el",
		.summary = "All that is known, for Lisp",
		.command = "",
		.refuse = export_refuse_none,
		.append = append_sexp,
		.between = "\n",
		.head = "(",
		.tail = ")\n",
	},
	{
		.name = "mailman3",
		.extension = "txt",
		.summary = "Mailman 3, one address a line",
		.command = "mailman delmembers -l LIST -f FILE",
		.refuse = export_refuse_mailman3,
		.append = append_lower_line,
	},
	LINES("mailman2", "Mailman 2, one address a line", "remove_members -n -N -f FILE LIST",
              export_refuse_mailman2),
	LINES("sympa", "Sympa, one address a line", "sympa del --quiet LIST < FILE",
              export_refuse_sympa),
	{
		.name = "listmonk",
		.extension = "csv",
		.summary = "listmonk, CSV; also adds those it did not know",
		.command = "curl -u USER:TOKEN -F 'params={\"mode\":\"blocklist\",\"delim\":\",\"}'"
			   " -F file=@FILE HTTPS-URL/api/import/subscribers",
		.refuse = export_refuse_listmonk,
		.append = append_listmonk,
		.begin = begin_listmonk,
	},
	{
		.name = "listmonk-events",
		.extension = "ndjson",
		.summary = "listmonk, a bounce a line, for its own thresholds",
		.command = "while IFS= read -r b; do curl -u USER:TOKEN -H 'Content-Type: "
			   "application/json' -d \"$b\" HTTPS-URL/webhooks/bounce; done < FILE",
		.refuse = export_refuse_listmonk,
		.append = append_listmonk_event,
	},
	{
		.name = "ses",
		.extension = "csv",
		.summary = "Amazon SES, CSV without a header; 100 000 a job",
		.command = "aws s3 cp FILE s3://BUCKET/KEY && aws sesv2 create-import-job "
			   "--import-destination 'SuppressionListDestination="
			   "{SuppressionListImportAction=PUT}' --import-data-source "
			   "S3Url=s3://BUCKET/KEY,DataFormat=CSV",
		.refuse = export_refuse_wide,
		.append = append_ses,
	},
	{
		.name = "ses-json",
		.extension = "ndjson",
		.summary = "Amazon SES, a JSON object a line; 100 000 a job",
		.command = "aws s3 cp FILE s3://BUCKET/KEY && aws sesv2 create-import-job "
			   "--import-destination 'SuppressionListDestination="
			   "{SuppressionListImportAction=PUT}' --import-data-source "
			   "S3Url=s3://BUCKET/KEY,DataFormat=JSON",
		.refuse = export_refuse_wide,
		.append = append_ses_json,
	},
	{
		.name = "mailgun",
		.extension = "csv",
		.summary = "Mailgun, CSV of bounces; at most 25 MB",
		.command = "curl --user api:KEY -F file=@FILE "
			   "https://api.mailgun.net/v3/DOMAIN/bounces/import",
		.refuse = export_refuse_wide,
		.append = append_mailgun,
		.begin = begin_mailgun,
	},
	{
		.name = "sendgrid",
		.extension = "ndjson",
		.summary = "SendGrid, a JSON request a line",
		.command = "while IFS= read -r b; do curl -H 'Authorization: Bearer KEY' "
			   "-H 'Content-Type: application/json' -d \"$b\" "
			   "https://api.sendgrid.com/v3/asm/suppressions/global; done < FILE",
		.refuse = export_refuse_wide,
		.append = append_string,
		.between = ",",
		.head = "{\"recipient_emails\":[",
		.tail = "]}\n",
		.n_at_once = SENDGRID_MAX,
	},
	{
		.name = "postmark",
		.extension = "ndjson",
		.summary = "Postmark, a JSON request a line",
		.command = "while IFS= read -r b; do curl -H 'X-Postmark-Server-Token: TOKEN' "
			   "-H 'Accept: application/json' -H 'Content-Type: application/json' "
			   "-d \"$b\" "
			   "https://api.postmarkapp.com/message-streams/STREAM/suppressions; "
			   "done < FILE",
		.refuse = export_refuse_wide,
		.append = append_postmark,
		.between = ",",
		.head = "{\"Suppressions\":[",
		.tail = "]}\n",
		.n_at_once = POSTMARK_MAX,
	},
	LINES("phplist", "phpList, for its mass remove box; tick \"blacklist\"", "",
              export_refuse_invalid),
	{
		.name = "postfix-access",
		.extension = "txt",
		.summary = "Postfix, an access(5) table that rejects",
		.command = "postmap FILE",
		.refuse = export_refuse_postfix,
		.append = append_access,
	},
	{
		.name = "mbox",
		.extension = "mbox",
		.summary = "The bounces themselves, to show to a provider",
		.command = "",
		.refuse = export_refuse_none,
	},
};

const ExportFormat *
export_format(size_t i)
{
	return i < G_N_ELEMENTS(formats) ? &formats[i] : NULL;
}

const ExportFormat *
export_format_find(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(formats); i++)
		if (g_str_equal(formats[i].name, name))
			return &formats[i];
	return NULL;
}

const char **
export_format_names(void)
{
	const char **names = g_new0(const char *, G_N_ELEMENTS(formats) + 1);

	for (size_t i = 0; i < G_N_ELEMENTS(formats); i++)
		names[i] = formats[i].name;
	return names;
}

/* In a shell's word of its own, as it stands in the commands; what needs no quotes gets
 * none. */
static char *
quote(const char *text)
{
	static const char harmless[] = G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_-./@+:,";

	/* What begins with "-" is an option, quoted or not. */
	g_autofree char *path = g_strconcat(*text == '-' ? "./" : "", text, NULL);

	return path[strspn(path, harmless)] == '\0' ? g_steal_pointer(&path) : g_shell_quote(path);
}

char *
export_format_command(const ExportFormat *format, const char *list, const char *file)
{
	g_autofree char *list_word = quote(list), *file_word = quote(file);
	GString *command = g_string_new(NULL);

	for (const char *at = format->command; *at;) {
		bool is_list = *list && g_str_has_prefix(at, "LIST");
		bool is_file = *file && g_str_has_prefix(at, "FILE");

		if (is_list || is_file)
			g_string_append(command, is_list ? list_word : file_word);
		else
			g_string_append_c(command, *at);
		at += is_list || is_file ? strlen("FILE") : 1;
	}
	return g_string_free(command, FALSE);
}
