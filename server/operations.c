/* operations.c - three paths, answered from the board. */
#include "operations.h"

#include "http/http.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct operations {
    struct http_server *http;
    const struct board *board;
};

static bool path_is(const struct http_request *request, const char *path)
{
    return request->path.size == strlen(path) &&
           memcmp(request->path.data, path, request->path.size) == 0;
}

static struct http_response plain(int status, const char *text)
{
    return (struct http_response){.status = status,
                                  .content_type = "text/plain; charset=utf-8",
                                  .body = text,
                                  .body_size = strlen(text),
                                  .headers = "Cache-Control: no-store\r\n"};
}

static void answer_metrics(struct operations *operations, http_ref ref)
{
    char *text = board_metrics(operations->board);
    struct http_response response = plain(text != NULL ? 200 : 500, text != NULL ? text : "");
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    response.body_free = text != NULL ? free : NULL;
    http_respond(operations->http, ref, &response);
}

static void answer_ready(struct operations *operations, http_ref ref)
{
    char line[200];
    char text[1000] = "ready\n";
    const char *why = board_not_ready(operations->board, line, sizeof line);
    /* A clerk that is late is no reason to send requests elsewhere: it is told, with 200. */
    board_warnings(operations->board, text + strlen(text), sizeof text - strlen(text));
    struct http_response response = plain(why == NULL ? 200 : 503, why == NULL ? text : why);
    http_respond(operations->http, ref, &response);
}

static void on_http_request(void *context, http_ref ref, const struct http_request *request)
{
    struct operations *operations = context;
    struct http_response response = plain(404, "/live /ready /metrics\n");
    if (request->method != HTTP_GET && request->method != HTTP_HEAD) {
        response = plain(405, "");
        response.headers = "Allow: GET, HEAD\r\n";
    } else if (path_is(request, "/metrics")) {
        answer_metrics(operations, ref);
        return;
    } else if (path_is(request, "/ready")) {
        answer_ready(operations, ref);
        return;
    } else if (path_is(request, "/live")) {
        response = plain(200, "live\n");
    }
    http_respond(operations->http, ref, &response);
}

static size_t on_http_head(void *context, const struct http_request *head)
{
    (void)context;
    (void)head;
    return 0;
}

static void on_http_gone(void *context, http_ref ref)
{
    (void)context;
    (void)ref;
}

static void on_http_fault(void *context, enum problem_code code, struct http_response *response)
{
    (void)context;
    *response = plain(problem_status(code), problem_title(code, LANGUAGE_EN));
}

int operations_new(struct operations **out, struct event_base *base, const struct board *board,
                   int descriptor, struct problem *problem)
{
    const struct http_limits limits = {.request_line = 1024,
                                       .headers = 8192,
                                       .headers_ms = 5000,
                                       .body_ms = 1000,
                                       .body_rate = 16384,
                                       .idle_ms = 30000,
                                       .handshake_ms = 5000,
                                       .connections = 64,
                                       .per_address = 64,
                                       .output_high = 65536};
    struct operations *operations = calloc(1, sizeof *operations);
    if (operations == NULL)
        return problem_set(problem, PROBLEM_INTERNAL, "out of memory");
    const struct http_callbacks callbacks = {on_http_head, on_http_request, on_http_gone,
                                             on_http_fault, operations};
    operations->board = board;
    if (http_server_new(&operations->http, base, &limits, &callbacks, problem) != 0 ||
        http_server_listen(operations->http, descriptor, NULL, problem) != 0) {
        operations_free(operations);
        return -1;
    }
    *out = operations;
    return 0;
}

void operations_drain(struct operations *operations, void (*on_drained)(void *), void *context)
{
    http_server_drain(operations->http, on_drained, context);
}

void operations_free(struct operations *operations)
{
    if (operations == NULL)
        return;
    http_server_free(operations->http);
    free(operations);
}
