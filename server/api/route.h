/* route.h - what one operation is: a row of the table in routes.c. */
#ifndef STEER_SERVER_API_ROUTE_H
#define STEER_SERVER_API_ROUTE_H

#include "auth/principal.h"
#include "http/http.h"
#include "json/shape.h"

#include <stddef.h>

struct cJSON;
struct exchange;

enum route_flags {
    ROUTE_PUBLIC = 1 << 0,       /* no token is asked for */
    ROUTE_WRITE = 1 << 1,        /* changes the register; ?dry_run=true is accepted */
    ROUTE_LIST = 1 << 2,         /* answers items: also as CSV and NDJSON, ?fields= is accepted */
    ROUTE_IF_MATCH = 1 << 3,     /* depends on the state read: 428 without If-Match */
    ROUTE_ONCE = 1 << 4,         /* Idempotency-Key: the stored answer comes again */
    ROUTE_KEYED = 1 << 5,        /* Idempotency-Key goes to the function as an option */
    ROUTE_LARGE = 1 << 6,        /* body up to the batch limit, JSON or NDJSON */
    ROUTE_SLOW = 1 << 7,         /* goes to the sessions for slow statements */
    ROUTE_MAY_BE_EMPTY = 1 << 8, /* a body that may be left out */
    ROUTE_FORM = 1 << 9,         /* takes a form (RFC 6749), not JSON */
    ROUTE_HTML = 1 << 10,        /* answers a page for people */
    ROUTE_AS_OF = 1 << 11,    /* what it answers changes with the day, or with other objects, while
                                 the version stays: no 304 */
    ROUTE_OVERSIGHT = 1 << 12 /* the office comes with the scope oversight:write instead */
};

struct route {
    enum http_method method;
    const char *path;      /* "/v1/tasks/{task}": at most one {segment} */
    const char *operation; /* the api function of the database, and the operationId */
    enum scope scope;      /* SCOPE_NONE: any valid token */
    unsigned flags;
    const struct shape *query;  /* NULL: no parameters */
    const struct shape *body;   /* NULL: no body */
    const struct shape *answer; /* of the answer, or of one item of a list; NULL: see the handler */
    const char *success;        /* statuses of success, the usual one first: "201 200" */
    /* NULL: the generic handler (call.c). 0 when it has answered or waits for the database, -1
     * with the exchange's problem filled. */
    int (*handle)(struct exchange *exchange);
    /* What a shape cannot say of the body; NULL: nothing more. -1 with faults added. */
    int (*check)(const struct cJSON *body, struct problem *problem);
    const char *summary_vi;
    const char *summary_en;
    const char *example; /* of the body, JSON text; NULL where there is none */
};

/* THE table: OpenAPI, input checking and the tests that enumerate operations follow it. */
extern const struct route routes[];
extern const size_t route_count;

#endif
