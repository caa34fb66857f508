/* command_person.c - steerctl person: the people of the register, with the posts and seats they
 * hold. */
#include "memory.h"
#include "output.h"
#include "run.h"

#include <stdlib.h>

#define MEMBERS "name email phone note"

/* For people, posts and seats are lists of their own below the rest. */
static int show_person(const struct run *run, const char *json)
{
    bool columns = argument_value(&run->arguments, "columns") != NULL;
    bool table = run->format == FORMAT_TABLE || run->format == FORMAT_WIDE;
    cJSON *person = columns || !table ? NULL : json_parse_all(json);
    if (person == NULL)
        return output_object(run, json);
    cJSON *posts = cJSON_DetachItemFromObjectCaseSensitive(person, "posts");
    cJSON *seats = cJSON_DetachItemFromObjectCaseSensitive(person, "seats");
    char *rest = must(cJSON_PrintUnformatted(person));
    int result = output_object(run, rest);
    output_rows(run, posts, "post post_title agency_name valid_from valid_to document_code");
    output_rows(run, seats,
                run->language == LANGUAGE_VI
                    ? "committee committee_name role_name post valid_from valid_to"
                    : "committee committee_name role_name_en post valid_from valid_to");
    cJSON_free(rest);
    cJSON_Delete(posts);
    cJSON_Delete(seats);
    cJSON_Delete(person);
    return result;
}

static int run_person(struct run *run)
{
    steer_answer *answer = NULL;
    int result = run_get_send(&answer, run);
    if (result == EXIT_DONE)
        result = show_person(run, steer_answer_body(answer));
    steer_answer_free(answer);
    return result;
}

const struct command person_commands[] = {
    {.noun = "person",
     .verbs = "list",
     .flags = COMMAND_PAGED,
     .method = "GET",
     .path = "/v1/people",
     .view = "person",
     .filters = "search agency valid-at known-at sort fields count",
     .run = run_list,
     .about_vi = "danh sách người, với chức vụ",
     .about_en = "list people, with their posts"},
    {.noun = "person",
     .verbs = "get show",
     .operands = "PERSON",
     .method = "GET",
     .path = "/v1/people/{}",
     .view = "person",
     .filters = "valid-at known-at fields",
     .run = run_person,
     .about_vi = "xem một người: liên hệ, chức vụ, vị trí trong các ban",
     .about_en = "show one person: contact, posts, seats"},
    {.noun = "person",
     .verbs = "create add",
     .flags = COMMAND_CHANGES,
     .method = "POST",
     .path = "/v1/people",
     .view = "person",
     .members = "code " MEMBERS,
     .run = run_change,
     .about_vi = "thêm một người",
     .about_en = "register a person"},
    {.noun = "person",
     .verbs = "set patch",
     .operands = "PERSON",
     .flags = COMMAND_CHANGES | COMMAND_VERSIONED,
     .method = "PATCH",
     .path = "/v1/people/{}",
     .view = "person",
     .members = MEMBERS,
     .run = run_change,
     .about_vi = "sửa một người",
     .about_en = "change a person"},
    {.noun = NULL},
};
