/* openapi_operation.c - one row of the routes table as an OpenAPI operation. */
#include "api/openapi.h"

#include "auth/principal.h"
#include "problem.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool takes_body(const struct route *route)
{
    return route->body != NULL || (route->flags & ROUTE_FORM) != 0;
}

bool openapi_answers(const struct route *route, int status)
{
    bool public = (route->flags & ROUTE_PUBLIC) != 0;
    bool write = (route->flags & ROUTE_WRITE) != 0;
    switch (status) {
    case 401:
        return !public || (route->flags & ROUTE_FORM) != 0;
    case 403:
        return !public;
    case 404:
        return strchr(route->path, '{') != NULL || write;
    case 406:
        return !public || (route->flags & ROUTE_HTML) != 0;
    case 409:
        return write;
    case 410:
        return route->scope == SCOPE_STATUS_PUSH;
    case 412:
    case 428:
        return (route->flags & ROUTE_IF_MATCH) != 0;
    case 413:
    case 415:
        return takes_body(route);
    case 422:
        return !public;
    case 429:
        return !public;
    case 504:
        return !public && !write;
    case 400:
    case 500:
    case 503:
        return true;
    default:
        return false;
    }
}

/* Whether it answers one object that says its version, or that of what it was made from: then there
 * is an ETag. */
static bool has_version(const struct route *route)
{
    if (route->answer == NULL || (route->flags & (ROUTE_PUBLIC | ROUTE_LIST)) != 0)
        return false;
    for (const struct field *field = route->answer->fields; field->name != NULL; field++) {
        if (strcmp(field->name, "version") == 0 || strcmp(field->name, "base_version") == 0)
            return true;
    }
    return false;
}

/* Whether it answers 304 to who has the version already. */
static bool knows_versions(const struct route *route)
{
    return route->method == HTTP_GET && (route->flags & ROUTE_AS_OF) == 0 && has_version(route);
}

static cJSON *parameter(const char *name, const char *in, bool required, cJSON *schema)
{
    cJSON *object = cJSON_CreateObject();
    cJSON_AddStringToObject(object, "name", name);
    cJSON_AddStringToObject(object, "in", in);
    cJSON_AddBoolToObject(object, "required", required);
    cJSON_AddItemToObject(object, "schema", schema);
    return object;
}

static cJSON *text_schema(const char *pattern, const char *vi, const char *en)
{
    cJSON *schema = cJSON_CreateObject();
    cJSON_AddStringToObject(schema, "type", "string");
    openapi_text(schema, "pattern", pattern);
    openapi_text(schema, "description", vi);
    openapi_text(schema, "x-description-en", en);
    return schema;
}

static void add_path_parameter(cJSON *list, const struct route *route)
{
    char name[64];
    const char *brace = strchr(route->path, '{');
    if (brace == NULL)
        return;
    snprintf(name, sizeof name, "%.*s", (int)strcspn(brace + 1, "}"), brace + 1);
    cJSON *schema = text_schema(NULL, "Mã hoặc id; dấu / trong mã viết %2F",
                                "Code or id; a / in it is written %2F");
    cJSON_AddNumberToObject(schema, "minLength", 1);
    cJSON_AddNumberToObject(schema, "maxLength", 200);
    cJSON_AddItemToArray(list, parameter(name, "path", true, schema));
}

static void add_query_parameters(cJSON *list, const struct route *route)
{
    if (route->query == NULL)
        return;
    for (const struct field *field = route->query->fields; field->name != NULL; field++) {
        cJSON *object = parameter(field->name, "query", (field->flags & FIELD_REQUIRED) != 0,
                                  field_schema(field, SHAPE_WHOLE));
        if (field->type == FIELD_ARRAY) {
            cJSON_AddStringToObject(object, "style", "form");
            cJSON_AddFalseToObject(object, "explode");
        }
        cJSON_AddItemToArray(list, object);
    }
}

static void add_header_parameters(cJSON *list, const struct route *route)
{
    if ((route->flags & ROUTE_IF_MATCH) != 0)
        cJSON_AddItemToArray(
            list, parameter("If-Match", "header", true,
                            text_schema("^\"v[1-9][0-9]*\"$", "ETag của phiên bản đã đọc",
                                        "ETag of the version that was read")));
    if ((route->flags & (ROUTE_ONCE | ROUTE_KEYED)) != 0)
        cJSON_AddItemToArray(
            list, parameter("Idempotency-Key", "header", false,
                            text_schema("^[!-~]{1,128}$",
                                        "Gửi lại với cùng khóa thì nhận lại câu trả lời cũ",
                                        "Repeating with the same key gives the same answer")));
    if (knows_versions(route))
        cJSON_AddItemToArray(list, parameter("If-None-Match", "header", false,
                                             text_schema(NULL, "ETag đã có: 304 nếu chưa đổi",
                                                         "A known ETag: 304 when unchanged")));
    cJSON_AddItemToArray(
        list, parameter("Accept-Language", "header", false,
                        text_schema(NULL, "vi (mặc định) hoặc en", "vi (when not given) or en")));
}

static void add_media(cJSON *content, const char *type, cJSON *schema, const char *example)
{
    cJSON *media = cJSON_AddObjectToObject(content, type);
    cJSON_AddItemToObject(media, "schema", schema);
    if (example != NULL)
        cJSON_AddItemToObject(media, "example", cJSON_Parse(example));
}

static void add_form(cJSON *content)
{
    static const char *const names[] = {"grant_type", "scope", "client_id", "client_assertion_type",
                                        "client_assertion"};
    cJSON *schema = cJSON_CreateObject();
    cJSON_AddStringToObject(schema, "type", "object");
    cJSON *properties = cJSON_AddObjectToObject(schema, "properties");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        cJSON_AddItemToObject(properties, names[i], text_schema(NULL, NULL, NULL));
    cJSON_AddStringToObject(cJSON_GetObjectItemCaseSensitive(properties, "grant_type"), "const",
                            "client_credentials");
    cJSON_AddItemToArray(cJSON_AddArrayToObject(schema, "required"),
                         cJSON_CreateString("grant_type"));
    add_media(content, "application/x-www-form-urlencoded", schema,
              "{\"grant_type\":\"client_credentials\"}");
}

static void add_body(cJSON *operation, const struct route *route)
{
    if (!takes_body(route))
        return;
    cJSON *body = cJSON_AddObjectToObject(operation, "requestBody");
    cJSON_AddBoolToObject(body, "required", (route->flags & ROUTE_MAY_BE_EMPTY) == 0);
    cJSON *content = cJSON_AddObjectToObject(body, "content");
    if ((route->flags & ROUTE_FORM) != 0) {
        add_form(content);
        return;
    }
    add_media(content,
              route->method == HTTP_PATCH ? "application/merge-patch+json" : "application/json",
              openapi_reference("schemas", route->body->name, ""), route->example);
    if ((route->flags & ROUTE_LARGE) != 0)
        add_media(content, "application/x-ndjson",
                  text_schema(NULL, "Mỗi dòng một mục của items", "One entry of items a line"),
                  NULL);
}

static void add_answer_header(cJSON *headers, const char *name, const char *vi, const char *en)
{
    cJSON_AddItemToObject(cJSON_AddObjectToObject(headers, name), "schema",
                          text_schema(NULL, vi, en));
}

static void add_success_headers(cJSON *response, const struct route *route, const char *status)
{
    cJSON *headers = cJSON_AddObjectToObject(response, "headers");
    add_answer_header(headers, "X-Request-Id", "Mã yêu cầu", "Request id");
    if ((route->flags & ROUTE_LIST) != 0)
        add_answer_header(headers, "Link", "Trang tiếp theo: rel=\"next\"",
                          "Next page: rel=\"next\"");
    else if (has_version(route))
        add_answer_header(headers, "ETag", "Phiên bản", "Version");
    if (strcmp(status, "201") == 0 && (route->flags & ROUTE_KEYED) == 0)
        add_answer_header(headers, "Location", "Nơi đọc lại", "Where to read it");
    if ((route->flags & ROUTE_ONCE) != 0)
        add_answer_header(headers, "Idempotency-Replayed", "true: câu trả lời cũ",
                          "true: the stored answer");
}

static void add_success_content(cJSON *response, const struct route *route)
{
    cJSON *content = cJSON_AddObjectToObject(response, "content");
    if ((route->flags & ROUTE_HTML) != 0) {
        add_media(content, "text/html", text_schema(NULL, NULL, NULL), NULL);
    } else if (route->answer == NULL) {
        cJSON *schema = cJSON_CreateObject();
        cJSON_AddStringToObject(schema, "type", "object");
        add_media(content, "application/json", schema, NULL);
    } else if ((route->flags & ROUTE_LIST) != 0) {
        add_media(content, "application/json",
                  openapi_reference("schemas", route->answer->name, "List"), NULL);
        add_media(content, "text/csv",
                  text_schema(NULL, "RFC 4180, dòng đầu là tên trường",
                              "RFC 4180, the first line names the members"),
                  NULL);
        add_media(content, "application/x-ndjson",
                  text_schema(NULL, "Mỗi dòng một mục", "One entry a line"), NULL);
    } else {
        add_media(content, "application/json",
                  openapi_reference("schemas", route->answer->name, ""), NULL);
    }
}

static void add_successes(cJSON *responses, const struct route *route)
{
    char status[4];
    for (const char *at = route->success; *at != '\0'; at += at[3] == ' ' ? 4 : 3) {
        snprintf(status, sizeof status, "%.3s", at);
        cJSON *response = cJSON_AddObjectToObject(responses, status);
        cJSON_AddStringToObject(response, "description", route->summary_vi);
        add_success_headers(response, route, status);
        add_success_content(response, route);
    }
    if (knows_versions(route))
        cJSON_AddStringToObject(cJSON_AddObjectToObject(responses, "304"), "description",
                                "Không đổi / not modified");
}

static void add_responses(cJSON *operation, const struct route *route)
{
    cJSON *responses = cJSON_AddObjectToObject(operation, "responses");
    char status[16];
    add_successes(responses, route);
    for (int number = 400; number < 600; number++) {
        if (!openapi_answers(route, number))
            continue;
        snprintf(status, sizeof status, "%d", number);
        cJSON_AddItemToObject(responses, status, openapi_reference("responses", "Problem", status));
    }
    cJSON_AddItemToObject(responses, "default", openapi_reference("responses", "Problem", ""));
}

static void add_requirement(cJSON *security, enum scope scope)
{
    cJSON *requirement = cJSON_CreateObject();
    cJSON *scopes = cJSON_AddArrayToObject(requirement, "oauth");
    if (scope != SCOPE_NONE)
        cJSON_AddItemToArray(scopes, cJSON_CreateString(scope_text(scope)));
    cJSON_AddItemToArray(security, requirement);
}

static void add_security(cJSON *operation, const struct route *route)
{
    cJSON *security = cJSON_AddArrayToObject(operation, "security");
    if ((route->flags & ROUTE_PUBLIC) != 0)
        return;
    add_requirement(security, route->scope);
    if ((route->flags & ROUTE_OVERSIGHT) != 0)
        add_requirement(security, SCOPE_OVERSIGHT_WRITE);
}

/* The noun of the path: "tasks" of /v1/tasks/{task}/history. */
static void add_tag(cJSON *operation, const struct route *route)
{
    char tag[64] = "server";
    if (strncmp(route->path, "/v1/", 4) == 0)
        snprintf(tag, sizeof tag, "%.*s", (int)strcspn(route->path + 4, "/."), route->path + 4);
    cJSON_AddItemToArray(cJSON_AddArrayToObject(operation, "tags"), cJSON_CreateString(tag));
}

cJSON *openapi_operation(const struct route *route)
{
    cJSON *operation = cJSON_CreateObject();
    cJSON_AddStringToObject(operation, "operationId", route->operation);
    cJSON_AddStringToObject(operation, "summary", route->summary_vi);
    cJSON_AddStringToObject(operation, "x-summary-en", route->summary_en);
    openapi_roles(operation, route);
    add_tag(operation, route);
    cJSON_AddStringToObject(operation, "x-steer-operation", route->operation);
    if (route->scope != SCOPE_NONE)
        cJSON_AddStringToObject(operation, "x-steer-scope", scope_text(route->scope));
    if ((route->flags & ROUTE_OVERSIGHT) != 0)
        cJSON_AddStringToObject(operation, "x-steer-office-scope",
                                scope_text(SCOPE_OVERSIGHT_WRITE));
    cJSON_AddBoolToObject(operation, "x-steer-write", (route->flags & ROUTE_WRITE) != 0);
    add_security(operation, route);
    cJSON *parameters = cJSON_AddArrayToObject(operation, "parameters");
    add_path_parameter(parameters, route);
    add_query_parameters(parameters, route);
    add_header_parameters(parameters, route);
    add_body(operation, route);
    add_responses(operation, route);
    return operation;
}
