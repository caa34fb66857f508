/* memory.h - a command line without memory has one thing left to do. */
#ifndef STEERCTL_MEMORY_H
#define STEERCTL_MEMORY_H

#include <stddef.h>

/* `memory`, or the end of the program (exit 1) when it is NULL. */
void *must(void *memory);
/* A copy of the first `length` bytes, with an end. */
char *copy_bytes(const char *text, size_t length);
char *copy_string(const char *text);
/* printf() into memory of the caller's. */
char *format_text(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Frees what was a secret, overwritten first. NULL is allowed. */
void wipe_string(char *text);

#endif
