/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "said.h"

#include "bounds.h"
#include "reply.h"

#include <string.h>

struct BounceSaid {
	GHashTable *by_address; /* address in lower case: Entry */
};

typedef struct {
	BounceSlice words;
	bool has_code;
} Entry;

/* The line that an entry begins with. */
typedef struct {
	BounceSlice address;
	BounceSlice rest;
	size_t indent;
} Head;

static BounceSlice
skip_blanks(BounceSlice s)
{
	return bounce_slice_skip(s, bounce_slice_count_blanks(s));
}

/* "* a@example.org", "<a@example.org>" */
static BounceSlice
skip_bullet(BounceSlice line)
{
	if ((bounce_slice_at(line, 0) == '*' || bounce_slice_at(line, 0) == '-') &&
	    bounce_slice_is_blank_at(line, 1))
		line = skip_blanks(bounce_slice_skip(line, 1));
	return bounce_slice_at(line, 0) == '<' ? bounce_slice_skip(line, 1) : line;
}

static BounceSlice
take_address(BounceSlice line)
{
	BounceSlice local, domain;
	size_t len = 0;

	while (len < line.len && g_ascii_isgraph(line.ptr[len]) &&
	       !strchr("<>:,;()", line.ptr[len]))
		len++;
	/* "a@example.org... User unknown" */
	while (len > 0 && line.ptr[len - 1] == '.')
		len--;
	line = bounce_slice_take(line, len);
	if (!bounce_slice_split(line, '@', &local, &domain) || local.len == 0 || domain.len == 0)
		return BOUNCE_SLICE_EMPTY;
	return line;
}

/* An address, then nothing or a mark: what goes on in words is a sentence. */
static bool
read_head(BounceSlice line, Head *head)
{
	/* As in most lines. */
	if (line.len == 0 || !memchr(line.ptr, '@', line.len))
		return false;
	head->indent = bounce_slice_count_blanks(line);
	line = skip_bullet(bounce_slice_skip(line, head->indent));
	head->address = take_address(line);
	if (head->address.len == 0 || head->address.len > BOUNCE_ADDRESS_MAX)
		return false;

	line = bounce_slice_skip(line, head->address.len);
	if (bounce_slice_at(line, 0) == '>')
		line = bounce_slice_skip(line, 1);
	head->rest = skip_blanks(line);
	return head->rest.len == 0 || head->rest.ptr[0] == ':' || head->rest.ptr[0] == '(' ||
	       bounce_slice_starts_nocase(head->rest, "...");
}

/* Of two entries about one address, that counts which holds a code. */
static void
add(BounceSaid *said, BounceSlice address, BounceSlice words)
{
	g_autofree char *key = g_ascii_strdown(address.ptr, (gssize)address.len);
	const Entry *other = g_hash_table_lookup(said->by_address, key);
	BounceReply reply = bounce_reply_find(words);
	bool has_code = reply.code > 0 || bounce_status_is_set(reply.status);

	if (other && (other->has_code || !has_code))
		return;

	Entry *entry = g_new(Entry, 1);
	*entry = (Entry){words, has_code};
	g_hash_table_replace(said->by_address, g_steal_pointer(&key), entry);
}

/* Take the lines of an entry: up to a blank one, or to the next head, which is not
 * indented more: "    <a@example.org>: User unknown" may be a line that was folded. */
static BounceSlice
take_entry(BounceSlice *text, const Head *head)
{
	BounceSlice line, rest = *text, words = head->rest;
	Head next;

	while (bounce_slice_next_line(&rest, &line) && bounce_slice_trim(line).len > 0) {
		if (read_head(line, &next) && next.indent <= head->indent)
			break;
		words.len = (size_t)(line.ptr + line.len - words.ptr);
		*text = rest;
	}
	return words;
}

/* Take the next line that holds an address; lines without one, as most are, are not
 * even split. */
static bool
next_line_with_address(BounceSlice *text, BounceSlice *line)
{
	const char *at = text->len > 0 ? memchr(text->ptr, '@', text->len) : NULL;

	if (!at)
		return false;
	while (at > text->ptr && at[-1] != '\n' && at[-1] != '\r')
		at--;
	*text = bounce_slice_skip(*text, (size_t)(at - text->ptr));
	return bounce_slice_next_line(text, line);
}

BounceSaid *
bounce_said_read(BounceSlice text)
{
	BounceSaid *said = g_new0(BounceSaid, 1);
	BounceSlice line;
	Head head;

	said->by_address = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	while (next_line_with_address(&text, &line))
		if (read_head(line, &head))
			add(said, head.address, take_entry(&text, &head));
	return said;
}

void
bounce_said_free(BounceSaid *said)
{
	g_hash_table_unref(said->by_address);
	g_free(said);
}

BounceSlice
bounce_said_take(BounceSaid *said, const char *address)
{
	g_autofree char *key = g_ascii_strdown(address, -1);
	const Entry *entry = g_hash_table_lookup(said->by_address, key);
	BounceSlice words = entry ? entry->words : BOUNCE_SLICE_EMPTY;

	if (entry)
		g_hash_table_remove(said->by_address, key);
	return words;
}

BounceSlice
bounce_said_about(BounceSaid *said, const BounceRecipient *to)
{
	BounceSlice words = bounce_said_take(said, to->final_recipient);

	if (words.len == 0)
		words = bounce_said_take(said, to->original_recipient);
	return words.len > 0 ? words : bounce_said_take(said, to->address);
}
