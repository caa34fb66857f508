/* json.c - the parts of a JSON text without changing a byte of them. */
#include "json.h"

#include <string.h>

const char *json_skip_space(const char *text)
{
    return text + strspn(text, " \t\r\n");
}

cJSON *json_parse(const char **text)
{
    const char *end = *text;
    cJSON *value = cJSON_ParseWithOpts(*text, &end, 0);
    *text = end == NULL ? *text : end;
    return value;
}

cJSON *json_parse_all(const char *text)
{
    const char *end = text;
    cJSON *value = json_parse(&end);
    if (value != NULL && *json_skip_space(end) != '\0') {
        cJSON_Delete(value);
        value = NULL;
    }
    return value;
}

static const char *skip_string(const char *text)
{
    for (text++; *text != '\0' && *text != '"'; text++) {
        if (*text == '\\' && text[1] != '\0')
            text++;
    }
    return *text == '"' ? text + 1 : text;
}

/* Past a value of a text that is known to be JSON. */
static const char *skip_value(const char *text)
{
    size_t depth = 0;
    do {
        if (*text == '"') {
            text = skip_string(text);
            continue;
        }
        if (*text == '{' || *text == '[')
            depth++;
        else if (*text == '}' || *text == ']')
            depth--;
        text++;
    } while (*text != '\0' && (depth > 0 || strchr(",]} \t\r\n", *text) == NULL));
    return text;
}

bool json_member(struct span *out, const char *object, const char *name)
{
    const char *here = json_skip_space(object);
    size_t length = strlen(name);
    if (*here != '{')
        return false;
    here = json_skip_space(here + 1);
    while (*here == '"') {
        const char *key = here + 1;
        const char *end = skip_string(here);
        const char *value = json_skip_space(json_skip_space(end) + 1);
        const char *after = skip_value(value);
        if ((size_t)(end - 1 - key) == length && memcmp(key, name, length) == 0) {
            *out = (struct span){value, (size_t)(after - value)};
            return true;
        }
        here = json_skip_space(after);
        if (*here == ',')
            here = json_skip_space(here + 1);
    }
    return false;
}

bool json_next(struct span *out, const char **cursor)
{
    const char *here = json_skip_space(*cursor);
    if (*here == '[' || *here == ',')
        here = json_skip_space(here + 1);
    if (*here == ']' || *here == '\0')
        return false;
    const char *after = skip_value(here);
    *out = (struct span){here, (size_t)(after - here)};
    *cursor = json_skip_space(after);
    return true;
}

size_t line_of(const char *text, const char *place)
{
    size_t line = 1;
    for (; text < place; text++)
        line += *text == '\n';
    return line;
}
