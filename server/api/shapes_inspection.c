/* shapes_inspection.c - inspections: plan and team, findings, recommendations and the tasks they
 * become. */
#include "api/shapes.h"

static const char *const list_states[] = {"planned", "running",   "concluded",
                                          "closed",  "cancelled", NULL};
static const char *const list_sorts[] = {"-code", "code", "-starts_on", "starts_on", NULL};
static const char *const list_member_roles[] = {"head", "deputy", "member", "secretary", NULL};
static const char *const list_finding_kinds[] = {"shortcoming", "violation", "good_practice",
                                                 "other", NULL};
static const char *const list_recommendation_states[] = {"open", "task", "withdrawn", NULL};
static const char *const list_precisions[] = {"day",  "month", "quarter", "half_year",
                                              "year", "none",  NULL};
static const char *const list_actions[] = {"start", "conclude", "close", "cancel", NULL};

/* ---- the team ---- */

#define MEMBER_ROLE                                                                                                 \
    F_ENUM("role", R, list_member_roles,                                                                            \
           "head: trưởng đoàn, đúng một; deputy: phó trưởng đoàn; member: thành viên; secretary: " \
           "thư ký",                                                                                                \
           "head, exactly one; deputy; member; secretary")

static const struct field member_fields[] = {
    MEMBER_ROLE,
    F("person", FIELD_REFERENCE, N, "Mã người (hoặc post, hoặc agency, chỉ một)",
      "Code of a person (or post, or agency, one of them)"),
    F("post", FIELD_REFERENCE, N, "Mã chức vụ: ai giữ chức vụ thì người ấy là thành viên",
      "Code of a post: whoever holds it is the member"),
    F("agency", FIELD_REFERENCE, N, "Mã cơ quan cử người", "Code of an agency that sends somebody"),
    F_END};
static const struct shape shape_member = {"InspectionMemberGiven", member_fields};
static const struct field field_member_given =
    F_OBJECT("", 0, &shape_member, "Thành viên", "Member");

static const struct field shown_fields[] = {
    MEMBER_ROLE,
    F("person", FIELD_CODE, N, "Mã người; của chức vụ là người đang giữ",
      "Code of the person; of a post who holds it"),
    F("post", FIELD_CODE, N, "Mã chức vụ", "Code of the post"),
    F("agency", FIELD_CODE, N, "Mã cơ quan", "Code of the agency"),
    F("name", FIELD_STRING, R, "Tên", "Name"),
    F_END};
static const struct shape shape_shown = {"InspectionMember", shown_fields};
static const struct field field_shown = F_OBJECT("", 0, &shape_shown, "Thành viên", "Member");

/* ---- the plan ---- */

#define PLAN_MEMBERS                                                                               \
    F_BOUND("title", FIELD_STRING, R, 1, 500, "Tên cuộc kiểm tra", "What is inspected"),           \
        F_BOUND("description", FIELD_TEXT, N, 1, 4000, "Nội dung, yêu cầu", "Description"),        \
        F("document", FIELD_REFERENCE, N, "Quyết định kiểm tra; chậm nhất khi bắt đầu",            \
          "The decision that orders it; at the latest when it starts"),                            \
        F("starts_on", FIELD_DATE, R, "Dự kiến từ ngày", "First day planned"),                     \
        F("ends_on", FIELD_DATE, R, "Dự kiến đến ngày", "Last day planned"),                       \
        F("programme", FIELD_REFERENCE, N, "Kiểm tra việc thực hiện chương trình",                 \
          "The programme that is inspected")

static const struct field create_fields[] = {
    PLAN_MEMBERS,
    F_ARRAY("agencies", N, 0, 200, &field_reference, "Các cơ quan được kiểm tra",
            "The agencies that are inspected"),
    F_ARRAY("tasks", N, 0, 500, &field_reference, "Các nhiệm vụ được kiểm tra",
            "The tasks that are inspected"),
    F_ARRAY("members", R, 0, 50, &field_member_given, "Đoàn kiểm tra", "The team"), F_END};
const struct shape shape_inspection_create = {"InspectionCreate", create_fields};
const struct shape shape_inspection_patch = {"InspectionPatch", create_fields};

/* ---- findings ---- */

#define FINDING_KIND                                                                                        \
    F_ENUM("kind", R, list_finding_kinds,                                                                   \
           "shortcoming: tồn tại, hạn chế; violation: vi phạm; good_practice: cách làm tốt; " \
           "other: khác",                                                                                   \
           "shortcoming, violation, good_practice or other")
#define FINDING_TEXT                                                                               \
    F_BOUND("text", FIELD_TEXT, R, 1, 4000, "Nội dung phát hiện", "What was found"),               \
        F_BOUND("evidence", FIELD_TEXT, N, 1, 2000, "Căn cứ, bằng chứng", "What it rests on")

static const struct field finding_create_fields[] = {
    F("agency", FIELD_REFERENCE, R, "Cơ quan được kiểm tra", "The agency, one that is inspected"),
    F("task", FIELD_REFERENCE, N, "Nhiệm vụ của cơ quan đó", "A task it leads or joins"),
    FINDING_KIND, FINDING_TEXT, F_END};
const struct shape shape_finding_create = {"FindingCreate", finding_create_fields};

#define NUMBER                                                                                     \
    F_BOUND("number", FIELD_INTEGER, R, 1, 2147483647, "Số thứ tự trong cuộc kiểm tra",            \
            "Number within the inspection")

static const struct field finding_fields[] = {
    NUMBER,
    F("agency", FIELD_CODE, R, "Cơ quan", "The agency"),
    F("task", FIELD_CODE, N, "Nhiệm vụ", "The task"),
    FINDING_KIND,
    FINDING_TEXT,
    F("created_at", FIELD_TIME, R, "Lúc ghi", "When it was written down"),
    F_END};
const struct shape shape_finding = {"Finding", finding_fields};
static const struct field field_finding = F_OBJECT("", 0, &shape_finding, "Phát hiện", "Finding");

/* ---- recommendations ---- */

#define RECOMMENDATION_MEMBERS                                                                     \
    F_BOUND("finding", FIELD_INTEGER, N, 1, 2147483647, "Từ phát hiện số",                         \
            "Number of the finding it comes from"),                                                \
        F_BOUND("text", FIELD_TEXT, R, 1, 2000, "Nội dung kiến nghị", "What is recommended"),      \
        F_BOUND("due_text", FIELD_STRING, N, 1, 100, "Thời hạn bằng chữ",                          \
                "The deadline in words"),                                                          \
        F("due_on", FIELD_DATE, N, "Ngày cuối cùng của thời hạn", "Last day of the term"),         \
        F_ENUM("due_precision", N, list_precisions, "Độ chính xác của thời hạn",                   \
               "Precision of the deadline")

static const struct field recommendation_create_fields[] = {
    F("agency", FIELD_REFERENCE, R, "Gửi cơ quan", "The agency it is addressed to"),
    RECOMMENDATION_MEMBERS, F_END};
const struct shape shape_recommendation_create = {"RecommendationCreate",
                                                  recommendation_create_fields};

static const struct field recommendation_fields[] = {
    F("code", FIELD_CODE, R, "Mã: của cuộc kiểm tra và số thứ tự",
      "Code: of the inspection, and the number"),
    NUMBER,
    F("agency", FIELD_CODE, R, "Gửi cơ quan", "The agency it is addressed to"),
    RECOMMENDATION_MEMBERS,
    F("regular", FIELD_BOOLEAN, R, "Thường xuyên, không có thời hạn", "A regular duty, no term"),
    F_ENUM("state", R, list_recommendation_states,
           "open: chưa giải quyết; task: đã thành nhiệm vụ; withdrawn: đã rút",
           "open; task: it has become one; withdrawn"),
    F("task", FIELD_CODE, N, "Nhiệm vụ; cơ quan không thấy dự thảo",
      "The task; an agency does not see a draft"),
    F_ENUM("task_state", N, list_task_states, "Trạng thái nhiệm vụ", "State of the task"),
    F("task_due_on", FIELD_DATE, N, "Thời hạn nhiệm vụ", "Deadline of the task"),
    F("withdrawn_on", FIELD_DATE, N, "Ngày rút", "Withdrawn on"),
    F("reason", FIELD_TEXT, N, "Lý do rút", "Why it was withdrawn"),
    F("created_at", FIELD_TIME, R, "Lúc ghi", "When it was written down"),
    F("updated_at", FIELD_TIME, R, "Lúc sửa gần nhất", "When it was last changed"),
    F_END};
const struct shape shape_recommendation = {"Recommendation", recommendation_fields};
static const struct field field_recommendation =
    F_OBJECT("", 0, &shape_recommendation, "Kiến nghị", "Recommendation");

static const struct field task_fields[] = {
    F("code", FIELD_CODE, N, "Mã nhiệm vụ; không cho thì NV-<năm>-<số>",
      "Code of the task; NV-<year>-<number> when not given"),
    F_BOUND("title", FIELD_STRING, N, 1, 500, "Tên nhiệm vụ; không cho thì theo kiến nghị",
            "What is to be done; as the recommendation says when not given"),
    F("lead_agency", FIELD_REFERENCE, 0, "Cơ quan chủ trì; không cho thì cơ quan nhận kiến nghị",
      "Lead agency; the one addressed when not given"),
    F_ARRAY("co_agencies", 0, 0, 50, &field_reference, "Các cơ quan phối hợp", "Co-agencies"),
    F("assigner", FIELD_REFERENCE, N, "Cơ quan giao", "The agency that assigns it"),
    F_BOUND("responsible", FIELD_STRING, N, 1, 200, "Người chịu trách nhiệm",
            "The person responsible"),
    F_BOUND("product", FIELD_STRING, N, 1, 500, "Sản phẩm", "The product"),
    F_BOUND("authority", FIELD_STRING, N, 1, 300, "Thẩm quyền", "Who may decide it"),
    F("pillar", FIELD_CODE, N, "Trụ cột", "Pillar"),
    F("key", FIELD_BOOLEAN, 0, "Nhiệm vụ trọng tâm", "A key task"),
    F_BOUND("due_text", FIELD_STRING, N, 1, 100, "Thời hạn bằng chữ; không cho thì theo kiến nghị",
            "The deadline in words; that of the recommendation when not given"),
    F("due_on", FIELD_DATE, N, "Ngày cuối cùng của thời hạn", "Last day of the term"),
    F("assign", FIELD_BOOLEAN, 0, "Giao ngay; không thì là dự thảo",
      "Assign it at once; a draft otherwise"),
    F_END};
const struct shape shape_recommendation_task = {"RecommendationTask", task_fields};

static const struct field withdraw_fields[] = {
    F_BOUND("reason", FIELD_TEXT, R, 1, 2000, "Lý do rút kiến nghị", "Why it is withdrawn"), F_END};
const struct shape shape_recommendation_withdraw = {"RecommendationWithdraw", withdraw_fields};

/* ---- the inspection ---- */

#define INSPECTION_MEMBERS                                                                         \
    F_IDENTITY, F("code", FIELD_CODE, R, "Mã: KT-<năm>-<số>", "Code: KT-<year>-<number>"),         \
        PLAN_MEMBERS, F_ENUM("state", R, list_states, "Trạng thái", "State"),                      \
        F_ARRAY("agencies", R, 0, 200, &field_code, "Các cơ quan được kiểm tra",                   \
                "The agencies that are inspected"),                                                \
        F_ARRAY("tasks", R, 0, 500, &field_code, "Các nhiệm vụ được kiểm tra",                     \
                "The tasks that are inspected"),                                                   \
        F("head_name", FIELD_STRING, N, "Trưởng đoàn", "Head of the team"),                        \
        F("finding_count", FIELD_INTEGER, R, "Số phát hiện", "Findings"),                          \
        F("recommendation_count", FIELD_INTEGER, R, "Số kiến nghị", "Recommendations"),            \
        F("open_count", FIELD_INTEGER, R, "Số kiến nghị chưa giải quyết",                          \
          "Recommendations that are neither a task nor withdrawn"),                                \
        F("started_on", FIELD_DATE, N, "Ngày bắt đầu", "Began on"),                                \
        F("conclusion", FIELD_STRING, N, "Văn bản kết luận", "The document that concludes it"),    \
        F("concluded_on", FIELD_DATE, N, "Ngày kết luận", "Concluded on"),                         \
        F("closed_on", FIELD_DATE, N, "Ngày kết thúc hồ sơ", "Closed on"),                         \
        F("cancelled_on", FIELD_DATE, N, "Ngày hủy", "Cancelled on"),                              \
        F("cancellation", FIELD_STRING, N, "Văn bản hủy", "The document that cancels it"),         \
        F("reason", FIELD_TEXT, N, "Lý do hủy", "Why it was cancelled"), F_VERSIONS

static const struct field inspection_fields[] = {INSPECTION_MEMBERS, F_END};
const struct shape shape_inspection = {"Inspection", inspection_fields};

static const struct field whole_fields[] = {
    INSPECTION_MEMBERS, F_ARRAY("members", R, 0, 50, &field_shown, "Đoàn kiểm tra", "The team"),
    F_ARRAY("findings", R, 0, 10000, &field_finding, "Các phát hiện", "Findings"),
    F_ARRAY("recommendations", R, 0, 10000, &field_recommendation, "Các kiến nghị",
            "Recommendations"),
    F_END};
const struct shape shape_inspection_whole = {"InspectionWhole", whole_fields};

static const struct field transition_fields[] = {
    F_ENUM("action", R, list_actions, "Hành động", "The act"),
    F("document", FIELD_REFERENCE, N,
      "start: quyết định kiểm tra, nếu chưa có; conclude: văn bản kết luận, bắt buộc; cancel: văn "
      "bản "
      "hủy",
      "start: the decision, where there is none yet; conclude: the conclusion, required; cancel: "
      "what cancels it"),
    F_BOUND("reason", FIELD_TEXT, N, 1, 2000, "Lý do hủy; để hủy cần document hoặc reason",
            "Why it is cancelled: to cancel a document or a reason is needed"),
    F("occurred_on", FIELD_DATE, N, "Ngày xảy ra, mặc định hôm nay",
      "When it happened, today when not given"),
    F_END};
const struct shape shape_inspection_transition = {"InspectionTransition", transition_fields};

static const struct field field_state = F_ENUM("", 0, list_states, "Trạng thái", "State");
static const struct field list_fields[] = {
    F_SEARCH,
    F_ARRAY("state", 0, 1, 5, &field_state, "Ở một trong các trạng thái", "In one of these states"),
    F("agency", FIELD_REFERENCE, 0, "Kiểm tra cơ quan này, hoặc nhiệm vụ của cơ quan này",
      "That inspect this agency, or tasks of it"),
    F("programme", FIELD_REFERENCE, 0, "Kiểm tra chương trình này", "That inspect this programme"),
    F("task", FIELD_REFERENCE, 0, "Kiểm tra nhiệm vụ này", "That inspect this task"),
    F_ENUM("sort", 0, list_sorts, "Thứ tự, mặc định -code", "Order, -code when not given"),
    F_PAGE,
    F_FIELDS,
    F_COUNT,
    F_END};
const struct shape query_inspections = {"InspectionQuery", list_fields};
