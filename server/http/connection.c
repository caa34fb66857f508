/* connection.c - the life of a connection: its states, its deadlines, and how it ends. */
#include "edge.h"

#include <assert.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

int64_t http_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void react_dead(struct http_connection *connection)
{
    (void)connection;
}

void http_connection_become(struct http_connection *connection, enum connection_state next)
{
    static const struct {
        void (*react)(struct http_connection *connection);
        unsigned may_become;
    } states[] = {
        [CONNECTION_HANDSHAKE] = {http_react_handshake, 1u << CONNECTION_IDLE |
                                                            1u << CONNECTION_CLOSING |
                                                            1u << CONNECTION_DEAD},
        [CONNECTION_IDLE] = {http_react_request, 1u << CONNECTION_READING |
                                                     1u << CONNECTION_CLOSING |
                                                     1u << CONNECTION_DEAD},
        [CONNECTION_READING] = {http_react_request, 1u << CONNECTION_WAITING |
                                                        1u << CONNECTION_CLOSING |
                                                        1u << CONNECTION_DEAD},
        [CONNECTION_WAITING] = {http_react_waiting, 1u << CONNECTION_IDLE | 1u << CONNECTION_DEAD},
        [CONNECTION_CLOSING] = {http_react_closing, 1u << CONNECTION_DEAD},
        [CONNECTION_DEAD] = {react_dead, 0},
    };
    assert((states[connection->state].may_become & 1u << next) != 0);
    connection->state = next;
    connection->react = states[next].react;
    connection->since = http_now();
}

static int64_t reading_deadline(const struct http_connection *connection)
{
    const struct http_limits *limits = &connection->server->limits;
    const struct http_parser *parser = &connection->work->parser;
    if (parser->body_at == 0)
        return connection->since + limits->headers_ms;
    uint64_t size = parser->content_length > 0 ? parser->content_length : parser->body_size;
    uint64_t allowance = limits->body_rate > 0 ? size * 1000 / limits->body_rate : 0;
    return connection->since + limits->body_ms + (int64_t)allowance;
}

static void set_deadline(struct http_connection *connection)
{
    const struct http_limits *limits = &connection->server->limits;
    switch (connection->state) {
    case CONNECTION_HANDSHAKE:
        connection->deadline_in = connection->since + limits->handshake_ms;
        break;
    case CONNECTION_IDLE:
        connection->deadline_in =
            http_input_waits(connection) ? 0 : connection->since + limits->idle_ms;
        break;
    case CONNECTION_READING:
        connection->deadline_in = reading_deadline(connection);
        break;
    case CONNECTION_WAITING: /* the callee has a deadline of its own */
        connection->deadline_in = connection->reading ? 0 : http_now() + HTTP_LOOK_MS;
        break;
    case CONNECTION_CLOSING: /* set by http_connection_end() and by what still arrives */
    case CONNECTION_DEAD:
        break;
    }
}

/* A timer that fires too early is set again then; so a request that comes and goes between two
 * idle times costs no timer at all. */
static void set_timer(struct http_connection *connection)
{
    int64_t next = connection->deadline_in;
    if (next == 0 || (connection->deadline_out != 0 && connection->deadline_out < next))
        next = connection->deadline_out;
    if (next == 0 || (connection->armed != 0 && connection->armed <= next))
        return;
    int64_t wait = next - http_now();
    if (wait < 1)
        wait = 1;
    struct timeval after = {wait / 1000, wait % 1000 * 1000};
    evtimer_add(&connection->timer, &after);
    connection->armed = next;
}

static bool wants_bytes(const struct http_connection *connection)
{
    switch (connection->state) {
    case CONNECTION_IDLE:
    case CONNECTION_READING:
        return connection->unsent <= connection->server->limits.output_high;
    case CONNECTION_WAITING: /* the request may not move now, so a full buffer stays full */
        return connection->work->size < connection->work->capacity;
    case CONNECTION_CLOSING:
        return !connection->ended;
    default:
        return true;
    }
}

static void set_reading(struct http_connection *connection)
{
    bool wanted = wants_bytes(connection);
    if (connection->reading == wanted)
        return;
    connection->reading = wanted;
    if (wanted)
        event_add(&connection->input, NULL);
    else
        event_del(&connection->input);
}

static void on_socket_input(evutil_socket_t fd, short what, void *context)
{
    struct http_connection *connection = context;
    (void)fd;
    (void)what;
    connection->react(connection);
}

static void set_writing(struct http_connection *connection)
{
    bool wanted = connection->unsent > 0 || connection->stream.wants_write;
    if (connection->writing == wanted)
        return;
    connection->writing = wanted;
    if (wanted)
        event_add(&connection->output, NULL);
    else
        event_del(&connection->output);
}

void http_connection_settle(struct http_connection *connection)
{
    if (connection->state == CONNECTION_DEAD)
        return;
    if (connection->state == CONNECTION_IDLE && !http_input_waits(connection)) {
        http_work_give(connection->server, connection->work);
        connection->work = NULL;
    }
    set_reading(connection);
    set_deadline(connection);
    set_writing(connection);
    set_timer(connection);
    if (connection->reading && connection->state != CONNECTION_CLOSING &&
        http_stream_pending(&connection->stream))
        event_active(&connection->input, EV_READ, 0);
}

static void on_socket_output(evutil_socket_t fd, short what, void *context)
{
    struct http_connection *connection = context;
    bool read_again = connection->stream.wants_write;
    (void)fd;
    (void)what;
    if (http_output_flush(connection) != 0) {
        http_connection_close(connection);
        return;
    }
    connection->stream.wants_write = false;
    if (connection->state == CONNECTION_CLOSING)
        http_connection_end(connection);
    else if (read_again)
        connection->react(connection);
    else
        http_input_advance(connection);
}

/* Is the other half of the connection closed, or all of it? An event for just that (EV_CLOSED)
 * would not do: libevent gives a reset connection out as readable and writable only, and spins. */
static bool has_left(const struct http_connection *connection)
{
    struct pollfd look = {.fd = connection->stream.fd, .events = POLLRDHUP};
    return poll(&look, 1, 0) > 0;
}

static void on_timer(evutil_socket_t fd, short what, void *context)
{
    struct http_connection *connection = context;
    int64_t now = http_now();
    (void)fd;
    (void)what;
    connection->armed = 0;
    bool out = connection->deadline_out != 0 && now >= connection->deadline_out;
    bool in = connection->deadline_in != 0 && now >= connection->deadline_in;
    if (!out && !in)
        set_timer(connection);
    else if (!out && connection->state == CONNECTION_WAITING && !has_left(connection))
        http_connection_settle(connection);
    else if (!out && connection->state == CONNECTION_READING && connection->work->parser.begun)
        http_input_refuse(connection, PROBLEM_REQUEST_TIMEOUT);
    else
        http_connection_close(connection);
}

static int connection_new(struct http_connection **out, struct http_server *server, int fd,
                          struct ssl_ctx_st *tls)
{
    struct http_connection *connection = calloc(1, sizeof *connection);
    if (connection == NULL || http_slot_take(server, connection) != 0) {
        free(connection);
        close(fd);
        return -1;
    }
    if (http_stream_open(&connection->stream, fd, tls) != 0) {
        http_slot_give(server, connection->slot);
        free(connection);
        return -1;
    }
    connection->server = server;
    connection->state = tls != NULL ? CONNECTION_HANDSHAKE : CONNECTION_IDLE;
    connection->react = tls != NULL ? http_react_handshake : http_react_request;
    connection->since = http_now();
    connection->last = &connection->first;
    event_assign(&connection->input, server->base, fd, EV_READ | EV_PERSIST, on_socket_input,
                 connection);
    event_assign(&connection->output, server->base, fd, EV_WRITE | EV_PERSIST, on_socket_output,
                 connection);
    evtimer_assign(&connection->timer, server->base, on_timer, connection);
    server->stats.open++;
    *out = connection;
    return 0;
}

void http_connection_open(struct http_server *server, int fd, struct ssl_ctx_st *tls,
                          const struct sockaddr *from, struct http_address *address, bool surplus)
{
    struct http_connection *connection;
    if (connection_new(&connection, server, fd, tls) != 0) {
        http_address_leave(&server->addresses, address);
        return;
    }
    connection->address = address;
    connection->surplus = surplus;
    http_address_text(connection->peer, from);
    http_connection_settle(connection);
    if (!surplus)
        return;
    server->surplus++;
    http_input_refuse(connection, PROBLEM_DATABASE_BUSY);
}

void http_connection_answer(struct http_connection *connection,
                            const struct http_response *response)
{
    struct http_work *work = connection->work;
    struct http_response answer = *response;
    bool head_only = work->request.method == HTTP_HEAD;
    answer.close |= work->parser.close || connection->server->draining;
    http_connection_become(connection, CONNECTION_IDLE);
    work->start += work->parser.at;
    if (http_output_response(connection, &answer, head_only) != 0)
        http_connection_close(connection);
    else if (answer.close)
        http_connection_end(connection);
    else if (!connection->advancing) {
        http_connection_settle(connection);
        /* Not from here: the callee's stack may be deep, and what follows calls it again. */
        if (http_input_waits(connection))
            event_active(&connection->input, EV_READ, 0);
    }
}

void http_connection_end(struct http_connection *connection)
{
    if (connection->state != CONNECTION_CLOSING) {
        http_connection_become(connection, CONNECTION_CLOSING);
        connection->deadline_in = 0;
        http_work_give(connection->server, connection->work);
        connection->work = NULL;
    }
    if (connection->unsent == 0 && !connection->finished) {
        http_stream_finish(&connection->stream);
        connection->finished = true;
        connection->since = http_now();
        connection->deadline_in = connection->since + HTTP_LINGER_MS;
    }
    if (connection->finished && connection->ended)
        http_connection_close(connection);
    else
        http_connection_settle(connection);
}

void http_connection_drain(struct http_connection *connection)
{
    /* A request that has arrived and was not yet read is served. */
    if (connection->state == CONNECTION_IDLE)
        http_react_request(connection);
    if (connection->state == CONNECTION_IDLE && connection->unsent > 0)
        http_connection_end(connection);
    else if (connection->state == CONNECTION_IDLE || connection->state == CONNECTION_HANDSHAKE)
        http_connection_close(connection);
}

void http_connection_close(struct http_connection *connection)
{
    struct http_server *server = connection->server;
    bool waiting = connection->state == CONNECTION_WAITING;
    http_ref ref = (uint64_t)connection->generation << 32 | (connection->slot + 1);
    if (connection->state == CONNECTION_DEAD)
        return;
    http_connection_become(connection, CONNECTION_DEAD);
    event_del(&connection->input);
    event_del(&connection->output);
    event_del(&connection->timer);
    http_stream_close(&connection->stream);
    http_output_clear(connection);
    http_address_leave(&server->addresses, connection->address);
    http_slot_give(server, connection->slot);
    connection->next_dead = server->dead;
    server->dead = connection;
    server->stats.open--;
    server->surplus -= connection->surplus ? 1 : 0;
    event_active(server->reaper, EV_TIMEOUT, 0);
    if (server->draining && server->stats.open == 0)
        event_active(server->drained, EV_TIMEOUT, 0);
    if (waiting) {
        server->stats.gone++;
        server->callbacks.on_gone(server->callbacks.context, ref);
    }
    http_work_give(server, connection->work);
    connection->work = NULL;
}
