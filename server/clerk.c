/* clerk.c - purges on a clock of its own, and carries the operations listener. */
#include "clerk.h"

#include "log.h"
#include "operations.h"

#include <event2/event.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUND_SECONDS = 600, RETRY_SECONDS = 5 };

static const struct db_statement statements[] = {
    {"clerk_purge", "select status, etag, location, next, body, replayed"
                    " from api.clerk_purge($1::text, $2::jsonb, $3::jsonb)"},
};

struct clerk {
    struct operations *operations;
    struct db *db;
    struct event *round;
    struct db_call call;
    bool calling;
    time_t started_at;
    time_t done_at; /* of the last complete round; 0 before the first */
};

static void plan_round(struct clerk *clerk, int seconds)
{
    struct timeval wait = {seconds, 0};
    evtimer_add(clerk->round, &wait);
}

static time_t seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec;
}

static void on_db_answer(void *context, uint64_t ticket, const struct db_result *result)
{
    struct clerk *clerk = context;
    (void)ticket;
    clerk->calling = false;
    if (result->outcome == DB_ROW) {
        clerk->done_at = seconds_now();
        plan_round(clerk, ROUND_SECONDS);
        return;
    }
    struct log_field fields[] = {LOG_TEXT("sqlstate", result->sqlstate),
                                 LOG_TEXT("message", result->message ? result->message : ""),
                                 LOG_END};
    log_event(LOG_LEVEL_WARNING, "purge_failed", fields);
    plan_round(clerk, RETRY_SECONDS);
}

static void on_timer_round(evutil_socket_t fd, short what, void *context)
{
    struct clerk *clerk = context;
    struct problem problem = PROBLEM_INIT;
    (void)fd;
    (void)what;
    clerk->call = (struct db_call){.identity = {.role = "steer_clerk",
                                                .client = "",
                                                .agency = "",
                                                .scope = "",
                                                .operation = "clerk_purge",
                                                .request = ""},
                                   .values = {"", "{}", NULL},
                                   .value_count = 3,
                                   .write = true,
                                   .slow = true,
                                   .deadline_ms = 60000,
                                   .answer = on_db_answer,
                                   .context = clerk};
    if (db_submit(clerk->db, &clerk->call, &problem) == 0)
        clerk->calling = true;
    else
        plan_round(clerk, RETRY_SECONDS);
    problem_clear(&problem);
}

int clerk_new(struct clerk **out, struct event_base *base, const struct config *config,
              struct board *board, int descriptor, struct problem *problem)
{
    const struct db_config db = {.conninfo = config->database,
                                 .sessions = 1,
                                 .slow_sessions = 1,
                                 .depth = 1,
                                 .queue_limit = 16};
    struct clerk *clerk = calloc(1, sizeof *clerk);
    if (clerk == NULL)
        return problem_set(problem, PROBLEM_INTERNAL, "out of memory");
    clerk->started_at = seconds_now();
    clerk->round = evtimer_new(base, on_timer_round, clerk);
    if (clerk->round == NULL ||
        operations_new(&clerk->operations, base, board, descriptor, problem) != 0 ||
        db_open(&clerk->db, base, &db, statements, sizeof statements / sizeof *statements,
                problem) != 0) {
        clerk_free(clerk);
        return problem_set(problem, PROBLEM_INTERNAL, "the clerk did not start");
    }
    plan_round(clerk, RETRY_SECONDS);
    *out = clerk;
    return 0;
}

void clerk_drain(struct clerk *clerk, void (*on_drained)(void *), void *context)
{
    evtimer_del(clerk->round);
    operations_drain(clerk->operations, on_drained, context);
}

void clerk_report(const struct clerk *clerk, struct board_entry *entry)
{
    const char *why = NULL;
    entry->ready = db_ready(clerk->db, &why);
    strncpy(entry->why, why != NULL ? why : "", sizeof entry->why - 1);
    db_stats(clerk->db, &entry->db);
    entry->clerk_lag_s = seconds_now() - (clerk->done_at ? clerk->done_at : clerk->started_at);
}

void clerk_free(struct clerk *clerk)
{
    if (clerk == NULL)
        return;
    db_close(clerk->db);
    operations_free(clerk->operations);
    if (clerk->round != NULL)
        event_free(clerk->round);
    free(clerk);
}
