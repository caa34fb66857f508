/* test_db_lost.c - connections that go away under the pool: what each call in flight is told, and
 * that everything comes back by itself. */
#include "test_db_place.h"

#include <sys/wait.h>

/* Terminates the backends that are inside api.nap or api.note, and says whether there was one. */
static bool terminate_sleeping(void)
{
    return strtoul(
               sql("select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = "
                   "'steer_api' and wait_event = 'PgSleep'"),
               NULL, 10) > 0;
}

static unsigned sleeping(void)
{
    return (unsigned)strtoul(
        sql("select count(*) from pg_stat_activity where usename = 'steer_api' "
            "and wait_event = 'PgSleep'"),
        NULL, 10);
}

static pid_t sleeping_backend(void)
{
    return (pid_t)strtoul(sql("select pid from pg_stat_activity where usename = 'steer_api' and "
                              "wait_event = 'PgSleep'"),
                          NULL, 10);
}

static unsigned notes(const struct ask *ask)
{
    return (unsigned)strtoul(
        sql("select count(*) from register.notes where ticket = %s", ask->object), NULL, 10);
}

/* Not through the loop: the pool hears of nothing meanwhile. */
static void wait_for_backends(unsigned count)
{
    uint64_t end = now_ms() + WAIT_SECONDS * 1000;

    while (strtoul(sql("select count(*) from pg_stat_activity where usename = 'steer_api'"), NULL,
                   10) != count)
        if (now_ms() > end)
            fail_msg("waited for %u backends", count);
}

static void ask_nap(struct ask *ask, const char *seconds)
{
    ask_init(ask, NAP);
    ask_value(ask, seconds);
}

static void an_idle_session_that_is_ended_comes_back_unnoticed(void **state)
{
    struct db_config config = pool_config();
    struct ask ask;

    (void)state;
    pool_open_ready(&config);
    sql("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'steer_api'");
    WAIT_FOR(stats().reconnects == 3);
    WAIT_FOR(stats().sessions_ready == 3);
    ask_init(&ask, NOTE);
    submit_and_wait(&ask);
    assert_answered_itself(&ask);
    assert_int_equal(stats().lost, 0);
}

/* The server's last words are in the socket when the write goes into it. */
static void a_write_to_a_session_that_has_just_been_ended_is_done_once(void **state)
{
    struct db_config config = pool_config();
    struct ask asks[6];

    (void)state;
    for (unsigned round = 0; round < 5; round++) {
        pool_open_ready(&config);
        sql("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'steer_api'");
        wait_for_backends(0);
        for (unsigned i = 0; i < 6; i++) {
            ask_init(&asks[i], NOTE);
            submit(&asks[i]);
        }
        WAIT_FOR(stats().answered == 6);
        for (unsigned i = 0; i < 6; i++) {
            assert_answered_itself(&asks[i]);
            assert_int_equal(notes(&asks[i]), 1);
        }
        db_close(place.db);
        place.db = NULL;
    }
}

static void a_read_cut_short_is_repeated_once(void **state)
{
    struct db_config config = pool_config();
    struct ask ask;

    (void)state;
    pool_open_ready(&config);
    ask_nap(&ask, "0.4");
    submit(&ask);
    WAIT_FOR(terminate_sleeping());
    WAIT_FOR(ask.answers == 1);
    assert_answered_itself(&ask);
    ask_nap(&ask, "5");
    submit(&ask);
    WAIT_FOR(terminate_sleeping());
    WAIT_FOR(sleeping() == 0);
    WAIT_FOR(terminate_sleeping());
    WAIT_FOR(ask.answers == 1);
    assert_int_equal(ask.outcome, DB_LOST);
}

/* PostgreSQL says that it ends the session: what ran is rolled back, what waited never began. */
static void a_write_whose_session_is_ended_is_done_once(void **state)
{
    struct db_config config = pool_config();
    struct ask asks[6];

    (void)state;
    config.sessions = 1;
    pool_open_ready(&config);
    for (unsigned i = 0; i < 6; i++) {
        ask_init(&asks[i], NOTE);
        asks[i].call.values[1] = i == 2 ? "0.5" : "0";
        submit(&asks[i]);
    }
    WAIT_FOR(terminate_sleeping());
    WAIT_FOR(stats().answered == 6);
    for (unsigned i = 0; i < 6; i++) {
        assert_answered_itself(&asks[i]);
        assert_int_equal(notes(&asks[i]), 1);
    }
    assert_int_equal(stats().lost, 0);
}

static void start_again(void)
{
    uint64_t end = now_ms() + WAIT_SECONDS * 1000;

    PQfinish(cluster.admin);
    cluster.admin = NULL;
    do {
        char conninfo[200];
        PQfinish(cluster.admin);
        snprintf(conninfo, sizeof conninfo, "host=%s user=postgres dbname=postgres",
                 cluster.socket);
        cluster.admin = PQconnectdb(conninfo);
    } while (PQstatus(cluster.admin) != CONNECTION_OK && now_ms() < end);
    if (PQstatus(cluster.admin) != CONNECTION_OK)
        fail_msg("%s", PQerrorMessage(cluster.admin));
}

/* A crash: no last words, every backend goes, recovery follows. */
static void after_a_crash_reads_are_repeated_and_flushed_writes_unknown(void **state)
{
    struct db_config config = pool_config();
    struct ask reads[3];
    struct ask writes[3];

    (void)state;
    config.sessions = 1;
    config.outage_ms = 20000;
    pool_open_ready(&config);
    for (unsigned i = 0; i < 3; i++) {
        ask_nap(&reads[i], "0.2");
        submit(&reads[i]);
        ask_init(&writes[i], NOTE);
        submit(&writes[i]);
    }
    WAIT_FOR(sleeping() == 1);
    kill(sleeping_backend(), SIGKILL);
    WAIT_FOR(stats().answered == 6);
    start_again();
    for (unsigned i = 0; i < 3; i++) {
        assert_answered_itself(&reads[i]);
        assert_int_equal(writes[i].answers, 1);
        assert_int_equal(writes[i].outcome, DB_UNKNOWN);
    }
    assert_int_equal(stats().lost, 3);
}

static pid_t script_in_background(const char *command, const char *rest)
{
    pid_t pid = fork();

    if (pid == 0)
        _exit(cluster_script(command, rest) == 0 ? 0 : 1);
    return pid;
}

static bool has_ended(pid_t *pid)
{
    int status;

    if (*pid && waitpid(*pid, &status, WNOHANG) == *pid) {
        assert_int_equal(status, 0);
        *pid = 0;
    }
    return *pid == 0;
}

static void a_stopped_server_refuses_soon_and_a_started_one_serves(void **state)
{
    struct db_config config = pool_config();
    struct problem problem = PROBLEM_INIT;
    struct ask read;
    struct ask write;
    struct ask later;
    const char *why = NULL;
    pid_t script;
    uint64_t stopped;

    (void)state;
    config.outage_ms = 500;
    pool_open_ready(&config);
    ask_nap(&read, "10");
    ask_init(&write, NOTE);
    write.call.values[1] = "10";
    submit(&read);
    submit(&write);
    WAIT_FOR(sleeping() == 2);
    script = script_in_background("stop", "immediate");
    WAIT_FOR(stats().answered == 2);
    stopped = now_ms();
    assert_int_equal(read.outcome, DB_LOST);
    assert_int_equal(write.outcome, DB_UNKNOWN);
    WAIT_FOR(has_ended(&script));
    WAIT_FOR(now_ms() - stopped > 600);
    ask_init(&later, WHO);
    assert_int_equal(db_submit(place.db, &later.call, &problem), -1);
    assert_int_equal(problem.code, PROBLEM_DATABASE_UNAVAILABLE);
    assert_int_equal(problem.retry_after, 1);
    assert_false(db_ready(place.db, &why));
    assert_non_null(strstr(why, "No such file"));
    script = script_in_background("start", "");
    WAIT_FOR(has_ended(&script));
    WAIT_FOR(db_ready(place.db, NULL));
    start_again();
    submit_and_wait(&later);
    assert_answered_itself(&later);
}

/* One second without a server is shorter than the outage that is borne: calls wait. */
static void a_restart_is_waited_out_by_what_comes_meanwhile(void **state)
{
    struct db_config config = pool_config();
    struct ask asks[40];
    unsigned count = 0;
    pid_t script;

    (void)state;
    config.outage_ms = 20000;
    pool_open_ready(&config);
    script = script_in_background("stop", "fast");
    while (!has_ended(&script) && count < 20) {
        ask_init(&asks[count], count % 2 ? NOTE : WHO);
        submit(&asks[count++]);
        loop_once(now_ms() + WAIT_SECONDS * 1000, "a turn");
    }
    WAIT_FOR(has_ended(&script));
    script = script_in_background("start", "");
    while (!has_ended(&script) && count < 40) {
        ask_init(&asks[count], count % 2 ? NOTE : WHO);
        submit(&asks[count++]);
        loop_once(now_ms() + WAIT_SECONDS * 1000, "a turn");
    }
    WAIT_FOR(has_ended(&script));
    WAIT_FOR(stats().answered == count);
    start_again();
    for (unsigned i = 0; i < count; i++) {
        assert_answered_itself(&asks[i]);
        if (i % 2)
            assert_int_equal(notes(&asks[i]), 1);
    }
}

static void a_silent_backend_holds_up_nobody_else(void **state)
{
    struct db_config config = pool_config();
    struct ask stuck;
    struct ask others[8];
    pid_t backend;
    uint64_t begun;

    (void)state;
    pool_open_ready(&config);
    ask_init(&stuck, NOTE);
    stuck.call.values[1] = "0.2";
    stuck.call.deadline_ms = 600;
    submit(&stuck);
    WAIT_FOR(sleeping() == 1);
    backend = sleeping_backend();
    begun = now_ms();
    kill(backend, SIGSTOP);
    WAIT_FOR(now_ms() - begun > 40);
    for (unsigned i = 0; i < 8; i++) {
        ask_init(&others[i], WHO);
        submit(&others[i]);
    }
    WAIT_FOR(stats().answered == 8);
    for (unsigned i = 0; i < 8; i++)
        assert_answered_itself(&others[i]);
    WAIT_FOR(stuck.answers == 1);
    assert_int_equal(stuck.outcome, DB_TIMEOUT);
    assert_in_range(now_ms() - begun, 300, 1000);
    WAIT_FOR(stats().reconnects == 1); /* given up after the grace, and replaced */
    kill(backend, SIGCONT);
    assert_int_equal(stuck.answers, 1);
}

/* The first stands at the silent backend, the second has reached its socket, the third is too large
 * for it: only of the third it is certain that nothing was done. */
static void what_has_not_left_us_is_sent_elsewhere_and_what_has_is_unknown(void **state)
{
    struct db_config config = pool_config();
    struct ask head;
    struct ask flushed;
    struct ask unsent;
    size_t size = 4 << 20;
    char *text = malloc(size + 1);
    pid_t backend;

    (void)state;
    memset(text, 'x', size);
    text[size] = '\0';
    config.sessions = 1;
    pool_open_ready(&config);
    ask_init(&head, WHO);
    submit_and_wait(&head);
    backend = (pid_t)strtoul(head.columns[1], NULL, 10);
    kill(backend, SIGSTOP);
    ask_init(&head, WHO);
    head.call.deadline_ms = 300;
    ask_init(&flushed, NOTE);
    ask_init(&unsent, MEASURE);
    ask_value(&unsent, text);
    unsent.call.write = true;
    submit(&head);
    submit(&flushed);
    submit(&unsent);
    WAIT_FOR(stats().answered == 4);
    kill(backend, SIGCONT);
    assert_int_equal(head.outcome, DB_TIMEOUT);
    assert_int_equal(flushed.outcome, DB_UNKNOWN);
    assert_int_equal(unsent.outcome, DB_ROW);
    assert_string_equal(unsent.columns[0], "4194304");
    free(text);
}

static void a_changed_schema_costs_a_reconnect_and_no_call(void **state)
{
    struct db_config config = pool_config();
    struct ask asks[10];

    (void)state;
    pool_open_ready(&config);
    for (unsigned round = 1; round <= 2; round++) {
        for (unsigned i = 0; i < 10; i++) {
            ask_init(&asks[i], SHAPE);
            asks[i].call.value_count = 0;
            submit(&asks[i]);
        }
        WAIT_FOR(stats().answered == round * 10);
        for (unsigned i = 0; i < 10; i++) {
            assert_int_equal(asks[i].answers, 1);
            assert_int_equal(asks[i].outcome, DB_ROW);
            assert_int_equal(asks[i].column_count, round);
        }
        sql("create or replace view api.shape as select 1 as one, 2 as two");
    }
    assert_in_range(stats().reconnects, 1, 3);
    sql("drop view api.shape");
    sql("create view api.shape as select 1 as one");
    sql("grant select on api.shape to steer_office, steer_agency");
}

static void a_postmaster_that_does_not_answer_is_an_outage(void **state)
{
    struct db_config config = pool_config();
    struct problem problem = PROBLEM_INIT;
    struct ask ask;
    const char *why = NULL;
    pid_t postmaster = (pid_t)strtoul(
        sql("select (regexp_split_to_array(pg_read_file('postmaster.pid'), '\\n'))[1]"), NULL, 10);

    (void)state;
    config.connect_timeout_ms = 200;
    config.outage_ms = 400;
    kill(postmaster, SIGSTOP);
    pool_open(&config);
    ask_init(&ask, WHO);
    submit_and_wait(&ask);
    kill(postmaster, SIGCONT);
    assert_int_equal(ask.outcome, DB_LOST);
    assert_false(db_ready(place.db, &why));
    assert_string_equal(why, "no connection within the time allowed");
    assert_int_equal(db_submit(place.db, &ask.call, &problem), -1);
    assert_int_equal(problem.code, PROBLEM_DATABASE_UNAVAILABLE);
    WAIT_FOR(db_ready(place.db, NULL));
    ask_init(&ask, WHO);
    submit_and_wait(&ask);
    assert_answered_itself(&ask);
}

static void the_pool_may_be_closed_in_every_state(void **state)
{
    struct db_config config = pool_config();

    (void)state;
    for (unsigned turns = 0; turns < 12; turns++) {
        pool_open(&config);
        for (unsigned i = 0; i < turns; i++)
            event_base_loop(place.base, EVLOOP_NONBLOCK);
        db_close(place.db);
        place.db = NULL;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_idle_session_that_is_ended_comes_back_unnoticed),
        TEST(a_write_to_a_session_that_has_just_been_ended_is_done_once),
        TEST(a_read_cut_short_is_repeated_once),
        TEST(a_write_whose_session_is_ended_is_done_once),
        TEST(after_a_crash_reads_are_repeated_and_flushed_writes_unknown),
        TEST(a_stopped_server_refuses_soon_and_a_started_one_serves),
        TEST(a_restart_is_waited_out_by_what_comes_meanwhile),
        TEST(a_silent_backend_holds_up_nobody_else),
        TEST(what_has_not_left_us_is_sent_elsewhere_and_what_has_is_unknown),
        TEST(a_changed_schema_costs_a_reconnect_and_no_call),
        TEST(a_postmaster_that_does_not_answer_is_an_outage),
        TEST(the_pool_may_be_closed_in_every_state),
    };

    return cmocka_run_group_tests_name("lost connections", tests, cluster_start, cluster_stop);
}
