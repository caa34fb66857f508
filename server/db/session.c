/* session.c - the life of one connection: connect, prepare, be lost, come back. What it carries
 * between two of these is in line.c.
 *
 * No call of libpq here can block: the connection is polled (PQconnectPoll), then non-blocking and
 * in pipeline mode, and PQgetResult() is asked only when PQisBusy() says that it will not wait.
 * PQcancel would block; it is not needed: statement_timeout ends what runs too long, and a server
 * that does not even say so loses the connection, which its backend notices
 * (client_connection_check_interval). */
#include "db/session.h"

#include "log.h"

#include <event2/util.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

enum {
    MS = 1000,
    RETRY_FIRST_MS = 50,
    RETRY_MOST_MS = 3000,
    SERVED_WELL_MS = 1000, /* a session that lasted so long may come back at once */
};

static void on_session_readable(evutil_socket_t descriptor, short what, void *context);
static void session_poll(struct session *session);

void session_init(struct session *session, struct db *db, struct lane *lane)
{
    session->db = db;
    session->lane = lane;
    TAILQ_INIT(&session->line);
}

/* The only place that changes a session's state, and with it the lane's count. */
static void session_enter(struct session *session, enum session_state state)
{
    struct lane *lane = session->lane;
    bool was_ready = session->state == SESSION_READY;
    bool ready = state == SESSION_READY;

    session->state = state;
    session->state_us = pool_now();
    if (ready && !was_ready)
        lane->ready++;
    if (was_ready && !ready && --lane->ready == 0)
        lane->down_us = session->state_us;
}

/* Twice the wait of the attempt before, at most three seconds; half of it by chance, so that many
 * workers do not come together. */
static uint64_t retry_delay_us(unsigned failures)
{
    uint64_t delay = RETRY_FIRST_MS;
    uint32_t chance;

    if (failures == 0)
        return 0;
    for (unsigned i = 1; i < failures && delay < RETRY_MOST_MS; i++)
        delay *= 2;
    delay = (delay < RETRY_MOST_MS ? delay : RETRY_MOST_MS) * MS;
    evutil_secure_rng_get_bytes(&chance, sizeof chance);
    return delay / 2 + chance % (delay / 2);
}

/* Detaches from the loop before libpq closes the descriptor: epoll must not see a reused number. */
static void session_disconnect(struct session *session)
{
    if (session->connection) {
        event_del(&session->readable);
        event_del(&session->writable);
        PQfinish(session->connection);
    }
    session->connection = NULL;
    session->role[0] = '\0';
    session->retiring = false;
    session->broken = false;
    segment_clear(&session->segment);
    session_enter(session, SESSION_CLOSED);
}

void session_down(struct session *session, const char *why)
{
    char sentence[POOL_WHY_MAX];
    bool served = session->state == SESSION_READY;

    /* `why` often belongs to the connection that is about to be freed. */
    snprintf(sentence, sizeof sentence, "%.*s", (int)strcspn(why, "\n"), why);
    if (served && pool_now() - session->state_us > SERVED_WELL_MS * MS)
        session->failures = 0;
    session_disconnect(session);
    session->retry_us = session->state_us + retry_delay_us(session->failures);
    session->failures++;
    line_fail(session);
    pool_session_down(session->db, sentence);
}

void session_close(struct session *session)
{
    session_disconnect(session);
    line_fail(session);
}

void session_retire(struct session *session)
{
    if (session->state != SESSION_READY)
        return;
    session->retiring = true;
    if (session->in_flight > 0)
        return;
    session_disconnect(session);
    session->retry_us = session->state_us;
    pool_wake(session->db);
}

/* The server's last words reach an idle session as a notice. */
static void on_session_notice(void *context, const PGresult *notice)
{
    struct session *session = context;
    const char *message = PQresultErrorField(notice, PG_DIAG_MESSAGE_PRIMARY);
    const struct log_field fields[] = {LOG_TEXT("message", message ? message : ""), LOG_END};

    log_event(LOG_LEVEL_DEBUG, "database_notice", fields);
    if (result_ends_session(notice))
        line_note_end(session, notice);
}

void session_break(struct session *session)
{
    session->broken = true;
    event_del(&session->readable);
    event_del(&session->writable);
    event_active(&session->readable, EV_READ, 0);
}

bool session_flush(struct session *session)
{
    int rest = PQflush(session->connection);

    session->unsent = rest != 0;
    if (rest < 0)
        session_break(session);
    else if (rest > 0)
        event_add(&session->writable, NULL);
    return rest == 0;
}

static void on_session_writable(evutil_socket_t descriptor, short what, void *context)
{
    struct session *session = context;

    (void)descriptor, (void)what;
    if (session->state < SESSION_PREPARING)
        return;
    pool_enter(session->db);
    if (session_flush(session))
        pool_wake(session->db);
    pool_leave(session->db);
}

static void session_prepare(struct session *session)
{
    struct db *db = session->db;
    evutil_socket_t descriptor = PQsocket(session->connection);

    event_assign(&session->readable, db->base, descriptor, EV_READ | EV_PERSIST,
                 on_session_readable, session);
    event_assign(&session->writable, db->base, descriptor, EV_WRITE, on_session_writable, session);
    session_enter(session, SESSION_PREPARING);
    session->prepared = 0;
    if (PQsetnonblocking(session->connection, 1) != 0 ||
        PQenterPipelineMode(session->connection) != 1 ||
        !statement_prepare_all(session->connection, db->statements, db->statement_count)) {
        session_down(session, PQerrorMessage(session->connection));
        return;
    }
    event_add(&session->readable, NULL);
    session_flush(session);
}

static void on_session_polled(evutil_socket_t descriptor, short what, void *context)
{
    struct session *session = context;

    (void)descriptor, (void)what;
    if (session->state != SESSION_CONNECTING)
        return;
    pool_enter(session->db);
    session_poll(session);
    pool_leave(session->db);
}

/* The event is not persistent and is assigned anew each time: libpq may close one socket and open
 * the next (several addresses, a second try without TLS) inside PQconnectPoll(). */
static void session_wait(struct session *session, short what)
{
    event_assign(&session->readable, session->db->base, PQsocket(session->connection), what,
                 on_session_polled, session);
    event_add(&session->readable, NULL);
}

static void session_poll(struct session *session)
{
    switch (PQconnectPoll(session->connection)) {
    case PGRES_POLLING_OK:
        session_prepare(session);
        return;
    case PGRES_POLLING_READING:
        session_wait(session, EV_READ);
        return;
    case PGRES_POLLING_WRITING:
        session_wait(session, EV_WRITE);
        return;
    default:
        session_down(session, PQerrorMessage(session->connection));
    }
}

static void session_connect(struct session *session)
{
    static const char *const keywords[] = {"dbname", "client_encoding", "fallback_application_name",
                                           NULL};
    const char *const values[] = {session->db->conninfo, "UTF8", "steerd", NULL};

    session->connection = PQconnectStartParams(keywords, values, 1);
    /* Both are deleted whenever the connection is closed, so both must be known to libevent. */
    event_assign(&session->readable, session->db->base, -1, 0, on_session_polled, session);
    event_assign(&session->writable, session->db->base, -1, 0, on_session_writable, session);
    session_enter(session, SESSION_CONNECTING);
    if (PQstatus(session->connection) == CONNECTION_BAD) {
        session_down(session, PQerrorMessage(session->connection));
        return;
    }
    PQsetNoticeReceiver(session->connection, on_session_notice, session);
    session_wait(session, EV_WRITE);
}

static bool host_blocks(const char *host)
{
    struct in6_addr address;

    return host[0] != '\0' && host[0] != '/' && host[0] != '@' &&
           evutil_inet_pton(AF_INET, host, &address) != 1 &&
           evutil_inet_pton(AF_INET6, host, &address) != 1;
}

int session_check_conninfo(const char *conninfo, struct problem *problem)
{
    char *why = NULL;
    const char *host = "";
    bool addressed = false;
    int status = 0;
    PQconninfoOption *options = PQconninfoParse(conninfo, &why);

    for (const PQconninfoOption *option = options; option && option->keyword; option++) {
        if (option->val && strcmp(option->keyword, "host") == 0)
            host = option->val;
        if (option->val && strcmp(option->keyword, "hostaddr") == 0)
            addressed = true;
    }
    if (!options)
        status =
            problem_set(problem, PROBLEM_CONFIGURATION, "database: %s", why ? why : "no memory");
    else if (!addressed && host_blocks(host))
        status =
            problem_set(problem, PROBLEM_CONFIGURATION,
                        "database: host %s is neither a socket's directory nor an address", host);
    PQconninfoFree(options);
    PQfreemem(why);
    return status;
}

PGresult *session_next_result(struct session *session)
{
    for (unsigned silent = 0; silent < 2 && !PQisBusy(session->connection); silent++) {
        PGresult *result = PQgetResult(session->connection);
        if (result)
            return result;
    }
    return NULL;
}

static void session_serve(struct session *session)
{
    if (session->served)
        session->db->stats.reconnects++;
    session->served = true;
    session_enter(session, SESSION_READY);
    pool_session_ready(session->db);
}

static void session_unfit(struct session *session, const PGresult *result)
{
    const struct db *db = session->db;
    const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    char why[POOL_WHY_MAX];

    if (!message || result_ends_session(result))
        snprintf(why, sizeof why, "%s", message ? message : PQresultErrorMessage(result));
    else
        snprintf(why, sizeof why, "%s: %s",
                 statement_label(db->statements, db->statement_count, session->prepared), message);
    session_down(session, why);
}

/* In the order of statement_prepare_all(): the check, the statements, the Sync. */
static void session_take_prepared(struct session *session, PGresult *result)
{
    char why[POOL_WHY_MAX];

    switch (PQresultStatus(result)) {
    case PGRES_PIPELINE_SYNC:
        session_serve(session);
        break;
    case PGRES_TUPLES_OK:
    case PGRES_COMMAND_OK:
        if (session->prepared++ == 0 && !statement_check(result, why, sizeof why))
            session_down(session, why);
        break;
    default:
        session_unfit(session, result);
    }
    PQclear(result);
}

static void session_collect_prepared(struct session *session)
{
    PGresult *result;

    while (session->state == SESSION_PREPARING && (result = session_next_result(session)) != NULL)
        session_take_prepared(session, result);
}

/* What has come still counts when the connection has gone: it is taken first. */
static void on_session_readable(evutil_socket_t descriptor, short what, void *context)
{
    struct session *session = context;
    struct db *db = session->db;
    const PGconn *connection = session->connection;

    (void)descriptor, (void)what;
    if (session->state < SESSION_PREPARING)
        return;
    pool_enter(db);
    if (PQconsumeInput(session->connection) != 1)
        session_break(session);
    if (session->state == SESSION_PREPARING)
        session_collect_prepared(session);
    else
        line_collect(session);
    if (session->connection == connection) {
        if (session->dying)
            session_down(session, session->last_words);
        else if (session->broken || PQstatus(connection) != CONNECTION_OK)
            session_down(session, PQerrorMessage(connection));
        else if (session->retiring)
            session_retire(session);
    }
    if (session->lane->queued > 0)
        pool_wake(db);
    pool_leave(db);
}

uint64_t session_due(const struct session *session)
{
    const struct db_config *config = &session->db->config;

    switch (session->state) {
    case SESSION_CLOSED:
        return session->retry_us;
    case SESSION_CONNECTING:
    case SESSION_PREPARING:
        return session->state_us + (uint64_t)config->connect_timeout_ms * MS;
    case SESSION_READY:
        return line_due(session);
    }
    return UINT64_MAX;
}

void session_tick(struct session *session, uint64_t now_us)
{
    if (now_us < session_due(session))
        return;
    switch (session->state) {
    case SESSION_CLOSED:
        session_connect(session);
        return;
    case SESSION_CONNECTING:
    case SESSION_PREPARING:
        session_down(session, "no connection within the time allowed");
        return;
    case SESSION_READY:
        session_down(session, "no answer within the time allowed");
        return;
    }
}
