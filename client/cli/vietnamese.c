/* vietnamese.c - Vietnamese letters without a locale: compared as people mean them, and capitals.
 */
#include "vietnamese.h"

#include "memory.h"
#include "width.h"

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* Ranges of letters that are one letter with marks (Unicode, Latin-1 to Latin Extended Additional).
 */
static const struct {
    uint32_t first;
    uint32_t last;
    char base;
} marked[] = {
    {0xC0, 0xC5, 'a'},     {0xC8, 0xCB, 'e'},     {0xCC, 0xCF, 'i'},     {0xD2, 0xD6, 'o'},
    {0xD9, 0xDC, 'u'},     {0xDD, 0xDD, 'y'},     {0xE0, 0xE5, 'a'},     {0xE8, 0xEB, 'e'},
    {0xEC, 0xEF, 'i'},     {0xF2, 0xF6, 'o'},     {0xF9, 0xFC, 'u'},     {0xFD, 0xFD, 'y'},
    {0x102, 0x103, 'a'},   {0x110, 0x111, 'd'},   {0x128, 0x129, 'i'},   {0x168, 0x169, 'u'},
    {0x1A0, 0x1A1, 'o'},   {0x1AF, 0x1B0, 'u'},   {0x1EA0, 0x1EB7, 'a'}, {0x1EB8, 0x1EC7, 'e'},
    {0x1EC8, 0x1ECB, 'i'}, {0x1ECC, 0x1EE3, 'o'}, {0x1EE4, 0x1EF1, 'u'}, {0x1EF2, 0x1EF9, 'y'},
};

/* The letter or digit, 0 for a mark of its own, '_' for anything between words. */
static char base_of(uint32_t letter)
{
    if (letter < 0x80)
        return isalnum((int)letter) ? (char)tolower((int)letter) : '_';
    if (letter >= 0x300 && letter <= 0x36F)
        return 0;
    for (size_t i = 0; i < sizeof marked / sizeof *marked; i++) {
        if (letter >= marked[i].first && letter <= marked[i].last)
            return marked[i].base;
    }
    return '_';
}

char *folded(const char *text)
{
    char *result = NULL;
    size_t size = 0;
    FILE *out = must(open_memstream(&result, &size));
    bool gap = false;
    while (*text != '\0') {
        char base = base_of(next_character(&text));
        if (base == '_') {
            gap = ftell(out) > 0;
        } else if (base != 0) {
            if (gap)
                fputc('_', out);
            gap = false;
            fputc(base, out);
        }
    }
    fclose(out);
    return must(result);
}

static uint32_t capital(uint32_t letter)
{
    bool paired = letter == 0x103 || letter == 0x111 || letter == 0x129 || letter == 0x169 ||
                  letter == 0x1A1 || letter == 0x1B0 || (letter >= 0x1EA1 && letter <= 0x1EF9);
    if (letter < 0x80)
        return (uint32_t)toupper((int)letter);
    if (letter >= 0xE0 && letter <= 0xFE && letter != 0xF7)
        return letter - 0x20;
    bool small = letter == 0x1B0 || (letter & 1) == 1;
    return paired && small ? letter - 1 : letter;
}

static void write_character(FILE *out, uint32_t letter)
{
    if (letter < 0x80) {
        fputc((int)letter, out);
        return;
    }
    int further = letter < 0x800 ? 1 : letter < 0x10000 ? 2 : 3;
    static const unsigned heads[] = {0, 0xC0, 0xE0, 0xF0};
    fputc((int)(heads[further] | letter >> (6 * further)), out);
    while (further-- > 0)
        fputc((int)(0x80 | (letter >> (6 * further) & 0x3F)), out);
}

char *capitals(const char *text)
{
    char *result = NULL;
    size_t size = 0;
    FILE *out = must(open_memstream(&result, &size));
    while (*text != '\0')
        write_character(out, capital(next_character(&text)));
    fclose(out);
    return must(result);
}
