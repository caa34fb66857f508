/* edge.h - the server and its connections, as the files of this module share them.
 *
 * listener.c accepts, connection.c moves a connection through its life, output.c sends, server.c
 * holds it all together and keeps the contract of http.h. */
#ifndef STEER_SERVER_HTTP_EDGE_H
#define STEER_SERVER_HTTP_EDGE_H

#include "addresses.h"
#include "parser.h"
#include "response.h"
#include "stream.h"

#include <event2/event.h>
#include <event2/event_struct.h>

enum {
    HTTP_BLOCK_SIZE = 4096,    /* of a buffer that is kept for the next request */
    HTTP_BLOCKS_KEPT = 128,    /* such buffers are kept for reuse, at most */
    HTTP_SURPLUS_MAX = 32,     /* connections over a cap that are still told why */
    HTTP_LOOK_MS = 500,        /* between looks whether a peer that is not read from has left */
    HTTP_LINGER_MS = 2000,     /* of silence, after our last byte */
    HTTP_LINGER_ALL_MS = 10000 /* in all */
};

/* What a connection is doing. Each state has its own reaction to bytes that arrive. */
enum connection_state {
    CONNECTION_HANDSHAKE, /* TLS is being agreed on */
    CONNECTION_IDLE,      /* between two requests: holds no buffer unless bytes wait in it */
    CONNECTION_READING,   /* a request is arriving */
    CONNECTION_WAITING,   /* a request is with the callee */
    CONNECTION_CLOSING,   /* the last answer is on its way; what arrives is thrown away */
    CONNECTION_DEAD       /* closed; freed from the loop, since callers further up may hold it */
};

/* What is needed while a request is under way, and not while none is. */
struct http_work {
    struct http_work *next; /* in the server's store */
    struct http_parser parser;
    struct http_request request;
    size_t start; /* of the request in data; before it are requests already answered */
    size_t size;  /* bytes of data in use */
    size_t capacity;
    char *data; /* `block`, or allocated when more is needed */
    char block[HTTP_BLOCK_SIZE];
};

/* Bytes the socket did not take at once. */
struct http_chunk {
    struct http_chunk *next;
    char *data;
    size_t size, sent;
    void (*release)(void *); /* of data; NULL when it stands behind the chunk */
};

struct http_connection {
    struct http_connection *next_dead; /* in server->dead */
    struct http_server *server;
    void (*react)(struct http_connection *connection);
    enum connection_state state;
    bool advancing; /* further up in the stack its input is being worked on */
    bool surplus;   /* accepted over a cap, to be told so */
    bool ended;     /* the peer has sent its last byte */
    bool finished;  /* we have sent ours */
    bool reading;   /* waits for bytes */
    bool writing;   /* waits for the socket to take more */
    uint32_t slot, generation;
    struct http_stream stream;
    struct http_work *work;
    struct http_chunk *first, **last; /* output that waits */
    size_t unsent;
    int64_t since;       /* the first byte of the head, or the last of it, or of our silence */
    int64_t deadline_in; /* milliseconds of http_now(); 0: none */
    int64_t deadline_out;
    int64_t armed; /* the timer is set for this moment; 0: it is not */
    struct http_address *address;
    struct event input, output, timer;
    char peer[HTTP_PEER_SIZE];
};

struct http_slot {
    struct http_connection *connection; /* NULL: free */
    uint32_t generation;
    uint32_t next_free; /* 1 + its index; 0 ends the list */
};

struct http_listener;

struct http_server {
    struct event_base *base;
    struct http_limits limits;
    struct http_callbacks callbacks;
    struct http_stats stats;
    struct http_clock clock;
    struct http_addresses addresses;
    struct http_listener *listeners;
    struct http_connection *dead;
    struct http_slot *slots;
    uint32_t slot_count, first_free;
    unsigned surplus;
    struct http_work *works; /* store of those with a block only */
    unsigned works_kept;
    struct event *reaper;  /* frees the dead */
    struct event *drained; /* tells that none is left */
    bool draining;
    void (*on_drained)(void *);
    void *drain_context;
};

/* Milliseconds of a clock that never jumps; a few milliseconds coarse, and free of system calls. */
int64_t http_now(void);

/* server.c */
struct http_work *http_work_take(struct http_server *server);
void http_work_give(struct http_server *server, struct http_work *work);
int http_slot_take(struct http_server *server, struct http_connection *connection);
void http_slot_give(struct http_server *server, uint32_t slot);

/* listener.c */
int http_listener_add(struct http_server *server, int descriptor, struct ssl_ctx_st *tls,
                      struct problem *problem);
void http_listeners_tls(struct http_server *server, struct ssl_ctx_st *tls);
void http_listeners_free(struct http_server *server);

/* connection.c: takes the descriptor in any case. `surplus`: over a cap, answer 503 and close. */
void http_connection_open(struct http_server *server, int fd, struct ssl_ctx_st *tls,
                          const struct sockaddr *from, struct http_address *address, bool surplus);
/* The one place where the state changes. */
void http_connection_become(struct http_connection *connection, enum connection_state next);
/* Sends the answer to the exchange in flight. */
void http_connection_answer(struct http_connection *connection,
                            const struct http_response *response);
/* Closes if nothing is under way or about to be. */
void http_connection_drain(struct http_connection *connection);
/* Closes at once; on_gone is told of an exchange in flight. */
void http_connection_close(struct http_connection *connection);
/* Closes, after what is queued has been sent and the peer has seen it. */
void http_connection_end(struct http_connection *connection);
/* Asks for the events and sets the timer that the connection's state calls for. */
void http_connection_settle(struct http_connection *connection);

/* input.c: what arrives, by state. */
void http_react_handshake(struct http_connection *connection);
void http_react_request(struct http_connection *connection);
void http_react_waiting(struct http_connection *connection);
void http_react_closing(struct http_connection *connection);
/* Works on what has been read. */
void http_input_advance(struct http_connection *connection);
/* Answers with a problem of the edge itself, and ends. */
void http_input_refuse(struct http_connection *connection, enum problem_code code);
static inline bool http_input_waits(const struct http_connection *connection)
{
    return connection->work != NULL && connection->work->size > connection->work->start;
}

/* output.c: 0, or -1 when the connection is broken. A moved body is taken in any case. */
int http_output_response(struct http_connection *connection, const struct http_response *response,
                         bool head_only);
/* Frees the body of an answer nobody gets, when it was to be moved. */
void http_output_drop(const struct http_response *response);
int http_output_text(struct http_connection *connection, const char *text);
int http_output_flush(struct http_connection *connection);
void http_output_clear(struct http_connection *connection);

#endif
