/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * bare-gmime - parse the mails whose names come on standard input, and do nothing else
 *
 * The least that reading them with GMime can cost: one buffer, one parser, and no more
 * of a message than our readers take.
 */
#include <bounce/parser.h>

#include <fcntl.h>
#include <gmime/gmime.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool
parse(GMimeParser *parser, const char *path, char *buffer)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t len = fd < 0 ? -1 : read(fd, buffer, BOUNCE_MESSAGE_MAX);

	if (fd >= 0)
		close(fd);
	if (len < 0)
		return false;

	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(buffer, (size_t)len);
	g_mime_parser_init_with_stream(parser, stream);
	GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);

	g_clear_object(&message);
	g_object_unref(stream);
	return true;
}

int
main(void)
{
	g_autofree char *buffer = g_malloc(BOUNCE_MESSAGE_MAX);
	char path[FILENAME_MAX];

	g_mime_init();
	GMimeParser *parser = g_mime_parser_new();

	while (fgets(path, sizeof(path), stdin)) {
		path[strcspn(path, "\n")] = '\0';
		if (!parse(parser, path, buffer)) {
			perror(path);
			return EXIT_FAILURE;
		}
	}
	g_object_unref(parser);
	return EXIT_SUCCESS;
}
