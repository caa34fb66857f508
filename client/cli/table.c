/* table.c - rows under headings: widths are of letters, and on a terminal the longest text column
 * gives way so that a row stays a line. */
#include "table.h"

#include "columns.h"
#include "memory.h"
#include "width.h"

#include <stdlib.h>
#include <string.h>

static const char GAP[] = "  ";
static const char CUT[] = "…";
enum { GAP_WIDTH = 2, NARROWEST = 12 };

static char *cell_text(const struct table *table, const char *member, const cJSON *row)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = must(open_memstream(&text, &size));
    write_from_row(out, member, row, table->language);
    fclose(out);
    return must(text);
}

static void write_padded(FILE *out, const char *text, size_t width, bool last)
{
    size_t wide = text_width(text);
    if (wide > width) {
        /* One place is the sign's; a wide letter that does not fit leaves another free. */
        char *shown = copy_bytes(text, bytes_within(text, width - 1));
        fprintf(out, "%s%s", shown, CUT);
        wide = text_width(shown) + 1;
        free(shown);
    } else {
        fputs(text, out);
    }
    for (; !last && wide < width; wide++)
        fputc(' ', out);
}

static size_t total_width(const size_t *widths, size_t count)
{
    size_t total = count == 0 ? 0 : (count - 1) * GAP_WIDTH;
    for (size_t i = 0; i < count; i++)
        total += widths[i];
    return total;
}

/* Takes from the widest column until the row fits, or nothing can give way any more. A code never
 * does: cut, it names nothing. */
static void fit(const struct table *table, size_t *widths)
{
    size_t count = table->count;
    while (table->columns_wide > 0 && total_width(widths, count) > table->columns_wide) {
        size_t widest = count;
        for (size_t i = 0; i < count; i++) {
            bool wider = widest == count || widths[i] > widths[widest];
            if (wider && strcmp(table->columns[i], "code") != 0)
                widest = i;
        }
        if (widest == count || widths[widest] <= NARROWEST)
            return;
        widths[widest]--;
    }
}

static void widen(size_t *width, const char *text)
{
    size_t wide = text_width(text);
    if (wide > *width)
        *width = wide;
}

static void write_row(const struct table *table, char *const *cells, const size_t *widths)
{
    for (size_t i = 0; i < table->count; i++) {
        bool last = i + 1 == table->count;
        write_padded(table->out, cells[i], widths[i], last);
        if (!last)
            fputs(GAP, table->out);
    }
    fputc('\n', table->out);
}

static void write_heading(const struct table *table, const size_t *widths)
{
    char **cells = must(calloc(table->count + 1, sizeof *cells));
    for (size_t i = 0; i < table->count; i++)
        cells[i] = copy_string(column_label(table->view, table->columns[i], table->language));
    if (table->colour)
        fputs("\x1b[1m", table->out);
    write_row(table, cells, widths);
    if (table->colour)
        fputs("\x1b[0m", table->out);
    for (size_t i = 0; i < table->count; i++)
        free(cells[i]);
    free(cells);
}

void table_rows(const struct table *table, const cJSON *items)
{
    size_t rows = (size_t)cJSON_GetArraySize(items);
    size_t count = table->count;
    char **cells = must(calloc(rows * count + 1, sizeof *cells));
    size_t *widths = must(calloc(count + 1, sizeof *widths));
    for (size_t i = 0; i < count; i++)
        widen(&widths[i], column_label(table->view, table->columns[i], table->language));
    size_t filled = 0;
    const cJSON *row = NULL;
    cJSON_ArrayForEach(row, items)
    {
        for (size_t i = 0; i < count; i++, filled++) {
            cells[filled] = cell_text(table, table->columns[i], row);
            widen(&widths[i], cells[filled]);
        }
    }
    fit(table, widths);
    write_heading(table, widths);
    for (size_t i = 0; i < rows; i++)
        write_row(table, cells + i * count, widths);
    for (size_t i = 0; i < filled; i++)
        free(cells[i]);
    free(cells);
    free(widths);
}

void table_object(const struct table *table, const cJSON *object)
{
    size_t width = 0;
    for (size_t i = 0; i < table->count; i++)
        widen(&width, column_label(table->view, table->columns[i], table->language));
    for (size_t i = 0; i < table->count; i++) {
        char *text = cell_text(table, table->columns[i], object);
        if (*text != '\0') {
            if (table->colour)
                fputs("\x1b[1m", table->out);
            write_padded(table->out, column_label(table->view, table->columns[i], table->language),
                         width, false);
            if (table->colour)
                fputs("\x1b[0m", table->out);
            fprintf(table->out, "%s%s\n", GAP, text);
        }
        free(text);
    }
}
