/* schema.c - a table of fields printed as JSON Schema (2020-12). */
#include "json/check.h"
#include "json/format.h"

#include <cjson/cJSON.h>
#include <string.h>

/* What every field of a type says about itself. */
static const struct {
    const char *type; /* NULL: any */
    const char *format;
    const char *pattern;
} types[] = {
    [FIELD_STRING] = {"string", NULL, NULL},
    [FIELD_TEXT] = {"string", NULL, NULL},
    [FIELD_CODE] = {"string", NULL, FORMAT_CODE_PATTERN},
    [FIELD_REFERENCE] = {"string", NULL, NULL},
    [FIELD_UUID] = {"string", "uuid", NULL},
    [FIELD_INTEGER] = {"integer", NULL, NULL},
    [FIELD_BOOLEAN] = {"boolean", NULL, NULL},
    [FIELD_DECIMAL] = {"string", NULL, FORMAT_DECIMAL_PATTERN},
    [FIELD_DATE] = {"string", "date", NULL},
    [FIELD_IMPORT_DATE] = {"string", NULL, FORMAT_IMPORT_DATE_PATTERN},
    [FIELD_TIME] = {"string", "date-time", NULL},
    [FIELD_ENUM] = {"string", NULL, NULL},
    [FIELD_URL] = {"string", "uri", NULL},
    [FIELD_SHA256] = {"string", NULL, FORMAT_SHA256_PATTERN},
    [FIELD_OBJECT] = {"object", NULL, NULL},
    [FIELD_ARRAY] = {"array", NULL, NULL},
    [FIELD_MAP] = {"object", NULL, NULL},
    [FIELD_ANY] = {NULL, NULL, NULL},
};

static bool is_nullable(const struct field *field)
{
    return (field->flags & FIELD_NULLABLE) != 0;
}

static void add_text(struct cJSON *schema, const char *name, const char *text)
{
    if (text != NULL)
        cJSON_AddStringToObject(schema, name, text);
}

static void add_type(struct cJSON *schema, const struct field *field)
{
    const char *type = types[field->type].type;
    if (type == NULL)
        return;
    if (is_nullable(field)) {
        struct cJSON *list = cJSON_AddArrayToObject(schema, "type");
        cJSON_AddItemToArray(list, cJSON_CreateString(type));
        cJSON_AddItemToArray(list, cJSON_CreateString("null"));
    } else {
        cJSON_AddStringToObject(schema, "type", type);
    }
}

static void add_values(struct cJSON *schema, const struct field *field)
{
    struct cJSON *list = cJSON_AddArrayToObject(schema, "enum");
    for (const char *const *value = field->values; *value != NULL; value++)
        cJSON_AddItemToArray(list, cJSON_CreateString(*value));
    if (is_nullable(field))
        cJSON_AddItemToArray(list, cJSON_CreateNull());
}

static void add_number(struct cJSON *schema, const char *name, long number)
{
    cJSON_AddNumberToObject(schema, name, (double)number);
}

static void add_limits(struct cJSON *schema, const struct field *field)
{
    long minimum = field_minimum(field), maximum = field_maximum(field);
    switch (field->type) {
    case FIELD_STRING:
    case FIELD_TEXT:
    case FIELD_CODE:
    case FIELD_REFERENCE:
    case FIELD_URL:
        if (minimum == 0 && (field->flags & FIELD_REQUIRED) != 0)
            minimum = 1;
        if (minimum > 0)
            add_number(schema, "minLength", minimum);
        add_number(schema, "maxLength", maximum);
        break;
    case FIELD_INTEGER:
        add_number(schema, "minimum", minimum);
        add_number(schema, "maximum", maximum);
        break;
    case FIELD_ARRAY:
        if (minimum > 0)
            add_number(schema, "minItems", minimum);
        add_number(schema, "maxItems", maximum);
        break;
    case FIELD_MAP:
        add_number(schema, "maxProperties", maximum);
        break;
    default:
        break;
    }
}

static void add_members(struct cJSON *schema, const struct shape *shape, enum shape_mode mode)
{
    struct cJSON *properties = cJSON_AddObjectToObject(schema, "properties");
    struct cJSON *required = cJSON_CreateArray();
    for (const struct field *field = shape->fields; field->name != NULL; field++) {
        cJSON_AddItemToObject(properties, field->name, field_schema(field, mode));
        if ((field->flags & FIELD_REQUIRED) != 0)
            cJSON_AddItemToArray(required, cJSON_CreateString(field->name));
    }
    /* An empty "required" says nothing, and some readers of OpenAPI refuse it. */
    if (mode == SHAPE_PATCH || cJSON_GetArraySize(required) == 0)
        cJSON_Delete(required);
    else
        cJSON_AddItemToObject(schema, "required", required);
    if (mode != SHAPE_ANSWER)
        cJSON_AddFalseToObject(schema, "additionalProperties");
}

struct cJSON *shape_schema(const struct shape *shape, enum shape_mode mode)
{
    struct cJSON *schema = cJSON_CreateObject();
    add_text(schema, "title", shape->name);
    cJSON_AddStringToObject(schema, "type", "object");
    add_members(schema, shape, mode);
    return schema;
}

struct cJSON *field_schema(const struct field *field, enum shape_mode mode)
{
    struct cJSON *schema = cJSON_CreateObject();
    add_type(schema, field);
    add_text(schema, "format", types[field->type].format);
    add_text(schema, "pattern", types[field->type].pattern);
    add_limits(schema, field);
    if (field->type == FIELD_ENUM)
        add_values(schema, field);
    if (field->type == FIELD_MAP)
        cJSON_AddItemToObject(schema, "additionalProperties", field_schema(field->item, mode));
    if (field->type == FIELD_ARRAY)
        cJSON_AddItemToObject(schema, "items",
                              field_schema(field->item, mode == SHAPE_PATCH ? SHAPE_WHOLE : mode));
    if ((field->flags & FIELD_SECRET) != 0)
        cJSON_AddTrueToObject(schema, mode == SHAPE_ANSWER ? "readOnly" : "writeOnly");
    add_text(schema, "description", field->about_vi != NULL ? field->about_vi : field->about_en);
    add_text(schema, "x-description-en", field->about_vi != NULL ? field->about_en : NULL);
    if (field->type == FIELD_OBJECT)
        add_members(schema, field->shape, mode);
    return schema;
}
