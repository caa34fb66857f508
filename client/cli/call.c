/* call.c - commands that are one call of the API: the request that options make, and its answer. */
#include "body.h"
#include "columns.h"
#include "memory.h"
#include "output.h"
#include "run.h"
#include "talk.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A date as people write it is one of the API's. The caller frees *out. */
static int parameter_value(char **out, const struct run *run, const struct given *given)
{
    enum option_kind kind = given->option->kind;
    if (kind == OPTION_DATE || kind == OPTION_WHEN) {
        *out = iso_date(given->value);
        if (*out == NULL && kind == OPTION_WHEN)
            *out = copy_string(given->value);
        if (*out == NULL)
            say(run->language, M_BAD_DATE, given->option->name, given->value);
        return *out == NULL ? EXIT_USAGE : EXIT_DONE;
    }
    *out = copy_string(given->value);
    return EXIT_DONE;
}

/* A filter given several times is one parameter with commas. */
static int join_values(char **out, const struct run *run, const struct option *option)
{
    *out = NULL;
    for (size_t i = 0; i < run->arguments.given_count; i++) {
        const struct given *given = &run->arguments.given[i];
        char *value = NULL;
        if (given->option != option)
            continue;
        if (parameter_value(&value, run, given) != EXIT_DONE) {
            free(*out);
            *out = NULL;
            return EXIT_USAGE;
        }
        char *longer = *out == NULL ? copy_string(value) : format_text("%s,%s", *out, value);
        free(value);
        free(*out);
        *out = longer;
    }
    return EXIT_DONE;
}

static int add_filter(steer_request *request, const struct run *run, const struct option *option)
{
    char *value = NULL;
    int result = join_values(&value, run, option);
    if (value != NULL) {
        char *name = option_parameter(option);
        steer_request_query(request, name, value);
        free(name);
    }
    free(value);
    return result;
}

static int add_filters(steer_request *request, const struct run *run, const char *names)
{
    size_t length = 0;
    int result = EXIT_DONE;
    for (const char *name = next_word(names, &length); name != NULL && result == EXIT_DONE;
         name = next_word(name + length, &length)) {
        const struct option *option = option_find(name, length);
        if (option != NULL)
            result = add_filter(request, run, option);
    }
    return result;
}

/* A request to "/v1/tasks/{}/transitions": the operand is one segment, whatever is in it. */
static int new_request(steer_request **out, const struct run *run, const char *method,
                       const char *path)
{
    const char *place = strstr(path, "/{}");
    char *before = place == NULL ? copy_string(path) : copy_bytes(path, (size_t)(place - path));
    int result = steer_request_new(out, method, before);
    free(before);
    if (result != STEER_DONE || place == NULL)
        return exit_code(result);
    const char *operand = run_operand(run, 0);
    steer_request_segment(*out, operand == NULL ? "" : operand);
    const char *rest = place + strlen("/{}");
    if (*rest == '/')
        steer_request_segment(*out, rest + 1);
    return EXIT_DONE;
}

int run_request(steer_request **out, struct run *run, const char *method, const char *path)
{
    const char *key = argument_value(&run->arguments, "idempotency-key");
    int result = new_request(out, run, method, path);
    if (result != EXIT_DONE)
        return result;
    if (key != NULL)
        steer_request_header(*out, "Idempotency-Key", key);
    if (run_is_dry(run) && strcmp(method, "GET") != 0)
        steer_request_query(*out, "dry_run", "true");
    result = add_filters(*out, run, run->command->filters);
    if (result == EXIT_DONE && (run->command->flags & COMMAND_PAGED))
        result = add_filters(*out, run, "limit cursor");
    if (result != EXIT_DONE) {
        steer_request_free(*out);
        *out = NULL;
    }
    return result;
}

/* v7, "v7" and W/"v7" as copied from an answer are one version. NULL: it is none. */
static char *etag_of(const char *text)
{
    if (strncmp(text, "W/", 2) == 0)
        text += 2;
    size_t length = strcspn(text + (*text == '"'), "\"");
    const char *start = text + (*text == '"');
    if (length == 0 || strpbrk(start, " ,\\") != NULL)
        return NULL;
    return format_text("\"%.*s\"", (int)length, start);
}

/* The record itself: the path up to its operand. */
static int read_version(steer_request *request, struct run *run)
{
    const char *path = run->command->path;
    char *record = copy_bytes(path, (size_t)(strstr(path, "{}") - path) + 2);
    steer_request *reading = NULL;
    steer_answer *answer = NULL;
    int result = new_request(&reading, run, "GET", record);
    if (result == EXIT_DONE)
        result = run_send(&answer, run, reading);
    if (result == EXIT_DONE)
        steer_request_header(request, "If-Match", steer_answer_header(answer, "ETag"));
    steer_answer_free(answer);
    steer_request_free(reading);
    free(record);
    return result;
}

int run_given_version(const struct run *run, steer_request *request)
{
    const char *given = argument_value(&run->arguments, "if-match");
    if (given == NULL)
        return EXIT_DONE;
    char *etag = etag_of(given);
    if (etag == NULL) {
        say(run->language, M_BAD_ETAG, given, NULL);
        return EXIT_USAGE;
    }
    steer_request_header(request, "If-Match", etag);
    free(etag);
    return EXIT_DONE;
}

int run_send(steer_answer **out, struct run *run, const steer_request *request)
{
    return steer_send(out, run->client, request) == STEER_DONE ? EXIT_DONE : run_fail(run);
}

void run_tell_warnings(const struct run *run, const char *json)
{
    const char *name = run->language == LANGUAGE_VI ? "text_vi" : "text_en";
    cJSON *root = json_parse_all(json);
    const cJSON *warning = NULL;
    cJSON_ArrayForEach(warning, cJSON_GetObjectItemCaseSensitive(root, "warnings"))
    {
        const cJSON *text = cJSON_GetObjectItemCaseSensitive(warning, name);
        if (cJSON_IsString(text))
            say(run->language, M_NOTE, text->valuestring, NULL);
    }
    cJSON_Delete(root);
}

int run_get_send(steer_answer **out, struct run *run)
{
    steer_request *request = NULL;
    *out = NULL;
    int result = run_begin(run);
    if (result == EXIT_DONE)
        result = run_request(&request, run, run->command->method, run->command->path);
    if (result == EXIT_DONE)
        result = run_send(out, run, request);
    steer_request_free(request);
    return result;
}

int run_get(struct run *run)
{
    steer_answer *answer = NULL;
    int result = run_get_send(&answer, run);
    if (result == EXIT_DONE)
        result = output_object(run, steer_answer_body(answer));
    steer_answer_free(answer);
    return result;
}

/* Says that there is more, and how to get it. */
static void tell_more(const struct run *run, const char *json)
{
    cJSON *root = json_parse_all(json);
    const cJSON *next = value_at(root, "page.next");
    if (cJSON_IsString(next))
        say(run->language, M_MORE_PAGES, next->valuestring, NULL);
    cJSON_Delete(root);
}

/* Rows that go to the terminal page by page are progress enough. */
static bool shows_rows_at_once(const struct run *run)
{
    bool streams =
        run->format == FORMAT_CSV || run->format == FORMAT_NDJSON || run->format == FORMAT_NAME;
    return streams && isatty(STDOUT_FILENO) && argument_value(&run->arguments, "save") == NULL;
}

/* Page after page into the listing: all of them, or the first. */
static int read_pages(struct listing *listing, struct run *run, steer_pages *pages, bool all)
{
    struct progress progress;
    int result = EXIT_DONE;
    bool again = true;
    bool bar = all && !shows_rows_at_once(run);
    if (bar)
        progress_begin(&progress, run, M_READING, 0);
    while (again && result == EXIT_DONE) {
        steer_answer *answer = NULL;
        int got = steer_pages_next(&answer, pages);
        if (got == 1)
            result = listing_page(listing, steer_answer_body(answer));
        if (got == 1 && bar)
            progress_show(&progress, listing->items);
        if (got == 1 && !all && steer_pages_more(pages) && result == EXIT_DONE)
            tell_more(run, steer_answer_body(answer));
        again = got == 1 && all;
        steer_answer_free(answer);
        if (bar && (got != 1 || result != EXIT_DONE))
            progress_end(&progress);
        if (got < 0)
            result = run_fail(run);
    }
    return result;
}

int run_list_into(size_t *count, struct run *run, FILE *out, bool all)
{
    struct listing listing;
    steer_request *request = NULL;
    steer_pages *pages = NULL;
    listing_begin(&listing, run, out, run->format);
    int result = run_request(&request, run, run->command->method, run->command->path);
    if (result == EXIT_DONE && all && argument_value(&run->arguments, "limit") == NULL &&
        (run->command->flags & COMMAND_PAGED))
        steer_request_query(request, "limit", "500");
    if (result == EXIT_DONE && steer_pages_new(&pages, run->client, request) != STEER_DONE)
        result = run_fail(run);
    if (result == EXIT_DONE)
        result = read_pages(&listing, run, pages, all);
    *count = listing.items;
    if (result == EXIT_DONE)
        listing_end(&listing);
    else
        listing_abandon(&listing);
    steer_pages_free(pages);
    steer_request_free(request);
    return result;
}

int run_list(struct run *run)
{
    size_t count = 0;
    int result = run_begin(run);
    if (result == EXIT_DONE)
        result = run_list_into(&count, run, stdout, argument_flag(&run->arguments, "all"));
    return result;
}

static int set_body(steer_request *request, const struct run *run)
{
    char *body = NULL;
    if (run->command->members == NULL)
        return EXIT_DONE;
    int result = body_build(&body, run);
    if (result != EXIT_DONE)
        return result;
    if (*body == '\0' && strcmp(run->command->method, "PATCH") == 0) {
        say(run->language, M_NOTHING_TO_CHANGE, NULL, NULL);
        result = EXIT_USAGE;
    } else {
        /* Empty is an object too: the server tells by name what must be in it. */
        const char *text = *body == '\0' ? "{}" : body;
        steer_request_body(request, text, strlen(text));
    }
    free(body);
    return result;
}

int run_change_send(steer_answer **out, struct run *run, const char *body)
{
    steer_request *request = NULL;
    *out = NULL;
    int result = run_request(&request, run, run->command->method, run->command->path);
    if (result == EXIT_DONE && body != NULL)
        steer_request_body(request, body, strlen(body));
    else if (result == EXIT_DONE)
        result = set_body(request, run);
    if (result == EXIT_DONE)
        result = run_given_version(run, request);
    if (result == EXIT_DONE)
        result = run_begin(run);
    bool reads = (run->command->flags & COMMAND_VERSIONED) &&
                 argument_value(&run->arguments, "if-match") == NULL;
    if (result == EXIT_DONE && reads)
        result = read_version(request, run);
    if (result == EXIT_DONE)
        result = run_send(out, run, request);
    if (result == EXIT_DONE && *steer_answer_header(*out, "Idempotency-Replayed") != '\0')
        say(run->language, M_REPLAYED, NULL, NULL);
    steer_request_free(request);
    return result;
}

/* To people what is to be known is told in words, beside the object. */
static int show_changed(const struct run *run, const char *json)
{
    bool table = run->format == FORMAT_TABLE || run->format == FORMAT_WIDE;
    cJSON *root = table ? json_parse_all(json) : NULL;
    run_tell_warnings(run, json);
    if (cJSON_GetObjectItemCaseSensitive(root, "warnings") == NULL) {
        cJSON_Delete(root);
        return output_object(run, json);
    }
    cJSON_DeleteItemFromObjectCaseSensitive(root, "warnings");
    char *text = must(cJSON_PrintUnformatted(root));
    int result = output_object(run, text);
    cJSON_free(text);
    cJSON_Delete(root);
    return result;
}

int run_change(struct run *run)
{
    steer_answer *answer = NULL;
    int result = run_change_send(&answer, run, NULL);
    if (result == EXIT_DONE)
        result = show_changed(run, steer_answer_body(answer));
    steer_answer_free(answer);
    return result;
}
