/* command_inspection.c - steerctl inspection: plan and team, what was found, what is recommended
 * and the tasks that come of it. */
#include "memory.h"
#include "output.h"
#include "run.h"

#include <stdlib.h>

#define PLAN "title description document starts-on ends-on programme inspect inspect-task member"

/* One act in its life; which are legal when is the register's to say. */
#define ACT(verb, members_, vi, en)                                                                \
    {                                                                                              \
        .noun = "inspection", .verbs = verb, .operands = "INSPECTION",                             \
        .flags = COMMAND_CHANGES | COMMAND_VERSIONED, .method = "POST",                            \
        .path = "/v1/inspections/{}/transitions", .view = "inspection",                            \
        .members = members_ " occurred-on", .fixed = "action=" verb, .run = run_inspection_change, \
        .about_vi = vi, .about_en = en                                                             \
    }

static const struct part parts[] = {
    {"members", "role name person post agency"},
    {"findings", "number agency task kind text evidence"},
    {"recommendations", "code agency text due_on state task task_state"},
    {NULL, NULL}};

static int show_inspection(const struct run *run, const char *json)
{
    return output_with_parts(run, json, parts);
}

static int run_inspection(struct run *run)
{
    steer_answer *answer = NULL;
    int result = run_get_send(&answer, run);
    if (result == EXIT_DONE)
        result = show_inspection(run, steer_answer_body(answer));
    steer_answer_free(answer);
    return result;
}

static int run_inspection_change(struct run *run)
{
    steer_answer *answer = NULL;
    int result = run_change_send(&answer, run, NULL);
    if (result == EXIT_DONE)
        result = show_inspection(run, steer_answer_body(answer));
    steer_answer_free(answer);
    return result;
}

const struct command inspection_commands[] = {
    {.noun = "inspection",
     .verbs = "list",
     .flags = COMMAND_PAGED,
     .method = "GET",
     .path = "/v1/inspections",
     .view = "inspection",
     .filters = "search state agency programme task sort fields count",
     .run = run_list,
     .about_vi = "danh sách cuộc kiểm tra, mới nhất trước",
     .about_en = "list inspections, newest first"},
    {.noun = "inspection",
     .verbs = "show get",
     .operands = "INSPECTION",
     .method = "GET",
     .path = "/v1/inspections/{}",
     .view = "inspection",
     .filters = "fields",
     .run = run_inspection,
     .about_vi = "xem một cuộc kiểm tra, đoàn, phát hiện và kiến nghị",
     .about_en = "show one inspection, its team, findings and recommendations"},
    {.noun = "inspection",
     .verbs = "create add",
     .flags = COMMAND_CHANGES,
     .method = "POST",
     .path = "/v1/inspections",
     .view = "inspection",
     .members = PLAN,
     .run = run_inspection_change,
     .about_vi = "lập kế hoạch một cuộc kiểm tra",
     .about_en = "plan an inspection"},
    {.noun = "inspection",
     .verbs = "set patch",
     .operands = "INSPECTION",
     .flags = COMMAND_CHANGES | COMMAND_VERSIONED,
     .method = "PATCH",
     .path = "/v1/inspections/{}",
     .view = "inspection",
     .members = PLAN,
     .run = run_inspection_change,
     .about_vi = "sửa kế hoạch và đoàn; --member và --inspect thay cả danh sách",
     .about_en = "change plan and team; --member and --inspect replace the whole list"},
    ACT("start", "document", "bắt đầu kiểm tra, theo quyết định", "start it, by its decision"),
    {.noun = "inspection",
     .verbs = "find",
     .operands = "INSPECTION",
     .flags = COMMAND_CHANGES,
     .method = "POST",
     .path = "/v1/inspections/{}/findings",
     .view = "finding",
     .members = "agency task kind text evidence-text",
     .run = run_change,
     .about_vi = "ghi một phát hiện về cơ quan được kiểm tra",
     .about_en = "write down a finding on an inspected agency"},
    {.noun = "inspection",
     .verbs = "recommend",
     .operands = "INSPECTION",
     .flags = COMMAND_CHANGES,
     .method = "POST",
     .path = "/v1/inspections/{}/recommendations",
     .view = "recommendation",
     .members = "agency finding text due-text due-on due-precision",
     .run = run_change,
     .about_vi = "ghi một kiến nghị gửi một cơ quan",
     .about_en = "write down a recommendation to an agency"},
    {.noun = "inspection",
     .verbs = "task",
     .operands = "RECOMMENDATION",
     .flags = COMMAND_CHANGES,
     .method = "POST",
     .path = "/v1/recommendations/{}/task",
     .view = "recommendation",
     .members =
         "code title lead-agency co-agency assigner responsible product authority pillar key "
         "due-text due-on assign",
     .run = run_change,
     .about_vi = "lập nhiệm vụ từ một kiến nghị; giao ngay với --assign",
     .about_en = "make a recommendation a task; assigned at once with --assign"},
    {.noun = "inspection",
     .verbs = "withdraw",
     .operands = "RECOMMENDATION",
     .flags = COMMAND_CHANGES,
     .method = "POST",
     .path = "/v1/recommendations/{}/withdrawal",
     .view = "recommendation",
     .members = "reason",
     .run = run_change,
     .about_vi = "rút một kiến nghị, nêu lý do",
     .about_en = "withdraw a recommendation, for a reason"},
    ACT("conclude", "document", "kết luận, theo văn bản kết luận", "conclude it, by a document"),
    ACT("close", "", "kết thúc, khi mọi kiến nghị đã được giải quyết",
        "close it, when every recommendation has gone its way"),
    ACT("cancel", "document reason", "hủy, theo văn bản hoặc nêu lý do",
        "cancel it, by a document or for a reason"),
    {.noun = NULL},
};
