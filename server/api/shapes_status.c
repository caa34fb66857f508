/* shapes_status.c - status pushes: what an agency's system sends of its tasks, one by one or in
 * bulk. */
#include "api/shapes.h"

/* JavaScript and cJSON keep whole numbers up to 2^53 - 1. */
#define SEQUENCE_MOST 9007199254740991L

static const char *const list_push_states[] = {"received", "in_progress", "reported", NULL};
const char *const list_obstacle_levels[] = {"agency", "province", "central", NULL};
static const char *const list_results[] = {"accepted", "superseded", "contribution", "duplicate",
                                           NULL};

static const struct field source_fields[] = {
    F_BOUND("event_id", FIELD_STRING, N, 1, 128, "Khóa vĩnh viễn của lần cập nhật ở hệ thống nguồn",
            "The update's permanent key in the source system"),
    F_BOUND("sequence", FIELD_INTEGER, N, 0, SEQUENCE_MOST, "Số thứ tự theo nguồn và nhiệm vụ",
            "Counts up per source and task"),
    F("occurred_at", FIELD_TIME, N, "Lúc xảy ra", "When it happened"),
    F("system", FIELD_CODE, N, "Hệ thống nguồn, mặc định là mã ứng dụng",
      "The source system, the client's own code when not given"),
    F_END};
static const struct shape shape_source = {"StatusSource", source_fields};

static const struct field obstacle_fields[] = {
    F_BOUND("title", FIELD_STRING, R, 1, 500, "Khó khăn, vướng mắc", "The obstacle"),
    F_ENUM(
        "needs_level", N, list_obstacle_levels,
        "Cấp giải quyết được, mặc định agency; trên cấp cơ quan thì nhiệm vụ bị vướng mắc "
        "(blocked)",
        "The level able to solve it, agency when not given; beyond the agency the task is blocked"),
    F_END};
static const struct shape shape_status_obstacle = {"StatusObstacle", obstacle_fields};
static const struct field field_obstacle =
    F_OBJECT("", 0, &shape_status_obstacle, "Khó khăn, vướng mắc", "Obstacle");

#define STATUS_MEMBERS                                                                             \
    F_ENUM("state", R, list_push_states, "Trạng thái", "State"),                                   \
        F_BOUND("progress_percent", FIELD_INTEGER, N, 0, 100, "Tiến độ, phần trăm", "Progress"),   \
        F_BOUND("summary", FIELD_TEXT, N, 1, 2000, "Tình hình", "An account in words"),            \
        F("expected_completion", FIELD_DATE, N, "Dự kiến hoàn thành", "Expected completion"),      \
        F_REPORT,                                                                                  \
        F_ARRAY("obstacles", 0, 0, 20, &field_obstacle, "Khó khăn, vướng mắc", "Obstacles")

static const struct field push_fields[] = {
    F("task", FIELD_REFERENCE, R, "Mã hoặc id nhiệm vụ", "Code or id of the task"),
    F_OBJECT("source", 0, &shape_source, "Nguồn", "Where it comes from"), STATUS_MEMBERS, F_END};
const struct shape shape_status_push = {"StatusPush", push_fields};

static const struct field field_push = F_OBJECT("", 0, &shape_status_push, "Cập nhật", "Push");
static const struct field batch_fields[] = {
    F_ARRAY("items", R, 1, 500, &field_push, "Các cập nhật", "Pushes"), F_END};
const struct shape shape_status_batch = {"StatusBatch", batch_fields};

static const struct field taken_task_fields[] = {
    F("code", FIELD_CODE, R, "Mã nhiệm vụ", "Code of the task"),
    F_ENUM("state", R, list_task_states, "Trạng thái sau cập nhật", "Its state now"),
    F_BOUND("version", FIELD_INTEGER, R, 1, 2147483647, "Phiên bản", "Its version"),
    F_ENUM("light", R | N, list_lights,
           "Đèn hôm nay, theo /v1/light-rules; null: không còn được xem nhiệm vụ này",
           "The light of today, by /v1/light-rules; null: of a task it may not see any more"),
    F_ARRAY("light_reasons", R, 0, 20, &field_code, "Các lý do, lý do quyết định đứng đầu",
            "The reasons, the one that decides first"),
    F_END};
static const struct shape shape_taken_task = {"StatusTask", taken_task_fields};

static const struct field taken_fields[] = {
    F_IDENTITY,
    F_ENUM("result", R, list_results,
           "accepted: ghi nhận; superseded: đã có bản mới hơn; contribution: của cơ quan phối hợp; "
           "duplicate: đã nhận trước đây",
           "accepted; superseded: a newer one is there; contribution: of a co-agency; duplicate: "
           "received before"),
    F_OBJECT("task", R, &shape_taken_task, "Nhiệm vụ", "The task"), F_END};
const struct shape shape_status_taken = {"StatusTaken", taken_fields};

static const struct field batch_item_fields[] = {
    F_BOUND("index", FIELD_INTEGER, R, 0, 499, "Vị trí trong lần gửi", "Place in what was sent"),
    F_BOUND("status", FIELD_INTEGER, R, 200, 599, "Mã trạng thái của mục", "Status of this entry"),
    F("id", FIELD_UUID, 0, "Định danh", "Identifier"),
    F_ENUM("result", 0, list_results, "Kết quả", "Result"),
    F_OBJECT("task", 0, &shape_taken_task, "Nhiệm vụ", "The task"),
    F("type", FIELD_STRING, 0, "Trang mô tả lỗi", "Page of the problem"),
    F("title", FIELD_STRING, 0, "Tên lỗi", "What went wrong"),
    F("code", FIELD_CODE, 0, "Mã lỗi", "Code of the problem"),
    F("detail", FIELD_STRING, 0, "Giải thích", "Explanation"),
    F("errors", FIELD_ANY, 0, "Các chỗ sai", "Places in the entry"),
    F_ARRAY("successors", 0, 0, 500, &field_code, "Kế thừa cơ quan đã kết thúc hoạt động",
            "Who came after the agency that has ended"),
    F_END};
static const struct shape shape_batch_item = {"StatusBatchItem", batch_item_fields};
static const struct field field_batch_item =
    F_OBJECT("", 0, &shape_batch_item, "Kết quả", "Result");
static const struct field batch_summary_fields[] = {
    F_BOUND("accepted", FIELD_INTEGER, R, 0, 500, "Ghi nhận", "Accepted"),
    F_BOUND("duplicate", FIELD_INTEGER, R, 0, 500, "Đã nhận trước đây", "Received before"),
    F_BOUND("superseded", FIELD_INTEGER, R, 0, 500, "Đã có bản mới hơn", "Superseded"),
    F_BOUND("contribution", FIELD_INTEGER, R, 0, 500, "Của cơ quan phối hợp", "Of co-agencies"),
    F_BOUND("failed", FIELD_INTEGER, R, 0, 500, "Lỗi", "Failed"),
    F_END};
static const struct shape shape_batch_summary = {"StatusBatchSummary", batch_summary_fields};
static const struct field batch_answer_fields[] = {
    F_ARRAY("items", R, 1, 500, &field_batch_item, "Kết quả từng mục", "Result of each"),
    F_OBJECT("summary", R, &shape_batch_summary, "Tổng cộng", "Totals"), F_END};
const struct shape shape_status_batch_answer = {"StatusBatchAnswer", batch_answer_fields};

static const struct field batch_query_fields[] = {
    F("atomic", FIELD_BOOLEAN, 0, "Tất cả hoặc không gì cả", "All or nothing"), F_DRY_RUN, F_END};
const struct shape query_status_batch = {"StatusBatchQuery", batch_query_fields};

static const struct field update_fields[] = {
    F_IDENTITY,
    F_ENUM("result", R, list_results, "Kết quả", "Result"),
    F_OBJECT("source", R, &shape_source, "Nguồn", "Where it comes from"),
    F("agency", FIELD_CODE, N, "Cơ quan gửi", "The agency that sent it"),
    STATUS_MEMBERS,
    F("received_at", FIELD_TIME, R, "Lúc nhận", "When it was received"),
    F_END};
const struct shape shape_status_update = {"StatusUpdate", update_fields};

static const struct field list_fields[] = {F_PAGE, F_FIELDS, F_END};
const struct shape query_status_list = {"StatusUpdateQuery", list_fields};
