/* test_db_place.h - a private PostgreSQL with a small register and a pool on it, for the tests of
 * server/db. Each program that includes it has a cluster of its own. */
#ifndef STEER_TEST_DB_PLACE_H
#define STEER_TEST_DB_PLACE_H

#include "db/db.h"
#include "log.h"

#include <dirent.h>
#include <event2/event.h>
#include <fcntl.h>
#include <libpq-fe.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { WAIT_SECONDS = 30, COLUMN_MAX = 80 };

enum { WHO, NAP, NOTE, LINGER, TOUCH, REFUSE, CONFLICT, BIG, MEASURE, NOTHING, SHAPE, STATEMENTS };

static const struct db_statement statements[STATEMENTS] = {
    [WHO] = {"who", "select * from api.who($1)"},
    [NAP] = {"nap", "select api.nap($1, $2)"},
    [NOTE] = {"note", "select api.note($1, $2)"},
    [LINGER] = {"linger", "select api.note_and_linger($1, $2)"},
    [TOUCH] = {"touch", "select api.touch($1, $2)"},
    [REFUSE] = {"refuse", "select api.refuse($1)"},
    [CONFLICT] = {"conflict", "select api.conflict($1, $2, $3)"},
    [BIG] = {"big", "select api.big($1, $2)"},
    [MEASURE] = {"measure", "select api.measure($1, $2)"},
    [NOTHING] = {"nothing", "select api.nothing()"},
    [SHAPE] = {"shape", "select * from api.shape"},
};

/* The cluster, and the superuser's own connection to it. */
static struct {
    char directory[64];
    char socket[108];
    PGconn *admin;
} cluster;

/* One test's loop and pool. */
static struct {
    struct event_base *base;
    struct db *db;
    int descriptors; /* open before the test */
} place;

/* One call and the answer it got. */
struct ask {
    struct db_call call;
    char object[24];
    unsigned answers;
    enum db_outcome outcome;
    unsigned column_count;
    char columns[DB_COLUMNS_MAX][COLUMN_MAX];
    size_t size; /* of the first column */
    char sqlstate[6];
    char message[COLUMN_MAX];
    char detail[COLUMN_MAX];
    uint64_t answered_ticket;
    uint64_t queue_us;
    uint64_t run_us;
    void (*then)(struct ask *ask); /* last, inside the answer */
};

static inline uint64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static inline int cluster_script(const char *command, const char *rest)
{
    char line[256];

    snprintf(line, sizeof line, "deploy/local/cluster.sh %s %s %s", command, cluster.directory,
             rest);
    return system(line);
}

static inline void on_admin_notice(void *context, const PGresult *notice)
{
    (void)context, (void)notice;
}

static inline void admin_connect(void)
{
    char conninfo[200];

    PQfinish(cluster.admin);
    snprintf(conninfo, sizeof conninfo, "host=%s user=postgres dbname=postgres", cluster.socket);
    cluster.admin = PQconnectdb(conninfo);
    if (PQstatus(cluster.admin) != CONNECTION_OK)
        fail_msg("%s", PQerrorMessage(cluster.admin));
    PQsetNoticeReceiver(cluster.admin, on_admin_notice, NULL);
}

/* As the superuser; the first value of the first row, or "". */
static inline const char *sql(const char *format, ...)
{
    static char value[COLUMN_MAX];
    char text[1024];
    va_list arguments;
    PGresult *result;

    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    result = PQexec(cluster.admin, text);
    if (PQresultStatus(result) != PGRES_TUPLES_OK && PQresultStatus(result) != PGRES_COMMAND_OK)
        fail_msg("%s: %s", text, PQerrorMessage(cluster.admin));
    snprintf(value, sizeof value, "%s", PQntuples(result) > 0 ? PQgetvalue(result, 0, 0) : "");
    PQclear(result);
    return value;
}

static inline void cluster_load(const char *path)
{
    static char text[32768];
    FILE *file = fopen(path, "r");
    size_t size;
    PGresult *result;

    assert_non_null(file);
    size = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[size] = '\0';
    result = PQexec(cluster.admin, text);
    if (PQresultStatus(result) != PGRES_COMMAND_OK)
        fail_msg("%s: %s", path, PQerrorMessage(cluster.admin));
    PQclear(result);
}

/* Removes the cluster also when this program dies of a fault: the other end of a pipe notices. */
static inline int cluster_guard(void)
{
    int ends[2];
    char byte;

    if (pipe2(ends, O_CLOEXEC) != 0)
        return -1;
    if (fork() == 0) {
        setsid();
        close(ends[1]);
        while (read(ends[0], &byte, 1) > 0)
            continue;
        cluster_script("remove", "");
        rmdir(cluster.directory);
        _exit(0);
    }
    return close(ends[0]);
}

static inline int cluster_start(void **state)
{
    FILE *pipe;
    char command[128];

    (void)state;
    signal(SIGPIPE, SIG_IGN);
    log_level_set(getenv("STEER_TEST_LOG") ? LOG_LEVEL_DEBUG : LOG_LEVEL_ERROR);
    snprintf(cluster.directory, sizeof cluster.directory, "/tmp/steerd-unit-XXXXXX");
    if (!mkdtemp(cluster.directory) || chmod(cluster.directory, 0755) != 0 ||
        cluster_guard() != 0 ||
        cluster_script("init", "'fsync = off' 'max_connections = 60'") != 0 ||
        cluster_script("start", "") != 0)
        return -1;
    snprintf(command, sizeof command, "deploy/local/cluster.sh socket %s", cluster.directory);
    pipe = popen(command, "r");
    if (!pipe || !fgets(cluster.socket, sizeof cluster.socket, pipe) || pclose(pipe) != 0)
        return -1;
    cluster.socket[strcspn(cluster.socket, "\n")] = '\0';
    admin_connect();
    cluster_load("tests/unit/test_db_register.sql");
    return 0;
}

static inline int cluster_stop(void **state)
{
    (void)state;
    PQfinish(cluster.admin);
    cluster.admin = NULL;
    if (cluster_script("remove", "") != 0)
        return -1;
    return rmdir(cluster.directory);
}

static inline int open_descriptors(void)
{
    DIR *directory = opendir("/proc/self/fd");
    int count = 0;

    while (readdir(directory))
        count++;
    closedir(directory);
    return count;
}

static inline int place_setup(void **state)
{
    (void)state;
    place.descriptors = open_descriptors();
    place.base = event_base_new();
    place.db = NULL;
    sql("truncate register.notes");
    return place.base ? 0 : -1;
}

static inline struct db_config pool_config(void)
{
    static char conninfo[200];

    snprintf(conninfo, sizeof conninfo, "host=%s user=steer_api dbname=postgres password=secret",
             cluster.socket);
    return (struct db_config){.conninfo = conninfo,
                              .sessions = 2,
                              .slow_sessions = 1,
                              .depth = 8,
                              .queue_limit = 64,
                              .grace_ms = 500};
}

static inline void on_nudge(evutil_socket_t descriptor, short what, void *context)
{
    (void)descriptor, (void)what, (void)context;
}

/* Runs the loop until something is true; what never comes is a failure, not a hang. */
static inline void loop_once(uint64_t deadline, const char *what)
{
    struct event *nudge = evtimer_new(place.base, on_nudge, NULL);
    const struct timeval wait = {0, 20000};

    if (now_ms() > deadline)
        fail_msg("waited %d s for: %s", WAIT_SECONDS, what);
    evtimer_add(nudge, &wait);
    event_base_loop(place.base, EVLOOP_ONCE);
    event_free(nudge);
}

#define WAIT_FOR(condition)                                                                        \
    do {                                                                                           \
        uint64_t wait_end = now_ms() + WAIT_SECONDS * 1000;                                        \
        while (!(condition))                                                                       \
            loop_once(wait_end, #condition);                                                       \
    } while (0)

static inline struct db_stats stats(void)
{
    struct db_stats now;

    db_stats(place.db, &now);
    return now;
}

static inline void pool_open(const struct db_config *config)
{
    struct problem problem = PROBLEM_INIT;

    assert_int_equal(db_open(&place.db, place.base, config, statements, STATEMENTS, &problem), 0);
}

static inline void pool_open_ready(const struct db_config *config)
{
    pool_open(config);
    WAIT_FOR(stats().sessions_ready == config->sessions + config->slow_sessions);
}

static inline void on_ask_answer(void *context, uint64_t ticket, const struct db_result *result)
{
    struct ask *ask = context;

    ask->answers++;
    ask->answered_ticket = ticket;
    ask->outcome = result->outcome;
    ask->column_count = result->column_count;
    ask->queue_us = result->queue_us;
    ask->run_us = result->run_us;
    ask->size = result->columns[0].size;
    for (unsigned i = 0; i < result->column_count; i++)
        snprintf(ask->columns[i], COLUMN_MAX, "%s",
                 result->columns[i].data ? result->columns[i].data : "NULL");
    snprintf(ask->sqlstate, sizeof ask->sqlstate, "%s", result->sqlstate);
    snprintf(ask->message, COLUMN_MAX, "%s", result->message ? result->message : "");
    snprintf(ask->detail, COLUMN_MAX, "%s", result->detail ? result->detail : "");
    if (ask->then)
        ask->then(ask);
}

/* A call of the office with a ticket of its own, which is also its first value. */
static inline void ask_init(struct ask *ask, unsigned statement)
{
    static uint64_t tickets = 1000;

    *ask = (struct ask){.call = {.statement = statement,
                                 .identity = {.role = "steer_office",
                                              .client = "office",
                                              .agency = "",
                                              .scope = "",
                                              .operation = "test",
                                              .request = "r-1"},
                                 .value_count = 1,
                                 .deadline_ms = 20000,
                                 .answer = on_ask_answer,
                                 .context = ask,
                                 .ticket = ++tickets}};
    snprintf(ask->object, sizeof ask->object, "%llu", (unsigned long long)tickets);
    ask->call.values[0] = ask->object;
    if (statement == NOTE) {
        ask->call.write = true;
        ask->call.values[1] = "0";
        ask->call.value_count = 2;
    }
}

static inline void ask_value(struct ask *ask, const char *value)
{
    ask->call.values[ask->call.value_count++] = value;
}

static inline void submit(struct ask *ask)
{
    struct problem problem = PROBLEM_INIT;

    if (db_submit(place.db, &ask->call, &problem) != 0)
        fail_msg("refused: %s", problem.note);
}

static inline void submit_and_wait(struct ask *ask)
{
    submit(ask);
    WAIT_FOR(ask->answers > 0);
}

/* Backends of the pool that are inside pg_sleep(). */
static inline unsigned sleeping(void)
{
    return (unsigned)strtoul(
        sql("select count(*) from pg_stat_activity where usename = 'steer_api' "
            "and wait_event = 'PgSleep'"),
        NULL, 10);
}

static inline pid_t sleeping_backend(void)
{
    return (pid_t)strtoul(sql("select pid from pg_stat_activity where usename = 'steer_api' and "
                              "wait_event = 'PgSleep'"),
                          NULL, 10);
}

/* How often a write is there. */
static inline unsigned notes(const struct ask *ask)
{
    return (unsigned)strtoul(
        sql("select count(*) from register.notes where ticket = %s", ask->object), NULL, 10);
}

static inline void ask_nap(struct ask *ask, const char *seconds)
{
    ask_init(ask, NAP);
    ask_value(ask, seconds);
}

static inline void assert_answered_itself(const struct ask *ask)
{
    assert_int_equal(ask->answers, 1);
    assert_int_equal(ask->answered_ticket, ask->call.ticket);
    assert_int_equal(ask->outcome, DB_ROW);
    assert_string_equal(ask->columns[0], ask->object);
}

static inline void assert_counters_agree(void)
{
    struct db_stats now = stats();

    assert_int_equal(now.queued, 0);
    assert_int_equal(now.running, 0);
    assert_int_equal(now.accepted, now.answered + now.withdrawn);
}

/* Lets what still runs end, and holds that the counters agree and that no descriptor is left. */
static inline int place_teardown(void **state)
{
    (void)state;
    if (place.db) {
        WAIT_FOR(stats().queued + stats().running == 0);
        assert_counters_agree();
        db_close(place.db);
    }
    event_base_free(place.base);
    assert_int_equal(open_descriptors(), place.descriptors);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, place_setup, place_teardown)

#endif
