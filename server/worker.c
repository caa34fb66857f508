/* worker.c - puts the edge, the API and the database pool together on one event base. */
#include "worker.h"

#include "api/api.h"
#include "http/http.h"
#include "http/tls.h"
#include "log.h"

#include <openssl/ssl.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    HANDSHAKE_MS = 5000,
    BODY_RATE = 16384,
    REQUEST_LINE = 8192,
    HEADERS = 16384,
    OUTPUT_HIGH = 65536
};

struct worker {
    const struct config *config;
    struct api *api;
    struct http_server *http;
    struct db *db;
    SSL_CTX *tls; /* NULL: plain HTTP */
    void (*on_drained)(void *);
    void *drained_context;
};

static int load_tls(struct worker *worker, struct problem *problem)
{
    const struct config *config = worker->config;
    SSL_CTX *fresh = NULL;
    if (*config->tls_certificate == '\0')
        return 0;
    if (tls_context_new(&fresh, config->tls_certificate, config->tls_key, problem) != 0)
        return -1;
    if (worker->http != NULL)
        http_server_tls(worker->http, fresh);
    SSL_CTX_free(worker->tls);
    worker->tls = fresh;
    return 0;
}

static int open_http(struct worker *worker, struct event_base *base, struct problem *problem)
{
    const struct config *config = worker->config;
    const struct http_limits limits = {
        .request_line = REQUEST_LINE,
        .headers = HEADERS,
        .body = (size_t)config->body_limit,
        .headers_ms = (unsigned)config->headers_ms,
        .body_ms = (unsigned)config->body_ms,
        .body_rate = BODY_RATE,
        .idle_ms = (unsigned)config->idle_ms,
        .handshake_ms = HANDSHAKE_MS,
        .connections = (unsigned)config->connections,
        .per_address = (unsigned)config->per_address,
        .output_high = OUTPUT_HIGH,
    };
    const struct http_callbacks callbacks = api_callbacks(worker->api);
    return http_server_new(&worker->http, base, &limits, &callbacks, problem);
}

static int open_db(struct worker *worker, struct event_base *base, struct problem *problem)
{
    const struct config *config = worker->config;
    const struct db_config db = {
        .conninfo = config->database,
        .sessions = (unsigned)config->sessions,
        .slow_sessions = (unsigned)config->slow_sessions,
        .depth = (unsigned)config->depth,
        .queue_limit = (unsigned)config->queue,
    };
    size_t count;
    const struct db_statement *statements = api_statements(worker->api, &count);
    return db_open(&worker->db, base, &db, statements, count, problem);
}

int worker_new(struct worker **out, struct event_base *base, const struct config *config,
               int descriptor, struct problem *problem)
{
    struct worker *worker = calloc(1, sizeof *worker);
    if (worker == NULL)
        return problem_set(problem, PROBLEM_INTERNAL, "out of memory");
    worker->config = config;
    if (load_tls(worker, problem) != 0 || api_new(&worker->api, base, config, problem) != 0 ||
        open_http(worker, base, problem) != 0 || open_db(worker, base, problem) != 0) {
        worker_free(worker);
        return -1;
    }
    api_attach(worker->api, worker->http, worker->db);
    if (http_server_listen(worker->http, descriptor, worker->tls, problem) != 0) {
        worker_free(worker);
        return -1;
    }
    *out = worker;
    return 0;
}

static void log_reload(const char *what, int result, const struct problem *problem)
{
    const struct log_field fields[] = {LOG_TEXT("what", what), LOG_TEXT("why", problem->note),
                                       LOG_END};
    if (result == 0)
        log_event(LOG_LEVEL_INFO, "reloaded", fields);
    else
        log_event(LOG_LEVEL_ERROR, "not_reloaded", fields);
}

void worker_reload(struct worker *worker)
{
    struct problem keys = PROBLEM_INIT;
    struct problem tls = PROBLEM_INIT;
    log_reload("keys", api_reload(worker->api, &keys), &keys);
    log_reload("certificate", load_tls(worker, &tls), &tls);
    problem_clear(&keys);
    problem_clear(&tls);
}

static void on_api_drained(void *context)
{
    struct worker *worker = context;
    struct api_stats *stats = malloc(sizeof *stats);
    if (stats != NULL) {
        api_stats(worker->api, stats);
        const struct log_field fields[] = {LOG_NUMBER("started", stats->started),
                                           LOG_NUMBER("finished", stats->finished), LOG_END};
        log_event(LOG_LEVEL_INFO, "drained", fields);
    }
    free(stats);
    worker->on_drained(worker->drained_context);
}

/* The edge is done; a write whose peer has left may still be running. */
static void on_http_drained(void *context)
{
    struct worker *worker = context;
    api_drain(worker->api, on_api_drained, worker);
}

void worker_drain(struct worker *worker, void (*on_drained)(void *), void *context)
{
    worker->on_drained = on_drained;
    worker->drained_context = context;
    http_server_drain(worker->http, on_http_drained, worker);
}

void worker_report(const struct worker *worker, struct board_entry *entry)
{
    const char *why = NULL;
    entry->ready = db_ready(worker->db, &why);
    snprintf(entry->why, sizeof entry->why, "%s", entry->ready || why == NULL ? "" : why);
    http_server_stats(worker->http, &entry->http);
    db_stats(worker->db, &entry->db);
    api_stats(worker->api, &entry->api);
}

void worker_free(struct worker *worker)
{
    if (worker == NULL)
        return;
    http_server_free(worker->http);
    db_close(worker->db);
    api_free(worker->api);
    SSL_CTX_free(worker->tls);
    free(worker);
}
