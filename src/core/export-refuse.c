/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/export-refuse.h"

#include <bounce/address.h>

#include <glib.h>
#include <stdbool.h>
#include <string.h>

const char *
export_refuse_none(const char *address)
{
	(void)address;
	return NULL;
}

const char *
export_refuse_invalid(const char *address)
{
	return bounce_address_is_valid(address) ? NULL : "it is no mail address";
}

static const char *
refuse_quoted(const char *address)
{
	const char *why = export_refuse_invalid(address);

	return why || *address != '"' ? why : "its quoted part before the @ would be misread";
}

static const char *
refuse_comment(const char *address)
{
	return *address == '#' ? "it would be taken for a comment" : NULL;
}

static bool
is_ascii(const char *text)
{
	for (; *text; text++)
		if (!g_ascii_isprint(*text))
			return false;
	return true;
}

/* By what Validator.is_valid() of Mailman 3 takes for a member, and parseaddr() of
 * Python gives back.  As it is ASCII then, its lower case is, too. */
const char *
export_refuse_mailman3(const char *address)
{
	const char *why = refuse_quoted(address);

	if (!why)
		why = refuse_comment(address);
	if (!why && !is_ascii(address))
		why = "Mailman 3 knows no addresses that are not ASCII";
	return why;
}

/* By Utils.ValidateEmail() of Mailman 2.1. */
const char *
export_refuse_mailman2(const char *address)
{
	const char *why = refuse_quoted(address);

	if (!why && (!is_ascii(address) || strpbrk(address, "[]()<>|;^,\\\"")))
		why = "Mailman 2 knows no addresses with such characters";
	return why;
}

/* "sympa del" takes the first word of each line that does not begin with "#". */
const char *
export_refuse_sympa(const char *address)
{
	const char *why = export_refuse_invalid(address);

	if (!why)
		why = refuse_comment(address);
	if (!why && strchr(address, ' '))
		why = "it would be cut at its blank";
	return why;
}

/* listmonk compares an address with what Go's mail.ParseAddress() makes of it. */
const char *
export_refuse_listmonk(const char *address)
{
	const char *why = refuse_quoted(address);

	return why || !strchr(address, '[') ? why : "listmonk knows no domain in brackets";
}

/* Services that take neither SMTPUTF8 nor U-labels, and promise nothing of quotes. */
const char *
export_refuse_wide(const char *address)
{
	const char *why = refuse_quoted(address);

	return why || is_ascii(address) ? why : "the service takes no addresses that are not ASCII";
}

/* access(5): a line is a key up to its first blank; what is looked up has no quotes, and
 * a domain that is ASCII. */
const char *
export_refuse_postfix(const char *address)
{
	const char *why = refuse_quoted(address);
	const char *at = strrchr(address, '@');

	if (!why)
		why = refuse_comment(address);
	if (!why && at && !is_ascii(at))
		why = "Postfix looks up domains as A-labels (xn--...)";
	return why;
}
