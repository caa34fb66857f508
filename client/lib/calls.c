/* calls.c - the conveniences: one function for each call most consumers need. */
#include "exchange.h"
#include "pages.h"

#include <string.h>

static const char STATUS_PATH[] = "/v1/status-updates";

/* steer_request_new() whose failure is in the client. */
static int new_request(steer_request **out, steer_client *client, const char *method,
                       const char *path)
{
    client_begin(client);
    int result = steer_request_new(out, method, path);
    if (result == STEER_USAGE)
        return client_fail(client, LOCAL_ARGUMENT, path == NULL ? "path" : path);
    return result == STEER_DONE ? result : client_fail(client, LOCAL_NO_MEMORY, NULL);
}

/* Sends and frees it. */
static int send_and_free(steer_answer **out, steer_client *client, steer_request *request,
                         const char *json)
{
    if (json != NULL)
        steer_request_body(request, json, strlen(json));
    int result = exchange_send(out, client, request);
    steer_request_free(request);
    return result;
}

int steer_call(steer_answer **out, steer_client *client, const char *method, const char *target,
               const char *json)
{
    steer_request *request = NULL;
    *out = NULL;
    int result = new_request(&request, client, method, target);
    return result == STEER_DONE ? send_and_free(out, client, request, json) : result;
}

int steer_client_token(const char **out, steer_client *client)
{
    *out = NULL;
    client_begin(client);
    int result = exchange_token(client);
    if (result == STEER_DONE && client->token.text == NULL)
        result = client_fail(client, LOCAL_ARGUMENT, "credentials");
    if (result == STEER_DONE)
        *out = client->token.text;
    return result;
}

int steer_me(steer_answer **out, steer_client *client)
{
    return steer_call(out, client, "GET", "/v1/me", NULL);
}

/* A noun is a path segment: encoding keeps it one. */
static int noun_request(steer_request **out, steer_client *client, const char *method,
                        const char *noun)
{
    int result = new_request(out, client, method, "/v1");
    if (result == STEER_DONE)
        steer_request_segment(*out, noun);
    return result;
}

int steer_get(steer_answer **out, steer_client *client, const char *noun, const char *code)
{
    steer_request *request = NULL;
    *out = NULL;
    int result = noun_request(&request, client, "GET", noun);
    if (result != STEER_DONE)
        return result;
    steer_request_segment(request, code);
    return send_and_free(out, client, request, NULL);
}

int steer_list(steer_pages **out, steer_client *client, const char *noun, const char *query)
{
    steer_request *request = NULL;
    *out = NULL;
    int result = noun_request(&request, client, "GET", noun);
    if (result != STEER_DONE)
        return result;
    if (query != NULL)
        buffer_text(&request->query, query);
    return pages_new_owning(out, client, request);
}

int steer_create(steer_answer **out, steer_client *client, const char *noun, const char *json)
{
    steer_request *request = NULL;
    *out = NULL;
    int result = noun_request(&request, client, "POST", noun);
    return result == STEER_DONE ? send_and_free(out, client, request, json) : result;
}

int steer_task_list(steer_pages **out, steer_client *client, const char *query)
{
    return steer_list(out, client, "tasks", query);
}

int steer_task_get(steer_answer **out, steer_client *client, const char *task)
{
    return steer_get(out, client, "tasks", task);
}

int steer_task_create(steer_answer **out, steer_client *client, const char *json)
{
    return steer_create(out, client, "tasks", json);
}

/* Sets If-Match to `etag`, or to what a reading of the task says now. */
static int set_if_match(steer_request *request, steer_client *client, const char *task,
                        const char *etag)
{
    steer_answer *now = NULL;
    int result = STEER_DONE;
    if (etag == NULL)
        result = steer_task_get(&now, client, task);
    if (result == STEER_DONE)
        steer_request_header(request, "If-Match",
                             etag == NULL ? steer_answer_header(now, "ETag") : etag);
    steer_answer_free(now);
    return result;
}

/* A request that depends on the state of the task that was read. */
static int task_change(steer_request **out, steer_client *client, const char *method,
                       const char *task, const char *etag)
{
    int result = noun_request(out, client, method, "tasks");
    if (result != STEER_DONE)
        return result;
    steer_request_segment(*out, task);
    result = set_if_match(*out, client, task, etag);
    if (result == STEER_DONE)
        return STEER_DONE;
    steer_request_free(*out);
    *out = NULL;
    return result;
}

int steer_task_patch(steer_answer **out, steer_client *client, const char *task, const char *etag,
                     const char *json)
{
    steer_request *request = NULL;
    *out = NULL;
    int result = task_change(&request, client, "PATCH", task, etag);
    return result == STEER_DONE ? send_and_free(out, client, request, json) : result;
}

int steer_task_transition(steer_answer **out, steer_client *client, const char *task,
                          const char *etag, const char *json)
{
    steer_request *request = NULL;
    *out = NULL;
    int result = task_change(&request, client, "POST", task, etag);
    if (result != STEER_DONE)
        return result;
    steer_request_segment(request, "transitions");
    return send_and_free(out, client, request, json);
}

int steer_status_push(steer_answer **out, steer_client *client, const char *json)
{
    return steer_call(out, client, "POST", STATUS_PATH, json);
}

int steer_status_batch(steer_answer **out, steer_client *client, const char *ndjson, size_t length)
{
    steer_request *request = NULL;
    *out = NULL;
    int result = new_request(&request, client, "POST", "/v1/status-updates/batch");
    if (result != STEER_DONE)
        return result;
    steer_request_header(request, "Content-Type", "application/x-ndjson");
    steer_request_body(request, ndjson, length);
    return send_and_free(out, client, request, NULL);
}
