/* fuzz_router.c - libFuzzer: any method and path to an operation, and the other texts of a head.
 * The first byte is the method; what is found must be sound, and nothing may be read outside the
 * text. */
#include "api/form.h"
#include "api/head.h"
#include "api/router.h"
#include "json/utf8.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_route(enum http_method method, struct http_text path)
{
    struct router_match match;
    char allow[64];
    enum router_outcome outcome = router_match(&match, method, path);
    router_allow(allow, sizeof allow, match.methods);
    if (outcome != ROUTER_FOUND)
        return;
    size_t size = strlen(match.object);
    if (match.route == NULL || size > ROUTER_OBJECT_MAX || !utf8_valid(match.object, size))
        abort();
    for (size_t i = 0; i < size; i++) {
        if ((unsigned char)match.object[i] < 0x20 || match.object[i] == 0x7F)
            abort();
    }
    if ((strchr(match.route->path, '{') != NULL) != (size > 0))
        abort();
}

static void check_head(struct http_text text)
{
    static const enum media offers[] = {MEDIA_JSON, MEDIA_CSV, MEDIA_NDJSON, MEDIA_NONE};
    struct problem problem = PROBLEM_INIT;
    char value[64];
    long version = 0;
    media_choose(text, offers);
    language_choose(text);
    content_type_is(text, "application/json");
    head_bearer(text);
    head_none_match(text, "\"v7\"");
    if (head_if_match(&version, text, &problem) == 0 && (version < 1 || version > 999999999))
        abort();
    problem_clear(&problem);
    if (form_value(value, sizeof value, text, "scope") == FORM_FOUND &&
        !utf8_valid(value, strlen(value)))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    /* A copy of exactly this size: the sanitizer sees one byte too far. */
    char *bytes = malloc(size > 1 ? size - 1 : 1);
    memcpy(bytes, data + 1, size - 1);
    struct http_text text = {bytes, size - 1};
    check_route((enum http_method)(data[0] % (HTTP_METHOD_OTHER + 1)), text);
    check_head(text);
    free(bytes);
    return 0;
}
