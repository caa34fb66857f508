/* files.c - whole files, in and out. */
#include "files.h"

#include "memory.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *read_stream(FILE *stream, size_t *size)
{
    const size_t most = (size_t)FILE_MOST_MIB << 20;
    size_t capacity = 65536;
    char *text = must(malloc(capacity + 1));
    *size = 0;
    for (;;) {
        size_t got = fread(text + *size, 1, capacity - *size, stream);
        *size += got;
        if (got == 0)
            break;
        if (*size == capacity && capacity < most) {
            capacity *= 2;
            text = must(realloc(text, capacity + 1));
        }
    }
    if (*size >= most)
        errno = EFBIG;
    if (ferror(stream) || *size >= most) {
        free(text);
        return NULL;
    }
    text[*size] = '\0';
    return text;
}

static void tell_reading(const char *path, enum language language)
{
    if (errno == EFBIG) {
        char most[16];
        snprintf(most, sizeof most, "%d", FILE_MOST_MIB);
        say(language, M_FILE_TOO_LARGE, path, most);
    } else {
        say(language, M_CANNOT_READ, path, strerror(errno));
    }
}

char *read_file(const char *path, size_t *size, enum language language)
{
    bool standard = strcmp(path, "-") == 0;
    FILE *stream = standard ? stdin : fopen(path, "re");
    char *text = stream == NULL ? NULL : read_stream(stream, size);
    if (text == NULL)
        tell_reading(path, language);
    if (stream != NULL && !standard)
        fclose(stream);
    return text;
}

int make_parents(const char *path)
{
    char *copy = copy_string(path);
    int result = 0;
    for (char *slash = strchr(copy + 1, '/'); slash != NULL && result == 0;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(copy, 0700) != 0 && errno != EEXIST)
            result = -1;
        *slash = '/';
    }
    free(copy);
    return result;
}

/* The mode of the file that is replaced. */
static mode_t mode_of(const char *path, mode_t otherwise)
{
    struct stat about;
    return stat(path, &about) == 0 ? about.st_mode & 0777 : otherwise;
}

int new_file_begin(struct new_file *out, const char *path, mode_t mode)
{
    *out = (struct new_file){0};
    /* Through a symbolic link: the file it names is replaced, not the link. */
    char *real = realpath(path, NULL);
    out->path = real == NULL ? copy_string(path) : real;
    out->draft = format_text("%s.XXXXXX", out->path);
    int file = mkstemp(out->draft);
    if (file < 0) {
        free(out->draft);
        out->draft = NULL;
    } else if (fchmod(file, mode_of(out->path, mode)) == 0) {
        out->stream = fdopen(file, "w");
    }
    if (out->stream != NULL)
        return 0;
    int reason = errno;
    if (file >= 0)
        close(file);
    new_file_abandon(out);
    errno = reason;
    return -1;
}

int new_file_commit(struct new_file *file)
{
    int result =
        ferror(file->stream) || fflush(file->stream) != 0 || fsync(fileno(file->stream)) != 0 ? -1
                                                                                              : 0;
    int reason = errno;
    if (fclose(file->stream) != 0 && result == 0) {
        result = -1;
        reason = errno;
    }
    file->stream = NULL;
    if (result == 0 && rename(file->draft, file->path) != 0) {
        result = -1;
        reason = errno;
    }
    if (result == 0) {
        free(file->draft);
        file->draft = NULL;
    }
    new_file_abandon(file);
    errno = reason;
    return result;
}

void new_file_abandon(struct new_file *file)
{
    if (file->stream != NULL)
        fclose(file->stream);
    if (file->draft != NULL)
        unlink(file->draft);
    free(file->draft);
    free(file->path);
    *file = (struct new_file){0};
}
