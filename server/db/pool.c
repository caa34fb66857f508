/* pool.c - accepts calls, keeps a job for each until its one answer has been given, and decides
 * what becomes of the jobs of a connection that went away. */
#include "db/pool.h"

#include "db/session.h"
#include "log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    MS = 1000,
    CONNECT_TIMEOUT_MS = 5000,
    OUTAGE_MS = 2000,
    GRACE_MS = 2000,
    RETRY_AFTER_SECONDS = 1,
    CONFLICTS_MOST = 2, /* repeats after a serialization failure or a deadlock */
    SENDS_MOST = 10,    /* of one call: ends the run of a call that no connection survives */
};

uint64_t pool_now(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

void pool_wake(struct db *db)
{
    if (!db->closing)
        event_active(&db->turn, EV_TIMEOUT, 0);
}

void pool_enter(struct db *db)
{
    db->entered++;
}

static void pool_free(struct db *db)
{
    for (unsigned i = 0; i < LANE_COUNT; i++)
        free(db->lanes[i].sessions);
    if (db->conninfo)
        explicit_bzero(db->conninfo, strlen(db->conninfo)); /* there may be a password in it */
    free(db->conninfo);
    free(db->jobs);
    free(db);
}

void pool_leave(struct db *db)
{
    if (--db->entered == 0 && db->closing)
        pool_free(db);
}

static void on_pool_turn(evutil_socket_t descriptor, short what, void *context)
{
    struct db *db = context;

    (void)descriptor, (void)what;
    pool_enter(db);
    pool_answer_decided(db);
    for (unsigned i = 0; i < LANE_COUNT && !db->closing; i++)
        lane_dispatch(&db->lanes[i]);
    if (!db->closing)
        clock_plan(db);
    pool_leave(db);
}

static int lane_open(struct lane *lane, struct db *db, unsigned sessions, unsigned depth)
{
    TAILQ_INIT(&lane->queue);
    lane->depth = depth;
    lane->down_us = pool_now();
    if (sessions == 0)
        return 0;
    lane->sessions = calloc(sessions, sizeof *lane->sessions);
    if (!lane->sessions)
        return -1;
    lane->session_count = sessions;
    for (unsigned i = 0; i < sessions; i++)
        session_init(&lane->sessions[i], db, lane);
    return 0;
}

/* One for each place in a queue and in a line. */
static int jobs_open(struct db *db)
{
    const struct db_config *config = &db->config;
    size_t count = (size_t)config->queue_limit * LANE_COUNT +
                   (size_t)config->sessions * config->depth + config->slow_sessions;

    TAILQ_INIT(&db->free);
    TAILQ_INIT(&db->decided);
    db->jobs = calloc(count, sizeof *db->jobs);
    if (!db->jobs)
        return -1;
    for (size_t i = 0; i < count; i++)
        TAILQ_INSERT_TAIL(&db->free, &db->jobs[i], link);
    return 0;
}

static void fill_config(struct db *db, const struct db_config *config)
{
    db->config = *config;
    db->config.conninfo = NULL; /* borrowed no longer than this call */
    if (config->connect_timeout_ms == 0)
        db->config.connect_timeout_ms = CONNECT_TIMEOUT_MS;
    if (config->outage_ms == 0)
        db->config.outage_ms = OUTAGE_MS;
    if (config->grace_ms == 0)
        db->config.grace_ms = GRACE_MS;
}

int db_open(struct db **out, struct event_base *base, const struct db_config *config,
            const struct db_statement *statements, size_t statement_count, struct problem *problem)
{
    struct db *db;

    if (config->sessions == 0 || config->depth == 0 || config->queue_limit == 0)
        return problem_set(problem, PROBLEM_CONFIGURATION, "a pool of nothing");
    if (session_check_conninfo(config->conninfo, problem) != 0)
        return -1;
    db = calloc(1, sizeof *db);
    if (!db)
        return problem_set(problem, PROBLEM_INTERNAL, "out of memory");
    fill_config(db, config);
    db->base = base;
    db->statements = statements;
    db->statement_count = statement_count;
    db->armed_us = UINT64_MAX;
    db->next_deadline_us = UINT64_MAX;
    snprintf(db->why, sizeof db->why, "connecting to the database");
    event_assign(&db->turn, base, -1, 0, on_pool_turn, db);
    event_assign(&db->tick, base, -1, 0, clock_on_tick, db);
    db->conninfo = strdup(config->conninfo);
    if (!db->conninfo || jobs_open(db) != 0 ||
        lane_open(&db->lanes[LANE_ORDINARY], db, config->sessions, config->depth) != 0 ||
        lane_open(&db->lanes[LANE_SLOW], db, config->slow_sessions, 1) != 0) {
        pool_free(db);
        return problem_set(problem, PROBLEM_INTERNAL, "out of memory");
    }
    pool_wake(db); /* sets the clock, and the clock has the sessions connect */
    *out = db;
    return 0;
}

static int refuse(struct problem *problem, enum problem_code code, const char *note)
{
    problem_set(problem, code, "%s", note);
    problem->retry_after = RETRY_AFTER_SECONDS;
    return -1;
}

static void job_free(struct db *db, struct job *job)
{
    *job = (struct job){.state = JOB_FREE};
    TAILQ_INSERT_HEAD(&db->free, job, link);
}

static struct lane *lane_for(struct db *db, const struct db_call *call)
{
    struct lane *slow = &db->lanes[LANE_SLOW];

    return call->slow && slow->session_count > 0 ? slow : &db->lanes[LANE_ORDINARY];
}

int db_submit(struct db *db, struct db_call *call, struct problem *problem)
{
    struct lane *lane = lane_for(db, call);
    struct job *job = TAILQ_FIRST(&db->free);
    uint64_t now = pool_now();

    call->job = NULL;
    if (db->closing)
        return refuse(problem, PROBLEM_DATABASE_UNAVAILABLE, "the pool is closing");
    if (clock_outage(db, lane, now))
        return refuse(problem, PROBLEM_DATABASE_UNAVAILABLE, db->why);
    if (lane->queued >= db->config.queue_limit || !job)
        return refuse(problem, PROBLEM_DATABASE_BUSY, "the queue is full");
    TAILQ_REMOVE(&db->free, job, link);
    job->lane = lane;
    job->call = call;
    job->submitted_us = now;
    job->deadline_us = now + (uint64_t)call->deadline_ms * MS;
    job->write = call->write && !call->dry_run;
    job->dry_run = call->dry_run;
    call->job = job;
    db->stats.accepted++;
    clock_note_deadline(db, job->deadline_us);
    lane_enqueue(lane, job);
    pool_wake(db);
    return 0;
}

bool db_withdraw(struct db *db, struct db_call *call)
{
    struct job *job = call->job;

    if (!job || job->state != JOB_QUEUED)
        return false;
    lane_remove(job->lane, job);
    call->job = NULL;
    db->stats.withdrawn++;
    job_free(db, job);
    return true;
}

static void count_outcome(struct db_stats *stats, enum db_outcome outcome)
{
    stats->answered++;
    if (outcome == DB_TIMEOUT)
        stats->timeouts++;
    if (outcome == DB_LOST || outcome == DB_UNKNOWN)
        stats->lost++;
}

void pool_job_answer(struct db *db, struct job *job, struct db_result *result)
{
    struct db_call *call = job->call;
    uint64_t sent = job->sent_us;
    uint64_t now = pool_now();

    result->queue_us = (sent ? sent : now) - job->submitted_us;
    result->run_us = sent ? now - sent : 0;
    job->call = NULL;
    if (job->state != JOB_SENT)
        job_free(db, job);
    if (!call)
        return; /* its deadline passed while it ran: the answer has been given */
    call->job = NULL;
    count_outcome(&db->stats, result->outcome);
    call->answer(call->context, call->ticket, result);
}

void pool_job_decide(struct db *db, struct job *job, enum db_outcome verdict)
{
    job->state = JOB_DECIDED;
    job->verdict = verdict;
    TAILQ_INSERT_TAIL(&db->decided, job, link);
    pool_wake(db);
}

void pool_answer_decided(struct db *db)
{
    struct job *job;

    while ((job = TAILQ_FIRST(&db->decided)) != NULL) {
        struct db_result result = {.outcome = job->verdict};
        TAILQ_REMOVE(&db->decided, job, link);
        pool_job_answer(db, job, &result);
    }
}

static void job_again(struct db *db, struct job *job)
{
    lane_enqueue_first(job->lane, job);
    pool_wake(db);
}

void pool_job_lost(struct db *db, struct job *job, enum job_fate fate)
{
    if (!job->call) {
        job_free(db, job);
        return;
    }
    if (job->write && fate == FATE_UNKNOWN) {
        pool_job_decide(db, job, DB_UNKNOWN);
        return;
    }
    if (db->closing || job->repeated || job->sends >= SENDS_MOST) {
        pool_job_decide(db, job, DB_LOST);
        return;
    }
    job->repeated = fate != FATE_UNTOUCHED;
    job_again(db, job);
}

bool pool_job_conflict(struct db *db, struct job *job)
{
    if (!job->call || job->conflicts >= CONFLICTS_MOST)
        return false;
    job->conflicts++;
    job_again(db, job);
    return true;
}

bool pool_job_stale(struct db *db, struct job *job)
{
    if (!job->call || job->repeated)
        return false;
    job->repeated = true;
    job_again(db, job);
    return true;
}

void pool_renew_sessions(struct db *db)
{
    log_event(LOG_LEVEL_INFO, "database_statements_stale", NULL);
    for (unsigned i = 0; i < LANE_COUNT; i++)
        for (unsigned j = 0; j < db->lanes[i].session_count; j++)
            session_retire(&db->lanes[i].sessions[j]);
}

static bool every_lane_ready(const struct db *db)
{
    for (unsigned i = 0; i < LANE_COUNT; i++)
        if (db->lanes[i].session_count > 0 && db->lanes[i].ready == 0)
            return false;
    return true;
}

void pool_session_ready(struct db *db)
{
    if (every_lane_ready(db) && db->why[0] != '\0') {
        log_event(LOG_LEVEL_INFO, "database_ready", NULL);
        db->why[0] = '\0';
    }
    pool_wake(db);
}

/* A server that stays away is told of once, not with every attempt. */
void pool_session_down(struct db *db, const char *why)
{
    const struct log_field fields[] = {LOG_TEXT("why", why), LOG_END};
    bool news = strcmp(db->why, why) != 0;

    log_event(news ? LOG_LEVEL_WARNING : LOG_LEVEL_DEBUG, "database_lost", fields);
    snprintf(db->why, sizeof db->why, "%s", why);
    pool_wake(db);
}

bool db_ready(const struct db *db, const char **why)
{
    bool ready = !db->closing && every_lane_ready(db);

    if (why)
        *why = ready ? NULL : db->closing ? "the pool is closing" : db->why;
    return ready;
}

void db_stats(const struct db *db, struct db_stats *out)
{
    const struct job *job;

    *out = db->stats;
    for (job = TAILQ_FIRST(&db->decided); job; job = TAILQ_NEXT(job, link))
        out->running++;
    for (unsigned i = 0; i < LANE_COUNT; i++) {
        const struct lane *lane = &db->lanes[i];
        out->sessions_ready += lane->ready;
        out->queued += lane->queued;
        for (unsigned j = 0; j < lane->session_count; j++)
            out->running += lane->sessions[j].in_flight;
    }
}

void db_close(struct db *db)
{
    if (!db || db->closing)
        return;
    db->closing = true;
    pool_enter(db);
    event_del(&db->turn);
    event_del(&db->tick);
    for (unsigned i = 0; i < LANE_COUNT; i++) {
        struct lane *lane = &db->lanes[i];
        struct job *job;
        for (unsigned j = 0; j < lane->session_count; j++)
            session_close(&lane->sessions[j]);
        while ((job = TAILQ_FIRST(&lane->queue)) != NULL) {
            lane_remove(lane, job);
            pool_job_decide(db, job, DB_LOST);
        }
    }
    pool_answer_decided(db);
    pool_leave(db);
}
