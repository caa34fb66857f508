/* base64url.h - RFC 4648 §5 without padding, in its one canonical form. */
#ifndef STEER_SERVER_AUTH_BASE64URL_H
#define STEER_SERVER_AUTH_BASE64URL_H

#include <stddef.h>

/* Bytes written, or -1: a foreign character, padding, a length of 4n + 1, or bits left over that
 * are not zero (two texts would mean the same bytes). `out` has room for size * 3 / 4. */
long base64url_decode(unsigned char *out, const char *text, size_t size);

/* Ends with NUL; `out` has room for size * 4 / 3 + 3. */
void base64url_encode(char *out, const unsigned char *bytes, size_t size);

#endif
