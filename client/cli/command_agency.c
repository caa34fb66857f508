/* command_agency.c - steerctl agency: the agencies of the register, and how decisions change them.
 */
#include "agency_plan.h"
#include "run.h"

#define MEMBERS "name-vi name-en kind parent valid-from identifier note"

static int run_plan(struct run *run)
{
    steer_answer *answer = NULL;
    int result = run_change_send(&answer, run, NULL);
    if (result == EXIT_DONE)
        result = agency_plan_show(run, steer_answer_body(answer));
    steer_answer_free(answer);
    return result;
}

static int run_plan_show(struct run *run)
{
    steer_answer *answer = NULL;
    int result = run_get_send(&answer, run);
    if (result == EXIT_DONE)
        result = agency_plan_show(run, steer_answer_body(answer));
    steer_answer_free(answer);
    return result;
}

const struct command agency_commands[] = {
    {.noun = "agency",
     .verbs = "list",
     .flags = COMMAND_PAGED,
     .method = "GET",
     .path = "/v1/agencies",
     .view = "agency",
     .filters = "search kind parent identifier valid-at known-at sort fields count",
     .run = run_list,
     .about_vi = "danh sách cơ quan",
     .about_en = "list agencies"},
    {.noun = "agency",
     .verbs = "get show",
     .operands = "AGENCY",
     .method = "GET",
     .path = "/v1/agencies/{}",
     .view = "agency",
     .filters = "valid-at known-at fields",
     .run = run_get,
     .about_vi = "xem một cơ quan",
     .about_en = "show one agency"},
    {.noun = "agency",
     .verbs = "create add",
     .flags = COMMAND_CHANGES,
     .method = "POST",
     .path = "/v1/agencies",
     .view = "agency",
     .members = "code " MEMBERS,
     .run = run_change,
     .about_vi = "thêm một cơ quan",
     .about_en = "register an agency"},
    {.noun = "agency",
     .verbs = "set patch",
     .operands = "AGENCY",
     .flags = COMMAND_CHANGES | COMMAND_VERSIONED,
     .method = "PATCH",
     .path = "/v1/agencies/{}",
     .view = "agency",
     .members = MEMBERS,
     .run = run_change,
     .about_vi = "sửa một cơ quan",
     .about_en = "change an agency"},
    {.noun = "agency",
     .verbs = "plan",
     .flags = COMMAND_CHANGES,
     .method = "POST",
     .path = "/v1/agency-change-plans",
     .view = "agency-plan",
     .members = "kind effective-on note",
     .run = run_plan,
     .about_vi = "lập phương án sáp nhập, chia tách, đổi tên, giải thể (-f TỆP)",
     .about_en = "plan a merger, split, renaming or dissolution (-f FILE)"},
    {.noun = "agency",
     .verbs = "plans",
     .flags = COMMAND_PAGED,
     .method = "GET",
     .path = "/v1/agency-change-plans",
     .view = "agency-plan",
     .filters = "agency kind state fields count",
     .run = run_list,
     .about_vi = "danh sách phương án thay đổi cơ quan, mới nhất trước",
     .about_en = "list plans of agency changes, newest first"},
    {.noun = "agency",
     .verbs = "plan-show",
     .operands = "PLAN",
     .method = "GET",
     .path = "/v1/agency-change-plans/{}",
     .view = "agency-plan",
     .run = run_plan_show,
     .about_vi = "xem một phương án: thay đổi, bàn giao, kiểm tra",
     .about_en = "show one plan: changes, what is handed over, checks"},
    {.noun = "agency",
     .verbs = "apply",
     .operands = "PLAN",
     .flags = COMMAND_CHANGES | COMMAND_VERSIONED,
     .method = "POST",
     .path = "/v1/agency-change-plans/{}/apply",
     .view = "agency-applied",
     .members = "decision signed-on signer signer-title issuer subject document",
     .inside = "decision",
     .inner = "signer signer-title issuer subject",
     .run = run_change,
     .about_vi = "áp dụng một phương án theo quyết định: tất cả hoặc không gì cả",
     .about_en = "apply a plan with its decision: all of it or nothing"},
    {.noun = "agency",
     .verbs = "changes",
     .flags = COMMAND_PAGED,
     .method = "GET",
     .path = "/v1/agency-changes",
     .view = "agency-change",
     .filters = "agency kind state from to known-at sort fields count",
     .run = run_list,
     .about_vi = "các thay đổi cơ quan đã có quyết định, mới nhất trước",
     .about_en = "list the agency changes that were decided, the latest first"},
    {.noun = NULL},
};
