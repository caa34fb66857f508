/* router.h - which operation a method and a path name: pure, no state, no I/O. */
#ifndef STEER_SERVER_API_ROUTER_H
#define STEER_SERVER_API_ROUTER_H

#include "api/route.h"

enum { ROUTER_OBJECT_MAX = 200 };

enum router_outcome {
    ROUTER_FOUND,
    ROUTER_OPTIONS,        /* the path exists and the method is OPTIONS */
    ROUTER_NO_PATH,        /* 404 */
    ROUTER_NO_METHOD,      /* 405 */
    ROUTER_BAD_ENCODING,   /* 400: percent-encoding or UTF-8 in the {segment} */
    ROUTER_NOT_IMPLEMENTED /* 501: a method this server knows nowhere */
};

struct router_match {
    const struct route *route;          /* when found */
    char object[ROUTER_OBJECT_MAX + 1]; /* the decoded {segment}, "" when there is none */
    unsigned methods;                   /* bit 1 << enum http_method: what the path allows */
};

/* HEAD finds the GET row. A slash written %2F stays inside the {segment}: a document is named by
 * its number and symbol, 726/KH-UBND. Nothing else of the path is decoded. */
enum router_outcome router_match(struct router_match *out, enum http_method method,
                                 struct http_text path);

/* "GET, HEAD, OPTIONS" of a set of methods. */
void router_allow(char *out, size_t size, unsigned methods);

#endif
