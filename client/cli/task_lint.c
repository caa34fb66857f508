/* task_lint.c - steerctl task lint: what tasks lack to be clear, one finding a line. */
#include "task_lint.h"

#include "json.h"
#include "memory.h"
#include "output.h"
#include "transfer.h"

#include <stdlib.h>
#include <string.h>

/* One named task; the row of the command has the list. */
static const struct command of_one = {.method = "GET", .path = "/v1/tasks/{}/lint"};
struct lint {
    const struct run *run;
    struct listing listing;
    bool by_finding; /* else the tasks as the server tells them */
    bool unclear;
};

static bool has_gaps(const cJSON *task)
{
    return cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(task, "gaps")) > 0;
}

/* A row for each finding: the task's own members, then what was found. */
static void add_rows(cJSON *rows, const struct run *run, const cJSON *task, const char *member)
{
    static const char *const names[] = {"line", "code", "title", "state", "lead_agency", "due_on"};
    const char *text = run->language == LANGUAGE_EN ? "text_en" : "text_vi";
    const cJSON *finding = NULL;
    cJSON_ArrayForEach(finding, cJSON_GetObjectItemCaseSensitive(task, member))
    {
        cJSON *row = must(cJSON_CreateObject());
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            cJSON_AddItemReferenceToObject(row, names[i],
                                           cJSON_GetObjectItemCaseSensitive(task, names[i]));
        cJSON_AddItemReferenceToObject(row, "level",
                                       cJSON_GetObjectItemCaseSensitive(finding, "level"));
        cJSON_AddItemReferenceToObject(row, "check",
                                       cJSON_GetObjectItemCaseSensitive(finding, "code"));
        cJSON_AddItemReferenceToObject(row, "pointer",
                                       cJSON_GetObjectItemCaseSensitive(finding, "pointer"));
        cJSON_AddItemReferenceToObject(row, "text",
                                       cJSON_GetObjectItemCaseSensitive(finding, text));
        cJSON_AddItemToArray(rows, row);
    }
}

static int show_rows(struct lint *lint, const cJSON *tasks)
{
    cJSON *page = must(cJSON_CreateObject());
    cJSON *rows = must(cJSON_AddArrayToObject(page, "items"));
    const cJSON *task = NULL;
    cJSON_ArrayForEach(task, tasks)
    {
        add_rows(rows, lint->run, task, "gaps");
        add_rows(rows, lint->run, task, "warnings");
    }
    char *text = must(cJSON_PrintUnformatted(page));
    int result = listing_page(&lint->listing, text);
    cJSON_free(text);
    cJSON_Delete(page);
    return result;
}

/* A page of tasks, {"items":[…]}. */
static int show_page(struct lint *lint, const char *json)
{
    cJSON *page = json_parse_all(json);
    const cJSON *tasks = cJSON_GetObjectItemCaseSensitive(page, "items");
    const cJSON *task = NULL;
    cJSON_ArrayForEach(task, tasks)
    {
        lint->unclear = lint->unclear || has_gaps(task);
    }
    int result = lint->by_finding && tasks != NULL ? show_rows(lint, tasks)
                                                   : listing_page(&lint->listing, json);
    cJSON_Delete(page);
    return result;
}

/* Every page: what is not looked at is not clear. */
static int lint_list(struct lint *lint, struct run *run)
{
    steer_request *request = NULL;
    steer_pages *pages = NULL;
    int got = 1;
    int result = run_request(&request, run, run->command->method, run->command->path);
    if (result == EXIT_DONE)
        steer_request_query(request, "limit", "500");
    if (result == EXIT_DONE && steer_pages_new(&pages, run->client, request) != STEER_DONE)
        result = run_fail(run);
    while (result == EXIT_DONE && got == 1) {
        steer_answer *answer = NULL;
        got = steer_pages_next(&answer, pages);
        if (got == 1)
            result = show_page(lint, steer_answer_body(answer));
        else if (got < 0)
            result = run_fail(run);
        steer_answer_free(answer);
    }
    steer_pages_free(pages);
    steer_request_free(request);
    return result;
}

static int lint_one(struct lint *lint, struct run *run, const char *task)
{
    steer_request *request = NULL;
    steer_answer *answer = NULL;
    int result = steer_request_new(&request, of_one.method, "/v1/tasks") == STEER_DONE
                     ? EXIT_DONE
                     : run_fail(run);
    if (result == EXIT_DONE) {
        steer_request_segment(request, task);
        steer_request_segment(request, "lint");
        result = run_send(&answer, run, request);
    }
    if (result == EXIT_DONE) {
        char *page = format_text("{\"items\":[%s]}", steer_answer_body(answer));
        result = show_page(lint, page);
        free(page);
    }
    steer_answer_free(answer);
    steer_request_free(request);
    return result;
}

/* A task as the file has it, with its line and what it lacks. */
static cJSON *task_of_file(const struct item *item, cJSON *answer)
{
    static const char *const names[] = {"code", "title", "lead_agency", "due_text", "due_on"};
    char *text = copy_bytes(item->json, item->length);
    cJSON *object = json_parse_all(text);
    cJSON *gaps = cJSON_DetachItemFromObjectCaseSensitive(answer, "gaps");
    cJSON *task = must(cJSON_CreateObject());
    must(cJSON_AddNumberToObject(task, "line", (double)item->line));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        cJSON_AddItemToObject(task, names[i],
                              cJSON_DetachItemFromObjectCaseSensitive(object, names[i]));
    must(cJSON_AddBoolToObject(task, "clear", cJSON_GetArraySize(gaps) == 0));
    cJSON_AddItemToObject(task, "gaps", gaps);
    cJSON_Delete(object);
    free(text);
    return task;
}

static int take_chunk(void *context, const struct chunk *chunk, const char *json)
{
    struct lint *lint = context;
    cJSON *answer = json_parse_all(json);
    cJSON *tried = cJSON_GetObjectItemCaseSensitive(answer, "items");
    cJSON *page = must(cJSON_CreateObject());
    cJSON *tasks = must(cJSON_AddArrayToObject(page, "items"));
    const struct item *item = &chunk->items->list[chunk->first];
    cJSON *one = NULL;
    cJSON_ArrayForEach(one, tried)
    {
        cJSON_AddItemToArray(tasks, task_of_file(item++, one));
    }
    char *text = must(cJSON_PrintUnformatted(page));
    int result = show_page(lint, text);
    run_tell_warnings(lint->run, json);
    cJSON_free(text);
    cJSON_Delete(page);
    cJSON_Delete(answer);
    return result;
}

static int lint_file(struct lint *lint, struct run *run, const char *path)
{
    const struct trial trial = {take_chunk, lint};
    if (run->operand_count > 0) {
        say(run->language, M_FILE_OR_TASKS, NULL, NULL);
        return EXIT_USAGE;
    }
    return import_try(run, path, &trial);
}

int run_task_lint(struct run *run)
{
    const struct command *command = run->command;
    const char *path = argument_value(&run->arguments, "file");
    struct lint lint = {.run = run};
    run->command = path == NULL ? command : &task_lint_of_file;
    lint.by_finding =
        run->format == FORMAT_TABLE || run->format == FORMAT_WIDE || run->format == FORMAT_CSV;
    int result = run_begin(run);
    if (result != EXIT_DONE)
        return result;
    listing_begin(&lint.listing, run, stdout, run->format);
    if (path != NULL)
        result = lint_file(&lint, run, path);
    else if (run->operand_count == 0)
        result = lint_list(&lint, run);
    for (size_t i = 0; i < run->operand_count && result == EXIT_DONE; i++)
        result = lint_one(&lint, run, run_operand(run, i));
    if (result == EXIT_DONE)
        listing_end(&lint.listing);
    else
        listing_abandon(&lint.listing);
    run->command = command;
    return result == EXIT_DONE && lint.unclear ? EXIT_DIFFERENT : result;
}
