/* Stands before the C library (LD_PRELOAD) in a program under test: what it does to the files of one folder is
 * recorded, refused at the n-th call, or cut short there by kill -9. tests/faults/calls.py is the other side. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#define FILES 4096

enum { OFF, RECORD, REFUSE_ONCE, REFUSE_ON, KILL };

static char folder[PATH_MAX];
static char *names[FILES];
static int mode, error_number, trace = -1;
static long count, last;

#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

void calls_watch(const char *path) { snprintf(folder, sizeof folder, "%s", path); }

void calls_begin(int what, long number, int error, int file)
{
    mode = what; last = number; error_number = error; trace = file; count = 0;
}

/* For a program that knows nothing of this, NRW_CALLS says it from outside: mode, number, error, the file for the
 * record or for the count at the end, the folder. Its children are left alone; started anew in its place, it is not. */
static char *told;

__attribute__((constructor)) static void begin_by_environment(void)
{
    char own[32], *wanted = getenv("NRW_CALLS"), *owner = getenv("NRW_CALLS_PID");
    int what, error, from = 0;
    long number;
    snprintf(own, sizeof own, "%ld", (long)getpid());
    if (!wanted || (owner && strcmp(owner, own))) return;
    setenv("NRW_CALLS_PID", own, 1);
    static char file[PATH_MAX];
    if (sscanf(wanted, "%d %ld %d %4095s %n", &what, &number, &error, file, &from) < 4 || !from) abort();
    told = file;
    calls_watch(wanted + from);
    calls_begin(what, number, error, what == RECORD ? (int)syscall(SYS_open, file, O_WRONLY | O_CREAT | O_APPEND, 0600) : -1);
}

__attribute__((destructor)) static void tell_count(void)
{
    if (!told || mode == RECORD) return;
    char line[32];
    int size = snprintf(line, sizeof line, "%ld", count);
    int file = (int)syscall(SYS_open, told, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (syscall(SYS_write, file, line, size) != size) abort();
}

long calls_end(void) { mode = OFF; return count; }

static int is_watched(const char *path)
{
    size_t length = strlen(folder);
    return length && path && !strncmp(path, folder, length) && (path[length] == '/' || !path[length]);
}

static const char *name_of(int file) { return file >= 0 && file < FILES ? names[file] : NULL; }

static void put(const void *data, size_t length)
{
    const char *at = data;
    while (length) {
        long done = syscall(SYS_write, trace, at, length);
        if (done <= 0) abort();
        at += done; length -= (size_t)done;
    }
}

static void note(const char *what, const char *name, const char *other, long long number, const void *data,
                 size_t length)
{
    char line[2 * PATH_MAX + 64];
    if (mode != RECORD) return;
    int size = snprintf(line, sizeof line, "%s\t%s\t%s\t%lld\t%zu\n", what, name, other, number, length);
    put(line, (size_t)size);
    put(data, length);
}

void calls_mark(void) { note("mark", "", "", 0, NULL, 0); }

/* Called before each call that is counted; whether it is to fail. */
static int is_refused(void)
{
    if (mode < REFUSE_ONCE) return 0;
    count++;
    if (mode == KILL && count == last) { kill(getpid(), SIGKILL); for (;;) pause(); }
    if ((mode == REFUSE_ONCE && count == last) || (mode == REFUSE_ON && count >= last)) {
        errno = error_number;
        return 1;
    }
    return 0;
}

static int opened(int (*real)(const char *, int, ...), const char *path, int flags, mode_t bits)
{
    if (!is_watched(path)) return real(path, flags, bits);
    struct stat before;
    int was_there = stat(path, &before) == 0;
    if (is_refused()) return -1;
    int file = real(path, flags, bits);
    if (file < 0) return file;
    if (file < FILES) { free(names[file]); names[file] = strdup(path); }
    if (!was_there) note("create", path, "", 0, NULL, 0);
    else if (flags & O_TRUNC) note("truncate", path, "", 0, NULL, 0);
    return file;
}

#define BITS mode_t bits = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { va_list more; va_start(more, flags); bits = va_arg(more, mode_t); va_end(more); }

int open(const char *path, int flags, ...) { REAL(open); BITS return opened(real, path, flags, bits); }
int open64(const char *path, int flags, ...) { REAL(open64); BITS return opened(real, path, flags, bits); }

int close(int file)
{
    REAL(close);
    if (name_of(file)) { free(names[file]); names[file] = NULL; }
    return real(file);
}

ssize_t write(int file, const void *data, size_t length)
{
    REAL(write);
    const char *name = name_of(file);
    if (!name) return real(file, data, length);
    int flags = fcntl(file, F_GETFL);
    struct stat now;
    long long at = flags & O_APPEND ? (fstat(file, &now), now.st_size) : lseek(file, 0, SEEK_CUR);
    if (is_refused()) { if (error_number == ENOSPC) real(file, data, length / 2); errno = error_number; return -1; }
    ssize_t done = real(file, data, length);
    if (done > 0) note("write", name, "", at, data, (size_t)done);
    return done;
}

/* A full disk takes the first half. */
#define PWRITE(function, type) \
    ssize_t function(int file, const void *data, size_t length, type at) \
    { \
        REAL(function); \
        const char *name = name_of(file); \
        if (!name) return real(file, data, length, at); \
        if (is_refused()) { \
            if (error_number == ENOSPC) real(file, data, length / 2, at); \
            errno = error_number; \
            return -1; \
        } \
        ssize_t done = real(file, data, length, at); \
        if (done > 0) note("write", name, "", at, data, (size_t)done); \
        return done; \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define SENDFILE(function, type) \
    ssize_t function(int to, int from, type *at, size_t length) \
    { \
        REAL(function); \
        const char *name = name_of(to); \
        if (!name) return real(to, from, at, length); \
        if (is_refused()) return -1; \
        long long start = lseek(to, 0, SEEK_CUR), source = at ? *at : lseek(from, 0, SEEK_CUR); \
        ssize_t done = real(to, from, at, length); \
        if (done > 0 && mode == RECORD) { \
            void *data = malloc((size_t)done); \
            if (pread(from, data, (size_t)done, source) != done) abort(); \
            note("write", name, "", start, data, (size_t)done); \
            free(data); \
        } \
        return done; \
    }
ssize_t sendfile(int, int, off_t *, size_t);
ssize_t sendfile64(int, int, off64_t *, size_t);
SENDFILE(sendfile, off_t)
SENDFILE(sendfile64, off64_t)

#define SYNC(function) \
    int function(int file) \
    { \
        REAL(function); \
        const char *name = name_of(file); \
        if (!name) return real(file); \
        if (is_refused()) return -1; \
        /* kill -9 takes nothing from the disk, and a power cut is thought up from the record: nobody needs to wait. */ \
        note("sync", name, "", 0, NULL, 0); \
        return 0; \
    }
SYNC(fsync)
SYNC(fdatasync)

#define TRUNCATE(function, type) \
    int function(int file, type length) \
    { \
        REAL(function); \
        const char *name = name_of(file); \
        if (!name) return real(file, length); \
        if (is_refused()) return -1; \
        int done = real(file, length); \
        if (!done) note("truncate", name, "", length, NULL, 0); \
        return done; \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

int unlink(const char *path)
{
    REAL(unlink);
    if (!is_watched(path)) return real(path);
    if (is_refused()) return -1;
    int done = real(path);
    if (!done) note("unlink", path, "", 0, NULL, 0);
    return done;
}

#define TWO(function) \
    int function(const char *old, const char *new) \
    { \
        REAL(function); \
        if (!is_watched(old) && !is_watched(new)) return real(old, new); \
        if (is_refused()) return -1; \
        int done = real(old, new); \
        if (!done) note(#function, old, new, 0, NULL, 0); \
        return done; \
    }
TWO(rename)
TWO(link)

int mkdir(const char *path, mode_t bits)
{
    REAL(mkdir);
    if (!is_watched(path)) return real(path, bits);
    if (is_refused()) return -1;
    int done = real(path, bits);
    if (!done) note("mkdir", path, "", 0, NULL, 0);
    return done;
}
