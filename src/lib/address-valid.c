/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <bounce/address.h>

#include "address.h"

#include <string.h>

/* RFC 5321 section 4.5.3.1, in octets; a path is at most 256 with its <>. */
#define LOCAL_MAX 64
#define DOMAIN_MAX 255
#define ADDRESS_MAX 254

/* RFC 1034 section 3.1 */
#define LABEL_MAX 63

/* Letters and marks by their category, and yet nothing to be seen: fillers of
 * Hangul, variation selectors, the grapheme joiner. */
static const struct {
	gunichar first, last;
} unseen[] = {
	{0x034F, 0x034F}, {0x115F, 0x1160}, {0x17B4, 0x17B5}, {0x180B, 0x180F},
	{0x3164, 0x3164}, {0xFE00, 0xFE0F}, {0xFFA0, 0xFFA0}, {0xE0100, 0xE01EF},
};

/* Two addresses that differ must look different: no control, no format character
 * (bidi, zero width), no blank but that of ASCII.  U+FFFD stands for a byte that
 * was lost. */
static bool
is_seen(gunichar c)
{
	switch (g_unichar_type(c)) {
	case G_UNICODE_CONTROL:
	case G_UNICODE_FORMAT:
	case G_UNICODE_UNASSIGNED:
	case G_UNICODE_PRIVATE_USE:
	case G_UNICODE_SURROGATE:
	case G_UNICODE_LINE_SEPARATOR:
	case G_UNICODE_PARAGRAPH_SEPARATOR:
		return false;
	case G_UNICODE_SPACE_SEPARATOR:
		return c == ' ';
	default:
		break;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(unseen); i++)
		if (c >= unseen[i].first && c <= unseen[i].last)
			return false;
	return c != 0xFFFD;
}

static bool
is_all_seen(const char *text)
{
	if (!g_utf8_validate(text, -1, NULL))
		return false;
	for (; *text != '\0'; text = g_utf8_next_char(text))
		if (!is_seen(g_utf8_get_char(text)))
			return false;
	return true;
}

/* Dot-string = Atom *("." Atom)	Atom = 1*atext */
static bool
is_dot_string(BounceSlice s)
{
	for (size_t i = 0; i < s.len; i++) {
		bool is_inner_dot = s.ptr[i] == '.' && i > 0 && s.ptr[i - 1] != '.';

		if (!is_inner_dot && !bounce_address_is_atext(s.ptr[i]))
			return false;
	}
	return s.len > 0 && s.ptr[s.len - 1] != '.';
}

/* Quoted-string = DQUOTE *QcontentSMTP DQUOTE; a quoted pair is two bytes. */
static bool
is_quoted_string(BounceSlice s)
{
	if (s.len < 2 || s.ptr[0] != '"' || s.ptr[s.len - 1] != '"')
		return false;
	for (size_t i = 1; i < s.len - 1; i++) {
		if (s.ptr[i] == '"')
			return false;
		if (s.ptr[i] == '\\' && ++i == s.len - 1)
			return false;
	}
	return true;
}

/* sub-domain = Let-dig [Ldh-str], or a U-label, whose length is another as an A-label */
static bool
is_label(BounceSlice s)
{
	bool is_ascii = true;

	if (s.len == 0 || s.ptr[0] == '-' || s.ptr[s.len - 1] == '-')
		return false;
	for (size_t i = 0; i < s.len; i++) {
		bool is_wide = (unsigned char)s.ptr[i] >= 0x80;

		if (!is_wide && !g_ascii_isalnum(s.ptr[i]) && s.ptr[i] != '-')
			return false;
		is_ascii &= !is_wide;
	}
	return s.len <= LABEL_MAX || !is_ascii;
}

/* Domain = sub-domain *("." sub-domain) */
static bool
is_domain(BounceSlice s)
{
	BounceSlice label;
	bool more = true;

	while (more) {
		more = bounce_slice_split(s, '.', &label, &s);
		if (!is_label(label))
			return false;
	}
	return true;
}

/* address-literal = "[" ( IPv4-address-literal / "IPv6:" IPv6-addr ) "]" */
static bool
is_literal(BounceSlice s)
{
	if (s.len < 2 || s.ptr[0] != '[' || s.ptr[s.len - 1] != ']')
		return false;
	s = (BounceSlice){s.ptr + 1, s.len - 2};

	bool is_v6 = bounce_slice_starts_nocase(s, "IPv6:");
	if (is_v6)
		s = bounce_slice_skip(s, strlen("IPv6:"));
	g_autofree char *host = g_strndup(s.ptr, s.len);
	return strspn(host, "0123456789abcdefABCDEF.:") == s.len &&
	       g_hostname_is_ip_address(host) && is_v6 == (strchr(host, ':') != NULL);
}

bool
bounce_address_is_valid(const char *address)
{
	BounceSlice s = bounce_slice(address);
	BounceSlice domain = bounce_address_domain(s);
	BounceSlice local = bounce_address_local(s);

	if (s.len > ADDRESS_MAX || local.len > LOCAL_MAX || domain.len > DOMAIN_MAX)
		return false;
	return (is_dot_string(local) || is_quoted_string(local)) &&
	       (is_domain(domain) || is_literal(domain)) && is_all_seen(address);
}

bool
bounce_slice_is_address(BounceSlice text)
{
	g_autofree char *address = g_strndup(text.ptr, MIN(text.len, ADDRESS_MAX + 1));

	return strlen(address) == MIN(text.len, ADDRESS_MAX + 1) &&
	       bounce_address_is_valid(address);
}
