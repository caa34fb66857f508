/* echo_server.c - the HTTP edge alone, on a free port: answers with what it understood.
 *
 * Usage: echo_server [name=number]... [certificate=FILE key=FILE] [unix=PATH]
 * Names are those of struct http_limits. Prints "port N" once it listens. SIGTERM drains,
 * SIGHUP loads the certificate again.
 *
 *   /late?MS   answers after MS milliseconds      /never     never answers
 *   /big?N     answers N bytes, moved             /stats     the counters, one "name number" a line
 *   /twice     takes a body of twice the limit
 *   all else   METHOD TARGET BODY-SIZE BODY, as understood */
#include "http/http.h"
#include "http/tls.h"

#include <arpa/inet.h>
#include <event2/event.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

struct late {
    struct http_server *server;
    http_ref ref;
    struct event *timer;
};

struct echo {
    struct event_base *base;
    struct http_server *server;
    struct http_limits limits;
    SSL_CTX *tls;
    const char *certificate, *key, *path;
    unsigned long long gone;
    char fault[200];
};

static struct echo echo = {.limits = {.request_line = 8192,
                                      .headers = 16384,
                                      .body = 262144,
                                      .headers_ms = 10000,
                                      .body_ms = 10000,
                                      .body_rate = 16384,
                                      .idle_ms = 30000,
                                      .handshake_ms = 5000,
                                      .connections = 10000,
                                      .per_address = 10000,
                                      .output_high = 65536}};

static bool path_is(const struct http_request *request, const char *path)
{
    return request->path.size == strlen(path) &&
           memcmp(request->path.data, path, request->path.size) == 0;
}

static unsigned long query_number(const struct http_request *request)
{
    char digits[24] = "";
    size_t size = request->query.size < sizeof digits - 1 ? request->query.size : 0;
    memcpy(digits, request->query.data, size);
    return strtoul(digits, NULL, 10);
}

static void on_late(evutil_socket_t fd, short what, void *context)
{
    struct late *late = context;
    const struct http_response response = {
        .status = 200, .content_type = "text/plain", .body = "late\n", .body_size = 5};
    (void)fd;
    (void)what;
    http_respond(late->server, late->ref, &response);
    event_free(late->timer);
    free(late);
}

static void answer_late(http_ref ref, unsigned long ms)
{
    struct timeval after = {(time_t)(ms / 1000), (suseconds_t)(ms % 1000 * 1000)};
    struct late *late = malloc(sizeof *late);
    *late = (struct late){echo.server, ref, NULL};
    late->timer = evtimer_new(echo.base, on_late, late);
    evtimer_add(late->timer, &after);
}

static void answer_big(http_ref ref, size_t size)
{
    char *body = malloc(size + 1);
    memset(body, 'b', size);
    const struct http_response response = {.status = 200,
                                           .content_type = "application/octet-stream",
                                           .body = body,
                                           .body_size = size,
                                           .body_free = free};
    http_respond(echo.server, ref, &response);
}

static void answer_stats(http_ref ref)
{
    char text[600];
    struct http_stats stats;
    http_server_stats(echo.server, &stats);
    int size = snprintf(text, sizeof text,
                        "accepted %llu\nrefused %llu\nopen %llu\nrequests %llu\nanswered %llu\n"
                        "gone %llu\nfaults %llu\nbytes_in %llu\nbytes_out %llu\ntold_gone %llu\n",
                        (unsigned long long)stats.accepted, (unsigned long long)stats.refused,
                        (unsigned long long)stats.open, (unsigned long long)stats.requests,
                        (unsigned long long)stats.answered, (unsigned long long)stats.gone,
                        (unsigned long long)stats.faults, (unsigned long long)stats.bytes_in,
                        (unsigned long long)stats.bytes_out, echo.gone);
    const struct http_response response = {
        .status = 200, .content_type = "text/plain", .body = text, .body_size = (size_t)size};
    http_respond(echo.server, ref, &response);
}

static void answer_echo(http_ref ref, const struct http_request *request)
{
    size_t room = request->method_name.size + request->target.size + request->body.size + 32;
    char *text = malloc(room);
    int size = snprintf(text, room, "%.*s %.*s %zu%s", (int)request->method_name.size,
                        request->method_name.data, (int)request->target.size, request->target.data,
                        request->body.size, request->body.size > 0 ? " " : "");
    memcpy(text + size, request->body.data, request->body.size);
    const struct http_response response = {.status = 200,
                                           .content_type = "text/plain",
                                           .body = text,
                                           .body_size = (size_t)size + request->body.size,
                                           .body_free = free};
    http_respond(echo.server, ref, &response);
}

static size_t on_http_head(void *context, const struct http_request *head)
{
    (void)context;
    return path_is(head, "/twice") ? echo.limits.body * 2 : echo.limits.body;
}

static void on_http_request(void *context, http_ref ref, const struct http_request *request)
{
    static const struct http_response hello = {
        .status = 200, .content_type = "text/plain", .body = "hello\n", .body_size = 6};
    (void)context;
    if (path_is(request, "/hello"))
        http_respond(echo.server, ref, &hello);
    else if (path_is(request, "/late"))
        answer_late(ref, query_number(request));
    else if (path_is(request, "/big"))
        answer_big(ref, query_number(request));
    else if (path_is(request, "/stats"))
        answer_stats(ref);
    else if (!path_is(request, "/never"))
        answer_echo(ref, request);
}

static void on_http_gone(void *context, http_ref ref)
{
    (void)context;
    (void)ref;
    echo.gone++;
}

static void on_http_fault(void *context, enum problem_code code, struct http_response *response)
{
    (void)context;
    snprintf(echo.fault, sizeof echo.fault, "%s\n", problem_slug(code));
    response->content_type = "text/plain";
    response->body = echo.fault;
    response->body_size = strlen(echo.fault);
}

static void on_drained(void *context)
{
    event_base_loopbreak(context);
}

static void on_signal(evutil_socket_t number, short what, void *context)
{
    struct problem problem = PROBLEM_INIT;
    SSL_CTX *fresh = NULL;
    (void)what;
    if (number != SIGHUP) {
        http_server_drain(echo.server, on_drained, context);
    } else if (echo.tls != NULL &&
               tls_context_new(&fresh, echo.certificate, echo.key, &problem) == 0) {
        http_server_tls(echo.server, fresh);
        SSL_CTX_free(echo.tls);
        echo.tls = fresh;
    }
    problem_clear(&problem);
}

static int open_socket(void)
{
    struct sockaddr_un local = {.sun_family = AF_UNIX};
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(0x7F000001)};
    socklen_t size = sizeof address;
    int fd = socket(echo.path != NULL ? AF_UNIX : AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (echo.path != NULL) {
        snprintf(local.sun_path, sizeof local.sun_path, "%s", echo.path);
        if (bind(fd, (const void *)&local, sizeof local) != 0)
            return -1;
    } else if (bind(fd, (const void *)&address, sizeof address) != 0 ||
               getsockname(fd, (void *)&address, &size) != 0) {
        return -1;
    }
    if (listen(fd, 4096) != 0)
        return -1;
    printf("port %u\n", ntohs(address.sin_port));
    fflush(stdout);
    return fd;
}

/* name=value; false when there is no such name. */
static bool set_option(const char *argument)
{
    struct http_limits *limits = &echo.limits;
    const struct {
        const char *name;
        size_t *size;
        unsigned *number;
        const char **text;
    } options[] = {{"request_line", &limits->request_line, NULL, NULL},
                   {"headers", &limits->headers, NULL, NULL},
                   {"body", &limits->body, NULL, NULL},
                   {"output_high", &limits->output_high, NULL, NULL},
                   {"headers_ms", NULL, &limits->headers_ms, NULL},
                   {"body_ms", NULL, &limits->body_ms, NULL},
                   {"body_rate", NULL, &limits->body_rate, NULL},
                   {"idle_ms", NULL, &limits->idle_ms, NULL},
                   {"handshake_ms", NULL, &limits->handshake_ms, NULL},
                   {"connections", NULL, &limits->connections, NULL},
                   {"per_address", NULL, &limits->per_address, NULL},
                   {"certificate", NULL, NULL, &echo.certificate},
                   {"key", NULL, NULL, &echo.key},
                   {"unix", NULL, NULL, &echo.path}};
    const char *value = strchr(argument, '=');
    for (size_t i = 0; value != NULL && i < sizeof options / sizeof *options; i++) {
        size_t size = strlen(options[i].name);
        if (size != (size_t)(value - argument) || memcmp(options[i].name, argument, size) != 0)
            continue;
        if (options[i].text != NULL)
            *options[i].text = value + 1;
        else if (options[i].size != NULL)
            *options[i].size = strtoul(value + 1, NULL, 10);
        else
            *options[i].number = (unsigned)strtoul(value + 1, NULL, 10);
        return true;
    }
    return false;
}

static int serve(struct problem *problem)
{
    const struct http_callbacks callbacks = {on_http_head, on_http_request, on_http_gone,
                                             on_http_fault, NULL};
    static const int numbers[] = {SIGTERM, SIGHUP};
    struct event *signals[2];
    signal(SIGPIPE, SIG_IGN);
    echo.base = event_base_new();
    for (int i = 0; i < 2; i++) {
        signals[i] = evsignal_new(echo.base, numbers[i], on_signal, echo.base);
        event_add(signals[i], NULL);
    }
    if (echo.certificate != NULL &&
        tls_context_new(&echo.tls, echo.certificate, echo.key, problem) != 0)
        return -1;
    int fd = open_socket();
    if (fd < 0)
        return problem_set(problem, PROBLEM_CONFIGURATION, "cannot listen");
    if (http_server_new(&echo.server, echo.base, &echo.limits, &callbacks, problem) != 0 ||
        http_server_listen(echo.server, fd, echo.tls, problem) != 0)
        return -1;
    event_base_dispatch(echo.base);
    http_server_free(echo.server);
    SSL_CTX_free(echo.tls);
    for (int i = 0; i < 2; i++)
        event_free(signals[i]);
    event_base_free(echo.base);
    libevent_global_shutdown();
    close(fd);
    return 0;
}

int main(int argc, char **argv)
{
    struct problem problem = PROBLEM_INIT;
    for (int i = 1; i < argc; i++) {
        if (!set_option(argv[i])) {
            fprintf(stderr, "echo_server: %s: no such option\n", argv[i]);
            return 2;
        }
    }
    int result = serve(&problem);
    if (result != 0)
        fprintf(stderr, "echo_server: %s\n", problem.note);
    problem_clear(&problem);
    return result == 0 ? 0 : 1;
}
