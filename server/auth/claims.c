/* claims.c - a reader of the few forms a claim has; the gate has made sure of the grammar. */
#include "auth/claims.h"

#include <string.h>

static const char *skip_space(const char *at, const char *end)
{
    while (at < end && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t'))
        at++;
    return at;
}

/* Behind the closing quote. */
static const char *skip_string(const char *at, const char *end)
{
    for (at++; at < end && *at != '"'; at++) {
        if (*at == '\\' && end - at > 1)
            at++;
    }
    return at < end ? at + 1 : end;
}

static const char *skip_container(const char *at, const char *end)
{
    unsigned depth = 0;
    while (at < end) {
        if (*at == '"') {
            at = skip_string(at, end);
            continue;
        }
        if (*at == '{' || *at == '[')
            depth++;
        else if ((*at == '}' || *at == ']') && --depth == 0)
            return at + 1;
        at++;
    }
    return end;
}

static const char *skip_value(const char *at, const char *end)
{
    if (at < end && *at == '"')
        return skip_string(at, end);
    if (at < end && (*at == '{' || *at == '['))
        return skip_container(at, end);
    while (at < end && *at != '\0' && strchr(",]} \t\r\n", *at) == NULL)
        at++;
    return at;
}

int claims_open(struct claims *out, const char *text, size_t size)
{
    const char *end = text + size;
    text = skip_space(text, end);
    if (text == end || *text != '{')
        return -1;
    *out = (struct claims){text + 1, end};
    return 0;
}

static int hex4(uint32_t *out, const char *at, const char *end)
{
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    *out = 0;
    if (end - at < 4)
        return -1;
    for (int i = 0; i < 4; i++) {
        const char *digit = at[i] != '\0' ? strchr(digits, at[i]) : NULL;
        if (digit == NULL)
            return -1;
        *out = *out << 4 | (uint32_t)((digit - digits) & 15);
    }
    return 0;
}

/* The character of an escape at *at, which moves behind it; 0 when it is none. */
static uint32_t read_escape(const char **at, const char *end)
{
    static const char letters[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    uint32_t unit = 0, low = 0;
    if (end - *at < 2)
        return 0;
    char letter = (*at)[1];
    const char *found = letter != '\0' ? strchr(letters, letter) : NULL;
    if (found != NULL) {
        *at += 2;
        return (uint32_t)meant[found - letters];
    }
    if (letter != 'u' || hex4(&unit, *at + 2, end) != 0)
        return 0;
    *at += 6;
    if (unit < 0xD800 || unit > 0xDFFF)
        return unit;
    if (end - *at < 6 || hex4(&low, *at + 2, end) != 0)
        return 0;
    *at += 6;
    return 0x10000 + ((unit - 0xD800) << 10) + ((low - 0xDC00) & 0x3FF);
}

static size_t put_character(char out[4], uint32_t c)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    size_t size = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = size - 1; i > 0; i--, c >>= 6)
        out[i] = (char)(0x80 | (c & 0x3F));
    out[0] = (char)((0xF00 >> size & 0xFF) | c);
    return size;
}

int claim_text(char *out, size_t room, struct claim claim)
{
    size_t size = 0;
    if (claim.size < 2 || claim.at[0] != '"' || claim.at[claim.size - 1] != '"')
        return -1;
    const char *end = claim.at + claim.size - 1;
    for (const char *at = claim.at + 1; at < end;) {
        char bytes[4] = {*at};
        size_t step = 1;
        if (*at == '\\') {
            uint32_t character = read_escape(&at, end);
            step = put_character(bytes, character);
        } else {
            at++;
        }
        bool control = step == 1 && ((unsigned char)bytes[0] < 0x20 || bytes[0] == 0x7F);
        if (control || size + step >= room)
            return -1;
        memcpy(out + size, bytes, step);
        size += step;
    }
    out[size] = '\0';
    return 0;
}

/* True when the string at `at` reads `text`. */
static bool reads(struct claim string, const char *text)
{
    char decoded[512];
    return claim_text(decoded, sizeof decoded, string) == 0 && strcmp(decoded, text) == 0;
}

struct claim claims_find(const struct claims *claims, const char *name)
{
    const char *at = skip_space(claims->at, claims->end);
    while (at < claims->end && *at == '"') {
        const char *behind = skip_string(at, claims->end);
        struct claim written = {at, (size_t)(behind - at)};
        at = skip_space(behind, claims->end);
        if (at == claims->end || *at != ':')
            break;
        at = skip_space(at + 1, claims->end);
        behind = skip_value(at, claims->end);
        if (reads(written, name))
            return (struct claim){at, (size_t)(behind - at)};
        at = skip_space(behind, claims->end);
        if (at == claims->end || *at != ',')
            break;
        at = skip_space(at + 1, claims->end);
    }
    return (struct claim){NULL, 0};
}

bool claims_has(const struct claims *claims, const char *name)
{
    return claims_find(claims, name).at != NULL;
}

int claim_time(int64_t *out, struct claim claim)
{
    const int64_t year_10000 = 253402300800;
    *out = 0;
    if (claim.size == 0 || claim.size > 12)
        return -1;
    for (size_t i = 0; i < claim.size; i++) {
        if (claim.at[i] < '0' || claim.at[i] > '9')
            return -1;
        *out = *out * 10 + (claim.at[i] - '0');
    }
    return *out < year_10000 ? 0 : -1;
}

bool claim_names(struct claim claim, const char *text)
{
    bool found = false;
    if (claim.size > 0 && claim.at[0] == '"')
        return reads(claim, text);
    if (claim.size == 0 || claim.at[0] != '[')
        return false;
    const char *end = claim.at + claim.size, *at = skip_space(claim.at + 1, end);
    while (at < end && *at == '"') {
        const char *behind = skip_string(at, end);
        found |= reads((struct claim){at, (size_t)(behind - at)}, text);
        at = skip_space(behind, end);
        if (at < end && *at == ',')
            at = skip_space(at + 1, end);
    }
    /* Something else than strings stands in it. */
    return at < end && *at == ']' && found;
}
