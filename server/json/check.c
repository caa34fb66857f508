/* check.c - checks values against fields, every fault at once. */
#include "json/check.h"

#include "json/format.h"
#include "json/utf8.h"

#include <cjson/cJSON.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Beyond it a double, which is all cJSON has, no longer tells one integer from the next. */
#define INTEGER_MAX 9007199254740991L

void check_fault(struct check *check, const char *code, const char *arg0)
{
    if (!check->failed)
        problem_set(check->problem, check->code, "%s: %s", check->pointer, code);
    check->failed = true;
    problem_fault(check->problem, check->pointer, code, arg0, NULL);
}

void check_fault_number(struct check *check, const char *code, long number)
{
    char text[24];
    snprintf(text, sizeof text, "%ld", number);
    check_fault(check, code, text);
}

/* What does not fit is left out; a pointer that long is cut short, never cut within a character. */
static void append(struct check *check, const char *bytes, size_t size)
{
    if (check->size + size < sizeof check->pointer) {
        memcpy(check->pointer + check->size, bytes, size);
        check->size += size;
    }
    check->pointer[check->size] = '\0';
}

size_t check_enter(struct check *check, const char *name)
{
    size_t place = check->size;
    if (!check->query)
        append(check, "/", 1);
    const unsigned char *at = (const unsigned char *)name;
    while (*at != '\0' && check->size + 4 < sizeof check->pointer) {
        const char *from = (const char *)at;
        utf8_next(&at);
        if (!check->query && (*from == '~' || *from == '/'))
            append(check, *from == '~' ? "~0" : "~1", 2);
        else
            append(check, from, (size_t)((const char *)at - from));
    }
    return place;
}

size_t check_enter_entry(struct check *check, size_t index)
{
    size_t place = check->size;
    char text[24];
    int size = snprintf(text, sizeof text, "/%zu", index);
    if (!check->query)
        append(check, text, (size_t)size);
    return place;
}

void check_leave(struct check *check, size_t place)
{
    check->size = place;
    check->pointer[place] = '\0';
}

bool check_is_full(const struct check *check)
{
    return check->failed && check->problem->fault_count == PROBLEM_FAULTS_MAX;
}

static const struct {
    long minimum;
    long maximum;
} own_limits[] = {
    [FIELD_STRING] = {0, 1000}, [FIELD_TEXT] = {0, 4000},
    [FIELD_CODE] = {1, 64},     [FIELD_REFERENCE] = {1, 64},
    [FIELD_URL] = {1, 2000},    [FIELD_INTEGER] = {-INTEGER_MAX, INTEGER_MAX},
    [FIELD_ARRAY] = {0, 500},   [FIELD_MAP] = {0, 500},
    [FIELD_ANY] = {0, 0},
};

static bool has_own_limits(const struct field *field)
{
    return field->minimum == 0 && field->maximum == 0;
}

long field_minimum(const struct field *field)
{
    long own = own_limits[field->type].minimum;
    return has_own_limits(field) || field->minimum < own ? own : field->minimum;
}

long field_maximum(const struct field *field)
{
    long own = own_limits[field->type].maximum;
    if (has_own_limits(field))
        return own;
    return field->type == FIELD_INTEGER && field->maximum > own ? own : field->maximum;
}

static void check_length(struct check *check, const struct field *field, long length)
{
    if (length < field_minimum(field))
        check_fault_number(check, "too-short", field_minimum(field));
    else if (length > field_maximum(field))
        check_fault_number(check, "too-long", field_maximum(field));
}

/* Something is: blanks have a length and tell nothing. A filter may look for them. */
static bool must_be_told(const struct check *check, const struct field *field)
{
    return (field->flags & FIELD_REQUIRED) != 0 || (!check->query && field->minimum > 0);
}

/* One line or several, within the limits, not blank where something must be told. */
static void check_text(struct check *check, const struct field *field, const char *text)
{
    if (format_has_control(text, field->type == FIELD_TEXT))
        check_fault(check, "control-character", NULL);
    else if (must_be_told(check, field) && format_is_blank(text))
        check_fault(check, "empty", NULL);
    else
        check_length(check, field, (long)utf8_length(text));
}

static void check_code(struct check *check, const struct field *field, const char *text)
{
    long length = (long)utf8_length(text);
    if (length < field_minimum(field) || length > field_maximum(field))
        check_length(check, field, length);
    else if (!format_code(text))
        check_fault(check, "bad-format", "A-Z a-z 0-9 . _ -");
}

static void check_url(struct check *check, const struct field *field, const char *text)
{
    long length = (long)utf8_length(text);
    if (length > field_maximum(field))
        check_length(check, field, length);
    else if (!format_url(text))
        check_fault(check, "bad-format", "https://…");
}

/* Exact, where a double would round: the whole part has at most 18 digits. */
static void check_decimal(struct check *check, const struct field *field, const char *text)
{
    if (!format_decimal(text)) {
        check_fault(check, "bad-format", "-?[0-9]{1,18}(.[0-9]{1,9})?");
        return;
    }
    if (has_own_limits(field))
        return;
    const char *point = strchr(text, '.');
    long whole = strtol(text, NULL, 10);
    bool fraction = point != NULL && strspn(point + 1, "0") < strlen(point + 1);
    bool negative = *text == '-';
    if (whole < field->minimum || (whole == field->minimum && negative && fraction))
        check_fault_number(check, "too-small", field->minimum);
    else if (whole > field->maximum || (whole == field->maximum && !negative && fraction))
        check_fault_number(check, "too-large", field->maximum);
}

static void check_enum(struct check *check, const struct field *field, const char *text)
{
    char list[sizeof((struct problem_fault *)NULL)->args[0]] = "";
    const size_t room = sizeof list - sizeof ", …";
    size_t size = 0;
    for (const char *const *value = field->values; *value != NULL; value++) {
        if (strcmp(*value, text) == 0)
            return;
    }
    for (const char *const *value = field->values; *value != NULL; value++) {
        if (size + strlen(*value) + 2 > room) {
            snprintf(list + size, sizeof list - size, ", …");
            break;
        }
        size +=
            (size_t)snprintf(list + size, sizeof list - size, "%s%s", size > 0 ? ", " : "", *value);
    }
    check_fault(check, "not-in-list", list);
}

static void check_string(struct check *check, const struct field *field, const struct cJSON *value)
{
    const char *text = value->valuestring;
    if (!cJSON_IsString(value)) {
        check_fault(check, "wrong-type", "string");
        return;
    }
    if (field->type == FIELD_CODE)
        check_code(check, field, text);
    else if (field->type == FIELD_URL)
        check_url(check, field, text);
    else if (field->type == FIELD_DECIMAL)
        check_decimal(check, field, text);
    else if (field->type == FIELD_ENUM)
        check_enum(check, field, text);
    else if (field->type == FIELD_UUID && !format_uuid(text))
        check_fault(check, "bad-format", "UUID");
    else if (field->type == FIELD_SHA256 && !format_sha256(text))
        check_fault(check, "bad-format", "[0-9a-f]{64}");
    else if (field->type == FIELD_DATE && !format_date(text))
        check_fault(check, "bad-date", "yyyy-MM-dd");
    else if (field->type == FIELD_IMPORT_DATE && !format_import_date(text))
        check_fault(check, "bad-date", "yyyy-MM-dd / dd/MM/yyyy");
    else if (field->type == FIELD_TIME && !format_time(text))
        check_fault(check, "bad-date", "yyyy-MM-ddThh:mm:ss+07:00");
    else if (field->type == FIELD_STRING || field->type == FIELD_TEXT ||
             field->type == FIELD_REFERENCE)
        check_text(check, field, text);
}

static void check_integer(struct check *check, const struct field *field, const struct cJSON *value)
{
    double number = value->valuedouble;
    if (!cJSON_IsNumber(value) || !isfinite(number) || trunc(number) != number)
        check_fault(check, "wrong-type", "integer");
    else if (number < (double)field_minimum(field))
        check_fault_number(check, "too-small", field_minimum(field));
    else if (number > (double)field_maximum(field))
        check_fault_number(check, "too-large", field_maximum(field));
}

/* Entries of an array replace it as a whole, in a merge patch too. */
static void check_array(struct check *check, const struct field *field, const struct cJSON *value)
{
    long count = 0;
    const struct cJSON *entry = NULL;
    if (!cJSON_IsArray(value)) {
        check_fault(check, "wrong-type", "array");
        return;
    }
    check_length(check, field, cJSON_GetArraySize(value));
    cJSON_ArrayForEach(entry, value)
    {
        /* One fault says that there are too many; what is wrong with those does not matter. */
        if (count == field_maximum(field) || check_is_full(check))
            return;
        size_t place = check_enter_entry(check, (size_t)count++);
        check_field(check, field->item, entry, SHAPE_WHOLE);
        check_leave(check, place);
    }
}

static void check_object(struct check *check, const struct field *field, const struct cJSON *value,
                         enum shape_mode mode)
{
    if (cJSON_IsObject(value))
        check_members(check, field->shape, value, mode);
    else
        check_fault(check, "wrong-type", "object");
}

static void check_map(struct check *check, const struct field *field, const struct cJSON *value)
{
    const struct cJSON *member = NULL;
    if (!cJSON_IsObject(value)) {
        check_fault(check, "wrong-type", "object");
        return;
    }
    check_length(check, field, cJSON_GetArraySize(value));
    cJSON_ArrayForEach(member, value)
    {
        if (check_is_full(check))
            return;
        size_t place = check_enter(check, member->string);
        check_field(check, field->item, member, SHAPE_WHOLE);
        check_leave(check, place);
    }
}

static void check_null(struct check *check, const struct field *field)
{
    static const char *const types[] = {
        [FIELD_INTEGER] = "integer", [FIELD_BOOLEAN] = "boolean", [FIELD_OBJECT] = "object",
        [FIELD_ARRAY] = "array",     [FIELD_MAP] = "object",      [FIELD_ANY] = NULL};
    if ((field->flags & FIELD_NULLABLE) != 0 || field->type == FIELD_ANY)
        return;
    if ((field->flags & FIELD_REQUIRED) != 0)
        check_fault(check, "required", NULL);
    else
        check_fault(check, "wrong-type",
                    types[field->type] != NULL ? types[field->type] : "string");
}

void check_field(struct check *check, const struct field *field, const struct cJSON *value,
                 enum shape_mode mode)
{
    if (cJSON_IsNull(value))
        check_null(check, field);
    else if (field->type == FIELD_OBJECT)
        check_object(check, field, value, mode);
    else if (field->type == FIELD_ARRAY)
        check_array(check, field, value);
    else if (field->type == FIELD_MAP)
        check_map(check, field, value);
    else if (field->type == FIELD_INTEGER)
        check_integer(check, field, value);
    else if (field->type == FIELD_BOOLEAN && !cJSON_IsBool(value))
        check_fault(check, "wrong-type", "boolean");
    else if (field->type != FIELD_BOOLEAN && field->type != FIELD_ANY)
        check_string(check, field, value);
}
