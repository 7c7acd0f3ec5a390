/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * reader.h - the process that reads mail and the index
 *
 * The only place where mail is parsed and Xapian is opened, so that nothing in
 * either can take the program, its terminal or its user's work along.
 */
#pragma once

#include <stdbool.h>

/* Is a program that was called so to be a reader: "PROGRAM --reader DATA-DIR VERP..." one
 * of mail, "PROGRAM --asker DATA-DIR" one of the index? */
bool reader_is_meant(int argc, char **argv);

/* Take jobs from file descriptor 0 and answer them on 1 until the other end
 * closes, as core/wire.h says; DATA-DIR/kb is the knowledge base.  Returns the
 * exit status.  What libraries print goes nowhere.  VERP are patterns; see
 * bounce_parser_new(). */
int reader_main(char **argv);
