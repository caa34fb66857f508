/* plan_show.c - a plan as people read it: what changes, what is to be said about it, how it goes
 * on.
 */
#include "committee.h"
#include "json.h"
#include "memory.h"
#include "output.h"
#include "plan.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static const cJSON *list_of(const cJSON *plan, const char *member)
{
    return cJSON_GetObjectItemCaseSensitive(plan, member);
}

static bool is_set(const cJSON *plan, const char *member)
{
    return cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(plan, member));
}

/* "bcd-57 - Ban Chỉ đạo ...": the name of that day, where it can be read. */
static char *committee_of(struct run *run, const cJSON *plan)
{
    const char *code = text_of(plan, "committee");
    const char *day = text_of(plan, "effective_on");
    steer_request *request = NULL;
    steer_answer *answer = NULL;
    cJSON *committee = NULL;
    if (steer_request_new(&request, "GET", "/v1/committees") == STEER_DONE) {
        steer_request_segment(request, code);
        steer_request_query(request, "valid_at", day);
        if (steer_send(&answer, run->client, request) == STEER_DONE)
            committee = json_parse_all(steer_answer_body(answer));
    }
    bool english = run->language == LANGUAGE_EN && *text_of(committee, "name_en") != '\0';
    char *name = shown(run, committee, english ? "name_en" : "name_vi");
    char *text = *name == '\0' ? copy_string(code) : format_text("%s - %s", code, name);
    free(name);
    cJSON_Delete(committee);
    steer_answer_free(answer);
    steer_request_free(request);
    return text;
}

/* The day before, which a list is in force until the end of. The caller frees it. */
static char *day_before(const char *day)
{
    struct tm parts = {0};
    char text[16];
    if (sscanf(day, "%4d-%2d-%2d", &parts.tm_year, &parts.tm_mon, &parts.tm_mday) != 3)
        return copy_string(day);
    parts.tm_year -= 1900;
    parts.tm_mon -= 1;
    parts.tm_mday -= 1;
    timegm(&parts); /* puts the month right */
    strftime(text, sizeof text, "%d/%m/%Y", &parts);
    return copy_string(text);
}

static void write_head(FILE *out, struct run *run, const cJSON *plan)
{
    char *kind = shown(run, plan, "kind");
    char *committee = committee_of(run, plan);
    char *from = shown(run, plan, "effective_on");
    char *state = shown(run, plan, "state");
    write_line(out, run, M_PLAN_TITLE, kind, committee);
    const char *until = text_of(plan, "until");
    if (*until == '\0') {
        write_line(out, run, M_PLAN_FROM, from, NULL);
    } else {
        char *last = day_before(until);
        write_line(out, run, M_PLAN_UNTIL, from, last);
        free(last);
    }
    const char *approver = text_of(plan, "approved_by");
    write_line(out, run, *approver == '\0' ? M_PLAN_STATE : M_PLAN_APPROVED, state, approver);
    free(state);
    free(from);
    free(committee);
    free(kind);
}

/* Changes of the list are of three kinds; the others are the committee's own. */
static int part_of(const cJSON *change)
{
    const char *action = text_of(change, "action");
    if (strcmp(action, "open") == 0)
        return M_PLAN_ADDED;
    if (strcmp(action, "close") == 0)
        return M_PLAN_REMOVED;
    return strcmp(action, "rerank") == 0 || strncmp(action, "change_", 7) == 0 ? M_PLAN_CHANGED
                                                                               : M_PLAN_ATTRIBUTES;
}

static void write_part(FILE *out, const struct run *run, const cJSON *changes, int part,
                       const char *mark)
{
    const cJSON *change = NULL;
    size_t count = 0;
    cJSON_ArrayForEach(change, changes)
    {
        count += part_of(change) == part;
    }
    if (count == 0)
        return;
    char *number = format_text("%zu", count);
    fputc('\n', out);
    write_line(out, run, part, number, NULL);
    cJSON_ArrayForEach(change, changes)
    {
        if (part_of(change) == part)
            write_sentence(out, run, change, mark);
    }
    free(number);
}

/* With the place in the input that is meant; without a level, as a fault of the input. */
static void write_check(FILE *out, const struct run *run, const cJSON *check, const char *level)
{
    char *pointer = shown(run, check, "pointer");
    char *place = run->places == NULL ? copy_string(pointer)
                                      : run->places->name(run->places, run->language, pointer);
    char *mark = format_text("  %s%s%s: ", level, *level == '\0' ? "" : ", ", place);
    write_sentence(out, run, check, mark);
    free(mark);
    free(place);
    free(pointer);
}

/* Errors first. */
static size_t write_checks(FILE *out, const struct run *run, const cJSON *checks)
{
    size_t errors = 0;
    if (cJSON_GetArraySize(checks) > 0) {
        fputc('\n', out);
        write_line(out, run, M_PLAN_CHECKS, NULL, NULL);
    }
    for (int pass = 0; pass < 2; pass++) {
        const cJSON *check = NULL;
        cJSON_ArrayForEach(check, checks)
        {
            bool error = strcmp(text_of(check, "level"), "error") == 0;
            if (error != (pass == 0))
                continue;
            errors += error;
            write_check(out, run, check,
                        message_plain(run->language, error ? M_PLAN_ERROR : M_PLAN_WARNING));
        }
    }
    return errors;
}

static void write_next(FILE *out, const struct run *run, const cJSON *plan, size_t errors)
{
    const char *id = text_of(plan, "id");
    const char *state = text_of(plan, "state");
    const char *decision = text_of(plan, "decision");
    char *number = format_text("%zu", errors);
    fputc('\n', out);
    if (*decision != '\0')
        write_line(out, run, M_PLAN_DONE, decision, NULL);
    else if (is_set(plan, "noop"))
        write_line(out, run, M_PLAN_NOOP, NULL, NULL);
    else if (errors > 0)
        write_line(out, run, M_PLAN_REFUSED, number, NULL);
    else if (run_is_dry(run))
        write_line(out, run, M_PLAN_DRY, NULL, NULL);
    else if (strcmp(state, "stale") == 0)
        write_line(out, run, M_PLAN_OLD, NULL, NULL);
    else if (is_set(plan, "requires_approval") && *text_of(plan, "approved_by") == '\0')
        write_line(out, run, M_PLAN_APPROVE, id, NULL);
    if (*decision == '\0' && !is_set(plan, "noop") && errors == 0 && !run_is_dry(run) &&
        strcmp(state, "stale") != 0)
        write_line(out, run, M_PLAN_APPLY, id, NULL);
    free(number);
}

static void write_plan(struct run *run, const cJSON *plan)
{
    static const struct {
        int part;
        const char *mark;
    } parts[] = {{M_PLAN_ATTRIBUTES, "  * "},
                 {M_PLAN_ADDED, "  + "},
                 {M_PLAN_REMOVED, "  - "},
                 {M_PLAN_CHANGED, "  ~ "}};
    write_head(stdout, run, plan);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        write_part(stdout, run, list_of(plan, "changes"), parts[i].part, parts[i].mark);
    size_t errors = write_checks(stdout, run, list_of(plan, "checks"));
    write_next(stdout, run, plan, errors);
}

void plan_errors(const struct run *run, const char *json)
{
    cJSON *plan = json_parse_all(json);
    const cJSON *check = NULL;
    cJSON_ArrayForEach(check, list_of(plan, "checks"))
    {
        if (strcmp(text_of(check, "level"), "error") == 0)
            write_check(stderr, run, check, "");
    }
    cJSON_Delete(plan);
}

int plan_show(struct run *run, const char *json)
{
    cJSON *plan = json_parse_all(json);
    int result = EXIT_DONE;
    if (plan != NULL && (run->format == FORMAT_TABLE || run->format == FORMAT_WIDE))
        write_plan(run, plan);
    else
        result = output_object(run, json);
    const cJSON *check = NULL;
    cJSON_ArrayForEach(check, list_of(plan, "checks"))
    {
        if (result == EXIT_DONE && strcmp(text_of(check, "level"), "error") == 0)
            result = EXIT_RULE;
    }
    if (result == EXIT_DONE && argument_flag(&run->arguments, "detailed-exitcode") &&
        !is_set(plan, "noop"))
        result = EXIT_DIFFERENT;
    cJSON_Delete(plan);
    return result;
}
