/* call.c - the generic handler: request -> function -> answer. PostgreSQL's JSON goes out untouched
 * unless the asker wants another format or fewer members. */
#include "api/call.h"

#include "api/core.h"
#include "api/handlers.h"
#include "api/head.h"
#include "api/list.h"
#include "api/shapes.h"
#include "api/writer.h"
#include "json/scan.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int call_choose_media(struct exchange *exchange)
{
    static const enum media object[] = {MEDIA_JSON, MEDIA_NONE};
    static const enum media list[] = {MEDIA_JSON, MEDIA_CSV, MEDIA_NDJSON, MEDIA_NONE};
    bool many = (exchange->match.route->flags & ROUTE_LIST) != 0;
    exchange->media = media_choose(exchange->head.accept, many ? list : object);
    if (exchange->media == MEDIA_NONE)
        return problem_set(&exchange->problem, PROBLEM_NOT_ACCEPTABLE, NULL);
    return 0;
}

/* ?fields= and ?dry_run= are ours; the function never sees them. */
static int take_own_options(struct exchange *exchange, cJSON *options)
{
    cJSON *fields = cJSON_DetachItemFromObjectCaseSensitive(options, "fields");
    cJSON *dry_run = cJSON_DetachItemFromObjectCaseSensitive(options, "dry_run");
    int result = 0;
    exchange->call.dry_run = cJSON_IsTrue(dry_run);
    if (fields != NULL)
        result = list_take_fields(exchange, fields);
    cJSON_Delete(fields);
    cJSON_Delete(dry_run);
    return result;
}

static int add_if_match(struct exchange *exchange, cJSON *options)
{
    long version = 0;
    if (exchange->head.if_match.data == NULL) {
        problem_set(&exchange->problem, PROBLEM_IF_MATCH_REQUIRED, NULL);
        return problem_fault(&exchange->problem, "If-Match", "required", NULL, NULL);
    }
    if (head_if_match(&version, exchange->head.if_match, &exchange->problem) != 0)
        return -1;
    cJSON_AddNumberToObject(options, "if_match", (double)version);
    return 0;
}

/* The key as a text of the arena; *out stays NULL when none was sent. */
static int read_key(char **out, struct exchange *exchange)
{
    struct http_text key = exchange->head.idempotency_key;
    if (key.data == NULL)
        return 0;
    if (head_idempotency_key(key, &exchange->problem) != 0)
        return -1;
    *out = exchange_copy(exchange, key.data, key.size);
    return *out != NULL ? 0 : -1;
}

static int add_headers(struct exchange *exchange, cJSON *options)
{
    unsigned flags = exchange->match.route->flags;
    char *key = NULL;
    if ((flags & ROUTE_IF_MATCH) != 0 && add_if_match(exchange, options) != 0)
        return -1;
    if ((flags & (ROUTE_KEYED | ROUTE_ONCE)) != 0 && read_key(&key, exchange) != 0)
        return -1;
    if (key != NULL && (flags & ROUTE_KEYED) != 0)
        cJSON_AddStringToObject(options, "idempotency_key", key);
    if (key != NULL && (flags & ROUTE_ONCE) != 0) {
        exchange->call.values[3] = key;
        exchange->call.values[4] = exchange->match.route->operation;
        exchange->call.value_count = 5;
    }
    return 0;
}

static char *print(struct exchange *exchange, const cJSON *value)
{
    char *text = cJSON_PrintUnformatted(value);
    char *copy = text != NULL ? exchange_copy(exchange, text, strlen(text)) : NULL;
    if (text == NULL)
        exchange_no_memory(exchange);
    free(text);
    return copy;
}

/* The reads without parameters, which are most requests, need no tree. */
static bool has_no_options(const struct exchange *exchange)
{
    const unsigned adding = ROUTE_IF_MATCH | ROUTE_KEYED | ROUTE_ONCE;
    return exchange->request->query.size == 0 && (exchange->match.route->flags & adding) == 0;
}

int call_read_options(const char **out, struct exchange *exchange)
{
    const struct route *route = exchange->match.route;
    struct http_text query = exchange->request->query;
    cJSON *options = NULL;
    *out = "{}";
    exchange->call.value_count = 3;
    if (has_no_options(exchange))
        return 0;
    if (shape_query(&options, route->query != NULL ? route->query : &query_none, query.data,
                    query.size, &exchange->problem) != 0)
        return -1;
    if (take_own_options(exchange, options) != 0 || add_headers(exchange, options) != 0)
        *out = NULL;
    else if (options->child != NULL)
        *out = print(exchange, options);
    cJSON_Delete(options);
    return *out != NULL ? 0 : -1;
}

int call_submit(struct exchange *exchange, const char *options, const char *body,
                exchange_row_cb *on_row)
{
    struct api *api = exchange->api;
    const struct route *route = exchange->match.route;
    struct db_call *call = &exchange->call;
    bool once = call->value_count == 5;
    call->values[0] = exchange->match.object;
    call->values[1] = options;
    call->values[2] = body;
    call->write = (route->flags & ROUTE_WRITE) != 0;
    return exchange_call(exchange,
                         once ? api->first_extra + STATEMENT_ONCE
                              : api->statement_of[api_route_index(route)],
                         on_row);
}

/* <path?query with the cursor replaced>; rel="next" (RFC 8288). */
static void write_link(struct writer *headers, const struct exchange *exchange, const char *next)
{
    struct http_text path = exchange->request->path;
    struct http_text query = exchange->request->query;
    const char *at = query.data;
    const char *end = query.data + query.size;
    write_text(headers, "Link: <");
    write_bytes(headers, path.data, path.size);
    write_text(headers, "?");
    while (query.size > 0 && at < end) {
        const char *stop = memchr(at, '&', (size_t)(end - at));
        size_t size = (size_t)((stop != NULL ? stop : end) - at);
        if (size < 7 || memcmp(at, "cursor=", 7) != 0) {
            write_bytes(headers, at, size);
            write_text(headers, "&");
        }
        at += size + 1;
    }
    write_text(headers, "cursor=");
    write_text(headers, next);
    write_text(headers, ">; rel=\"next\"\r\n");
}

static void write_headers(struct writer *headers, const struct exchange *exchange,
                          const struct db_value *columns)
{
    const struct route *route = exchange->match.route;
    const char *etag = columns[COLUMN_ETAG].data;
    const char *replayed = columns[COLUMN_REPLAYED].data;
    bool read = route->method == HTTP_GET;
    write_text(headers,
               read ? "Cache-Control: private, no-cache\r\n" : "Cache-Control: no-store\r\n");
    if (read)
        write_text(headers, (route->flags & ROUTE_LIST) != 0 ? "Vary: Accept, Authorization\r\n"
                                                             : "Vary: Authorization\r\n");
    if (etag != NULL)
        write_format(headers, "ETag: %s\r\n", etag);
    if (columns[COLUMN_LOCATION].data != NULL)
        write_format(headers, "Location: %s\r\n", columns[COLUMN_LOCATION].data);
    if (columns[COLUMN_NEXT].data != NULL)
        write_link(headers, exchange, columns[COLUMN_NEXT].data);
    if (replayed != NULL && *replayed == 't')
        write_text(headers, "Idempotency-Replayed: true\r\n");
}

/* True when the asker has this version already (RFC 9110 §13.2.2: only for a success of a read). */
static bool is_known(const struct exchange *exchange, const struct answer *answer, const char *etag)
{
    const struct route *route = exchange->match.route;
    return route->method == HTTP_GET && (route->flags & ROUTE_AS_OF) == 0 &&
           answer->status == 200 && etag != NULL && exchange->head.if_none_match.data != NULL &&
           head_none_match(exchange->head.if_none_match, etag);
}

static int on_row(struct exchange *exchange, const struct db_result *result)
{
    struct writer headers = {NULL, 0, 0, false};
    struct writer other = {NULL, 0, 0, false};
    const struct db_value *columns = result->columns;
    struct answer answer = {.content_type = media_type(exchange->media),
                            .body = columns[COLUMN_BODY].data,
                            .size = columns[COLUMN_BODY].size};
    if (result->column_count <= COLUMN_REPLAYED || columns[COLUMN_STATUS].data == NULL)
        return problem_set(&exchange->problem, PROBLEM_INTERNAL, "the function gave no answer");
    answer.status = (int)strtol(columns[COLUMN_STATUS].data, NULL, 10);
    write_headers(&headers, exchange, columns);
    if (is_known(exchange, &answer, columns[COLUMN_ETAG].data)) {
        answer = (struct answer){.status = 304};
    } else if (answer.body == NULL) {
        answer.content_type = NULL;
    } else if (exchange->media != MEDIA_JSON || exchange->fields != NULL) {
        if (list_convert(&other, exchange, answer.body, answer.size) != 0) {
            writer_clear(&headers);
            writer_clear(&other);
            return -1;
        }
        answer.body = other.bytes;
        answer.size = other.size;
        answer.body_free = free;
    }
    answer.headers = headers.bytes;
    exchange_answer(exchange, &answer);
    writer_clear(&headers);
    return 0;
}

int call_handle(struct exchange *exchange)
{
    const char *options = NULL;
    char *body = NULL;
    if (call_choose_media(exchange) != 0 || call_read_options(&options, exchange) != 0 ||
        call_read_body(&body, exchange) != 0)
        return -1;
    return call_submit(exchange, options, body, on_row);
}
