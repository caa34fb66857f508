/* dispatch.c - which waiting call goes to which session.
 *
 * Reads fill one session to its depth before the next: a busy backend never sleeps between calls.
 * Writes go to the session with the fewest calls, the last first: each waits for the disk, commits
 * of several sessions share one flush of the log, and reads are not held up behind them. Calls of
 * one role are kept together, because PostgreSQL plans a statement under row-level security anew
 * when the role has changed since its last run. */
#include "db/pool.h"
#include "db/session.h"

#include <string.h>

enum {
    WINDOW = 32,    /* waiting calls looked through for one of the session's role */
    OVERTAKEN = 16, /* so often may the oldest call be passed over */
};

static bool same_role(const struct session *session, const struct job *job)
{
    return strcmp(session->role, job->call->identity.role) == 0;
}

static struct session *session_for_read(struct lane *lane, const struct job *job, uint64_t now)
{
    struct session *idle = NULL;
    struct session *any = NULL;

    for (unsigned i = 0; i < lane->session_count; i++) {
        struct session *session = &lane->sessions[i];
        if (!session_has_room(session, now))
            continue;
        if (same_role(session, job))
            return session;
        if (!idle && session->in_flight == 0)
            idle = session;
        if (!any)
            any = session;
    }
    return idle ? idle : any;
}

static struct session *session_for_write(struct lane *lane, const struct job *job, uint64_t now)
{
    struct session *best = NULL;

    for (unsigned i = lane->session_count; i-- > 0;) {
        struct session *session = &lane->sessions[i];
        if (!session_has_room(session, now))
            continue;
        if (!best || session->in_flight < best->in_flight ||
            (session->in_flight == best->in_flight && !same_role(best, job) &&
             same_role(session, job)))
            best = session;
    }
    return best;
}

/* The oldest call, or a younger one of the role this busy session is at already. */
static struct job *job_for(struct lane *lane, const struct session *session)
{
    struct job *head = TAILQ_FIRST(&lane->queue);
    struct job *job = head;

    if (session->in_flight == 0 || same_role(session, head) || head->passed_over >= OVERTAKEN)
        return head;
    for (unsigned i = 0; job && i < WINDOW; i++, job = TAILQ_NEXT(job, link)) {
        if (!same_role(session, job))
            continue;
        head->passed_over++;
        return job;
    }
    return head;
}

void lane_enqueue(struct lane *lane, struct job *job)
{
    job->state = JOB_QUEUED;
    TAILQ_INSERT_TAIL(&lane->queue, job, link);
    lane->queued++;
}

void lane_enqueue_first(struct lane *lane, struct job *job)
{
    job->state = JOB_QUEUED;
    TAILQ_INSERT_HEAD(&lane->queue, job, link);
    lane->queued++;
}

void lane_remove(struct lane *lane, struct job *job)
{
    TAILQ_REMOVE(&lane->queue, job, link);
    lane->queued--;
}

void lane_dispatch(struct lane *lane)
{
    uint64_t now = pool_now();
    struct job *job;

    while ((job = TAILQ_FIRST(&lane->queue)) != NULL) {
        struct session *session =
            job->write ? session_for_write(lane, job, now) : session_for_read(lane, job, now);
        if (!session)
            return;
        job = job_for(lane, session);
        lane_remove(lane, job);
        if (now >= job->deadline_us)
            pool_job_decide(session->db, job, DB_TIMEOUT);
        else
            session_send(session, job, now);
    }
}
