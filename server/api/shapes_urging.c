/* shapes_urging.c - the urging ladder, the urgings it and the office make, and the letter about
 * one. */
#include "api/shapes.h"

static const char *const list_audiences[] = {
    "officer",    "agency_head", "committee_office", "standing_deputy", "committee_agenda",
    "inspection", NULL};
static const char *const list_families[] = {"state", "party", NULL};
static const char *const list_kinds[] = {"rung", "manual", NULL};
static const char *const list_sorts[] = {"number", "-number", NULL};
static const char *const list_warnings[] = {"year-without-calendar", NULL};

#define AUDIENCE                                                                                                 \
    F_ENUM("audience", R, list_audiences,                                                                        \
           "Đôn đốc ai: officer (cán bộ), agency_head (thủ trưởng), committee_office (cơ quan "    \
           "giúp việc), standing_deputy (Phó Trưởng ban Thường trực), committee_agenda (nội dung " \
           "họp), inspection (kiểm tra)",                                                                        \
           "Who is urged: the officer or the head of the agency, or a body of the committee")
#define LATE                                                                                                              \
    F("workdays_late", FIELD_INTEGER, R | N,                                                                              \
      "Số ngày làm việc quá hạn vào ngày đôn đốc; âm: còn bấy nhiêu ngày; null: chưa có lịch, " \
      "hoặc không có thời hạn",                                                                                           \
      "Working days late on that day, negative before the deadline; null without calendar or "                            \
      "deadline")
#define TIMES                                                                                      \
    F_BOUND("times", FIELD_INTEGER, R, 1, 2147483647, "Lần đôn đốc của nhiệm vụ này",              \
            "Which urging of this task it is")

/* ---- urgings ---- */

static const struct field urging_fields[] = {
    F_IDENTITY,
    F("code", FIELD_CODE, R, "Số đôn đốc, tăng dần: DD-2025-00012",
      "Its number, in their order: DD-2025-00012"),
    F("task", FIELD_CODE, R, "Nhiệm vụ", "The task"),
    F("task_title", FIELD_STRING, R, "Tên nhiệm vụ khi đó", "What the task was called then"),
    TIMES,
    F_ENUM("kind", R, list_kinds, "rung: theo thang; manual: trực tiếp",
           "rung: by the ladder; manual: by hand"),
    F("due_on", FIELD_DATE, R | N, "Thời hạn khi đó", "The deadline then"),
    LATE,
    F("ladder_version", FIELD_INTEGER, R | N, "Phiên bản thang; null: đôn đốc trực tiếp",
      "Version of the ladder; null: by hand"),
    F("rung", FIELD_CODE, R | N, "Nấc; null: đôn đốc trực tiếp", "The rung; null: by hand"),
    F("rung_on", FIELD_DATE, R | N, "Ngày của nấc; null: đôn đốc trực tiếp",
      "The day of the rung; null: by hand"),
    F("fired_on", FIELD_DATE, R, "Ngày đôn đốc", "The day it was made"),
    AUDIENCE,
    F("agency", FIELD_CODE, R | N, "Gửi cơ quan; null: bộ phận của Ban Chỉ đạo",
      "The agency it went to; null: a body of the committee"),
    F("agency_name", FIELD_STRING, R | N, "Tên cơ quan khi đó", "Its name then"),
    F("text_vi", FIELD_TEXT, R, "Lời đôn đốc", "The words, in Vietnamese"),
    F("text_en", FIELD_TEXT, R | N, "Lời đôn đốc, tiếng Anh", "The words, in English"),
    F("reason_vi", FIELD_STRING, R, "Theo quy tắc nào", "Which rule made it, in Vietnamese"),
    F("reason_en", FIELD_STRING, R, "Theo quy tắc nào, tiếng Anh", "Which rule made it"),
    F("document_number", FIELD_STRING, R | N, "Số văn bản; null: không có",
      "Number of the letter; null: none"),
    F("created_at", FIELD_TIME, R, "Lúc ghi", "When it was recorded"),
    F_END};
const struct shape shape_urging = {"Urging", urging_fields};

static const struct field query_fields[] = {
    F("task", FIELD_REFERENCE, 0, "Của nhiệm vụ này", "Of this task"),
    F("agency", FIELD_REFERENCE, 0, "Gửi cơ quan này", "To this agency"),
    F_ENUM("audience", 0, list_audiences, "Đôn đốc ai", "Who was urged"),
    F_ENUM("kind", 0, list_kinds, "Theo thang hay trực tiếp", "By the ladder or by hand"),
    F("from", FIELD_DATE, 0, "Từ ngày", "From this day"),
    F("to", FIELD_DATE, 0, "Đến hết ngày", "To this day"),
    F("after", FIELD_REFERENCE, 0,
      "Sau số đôn đốc này: dùng để đọc tiếp, không bỏ sót; mã nào cũng được, kể cả của lần nay "
      "không "
      "còn được xem",
      "After this urging: to read on from it and miss none; any code will do, also of one that may "
      "not be seen any more"),
    F_ENUM("sort", 0, list_sorts, "Thứ tự; mặc định số tăng dần", "Order; by number otherwise"),
    F_PAGE,
    F_FIELDS,
    F_COUNT,
    F_END};
const struct shape query_urgings = {"UrgingQuery", query_fields};

static const struct field create_fields[] = {
    F_BOUND("text_vi", FIELD_TEXT, R, 1, 2000, "Lời đôn đốc", "The words, in Vietnamese"),
    F_BOUND("text_en", FIELD_TEXT, N, 1, 2000, "Lời đôn đốc, tiếng Anh", "The words, in English"),
    F_ENUM("audience", 0, list_audiences, "Đôn đốc ai; mặc định agency_head",
           "Who is urged; agency_head when not given"),
    F("agency", FIELD_REFERENCE, N, "Cơ quan chủ trì (mặc định) hoặc phối hợp",
      "The lead agency (when not given), or one that joins"),
    F_BOUND("document_number", FIELD_STRING, N, 1, 64, "Số văn bản, nếu có",
            "Number of the letter, if it has one"),
    F_END};
const struct shape shape_urging_create = {"UrgingCreate", create_fields};

static const struct field warning_fields[] = {
    F_ENUM("code", R, list_warnings, "Mã lưu ý", "Code of the warning"),
    F("year", FIELD_INTEGER, R, "Năm chưa có lịch", "The year without calendar"),
    F("rungs", FIELD_INTEGER, R, "Số lượt đôn đốc chưa xác định được ngày",
      "How many urgings have no day for want of it"),
    F("text_vi", FIELD_STRING, R, "Bằng tiếng Việt", "In Vietnamese"),
    F("text_en", FIELD_STRING, R, "Bằng tiếng Anh", "In English"),
    F_END};
static const struct shape shape_warning = {"UrgingWarning", warning_fields};
static const struct field field_warning =
    F_OBJECT("", 0, &shape_warning, "Lưu ý", "Something to know");
static const struct field field_urging = F_OBJECT("", 0, &shape_urging, "Đôn đốc", "Urging");

static const struct field run_fields[] = {F_END};
const struct shape shape_urging_run = {"UrgingRun", run_fields};
static const struct field result_fields[] = {
    F("run_on", FIELD_DATE, R, "Ngày chạy", "The day of the run"),
    F("fired", FIELD_INTEGER, R, "Số lượt đôn đốc", "How many urgings it made"),
    F("digests", FIELD_INTEGER, R, "Số thông điệp, mỗi nơi nhận một", "Messages, one to each"),
    F_ARRAY("items", R, 0, 100, &field_urging, "Một trăm lượt đầu; xem tiếp ở /v1/urgings",
            "The first hundred; the others are in /v1/urgings"),
    F_ARRAY("warnings", R, 0, 300, &field_warning, "Chưa đôn đốc được vì chưa có lịch",
            "What could not be urged for want of a calendar"),
    F_END};
const struct shape shape_urging_result = {"UrgingResult", result_fields};

/* ---- the letter ---- */

static const struct field letter_item_fields[] = {
    F("urging", FIELD_CODE, R, "Số đôn đốc", "The urging"),
    F("task", FIELD_CODE, R, "Nhiệm vụ", "The task"),
    F("title", FIELD_STRING, R, "Tên nhiệm vụ", "Its title"),
    F("product", FIELD_STRING, R | N, "Sản phẩm", "Its product"),
    F("due_on", FIELD_DATE, R | N, "Thời hạn", "Its deadline"),
    LATE,
    TIMES,
    F_END};
static const struct shape shape_letter_item = {"UrgingLetterItem", letter_item_fields};
static const struct field field_letter_item =
    F_OBJECT("", 0, &shape_letter_item, "Nhiệm vụ", "Task");
static const struct field letter_fields[] = {
    F("urging", FIELD_CODE, R, "Số đôn đốc", "The urging"),
    F_ENUM("family", R | N, list_families, "Thể thức nhà nước hay của Đảng; null: chưa rõ",
           "Form of the State or of the Party; null: not known"),
    F("issuer_above", FIELD_STRING, R | N, "Cơ quan thành lập ban", "What set the committee up"),
    F("issuer", FIELD_STRING, R | N, "Ban ban hành", "The committee that writes"),
    F("number", FIELD_STRING, R | N, "Số, ký hiệu; null: để trống", "Number; null: left blank"),
    F("dated", FIELD_DATE, R, "Ngày", "Its day"),
    F("subject", FIELD_STRING, R, "Trích yếu", "What it is about"),
    F("addressee", FIELD_STRING, R, "Kính gửi", "To whom"),
    F("opening", FIELD_STRING, R, "Mở đầu", "How it begins"),
    F_ARRAY("items", R, 1, 100000, &field_letter_item, "Bảng nhiệm vụ", "The tasks"),
    F("text", FIELD_TEXT, R, "Lời đôn đốc", "What is asked"),
    F("closing", FIELD_STRING, R, "Kết thúc", "How it ends"),
    F("post", FIELD_STRING, R | N, "Chức vụ người ký; null: để trống; không có tên",
      "Post of who signs; null: left blank; never a name"),
    F_END};
const struct shape shape_urging_letter = {"UrgingLetter", letter_fields};
static const struct field query_letter_fields[] = {
    F("committee", FIELD_REFERENCE, 0, "Nhân danh ban nào; mặc định ban duy nhất, nếu chỉ có một",
      "In whose name; the only committee, where there is one"),
    F_END};
const struct shape query_urging_letter = {"UrgingLetterQuery", query_letter_fields};
