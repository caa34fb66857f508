/* openapi_components.c - what operations refer to: schemas from the shapes, problems, scopes. */
#include "api/openapi.h"

#include "auth/principal.h"
#include "problem.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const fault_codes[] = {
#define PROBLEM(name, slug, status, title_vi, title_en)
#define FAULT(code, text_vi, text_en) code,
#include "problems.def"
#undef PROBLEM
#undef FAULT
};

static const char *const scope_abouts[SCOPE_COUNT] = {
    [SCOPE_STATUS_PUSH] = "Gửi cập nhật tình hình / push status updates",
    [SCOPE_TASK_READ] = "Đọc nhiệm vụ / read tasks",
    [SCOPE_TASK_WRITE] = "Ghi nhiệm vụ / write tasks",
    [SCOPE_COMMITTEE_READ] = "Đọc ban chỉ đạo / read committees",
    [SCOPE_COMMITTEE_WRITE] = "Ghi ban chỉ đạo / write committees",
    [SCOPE_DECISION_APPLY] = "Thi hành quyết định / apply decisions",
    [SCOPE_DOCUMENT_READ] = "Đọc văn bản / read documents",
    [SCOPE_DOCUMENT_WRITE] = "Ghi văn bản / write documents",
    [SCOPE_OVERSIGHT_WRITE] = "Đôn đốc, kiểm tra / urge and inspect",
    [SCOPE_INDICATOR_PUSH] = "Gửi số liệu chỉ tiêu / push indicators",
    [SCOPE_REPORT_READ] = "Đọc báo cáo / read reports",
    [SCOPE_REPORT_WRITE] = "Lập báo cáo / write reports",
    [SCOPE_DASHBOARD_READ] = "Xem bảng điều hành / read the dashboard",
    [SCOPE_EVENT_READ] = "Đọc dòng sự kiện / read events",
    [SCOPE_WEBHOOK_ADMIN] = "Quản lý webhook / manage webhooks",
    [SCOPE_AUDIT_READ] = "Đọc nhật ký / read the journal",
    [SCOPE_CLIENT_ADMIN] = "Quản lý ứng dụng / manage API clients",
    [SCOPE_AGENCY_WRITE] = "Ghi cơ quan / write agencies",
};

static cJSON *add_property(cJSON *properties, const char *name, const char *type)
{
    cJSON *schema = cJSON_AddObjectToObject(properties, name);
    cJSON_AddStringToObject(schema, "type", type);
    return schema;
}

static void require(cJSON *schema, const char *const *names)
{
    cJSON *list = cJSON_AddArrayToObject(schema, "required");
    for (; *names != NULL; names++)
        cJSON_AddItemToArray(list, cJSON_CreateString(*names));
}

static cJSON *object_schema(const char *title, const char *const *required)
{
    cJSON *schema = cJSON_CreateObject();
    cJSON_AddStringToObject(schema, "type", "object");
    openapi_text(schema, "title", title);
    require(schema, required);
    return schema;
}

static cJSON *fault_schema(void)
{
    static const char *const required[] = {"pointer", "code", "detail", NULL};
    cJSON *schema = object_schema(NULL, required);
    cJSON *properties = cJSON_AddObjectToObject(schema, "properties");
    cJSON *pointer = add_property(properties, "pointer", "string");
    cJSON_AddStringToObject(pointer, "description",
                            "JSON Pointer vào nội dung, hoặc tên tham số, tiêu đề");
    cJSON_AddStringToObject(pointer, "x-description-en",
                            "JSON Pointer into the body, or the name of a parameter or header");
    cJSON *codes = cJSON_AddArrayToObject(add_property(properties, "code", "string"), "enum");
    for (size_t i = 0; i < sizeof fault_codes / sizeof *fault_codes; i++)
        cJSON_AddItemToArray(codes, cJSON_CreateString(fault_codes[i]));
    add_property(properties, "detail", "string");
    return schema;
}

static cJSON *problem_schema(void)
{
    static const char *const required[] = {"type", "title", "status", "code", "request_id", NULL};
    cJSON *schema = object_schema("Problem", required);
    cJSON *properties = cJSON_AddObjectToObject(schema, "properties");
    add_property(properties, "type", "string");
    add_property(properties, "title", "string");
    add_property(properties, "status", "integer");
    cJSON *codes = cJSON_AddArrayToObject(add_property(properties, "code", "string"), "enum");
    for (unsigned code = PROBLEM_NONE + 1; code < PROBLEM_COUNT; code++)
        cJSON_AddItemToArray(codes, cJSON_CreateString(problem_slug((enum problem_code)code)));
    add_property(properties, "detail", "string");
    add_property(properties, "request_id", "string");
    add_property(properties, "current_etag", "string");
    cJSON *successors = add_property(properties, "successors", "array");
    cJSON_AddStringToObject(cJSON_AddObjectToObject(successors, "items"), "type", "string");
    cJSON_AddStringToObject(add_property(properties, "decision", "string"), "format", "uuid");
    cJSON *errors = add_property(properties, "errors", "array");
    cJSON_AddItemToObject(errors, "items", fault_schema());
    return schema;
}

static cJSON *page_schema(void)
{
    static const char *const required[] = {"limit", "next", NULL};
    static const char *const next_types[] = {"string", "null"};
    cJSON *schema = object_schema(NULL, required);
    cJSON *properties = cJSON_AddObjectToObject(schema, "properties");
    add_property(properties, "limit", "integer");
    cJSON *next = cJSON_AddObjectToObject(properties, "next");
    cJSON_AddItemToObject(next, "type", cJSON_CreateStringArray(next_types, 2));
    add_property(properties, "count", "integer");
    return schema;
}

static cJSON *as_of_schema(void)
{
    static const char *const required[] = {"today", "known_at", NULL};
    cJSON *schema = object_schema(NULL, required);
    cJSON *properties = cJSON_AddObjectToObject(schema, "properties");
    cJSON_AddStringToObject(add_property(properties, "today", "string"), "format", "date");
    cJSON_AddStringToObject(add_property(properties, "valid_at", "string"), "format", "date");
    cJSON_AddStringToObject(add_property(properties, "known_at", "string"), "format", "date-time");
    return schema;
}

/* What ?modified_since= tells of an object the asker can no longer see. */
static cJSON *tombstone_schema(void)
{
    static const char *const required[] = {"id", "deleted", NULL};
    cJSON *schema = object_schema("Tombstone", required);
    cJSON *properties = cJSON_AddObjectToObject(schema, "properties");
    cJSON_AddStringToObject(add_property(properties, "id", "string"), "format", "uuid");
    cJSON_AddTrueToObject(add_property(properties, "deleted", "boolean"), "const");
    return schema;
}

static bool has_tombstones(const struct route *route)
{
    for (const struct field *field = route->query->fields; field->name != NULL; field++) {
        if (strcmp(field->name, "modified_since") == 0)
            return true;
    }
    return false;
}

static cJSON *item_schema(const struct route *route)
{
    cJSON *item = openapi_reference("schemas", route->answer->name, "");
    if (!has_tombstones(route))
        return item;
    cJSON *either = cJSON_CreateObject();
    cJSON *list = cJSON_AddArrayToObject(either, "anyOf");
    cJSON_AddItemToArray(list, item);
    cJSON_AddItemToArray(list, openapi_reference("schemas", "Tombstone", ""));
    return either;
}

static cJSON *list_schema(const struct route *route)
{
    static const char *const required[] = {"items", "page", "as_of", NULL};
    cJSON *schema = object_schema(NULL, required);
    cJSON *properties = cJSON_AddObjectToObject(schema, "properties");
    cJSON *items = add_property(properties, "items", "array");
    cJSON_AddItemToObject(items, "items", item_schema(route));
    cJSON_AddItemToObject(properties, "page", page_schema());
    cJSON_AddItemToObject(properties, "as_of", as_of_schema());
    return schema;
}

static void add_schema(cJSON *schemas, const struct shape *shape, enum shape_mode mode)
{
    if (shape != NULL && cJSON_GetObjectItemCaseSensitive(schemas, shape->name) == NULL)
        cJSON_AddItemToObject(schemas, shape->name, shape_schema(shape, mode));
}

static void add_schemas(cJSON *components)
{
    cJSON *schemas = cJSON_AddObjectToObject(components, "schemas");
    char name[96];
    cJSON_AddItemToObject(schemas, "Problem", problem_schema());
    cJSON_AddItemToObject(schemas, "Tombstone", tombstone_schema());
    for (size_t i = 0; i < route_count; i++) {
        const struct route *route = &routes[i];
        add_schema(schemas, route->body, route->method == HTTP_PATCH ? SHAPE_PATCH : SHAPE_WHOLE);
        add_schema(schemas, route->answer, SHAPE_ANSWER);
        if ((route->flags & ROUTE_LIST) == 0)
            continue;
        snprintf(name, sizeof name, "%sList", route->answer->name);
        if (cJSON_GetObjectItemCaseSensitive(schemas, name) == NULL)
            cJSON_AddItemToObject(schemas, name, list_schema(route));
    }
}

/* The problems of one status; of all when `status` is 0. */
static cJSON *problem_response(int status)
{
    cJSON *response = cJSON_CreateObject();
    cJSON *codes = cJSON_CreateArray();
    for (unsigned i = PROBLEM_NONE + 1; i < PROBLEM_COUNT; i++) {
        enum problem_code code = (enum problem_code)i;
        if (status != 0 && problem_status(code) != status)
            continue;
        cJSON *row = cJSON_CreateObject();
        cJSON_AddStringToObject(row, "code", problem_slug(code));
        cJSON_AddStringToObject(row, "title", problem_title(code, LANGUAGE_VI));
        cJSON_AddStringToObject(row, "x-title-en", problem_title(code, LANGUAGE_EN));
        cJSON_AddItemToArray(codes, row);
    }
    const cJSON *first = cJSON_GetObjectItemCaseSensitive(codes->child, "title");
    cJSON_AddStringToObject(response, "description",
                            status != 0 ? cJSON_GetStringValue(first) : "Lỗi / a problem");
    cJSON *content = cJSON_AddObjectToObject(response, "content");
    cJSON *media = cJSON_AddObjectToObject(content, "application/problem+json");
    cJSON_AddItemToObject(media, "schema", openapi_reference("schemas", "Problem", ""));
    cJSON_AddItemToObject(response, "x-steer-problems", codes);
    return response;
}

static bool is_answered(int status)
{
    for (size_t i = 0; i < route_count; i++) {
        if (openapi_answers(&routes[i], status))
            return true;
    }
    return false;
}

static void add_problem_responses(cJSON *components)
{
    cJSON *responses = cJSON_AddObjectToObject(components, "responses");
    char name[32];
    cJSON_AddItemToObject(responses, "Problem", problem_response(0));
    for (int status = 400; status < 600; status++) {
        if (!is_answered(status))
            continue;
        snprintf(name, sizeof name, "Problem%d", status);
        cJSON_AddItemToObject(responses, name, problem_response(status));
    }
}

static void add_security_scheme(cJSON *components)
{
    cJSON *schemes = cJSON_AddObjectToObject(components, "securitySchemes");
    cJSON *oauth = cJSON_AddObjectToObject(schemes, "oauth");
    cJSON_AddStringToObject(oauth, "type", "oauth2");
    cJSON_AddStringToObject(oauth, "description",
                            "Mã truy cập ES256, 10 phút / ES256 access tokens, ten minutes");
    cJSON *flows = cJSON_AddObjectToObject(oauth, "flows");
    cJSON *flow = cJSON_AddObjectToObject(flows, "clientCredentials");
    cJSON_AddStringToObject(flow, "tokenUrl", "/oauth/token");
    cJSON *scopes = cJSON_AddObjectToObject(flow, "scopes");
    for (unsigned i = 0; i < SCOPE_COUNT; i++)
        cJSON_AddStringToObject(scopes, scope_text((enum scope)i),
                                scope_abouts[i] != NULL ? scope_abouts[i] : "");
}

cJSON *openapi_components(void)
{
    cJSON *components = cJSON_CreateObject();
    add_schemas(components);
    add_problem_responses(components);
    add_security_scheme(components);
    return components;
}
