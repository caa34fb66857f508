/* api.h - the API of one worker: the only place where HTTP meets the database. */
#ifndef STEER_SERVER_API_API_H
#define STEER_SERVER_API_API_H

#include "config.h"
#include "db/db.h"
#include "http/http.h"
#include "problem.h"

#include <stddef.h>
#include <stdint.h>

struct api;
struct event_base;

enum { API_OPERATIONS_MAX = 128, API_BUCKETS = 14, API_STATUS_CLASSES = 4 };

/* Upper bounds of the latency histogram, microseconds; the last bucket has none. */
extern const uint32_t api_bucket_us[API_BUCKETS - 1];

struct api_operation_stats {
    uint64_t answers[API_STATUS_CLASSES]; /* 2xx, 3xx, 4xx, 5xx */
    uint64_t gone;                        /* the peer left first */
    uint64_t bucket[API_BUCKETS];
    uint64_t total_us;
};

struct api_stats {
    uint64_t started;  /* exchanges accepted */
    uint64_t finished; /* each exactly once: equal to `started` when none is under way */
    uint64_t limited;  /* 429 */
    struct api_operation_stats operations[API_OPERATIONS_MAX]; /* the last: no operation */
};

/* Loads the keys and builds the table of statements. `config` is borrowed and stays. */
int api_new(struct api **out, struct event_base *base, const struct config *config,
            struct problem *problem) __attribute__((warn_unused_result));
/* What the HTTP edge is to call, and what the database is to prepare; both borrow the api. */
struct http_callbacks api_callbacks(struct api *api);
const struct db_statement *api_statements(const struct api *api, size_t *count);
/* Answers through `http`, asks `db`; both borrowed. Before the first request. */
void api_attach(struct api *api, struct http_server *http, struct db *db);
/* Loads the keys anew; -1 leaves the old ones in force. */
int api_reload(struct api *api, struct problem *problem) __attribute__((warn_unused_result));
/* Calls back from the loop, once, when no exchange is under way: after the edge was drained. */
void api_drain(struct api *api, void (*on_drained)(void *), void *context);
void api_stats(const struct api *api, struct api_stats *out);
/* After http_server_free() and db_close(). */
void api_free(struct api *api);

/* The name of an operation by its place in api_stats; NULL beyond the last. */
const char *api_operation_name(size_t index);

/* The OpenAPI 3.1 document; the caller frees it. 0, or -1 without memory. `issuer` is the base of
 * its addresses. */
int api_openapi(char **out) __attribute__((warn_unused_result));

#endif
