/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/identity.h"

#include <glib.h>
#include <string.h>

/* NULL when the domain cannot be one, be it for its length or its characters. */
static char *
domain_to_ascii(const char *domain)
{
	size_t len = strlen(domain);
	g_autofree char *without_dot = g_strndup(domain, len - (len > 0 && domain[len - 1] == '.'));

	return g_hostname_to_ascii(without_dot);
}

char *
identity_of(const char *address)
{
	const char *at = strrchr(address, '@');

	/* Nearly always.  A domain that is of ASCII, and has no dot at its end, stays what it
	 * is, be it one or not. */
	if (!at || (g_str_is_ascii(at) && !g_str_has_suffix(at, ".")))
		return g_ascii_strdown(address, -1);

	g_autofree char *domain = domain_to_ascii(at + 1);
	g_autofree char *local = g_strndup(address, (size_t)(at - address));
	g_autofree char *whole = g_strdup_printf("%s@%s", local, domain ? domain : at + 1);

	return g_ascii_strdown(whole, -1);
}
