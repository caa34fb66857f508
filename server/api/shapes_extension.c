/* shapes_extension.c - extensions of deadlines, and every deadline a task had. */
#include "api/shapes.h"

static const char *const list_states[] = {"asked", "granted", "refused", "withdrawn", NULL};
static const char *const list_decisions[] = {"grant", "refuse", NULL};
static const char *const list_why[] = {"drafted",  "assigned", "extension",
                                       "calendar", "patched",  NULL};
static const char *const list_sorts[] = {"asked_on", "-asked_on", NULL};
static const struct field field_state = F_ENUM("", 0, list_states, "Trạng thái", "State");

#define EXTENSION_MEMBERS                                                                          \
    F_IDENTITY, F("code", FIELD_CODE, R, "Mã, GH-<năm>-<số>", "Code, GH-<year>-<number>"),         \
        F("task", FIELD_CODE, R, "Nhiệm vụ", "The task"),                                          \
        F("asked_by", FIELD_CODE, R, "Cơ quan xin gia hạn", "The agency that asked"),              \
        F("asked_by_name", FIELD_STRING, R, "Tên cơ quan xin gia hạn, vào ngày xin",               \
          "Name of that agency, of the day it asked"),                                             \
        F("asked_on", FIELD_DATE, R, "Ngày xin", "The day it was asked"),                          \
        F("asked_late", FIELD_BOOLEAN, R, "Xin khi đã quá hạn", "Asked after the deadline"),       \
        F("reason", FIELD_TEXT, R, "Lý do xin", "Why it is asked"),                                \
        F("due_on_before", FIELD_DATE, R, "Thời hạn khi xin", "The deadline when it was asked"),   \
        F("due_on_asked", FIELD_DATE, R, "Thời hạn xin", "The deadline that is asked for"),        \
        F("due_text", FIELD_STRING, R | N, "Thời hạn xin, bằng chữ", "That deadline in words"),    \
        F_ENUM("state", R, list_states,                                                            \
               "asked: chờ quyết định; granted: đồng ý; refused: từ chối; withdrawn: đã rút",      \
               "asked, granted, refused or withdrawn"),                                            \
        F("decided_on", FIELD_DATE, R | N, "Ngày quyết định, hoặc ngày rút",                       \
          "The day it was decided, or withdrawn"),                                                 \
        F("due_on_granted", FIELD_DATE, R | N, "Thời hạn được chấp nhận",                          \
          "The deadline that was granted"),                                                        \
        F("decision_reason", FIELD_TEXT, R | N, "Lý do quyết định, hoặc lý do rút",                \
          "Why it was decided so, or withdrawn"),                                                  \
        F("document", FIELD_REFERENCE, R | N, "Văn bản quyết định", "Document of the decision"),   \
        F("client", FIELD_CODE, R, "Ứng dụng đã gửi đề nghị", "The API client that asked"),        \
        F_VERSIONS

static const struct field extension_fields[] = {EXTENSION_MEMBERS, F_END};
const struct shape shape_extension = {"Extension", extension_fields};

static const struct field written_fields[] = {
    EXTENSION_MEMBERS,
    F_ARRAY("warnings", R, 0, 1, &field_calendar_warning, "Thời hạn rơi vào năm chưa có lịch nghỉ",
            "The deadline lies in a year without calendar"),
    F_END};
const struct shape shape_extension_written = {"ExtensionWritten", written_fields};

/* A later deadline, by words or by day. */
#define LATER(vi, en)                                                                                          \
    F("due_on", FIELD_DATE, N, vi, en), F_BOUND("due_text", FIELD_STRING, N, 1, 100,                           \
                                                "Hoặc bằng chữ: Quý III/2025; có cả hai thì ngày " \
                                                "là quyết định",                                               \
                                                "Or in words; the day counts when both are given")

static const struct field create_fields[] = {
    F_BOUND("reason", FIELD_TEXT, R, 1, 2000, "Lý do xin gia hạn", "Why more time is needed"),
    LATER("Thời hạn mới, sau thời hạn hiện tại; bắt buộc một trong hai: due_on, due_text",
          "The new deadline, after the present one; due_on or due_text is needed"),
    F("asked_on", FIELD_DATE, N,
      "Ngày của văn bản xin gia hạn, khi văn phòng ghi thay; mặc định hôm nay",
      "Day of the letter, where the office records it; today when not given"),
    F_END};
const struct shape shape_extension_create = {"ExtensionCreate", create_fields};

static const struct field decision_fields[] = {
    F_ENUM("decision", R, list_decisions, "grant: đồng ý; refuse: từ chối", "The decision"),
    LATER("Khi đồng ý: thời hạn khác thời hạn đã xin",
          "With a grant: another deadline than was asked for"),
    F_BOUND("reason", FIELD_TEXT, N, 1, 2000, "Lý do; bắt buộc khi từ chối",
            "Why; a refusal needs it"),
    F("document", FIELD_REFERENCE, N,
      "Văn bản của cơ quan giao; bắt buộc khi chính ứng dụng này đã ghi đề nghị thay cơ quan",
      "Document of the assigner; needed where this very client asked on behalf of the agency"),
    F("decided_on", FIELD_DATE, N, "Ngày quyết định, mặc định hôm nay",
      "Day of the decision, today when not given"),
    F_END};
const struct shape shape_extension_decision = {"ExtensionDecision", decision_fields};

static const struct field withdrawal_fields[] = {
    F_BOUND("reason", FIELD_TEXT, N, 1, 2000, "Lý do rút", "Why it is withdrawn"), F_END};
const struct shape shape_extension_withdrawal = {"ExtensionWithdrawal", withdrawal_fields};

#define STATES                                                                                     \
    F_ARRAY("state", 0, 1, 4, &field_state, "Ở một trong các trạng thái",                          \
            "In one of these states"),                                                             \
        F_ENUM("sort", 0, list_sorts, "Thứ tự; mặc định mới lập trước",                            \
               "Order; the latest recorded first when not given")

static const struct field list_fields[] = {
    F("task", FIELD_REFERENCE, 0, "Của nhiệm vụ", "Of this task"),
    F("agency", FIELD_REFERENCE, 0, "Do cơ quan này xin", "Asked by this agency"),
    STATES,
    F_PAGE,
    F_FIELDS,
    F_COUNT,
    F_END};
const struct shape query_extensions = {"ExtensionListQuery", list_fields};
static const struct field task_list_fields[] = {STATES, F_PAGE, F_FIELDS, F_COUNT, F_END};
const struct shape query_task_extensions = {"TaskExtensionListQuery", task_list_fields};

static const struct field deadline_fields[] = {
    F("due_on", FIELD_DATE, R | N, "Thời hạn; null khi thời hạn bị bỏ",
      "The deadline; null where it was taken away"),
    F("due_text", FIELD_STRING, R | N, "Thời hạn bằng chữ", "The deadline in words"),
    F("since", FIELD_DATE, R, "Từ ngày", "Since this day"),
    F_ENUM("why", R, list_why,
           "assigned: thời hạn ban đầu; extension: được gia hạn; calendar: dời theo lịch nghỉ; "
           "patched: văn phòng sửa; drafted: dự thảo, chưa giao",
           "assigned: the original; extension: granted; calendar: moved along with the days off; "
           "patched: changed by the office; drafted: not assigned yet"),
    F("extension", FIELD_CODE, R | N, "Đề nghị gia hạn", "The extension that was granted"),
    F_BOUND("version", FIELD_INTEGER, R, 1, 2147483647, "Phiên bản của nhiệm vụ",
            "Version of the task"),
    F("recorded_at", FIELD_TIME, R, "Lúc ghi vào sổ", "When the register took it in"),
    F_END};
const struct shape shape_deadline = {"Deadline", deadline_fields};
static const struct field deadline_query_fields[] = {F_PAGE, F_FIELDS, F_COUNT, F_END};
const struct shape query_deadlines = {"DeadlineListQuery", deadline_query_fields};
