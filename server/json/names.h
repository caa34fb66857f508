/* names.h - the member names of the objects the gate is in, and whether one occurs twice. */
#ifndef STEER_SERVER_JSON_NAMES_H
#define STEER_SERVER_JSON_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Between the quotes, as written; checked already. */
struct name {
    const unsigned char *at;
    size_t size;
    bool escaped; /* holds a backslash */
};

/* A stack: an object's names stand above those of the objects around it. */
struct names {
    struct name *items;
    size_t count;
    size_t room;
};

/* -1 when memory is short. */
int names_push(struct names *names, const struct name *name) __attribute__((warn_unused_result));
void names_free(struct names *names);

/* The newest name when an earlier one from `first` on is the same. Looks only while the object is
 * small, so that a large one does not take the square of its size; names_repeated() does the
 * rest. */
const struct name *names_last_repeated(const struct names *names, size_t first);

/* The first name from `first` on that is the same as one before it, or NULL. Sorts them. */
const struct name *names_repeated(struct names *names, size_t first);

/* The value of four hexadecimal digits. */
uint32_t name_unit(const unsigned char *at);

/* One character of a checked string, escapes decoded; *at moves behind it. */
uint32_t name_next(const unsigned char **at);

/* "/name" as a JSON Pointer has it ('~' is ~0 and '/' is ~1, RFC 6901 §3); returns its bytes. What
 * has no room is left out, at least 5 bytes there must be. */
size_t name_put_pointer(char *out, size_t room, const struct name *name);

#endif
