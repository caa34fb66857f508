/* parser.h - bytes to a request (RFC 9112): pure, incremental, and strict.
 *
 * Whatever two readers could frame differently is refused. What comes out depends on the bytes
 * alone, never on how they were cut into reads: every state looks at the bytes in order and at no
 * more of them than its limit allows. The parser does no I/O and allocates nothing; places in the
 * input are kept as offsets, so that the buffer may move between two calls. */
#ifndef STEER_SERVER_HTTP_PARSER_H
#define STEER_SERVER_HTTP_PARSER_H

#include "http.h"

enum http_progress {
    HTTP_PROGRESS_MORE,     /* all bytes are used up: needs more */
    HTTP_PROGRESS_HEAD,     /* the head is complete and a body follows: set the limit, run again */
    HTTP_PROGRESS_COMPLETE, /* the request is complete; the next one begins at parser.at */
    HTTP_PROGRESS_FAULT,    /* parser.fault and parser.why say which; nothing after it is read */
    HTTP_PROGRESS_NEXT      /* within the parser only: go on with the next state */
};

/* Fields the parser itself knows: it frames by them, or lets them occur only once. */
enum http_known {
    HTTP_KNOWN_HOST,
    HTTP_KNOWN_CONTENT_LENGTH,
    HTTP_KNOWN_TRANSFER_ENCODING,
    HTTP_KNOWN_EXPECT,
    HTTP_KNOWN_AUTHORIZATION,
    HTTP_KNOWN_CONTENT_TYPE,
    HTTP_KNOWN_IF_MATCH,
    HTTP_KNOWN_IF_NONE_MATCH,
    HTTP_KNOWN_IDEMPOTENCY_KEY,
    HTTP_KNOWN_X_REQUEST_ID,
    HTTP_KNOWN_TRACEPARENT,
    HTTP_KNOWN_COUNT,
    HTTP_KNOWN_CONNECTION = HTTP_KNOWN_COUNT, /* may be repeated */
    HTTP_KNOWN_NONE
};

struct http_span {
    uint32_t at;
    uint32_t size;
};

struct http_span_field {
    struct http_span name;
    struct http_span value;
};

struct http_parser;
typedef enum http_progress (*http_state)(struct http_parser *parser, char *data, size_t size);

struct http_parser {
    /* For whoever drives it. */
    size_t at; /* the next byte to read */
    enum problem_code fault;
    const char *why;           /* of the fault, for the log and for tests */
    size_t body_limit;         /* to be set at HTTP_PROGRESS_HEAD; limits->body until then */
    uint64_t content_length;   /* 0 when absent or chunked */
    size_t body_at, body_size; /* decoded body received so far */
    enum http_method method;
    bool close;           /* nothing may follow this request on its connection */
    bool chunked;         /* the body comes in chunks */
    bool expect_continue; /* the peer waits for 100 (Continue) */
    bool begun;           /* a byte of the request line has come */

    /* The parser's own. */
    const struct http_limits *limits;
    http_state state;
    bool secure; /* the connection is under TLS */
    bool http_1_0;
    bool trailers;         /* the field lines read now follow the last chunk */
    size_t start;          /* of the request line */
    size_t mark;           /* of the element being read */
    size_t section_at;     /* of the field lines being read */
    unsigned digits;       /* of a chunk's size */
    size_t chunk_left;     /* bytes of the chunk that have not come */
    size_t extension_size; /* of all chunk extensions together */
    struct http_span method_name, target, version, host;
    struct http_span path, query;
    struct http_span_field line; /* the field line being read */
    unsigned line_count;         /* trailers included */
    unsigned field_count;
    uint8_t known[HTTP_KNOWN_COUNT]; /* 1 + its index in fields, 0 when absent */
    struct http_span_field fields[HTTP_FIELDS_MAX];
};

/* Gets ready for a request; `limits` is borrowed. */
void http_parser_start(struct http_parser *parser, const struct http_limits *limits, bool secure);

/* Reads on. `data` holds all bytes from the beginning of the request on, `size` of them; those of a
 * chunked body are moved together in place. */
enum http_progress http_parser_run(struct http_parser *parser, char *data, size_t size);

/* Decoding chunks leaves a gap behind the body: moves what follows down over it where that is safe.
 * Returns the new size of the input. */
size_t http_parser_compact(struct http_parser *parser, char *data, size_t size);

/* The request as it stands, pointing into `data`. */
void http_parser_request(const struct http_parser *parser, const char *data,
                         struct http_request *out);

/* Ends in HTTP_PROGRESS_FAULT. */
enum http_progress http_parser_fault(struct http_parser *parser, enum problem_code code,
                                     const char *why);

#endif
