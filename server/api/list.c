/* list.c - projects, and turns items into CSV (RFC 4180) or NDJSON. */
#include "api/list.h"

#include "json/scan.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

static const struct field *field_named(const struct shape *shape, const char *name)
{
    for (const struct field *field = shape->fields; field->name != NULL; field++) {
        if (strcmp(field->name, name) == 0)
            return field;
    }
    return NULL;
}

int list_take_fields(struct exchange *exchange, const struct cJSON *fields)
{
    const cJSON *name;
    size_t count = 0;
    bool unknown = false;
    exchange->fields =
        exchange_take(exchange, ((size_t)cJSON_GetArraySize(fields) + 1) * sizeof(char *));
    if (exchange->fields == NULL)
        return -1;
    cJSON_ArrayForEach(name, fields)
    {
        if (field_named(exchange->match.route->answer, name->valuestring) == NULL) {
            if (!unknown)
                problem_set(&exchange->problem, PROBLEM_INVALID_QUERY, "fields");
            unknown = true;
            problem_fault(&exchange->problem, "fields", "not-found", name->valuestring, NULL);
            continue;
        }
        char *copy = exchange_copy(exchange, name->valuestring, strlen(name->valuestring));
        if (copy == NULL)
            return -1;
        exchange->fields[count++] = copy;
    }
    exchange->fields[count] = NULL;
    return unknown ? -1 : 0;
}

static bool is_wanted(const struct exchange *exchange, const char *name)
{
    if (exchange->fields == NULL)
        return true;
    for (char **field = exchange->fields; *field != NULL; field++) {
        if (strcmp(*field, name) == 0)
            return true;
    }
    return false;
}

/* A tombstone keeps the member that says it is one. */
static void project(const struct exchange *exchange, cJSON *object)
{
    for (cJSON *member = object->child; member != NULL;) {
        cJSON *next = member->next;
        if (!is_wanted(exchange, member->string) && strcmp(member->string, "deleted") != 0)
            cJSON_Delete(cJSON_DetachItemViaPointer(object, member));
        member = next;
    }
}

/* Scalars, and lists of scalars joined by "; ", fit into a cell; objects do not. */
static bool fits_cell(const struct field *field)
{
    if (field->type == FIELD_ARRAY)
        return field->item->type != FIELD_OBJECT && field->item->type != FIELD_ANY;
    return field->type != FIELD_OBJECT && field->type != FIELD_MAP && field->type != FIELD_ANY;
}

static void write_scalar(struct writer *out, const cJSON *value)
{
    if (cJSON_IsString(value))
        write_text(out, value->valuestring);
    else if (cJSON_IsNumber(value))
        write_format(out, "%.15g", value->valuedouble);
    else if (cJSON_IsBool(value))
        write_text(out, cJSON_IsTrue(value) ? "true" : "false");
}

static void write_cell(struct writer *out, const cJSON *value)
{
    struct writer text = {NULL, 0, 0, false};
    if (cJSON_IsArray(value)) {
        const cJSON *entry;
        cJSON_ArrayForEach(entry, value)
        {
            write_text(&text, text.size > 0 ? "; " : "");
            write_scalar(&text, entry);
        }
    } else {
        write_scalar(&text, value);
    }
    if (text.size > 0)
        write_csv(out, text.bytes);
    out->failed = out->failed || text.failed;
    writer_clear(&text);
}

/* `item` NULL writes the names of the columns. */
static void write_csv_row(struct writer *out, const struct exchange *exchange, const cJSON *item)
{
    bool first = true;
    for (const struct field *field = exchange->match.route->answer->fields; field->name != NULL;
         field++) {
        if (!fits_cell(field) || !is_wanted(exchange, field->name))
            continue;
        write_text(out, first ? "" : ",");
        if (item == NULL)
            write_csv(out, field->name);
        else
            write_cell(out, cJSON_GetObjectItemCaseSensitive(item, field->name));
        first = false;
    }
    write_text(out, "\r\n");
}

static void write_json_value(struct writer *out, const cJSON *value)
{
    char *text = cJSON_PrintUnformatted(value);
    if (text != NULL)
        write_text(out, text);
    else
        out->failed = true;
    free(text);
}

static void write_converted(struct writer *out, const struct exchange *exchange, cJSON *value)
{
    cJSON *items = cJSON_GetObjectItemCaseSensitive(value, "items");
    cJSON *item;
    if ((exchange->match.route->flags & ROUTE_LIST) == 0) {
        project(exchange, value);
        write_json_value(out, value);
        return;
    }
    if (exchange->media == MEDIA_CSV)
        write_csv_row(out, exchange, NULL);
    cJSON_ArrayForEach(item, items)
    {
        if (exchange->media == MEDIA_CSV) {
            write_csv_row(out, exchange, item);
            continue;
        }
        project(exchange, item);
        if (exchange->media == MEDIA_NDJSON) {
            write_json_value(out, item);
            write_text(out, "\n");
        }
    }
    if (exchange->media == MEDIA_JSON)
        write_json_value(out, value);
}

int list_convert(struct writer *out, struct exchange *exchange, const char *json, size_t size)
{
    /* What PostgreSQL built needs no gate. */
    cJSON *value = cJSON_ParseWithLength(json, size);
    if (value == NULL)
        return exchange_no_memory(exchange);
    write_text(out, ""); /* a list without items is an empty text, not none */
    write_converted(out, exchange, value);
    cJSON_Delete(value);
    return out->failed ? exchange_no_memory(exchange) : 0;
}
