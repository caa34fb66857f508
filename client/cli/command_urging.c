/* command_urging.c - steerctl urging: the urgings, the ladder that makes them, letters. */
#include "committee.h"
#include "json.h"
#include "memory.h"
#include "output.h"
#include "urging.h"

#include <stdlib.h>

/* For people a sentence with two members of the object, then its rows; else the rows, or all. */
struct view {
    int message;
    const char *first;
    const char *second;
    const char *rows;
    const char *columns;
    const char *columns_en;
};

static const struct view ladder_view = {M_URGING_LADDER,
                                        "version",
                                        "effective_on",
                                        "rungs",
                                        "code after_rung workdays audience text_vi",
                                        "code after_rung workdays audience text_en"};
static const struct view test_view = {M_URGING_TEST,
                                      "task",
                                      "on",
                                      "rungs",
                                      "rung rung_on verdict text_vi",
                                      "rung rung_on verdict text_en"};
static const struct view run_view = {
    M_URGING_RUN, "fired", "digests", "items", "code task times rung audience agency", NULL};

/* What people read above the rows: of a ladder its source, of a test why nothing fires. */
static void write_head(const struct run *run, const cJSON *object, const struct view *view)
{
    char *first = shown(run, object, view->first);
    char *second = shown(run, object, view->second);
    write_line(stdout, run, view->message, first, second);
    const char *const notes[] = {
        text_of(object, "document"), text_of(object, "note"),
        text_of(object, run->language == LANGUAGE_VI ? "why_vi" : "why_en")};
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++) {
        if (*notes[i] != '\0')
            puts(notes[i]);
    }
    free(second);
    free(first);
}

static int show_view(const struct run *run, const char *json, const struct view *view)
{
    bool table = run->format == FORMAT_TABLE || run->format == FORMAT_WIDE;
    bool rows = run->format == FORMAT_CSV || run->format == FORMAT_NAME ||
                run->format == FORMAT_WIDE || argument_value(&run->arguments, "columns") != NULL;
    cJSON *object = json_parse_all(json);
    const cJSON *items = cJSON_GetObjectItemCaseSensitive(object, view->rows);
    int result = EXIT_DONE;
    run_tell_warnings(run, json);
    if (object == NULL || !(table || rows))
        result = output_object(run, json);
    else if (rows)
        result = write_under(run, run->command->view, items);
    else {
        bool english = run->language == LANGUAGE_EN && view->columns_en != NULL;
        write_head(run, object, view);
        output_rows(run, items, english ? view->columns_en : view->columns);
    }
    cJSON_Delete(object);
    return result;
}

static int run_rules_show(struct run *run)
{
    const char *version = run_operand(run, 0);
    steer_request *request = NULL;
    steer_answer *answer = NULL;
    int result = run_request(&request, run, run->command->method, run->command->path);
    if (result == EXIT_DONE && version != NULL)
        steer_request_query(request, "version", version);
    if (result == EXIT_DONE)
        result = run_begin(run);
    if (result == EXIT_DONE)
        result = run_send(&answer, run, request);
    if (result == EXIT_DONE)
        result = show_view(run, steer_answer_body(answer), &ladder_view);
    steer_answer_free(answer);
    steer_request_free(request);
    return result;
}

static int run_rules_test(struct run *run)
{
    steer_answer *answer = NULL;
    int result = run_get_send(&answer, run);
    if (result == EXIT_DONE)
        result = show_view(run, steer_answer_body(answer), &test_view);
    steer_answer_free(answer);
    return result;
}

static int change_shown(struct run *run, const struct view *view)
{
    steer_answer *answer = NULL;
    int result = run_change_send(&answer, run, NULL);
    if (result == EXIT_DONE)
        result = show_view(run, steer_answer_body(answer), view);
    steer_answer_free(answer);
    return result;
}

static int run_rules_set(struct run *run)
{
    return change_shown(run, &ladder_view);
}

static int run_urging_run(struct run *run)
{
    return change_shown(run, &run_view);
}

const struct command urging_commands[] = {
    {.noun = "urging",
     .verbs = "list",
     .flags = COMMAND_PAGED,
     .method = "GET",
     .path = "/v1/urgings",
     .view = "urging",
     .filters = "task agency audience kind from to after sort fields count",
     .run = run_list,
     .about_vi = "các lần đôn đốc, theo số tăng dần",
     .about_en = "list urgings, in the order of their numbers"},
    {.noun = "urging",
     .verbs = "show get",
     .operands = "URGING",
     .method = "GET",
     .path = "/v1/urgings/{}",
     .view = "urging",
     .filters = "fields",
     .run = run_get,
     .about_vi = "xem một lần đôn đốc, theo quy tắc nào",
     .about_en = "show one urging, and which rule made it"},
    {.noun = "urging",
     .verbs = "send",
     .operands = "TASK",
     .flags = COMMAND_CHANGES,
     .method = "POST",
     .path = "/v1/tasks/{}/urgings",
     .view = "urging",
     .members = "text-vi text-en audience agency document-number",
     .run = run_change,
     .about_vi = "đôn đốc trực tiếp một nhiệm vụ",
     .about_en = "urge a task by hand"},
    {.noun = "urging",
     .verbs = "run",
     .flags = COMMAND_CHANGES,
     .method = "POST",
     .path = "/v1/urging-runs",
     .view = "urging",
     .run = run_urging_run,
     .about_vi = "đôn đốc ngay theo thang; -n: xem sẽ đôn đốc gì",
     .about_en = "fire the rungs whose day has come; -n: see which"},
    {.noun = "urging",
     .verbs = "letter",
     .operands = "URGING",
     .flags = COMMAND_PRINTS,
     .method = "GET",
     .path = "/v1/urgings/{}/letter",
     .view = "urging-letter",
     .filters = "committee",
     .run = run_urging_letter,
     .about_vi = "công văn đôn đốc để in (-o html, md)",
     .about_en = "the letter about an urging, to be printed (-o html, md)"},
    {.noun = "urging",
     .verbs = "rules-show",
     .operands = "[VERSION]",
     .method = "GET",
     .path = "/v1/urging-rules",
     .view = "urging-rung",
     .run = run_rules_show,
     .about_vi = "thang đôn đốc đang áp dụng, hoặc một phiên bản",
     .about_en = "show the urging ladder in force, or a version of it"},
    {.noun = "urging",
     .verbs = "rules-test",
     .method = "GET",
     .path = "/v1/urging-rules/test",
     .view = "urging-verdict",
     .filters = "task on",
     .run = run_rules_test,
     .about_vi = "nấc nào phát cho một nhiệm vụ vào một ngày, vì sao",
     .about_en = "tell which rungs fire for a task on a day, and why"},
    {.noun = "urging",
     .verbs = "rules-set",
     .flags = COMMAND_CHANGES,
     .method = "POST",
     .path = "/v1/urging-rules",
     .view = "urging-rung",
     .members = "effective-on document note",
     .run = run_rules_set,
     .about_vi = "ban hành phiên bản mới của thang (-f TỆP)",
     .about_en = "put a new version of the ladder (-f FILE)"},
    {.noun = NULL},
};
