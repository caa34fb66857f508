/* api.c - builds the api of a worker, counts, and ends it when nothing is under way. */
#include "api/api.h"

#include "api/answer.h"
#include "api/core.h"
#include "api/slots.h"
#include "auth/keyring.h"
#include "json/scan.h"

#include <event2/util.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { TOKENS_KEPT = 10000, LEEWAY_S = 60 };

const uint32_t api_bucket_us[API_BUCKETS - 1] = {
    250, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100000, 250000, 1000000, 5000000, 30000000};

#define COLUMNS "select status, etag, location, next, body, replayed from "
/* Object, options, body: one signature for every function (sql/README.md). */
#define ARGUMENTS "normalize($1::text), private.nfc($2::jsonb), private.nfc($3::jsonb)"

static const char *const extra[STATEMENT_EXTRA] = {
    [STATEMENT_ONCE] = "once",
    [STATEMENT_LOGIN] = "client_login",
    [STATEMENT_KEY] = "client_key",
    [STATEMENT_ASSERT] = "client_assert",
};

uint64_t api_now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

void api_make_request_id(struct api *api, char out[REQUEST_ID_MAX + 1])
{
    snprintf(out, REQUEST_ID_MAX + 1, "%s-%llx", api->id_prefix,
             (unsigned long long)++api->id_count);
}

size_t api_route_index(const struct route *route)
{
    return route != NULL ? (size_t)(route - routes) : API_OPERATIONS_MAX - 1;
}

static char *add_statement(struct api *api, const char *name)
{
    size_t place = api->statement_count++;
    snprintf(api->texts[place], STATEMENT_TEXT, COLUMNS "api.%s(" ARGUMENTS ")", name);
    api->statements[place] = (struct db_statement){name, api->texts[place]};
    return api->texts[place];
}

/* One for each row that calls a function of its own, then the further ones. */
static void build_statements(struct api *api)
{
    for (size_t i = 0; i < route_count; i++) {
        api->statement_of[i] = (unsigned)api->statement_count;
        if ((routes[i].flags & ROUTE_PUBLIC) == 0)
            add_statement(api, routes[i].operation);
    }
    api->first_extra = (unsigned)api->statement_count;
    for (size_t i = 0; i < STATEMENT_EXTRA; i++)
        add_statement(api, extra[i]);
    /* Idempotency-Key and operation: answers from what is stored, or calls and stores. */
    snprintf(api->texts[api->first_extra + STATEMENT_ONCE], STATEMENT_TEXT,
             COLUMNS "private.once($4::text, $5::text, " ARGUMENTS ")");
}

static void on_timer_drained(evutil_socket_t fd, short what, void *context)
{
    struct api *api = context;
    (void)fd;
    (void)what;
    api->on_drained(api->drained_context);
}

int api_new(struct api **out, struct event_base *base, const struct config *config,
            struct problem *problem)
{
    struct api *api = calloc(1, sizeof *api);
    unsigned char random[8];
    if (api == NULL)
        return problem_set(problem, PROBLEM_INTERNAL, "out of memory");
    api->config = config;
    LIST_INIT(&api->free);
    for (size_t i = 0; i < WAITING_BUCKETS; i++)
        LIST_INIT(&api->waiting[i]);
    evutil_secure_rng_get_bytes(random, sizeof random);
    for (size_t i = 0; i < sizeof random; i++)
        snprintf(api->id_prefix + 2 * i, 3, "%02x", random[i]);
    api->rules = (struct token_rules){.issuer = config->issuer,
                                      .audience = config->audience,
                                      .lifetime_s = (unsigned)config->token_seconds,
                                      .leeway_s = LEEWAY_S,
                                      .gate = json_gate};
    build_statements(api);
    api->drained = evtimer_new(base, on_timer_drained, api);
    api->limiter = config->rate_limit > 0 ? limiter_new((uint64_t)config->rate_limit) : NULL;
    if (api->drained == NULL || (config->rate_limit > 0 && api->limiter == NULL))
        problem_set(problem, PROBLEM_INTERNAL, "out of memory");
    else if (token_cache_new(&api->tokens, TOKENS_KEPT, problem) == 0 &&
             keyring_load(&api->keyring, config->keys, problem) == 0) {
        *out = api;
        return 0;
    }
    api_free(api);
    return -1;
}

const struct db_statement *api_statements(const struct api *api, size_t *count)
{
    *count = api->statement_count;
    return api->statements;
}

void api_attach(struct api *api, struct http_server *http, struct db *db)
{
    api->http = http;
    api->db = db;
}

/* Only what carries items in bulk may be larger than an ordinary body. */
static size_t on_http_head(void *context, const struct http_request *head)
{
    const struct api *api = context;
    struct router_match match;
    bool large = head->method == HTTP_POST &&
                 router_match(&match, head->method, head->path) == ROUTER_FOUND &&
                 (match.route->flags & ROUTE_LARGE) != 0;
    return (size_t)(large ? api->config->batch_limit : api->config->body_limit);
}

static void on_http_request(void *context, http_ref ref, const struct http_request *request)
{
    exchange_begin(context, ref, request);
}

static void on_http_gone(void *context, http_ref ref)
{
    exchange_gone(context, ref);
}

struct http_callbacks api_callbacks(struct api *api)
{
    return (struct http_callbacks){on_http_head, on_http_request, on_http_gone, answer_fault, api};
}

int api_reload(struct api *api, struct problem *problem)
{
    struct keyring *fresh = NULL;
    if (keyring_load(&fresh, api->config->keys, problem) != 0)
        return -1;
    keyring_free(api->keyring);
    api->keyring = fresh;
    /* What was signed by a key that is gone must be refused from now on. */
    token_cache_clear(api->tokens);
    return 0;
}

void api_count(struct api *api, const struct exchange *exchange, int status, uint64_t us)
{
    struct api_operation_stats *stats =
        &api->stats.operations[api_route_index(exchange->match.route)];
    size_t bucket = 0;
    if (status == 0)
        stats->gone++;
    else
        stats->answers[status / 100 - 2]++;
    while (bucket < API_BUCKETS - 1 && us > api_bucket_us[bucket])
        bucket++;
    stats->bucket[bucket]++;
    stats->total_us += us;
}

void api_ended(struct api *api)
{
    static const struct timeval at_once = {0, 0};
    if (api->on_drained != NULL && api->live == 0)
        evtimer_add(api->drained, &at_once);
}

void api_drain(struct api *api, void (*on_drained)(void *), void *context)
{
    api->on_drained = on_drained;
    api->drained_context = context;
    api_ended(api);
}

void api_stats(const struct api *api, struct api_stats *out)
{
    *out = api->stats;
}

const char *api_operation_name(size_t index)
{
    if (index == API_OPERATIONS_MAX - 1)
        return "none";
    return index < route_count ? routes[index].operation : NULL;
}

void api_free(struct api *api)
{
    if (api == NULL)
        return;
    slots_free(api);
    limiter_free(api->limiter);
    token_cache_free(api->tokens);
    keyring_free(api->keyring);
    writer_clear(&api->headers);
    writer_clear(&api->fault);
    free(api->openapi);
    if (api->drained != NULL)
        event_free(api->drained);
    free(api);
}
