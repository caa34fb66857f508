/* server.c - the edge as a whole: what it holds, and the contract of http.h. */
#include "edge.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum { FILES_FOR_OTHERS = 64, SLOTS_AT_FIRST = 64 };

struct http_work *http_work_take(struct http_server *server)
{
    struct http_work *work = server->works;
    if (work != NULL) {
        server->works = work->next;
        server->works_kept--;
    } else {
        work = malloc(sizeof *work);
        if (work == NULL)
            return NULL;
    }
    work->parser.body_at = 0;
    work->start = work->size = 0;
    work->data = work->block;
    work->capacity = sizeof work->block;
    return work;
}

void http_work_give(struct http_server *server, struct http_work *work)
{
    if (work == NULL)
        return;
    if (work->data != work->block)
        free(work->data);
    if (server->works_kept >= HTTP_BLOCKS_KEPT) {
        free(work);
        return;
    }
    work->next = server->works;
    server->works = work;
    server->works_kept++;
}

static int grow_slots(struct http_server *server)
{
    uint32_t most = server->limits.connections + HTTP_SURPLUS_MAX;
    uint32_t count = server->slot_count > 0 ? server->slot_count * 2 : SLOTS_AT_FIRST;
    if (count > most)
        count = most;
    if (count <= server->slot_count)
        return -1;
    struct http_slot *slots = realloc(server->slots, count * sizeof *slots);
    if (slots == NULL)
        return -1;
    for (uint32_t i = server->slot_count; i < count; i++)
        slots[i] = (struct http_slot){.next_free = i + 1 < count ? i + 2 : 0};
    server->first_free = server->slot_count + 1;
    server->slots = slots;
    server->slot_count = count;
    return 0;
}

int http_slot_take(struct http_server *server, struct http_connection *connection)
{
    if (server->first_free == 0 && grow_slots(server) != 0)
        return -1;
    connection->slot = server->first_free - 1;
    struct http_slot *slot = &server->slots[connection->slot];
    server->first_free = slot->next_free;
    slot->connection = connection;
    return 0;
}

void http_slot_give(struct http_server *server, uint32_t slot)
{
    server->slots[slot].connection = NULL;
    server->slots[slot].next_free = server->first_free;
    server->first_free = slot + 1;
}

static void free_dead(struct http_server *server)
{
    while (server->dead != NULL) {
        struct http_connection *connection = server->dead;
        server->dead = connection->next_dead;
        free(connection);
    }
}

static void on_server_reap(evutil_socket_t fd, short what, void *context)
{
    (void)fd;
    (void)what;
    free_dead(context);
}

static void on_server_drained(evutil_socket_t fd, short what, void *context)
{
    struct http_server *server = context;
    void (*on_drained)(void *) = server->on_drained;
    (void)fd;
    (void)what;
    server->on_drained = NULL;
    if (on_drained != NULL)
        on_drained(server->drain_context);
}

static void limit_connections(struct http_limits *limits)
{
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur == RLIM_INFINITY)
        return;
    rlim_t most = files.rlim_cur > 2 * FILES_FOR_OTHERS ? files.rlim_cur - FILES_FOR_OTHERS
                                                        : files.rlim_cur / 2;
    if (limits->connections > most)
        limits->connections = (unsigned)most;
}

int http_server_new(struct http_server **out, struct event_base *base,
                    const struct http_limits *limits, const struct http_callbacks *callbacks,
                    struct problem *problem)
{
    struct http_server *server = calloc(1, sizeof *server);
    if (server == NULL)
        return problem_set(problem, PROBLEM_INTERNAL, "out of memory");
    server->base = base;
    server->limits = *limits;
    server->callbacks = *callbacks;
    limit_connections(&server->limits);
    http_addresses_init(&server->addresses);
    server->reaper = event_new(base, -1, 0, on_server_reap, server);
    server->drained = event_new(base, -1, 0, on_server_drained, server);
    if (server->reaper == NULL || server->drained == NULL) {
        http_server_free(server);
        return problem_set(problem, PROBLEM_INTERNAL, "out of memory");
    }
    *out = server;
    return 0;
}

int http_server_listen(struct http_server *server, int descriptor, struct ssl_ctx_st *tls,
                       struct problem *problem)
{
    return http_listener_add(server, descriptor, tls, problem);
}

void http_server_tls(struct http_server *server, struct ssl_ctx_st *tls)
{
    http_listeners_tls(server, tls);
}

static struct http_connection *connection_of(const struct http_server *server, http_ref ref)
{
    uint32_t slot = (uint32_t)ref - 1; /* 0 names none: beyond every count */
    if (slot >= server->slot_count)
        return NULL;
    struct http_connection *connection = server->slots[slot].connection;
    return connection != NULL && connection->state == CONNECTION_WAITING &&
                   connection->generation == (uint32_t)(ref >> 32)
               ? connection
               : NULL;
}

bool http_respond(struct http_server *server, http_ref ref, const struct http_response *response)
{
    struct http_connection *connection = connection_of(server, ref);
    if (connection == NULL) {
        http_output_drop(response);
        return false;
    }
    server->stats.answered++;
    http_connection_answer(connection, response);
    return true;
}

/* By slot: what is done to one connection may end another. */
static void each_connection(struct http_server *server, void (*visit)(struct http_connection *))
{
    for (uint32_t slot = 0; slot < server->slot_count; slot++) {
        if (server->slots[slot].connection != NULL)
            visit(server->slots[slot].connection);
    }
}

void http_server_drain(struct http_server *server, void (*on_drained)(void *), void *context)
{
    server->draining = true;
    server->on_drained = on_drained;
    server->drain_context = context;
    http_listeners_free(server);
    each_connection(server, http_connection_drain);
    if (server->stats.open == 0)
        event_active(server->drained, EV_TIMEOUT, 0);
}

void http_server_stats(const struct http_server *server, struct http_stats *out)
{
    *out = server->stats;
}

void http_server_free(struct http_server *server)
{
    if (server == NULL)
        return;
    http_listeners_free(server);
    server->on_drained = NULL;
    each_connection(server, http_connection_close);
    free_dead(server);
    if (server->reaper != NULL)
        event_free(server->reaper);
    if (server->drained != NULL)
        event_free(server->drained);
    while (server->works != NULL) {
        struct http_work *work = server->works;
        server->works = work->next;
        free(work);
    }
    free(server->slots);
    free(server);
}
