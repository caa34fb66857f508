/* utf8.h - characters in and out of UTF-8 (RFC 3629), for the gate and for the shapes. */
#ifndef STEER_SERVER_JSON_UTF8_H
#define STEER_SERVER_JSON_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes of the well-formed character at `at` (1 to 4), 0 when it is none: overlong forms,
 * surrogates, above U+10FFFF, cut off. */
size_t utf8_size(const unsigned char *at, const unsigned char *end);

/* The character at *at, which moves behind it. Only for bytes utf8_size() has accepted. */
uint32_t utf8_next(const unsigned char **at);

/* Writes one character, returns its bytes. */
size_t utf8_put(char out[4], uint32_t character);

/* Of text that is UTF-8 already. */
size_t utf8_length(const char *text);

bool utf8_valid(const char *bytes, size_t size);

/* U+FDD0..U+FDEF and the last two of each plane: not for interchange (RFC 7493 §2.1). */
bool utf8_is_noncharacter(uint32_t character);

#endif
