/* command_api.c - steerctl api: any operation, for what has no command of its own. */
#include "body.h"
#include "memory.h"
#include "output.h"
#include "run.h"
#include "talk.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static bool reads(const char *method)
{
    return has_word("GET HEAD OPTIONS", method);
}

/* "Name: value", "name=value": the pair in two new texts. 0, or the exit code, told. */
static int split_pair(char **name, char **value, const struct run *run, const struct given *given,
                      char separator)
{
    const char *place = strchr(given->value, separator);
    if (place == NULL || place == given->value) {
        say(run->language, M_BAD_PAIR, given->option->name, given->value);
        return EXIT_USAGE;
    }
    *name = copy_bytes(given->value, (size_t)(place - given->value));
    place++;
    *value = copy_string(place + strspn(place, separator == ':' ? " " : ""));
    return EXIT_DONE;
}

static int add_pairs(steer_request *request, const struct run *run)
{
    int result = EXIT_DONE;
    for (size_t i = 0; i < run->arguments.given_count && result == EXIT_DONE; i++) {
        const struct given *given = &run->arguments.given[i];
        bool header = strcmp(given->option->name, "header") == 0;
        char *name = NULL;
        char *value = NULL;
        if (!header && strcmp(given->option->name, "query") != 0)
            continue;
        result = split_pair(&name, &value, run, given, header ? ':' : '=');
        if (result == EXIT_DONE && header)
            steer_request_header(request, name, value);
        else if (result == EXIT_DONE)
            steer_request_query(request, name, value);
        free(name);
        free(value);
    }
    return result;
}

static char *upper_case(const char *text)
{
    char *copy = copy_string(text);
    for (char *letter = copy; *letter != '\0'; letter++)
        *letter = (char)toupper((unsigned char)*letter);
    return copy;
}

/* "/v1/tasks", "v1/tasks?state=assigned" */
static int make_request(steer_request **out, struct run *run, const char *method)
{
    const char *path = run_operand(run, 1);
    char *target = format_text("%s%s", *path == '/' ? "" : "/", path);
    int result = steer_request_new(out, method, target);
    free(target);
    if (result != STEER_DONE) {
        say(run->language, M_OPERANDS, "api METHOD PATH", NULL);
        return EXIT_USAGE;
    }
    const char *key = argument_value(&run->arguments, "idempotency-key");
    if (key != NULL)
        steer_request_header(*out, "Idempotency-Key", key);
    if (run_is_dry(run) && !reads(method))
        steer_request_query(*out, "dry_run", "true");
    char *body = NULL;
    result = body_build(&body, run);
    if (result == EXIT_DONE && *body != '\0')
        steer_request_body(*out, body, strlen(body));
    free(body);
    return result == EXIT_DONE ? add_pairs(*out, run) : result;
}

static void write_head(const steer_answer *answer)
{
    static const char *const names[] = {
        "Content-Type",         "ETag",  "Location",     "Link", "Retry-After", "X-Request-Id",
        "Idempotency-Replayed", "Allow", "Server-Timing"};
    printf("HTTP/1.1 %d\n", steer_answer_status(answer));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = steer_answer_header(answer, names[i]);
        if (*value != '\0')
            printf("%s: %s\n", names[i], value);
    }
    putchar('\n');
}

/* The body as it came when no form was asked for or it is no JSON. */
static int write_answer(struct run *run, const steer_answer *answer)
{
    const char *body = steer_answer_body(answer);
    const char *type = steer_answer_header(answer, "Content-Type");
    bool json = strncmp(type, "application/json", 16) == 0;
    bool asked = run->settings.values[SETTING_OUTPUT].origin != ORIGIN_DEFAULT;
    if (argument_flag(&run->arguments, "include"))
        write_head(answer);
    if (!json || !asked) {
        fwrite(body, 1, steer_answer_length(answer), stdout);
        if (*body != '\0' && body[strlen(body) - 1] != '\n')
            putchar('\n');
        return EXIT_DONE;
    }
    struct span items;
    return json_member(&items, body, "items") && *items.start == '[' ? output_list(run, body)
                                                                     : output_object(run, body);
}

static int run_api(struct run *run)
{
    char *method = upper_case(run_operand(run, 0));
    steer_request *request = NULL;
    steer_answer *answer = NULL;
    int result = make_request(&request, run, method);
    if (result == EXIT_DONE)
        result = run_given_version(run, request);
    if (result == EXIT_DONE)
        result = run_connect(run);
    if (result == EXIT_DONE && !reads(method))
        result = tell_identity(run);
    if (result == EXIT_DONE)
        result = run_send(&answer, run, request);
    if (result == EXIT_DONE)
        result = write_answer(run, answer);
    steer_answer_free(answer);
    steer_request_free(request);
    free(method);
    return result;
}

const struct command api_commands[] = {
    {.noun = "api",
     .operands = "METHOD PATH",
     .members = "",
     .options = "dry-run if-match idempotency-key header query include",
     .run = run_api,
     .about_vi = "gọi bất kỳ thao tác nào của API",
     .about_en = "call any operation of the API"},
    {.noun = NULL},
};
