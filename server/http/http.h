/* http.h - all that the rest of the server sees of the HTTP edge (RFC 9110, RFC 9112).
 *
 * An exchange in flight is named by an http_ref (slot and generation), never by pointer: a late
 * answer to a connection that has gone is dropped by http_respond(). One request of a connection is
 * in flight at a time; pipelined bytes wait.
 *
 * Everything is called from the loop of `base`, nothing blocks, and http_respond() never calls
 * back: it is safe within on_request and from any other event. The process must ignore SIGPIPE. */
#ifndef STEER_SERVER_HTTP_H
#define STEER_SERVER_HTTP_H

#include "problem.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct event_base;
struct ssl_ctx_st;
struct http_server;

typedef uint64_t http_ref; /* 0 names none */

enum http_method {
    HTTP_GET,
    HTTP_HEAD,
    HTTP_POST,
    HTTP_PUT,
    HTTP_PATCH,
    HTTP_DELETE,
    HTTP_OPTIONS,
    HTTP_METHOD_OTHER
};

enum { HTTP_FIELDS_MAX = 64 };

struct http_text {
    const char *data; /* not NUL-terminated */
    size_t size;
};

struct http_field {
    struct http_text name;  /* as sent; compare without case */
    struct http_text value; /* surrounding white space removed */
};

/* A complete request. It and everything it points to stays until http_respond(), or until on_gone
 * returns. */
struct http_request {
    enum http_method method;
    struct http_text method_name;
    struct http_text target;
    struct http_text path;  /* still percent-encoded; begins with '/', or is "*" of OPTIONS */
    struct http_text query; /* after '?', still encoded; size 0 when none */
    struct http_text host;  /* with its port when one was sent; size 0 in HTTP/1.0 without Host */
    struct http_field fields[HTTP_FIELDS_MAX];
    unsigned field_count;
    struct http_text body;
    const char *peer; /* "127.0.0.1" or "unix" */
    bool tls;
};

/* The value of a field that occurs once; size 0 and data NULL when absent. More than one occurrence
 * of a field that must be single is refused by the parser (Host, Content-Length, Authorization,
 * Content-Type, If-Match, If-None-Match, Idempotency-Key, X-Request-Id, traceparent). */
struct http_text http_field(const struct http_request *request, const char *name);

struct http_response {
    int status;
    const char *content_type; /* NULL: no body */
    const char *body;         /* copied (or moved, see body_free) */
    size_t body_size;
    void (*body_free)(void *); /* when set, the body is moved and freed with it, in any case */
    const char *headers;       /* ready lines "Name: value\r\n"..., or NULL; copied */
    bool close;
};

struct http_limits {
    size_t request_line;   /* 8 KiB  -> 414 */
    size_t headers;        /* 16 KiB -> 431, and 64 fields */
    size_t body;           /* 256 KiB -> 413, unless on_head allows more */
    unsigned headers_ms;   /* 10 s total -> 408 */
    unsigned body_ms;      /* 10 s + size at body_rate -> 408 */
    unsigned body_rate;    /* bytes per second: 16 KiB */
    unsigned idle_ms;      /* 30 s keep-alive: silent close */
    unsigned handshake_ms; /* 5 s TLS */
    unsigned connections;  /* lowered to RLIMIT_NOFILE - 64; beyond: 503 and close, or close */
    unsigned per_address;  /* IPv4 address, or IPv6 /64; 0: no cap; not for Unix sockets */
    size_t output_high;    /* 64 KiB unsent: stop reading. Who does not read is closed after
                              body_ms + what is unsent at body_rate */
};

struct http_stats {
    uint64_t accepted;
    uint64_t refused; /* at a cap */
    uint64_t open;
    uint64_t requests; /* handed to on_request */
    uint64_t answered; /* responses begun for them */
    uint64_t gone;     /* peers that left first */
    uint64_t faults;   /* framing faults and time-outs answered by the edge itself */
    uint64_t bytes_in;
    uint64_t bytes_out;
};

struct http_callbacks {
    /* The head is complete and a body may follow: return the body limit for it (bytes). */
    size_t (*on_head)(void *context, const struct http_request *head);
    /* Exactly one of http_respond() by the callee or on_gone by the edge ends it. */
    void (*on_request)(void *context, http_ref ref, const struct http_request *request);
    /* The peer left before it was answered (it closed, or ended its half of the connection, which
     * looks the same): forget `ref` and everything that points into the request. */
    void (*on_gone)(void *context, http_ref ref);
    /* The edge itself refuses (400, 408, 413, 414, 417->400, 431, 501, 503, 505, 421): fill a body
     * for it. Strings in *response must stay valid until the callback's next call. */
    void (*on_fault)(void *context, enum problem_code code, struct http_response *response);
    void *context;
};

int http_server_new(struct http_server **out, struct event_base *base,
                    const struct http_limits *limits, const struct http_callbacks *callbacks,
                    struct problem *problem) __attribute__((warn_unused_result));
/* Accepts from a bound, listening, non-blocking socket. `tls` may be NULL; it is borrowed and may
 * be replaced with http_server_tls(). The descriptor stays the caller's. */
int http_server_listen(struct http_server *server, int descriptor, struct ssl_ctx_st *tls,
                       struct problem *problem) __attribute__((warn_unused_result));
/* Connections accepted from now on use `tls` (certificate reload). */
void http_server_tls(struct http_server *server, struct ssl_ctx_st *tls);
/* Ends the exchange. True when it went to a live connection, false when the peer has gone. */
bool http_respond(struct http_server *server, http_ref ref, const struct http_response *response);
/* Stops accepting; idle connections close now, busy ones after their answer (within headers_ms and
 * the time of the body at most); on_drained is posted to the loop once when none is left. */
void http_server_drain(struct http_server *server, void (*on_drained)(void *), void *context);
void http_server_stats(const struct http_server *server, struct http_stats *out);
void http_server_free(struct http_server *server);

/* The reason phrase of a status this API uses. */
const char *http_reason(int status);

#endif
