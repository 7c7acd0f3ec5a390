/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * reader.h - the process that reads mail and the index
 *
 * The only place where mail is parsed and Xapian is opened, so that nothing in
 * either can take the program, its terminal or its user's work along.
 */
#pragma once

/* Take jobs from file descriptor 0 and answer them on 1 until the other end
 * closes, as core/wire.h says; DATA_DIR/kb is the knowledge base.  Returns the
 * exit status.  What libraries print goes nowhere.  verp are patterns,
 * NULL-ended; see bounce_parser_new(). */
int reader_main(const char *data_dir, const char *const *verp);
