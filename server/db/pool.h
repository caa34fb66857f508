/* pool.h - the inside of the pool: a job per accepted call, two lanes of sessions, and what the
 * parts call each other. Nobody outside server/db/ includes it. */
#ifndef STEER_SERVER_DB_POOL_H
#define STEER_SERVER_DB_POOL_H

#include "db/db.h"

#include <event2/event.h>
#include <event2/event_struct.h>
#include <sys/queue.h>

struct lane;
struct session;

enum job_state {
    JOB_FREE,
    JOB_QUEUED,
    JOB_SENT,   /* stands in a session's line */
    JOB_DECIDED /* its answer is known and waits for the next turn of the loop */
};

/* What a connection that went away had made of a job in its line. */
enum job_fate {
    FATE_UNTOUCHED, /* the server has not begun it and never will */
    FATE_UNDONE,    /* begun, and certainly rolled back */
    FATE_UNKNOWN,   /* its Sync may have arrived: it may have been committed */
};

/* The pool's own record of a call: it outlives the caller's when a deadline passes in flight. */
struct job {
    TAILQ_ENTRY(job) link;
    enum job_state state;
    struct lane *lane;
    struct db_call *call; /* borrowed; NULL once answered */
    uint64_t submitted_us;
    uint64_t sent_us;
    uint64_t deadline_us;
    unsigned limit_ms;       /* statement_timeout it was sent with */
    unsigned passed_over;    /* times a later call of another role went first */
    unsigned sends;          /* how often it was put on a connection */
    unsigned conflicts;      /* how often its transaction lost against another */
    enum db_outcome verdict; /* while JOB_DECIDED */
    enum job_fate fate;      /* while its connection is given up */
    bool write;              /* and not a dry run, which leaves nothing behind */
    bool dry_run;
    bool repeated; /* has been begun on a connection that failed: a second time, never a third */
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

enum { POOL_WHY_MAX = 256 };

struct db {
    struct event_base *base;
    struct db_config config;
    char *conninfo;
    const struct db_statement *statements;
    size_t statement_count;
    struct lane lanes[LANE_COUNT];
    struct job *jobs; /* every job there can be */
    struct job_list free;
    struct job_list decided;
    struct event turn;         /* runs once after the callbacks that queued something */
    struct event tick;         /* deadlines, reconnects, stuck sessions: one clock for all */
    uint64_t armed_us;         /* when the tick comes; UINT64_MAX: not at all */
    uint64_t next_deadline_us; /* no live call's deadline lies before it */
    unsigned entered;          /* callbacks of ours on the stack: not to be freed under them */
    bool closing;
    struct db_stats stats;
    char why[POOL_WHY_MAX]; /* why no session is ready */
};

/* Microseconds on the monotonic clock. */
uint64_t pool_now(void);

/* Have the queues and the clock looked at after the callbacks of this turn of the loop. */
void pool_wake(struct db *db);

/* Every callback of the event loop enters first and leaves last: db_close() inside an answer frees
 * the pool only when the last has left. */
void pool_enter(struct db *db);
void pool_leave(struct db *db);

/* Which waiting call goes to which session (dispatch.c). */
void lane_dispatch(struct lane *lane);
void lane_enqueue(struct lane *lane, struct job *job);
void lane_enqueue_first(struct lane *lane, struct job *job);
void lane_remove(struct lane *lane, struct job *job);

/* What time brings (clock.c): deadlines, sessions to connect or to give up, an outage. */
void clock_on_tick(evutil_socket_t descriptor, short what, void *context);
void clock_plan(struct db *db);
void clock_note_deadline(struct db *db, uint64_t deadline_us);
bool clock_outage(const struct db *db, const struct lane *lane, uint64_t now_us);

/* What sessions report. `why` is a sentence for the log. */
void pool_session_ready(struct db *db);
void pool_session_down(struct db *db, const char *why);

/* Sessions carry statements that no longer fit the schema: each reconnects when its line is empty.
 */
void pool_renew_sessions(struct db *db);

/* A job has left its session's line. The first three put it back in front of its queue when it may
 * be sent again and otherwise decide its answer; pool_job_answer() calls its caller: a last
 * statement. */
void pool_job_lost(struct db *db, struct job *job, enum job_fate fate);
bool pool_job_conflict(struct db *db, struct job *job);
bool pool_job_stale(struct db *db, struct job *job);
void pool_job_answer(struct db *db, struct job *job, struct db_result *result);

/* Decides the answer of a job that stands in no list; the answers are given by the turn. */
void pool_job_decide(struct db *db, struct job *job, enum db_outcome verdict);
void pool_answer_decided(struct db *db);

#endif
