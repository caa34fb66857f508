/* listener.c - accepts, at most 64 connections a turn, and says no at the caps. */
#include "edge.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ACCEPTS_A_TURN = 64, OUT_OF_FILES_MS = 100 };

struct http_listener {
    struct http_listener *next;
    struct http_server *server;
    int fd;                 /* borrowed */
    struct ssl_ctx_st *tls; /* borrowed */
    struct event event;
    struct event pause; /* until it is looked at again after EMFILE */
};

union peer {
    struct sockaddr any;
    struct sockaddr_storage storage;
};

/* Decides what becomes of an accepted connection. Over a cap it still hears why, so long as few do
 * at a time; a TLS handshake would cost more than the refusal saves. */
static void admit(struct http_listener *listener, int fd, const struct sockaddr *from)
{
    struct http_server *server = listener->server;
    const struct http_limits *limits = &server->limits;
    struct http_address *address = http_address_enter(&server->addresses, from);
    bool surplus =
        server->stats.open - server->surplus >= limits->connections ||
        (address != NULL && limits->per_address > 0 && address->open > limits->per_address);
    if (surplus)
        server->stats.refused++;
    else
        server->stats.accepted++;
    if (surplus && (listener->tls != NULL || server->surplus >= HTTP_SURPLUS_MAX)) {
        http_address_leave(&server->addresses, address);
        close(fd);
        return;
    }
    http_connection_open(server, fd, listener->tls, from, address, surplus);
}

static void on_listener_readable(evutil_socket_t fd, short what, void *context)
{
    static const struct timeval pause = {0, OUT_OF_FILES_MS * 1000};
    struct http_listener *listener = context;
    (void)what;
    for (int turn = 0; turn < ACCEPTS_A_TURN && !listener->server->draining; turn++) {
        union peer peer = {.storage = {0}};
        socklen_t size = sizeof peer;
        int accepted = accept4(fd, &peer.any, &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (accepted >= 0) {
            admit(listener, accepted, &peer.any);
        } else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
            /* The queue stays readable: without the pause the loop would spin. */
            event_del(&listener->event);
            evtimer_add(&listener->pause, &pause);
            return;
        } else if (errno != ECONNABORTED && errno != EINTR && errno != EPROTO) {
            return;
        }
    }
}

static void on_listener_pause(evutil_socket_t fd, short what, void *context)
{
    struct http_listener *listener = context;
    (void)fd;
    (void)what;
    event_add(&listener->event, NULL);
}

int http_listener_add(struct http_server *server, int descriptor, struct ssl_ctx_st *tls,
                      struct problem *problem)
{
    int on = 1;
    struct http_listener *listener = calloc(1, sizeof *listener);
    if (listener == NULL)
        return problem_set(problem, PROBLEM_INTERNAL, "out of memory");
    listener->server = server;
    listener->fd = descriptor;
    listener->tls = tls;
    /* Accepted sockets inherit it; a Unix socket has none, and needs none. */
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    evtimer_assign(&listener->pause, server->base, on_listener_pause, listener);
    if (event_assign(&listener->event, server->base, descriptor, EV_READ | EV_PERSIST,
                     on_listener_readable, listener) != 0 ||
        event_add(&listener->event, NULL) != 0) {
        free(listener);
        return problem_set(problem, PROBLEM_INTERNAL, "cannot watch the listening socket");
    }
    listener->next = server->listeners;
    server->listeners = listener;
    return 0;
}

void http_listeners_tls(struct http_server *server, struct ssl_ctx_st *tls)
{
    for (struct http_listener *listener = server->listeners; listener != NULL;
         listener = listener->next) {
        if (listener->tls != NULL)
            listener->tls = tls;
    }
}

void http_listeners_free(struct http_server *server)
{
    while (server->listeners != NULL) {
        struct http_listener *listener = server->listeners;
        server->listeners = listener->next;
        event_del(&listener->event);
        event_del(&listener->pause);
        free(listener);
    }
}
