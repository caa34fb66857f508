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
    bool unsent;    /* libpq still holds bytes of the newest job: no more until they are gone */
    bool retiring;  /* its prepared statements are out of date: reconnects when the line is empty */
    uint64_t state_us; /* when it came into its state */
    uint64_t retry_us; /* while closed: when to connect again */
    uint64_t head_us;  /* since when the oldest job is the oldest */
    unsigned failures; /* in a row */
    size_t prepared;   /* results seen while preparing */
    char role[SESSION_ROLE_MAX]; /* of the newest job: PostgreSQL's plans stand for it */
    struct segment segment;
};

void session_init(struct session *session, struct db *db, struct lane *lane);

/* Can one more job be sent? */
bool session_has_room(const struct session *session);

/* Sends a queued job; whatever goes wrong comes back as pool_session_down() and pool_job_lost(). */
void session_send(struct session *session, struct job *job);

/* Connects when it is time, gives up a connection that does not come or does not answer. */
void session_tick(struct session *session, uint64_t now_us);

/* Closes for good; its jobs go to pool_job_lost(). */
void session_close(struct session *session);

#endif
