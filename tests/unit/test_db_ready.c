/* test_db_ready.c - what the pool refuses to serve, in which words, and that it serves as soon as
 * the cause is gone, without being opened again. */
#include "test_db_place.h"

struct unfitness {
    const char *fault;
    const char *remedy;
    const char *why;
};

/* Breaks the database before the pool is opened, and mends it while the pool tries. */
static void assert_unfit(const struct unfitness *unfitness)
{
    struct db_config config = pool_config();
    const char *why = NULL;
    struct ask ask;

    sql("%s", unfitness->fault);
    config.outage_ms = 300;
    pool_open(&config);
    ask_init(&ask, WHO);
    submit_and_wait(&ask); /* waits out the outage */
    assert_int_equal(ask.outcome, DB_LOST);
    assert_int_equal(stats().sessions_ready, 0);
    assert_false(db_ready(place.db, &why));
    sql("%s", unfitness->remedy);
    if (!strstr(why, unfitness->why))
        fail_msg("\"%s\" does not say \"%s\"", why, unfitness->why);
    WAIT_FOR(db_ready(place.db, &why));
    assert_null(why);
    ask_init(&ask, WHO);
    submit_and_wait(&ask);
    assert_answered_itself(&ask);
    db_close(place.db);
    place.db = NULL;
}

static void a_statement_that_does_not_prepare_is_named(void **state)
{
    static const struct unfitness cases[] = {
        {"alter function api.who(text) rename to whom",
         "alter function api.whom(text) rename to who", "who: function api.who"},
        {"revoke usage on schema api from steer_api", "grant usage on schema api to steer_api",
         "permission denied for schema api"},
        {"alter function private.undo() rename to redo",
         "alter function private.redo() rename to undo",
         "function \"private.undo()\" does not exist"},
    };

    (void)state;
    for (unsigned i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_unfit(&cases[i]);
}

static void an_old_schema_is_not_served(void **state)
{
    static const struct unfitness cases[] = {
        {"create or replace function private.schema_version() returns integer language sql stable "
         "as "
         "'select 0'",
         "create or replace function private.schema_version() returns integer language sql stable "
         "as "
         "'select 1'",
         "the schema is version 0, this binary needs 1"},
        {"alter function private.schema_version() rename to no_version",
         "alter function private.no_version() rename to schema_version",
         "readiness check: function private.schema_version() does not exist"},
    };

    (void)state;
    for (unsigned i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_unfit(&cases[i]);
}

static void a_login_role_with_powers_is_not_served(void **state)
{
    static const struct unfitness cases[] = {
        {"alter role steer_api superuser", "alter role steer_api nosuperuser", "superuser"},
        {"alter role steer_api bypassrls", "alter role steer_api nobypassrls",
         "bypasses row-level"},
        {"alter role steer_api createrole", "alter role steer_api nocreaterole", "creates roles"},
        {"alter role steer_api inherit", "alter role steer_api noinherit", "inherits the rights"},
        {"alter view api.shape owner to steer_api", "alter view api.shape owner to postgres",
         "owns 1 objects"},
        {"create schema elsewhere authorization steer_api", "drop schema elsewhere",
         "owns 1 objects"},
        {"revoke execute on function private.admit(bigint, text) from public",
         "grant execute on function private.admit(bigint, text) to public",
         "may not execute private.admit"},
    };

    (void)state;
    for (unsigned i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_unfit(&cases[i]);
}

static void a_table_without_forced_row_level_security_is_named(void **state)
{
    static const struct unfitness cases[] = {
        {"alter table register.notes no force row level security",
         "alter table register.notes force row level security",
         "row-level security is not forced on notes"},
        {"alter table register.notes disable row level security",
         "alter table register.notes enable row level security",
         "row-level security is not forced on notes"},
        {"create table private.secrets (id integer)", "drop table private.secrets",
         "row-level security is not forced on secrets"},
    };

    (void)state;
    for (unsigned i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_unfit(&cases[i]);
}

static void a_refused_login_is_told_in_the_servers_words(void **state)
{
    static const struct unfitness cases[] = {
        {"alter role steer_api nologin", "alter role steer_api login",
         "is not permitted to log in"},
        {"alter role steer_api password 'other'", "alter role steer_api password 'secret'",
         "password authentication failed"},
        {"alter role steer_api connection limit 0", "alter role steer_api connection limit -1",
         "too many connections for role"},
    };

    (void)state;
    for (unsigned i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_unfit(&cases[i]);
}

static void a_login_refused_later_ends_in_an_outage_and_heals(void **state)
{
    struct db_config config = pool_config();
    struct problem problem = PROBLEM_INIT;
    struct ask ask;

    (void)state;
    config.outage_ms = 300;
    pool_open_ready(&config);
    sql("alter role steer_api nologin");
    sql("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'steer_api'");
    WAIT_FOR(stats().sessions_ready == 0);
    ask_init(&ask, WHO);
    submit_and_wait(&ask);
    assert_int_equal(ask.outcome, DB_LOST);
    assert_int_equal(db_submit(place.db, &ask.call, &problem), -1);
    assert_int_equal(problem.code, PROBLEM_DATABASE_UNAVAILABLE);
    sql("alter role steer_api login");
    WAIT_FOR(stats().sessions_ready == 3);
    ask_init(&ask, WHO);
    submit_and_wait(&ask);
    assert_answered_itself(&ask);
}

/* There is room for one connection: whichever kind of session gets it, the other is missing. */
static void a_kind_of_session_that_is_missing_is_not_ready(void **state)
{
    struct db_config config = pool_config();
    const char *why = NULL;

    (void)state;
    config.sessions = 1;
    sql("alter role steer_api connection limit 1");
    pool_open(&config);
    WAIT_FOR(stats().sessions_ready == 1);
    WAIT_FOR(!db_ready(place.db, &why) && strstr(why, "too many connections"));
    sql("alter role steer_api connection limit -1");
    WAIT_FOR(db_ready(place.db, &why));
    assert_null(why);
}

static void no_server_at_all_is_an_outage(void **state)
{
    struct db_config config = pool_config();
    struct ask ask;
    const char *why = NULL;

    (void)state;
    config.conninfo = "host=/tmp/steerd-no-such-directory user=steer_api dbname=postgres";
    config.outage_ms = 200;
    pool_open(&config);
    assert_false(db_ready(place.db, &why));
    assert_string_equal(why, "connecting to the database");
    ask_init(&ask, WHO);
    submit_and_wait(&ask);
    assert_int_equal(ask.outcome, DB_LOST);
    assert_false(db_ready(place.db, &why));
    assert_non_null(strstr(why, "No such file or directory"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_statement_that_does_not_prepare_is_named),
        TEST(an_old_schema_is_not_served),
        TEST(a_login_role_with_powers_is_not_served),
        TEST(a_table_without_forced_row_level_security_is_named),
        TEST(a_refused_login_is_told_in_the_servers_words),
        TEST(a_login_refused_later_ends_in_an_outage_and_heals),
        TEST(a_kind_of_session_that_is_missing_is_not_ready),
        TEST(no_server_at_all_is_an_outage),
    };

    return cmocka_run_group_tests_name("readiness", tests, cluster_start, cluster_stop);
}
