/* exchange.h - one request on its way to its one answer, for the files of api/ that work on it.
 *
 * ROUTING -> AUTHENTICATING -> CHECKING -> CALLING -> ANSWERED. Across a wait it is named by
 * (slot, generation); the HTTP side holds it until the answer or until the peer leaves, the
 * database side while a call is under way, and the last of the two to let go frees it. */
#ifndef STEER_SERVER_API_EXCHANGE_H
#define STEER_SERVER_API_EXCHANGE_H

#include "api/arena.h"
#include "api/limiter.h"
#include "api/negotiate.h"
#include "api/router.h"
#include "auth/principal.h"
#include "db/db.h"
#include "http/http.h"
#include "problem.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/queue.h>

struct api;
struct writer;

enum exchange_state {
    EXCHANGE_FREE,
    EXCHANGE_ROUTING,
    EXCHANGE_AUTHENTICATING,
    EXCHANGE_CHECKING,
    EXCHANGE_CALLING,
    EXCHANGE_ANSWERED /* answered, or the peer has gone */
};

enum { REQUEST_ID_MAX = 64, TRACEPARENT_SIZE = 55 };

/* The fields of the request that matter, found in one pass. Texts point into the request: they are
 * there as long as the peer is. */
struct head {
    struct http_text accept;
    struct http_text authorization;
    struct http_text content_type;
    struct http_text content_encoding;
    struct http_text idempotency_key;
    struct http_text if_match;
    struct http_text if_none_match;
    enum language language;
    char request_id[REQUEST_ID_MAX + 1];
    char traceparent[TRACEPARENT_SIZE + 1]; /* "" when there is none, or it is malformed */
};

struct exchange;

/* A row came and its transaction is committed. 0 when answered or waiting again, -1 with the
 * exchange's problem filled. */
typedef int exchange_row_cb(struct exchange *exchange, const struct db_result *result);

struct exchange {
    LIST_ENTRY(exchange) link; /* of the free ones, or of those a peer waits for, by ref */
    struct api *api;
    uint32_t slot;
    uint32_t generation;
    enum exchange_state state;
    http_ref ref;                       /* 0: the peer has gone */
    const struct http_request *request; /* NULL: the peer has gone */
    struct head head;
    struct router_match match;
    struct principal principal;
    struct allowance allowance; /* limit 0: no limit is set */
    enum media media;
    struct problem problem;
    struct db_call call;
    bool calling;
    exchange_row_cb *on_row;
    void *work; /* of the handler: in the arena, or released by `release` */
    void (*release)(struct exchange *exchange);
    /* Writes a refusal of the handler's own form and returns its media type, or NULL to have the
     * problem written. NULL: always the problem. */
    const char *(*write_refusal)(struct writer *body, struct writer *headers,
                                 const struct exchange *exchange);
    char **fields; /* of ?fields=, NULL-terminated, in the arena; NULL: all */
    uint64_t started_us;
    uint64_t auth_us;
    uint64_t queue_us;
    uint64_t run_us;
    struct arena arena;
};

struct answer {
    int status;
    const char *content_type; /* NULL: no body */
    const char *body;
    size_t size;
    void (*body_free)(void *); /* as in http.h */
    const char *headers;       /* further ready lines, or NULL */
};

/* Asks the database: `values` live in the arena. The row comes to `on_row`; every other outcome is
 * answered by the exchange itself. -1 with the problem filled when it was not accepted. */
int exchange_call(struct exchange *exchange, unsigned statement, exchange_row_cb *on_row)
    __attribute__((warn_unused_result));
/* The one answer. The last statement of its caller. */
void exchange_answer(struct exchange *exchange, const struct answer *answer);
/* Answers with the exchange's problem. The last statement of its caller. */
void exchange_refuse(struct exchange *exchange);

/* The scope that the operation asks of who is asking; SCOPE_NONE: none. */
enum scope exchange_scope(const struct exchange *exchange);

/* Memory of the request; without memory the problem is filled and NULL comes back. */
void *exchange_take(struct exchange *exchange, size_t size);
char *exchange_copy(struct exchange *exchange, const char *bytes, size_t size);
int exchange_no_memory(struct exchange *exchange);

/* The edge's callbacks (http.h) and the database's. */
void exchange_begin(struct api *api, http_ref ref, const struct http_request *request);
void exchange_gone(struct api *api, http_ref ref);
void exchange_row(void *api, uint64_t ticket, const struct db_result *result);

#endif
