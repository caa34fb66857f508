/* percent.h - percent-encoding (RFC 3986 §2.1), one byte at a time. */
#ifndef STEER_SERVER_API_PERCENT_H
#define STEER_SERVER_API_PERCENT_H

#include "http/http.h"

#include <stddef.h>

/* The byte at *at, decoded, which moves behind it; -1 for a '%' without two hexadecimal digits and
 * for a control character, encoded or not. */
int percent_byte(struct http_text text, size_t *at);

#endif
