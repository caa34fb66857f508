/* answer.c - header fields, in one buffer that is used again for every answer; the access log. */
#include "api/answer.h"

#include "api/core.h"
#include "api/refusal.h"
#include "log.h"

#include <stdio.h>
#include <string.h>

enum { LOGGED_PATH = 200 };

static const char NOT_STORED[] = "Cache-Control: no-store\r\n";

static void write_limit(struct writer *out, const struct allowance *allowance)
{
    if (allowance->limit == 0)
        return;
    /* draft-ietf-httpapi-ratelimit-headers-10 */
    write_format(out, "RateLimit-Policy: \"client\";q=%llu;w=60\r\n",
                 (unsigned long long)allowance->limit);
    write_format(out, "RateLimit: \"client\";r=%llu;t=%u\r\n",
                 (unsigned long long)allowance->remaining, allowance->reset_s);
}

static void write_duration(struct writer *out, const char *name, uint64_t us)
{
    write_format(out, "%s;dur=%u.%03u", name, (unsigned)(us / 1000), (unsigned)(us % 1000));
}

static void write_timing(struct writer *out, const struct exchange *exchange)
{
    if (exchange->auth_us == 0 && exchange->run_us == 0)
        return;
    write_text(out, "Server-Timing: ");
    write_duration(out, "auth", exchange->auth_us);
    write_duration(out, ", queue", exchange->queue_us);
    write_duration(out, ", db", exchange->run_us);
    write_text(out, "\r\n");
}

void answer_complete(struct http_response *out, struct exchange *exchange,
                     const struct answer *answer)
{
    struct writer *headers = &exchange->api->headers;
    headers->size = 0;
    write_text(headers, "X-Request-Id: ");
    write_text(headers, exchange->head.request_id);
    write_text(headers, "\r\nX-Content-Type-Options: nosniff\r\n");
    if (exchange->request->tls)
        write_text(headers, "Strict-Transport-Security: max-age=31536000\r\n");
    write_timing(headers, exchange);
    write_limit(headers, &exchange->allowance);
    if (answer->headers != NULL)
        write_text(headers, answer->headers);
    *out = (struct http_response){
        .status = answer->status,
        .content_type = answer->content_type,
        .body = answer->body,
        .body_size = answer->size,
        .body_free = answer->body_free,
        .headers = headers->failed ? NOT_STORED : headers->bytes,
    };
}

void answer_log(const struct exchange *exchange, int status, size_t size, uint64_t taken_us)
{
    char path[LOGGED_PATH + 1];
    char method[16];
    const struct http_request *request = exchange->request;
    const struct route *route = exchange->match.route;
    const struct problem *problem = &exchange->problem;
    snprintf(path, sizeof path, "%.*s", (int)request->path.size, request->path.data);
    snprintf(method, sizeof method, "%.*s", (int)request->method_name.size,
             request->method_name.data);
    struct log_field fields[16] = {
        LOG_TEXT("request_id", exchange->head.request_id),
        LOG_TEXT("method", method),
        LOG_TEXT("path", path),
        LOG_TEXT("operation", route != NULL ? route->operation : ""),
        LOG_NUMBER("status", status),
        LOG_NUMBER("bytes", size),
        LOG_TEXT("client", exchange->principal.client),
        LOG_TEXT("peer", request->peer != NULL ? request->peer : ""),
        LOG_NUMBER("taken_us", taken_us),
        LOG_NUMBER("queue_us", exchange->queue_us),
        LOG_NUMBER("db_us", exchange->run_us),
    };
    size_t count = 11;
    if (exchange->head.traceparent[0] != '\0')
        fields[count++] = (struct log_field)LOG_TEXT("traceparent", exchange->head.traceparent);
    if (problem->code != PROBLEM_NONE)
        fields[count++] = (struct log_field)LOG_TEXT("problem", problem_slug(problem->code));
    if (problem->note[0] != '\0')
        fields[count++] = (struct log_field)LOG_TEXT("note", problem->note);
    fields[count] = (struct log_field)LOG_END;
    log_event(status >= 500 ? LOG_LEVEL_ERROR : LOG_LEVEL_INFO, status == 0 ? "gone" : "request",
              fields);
}

static const char *taken_types(const struct route *route)
{
    if ((route->flags & ROUTE_FORM) != 0)
        return "application/x-www-form-urlencoded";
    if (route->method == HTTP_PATCH)
        return "application/merge-patch+json";
    return (route->flags & ROUTE_LARGE) != 0 ? "application/json, application/x-ndjson"
                                             : "application/json";
}

static void write_taken_types(struct writer *headers, const struct route *route)
{
    write_text(headers, route->method == HTTP_PATCH ? "Accept-Patch: " : "Accept-Post: ");
    write_text(headers, taken_types(route));
    write_text(headers, "\r\n");
}

void answer_allow(struct writer *headers, const struct exchange *exchange)
{
    char allow[64];
    router_allow(allow, sizeof allow, exchange->match.methods);
    write_text(headers, "Allow: ");
    write_text(headers, allow);
    write_text(headers, "\r\n");
    for (size_t i = 0; i < route_count; i++) {
        struct router_match match;
        bool body = routes[i].body != NULL || (routes[i].flags & ROUTE_FORM) != 0;
        if (body &&
            router_match(&match, routes[i].method, exchange->request->path) == ROUTER_FOUND &&
            match.route == &routes[i])
            write_taken_types(headers, &routes[i]);
    }
}

static void write_challenge(struct writer *headers, const struct exchange *exchange)
{
    write_text(headers, "WWW-Authenticate: Bearer realm=\"steerd\", error=");
    if (exchange->problem.code == PROBLEM_INVALID_TOKEN)
        write_text(headers, "\"invalid_token\"\r\n");
    else
        write_format(headers, "\"insufficient_scope\", scope=\"%s\"\r\n",
                     scope_text(exchange_scope(exchange)));
}

void answer_refusal_headers(struct writer *headers, const struct exchange *exchange)
{
    const struct problem *problem = &exchange->problem;
    write_text(headers, NOT_STORED);
    write_text(headers, "Vary: Accept-Language\r\nContent-Language: ");
    write_text(headers, exchange->head.language == LANGUAGE_EN ? "en\r\n" : "vi\r\n");
    if (problem->retry_after > 0)
        write_format(headers, "Retry-After: %u\r\n", problem->retry_after);
    switch (problem->code) {
    case PROBLEM_INVALID_TOKEN:
    case PROBLEM_INSUFFICIENT_SCOPE:
        write_challenge(headers, exchange);
        break;
    case PROBLEM_METHOD_NOT_ALLOWED:
        answer_allow(headers, exchange);
        break;
    case PROBLEM_UNSUPPORTED_MEDIA_TYPE:
        write_taken_types(headers, exchange->match.route);
        break;
    default:
        break;
    }
}

static void fill_fault(struct api *api, enum problem_code code, struct http_response *response)
{
    char id[REQUEST_ID_MAX + 1];
    struct problem problem = PROBLEM_INIT;
    problem_set(&problem, code, NULL);
    api_make_request_id(api, id);
    api->headers.size = 0;
    write_format(&api->headers, "X-Request-Id: %s\r\nContent-Language: vi\r\n%s", id, NOT_STORED);
    if (problem_status(code) == 503)
        write_text(&api->headers, "Retry-After: 1\r\n");
    api->fault.size = 0;
    refusal_write(&api->fault, &problem, LANGUAGE_VI, id);
    *response = (struct http_response){
        .status = problem_status(code),
        .content_type = "application/problem+json",
        .body = api->fault.bytes,
        .body_size = api->fault.size,
        .headers = api->headers.bytes,
    };
    const struct log_field fields[] = {LOG_TEXT("request_id", id),
                                       LOG_TEXT("problem", problem_slug(code)),
                                       LOG_NUMBER("status", response->status), LOG_END};
    log_event(LOG_LEVEL_INFO, "fault", fields);
    problem_clear(&problem);
}

void answer_fault(void *context, enum problem_code code, struct http_response *response)
{
    fill_fault(context, code, response);
}

void answer_without_exchange(struct api *api, http_ref ref)
{
    struct http_response response;
    fill_fault(api, PROBLEM_DATABASE_BUSY, &response);
    http_respond(api->http, ref, &response);
}
