/* shapes_committee.c - committees and teams, who sits in them, what became of them, and the
 * decisions that ordered it. */
#include "api/shapes.h"

static const char *const list_states[] = {"draft", "active", "replaced", "dissolved", NULL};
static const char *const list_sorts[] = {"code", "-code", NULL};
static const char *const list_decisions[] = {
    "establish", "restructure", "swap",          "rename",  "replace",
    "replaced",  "dissolve",    "agency_change", "correct", NULL};
static const char *const list_actions[] = {
    "open",       "close",   "change_role", "rerank", "change_duty", "change_represents",
    "attributes", "replace", "move",        NULL};
const char *const list_committee_roles[] = {"truong_ban",
                                            "pho_truong_ban_thuong_truc",
                                            "pho_truong_ban",
                                            "uy_vien_thuong_truc",
                                            "uy_vien",
                                            "thu_ky",
                                            "to_truong",
                                            "to_pho_thuong_truc",
                                            "to_pho",
                                            "thanh_vien",
                                            NULL};

static const struct field field_state = F_ENUM("", 0, list_states, "Trạng thái", "State");

#define COMMITTEE_MEMBERS                                                                          \
    F_BOUND("name_vi", FIELD_STRING, R, 1, 500, "Tên", "Vietnamese name"),                         \
        F_BOUND("name_en", FIELD_STRING, N, 1, 500, "Tên tiếng Anh", "English name"),              \
        F_BOUND("theme", FIELD_STRING, N, 1, 200, "Chủ đề", "Theme"),                              \
        F("issuer", FIELD_REFERENCE, R, "Cơ quan thành lập: chỉ cơ quan ấy mới được quyết định",   \
          "The agency that sets it up, and decides about it"),                                     \
        F("parent", FIELD_REFERENCE, N, "Ban mà tổ này trực thuộc", "The committee it is under"),  \
        F("standing_agency", FIELD_REFERENCE, N, "Cơ quan thường trực", "Standing agency"),        \
        F("part_time", FIELD_BOOLEAN, 0, "Thành viên làm việc kiêm nhiệm",                         \
          "Its members work part-time"),                                                           \
        F_BOUND("seal_note", FIELD_STRING, N, 1, 500, "Sử dụng con dấu của ai",                    \
                "Whose seal it uses")

static const struct field create_fields[] = {
    F("code", FIELD_CODE, R, "Mã, ví dụ bcd-57", "Code, for example bcd-57"), COMMITTEE_MEMBERS,
    F_END};
const struct shape shape_committee_create = {"CommitteeCreate", create_fields};

static const struct field committee_fields[] = {
    F_IDENTITY,
    F("code", FIELD_CODE, R, "Mã", "Code"),
    F_ENUM("state", R, list_states, "Trạng thái; draft: chưa có quyết định thành lập",
           "State; draft: no decision has established it yet"),
    COMMITTEE_MEMBERS,
    F("issuer_name", FIELD_STRING, N, "Tên cơ quan thành lập", "Name of the issuer"),
    F("party", FIELD_BOOLEAN, R, "Là ban của Đảng", "Whether it is a committee of the Party"),
    F("parent_name", FIELD_STRING, N, "Tên ban mà nó trực thuộc", "Name of what it is under"),
    F("standing_agency_name", FIELD_STRING, N, "Tên cơ quan thường trực",
      "Name of the standing agency"),
    F("replaced_by", FIELD_CODE, N, "Được thay thế bởi", "Replaced by"),
    F("head", FIELD_CODE, N, "Mã người đứng đầu", "Code of who heads it"),
    F("head_name", FIELD_STRING, N, "Tên người đứng đầu", "Name of who heads it"),
    F("seat_count", FIELD_INTEGER, R, "Số thành viên", "Number of seats"),
    F("vacant_count", FIELD_INTEGER, R, "Số chỗ theo chức vụ chưa có người giữ",
      "Seats of posts that nobody holds"),
    F_ARRAY("teams", R, 0, 500, &field_code, "Các tổ, ban trực thuộc", "What stands under it"),
    F("decision", FIELD_UUID, N, "Quyết định đã định ra như thế", "The decision that made it so"),
    F("decision_document", FIELD_STRING, N, "Số và ký hiệu của quyết định ấy",
      "Number and symbol of that decision"),
    F("valid_from", FIELD_DATE, N, "Như thế từ ngày", "So from this day"),
    F("valid_to", FIELD_DATE, N, "Đến trước ngày", "Until before this day"),
    F_VERSIONS,
    F_AS_OF,
    F_END};
const struct shape shape_committee = {"Committee", committee_fields};

static const struct field list_fields[] = {
    F_SEARCH,
    F("parent", FIELD_REFERENCE, 0, "Trực thuộc ban này", "Directly under this committee"),
    F_BOUND("theme", FIELD_STRING, 0, 1, 200, "Chủ đề", "Theme"),
    F_ARRAY("state", 0, 1, 4, &field_state, "Ở một trong các trạng thái", "In one of these states"),
    F("issuer", FIELD_REFERENCE, 0, "Do cơ quan này thành lập", "Set up by this agency"),
    F_MOMENT,
    F_ENUM("sort", 0, list_sorts, "Thứ tự", "Order"),
    F_PAGE,
    F_FIELDS,
    F_COUNT,
    F_END};
const struct shape query_committees = {"CommitteeQuery", list_fields};

static const struct field seat_fields[] = {
    F_BOUND("rank", FIELD_INTEGER, R, 1, 500, "Số thứ tự", "Place in the list"),
    F_IDENTITY,
    F_ENUM("role", R, list_committee_roles, "Vai trò", "Role"),
    F("role_name", FIELD_STRING, R, "Tên vai trò", "Name of the role"),
    F("role_name_en", FIELD_STRING, R, "Tên vai trò bằng tiếng Anh", "English name of the role"),
    F("head", FIELD_BOOLEAN, R, "Là người đứng đầu", "Whether it is the head"),
    F("person", FIELD_CODE, N, "Mã người đang ngồi chỗ này; trống: chức vụ chưa có người giữ",
      "Code of who sits there; none while nobody holds the post"),
    F("person_name", FIELD_STRING, N, "Họ và tên", "Name"),
    F("position", FIELD_STRING, N, "Chức vụ của người ấy vào ngày đó", "What they are on that day"),
    F("post", FIELD_CODE, N, "Mã chức vụ, nếu là chỗ theo chức vụ", "Code of the post, ex officio"),
    F("ex_officio", FIELD_BOOLEAN, R, "Theo chức vụ: ai giữ chức vụ thì người ấy là thành viên",
      "Whoever holds the post sits there"),
    F("post_title", FIELD_STRING, N, "Tên chức vụ", "Title of the post"),
    F("post_title_en", FIELD_STRING, N, "Tên chức vụ bằng tiếng Anh", "English title of the post"),
    F("represents", FIELD_CODE, N, "Đại diện cho cơ quan", "The agency it represents"),
    F("represents_name", FIELD_STRING, N, "Tên cơ quan ấy", "Name of that agency"),
    F("duty", FIELD_STRING, N, "Nhiệm vụ được phân công", "What it is charged with"),
    F("opened_by", FIELD_UUID, R, "Quyết định mở chỗ này", "The decision that opened it"),
    F("closed_by", FIELD_UUID, N, "Quyết định kết thúc", "The decision that closes it"),
    F("valid_from", FIELD_DATE, N, "Như thế từ ngày", "So from this day"),
    F("valid_to", FIELD_DATE, N, "Đến trước ngày", "Until before this day"),
    F_END};
const struct shape shape_seat = {"Seat", seat_fields};

static const struct field seats_query_fields[] = {F_MOMENT, F_FIELDS, F_COUNT, F_END};
const struct shape query_seats = {"SeatQuery", seats_query_fields};

/* One change; the texts are what people sign. */
#define CHANGE_MEMBERS                                                                             \
    F_ENUM("action", R, list_actions, "Thay đổi gì", "What kind of change"),                       \
        F_ENUM("role", N, list_committee_roles, "Vai trò", "Role"),                                \
        F("role_name", FIELD_STRING, N, "Tên vai trò", "Name of the role"),                        \
        F("role_name_en", FIELD_STRING, N, "Tên vai trò bằng tiếng Anh",                           \
          "English name of the role"),                                                             \
        F_ENUM("from_role", N, list_committee_roles, "Vai trò trước đó", "Role before"),           \
        F("rank", FIELD_INTEGER, N, "Số thứ tự", "Place in the list"),                             \
        F("from_rank", FIELD_INTEGER, N, "Số thứ tự trước đó", "Place before"),                    \
        F("holder", FIELD_CODE, N, "Mã người", "Code of the person"),                              \
        F("holder_name", FIELD_STRING, N, "Họ và tên", "Name of the person"),                      \
        F("post", FIELD_CODE, N, "Mã chức vụ", "Code of the post"),                                \
        F("post_title", FIELD_STRING, N, "Tên chức vụ", "Title of the post"),                      \
        F("attribute", FIELD_STRING, N, "Thuộc tính nào của ban",                                  \
          "Which attribute of the committee"),                                                     \
        F("from", FIELD_STRING, N, "Trước", "Before"), F("to", FIELD_STRING, N, "Sau", "After"),   \
        F("text_vi", FIELD_STRING, R, "Thành câu", "As a sentence, Vietnamese"),                   \
        F("text_en", FIELD_STRING, R, "Thành câu tiếng Anh", "As a sentence")

static const struct field change_fields[] = {CHANGE_MEMBERS, F_END};
static const struct shape shape_change = {"PlanChange", change_fields};
const struct field field_change = F_OBJECT("", 0, &shape_change, "Một thay đổi", "One change");

static const struct field step_fields[] = {
    F("on", FIELD_DATE, R, "Có hiệu lực ngày", "Took effect on"),
    F("decision", FIELD_UUID, N, "Theo quyết định", "The decision that ordered it"),
    F("decision_document", FIELD_STRING, N, "Số và ký hiệu", "Number and symbol of the decision"),
    CHANGE_MEMBERS, F_END};
const struct shape shape_step = {"CommitteeChange", step_fields};

static const struct field steps_query_fields[] = {
    F("from", FIELD_DATE, 0, "Sau ngày này", "After this day"),
    F("to", FIELD_DATE, 0, "Đến hết ngày này; mặc định hôm nay",
      "Up to this day; today when not given"),
    F_KNOWN_AT,
    F_PAGE,
    F_FIELDS,
    F_COUNT,
    F_END};
const struct shape query_steps = {"CommitteeChangeQuery", steps_query_fields};

#define DECISION_MEMBERS                                                                           \
    F_IDENTITY, F("committee", FIELD_CODE, R, "Mã ban", "Code of the committee"),                  \
        F_ENUM("kind", R, list_decisions, "Loại quyết định", "Kind of decision"),                  \
        F("document", FIELD_UUID, N, "Văn bản", "Its document"),                                   \
        F("document_code", FIELD_STRING, N, "Số và ký hiệu", "Number and symbol"),                 \
        F("document_type", FIELD_STRING, N, "Tên loại văn bản", "Name of the document type"),      \
        F("issuer", FIELD_CODE, N, "Mã cơ quan ban hành", "Code of the issuer"),                   \
        F("issuer_name", FIELD_STRING, N, "Tên cơ quan ban hành", "Name of the issuer"),           \
        F("signed_on", FIELD_DATE, N, "Ngày ký", "Signed on"),                                     \
        F("signer", FIELD_STRING, N, "Người ký", "Signer"),                                        \
        F("signer_title", FIELD_STRING, N, "Chức vụ người ký", "Title of the signer"),             \
        F("subject", FIELD_STRING, N, "Trích yếu", "Subject"),                                     \
        F("note", FIELD_TEXT, N, "Ghi chú", "Note"),                                               \
        F("effective_on", FIELD_DATE, R, "Có hiệu lực từ ngày", "In force from this day"),         \
        F("known_at", FIELD_TIME, R, "Hệ thống biết từ lúc", "When the register learnt of it"),    \
        F("orders_seats", FIELD_BOOLEAN, R, "Định ra danh sách thành viên",                        \
          "Whether it orders the list"),                                                           \
        F("orders_attributes", FIELD_BOOLEAN, R, "Định ra tên và các thuộc tính",                  \
          "Whether it orders the name and the other attributes"),                                  \
        F("corrects", FIELD_UUID, N, "Đính chính quyết định", "The decision it corrects"),         \
        F("corrected_by", FIELD_UUID, N, "Được đính chính bởi", "The decision that corrects it"),  \
        F("part_of", FIELD_UUID, N, "Đi kèm quyết định", "The decision it is part of"),            \
        F("plan", FIELD_UUID, N, "Theo phương án", "The plan it applied"),                         \
        F("client", FIELD_STRING, R, "Ứng dụng đã ghi", "The client that applied it"),             \
        F("created_at", FIELD_TIME, R, "Lúc ghi", "When it was written")

static const struct field decision_fields[] = {DECISION_MEMBERS, F_END};
const struct shape shape_decision = {"Decision", decision_fields};

static const struct field line_fields[] = {
    F_BOUND("rank", FIELD_INTEGER, R, 1, 500, "Số thứ tự", "Place in the list"),
    F_ENUM("role", R, list_committee_roles, "Vai trò", "Role"),
    F("role_name", FIELD_STRING, R, "Tên vai trò", "Name of the role"),
    F("role_name_en", FIELD_STRING, R, "Tên vai trò bằng tiếng Anh", "English name of the role"),
    F("holder", FIELD_CODE, N, "Mã người", "Code of the person"),
    F("holder_name", FIELD_STRING, N, "Họ và tên", "Name of the person"),
    F("post", FIELD_CODE, N, "Mã chức vụ", "Code of the post"),
    F("post_title", FIELD_STRING, N, "Tên chức vụ", "Title of the post"),
    F("represents", FIELD_CODE, N, "Đại diện cho cơ quan", "The agency represented"),
    F("represents_name", FIELD_STRING, N, "Tên cơ quan ấy", "Name of that agency"),
    F("duty", FIELD_STRING, N, "Nhiệm vụ được phân công", "What it is charged with"),
    F_END};
static const struct shape shape_line = {"OrderedSeat", line_fields};
static const struct field field_line = F_OBJECT("", 0, &shape_line, "Thành viên", "Member");

static const struct field whole_decision_fields[] = {
    DECISION_MEMBERS,
    F_ARRAY("changes", R, 0, 2000, &field_change, "Đã thay đổi gì", "What it changed"),
    F_ARRAY("seats", N, 0, 500, &field_line, "Danh sách mà quyết định định ra, với tên của ngày ấy",
            "The list it ordered, in the names of its day"),
    F_AS_OF, F_END};
const struct shape shape_decision_whole = {"DecisionWhole", whole_decision_fields};

static const struct field decisions_query_fields[] = {F_KNOWN_AT, F_PAGE, F_FIELDS, F_COUNT, F_END};
const struct shape query_decisions = {"DecisionListQuery", decisions_query_fields};

static const struct field decision_query_fields[] = {F_KNOWN_AT, F_FIELDS, F_END};
const struct shape query_decision = {"DecisionQuery", decision_query_fields};
