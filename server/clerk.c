/* clerk.c - purges, and hands over what agencies leave on their day, on a clock of its own; carries
 * the operations listener. */
#include "clerk.h"

#include "log.h"
#include "operations.h"

#include <event2/event.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUND_SECONDS = 600, RETRY_SECONDS = 5, CALL_MS = 300000 };

#define CALL_OF(function)                                                                          \
    {                                                                                              \
        function, "select status, etag, location, next, body, replayed from api." function         \
                  "($1::text, $2::jsonb, $3::jsonb)"                                               \
    }
/* A round is all of them, one after the other. */
static const struct db_statement statements[] = {CALL_OF("clerk_purge"), CALL_OF("clerk_handover")};
enum { STATEMENT_COUNT = sizeof statements / sizeof *statements };

struct clerk {
    struct operations *operations;
    struct db *db;
    struct event *timer;
    struct db_call call;
    unsigned turn; /* whose: index into the statements */
    bool failed;   /* one of this round */
    time_t started_at;
    time_t done_at; /* of the last complete round; 0 before the first */
};

static void plan_turn(struct clerk *clerk, int seconds)
{
    struct timeval wait = {seconds, 0};
    evtimer_add(clerk->timer, &wait);
}

static time_t seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec;
}

static void log_failure(const struct clerk *clerk, const struct db_result *result)
{
    struct log_field fields[] = {
        LOG_TEXT("operation", statements[clerk->turn].name), LOG_TEXT("sqlstate", result->sqlstate),
        LOG_TEXT("message", result->message ? result->message : ""), LOG_END};
    log_event(LOG_LEVEL_WARNING, "clerk_failed", fields);
}

/* One that fails does not keep the others from their turn; the round is repeated soon. */
static void on_db_answer(void *context, uint64_t ticket, const struct db_result *result)
{
    struct clerk *clerk = context;
    (void)ticket;
    if (result->outcome != DB_ROW) {
        log_failure(clerk, result);
        clerk->failed = true;
    }
    clerk->turn = (clerk->turn + 1) % STATEMENT_COUNT;
    if (clerk->turn > 0) {
        plan_turn(clerk, 0);
        return;
    }
    if (!clerk->failed)
        clerk->done_at = seconds_now();
    plan_turn(clerk, clerk->failed ? RETRY_SECONDS : ROUND_SECONDS);
    clerk->failed = false;
}

static void on_timer_turn(evutil_socket_t fd, short what, void *context)
{
    struct clerk *clerk = context;
    struct problem problem = PROBLEM_INIT;
    (void)fd;
    (void)what;
    clerk->call = (struct db_call){.statement = clerk->turn,
                                   .identity = {.role = "steer_clerk",
                                                .client = "",
                                                .agency = "",
                                                .scope = "",
                                                .operation = statements[clerk->turn].name,
                                                .request = ""},
                                   .values = {"", "{}", NULL},
                                   .value_count = 3,
                                   .write = true,
                                   .slow = true,
                                   .deadline_ms = CALL_MS,
                                   .answer = on_db_answer,
                                   .context = clerk};
    if (db_submit(clerk->db, &clerk->call, &problem) != 0)
        plan_turn(clerk, RETRY_SECONDS);
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
    clerk->timer = evtimer_new(base, on_timer_turn, clerk);
    if (clerk->timer == NULL ||
        operations_new(&clerk->operations, base, board, descriptor, problem) != 0 ||
        db_open(&clerk->db, base, &db, statements, STATEMENT_COUNT, problem) != 0) {
        clerk_free(clerk);
        return problem_set(problem, PROBLEM_INTERNAL, "the clerk did not start");
    }
    plan_turn(clerk, RETRY_SECONDS);
    *out = clerk;
    return 0;
}

void clerk_drain(struct clerk *clerk, void (*on_drained)(void *), void *context)
{
    evtimer_del(clerk->timer);
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
    if (clerk->timer != NULL)
        event_free(clerk->timer);
    free(clerk);
}
