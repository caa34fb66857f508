/* transfer.c - tasks from files and into files; what an export wrote can be imported back. */
#include "transfer.h"

#include "chunks.h"
#include "files.h"
#include "memory.h"
#include "output.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const struct target import_target = {
    .options = "code " TASK_MEMBERS " state",
    .others = "id assigned_on version lead_agency_name progress_percent summary "
              "expected_completion original_due_on original_lead_agency reported_on verified_on "
              "last_pushed_at light light_reasons created_at updated_at",
    .keeps_empty = true,
};

/* One run of import over its file. */
struct import {
    struct run *run;
    const struct items *items;
    struct merged merged;
    bool dry;
    const struct trial *trial; /* NULL: what is tried is then done */
    const char *also;          /* see import_entries(); NULL: nothing */
    const char *also_columns;
};

/* Sends a chunk: 0 with its answer, or the exit code, told by lines. */
static int send_chunk(steer_answer **out, const struct import *import, const struct chunk *chunk)
{
    struct run *run = import->run;
    steer_request *request = NULL;
    *out = NULL;
    if (steer_request_new(&request, "POST", run->command->path) != STEER_DONE)
        return EXIT_FAILED;
    if (import->dry)
        steer_request_query(request, "dry_run", "true");
    char *body = chunk_body(chunk);
    steer_request_body(request, body, strlen(body));
    free(body);
    int result = steer_send(out, run->client, request);
    steer_request_free(request);
    if (result == STEER_DONE)
        return EXIT_DONE;
    tell_problem(run, steer_problem(run->client), &chunk->places);
    return exit_code(result);
}

/* All chunks, tried: every fault of the file is told before anything is written. */
static int check(struct import *import)
{
    struct progress progress;
    struct chunk chunk;
    int result = EXIT_DONE;
    progress_begin(&progress, import->run, M_CHECKING, import->items->count);
    for (size_t first = 0; chunk_at(&chunk, import->items, first); first += chunk.count) {
        steer_answer *answer = NULL;
        int sent = send_chunk(&answer, import, &chunk);
        if (sent == EXIT_DONE && import->trial != NULL)
            sent = import->trial->take(import->trial->context, &chunk, steer_answer_body(answer));
        steer_answer_free(answer);
        if (sent != EXIT_DONE)
            result = sent;
        if (sent != EXIT_DONE && sent != EXIT_RULE)
            break; /* not the file's fault: the rest would say the same */
        progress_show(&progress, first + chunk.count);
    }
    progress_end(&progress);
    if (result != EXIT_DONE && import->trial == NULL)
        say(import->run->language, M_NOTHING_IMPORTED, NULL, NULL);
    return result;
}

static int tell_partly(const struct import *import, size_t done, int result)
{
    if (done == 0 || import->dry)
        return result;
    char *written = format_text("%zu", done);
    char *total = format_text("%zu", import->items->count);
    say(import->run->language, M_PARTLY_IMPORTED, written, total);
    free(written);
    free(total);
    return EXIT_PARTLY;
}

static int send_all(struct import *import)
{
    struct progress progress;
    struct chunk chunk;
    int result = EXIT_DONE;
    size_t first = 0;
    progress_begin(&progress, import->run, M_IMPORTING, import->items->count);
    while (result == EXIT_DONE && chunk_at(&chunk, import->items, first)) {
        steer_answer *answer = NULL;
        result = send_chunk(&answer, import, &chunk);
        if (result == EXIT_DONE)
            result = merged_add(&import->merged, import->run, steer_answer_body(answer), first);
        if (result == EXIT_DONE)
            run_tell_warnings(import->run, steer_answer_body(answer));
        if (result == EXIT_DONE)
            first += chunk.count;
        steer_answer_free(answer);
        progress_show(&progress, first);
    }
    progress_end(&progress);
    return result == EXIT_DONE ? result : tell_partly(import, first, result);
}

/* People look for what changed; programs get all of it. */
static char *shown_text(const struct import *import)
{
    enum format format = import->run->format;
    char *text = merged_text(&import->merged);
    if (format != FORMAT_TABLE && format != FORMAT_WIDE)
        return text;
    free(text);
    cJSON *root = must(cJSON_CreateObject());
    cJSON *items = must(cJSON_AddArrayToObject(root, "items"));
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, import->merged.items)
    {
        const cJSON *result = cJSON_GetObjectItemCaseSensitive(item, "result");
        if (!cJSON_IsString(result) || strcmp(result->valuestring, "unchanged") != 0)
            cJSON_AddItemToArray(items, must(cJSON_Duplicate(item, 1)));
    }
    char *printed = must(cJSON_PrintUnformatted(root));
    text = copy_string(printed);
    cJSON_free(printed);
    cJSON_Delete(root);
    return text;
}

/* What else the import did, for people. */
static void show_also(const struct import *import)
{
    enum format format = import->run->format;
    if (import->also == NULL || (format != FORMAT_TABLE && format != FORMAT_WIDE))
        return;
    cJSON *root = json_parse_all(import->merged.only);
    const cJSON *also = cJSON_GetObjectItemCaseSensitive(root, import->also);
    output_rows(import->run, also, import->also_columns);
    cJSON_Delete(root);
}

/* JSON is the answer as it came: with its summary. */
static int show(const struct import *import)
{
    const struct run *run = import->run;
    char *text = shown_text(import);
    int result = run->format == FORMAT_JSON ? output_object(run, text) : output_list(run, text);
    show_also(import);
    free(text);
    char *created = format_text("%zu", merged_sum(&import->merged, "created"));
    char *updated = format_text("%zu", merged_sum(&import->merged, "updated"));
    char *unchanged = format_text("%zu", merged_sum(&import->merged, "unchanged"));
    say(run->language, M_IMPORTED, created, updated);
    say(run->language, M_UNCHANGED, unchanged, NULL);
    free(created);
    free(updated);
    free(unchanged);
    return result;
}

int import_entries(struct run *run, const struct target *target, const char *also,
                   const char *also_columns)
{
    struct items items = {0};
    struct import import = {
        .run = run, .items = &items, .also = also, .also_columns = also_columns};
    const char *path = run_operand(run, 0);
    int result = items_read(&items, run, path == NULL ? "-" : path, target);
    if (result == EXIT_DONE)
        result = run_begin(run);
    struct chunk whole;
    bool several = result == EXIT_DONE && chunk_at(&whole, &items, 0) && whole.count < items.count;
    import.dry = true;
    if (several && !run_is_dry(run))
        result = check(&import);
    import.dry = run_is_dry(run);
    if (result == EXIT_DONE)
        result = send_all(&import);
    if (result == EXIT_DONE || result == EXIT_PARTLY) {
        int shown = show(&import);
        result = shown == EXIT_DONE ? result : shown;
    }
    merged_free(&import.merged);
    items_free(&items);
    return result;
}

int import_try(struct run *run, const char *path, const struct trial *trial)
{
    struct items items = {0};
    struct import import = {.run = run, .items = &items, .dry = true, .trial = trial};
    int result = items_read(&items, run, path, &import_target);
    if (result == EXIT_DONE)
        result = check(&import);
    items_free(&items);
    return result;
}

int run_import(struct run *run)
{
    return import_entries(run, &import_target, NULL, NULL);
}

static void tell_exported(const struct run *run, const char *path, size_t count)
{
    char *number = format_text("%zu", count);
    say(run->language, M_EXPORTED, number, path);
    free(number);
}

/* CSV unless a form that can be imported was asked for. */
static enum format export_format(const struct run *run)
{
    return run->format == FORMAT_JSON || run->format == FORMAT_NDJSON ? run->format : FORMAT_CSV;
}

int run_export(struct run *run)
{
    const char *path = argument_value(&run->arguments, "save");
    struct new_file file = {0};
    int result = run_begin(run);
    if (result == EXIT_DONE && path != NULL && new_file_begin(&file, path, 0644) != 0) {
        say(run->language, M_CANNOT_WRITE, path, strerror(errno));
        result = EXIT_FAILED;
    }
    size_t count = 0;
    run->format = export_format(run);
    if (result == EXIT_DONE)
        result = run_list_into(&count, run, path == NULL ? stdout : file.stream, true);
    if (result == EXIT_DONE && path != NULL) {
        if (new_file_commit(&file) == 0) {
            tell_exported(run, path, count);
        } else {
            say(run->language, M_CANNOT_WRITE, path, strerror(errno));
            result = EXIT_FAILED;
        }
    }
    new_file_abandon(&file);
    return result;
}
