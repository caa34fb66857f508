/* stream.c - recv and sendmsg, or OpenSSL on the same non-blocking socket. */
#include "stream.h"

#include <errno.h>
#include <limits.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { RECORD_SIZE = 16384 };

int http_stream_open(struct http_stream *stream, int fd, SSL_CTX *tls)
{
    *stream = (struct http_stream){.fd = fd};
    if (tls == NULL)
        return 0;
    stream->ssl = SSL_new(tls);
    if (stream->ssl == NULL || SSL_set_fd(stream->ssl, fd) != 1) {
        http_stream_close(stream);
        return -1;
    }
    SSL_set_accept_state(stream->ssl);
    return 0;
}

static ssize_t system_result(ssize_t count)
{
    if (count >= 0)
        return count;
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ? HTTP_STREAM_AGAIN
                                                                     : HTTP_STREAM_BROKEN;
}

/* What a call to OpenSSL that did not succeed means. */
static int tls_result(struct http_stream *stream, int result)
{
    int why = SSL_get_error(stream->ssl, result);
    if (why == SSL_ERROR_WANT_WRITE)
        stream->wants_write = true;
    if (why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE)
        return HTTP_STREAM_AGAIN;
    return why == SSL_ERROR_ZERO_RETURN ? HTTP_STREAM_ENDED : HTTP_STREAM_BROKEN;
}

int http_stream_handshake(struct http_stream *stream)
{
    ERR_clear_error();
    stream->wants_write = false;
    int result = SSL_do_handshake(stream->ssl);
    if (result == 1)
        return 0;
    return tls_result(stream, result) == HTTP_STREAM_AGAIN ? HTTP_STREAM_AGAIN : HTTP_STREAM_BROKEN;
}

ssize_t http_stream_read(struct http_stream *stream, char *data, size_t room)
{
    if (stream->ssl == NULL)
        return system_result(recv(stream->fd, data, room, 0));
    ERR_clear_error();
    stream->wants_write = false;
    int count = SSL_read(stream->ssl, data, room < INT_MAX ? (int)room : INT_MAX);
    return count > 0 ? count : tls_result(stream, count);
}

/* One record takes it all where it can: a head and a short body leave as one. */
static ssize_t tls_write(struct http_stream *stream, const struct iovec *parts, int count)
{
    char record[RECORD_SIZE];
    const char *data = parts[0].iov_base;
    size_t size = parts[0].iov_len;
    if (count > 1 && size < sizeof record) {
        size = 0;
        for (int i = 0; i < count && size < sizeof record; i++) {
            size_t room = sizeof record - size;
            size_t part = parts[i].iov_len < room ? parts[i].iov_len : room;
            memcpy(record + size, parts[i].iov_base, part);
            size += part;
        }
        data = record;
    }
    ERR_clear_error();
    int written = SSL_write(stream->ssl, data, size < INT_MAX ? (int)size : INT_MAX);
    if (written > 0)
        return written;
    int why = SSL_get_error(stream->ssl, written);
    return why == SSL_ERROR_WANT_WRITE ? HTTP_STREAM_AGAIN : HTTP_STREAM_BROKEN;
}

ssize_t http_stream_write(struct http_stream *stream, const struct iovec *parts, int count)
{
    if (stream->ssl != NULL)
        return tls_write(stream, parts, count);
    struct iovec copy[8];
    if (count > 8)
        count = 8;
    memcpy(copy, parts, (size_t)count * sizeof *parts);
    struct msghdr message = {.msg_iov = copy, .msg_iovlen = (size_t)count};
    return system_result(sendmsg(stream->fd, &message, MSG_NOSIGNAL));
}

bool http_stream_pending(const struct http_stream *stream)
{
    return stream->ssl != NULL && SSL_pending(stream->ssl) > 0;
}

void http_stream_finish(struct http_stream *stream)
{
    if (stream->ssl != NULL && SSL_is_init_finished(stream->ssl)) {
        ERR_clear_error();
        SSL_shutdown(stream->ssl);
    }
    shutdown(stream->fd, SHUT_WR);
}

ssize_t http_stream_discard(struct http_stream *stream)
{
    char waste[RECORD_SIZE];
    return system_result(recv(stream->fd, waste, sizeof waste, 0));
}

void http_stream_close(struct http_stream *stream)
{
    SSL_free(stream->ssl);
    stream->ssl = NULL;
    if (stream->fd >= 0)
        close(stream->fd);
    stream->fd = -1;
}
