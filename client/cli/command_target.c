/* command_target.c - steerctl target: what the resolution wants to have reached by 2030. */
#include "run.h"

const struct command target_commands[] = {
    {.noun = "target",
     .verbs = "list",
     .method = "GET",
     .path = "/v1/targets",
     .view = "target",
     .filters = "fields",
     .run = run_list,
     .about_vi = "các chỉ tiêu đến năm 2030",
     .about_en = "list the targets for 2030"},
    {.noun = NULL},
};
