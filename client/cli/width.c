/* width.c - columns of letters (Unicode TR 11; the C library's wcwidth() depends on a locale that a
 * script may not have). */
#include "width.h"

#include <stdbool.h>

struct range {
    uint32_t first;
    uint32_t last;
};

/* Marks that stand on the letter before them, and characters without a shape. */
static const struct range zero_width[] = {
    {0x0300, 0x036f}, {0x0483, 0x0489}, {0x0591, 0x05bd}, {0x0610, 0x061a}, {0x064b, 0x065f},
    {0x0e31, 0x0e31}, {0x0e34, 0x0e3a}, {0x0e47, 0x0e4e}, {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff},
    {0x200b, 0x200f}, {0x202a, 0x202e}, {0x2060, 0x2064}, {0x20d0, 0x20f0}, {0x302a, 0x302d},
    {0x3099, 0x309a}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}, {0xfeff, 0xfeff}, {0xe0100, 0xe01ef},
};

/* Han, kana, Hangul, full-width forms, pictures. */
static const struct range double_width[] = {
    {0x1100, 0x115f},   {0x231a, 0x231b},   {0x2329, 0x232a},   {0x2e80, 0x303e},
    {0x3041, 0x33ff},   {0x3400, 0x4dbf},   {0x4e00, 0x9fff},   {0xa000, 0xa4cf},
    {0xa960, 0xa97c},   {0xac00, 0xd7a3},   {0xf900, 0xfaff},   {0xfe30, 0xfe6f},
    {0xff00, 0xff60},   {0xffe0, 0xffe6},   {0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff},
    {0x1f900, 0x1f9ff}, {0x20000, 0x2fffd}, {0x30000, 0x3fffd},
};

static bool is_in(uint32_t character, const struct range *ranges, size_t count)
{
    for (size_t i = 0; i < count && character >= ranges[i].first; i++) {
        if (character <= ranges[i].last)
            return true;
    }
    return false;
}

int character_width(uint32_t character)
{
    if (is_in(character, zero_width, sizeof zero_width / sizeof *zero_width))
        return 0;
    return is_in(character, double_width, sizeof double_width / sizeof *double_width) ? 2 : 1;
}

/* The length a first byte announces; 0: it is none. */
static int sequence_length(unsigned char byte)
{
    if (byte < 0x80)
        return 1;
    if (byte >= 0xc2 && byte <= 0xdf)
        return 2;
    if (byte >= 0xe0 && byte <= 0xef)
        return 3;
    return byte >= 0xf0 && byte <= 0xf4 ? 4 : 0;
}

/* No surrogates, no overlong forms, nothing past U+10FFFF. */
static bool is_scalar(uint32_t character, int length)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    return character >= least[length] && character <= 0x10ffff &&
           (character < 0xd800 || character > 0xdfff);
}

uint32_t next_character(const char **text)
{
    const unsigned char *byte = (const unsigned char *)*text;
    int length = sequence_length(*byte);
    uint32_t character = length == 1 ? *byte : *byte & (0x7fu >> length);
    for (int i = 1; i < length; i++) {
        if ((byte[i] & 0xc0) != 0x80)
            length = 0;
        else
            character = character << 6 | (byte[i] & 0x3fu);
    }
    if (length == 0 || !is_scalar(character, length)) {
        ++*text;
        return 0xfffd;
    }
    *text += length;
    return character;
}

size_t text_width(const char *text)
{
    size_t width = 0;
    while (*text != '\0')
        width += (size_t)character_width(next_character(&text));
    return width;
}

size_t bytes_within(const char *text, size_t columns)
{
    const char *here = text;
    size_t width = 0;
    while (*here != '\0') {
        const char *after = here;
        width += (size_t)character_width(next_character(&after));
        if (width > columns)
            break;
        here = after;
    }
    return (size_t)(here - text);
}

size_t utf8_valid(const char *text, size_t length)
{
    const char *here = text;
    while (here < text + length) {
        const char *before = here;
        bool replacement = length - (size_t)(here - text) >= 3 && (unsigned char)here[0] == 0xef &&
                           (unsigned char)here[1] == 0xbf && (unsigned char)here[2] == 0xbd;
        if (next_character(&here) == 0xfffd && !replacement)
            return (size_t)(before - text);
    }
    return here == text + length ? length : (size_t)(here - text);
}
