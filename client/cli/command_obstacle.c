/* command_obstacle.c - steerctl obstacle: what stands in the way of tasks, what is proposed against
 * it, and what becomes of it. */
#include "body.h"
#include "memory.h"
#include "output.h"
#include "run.h"

#include <stdlib.h>

/* One step; which are legal for whom is the register's to say. */
#define STEP(verb, members_, vi, en)                                                               \
    {                                                                                              \
        .noun = "obstacle", .verbs = verb, .operands = "OBSTACLE",                                 \
        .flags = COMMAND_CHANGES | COMMAND_VERSIONED, .method = "POST",                            \
        .path = "/v1/obstacles/{}/transitions", .view = "obstacle",                                \
        .members = members_ " occurred-on", .fixed = "action=" verb, .run = run_step,              \
        .about_vi = vi, .about_en = en                                                             \
    }

static const struct part parts[] = {
    {"solutions", "number text needs_level proposed_by proposed_on"},
    {"events", "number action needs_level occurred_on reason document agency"},
    {NULL, NULL}};

static int show_obstacle(const struct run *run, const char *json)
{
    return output_with_parts(run, json, parts);
}

static int run_show(struct run *run)
{
    steer_answer *answer = NULL;
    int result = run_get_send(&answer, run);
    if (result == EXIT_DONE)
        result = show_obstacle(run, steer_answer_body(answer));
    steer_answer_free(answer);
    return result;
}

/* `body`: as run_change_send() takes it. */
static int change(struct run *run, const char *body)
{
    steer_answer *answer = NULL;
    int result = run_change_send(&answer, run, body);
    if (result == EXIT_DONE)
        result = show_obstacle(run, steer_answer_body(answer));
    steer_answer_free(answer);
    return result;
}

static int run_step(struct run *run)
{
    return change(run, NULL);
}

static int run_raise(struct run *run)
{
    const char *task = run_operand(run, 0);
    cJSON *body = NULL;
    if (task == NULL)
        return change(run, NULL);
    int result = body_object(&body, run);
    if (result != EXIT_DONE)
        return result;
    body_set(body, "task", cJSON_CreateString(task));
    char *printed = must(cJSON_PrintUnformatted(body));
    cJSON_Delete(body);
    result = change(run, printed);
    cJSON_free(printed);
    return result;
}

const struct command obstacle_commands[] = {
    {.noun = "obstacle",
     .verbs = "list",
     .flags = COMMAND_PAGED,
     .method = "GET",
     .path = "/v1/obstacles",
     .view = "obstacle",
     .filters = "task agency raised-by level state min-age sort fields count",
     .run = run_list,
     .about_vi = "danh sách khó khăn, vướng mắc, lâu nhất trước",
     .about_en = "list obstacles, the oldest first"},
    {.noun = "obstacle",
     .verbs = "show get",
     .operands = "OBSTACLE",
     .method = "GET",
     .path = "/v1/obstacles/{}",
     .view = "obstacle",
     .filters = "fields",
     .run = run_show,
     .about_vi = "xem một vướng mắc, các giải pháp và các bước",
     .about_en = "show one obstacle, its solutions and steps"},
    {.noun = "obstacle",
     .verbs = "raise",
     .operands = "[TASK]",
     .flags = COMMAND_CHANGES,
     .method = "POST",
     .path = "/v1/obstacles",
     .view = "obstacle",
     .members = "title description level raised-on",
     .run = run_raise,
     .about_vi = "nêu khó khăn, vướng mắc của một nhiệm vụ",
     .about_en = "raise an obstacle that stands in the way of a task"},
    {.noun = "obstacle",
     .verbs = "propose",
     .operands = "OBSTACLE",
     .flags = COMMAND_CHANGES,
     .method = "POST",
     .path = "/v1/obstacles/{}/solutions",
     .view = "solution",
     .members = "text level",
     .run = run_change,
     .about_vi = "đề xuất một giải pháp",
     .about_en = "propose a solution"},
    STEP("escalate", "to-level reason", "chuyển lên cấp trên, có lý do",
         "send it to a higher level, with a reason"),
    STEP("lower", "to-level reason", "chuyển xuống cấp dưới, có lý do",
         "send it back to a lower level, with a reason"),
    STEP("solve", "document reason solution", "ghi là đã giải quyết; trên cấp cơ quan: có văn bản",
         "record it as solved; beyond the agency: with a document"),
    STEP("reject", "document reason", "bác; trên cấp cơ quan: có văn bản",
         "reject it; beyond the agency: with a document"),
    STEP("reopen", "reason", "mở lại, có lý do", "reopen it, with a reason"),
    {.noun = NULL},
};
