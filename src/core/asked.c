/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/asked.h"

#include <string.h>

/* Of an enhanced code, and of any number in it (RFC 3463 section 2). */
#define PARTS 3
#define DIGITS_MAX 3

/* One part of what is written with dots. */
typedef struct {
	const char *name;
	unsigned value;
	bool is_any; /* "X", "XXX" */
	bool is_number;
	bool has_zero; /* in front */
	size_t n_digits;
} Part;

static bool
is_letter(char c)
{
	return c != '\0' && strchr("xyzXYZ", c);
}

/* Nothing but digits, dots, blanks and the letters that stand for digits. */
static bool
looks_like_code(const char *text)
{
	bool has_digit = false;

	for (; *text != '\0'; text++) {
		has_digit = has_digit || g_ascii_isdigit(*text);
		if (!g_ascii_isdigit(*text) && !is_letter(*text) && *text != '.' &&
		    !g_ascii_isspace(*text))
			return false;
	}
	return has_digit;
}

static Part
read_part(const char *text, const char *name)
{
	size_t len = strlen(text);
	Part part = {.name = name, .is_any = len > 0, .is_number = len > 0, .n_digits = len};

	for (size_t i = 0; i < len; i++) {
		part.is_any = part.is_any && is_letter(text[i]);
		part.is_number = part.is_number && g_ascii_isdigit(text[i]);
		if (i < DIGITS_MAX && part.is_number)
			part.value = part.value * 10 + (unsigned)(text[i] - '0');
	}
	part.has_zero = part.is_number && len > 1 && text[0] == '0';
	return part;
}

static bool
is_class(const Part *part)
{
	return part->is_number && part->n_digits == 1 &&
	       (part->value == 2 || part->value == 4 || part->value == 5);
}

/* What is wrong with a subject or a detail, or NULL. */
static const char *
find_fault(const Part *part)
{
	if (part->is_any)
		return NULL;
	if (part->n_digits == 0)
		return "is missing";
	if (!part->is_number)
		return "is no number";
	if (part->n_digits > DIGITS_MAX)
		return "has more than three digits";
	return part->has_zero ? "has a zero in front" : NULL;
}

/* Some pages write replies, even those that are none, with dots: "1.0.1", "3.5.4". */
static bool
read_dotted_reply(const BounceKb *kb, const Part *parts, Asked *asked)
{
	for (size_t i = 0; i < PARTS; i++)
		if (!parts[i].is_number || parts[i].n_digits != 1)
			return false;
	asked->reply = parts[0].value * 100 + parts[1].value * 10 + parts[2].value;
	asked->dotted = true;
	return bounce_kb_reply(kb, asked->reply) != NULL;
}

static AskedKind
read_parts(const BounceKb *kb, const Part *parts, Asked *asked)
{
	const Part *class = &parts[0], *subject = &parts[1], *detail = &parts[2];

	if (!class->is_any && !is_class(class)) {
		if (read_dotted_reply(kb, parts, asked))
			return ASKED_REPLY;
		g_strlcpy(asked->fault, "the class, its first number, can only be 2, 4 or 5",
		          sizeof(asked->fault));
		return ASKED_BAD;
	}
	for (size_t i = 1; i < PARTS; i++) {
		const char *fault = find_fault(&parts[i]);

		if (!fault)
			continue;
		g_snprintf(asked->fault, sizeof(asked->fault), "the %s %s", parts[i].name, fault);
		return ASKED_BAD;
	}
	asked->digit = subject->is_any ? class->value : subject->value;
	if (subject->is_any && detail->is_any && !class->is_any)
		return ASKED_CLASS;
	if (!subject->is_any && detail->is_any && bounce_kb_subject(kb, subject->value))
		return ASKED_SUBJECT;
	if (subject->is_any || detail->is_any) {
		g_strlcpy(asked->fault, "there is no such subject", sizeof(asked->fault));
		return ASKED_BAD;
	}
	asked->status = (BounceStatus){(uint8_t) class->value, (uint16_t)subject->value,
	                               (uint16_t)detail->value};
	return ASKED_STATUS;
}

static AskedKind
read_dotted(const BounceKb *kb, const char *text, Asked *asked)
{
	static const char *const names[PARTS] = {"class", "subject", "detail"};
	g_auto(GStrv) words = g_strsplit(text, ".", -1);
	size_t n = g_strv_length(words);
	Part parts[PARTS] = {{.is_any = true}, {.is_any = true}, {.is_any = true}};

	/* a dot that ends a sentence */
	if (n == PARTS + 1 && *words[PARTS] == '\0')
		n--;
	for (size_t i = 0; i < MIN(n, PARTS); i++)
		parts[i] = read_part(words[i], names[i]);
	/* "X.1", "4.X" */
	bool is_short = n == PARTS - 1 && (parts[0].is_any || parts[1].is_any);
	if (n == PARTS || is_short)
		return read_parts(kb, parts, asked);
	g_snprintf(asked->fault, sizeof(asked->fault),
	           "it has %zu numbers, and three are needed, with dots between", n);
	return ASKED_BAD;
}

/* "550", "5yz", "5xx", "x5z" */
static AskedKind
read_reply(const BounceKb *kb, const char *text, Asked *asked)
{
	bool is_whole = strlen(text) == DIGITS_MAX;
	bool is_first = g_ascii_isdigit(text[0]);
	bool is_reply = text[0] >= '1' && text[0] <= '5';
	bool is_second = is_whole && g_ascii_isdigit(text[1]);
	bool is_third = is_whole && g_ascii_isdigit(text[2]);

	g_strlcpy(asked->fault, "a reply code has three digits, of which the first is 2 to 5",
	          sizeof(asked->fault));
	if (is_first && is_second && is_third) {
		asked->reply =
			(unsigned)((text[0] - '0') * 100 + (text[1] - '0') * 10 + (text[2] - '0'));
		/* Mailgun has a 605 */
		return is_reply || bounce_kb_reply(kb, asked->reply) ? ASKED_REPLY : ASKED_BAD;
	}
	if (!is_whole || (is_first && !is_reply))
		return ASKED_BAD;
	asked->digit = (unsigned)(text[is_first ? 0 : 1] - '0');
	if (is_third || is_first == is_second || asked->digit > 5)
		return ASKED_BAD;
	return is_first ? ASKED_FIRST : ASKED_SECOND;
}

/* "550 5.1.1" is two codes, "5. 1.1" is none. */
static bool
begins_with_reply(const char *text)
{
	return strspn(text, "0123456789") == DIGITS_MAX && g_ascii_isspace(text[DIGITS_MAX]);
}

Asked
asked_read(const BounceKb *kb, const char *text)
{
	g_autofree char *code = g_strstrip(g_strdup(text));
	Asked asked = {.kind = ASKED_TEXT, .field = bounce_kb_field(kb, code)};

	if (asked.field) {
		asked.kind = ASKED_FIELD;
	} else if (!looks_like_code(code) || begins_with_reply(code)) {
		asked.kind = ASKED_TEXT;
	} else if (strpbrk(code, " \t\r\n\v\f")) {
		g_strlcpy(asked.fault, "no white space may stand in a code", sizeof(asked.fault));
		asked.kind = ASKED_BAD;
	} else {
		asked.kind = strchr(code, '.') ? read_dotted(kb, code, &asked)
		                               : read_reply(kb, code, &asked);
	}
	return asked;
}

char *
asked_code(const Asked *asked)
{
	char code[BOUNCE_STATUS_TEXT_MAX];

	switch (asked->kind) {
	case ASKED_STATUS:
		if (asked->status.class == 0)
			return g_strdup_printf("X.%u.%u", asked->status.subject,
			                       asked->status.detail);
		return g_strdup(bounce_status_format(asked->status, code));
	case ASKED_CLASS:
		return g_strdup_printf("%u.X.X", asked->digit);
	case ASKED_SUBJECT:
		return g_strdup_printf("X.%u.X", asked->digit);
	case ASKED_REPLY:
		return g_strdup_printf("%u", asked->reply);
	case ASKED_FIRST:
		return g_strdup_printf("%uyz", asked->digit);
	case ASKED_SECOND:
		return g_strdup_printf("x%uz", asked->digit);
	default:
		return g_strdup("");
	}
}
