/* Records every change to the files below one folder, in order, for replay.py.

   Preloaded into a program (LD_PRELOAD). RECORDED_FOLDER is an absolute path without links;
   RECORDED_LOG is a file outside it. Each record is one struct, then the path, then the bytes.
   Changes through mmap are not seen: SQLite makes none that must last (only the -shm file).  */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum { OPENED = 'o', CREATED = 'c', WRITTEN = 'w', SYNCED = 's', CUT = 't', REMOVED = 'u', RENAMED = 'r' };

struct record {
    uint32_t operation, path_length;
    uint64_t inode, offset, length;
};

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
static const char *folder;
static size_t folder_length;
static int log_fd = -1;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void) {
    const char *log = getenv("RECORDED_LOG");
    folder = getenv("RECORDED_FOLDER");
    if (!folder || !log) return;
    folder_length = strlen(folder);
    log_fd = REAL(open)(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (log_fd < 0) abort();
}

static int is_inside(const char *path) {
    return log_fd >= 0 && strncmp(path, folder, folder_length) == 0
        && (path[folder_length] == '/' || path[folder_length] == '\0');
}

/* The path behind an open file, if it is below the folder. */
static int find(int fd, char *path) {
    char link[64];
    if (log_fd < 0 || fd == log_fd) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length < 0) return 0;
    path[length] = '\0';
    return is_inside(path);
}

/* An absolute path without links, whether or not its last part exists. */
static void resolve(const char *given, char *path) {
    char parent[PATH_MAX], real[PATH_MAX];
    const char *slash = strrchr(given, '/'), *name = slash ? slash + 1 : given;
    snprintf(parent, sizeof parent, "%.*s", slash ? (int)(slash - given + 1) : 1, slash ? given : ".");
    if (!realpath(parent, real)) real[0] = '\0';
    if (snprintf(path, PATH_MAX, "%s/%s", real, name) >= PATH_MAX) abort();
}

static void record(int operation, int fd, const char *path, off_t offset, const void *data, size_t length) {
    struct stat status;
    struct record head = {operation, strlen(path), 0, offset, length};
    if (fd >= 0 && fstat(fd, &status) == 0) head.inode = status.st_ino;
    struct iovec parts[] = {
        {&head, sizeof head}, {(void *)path, head.path_length}, {(void *)data, length}};
    if (writev(log_fd, parts, 3) != (ssize_t)(sizeof head + head.path_length + length)) abort();
}

#define LOCKED pthread_mutex_lock(&one_at_a_time)
#define UNLOCKED pthread_mutex_unlock(&one_at_a_time)

#define OPEN(name)                                                                            \
    int name(const char *given, int flags, ...) {                                             \
        char path[PATH_MAX];                                                                  \
        va_list rest;                                                                         \
        va_start(rest, flags);                                                                \
        mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;               \
        va_end(rest);                                                                         \
        LOCKED;                                                                               \
        int is_new = (flags & O_CREAT) && access(given, F_OK) != 0;                           \
        int fd = REAL(name)(given, flags, mode);                                              \
        if (fd >= 0 && (flags & O_ACCMODE) != O_RDONLY && find(fd, path)) {                   \
            record(is_new ? CREATED : OPENED, fd, path, 0, "", 0);                            \
            if (flags & O_TRUNC) record(CUT, fd, path, 0, "", 0);                             \
        }                                                                                     \
        UNLOCKED;                                                                             \
        return fd;                                                                            \
    }

#define PWRITE(name, offset_type)                                                             \
    ssize_t name(int fd, const void *data, size_t length, offset_type offset) {               \
        char path[PATH_MAX];                                                                  \
        LOCKED;                                                                               \
        ssize_t written = REAL(name)(fd, data, length, offset);                               \
        if (written > 0 && find(fd, path)) record(WRITTEN, fd, path, offset, data, written);  \
        UNLOCKED;                                                                             \
        return written;                                                                       \
    }

#define TRUNCATE(name, offset_type)                                                           \
    int name(int fd, offset_type size) {                                                      \
        char path[PATH_MAX];                                                                  \
        LOCKED;                                                                               \
        int result = REAL(name)(fd, size);                                                    \
        if (result == 0 && find(fd, path)) record(CUT, fd, path, size, "", 0);                \
        UNLOCKED;                                                                             \
        return result;                                                                        \
    }

#define SYNC(name)                                                                            \
    int name(int fd) {                                                                        \
        char path[PATH_MAX];                                                                  \
        LOCKED;                                                                               \
        int result = REAL(name)(fd);                                                          \
        if (result == 0 && find(fd, path)) record(SYNCED, fd, path, 0, "", 0);                \
        UNLOCKED;                                                                             \
        return result;                                                                        \
    }

OPEN(open)
PWRITE(pwrite, off_t)
TRUNCATE(ftruncate, off_t)
SYNC(fsync)
SYNC(fdatasync)
#ifdef __GLIBC__
OPEN(open64)
PWRITE(pwrite64, off64_t)
TRUNCATE(ftruncate64, off64_t)
#endif

ssize_t write(int fd, const void *data, size_t length) {
    char path[PATH_MAX];
    LOCKED;
    ssize_t written = REAL(write)(fd, data, length);
    if (written > 0 && find(fd, path))
        record(WRITTEN, fd, path, lseek(fd, 0, SEEK_CUR) - written, data, written);
    UNLOCKED;
    return written;
}

int unlink(const char *given) {
    char path[PATH_MAX];
    LOCKED;
    resolve(given, path);
    int result = REAL(unlink)(given);
    if (result == 0 && is_inside(path)) record(REMOVED, -1, path, 0, "", 0);
    UNLOCKED;
    return result;
}

int rename(const char *given_old, const char *given_new) {
    char old[PATH_MAX], new[PATH_MAX];
    LOCKED;
    resolve(given_old, old);
    resolve(given_new, new);
    int result = REAL(rename)(given_old, given_new);
    if (result == 0 && (is_inside(old) || is_inside(new)))
        record(RENAMED, -1, old, 0, new, strlen(new));
    UNLOCKED;
    return result;
}
