/* output.c - the result of a command, in the form that was asked for. */
#include "output.h"

#include "columns.h"
#include "csv.h"
#include "memory.h"
#include "selection.h"
#include "table.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static const char LINE_END[] = "\r\n"; /* RFC 4180 */

static int not_json(const struct run *run)
{
    say(run->language, M_NOT_JSON, NULL, NULL);
    return EXIT_FAILED;
}

/* Columns of the terminal that `out` is; 0: it is none, and nothing is cut. */
static size_t terminal_width(FILE *out)
{
    struct winsize size;
    if (!isatty(fileno(out)) || ioctl(fileno(out), TIOCGWINSZ, &size) != 0)
        return 0;
    return size.ws_col;
}

/* NO_COLOR (no-color.org), a terminal that can do nothing, a file: no colour. */
static bool wants_colour(FILE *out)
{
    const char *off = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");
    return isatty(fileno(out)) && (off == NULL || *off == '\0') && terminal != NULL &&
           strcmp(terminal, "dumb") != 0;
}

static struct table make_table(const struct run *run, FILE *out, char **columns, size_t count)
{
    return (struct table){.out = out,
                          .language = run->language,
                          .view = run->command->view,
                          .columns = columns,
                          .count = count,
                          .columns_wide = terminal_width(out),
                          .colour = wants_colour(out)};
}

/* JSON as it came; a line end at the end is for the reader of a terminal or a file of lines. */
static void write_body(FILE *out, const char *json)
{
    size_t length = strlen(json);
    fwrite(json, 1, length, out);
    if (length == 0 || json[length - 1] != '\n')
        fputc('\n', out);
}

/* On one line: line feeds in JSON stand only between its parts. */
static void write_one_line(FILE *out, struct span json)
{
    for (size_t i = 0; i < json.length; i++) {
        char byte = json.start[i];
        fputc(byte == '\n' || byte == '\r' ? ' ' : byte, out);
    }
    fputc('\n', out);
}

static void write_name(FILE *out, const cJSON *object)
{
    static const char *const names[] = {
        "code",      "id",   "profile", "setting",   "client",      "at",    "date",
        "recipient", "name", "name_vi", "change.id", "decision.id", "urging"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const cJSON *value = value_at(object, names[i]);
        if (value != NULL && !cJSON_IsNull(value)) {
            write_plain(out, value);
            fputc('\n', out);
            return;
        }
    }
}

static void write_csv_row(FILE *out, const cJSON *row, char **columns, size_t count, bool excel)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            fputc(',', out);
        csv_write(out, value_at(row, columns[i]), excel);
    }
    fputs(LINE_END, out);
}

static void write_csv_heading(FILE *out, char **columns, size_t count, bool excel)
{
    if (excel)
        fputs(CSV_MARK, out);
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            fputc(',', out);
        csv_write_text(out, columns[i]);
    }
    fputs(LINE_END, out);
}

/* One object: a row of CSV, or its members one by one. */
static int write_object(const struct run *run, FILE *out, const cJSON *object)
{
    bool excel = argument_flag(&run->arguments, "excel");
    struct selection selection = {0};
    if (selection_make(&selection, run, object, true) != 0)
        return EXIT_USAGE;
    if (run->format == FORMAT_CSV) {
        write_csv_heading(out, selection.columns, selection.count, excel);
        write_csv_row(out, object, selection.columns, selection.count, excel);
    } else {
        struct table table = make_table(run, out, selection.columns, selection.count);
        table_object(&table, object);
    }
    selection_free(&selection);
    return EXIT_DONE;
}

int output_object(const struct run *run, const char *json)
{
    if (*json == '\0') {
        say(run->language, M_NO_BODY, NULL, NULL);
        return EXIT_DONE;
    }
    cJSON *object = json_parse_all(json);
    if (object == NULL)
        return not_json(run);
    int result = EXIT_DONE;
    if (run->format == FORMAT_JSON)
        write_body(stdout, json);
    else if (run->format == FORMAT_NDJSON)
        write_one_line(stdout, (struct span){json, strlen(json)});
    else if (run->format == FORMAT_NAME)
        write_name(stdout, object);
    else
        result = write_object(run, stdout, object);
    cJSON_Delete(object);
    return result;
}

int output_text(const struct run *run, const char *json, const char *text)
{
    if (run->format == FORMAT_JSON || run->format == FORMAT_NDJSON || run->format == FORMAT_CSV)
        return output_object(run, json);
    write_body(stdout, text);
    return EXIT_DONE;
}

void listing_begin(struct listing *listing, const struct run *run, FILE *out, enum format format)
{
    *listing = (struct listing){.run = run, .out = out, .format = format};
}

static int choose_columns(struct listing *listing, const cJSON *items)
{
    struct selection selection;
    if (selection_make(&selection, listing->run, items, listing->format == FORMAT_CSV) != 0)
        return EXIT_USAGE;
    listing->columns = selection.columns;
    listing->column_count = selection.count;
    if (listing->format == FORMAT_CSV)
        write_csv_heading(listing->out, listing->columns, listing->column_count,
                          argument_flag(&listing->run->arguments, "excel"));
    return EXIT_DONE;
}

static void keep_rows(struct listing *listing, cJSON *items)
{
    if (listing->rows == NULL)
        listing->rows = must(cJSON_CreateArray());
    while (items->child != NULL)
        cJSON_AddItemToArray(listing->rows, cJSON_DetachItemFromArray(items, 0));
}

/* Entries as they came, for one document of all pages. */
static void keep_text(struct listing *listing, const char *json)
{
    struct span part;
    if (listing->pages == 0) {
        listing->first = copy_string(json);
        listing->entries = must(open_memstream(&listing->entries_text, &listing->entries_size));
    }
    if (json_member(&part, json, "page")) {
        free(listing->page);
        listing->page = copy_bytes(part.start, part.length);
    }
    if (!json_member(&part, json, "items"))
        return;
    const char *cursor = part.start;
    for (struct span entry; json_next(&entry, &cursor);) {
        if (ftell(listing->entries) > 0)
            fputs(",\n", listing->entries);
        fwrite(entry.start, 1, entry.length, listing->entries);
    }
}

static void write_lines(FILE *out, const char *json)
{
    struct span part;
    if (!json_member(&part, json, "items"))
        return;
    const char *cursor = part.start;
    for (struct span entry; json_next(&entry, &cursor);)
        write_one_line(out, entry);
}

static int take_items(struct listing *listing, cJSON *items, const char *json)
{
    bool excel = argument_flag(&listing->run->arguments, "excel");
    bool columned = listing->format == FORMAT_CSV || listing->format == FORMAT_TABLE ||
                    listing->format == FORMAT_WIDE;
    if (columned && listing->pages == 0 && choose_columns(listing, items) != EXIT_DONE)
        return EXIT_USAGE;
    const cJSON *item = NULL;
    if (listing->format == FORMAT_JSON) {
        keep_text(listing, json);
    } else if (listing->format == FORMAT_NDJSON) {
        write_lines(listing->out, json);
    } else if (listing->format == FORMAT_CSV) {
        cJSON_ArrayForEach(item, items)
        {
            write_csv_row(listing->out, item, listing->columns, listing->column_count, excel);
        }
    } else if (listing->format == FORMAT_NAME) {
        cJSON_ArrayForEach(item, items)
        {
            write_name(listing->out, item);
        }
    } else {
        keep_rows(listing, items);
    }
    return EXIT_DONE;
}

int listing_page(struct listing *listing, const char *json)
{
    cJSON *root = json_parse_all(json);
    cJSON *items = cJSON_GetObjectItemCaseSensitive(root, "items");
    int result = EXIT_DONE;
    if (!cJSON_IsArray(items)) {
        result = not_json(listing->run);
    } else {
        listing->items += (size_t)cJSON_GetArraySize(items);
        result = take_items(listing, items, json);
        listing->pages++;
    }
    cJSON_Delete(root);
    return result;
}

/* One page: as it came. More: one document, whose "page" is the last's and whose other members are
 * the first's. */
static void write_json(struct listing *listing)
{
    if (listing->pages == 1) {
        write_body(listing->out, listing->first);
        return;
    }
    fclose(listing->entries);
    listing->entries = NULL;
    struct span as_of;
    must(listing->entries_text);
    fprintf(listing->out, "{\"items\":[%s]", listing->entries_text);
    if (listing->page != NULL)
        fprintf(listing->out, ",\"page\":%s", listing->page);
    if (json_member(&as_of, listing->first, "as_of"))
        fprintf(listing->out, ",\"as_of\":%.*s", (int)as_of.length, as_of.start);
    fputs("}\n", listing->out);
}

void listing_end(struct listing *listing)
{
    if (listing->format == FORMAT_JSON && listing->pages > 0)
        write_json(listing);
    if (listing->rows != NULL) {
        struct table table =
            make_table(listing->run, listing->out, listing->columns, listing->column_count);
        table_rows(&table, listing->rows);
    }
    listing_abandon(listing);
}

void listing_abandon(struct listing *listing)
{
    struct selection selection = {listing->columns, listing->column_count};
    selection_free(&selection);
    cJSON_Delete(listing->rows);
    free(listing->first);
    if (listing->entries != NULL)
        fclose(listing->entries);
    free(listing->entries_text);
    free(listing->page);
    *listing = (struct listing){0};
}

void output_rows(const struct run *run, const cJSON *items, const char *columns)
{
    struct selection selection = {0};
    if (cJSON_GetArraySize(items) == 0)
        return;
    selection_words(&selection, columns);
    struct table table = make_table(run, stdout, selection.columns, selection.count);
    putchar('\n');
    table_rows(&table, items);
    selection_free(&selection);
}

int output_with_parts(const struct run *run, const char *json, const struct part *parts)
{
    bool columns = argument_value(&run->arguments, "columns") != NULL;
    bool table = run->format == FORMAT_TABLE || run->format == FORMAT_WIDE;
    cJSON *rest = columns || !table ? NULL : json_parse_all(json);
    if (rest == NULL)
        return output_object(run, json);
    cJSON *lists = must(cJSON_CreateObject());
    for (const struct part *part = parts; part->member != NULL; part++)
        cJSON_AddItemToObject(lists, part->member,
                              cJSON_DetachItemFromObjectCaseSensitive(rest, part->member));
    char *printed = must(cJSON_PrintUnformatted(rest));
    int result = output_object(run, printed);
    for (const struct part *part = parts; part->member != NULL; part++)
        output_rows(run, cJSON_GetObjectItemCaseSensitive(lists, part->member), part->columns);
    cJSON_free(printed);
    cJSON_Delete(lists);
    cJSON_Delete(rest);
    return result;
}

void output_lines(const struct run *run, const char *text)
{
    while (text != NULL && *text != '\0') {
        size_t length = strcspn(text, "\n");
        char *line = copy_bytes(text, length);
        cJSON *value = must(cJSON_CreateString(line));
        putchar('\n');
        write_for_people(stdout, "", value, run->language);
        cJSON_Delete(value);
        free(line);
        text += length + (text[length] == '\n');
    }
    putchar('\n');
}

int output_list(const struct run *run, const char *json)
{
    struct listing listing;
    listing_begin(&listing, run, stdout, run->format);
    int result = listing_page(&listing, json);
    if (result == EXIT_DONE)
        listing_end(&listing);
    else
        listing_abandon(&listing);
    return result;
}

int output_finish(enum language language)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return EXIT_DONE;
    say(language, M_OUTPUT_FAILED, strerror(errno), NULL);
    return EXIT_FAILED;
}
