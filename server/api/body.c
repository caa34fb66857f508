/* body.c - the body of a request: of the right type, through the gate, of the right shape; then it
 * goes on as the text it was, so that no number passes through a double. */
#include "api/call.h"

#include "api/lines.h"
#include "json/scan.h"

#include <cjson/cJSON.h>
#include <string.h>

int call_check_media(bool *lines, struct exchange *exchange)
{
    const struct route *route = exchange->match.route;
    struct http_text type = exchange->head.content_type;
    struct http_text coding = exchange->head.content_encoding;
    bool json = content_type_is(type, route->method == HTTP_PATCH ? "application/merge-patch+json"
                                                                  : "application/json");
    *lines = (route->flags & ROUTE_LARGE) != 0 && content_type_is(type, "application/x-ndjson");
    if (coding.data != NULL || (!json && !*lines))
        return problem_set(&exchange->problem, PROBLEM_UNSUPPORTED_MEDIA_TYPE, NULL);
    return 0;
}

static int check(struct exchange *exchange, const char *text, size_t size)
{
    const struct route *route = exchange->match.route;
    enum shape_mode mode = route->method == HTTP_PATCH ? SHAPE_PATCH : SHAPE_WHOLE;
    cJSON *value = NULL;
    int result = json_parse(&value, text, size, &exchange->problem);
    if (result == 0)
        result = shape_check(route->body, value, mode, &exchange->problem);
    if (result == 0 && route->check != NULL)
        result = route->check(value, &exchange->problem);
    cJSON_Delete(value);
    return result;
}

int call_read_body(char **out, struct exchange *exchange)
{
    const struct route *route = exchange->match.route;
    struct http_text body = exchange->request->body;
    bool lines = false;
    *out = NULL;
    if (route->body == NULL)
        return 0;
    if (body.size == 0 && (route->flags & ROUTE_MAY_BE_EMPTY) != 0)
        return 0;
    if (call_check_media(&lines, exchange) != 0)
        return -1;
    if (lines)
        *out = lines_to_items(exchange, body);
    else
        *out = exchange_copy(exchange, body.data, body.size);
    return *out != NULL ? check(exchange, *out, strlen(*out)) : -1;
}
