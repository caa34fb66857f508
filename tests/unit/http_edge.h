/* http_edge.h - a server and its clients on one loop: real sockets, and every step under control.
 *
 * Paths: /late is answered by the test, /big?N answers N bytes, /sum answers the size and the sum
 * of the body's bytes, /close asks for the end, everything else is echoed as METHOD TARGET
 * BODY-SIZE BODY. */
#ifndef STEER_TESTS_HTTP_EDGE_H
#define STEER_TESTS_HTTP_EDGE_H

#include "http_cases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <errno.h>
#include <event2/event.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { WAIT_MS = 5000, REFS_MAX = 64, ANSWER_MAX = 1 << 20 };

struct edge {
    struct event_base *base;
    struct http_server *server;
    int listening;
    struct sockaddr_in address;
    http_ref refs[REFS_MAX]; /* of /late, in order */
    size_t ref_count;
    http_ref gone[REFS_MAX];
    size_t gone_count;
    unsigned drained;
    bool body_freed;
    enum problem_code fault; /* of the last on_fault */
    size_t body_limit;       /* 0: that of the cases */
};

static struct edge edge;

static bool edge_path_is(const struct http_request *request, const char *path)
{
    return request->path.size == strlen(path) &&
           memcmp(request->path.data, path, request->path.size) == 0;
}

static size_t on_edge_head(void *context, const struct http_request *head)
{
    (void)context;
    return edge.body_limit > 0 ? edge.body_limit : case_body_limit(head);
}

static void edge_free_body(void *body)
{
    edge.body_freed = true;
    free(body);
}

static void edge_answer_big(http_ref ref, size_t size)
{
    char *body = malloc(size);
    memset(body, 'b', size);
    edge.body_freed = false;
    const struct http_response response = {.status = 200,
                                           .content_type = "text/plain",
                                           .body = body,
                                           .body_size = size,
                                           .body_free = edge_free_body};
    http_respond(edge.server, ref, &response);
}

static void edge_answer_echo(http_ref ref, const struct http_request *request)
{
    static char text[CASE_BYTES_MAX];
    int used = snprintf(text, sizeof text, "%.*s %.*s %zu", (int)request->method_name.size,
                        request->method_name.data, (int)request->target.size, request->target.data,
                        request->body.size);
    size_t size = (size_t)used;
    if (request->body.size > 0) {
        text[size++] = ' ';
        memcpy(text + size, request->body.data, request->body.size);
        size += request->body.size;
    }
    const struct http_response response = {.status = 200,
                                           .content_type = "text/plain",
                                           .body = text,
                                           .body_size = size,
                                           .close = edge_path_is(request, "/close")};
    http_respond(edge.server, ref, &response);
}

static void edge_answer_sum(http_ref ref, struct http_text body)
{
    char text[80];
    unsigned long sum = 0;
    for (size_t i = 0; i < body.size; i++)
        sum += (unsigned char)body.data[i];
    int size = snprintf(text, sizeof text, "size %zu sum %lu.", body.size, sum);
    const struct http_response response = {
        .status = 200, .content_type = "text/plain", .body = text, .body_size = (size_t)size};
    http_respond(edge.server, ref, &response);
}

static void on_edge_request(void *context, http_ref ref, const struct http_request *request)
{
    (void)context;
    if (edge_path_is(request, "/late"))
        edge.refs[edge.ref_count++ % REFS_MAX] = ref;
    else if (edge_path_is(request, "/big"))
        edge_answer_big(ref, strtoul(request->query.data, NULL, 10));
    else if (edge_path_is(request, "/sum"))
        edge_answer_sum(ref, request->body);
    else
        edge_answer_echo(ref, request);
}

static void on_edge_gone(void *context, http_ref ref)
{
    (void)context;
    edge.gone[edge.gone_count++ % REFS_MAX] = ref;
}

static void on_edge_fault(void *context, enum problem_code code, struct http_response *response)
{
    (void)context;
    edge.fault = code;
    response->content_type = "text/plain";
    response->body = problem_slug(code);
    response->body_size = strlen(response->body);
}

static inline void on_edge_drained(void *context)
{
    (void)context;
    edge.drained++;
}

static const struct http_callbacks edge_callbacks = {on_edge_head, on_edge_request, on_edge_gone,
                                                     on_edge_fault, NULL};

static void edge_start_tls(const struct http_limits *limits, struct ssl_ctx_st *tls)
{
    struct problem problem = PROBLEM_INIT;
    socklen_t size = sizeof edge.address;
    memset(&edge, 0, sizeof edge);
    signal(SIGPIPE, SIG_IGN);
    edge.base = event_base_new();
    edge.address.sin_family = AF_INET;
    edge.address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    edge.listening = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    assert_int_equal(bind(edge.listening, (const void *)&edge.address, size), 0);
    assert_int_equal(getsockname(edge.listening, (void *)&edge.address, &size), 0);
    assert_int_equal(listen(edge.listening, 1024), 0);
    assert_int_equal(http_server_new(&edge.server, edge.base, limits, &edge_callbacks, &problem),
                     0);
    assert_int_equal(http_server_listen(edge.server, edge.listening, tls, &problem), 0);
}

static inline void edge_start(const struct http_limits *limits)
{
    edge_start_tls(limits, NULL);
}

static void edge_stop(void)
{
    http_server_free(edge.server);
    event_base_free(edge.base);
    close(edge.listening);
}

static int64_t edge_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void edge_turn(void)
{
    event_base_loop(edge.base, EVLOOP_NONBLOCK);
}

/* Turns the loop until the condition holds; fails after five seconds. */
#define EDGE_UNTIL(condition)                                                                      \
    do {                                                                                           \
        int64_t edge_deadline = edge_now() + WAIT_MS;                                              \
        while (!(condition)) {                                                                     \
            if (edge_now() > edge_deadline)                                                        \
                fail_msg("not within %d ms: %s", WAIT_MS, #condition);                             \
            edge_turn();                                                                           \
        }                                                                                          \
    } while (0)

static struct http_stats edge_stats(void)
{
    struct http_stats stats;
    http_server_stats(edge.server, &stats);
    return stats;
}

/* A client socket that leaves no TIME_WAIT behind. */
static int edge_connect(void)
{
    const struct linger reset = {1, 0};
    int on = 1;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(connect(fd, (const void *)&edge.address, sizeof edge.address), 0);
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    fcntl(fd, F_SETFL, O_NONBLOCK);
    return fd;
}

/* What a client has read, and whether the server has ended the connection. */
struct edge_client {
    int fd;
    char *data;
    size_t size;
    bool ended;
};

static struct edge_client edge_client_new(void)
{
    return (struct edge_client){.fd = edge_connect(), .data = malloc(ANSWER_MAX + 1)};
}

static void edge_client_free(struct edge_client *client)
{
    close(client->fd);
    free(client->data);
}

static void edge_client_send(struct edge_client *client, const char *data, size_t size)
{
    while (size > 0 && !client->ended) {
        ssize_t sent = send(client->fd, data, size, MSG_NOSIGNAL);
        if (sent < 0 && errno != EAGAIN)
            return;
        edge_turn();
        data += sent > 0 ? sent : 0;
        size -= sent > 0 ? (size_t)sent : 0;
    }
}

static inline void edge_client_say(struct edge_client *client, const char *text)
{
    edge_client_send(client, text, strlen(text));
}

static bool edge_client_read(struct edge_client *client)
{
    ssize_t count = recv(client->fd, client->data + client->size, ANSWER_MAX - client->size, 0);
    if (count > 0)
        client->size += (size_t)count;
    client->ended |= count == 0 || (count < 0 && errno != EAGAIN);
    client->data[client->size] = '\0';
    return count > 0;
}

/* Has all of `text` arrived? */
static inline bool edge_client_has(struct edge_client *client, const char *text)
{
    edge_client_read(client);
    return strstr(client->data, text) != NULL;
}

static inline bool edge_client_ended(struct edge_client *client)
{
    edge_client_read(client);
    return client->ended;
}

#endif
