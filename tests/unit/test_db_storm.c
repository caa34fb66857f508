/* test_db_storm.c - thousands of calls of all kinds while backends are ended, killed and stopped at
 * random: each call is answered once, with its own answer, and what was acknowledged is there. */
#include "test_db_place.h"

enum { ASKS = 60, STORM_MS = 10000, KILL_EVERY_MS = 100, CRASHES = 2, FATES = 5 };

static struct ask asks[ASKS];
static bool active[ASKS];
static unsigned fates[FATES]; /* how many calls ended with each outcome */
static unsigned started;
static unsigned ended;
static unsigned withdrawn;
static unsigned strangers; /* answers that were not the call's own */
static unsigned refused;
static bool over;

/* What the table must say of each write, by its ticket: acknowledged, certainly not done, or in
 * doubt. */
enum { TICKETS_MOST = 400000 };
static unsigned char written[TICKETS_MOST];
enum { NOTHING_KNOWN, ACKNOWLEDGED, NOT_DONE };

static void on_storm_answer(struct ask *ask);

static const char *nap_length(void)
{
    static const char *const lengths[] = {"0", "0", "0", "0", "0", "0.001", "0.005", "0.03"};

    return lengths[random() % 8];
}

static void begin(struct ask *ask)
{
    static const unsigned mix[] = {WHO, WHO, WHO, WHO, NAP, NOTE, NOTE, REFUSE, BIG, WHO};
    static const char *const roles[] = {"steer_office", "steer_agency"};
    struct problem problem = PROBLEM_INIT;
    unsigned statement = mix[random() % 10];

    ask_init(ask, statement);
    ask->then = on_storm_answer;
    ask->call.identity.role = roles[random() % 2];
    ask->call.slow = random() % 16 == 0;
    ask->call.dry_run = statement == NOTE && random() % 5 == 0;
    ask->call.deadline_ms = random() % 10 == 0 ? 20 : 5000;
    if (statement == NAP)
        ask_value(ask, nap_length());
    if (statement == NOTE)
        ask->call.values[1] = nap_length();
    if (statement == BIG)
        ask_value(ask, "100000");
    if (db_submit(place.db, &ask->call, &problem) != 0) {
        refused++;
        return;
    }
    started++;
    active[ask - asks] = true;
}

static bool is_own(const struct ask *ask)
{
    if (ask->answered_ticket != ask->call.ticket || ask->answers != 1)
        return false;
    if (ask->outcome != DB_ROW)
        return true;
    return strncmp(ask->columns[0], ask->object, strlen(ask->object)) == 0 &&
           ask->size == strlen(ask->object) + (ask->call.statement == BIG ? 100000 : 0);
}

static void note_fate(const struct ask *ask)
{
    if (!ask->call.write)
        return;
    if (ask->outcome == DB_ROW && !ask->call.dry_run)
        written[ask->call.ticket] = ACKNOWLEDGED;
    else if (ask->outcome == DB_ROW || ask->outcome == DB_ERROR || ask->outcome == DB_LOST)
        written[ask->call.ticket] = NOT_DONE;
}

static void on_storm_answer(struct ask *ask)
{
    ended++;
    active[ask - asks] = false;
    fates[ask->outcome]++;
    strangers += !is_own(ask);
    note_fate(ask);
    if (!over && random() % 4 != 0)
        begin(ask); /* inside the answer, as the API does with what waits */
}

static void stir(void)
{
    for (unsigned i = 0; i < ASKS; i++) {
        if (!active[i])
            begin(&asks[i]);
        else if (random() % 512 == 0 && db_withdraw(place.db, &asks[i].call)) {
            active[i] = false;
            withdrawn++;
        }
    }
}

/* The crash takes the superuser's connection too, a little later than the killing. */
static void reconnect_admin(void)
{
    while (PQstatus(cluster.admin) == CONNECTION_OK)
        PQclear(PQexec(cluster.admin, "select 1"));
    while (PQstatus(cluster.admin) != CONNECTION_OK)
        PQreset(cluster.admin);
}

static pid_t some_backend(void)
{
    return (pid_t)strtoul(sql("select pid from pg_stat_activity where usename = 'steer_api' "
                              "order by random() limit 1"),
                          NULL, 10);
}

/* Mostly an end with last words; sometimes a connection that is silent for a while. */
static void strike(pid_t *stopped)
{
    pid_t backend;

    if (*stopped && random() % 4 != 0)
        return;
    if (*stopped)
        kill(*stopped, SIGCONT);
    *stopped = 0;
    backend = some_backend();
    if (backend && random() % 8 == 0) {
        kill(backend, SIGSTOP);
        *stopped = backend;
    } else if (backend) {
        sql("select pg_terminate_backend(%d)", (int)backend);
    }
}

/* The whole server goes down without a word and recovers. */
static void crash(pid_t *stopped)
{
    pid_t backend = some_backend();

    if (*stopped)
        kill(*stopped, SIGCONT);
    *stopped = 0;
    if (backend) {
        kill(backend, SIGKILL);
        reconnect_admin();
    }
}

static void run_storm(void)
{
    uint64_t begun = now_ms();
    uint64_t next = begun + KILL_EVERY_MS;
    unsigned crashes = 0;
    pid_t stopped = 0;

    while (now_ms() < begun + STORM_MS) {
        stir();
        loop_once(now_ms() + 1000, "a turn");
        if (now_ms() < next)
            continue;
        next = now_ms() + KILL_EVERY_MS;
        if (now_ms() > begun + (crashes + 1) * STORM_MS / (CRASHES + 1) && crashes < CRASHES) {
            crashes++;
            crash(&stopped);
        } else {
            strike(&stopped);
        }
    }
    if (stopped)
        kill(stopped, SIGCONT);
}

static void assert_table_agrees(void)
{
    PGresult *rows =
        PQexec(cluster.admin, "select ticket, count(*) from register.notes group by 1");
    unsigned found = 0;
    unsigned acknowledged = 0;

    assert_int_equal(PQresultStatus(rows), PGRES_TUPLES_OK);
    for (int i = 0; i < PQntuples(rows); i++) {
        unsigned long ticket = strtoul(PQgetvalue(rows, i, 0), NULL, 10);
        assert_string_equal(PQgetvalue(rows, i, 1), "1");
        assert_int_not_equal(written[ticket], NOT_DONE);
        found += written[ticket] == ACKNOWLEDGED;
    }
    PQclear(rows);
    for (unsigned i = 0; i < TICKETS_MOST; i++)
        acknowledged += written[i] == ACKNOWLEDGED;
    assert_int_equal(found, acknowledged);
    print_message("storm: %u calls, %u rows, %u errors, %u timeouts, %u lost, %u unknown, %u "
                  "withdrawn, %u refused, %u writes kept, %u sessions replaced\n",
                  started, fates[DB_ROW], fates[DB_ERROR], fates[DB_TIMEOUT], fates[DB_LOST],
                  fates[DB_UNKNOWN], withdrawn, refused, acknowledged,
                  (unsigned)stats().reconnects);
}

static void each_call_is_answered_once_with_its_own_answer(void **state)
{
    struct db_config config = pool_config();

    (void)state;
    config.sessions = 3;
    config.queue_limit = 32;
    config.outage_ms = 1000;
    config.grace_ms = 200;
    srandom((unsigned)time(NULL));
    pool_open_ready(&config);
    run_storm();
    over = true;
    WAIT_FOR(stats().queued + stats().running == 0);
    assert_int_equal(strangers, 0);
    assert_int_equal(started, ended + withdrawn);
    assert_counters_agree();
    for (unsigned i = 0; i < ASKS; i++)
        assert_false(active[i]);
    assert_table_agrees();
    assert_true(fates[DB_ROW] > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_call_is_answered_once_with_its_own_answer),
    };

    return cmocka_run_group_tests_name("storm", tests, cluster_start, cluster_stop);
}
