/* clerk.c - duties, each on a clock of its own: one call of the database, and for the outbox the
 * deliveries that follow. Carries the operations listener. */
#include "clerk.h"

#include "log.h"
#include "operations.h"
#include "outbox.h"
#include "json/scan.h"

#include <cjson/cJSON.h>
#include <event2/event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    RETRY_SECONDS = 5, /* after a failure: 5, 10, 20, 40 … */
    RETRY_MOST = 60,
    LATE_PERIODS = 3, /* after so many, and not before LATE_SECONDS, a duty is late */
    LATE_SECONDS = 300,
    CALL_MS = 300000,
    SHORT_CALL_MS = 30000,
    DRAIN_SECONDS = 5
};

/* What the clerk does: name in /metrics and /ready, function of schema api, seconds from one turn
 * to the next, and whether it goes to the session for slow calls. A new duty is a row here, and a
 * function granted to steer_clerk. The outbox comes last. */
#define DUTIES(DUTY)                                                                               \
    DUTY("purge", "clerk_purge", 600, true)                                                        \
    DUTY("handover", "clerk_handover", 600, true)                                                  \
    DUTY("urge", "clerk_urge", 600, true)                                                          \
    DUTY("outbox", "clerk_outbox_take", 2, false)

struct duty_kind {
    const char *name;
    const char *function;
    int period_s;
    bool slow;
};
#define KIND_OF(name, function, period_s, slow) {name, function, period_s, slow},
static const struct duty_kind kinds[] = {DUTIES(KIND_OF)};
enum { DUTY_COUNT = sizeof kinds / sizeof *kinds, DUTY_OUTBOX = DUTY_COUNT - 1 };
_Static_assert((int)DUTY_COUNT <= (int)BOARD_DUTIES, "the board has a place for each duty");

#define CALL_OF(function)                                                                          \
    {                                                                                              \
        function, "select status, etag, location, next, body, replayed from api." function         \
                  "($1::text, $2::jsonb, $3::jsonb)"                                               \
    }
#define STATEMENT_OF(name, function, period_s, slow) CALL_OF(function),
/* In the order of the duties, then how a delivery went. */
static const struct db_statement statements[] = {DUTIES(STATEMENT_OF) CALL_OF("clerk_outbox_done")};
enum { STATEMENT_COUNT = sizeof statements / sizeof *statements };
enum { ANSWER_BODY = 4 };

struct duty {
    struct clerk *clerk;
    const struct duty_kind *kind;
    struct event *timer;
    struct db_call call;
    bool running;
    bool again; /* at once when it is done */
    unsigned failures;
    time_t done_at;
    char warning[sizeof((struct board_duty *)NULL)->warning];
};

struct clerk {
    struct operations *operations;
    struct outbox *outbox;
    struct db *db;
    struct duty duties[DUTY_COUNT];
    bool draining;
    long drain_seconds;
    time_t started_at;
    void (*on_drained)(void *);
    void *drained_context;
};

static void plan_turn(struct duty *duty, long seconds)
{
    struct timeval wait = {seconds, 0};
    if (!duty->clerk->draining)
        evtimer_add(duty->timer, &wait);
}

static time_t seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec;
}

static void log_failure(const struct duty *duty, const struct db_result *result)
{
    struct log_field fields[] = {
        LOG_TEXT("operation", duty->kind->function), LOG_TEXT("sqlstate", result->sqlstate),
        LOG_TEXT("message", result->message ? result->message : ""), LOG_END};
    log_event(LOG_LEVEL_WARNING, "clerk_failed", fields);
}

static long back_off(struct duty *duty)
{
    long wait = RETRY_SECONDS;
    for (unsigned i = 0; i < duty->failures && wait < RETRY_MOST; i++)
        wait *= 2;
    duty->failures++;
    return wait < RETRY_MOST ? wait : RETRY_MOST;
}

/* What could not be done though nothing failed (a year without a calendar) waits for people: each
 * is in the log, the first one in /ready. */
static void note_warnings(struct duty *duty, const char *answer, size_t size)
{
    struct problem problem = PROBLEM_INIT;
    struct cJSON *root = NULL;
    const struct cJSON *entry;
    duty->warning[0] = '\0';
    if (answer == NULL || json_parse(&root, answer, size, &problem) != 0) {
        problem_clear(&problem);
        return;
    }
    cJSON_ArrayForEach(entry, cJSON_GetObjectItemCaseSensitive(root, "warnings"))
    {
        const struct cJSON *text = cJSON_GetObjectItemCaseSensitive(entry, "text_en");
        if (!cJSON_IsString(text))
            continue;
        const struct log_field fields[] = {LOG_TEXT("operation", duty->kind->function),
                                           LOG_TEXT("message", text->valuestring), LOG_END};
        log_event(LOG_LEVEL_WARNING, "clerk_warning", fields);
        if (duty->warning[0] == '\0')
            snprintf(duty->warning, sizeof duty->warning, "%s", text->valuestring);
    }
    cJSON_Delete(root);
}

/* A duty that fails keeps no other from its turn. */
static void on_db_answer(void *context, uint64_t ticket, const struct db_result *result)
{
    struct duty *duty = context;
    struct clerk *clerk = duty->clerk;
    const struct db_value *body = &result->columns[ANSWER_BODY];
    bool complete = true;
    (void)ticket;
    duty->running = false;
    if (result->outcome != DB_ROW) {
        log_failure(duty, result);
        plan_turn(duty, back_off(duty));
        return;
    }
    duty->failures = 0;
    if (duty->kind != &kinds[DUTY_OUTBOX])
        note_warnings(duty, body->data, body->size);
    /* What comes while it goes down is left to the next clerk: nobody would see how it went. */
    else if (!clerk->draining)
        complete = outbox_take(clerk->outbox, body->data, body->size);
    if (complete)
        duty->done_at = seconds_now();
    plan_turn(duty, duty->again ? 0 : duty->kind->period_s);
    duty->again = false;
}

static void on_timer_turn(evutil_socket_t fd, short what, void *context)
{
    struct duty *duty = context;
    struct clerk *clerk = duty->clerk;
    struct problem problem = PROBLEM_INIT;
    bool outbox = duty->kind == &kinds[DUTY_OUTBOX];
    (void)fd;
    (void)what;
    duty->call =
        (struct db_call){.statement = (unsigned)(duty->kind - kinds),
                         .identity = {.role = "steer_clerk",
                                      .client = "",
                                      .agency = "",
                                      .scope = "",
                                      .operation = duty->kind->function,
                                      .request = ""},
                         .values = {"", "{}", outbox ? outbox_request(clerk->outbox) : NULL},
                         .value_count = 3,
                         .write = true,
                         .slow = duty->kind->slow,
                         .deadline_ms = duty->kind->slow ? CALL_MS : SHORT_CALL_MS,
                         .answer = on_db_answer,
                         .context = duty};
    duty->running = db_submit(clerk->db, &duty->call, &problem) == 0;
    if (!duty->running)
        plan_turn(duty, RETRY_SECONDS);
    problem_clear(&problem);
}

/* A delivery is over: there may be more. */
static void on_outbox_again(void *context)
{
    struct clerk *clerk = context;
    struct duty *duty = &clerk->duties[DUTY_OUTBOX];
    if (duty->running)
        duty->again = true;
    else
        plan_turn(duty, 0);
}

static int start_duties(struct clerk *clerk, struct event_base *base)
{
    for (size_t i = 0; i < DUTY_COUNT; i++) {
        struct duty *duty = &clerk->duties[i];
        duty->clerk = clerk;
        duty->kind = &kinds[i];
        duty->timer = evtimer_new(base, on_timer_turn, duty);
        if (duty->timer == NULL)
            return -1;
        plan_turn(duty, 0); /* waits in the queue until the database is there */
    }
    return 0;
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
    clerk->drain_seconds = config->drain_seconds;
    if (start_duties(clerk, base) != 0 ||
        operations_new(&clerk->operations, base, board, descriptor, problem) != 0 ||
        outbox_new(&clerk->outbox, base, config, on_outbox_again, clerk, problem) != 0 ||
        db_open(&clerk->db, base, &db, statements, STATEMENT_COUNT, problem) != 0) {
        clerk_free(clerk);
        return problem_set(problem, PROBLEM_INTERNAL, "the clerk did not start");
    }
    outbox_attach(clerk->outbox, clerk->db, DUTY_COUNT);
    *out = clerk;
    return 0;
}

static void on_outbox_drained(void *context)
{
    struct clerk *clerk = context;
    operations_drain(clerk->operations, clerk->on_drained, clerk->drained_context);
}

/* Within half the time there is: what is under way then, the next clerk takes again. */
void clerk_drain(struct clerk *clerk, void (*on_drained)(void *), void *context)
{
    long half = clerk->drain_seconds / 2;
    clerk->draining = true;
    clerk->on_drained = on_drained;
    clerk->drained_context = context;
    for (size_t i = 0; i < DUTY_COUNT; i++)
        evtimer_del(clerk->duties[i].timer);
    outbox_drain(clerk->outbox, half < DRAIN_SECONDS ? half : DRAIN_SECONDS, on_outbox_drained,
                 clerk);
}

static void report_duty(struct board_duty *out, const struct duty *duty)
{
    int limit = LATE_PERIODS * duty->kind->period_s;
    time_t since = duty->done_at != 0 ? duty->done_at : duty->clerk->started_at;
    snprintf(out->name, sizeof out->name, "%s", duty->kind->name);
    out->lag_s = seconds_now() - since;
    out->limit_s = limit < LATE_SECONDS ? LATE_SECONDS : limit;
    snprintf(out->warning, sizeof out->warning, "%s", duty->warning);
}

void clerk_report(const struct clerk *clerk, struct board_entry *entry)
{
    const char *why = NULL;
    entry->ready = db_ready(clerk->db, &why);
    strncpy(entry->why, why != NULL ? why : "", sizeof entry->why - 1);
    db_stats(clerk->db, &entry->db);
    for (size_t i = 0; i < DUTY_COUNT; i++)
        report_duty(&entry->duties[i], &clerk->duties[i]);
    outbox_report(clerk->outbox, &entry->outbox);
}

void clerk_free(struct clerk *clerk)
{
    if (clerk == NULL)
        return;
    clerk->draining = true;
    db_close(clerk->db);
    outbox_free(clerk->outbox);
    operations_free(clerk->operations);
    for (size_t i = 0; i < DUTY_COUNT; i++) {
        if (clerk->duties[i].timer != NULL)
            event_free(clerk->duties[i].timer);
    }
    free(clerk);
}
