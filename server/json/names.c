/* names.c - finds a member named twice, whatever escapes it is written with. */
#include "json/names.h"

#include "json/utf8.h"

#include <stdlib.h>
#include <string.h>

/* Below this, comparing each pair is cheaper than sorting. */
enum { PAIRWISE_MAX = 16 };

int names_push(struct names *names, const struct name *name)
{
    if (names->count == names->room) {
        size_t room = names->room == 0 ? 64 : names->room * 2;
        struct name *items = realloc(names->items, room * sizeof *items);
        if (items == NULL)
            return -1;
        names->items = items;
        names->room = room;
    }
    names->items[names->count++] = *name;
    return 0;
}

void names_free(struct names *names)
{
    free(names->items);
}

uint32_t name_unit(const unsigned char *at)
{
    uint32_t value = 0;
    for (int i = 0; i < 4; i++) {
        unsigned char c = at[i];
        value = value << 4 | (uint32_t)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    return value;
}

uint32_t name_next(const unsigned char **at)
{
    static const char letters[] = "bfnrt", meant[] = "\b\f\n\r\t";
    const unsigned char *p = *at;
    if (p[0] != '\\')
        return utf8_next(at);
    if (p[1] != 'u') {
        const char *letter = strchr(letters, p[1]);
        *at = p + 2;
        return letter != NULL ? (uint32_t)meant[letter - letters] : p[1];
    }
    uint32_t unit = name_unit(p + 2);
    *at = p + 6;
    if (unit < 0xD800 || unit > 0xDFFF)
        return unit;
    *at = p + 12;
    return 0x10000 + ((unit - 0xD800) << 10) + (name_unit(p + 8) - 0xDC00);
}

/* By code points: the order of UTF-8's bytes is the same, so both ways can be mixed. */
static int compare_decoded(const struct name *a, const struct name *b)
{
    const unsigned char *p = a->at, *q = b->at;
    while (p < a->at + a->size && q < b->at + b->size) {
        uint32_t left = name_next(&p), right = name_next(&q);
        if (left != right)
            return left < right ? -1 : 1;
    }
    return (p < a->at + a->size) - (q < b->at + b->size);
}

static int compare(const struct name *a, const struct name *b)
{
    if (a->escaped || b->escaped)
        return compare_decoded(a, b);
    size_t shorter = a->size < b->size ? a->size : b->size;
    int order = memcmp(a->at, b->at, shorter);
    return order != 0 ? order : (a->size > b->size) - (a->size < b->size);
}

static bool same(const struct name *a, const struct name *b)
{
    if (!a->escaped && !b->escaped && a->size != b->size)
        return false;
    return compare(a, b) == 0;
}

const struct name *names_last_repeated(const struct names *names, size_t first)
{
    const struct name *last = &names->items[names->count - 1];
    if (names->count - first > PAIRWISE_MAX)
        return NULL;
    for (size_t i = first; i + 1 < names->count; i++) {
        if (same(&names->items[i], last))
            return last;
    }
    return NULL;
}

/* Equal names stay in the order of the text. */
static int compare_placed(const void *left, const void *right)
{
    const struct name *a = left, *b = right;
    int order = compare(a, b);
    return order != 0 ? order : (a->at > b->at) - (a->at < b->at);
}

const struct name *names_repeated(struct names *names, size_t first)
{
    const struct name *found = NULL;
    if (names->count - first <= PAIRWISE_MAX)
        return NULL;
    qsort(names->items + first, names->count - first, sizeof *names->items, compare_placed);
    for (size_t i = first + 1; i < names->count; i++) {
        const struct name *name = &names->items[i];
        if (same(name - 1, name) && (found == NULL || name->at < found->at))
            found = name;
    }
    return found;
}

size_t name_put_pointer(char *out, size_t room, const struct name *name)
{
    size_t size = 0;
    const unsigned char *at = name->at;
    out[size++] = '/';
    while (at < name->at + name->size && size + 4 <= room) {
        uint32_t character = name_next(&at);
        if (character == '~' || character == '/') {
            out[size++] = '~';
            out[size++] = character == '~' ? '0' : '1';
        } else {
            size += utf8_put(out + size, character);
        }
    }
    return size;
}
