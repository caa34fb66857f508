/* syntax.c - one table of character classes, and the authority of RFC 3986 section 3.2. */
#include "syntax.h"

#include <string.h>

#define T HTTP_CLASS_TOKEN
#define V HTTP_CLASS_VALUE
#define G HTTP_CLASS_TARGET
#define P HTTP_CLASS_PATH
#define H HTTP_CLASS_HOST
#define D HTTP_CLASS_DIGIT
#define X HTTP_CLASS_HEX
#define B HTTP_CLASS_BLANK

/* clang-format off */
#define LETTER (T | V | G | P | H)
#define NUMBER (LETTER | D | X)
#define HEXLET (LETTER | X)
#define SUBDELIM (V | G | P) /* "(" ")" "," ";" "=" and, also in tokens, "!" "$" "&" "'" "*" "+" */

#define EIGHT(x) x, x, x, x, x, x, x, x
#define OBS_TEXT EIGHT(V), EIGHT(V)

const uint8_t http_classes[256] = {
    /* 0x00 */ EIGHT(0), 0, V | B, 0, 0, 0, 0, 0, 0, EIGHT(0), EIGHT(0),
    /*  !"# */ V | B, T | SUBDELIM, V, T | V,
    /* $%&' */ T | SUBDELIM, T | V | G | P, T | SUBDELIM, T | SUBDELIM,
    /* ()*+ */ SUBDELIM, SUBDELIM, T | SUBDELIM, T | SUBDELIM,
    /* ,-./ */ SUBDELIM, LETTER, LETTER, V | G | P,
    /* 0..9 */ EIGHT(NUMBER), NUMBER, NUMBER,
    /* :;<= */ V | G | P, SUBDELIM, V, SUBDELIM,
    /* >?@  */ V, V | G, V | G | P,
    /* A..F */ HEXLET, HEXLET, HEXLET, HEXLET, HEXLET, HEXLET,
    /* G..Z */ EIGHT(LETTER), EIGHT(LETTER), LETTER, LETTER, LETTER, LETTER,
    /* [\]^ */ V | G, V, V | G, T | V,
    /* _`   */ LETTER, T | V,
    /* a..f */ HEXLET, HEXLET, HEXLET, HEXLET, HEXLET, HEXLET,
    /* g..z */ EIGHT(LETTER), EIGHT(LETTER), LETTER, LETTER, LETTER, LETTER,
    /* {|}~ */ V, T | V, V, LETTER,
    /* DEL  */ 0,
    OBS_TEXT, OBS_TEXT, OBS_TEXT, OBS_TEXT, OBS_TEXT, OBS_TEXT, OBS_TEXT, OBS_TEXT,
};
/* clang-format on */

bool http_all(struct http_text text, int class)
{
    for (size_t i = 0; i < text.size; i++) {
        if (!http_is(text.data[i], class))
            return false;
    }
    return true;
}

static char lowered(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte + ('a' - 'A')) : byte;
}

bool http_same(struct http_text text, const char *lower)
{
    size_t i = 0;
    for (; i < text.size && lower[i] != '\0'; i++) {
        if (lowered(text.data[i]) != lower[i])
            return false;
    }
    return i == text.size && lower[i] == '\0';
}

struct http_text http_trimmed(struct http_text text)
{
    while (text.size > 0 && http_is(text.data[0], HTTP_CLASS_BLANK)) {
        text.data++;
        text.size--;
    }
    while (text.size > 0 && http_is(text.data[text.size - 1], HTTP_CLASS_BLANK))
        text.size--;
    return text;
}

static bool port_valid(struct http_text port)
{
    unsigned long number = 0;
    if (port.size == 0 || port.size > 5 || !http_all(port, HTTP_CLASS_DIGIT))
        return false;
    for (size_t i = 0; i < port.size; i++)
        number = number * 10 + (unsigned long)(port.data[i] - '0');
    return number >= 1 && number <= 65535;
}

/* "[" IPv6address "]": its characters; no zone identifier, no IPvFuture. */
static bool literal_valid(struct http_text inside)
{
    bool colon = false;
    for (size_t i = 0; i < inside.size; i++) {
        colon |= inside.data[i] == ':';
        if (!http_is(inside.data[i], HTTP_CLASS_HEX) && inside.data[i] != ':' &&
            inside.data[i] != '.')
            return false;
    }
    return colon && inside.size >= 2 && inside.size <= 45;
}

bool http_authority_valid(struct http_text authority)
{
    const char *end = authority.data + authority.size;
    const char *host_end;
    if (authority.size == 0 || authority.size > 300)
        return false;
    if (*authority.data == '[') {
        host_end = memchr(authority.data, ']', authority.size);
        if (host_end == NULL || !literal_valid((struct http_text){
                                    authority.data + 1, (size_t)(host_end - authority.data) - 1}))
            return false;
        host_end++;
    } else {
        host_end = memchr(authority.data, ':', authority.size);
        if (host_end == NULL)
            host_end = end;
        struct http_text name = {authority.data, (size_t)(host_end - authority.data)};
        if (name.size == 0 || name.size > 255 || !http_all(name, HTTP_CLASS_HOST))
            return false;
    }
    if (host_end == end)
        return true;
    return *host_end == ':' &&
           port_valid((struct http_text){host_end + 1, (size_t)(end - host_end) - 1});
}
