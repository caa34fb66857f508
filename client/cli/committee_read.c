/* committee_read.c - steerctl committee history, decision get: decisions with what they changed. */
#include "columns.h"
#include "committee.h"
#include "json.h"
#include "memory.h"
#include "output.h"

#include <stdlib.h>
#include <string.h>

/* All pages of a list, in the order of the server. 0 with *out, or the exit code, told. */
static int read_all(cJSON **out, struct run *run, const char *path, const char *to)
{
    steer_request *request = NULL;
    steer_pages *pages = NULL;
    steer_answer *answer = NULL;
    *out = must(cJSON_CreateArray());
    int result = run_request(&request, run, "GET", path);
    if (result != EXIT_DONE)
        return result;
    steer_request_query(request, "limit", "500");
    if (to != NULL)
        steer_request_query(request, "to", to);
    int got = steer_pages_new(&pages, run->client, request) == STEER_DONE ? 1 : -1;
    while (got == 1 && (got = steer_pages_next(&answer, pages)) == 1) {
        cJSON *page = json_parse_all(steer_answer_body(answer));
        cJSON *items = cJSON_GetObjectItemCaseSensitive(page, "items");
        while (items != NULL && items->child != NULL)
            cJSON_AddItemToArray(*out, cJSON_DetachItemFromArray(items, 0));
        cJSON_Delete(page);
        steer_answer_free(answer);
        answer = NULL;
    }
    if (got < 0)
        result = run_fail(run);
    steer_pages_free(pages);
    steer_request_free(request);
    return result;
}

static void write_decision(const struct run *run, const cJSON *decision, const cJSON *changes)
{
    char *day = shown(run, decision, "effective_on");
    char *number = shown(run, decision, "document_code");
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
        result = read_all(&decisions, run, "/v1/committees/{}/decisions", NULL);
    if (result == EXIT_DONE)
        result = read_all(&changes, run, "/v1/committees/{}/changes", "9999-12-31");
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
