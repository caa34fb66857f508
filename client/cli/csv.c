/* csv.c - comma-separated values (RFC 4180), as offices and programs write and read them. */
#include "csv.h"

#include "columns.h"
#include "memory.h"

#include <stdlib.h>
#include <string.h>

/* Leading apostrophes, then what makes a formula: what --excel disarms with one apostrophe more, so
 * that taking one away again is exact. */
static bool is_armed(const char *text)
{
    text += strspn(text, "'");
    return *text != '\0' && strchr("=+-@\t\r", *text) != NULL;
}

void csv_write_text(FILE *out, const char *text)
{
    size_t length = strlen(text);
    bool edges = length > 0 && (text[0] == ' ' || text[length - 1] == ' ');
    if (!edges && strpbrk(text, "\",;\t\r\n") == NULL) {
        fputs(text, out);
        return;
    }
    fputc('"', out);
    for (; *text != '\0'; text++) {
        if (*text == '"')
            fputc('"', out);
        fputc(*text, out);
    }
    fputc('"', out);
}

void csv_write(FILE *out, const cJSON *value, bool excel)
{
    char *text = NULL;
    size_t size = 0;
    FILE *cell = must(open_memstream(&text, &size));
    write_plain(cell, value);
    fclose(cell);
    must(text);
    bool is_text = cJSON_IsString(value) || cJSON_IsArray(value);
    if (excel && is_text && is_armed(text)) {
        char *disarmed = format_text("'%s", text);
        csv_write_text(out, disarmed);
        free(disarmed);
    } else {
        csv_write_text(out, text);
    }
    free(text);
}

/* The one of , ; and tab that the first line has most of, outside quotation marks. */
static char separator_of(const char *text)
{
    static const char candidates[] = ",;\t";
    size_t counts[sizeof candidates] = {0};
    bool quoted = false;
    for (; *text != '\0' && (quoted || *text != '\n'); text++) {
        const char *found = strchr(candidates, *text);
        if (*text == '"')
            quoted = !quoted;
        else if (!quoted && found != NULL)
            counts[found - candidates]++;
    }
    size_t best = 0;
    for (size_t i = 1; candidates[i] != '\0'; i++) {
        if (counts[i] > counts[best])
            best = i;
    }
    return candidates[best];
}

void csv_begin(struct csv *csv, const char *text)
{
    *csv = (struct csv){.next_line = 1};
    csv->marked = strncmp(text, CSV_MARK, 3) == 0;
    csv->here = csv->marked ? text + 3 : text;
    csv->separator = separator_of(csv->here);
}

static void forget_cells(struct csv *csv)
{
    for (size_t i = 0; i < csv->count; i++)
        free(csv->cells[i]);
    csv->count = 0;
}

static void add_cell(struct csv *csv, char *text)
{
    if (csv->count == csv->capacity) {
        csv->capacity = csv->capacity == 0 ? 32 : csv->capacity * 2;
        csv->cells = must(realloc(csv->cells, csv->capacity * sizeof *csv->cells));
    }
    if (csv->marked && text[0] == '\'' && is_armed(text))
        memmove(text, text + 1, strlen(text));
    csv->cells[csv->count++] = text;
}

/* A cell in quotation marks, from its first one: 0, or -1 when it does not end well. */
static int read_quoted(struct csv *csv)
{
    size_t length = 0;
    size_t capacity = 256;
    char *text = must(malloc(capacity));
    for (csv->here++;; csv->here++) {
        if (*csv->here == '\0') {
            free(text);
            return -1;
        }
        if (*csv->here == '"' && *++csv->here != '"')
            break;
        csv->next_line += *csv->here == '\n';
        if (length + 1 == capacity) {
            capacity *= 2;
            text = must(realloc(text, capacity));
        }
        text[length++] = *csv->here;
    }
    text[length] = '\0';
    add_cell(csv, text);
    bool ends = strchr("\r\n", *csv->here) != NULL || *csv->here == csv->separator;
    return ends ? 0 : -1;
}

static int read_cell(struct csv *csv)
{
    if (*csv->here == '"')
        return read_quoted(csv);
    const char stops[] = {csv->separator, '\r', '\n', '"', '\0'};
    size_t length = strcspn(csv->here, stops);
    add_cell(csv, copy_bytes(csv->here, length));
    csv->here += length;
    return *csv->here == '"' ? -1 : 0;
}

static void skip_line_end(struct csv *csv)
{
    if (*csv->here == '\r')
        csv->here++;
    if (*csv->here == '\n') {
        csv->here++;
        csv->next_line++;
    }
}

/* One line, which may be empty. */
static int read_row(struct csv *csv)
{
    csv->line = csv->next_line;
    for (;;) {
        if (read_cell(csv) != 0)
            return -1;
        if (*csv->here != csv->separator)
            break;
        csv->here++;
    }
    skip_line_end(csv);
    return 0;
}

/* Spreadsheets leave rows of nothing but separators at the end. */
static bool is_blank(const struct csv *csv)
{
    for (size_t i = 0; i < csv->count; i++) {
        if (*csv->cells[i] != '\0')
            return false;
    }
    return true;
}

int csv_next(struct csv *csv)
{
    do {
        forget_cells(csv);
        if (*csv->here == '\0')
            return 0;
        if (read_row(csv) != 0)
            return -1;
    } while (is_blank(csv));
    return 1;
}

void csv_end(struct csv *csv)
{
    forget_cells(csv);
    free(csv->cells);
    *csv = (struct csv){0};
}
