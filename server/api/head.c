/* head.c - the header fields of a request: found once, checked where they are used. */
#include "api/head.h"

#include <string.h>
#include <strings.h>

enum { KEY_MAX = 128, VERSION_DIGITS = 9 };

static const struct known {
    const char *name;
    size_t offset;
} known[] = {
    {"Accept", offsetof(struct head, accept)},
    {"Authorization", offsetof(struct head, authorization)},
    {"Content-Type", offsetof(struct head, content_type)},
    {"Content-Encoding", offsetof(struct head, content_encoding)},
    {"Idempotency-Key", offsetof(struct head, idempotency_key)},
    {"If-Match", offsetof(struct head, if_match)},
    {"If-None-Match", offsetof(struct head, if_none_match)},
};

static bool name_is(struct http_text name, const char *word)
{
    return strncasecmp(name.data, word, name.size) == 0 && word[name.size] == '\0';
}

static bool is_word(struct http_text text)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && c != '.' && c != '_' && c != '-')
            return false;
    }
    return text.size > 0 && text.size <= REQUEST_ID_MAX;
}

/* 00-<32 hex>-<16 hex>-<2 hex>: W3C Trace Context, version 00. */
static bool is_trace(struct http_text text)
{
    if (text.size != TRACEPARENT_SIZE)
        return false;
    for (size_t i = 0; i < text.size; i++) {
        bool dash = i == 2 || i == 35 || i == 52;
        bool hex = strchr("0123456789abcdef", text.data[i]) != NULL && text.data[i] != '\0';
        if (dash ? text.data[i] != '-' : !hex)
            return false;
    }
    return true;
}

static void copy(char *out, struct http_text text)
{
    memcpy(out, text.data, text.size);
    out[text.size] = '\0';
}

static void read_field(struct head *out, const struct http_field *field)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (name_is(field->name, known[i].name)) {
            *(struct http_text *)(void *)((char *)out + known[i].offset) = field->value;
            return;
        }
    }
    if (name_is(field->name, "Accept-Language"))
        out->language = language_choose(field->value);
    else if (name_is(field->name, "X-Request-Id") && is_word(field->value))
        copy(out->request_id, field->value);
    else if (name_is(field->name, "traceparent") && is_trace(field->value))
        copy(out->traceparent, field->value);
}

void head_read(struct head *out, const struct http_request *request)
{
    memset(out, 0, sizeof *out);
    out->language = LANGUAGE_VI;
    for (unsigned i = 0; i < request->field_count; i++)
        read_field(out, &request->fields[i]);
}

struct http_text head_bearer(struct http_text authorization)
{
    static const char scheme[] = "Bearer ";
    size_t size = sizeof scheme - 1;
    if (authorization.size <= size || strncasecmp(authorization.data, scheme, size) != 0)
        return (struct http_text){NULL, 0};
    while (size < authorization.size && authorization.data[size] == ' ')
        size++;
    return (struct http_text){authorization.data + size, authorization.size - size};
}

static int header_fault(const char *name, const char *code, const char *form,
                        struct problem *problem)
{
    problem_set(problem, PROBLEM_INVALID_HEADER, NULL);
    return problem_fault(problem, name, code, form, NULL);
}

int head_if_match(long *version, struct http_text value, struct problem *problem)
{
    long number = 0;
    bool good = value.size >= 4 && value.size <= VERSION_DIGITS + 3 && value.data[0] == '"' &&
                value.data[1] == 'v' && value.data[value.size - 1] == '"' && value.data[2] != '0';
    for (size_t i = 2; good && i < value.size - 1; i++) {
        good = value.data[i] >= '0' && value.data[i] <= '9';
        number = number * 10 + (value.data[i] - '0');
    }
    if (!good)
        return header_fault("If-Match", "if-match-syntax", NULL, problem);
    *version = number;
    return 0;
}

int head_idempotency_key(struct http_text key, struct problem *problem)
{
    bool good = key.size > 0 && key.size <= KEY_MAX;
    for (size_t i = 0; good && i < key.size; i++)
        good = key.data[i] > 0x20 && key.data[i] < 0x7F;
    if (!good)
        return header_fault("Idempotency-Key", "bad-format", "[!-~]{1,128}", problem);
    return 0;
}

bool head_none_match(struct http_text value, const char *etag)
{
    size_t size = strlen(etag);
    if (value.size == 1 && *value.data == '*')
        return true;
    while (value.size >= size) {
        const char *found = memmem(value.data, value.size, etag, size);
        if (found == NULL)
            return false;
        /* The tags contain no quote, so one that stands in quotes is a whole tag. */
        size_t after = (size_t)(found - value.data) + size;
        if (after == value.size || value.data[after] == ',' || value.data[after] == ' ')
            return true;
        value = (struct http_text){value.data + after, value.size - after};
    }
    return false;
}
