/* items.c - a file of entries as JSON objects with their lines: JSON as it stands in the file, rows
 * of CSV made into objects. */
#include "items.h"

#include "body.h"
#include "columns.h"
#include "csv.h"
#include "files.h"
#include "json.h"
#include "memory.h"
#include "width.h"

#include <stdlib.h>
#include <string.h>

static char *number_text(size_t number)
{
    return format_text("%zu", number);
}

static int fail_at(const struct run *run, int message, const char *path, size_t line)
{
    char *text = number_text(line);
    say(run->language, message, path, text);
    free(text);
    return EXIT_USAGE;
}

static void add_item(struct items *items, const char *json, size_t length, size_t line)
{
    if (items->count == items->capacity) {
        items->capacity = items->capacity == 0 ? 64 : items->capacity * 2;
        items->list = must(realloc(items->list, items->capacity * sizeof *items->list));
    }
    items->list[items->count++] = (struct item){json, length, line};
}

/* ---- JSON ---- */

/* Entries of an array: each must be an object. Lines are counted from the entry before. */
static int add_array(struct items *items, const char *array, size_t line, size_t *bad_line)
{
    const char *cursor = array;
    const char *counted = array;
    for (struct span entry; json_next(&entry, &cursor);) {
        line += line_of(counted, entry.start) - 1;
        counted = entry.start;
        if (*entry.start != '{') {
            *bad_line = line;
            return -1;
        }
        add_item(items, entry.start, entry.length, line);
    }
    return 0;
}

/* A value of the file: an array of entries, an object that holds one, or an entry itself. */
static int add_value(struct items *items, const char *value, size_t length, size_t line,
                     size_t *bad_line)
{
    struct span array;
    *bad_line = line;
    if (*value == '[')
        return add_array(items, value, line, bad_line);
    if (*value != '{')
        return -1;
    if (json_member(&array, value, "items") && *array.start == '[')
        return add_array(items, array.start, line + line_of(value, array.start) - 1, bad_line);
    add_item(items, value, length, line);
    return 0;
}

static int read_json(struct items *items, const struct run *run, const char *path, const char *text)
{
    const char *here = json_skip_space(text);
    const char *counted = text;
    size_t line = 1;
    while (*here != '\0') {
        const char *start = here;
        size_t bad_line = 0;
        line += line_of(counted, start) - 1;
        counted = start;
        cJSON *value = json_parse(&here);
        bool parsed = value != NULL;
        cJSON_Delete(value);
        if (!parsed)
            return fail_at(run, M_FILE_BAD_JSON, path, line + line_of(start, here) - 1);
        if (add_value(items, start, (size_t)(here - start), line, &bad_line) != 0)
            return fail_at(run, M_FILE_NOT_OBJECT, path, bad_line);
        here = json_skip_space(here);
    }
    return EXIT_DONE;
}

/* ---- CSV ---- */

/* A column of the file. */
struct column {
    char *member;
    const struct option *option; /* that has the member; NULL: it is a text */
};

static const struct option *option_of(const struct target *target, const char *member)
{
    size_t length = 0;
    for (const char *name = next_word(target->options, &length); name != NULL;
         name = next_word(name + length, &length)) {
        const struct option *option = option_find(name, length);
        char *own = option == NULL ? NULL : option_member(option);
        bool same = own != NULL && strcmp(own, member) == 0;
        free(own);
        if (same)
            return option;
    }
    return NULL;
}

static bool is_member(const struct target *target, const char *member)
{
    return has_word(target->others, member) || option_of(target, member) != NULL;
}

/* The API's name, or what tables call it in either language. What is neither stays: the server
 * says that it does not know it. */
static char *member_of(const struct target *target, const char *heading)
{
    const char *start = heading + strspn(heading, " ");
    size_t length = strlen(start);
    while (length > 0 && start[length - 1] == ' ')
        length--;
    char *name = copy_bytes(start, length);
    const char *member = NULL;
    for (size_t i = 0; !is_member(target, name) && (member = column_member(name, i)) != NULL; i++) {
        if (is_member(target, member)) {
            free(name);
            return copy_string(member);
        }
    }
    return name;
}

static void free_columns(struct column *columns, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(columns[i].member);
    free(columns);
}

/* The columns that a heading names; NULL: told. */
static struct column *read_heading(const struct csv *csv, const struct run *run, const char *path,
                                   const struct target *target)
{
    struct column *columns = must(calloc(csv->count + 1, sizeof *columns));
    for (size_t i = 0; i < csv->count; i++) {
        columns[i].member = member_of(target, csv->cells[i]);
        columns[i].option = option_of(target, columns[i].member);
        bool repeated = false;
        for (size_t j = 0; j < i; j++)
            repeated = repeated || strcmp(columns[j].member, columns[i].member) == 0;
        if (repeated || *columns[i].member == '\0') {
            say(run->language, M_CSV_COLUMN, path, columns[i].member);
            free_columns(columns, csv->count);
            return NULL;
        }
    }
    return columns;
}

/* Written by people: yes in several ways; anything else is left to the server. */
static cJSON *flag_value(const char *text)
{
    if (has_word("true 1 có x yes", text))
        return cJSON_CreateTrue();
    return has_word("false 0 không no", text) ? cJSON_CreateFalse() : cJSON_CreateString(text);
}

static cJSON *list_value(enum option_kind kind, const char *text)
{
    cJSON *list = *text == '[' ? json_parse_all(text) : NULL;
    if (list != NULL)
        return list;
    list = must(cJSON_CreateArray());
    while (*text != '\0') {
        size_t length = strcspn(text, ";");
        size_t skip = strspn(text, " ");
        size_t end = length;
        while (end > skip && text[end - 1] == ' ')
            end--;
        char *word = copy_bytes(text + (skip < end ? skip : end), skip < end ? end - skip : 0);
        cJSON *entry = kind == OPTION_LIST ? cJSON_CreateString(word) : body_entry(kind, word);
        if (*word != '\0' && entry != NULL)
            cJSON_AddItemToArray(list, entry);
        else
            cJSON_Delete(entry);
        free(word);
        text += length + (text[length] == ';');
    }
    return list;
}

static bool is_list(const struct option *option)
{
    return option != NULL && (option->kind == OPTION_LIST || option->kind == OPTION_EVIDENCE ||
                              option->kind == OPTION_OBSTACLE);
}

static cJSON *date_value(const char *text)
{
    char *date = iso_date(text);
    cJSON *value = cJSON_CreateString(date == NULL ? text : date);
    free(date);
    return value;
}

/* NULL: the cell says nothing. A cell that is empty clears a text, where the target has it so; a
 * flag, a choice or a number has no empty value. */
static cJSON *cell_value(const struct target *target, const struct option *option, const char *text)
{
    bool plain = option == NULL || (option->values == NULL && option->kind != OPTION_FLAG &&
                                    option->kind != OPTION_INTEGER);
    if (*text == '\0' && !target->keeps_empty)
        return NULL;
    if (is_list(option))
        return list_value(option->kind, text);
    if (*text == '\0')
        return plain ? cJSON_CreateNull() : NULL;
    if (option != NULL && option->kind == OPTION_FLAG)
        return flag_value(text);
    if (option != NULL && option->kind == OPTION_INTEGER &&
        text[strspn(text, "0123456789")] == '\0' && (text[0] != '0' || text[1] == '\0'))
        return cJSON_CreateRaw(text);
    if (option != NULL && option->kind == OPTION_DATE)
        return date_value(text);
    return cJSON_CreateString(text);
}

static void add_row(struct items *items, const struct csv *csv, const struct column *columns,
                    const struct target *target)
{
    cJSON *object = must(cJSON_CreateObject());
    for (size_t i = 0; i < csv->count; i++) {
        cJSON *value = cell_value(target, columns[i].option, csv->cells[i]);
        if (value != NULL)
            body_set(object, columns[i].member, value);
    }
    char *printed = must(cJSON_PrintUnformatted(object));
    items->made = must(realloc(items->made, (items->made_count + 1) * sizeof *items->made));
    items->made[items->made_count++] = copy_string(printed);
    add_item(items, items->made[items->made_count - 1], strlen(printed), csv->line);
    cJSON_free(printed);
    cJSON_Delete(object);
}

static int read_rows(struct items *items, struct csv *csv, const struct run *run, const char *path,
                     const struct target *target)
{
    int got = csv_next(csv);
    if (got <= 0)
        return got == 0 ? EXIT_DONE : fail_at(run, M_CSV_QUOTE, path, csv->line);
    size_t width = csv->count;
    struct column *columns = read_heading(csv, run, path, target);
    int result = columns == NULL ? EXIT_USAGE : EXIT_DONE;
    while (result == EXIT_DONE && (got = csv_next(csv)) == 1) {
        if (csv->count == width)
            add_row(items, csv, columns, target);
        else
            result = fail_at(run, M_CSV_WIDTH, path, csv->line);
    }
    if (result == EXIT_DONE && got < 0)
        result = fail_at(run, M_CSV_QUOTE, path, csv->line);
    if (columns != NULL)
        free_columns(columns, width);
    return result;
}

/* ---- Either ---- */

static bool ends_with(const char *path, const char *ending)
{
    size_t length = strlen(path);
    size_t tail = strlen(ending);
    return length > tail && strcmp(path + length - tail, ending) == 0;
}

/* By --format, by the file's name, by its first letter. NULL: told. */
static const char *format_of(const struct run *run, const char *path, const char *text)
{
    const char *named = argument_value(&run->arguments, "format");
    if (named != NULL) {
        if (has_word("csv json ndjson", named))
            return named;
        say(run->language, M_BAD_CHOICE, "--format", "csv json ndjson");
        return NULL;
    }
    if (ends_with(path, ".csv"))
        return "csv";
    if (ends_with(path, ".json") || ends_with(path, ".ndjson") || ends_with(path, ".jsonl"))
        return "json";
    const char *first = json_skip_space(text);
    if (*first == '{' || *first == '[')
        return "json";
    if (strpbrk(text, ",;\t") != NULL)
        return "csv";
    say(run->language, M_FILE_FORMAT, path, NULL);
    return NULL;
}

int items_read(struct items *out, const struct run *run, const char *path,
               const struct target *target)
{
    size_t size = 0;
    *out = (struct items){.text = read_file(path, &size, run->language)};
    if (out->text == NULL)
        return EXIT_FAILED;
    size_t valid = utf8_valid(out->text, size);
    const char *format = NULL;
    int result = EXIT_USAGE;
    if (valid != size || strlen(out->text) != size)
        fail_at(run, M_FILE_NOT_UTF8, path,
                line_of(out->text, out->text + (valid != size ? valid : strlen(out->text))));
    else
        format = format_of(run, path, out->text);
    if (format != NULL && strcmp(format, "csv") == 0) {
        struct csv csv;
        csv_begin(&csv, out->text);
        result = read_rows(out, &csv, run, path, target);
        csv_end(&csv);
    } else if (format != NULL) {
        bool marked = strncmp(out->text, CSV_MARK, 3) == 0;
        result = read_json(out, run, path, out->text + (marked ? 3 : 0));
    }
    if (result == EXIT_DONE && out->count == 0) {
        say(run->language, M_FILE_EMPTY, path, NULL);
        result = EXIT_USAGE;
    }
    if (result != EXIT_DONE)
        items_free(out);
    return result;
}

void items_free(struct items *items)
{
    for (size_t i = 0; i < items->made_count; i++)
        free(items->made[i]);
    free(items->made);
    free(items->list);
    free(items->text);
    *items = (struct items){0};
}
