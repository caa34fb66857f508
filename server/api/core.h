/* core.h - the inside of the api: what its files share. */
#ifndef STEER_SERVER_API_CORE_H
#define STEER_SERVER_API_CORE_H

#include "api/api.h"
#include "api/exchange.h"
#include "api/limiter.h"
#include "api/writer.h"
#include "auth/token.h"

#include <event2/event.h>
#include <sys/queue.h>

struct keyring;

enum {
    EXCHANGE_BLOCK = 64,
    EXCHANGE_BLOCKS_MAX = 16384,
    WAITING_BUCKETS = 1024,
    STATEMENT_TEXT = 256
};

LIST_HEAD(exchange_list, exchange);

/* Statements beyond the one of each row: place `first_extra` and on. */
enum { STATEMENT_ONCE, STATEMENT_LOGIN, STATEMENT_KEY, STATEMENT_ASSERT, STATEMENT_EXTRA };

struct api {
    const struct config *config;
    struct http_server *http;
    struct db *db;
    struct keyring *keyring;
    struct token_cache *tokens;
    struct token_rules rules;
    struct limiter *limiter; /* NULL: no limit */

    struct db_statement statements[API_OPERATIONS_MAX + STATEMENT_EXTRA];
    char texts[API_OPERATIONS_MAX + STATEMENT_EXTRA][STATEMENT_TEXT];
    size_t statement_count;
    unsigned statement_of[API_OPERATIONS_MAX]; /* by the place of the route in the table */
    unsigned first_extra;

    struct exchange *blocks[EXCHANGE_BLOCKS_MAX];
    size_t block_count;
    struct exchange_list free;
    struct exchange_list waiting[WAITING_BUCKETS]; /* by http_ref: those a peer waits for */
    size_t live;

    struct writer headers; /* of the answer being built */
    struct writer fault;   /* of the edge's own refusal */
    char id_prefix[17];    /* of request ids made here */
    uint64_t id_count;

    char *openapi; /* built when first asked for */
    size_t openapi_size;
    char openapi_tag[24];

    struct event *drained;
    void (*on_drained)(void *);
    void *drained_context;

    struct api_stats stats;
};

size_t api_route_index(const struct route *route);

uint64_t api_now_us(void);
void api_make_request_id(struct api *api, char out[REQUEST_ID_MAX + 1]);
void api_count(struct api *api, const struct exchange *exchange, int status, uint64_t us);
/* An exchange has ended: a drain may be complete. */
void api_ended(struct api *api);

#endif
