/* committee.c - what the commands on committees share: reading, words, and small results. */
#include "committee.h"

#include "columns.h"
#include "json.h"
#include "memory.h"
#include "output.h"

#include <stdlib.h>
#include <string.h>

const char *text_of(const cJSON *object, const char *member)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, member));
    return text == NULL ? "" : text;
}

const char *worded(const struct run *run, const cJSON *object, const char *member)
{
    char *vietnamese = format_text("%s_vi", member);
    char *english = format_text("%s_en", member);
    const char *text = text_of(object, run->language == LANGUAGE_EN ? english : vietnamese);
    if (*text == '\0')
        text = text_of(object, vietnamese);
    free(english);
    free(vietnamese);
    return text;
}

static int parse(cJSON **out, const struct run *run, const steer_answer *answer)
{
    *out = json_parse_all(steer_answer_body(answer));
    if (*out == NULL)
        say(run->language, M_NOT_JSON, NULL, NULL);
    return *out == NULL ? EXIT_FAILED : EXIT_DONE;
}

/* A request with other filters than those of the command. */
static int request_for(steer_request **out, struct run *run, const char *path, const char *filters)
{
    struct command reading = *run->command;
    struct run inner = *run;
    reading.flags = 0;
    reading.filters = filters;
    inner.command = &reading;
    return run_request(out, &inner, "GET", path);
}

int committee_read(cJSON **out, struct run *run, const char *path, const char *filters)
{
    steer_request *request = NULL;
    steer_answer *answer = NULL;
    *out = NULL;
    int result = request_for(&request, run, path, filters);
    if (result == EXIT_DONE)
        result = run_send(&answer, run, request);
    if (result == EXIT_DONE)
        result = parse(out, run, answer);
    steer_answer_free(answer);
    steer_request_free(request);
    return result;
}

int committee_read_all(cJSON **out, struct run *run, const char *path, const char *to)
{
    steer_request *request = NULL;
    steer_pages *pages = NULL;
    steer_answer *answer = NULL;
    *out = must(cJSON_CreateArray());
    int result = request_for(&request, run, path, "known-at");
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

char *shown(const struct run *run, const cJSON *object, const char *member)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = must(open_memstream(&text, &size));
    write_for_people(out, member, value_at(object, member), run->language);
    fclose(out);
    return must(text);
}

void write_line(FILE *out, const struct run *run, int message, const char *first,
                const char *second)
{
    char *text = message_text(run->language, message, first, second);
    fprintf(out, "%s\n", text);
    free(text);
}

void write_sentence(FILE *out, const struct run *run, const cJSON *item, const char *mark)
{
    bool english = run->language == LANGUAGE_EN && *text_of(item, "text_en") != '\0';
    char *text = shown(run, item, english ? "text_en" : "text_vi");
    fprintf(out, "%s%s\n", mark, text);
    free(text);
}

int write_under(const struct run *run, const char *view, const cJSON *items)
{
    struct command command = *run->command;
    struct run inner = *run;
    command.view = view;
    inner.command = &command;
    cJSON *list = must(cJSON_CreateObject());
    cJSON_AddItemToObject(list, "items", must(cJSON_Duplicate(items, true)));
    char *json = must(cJSON_PrintUnformatted(list));
    int result = output_list(&inner, json);
    cJSON_free(json);
    cJSON_Delete(list);
    return result;
}

int run_committee_export(struct run *run)
{
    steer_answer *answer = NULL;
    int result = run_get_send(&answer, run);
    if (result == EXIT_DONE)
        result = output_text(run, steer_answer_body(answer), steer_answer_body(answer));
    steer_answer_free(answer);
    return result;
}

/* The whole of a plan's file, one member a line and one seat a line: made to be edited. */
static char *editable(const cJSON *plan)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = must(open_memstream(&text, &size));
    const cJSON *member = NULL;
    fputs("{", out);
    cJSON_ArrayForEach(member, plan)
    {
        bool list = cJSON_IsArray(member) && member->child != NULL;
        fprintf(out, "%s\n  \"%s\": %s", member->prev->next == NULL ? "" : ",", member->string,
                list ? "[" : "");
        const cJSON *entry = list ? member->child : member;
        for (; entry != NULL; entry = list ? entry->next : NULL) {
            char *json = must(cJSON_PrintUnformatted(entry));
            fprintf(out, "%s%s%s", list ? "\n    " : "", json,
                    list && entry->next != NULL ? "," : "");
            cJSON_free(json);
        }
        fputs(list ? "\n  ]" : "", out);
    }
    fputs("\n}\n", out);
    fclose(out);
    return must(text);
}

int run_committee_pull(struct run *run)
{
    steer_answer *answer = NULL;
    cJSON *plan = NULL;
    int result = run_get_send(&answer, run);
    if (result == EXIT_DONE)
        result = parse(&plan, run, answer);
    if (result == EXIT_DONE && run->format == FORMAT_CSV) {
        result = write_under(run, "plan-seat", cJSON_GetObjectItemCaseSensitive(plan, "seats"));
    } else if (result == EXIT_DONE) {
        char *text = editable(plan);
        result = output_text(run, steer_answer_body(answer), text);
        free(text);
    }
    cJSON_Delete(plan);
    steer_answer_free(answer);
    return result;
}

/* Takes over from the API's description every schema that `schema` speaks of. */
static void add_schemas(cJSON *to, const cJSON *schema, const cJSON *all)
{
    static const char place[] = "#/components/schemas/";
    const char *reference = text_of(schema, "$ref");
    if (strncmp(reference, place, strlen(place)) == 0) {
        const char *name = reference + strlen(place);
        const cJSON *found = cJSON_GetObjectItemCaseSensitive(all, name);
        if (found != NULL && cJSON_GetObjectItemCaseSensitive(to, name) == NULL) {
            cJSON_AddItemToObject(to, name, must(cJSON_Duplicate(found, true)));
            add_schemas(to, found, all);
        }
    }
    const cJSON *inner = NULL;
    cJSON_ArrayForEach(inner, schema)
    {
        if (cJSON_IsObject(inner) || cJSON_IsArray(inner))
            add_schemas(to, inner, all);
    }
}

int run_committee_schema(struct run *run)
{
    cJSON *description = NULL;
    int result = run_begin(run);
    if (result == EXIT_DONE)
        result = committee_read(&description, run, "/v1/openapi.json", NULL);
    const cJSON *all = value_at(description, "components.schemas");
    const cJSON *own = cJSON_GetObjectItemCaseSensitive(all, "RestructurePlanCreate");
    if (result == EXIT_DONE && own == NULL) {
        say(run->language, M_NOT_JSON, NULL, NULL);
        result = EXIT_FAILED;
    }
    if (result != EXIT_DONE) {
        cJSON_Delete(description);
        return result;
    }
    cJSON *schema = must(cJSON_Duplicate(own, true));
    cJSON *further = must(cJSON_CreateObject());
    cJSON *components = must(cJSON_CreateObject());
    add_schemas(further, own, all);
    cJSON_AddItemToObject(components, "schemas", further);
    cJSON_AddItemToObject(schema, "components", components);
    cJSON_AddStringToObject(schema, "$schema", "https://json-schema.org/draft/2020-12/schema");
    char *text = must(cJSON_Print(schema));
    result = output_text(run, text, text);
    cJSON_free(text);
    cJSON_Delete(schema);
    cJSON_Delete(description);
    return result;
}
