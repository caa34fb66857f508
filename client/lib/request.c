/* request.c - a call put together piece by piece. */
#include "request.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/random.h>

static const char KEY_FIELD[] = "Idempotency-Key";

bool make_key(char key[KEY_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    unsigned char bytes[16];
    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        return false;
    bytes[6] = (unsigned char)((bytes[6] & 0x0f) | 0x40);
    bytes[8] = (unsigned char)((bytes[8] & 0x3f) | 0x80);
    char *out = key;
    for (size_t i = 0; i < sizeof bytes; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            *out++ = '-';
        *out++ = digits[bytes[i] >> 4];
        *out++ = digits[bytes[i] & 0x0f];
    }
    *out = '\0';
    return true;
}

/* The path may bring a query along, as one copied from the documentation does. */
static void set_target(steer_request *request, const char *path)
{
    const char *question = strchr(path, '?');
    size_t length = question == NULL ? strlen(path) : (size_t)(question - path);
    buffer_add(&request->path, path, length);
    if (question != NULL)
        buffer_text(&request->query, question + 1);
}

static void add_key(steer_request *request)
{
    char key[KEY_SIZE];
    if (make_key(key))
        steer_request_header(request, KEY_FIELD, key);
    else
        request->failed = true;
}

int steer_request_new(steer_request **out, const char *method, const char *path)
{
    *out = NULL;
    if (method == NULL || *method == '\0' || path == NULL || *path != '/' ||
        strpbrk(path, " \r\n\t#") != NULL ||
        strspn(method, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != strlen(method))
        return STEER_USAGE;
    steer_request *request = calloc(1, sizeof *request);
    if (request == NULL)
        return STEER_FAILED;
    request->method = copy_text(method);
    set_target(request, path);
    if (strcmp(method, "POST") == 0)
        add_key(request);
    if (request_failed(request)) {
        steer_request_free(request);
        return STEER_FAILED;
    }
    *out = request;
    return STEER_DONE;
}

void steer_request_segment(steer_request *request, const char *text)
{
    buffer_text(&request->path, "/");
    buffer_encoded(&request->path, text);
}

void steer_request_query(steer_request *request, const char *name, const char *value)
{
    if (request->query.length > 0)
        buffer_text(&request->query, "&");
    buffer_encoded(&request->query, name);
    buffer_text(&request->query, "=");
    buffer_encoded(&request->query, value);
}

static struct request_field *find(const steer_request *request, const char *name)
{
    for (size_t i = 0; i < request->field_count; i++) {
        if (strcasecmp(request->fields[i].name, name) == 0)
            return &request->fields[i];
    }
    return NULL;
}

static struct request_field *append(steer_request *request, const char *name)
{
    struct request_field *fields =
        realloc(request->fields, (request->field_count + 1) * sizeof *fields);
    char *copy = copy_text(name);
    if (fields != NULL)
        request->fields = fields;
    if (fields == NULL || copy == NULL) {
        free(copy);
        return NULL;
    }
    struct request_field *field = &request->fields[request->field_count++];
    *field = (struct request_field){copy, NULL};
    return field;
}

void steer_request_header(steer_request *request, const char *name, const char *value)
{
    if (strpbrk(name, ": \r\n\t") != NULL || *name == '\0' || strpbrk(value, "\r\n") != NULL) {
        request->failed = true; /* would become another field: never sent */
        return;
    }
    struct request_field *field = find(request, name);
    if (field == NULL)
        field = append(request, name);
    char *copy = copy_text(value);
    if (field == NULL || copy == NULL) {
        free(copy);
        request->failed = true;
        return;
    }
    free(field->value);
    field->value = copy;
}

void steer_request_body(steer_request *request, const char *body, size_t length)
{
    free(request->body);
    request->body_length = length;
    request->body = malloc(length + 1);
    if (request->body == NULL) {
        request->failed = true;
        return;
    }
    memcpy(request->body, body, length);
    request->body[length] = '\0';
}

const char *request_field(const steer_request *request, const char *name)
{
    const struct request_field *field = find(request, name);
    return field == NULL ? NULL : field->value;
}

const char *steer_request_key(const steer_request *request)
{
    const char *key = request_field(request, KEY_FIELD);
    return key == NULL ? "" : key;
}

bool request_failed(const steer_request *request)
{
    return request->failed || request->path.failed || request->query.failed ||
           request->method == NULL;
}

void steer_request_free(steer_request *request)
{
    if (request == NULL)
        return;
    for (size_t i = 0; i < request->field_count; i++) {
        free(request->fields[i].name);
        free(request->fields[i].value);
    }
    free(request->fields);
    free(request->method);
    free(request->body);
    buffer_clear(&request->path);
    buffer_clear(&request->query);
    free(request);
}
