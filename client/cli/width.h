/* width.h - how much of a line a text takes on a terminal. */
#ifndef STEERCTL_WIDTH_H
#define STEERCTL_WIDTH_H

#include <stddef.h>
#include <stdint.h>

/* Reads one character and steps over it; bytes that are no UTF-8 come one by one as U+FFFD. */
uint32_t next_character(const char **text);
/* Columns of one character: 0 for a mark that combines, 2 for a wide one. */
int character_width(uint32_t character);
/* Columns of a text: letters, not bytes; "Tiếng" is 5 however it is composed. */
size_t text_width(const char *text);
/* Bytes of the longest beginning that takes at most `columns`, with the marks that belong to it. */
size_t bytes_within(const char *text, size_t columns);
/* Byte offset of the first that is no UTF-8; `length` when all is. */
size_t utf8_valid(const char *text, size_t length);

#endif
