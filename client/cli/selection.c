/* selection.c - which members become columns: named ones, all there are, or those of a view. */
#include "selection.h"

#include "columns.h"
#include "memory.h"

#include <stdlib.h>
#include <string.h>

static bool holds(const struct selection *selection, const char *name, size_t length)
{
    for (size_t i = 0; i < selection->count; i++) {
        const char *column = selection->columns[i];
        if (strlen(column) == length && memcmp(column, name, length) == 0)
            return true;
    }
    return false;
}

static void add(struct selection *selection, const char *name, size_t length)
{
    if (holds(selection, name, length))
        return;
    selection->columns =
        must(realloc(selection->columns, (selection->count + 1) * sizeof *selection->columns));
    selection->columns[selection->count++] = copy_bytes(name, length);
}

/* Members of members are columns of their own where the table of labels knows them. */
static void add_member(struct selection *selection, const cJSON *member)
{
    bool taken_apart = false;
    const cJSON *inner = cJSON_IsObject(member) ? member->child : NULL;
    for (; inner != NULL; inner = inner->next) {
        char *name = format_text("%s.%s", member->string, inner->string);
        if (column_label(NULL, name, LANGUAGE_EN) != name) {
            add(selection, name, strlen(name));
            taken_apart = true;
        }
        free(name);
    }
    if (!taken_apart)
        add(selection, member->string, strlen(member->string));
}

/* A member that is an object in one row may be null in another. */
static bool is_null_object(const cJSON *rows, const cJSON *member)
{
    const cJSON *row = NULL;
    if (!cJSON_IsNull(member) || !cJSON_IsArray(rows))
        return false;
    cJSON_ArrayForEach(row, rows)
    {
        if (cJSON_IsObject(cJSON_GetObjectItemCaseSensitive(row, member->string)))
            return true;
    }
    return false;
}

static void add_members(struct selection *selection, const cJSON *rows, const cJSON *row)
{
    const cJSON *member = NULL;
    cJSON_ArrayForEach(member, row)
    {
        if (!is_null_object(rows, member))
            add_member(selection, member);
    }
}

static void add_all(struct selection *selection, const cJSON *rows)
{
    if (!cJSON_IsArray(rows)) {
        add_members(selection, rows, rows);
        return;
    }
    const cJSON *row = NULL;
    cJSON_ArrayForEach(row, rows)
    {
        add_members(selection, rows, row);
    }
}

void selection_words(struct selection *selection, const char *words)
{
    size_t length = 0;
    for (const char *word = next_word(words, &length); word != NULL;
         word = next_word(word + length, &length))
        add(selection, word, length);
}

/* Where the server was asked for some members only, the columns of the rest would be empty. */
static void drop_unasked(struct selection *selection, const struct run *run)
{
    const char *fields = argument_value(&run->arguments, "fields");
    if (fields == NULL)
        return;
    size_t kept = 0;
    for (size_t i = 0; i < selection->count; i++) {
        char *column = selection->columns[i];
        char *owner = copy_bytes(column, strcspn(column, "."));
        char *list = copy_string(fields);
        for (char *comma = list; (comma = strchr(comma, ',')) != NULL;)
            *comma = ' ';
        if (has_word(list, owner))
            selection->columns[kept++] = column;
        else
            free(column);
        free(list);
        free(owner);
    }
    selection->count = kept;
}

/* A view of texts the register has in both languages has a row for the other one: "policy:en". */
static const struct view *view_of(const struct run *run)
{
    const char *noun = run->command->view;
    char *own = format_text("%s:en", noun == NULL ? "" : noun);
    const struct view *view = run->language == LANGUAGE_EN ? view_find(own) : NULL;
    free(own);
    return view == NULL ? view_find(noun) : view;
}

static void add_held(struct selection *out, const struct selection *held, const char *words)
{
    size_t length = 0;
    for (const char *word = next_word(words, &length); word != NULL;
         word = next_word(word + length, &length)) {
        if (holds(held, word, length))
            add(out, word, length);
    }
}

/* People read an object from the top: what its list shows stands first, whatever the order of the
 * answer. */
static void put_view_first(struct selection *selection, const struct view *view)
{
    struct selection ordered = {0};
    add_held(&ordered, selection, view->table);
    add_held(&ordered, selection, view->wide);
    for (size_t i = 0; i < selection->count; i++)
        add(&ordered, selection->columns[i], strlen(selection->columns[i]));
    selection_free(selection);
    *selection = ordered;
}

static char *joined(const struct selection *selection)
{
    char *text = copy_string("");
    for (size_t i = 0; i < selection->count; i++) {
        char *longer = format_text("%s%s%s", text, i == 0 ? "" : " ", selection->columns[i]);
        free(text);
        text = longer;
    }
    return text;
}

static bool is_known(const struct selection *known, const cJSON *rows, const char *name,
                     size_t length)
{
    char *text = copy_bytes(name, length);
    const cJSON *first = cJSON_IsArray(rows) ? rows->child : rows;
    bool found = holds(known, name, length) || value_at(first, text) != NULL;
    free(text);
    return found;
}

/* --columns code,title: each must be there, or a misspelt one would be an empty column. */
static int add_named(struct selection *out, const struct run *run, const cJSON *rows)
{
    struct selection known = {0};
    const struct view *view = view_of(run);
    add_all(&known, rows);
    if (view != NULL) {
        selection_words(&known, view->table);
        selection_words(&known, view->wide);
    }
    int result = 0;
    const char *name = argument_value(&run->arguments, "columns");
    while (*name != '\0' && result == 0) {
        size_t length = strcspn(name, ",");
        if (is_known(&known, rows, name, length)) {
            add(out, name, length);
        } else {
            char *wrong = copy_bytes(name, length);
            char *list = joined(&known);
            say(run->language, M_NO_SUCH_COLUMN, wrong, list);
            free(list);
            free(wrong);
            result = -1;
        }
        name += length + (name[length] == ',');
    }
    selection_free(&known);
    return result;
}

int selection_make(struct selection *out, const struct run *run, const cJSON *rows, bool every)
{
    const struct view *view = view_of(run);
    *out = (struct selection){0};
    if (argument_value(&run->arguments, "columns") != NULL) {
        int result = add_named(out, run, rows);
        if (result != 0)
            selection_free(out);
        return result;
    }
    if (every || view == NULL)
        add_all(out, rows);
    if (view != NULL && run->format != FORMAT_CSV && !cJSON_IsArray(rows))
        put_view_first(out, view);
    if (view == NULL || out->count > 0)
        return 0;
    selection_words(out, view->table);
    if (every || run->format == FORMAT_WIDE) /* a list without rows has a heading all the same */
        selection_words(out, view->wide);
    drop_unasked(out, run);
    if (out->count == 0)
        add_all(out, rows);
    return 0;
}

void selection_free(struct selection *selection)
{
    for (size_t i = 0; i < selection->count; i++)
        free(selection->columns[i]);
    free(selection->columns);
    *selection = (struct selection){0};
}
