/* shapes_completion.c - what a report of completion names, what became of each, what co-agencies
 * contributed, and what a task lacks to be clear. */
#include "api/shapes.h"

static const char *const list_results[] = {"waiting",  "verified",  "returned", "reopened",
                                           "replaced", "cancelled", NULL};
static const char *const list_push_states[] = {"received", "in_progress", "reported", NULL};
static const char *const list_levels[] = {"error", "warning", NULL};
static const char *const list_sorts[] = {"code",        "-code", "due_on", "-due_on", "updated_at",
                                         "-updated_at", "title", "-title", NULL};

#define NAMED_DOCUMENT                                                                             \
    F_BOUND("title", FIELD_STRING, N, 1, 300, "Tên", "Title"),                                     \
        F_BOUND("document_number", FIELD_STRING, N, 1, 64, "Số và ký hiệu văn bản",                \
                "Document number"),                                                                \
        F("url", FIELD_URL, N, "Địa chỉ", "Address"),                                              \
        F("sha256", FIELD_SHA256, N, "SHA-256 của tệp", "SHA-256 of the file")

static const struct field evidence_fields[] = {NAMED_DOCUMENT, F_END};
static const struct shape shape_evidence = {"Evidence", evidence_fields};
const struct field field_evidence = F_OBJECT("", 0, &shape_evidence, "Minh chứng", "Evidence");

static const struct field product_fields[] = {
    F("document", FIELD_REFERENCE, N, "Mã hoặc id của văn bản đã có trong sổ",
      "Code or id of a document that is registered"),
    NAMED_DOCUMENT, F("issued_on", FIELD_DATE, N, "Ngày ban hành", "Issued on"), F_END};
const struct shape shape_product = {"Product", product_fields};

static const struct field report_fields[] = {
    F_BOUND("number", FIELD_INTEGER, R, 1, 2147483647, "Lần báo cáo", "Which report it is"),
    F_ENUM("result", R, list_results,
           "waiting: chờ xác nhận; reopened: đã xác nhận rồi mở lại; replaced: có báo cáo sau thay",
           "waiting: to be verified; reopened: verified and taken back; replaced: by a later one"),
    F("reported_on", FIELD_DATE, R, "Ngày báo cáo; tính chậm theo ngày này",
      "Reported on: the day that decides whether it was late"),
    F("reported_by", FIELD_CODE, R, "Ứng dụng gửi", "The client that made it"),
    F("agency", FIELD_CODE, R | N, "Cơ quan báo cáo; null khi văn phòng nhập",
      "The agency that reported; null when the office entered it"),
    F("recorded_at", FIELD_TIME, R, "Lúc ghi nhận", "When it was recorded"),
    F("summary", FIELD_TEXT, R | N, "Tình hình", "An account in words"),
    F_REPORT,
    F_BOUND("days_late", FIELD_INTEGER, R | N, 0, 2147483647,
            "Chậm bao nhiêu ngày (theo lịch) so với thời hạn; null khi không có thời hạn",
            "Calendar days after the deadline; null without a deadline"),
    F("verified_on", FIELD_DATE, R | N, "Ngày xác nhận", "Verified on"),
    F("verified_by", FIELD_CODE, R | N, "Ứng dụng xác nhận", "The client that verified it"),
    F("returned_on", FIELD_DATE, R | N, "Ngày trả lại hoặc mở lại", "Returned or reopened on"),
    F("returned_by", FIELD_CODE, R | N, "Ứng dụng trả lại", "The client that returned it"),
    F("reason", FIELD_TEXT, R | N, "Lý do trả lại", "Why it was returned"),
    F("decision_document", FIELD_CODE, R | N, "Văn bản xác nhận, trả lại hoặc hủy",
      "The document by which it was verified, returned or cancelled"),
    F_BOUND("returned_before", FIELD_INTEGER, R, 0, 2147483647, "Trước đó đã bị trả lại mấy lần",
            "How often a report was returned before"),
    F_END};
const struct shape shape_task_report = {"TaskReport", report_fields};

static const struct field contribution_fields[] = {
    F("agency", FIELD_CODE, R, "Cơ quan phối hợp", "The co-agency"),
    F("agency_name", FIELD_STRING, R | N, "Tên cơ quan", "Its name"),
    F("joins", FIELD_BOOLEAN, R, "Hiện còn phối hợp", "Whether it joins the task now"),
    F_BOUND("contributions", FIELD_INTEGER, R, 0, 2147483647, "Số lần góp",
            "How often it contributed"),
    F("last_on", FIELD_DATE, R | N, "Lần gần nhất; null: chưa từng", "Last on; null: never"),
    F_ENUM("last_state", R | N, list_push_states, "Trạng thái lần gần nhất", "State it told last"),
    F_BOUND("last_percent", FIELD_INTEGER, R | N, 0, 100, "Tiến độ lần gần nhất, phần trăm",
            "Progress it told last"),
    F("last_summary", FIELD_TEXT, R | N, "Nội dung lần gần nhất", "What it told last"),
    F_ARRAY("evidence", R, 0, 20, &field_evidence, "Minh chứng gần nhất",
            "Evidence of the latest that brought any"),
    F_END};
const struct shape shape_contribution = {"TaskContribution", contribution_fields};

static const struct field rounds_query_fields[] = {F_PAGE, F_FIELDS, F_COUNT, F_END};
const struct shape query_task_rounds = {"TaskRoundQuery", rounds_query_fields};

static const struct field finding_fields[] = {
    F_ENUM("level", R, list_levels, "error: chưa giao được; warning: nên xem lại",
           "error: it cannot be assigned; warning: worth a look"),
    F("code", FIELD_CODE, R, "Mã", "Code"),
    F("pointer", FIELD_STRING, R, "Trường nào (JSON Pointer)", "At which member (JSON Pointer)"),
    F("text_vi", FIELD_STRING, R, "Thành câu", "As a sentence, Vietnamese"),
    F("text_en", FIELD_STRING, R, "Thành câu tiếng Anh", "As a sentence"),
    F_END};
static const struct shape shape_finding_of_task = {"TaskFinding", finding_fields};
const struct field field_task_finding =
    F_OBJECT("", 0, &shape_finding_of_task, "Một điều cần xem", "One finding");

static const struct field lint_fields[] = {
    F("code", FIELD_CODE, R, "Mã nhiệm vụ", "Code of the task"),
    F("title", FIELD_STRING, R, "Tên nhiệm vụ", "Its title"),
    F_ENUM("state", R, list_task_states, "Trạng thái", "Its state"),
    F("lead_agency", FIELD_CODE, R | N, "Cơ quan chủ trì", "Lead agency"),
    F("due_on", FIELD_DATE, R | N, "Ngày cuối cùng của thời hạn", "Last day of the term"),
    F("clear", FIELD_BOOLEAN, R, "Đủ 6 rõ", "Whether none of the six clear things is missing"),
    F_ARRAY("gaps", R, 0, 6, &field_task_finding, "Chưa rõ điều gì trong 6 rõ",
            "Which of the six clear things are missing"),
    F_ARRAY("warnings", R, 0, 20, &field_task_finding, "Những điều khác nên xem lại",
            "What else is worth a look"),
    F_END};
const struct shape shape_task_lint = {"TaskLint", lint_fields};

static const struct field field_state = F_ENUM("", 0, list_task_states, "Trạng thái", "State");

static const struct field lint_query_fields[] = {
    F("clear", FIELD_BOOLEAN, 0, "true: đủ 6 rõ; false: còn thiếu",
      "true: nothing is missing; false: something is"),
    F_ARRAY("state", 0, 1, 10, &field_state, "Ở một trong các trạng thái; mặc định chưa xong",
            "In one of these states; drafts and open ones when not given"),
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
    F_SEARCH,
    F_ENUM("sort", 0, list_sorts, "Thứ tự", "Order"),
    F_PAGE,
    F_FIELDS,
    F_COUNT,
    F_END};
const struct shape query_task_lint = {"TaskLintQuery", lint_query_fields};
