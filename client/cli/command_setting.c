/* command_setting.c - steerctl setting: policies of the house. */
#include "memory.h"
#include "output.h"
#include "run.h"

#include <cjson/cJSON.h>

/* The value is an operand: a setting has nothing else to be changed. */
static int run_set(struct run *run)
{
    steer_answer *answer = NULL;
    cJSON *body = must(cJSON_CreateObject());
    must(cJSON_AddStringToObject(body, "value", run_operand(run, 1)));
    char *text = must(cJSON_PrintUnformatted(body));
    int result = run_change_send(&answer, run, text);
    if (result == EXIT_DONE)
        result = output_object(run, steer_answer_body(answer));
    steer_answer_free(answer);
    cJSON_free(text);
    cJSON_Delete(body);
    return result;
}

const struct command setting_commands[] = {
    {.noun = "setting",
     .verbs = "list",
     .flags = COMMAND_PAGED,
     .method = "GET",
     .path = "/v1/settings",
     .view = "policy",
     .filters = "fields count",
     .run = run_list,
     .about_vi = "các thiết lập của hệ thống",
     .about_en = "list the policies of the house"},
    {.noun = "setting",
     .verbs = "show get",
     .operands = "SETTING",
     .method = "GET",
     .path = "/v1/settings/{}",
     .view = "policy",
     .filters = "fields",
     .run = run_get,
     .about_vi = "xem một thiết lập",
     .about_en = "show one setting"},
    {.noun = "setting",
     .verbs = "set",
     .operands = "SETTING VALUE",
     .flags = COMMAND_CHANGES | COMMAND_VERSIONED,
     .method = "PATCH",
     .path = "/v1/settings/{}",
     .view = "policy",
     .run = run_set,
     .about_vi = "đổi một thiết lập",
     .about_en = "change a setting"},
    {.noun = NULL},
};
