/* key_files.h - reads the files of a keyring, and only those that nobody else can have written.
 * Inside auth/ only. */
#ifndef STEER_SERVER_AUTH_KEY_FILES_H
#define STEER_SERVER_AUTH_KEY_FILES_H

#include "auth/key.h"

enum { KEY_FILE_BYTES_MAX = 16384, KEY_FILES_MAX = 64 };

/* A directory opened by `name` inside `parent` (AT_FDCWD for a path): a descriptor, or -1 with the
 * problem filled. */
int key_directory_open(int parent, const char *name, struct problem *problem)
    __attribute__((warn_unused_result));

/* The whole of a file as a string that key_text_free() wipes; `secret` ones must be closed to
 * everybody else. `missing_ok`: *out stays NULL when there is none. */
enum key_file_kind { KEY_FILE_PUBLIC, KEY_FILE_SECRET, KEY_FILE_OPTIONAL };
int key_file_read(char **out, int directory, const char *name, enum key_file_kind kind,
                  struct problem *problem) __attribute__((warn_unused_result));
void key_text_free(char *text);

/* Names in a directory that do not begin with a dot, sorted; `names` has KEY_FILES_MAX places. */
struct key_names {
    char *items[KEY_FILES_MAX];
    size_t count;
};
int key_names_list(struct key_names *out, int directory, struct problem *problem)
    __attribute__((warn_unused_result));
void key_names_free(struct key_names *names);

#endif
