/* db.h - all that the rest of the server sees of PostgreSQL.
 *
 * One call is one segment on a libpq pipeline: admit (role, settings, timeout, the client is still
 * valid) + one prepared statement + for a dry run one statement that undoes + Sync. Everything up
 * to the Sync is one transaction. Exactly one answer comes back for each accepted call, never from
 * inside db_submit() itself. Nothing here blocks. */
#ifndef STEER_SERVER_DB_H
#define STEER_SERVER_DB_H

#include "problem.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct event_base;
struct db;
struct job;

enum { DB_VALUES_MAX = 8, DB_COLUMNS_MAX = 8 };

/* A statement every session prepares when it connects; readiness is refused when one does not
 * prepare. `text` stays owned by the caller and lives as long as the pool. */
struct db_statement {
    const char *name;
    const char *text;
};

/* Who the transaction acts as. `role` is a database role ("steer_agency"); the strings may be "".
 */
struct db_identity {
    const char *role;
    const char *client;    /* client code, or "" for the public and for the clerk */
    const char *agency;    /* agency id (UUID), or "" */
    const char *scope;     /* the scope the operation needs, or "": the database checks it again */
    const char *operation; /* the operation's name, for the journal */
    const char *request;   /* request id, for the journal */
    int64_t issued_at;     /* the token's iat, Unix seconds: a client revoked since is refused */
};

/* A lost connection and a lost conflict are first dealt with here, within the deadline: what was
 * certainly not carried out is sent again elsewhere (a call that had been begun once), as is a
 * read; a transaction that PostgreSQL rolled back for the sake of another (40001, 40P01) is
 * repeated twice; a statement that no longer fits the schema is repeated on a new connection. */
enum db_outcome {
    DB_ROW,     /* the statement ran and its transaction committed (or was undone: dry run) */
    DB_ERROR,   /* PostgreSQL refused and rolled back: sqlstate, message, detail are set */
    DB_TIMEOUT, /* our deadline passed; a write may still be running and its outcome is unknown,
                   unless run_us is 0: then it was never sent. PostgreSQL's own limit comes a little
                   earlier, as DB_ERROR 57014, and leaves no doubt */
    DB_LOST,    /* the connection went, and nothing was written: safe to repeat */
    DB_UNKNOWN, /* the connection went after a write was flushed: nobody knows */
};

struct db_value {
    const char *data; /* NUL-terminated text; NULL for SQL null */
    size_t size;
};

/* Valid only during the callback. */
struct db_result {
    enum db_outcome outcome;
    unsigned column_count; /* 0 when the statement returned no row */
    struct db_value columns[DB_COLUMNS_MAX];
    char sqlstate[6];
    const char *message;
    const char *detail;
    uint64_t queue_us; /* until it was sent for the last time */
    uint64_t run_us;
};

typedef void db_answer_cb(void *context, uint64_t ticket, const struct db_result *result);

/* Caller-owned with everything it points to until the answer has been given. */
struct db_call {
    unsigned statement; /* index into the table given to db_open() */
    struct db_identity identity;
    const char *values[DB_VALUES_MAX]; /* text format; NULL is SQL null */
    unsigned value_count;
    bool write;
    bool dry_run;
    bool slow; /* goes to the sessions kept for slow statements */
    unsigned deadline_ms;
    db_answer_cb *answer;
    void *context;
    uint64_t ticket; /* handed back to `answer`: (slot, generation) of the exchange */
    struct job *job; /* the pool's own */
};

struct db_config {
    const char *conninfo;   /* a Unix socket or an address; a host name is refused, because libpq
                               looks it up and blocks */
    unsigned sessions;      /* for ordinary calls */
    unsigned slow_sessions; /* for slow calls, one at a time on each; 0: they go with the others */
    unsigned depth;         /* calls in flight on one session */
    unsigned queue_limit;   /* calls of each kind waiting; one more is refused */
    unsigned connect_timeout_ms; /* 0: 5,000 */
    unsigned outage_ms; /* no session for longer: calls are refused and waiting ones answered
                           DB_LOST; 0: 2,000 */
    unsigned grace_ms;  /* silence after a statement's time limit before its session is dropped;
                           0: 2,000 */
};

struct db_stats {
    unsigned sessions_ready;
    unsigned queued;
    unsigned running;
    uint64_t accepted;
    uint64_t answered; /* with withdrawn: equal to accepted when nothing is queued or running */
    uint64_t withdrawn;
    uint64_t lost; /* answered DB_LOST or DB_UNKNOWN */
    uint64_t timeouts;
    uint64_t reconnects;
};

/* Starts to connect; returns at once. 0, or -1 with the problem filled. */
int db_open(struct db **out, struct event_base *base, const struct db_config *config,
            const struct db_statement *statements, size_t statement_count, struct problem *problem)
    __attribute__((warn_unused_result));

/* Queues a call. -1 with PROBLEM_DATABASE_BUSY when the queue is full, PROBLEM_DATABASE_UNAVAILABLE
 * when no session is ready or will be soon; no answer follows then. */
int db_submit(struct db *db, struct db_call *call, struct problem *problem)
    __attribute__((warn_unused_result));

/* Takes a call out that has not been sent yet: true, and no answer follows. False when it is
 * running: a read's answer may be ignored by the caller, a write is let finish. */
bool db_withdraw(struct db *db, struct db_call *call);

/* Ready: at least one session of each kind is prepared and the database passed every check of
 * architecture (schema version, login role without rights, forced row-level security). `why`, when
 * not NULL, gets a sentence to log while it is not ready. */
bool db_ready(const struct db *db, const char **why);

void db_stats(const struct db *db, struct db_stats *out);

/* Answers everything still queued or running with DB_LOST or DB_UNKNOWN and closes. NULL is legal;
 * may be called from inside an answer. */
void db_close(struct db *db);

#endif
