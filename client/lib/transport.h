/* transport.h - one HTTP exchange, once: no token, no repeating, no meaning. */
#ifndef STEER_LIB_TRANSPORT_H
#define STEER_LIB_TRANSPORT_H

#include "answer.h"

struct transport;

enum transport_outcome {
    TRANSPORT_ANSWERED,
    TRANSPORT_NOT_SENT,    /* the server cannot have seen the request */
    TRANSPORT_LOST,        /* it may have acted */
    TRANSPORT_TIMED_OUT,   /* it may have acted */
    TRANSPORT_NOT_TRUSTED, /* certificate, or the file of authorities */
    TRANSPORT_GARBAGE,     /* no HTTP, or too much of it */
    TRANSPORT_CANCELLED,
    TRANSPORT_NO_MEMORY
};

struct transport_call {
    const char *method;
    const char *url;
    const struct buffer *fields; /* lines "Name: value", each with its NUL; `count` of them */
    size_t field_count;
    const char *body; /* NULL: none */
    size_t body_length;
    const char *user; /* HTTP Basic; NULL: none */
    const char *password;
    const char *ca_file; /* NULL: the system's */
    long timeout_ms;
    bool fresh;    /* on a connection of its own */
    bool loopback; /* never through a proxy */
    int (*cancelled)(void *context);
    void *context;
};

struct transport_reply {
    enum transport_outcome outcome;
    long retry_after; /* seconds; 0: the answer has no such field */
    char reason[256]; /* for people, in English: what the library below says; "" */
};

int transport_new(struct transport **out); /* 0, or -1: no memory */
void transport_free(struct transport *transport);

/* Sends it. `answer` is filled when the outcome is TRANSPORT_ANSWERED, whatever its status. */
void transport_send(struct transport_reply *reply, steer_answer *answer,
                    struct transport *transport, const struct transport_call *call);

/* Where a server is. */
struct origin {
    char *url; /* scheme, host, port and prefix, without a slash at the end */
    char *host;
    char *prefix; /* "" or "/steer" */
    bool secure;
    bool loopback;
};
int origin_parse(struct origin *out, const char *url); /* STEER_DONE, STEER_USAGE, STEER_FAILED */
/* The path and query of an address of the same origin, in `url` which may be relative; NULL when it
 * is another's. The caller frees it. */
char *origin_target(const struct origin *origin, const char *path, const char *url);
void origin_clear(struct origin *origin);

#endif
