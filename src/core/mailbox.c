/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mailbox.c - lock, split, configure, index
 */
#include "core/mailbox.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/number.h"
#include "core/split.h"
#include "core/system.h"
#include "core/writer.h"

/* Hexadecimal digits that tell one mailbox of a user from another. */
#define DIGEST_LEN 16

/* Five times a second is enough to watch. */
#define TICK_MS 200

/* A mail that is moved while notmuch(1) looks makes it fail, and is there the next time. */
#define TRIES_MAX 2

/* Messages after which notmuch(1) commits: what is stopped goes on from there. */
#define AUTOCOMMIT "1000"

/* In the folder: */
static const char config_name[] = "config";
static const char lock_name[] = "lock";
static const char mail_name[] = "mail"; /* what an mbox was split into, */
static const char seen_name[] = "seen"; /* and what it was like then */

/* In the configuration, beside what notmuch knows. */
static const char our_group[] = "bounces";
static const char path_key[] = "mailbox";

typedef struct {
	const MailboxOptions *options;
	char *path; /* of the mailbox, without links */
	struct stat info;
	char *dir; /* ours */
	char *config;
	int lock;
} Mailbox;

static void
mailbox_clear(Mailbox *mailbox)
{
	if (mailbox->lock >= 0)
		close(mailbox->lock);
	g_free(mailbox->path);
	g_free(mailbox->dir);
	g_free(mailbox->config);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Mailbox, mailbox_clear)

GQuark
mailbox_error_quark(void)
{
	return g_quark_from_static_string("mailbox-error");
}

/* What cannot be had. */
typedef enum { THING_MAILBOX, THING_CONFIG, THING_CACHE } Thing;

static bool
fail(Thing thing, const char *path, const char *why, GError **error)
{
	static const struct {
		MailboxError code;
		const char *what, *advice;
	} failures[] = {
		[THING_MAILBOX] = {MAILBOX_ERROR_PATH, "cannot read the mailbox",
	                           "Give the path of a Maildir, an MH folder or an mbox that you "
	                           "may read."},
		[THING_CONFIG] = {MAILBOX_ERROR_PATH, "cannot read the configuration",
	                          "Give one of notmuch, or none: a mailbox can do without."},
		[THING_CACHE] = {MAILBOX_ERROR_CACHE, "cannot keep an index of the mailbox in",
	                         "Make room there, or set XDG_CACHE_HOME."},
	};
	g_autofree char *shown = g_filename_display_name(path);

	g_set_error(error, MAILBOX_ERROR, (int)failures[thing].code, "%s %s (%s)\n%s",
	            failures[thing].what, shown, why, failures[thing].advice);
	return false;
}

static bool
fail_stopped(GError **error)
{
	g_set_error_literal(error, MAILBOX_ERROR, MAILBOX_ERROR_STOPPED,
	                    "stopped before the mailbox was indexed\n"
	                    "The next time goes on from there.");
	return false;
}

static void
tell(const Mailbox *mailbox, const char *line)
{
	if (mailbox->options->progress)
		mailbox->options->progress(line, mailbox->options->user);
}

static bool
is_stopped(const Mailbox *mailbox)
{
	return g_cancellable_is_cancelled(mailbox->options->cancellable);
}

static gboolean
on_tick(void *user)
{
	*(bool *)user = true;
	return G_SOURCE_CONTINUE;
}

/* ---- the folder */

static char *
cache_dir(void)
{
	return g_build_filename(g_get_user_cache_dir(), "notmuch-bounces", "mailbox", NULL);
}

static bool
find_path(Mailbox *mailbox, GError **error)
{
	const char *given = mailbox->options->path;
	g_autofree char *real = realpath(given, NULL);

	if (!real || stat(real, &mailbox->info) != 0)
		return fail(THING_MAILBOX, given, g_strerror(errno), error);

	bool is_folder = S_ISDIR(mailbox->info.st_mode);

	if (!is_folder && !S_ISREG(mailbox->info.st_mode))
		return fail(THING_MAILBOX, given, "neither a folder nor a file", error);
	if (access(real, is_folder ? R_OK | X_OK : R_OK) != 0)
		return fail(THING_MAILBOX, given, g_strerror(errno), error);
	/* A configuration of notmuch is UTF-8. */
	if (!g_utf8_validate(real, -1, NULL))
		return fail(THING_MAILBOX, given, "its name is no UTF-8", error);
	mailbox->path = g_strdup(real);
	return true;
}

static bool
make_dir(Mailbox *mailbox, GError **error)
{
	g_autofree char *digest =
		g_compute_checksum_for_string(G_CHECKSUM_SHA256, mailbox->path, -1);
	g_autofree char *name = g_strndup(digest, DIGEST_LEN);
	g_autofree char *parent = cache_dir();
	g_autofree char *mail = NULL;

	mailbox->dir = g_build_filename(parent, name, NULL);
	mailbox->config = g_build_filename(mailbox->dir, config_name, NULL);
	mail = g_build_filename(mailbox->dir, mail_name, NULL);
	/* It holds words of mail: for the user alone. */
	if (g_mkdir_with_parents(mail, 0700) != 0)
		return fail(THING_CACHE, mailbox->dir, g_strerror(errno), error);
	if (!system_is_private_folder(mailbox->dir))
		return fail(THING_CACHE, mailbox->dir, "others may write to it", error);
	return true;
}

static bool
fail_busy(const Mailbox *mailbox, GError **error)
{
	g_autofree char *shown = g_filename_display_name(mailbox->path);

	g_set_error(error, MAILBOX_ERROR, MAILBOX_ERROR_BUSY,
	            "another program has been indexing the mailbox %s for %u s\n"
	            "Try again when it is done.",
	            shown, mailbox->options->patience_s);
	return false;
}

/* flock() ends with us, however we end. */
static bool
wait_for_lock(const Mailbox *mailbox, GError **error)
{
	gint64 began = g_get_monotonic_time();
	unsigned waited_s = 0;

	while (flock(mailbox->lock, LOCK_EX | LOCK_NB) != 0) {
		g_autofree char *line = g_strdup_printf(
			"Another program is indexing this mailbox. Waiting %u s ...", waited_s);

		if (errno != EWOULDBLOCK && errno != EINTR)
			return fail(THING_CACHE, mailbox->dir, g_strerror(errno), error);
		if (is_stopped(mailbox))
			return fail_stopped(error);
		if (waited_s >= mailbox->options->patience_s)
			return fail_busy(mailbox, error);
		tell(mailbox, line);
		g_usleep(TICK_MS * G_TIME_SPAN_MILLISECOND);
		g_main_context_iteration(NULL, FALSE);
		waited_s = (unsigned)((g_get_monotonic_time() - began) / G_TIME_SPAN_SECOND);
	}
	return true;
}

static bool
take_lock(Mailbox *mailbox, GError **error)
{
	g_autofree char *path = g_build_filename(mailbox->dir, lock_name, NULL);

	mailbox->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (mailbox->lock < 0)
		return fail(THING_CACHE, mailbox->dir, g_strerror(errno), error);
	return wait_for_lock(mailbox, error);
}

/* ---- an mbox */

typedef struct {
	const Mailbox *mailbox;
	gint64 told; /* when, in monotonic microseconds */
} SplitProgress;

static void
on_split(guint64 n_messages, void *user)
{
	SplitProgress *progress = user;
	gint64 now = g_get_monotonic_time();
	g_autoptr(GString) line = g_string_new("splitting the mailbox: ");

	if (now - progress->told < TICK_MS * G_TIME_SPAN_MILLISECOND)
		return;
	progress->told = now;
	number_append(line, n_messages);
	tell(progress->mailbox, line->str);
}

/* What changes with an mbox: size, time and which file it is. */
static char *
describe(const struct stat *info)
{
	return g_strdup_printf("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT ".%09ld %" G_GUINT64_FORMAT
	                       "\n",
	                       (gint64)info->st_size, (gint64)info->st_mtim.tv_sec,
	                       info->st_mtim.tv_nsec, (guint64)info->st_ino);
}

static bool
split(const Mailbox *mailbox, GError **error)
{
	g_autofree char *to = g_build_filename(mailbox->dir, mail_name, NULL);
	g_autofree char *seen = g_build_filename(mailbox->dir, seen_name, NULL);
	g_autofree char *now = describe(&mailbox->info);
	g_autofree char *before = NULL;
	g_autoptr(GError) why = NULL;
	SplitProgress progress = {.mailbox = mailbox};
	const Split job = {
		.program = mailbox->options->program,
		.data_dir = mailbox->options->data_dir,
		.from = mailbox->path,
		.to = to,
		.cancellable = mailbox->options->cancellable,
		.progress = on_split,
		.user = &progress,
	};

	g_file_get_contents(seen, &before, NULL, NULL);
	if (g_strcmp0(before, now) == 0)
		return true;
	if (split_run(&job, &why)) {
		/* Where it cannot be kept, the mbox is split again. */
		g_file_set_contents(seen, now, -1, NULL);
		return true;
	}
	if (is_stopped(mailbox))
		return fail_stopped(error);
	if (why->domain == G_FILE_ERROR)
		return fail(THING_CACHE, mailbox->dir, why->message, error);
	return fail(THING_MAILBOX, mailbox->path, why->message, error);
}

/* ---- the configuration */

/* That of the user, where notmuch(1) looks for it. */
static char *
find_users_config(const char *given)
{
	const char *named = given ? given : g_getenv("NOTMUCH_CONFIG");
	const char *profile = g_getenv("NOTMUCH_PROFILE");
	bool has_profile = profile && *profile;

	if (named && *named)
		return g_strdup(named);

	g_autofree char *xdg = g_build_filename(g_get_user_config_dir(), "notmuch",
	                                        has_profile ? profile : "default", "config", NULL);
	if (g_file_test(xdg, G_FILE_TEST_EXISTS))
		return g_steal_pointer(&xdg);
	return g_strconcat(g_get_home_dir(), "/.notmuch-config", has_profile ? "." : "",
	                   has_profile ? profile : "", NULL);
}

static void
copy_group(GKeyFile *to, GKeyFile *from, const char *group)
{
	g_auto(GStrv) keys = g_key_file_get_keys(from, group, NULL, NULL);

	for (char **key = keys; key && *key; key++) {
		g_autofree char *value = g_key_file_get_value(from, group, *key, NULL);

		if (value)
			g_key_file_set_value(to, group, *key, value);
	}
}

/* All mail of a mailbox that somebody names is looked at: what is no bounce is counted
 * as such, and none is missed for its subject. */
static bool
write_config(const Mailbox *mailbox, GError **error)
{
	bool is_folder = S_ISDIR(mailbox->info.st_mode);
	g_autofree char *split_into = g_build_filename(mailbox->dir, mail_name, NULL);
	g_autofree char *users = find_users_config(mailbox->options->config);
	g_autoptr(GKeyFile) from = g_key_file_new();
	g_autoptr(GKeyFile) config = g_key_file_new();
	g_autoptr(GError) why = NULL;

	if (g_key_file_load_from_file(from, users, G_KEY_FILE_NONE, &why)) {
		copy_group(config, from, "user");
		copy_group(config, from, our_group);
	} else if (mailbox->options->config) {
		return fail(THING_CONFIG, users, why->message, error);
	}
	g_clear_error(&why);
	g_key_file_set_string(config, "database", "path", mailbox->dir);
	g_key_file_set_string(config, "database", "mail_root",
	                      is_folder ? mailbox->path : split_into);
	g_key_file_set_value(config, "database", "autocommit", AUTOCOMMIT);
	g_key_file_set_value(config, "new", "tags", "");
	g_key_file_set_value(config, "search", "exclude_tags", "");
	g_key_file_set_value(config, "maildir", "synchronize_flags", "false");
	g_key_file_set_value(config, our_group, "query", "*");
	g_key_file_set_string(config, our_group, path_key, mailbox->path);
	if (g_key_file_save_to_file(config, mailbox->config, &why))
		return true;
	return fail(THING_CACHE, mailbox->dir, why->message, error);
}

/* ---- the index */

typedef struct {
	bool is_over;
	char *failure; /* or NULL */
} Indexing;

static void
on_ended(const char *failure, void *user)
{
	Indexing *indexing = user;

	indexing->is_over = true;
	indexing->failure = failure ? g_utf8_make_valid(failure, -1) : NULL;
}

/* "--verbose" prints "12/300: FILE" at each file. */
static void
tell_index(const Mailbox *mailbox, const Writer *writer)
{
	g_autofree char *last = writer_last_line(writer);
	g_autoptr(GString) line = g_string_new("indexing ");
	char *rest;
	guint64 n = g_ascii_strtoull(last, &rest, 10);
	guint64 of = *rest == '/' ? g_ascii_strtoull(rest + 1, &rest, 10) : 0;

	if (of > 0) {
		number_append(line, n);
		g_string_append_c(line, '/');
		number_append(line, of);
	} else {
		g_string_append(line, "the mailbox ...");
	}
	tell(mailbox, line->str);
}

/* Once; the failure, for the caller to free, or NULL. */
static char *
run_notmuch(const Mailbox *mailbox)
{
	g_autofree char *config = g_strconcat("--config=", mailbox->config, NULL);
	const char *const args[] = {config, "new", "--no-hooks", "--verbose", NULL};
	g_autoptr(GString) nothing = g_string_new(NULL);
	g_autoptr(GError) error = NULL;
	Indexing indexing = {0};
	g_autoptr(Writer) writer = writer_new(args, nothing, on_ended, &indexing, &error);
	bool is_due = false;

	if (!writer)
		return g_strdup(error->message);

	guint clock = g_timeout_add(TICK_MS, on_tick, &is_due);
	while (!indexing.is_over && !is_stopped(mailbox)) {
		g_main_context_iteration(NULL, TRUE);
		if (is_due)
			tell_index(mailbox, writer);
		is_due = false;
	}
	g_source_remove(clock);
	return indexing.failure;
}

static bool
update_index(const Mailbox *mailbox, GError **error)
{
	g_autofree char *shown = g_filename_display_name(mailbox->dir);
	g_autofree char *failure = NULL;

	for (int i = 0; i < TRIES_MAX; i++) {
		g_free(failure);
		failure = run_notmuch(mailbox);
		if (is_stopped(mailbox))
			return fail_stopped(error);
		if (!failure)
			return true;
	}
	g_set_error(error, MAILBOX_ERROR, MAILBOX_ERROR_NOTMUCH,
	            "the mailbox cannot be indexed: \"notmuch new\" failed (%s)\n"
	            "When that is mended, try again; %s can be removed at any time.",
	            failure, shown);
	return false;
}

char *
mailbox_open(const MailboxOptions *options, GError **error)
{
	g_auto(Mailbox) mailbox = {.options = options, .lock = -1};

	if (!find_path(&mailbox, error) || !make_dir(&mailbox, error) ||
	    !take_lock(&mailbox, error) || !write_config(&mailbox, error))
		return NULL;
	if (S_ISREG(mailbox.info.st_mode) && !split(&mailbox, error))
		return NULL;
	if (!update_index(&mailbox, error))
		return NULL;
	return g_steal_pointer(&mailbox.config);
}

char *
mailbox_place(const char *database)
{
	g_autofree char *parent = g_path_get_dirname(database);
	g_autofree char *ours = cache_dir();
	g_autofree char *path = g_build_filename(database, config_name, NULL);
	g_autoptr(GKeyFile) config = g_key_file_new();
	char *place = NULL;

	if (g_str_equal(parent, ours) &&
	    g_key_file_load_from_file(config, path, G_KEY_FILE_NONE, NULL))
		place = g_key_file_get_string(config, our_group, path_key, NULL);
	return place ? place : g_strdup(database);
}
