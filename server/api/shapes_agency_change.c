/* shapes_agency_change.c - mergers, splits, renamings and dissolutions of agencies: planned, looked
 * at, applied with a decision. */
#include "api/shapes.h"

static const char *const list_kinds[] = {"merge", "split", "rename", "dissolve", NULL};
static const char *const list_change_states[] = {"scheduled", "carried_out", NULL};
static const char *const list_plan_states[] = {"open", "stale", "applied", NULL};
static const char *const list_sorts[] = {"-effective_on", "effective_on", NULL};
static const char *const list_parts[] = {"lead", "co", "post", "seat", "client", NULL};
static const char *const list_outcomes[] = {"handed_over", "ended", "lapsed", NULL};
static const char *const list_actions[] = {
    "end", "open", "change", "move", "close_identifier", "open_identifier", NULL};
static const char *const list_levels[] = {"error", "warning", NULL};

static const struct field field_name = F("", FIELD_STRING, 0, "Tên", "Name");

#define CHANGE_KIND                                                                                \
    F_ENUM("kind", R, list_kinds,                                                                  \
           "merge: hợp nhất, sáp nhập; split: chia, tách; rename: đổi tên; dissolve: giải thể",    \
           "merge; split; rename; dissolve")
#define EFFECTIVE_ON                                                                               \
    F("effective_on", FIELD_DATE, R,                                                               \
      "Có hiệu lực từ ngày: cơ quan kết thúc không còn vào ngày đó",                               \
      "The first day after it: agencies that end are no more on it")

/* ---- what was decided ---- */

static const struct field change_fields[] = {
    F_IDENTITY,
    CHANGE_KIND,
    EFFECTIVE_ON,
    F_ARRAY("agencies", R, 1, 50, &field_code, "Các cơ quan được sắp xếp",
            "The agencies it is about"),
    F_ARRAY("agency_names", R, 1, 50, &field_name, "Tên của các cơ quan đó vào ngày trước",
            "Their names the day before"),
    F_ARRAY("into", R, 0, 50, &field_code, "Các cơ quan hình thành", "The agencies it makes"),
    F_ARRAY("into_names", R, 0, 50, &field_name, "Tên của các cơ quan đó", "Their names that day"),
    F("document", FIELD_UUID, R, "Id văn bản quyết định", "Id of the document that decided"),
    F("document_code", FIELD_STRING, R, "Số và ký hiệu văn bản", "Its number and symbol"),
    F("document_issued_on", FIELD_DATE, R, "Ngày ban hành", "Its date of issue"),
    F("note", FIELD_TEXT, N, "Ghi chú", "Note"),
    F_ENUM("state", R, list_change_states, "scheduled: chờ đến ngày; carried_out: đã thực hiện",
           "scheduled: waits for its day; carried_out"),
    F("awaiting", FIELD_INTEGER, R, "Số mục còn chờ bàn giao",
      "How much still waits to be handed over"),
    F("client", FIELD_CODE, R, "Ứng dụng đã áp dụng", "The client that applied it"),
    F("known_at", FIELD_TIME, R, "Hệ thống biết từ lúc", "Since when the register knows it"),
    F("carried_out_at", FIELD_TIME, N, "Lúc thực hiện", "When it was carried out"),
    F_END};
const struct shape shape_agency_change = {"AgencyChange", change_fields};

static const struct field changes_fields[] = {
    F("agency", FIELD_REFERENCE, 0, "Liên quan cơ quan này", "That concern this agency"),
    F_ENUM("kind", 0, list_kinds, "Hình thức", "Kind of change"),
    F_ENUM("state", 0, list_change_states, "Trạng thái", "State"),
    F("from", FIELD_DATE, 0, "Có hiệu lực từ ngày này trở đi", "In force on this day or later"),
    F("to", FIELD_DATE, 0, "Có hiệu lực đến hết ngày này", "In force on this day or earlier"),
    F_KNOWN_AT,
    F_ENUM("sort", 0, list_sorts, "Thứ tự", "Order"),
    F_PAGE,
    F_FIELDS,
    F_COUNT,
    F_END};
const struct shape query_agency_changes = {"AgencyChangeQuery", changes_fields};

/* ---- a plan as it is sent ---- */

static const struct field into_fields[] = {
    F("code", FIELD_CODE, R, "Mã: cơ quan mới hoặc đã có", "Code, of a new agency or one there is"),
    F_BOUND("name_vi", FIELD_STRING, 0, 1, 300, "Tên tiếng Việt, bắt buộc với cơ quan mới",
            "Vietnamese name, required of a new agency"),
    F_BOUND("name_en", FIELD_STRING, N, 1, 300, "Tên tiếng Anh", "English name"),
    F_ENUM("kind", 0, list_agency_kinds, "Loại cơ quan, bắt buộc với cơ quan mới",
           "Kind of agency, required of a new one"),
    F("parent", FIELD_REFERENCE, N, "Cơ quan cấp trên trực tiếp", "The agency above it"),
    F_ARRAY("identifiers", N, 0, 20, &field_agency_identifier, "Các mã định danh được cấp",
            "Identifiers it gets"),
    F_END};
static const struct shape shape_into = {"AgencyInto", into_fields};
static const struct field field_into = F_OBJECT("", 0, &shape_into, "Cơ quan", "Agency");

static const struct field closing_fields[] = {
    F_ENUM("scheme", R, list_agency_schemes, "Hệ mã định danh", "Scheme of the identifier"),
    F_BOUND("value", FIELD_STRING, R, 1, 35, "Mã định danh", "The identifier"), F_END};
static const struct shape shape_closing = {"AgencyIdentifierClosing", closing_fields};
static const struct field field_closing =
    F_OBJECT("", 0, &shape_closing, "Mã định danh", "Identifier");

static const struct field field_taker =
    F("", FIELD_REFERENCE, R, "Cơ quan tiếp nhận", "Who takes it over");
static const struct field field_taker_or_nobody =
    F("", FIELD_REFERENCE, N, "Cơ quan tiếp nhận, null: không cơ quan nào",
      "Who takes it over, null: nobody");

#define HANDOVER(name_, item_, vi, en)                                                             \
    {                                                                                              \
        .name = name_, .type = FIELD_MAP, .flags = N, .maximum = 2000, .item = item_,              \
        .about_vi = vi, .about_en = en                                                             \
    }
static const struct field handover_fields[] = {
    HANDOVER("tasks", &field_taker,
             "Nhiệm vụ: {mã nhiệm vụ: cơ quan tiếp nhận}, \"default\" cho các nhiệm vụ còn lại",
             "Tasks: {code of the task: who takes it over}, \"default\" for the others"),
    HANDOVER("posts", &field_taker_or_nobody, "Chức vụ; null: chức vụ kết thúc",
             "Posts; null: the post ends"),
    HANDOVER("seats", &field_taker_or_nobody,
             "Vị trí đại diện, theo mã ban chỉ đạo hoặc id; null: không đại diện cơ quan nào",
             "Seats, by code of the committee or id; null: it represents nobody"),
    HANDOVER("clients", &field_taker_or_nobody, "Ứng dụng; null: để nguyên",
             "API clients; null: stays as it is"),
    F_END};
static const struct shape shape_handover = {"AgencyHandover", handover_fields};

static const struct field create_fields[] = {
    CHANGE_KIND,
    EFFECTIVE_ON,
    F_ARRAY("agencies", R, 1, 50, &field_reference, "Các cơ quan được sắp xếp",
            "The agencies it is about; those not among \"into\" end"),
    F_ARRAY("into", N, 0, 50, &field_into, "Các cơ quan hình thành", "The agencies it makes"),
    F_ARRAY("identifiers_close", N, 0, 100, &field_closing,
            "Mã định danh phải đóng của cơ quan còn hoạt động",
            "Identifiers to close of an agency that goes on"),
    F_OBJECT("handover", N, &shape_handover, "Bàn giao cho ai", "Who takes over what"),
    F_BOUND("note", FIELD_TEXT, N, 1, 2000, "Ghi chú", "Note"),
    F_END};
const struct shape shape_agency_plan_create = {"AgencyPlanCreate", create_fields};

/* ---- a plan as it is answered ---- */

static const struct field told_fields[] = {
    F_ENUM("action", R, list_actions, "Việc sẽ làm", "What would be done"),
    F("agency", FIELD_CODE, R, "Mã cơ quan", "Code of the agency"),
    F("text_vi", FIELD_STRING, R, "Bằng lời", "In words"),
    F("text_en", FIELD_STRING, R, "Bằng tiếng Anh", "In English"), F_END};
static const struct shape shape_told = {"AgencyPlanChange", told_fields};
static const struct field field_told = F_OBJECT("", 0, &shape_told, "Thay đổi", "Change");

static const struct field line_fields[] = {
    F("code", FIELD_CODE, R, "Mã; của vị trí là mã ban chỉ đạo", "Code; of a seat its committee's"),
    F_IDENTITY,
    F("name", FIELD_STRING, R, "Tên", "Name"),
    F_ENUM("part", R, list_parts, "lead: chủ trì; co: phối hợp", "Of a task: lead or co"),
    F_ENUM("state", N, list_task_states, "Trạng thái nhiệm vụ", "State of the task"),
    F("from", FIELD_CODE, R, "Cơ quan bàn giao", "Who hands it over"),
    F("to", FIELD_CODE, N, "Cơ quan tiếp nhận, null: chưa có", "Who takes it over, null: nobody"),
    F("stays", FIELD_BOOLEAN, R, "Quyết định không giao cho ai", "By decision nobody takes it"),
    F_ENUM("outcome", N, list_outcomes,
           "handed_over: đã bàn giao; ended: đã kết thúc; lapsed: không còn gì để bàn giao",
           "handed_over; ended; lapsed: nothing left to hand over"),
    F("done_at", FIELD_TIME, N, "Lúc bàn giao", "When it was done"),
    F_END};
static const struct shape shape_line = {"AgencyHandoverLine", line_fields};
static const struct field field_line = F_OBJECT("", 0, &shape_line, "Mục bàn giao", "Entry");

static const struct field field_arg = F("", FIELD_STRING, 0, "Chi tiết", "A word of the text");
static const struct field check_fields[] = {
    F_ENUM("level", R, list_levels, "error: không áp dụng được; warning: cần lưu ý",
           "error: cannot be applied; warning"),
    F("code", FIELD_CODE, R, "Mã", "Code"),
    F("pointer", FIELD_STRING, R, "Chỗ trong phương án", "Where in the plan"),
    F_ARRAY("args", R, 0, 4, &field_arg, "Các chi tiết", "Words of the text"),
    F("text_vi", FIELD_STRING, R, "Bằng lời", "In words"),
    F("text_en", FIELD_STRING, R, "Bằng tiếng Anh", "In English"),
    F_END};
static const struct shape shape_plan_finding = {"AgencyPlanCheck", check_fields};
static const struct field field_check = F_OBJECT("", 0, &shape_plan_finding, "Kiểm tra", "Check");

#define LINES(name_, vi, en) F_ARRAY(name_, R, 0, 100000, &field_line, vi, en)
static const struct field plan_fields[] = {
    F_IDENTITY,
    CHANGE_KIND,
    EFFECTIVE_ON,
    F_ENUM("state", R, list_plan_states,
           "open: còn áp dụng được; stale: đã cũ; applied: đã áp dụng", "open; stale; applied"),
    F_ARRAY("agencies", R, 1, 50, &field_reference, "Các cơ quan được sắp xếp",
            "The agencies it is about"),
    F_ARRAY("into", R, 0, 50, &field_into, "Các cơ quan hình thành", "The agencies it makes"),
    F("note", FIELD_TEXT, N, "Ghi chú", "Note"),
    F_ARRAY("changes", R, 0, 100000, &field_told, "Các thay đổi", "What would change"),
    LINES("tasks", "Nhiệm vụ bàn giao", "Tasks handed over"),
    LINES("posts", "Chức vụ bàn giao", "Posts handed over"),
    LINES("seats", "Vị trí bàn giao", "Seats handed over"),
    LINES("clients", "Ứng dụng bàn giao", "API clients handed over"),
    F_ARRAY("checks", R, 0, 100000, &field_check, "Kết quả kiểm tra", "What was found"),
    F("change", FIELD_UUID, N, "Id thay đổi đã áp dụng", "The change it became"),
    F("document", FIELD_UUID, N, "Id văn bản quyết định", "Id of the document that decided"),
    F("document_code", FIELD_STRING, N, "Số và ký hiệu văn bản", "Its number and symbol"),
    F("created_by", FIELD_CODE, R, "Ứng dụng đã lập", "The client that made it"),
    F_VERSIONS,
    F_END};
const struct shape shape_agency_plan = {"AgencyPlan", plan_fields};

static const struct field plans_fields[] = {
    F("agency", FIELD_REFERENCE, 0, "Về cơ quan này", "About this agency"),
    F_ENUM("kind", 0, list_kinds, "Hình thức", "Kind of change"),
    F_ENUM("state", 0, list_plan_states, "Trạng thái", "State"),
    F_PAGE,
    F_FIELDS,
    F_COUNT,
    F_END};
const struct shape query_agency_plans = {"AgencyPlanQuery", plans_fields};

/* ---- applying it ---- */

static const struct field handed_fields[] = {
    F("tasks", FIELD_INTEGER, R, "Nhiệm vụ chủ trì", "Tasks that were led"),
    F("joined", FIELD_INTEGER, R, "Nhiệm vụ phối hợp", "Tasks that were joined"),
    F("posts", FIELD_INTEGER, R, "Chức vụ", "Posts"),
    F("seats", FIELD_INTEGER, R, "Vị trí", "Seats"),
    F("clients", FIELD_INTEGER, R, "Ứng dụng", "API clients"),
    F("awaiting", FIELD_INTEGER, R, "Còn chờ", "Still waiting"),
    F_END};
static const struct shape shape_handed = {"AgencyHandedOver", handed_fields};

static const struct field applied_fields[] = {
    F_OBJECT("change", R, &shape_agency_change, "Thay đổi", "The change"),
    F_OBJECT("handed_over", R, &shape_handed, "Đã bàn giao", "What was handed over"),
    F("plan", FIELD_UUID, R, "Id phương án", "Id of the plan"), F_END};
const struct shape shape_agency_plan_applied = {"AgencyPlanApplied", applied_fields};
