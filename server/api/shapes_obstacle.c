/* shapes_obstacle.c - what stands in the way of tasks, what was proposed against it, what became of
 * it. */
#include "api/shapes.h"

static const char *const list_states[] = {"open", "solved", "rejected", NULL};
static const char *const list_steps[] = {"raised",   "escalated", "lowered", "solved",
                                         "rejected", "reopened",  NULL};
static const char *const list_actions[] = {"escalate", "lower", "solve", "reject", "reopen", NULL};
static const char *const list_sorts[] = {"raised_on", "-raised_on", "code", "-code", NULL};

#define NUMBER(flags, vi, en)       F_BOUND("number", FIELD_INTEGER, flags, 1, 2147483647, vi, en)
#define LEVEL(name_, flags, vi, en) F_ENUM(name_, flags, list_obstacle_levels, vi, en)

static const struct field solution_fields[] = {
    NUMBER(R, "Giải pháp thứ mấy", "Which one it is"),
    F_BOUND("text", FIELD_TEXT, R, 1, 4000, "Giải pháp", "What is proposed"),
    LEVEL("needs_level", R, "Cấp phải quyết định", "The level that would have to decide it"),
    F("proposed_by", FIELD_CODE, R | N, "Cơ quan đề xuất; null: văn phòng",
      "The agency that proposed it; null: the committee office"),
    F("proposed_on", FIELD_DATE, R, "Ngày đề xuất", "Day of the proposal"),
    F("client", FIELD_CODE, R, "Ứng dụng", "The API client"),
    F("recorded_at", FIELD_TIME, R, "Lúc ghi", "When it was recorded"),
    F_END};
const struct shape shape_solution = {"ObstacleSolution", solution_fields};
static const struct field field_solution =
    F_OBJECT("", 0, &shape_solution, "Giải pháp", "Solution");

static const struct field event_fields[] = {
    NUMBER(R, "Bước thứ mấy", "Which one it is"),
    F_ENUM("action", R, list_steps, "Việc đã làm", "What was done"),
    F_ENUM("state", R, list_states, "Trạng thái sau đó", "Its state afterwards"),
    LEVEL("needs_level", R, "Cấp giải quyết sau đó", "The level able to solve it afterwards"),
    F("occurred_on", FIELD_DATE, R, "Ngày xảy ra", "The day it happened"),
    F_BOUND("reason", FIELD_TEXT, R | N, 1, 2000, "Lý do", "Reason"),
    F("document", FIELD_STRING, R | N, "Văn bản", "The document"),
    F_BOUND("solution", FIELD_INTEGER, R | N, 1, 2147483647, "Giải pháp được chọn",
            "The proposal it was solved by"),
    F("agency", FIELD_CODE, R | N, "Cơ quan; null: văn phòng",
      "The agency; null: the committee office"),
    F("client", FIELD_CODE, R, "Ứng dụng", "The API client"),
    F("recorded_at", FIELD_TIME, R, "Lúc ghi", "When it was recorded"),
    F_END};
static const struct shape shape_event = {"ObstacleEvent", event_fields};
static const struct field field_event = F_OBJECT("", 0, &shape_event, "Bước", "Step");

#define STANDING                                                                                   \
    F_IDENTITY, F("code", FIELD_CODE, R, "Mã: VM-<năm>-<số>", "Code: VM-<year>-<number>"),         \
        F("task", FIELD_CODE, R, "Nhiệm vụ bị vướng", "The task it stands in the way of"),         \
        F("task_title", FIELD_STRING, R, "Tên nhiệm vụ", "Title of the task"),                     \
        F_ENUM("task_state", R, list_task_states, "Trạng thái nhiệm vụ", "State of the task"),     \
        F("lead_agency", FIELD_CODE, R | N, "Cơ quan chủ trì nhiệm vụ",                            \
          "Lead agency of the task"),                                                              \
        F_BOUND("title", FIELD_STRING, R, 1, 500, "Khó khăn, vướng mắc", "The obstacle"),          \
        F_BOUND("description", FIELD_TEXT, R | N, 1, 4000, "Mô tả", "Description"),                \
        LEVEL("needs_level", R, "Cấp giải quyết được", "The level able to solve it"),              \
        F("solver", FIELD_CODE, R | N,                                                             \
          "Ai giải quyết: cơ quan chủ trì, hoặc cơ quan giao; null khi sổ không biết",             \
          "Who solves it: the lead agency, or the assigner; null when the register knows nobody"), \
        F("raised_by", FIELD_CODE, R | N, "Cơ quan nêu; null: văn phòng",                          \
          "The agency that raised it; null: the committee office"),                                \
        F("raised_by_name", FIELD_STRING, R | N, "Tên cơ quan nêu", "Its name on that day"),       \
        F("raised_on", FIELD_DATE, R, "Ngày nêu", "Day it was raised"),                            \
        F_BOUND("age_days", FIELD_INTEGER, R, 0, 2147483647,                                       \
                "Số ngày đã qua, đến khi giải quyết xong",                                         \
                "Its age in days, up to the day it was closed"),                                   \
        F_BOUND("age_workdays", FIELD_INTEGER, R | N, 0, 2147483647,                               \
                "Số ngày làm việc đã qua; null khi có năm chưa có lịch",                           \
                "The same in working days; null with a year without calendar"),                    \
        F("status_update", FIELD_UUID, R | N, "Cập nhật đã nêu; null: nhập tay",                   \
          "The push it came with; null: raised by hand"),                                          \
        F_ENUM("state", R, list_states, "Trạng thái", "State"),                                    \
        F("closed_on", FIELD_DATE, R | N, "Ngày giải quyết xong hoặc bác",                         \
          "Day it was solved or rejected"),                                                        \
        F_BOUND("outcome", FIELD_TEXT, R | N, 1, 2000, "Kết quả", "How it ended"),                 \
        F("document", FIELD_STRING, R | N, "Văn bản giải quyết", "The document that closed it"),   \
        F_BOUND("solution", FIELD_INTEGER, R | N, 1, 2147483647, "Giải pháp được chọn",            \
                "The proposal it was solved by"),                                                  \
        F_VERSIONS

static const struct field standing_fields[] = {STANDING, F_END};
const struct shape shape_obstacle = {"Obstacle", standing_fields};

static const struct field whole_fields[] = {
    STANDING,
    F_ARRAY("solutions", R, 0, 100000, &field_solution, "Các giải pháp", "What was proposed"),
    F_ARRAY("events", R, 1, 100000, &field_event, "Các bước", "What became of it"), F_END};
const struct shape shape_obstacle_whole = {"ObstacleWhole", whole_fields};

static const struct field create_fields[] = {
    F("task", FIELD_REFERENCE, R, "Mã hoặc id nhiệm vụ", "Code or id of the task"),
    F_BOUND("title", FIELD_STRING, R, 1, 500, "Khó khăn, vướng mắc", "The obstacle"),
    F_BOUND("description", FIELD_TEXT, N, 1, 4000, "Mô tả", "Description"),
    LEVEL("needs_level", R,
          "Cấp giải quyết được; trên cấp cơ quan thì nhiệm vụ bị vướng mắc cho đến khi giải quyết",
          "The level able to solve it; beyond the agency the task is blocked meanwhile"),
    F("raised_on", FIELD_DATE, N, "Ngày nêu; mặc định hôm nay",
      "Day it was raised; today when not given"),
    F_END};
const struct shape shape_obstacle_create = {"ObstacleCreate", create_fields};

static const struct field solution_create_fields[] = {
    F_BOUND("text", FIELD_TEXT, R, 1, 4000, "Giải pháp", "What is proposed"),
    LEVEL("needs_level", N, "Cấp phải quyết định; mặc định cấp giải quyết vướng mắc",
          "The level that would have to decide it; that of the obstacle when not given"),
    F_END};
const struct shape shape_solution_create = {"ObstacleSolutionCreate", solution_create_fields};

static const struct field transition_fields[] = {
    F_ENUM("action", R, list_actions,
           "escalate: chuyển lên cấp trên; lower: chuyển xuống; solve: đã giải quyết; reject: bác; "
           "reopen: mở lại",
           "escalate to a higher level, lower, solve, reject, reopen"),
    LEVEL("to_level", N, "Cấp mới, khi chuyển lên hoặc xuống",
          "The new level, to escalate and lower"),
    F_BOUND("reason", FIELD_TEXT, N, 1, 2000,
            "Lý do; bắt buộc, trừ khi giải quyết hoặc bác bằng văn bản",
            "Reason; required, but to solve or reject with a document"),
    F("document", FIELD_REFERENCE, N,
      "Văn bản; bắt buộc để giải quyết hoặc bác khi vướng mắc trên cấp cơ quan",
      "Document; required to solve or reject what is beyond the agency"),
    F_BOUND("solution", FIELD_INTEGER, N, 1, 2147483647, "Số của giải pháp được chọn",
            "Number of the proposal it is solved by"),
    F("occurred_on", FIELD_DATE, N, "Ngày xảy ra; mặc định hôm nay",
      "The day it happened; today when not given"),
    F_END};
const struct shape shape_obstacle_transition = {"ObstacleTransition", transition_fields};

static const struct field field_state = F_ENUM("", 0, list_states, "Trạng thái", "State");
static const struct field field_level = F_ENUM("", 0, list_obstacle_levels, "Cấp", "Level");
static const struct field list_fields[] = {
    F("task", FIELD_REFERENCE, 0, "Của nhiệm vụ này", "Of this task"),
    F("agency", FIELD_REFERENCE, 0, "Cơ quan chủ trì nhiệm vụ", "Of tasks this agency leads"),
    F("raised_by", FIELD_REFERENCE, 0, "Cơ quan nêu", "Raised by this agency"),
    F_ARRAY("level", 0, 1, 3, &field_level, "Cần một trong các cấp", "Needing one of these levels"),
    F_ARRAY("state", 0, 1, 3, &field_state, "Ở một trong các trạng thái", "In one of these states"),
    F_BOUND("min_age", FIELD_INTEGER, 0, 0, 100000, "Từ bấy nhiêu ngày trở lên",
            "So many days old or older"),
    F_ENUM("sort", 0, list_sorts, "Thứ tự", "Order"),
    F_PAGE,
    F_FIELDS,
    F_COUNT,
    F_END};
const struct shape query_obstacles = {"ObstacleQuery", list_fields};
