/* committee_read.c - steerctl committee history, decision get: decisions with what they changed. */
#include "committee.h"
#include "json.h"
#include "memory.h"
#include "output.h"

#include <stdlib.h>
#include <string.h>

/* The last one the API knows: what is decided for later is history too. */
static const char last_day[] = "2199-12-31";

static void write_decision(const struct run *run, const cJSON *decision, const cJSON *changes)
{
    char *day = shown(run, decision, "effective_on");
    bool numbered = *text_of(decision, "document_code") != '\0';
    char *number = shown(run, decision, numbered ? "document_code" : "note");
    char *kind = shown(run, decision, "kind");
    const cJSON *change = NULL;
    bool corrected = *text_of(decision, "corrected_by") != '\0';
    bool any = false;
    printf("%s  %s (%s)%s%s\n", day, number, kind, corrected ? ", " : "",
           corrected ? message_plain(run->language, M_CORRECTED) : "");
    cJSON_ArrayForEach(change, changes)
    {
        if (strcmp(text_of(change, "decision"), text_of(decision, "id")) != 0)
            continue;
        write_sentence(stdout, run, change, "    ");
        any = true;
    }
    if (!any && !corrected)
        printf("    %s\n", message_plain(run->language, M_NO_CHANGES));
    free(kind);
    free(number);
    free(day);
}

/* The oldest first: history is read as it went. */
static void write_history(const struct run *run, const cJSON *decisions, const cJSON *changes)
{
    for (int i = cJSON_GetArraySize(decisions) - 1; i >= 0; i--)
        write_decision(run, cJSON_GetArrayItem(decisions, i), changes);
}

int run_committee_history(struct run *run)
{
    cJSON *decisions = NULL;
    cJSON *changes = NULL;
    int result = run_begin(run);
    if (result == EXIT_DONE)
        result = committee_read_all(&decisions, run, "/v1/committees/{}/decisions", NULL);
    if (result == EXIT_DONE)
        result = committee_read_all(&changes, run, "/v1/committees/{}/changes", last_day);
    if (result == EXIT_DONE && (run->format == FORMAT_TABLE || run->format == FORMAT_WIDE)) {
        write_history(run, decisions, changes);
    } else if (result == EXIT_DONE) {
        cJSON *both = must(cJSON_CreateObject());
        cJSON_AddItemToObject(both, "decisions", decisions);
        cJSON_AddItemToObject(both, "changes", changes);
        decisions = changes = NULL;
        char *json = must(cJSON_PrintUnformatted(both));
        result = output_object(run, json);
        cJSON_free(json);
        cJSON_Delete(both);
    }
    cJSON_Delete(changes);
    cJSON_Delete(decisions);
    return result;
}

int run_decision_get(struct run *run)
{
    steer_answer *answer = NULL;
    int result = run_get_send(&answer, run);
    cJSON *decision = result == EXIT_DONE ? json_parse_all(steer_answer_body(answer)) : NULL;
    if (decision != NULL && (run->format == FORMAT_TABLE || run->format == FORMAT_WIDE)) {
        cJSON *changes = cJSON_DetachItemFromObjectCaseSensitive(decision, "changes");
        cJSON *seats = cJSON_DetachItemFromObjectCaseSensitive(decision, "seats");
        char *json = must(cJSON_PrintUnformatted(decision));
        const cJSON *change = NULL;
        result = output_object(run, json);
        cJSON_ArrayForEach(change, changes)
        {
            write_sentence(stdout, run, change, "  ");
        }
        output_rows(run, seats, "rank holder_name post_title role_name duty");
        cJSON_free(json);
        cJSON_Delete(seats);
        cJSON_Delete(changes);
    } else if (result == EXIT_DONE) {
        result = output_object(run, steer_answer_body(answer));
    }
    cJSON_Delete(decision);
    steer_answer_free(answer);
    return result;
}
