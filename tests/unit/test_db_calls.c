/* test_db_calls.c - calls through the pool on a healthy PostgreSQL: who they act as and what they
 * get, once each, also when the pool is closed. */
#include "test_db_place.h"

static void a_call_acts_as_its_identity_and_gets_its_row(void **state)
{
    struct db_config config = pool_config();
    struct ask ask;

    (void)state;
    pool_open(&config);
    ask_init(&ask, WHO);
    ask.call.identity.agency = "a-1";
    submit_and_wait(&ask);
    assert_answered_itself(&ask);
    assert_int_equal(ask.column_count, 8);
    assert_string_equal(ask.columns[2], "steer_office");
    assert_string_equal(ask.columns[3], "office");
    assert_string_equal(ask.columns[4], "a-1");
    assert_string_equal(ask.columns[5], "r-1");
    assert_string_equal(ask.columns[6], "test");
}

static void no_answer_comes_inside_submit(void **state)
{
    struct db_config config = pool_config();
    struct ask ask;

    (void)state;
    pool_open_ready(&config);
    ask_init(&ask, WHO);
    submit(&ask);
    assert_int_equal(ask.answers, 0);
    assert_int_equal(stats().queued, 1);
    WAIT_FOR(ask.answers == 1);
}

static void settings_do_not_outlive_their_call(void **state)
{
    struct db_config config = pool_config();
    struct ask first;
    struct ask second;

    (void)state;
    config.sessions = 1;
    pool_open(&config);
    ask_init(&first, WHO);
    first.call.identity.agency = "a-1";
    ask_init(&second, WHO);
    second.call.identity = (struct db_identity){"steer_agency", "", "", "", "", "", 0};
    submit(&first);
    submit_and_wait(&second);
    assert_answered_itself(&first);
    assert_answered_itself(&second);
    assert_string_equal(second.columns[2], "steer_agency");
    assert_string_equal(second.columns[4], "");
}

static void a_refusal_carries_sqlstate_message_and_detail(void **state)
{
    struct db_config config = pool_config();
    struct ask ask;

    (void)state;
    pool_open(&config);
    ask_init(&ask, REFUSE);
    submit_and_wait(&ask);
    assert_int_equal(ask.outcome, DB_ERROR);
    assert_string_equal(ask.sqlstate, "ST409");
    assert_string_equal(ask.message, "illegal-transition");
    assert_string_equal(ask.detail, "{\"errors\":[]}");
}

static void a_refused_client_runs_no_statement(void **state)
{
    struct db_config config = pool_config();
    struct ask ask;

    (void)state;
    pool_open(&config);
    ask_init(&ask, NOTE);
    ask.call.identity.client = "revoked";
    submit_and_wait(&ask);
    assert_int_equal(ask.outcome, DB_ERROR);
    assert_string_equal(ask.sqlstate, "ST401");
    assert_string_equal(sql("select count(*) from register.notes"), "0");
}

static void a_refusal_touches_none_of_its_neighbours(void **state)
{
    struct db_config config = pool_config();
    struct ask asks[9];

    (void)state;
    config.sessions = 1;
    config.depth = 9;
    pool_open_ready(&config);
    for (unsigned i = 0; i < 9; i++) {
        ask_init(&asks[i], i % 3 == 1 ? REFUSE : i % 3 == 2 ? NOTE : WHO);
        submit(&asks[i]);
    }
    WAIT_FOR(stats().answered == 9);
    for (unsigned i = 0; i < 9; i++) {
        if (i % 3 == 1)
            assert_string_equal(asks[i].sqlstate, "ST409");
        else
            assert_answered_itself(&asks[i]);
    }
    assert_string_equal(sql("select count(*) from register.notes"), "3");
}

static void a_fault_of_the_commit_is_the_answer_although_the_row_has_come(void **state)
{
    struct db_config config = pool_config();
    struct ask first;
    struct ask again;
    struct ask after;

    (void)state;
    config.sessions = 1;
    pool_open(&config);
    ask_init(&first, NOTE);
    ask_init(&again, NOTE);
    again.call.values[0] = first.object;
    ask_init(&after, WHO);
    submit(&first);
    submit(&again);
    submit_and_wait(&after);
    assert_answered_itself(&first);
    assert_int_equal(again.outcome, DB_ERROR);
    assert_string_equal(again.sqlstate, "23505");
    assert_int_equal(again.column_count, 0);
    assert_answered_itself(&after);
}

static void a_dry_run_answers_and_leaves_nothing(void **state)
{
    struct db_config config = pool_config();
    struct ask first;
    struct ask dry;
    struct ask clash;

    (void)state;
    pool_open(&config);
    ask_init(&first, NOTE);
    submit_and_wait(&first);
    ask_init(&dry, NOTE);
    dry.call.dry_run = true;
    ask_init(&clash, NOTE);
    clash.call.dry_run = true;
    clash.call.values[0] = first.object;
    submit(&dry);
    submit(&clash);
    WAIT_FOR(dry.answers && clash.answers);
    assert_answered_itself(&dry);
    assert_int_equal(clash.outcome, DB_ERROR);
    assert_string_equal(clash.sqlstate, "23505");
    assert_string_equal(sql("select count(*) from register.notes"), "1");
}

static void no_row_is_an_answer_without_columns(void **state)
{
    struct db_config config = pool_config();
    struct ask ask;

    (void)state;
    pool_open(&config);
    ask_init(&ask, NOTHING);
    ask.call.value_count = 0;
    submit_and_wait(&ask);
    assert_int_equal(ask.outcome, DB_ROW);
    assert_int_equal(ask.column_count, 0);
}

static void null_goes_in_and_comes_out(void **state)
{
    struct db_config config = pool_config();
    struct ask ask;

    (void)state;
    pool_open(&config);
    ask_init(&ask, MEASURE);
    ask_value(&ask, NULL);
    submit_and_wait(&ask);
    assert_int_equal(ask.column_count, 1);
    assert_string_equal(ask.columns[0], "NULL");
}

/* Larger than every buffer on the way, in both directions at once and on one session. */
static void megabytes_go_in_and_come_out(void **state)
{
    struct db_config config = pool_config();
    struct ask asks[12];
    size_t size = 4 << 20;
    char *text = malloc(size + 1);

    (void)state;
    memset(text, 'x', size);
    text[size] = '\0';
    config.sessions = 1;
    config.depth = 12;
    pool_open_ready(&config);
    for (unsigned i = 0; i < 12; i++) {
        ask_init(&asks[i], i % 2 ? MEASURE : BIG);
        ask_value(&asks[i], i % 2 ? text : "4194304");
        submit(&asks[i]);
    }
    WAIT_FOR(stats().answered == 12);
    for (unsigned i = 0; i < 12; i++) {
        assert_int_equal(asks[i].outcome, DB_ROW);
        if (i % 2)
            assert_string_equal(asks[i].columns[0], "4194304");
        else
            assert_int_equal(asks[i].size, size + 4);
    }
    free(text);
}

static void a_lost_conflict_is_repeated_twice_and_then_told(void **state)
{
    static const char *const states[] = {"40001", "40P01"};
    struct db_config config = pool_config();
    struct ask ask;

    (void)state;
    pool_open_ready(&config);
    for (unsigned times = 1; times <= 3; times++) {
        sql("truncate register.notes");
        sql("alter sequence register.conflicts restart");
        ask_init(&ask, CONFLICT);
        ask_value(&ask, times == 1 ? "1" : times == 2 ? "2" : "3");
        ask_value(&ask, states[times % 2]);
        ask.call.write = true;
        submit_and_wait(&ask);
        assert_int_equal(ask.answers, 1);
        if (times <= 2) {
            assert_answered_itself(&ask);
            continue;
        }
        assert_int_equal(ask.outcome, DB_ERROR);
        assert_string_equal(ask.sqlstate, "40P01");
    }
    assert_string_equal(sql("select count(*) from register.notes"), "0");
}

static void close_here(struct ask *ask)
{
    (void)ask;
    db_close(place.db);
}

static void the_pool_may_be_closed_inside_an_answer(void **state)
{
    struct db_config config = pool_config();
    struct ask asks[8];

    (void)state;
    config.sessions = 1;
    pool_open_ready(&config);
    for (unsigned i = 0; i < 8; i++) {
        ask_init(&asks[i], i % 2 ? NOTE : WHO);
        if (i == 2)
            asks[i].then = close_here;
        submit(&asks[i]);
    }
    WAIT_FOR(asks[2].answers == 1);
    place.db = NULL;
    for (unsigned i = 0; i < 8; i++) {
        assert_int_equal(asks[i].answers, 1);
        if (i > 2)
            assert_int_equal(asks[i].outcome, i % 2 ? DB_UNKNOWN : DB_LOST);
    }
}

static struct ask followers[5];

static unsigned follower_count;

static void submit_the_next(struct ask *ask)
{
    struct ask *next = &followers[follower_count++];

    (void)ask;
    ask_init(next, WHO);
    if (follower_count < 5)
        next->then = submit_the_next;
    submit(next);
}

static void an_answer_may_submit_the_next_call(void **state)
{
    struct db_config config = pool_config();
    struct ask first;

    (void)state;
    follower_count = 0;
    config.depth = 1;
    pool_open(&config);
    ask_init(&first, WHO);
    first.then = submit_the_next;
    submit(&first);
    WAIT_FOR(follower_count == 5 && followers[4].answers == 1);
    for (unsigned i = 0; i < 5; i++)
        assert_answered_itself(&followers[i]);
}

static void closing_answers_what_waits_and_what_runs(void **state)
{
    struct db_config config = pool_config();
    struct ask asks[4];

    (void)state;
    config.sessions = 1;
    config.depth = 2;
    pool_open_ready(&config);
    for (unsigned i = 0; i < 4; i++) {
        ask_init(&asks[i], i % 2 ? NOTE : NAP);
        if (i % 2 == 0)
            ask_value(&asks[i], "2");
        submit(&asks[i]);
    }
    WAIT_FOR(stats().running == 2);
    db_close(place.db);
    place.db = NULL;
    assert_int_equal(asks[0].outcome, DB_LOST);
    assert_int_equal(asks[1].outcome, DB_UNKNOWN);
    assert_int_equal(asks[2].outcome, DB_LOST);
    assert_int_equal(asks[3].outcome, DB_LOST);
    for (unsigned i = 0; i < 4; i++)
        assert_int_equal(asks[i].answers, 1);
}

static void what_cannot_be_opened_is_refused_with_a_reason(void **state)
{
    static const char *const bad[] = {"nonsense", "host=db.example dbname=x", "dbname=x foo=1"};
    struct db_config config = pool_config();
    struct db *db = NULL;

    (void)state;
    for (unsigned i = 0; i < 3; i++) {
        struct problem problem = PROBLEM_INIT;
        config.conninfo = bad[i];
        assert_int_equal(db_open(&db, place.base, &config, statements, STATEMENTS, &problem), -1);
        assert_int_equal(problem.code, PROBLEM_CONFIGURATION);
        assert_null(db);
    }
    db_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_call_acts_as_its_identity_and_gets_its_row),
        TEST(no_answer_comes_inside_submit),
        TEST(settings_do_not_outlive_their_call),
        TEST(a_refusal_carries_sqlstate_message_and_detail),
        TEST(a_refused_client_runs_no_statement),
        TEST(a_refusal_touches_none_of_its_neighbours),
        TEST(a_fault_of_the_commit_is_the_answer_although_the_row_has_come),
        TEST(a_dry_run_answers_and_leaves_nothing),
        TEST(no_row_is_an_answer_without_columns),
        TEST(null_goes_in_and_comes_out),
        TEST(megabytes_go_in_and_come_out),
        TEST(a_lost_conflict_is_repeated_twice_and_then_told),
        TEST(the_pool_may_be_closed_inside_an_answer),
        TEST(an_answer_may_submit_the_next_call),
        TEST(closing_answers_what_waits_and_what_runs),
        TEST(what_cannot_be_opened_is_refused_with_a_reason),
    };

    return cmocka_run_group_tests_name("calls", tests, cluster_start, cluster_stop);
}
