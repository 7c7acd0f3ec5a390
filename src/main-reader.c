/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * main-reader.c - the program that notmuch-bounces starts to read mail and the index
 *
 * Another one than that of the user, which is so without the libraries of both: to load
 * them takes longer than all that it does until its first screen.
 */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "reader/reader.h"

int
main(int argc, char **argv)
{
	setlocale(LC_ALL, "");
	if (reader_is_meant(argc, argv))
		return reader_main(argv);
	fputs("notmuch-bounces starts this, to read mail; there is nothing else that it does.\n",
	      stderr);
	return EXIT_FAILURE;
}
