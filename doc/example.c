/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * example.c - who failed, with which code, and what follows for a list, by libbounce
 *
 *	cc example.c $(pkg-config --cflags --libs libbounce) -o example
 *	./example "$(pkg-config --variable=datadir libbounce)" mail
 */
#include <bounce/bounce.h>
#include <stdio.h>

int
main(int argc, char **argv)
{
	if (argc != 3) {
		fputs("usage: example DATADIR MAIL\n", stderr);
		return 2;
	}
	g_autofree char *kb_dir = g_build_filename(argv[1], "kb", NULL);
	g_autofree char *formats_dir = g_build_filename(argv[1], "formats", NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(BounceKb) kb = bounce_kb_load((const char *[]){kb_dir, NULL}, NULL, &error);
	g_autoptr(BounceFormats) formats =
		bounce_formats_load((const char *[]){formats_dir, NULL}, NULL, NULL);
	g_autoptr(BounceParser) parser = kb ? bounce_parser_new(kb, formats, NULL, &error) : NULL;
	g_autofree char *mail = NULL;
	gsize len;

	if (!parser || !g_file_get_contents(argv[2], &mail, &len, &error)) {
		fprintf(stderr, "example: %s\n", error->message);
		return 1;
	}
	g_autoptr(BounceReport) report = bounce_parser_parse(parser, mail, len);
	for (size_t i = 0; i < bounce_report_n_recipients(report); i++) {
		const BounceRecipient *recipient = bounce_report_recipient(report, i);
		char code[BOUNCE_STATUS_TEXT_MAX];
		/* A stranger wrote the address: nothing in it is for the terminal to obey. */
		g_autofree char *address = g_strescape(recipient->address, NULL);

		printf("%s %s %s\n", address, bounce_status_format(recipient->status, code),
		       bounce_verdict_name(recipient->verdict));
	}
	return 0;
}
