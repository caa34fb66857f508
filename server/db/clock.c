/* clock.c - what time brings: deadlines, sessions to connect or to give up, an outage that lasts.
 *
 * One timer for all of it, set to the earliest of these moments: an idle daemon sleeps. */
#include "db/pool.h"
#include "db/session.h"

enum { MS = 1000, SECOND = 1000 * MS };

void clock_note_deadline(struct db *db, uint64_t deadline_us)
{
    if (deadline_us < db->next_deadline_us)
        db->next_deadline_us = deadline_us;
}

static uint64_t outage_begins(const struct db *db, const struct lane *lane)
{
    return lane->down_us + (uint64_t)db->config.outage_ms * MS;
}

bool clock_outage(const struct db *db, const struct lane *lane, uint64_t now_us)
{
    return lane->ready == 0 && now_us >= outage_begins(db, lane);
}

static uint64_t earlier(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

static uint64_t lane_due(const struct db *db, const struct lane *lane)
{
    uint64_t due = UINT64_MAX;

    for (unsigned i = 0; i < lane->session_count; i++)
        due = earlier(due, session_due(&lane->sessions[i]));
    if (lane->ready == 0 && lane->queued > 0)
        due = earlier(due, outage_begins(db, lane));
    return due;
}

/* A tick that is set too early only looks and sets itself anew; that costs less than moving it with
 * every call. */
void clock_plan(struct db *db)
{
    uint64_t due = db->next_deadline_us;
    uint64_t now;
    uint64_t wait;

    for (unsigned i = 0; i < LANE_COUNT; i++)
        due = earlier(due, lane_due(db, &db->lanes[i]));
    if (due >= db->armed_us)
        return;
    now = pool_now();
    wait = due > now ? due - now : 0;
    event_add(&db->tick, &(struct timeval){(time_t)(wait / SECOND), (suseconds_t)(wait % SECOND)});
    db->armed_us = due;
}

/* Takes the late ones out of a queue; nobody is called yet, so the list holds still. */
static void expire_queue(struct db *db, struct lane *lane, uint64_t now_us)
{
    struct job *next;

    for (struct job *job = TAILQ_FIRST(&lane->queue); job; job = next) {
        next = TAILQ_NEXT(job, link);
        if (now_us < job->deadline_us) {
            clock_note_deadline(db, job->deadline_us);
            continue;
        }
        lane_remove(lane, job);
        pool_job_decide(db, job, DB_TIMEOUT);
    }
}

/* The first job in flight whose caller has waited long enough. */
static struct job *late_in_line(struct db *db, const struct session *session, uint64_t now_us)
{
    struct job *job;

    for (job = TAILQ_FIRST(&session->line); job; job = TAILQ_NEXT(job, link)) {
        if (job->call && now_us >= job->deadline_us)
            return job;
        if (job->call)
            clock_note_deadline(db, job->deadline_us);
    }
    return NULL;
}

/* The job itself stays in its line until its results have come; only its caller leaves. The answer
 * may change the line, so each look begins at its head. */
static void expire_line(struct db *db, struct session *session, uint64_t now_us)
{
    struct job *job;

    while ((job = late_in_line(db, session, now_us)) != NULL) {
        struct db_result result = {.outcome = DB_TIMEOUT};
        pool_job_answer(db, job, &result);
    }
}

static void lane_tick(struct db *db, struct lane *lane, uint64_t now_us)
{
    struct job *job;

    expire_queue(db, lane, now_us);
    for (unsigned i = 0; i < lane->session_count; i++)
        expire_line(db, &lane->sessions[i], now_us);
    if (db->closing)
        return;
    for (unsigned i = 0; i < lane->session_count; i++)
        session_tick(&lane->sessions[i], now_us);
    while (clock_outage(db, lane, now_us) && (job = TAILQ_FIRST(&lane->queue)) != NULL) {
        lane_remove(lane, job);
        pool_job_decide(db, job, DB_LOST);
    }
}

void clock_on_tick(evutil_socket_t descriptor, short what, void *context)
{
    struct db *db = context;
    uint64_t now = pool_now();

    (void)descriptor, (void)what;
    pool_enter(db);
    db->armed_us = UINT64_MAX;
    db->next_deadline_us = UINT64_MAX;
    for (unsigned i = 0; i < LANE_COUNT && !db->closing; i++)
        lane_tick(db, &db->lanes[i], now);
    pool_wake(db);
    pool_leave(db);
}
