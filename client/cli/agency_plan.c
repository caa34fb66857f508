/* agency_plan.c - a plan of an agency change, told to people. */
#include "agency_plan.h"

#include "columns.h"
#include "memory.h"
#include "output.h"

#include <stdlib.h>
#include <string.h>

static const char *text_at(const cJSON *object, const char *member)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, member);
    return cJSON_IsString(value) ? value->valuestring : "";
}

static void write_member(const struct run *run, const cJSON *object, const char *member)
{
    write_for_people(stdout, member, cJSON_GetObjectItemCaseSensitive(object, member),
                     run->language);
}

static void write_title(const struct run *run, int message)
{
    printf("\n%s\n", message_plain(run->language, message));
}

/* "Phương án: sáp nhập, hợp nhất, 01/07/2025 (đang mở)" and below it the id of one that was kept.
 */
static void write_head(const struct run *run, const cJSON *plan)
{
    printf("%s: ", message_plain(run->language, M_AGENCY_PLAN));
    write_member(run, plan, "kind");
    fputs(", ", stdout);
    write_member(run, plan, "effective_on");
    fputs(" (", stdout);
    write_member(run, plan, "state");
    fputs(")", stdout);
    if (*text_at(plan, "document_code") != '\0') {
        fputs(", ", stdout);
        write_member(run, plan, "document_code");
    }
    putchar('\n');
    if (!run_is_dry(run))
        printf("%s\n", text_at(plan, "id"));
}

static void write_text(const struct run *run, const cJSON *entry)
{
    bool english = run->language == LANGUAGE_EN;
    write_member(run, entry, english ? "text_en" : "text_vi");
    putchar('\n');
}

static void write_changes(const struct run *run, const cJSON *changes)
{
    const cJSON *change = NULL;
    write_title(run, M_AGENCY_CHANGES);
    cJSON_ArrayForEach(change, changes)
    {
        fputs("  ", stdout);
        write_text(run, change);
    }
}

/* In words what null means there: nobody yet, or nobody ever. */
static void name_takers(const struct run *run, cJSON *lines)
{
    cJSON *line = NULL;
    cJSON_ArrayForEach(line, lines)
    {
        const cJSON *to = cJSON_GetObjectItemCaseSensitive(line, "to");
        const cJSON *stays = cJSON_GetObjectItemCaseSensitive(line, "stays");
        if (!cJSON_IsNull(to))
            continue;
        int word = cJSON_IsTrue(stays) ? M_AGENCY_NOBODY : M_AGENCY_UNDECIDED;
        cJSON *text = must(cJSON_CreateString(message_plain(run->language, word)));
        cJSON_ReplaceItemInObjectCaseSensitive(line, "to", text);
    }
}

static void write_handover(const struct run *run, const cJSON *plan, const char *kind, int title)
{
    cJSON *lines = cJSON_GetObjectItemCaseSensitive(plan, kind);
    bool tasks = strcmp(kind, "tasks") == 0;
    bool applied = strcmp(text_at(plan, "state"), "applied") == 0;
    if (cJSON_GetArraySize(lines) == 0)
        return;
    name_takers(run, lines);
    char *columns = format_text("code name%s from to%s", tasks ? " part" : "",
                                applied ? " outcome done_at" : "");
    printf("\n%s: %d", message_plain(run->language, title), cJSON_GetArraySize(lines));
    output_rows(run, lines, columns);
    free(columns);
}

static void write_checks(const struct run *run, const cJSON *checks)
{
    const cJSON *check = NULL;
    if (cJSON_GetArraySize(checks) > 0)
        write_title(run, M_AGENCY_CHECKS);
    cJSON_ArrayForEach(check, checks)
    {
        bool error = strcmp(text_at(check, "level"), "error") == 0;
        printf("  %s ", message_plain(run->language, error ? M_AGENCY_ERROR : M_AGENCY_WARNING));
        write_member(run, check, "pointer");
        fputs(": ", stdout);
        write_text(run, check);
    }
}

/* What is to be done next, if anything. */
static void write_next(const struct run *run, const cJSON *plan, size_t errors)
{
    bool open = strcmp(text_at(plan, "state"), "open") == 0;
    bool stale = strcmp(text_at(plan, "state"), "stale") == 0;
    if (stale || (open && errors > 0)) {
        write_title(run, stale ? M_AGENCY_STALE : M_AGENCY_REFUSED);
    } else if (open && !run_is_dry(run)) {
        char *text = message_text(run->language, M_AGENCY_APPLY, text_at(plan, "id"), NULL);
        printf("\n%s\n", text);
        free(text);
    }
}

static size_t errors_of(const cJSON *plan)
{
    size_t errors = 0;
    const cJSON *check = NULL;
    cJSON_ArrayForEach(check, cJSON_GetObjectItemCaseSensitive(plan, "checks"))
    {
        errors += strcmp(text_at(check, "level"), "error") == 0;
    }
    return errors;
}

static void write_plan(const struct run *run, const cJSON *plan)
{
    write_head(run, plan);
    write_changes(run, cJSON_GetObjectItemCaseSensitive(plan, "changes"));
    write_handover(run, plan, "tasks", M_AGENCY_TASKS);
    write_handover(run, plan, "posts", M_AGENCY_POSTS);
    write_handover(run, plan, "seats", M_AGENCY_SEATS);
    write_handover(run, plan, "clients", M_AGENCY_CLIENTS);
    write_checks(run, cJSON_GetObjectItemCaseSensitive(plan, "checks"));
    write_next(run, plan, errors_of(plan));
}

int agency_plan_show(const struct run *run, const char *json)
{
    bool columns = argument_value(&run->arguments, "columns") != NULL;
    bool people = run->format == FORMAT_TABLE || run->format == FORMAT_WIDE;
    cJSON *plan = json_parse_all(json);
    bool refused = errors_of(plan) > 0;
    int result = EXIT_DONE;
    if (people && !columns && cJSON_IsObject(plan))
        write_plan(run, plan);
    else
        result = output_object(run, json);
    cJSON_Delete(plan);
    return result == EXIT_DONE && refused ? EXIT_RULE : result;
}
