/* exchange.c - the life of one call: a token is fetched when needed, the request goes out, and goes
 * out again when it failed and repeating is safe. */
#include "exchange.h"

#include "retry.h"

#include <stdlib.h>
#include <string.h>

/* What one attempt came to, beside its result and client->problem. */
struct attempt {
    const char *method;
    bool keyed;
    enum transport_outcome outcome;
    long retry_after;
};

static int fail_transport(steer_client *client, const struct transport_reply *reply)
{
    static const enum local_problem kinds[] = {
        [TRANSPORT_NOT_SENT] = LOCAL_UNREACHABLE, [TRANSPORT_LOST] = LOCAL_LOST,
        [TRANSPORT_TIMED_OUT] = LOCAL_TIMED_OUT,  [TRANSPORT_NOT_TRUSTED] = LOCAL_NOT_TRUSTED,
        [TRANSPORT_GARBAGE] = LOCAL_BAD_ANSWER,   [TRANSPORT_CANCELLED] = LOCAL_INTERRUPTED,
        [TRANSPORT_NO_MEMORY] = LOCAL_NO_MEMORY,
    };
    return client_fail(client, kinds[reply->outcome], reply->reason);
}

static void fill_call(struct transport_call *call, const steer_client *client)
{
    call->ca_file = client->ca_file;
    call->timeout_ms = client->timeout * 1000L;
    call->loopback = client->origin.loopback;
    call->cancelled = client->cancelled;
    call->context = client->cancel_context;
}

static void add_line(struct buffer *fields, size_t *count, const char *name, const char *value)
{
    buffer_format(fields, "%s: %s%c", name, value, '\0');
    ++*count;
}

/* The answer is the caller's, or the problem is set. */
static int send_once(steer_answer **out, steer_client *client, const struct transport_call *call,
                     struct attempt *attempt)
{
    *out = NULL;
    steer_answer *answer = calloc(1, sizeof *answer);
    if (answer == NULL)
        return client_fail(client, LOCAL_NO_MEMORY, NULL);
    struct transport_reply reply;
    transport_send(&reply, answer, client->transport, call);
    attempt->outcome = reply.outcome;
    attempt->retry_after = reply.retry_after;
    int result = STEER_DONE;
    if (reply.outcome != TRANSPORT_ANSWERED)
        result = fail_transport(client, &reply);
    else if ((answer->status < 200 || answer->status > 299) && answer->status != 304)
        result = problem_parse(&client->problem, answer->status, buffer_string(&answer->body));
    if (result == STEER_DONE) {
        *out = answer;
        return STEER_DONE;
    }
    if (client->problem.request_id == NULL)
        client->problem.request_id = copy_text(steer_answer_header(answer, "X-Request-Id"));
    steer_answer_free(answer);
    return result;
}

/* RFC 6749 section 2.3.1: both parts are form-encoded before HTTP Basic puts them together. */
static int fetch_token(steer_client *client, struct attempt *attempt)
{
    struct buffer url = {0}, user = {0}, password = {0}, fields = {0};
    size_t count = 0;
    buffer_format(&url, "%s/oauth/token", client->origin.url);
    buffer_encoded(&user, client->client_id);
    buffer_encoded(&password, client->secret);
    add_line(&fields, &count, "Content-Type", "application/x-www-form-urlencoded");
    add_line(&fields, &count, "Accept-Language", client->language);
    static const char form[] = "grant_type=client_credentials";
    struct transport_call call = {.method = "POST",
                                  .url = buffer_string(&url),
                                  .fields = &fields,
                                  .field_count = count,
                                  .body = form,
                                  .body_length = sizeof form - 1,
                                  .user = buffer_string(&user),
                                  .password = buffer_string(&password)};
    fill_call(&call, client);
    *attempt = (struct attempt){"POST", true, TRANSPORT_NO_MEMORY, 0}; /* doing it twice is safe */
    steer_answer *answer = NULL;
    int result;
    if (url.failed || user.failed || password.failed || fields.failed)
        result = client_fail(client, LOCAL_NO_MEMORY, NULL);
    else
        result = send_once(&answer, client, &call, attempt);
    if (result != STEER_DONE)
        problem_of_token(&client->problem, client->language);
    else if (token_read(&client->token, steer_answer_body(answer)) != 0)
        result = client_fail(client, LOCAL_BAD_ANSWER, "/oauth/token");
    steer_answer_free(answer);
    buffer_clear(&url);
    buffer_clear(&user);
    buffer_clear(&password);
    buffer_clear(&fields);
    return result;
}

static void add_defaults(struct buffer *fields, size_t *count, const steer_client *client,
                         const steer_request *request)
{
    if (request_field(request, "Accept") == NULL)
        add_line(fields, count, "Accept", "application/json, application/problem+json, */*;q=0.1");
    if (request_field(request, "Accept-Language") == NULL)
        add_line(fields, count, "Accept-Language", client->language);
    if (request->body != NULL && request_field(request, "Content-Type") == NULL) {
        bool patch = strcmp(request->method, "PATCH") == 0;
        add_line(fields, count, "Content-Type",
                 patch ? "application/merge-patch+json" : "application/json");
    }
}

/* The token's line comes last: growing the buffer after it would leave a copy of it behind. */
static size_t write_fields(struct buffer *fields, const steer_client *client,
                           const steer_request *request)
{
    size_t count = 0;
    for (size_t i = 0; i < request->field_count; i++)
        add_line(fields, &count, request->fields[i].name, request->fields[i].value);
    add_defaults(fields, &count, client, request);
    if (client->token.text != NULL && request_field(request, "Authorization") == NULL) {
        buffer_format(fields, "Authorization: Bearer %s%c", client->token.text, '\0');
        count++;
    }
    return count;
}

static int send_request(steer_answer **out, steer_client *client, const steer_request *request,
                        struct attempt *attempt)
{
    struct buffer url = {0}, fields = {0};
    buffer_format(&url, "%s%s", client->origin.url, buffer_string(&request->path));
    if (request->query.length > 0)
        buffer_format(&url, "?%s", buffer_string(&request->query));
    struct transport_call call = {.method = request->method,
                                  .url = buffer_string(&url),
                                  .fields = &fields,
                                  .body = request->body,
                                  .body_length = request->body_length};
    call.field_count = write_fields(&fields, client, request);
    fill_call(&call, client);
    /* On a kept connection that has died libcurl would send it again by itself. */
    call.fresh = strcmp(request->method, "PATCH") == 0;
    *attempt = (struct attempt){request->method, *steer_request_key(request) != '\0',
                                TRANSPORT_NO_MEMORY, 0};
    int result;
    if (url.failed || fields.failed)
        result = client_fail(client, LOCAL_NO_MEMORY, NULL);
    else
        result = send_once(out, client, &call, attempt);
    buffer_clear(&url);
    buffer_clear(&fields);
    return result;
}

/* One attempt: with a token that is good, and once more with a new one when the server refuses it
 * (its keys were changed, the clocks differ). */
static int try_once(steer_answer **out, steer_client *client, const steer_request *request,
                    struct attempt *attempt)
{
    bool renewable = client->client_id != NULL;
    int result = STEER_DONE;
    if (renewable && !token_is_good(&client->token))
        result = fetch_token(client, attempt);
    if (result != STEER_DONE)
        return result;
    result = send_request(out, client, request, attempt);
    if (result == STEER_DONE || !renewable || client->problem.status != 401)
        return result;
    result = fetch_token(client, attempt);
    return result == STEER_DONE ? send_request(out, client, request, attempt) : result;
}

static bool may_send(const steer_client *client)
{
    bool secret = client->client_id != NULL || client->token.text != NULL;
    return !secret || client->origin.secure || client->origin.loopback || client->plain_allowed;
}

/* Milliseconds until the next attempt; -1: this was the last. */
static long delay_after(const steer_client *client, const struct attempt *attempt, int number)
{
    if (number >= client->retries)
        return -1;
    struct failure failure = {.method = attempt->method,
                              .keyed = attempt->keyed,
                              .outcome = attempt->outcome,
                              .status = client->problem.status,
                              .code = steer_problem_code(&client->problem),
                              .retry_after = attempt->retry_after,
                              .attempt = number};
    return retry_delay(&failure);
}

int exchange_send(steer_answer **out, steer_client *client, const steer_request *request)
{
    *out = NULL;
    if (request_failed(request))
        return client_fail(client, LOCAL_ARGUMENT, "request");
    if (!may_send(client))
        return client_fail(client, LOCAL_PLAIN_HTTP, client->origin.url);
    for (int number = 0;; number++) {
        struct attempt attempt = {0};
        int result = try_once(out, client, request, &attempt);
        if (result == STEER_DONE)
            return STEER_DONE;
        long delay = delay_after(client, &attempt, number);
        if (delay < 0)
            return result;
        if (!client_wait(client, delay))
            return client_fail(client, LOCAL_INTERRUPTED, NULL);
    }
}

int exchange_token(steer_client *client)
{
    if (!may_send(client))
        return client_fail(client, LOCAL_PLAIN_HTTP, client->origin.url);
    for (int number = 0; client->client_id != NULL && !token_is_good(&client->token); number++) {
        struct attempt attempt = {0};
        int result = fetch_token(client, &attempt);
        if (result == STEER_DONE)
            break;
        long delay = delay_after(client, &attempt, number);
        if (delay < 0)
            return result;
        if (!client_wait(client, delay))
            return client_fail(client, LOCAL_INTERRUPTED, NULL);
    }
    return STEER_DONE;
}

int steer_send(steer_answer **out, steer_client *client, const steer_request *request)
{
    client_begin(client);
    return exchange_send(out, client, request);
}
