/* scan.c - the strict gate: one pass over the bytes, no copies, at most 32 levels of recursion. */
#include "json/scan.h"

#include "json/names.h"
#include "json/utf8.h"

#include <cjson/cJSON.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* A container the scan is in, and where in it: what a fault's pointer is made of. */
struct level {
    bool array;
    bool named; /* `name` is the member being read */
    size_t index;
    struct name name;
};

struct scan {
    const unsigned char *start;
    const unsigned char *at;
    const unsigned char *end;
    struct level levels[JSON_DEPTH_MAX];
    unsigned depth;
    size_t values;
    struct names names;
    struct problem *problem;
};

static int scan_value(struct scan *scan);

static int fault(struct scan *scan, const char *code, const unsigned char *where)
{
    char pointer[sizeof((struct problem_fault *)NULL)->pointer + 24];
    char offset[24];
    size_t size = 0;
    for (unsigned i = 0; i < scan->depth && size + 24 < sizeof pointer; i++) {
        const struct level *level = &scan->levels[i];
        size_t room = sizeof pointer - size;
        if (level->array)
            size += (size_t)snprintf(pointer + size, room, "/%zu", level->index);
        else if (level->named)
            size += name_put_pointer(pointer + size, room - 1, &level->name);
    }
    pointer[size] = '\0';
    snprintf(offset, sizeof offset, "%zu", (size_t)(where - scan->start));
    problem_set(scan->problem, PROBLEM_MALFORMED_JSON, "%s at byte %s", code, offset);
    return problem_fault(scan->problem, pointer, code, offset, NULL);
}

static int syntax(struct scan *scan)
{
    return fault(scan, "syntax", scan->at);
}

static void skip_space(struct scan *scan)
{
    const unsigned char *at = scan->at;
    while (at < scan->end && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t'))
        at++;
    scan->at = at;
}

/* True when one of eight bytes is a quote, a backslash, a control character or not ASCII. */
static bool is_special8(const unsigned char *at)
{
    const uint64_t ones = 0x0101010101010101, highs = 0x8080808080808080;
    uint64_t word;
    memcpy(&word, at, sizeof word);
    uint64_t quote = word ^ ones * '"', backslash = word ^ ones * '\\';
    uint64_t found = (word - ones * 0x20) | (quote - ones) | (backslash - ones) | word;
    return (found & highs) != 0;
}

static bool is_plain(unsigned char byte)
{
    return byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
}

static const unsigned char *skip_plain(const unsigned char *at, const unsigned char *end)
{
    while (end - at >= 8 && !is_special8(at))
        at += 8;
    while (at < end && is_plain(*at))
        at++;
    return at;
}

static bool is_digit(unsigned char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_hex(unsigned char byte)
{
    return is_digit(byte) || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'f');
}

/* The four digits of \u; moves behind them. */
static int scan_unit(struct scan *scan, uint32_t *out)
{
    for (int i = 0; i < 4; i++, scan->at++) {
        if (scan->at == scan->end || !is_hex(*scan->at))
            return syntax(scan);
    }
    *out = name_unit(scan->at - 4);
    return 0;
}

static int scan_second_unit(struct scan *scan, uint32_t *character, const unsigned char *escape)
{
    uint32_t unit = 0;
    if (*character > 0xDBFF || scan->end - scan->at < 2 || memcmp(scan->at, "\\u", 2) != 0)
        return fault(scan, "lone-surrogate", escape);
    scan->at += 2;
    if (scan_unit(scan, &unit) != 0)
        return -1;
    if (unit < 0xDC00 || unit > 0xDFFF)
        return fault(scan, "lone-surrogate", escape);
    *character = 0x10000 + ((*character - 0xD800) << 10) + (unit - 0xDC00);
    return 0;
}

static int scan_escape(struct scan *scan)
{
    const unsigned char *escape = scan->at++;
    uint32_t character = 0;
    if (scan->at == scan->end || *scan->at == '\0' || strchr("\"\\/bfnrtu", *scan->at) == NULL)
        return syntax(scan);
    if (*scan->at++ != 'u')
        return 0;
    if (scan_unit(scan, &character) != 0)
        return -1;
    if (character >= 0xD800 && character <= 0xDFFF &&
        scan_second_unit(scan, &character, escape) != 0)
        return -1;
    if (character == 0)
        return fault(scan, "null-character", escape);
    if (utf8_is_noncharacter(character))
        return fault(scan, "noncharacter", escape);
    return 0;
}

static int scan_character(struct scan *scan)
{
    size_t size = utf8_size(scan->at, scan->end);
    if (size == 0)
        return fault(scan, "bad-utf8", scan->at);
    if (*scan->at < 0x20)
        return fault(scan, *scan->at == 0 ? "null-character" : "syntax", scan->at);
    const unsigned char *next = scan->at;
    /* All noncharacters begin with EF or with F0 to F4. */
    if (*scan->at >= 0xEF && utf8_is_noncharacter(utf8_next(&next)))
        return fault(scan, "noncharacter", scan->at);
    scan->at += size;
    return 0;
}

/* The string that begins at the quote; `out` is what stands between the quotes. */
static int scan_string(struct scan *scan, struct name *out)
{
    out->at = ++scan->at;
    out->escaped = false;
    for (;;) {
        scan->at = skip_plain(scan->at, scan->end);
        if (scan->at == scan->end)
            return syntax(scan);
        if (*scan->at == '"')
            break;
        bool escape = *scan->at == '\\';
        out->escaped |= escape;
        if ((escape ? scan_escape(scan) : scan_character(scan)) != 0)
            return -1;
    }
    out->size = (size_t)(scan->at++ - out->at);
    return 0;
}

/* At least one digit; their value, no further than it matters. */
static int scan_digits(struct scan *scan, unsigned *value)
{
    if (scan->at == scan->end || !is_digit(*scan->at))
        return syntax(scan);
    for (*value = 0; scan->at < scan->end && is_digit(*scan->at); scan->at++) {
        if (*value <= JSON_EXPONENT_MAX)
            *value = *value * 10 + (*scan->at - '0');
    }
    return 0;
}

static bool take(struct scan *scan, const char *any_of)
{
    if (scan->at == scan->end || *scan->at == '\0' || strchr(any_of, *scan->at) == NULL)
        return false;
    scan->at++;
    return true;
}

static int scan_number(struct scan *scan)
{
    const unsigned char *start = scan->at;
    unsigned digits = 0, exponent = 0;
    take(scan, "-");
    if (!take(scan, "0") && scan_digits(scan, &digits) != 0)
        return -1;
    if (take(scan, ".") && scan_digits(scan, &digits) != 0)
        return -1;
    if (take(scan, "eE")) {
        take(scan, "+-");
        if (scan_digits(scan, &exponent) != 0)
            return -1;
    }
    if (scan->at - start > JSON_NUMBER_MAX || exponent > JSON_EXPONENT_MAX)
        return fault(scan, "number-range", start);
    return 0;
}

static int scan_word(struct scan *scan, const char *word)
{
    for (; *word != '\0'; word++, scan->at++) {
        if (scan->at == scan->end || *scan->at != (unsigned char)*word)
            return syntax(scan);
    }
    return 0;
}

/* Enters an array or object; the bracket's offset tells where it went too deep. */
static int enter(struct scan *scan, bool array)
{
    if (scan->depth == JSON_DEPTH_MAX)
        return fault(scan, "too-deep", scan->at);
    scan->levels[scan->depth++] = (struct level){.array = array};
    scan->at++;
    skip_space(scan);
    return 0;
}

static void leave(struct scan *scan)
{
    scan->depth--;
    scan->at++;
}

static bool ends(const struct scan *scan, char bracket)
{
    return scan->at < scan->end && *scan->at == (unsigned char)bracket;
}

/* Behind an entry: true at the closing bracket, false behind a comma, else a fault. */
static int scan_separator(struct scan *scan, char bracket, bool *done)
{
    skip_space(scan);
    *done = ends(scan, bracket);
    if (*done)
        return 0;
    /* What is wrong here belongs to the container, not to the entry before. */
    if (scan->at == scan->end || *scan->at != ',') {
        scan->depth--;
        return syntax(scan);
    }
    scan->at++;
    skip_space(scan);
    return 0;
}

static int scan_array(struct scan *scan)
{
    if (enter(scan, true) != 0)
        return -1;
    struct level *level = &scan->levels[scan->depth - 1];
    bool done = ends(scan, ']');
    while (!done) {
        if (scan_value(scan) != 0 || scan_separator(scan, ']', &done) != 0)
            return -1;
        level->index++;
    }
    leave(scan);
    return 0;
}

/* `"name" :`, refused when the object has one already. */
static int scan_name(struct scan *scan, struct level *level, size_t first)
{
    level->named = false;
    if (scan->at == scan->end || *scan->at != '"')
        return syntax(scan);
    if (scan_string(scan, &level->name) != 0)
        return -1;
    level->named = true;
    if (names_push(&scan->names, &level->name) != 0)
        return problem_set(scan->problem, PROBLEM_INTERNAL, "out of memory");
    if (names_last_repeated(&scan->names, first) != NULL)
        return fault(scan, "duplicate-member", level->name.at - 1);
    skip_space(scan);
    if (scan->at == scan->end || *scan->at != ':')
        return syntax(scan);
    scan->at++;
    skip_space(scan);
    return 0;
}

static int scan_object(struct scan *scan)
{
    size_t first = scan->names.count;
    if (enter(scan, false) != 0)
        return -1;
    struct level *level = &scan->levels[scan->depth - 1];
    bool done = ends(scan, '}');
    while (!done) {
        if (scan_name(scan, level, first) != 0 || scan_value(scan) != 0 ||
            scan_separator(scan, '}', &done) != 0)
            return -1;
    }
    const struct name *repeated = names_repeated(&scan->names, first);
    if (repeated != NULL) {
        level->name = *repeated;
        return fault(scan, "duplicate-member", repeated->at - 1);
    }
    scan->names.count = first;
    leave(scan);
    return 0;
}

static int scan_value(struct scan *scan)
{
    struct name text;
    if (scan->at == scan->end)
        return syntax(scan);
    if (++scan->values > JSON_VALUES_MAX)
        return fault(scan, "too-many-values", scan->at);
    switch (*scan->at) {
    case '{':
        return scan_object(scan);
    case '[':
        return scan_array(scan);
    case '"':
        return scan_string(scan, &text);
    case 't':
        return scan_word(scan, "true");
    case 'f':
        return scan_word(scan, "false");
    case 'n':
        return scan_word(scan, "null");
    default:
        return *scan->at == '-' || is_digit(*scan->at) ? scan_number(scan) : syntax(scan);
    }
}

static int scan_all(struct scan *scan)
{
    if (scan->end - scan->at >= 3 && memcmp(scan->at, "\xEF\xBB\xBF", 3) == 0)
        return fault(scan, "byte-order-mark", scan->at);
    skip_space(scan);
    if (scan->at == scan->end)
        return fault(scan, "empty", scan->at);
    if (scan_value(scan) != 0)
        return -1;
    skip_space(scan);
    return scan->at == scan->end ? 0 : fault(scan, "trailing-bytes", scan->at);
}

int json_gate(const char *bytes, size_t size, struct problem *problem)
{
    struct scan scan;
    /* Levels are filled as they are entered; clearing them all would cost more than a small body.
     */
    scan.start = scan.at = (const unsigned char *)(size > 0 ? bytes : "");
    scan.end = scan.start + size;
    scan.depth = 0;
    scan.values = 0;
    scan.names = (struct names){NULL, 0, 0};
    scan.problem = problem;
    int result = scan_all(&scan);
    names_free(&scan.names);
    return result;
}

int json_parse(struct cJSON **out, const char *bytes, size_t size, struct problem *problem)
{
    if (json_gate(bytes, size, problem) != 0)
        return -1;
    *out = cJSON_ParseWithLength(bytes, size);
    if (*out == NULL)
        return problem_set(problem, PROBLEM_INTERNAL, "out of memory for a body of %zu bytes",
                           size);
    return 0;
}
