/* session.c - the life of one connection: connect, prepare, serve, be lost, come back.
 *
 * No call of libpq here can block: the connection is polled (PQconnectPoll), then non-blocking and in
 * pipeline mode, and PQgetResult() is asked only when PQisBusy() says that it will not wait. PQcancel
 * would block; it is not needed: statement_timeout ends what runs too long, and a server that does not
 * even say so loses the connection, which its backend notices (client_connection_check_interval).
 * libpq 15 flushes at every Sync, so output is batched per turn of the loop by the queue, not here. */
#include "db/session.h"

#include "log.h"

#include <event2/util.h>
#include <stdio.h>
#include <string.h>

enum { RETRY_FIRST_MS = 50, RETRY_MOST_MS = 3000, MS = 1000 };

static void on_session_readable(evutil_socket_t descriptor, short what, void *context);
static void session_collect(struct session *session);

void session_init(struct session *session, struct db *db, struct lane *lane)
{
    session->db = db;
    session->lane = lane;
    TAILQ_INIT(&session->line);
}

static void session_enter(struct session *session, enum session_state state)
{
    session->state = state;
    session->state_us = pool_now();
}

bool session_has_room(const struct session *session)
{
    return session->state == SESSION_READY && !session->unsent && !session->retiring &&
           session->in_flight < session->lane->depth;
}

/* The first attempt comes at once, later ones after twice the wait of the one before, at most three
 * seconds; half of it by chance, so that many workers do not come together. */
static uint64_t retry_delay_us(unsigned failures)
{
    uint64_t delay = RETRY_FIRST_MS;
    uint32_t chance;

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
    segment_clear(&session->segment);
    session->role[0] = '\0';
    session->retiring = false;
    session_enter(session, SESSION_CLOSED);
}

/* libpq reports nothing for what was queued on a connection that has gone: the line is our own. A
 * transaction whose Sync has not left us completely cannot have committed; only the newest job can be
 * in that state, as none is added while bytes are unsent. */
static void session_fail_line(struct session *session)
{
    struct job *newest = session->unsent ? TAILQ_LAST(&session->line, job_list) : NULL;
    struct job *job;

    session->unsent = false;
    /* From the newest to the oldest: those that are sent again go to the front of the queue. */
    while ((job = TAILQ_LAST(&session->line, job_list)) != NULL) {
        TAILQ_REMOVE(&session->line, job, link);
        session->in_flight--;
        pool_job_lost(session->db, session->lane, job, job != newest);
    }
}

static void session_down(struct session *session, const char *why)
{
    char sentence[200];
    bool served = session->state == SESSION_READY;

    /* `why` often belongs to the connection that is about to be freed. */
    snprintf(sentence, sizeof sentence, "%.*s", (int)strcspn(why, "\n"), why);
    session->failures = served ? 1 : session->failures + 1;
    session_disconnect(session);
    session->retry_us = session->state_us + retry_delay_us(session->failures);
    if (served)
        session->lane->ready--;
    session_fail_line(session);
    pool_session_down(session->db, session, sentence);
}

void session_close(struct session *session)
{
    if (session->state == SESSION_READY)
        session->lane->ready--;
    session_disconnect(session);
    session_fail_line(session);
}

static void on_session_notice(void *context, const char *message)
{
    const struct log_field fields[] = {LOG_TEXT("message", message), LOG_END};

    (void)context;
    log_event(LOG_LEVEL_DEBUG, "database_notice", fields);
}

/* True when all is gone; otherwise waits until the socket takes more. */
static bool session_flush(struct session *session)
{
    int rest = PQflush(session->connection);

    if (rest < 0)
        return false; /* the reading side reports the connection's end */
    session->unsent = rest > 0;
    if (session->unsent)
        event_add(&session->writable, NULL);
    return !session->unsent;
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

static void session_poll(struct session *session);

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

/* The event is not persistent and is assigned anew each time: libpq may close one socket and open the
 * next (several addresses, a second try without TLS) inside PQconnectPoll(). */
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
    PQsetNoticeProcessor(session->connection, on_session_notice, NULL);
    session_wait(session, EV_WRITE);
}

/* The head's time has run out and PostgreSQL has not even said so. */
static bool session_stuck(const struct session *session, uint64_t now_us)
{
    const struct job *head = TAILQ_FIRST(&session->line);
    uint64_t since;

    if (!head)
        return false;
    since = head->sent_us > session->head_us ? head->sent_us : session->head_us;
    return now_us > since + ((uint64_t)head->limit_ms + session->db->config.grace_ms) * MS;
}

void session_tick(struct session *session, uint64_t now_us)
{
    uint64_t patience = (uint64_t)session->db->config.connect_timeout_ms * MS;

    switch (session->state) {
    case SESSION_CLOSED:
        if (now_us >= session->retry_us)
            session_connect(session);
        return;
    case SESSION_CONNECTING:
    case SESSION_PREPARING:
        if (now_us > session->state_us + patience)
            session_down(session, "no connection within the time allowed");
        return;
    case SESSION_READY:
        if (session_stuck(session, now_us))
            session_down(session, "no answer within the time allowed");
        return;
    }
}

void session_send(struct session *session, struct job *job)
{
    struct db *db = session->db;
    const struct db_call *call = job->call;
    uint64_t now = pool_now();
    bool sent;

    lane_remove(session->lane, job);
    job->state = JOB_SENT;
    job->session = session;
    job->sent_us = now;
    job->limit_ms = job->deadline_us > now + MS ? (unsigned)((job->deadline_us - now) / MS) : 1;
    TAILQ_INSERT_TAIL(&session->line, job, link);
    session->in_flight++;
    if (!same_text(session->role, call->identity.role))
        snprintf(session->role, sizeof session->role, "%s", call->identity.role);
    sent = statement_send(session->connection, call, db->statements[call->statement].name,
                          job->limit_ms);
    if (sent) {
        session_flush(session);
        return;
    }
    session->unsent = true; /* its Sync has not left: it is safe to send again */
    session_down(session, PQerrorMessage(session->connection));
}
