/* shapes_task.c - tasks: what the six clarities ask for, the deadline in words and as a date, and
 * the acts of the life cycle. References are codes; a *_name stands beside them in answers. */
#include "api/shapes.h"

static const char *const list_precisions[] = {"day",  "month", "quarter", "half_year",
                                              "year", "none",  NULL};
static const char *const list_sorts[] = {"code",        "-code", "due_on", "-due_on", "updated_at",
                                         "-updated_at", "title", "-title", NULL};
static const char *const list_actions[] = {"assign", "receive", "start",  "report", "verify",
                                           "return", "suspend", "resume", "cancel", "transfer",
                                           "block",  "unblock", "reopen", NULL};
static const char *const list_results[] = {"created", "updated", "unchanged", NULL};

/* What a writer says of a task; dates are of `date_type`, since imports from people write
 * 30/6/2025. */
#define TASK_MEMBERS(date_type)                                                                            \
    F_BOUND("title", FIELD_STRING, R, 1, 500, "Tên nhiệm vụ (rõ việc)", "What is to be done"),             \
        F_BOUND("description", FIELD_TEXT, N, 1, 4000, "Nội dung", "Description"),                         \
        F("programme", FIELD_REFERENCE, N, "Chương trình, kế hoạch", "Programme"),                         \
        F("source_document", FIELD_REFERENCE, N, "Văn bản giao", "The document it comes from"),            \
        F("lead_agency", FIELD_REFERENCE, N, "Cơ quan chủ trì (rõ trách nhiệm)", "Lead agency"),           \
        F_ARRAY("co_agencies", 0, 0, 50, &field_reference, "Các cơ quan phối hợp", "Co-agencies"),         \
        F("assigner", FIELD_REFERENCE, N, "Cơ quan giao", "The agency that assigns it"),                   \
        F_BOUND("responsible", FIELD_STRING, N, 1, 200, "Người chịu trách nhiệm (rõ người)",               \
                "The person responsible"),                                                                 \
        F_BOUND("product", FIELD_STRING, N, 1, 500, "Sản phẩm (rõ sản phẩm)", "The product"),              \
        F_BOUND("authority", FIELD_STRING, N, 1, 300, "Thẩm quyền (rõ thẩm quyền)",                        \
                "Who may decide it"),                                                                      \
        F("pillar", FIELD_CODE, N, "Trụ cột", "Pillar"),                                                   \
        F("key", FIELD_BOOLEAN, 0, "Nhiệm vụ trọng tâm", "A key task"),                                    \
        F("regular", FIELD_BOOLEAN, 0, "Nhiệm vụ thường xuyên, không tính khi đếm",                        \
          "A regular duty, left out of the counts"),                                                       \
        F_BOUND("due_text", FIELD_STRING, N, 1, 100,                                                       \
                "Thời hạn bằng chữ: 30/6/2025, Tháng 6/2025, Quý II/2025, Năm 2025, Thường " \
                "xuyên; không ghi năm thì theo chương trình nằm trong một năm",                            \
                "The deadline in words, as the document has it; without a year, that of a "                \
                "programme that lies in one year"),                                                        \
        F("due_on", date_type, N, "Ngày cuối cùng của thời hạn", "Last day of the term"),                  \
        F_ENUM("due_precision", N, list_precisions, "Độ chính xác của thời hạn",                           \
               "Precision of the deadline"),                                                               \
        F_ENUM("secrecy", 0, list_secrecy, "Bí mật nhà nước không được tiếp nhận",                         \
               "State secrets are refused")

/* What the register says of it. */
#define TASK_STANDING                                                                              \
    F("lead_agency_name", FIELD_STRING, N, "Tên cơ quan chủ trì", "Name of the lead agency"),      \
        F_ENUM("state", R, list_task_states, "Trạng thái", "State"),                               \
        F_ENUM("light", R, list_lights, "Đèn hôm nay, theo /v1/light-rules",                       \
               "The light of today, by /v1/light-rules"),                                          \
        F_ARRAY("light_reasons", R, 1, 20, &field_code, "Các lý do, lý do quyết định đứng đầu",    \
                "The reasons, the one that decides first"),                                        \
        F_BOUND("progress_percent", FIELD_INTEGER, N, 0, 100, "Tiến độ, phần trăm", "Progress"),   \
        F("summary", FIELD_TEXT, N, "Tình hình gần nhất", "The latest account"),                   \
        F("expected_completion", FIELD_DATE, N, "Dự kiến hoàn thành", "Expected completion"),      \
        F("original_due_on", FIELD_DATE, N, "Thời hạn ban đầu", "The first deadline"),             \
        F("original_lead_agency", FIELD_CODE, N, "Cơ quan được giao ban đầu",                      \
          "The agency it was first assigned to"),                                                  \
        F("assigned_on", FIELD_DATE, N, "Ngày giao", "Assigned on"),                               \
        F("reported_on", FIELD_DATE, N, "Ngày báo cáo hoàn thành", "Reported as done on"),         \
        F("verified_on", FIELD_DATE, N, "Ngày xác nhận", "Verified on"),                           \
        F("last_pushed_at", FIELD_TIME, N, "Lần cập nhật gần nhất của cơ quan",                    \
          "When an agency last pushed its status")

static const struct field task_fields[] = {F_IDENTITY,
                                           F("code", FIELD_CODE, R, "Mã", "Code"),
                                           TASK_MEMBERS(FIELD_DATE),
                                           TASK_STANDING,
                                           F_VERSIONS,
                                           F_END};
const struct shape shape_task = {"Task", task_fields};

#define WARNINGS(flags, max)                                                                       \
    F_ARRAY("warnings", flags, 0, max, &field_calendar_warning,                                    \
            "Thời hạn rơi vào năm chưa có lịch nghỉ; chỉ có khi cần lưu ý",                        \
            "The deadline lies in a year without calendar; only there when it does")

/* What a write answers: to be known at once, not a part of the task. */
static const struct field written_fields[] = {F_IDENTITY,
                                              F("code", FIELD_CODE, R, "Mã", "Code"),
                                              TASK_MEMBERS(FIELD_DATE),
                                              TASK_STANDING,
                                              F_VERSIONS,
                                              WARNINGS(0, 1),
                                              F_END};
const struct shape shape_task_written = {"TaskWritten", written_fields};

static const struct field create_fields[] = {F("code", FIELD_CODE, N,
                                               "Mã; không cho thì NV-<năm>-<số>",
                                               "Code; NV-<year>-<number> when not given"),
                                             TASK_MEMBERS(FIELD_DATE), F_END};
const struct shape shape_task_create = {"TaskCreate", create_fields};

static const struct field patch_fields[] = {TASK_MEMBERS(FIELD_DATE), F_END};
const struct shape shape_task_patch = {"TaskPatch", patch_fields};

#define IGNORED(name_) F(name_, FIELD_ANY, N, "Bỏ qua", "Ignored")

/* An export can be imported back: what the register says itself is taken and ignored. */
static const struct field import_item_fields[] = {
    F("code", FIELD_CODE, N, "Mã; nhận ra nhiệm vụ đã có", "Code: finds the task that is there"),
    TASK_MEMBERS(FIELD_IMPORT_DATE),
    F_ENUM("state", N, list_task_states, "Nhiệm vụ mới: draft hoặc assigned",
           "Of a new task: draft or assigned"),
    F("assigned_on", FIELD_IMPORT_DATE, N, "Ngày giao", "Assigned on"),
    IGNORED("id"),
    IGNORED("version"),
    IGNORED("lead_agency_name"),
    IGNORED("light"),
    IGNORED("light_reasons"),
    IGNORED("progress_percent"),
    IGNORED("summary"),
    IGNORED("expected_completion"),
    IGNORED("original_due_on"),
    IGNORED("original_lead_agency"),
    IGNORED("reported_on"),
    IGNORED("verified_on"),
    IGNORED("last_pushed_at"),
    IGNORED("created_at"),
    IGNORED("updated_at"),
    F_END};
static const struct shape shape_import_item = {"TaskImportItem", import_item_fields};
static const struct field field_import_item =
    F_OBJECT("", 0, &shape_import_item, "Nhiệm vụ", "Task");
static const struct field import_fields[] = {
    F_ARRAY("items", R, 1, 500, &field_import_item, "Các nhiệm vụ", "Tasks"), F_END};
const struct shape shape_task_import = {"TaskImport", import_fields};

static const struct field imported_item_fields[] = {
    F_BOUND("index", FIELD_INTEGER, R, 0, 499, "Vị trí trong lần gửi", "Place in what was sent"),
    F_ENUM("result", R, list_results, "Đã làm gì", "What was done"),
    F("code", FIELD_CODE, R, "Mã", "Code"),
    F("id", FIELD_UUID, R, "Định danh", "Identifier"),
    F_ARRAY("gaps", R, 0, 6, &field_task_finding, "Chưa rõ điều gì trong 6 rõ",
            "Which of the six clear things are missing"),
    F_END};
static const struct shape shape_imported_item = {"TaskImportedItem", imported_item_fields};
static const struct field field_imported_item =
    F_OBJECT("", 0, &shape_imported_item, "Kết quả", "Result");
static const struct field summary_fields[] = {
    F_BOUND("created", FIELD_INTEGER, R, 0, 500, "Số nhiệm vụ mới", "Tasks created"),
    F_BOUND("updated", FIELD_INTEGER, R, 0, 500, "Số nhiệm vụ được sửa", "Tasks changed"),
    F_BOUND("unchanged", FIELD_INTEGER, R, 0, 500, "Số nhiệm vụ giữ nguyên",
            "Tasks left as they were"),
    F_END};
static const struct shape shape_summary = {"TaskImportSummary", summary_fields};
static const struct field imported_fields[] = {
    F_ARRAY("items", R, 1, 500, &field_imported_item, "Kết quả từng mục", "Result of each"),
    F_OBJECT("summary", R, &shape_summary, "Tổng cộng", "Totals"), WARNINGS(R, 300), F_END};
const struct shape shape_task_imported = {"TaskImported", imported_fields};

static const struct field transition_fields[] = {
    F_ENUM("action", R, list_actions, "Hành động", "The act"),
    F_BOUND("reason", FIELD_TEXT, N, 1, 2000, "Lý do", "Reason"),
    F("document", FIELD_REFERENCE, N, "Văn bản", "Document"),
    F("to_agency", FIELD_REFERENCE, N, "Chuyển cho cơ quan", "Transferred to this agency"),
    F("occurred_on", FIELD_DATE, N, "Ngày xảy ra, mặc định hôm nay",
      "When it happened, today when not given"),
    F_REPORT,
    F_END};
const struct shape shape_task_transition = {"TaskTransition", transition_fields};

static const struct field history_fields[] = {
    F_BOUND("version", FIELD_INTEGER, R, 1, 2147483647, "Phiên bản sau thay đổi",
            "Version it led to"),
    F("at", FIELD_TIME, R, "Lúc nào", "When"),
    F("client", FIELD_STRING, N, "Ứng dụng nào", "Which client"),
    F("operation", FIELD_STRING, R, "Thao tác", "Operation"),
    F("action", FIELD_STRING, N, "Hành động", "Act"),
    F_ENUM("from_state", N, list_task_states, "Từ trạng thái", "From state"),
    F_ENUM("to_state", N, list_task_states, "Sang trạng thái", "To state"),
    F("reason", FIELD_TEXT, N, "Lý do", "Reason"),
    F("document", FIELD_STRING, N, "Văn bản", "Document"),
    F("from_agency", FIELD_CODE, N, "Từ cơ quan", "From this agency"),
    F("from_agency_name", FIELD_STRING, N, "Tên cơ quan đó vào ngày ấy", "Its name that day"),
    F("to_agency", FIELD_CODE, N, "Sang cơ quan", "To this agency"),
    F("to_agency_name", FIELD_STRING, N, "Tên cơ quan đó vào ngày ấy", "Its name that day"),
    F("changes", FIELD_ANY, N, "Các trường đã đổi: {trường: {from, to}}",
      "Members that changed: {member: {from, to}}"),
    F_END};
const struct shape shape_history = {"TaskHistory", history_fields};

static const struct field history_query_fields[] = {F_PAGE, F_FIELDS, F_END};
const struct shape query_history = {"HistoryQuery", history_query_fields};

static const struct field field_state = F_ENUM("", 0, list_task_states, "Trạng thái", "State");

static const struct field list_fields[] = {
    F_ARRAY("state", 0, 1, 10, &field_state, "Ở một trong các trạng thái",
            "In one of these states"),
    F_ARRAY("light", 0, 1, 7, &field_light, "Có một trong các đèn", "With one of these lights"),
    F("lead_agency", FIELD_REFERENCE, 0, "Cơ quan chủ trì", "Lead agency"),
    F("co_agency", FIELD_REFERENCE, 0, "Cơ quan phối hợp", "Co-agency"),
    F("agency", FIELD_REFERENCE, 0, "Cơ quan chủ trì hoặc phối hợp", "Lead or co-agency"),
    F("programme", FIELD_REFERENCE, 0, "Chương trình", "Programme"),
    F("source_document", FIELD_REFERENCE, 0, "Văn bản giao", "Source document"),
    F("pillar", FIELD_CODE, 0, "Trụ cột", "Pillar"),
    F("key", FIELD_BOOLEAN, 0, "Trọng tâm", "Key tasks"),
    F("regular", FIELD_BOOLEAN, 0, "Thường xuyên", "Regular duties"),
    F("overdue", FIELD_BOOLEAN, 0, "Quá hạn", "Overdue"),
    F("due_from", FIELD_DATE, 0, "Hạn từ ngày", "Due on this day or later"),
    F("due_to", FIELD_DATE, 0, "Hạn đến ngày", "Due on this day or earlier"),
    F("modified_since", FIELD_TIME, 0, "Sửa từ lúc này, kể cả dấu vết đã xóa",
      "Changed at this time or later, with tombstones"),
    F_SEARCH,
    F_ENUM("sort", 0, list_sorts, "Thứ tự", "Order"),
    F_PAGE,
    F_FIELDS,
    F_COUNT,
    F_END};
const struct shape query_tasks = {"TaskQuery", list_fields};
