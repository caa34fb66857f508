/* refusal.c - writes problems, and reads those that SQL raised. */
#include "api/refusal.h"

#include "db/db.h"
#include "json/scan.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FAULTS_IN_DETAIL = 3 };

/* A day that bounds another is read by people; that of a format is an example of what to send. */
static bool bounds_a_day(const struct problem_fault *fault, const char *day)
{
    static const char *const codes[] = {"order", "too-large", "too-small"};
    int count = 0;
    sscanf(day, "%*4d-%*2d-%*2d%n", &count);
    for (size_t i = 0; count == 10 && day[10] == '\0' && i < sizeof codes / sizeof *codes; i++) {
        if (strcmp(fault->code, codes[i]) == 0)
            return true;
    }
    return false;
}

/* One state or act, or several with commas between them. */
static void write_words(struct writer *out, const char *names, enum language language)
{
    char name[sizeof((struct problem_fault *)NULL)->args[0]];
    while (*names != '\0') {
        size_t length = strcspn(names, ",");
        snprintf(name, sizeof name, "%.*s", (int)length, names);
        write_text(out, problem_word(name, language));
        names += length;
        size_t gap = strspn(names, ", ");
        write_bytes(out, names, gap);
        names += gap;
    }
}

static void write_fault_word(struct writer *out, const struct problem_fault *fault,
                             const char *word, enum language language)
{
    if (language == LANGUAGE_VI && bounds_a_day(fault, word)) {
        write_bytes(out, word + 8, 2);
        write_text(out, "/");
        write_bytes(out, word + 5, 2);
        write_text(out, "/");
        write_bytes(out, word, 4);
    } else if (strcmp(fault->code, "illegal-transition") == 0 ||
               strcmp(fault->code, "only-in-state") == 0) {
        write_words(out, word, language);
    } else {
        write_text(out, word);
    }
}

/* The template with {0} and {1} filled. */
static void write_fault_text(struct writer *out, const struct problem_fault *fault,
                             enum language language)
{
    const char *text = problem_fault_text(fault->code, language);
    for (text = text != NULL ? text : fault->code; *text != '\0';) {
        size_t plain = strcspn(text, "{");
        write_bytes(out, text, plain);
        text += plain;
        if (text[0] == '{' && (text[1] == '0' || text[1] == '1') && text[2] == '}') {
            write_fault_word(out, fault, fault->args[text[1] - '0'], language);
            text += 3;
        } else if (*text != '\0') {
            write_bytes(out, text++, 1);
        }
    }
}

/* One sentence for people who see no list: the first faults, each after its pointer. */
static void write_detail(struct writer *out, const struct problem *problem, enum language language)
{
    struct writer text = {NULL, 0, 0, false};
    for (size_t i = 0; i < problem->fault_count && i < FAULTS_IN_DETAIL; i++) {
        const struct problem_fault *fault = &problem->faults[i];
        write_text(&text, i > 0 ? "; " : "");
        write_text(&text, fault->pointer);
        write_text(&text, *fault->pointer != '\0' ? ": " : "");
        write_fault_text(&text, fault, language);
    }
    if (problem->fault_count > FAULTS_IN_DETAIL)
        write_text(&text, "; …");
    write_text(out, ",\"detail\":");
    write_json(out, text.failed ? "" : text.bytes);
    out->failed = out->failed || text.failed;
    writer_clear(&text);
}

static void write_faults(struct writer *out, const struct problem *problem, enum language language)
{
    write_text(out, ",\"errors\":[");
    for (size_t i = 0; i < problem->fault_count; i++) {
        const struct problem_fault *fault = &problem->faults[i];
        struct writer text = {NULL, 0, 0, false};
        write_fault_text(&text, fault, language);
        write_text(out, i > 0 ? ",{\"pointer\":" : "{\"pointer\":");
        write_json(out, fault->pointer);
        write_text(out, ",\"code\":");
        write_json(out, fault->code);
        write_text(out, ",\"detail\":");
        write_json(out, text.bytes != NULL ? text.bytes : "");
        write_text(out, "}");
        writer_clear(&text);
    }
    write_text(out, "]");
}

void refusal_members(struct writer *out, const struct problem *problem, enum language language)
{
    const char *slug = problem_slug(problem->code);
    write_text(out, "\"type\":\"/problems/");
    write_text(out, slug);
    write_text(out, "\",\"title\":");
    write_json(out, problem_title(problem->code, language));
    write_text(out, ",\"status\":");
    write_number(out, problem_status(problem->code));
    write_text(out, ",\"code\":\"");
    write_text(out, slug);
    write_text(out, "\"");
    if (problem->fault_count > 0) {
        write_detail(out, problem, language);
        write_faults(out, problem, language);
    }
    /* {"current_etag":"…"} joins as it is. */
    size_t size = problem->members != NULL ? strlen(problem->members) : 0;
    if (size > 2) {
        write_text(out, ",");
        write_bytes(out, problem->members + 1, size - 2);
    }
}

void refusal_write(struct writer *out, const struct problem *problem, enum language language,
                   const char *request_id)
{
    write_text(out, "{");
    refusal_members(out, problem, language);
    if (request_id != NULL) {
        write_text(out, ",\"request_id\":");
        write_json(out, request_id);
    }
    write_text(out, "}");
}

static const char *text_of(const cJSON *object, const char *name)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));
    return text != NULL ? text : "";
}

static void read_fault(struct problem *problem, const cJSON *error)
{
    const cJSON *args = cJSON_GetObjectItemCaseSensitive(error, "args");
    const char *values[2] = {NULL, NULL};
    char numbers[2][32];
    for (int i = 0; i < 2; i++) {
        const cJSON *arg = cJSON_GetArrayItem(args, i);
        values[i] = cJSON_GetStringValue(arg);
        if (cJSON_IsNumber(arg)) {
            snprintf(numbers[i], sizeof numbers[i], "%.15g", arg->valuedouble);
            values[i] = numbers[i];
        }
    }
    problem_fault(problem, text_of(error, "pointer"), text_of(error, "code"), values[0], values[1]);
}

void refusal_read(struct problem *problem, const struct cJSON *detail)
{
    const cJSON *errors = cJSON_GetObjectItemCaseSensitive(detail, "errors");
    const cJSON *error;
    cJSON *members = cJSON_Duplicate(detail, true);
    cJSON_ArrayForEach(error, errors)
    {
        read_fault(problem, error);
    }
    cJSON_DeleteItemFromObjectCaseSensitive(members, "errors");
    if (cJSON_GetArraySize(members) > 0) {
        free(problem->members);
        problem->members = cJSON_PrintUnformatted(members);
    }
    cJSON_Delete(members);
}

static void read_error(struct problem *problem, const struct db_result *result)
{
    const char *state = result->sqlstate[0] != '\0' ? result->sqlstate : NULL;
    bool ours = state != NULL && strncmp(state, "ST", 2) == 0;
    cJSON *detail = NULL;
    struct problem unread = PROBLEM_INIT;
    problem_set(problem, problem_from_sqlstate(state, result->message), "%s %s",
                state != NULL ? state : "-", result->message != NULL ? result->message : "");
    /* Other classes name constraints and tables: for the log, never for the peer. */
    if (ours && result->detail != NULL &&
        json_parse(&detail, result->detail, strlen(result->detail), &unread) == 0)
        refusal_read(problem, detail);
    cJSON_Delete(detail);
    problem_clear(&unread);
}

void refusal_from_database(struct problem *problem, const struct db_result *result, bool write)
{
    switch (result->outcome) {
    case DB_ROW:
    case DB_ERROR:
        read_error(problem, result);
        break;
    case DB_TIMEOUT:
        /* What was never sent cannot have happened. */
        problem_set(problem,
                    write && result->run_us > 0 ? PROBLEM_OUTCOME_UNKNOWN : PROBLEM_TIMED_OUT,
                    "no answer within the deadline");
        break;
    case DB_LOST:
        problem_set(problem, PROBLEM_DATABASE_UNAVAILABLE, "the connection was lost");
        break;
    case DB_UNKNOWN:
        problem_set(problem, PROBLEM_OUTCOME_UNKNOWN, "the connection was lost after the write");
        break;
    }
    if (problem->retry_after == 0 &&
        (problem_status(problem->code) == 503 || problem->code == PROBLEM_KEY_IN_FLIGHT))
        problem->retry_after = 1;
}
