/* stream.h - bytes of one connection, plain or under TLS, without ever blocking. */
#ifndef STEER_SERVER_HTTP_STREAM_H
#define STEER_SERVER_HTTP_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <sys/uio.h>

struct ssl_ctx_st;
struct ssl_st;

enum { HTTP_STREAM_ENDED = 0, HTTP_STREAM_AGAIN = -1, HTTP_STREAM_BROKEN = -2 };

struct http_stream {
    int fd;             /* owned */
    struct ssl_st *ssl; /* owned; NULL when plain */
    bool wants_write;   /* reading cannot go on before the socket can be written to */
};

/* Takes the descriptor in any case; `tls` may be NULL. */
int http_stream_open(struct http_stream *stream, int fd, struct ssl_ctx_st *tls);
/* 0 when the handshake is done, else HTTP_STREAM_AGAIN or _BROKEN. */
int http_stream_handshake(struct http_stream *stream);
/* Bytes read or written, or HTTP_STREAM_… */
ssize_t http_stream_read(struct http_stream *stream, char *data, size_t room);
ssize_t http_stream_write(struct http_stream *stream, const struct iovec *parts, int count);
/* Bytes have been taken from the socket that no event will tell of. */
bool http_stream_pending(const struct http_stream *stream);
/* Nothing more is sent: the peer sees the end after what it was sent. */
void http_stream_finish(struct http_stream *stream);
/* Reads what is of no interest any more; as http_stream_read(). */
ssize_t http_stream_discard(struct http_stream *stream);
void http_stream_close(struct http_stream *stream);

#endif
