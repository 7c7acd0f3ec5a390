/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The messages of a file: one, an mbox, or one of these in gzip. */
#include "reader/mbox.h"

#include <fcntl.h>
#include <unistd.h>

#include "folder.h"

static void
read_all(int fd, unsigned number)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Mbox) mbox = mbox_new(fd, number, 0, &error);
	MboxMessage message;
	guint64 next = 0;

	while (mbox && mbox_next(mbox, &message, &error)) {
		g_assert_cmpuint(message.next, >=, next);
		next = message.next;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *path = fuzz_file("mbox", data, size);
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	read_all(fd, 1);
	g_assert_cmpint(lseek(fd, 0, SEEK_SET), ==, 0);
	read_all(fd, 0);
	close(fd);
	return 0;
}
