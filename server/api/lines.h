/* lines.h - NDJSON bodies: one JSON value a line. */
#ifndef STEER_SERVER_API_LINES_H
#define STEER_SERVER_API_LINES_H

#include "api/exchange.h"

enum { LINES_MAX = 500 };

/* The next line that is not blank, without its end; size 0 when there is none left. */
struct http_text lines_next(struct http_text *rest);

/* {"items":[line,…]} in the arena. Each line goes through the gate by itself, so that a fault
 * points at its item. NULL with the problem filled. */
char *lines_to_items(struct exchange *exchange, struct http_text body);

#endif
