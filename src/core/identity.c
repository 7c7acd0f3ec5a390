/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/identity.h"

#include <string.h>

/* NULL when the domain cannot be one, be it for its length or its characters. */
static char *
domain_to_ascii(const char *domain)
{
	size_t len = strlen(domain);
	g_autofree char *without_dot = g_strndup(domain, len - (len > 0 && domain[len - 1] == '.'));

	return g_hostname_to_ascii(without_dot);
}

static void
append_lower(GString *out, const char *text)
{
	gsize from = out->len;

	g_string_append(out, text);
	/* g_ascii_tolower() is a call. */
	for (char *c = out->str + from; *c; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c + ('a' - 'A'));
}

void
identity_append(GString *out, const char *address)
{
	const char *at = strrchr(address, '@');

	/* Nearly always.  A domain that is of ASCII, and has no dot at its end, stays what it
	 * is, be it one or not. */
	if (!at || (g_str_is_ascii(at) && !g_str_has_suffix(at, "."))) {
		append_lower(out, address);
		return;
	}

	g_autofree char *domain = domain_to_ascii(at + 1);
	g_autofree char *local = g_strndup(address, (size_t)(at + 1 - address));

	append_lower(out, local);
	append_lower(out, domain ? domain : at + 1);
}

char *
identity_of(const char *address)
{
	GString *identity = g_string_new(NULL);

	identity_append(identity, address);
	return g_string_free(identity, FALSE);
}
