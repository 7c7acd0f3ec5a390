/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * test-sandbox.c - what a process in the sandbox can do, and what it cannot
 *
 * Each is tried by a process of its own, in a folder with one file in it.
 */
#include "reader/sandbox.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "reader/landlock.h"
#include "reader/seccomp.h"
#include "unit.h"

/* What such a process ends with when it could. */
#define COULD 42
#define COULD_NOT 43

typedef bool (*Deed)(void);

/* ---- deeds; true: it could be done */

static bool
opens(int flags)
{
	return open("file", flags, 0600) >= 0;
}

static bool
write_file(void)
{
	return opens(O_WRONLY);
}

static bool
change_file(void)
{
	return opens(O_RDWR);
}

static bool
empty_file(void)
{
	return opens(O_RDONLY | O_TRUNC);
}

static bool
cut_file(void)
{
	return truncate("file", 1) == 0;
}

static bool
make_file(void)
{
	return open("new", O_RDONLY | O_CREAT, 0600) >= 0;
}

static bool
make_nameless_file(void)
{
	return open(".", O_TMPFILE | O_WRONLY, 0600) >= 0;
}

static bool
make_folder(void)
{
	return mkdir("new", 0700) == 0;
}

static bool
make_link(void)
{
	return symlink("file", "new") == 0;
}

static bool
make_pipe(void)
{
	return mkfifo("new", 0600) == 0;
}

static bool
remove_file(void)
{
	return unlink("file") == 0;
}

static bool
rename_file(void)
{
	return rename("file", "new") == 0;
}

static bool
open_up_file(void)
{
	return chmod("file", 0666) == 0;
}

static bool
connect_to_socket(void)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX, .sun_path = "socket"};
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	return fd >= 0 && connect(fd, (struct sockaddr *)&at, sizeof(at)) == 0;
}

static bool
make_internet_socket(void)
{
	return socket(AF_INET, SOCK_STREAM, 0) >= 0 || socket(AF_INET6, SOCK_DGRAM, 0) >= 0;
}

/* It ends as one that could. */
static bool
run_program(void)
{
	execl("/bin/sh", "sh", "-c", "exit 42", NULL);
	return false;
}

static bool
start_process(void)
{
	pid_t pid = (pid_t)syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, NULL);

	if (pid == 0)
		_exit(0);
	return pid > 0;
}

static bool
signal_parent(void)
{
	return kill(getppid(), 0) == 0;
}

static bool
signal_thread_of_parent(void)
{
	return syscall(SYS_tgkill, getppid(), getppid(), 0) == 0;
}

static bool
have_parent_signalled(void)
{
	return fcntl(STDIN_FILENO, F_SETOWN, getppid()) == 0;
}

static bool
trace(void)
{
	return ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0;
}

static bool
raise_limit_of_parent(void)
{
	struct rlimit limit;

	return prlimit(getppid(), RLIMIT_NOFILE, NULL, &limit) == 0;
}

static bool
take_much_memory(void)
{
	return mmap(NULL, (size_t)2 << 30, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
	            0) != MAP_FAILED;
}

static bool
open_many_files(void)
{
	for (int i = 0; i < 100; i++)
		if (open("file", O_RDONLY) < 0)
			return false;
	return true;
}

static bool
read_file(void)
{
	char text[8] = "";

	return read(open("file", O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY), text, 4) == 4;
}

static bool
read_folder(void)
{
	DIR *dir = opendir(".");

	return dir && readdir(dir);
}

static bool
take_memory(void)
{
	void *memory = mmap(NULL, (size_t)200 << 20, PROT_READ | PROT_WRITE,
	                    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return memory != MAP_FAILED && munmap(memory, (size_t)200 << 20) == 0;
}

/* ---- the tests; their state is the folder */

/* How a process ends that enters, and then does it: its wait status. */
static int
end_of(const char *dir, void (*enter)(void), Deed deed)
{
	int status = 0;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		if (chdir(dir) != 0)
			_exit(1);
		enter();
		_exit(deed() ? COULD : COULD_NOT);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static bool
could(const char *dir, void (*enter)(void), Deed deed)
{
	int status = end_of(dir, enter, deed);

	assert_true(WIFEXITED(status));
	assert_in_set(WEXITSTATUS(status), ((uintmax_t[]){COULD, COULD_NOT}), 2);
	return WEXITSTATUS(status) == COULD;
}

static void
stay_free(void)
{
}

/* A process that is not limited as it is to be could do more than it should. */
static void
enter_all(void)
{
	if (*sandbox_enter())
		_exit(1);
}

static void
enter_landlock(void)
{
	if (!landlock_enter())
		_exit(1);
}

static void
enter_seccomp(void)
{
	if (!seccomp_enter())
		_exit(1);
}

static bool
nothing(void)
{
	return true;
}

static bool
has(const char *dir, void (*enter)(void))
{
	int status = end_of(dir, enter, nothing);

	if (WIFEXITED(status) && WEXITSTATUS(status) == COULD)
		return true;
	print_message("this system has not all of it\n");
	return false;
}

#define case_of(deed) #deed, deed

/* Whose doing it is that it cannot be done: each is enough. */
static const struct {
	const char *name;
	Deed deed;
	bool by_landlock, by_seccomp;
} refused[] = {
	{case_of(write_file), true, true},
	{case_of(change_file), true, true},
	{case_of(empty_file), false, true}, /* since version 3 by Landlock, too */
	{case_of(cut_file), false, true},
	{case_of(make_file), true, true},
	{case_of(make_nameless_file), true, true},
	{case_of(make_folder), true, true},
	{case_of(make_link), true, true},
	{case_of(make_pipe), true, true},
	{case_of(remove_file), true, true},
	{case_of(rename_file), true, true},
	{case_of(open_up_file), false, true},
	{case_of(connect_to_socket), false, true},
	{case_of(make_internet_socket), false, true},
	{case_of(run_program), true, true},
#ifndef __SANITIZE_ADDRESS__
	{case_of(start_process), false, true},
	{case_of(trace), false, true},
	{case_of(take_much_memory), false, false}, /* the limits do */
#endif
	{case_of(signal_parent), false, true},
	{case_of(signal_thread_of_parent), false, true},
	{case_of(have_parent_signalled), false, true},
	{case_of(raise_limit_of_parent), false, true},
	{case_of(open_many_files), false, false},
};

static const struct {
	const char *name;
	Deed deed;
} allowed[] = {
	{case_of(read_file)},
	{case_of(read_folder)},
	{case_of(take_memory)},
};

static int
setup(void **state)
{
	struct sockaddr_un at = {.sun_family = AF_UNIX};
	char *dir = g_dir_make_tmp("sandbox-XXXXXX", NULL);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_non_null(dir);
	g_snprintf(at.sun_path, sizeof(at.sun_path), "%s/socket", dir);
	if (bind(fd, (struct sockaddr *)&at, sizeof(at)) != 0 || listen(fd, 1) != 0)
		return -1;
	*state = dir;
	return 0;
}

static int
teardown(void **state)
{
	static const char *const names[] = {"file", "new", "socket"};
	g_autofree char *dir = *state;

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *path = g_build_filename(dir, names[i], NULL);

		remove(path);
	}
	return rmdir(dir);
}

static void
renew(const char *dir)
{
	g_autofree char *file = g_build_filename(dir, "file", NULL);
	g_autofree char *new = g_build_filename(dir, "new", NULL);

	remove(new);
	assert_true(g_file_set_contents(file, "text", -1, NULL));
}

/* Else the other tests would show nothing. */
static void
test_without(void **state)
{
	for_each_case(c, refused) {
		renew(*state);
		check(could(*state, stay_free, c->deed), "%s: nobody can", c->name);
	}
}

static void
test_sandbox(void **state)
{
	if (!has(*state, enter_all))
		skip();
	for_each_case(c, refused) {
		renew(*state);
		check(!could(*state, enter_all, c->deed), "%s: it can", c->name);
	}
	for_each_case(c, allowed) {
		renew(*state);
		check(could(*state, enter_all, c->deed), "%s: it cannot", c->name);
	}
}

static void
test_landlock(void **state)
{
	if (!has(*state, enter_landlock))
		skip();
	for_each_case(c, refused) {
		renew(*state);
		check(!c->by_landlock || !could(*state, enter_landlock, c->deed), "%s: it can",
		      c->name);
	}
}

static void
test_seccomp(void **state)
{
	if (!has(*state, enter_seccomp))
		skip();
	for_each_case(c, refused) {
		renew(*state);
		check(!c->by_seccomp || !could(*state, enter_seccomp, c->deed), "%s: it can",
		      c->name);
	}
}

static bool
use_processor(void)
{
	guint64 until = 0;

	sandbox_allow_cpu(2, &until);

	volatile bool is_busy = true;
	while (is_busy)
		;
	return true;
}

static bool
be_broken(void)
{
	abort();
}

static bool
write_to_open_file(void)
{
	return write(STDERR_FILENO, "x", 1) == 1;
}

/* Opened before, as nothing can be after. */
static void
enter_with_open_file(void)
{
	if (dup2(open("file", O_WRONLY), STDERR_FILENO) < 0)
		_exit(1);
	sandbox_enter();
}

static void
test_ends(void **state)
{
	static const struct {
		const char *name;
		Deed deed;
		void (*enter)(void);
		int signal;
	} cases[] = {
		{case_of(use_processor), enter_all, SIGXCPU},
		{case_of(be_broken), enter_all, SIGABRT},
		{case_of(write_to_open_file), enter_with_open_file, SIGXFSZ},
	};

	if (!has(*state, enter_all))
		skip();
	renew(*state);
	for_each_case(c, cases) {
		int status = end_of(*state, c->enter, c->deed);

		check(WIFSIGNALED(status) && WTERMSIG(status) == c->signal, "%s: status %#x",
		      c->name, (unsigned)status);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_without),  cmocka_unit_test(test_sandbox),
		cmocka_unit_test(test_landlock), cmocka_unit_test(test_seccomp),
		cmocka_unit_test(test_ends),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
