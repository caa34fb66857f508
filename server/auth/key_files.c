/* key_files.c - whoever can write a public key here can make tokens, whoever can read a private one
 * too: so owner and mode are looked at before the bytes. */
#include "auth/key_files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <openssl/crypto.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int refuse(struct problem *problem, const char *name, const char *why)
{
    return problem_set(problem, PROBLEM_CONFIGURATION, "keys: %s: %s", name, why);
}

/* `closed` are the permission bits that must not be set. */
static int check_owner(const struct stat *status, const char *name, mode_t closed,
                       struct problem *problem)
{
    if (status->st_uid != geteuid() && status->st_uid != 0)
        return refuse(problem, name, "belongs to another user");
    if ((status->st_mode & closed) == 0)
        return 0;
    return refuse(problem, name,
                  closed == 077 ? "others can read this private key (chmod 0600)"
                                : "others can write it (chmod go-w)");
}

int key_directory_open(int parent, const char *name, struct problem *problem)
{
    struct stat status;
    int directory = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0)
        return refuse(problem, name, strerror(errno));
    if (fstat(directory, &status) == 0 && check_owner(&status, name, 022, problem) == 0)
        return directory;
    close(directory);
    return refuse(problem, name, "cannot be examined");
}

/* At most KEY_FILE_BYTES_MAX; a NUL within would hide the rest. */
static char *read_text(int file)
{
    char *text = calloc(1, KEY_FILE_BYTES_MAX + 1);
    size_t size = 0;
    ssize_t got = 1;
    while (text != NULL && got > 0 && size < KEY_FILE_BYTES_MAX) {
        got = read(file, text + size, KEY_FILE_BYTES_MAX - size);
        size += got > 0 ? (size_t)got : 0;
    }
    if (text != NULL && (got != 0 || strlen(text) != size)) {
        key_text_free(text);
        return NULL;
    }
    return text;
}

int key_file_read(char **out, int directory, const char *name, enum key_file_kind kind,
                  struct problem *problem)
{
    struct stat status;
    int result = -1;
    /* Not to wait for a writer, should it be a pipe. */
    int file = openat(directory, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0 && errno == ENOENT && kind == KEY_FILE_OPTIONAL)
        return 0;
    if (file < 0)
        return refuse(problem, name, strerror(errno));
    if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode))
        refuse(problem, name, "is not a file");
    else if (check_owner(&status, name, kind == KEY_FILE_SECRET ? 077 : 022, problem) == 0) {
        *out = read_text(file);
        result = *out != NULL ? 0 : refuse(problem, name, "is too large, or no text");
    }
    close(file);
    return result;
}

void key_text_free(char *text)
{
    if (text != NULL)
        OPENSSL_cleanse(text, KEY_FILE_BYTES_MAX);
    free(text);
}

static int by_name(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

int key_names_list(struct key_names *out, int directory, struct problem *problem)
{
    /* A descriptor of its own: closedir() closes it, and a second listing begins at the start. */
    int listed = openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *stream = listed >= 0 ? fdopendir(listed) : NULL;
    struct dirent *entry = NULL;
    int result = 0;
    out->count = 0;
    if (stream == NULL) {
        if (listed >= 0)
            close(listed);
        return refuse(problem, ".", strerror(errno));
    }
    while (result == 0 && (entry = readdir(stream)) != NULL) {
        if (entry->d_name[0] == '.')
            continue;
        if (out->count == KEY_FILES_MAX)
            result = refuse(problem, entry->d_name, "too many files in the directory");
        else if ((out->items[out->count] = strdup(entry->d_name)) == NULL)
            result = problem_set(problem, PROBLEM_INTERNAL, "out of memory");
        else
            out->count++;
    }
    closedir(stream);
    if (result != 0)
        key_names_free(out);
    else
        qsort(out->items, out->count, sizeof *out->items, by_name);
    return result;
}

void key_names_free(struct key_names *names)
{
    while (names->count > 0)
        free(names->items[--names->count]);
}
