/* query.c - a query string to a JSON object typed by its shape. */
#include "json/check.h"
#include "json/shape.h"
#include "json/utf8.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

struct text {
    const char *data;
    size_t size;
};

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* One byte of an encoded text at `*at`, or -1. U+0000 would end the string early: refused. */
static int decode_byte(const struct text *text, size_t *at)
{
    char c = text->data[(*at)++];
    if (c == '+')
        return ' ';
    if (c != '%')
        return c != '\0' ? (unsigned char)c : -1;
    if (*at + 2 > text->size)
        return -1;
    int high = hex_value(text->data[*at]), low = hex_value(text->data[*at + 1]);
    *at += 2;
    return high < 0 || low < 0 || (high == 0 && low == 0) ? -1 : high << 4 | low;
}

/* `out` has room for as many bytes as the text has and one more. */
static int decode(char *out, const struct text *text)
{
    size_t size = 0;
    for (size_t at = 0; at < text->size;) {
        int byte = decode_byte(text, &at);
        if (byte < 0)
            return -1;
        out[size++] = (char)byte;
    }
    out[size] = '\0';
    return utf8_valid(out, size) ? 0 : -1;
}

/* Canonical only: no sign but '-', no zeros in front, not longer than a double holds exactly. */
static bool is_integer(const char *text)
{
    const char *digits = *text == '-' ? text + 1 : text;
    size_t count = strspn(digits, "0123456789");
    return count > 0 && count <= 15 && digits[count] == '\0' && (*digits != '0' || count == 1);
}

/* What does not look like its type stays a string, which check_field() will find. */
static struct cJSON *typed(const struct field *field, const char *text)
{
    bool is_true = strcmp(text, "true") == 0;
    if (field->type == FIELD_INTEGER && is_integer(text))
        return cJSON_CreateNumber(strtod(text, NULL));
    if (field->type == FIELD_BOOLEAN && (is_true || strcmp(text, "false") == 0))
        return cJSON_CreateBool(is_true);
    return cJSON_CreateString(text);
}

/* Cut at the commas; "a," has an empty second entry, "" one empty entry. */
static struct cJSON *typed_list(const struct field *field, char *text)
{
    struct cJSON *list = cJSON_CreateArray();
    for (bool last = false; !last; text++) {
        size_t size = strcspn(text, ",");
        last = text[size] == '\0';
        text[size] = '\0';
        struct cJSON *entry = typed(field->item, text);
        if (!cJSON_AddItemToArray(list, entry)) {
            cJSON_Delete(entry);
            cJSON_Delete(list);
            return NULL;
        }
        text += size;
    }
    return list;
}

struct query {
    struct check check;
    const struct shape *shape;
    struct cJSON *out;
    char *scratch; /* for one decoded name and its value */
};

/* The value of a known parameter, or null for one that cannot be read: it was given all the same,
 * which is what the search for missing and repeated ones asks. `value` is NULL without '='. */
static struct cJSON *read_value(struct query *query, const struct field *field,
                                const struct text *value, char *scratch)
{
    if (cJSON_GetObjectItemCaseSensitive(query->out, field->name) != NULL)
        check_fault(&query->check, "repeated", NULL);
    else if (value == NULL)
        check_fault(&query->check, "bad-format", "name=value");
    else if (decode(scratch, value) != 0)
        check_fault(&query->check, "bad-encoding", NULL);
    else {
        struct cJSON *item =
            field->type == FIELD_ARRAY ? typed_list(field, scratch) : typed(field, scratch);
        if (item != NULL)
            check_field(&query->check, field, item, SHAPE_WHOLE);
        return item;
    }
    return cJSON_CreateNull();
}

/* -1 only when memory is short; what is wrong with the parameter is in the check. */
static int read_parameter(struct query *query, const struct text *pair)
{
    const char *equals = memchr(pair->data, '=', pair->size);
    struct text name = {pair->data, equals != NULL ? (size_t)(equals - pair->data) : pair->size};
    struct text value = {name.data + name.size + 1, pair->size - name.size - 1};
    bool readable = decode(query->scratch, &name) == 0;
    const struct field *field = readable ? shape_field(query->shape, query->scratch) : NULL;
    size_t place = check_enter(&query->check, readable ? query->scratch : "");
    struct cJSON *item = NULL;
    if (field == NULL)
        check_fault(&query->check, readable ? "unknown-parameter" : "bad-encoding", NULL);
    else
        item = read_value(query, field, equals != NULL ? &value : NULL, query->scratch);
    check_leave(&query->check, place);
    if (field == NULL || cJSON_AddItemToObject(query->out, field->name, item))
        return 0;
    cJSON_Delete(item);
    return -1;
}

static int read_parameters(struct query *query, const char *text, size_t size)
{
    const char *end = text + size;
    while (text < end) {
        const char *ampersand = memchr(text, '&', (size_t)(end - text));
        const char *stop = ampersand != NULL ? ampersand : end;
        if (check_is_full(&query->check))
            return 0;
        if (read_parameter(query, &(struct text){text, (size_t)(stop - text)}) != 0)
            return -1;
        text = stop + 1;
        /* "a=1&" names a second parameter, the empty one. */
        if (ampersand != NULL && text == end)
            return read_parameter(query, &(struct text){text, 0});
    }
    check_present(&query->check, query->shape, query->out);
    return 0;
}

int shape_query(struct cJSON **out, const struct shape *shape, const char *query, size_t size,
                struct problem *problem)
{
    struct query reading = {.check = {.problem = problem, .code = PROBLEM_INVALID_QUERY},
                            .shape = shape,
                            .out = cJSON_CreateObject(),
                            .scratch = malloc(size + 1)};
    reading.check.query = true;
    if (reading.out == NULL || reading.scratch == NULL ||
        read_parameters(&reading, query, size) != 0) {
        reading.check.failed = true;
        problem_set(problem, PROBLEM_INTERNAL, "out of memory");
    }
    free(reading.scratch);
    if (reading.check.failed) {
        cJSON_Delete(reading.out);
        return -1;
    }
    *out = reading.out;
    return 0;
}
