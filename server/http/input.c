/* input.c - what arrives on a connection, by what the connection is doing. */
#include "edge.h"

#include <stdlib.h>
#include <string.h>

enum { ROOM_MIN = 1024 };

/* A buffer twice as large, but no larger than a body of known size needs. */
static int grow(struct http_work *work)
{
    const struct http_parser *parser = &work->parser;
    size_t capacity = work->capacity * 2;
    size_t whole = parser->body_at + (size_t)parser->content_length + ROOM_MIN;
    if (parser->body_at > 0 && parser->content_length > 0 && whole < capacity && whole > work->size)
        capacity = whole;
    char *data = realloc(work->data == work->block ? NULL : work->data, capacity);
    if (data == NULL)
        return -1;
    if (work->data == work->block)
        memcpy(data, work->block, work->size);
    work->data = data;
    work->capacity = capacity;
    return 0;
}

/* Room to read into; what is in the buffer may move, since no request is with the callee. */
static int make_room(struct http_connection *connection)
{
    struct http_work *work = connection->work;
    if (work->capacity - work->size >= ROOM_MIN)
        return 0;
    if (work->start > 0) {
        work->size -= work->start;
        memmove(work->data, work->data + work->start, work->size);
        work->start = 0;
    }
    if (connection->state == CONNECTION_READING)
        work->size = http_parser_compact(&work->parser, work->data, work->size);
    return work->capacity - work->size >= ROOM_MIN ? 0 : grow(work);
}

static ssize_t read_more(struct http_connection *connection)
{
    struct http_work *work = connection->work;
    ssize_t count =
        http_stream_read(&connection->stream, work->data + work->size, work->capacity - work->size);
    if (count > 0) {
        work->size += (size_t)count;
        connection->server->stats.bytes_in += (uint64_t)count;
    }
    return count;
}

static ssize_t fill(struct http_connection *connection)
{
    if (connection->work == NULL)
        connection->work = http_work_take(connection->server);
    if (connection->work == NULL || make_room(connection) != 0)
        return HTTP_STREAM_BROKEN;
    return read_more(connection);
}

/* The head is there: how large may the body be, and does the peer wait to be asked for it? */
static bool begin_body(struct http_connection *connection)
{
    const struct http_callbacks *callbacks = &connection->server->callbacks;
    struct http_work *work = connection->work;
    http_parser_request(&work->parser, work->data + work->start, &work->request);
    work->request.peer = connection->peer;
    work->parser.body_limit = callbacks->on_head(callbacks->context, &work->request);
    connection->since = http_now();
    if (!work->parser.expect_continue || work->parser.content_length > work->parser.body_limit)
        return true;
    if (http_output_text(connection, "HTTP/1.1 100 Continue\r\n\r\n") == 0)
        return true;
    http_connection_close(connection);
    return false;
}

static void hand_over(struct http_connection *connection)
{
    struct http_server *server = connection->server;
    struct http_work *work = connection->work;
    http_parser_request(&work->parser, work->data + work->start, &work->request);
    work->request.peer = connection->peer;
    http_connection_become(connection, CONNECTION_WAITING);
    connection->generation = ++server->slots[connection->slot].generation;
    server->stats.requests++;
    http_ref ref = (uint64_t)connection->generation << 32 | (connection->slot + 1);
    server->callbacks.on_request(server->callbacks.context, ref, &work->request);
}

/* One step of the parser; false when there is no going on for now. */
static bool step(struct http_connection *connection)
{
    struct http_work *work = connection->work;
    if ((connection->state != CONNECTION_IDLE && connection->state != CONNECTION_READING) ||
        !http_input_waits(connection) ||
        connection->unsent > connection->server->limits.output_high)
        return false;
    if (connection->state == CONNECTION_IDLE) {
        http_parser_start(&work->parser, &connection->server->limits,
                          connection->stream.ssl != NULL);
        http_connection_become(connection, CONNECTION_READING);
    }
    switch (http_parser_run(&work->parser, work->data + work->start, work->size - work->start)) {
    case HTTP_PROGRESS_HEAD:
        return begin_body(connection);
    case HTTP_PROGRESS_COMPLETE:
        hand_over(connection);
        return true;
    case HTTP_PROGRESS_FAULT:
        http_input_refuse(connection, work->parser.fault);
        return false;
    default:
        return false;
    }
}

void http_input_advance(struct http_connection *connection)
{
    connection->advancing = true;
    while (step(connection))
        ;
    connection->advancing = false;
    http_connection_settle(connection);
}

void http_input_refuse(struct http_connection *connection, enum problem_code code)
{
    struct http_server *server = connection->server;
    struct http_response response = {.status = problem_status(code)};
    bool head_only =
        connection->state == CONNECTION_READING && connection->work->parser.method == HTTP_HEAD;
    if (!connection->surplus)
        server->stats.faults++;
    server->callbacks.on_fault(server->callbacks.context, code, &response);
    response.close = true;
    if (http_output_response(connection, &response, head_only) != 0)
        http_connection_close(connection);
    else
        http_connection_end(connection);
}

void http_react_handshake(struct http_connection *connection)
{
    int result = http_stream_handshake(&connection->stream);
    if (result == HTTP_STREAM_AGAIN) {
        http_connection_settle(connection);
    } else if (result != 0) {
        http_connection_end(connection); /* the peer is to see the alert */
    } else {
        http_connection_become(connection, CONNECTION_IDLE);
        http_react_request(connection);
    }
}

void http_react_request(struct http_connection *connection)
{
    bool waits = connection->state == CONNECTION_IDLE && http_input_waits(connection);
    ssize_t count = waits ? 1 : fill(connection);
    if (count > 0) {
        http_input_advance(connection);
    } else if (count == HTTP_STREAM_AGAIN) {
        http_connection_settle(connection);
    } else if (count == HTTP_STREAM_ENDED && connection->unsent > 0) {
        connection->ended = true; /* it may still read what it is owed */
        http_connection_end(connection);
    } else {
        http_connection_close(connection);
    }
}

/* A request is with the callee: bytes of the next one wait in what room there is. The end of the
 * peer's bytes counts as its leaving: a peer that has closed looks the same. */
void http_react_waiting(struct http_connection *connection)
{
    ssize_t count = HTTP_STREAM_AGAIN;
    if (connection->work->size < connection->work->capacity)
        count = read_more(connection);
    if (count > 0 || count == HTTP_STREAM_AGAIN)
        http_connection_settle(connection);
    else
        http_connection_close(connection);
}

/* Closing a socket with unread bytes makes the kernel reset it, and the peer lose the answer: so
 * what still comes is read and dropped for a while (RFC 9112 section 9.6). */
void http_react_closing(struct http_connection *connection)
{
    ssize_t count = http_stream_discard(&connection->stream);
    if (count == HTTP_STREAM_BROKEN || (count == HTTP_STREAM_ENDED && connection->finished)) {
        http_connection_close(connection);
        return;
    }
    connection->ended = count == HTTP_STREAM_ENDED;
    if (count > 0 && connection->finished) {
        int64_t next = http_now() + HTTP_LINGER_MS;
        int64_t last = connection->since + HTTP_LINGER_ALL_MS;
        connection->deadline_in = next < last ? next : last;
    }
    http_connection_settle(connection);
}
