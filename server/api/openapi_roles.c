/* openapi_roles.c - which roles may call an operation, said for the document. What decides is
 * sql/grants.sql; tests/api/test_matrix.py holds both to one expectation. */
#include "api/openapi.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

/* Operations that only some roles may call, each between spaces; every role may call the others. */
static const struct {
    const char *roles;
    const char *operations;
} narrower[] = {
    {"office",
     " document_create document_patch programme_create programme_patch task_create task_import "
     "task_patch task_transition committee_create plan_create plan_apply decision_correct "
     "calendar_import extension_decide inspection_create inspection_patch inspection_transition "
     "finding_create recommendation_create recommendation_task recommendation_withdraw "
     "urging_rules_put urging_run urging_create "},
    {"admin", " client_list client_get client_create client_patch client_rotate client_revoke "},
    {"office, admin",
     " agency_create agency_patch agency_plan_create agency_plan_apply person_create person_patch "
     "post_create post_patch post_assign setting_patch outbox_retry notice_address_patch "},
    {"office, leader", " plan_approve "},
    {"agency, office",
     " status_push status_batch extension_create extension_withdraw obstacle_create "
     "solution_create obstacle_transition "},
    {"auditor, admin", " journal_list "},
    {"office, auditor, admin", " outbox_list outbox_get notice_address_list notice_address_get "},
    {"office, leader, auditor, admin",
     " setting_list setting_get agency_plan_list agency_plan_get "},
};

static const char *roles_of(const char *operation)
{
    char name[64];
    snprintf(name, sizeof name, " %s ", operation);
    for (size_t i = 0; i < sizeof narrower / sizeof *narrower; i++) {
        if (strstr(narrower[i].operations, name) != NULL)
            return narrower[i].roles;
    }
    return "agency, office, leader, auditor, admin";
}

static void add_list(cJSON *operation, const char *roles)
{
    cJSON *list = cJSON_AddArrayToObject(operation, "x-steer-roles");
    char role[16];
    for (const char *at = roles; *at != '\0'; at += strspn(at, ", ")) {
        size_t length = strcspn(at, ",");
        snprintf(role, sizeof role, "%.*s", (int)length, at);
        cJSON_AddItemToArray(list, cJSON_CreateString(role));
        at += length;
    }
}

void openapi_roles(cJSON *operation, const struct route *route)
{
    char vi[256], en[256];
    if ((route->flags & ROUTE_PUBLIC) != 0)
        return;
    const char *roles = roles_of(route->operation);
    bool either = (route->flags & ROUTE_OVERSIGHT) != 0;
    snprintf(vi, sizeof vi, "Vai trò được gọi: %s.%s", roles,
             either ? " Văn phòng (office) dùng phạm vi oversight:write." : "");
    snprintf(en, sizeof en, "Roles that may: %s.%s", roles,
             either ? " The office comes with the scope oversight:write." : "");
    openapi_text(operation, "description", vi);
    openapi_text(operation, "x-description-en", en);
    add_list(operation, roles);
}
