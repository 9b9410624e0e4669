/*
 * A disk that fails when it is told to, and that knows what would be left of it after a power loss.
 *
 * Preloaded before libc, it watches the calls that one process makes on files below DISK_FOLDER. The n-th of them
 * fails, or is the last thing that the process does, as the struct in the file DISK_CONTROL says; tests write that
 * file while the process runs. In DISK_SHADOW it keeps what was synced, and nothing else:
 *
 *   <inode>        a file as its last fsync or fdatasync left it
 *   <inode>.names  a folder as its last fsync or fdatasync left it: "inode name" a line
 *
 * tests/faults/disk.py compiles it, writes the one and reads the other.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { READING = 1, MAKING = 2, WRITING = 4, SYNCING = 8, NAMING = 16 };
enum { KILL = -1 };

struct control {
    long left;      /* calls until the fault, itself included */
    long times;     /* how many calls fail from there on; 0: none */
    long fault;     /* an errno, or KILL */
    long kinds;     /* which kinds of calls count */
    long calls;     /* how many did */
    long fired;     /* how many failed */
    char part[64];  /* only paths with this in them count */
    char what[256]; /* the last call that failed */
};

static struct control *control;
static char folder[PATH_MAX];
static size_t folder_length;
static const char *shadow;
static pthread_mutex_t keeping = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) ((__typeof__(&name))real(#name))

static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

__attribute__((constructor)) static void begin(void) {
    const char *place = getenv("DISK_CONTROL"), *watched = getenv("DISK_FOLDER");
    shadow = getenv("DISK_SHADOW");
    if (!place || !watched || !realpath(watched, folder)) return;
    folder_length = strlen(folder);
    int fd = REAL(open)(place, O_RDWR | O_CLOEXEC);
    if (fd < 0) return;
    void *mapped = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (mapped != MAP_FAILED) control = mapped;
}

static int is_watched(const char *path) {
    return control && !strncmp(path, folder, folder_length) && (path[folder_length] == '/' || !path[folder_length]);
}

/* The path behind a descriptor, if it is a watched one. */
static int path_of(int fd, char *path) {
    if (!control) return 0;
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return is_watched(path);
}

/* The path that a name means in the folder `at`, if it is a watched one. */
static int path_at(int at, const char *name, char *path) {
    if (!control) return 0;
    char base[PATH_MAX] = "";
    if (name[0] == '/') {
        snprintf(path, PATH_MAX, "%s", name);
    } else {
        if (at == AT_FDCWD ? !getcwd(base, sizeof base) : !path_of(at, base)) return 0;
        if (snprintf(path, PATH_MAX, "%s/%s", base, name) >= PATH_MAX) return 0;
    }
    return is_watched(path);
}

/* Count a call; what it is to fail with, 0 for nothing. */
static long fault_of(int kind, const char *name, const char *path) {
    if (!(control->kinds & kind) || !strstr(path, control->part)) return 0;
    __atomic_fetch_add(&control->calls, 1, __ATOMIC_SEQ_CST);
    long position = __atomic_fetch_sub(&control->left, 1, __ATOMIC_SEQ_CST);
    if (position > 1 || position <= 1 - control->times) return 0;
    snprintf(control->what, sizeof control->what, "%s %s", name, path + folder_length);
    __atomic_fetch_add(&control->fired, 1, __ATOMIC_SEQ_CST);
    return control->fault;
}

static int fails(int kind, const char *name, const char *path) {
    long fault = fault_of(kind, name, path);
    if (fault == KILL) kill(getpid(), SIGKILL);
    if (fault) errno = (int)fault;
    return fault != 0;
}

/* A freed inode number would be given to the next file, with the content kept for the last one. */
static void hold(int fd, ino_t inode) {
    static ino_t held[4096];
    static int count;
    for (int i = 0; i < count; i++)
        if (held[i] == inode) return;
    if (count < 4096 && fcntl(fd, F_DUPFD_CLOEXEC, 500) >= 0) held[count++] = inode;
}

/*
 * Through the same descriptor where that can be read: closing another one of this file would drop the locks that
 * SQLite has on it.
 */
static void keep_content(int fd, const struct stat *about) {
    static char now[1 << 16], then[1 << 16];
    char path[PATH_MAX];
    int other = -1;
    if ((fcntl(fd, F_GETFL) & O_ACCMODE) == O_WRONLY) {
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        fd = other = REAL(open)(path, O_RDONLY | O_CLOEXEC);
    }
    snprintf(path, sizeof path, "%s/%lu", shadow, (unsigned long)about->st_ino);
    int copy = REAL(open)(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (copy < 0) abort();
    hold(fd, about->st_ino);
    for (off_t at = 0; at < about->st_size; at += sizeof now) {
        ssize_t length = REAL(pread)(fd, now, sizeof now, at);
        if (length < 0) abort();
        if (REAL(pread)(copy, then, sizeof then, at) >= length && !memcmp(now, then, length)) continue;
        if (REAL(pwrite)(copy, now, length, at) != length) abort();
    }
    if (REAL(ftruncate)(copy, about->st_size)) abort();
    close(copy);
    if (other >= 0) close(other);
}

static void keep_names(const char *path, const struct stat *about) {
    char target[PATH_MAX], fresh[PATH_MAX + 8];
    snprintf(target, sizeof target, "%s/%lu.names", shadow, (unsigned long)about->st_ino);
    snprintf(fresh, sizeof fresh, "%s.new", target);
    FILE *out = fopen(fresh, "w");
    DIR *listing = opendir(path);
    if (!out || !listing) abort();
    for (struct dirent *entry; (entry = readdir(listing));)
        if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, ".."))
            fprintf(out, "%lu %s\n", (unsigned long)entry->d_ino, entry->d_name);
    closedir(listing);
    fclose(out);
    REAL(rename)(fresh, target);
}

/* What is in the shadow survives SIGKILL as it is, so nothing needs to reach the real disk. */
static int synced(int fd, const char *name, int (*truly)(int)) {
    char path[PATH_MAX];
    struct stat about;
    if (!path_of(fd, path)) return truly(fd);
    if (fails(SYNCING, name, path)) return -1;
    if (!shadow || fstat(fd, &about)) return truly(fd);
    pthread_mutex_lock(&keeping);
    if (S_ISDIR(about.st_mode)) keep_names(path, &about);
    else keep_content(fd, &about);
    pthread_mutex_unlock(&keeping);
    return 0;
}

int fsync(int fd) { return synced(fd, "fsync", REAL(fsync)); }

int fdatasync(int fd) { return synced(fd, "fdatasync", REAL(fdatasync)); }

#define OPENED(name, call)                                                                                   \
    mode_t mode = 0;                                                                                         \
    if (flags & O_CREAT) {                                                                                   \
        va_list rest;                                                                                        \
        va_start(rest, flags);                                                                               \
        mode = va_arg(rest, mode_t);                                                                         \
        va_end(rest);                                                                                        \
    }                                                                                                        \
    char path[PATH_MAX];                                                                                     \
    if (path_at(at, named, path) && fails(flags & O_CREAT ? MAKING : READING, name, path)) return -1;        \
    return call;

int open(const char *named, int flags, ...) {
    int at = AT_FDCWD;
    OPENED("open", REAL(open)(named, flags, mode))
}

int open64(const char *named, int flags, ...) {
    int at = AT_FDCWD;
    OPENED("open", REAL(open64)(named, flags, mode))
}

int openat(int at, const char *named, int flags, ...) { OPENED("open", REAL(openat)(at, named, flags, mode)) }

int openat64(int at, const char *named, int flags, ...) { OPENED("open", REAL(openat64)(at, named, flags, mode)) }

ssize_t read(int fd, void *bytes, size_t count) {
    char path[PATH_MAX];
    return path_of(fd, path) && fails(READING, "read", path) ? -1 : REAL(read)(fd, bytes, count);
}

#define READ(name, offset)                                                                                   \
    ssize_t name(int fd, void *bytes, size_t count, offset at) {                                             \
        char path[PATH_MAX];                                                                                 \
        return path_of(fd, path) && fails(READING, "read", path) ? -1 : REAL(name)(fd, bytes, count, at);    \
    }
READ(pread, off_t)
READ(pread64, off64_t)

/* A write that fails has written half, as on a disk that fills up or a process that dies meanwhile. */
static int half_written(int fd, const char *name, const void *bytes, size_t count, off_t at, ssize_t *done) {
    char path[PATH_MAX];
    long fault = path_of(fd, path) ? fault_of(WRITING, name, path) : 0;
    if (!fault) return 0;
    *done = at < 0 ? REAL(write)(fd, bytes, count / 2) : REAL(pwrite)(fd, bytes, count / 2, at);
    if (fault == KILL) kill(getpid(), SIGKILL);
    errno = (int)fault;
    *done = -1;
    return 1;
}

ssize_t write(int fd, const void *bytes, size_t count) {
    ssize_t done;
    return half_written(fd, "write", bytes, count, -1, &done) ? done : REAL(write)(fd, bytes, count);
}

#define WRITE(name, offset)                                                                                  \
    ssize_t name(int fd, const void *bytes, size_t count, offset at) {                                       \
        ssize_t done;                                                                                        \
        return half_written(fd, "write", bytes, count, at, &done) ? done : REAL(name)(fd, bytes, count, at); \
    }
WRITE(pwrite, off_t)
WRITE(pwrite64, off64_t)

#define ON_FILE(name, kind, parameters, arguments)                                                           \
    int name parameters {                                                                                    \
        char path[PATH_MAX];                                                                                 \
        return path_of(fd, path) && fails(kind, #name, path) ? -1 : REAL(name) arguments;                    \
    }
ON_FILE(ftruncate, WRITING, (int fd, off_t length), (fd, length))
ON_FILE(ftruncate64, WRITING, (int fd, off64_t length), (fd, length))

#define ON_NAME(name, parameters, arguments, at, named)                                                      \
    int name parameters {                                                                                    \
        char path[PATH_MAX];                                                                                 \
        return path_at(at, named, path) && fails(NAMING, #name, path) ? -1 : REAL(name) arguments;           \
    }
ON_NAME(rename, (const char *from, const char *to), (from, to), AT_FDCWD, to)
ON_NAME(renameat, (int a, const char *from, int b, const char *to), (a, from, b, to), b, to)
ON_NAME(link, (const char *from, const char *to), (from, to), AT_FDCWD, to)
ON_NAME(linkat, (int a, const char *from, int b, const char *to, int flags), (a, from, b, to, flags), b, to)
ON_NAME(unlink, (const char *named), (named), AT_FDCWD, named)
ON_NAME(unlinkat, (int at, const char *named, int flags), (at, named, flags), at, named)
ON_NAME(mkdir, (const char *named, mode_t mode), (named, mode), AT_FDCWD, named)
ON_NAME(mkdirat, (int at, const char *named, mode_t mode), (at, named, mode), at, named)
ON_NAME(rmdir, (const char *named), (named), AT_FDCWD, named)
