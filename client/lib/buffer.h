/* buffer.h - bytes that grow; lack of memory is remembered and looked at once, at the end. */
#ifndef STEER_LIB_BUFFER_H
#define STEER_LIB_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

struct buffer {
    char *data; /* NUL-terminated once anything was added; NULL before */
    size_t length;
    size_t capacity;
    bool failed; /* memory ran out: nothing was added since */
};

void buffer_add(struct buffer *buffer, const char *data, size_t length);
void buffer_text(struct buffer *buffer, const char *text);
void buffer_format(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Percent-encodes all but the unreserved characters (RFC 3986 section 2.3). */
void buffer_encoded(struct buffer *buffer, const char *text);
/* What it holds; "" when it is empty or failed. Borrowed. */
const char *buffer_string(const struct buffer *buffer);
/* Hands the bytes over, and is empty again. NULL: memory ran out. */
char *buffer_take(struct buffer *buffer) __attribute__((warn_unused_result));
/* Frees the bytes, which are overwritten first: they may be a secret. */
void buffer_clear(struct buffer *buffer);

/* strdup() for NULL too. */
char *copy_text(const char *text);
/* Overwrites and frees a secret. */
void wipe_text(char *text);

#endif
