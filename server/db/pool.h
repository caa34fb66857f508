/* pool.h - the inside of the pool: a job per accepted call, two lanes of sessions, and what the parts
 * call each other. Nobody outside server/db/ includes it. */
#ifndef STEER_SERVER_DB_POOL_H
#define STEER_SERVER_DB_POOL_H

#include "db/db.h"

#include <event2/event.h>
#include <event2/event_struct.h>
#include <sys/queue.h>

struct session;

enum job_state {
    JOB_FREE,
    JOB_QUEUED,
    JOB_SENT,  /* stands in a session's line */
    JOB_FAILED /* its answer is decided and waits for the next turn of the loop */
};

/* The pool's own record of a call: it outlives the caller's when a deadline passes in flight. */
struct job {
    TAILQ_ENTRY(job) link;
    enum job_state state;
    struct db_call *call; /* borrowed; NULL once answered */
    struct session *session; /* while JOB_SENT */
    uint64_t submitted_us;
    uint64_t sent_us;
    uint64_t deadline_us;
    unsigned limit_ms;    /* statement_timeout it was sent with */
    unsigned passed_over; /* times a later call of another role went first */
    enum db_outcome verdict; /* while JOB_FAILED */
    bool write;
    bool dry_run;
    bool repeated; /* sent a second time: never a third */
};

TAILQ_HEAD(job_list, job);

/* Ordinary or slow: one queue and the sessions that serve it. */
struct lane {
    struct job_list queue;
    unsigned queued;
    struct session *sessions;
    unsigned session_count;
    unsigned depth;
    unsigned ready;
    uint64_t down_us; /* since when no session is ready */
};

enum { LANE_ORDINARY, LANE_SLOW, LANE_COUNT };

struct db {
    struct event_base *base;
    struct db_config config;
    char *conninfo;
    const struct db_statement *statements;
    size_t statement_count;
    struct lane lanes[LANE_COUNT];
    struct job *jobs; /* every job there can be */
    size_t job_count;
    struct job_list free;
    struct job_list failed;
    struct event turn; /* runs once after the callbacks that queued something */
    struct event tick; /* deadlines, reconnects, stuck sessions: one clock for all */
    bool woken;
    uint64_t next_deadline_us; /* no live call's deadline lies before it */
    unsigned entered;          /* callbacks of ours on the stack: not to be freed under them */
    bool closing;
    struct db_stats stats;
    char why[256]; /* why no session is ready */
};

/* Microseconds on the monotonic clock. */
uint64_t pool_now(void);

/* Have the queues looked at after the callbacks of this turn of the loop. */
void pool_wake(struct db *db);

/* Every callback of the event loop enters first and leaves last: db_close() inside an answer frees
 * the pool only when the last has left. */
void pool_enter(struct db *db);
void pool_leave(struct db *db);

/* Sends what waits in a lane, as far as its sessions have room (dispatch.c). */
void lane_dispatch(struct lane *lane);
void lane_enqueue(struct lane *lane, struct job *job);
void lane_remove(struct lane *lane, struct job *job);

/* What sessions report. `why` is a sentence for the log. */
void pool_session_ready(struct db *db, struct session *session);
void pool_session_down(struct db *db, struct session *session, const char *why);

/* A job has left its session's line with a result; the last statement of its caller. */
void pool_job_done(struct db *db, struct job *job, struct db_result *result);
/* A job has left its session's line because the connection went. `sent`: its Sync may have arrived. */
void pool_job_lost(struct db *db, struct lane *lane, struct job *job, bool sent);

#endif
