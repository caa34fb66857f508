/* profile.h - the configuration file: profiles in the form of an INI file. */
#ifndef STEERCTL_PROFILE_H
#define STEERCTL_PROFILE_H

#include "messages.h"

#include <stdbool.h>
#include <stddef.h>

struct profile_entry {
    char *profile; /* "" before the first section */
    char *name;
    char *value;
};

struct profiles {
    char *path;
    struct profile_entry *entries; /* in the file's order; a section without entries has one whose
                                      name is "" */
    size_t count;
};

/* Reads the file; one that is not there is empty. Refused when it holds a secret and others can
 * read it. 0, or -1, told. */
int profiles_read(struct profiles *out, const char *path, enum language language);
void profiles_free(struct profiles *profiles);
/* NULL: there is none. Borrowed. */
const char *profile_value(const struct profiles *profiles, const char *profile, const char *name);
bool profile_exists(const struct profiles *profiles, const char *profile);
/* The name of the profile used when none is named; NULL: none. */
const char *profile_default(const struct profiles *profiles);
/* A file beside the configuration file, unless `path` is absolute. The caller frees it. */
char *beside(const char *config, const char *path);

/* Writes `profile = NAME` at the top, all else unchanged: 0, or -1, told. */
int profiles_set_default(const char *path, const char *profile, enum language language);
/* Writes a section at the end. */
int profiles_append(const char *path, const char *text, enum language language);

/* A secret from a file nobody else can read, "-" is standard input. NULL: told. The caller wipes
 * it. */
char *read_secret(const char *path, enum language language);

#endif
