/* test_db_lost.c - sessions that go away under the pool: what each call in flight is told, and that
 * they come back by themselves. */
#include "test_db_place.h"

/* Terminates the backends that are inside api.nap or api.note, and says whether there was one. */
static bool terminate_sleeping(void)
{
    return strtoul(
               sql("select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = "
                   "'steer_api' and wait_event = 'PgSleep'"),
               NULL, 10) > 0;
}

/* Ends the backend a sleeping call is on, if it is another than the last one. */
static bool terminate_another(pid_t *last)
{
    pid_t backend = sleeping_backend();

    if (backend == 0 || backend == *last)
        return false;
    *last = backend;
    sql("select pg_terminate_backend(%d)", (int)backend);
    return true;
}

/* And once more when the call is repeated. */
static void terminate_twice(void)
{
    pid_t last = 0;

    WAIT_FOR(terminate_another(&last));
    WAIT_FOR(terminate_another(&last));
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

static void on_timer_submit(evutil_socket_t descriptor, short what, void *context)
{
    (void)descriptor, (void)what;
    submit(context);
}

/* The same, but the last words have been read by the time the write is submitted, and the end of
 * the connection has not. */
static void a_write_after_the_last_words_of_its_session_is_done_once(void **state)
{
    struct db_config config = pool_config();
    const struct timeval at_once = {0, 0};
    struct ask ask;
    struct event *timer;

    (void)state;
    pool_open_ready(&config);
    ask_init(&ask, NOTE);
    timer = evtimer_new(place.base, on_timer_submit, &ask);
    sql("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'steer_api'");
    wait_for_backends(0);
    evtimer_add(timer, &at_once); /* runs after the sessions' own callbacks */
    WAIT_FOR(ask.answers == 1);
    event_free(timer);
    assert_answered_itself(&ask);
    assert_int_equal(notes(&ask), 1);
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
    terminate_twice();
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

/* Twice it stood behind a call that was cut short, and was never begun itself. */
static void what_never_began_is_sent_as_often_as_it_takes(void **state)
{
    struct db_config config = pool_config();
    struct ask head;
    struct ask behind;

    (void)state;
    config.sessions = 1;
    pool_open_ready(&config);
    ask_nap(&head, "10");
    ask_init(&behind, NOTE);
    submit(&head);
    submit(&behind);
    terminate_twice();
    WAIT_FOR(stats().answered == 2);
    assert_int_equal(head.outcome, DB_LOST);
    assert_answered_itself(&behind);
    assert_int_equal(notes(&behind), 1);
}

/* The row had come and the commit had begun: PostgreSQL's last words do not say how it ended. */
static void a_write_whose_session_is_ended_in_its_commit_is_unknown(void **state)
{
    struct db_config config = pool_config();
    struct ask head;
    struct ask behind;

    (void)state;
    config.sessions = 1;
    pool_open_ready(&config);
    ask_init(&head, LINGER);
    ask_value(&head, "10");
    head.call.write = true;
    ask_init(&behind, NOTE);
    submit(&head);
    submit(&behind);
    WAIT_FOR(terminate_sleeping());
    WAIT_FOR(stats().answered == 2);
    assert_int_equal(head.outcome, DB_UNKNOWN);
    assert_answered_itself(&behind);
    assert_int_equal(notes(&behind), 1);
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
    assert_in_range(now_ms() - begun, 300, 5000);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_idle_session_that_is_ended_comes_back_unnoticed),
        TEST(a_write_to_a_session_that_has_just_been_ended_is_done_once),
        TEST(a_write_after_the_last_words_of_its_session_is_done_once),
        TEST(a_read_cut_short_is_repeated_once),
        TEST(a_write_whose_session_is_ended_is_done_once),
        TEST(what_never_began_is_sent_as_often_as_it_takes),
        TEST(a_write_whose_session_is_ended_in_its_commit_is_unknown),
        TEST(a_silent_backend_holds_up_nobody_else),
        TEST(what_has_not_left_us_is_sent_elsewhere_and_what_has_is_unknown),
        TEST(a_changed_schema_costs_a_reconnect_and_no_call),
    };

    return cmocka_run_group_tests_name("lost sessions", tests, cluster_start, cluster_stop);
}
