/* router.c - compares a path with the patterns of the table, segment by segment. */
#include "api/router.h"

#include "api/percent.h"
#include "json/utf8.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* True when the path has the form of the pattern; *segment is then what stands for {…}. */
static bool path_matches(const char *pattern, struct http_text path, struct http_text *segment)
{
    const char *at = path.data;
    const char *end = path.data + path.size;
    *segment = (struct http_text){"", 0};
    for (; *pattern != '\0'; pattern++, at++) {
        if (*pattern == '{') {
            const char *slash = memchr(at, '/', (size_t)(end - at));
            const char *stop = slash != NULL ? slash : end;
            if (stop == at)
                return false;
            *segment = (struct http_text){at, (size_t)(stop - at)};
            pattern = strchr(pattern, '}');
            at = stop - 1;
        } else if (at == end || *at != *pattern) {
            return false;
        }
    }
    return at == end;
}

static enum router_outcome decode(char out[ROUTER_OBJECT_MAX + 1], struct http_text segment)
{
    size_t size = 0;
    for (size_t at = 0; at < segment.size;) {
        int byte = percent_byte(segment, &at);
        if (byte < 0)
            return ROUTER_BAD_ENCODING;
        /* Longer than any name can be: nothing has it. */
        if (size == ROUTER_OBJECT_MAX)
            return ROUTER_NO_PATH;
        out[size++] = (char)byte;
    }
    out[size] = '\0';
    return utf8_valid(out, size) ? ROUTER_FOUND : ROUTER_BAD_ENCODING;
}

enum router_outcome router_match(struct router_match *out, enum http_method method,
                                 struct http_text path)
{
    enum http_method wanted = method == HTTP_HEAD ? HTTP_GET : method;
    struct http_text segment;
    struct http_text found = {"", 0};
    out->route = NULL;
    out->object[0] = '\0';
    out->methods = 0;
    for (size_t i = 0; i < route_count; i++) {
        if (!path_matches(routes[i].path, path, &segment))
            continue;
        out->methods |= 1u << routes[i].method;
        if (routes[i].method == wanted && out->route == NULL) {
            out->route = &routes[i];
            found = segment;
        }
    }
    if (method == HTTP_METHOD_OTHER)
        return ROUTER_NOT_IMPLEMENTED;
    if (out->methods == 0)
        return ROUTER_NO_PATH;
    if ((out->methods & 1u << HTTP_GET) != 0)
        out->methods |= 1u << HTTP_HEAD;
    out->methods |= 1u << HTTP_OPTIONS;
    if (method == HTTP_OPTIONS)
        return ROUTER_OPTIONS;
    return out->route != NULL ? decode(out->object, found) : ROUTER_NO_METHOD;
}

void router_allow(char *out, size_t size, unsigned methods)
{
    static const char *const names[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};
    size_t used = 0;
    out[0] = '\0';
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
        if ((methods & 1u << i) != 0 && used < size)
            used +=
                (size_t)snprintf(out + used, size - used, "%s%s", used > 0 ? ", " : "", names[i]);
    }
}
