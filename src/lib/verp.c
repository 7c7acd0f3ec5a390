/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "verp.h"

#include <bounce/address.h>
#include <bounce/error.h>
#include <bounce/parser.h>

#include <string.h>

/* Sympa's has four; each more multiplies the ways to read an address. */
#define HOLES_MAX 4

/* RFC 5321 section 4.5.3.1.3; no envelope sender is longer. */
#define SENT_TO_MAX 254

/* What can be read in so many ways tells nobody. */
#define READINGS_MAX 16

typedef enum { HOLE_LOCAL, HOLE_DOMAIN, HOLE_NUMBER, HOLE_ANY, N_HOLE_KINDS } HoleKind;

typedef struct {
	HoleKind kind;
	char *then; /* the text that follows it; "" for the last one, perhaps */
} Hole;

typedef struct {
	char *begin; /* the text before the first hole */
	Hole holes[HOLES_MAX];
	size_t n_holes;
	char *host;   /* "" for any */
	bool is_sure; /* what has this form is VERP */
} Pattern;

struct BounceVerp {
	GPtrArray *patterns; /* of Pattern * */
	bool is_builtin;
};

static const char hole_letters[N_HOLE_KINDS] = {
	[HOLE_LOCAL] = 'l', [HOLE_DOMAIN] = 'd', [HOLE_NUMBER] = 'n', [HOLE_ANY] = '*'};

/* The forms of list managers are sure.  Any other may have more before the "=": some
 * services write "bounces+1234-abcd-user=domain". */
static const struct {
	const char *text;
	bool is_sure;
} builtin_patterns[] = {
	{"%*-return-%n-%l=%d", true}, /* ezmlm-return(1): local-return-msg-box=domain */
	{"%*+%l==a==%d==%*", true},   /* Sympa: bounce+user==a==domain==list */
	{"%*-bounces+%l=%d", true},   /* Mailman's VERP_FORMAT: list-bounces+user=domain */
	{"%*+%l=%d", false},          /* Postfix VERP_README */
	{"%*-%l=%d", false},          /* the same where "-" begins extensions */
};

/* Signed or rewritten senders that are no VERP, though they look like it: BATV
 * (draft-levine-smtp-batv, and what was before it), SRS (libsrs2's separators). */
static const char *const signed_senders[] = {
	"prvs=", "btv1==", "msprvs1=", "SRS0=", "SRS0+", "SRS0-", "SRS1=", "SRS1+", "SRS1-",
};

/* ---- patterns */

static void
pattern_free(void *data)
{
	Pattern *pattern = data;

	g_free(pattern->begin);
	for (size_t i = 0; i < pattern->n_holes; i++)
		g_free(pattern->holes[i].then);
	g_free(pattern->host);
	g_free(pattern);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pattern, pattern_free)

static bool
fail(GError **error, const char *text, const char *why)
{
	g_set_error(error, BOUNCE_ERROR, BOUNCE_ERROR_VERP, "\"%s\" is no VERP pattern: %s", text,
	            why);
	return false;
}

/* The text up to the next hole, off the front of rest. */
static char *
take_text(const char **rest)
{
	GString *text = g_string_new(NULL);

	while (**rest != '\0' && **rest != '@') {
		if (**rest == '%' && (*rest)[1] != '%')
			break;
		*rest += **rest == '%';
		g_string_append_c(text, *(*rest)++);
	}
	return g_string_free(text, false);
}

static bool
add_hole(Pattern *pattern, const char **rest, const char *text, GError **error)
{
	const char *letter =
		(*rest)[1] == '\0' ? NULL : memchr(hole_letters, (*rest)[1], sizeof(hole_letters));
	size_t n = pattern->n_holes;

	if (!letter)
		return fail(error, text, "a % must be one of %l, %d, %n, %* and %%");
	if (n == HOLES_MAX)
		return fail(error, text, "it has more than four of %l, %d, %n and %*");
	if (n > 0 && *pattern->holes[n - 1].then == '\0')
		return fail(error, text, "nothing tells where one % ends and the next begins");
	*rest += 2;
	pattern->holes[n].kind = (HoleKind)(letter - hole_letters);
	pattern->holes[n].then = take_text(rest);
	pattern->n_holes++;
	return true;
}

static size_t
count_holes(const Pattern *pattern, HoleKind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < pattern->n_holes; i++)
		n += pattern->holes[i].kind == kind;
	return n;
}

static Pattern *
pattern_new(const char *text, GError **error)
{
	g_autoptr(Pattern) pattern = g_new0(Pattern, 1);
	const char *rest = text;

	pattern->begin = take_text(&rest);
	while (*rest == '%')
		if (!add_hole(pattern, &rest, text, error))
			return NULL;
	pattern->host = g_strdup(*rest == '@' ? rest + 1 : rest);

	if (count_holes(pattern, HOLE_LOCAL) != 1 || count_holes(pattern, HOLE_DOMAIN) != 1)
		fail(error, text, "it needs %l and %d, each once");
	else if (strpbrk(pattern->host, "%@"))
		fail(error, text, "behind the @ only a host name may stand");
	else
		return g_steal_pointer(&pattern);
	return NULL;
}

bool
bounce_verp_check(const char *pattern, GError **error)
{
	g_autoptr(Pattern) parsed = pattern_new(pattern, error);

	return parsed != NULL;
}

static bool
add_pattern(BounceVerp *verp, const char *text, bool is_sure, GError **error)
{
	Pattern *pattern = pattern_new(text, error);

	if (!pattern)
		return false;
	pattern->is_sure = is_sure;
	g_ptr_array_add(verp->patterns, pattern);
	return true;
}

BounceVerp *
bounce_verp_new(const char *const *patterns, GError **error)
{
	g_autoptr(BounceVerp) verp = g_new0(BounceVerp, 1);

	verp->patterns = g_ptr_array_new_with_free_func(pattern_free);
	verp->is_builtin = !patterns || !patterns[0];
	for (size_t i = 0; verp->is_builtin && i < G_N_ELEMENTS(builtin_patterns); i++)
		if (!add_pattern(verp, builtin_patterns[i].text, builtin_patterns[i].is_sure,
		                 error))
			return NULL;
	for (; !verp->is_builtin && *patterns; patterns++)
		if (!add_pattern(verp, *patterns, true, error))
			return NULL;
	return g_steal_pointer(&verp);
}

void
bounce_verp_free(BounceVerp *verp)
{
	g_ptr_array_unref(verp->patterns);
	g_free(verp);
}

/* ---- matching */

static bool
fits(HoleKind kind, BounceSlice filling)
{
	for (size_t i = 0; kind == HOLE_NUMBER && i < filling.len; i++)
		if (!g_ascii_isdigit(filling.ptr[i]))
			return false;
	if (kind == HOLE_DOMAIN && memchr(filling.ptr, '=', filling.len))
		return false;
	return filling.len > 0;
}

/* One way to read text: where each hole ends. */
typedef struct {
	const Pattern *pattern;
	BounceSlice text;
	size_t ends[HOLES_MAX];
} Match;

static size_t
hole_start(const Match *match, size_t i)
{
	return i == 0 ? strlen(match->pattern->begin)
	              : match->ends[i - 1] + strlen(match->pattern->holes[i - 1].then);
}

static BounceSlice
hole_filling(const Match *match, size_t i)
{
	size_t start = hole_start(match, i);

	return bounce_slice_skip(bounce_slice_take(match->text, match->ends[i]), start);
}

/* Stretch hole i to end where the text behind it stands, at from or later. */
static bool
stretch(Match *match, size_t i, size_t from)
{
	const Hole *hole = &match->pattern->holes[i];
	bool is_last = i + 1 == match->pattern->n_holes;
	size_t then = strlen(hole->then);

	for (size_t end = from; end + then <= match->text.len; end++) {
		if (is_last && end + then != match->text.len)
			continue;
		match->ends[i] = end;
		if (bounce_slice_starts_nocase(bounce_slice_skip(match->text, end), hole->then) &&
		    fits(hole->kind, hole_filling(match, i)))
			return true;
	}
	return false;
}

/* The first way to read the text or, again, the one after it: the last holes are
 * tried anew first, and each from short to long. */
static bool
match_next(Match *match, bool again)
{
	size_t n = match->pattern->n_holes;
	size_t i = again ? n - 1 : 0;

	if (!bounce_slice_starts_nocase(match->text, match->pattern->begin))
		return false;
	for (;;) {
		again = !stretch(match, i, again ? match->ends[i] + 1 : hole_start(match, i));
		if (again ? i == 0 : i + 1 == n)
			return !again;
		i = again ? i - 1 : i + 1;
	}
}

static char *
member_address(const Match *match)
{
	BounceSlice fillings[N_HOLE_KINDS] = {BOUNCE_SLICE_EMPTY};

	for (size_t i = 0; i < match->pattern->n_holes; i++)
		fillings[match->pattern->holes[i].kind] = hole_filling(match, i);

	/* a pattern has one of each */
	BounceSlice local = fillings[HOLE_LOCAL], domain = fillings[HOLE_DOMAIN];
	return g_strdup_printf("%.*s@%.*s", (int)local.len, local.ptr, (int)domain.len, domain.ptr);
}

/* Every valid address that sent_to may stand for. */
static GPtrArray *
read_all(const Pattern *pattern, BounceSlice sent_to)
{
	GPtrArray *readings = g_ptr_array_new_with_free_func(g_free);
	Match match = {.pattern = pattern, .text = bounce_address_local(sent_to)};
	bool again = false;

	if (*pattern->host != '\0' &&
	    !bounce_domain_same(bounce_address_domain(sent_to), bounce_slice(pattern->host)))
		return readings;
	for (; readings->len < READINGS_MAX && match_next(&match, again); again = true) {
		g_autofree char *address = member_address(&match);

		if (bounce_address_is_valid(address))
			g_ptr_array_add(readings, g_steal_pointer(&address));
	}
	return readings;
}

/* Some encode further things before the "=", and a domain has a dot. */
static bool
is_beyond_doubt(const GPtrArray *readings)
{
	const char *address = readings->pdata[0];

	return readings->len == 1 && !strchr(address, '=') && strchr(strrchr(address, '@'), '.');
}

static bool
is_signed_sender(BounceSlice sent_to)
{
	for (size_t i = 0; i < G_N_ELEMENTS(signed_senders); i++)
		if (bounce_slice_starts_nocase(sent_to, signed_senders[i]))
			return true;
	return false;
}

char *
bounce_verp_find(const BounceVerp *verp, BounceSlice sent_to, BounceVerpAsk ask, void *user)
{
	g_autofree char *believed = NULL;

	if (sent_to.len > SENT_TO_MAX || is_signed_sender(sent_to))
		return NULL;
	for (guint p = 0; p < verp->patterns->len; p++) {
		const Pattern *pattern = verp->patterns->pdata[p];
		g_autoptr(GPtrArray) readings = read_all(pattern, sent_to);

		for (guint i = 0; i < readings->len; i++) {
			BounceNamed named = ask(readings->pdata[i], user);

			if (named == BOUNCE_NAMED_WHOLE)
				return g_strdup(readings->pdata[i]);
			bool is_likely = (pattern->is_sure || named == BOUNCE_NAMED_PART) &&
			                 is_beyond_doubt(readings);
			if (!believed && i == 0 && (!verp->is_builtin || is_likely))
				believed = g_strdup(readings->pdata[i]);
		}
	}
	return g_steal_pointer(&believed);
}
