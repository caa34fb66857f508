/* command_audit.c - steerctl audit: who changed what. */
#include "run.h"

const struct command audit_commands[] = {
    {.noun = "audit",
     .verbs = "list",
     .flags = COMMAND_PAGED,
     .method = "GET",
     .path = "/v1/journal",
     .view = "journal",
     .filters = "client operation object-kind object from to fields",
     .run = run_list,
     .about_vi = "nhật ký thay đổi, mới nhất trước",
     .about_en = "read the journal, newest first"},
    {.noun = NULL},
};
