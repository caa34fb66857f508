/* shapes_urging_rules.c - the urging ladder: its versions, a new one, what it does about a task. */
#include "api/shapes.h"

static const char *const list_audiences[] = {
    "officer",    "agency_head", "committee_office", "standing_deputy", "committee_agenda",
    "inspection", NULL};
static const char *const list_ladder_states[] = {"past", "in_force", "coming", NULL};
static const char *const list_verdicts[] = {"fired",
                                            "fires",
                                            "not-yet",
                                            "next-day",
                                            "missed",
                                            "not-urged",
                                            "calendar-unknown",
                                            "before-ladder",
                                            "later-ladder",
                                            "before-assignment",
                                            NULL};

#define AUDIENCE F_ENUM("audience", R, list_audiences, "Đôn đốc ai", "Who is urged")
#define RUNG                                                                                       \
    F("code", FIELD_CODE, R, "Mã nấc", "Code of the rung"),                                        \
        F("after_rung", FIELD_CODE, N, "Sau nấc nào; ngày phải muộn hơn nấc đó",                   \
          "The rung before it, whose day must be earlier"),                                        \
        F_BOUND("workdays", FIELD_INTEGER, R, -32768, 32767,                                       \
                "Số ngày làm việc so với thời hạn: -3 là trước 3 ngày, 1 là sau 1 ngày",           \
                "Working days from the deadline: -3 before it, 1 after it; -250 to 250")

static const struct field rung_fields[] = {
    RUNG, AUDIENCE, F("text_vi", FIELD_TEXT, R, "Lời đôn đốc", "The words, in Vietnamese"),
    F("text_en", FIELD_TEXT, R, "Lời đôn đốc, tiếng Anh", "The words, in English"), F_END};
static const struct shape shape_rung = {"UrgingRung", rung_fields};
static const struct field field_rung = F_OBJECT("", 0, &shape_rung, "Nấc", "Rung");

static const struct field version_fields[] = {
    F("version", FIELD_INTEGER, R, "Phiên bản", "Version"),
    F("effective_on", FIELD_DATE, R, "Có hiệu lực từ ngày", "In force from this day on"), F_END};
static const struct shape shape_version = {"UrgingRulesVersion", version_fields};
static const struct field field_version = F_OBJECT("", 0, &shape_version, "Phiên bản", "Version");

#define SOURCE                                                                                     \
    F("effective_on", FIELD_DATE, R,                                                               \
      "Có hiệu lực từ ngày; nấc của những ngày trước đó không phát",                               \
      "In force from this day on; rungs of days before it do not fire"),                           \
        F("document", FIELD_REFERENCE, N, "Văn bản quy định", "The document that fixed it"),       \
        F_BOUND("note", FIELD_TEXT, N, 1, 1000, "Ghi chú; bắt buộc một trong hai: document, note", \
                "Note; a document or a note is needed")

static const struct field rules_fields[] = {
    F("version", FIELD_INTEGER, R, "Phiên bản", "Version"),
    F_ENUM("state", R, list_ladder_states, "Đã qua, đang áp dụng, sẽ áp dụng",
           "Past, in force, coming"),
    SOURCE,
    F_ARRAY("rungs", R, 0, 20, &field_rung, "Các nấc", "The rungs"),
    F_ARRAY("versions", R, 1, 100000, &field_version, "Mọi phiên bản", "All versions there are"),
    F("created_at", FIELD_TIME, R, "Lúc ghi", "When it was recorded"),
    F_END};
const struct shape shape_urging_rules = {"UrgingRules", rules_fields};

/* Whom and in which words is looked at by SQL, beside the chain: so that all is told at once. */
static const struct field put_rung_fields[] = {
    RUNG,
    F("audience", FIELD_STRING, N,
      "Đôn đốc ai: officer, agency_head, committee_office, standing_deputy, committee_agenda, "
      "inspection",
      "Who is urged: officer, agency_head, committee_office, standing_deputy, committee_agenda, "
      "inspection"),
    F_BOUND("text_vi", FIELD_TEXT, N, 0, 1000, "Lời đôn đốc; bắt buộc",
            "The words, in Vietnamese; needed"),
    F_BOUND("text_en", FIELD_TEXT, N, 0, 1000, "Lời đôn đốc, tiếng Anh; bắt buộc",
            "The words, in English; needed"),
    F_END};
static const struct shape shape_put_rung = {"UrgingRungCreate", put_rung_fields};
static const struct field field_put_rung = F_OBJECT("", 0, &shape_put_rung, "Nấc", "Rung");
static const struct field put_fields[] = {SOURCE,
                                          F_ARRAY("rungs", R, 1, 200, &field_put_rung,
                                                  "Các nấc, nhiều nhất 20",
                                                  "The rungs, twenty at most"),
                                          F_END};
const struct shape shape_urging_rules_create = {"UrgingRulesCreate", put_fields};

static const struct field query_fields[] = {F_BOUND("version", FIELD_INTEGER, 0, 1, 2147483647,
                                                    "Phiên bản; mặc định đang áp dụng",
                                                    "Version; the one in force when not given"),
                                            F_END};
const struct shape query_urging_rules = {"UrgingRulesQuery", query_fields};

static const struct field query_test_fields[] = {
    F("task", FIELD_REFERENCE, R, "Nhiệm vụ", "The task"),
    F("on", FIELD_DATE, 0, "Vào ngày; mặc định hôm nay", "On this day; today when not given"),
    F_END};
const struct shape query_urging_rules_test = {"UrgingRulesTestQuery", query_test_fields};

static const struct field verdict_fields[] = {
    F("rung", FIELD_CODE, R, "Nấc", "The rung"),
    AUDIENCE,
    F("workdays", FIELD_INTEGER, R, "Số ngày làm việc so với thời hạn",
      "Working days from the deadline"),
    F("rung_on", FIELD_DATE, R | N, "Ngày của nấc; null: chưa có lịch",
      "Its day; null without calendar"),
    F_ENUM("verdict", R, list_verdicts, "Đã phát, sẽ phát, chờ ngày sau, hay không, và vì sao",
           "Whether it fired, fires, waits for a day to come, or not, and why"),
    F("urging", FIELD_CODE, R | N, "Số đôn đốc đã phát", "The urging it made"),
    F("times", FIELD_INTEGER, R | N, "Lần đôn đốc", "Which urging of the task that was"),
    F("fired_on", FIELD_DATE, R | N, "Ngày đã phát", "The day it fired"),
    F("text_vi", FIELD_STRING, R, "Bằng lời", "In words, in Vietnamese"),
    F("text_en", FIELD_STRING, R, "Bằng lời, tiếng Anh", "In words"),
    F_END};
static const struct shape shape_verdict = {"UrgingVerdict", verdict_fields};
static const struct field field_verdict = F_OBJECT("", 0, &shape_verdict, "Nấc", "Rung");
static const struct field test_fields[] = {
    F("task", FIELD_CODE, R, "Nhiệm vụ", "The task"),
    F_ENUM("state", R, list_task_states, "Trạng thái hiện nay", "Its state now"),
    F("due_on", FIELD_DATE, R | N, "Thời hạn", "Its deadline"),
    F("on", FIELD_DATE, R, "Ngày được hỏi", "The day asked about"),
    F("ladder_version", FIELD_INTEGER, R | N, "Thang áp dụng ngày đó", "The ladder of that day"),
    F("urged", FIELD_BOOLEAN, R, "Có thuộc diện đôn đốc", "Whether it is urged as it stands"),
    F("why_vi", FIELD_STRING, R | N, "Vì sao không", "Why not, in Vietnamese"),
    F("why_en", FIELD_STRING, R | N, "Vì sao không, tiếng Anh", "Why not"),
    F_ARRAY("rungs", R, 0, 20, &field_verdict, "Từng nấc", "Each rung"),
    F_END};
const struct shape shape_urging_rules_test = {"UrgingRulesTest", test_fields};
