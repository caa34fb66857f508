/* output.c - one writev for an answer; what the socket does not take waits in a list of chunks. */
#include "edge.h"

#include <stdlib.h>
#include <string.h>

enum { PARTS_AT_ONCE = 8 };

static void chunk_free(struct http_chunk *chunk)
{
    if (chunk->release != NULL)
        chunk->release(chunk->data);
    free(chunk);
}

/* The time a peer may take to read what waits for it: as much as it would have to send it. */
static void extend_deadline(struct http_connection *connection, size_t size)
{
    const struct http_limits *limits = &connection->server->limits;
    if (connection->deadline_out == 0)
        connection->deadline_out = http_now() + limits->body_ms;
    if (limits->body_rate > 0)
        connection->deadline_out += (int64_t)(size * 1000 / limits->body_rate);
}

static void queue(struct http_connection *connection, struct http_chunk *chunk)
{
    *connection->last = chunk;
    connection->last = &chunk->next;
    connection->unsent += chunk->size - chunk->sent;
    extend_deadline(connection, chunk->size - chunk->sent);
}

/* Room for `size` bytes behind the chunk, or none when the data is moved in. */
static struct http_chunk *chunk_new(size_t size)
{
    struct http_chunk *chunk = malloc(sizeof *chunk + size);
    if (chunk != NULL)
        *chunk = (struct http_chunk){.data = (char *)(chunk + 1)};
    return chunk;
}

/* Copies what is left of `count` parts after `sent` bytes of them. */
static int queue_copy(struct http_connection *connection, const struct iovec *parts, int count,
                      size_t sent)
{
    size_t size = 0;
    for (int i = 0; i < count; i++)
        size += parts[i].iov_len;
    if (size <= sent)
        return 0;
    struct http_chunk *chunk = chunk_new(size - sent);
    if (chunk == NULL)
        return -1;
    for (int i = 0; i < count; i++) {
        size_t past = sent < parts[i].iov_len ? sent : parts[i].iov_len;
        memcpy(chunk->data + chunk->size, (const char *)parts[i].iov_base + past,
               parts[i].iov_len - past);
        chunk->size += parts[i].iov_len - past;
        sent -= past;
    }
    queue(connection, chunk);
    return 0;
}

static ssize_t send_parts(struct http_connection *connection, const struct iovec *parts, int count)
{
    if (connection->unsent > 0)
        return 0;
    ssize_t sent = http_stream_write(&connection->stream, parts, count);
    if (sent == HTTP_STREAM_AGAIN)
        return 0;
    if (sent > 0)
        connection->server->stats.bytes_out += (uint64_t)sent;
    return sent;
}

static int queue_moved(struct http_connection *connection, const struct iovec *body, size_t sent,
                       void (*release)(void *))
{
    struct http_chunk *chunk = chunk_new(0);
    if (chunk == NULL)
        return -1;
    chunk->data = body->iov_base;
    chunk->size = body->iov_len;
    chunk->sent = sent;
    chunk->release = release;
    queue(connection, chunk);
    return 0;
}

void http_output_drop(const struct http_response *response)
{
    union {
        const char *in;
        void *out;
    } body = {response->body};
    if (response->body_free != NULL)
        response->body_free(body.out);
}

/* Queues what `sent` bytes have left over. Sets *moved when the body is the queue's now. */
static int queue_rest(struct http_connection *connection, const struct http_parts *parts,
                      size_t sent, const struct http_response *response, bool *moved)
{
    int heads = parts->count - (parts->with_body ? 1 : 0);
    size_t head_size = 0;
    for (int i = 0; i < heads; i++)
        head_size += parts->part[i].iov_len;
    if (queue_copy(connection, parts->part, heads, sent < head_size ? sent : head_size) != 0)
        return -1;
    if (!parts->with_body)
        return 0;
    const struct iovec *body = &parts->part[heads];
    size_t body_sent = sent > head_size ? sent - head_size : 0;
    if (body_sent == body->iov_len)
        return 0;
    if (response->body_free == NULL)
        return queue_copy(connection, body, 1, body_sent);
    if (queue_moved(connection, body, body_sent, response->body_free) != 0)
        return -1;
    *moved = true;
    return 0;
}

int http_output_response(struct http_connection *connection, const struct http_response *response,
                         bool head_only)
{
    struct http_parts parts;
    bool moved = false;
    http_response_parts(&parts, response, http_clock_date(&connection->server->clock), head_only);
    ssize_t sent = send_parts(connection, parts.part, parts.count);
    int result = sent < 0 ? -1 : queue_rest(connection, &parts, (size_t)sent, response, &moved);
    if (!moved)
        http_output_drop(response);
    return result;
}

int http_output_text(struct http_connection *connection, const char *text)
{
    union {
        const char *in;
        void *out;
    } base = {text};
    const struct iovec part = {base.out, strlen(text)};
    ssize_t sent = send_parts(connection, &part, 1);
    return sent < 0 ? -1 : queue_copy(connection, &part, 1, (size_t)sent);
}

/* Takes `sent` bytes off the front of the queue. */
static void take_off(struct http_connection *connection, size_t sent)
{
    connection->unsent -= sent;
    while (connection->first != NULL) {
        struct http_chunk *chunk = connection->first;
        size_t left = chunk->size - chunk->sent;
        if (sent < left) {
            chunk->sent += sent;
            return;
        }
        sent -= left;
        connection->first = chunk->next;
        if (connection->first == NULL)
            connection->last = &connection->first;
        chunk_free(chunk);
    }
}

int http_output_flush(struct http_connection *connection)
{
    while (connection->unsent > 0) {
        struct iovec parts[PARTS_AT_ONCE];
        int count = 0;
        for (struct http_chunk *chunk = connection->first; chunk != NULL && count < PARTS_AT_ONCE;
             chunk = chunk->next)
            parts[count++] = (struct iovec){chunk->data + chunk->sent, chunk->size - chunk->sent};
        ssize_t sent = http_stream_write(&connection->stream, parts, count);
        if (sent == HTTP_STREAM_AGAIN)
            return 0;
        if (sent < 0)
            return -1;
        connection->server->stats.bytes_out += (uint64_t)sent;
        take_off(connection, (size_t)sent);
    }
    connection->deadline_out = 0;
    return 0;
}

void http_output_clear(struct http_connection *connection)
{
    take_off(connection, connection->unsent);
    connection->deadline_out = 0;
}
