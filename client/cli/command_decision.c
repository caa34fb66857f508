/* command_decision.c - steerctl decision: what a decision changed, and the list it ordered. */
#include "committee.h"

const struct command decision_commands[] = {
    {.noun = "decision",
     .verbs = "get show",
     .operands = "DECISION",
     .method = "GET",
     .path = "/v1/decisions/{}",
     .view = "decision",
     .filters = "known-at",
     .run = run_decision_get,
     .about_vi = "xem một quyết định: thay đổi và danh sách",
     .about_en = "show one decision: its changes and its list"},
    {.noun = NULL},
};
