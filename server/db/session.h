/* session.h - one connection to PostgreSQL, in pipeline mode, that never blocks. */
#ifndef STEER_SERVER_DB_SESSION_H
#define STEER_SERVER_DB_SESSION_H

#include "db/pool.h"
#include "db/statements.h"

enum session_state { SESSION_CLOSED, SESSION_CONNECTING, SESSION_PREPARING, SESSION_READY };

enum { SESSION_ROLE_MAX = 64 };

struct session {
    struct db *db;
    struct lane *lane;
    enum session_state state;
    PGconn *connection;
    struct event readable;
    struct event writable;
    struct job_list line; /* sent, oldest first */
    unsigned in_flight;
    bool unsent;       /* libpq still holds bytes of the newest job: no more until they are gone */
    bool dying;        /* the server has ended this session: it reads nothing more */
    bool head_at_risk; /* while dying: the oldest job's statement had come back */
    bool served;       /* has been ready before */
    bool broken;       /* to be given up as soon as what has come is taken */
    bool retiring;     /* its statements are out of date: reconnects when the line is empty */
    uint64_t state_us; /* when it came into its state */
    uint64_t retry_us; /* while closed: when to connect again */
    uint64_t head_us;  /* since when the oldest job is the oldest */
    unsigned failures; /* in a row */
    size_t prepared;   /* results seen while preparing */
    char role[SESSION_ROLE_MAX];   /* of the newest job: PostgreSQL's plans stand for it */
    char last_words[POOL_WHY_MAX]; /* what the server said while dying */
    struct segment segment;        /* what has come for the oldest job */
};

/* Refuses what libpq cannot read, and host names: it would look them up and block. */
int session_check_conninfo(const char *conninfo, struct problem *problem)
    __attribute__((warn_unused_result));

void session_init(struct session *session, struct db *db, struct lane *lane);

/* Connects when it is time, gives up a connection that does not come or does not answer. */
void session_tick(struct session *session, uint64_t now_us);
/* When session_tick() will next have something to do; UINT64_MAX: never. */
uint64_t session_due(const struct session *session);

/* Reconnects as soon as its line is empty. */
void session_retire(struct session *session);

/* Closes for good; its jobs go to pool_job_lost(). */
void session_close(struct session *session);

/* Gives the connection up; its jobs go to pool_job_lost(), and it connects again later. */
void session_down(struct session *session, const char *why);

/* The connection is of no use any more, and libpq may have closed its descriptor by itself: it
 * leaves the loop at once, before another part opens a file of the same number, and is given up
 * when the results that have come are taken. */
void session_break(struct session *session);

/* True when all bytes have left libpq; otherwise goes on as soon as the socket takes more. */
bool session_flush(struct session *session);

/* The next result that is here as a whole, skipping the NULL between two commands; NULL when there
 * is none yet. Does not wait. */
PGresult *session_next_result(struct session *session);

/* Can one more job be sent? Not when the oldest one keeps the server busy for unusually long: what
 * stands behind it would wait with it, although another session may be free (line.c). */
bool session_has_room(const struct session *session, uint64_t now_us);

/* Sends a job that stands in no list; what goes wrong comes back as pool_session_down() and
 * pool_job_lost(). */
void session_send(struct session *session, struct job *job, uint64_t now_us);

/* Takes what results have come, and has the jobs whose Sync has come answered. */
void line_collect(struct session *session);

/* When the oldest job's silence must end the session; UINT64_MAX: there is none. */
uint64_t line_due(const struct session *session);

/* The server has said that it ends this session. */
void line_note_end(struct session *session, const PGresult *last);

/* The connection has gone: says of each job what the server may have made of it. */
void line_fail(struct session *session);

#endif
