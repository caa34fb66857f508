/* test_db_queue.c - calls that wait: limits, deadlines, withdrawal, and which session carries
 * which. */
#include "test_db_place.h"

static void a_full_queue_refuses_at_once_and_each_lane_has_its_own(void **state)
{
    struct db_config config = pool_config();
    struct problem problem = PROBLEM_INIT;
    struct ask asks[6];

    (void)state;
    config.queue_limit = 4;
    pool_open(&config);
    for (unsigned i = 0; i < 4; i++) {
        ask_init(&asks[i], WHO);
        submit(&asks[i]);
    }
    ask_init(&asks[4], WHO);
    assert_int_equal(db_submit(place.db, &asks[4].call, &problem), -1);
    assert_int_equal(problem.code, PROBLEM_DATABASE_BUSY);
    assert_int_equal(problem.retry_after, 1);
    ask_init(&asks[5], WHO);
    asks[5].call.slow = true;
    submit(&asks[5]);
    WAIT_FOR(stats().answered == 5);
    assert_int_equal(asks[4].answers, 0);
    assert_false(db_withdraw(place.db, &asks[4].call));
}

static void a_waiting_call_can_be_withdrawn_and_a_sent_one_not(void **state)
{
    struct db_config config = pool_config();
    struct ask running;
    struct ask waiting;

    (void)state;
    config.sessions = 1;
    config.depth = 1;
    pool_open_ready(&config);
    ask_init(&running, NAP);
    ask_value(&running, "0.3");
    ask_init(&waiting, NOTE);
    submit(&running);
    submit(&waiting);
    WAIT_FOR(stats().running == 1);
    assert_false(db_withdraw(place.db, &running.call));
    assert_true(db_withdraw(place.db, &waiting.call));
    assert_false(db_withdraw(place.db, &waiting.call));
    WAIT_FOR(running.answers == 1);
    assert_answered_itself(&running);
    assert_int_equal(waiting.answers, 0);
    assert_int_equal(stats().withdrawn, 1);
    assert_string_equal(sql("select count(*) from register.notes"), "0");
}

static void slow_calls_keep_no_ordinary_one_waiting(void **state)
{
    struct db_config config = pool_config();
    struct ask slow[2];
    struct ask quick;

    (void)state;
    config.sessions = 1;
    pool_open_ready(&config);
    for (unsigned i = 0; i < 2; i++) {
        ask_init(&slow[i], NAP);
        ask_value(&slow[i], "0.5");
        slow[i].call.slow = true;
        submit(&slow[i]);
    }
    ask_init(&quick, WHO);
    submit_and_wait(&quick);
    assert_answered_itself(&quick);
    assert_int_equal(slow[0].answers, 0);
    WAIT_FOR(slow[0].answers == 1);
    assert_int_equal(slow[1].answers, 0); /* one at a time */
    WAIT_FOR(slow[1].answers == 1);
}

static void without_slow_sessions_slow_calls_go_with_the_others(void **state)
{
    struct db_config config = pool_config();
    struct ask ask;

    (void)state;
    config.slow_sessions = 0;
    pool_open(&config);
    ask_init(&ask, NAP);
    ask_value(&ask, "0");
    ask.call.slow = true;
    submit_and_wait(&ask);
    assert_answered_itself(&ask);
}

static void the_time_left_is_the_statements_limit_less_an_eighth(void **state)
{
    struct db_config config = pool_config();
    struct ask ask;

    (void)state;
    pool_open_ready(&config);
    ask_init(&ask, WHO);
    ask.call.deadline_ms = 400;
    submit_and_wait(&ask);
    assert_in_range(strtoul(ask.columns[7], NULL, 10), 300, 350);
}

static void postgresql_ends_what_runs_too_long_before_we_do(void **state)
{
    struct db_config config = pool_config();
    struct ask ask;

    (void)state;
    pool_open_ready(&config);
    ask_init(&ask, NOTE);
    ask.call.values[1] = "20";
    ask.call.deadline_ms = 2000;
    submit_and_wait(&ask);
    assert_int_equal(ask.outcome, DB_ERROR);
    assert_string_equal(ask.sqlstate, "57014");
    assert_string_equal(sql("select count(*) from register.notes"), "0");
}

static void a_lock_held_beyond_the_deadline_is_not_waited_for(void **state)
{
    struct db_config config = pool_config();
    struct ask ask;
    struct ask row;

    (void)state;
    pool_open_ready(&config);
    ask_init(&row, NOTE);
    submit_and_wait(&row);
    sql("begin");
    sql("update register.notes set note = 'held'");
    ask_init(&ask, TOUCH);
    ask_value(&ask, row.object);
    ask.call.write = true;
    ask.call.deadline_ms = 2000;
    submit_and_wait(&ask);
    sql("commit");
    assert_int_equal(ask.outcome, DB_ERROR);
    assert_string_equal(ask.sqlstate, "57014");
    assert_string_equal(sql("select note from register.notes"), "held");
}

/* While admit runs, the limit is not in force yet. The backend waits for the lock until it notices
 * that nobody listens. */
static void a_lock_in_admit_ends_by_our_own_clock(void **state)
{
    struct db_config config = pool_config();
    struct ask ask;
    uint64_t begun;

    (void)state;
    config.sessions = 1;
    pool_open_ready(&config);
    sql("select pg_advisory_lock(1)");
    begun = now_ms();
    ask_init(&ask, NOTE);
    ask.call.identity.client = "locked";
    ask.call.deadline_ms = 300;
    submit(&ask);
    WAIT_FOR(*sql("select pid from pg_locks where locktype = 'advisory' and not granted"));
    WAIT_FOR(ask.answers == 1);
    assert_int_equal(ask.outcome, DB_TIMEOUT);
    assert_in_range(now_ms() - begun, 290, 2500);
    WAIT_FOR(stats().reconnects == 1);
    WAIT_FOR(!*sql("select pid from pg_locks where locktype = 'advisory' and not granted"));
    assert_in_range(now_ms() - begun, 600, 8000);
    sql("select pg_advisory_unlock(1)");
    ask_init(&ask, NOTE);
    ask.call.identity.client = "locked";
    submit_and_wait(&ask);
    assert_answered_itself(&ask);
    assert_string_equal(sql("select count(*) from register.notes"), "1");
}

static void a_call_behind_a_late_one_times_out_by_our_own_clock(void **state)
{
    struct db_config config = pool_config();
    struct ask head;
    struct ask behind;
    uint64_t begun = now_ms();

    (void)state;
    config.sessions = 1;
    pool_open_ready(&config);
    ask_init(&head, NAP);
    ask_value(&head, "3");
    ask_init(&behind, NOTE);
    behind.call.deadline_ms = 300;
    submit(&head);
    submit_and_wait(&behind); /* sent in the same turn, before the head is known to be slow */
    assert_int_equal(behind.outcome, DB_TIMEOUT);
    assert_in_range(now_ms() - begun, 290, 2500);
    assert_int_equal(head.answers, 0);
    WAIT_FOR(head.answers == 1);
    WAIT_FOR(stats().running == 0);
    assert_int_equal(behind.answers, 1);
    assert_int_equal(stats().timeouts, 1);
}

static void a_call_that_never_left_the_queue_times_out_too(void **state)
{
    struct db_config config = pool_config();
    struct ask head;
    struct ask waiting;

    (void)state;
    config.sessions = 1;
    config.depth = 1;
    pool_open_ready(&config);
    ask_init(&head, NAP);
    ask_value(&head, "0.6");
    ask_init(&waiting, NOTE);
    waiting.call.deadline_ms = 200;
    submit(&head);
    submit_and_wait(&waiting);
    assert_int_equal(waiting.outcome, DB_TIMEOUT);
    assert_int_equal(waiting.run_us, 0);
    WAIT_FOR(head.answers == 1);
    assert_string_equal(sql("select count(*) from register.notes"), "0");
}

static void nothing_is_put_behind_a_call_that_runs_long(void **state)
{
    struct db_config config = pool_config();
    struct ask head;
    struct ask later;
    uint64_t begun;

    (void)state;
    pool_open_ready(&config);
    ask_init(&head, NAP);
    ask_value(&head, "1.5");
    submit(&head);
    WAIT_FOR(stats().running == 1);
    begun = now_ms();
    WAIT_FOR(now_ms() - begun > 40);
    ask_init(&later, WHO);
    submit_and_wait(&later);
    assert_int_equal(head.answers, 0);
    WAIT_FOR(head.answers == 1);
}

static void reads_fill_one_session_and_writes_spread(void **state)
{
    struct db_config config = pool_config();
    struct ask asks[8];

    (void)state;
    pool_open_ready(&config);
    for (unsigned i = 0; i < 8; i++) {
        ask_init(&asks[i], WHO);
        submit(&asks[i]);
    }
    WAIT_FOR(stats().answered == 8);
    for (unsigned i = 1; i < 8; i++)
        assert_string_equal(asks[i].columns[1], asks[0].columns[1]);
    for (unsigned i = 0; i < 2; i++) {
        ask_init(&asks[i], WHO);
        asks[i].call.write = true;
        submit(&asks[i]);
    }
    WAIT_FOR(stats().answered == 10);
    assert_string_not_equal(asks[0].columns[1], asks[1].columns[1]);
}

static void each_session_keeps_to_one_role_where_it_can(void **state)
{
    struct db_config config = pool_config();
    struct ask asks[16];

    (void)state;
    pool_open_ready(&config);
    for (unsigned i = 0; i < 16; i++) {
        ask_init(&asks[i], WHO);
        asks[i].call.identity.role = i % 2 ? "steer_agency" : "steer_office";
        submit(&asks[i]);
    }
    WAIT_FOR(stats().answered == 16);
    for (unsigned i = 0; i < 16; i++) {
        assert_answered_itself(&asks[i]);
        assert_string_equal(asks[i].columns[1], asks[i % 2].columns[1]);
    }
    assert_string_not_equal(asks[0].columns[1], asks[1].columns[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_full_queue_refuses_at_once_and_each_lane_has_its_own),
        TEST(a_waiting_call_can_be_withdrawn_and_a_sent_one_not),
        TEST(slow_calls_keep_no_ordinary_one_waiting),
        TEST(without_slow_sessions_slow_calls_go_with_the_others),
        TEST(the_time_left_is_the_statements_limit_less_an_eighth),
        TEST(postgresql_ends_what_runs_too_long_before_we_do),
        TEST(a_lock_held_beyond_the_deadline_is_not_waited_for),
        TEST(a_lock_in_admit_ends_by_our_own_clock),
        TEST(a_call_behind_a_late_one_times_out_by_our_own_clock),
        TEST(a_call_that_never_left_the_queue_times_out_too),
        TEST(nothing_is_put_behind_a_call_that_runs_long),
        TEST(reads_fill_one_session_and_writes_spread),
        TEST(each_session_keeps_to_one_role_where_it_can),
    };

    return cmocka_run_group_tests_name("queue", tests, cluster_start, cluster_stop);
}
