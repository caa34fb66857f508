/* test_db_server.c - a server that crashes, stops, starts and keeps silent under the pool. */
#include "test_db_place.h"

#include <sys/wait.h>

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
    struct ask dry;

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
    ask_init(&dry, NOTE);
    dry.call.dry_run = true;
    submit(&dry);
    WAIT_FOR(sleeping() == 1);
    kill(sleeping_backend(), SIGKILL);
    WAIT_FOR(stats().answered == 7);
    start_again();
    assert_answered_itself(&dry);
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
        TEST(after_a_crash_reads_are_repeated_and_flushed_writes_unknown),
        TEST(a_stopped_server_refuses_soon_and_a_started_one_serves),
        TEST(a_restart_is_waited_out_by_what_comes_meanwhile),
        TEST(a_postmaster_that_does_not_answer_is_an_outage),
        TEST(the_pool_may_be_closed_in_every_state),
    };

    return cmocka_run_group_tests_name("lost server", tests, cluster_start, cluster_stop);
}
