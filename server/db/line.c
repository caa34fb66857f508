/* line.c - the jobs a session carries: put on the pipeline in order, their results taken in the
 * same order, and what is known of each when the connection goes.
 *
 * libpq 15 writes at every Sync: one system call a job. Collecting the writes of a turn into one
 * was tried from outside and gained nothing: the backend is what is waited for. */
#include "db/session.h"

#include <stdio.h>
#include <string.h>

enum {
    MS = 1000,
    STALL_US = 20 * MS, /* a job that runs longer gets nothing more put behind it */
    LEAD_MOST_MS = 250, /* so much before our own deadline comes PostgreSQL's timeout */
};

/* The oldest job's time begins when the one before it has gone. */
static uint64_t head_since(const struct session *session)
{
    const struct job *head = TAILQ_FIRST(&session->line);

    return head->sent_us > session->head_us ? head->sent_us : session->head_us;
}

bool session_has_room(const struct session *session, uint64_t now_us)
{
    if (session->state != SESSION_READY || session->unsent || session->retiring || session->dying ||
        session->broken || session->in_flight >= session->lane->depth)
        return false;
    return session->in_flight == 0 || now_us < head_since(session) + STALL_US;
}

uint64_t line_due(const struct session *session)
{
    const struct job *head = TAILQ_FIRST(&session->line);

    if (!head)
        return UINT64_MAX;
    return head_since(session) +
           ((uint64_t)head->limit_ms + LEAD_MOST_MS + session->db->config.grace_ms) * MS;
}

/* PostgreSQL's own timeout says that nothing was done; ours leaves a write in doubt. So its comes
 * first, by an eighth of the time left. */
static unsigned limit_ms(const struct job *job, uint64_t now_us)
{
    uint64_t left = (job->deadline_us - now_us) / MS;
    uint64_t lead = left / 8 < LEAD_MOST_MS ? left / 8 : LEAD_MOST_MS;

    return left > lead ? (unsigned)(left - lead) : 1;
}

static void line_join(struct session *session, struct job *job, uint64_t now_us)
{
    job->state = JOB_SENT;
    job->sent_us = now_us;
    job->limit_ms = limit_ms(job, now_us);
    job->sends++;
    TAILQ_INSERT_TAIL(&session->line, job, link);
    session->in_flight++;
}

static void line_leave(struct session *session, struct job *job)
{
    TAILQ_REMOVE(&session->line, job, link);
    session->in_flight--;
    job->state = JOB_DECIDED;
}

void session_send(struct session *session, struct job *job, uint64_t now_us)
{
    const struct db_call *call = job->call;
    const char *name = session->db->statements[call->statement].name;

    line_join(session, job, now_us);
    if (strcmp(session->role, call->identity.role) != 0)
        snprintf(session->role, sizeof session->role, "%s", call->identity.role);
    if (statement_send(session->connection, call, name, job->limit_ms)) {
        session_flush(session);
        return;
    }
    session->unsent = true; /* its Sync has not left */
    session_break(session);
}

/* A server that says why it ends a session (FATAL) takes nothing more from it, and has rolled back
 * the transaction it was in unless that one was at its end. A server that just goes leaves every
 * job in doubt but the newest, when that one's Sync has not left us completely. */
static enum job_fate fate_of(const struct session *session, const struct job *job)
{
    if (session->dying && job != TAILQ_FIRST(&session->line))
        return FATE_UNTOUCHED;
    if (session->dying)
        return session->head_at_risk ? FATE_UNKNOWN : FATE_UNDONE;
    if (session->unsent && !TAILQ_NEXT(job, link))
        return FATE_UNTOUCHED;
    return FATE_UNKNOWN;
}

void line_fail(struct session *session)
{
    struct job *job;

    /* From the newest to the oldest: those that are sent again go to the front of the queue. All
     * fates are known before the first job leaves. */
    for (job = TAILQ_FIRST(&session->line); job; job = TAILQ_NEXT(job, link))
        job->fate = fate_of(session, job);
    session->unsent = false;
    session->dying = false;
    while ((job = TAILQ_LAST(&session->line, job_list)) != NULL) {
        line_leave(session, job);
        pool_job_lost(session->db, job, job->fate);
    }
}

void line_note_end(struct session *session, const PGresult *last)
{
    session->dying = true;
    session->head_at_risk = segment_has_run(&session->segment);
    snprintf(session->last_words, sizeof session->last_words, "%s",
             PQresultErrorField(last, PG_DIAG_MESSAGE_PRIMARY));
}

/* The oldest job's transaction is closed. Its caller is called last: it may close the pool. */
static void line_finish(struct session *session)
{
    struct db *db = session->db;
    struct job *job = TAILQ_FIRST(&session->line);
    struct segment segment = session->segment;
    struct db_result result = {0};

    session->segment = (struct segment){0};
    session->head_us = pool_now();
    line_leave(session, job);
    if (segment_is_stale(&segment) && !session->retiring)
        pool_renew_sessions(db);
    if (!(segment_is_stale(&segment) && pool_job_stale(db, job)) &&
        !(segment_is_conflict(&segment) && pool_job_conflict(db, job))) {
        segment_read(&result, &segment, job->dry_run);
        pool_job_answer(db, job, &result);
    }
    segment_clear(&segment);
}

static void line_take(struct session *session, PGresult *result)
{
    const struct job *head = TAILQ_FIRST(&session->line);

    if (PQresultStatus(result) == PGRES_PIPELINE_SYNC) {
        PQclear(result);
        line_finish(session);
        return;
    }
    if (result_ends_session(result))
        line_note_end(session, result);
    segment_take(&session->segment, result, head->dry_run);
}

void line_collect(struct session *session)
{
    const PGconn *connection = session->connection;
    PGresult *result;

    while (session->connection == connection && (result = session_next_result(session)) != NULL) {
        if (session->in_flight > 0)
            line_take(session, result);
        else
            PQclear(result); /* libpq's own words about a connection that has gone */
    }
}
