/* committee_plan.c - steerctl committee plan, correct, plan-show, approve, apply. */
#include "body.h"
#include "committee.h"
#include "files.h"
#include "json.h"
#include "memory.h"
#include "output.h"
#include "plan.h"
#include "width.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* --swap OUT=IN, in the order of the line. */
static int add_swaps(cJSON *body, const struct run *run)
{
    cJSON *swaps = NULL;
    for (size_t i = 0; i < run->arguments.given_count; i++) {
        const struct given *given = &run->arguments.given[i];
        const char *equals = strchr(given->value, '=');
        if (strcmp(given->option->name, "swap") != 0)
            continue;
        if (equals == NULL || equals == given->value || equals[1] == '\0') {
            say(run->language, M_BAD_SWAP, given->value, NULL);
            return EXIT_USAGE;
        }
        if (swaps == NULL)
            swaps = must(cJSON_AddArrayToObject(body, "swaps"));
        cJSON *swap = must(cJSON_CreateObject());
        char *out = copy_bytes(given->value, (size_t)(equals - given->value));
        body_set(swap, "out", cJSON_CreateString(out));
        body_set(swap, "in", cJSON_CreateString(equals + 1));
        cJSON_AddItemToArray(swaps, swap);
        free(out);
    }
    return EXIT_DONE;
}

static int bad_line(const struct run *run, int message, const char *path, const char *text,
                    const char *place)
{
    char *line = format_text("%zu", line_of(text, place));
    say(run->language, message, path, line);
    free(line);
    return EXIT_USAGE;
}

/* The file as it was pulled and edited. */
static int read_json(cJSON **body, const struct run *run, const char *path, const char *text)
{
    const char *start = json_skip_space(text);
    const char *end = start;
    cJSON *value = json_parse(&end);
    if (value == NULL || *json_skip_space(end) != '\0') {
        cJSON_Delete(value);
        return bad_line(run, M_FILE_BAD_JSON, path, text, end);
    }
    if (!cJSON_IsObject(value)) {
        say(run->language, M_NOT_AN_OBJECT, path, NULL);
        cJSON_Delete(value);
        return EXIT_USAGE;
    }
    cJSON_Delete(*body);
    *body = value;
    return EXIT_DONE;
}

/* 1: a list, 0: JSON, -1: told. */
static int is_list(const struct run *run, const char *path)
{
    const char *format = argument_value(&run->arguments, "format");
    size_t length = strlen(path);
    if (format == NULL)
        return length > 4 && strcmp(path + length - 4, ".csv") == 0;
    if (strcmp(format, "csv") == 0 || strcmp(format, "json") == 0)
        return strcmp(format, "csv") == 0;
    say(run->language, M_BAD_CHOICE, "--format", "csv json");
    return -1;
}

static int read_plan(cJSON **body, struct plan_file *file, const struct run *run, const char *path)
{
    size_t size = 0;
    int list = is_list(run, path);
    char *text = list < 0 ? NULL : read_file(path, &size, run->language);
    if (text == NULL)
        return list < 0 ? EXIT_USAGE : EXIT_FAILED;
    size_t valid = utf8_valid(text, size);
    valid = strlen(text) < valid ? strlen(text) : valid;
    bool marked = strncmp(text, "\xef\xbb\xbf", 3) == 0;
    int result = EXIT_DONE;
    if (valid != size)
        result = bad_line(run, M_FILE_NOT_UTF8, path, text, text + valid);
    else if (list)
        result = plan_list_read(*body, file, run, path, text);
    else
        result = read_json(body, run, path, text + (marked ? 3 : 0));
    free(text);
    return result;
}

int plan_body(cJSON **out, struct plan_file *file, const struct run *run)
{
    const char *path = argument_value(&run->arguments, "file");
    *file = (struct plan_file){0};
    *out = must(cJSON_CreateObject());
    int result = path == NULL ? EXIT_DONE : read_plan(out, file, run, path);
    if (file->faults > 0)
        return body_options(*out, run) == EXIT_DONE ? result : EXIT_USAGE;
    if (result == EXIT_DONE)
        result = add_swaps(*out, run);
    if (result == EXIT_DONE && path == NULL && (*out)->child == NULL &&
        argument_value(&run->arguments, "set") == NULL &&
        argument_value(&run->arguments, "unset") == NULL) {
        say(run->language, M_NO_PLAN, NULL, NULL);
        result = EXIT_USAGE;
    }
    if (result == EXIT_DONE)
        result = body_options(*out, run);
    return result;
}

void plan_file_free(struct plan_file *file)
{
    for (size_t i = 0; i < PLAN_COLUMNS; i++)
        free(file->columns[i]);
    free(file->lines);
    *file = (struct plan_file){0};
}

static char *today(void)
{
    char text[16];
    time_t now = time(NULL);
    struct tm local;
    localtime_r(&now, &local);
    strftime(text, sizeof text, "%Y-%m-%d", &local);
    return copy_string(text);
}

/* A list has faults that are told: what the register has to say of its rest is told with them, so
 * that all can be put right at once. Nothing is kept. */
static void tell_rest(struct run *run, cJSON *body, const struct plan_file *file)
{
    steer_request *request = NULL;
    steer_answer *answer = NULL;
    if (!cJSON_HasObjectItem(body, "effective_on")) {
        char *day = today();
        body_set(body, "effective_on", cJSON_CreateString(day));
        free(day);
    }
    char *text = must(cJSON_PrintUnformatted(body));
    if (run_connect(run) == EXIT_DONE &&
        run_request(&request, run, "POST", run->command->path) == EXIT_DONE) {
        if (!run_is_dry(run))
            steer_request_query(request, "dry_run", "true");
        steer_request_body(request, text, strlen(text));
        if (steer_send(&answer, run->client, request) == STEER_RULE)
            tell_faults(run, steer_problem(run->client), &file->places);
        else if (answer != NULL)
            plan_errors(run, steer_answer_body(answer));
    }
    cJSON_free(text);
    steer_answer_free(answer);
    steer_request_free(request);
}

int run_committee_plan(struct run *run)
{
    struct plan_file file;
    cJSON *body = NULL;
    steer_answer *answer = NULL;
    int result = plan_body(&body, &file, run);
    run->places = file.rows ? &file.places : NULL;
    if (file.count > 0)
        plan_names(body, &file, run);
    if (file.faults > 0 && file.count > 0) {
        tell_rest(run, body, &file);
        result = EXIT_USAGE;
    }
    if (result == EXIT_DONE) {
        char *text = must(cJSON_PrintUnformatted(body));
        result = run_change_send(&answer, run, text);
        cJSON_free(text);
    }
    if (result == EXIT_DONE)
        result = plan_show(run, steer_answer_body(answer));
    run->places = NULL;
    steer_answer_free(answer);
    cJSON_Delete(body);
    plan_file_free(&file);
    return result;
}

int run_committee_diff(struct run *run)
{
    steer_answer *answer = NULL;
    int result = run_get_send(&answer, run);
    if (result == EXIT_DONE)
        result = plan_show(run, steer_answer_body(answer));
    steer_answer_free(answer);
    return result;
}

int run_committee_approve(struct run *run)
{
    steer_answer *answer = NULL;
    int result = run_change_send(&answer, run, NULL);
    if (result == EXIT_DONE)
        result = plan_show(run, steer_answer_body(answer));
    steer_answer_free(answer);
    return result;
}

/* What was decided, and what a plan cannot know: that it was signed later. */
static void write_applied(const struct run *run, const cJSON *answer)
{
    const cJSON *decision = cJSON_GetObjectItemCaseSensitive(answer, "decision");
    const cJSON *check = NULL;
    char *number = shown(run, decision, "document_code");
    char *count = shown(run, answer, "changes");
    char *from = shown(run, decision, "effective_on");
    write_line(stdout, run, M_APPLIED, number, count);
    write_line(stdout, run, M_PLAN_FROM, from, NULL);
    cJSON_ArrayForEach(check, cJSON_GetObjectItemCaseSensitive(answer, "checks"))
    {
        char *mark = format_text("%s: ", message_plain(run->language, M_PLAN_WARNING));
        write_sentence(stdout, run, check, mark);
        free(mark);
    }
    free(from);
    free(count);
    free(number);
}

int run_committee_apply(struct run *run)
{
    steer_answer *answer = NULL;
    int result = run_change_send(&answer, run, NULL);
    cJSON *body = result == EXIT_DONE ? json_parse_all(steer_answer_body(answer)) : NULL;
    if (body != NULL && (run->format == FORMAT_TABLE || run->format == FORMAT_WIDE))
        write_applied(run, body);
    else if (result == EXIT_DONE)
        result = output_object(run, steer_answer_body(answer));
    cJSON_Delete(body);
    steer_answer_free(answer);
    return result;
}
