/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "html.h"

#include "bounds.h"

#include <string.h>

/* Tags that begin or end a line (HTML living standard, section 15.3). */
static const char *const block_tags[] = {
	"br", "p",  "div", "tr", "li",  "ul", "ol", "table", "h1", "h2",    "h3",
	"h4", "h5", "h6",  "hr", "pre", "dt", "dd", "td",    "th", "title", "blockquote"};

/* Elements whose content is no text. */
static const char *const silent_tags[] = {"style", "script"};

static const struct {
	const char *name, *text;
} references[] = {
	{"amp", "&"},   {"lt", "<"},    {"gt", ">"},    {"quot", "\""},  {"apos", "'"},
	{"nbsp", " "},  {"lsquo", "'"}, {"rsquo", "'"}, {"ldquo", "\""}, {"rdquo", "\""},
	{"ndash", "-"}, {"mdash", "-"}, {"shy", ""},
};

static bool
is_named(BounceSlice name, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (bounce_slice_equal_nocase(name, names[i]))
			return true;
	return false;
}

/* "/p class=..." is p */
static BounceSlice
tag_name(BounceSlice tag)
{
	size_t len = 0;

	if (bounce_slice_at(tag, 0) == '/')
		tag = bounce_slice_skip(tag, 1);
	while (g_ascii_isalnum(bounce_slice_at(tag, len)))
		len++;
	return bounce_slice_take(tag, len);
}

/* "<user@example.org>" is none, though some write it so, nor is "<" by itself.  html stands
 * behind the "<", and is not searched further than an address goes: that may be asked at
 * each of its bytes. */
static bool
is_tag(BounceSlice html)
{
	int first = bounce_slice_at(html, 0);
	BounceSlice tag, word, rest;

	if (first != '/' && first != '!' && first != '?' && !g_ascii_isalpha(first))
		return false;
	bounce_slice_split(bounce_slice_take(html, BOUNCE_ADDRESS_MAX), '>', &tag, &rest);
	bounce_slice_split(tag, ' ', &word, &rest);
	return word.len == 0 || !memchr(word.ptr, '@', word.len) || memchr(word.ptr, '=', word.len);
}

static void
end_line(GString *text)
{
	while (text->len > 0 && text->str[text->len - 1] == ' ')
		g_string_truncate(text, text->len - 1);
	if (text->len > 0)
		g_string_append_c(text, '\n');
}

/* Step over what the tag holds when that is no text, and over its end tag. */
static BounceSlice
skip_silent(BounceSlice html, BounceSlice name)
{
	g_autofree char *end = g_strdup_printf("</%.*s", (int)name.len, name.ptr);

	return bounce_slice_skip(html, bounce_slice_find_nocase(html, end));
}

/* html stands behind a "<". */
static BounceSlice
take_tag(GString *text, BounceSlice html)
{
	BounceSlice tag, rest, name;

	if (bounce_slice_starts_nocase(html, "!--")) {
		size_t end = bounce_slice_find_nocase(html, "-->");

		return bounce_slice_skip(html, end + strlen("-->"));
	}
	if (!is_tag(html)) {
		g_string_append_c(text, '<');
		return html;
	}
	bounce_slice_split(html, '>', &tag, &rest);
	name = tag_name(tag);
	if (is_named(name, block_tags, G_N_ELEMENTS(block_tags)))
		end_line(text);
	if (bounce_slice_at(tag, 0) != '/' &&
	    is_named(name, silent_tags, G_N_ELEMENTS(silent_tags)))
		return skip_silent(rest, name);
	return rest;
}

static gunichar
read_number(BounceSlice digits)
{
	bool hex = bounce_slice_at(digits, 0) == 'x' || bounce_slice_at(digits, 0) == 'X';
	gunichar value = 0;

	for (size_t i = hex; i < digits.len && value < 0x110000; i++) {
		int digit = g_ascii_xdigit_value(digits.ptr[i]);

		if (digit < 0 || (!hex && digit > 9))
			return 0;
		value = value * (hex ? 16 : 10) + (gunichar)digit;
	}
	return g_unichar_validate(value) ? value : 0;
}

/* html stands behind a "&".  What is no reference stays as it is. */
static BounceSlice
take_reference(GString *text, BounceSlice html)
{
	BounceSlice name, rest;
	gunichar c;

	/* the longest that is known is "&#x10FFFF;" */
	if (!bounce_slice_split(bounce_slice_take(html, 10), ';', &name, &rest)) {
		g_string_append_c(text, '&');
		return html;
	}
	rest = bounce_slice_skip(html, name.len + 1);
	for (size_t i = 0; i < G_N_ELEMENTS(references); i++) {
		if (bounce_slice_equal_nocase(name, references[i].name)) {
			g_string_append(text, references[i].text);
			return rest;
		}
	}
	c = bounce_slice_at(name, 0) == '#' ? read_number(bounce_slice_skip(name, 1)) : 0;
	if (c == 0) {
		g_string_append_c(text, '&');
		return html;
	}
	g_string_append_unichar(text, c);
	return rest;
}

GString *
bounce_html_to_text(BounceSlice html)
{
	GString *text = g_string_new(NULL);

	while (html.len > 0) {
		char c = html.ptr[0];

		html = bounce_slice_skip(html, 1);
		if (c == '<')
			html = take_tag(text, html);
		else if (c == '&')
			html = take_reference(text, html);
		else if (!g_ascii_isspace(c))
			g_string_append_c(text, c);
		else if (text->len > 0 && !g_ascii_isspace(text->str[text->len - 1]))
			g_string_append_c(text, ' ');
	}
	return text;
}
