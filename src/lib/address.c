/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "address.h"

#include <bounce/address.h>

#include <string.h>

void
bounce_typed_split(BounceSlice field, BounceSlice *type, BounceSlice *value)
{
	BounceSlice before, after;

	*type = BOUNCE_SLICE_EMPTY;
	*value = bounce_slice_trim(field);
	if (!bounce_slice_split(field, ';', &before, &after))
		return;

	/* atom (RFC 3464 section 2.1.2); a reply code, an address or a sentence is none */
	before = bounce_slice_trim(before);
	if (before.len == 0 || !g_ascii_isalpha(before.ptr[0]))
		return;
	for (size_t i = 0; i < before.len; i++)
		if (!g_ascii_isgraph(before.ptr[i]) || before.ptr[i] == '@')
			return;

	*type = before;
	*value = bounce_slice_trim(after);
}

/* Where a comment that ends the text begins, or text.len. */
static size_t
find_last_comment(BounceSlice text)
{
	size_t depth = 0;

	if (text.len == 0 || text.ptr[text.len - 1] != ')')
		return text.len;
	for (size_t i = text.len; i-- > 0;) {
		if (text.ptr[i] == ')')
			depth++;
		else if (text.ptr[i] == '(' && --depth == 0)
			return i;
	}
	return text.len;
}

BounceSlice
bounce_address_bare(BounceSlice text)
{
	text = bounce_slice_trim(text);
	text = bounce_slice_trim(bounce_slice_take(text, find_last_comment(text)));
	if (text.len >= 2 && text.ptr[0] == '<' && text.ptr[text.len - 1] == '>')
		text = bounce_slice_trim((BounceSlice){text.ptr + 1, text.len - 2});
	return text;
}

/* hexchar = "+" 2(%x30-39 / %x41-46) (RFC 3461 section 4).  -1 when it is none. */
static int
hexchar_value(BounceSlice s)
{
	int high = bounce_slice_at(s, 1), low = bounce_slice_at(s, 2);

	if (bounce_slice_at(s, 0) != '+' || high < 0 || low < 0 || g_ascii_islower(high) ||
	    g_ascii_islower(low) || !g_ascii_isxdigit(high) || !g_ascii_isxdigit(low))
		return -1;
	return g_ascii_xdigit_value((char)high) * 16 + g_ascii_xdigit_value((char)low);
}

char *
bounce_address_decode_xtext(BounceSlice text)
{
	g_autoptr(GString) out = g_string_new(NULL);
	bool found = false;

	while (text.len > 0) {
		int value = hexchar_value(text);

		if (value >= 0)
			found = true;
		/* NUL and controls are no part of an address: then it is not xtext */
		if (text.ptr[0] == '+' && (value < ' ' || value == 0x7F))
			return NULL;
		g_string_append_c(out, value < 0 ? text.ptr[0] : (char)value);
		text = bounce_slice_skip(text, value < 0 ? 1 : 3);
	}
	return found ? g_string_free(g_steal_pointer(&out), false) : NULL;
}

/* "\x{" HEXPOINT "}", HEXPOINT of 2 to 6 digits (RFC 6533 section 3).  Returns the
 * bytes taken, or 0. */
static size_t
read_embedded_char(BounceSlice s, gunichar *c)
{
	gunichar value = 0;
	size_t i = 3;

	if (!bounce_slice_starts_nocase(s, "\\x{"))
		return 0;
	for (; g_ascii_isxdigit(bounce_slice_at(s, i)) && i < 9; i++)
		value = value * 16 + (gunichar)g_ascii_xdigit_value(s.ptr[i]);
	if (i == 3 || bounce_slice_at(s, i) != '}' || !g_unichar_validate(value) || value < ' ')
		return 0;
	*c = value;
	return i + 1;
}

char *
bounce_address_decode_utf8(BounceSlice text)
{
	GString *out = g_string_new(NULL);

	while (text.len > 0) {
		gunichar c;
		size_t taken = read_embedded_char(text, &c);

		if (taken > 0)
			g_string_append_unichar(out, c);
		else
			g_string_append_c(out, text.ptr[0]);
		text = bounce_slice_skip(text, taken > 0 ? taken : 1);
	}
	return g_string_free(out, false);
}

/* What a walk over an address list has seen so far. */
typedef struct {
	bool in_quotes;
	size_t depth; /* of comments */
	size_t angle, angle_end;
} ListWalk;

/* Take one byte of the list at i; false when there is more than one address. */
static bool
walk_list(ListWalk *walk, BounceSlice s, size_t i)
{
	char c = s.ptr[i];

	if (c == '"' && walk->depth == 0)
		walk->in_quotes = !walk->in_quotes;
	if (walk->in_quotes)
		return true;
	if (c == '(')
		walk->depth++;
	else if (c == ')' && walk->depth > 0)
		walk->depth--;
	if (walk->depth > 0)
		return true;
	if (c == '<')
		walk->angle = i + 1;
	else if (c == '>')
		walk->angle_end = i;
	return c != ',' && c != ':' && c != ';';
}

bool
bounce_address_sole(BounceSlice header_value, BounceSlice *address)
{
	BounceSlice s = bounce_slice_trim(header_value);
	ListWalk walk = {0};

	for (size_t i = 0; i < s.len; i++) {
		if (!walk_list(&walk, s, i))
			return false;
		/* a quoted pair is two bytes */
		if (s.ptr[i] == '\\')
			i++;
	}
	if (walk.angle > 0 && walk.angle_end < walk.angle)
		return false;
	if (walk.angle > 0)
		s = (BounceSlice){s.ptr + walk.angle, walk.angle_end - walk.angle};

	s = bounce_address_bare(s);
	if (bounce_address_domain(s).len == 0)
		return false;
	*address = s;
	return true;
}

char *
bounce_address_of_sender(const char *from)
{
	const char *open = strrchr(from, '<');
	const char *close = open ? strchr(open, '>') : NULL;
	BounceSlice address = close ? (BounceSlice){open + 1, (size_t)(close - open - 1)}
	                            : bounce_address_bare(bounce_slice(from));

	address = bounce_slice_trim(address);
	if (bounce_address_domain(address).len == 0)
		return g_strdup("");
	return g_strndup(address.ptr, address.len);
}

BounceSlice
bounce_address_domain(BounceSlice address)
{
	const char *at = address.len > 0 ? memrchr(address.ptr, '@', address.len) : NULL;

	return at ? bounce_slice_skip(address, (size_t)(at - address.ptr) + 1) : BOUNCE_SLICE_EMPTY;
}

BounceSlice
bounce_address_local(BounceSlice address)
{
	const char *at = address.len > 0 ? memrchr(address.ptr, '@', address.len) : NULL;

	return at ? bounce_slice_take(address, (size_t)(at - address.ptr)) : BOUNCE_SLICE_EMPTY;
}

bool
bounce_address_is_atext(char c)
{
	return (unsigned char)c >= 0x80 || g_ascii_isalnum(c) ||
	       (c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~", c));
}

static bool
is_same_text(BounceSlice a, BounceSlice b)
{
	return a.len == b.len && g_ascii_strncasecmp(a.ptr, b.ptr, a.len) == 0;
}

static bool
is_ascii(BounceSlice s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] >= 0x80)
			return false;
	return true;
}

/* With A-labels, or as it is when it has none. */
static char *
spell_in_ascii(BounceSlice domain)
{
	g_autofree char *text = g_strndup(domain.ptr, domain.len);
	char *ascii = g_utf8_validate(text, -1, NULL) ? g_hostname_to_ascii(text) : NULL;

	return ascii ? ascii : g_steal_pointer(&text);
}

bool
bounce_domain_same(BounceSlice a, BounceSlice b)
{
	if (is_same_text(a, b))
		return true;
	if (is_ascii(a) == is_ascii(b))
		return false;
	g_autofree char *one = spell_in_ascii(a), *other = spell_in_ascii(b);
	return g_ascii_strcasecmp(one, other) == 0;
}

/* "\"a\\\" b\"" is a" b */
static char *
unquote(BounceSlice local)
{
	GString *out = g_string_new(NULL);

	if (local.len >= 2 && local.ptr[0] == '"' && local.ptr[local.len - 1] == '"')
		local = (BounceSlice){local.ptr + 1, local.len - 2};
	for (size_t i = 0; i < local.len; i++) {
		if (local.ptr[i] == '\\' && i + 1 < local.len)
			i++;
		g_string_append_c(out, local.ptr[i]);
	}
	return g_string_free(out, false);
}

bool
bounce_address_same(BounceSlice a, BounceSlice b)
{
	g_autofree char *one = unquote(bounce_address_local(a));
	g_autofree char *other = unquote(bounce_address_local(b));

	if (!memchr(a.ptr, '@', a.len) || !memchr(b.ptr, '@', b.len))
		return is_same_text(a, b);
	return g_ascii_strcasecmp(one, other) == 0 &&
	       bounce_domain_same(bounce_address_domain(a), bounce_address_domain(b));
}

/* The domain at the front of text, without the full stop of a sentence. */
static BounceSlice
take_domain(BounceSlice text)
{
	const char *close =
		bounce_slice_at(text, 0) == '[' ? memchr(text.ptr, ']', text.len) : NULL;
	size_t len = 0;

	if (close)
		return bounce_slice_take(text, (size_t)(close - text.ptr) + 1);
	while (len < text.len && (g_ascii_isalnum(text.ptr[len]) || text.ptr[len] == '-' ||
	                          text.ptr[len] == '.' || (unsigned char)text.ptr[len] >= 0x80))
		len++;
	while (len > 0 && text.ptr[len - 1] == '.')
		len--;
	return bounce_slice_take(text, len);
}

/* Does text end in local, as a word of its own? */
static bool
ends_in_local(BounceSlice text, BounceSlice local)
{
	if (text.len < local.len)
		return false;

	BounceSlice end = bounce_slice_skip(text, text.len - local.len);
	BounceSlice before = bounce_slice_take(text, text.len - local.len);
	if (before.len > 0 && (before.ptr[before.len - 1] == '.' ||
	                       bounce_address_is_atext(before.ptr[before.len - 1])))
		return false;
	return is_same_text(end, local);
}

BounceNamed
bounce_address_named(BounceSlice text, const char *address)
{
	BounceSlice local = bounce_address_local(bounce_slice(address));
	BounceSlice domain = bounce_address_domain(bounce_slice(address));
	BounceNamed named = BOUNCE_NAMED_NOT;
	BounceSlice before, after = text;

	if (local.len == 0 || domain.len == 0)
		return BOUNCE_NAMED_NOT;
	while (bounce_slice_split(after, '@', &before, &after)) {
		BounceSlice so_far = {text.ptr, (size_t)(before.ptr + before.len - text.ptr)};
		bool has_local = ends_in_local(so_far, local);
		bool has_domain = bounce_domain_same(take_domain(after), domain);

		if (has_local && has_domain)
			return BOUNCE_NAMED_WHOLE;
		if (has_local || has_domain)
			named = BOUNCE_NAMED_PART;
	}
	return named;
}
