/* smtp.c - libcurl's multi interface: it says which sockets it waits for and until when, libevent
 * says what happened. */
#include "delivery/smtp.h"

#include <curl/curl.h>
#include <event2/event.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { CONNECT_MS = 10000, ANSWER_SECONDS = 30, WHOLE_MS = 60000, IDLE_SECONDS = 15 };

struct smtp {
    struct event_base *base;
    struct event *timer;
    CURLM *multi;
    CURL *easy;
    struct curl_slist *to; /* of the message under way */
    const char *bytes;     /* borrowed: what of it is not sent yet */
    size_t left;
    bool begun;               /* the server was ready for it */
    curl_socket_t connection; /* the one kept open, or CURL_SOCKET_BAD */
    char why[CURL_ERROR_SIZE];
    char said[CURL_ERROR_SIZE]; /* the server's last line */
    smtp_done_cb *done;
    void *context;
};

/* A server's words may be in any encoding: what is kept of them is ASCII, on one line. */
static void make_plain(char *text)
{
    size_t size = strlen(text);
    while (size > 0 && (text[size - 1] == '\n' || text[size - 1] == '\r'))
        text[--size] = '\0';
    for (; *text != '\0'; text++)
        *text = *text >= ' ' && *text <= '~' ? *text : '?';
}

/* Whether the server refuses everybody: in its greeting, to our own name, without a login, or
 * because it closes. */
static bool refuses_all(const struct smtp *smtp, CURLcode code, long answer)
{
    return (code == CURLE_WEIRD_SERVER_REPLY && !smtp->begun) || answer == 421 || answer == 530 ||
           code == CURLE_REMOTE_ACCESS_DENIED || code == CURLE_LOGIN_DENIED;
}

static enum smtp_outcome outcome_of(const struct smtp *smtp, CURLcode code, long answer)
{
    if (code == CURLE_OK)
        return SMTP_TAKEN;
    if (code == CURLE_USE_SSL_FAILED || code == CURLE_OPERATION_TIMEDOUT || answer < 400 ||
        refuses_all(smtp, code, answer))
        return SMTP_UNREACHABLE;
    return SMTP_REFUSED;
}

/* The last statement of whoever calls it: `done` may send the next message. */
static void finish(struct smtp *smtp)
{
    CURLMsg *message;
    int left;
    while ((message = curl_multi_info_read(smtp->multi, &left)) != NULL) {
        if (message->msg != CURLMSG_DONE)
            continue;
        CURLcode code = message->data.result;
        long answer = 0;
        curl_easy_getinfo(smtp->easy, CURLINFO_RESPONSE_CODE, &answer);
        enum smtp_outcome outcome = outcome_of(smtp, code, answer);
        curl_multi_remove_handle(smtp->multi, smtp->easy);
        curl_slist_free_all(smtp->to);
        smtp->to = NULL;
        if (outcome == SMTP_REFUSED || (answer >= 400 && refuses_all(smtp, code, answer)))
            snprintf(smtp->why, sizeof smtp->why, "%s", smtp->said);
        if (smtp->why[0] == '\0')
            snprintf(smtp->why, sizeof smtp->why, "%s", curl_easy_strerror(code));
        make_plain(smtp->why);
        smtp->done(smtp->context, outcome, outcome == SMTP_TAKEN ? "" : smtp->why);
        return;
    }
}

static void on_event_socket(evutil_socket_t fd, short what, void *context)
{
    struct smtp *smtp = context;
    int running;
    int happened =
        (what & EV_READ ? CURL_CSELECT_IN : 0) | (what & EV_WRITE ? CURL_CSELECT_OUT : 0);
    curl_multi_socket_action(smtp->multi, fd, happened, &running);
    finish(smtp);
}

static void on_event_timer(evutil_socket_t fd, short what, void *context)
{
    struct smtp *smtp = context;
    int running;
    (void)fd;
    (void)what;
    curl_multi_socket_action(smtp->multi, CURL_SOCKET_TIMEOUT, 0, &running);
    finish(smtp);
}

static int on_curl_socket(CURL *easy, curl_socket_t fd, int what, void *context, void *watched)
{
    struct smtp *smtp = context;
    struct event *event = watched;
    short wanted = EV_PERSIST;
    (void)easy;
    if (event != NULL)
        event_free(event);
    event = NULL;
    if (what != CURL_POLL_REMOVE) {
        wanted = (short)(wanted | (what & CURL_POLL_IN ? EV_READ : 0));
        wanted = (short)(wanted | (what & CURL_POLL_OUT ? EV_WRITE : 0));
        event = event_new(smtp->base, fd, wanted, on_event_socket, smtp);
        if (event != NULL)
            event_add(event, NULL);
    }
    /* In any case: what was there before is gone. */
    curl_multi_assign(smtp->multi, fd, event);
    return event == NULL && what != CURL_POLL_REMOVE ? -1 : 0;
}

/* Only plans: libcurl must not be called from inside its own call. */
static int on_curl_timer(CURLM *multi, long wait_ms, void *context)
{
    struct smtp *smtp = context;
    struct timeval wait = {wait_ms / 1000, wait_ms % 1000 * 1000};
    (void)multi;
    if (wait_ms < 0)
        return evtimer_del(smtp->timer);
    return evtimer_add(smtp->timer, &wait);
}

static size_t on_curl_read(char *out, size_t size, size_t count, void *context)
{
    struct smtp *smtp = context;
    smtp->begun = true;
    size_t taken = size * count < smtp->left ? size * count : smtp->left;
    memcpy(out, smtp->bytes, taken);
    smtp->bytes += taken;
    smtp->left -= taken;
    return taken;
}

/* Every line the server says. */
static size_t on_curl_line(char *line, size_t size, size_t count, void *context)
{
    struct smtp *smtp = context;
    size_t kept = size * count < sizeof smtp->said ? size * count : sizeof smtp->said - 1;
    memcpy(smtp->said, line, kept);
    smtp->said[kept] = '\0';
    return size * count;
}

static curl_socket_t on_curl_open(void *context, curlsocktype purpose, struct curl_sockaddr *peer)
{
    struct smtp *smtp = context;
    (void)purpose;
    smtp->connection = socket(peer->family, peer->socktype | SOCK_CLOEXEC, peer->protocol);
    return smtp->connection;
}

static int on_curl_close(void *context, curl_socket_t fd)
{
    struct smtp *smtp = context;
    if (smtp->connection == fd)
        smtp->connection = CURL_SOCKET_BAD;
    return close(fd);
}

static void set_up_session(CURL *easy, const struct smtp_config *config)
{
    char from[300];
    snprintf(from, sizeof from, "<%s>", config->from);
    curl_easy_setopt(easy, CURLOPT_URL, config->url);
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_MAIL_FROM, from);
    curl_easy_setopt(easy, CURLOPT_USE_SSL, (long)(config->tls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    if (*config->ca != '\0')
        curl_easy_setopt(easy, CURLOPT_CAINFO, config->ca);
    if (*config->user != '\0') {
        curl_easy_setopt(easy, CURLOPT_USERNAME, config->user);
        curl_easy_setopt(easy, CURLOPT_PASSWORD, config->password);
    }
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
    curl_easy_setopt(easy, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)ANSWER_SECONDS);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)WHOLE_MS);
    /* Kept for the next message of a burst; an older one may be dead without our knowing. */
    curl_easy_setopt(easy, CURLOPT_MAXAGE_CONN, (long)IDLE_SECONDS);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    /* Names are looked up in a thread: one that hangs there is left to end by itself, not waited
     * for. */
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
    curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
}

static void set_up_callbacks(struct smtp *smtp)
{
    curl_multi_setopt(smtp->multi, CURLMOPT_SOCKETFUNCTION, on_curl_socket);
    curl_multi_setopt(smtp->multi, CURLMOPT_SOCKETDATA, smtp);
    curl_multi_setopt(smtp->multi, CURLMOPT_TIMERFUNCTION, on_curl_timer);
    curl_multi_setopt(smtp->multi, CURLMOPT_TIMERDATA, smtp);
    curl_easy_setopt(smtp->easy, CURLOPT_READFUNCTION, on_curl_read);
    curl_easy_setopt(smtp->easy, CURLOPT_READDATA, smtp);
    curl_easy_setopt(smtp->easy, CURLOPT_HEADERFUNCTION, on_curl_line);
    curl_easy_setopt(smtp->easy, CURLOPT_HEADERDATA, smtp);
    curl_easy_setopt(smtp->easy, CURLOPT_OPENSOCKETFUNCTION, on_curl_open);
    curl_easy_setopt(smtp->easy, CURLOPT_OPENSOCKETDATA, smtp);
    curl_easy_setopt(smtp->easy, CURLOPT_CLOSESOCKETFUNCTION, on_curl_close);
    curl_easy_setopt(smtp->easy, CURLOPT_CLOSESOCKETDATA, smtp);
    curl_easy_setopt(smtp->easy, CURLOPT_ERRORBUFFER, smtp->why);
}

int smtp_new(struct smtp **out, struct event_base *base, const struct smtp_config *config,
             struct problem *problem)
{
    struct smtp *smtp = calloc(1, sizeof *smtp);
    if (smtp == NULL || curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        free(smtp);
        return problem_set(problem, PROBLEM_INTERNAL, "no SMTP client");
    }
    smtp->base = base;
    smtp->connection = CURL_SOCKET_BAD;
    smtp->timer = evtimer_new(base, on_event_timer, smtp);
    smtp->multi = curl_multi_init();
    smtp->easy = curl_easy_init();
    if (smtp->timer == NULL || smtp->multi == NULL || smtp->easy == NULL) {
        smtp_free(smtp);
        return problem_set(problem, PROBLEM_INTERNAL, "no SMTP client");
    }
    set_up_session(smtp->easy, config);
    set_up_callbacks(smtp);
    *out = smtp;
    return 0;
}

void smtp_tell(struct smtp *smtp, smtp_done_cb *done, void *context)
{
    smtp->done = done;
    smtp->context = context;
}

int smtp_send(struct smtp *smtp, const char *to, const char *bytes, size_t size)
{
    char recipient[300];
    snprintf(recipient, sizeof recipient, "<%s>", to);
    smtp->to = curl_slist_append(NULL, recipient);
    if (smtp->to == NULL)
        return -1;
    smtp->bytes = bytes;
    smtp->left = size;
    smtp->begun = false;
    smtp->why[0] = smtp->said[0] = '\0';
    curl_easy_setopt(smtp->easy, CURLOPT_MAIL_RCPT, smtp->to);
    curl_easy_setopt(smtp->easy, CURLOPT_INFILESIZE_LARGE, (curl_off_t)size);
    if (curl_multi_add_handle(smtp->multi, smtp->easy) == CURLM_OK)
        return 0;
    curl_slist_free_all(smtp->to);
    smtp->to = NULL;
    return -1;
}

void smtp_free(struct smtp *smtp)
{
    if (smtp == NULL)
        return;
    /* libcurl would say QUIT and wait for the answer: of a server that hangs, for minutes. */
    if (smtp->connection != CURL_SOCKET_BAD)
        shutdown(smtp->connection, SHUT_RDWR);
    if (smtp->easy != NULL && smtp->to != NULL)
        curl_multi_remove_handle(smtp->multi, smtp->easy);
    curl_easy_cleanup(smtp->easy);
    curl_multi_cleanup(smtp->multi); /* gives its sockets back, through on_curl_socket() */
    curl_slist_free_all(smtp->to);
    if (smtp->timer != NULL)
        event_free(smtp->timer);
    curl_global_cleanup();
    free(smtp);
}
