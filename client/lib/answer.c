/* answer.c - what a call brought back. */
#include "answer.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static void forget_fields(steer_answer *answer)
{
    for (size_t i = 0; i < answer->field_count; i++) {
        free(answer->fields[i].name);
        free(answer->fields[i].value);
    }
    free(answer->fields);
    answer->fields = NULL;
    answer->field_count = 0;
}

static struct header_field *find_field(const steer_answer *answer, const char *name)
{
    for (size_t i = 0; i < answer->field_count; i++) {
        if (strcasecmp(answer->fields[i].name, name) == 0)
            return &answer->fields[i];
    }
    return NULL;
}

static bool join_value(struct header_field *field, const char *value)
{
    struct buffer joined = {0};
    buffer_format(&joined, "%s, %s", field->value, value);
    char *text = buffer_take(&joined);
    if (text == NULL)
        return false;
    free(field->value);
    field->value = text;
    return true;
}

static bool add_field(steer_answer *answer, char *name, char *value)
{
    struct header_field *fields =
        realloc(answer->fields, (answer->field_count + 1) * sizeof *fields);
    if (fields == NULL)
        return false;
    answer->fields = fields;
    answer->fields[answer->field_count++] = (struct header_field){name, value};
    return true;
}

static char *trimmed(const char *start, const char *end)
{
    while (start < end && (*start == ' ' || *start == '\t'))
        start++;
    while (end > start && strchr(" \t\r\n", end[-1]) != NULL)
        end--;
    return strndup(start, (size_t)(end - start));
}

bool answer_header_line(steer_answer *answer, const char *line, size_t length)
{
    if (length >= 5 && memcmp(line, "HTTP/", 5) == 0) {
        forget_fields(answer);
        return true;
    }
    const char *colon = memchr(line, ':', length);
    if (colon == NULL)
        return true;
    char *name = trimmed(line, colon);
    char *value = trimmed(colon + 1, line + length);
    bool done = false;
    if (name != NULL && value != NULL) {
        struct header_field *known = find_field(answer, name);
        if (known != NULL)
            done = join_value(known, value);
        else if ((done = add_field(answer, name, value)))
            return true; /* both are the answer's now */
    }
    free(name);
    free(value);
    return done;
}

int steer_answer_status(const steer_answer *answer)
{
    return answer->status;
}

const char *steer_answer_body(const steer_answer *answer)
{
    return buffer_string(&answer->body);
}

size_t steer_answer_length(const steer_answer *answer)
{
    return answer->body.length;
}

const char *steer_answer_header(const steer_answer *answer, const char *name)
{
    const struct header_field *field = find_field(answer, name);
    return field == NULL ? "" : field->value;
}

void steer_answer_free(steer_answer *answer)
{
    if (answer == NULL)
        return;
    forget_fields(answer);
    buffer_clear(&answer->body);
    free(answer);
}
