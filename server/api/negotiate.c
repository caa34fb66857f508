/* negotiate.c - reads Accept, Accept-Language and Content-Type. A part that is no media range or
 * language range is passed over: it names nothing we could send. */
#include "api/negotiate.h"

#include <string.h>
#include <strings.h>

static const struct {
    const char *type; /* in Accept */
    const char *sent;
} media[] = {
    [MEDIA_JSON] = {"application/json", "application/json"},
    [MEDIA_CSV] = {"text/csv", "text/csv; charset=utf-8; header=present"},
    [MEDIA_NDJSON] = {"application/x-ndjson", "application/x-ndjson"},
    [MEDIA_HTML] = {"text/html", "text/html; charset=utf-8"},
};

static bool text_is(struct http_text text, const char *word)
{
    return text.size == strlen(word) && strncasecmp(text.data, word, text.size) == 0;
}

static struct http_text trim(struct http_text text)
{
    while (text.size > 0 && (*text.data == ' ' || *text.data == '\t'))
        text = (struct http_text){text.data + 1, text.size - 1};
    while (text.size > 0 && (text.data[text.size - 1] == ' ' || text.data[text.size - 1] == '\t'))
        text.size--;
    return text;
}

/* Takes the part up to `separator` off the front of *rest. */
static struct http_text next_part(struct http_text *rest, char separator)
{
    const char *end = rest->size > 0 ? memchr(rest->data, separator, rest->size) : NULL;
    size_t size = end != NULL ? (size_t)(end - rest->data) : rest->size;
    struct http_text part = {rest->data, size};
    size_t skip = end != NULL ? size + 1 : size;
    *rest = (struct http_text){rest->data + skip, rest->size - skip};
    return trim(part);
}

/* "0.5" as 500; a malformed weight counts as 1, as if it had not been given. */
static int weight_value(struct http_text text)
{
    int value = 0;
    int scale = 100;
    if (text.size == 0 || (text.data[0] != '0' && text.data[0] != '1') ||
        (text.size > 1 && text.data[1] != '.') || text.size > 5)
        return 1000;
    value = (text.data[0] - '0') * 1000;
    for (size_t i = 2; i < text.size; i++, scale /= 10) {
        if (text.data[i] < '0' || text.data[i] > '9')
            return 1000;
        value += (text.data[i] - '0') * scale;
    }
    return value > 1000 ? 1000 : value;
}

/* The weight among the parameters that follow a range. */
static int weight(struct http_text parameters)
{
    while (parameters.size > 0) {
        struct http_text parameter = next_part(&parameters, ';');
        if (parameter.size >= 2 && strncasecmp(parameter.data, "q=", 2) == 0)
            return weight_value((struct http_text){parameter.data + 2, parameter.size - 2});
    }
    return 1000;
}

/* How exactly a range names a type: 3 the type itself, 2 its family, 1 anything, 0 not at all. */
static int exactness(struct http_text range, const char *type)
{
    size_t family = (size_t)(strchr(type, '/') - type) + 1;
    if (text_is(range, type))
        return 3;
    if (range.size == family + 1 && range.data[family] == '*' &&
        strncasecmp(range.data, type, family) == 0)
        return 2;
    return text_is(range, "*/*") ? 1 : 0;
}

static int quality(struct http_text accept, const char *type)
{
    int best = 0;
    int value = 0;
    while (accept.size > 0) {
        struct http_text part = next_part(&accept, ',');
        struct http_text range = next_part(&part, ';');
        int exact = exactness(range, type);
        if (exact > best) {
            best = exact;
            value = weight(part);
        }
    }
    return value;
}

enum media media_choose(struct http_text accept, const enum media *offers)
{
    enum media chosen = MEDIA_NONE;
    int best = 0;
    if (accept.data == NULL)
        return offers[0];
    for (; *offers != MEDIA_NONE; offers++) {
        int value = quality(accept, media[*offers].type);
        if (value > best) {
            best = value;
            chosen = *offers;
        }
    }
    return chosen;
}

const char *media_type(enum media which)
{
    return media[which].sent;
}

/* The weight of a language: its own, that of a region of it (vi-VN), or that of "*". */
static int language_quality(struct http_text accept, const char *language)
{
    int own = -1;
    int any = 0;
    while (accept.size > 0) {
        struct http_text part = next_part(&accept, ',');
        struct http_text range = next_part(&part, ';');
        int value = weight(part);
        if (text_is(range, "*"))
            any = value;
        else if (range.size >= 2 && strncasecmp(range.data, language, 2) == 0 &&
                 (range.size == 2 || range.data[2] == '-') && value > own)
            own = value;
    }
    return own >= 0 ? own : any;
}

enum language language_choose(struct http_text accept)
{
    if (accept.size == 0)
        return LANGUAGE_VI;
    return language_quality(accept, "en") > language_quality(accept, "vi") ? LANGUAGE_EN
                                                                           : LANGUAGE_VI;
}

bool content_type_is(struct http_text value, const char *type)
{
    if (!text_is(next_part(&value, ';'), type))
        return false;
    while (value.size > 0) {
        struct http_text parameter = next_part(&value, ';');
        if (!text_is(parameter, "charset=utf-8") && !text_is(parameter, "charset=\"utf-8\""))
            return false;
    }
    return true;
}
