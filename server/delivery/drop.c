/* drop.c - a file under another name, made durable, then renamed. */
#include "delivery/drop.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int write_whole(int file, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t written = write(file, bytes, size);
        if (written < 0 && errno != EINTR)
            return -1;
        if (written > 0) {
            bytes += written;
            size -= (size_t)written;
        }
    }
    return fsync(file);
}

static int write_file(int directory, const char *name, const char *bytes, size_t size)
{
    int flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC;
    int file = openat(directory, name, flags, 0640);
    if (file < 0)
        return -1;
    /* Whatever the umask: who may fetch it, the directory says. */
    int result = fchmod(file, 0640);
    if (result == 0)
        result = write_whole(file, bytes, size);
    int error = errno;
    if (close(file) != 0 && result == 0)
        return -1;
    errno = error;
    return result;
}

/* Of what fails nothing stays: on a full disk it would take the room of the next attempt. */
static int put_file(int directory, const char *id, const char *bytes, size_t size)
{
    char part[80];
    char name[80];
    snprintf(part, sizeof part, ".%.64s.part", id);
    snprintf(name, sizeof name, "%.64s.eml", id);
    if (write_file(directory, part, bytes, size) != 0 ||
        renameat(directory, part, directory, name) != 0) {
        int error = errno;
        unlinkat(directory, part, 0);
        errno = error;
        return -1;
    }
    /* The directory too: a name that is only in memory is gone with the power. */
    return fsync(directory);
}

int drop_write(const char *directory, const char *id, const char *bytes, size_t size,
               struct problem *problem)
{
    int place = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int result = 0;
    if (place < 0 || put_file(place, id, bytes, size) != 0)
        result = problem_set(problem, PROBLEM_INTERNAL, "%s: %s", strerror(errno), directory);
    if (place >= 0)
        close(place);
    return result;
}
