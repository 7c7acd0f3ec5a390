/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * seccomp.c - a table of calls, made into the program that the kernel runs for each
 */
#include "reader/seccomp.h"

/* A number means another call on another machine.  Only where the low half of an
 * argument comes first. */
#if defined(__linux__) && defined(__x86_64__)
#define MACHINE AUDIT_ARCH_X86_64
#elif defined(__linux__) && defined(__AARCH64EL__)
#define MACHINE AUDIT_ARCH_AARCH64
#elif defined(__linux__) && defined(__riscv) && __riscv_xlen == 64
#define MACHINE AUDIT_ARCH_RISCV64
#endif

#ifdef MACHINE

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What opens to write, makes a file or empties it. */
#define WRITING (O_ACCMODE | O_CREAT | O_TRUNC | (O_TMPFILE & ~O_DIRECTORY))

/* A call that may be made when (its argument & mask) is value. */
typedef struct {
	int call;
	unsigned argument;
	unsigned mask, value;
} Rule;

/* Those that are called most come first: the kernel goes through them in order. */
static const Rule rules[] = {
	{SYS_read, 0, 0, 0},
	{SYS_openat, 2, WRITING, O_RDONLY},
	{SYS_close, 0, 0, 0},
#ifdef SYS_newfstatat
	{SYS_newfstatat, 0, 0, 0},
#endif
	{SYS_fstat, 0, 0, 0},
	{SYS_clock_gettime, 0, 0, 0},
	{SYS_sendto, 0, 0, 0},
	{SYS_pread64, 0, 0, 0},
	{SYS_brk, 0, 0, 0},
	{SYS_mmap, 0, 0, 0},
	{SYS_munmap, 0, 0, 0},
	{SYS_mremap, 0, 0, 0},
	{SYS_mprotect, 0, 0, 0},
	{SYS_madvise, 0, 0, 0},
	{SYS_futex, 0, 0, 0},

	/* files */
	{SYS_readv, 0, 0, 0},
	{SYS_lseek, 0, 0, 0},
	{SYS_statx, 0, 0, 0},
	{SYS_statfs, 0, 0, 0},
	{SYS_fstatfs, 0, 0, 0},
	{SYS_fadvise64, 0, 0, 0},
	{SYS_getdents64, 0, 0, 0},
	{SYS_faccessat, 0, 0, 0},
	{SYS_readlinkat, 0, 0, 0},
	{SYS_getcwd, 0, 0, 0},
	{SYS_fcntl, 1, ~3U, 0}, /* F_DUPFD to F_GETFL; F_SETOWN would send signals */
#ifdef SYS_faccessat2
	{SYS_faccessat2, 0, 0, 0},
#endif
#ifdef SYS_open /* the older form of these, where there is one */
	{SYS_open, 1, WRITING, O_RDONLY},
	{SYS_stat, 0, 0, 0},
	{SYS_lstat, 0, 0, 0},
	{SYS_access, 0, 0, 0},
	{SYS_readlink, 0, 0, 0},
	{SYS_poll, 0, 0, 0},
	{SYS_time, 0, 0, 0},
#endif

	/* /dev/null, where others print, and the socket */
	{SYS_write, 0, 0, 0},
	{SYS_writev, 0, 0, 0},
	{SYS_sendmsg, 0, 0, 0},
	{SYS_ppoll, 0, 0, 0},

	/* itself */
	{SYS_getpid, 0, 0, 0},
	{SYS_gettid, 0, 0, 0},
	{SYS_getuid, 0, 0, 0},
	{SYS_geteuid, 0, 0, 0},
	{SYS_getgid, 0, 0, 0},
	{SYS_getegid, 0, 0, 0},
	{SYS_getrusage, 0, 0, 0},
	{SYS_prlimit64, 0, ~0U, 0}, /* its own, and no higher than was set for good */
	{SYS_rt_sigaction, 0, 0, 0},
	{SYS_rt_sigprocmask, 0, 0, 0},
	{SYS_rt_sigreturn, 0, 0, 0},
	{SYS_sigaltstack, 0, 0, 0},
	{SYS_restart_syscall, 0, 0, 0},
	{SYS_exit, 0, 0, 0},
	{SYS_exit_group, 0, 0, 0},

	/* the time, chance, the machine */
	{SYS_clock_getres, 0, 0, 0},
	{SYS_clock_nanosleep, 0, 0, 0},
	{SYS_nanosleep, 0, 0, 0},
	{SYS_gettimeofday, 0, 0, 0},
	{SYS_getrandom, 0, 0, 0},
	{SYS_sysinfo, 0, 0, 0},
	{SYS_uname, 0, 0, 0},

#ifdef __SANITIZE_ADDRESS__
	/* The sanitizer looks for leaks from a thread that traces all others. */
	{SYS_clone, 0, 0, 0},
	{SYS_wait4, 0, 0, 0},
	{SYS_ptrace, 0, 0, 0},
	{SYS_prctl, 0, 0, 0},
	{SYS_getppid, 0, 0, 0},
	{SYS_sched_yield, 0, 0, 0},
	{SYS_sched_getaffinity, 0, 0, 0},
#endif
};

static void
append(GArray *program, unsigned code, unsigned operand, unsigned char if_not)
{
	struct sock_filter step = {(unsigned short)code, 0, if_not, operand};

	g_array_append_val(program, step);
}

static void
append_load(GArray *program, size_t offset)
{
	append(program, BPF_LD | BPF_W | BPF_ABS, (unsigned)offset, 0);
}

static void
append_return(GArray *program, unsigned action)
{
	append(program, BPF_RET | BPF_K, action, 0);
}

/* A newer C library tries newer calls first, and takes ENOSYS as a reason to go back
 * to those that stand above; EPERM it would tell its caller. */
#define REFUSE (SECCOMP_RET_ERRNO | ENOSYS)

/* If it is this call: allow or refuse; else go on behind. */
static void
append_rule(GArray *program, Rule rule)
{
	size_t argument =
		offsetof(struct seccomp_data, args) + rule.argument * sizeof(unsigned long long);

	append(program, BPF_JMP | BPF_JEQ | BPF_K, (unsigned)rule.call, rule.mask ? 5 : 1);
	if (rule.mask) {
		append_load(program, argument);
		append(program, BPF_ALU | BPF_AND | BPF_K, rule.mask, 0);
		append(program, BPF_JMP | BPF_JEQ | BPF_K, rule.value, 1);
	}
	append_return(program, SECCOMP_RET_ALLOW);
	if (rule.mask)
		append_return(program, REFUSE);
}

static GArray *
make_program(void)
{
	GArray *program = g_array_new(FALSE, FALSE, sizeof(struct sock_filter));
	unsigned self = (unsigned)getpid();

	append_load(program, offsetof(struct seccomp_data, arch));
	append(program, BPF_JMP | BPF_JEQ | BPF_K, MACHINE, 1);
	append(program, BPF_JMP | BPF_JA, 1, 0);
	append_return(program, REFUSE);

	append_load(program, offsetof(struct seccomp_data, nr));
	for (size_t i = 0; i < G_N_ELEMENTS(rules); i++)
		append_rule(program, rules[i]);
	/* abort() */
	append_rule(program, (Rule){SYS_tgkill, 0, ~0U, self});
	append_rule(program, (Rule){SYS_tkill, 0, ~0U, self});
	append_return(program, REFUSE);
	return program;
}

bool
seccomp_enter(void)
{
	g_autoptr(GArray) steps = make_program();
	struct sock_fprog program = {(unsigned short)steps->len, (void *)steps->data};

	/* Without this only root may set a filter. */
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	       prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}

#else

bool
seccomp_enter(void)
{
	return false;
}

#endif
