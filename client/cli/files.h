/* files.h - whole files, in and out. */
#ifndef STEERCTL_FILES_H
#define STEERCTL_FILES_H

#include "messages.h"

#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

enum { FILE_MOST_MIB = 256 };

/* The content of a file ("-": standard input), NUL-terminated; NULL: told. The caller frees it. */
char *read_file(const char *path, size_t *size, enum language language);
/* The same from a file that is open. NULL: errno says why (EFBIG: more than FILE_MOST_MIB). */
char *read_stream(FILE *stream, size_t *size);
/* Makes the folders above a file, for their owner alone. */
int make_parents(const char *path);

/* A file that takes the place of another when it is complete, and never before. */
struct new_file {
    char *path;
    char *draft; /* path of the unfinished file */
    FILE *stream;
};

/* 0, or -1 with errno. `mode` is that of a file that did not exist. */
int new_file_begin(struct new_file *out, const char *path, mode_t mode);
/* Puts it in place: 0, or -1 with errno. Either way it is over. */
int new_file_commit(struct new_file *file);
/* Forgets it; allowed after the commit. */
void new_file_abandon(struct new_file *file);

#endif
