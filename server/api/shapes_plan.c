/* shapes_plan.c - restructuring plans: the file an office edits, what comes of it, and how a
 * decision is applied. The texts of the first are the comments of the file. */
#include "api/shapes.h"

static const char *const list_kinds[] = {"establish", "restructure", "swap",    "rename",
                                         "replace",   "dissolve",    "correct", NULL};
static const char *const list_states[] = {"open", "stale", "approved", "applied", NULL};
static const char *const list_levels[] = {"error", "warning", NULL};

/* The role is looked up by the register, together with the people: all faults of a list at once. */
static const struct field seat_fields[] = {
    F("role", FIELD_CODE, R,
      "Vai trò. Ban: truong_ban, pho_truong_ban_thuong_truc, pho_truong_ban, uy_vien_thuong_truc, "
      "uy_vien, thu_ky. Tổ: to_truong, to_pho_thuong_truc, to_pho, thanh_vien",
      "Role. Of a committee: truong_ban (head), pho_truong_ban_thuong_truc, pho_truong_ban, "
      "uy_vien_thuong_truc, uy_vien, thu_ky. Of a team: to_truong (head), to_pho_thuong_truc, "
      "to_pho, thanh_vien"),
    F("person", FIELD_REFERENCE, N, "Mã người (hoặc post, chỉ một trong hai)",
      "Code of a person (or post, one of both)"),
    F("post", FIELD_REFERENCE, N, "Mã chức vụ: ai giữ chức vụ thì người ấy là thành viên",
      "Code of a post: whoever holds it is the member"),
    F("represents", FIELD_REFERENCE, N, "Đại diện cho cơ quan", "The agency it represents"),
    F_BOUND("duty", FIELD_STRING, N, 1, 500, "Nhiệm vụ được phân công", "What it is charged with"),
    F_BOUND("rank", FIELD_INTEGER, N, 1, 500, "Số thứ tự; không cho thì theo thứ tự viết",
            "Place in the list; where it is written when not given"),
    F_END};
static const struct shape shape_plan_seat = {"PlanSeat", seat_fields};
static const struct field field_plan_seat =
    F_OBJECT("", 0, &shape_plan_seat, "Thành viên", "Member");

static const struct field swap_fields[] = {
    F("out", FIELD_REFERENCE, R, "Ai thôi: mã người hoặc chức vụ có trong danh sách",
      "Who goes: a person or a post of the list"),
    F("in", FIELD_REFERENCE, R, "Ai thay, giữ nguyên vai trò, thứ tự, nhiệm vụ",
      "Who comes, in the same role and place, with the same duty"),
    F_END};
static const struct shape shape_plan_swap = {"PlanSwap", swap_fields};
static const struct field field_plan_swap =
    F_OBJECT("", 0, &shape_plan_swap, "Ông A thay ông B", "One for another");

static const struct field create_fields[] = {
    F_BOUND("$schema", FIELD_STRING, N, 1, 1000, "Lược đồ của tệp này, cho trình soạn thảo",
            "The schema of this file, for editors"),
    F("committee", FIELD_REFERENCE, N, "Mã ban; phải đúng ban trong địa chỉ",
      "Code of the committee; must be the one of the path"),
    F_BOUND("base_version", FIELD_INTEGER, N, 1, 2147483647,
            "Phiên bản của ban mà tệp này dựa vào; khác phiên bản hiện nay thì bị từ chối",
            "The version of the committee this file starts from; refused when it is another now"),
    F_ENUM("kind", N, list_kinds,
           "Loại quyết định; không cho thì hệ thống tự xác định. Chỉ cần khi thành lập lại: "
           "establish",
           "Kind of decision; told from the rest when not given. Needed only to establish anew"),
    F("effective_on", FIELD_DATE, R, "Có hiệu lực từ ngày, đã qua hay chưa đến đều được",
      "In force from this day, past or future"),
    F_BOUND("name_vi", FIELD_STRING, 0, 1, 500, "Tên mới; không cho thì giữ nguyên",
            "New name; stays when not given"),
    F_BOUND("name_en", FIELD_STRING, N, 1, 500, "Tên tiếng Anh", "English name"),
    F_BOUND("theme", FIELD_STRING, N, 1, 200, "Chủ đề", "Theme"),
    F("parent", FIELD_REFERENCE, N, "Ban mà tổ này trực thuộc", "The committee it is under"),
    F("standing_agency", FIELD_REFERENCE, N, "Cơ quan thường trực", "Standing agency"),
    F("part_time", FIELD_BOOLEAN, 0, "Thành viên làm việc kiêm nhiệm",
      "Its members work part-time"),
    F_BOUND("seal_note", FIELD_STRING, N, 1, 500, "Sử dụng con dấu của ai", "Whose seal it uses"),
    F("replaces", FIELD_REFERENCE, N, "Thay thế ban này, kết thúc cùng ngày",
      "Replaces this committee, which ends on that day"),
    F("dissolve", FIELD_BOOLEAN, 0, "true: giải thể", "true: dissolves it"),
    F("requires_approval", FIELD_BOOLEAN, 0, "true: phải được ứng dụng khác phê duyệt trước",
      "true: another client has to approve it first"),
    F_ARRAY("seats", N, 0, 500, &field_plan_seat,
            "Toàn bộ danh sách sau khi kiện toàn, theo thứ tự; không cho thì giữ nguyên",
            "The whole list as it shall be, in order; stays when not given"),
    F_ARRAY("swaps", N, 0, 100, &field_plan_swap, "Thay vì seats: ai thay ai",
            "Instead of seats: who takes whose seat"),
    F_END};
const struct shape shape_plan_create = {"RestructurePlanCreate", create_fields};

static const struct field check_fields[] = {
    F_ENUM("level", R, list_levels, "error: không thể áp dụng; warning: nên xem lại",
           "error: cannot be applied; warning: worth a look"),
    F("code", FIELD_CODE, R, "Mã", "Code"),
    F("pointer", FIELD_STRING, R, "Ở đâu trong tệp (JSON Pointer)", "Where in the file"),
    F("text_vi", FIELD_STRING, R, "Thành câu", "As a sentence, Vietnamese"),
    F("text_en", FIELD_STRING, R, "Thành câu tiếng Anh", "As a sentence"),
    F_END};
static const struct shape shape_check_found = {"PlanCheck", check_fields};
static const struct field field_check =
    F_OBJECT("", 0, &shape_check_found, "Một điều cần xem", "One finding");

#define PLAN_MEMBERS                                                                               \
    F_IDENTITY, F("committee", FIELD_CODE, R, "Mã ban", "Code of the committee"),                  \
        F_ENUM("kind", R, list_kinds, "Loại quyết định", "Kind of decision"),                      \
        F_ENUM("state", R, list_states, "Trạng thái; stale: ban đã thay đổi từ khi lập",           \
               "State; stale: the committee has changed since"),                                   \
        F_BOUND("base_version", FIELD_INTEGER, R, 1, 2147483647, "Phiên bản của ban khi lập",      \
                "Version of the committee it was made for"),                                       \
        F("effective_on", FIELD_DATE, R, "Có hiệu lực từ ngày", "In force from this day"),         \
        F("until", FIELD_DATE, N, "Đến trước ngày có quyết định khác đã biết",                     \
          "Until before the day of another decision that is known already"),                       \
        F("noop", FIELD_BOOLEAN, R, "Không có gì thay đổi", "Nothing would change"),               \
        F("orders_seats", FIELD_BOOLEAN, R, "Định ra danh sách", "Whether it orders the list"),    \
        F("orders_attributes", FIELD_BOOLEAN, R, "Định ra tên và các thuộc tính",                  \
          "Whether it orders the name and the other attributes"),                                  \
        F("replaces", FIELD_CODE, N, "Thay thế ban", "The committee it replaces"),                 \
        F("corrects", FIELD_UUID, N, "Đính chính quyết định", "The decision it corrects"),         \
        F_ARRAY("changes", R, 0, 2000, &field_change, "Những thay đổi", "What changes"),           \
        F_ARRAY("checks", R, 0, 2000, &field_check, "Lỗi và cảnh báo", "Errors and warnings"),     \
        F("errors", FIELD_INTEGER, R, "Số lỗi", "How many of them are errors"),                    \
        F("requires_approval", FIELD_BOOLEAN, R, "Phải được ứng dụng khác phê duyệt",              \
          "Another client has to approve it"),                                                     \
        F("approved_by", FIELD_STRING, N, "Ứng dụng đã phê duyệt", "The client that approved it"), \
        F("approved_at", FIELD_TIME, N, "Lúc phê duyệt", "When it was approved"),                  \
        F("created_by", FIELD_STRING, R, "Ứng dụng đã lập", "The client that made it"),            \
        F("decision", FIELD_UUID, N, "Quyết định đã áp dụng", "The decision it was applied with"), \
        F_VERSIONS

static const struct field plan_fields[] = {PLAN_MEMBERS, F_END};
const struct shape shape_plan = {"RestructurePlan", plan_fields};

static const struct field whole_plan_fields[] = {
    PLAN_MEMBERS, F_OBJECT("given", R, &shape_plan_create, "Như đã gửi lên", "As it was sent"),
    F_END};
const struct shape shape_plan_whole = {"RestructurePlanWhole", whole_plan_fields};

static const struct field approve_fields[] = {F_END};
const struct shape shape_plan_approve = {"PlanApprove", approve_fields};

static const struct field field_plan_state = F_ENUM("", 0, list_states, "Trạng thái", "State");
static const struct field list_fields[] = {F_ARRAY("state", 0, 1, 4, &field_plan_state,
                                                   "Ở một trong các trạng thái",
                                                   "In one of these states"),
                                           F_PAGE, F_FIELDS, F_COUNT, F_END};
const struct shape query_plans = {"RestructurePlanQuery", list_fields};

static const struct field desired_fields[] = {F("valid_at", FIELD_DATE, 0,
                                                "Như có hiệu lực vào ngày này; mặc định hôm nay",
                                                "As in force on this day; today when not given"),
                                              F_FIELDS, F_END};
const struct shape query_desired = {"DesiredQuery", desired_fields};

static const struct field deciding_fields[] = {
    F_BOUND("number", FIELD_STRING, R, 1, 64, "Số và ký hiệu, ví dụ 1234-QĐ/TU",
            "Number and symbol, for example 1234-QĐ/TU"),
    F("signed_on", FIELD_DATE, R, "Ngày ký", "Signed on"),
    F_BOUND("signer", FIELD_STRING, N, 1, 200, "Người ký", "Signer"),
    F_BOUND("signer_title", FIELD_STRING, N, 1, 200, "Chức vụ người ký", "Title of the signer"),
    F("issuer", FIELD_REFERENCE, N,
      "Cơ quan ban hành; mặc định nơi thành lập ban, hoặc cấp trên của cơ quan",
      "The issuing agency; when not given who set up the committee, or stands above the agency"),
    F_BOUND("subject", FIELD_STRING, N, 1, 1000, "Trích yếu; không cho thì theo phương án",
            "Subject; told from the plan when not given"),
    F_END};
static const struct shape shape_deciding = {"DecidingDocument", deciding_fields};
static const struct field apply_fields[] = {
    F_OBJECT("decision", N, &shape_deciding, "Quyết định (hoặc document, chỉ một trong hai)",
             "The decision (or document, one of both)"),
    F("document", FIELD_REFERENCE, N, "Văn bản đã có trong sổ", "A document that is registered"),
    F_END};
const struct shape shape_plan_apply = {"PlanApply", apply_fields};

static const struct field applied_fields[] = {
    F_OBJECT("decision", R, &shape_decision, "Quyết định", "The decision"),
    F_OBJECT("committee", R, &shape_committee, "Ban vào ngày của phương án",
             "The committee on the day of the plan"),
    F("changes", FIELD_INTEGER, R, "Số thay đổi", "How many changes"),
    F_ARRAY("checks", R, 0, 10, &field_check, "Cảnh báo", "Warnings"), F_END};
const struct shape shape_plan_applied = {"PlanApplied", applied_fields};
