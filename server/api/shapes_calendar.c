/* shapes_calendar.c - days off and swapped working days, and what follows from them. */
#include "api/shapes.h"

static const char *const list_kinds[] = {"off", "work", NULL};
static const char *const list_why[] = {"weekend", "off", "work", NULL};
static const char *const list_results[] = {"created", "updated", "unchanged", NULL};
static const char *const list_warnings[] = {"year-without-calendar", NULL};

/* A day that was shown can be imported back: both have the same members. */
#define DAY_MEMBERS(date_type)                                                                                             \
    F("date", date_type, R, "Ngày", "The day"),                                                                            \
        F_ENUM("kind", R, list_kinds,                                                                                      \
               "off: nghỉ; work: làm việc, kể cả thứ Bảy, Chủ nhật (làm bù), hoặc ngày nghỉ đã " \
               "rút lại",                                                                                                  \
               "off: not worked; work: worked, be it a Saturday or Sunday, or a day off taken "                            \
               "back"),                                                                                                    \
        F_BOUND("name_vi", FIELD_STRING, R, 1, 200, "Tên ngày nghỉ, hoặc làm bù cho ngày nào",                             \
                "What day it is, or which day it is worked for"),                                                          \
        F_BOUND("name_en", FIELD_STRING, N, 1, 200, "Tên tiếng Anh", "English name"),                                      \
        F_BOUND("source", FIELD_STRING, N, 1, 300,                                                                         \
                "Nguồn, khi văn bản không có trong sổ; bắt buộc một trong hai: source, document",                          \
                "The source in words; exactly one of source and document"),                                                \
        F("document", FIELD_REFERENCE, N, "Văn bản quy định", "The document that fixed it")

static const struct field day_fields[] = {DAY_MEMBERS(FIELD_DATE), F_END};
static const struct shape shape_day = {"CalendarDay", day_fields};
static const struct field field_day = F_OBJECT("", 0, &shape_day, "Ngày", "Day");

static const struct field warning_fields[] = {
    F_ENUM("code", R, list_warnings, "Mã lưu ý", "Code of the warning"),
    F("year", FIELD_INTEGER, R, "Năm chưa có lịch", "The year without calendar"),
    F("text_vi", FIELD_STRING, R, "Bằng tiếng Việt", "In Vietnamese"),
    F("text_en", FIELD_STRING, R, "Bằng tiếng Anh", "In English"), F_END};
static const struct shape shape_warning = {"CalendarWarning", warning_fields};
const struct field field_calendar_warning =
    F_OBJECT("", 0, &shape_warning, "Lưu ý", "Something to know");
#define WARNINGS                                                                                   \
    F_ARRAY("warnings", R, 0, 300, &field_calendar_warning,                                        \
            "Những năm chưa có lịch, nên không tính được",                                         \
            "Years without calendar, for which nothing is guessed")

static const struct field calendar_fields[] = {
    F("from", FIELD_DATE, R, "Từ ngày", "The first day"),
    F("to", FIELD_DATE, R, "Đến hết ngày", "The last day"),
    F("workdays", FIELD_INTEGER, R | N, "Số ngày làm việc; null khi có năm chưa có lịch",
      "How many working days; null with a year without calendar"),
    F_ARRAY("items", R, 0, 10000, &field_day, "Các ngày nghỉ và ngày làm bù",
            "Days off and swapped working days"),
    WARNINGS,
    F_END};
const struct shape shape_calendar = {"Calendar", calendar_fields};

static const struct field query_fields[] = {
    F_BOUND("year", FIELD_INTEGER, 0, 1900, 2199, "Năm; mặc định năm nay",
            "The year; this year when nothing is given"),
    F("from", FIELD_DATE, 0, "Từ ngày", "The first day"),
    F("to", FIELD_DATE, 0, "Đến hết ngày", "The last day"), F_END};
const struct shape query_calendar = {"CalendarQuery", query_fields};

static const struct field import_day_fields[] = {DAY_MEMBERS(FIELD_IMPORT_DATE), F_END};
static const struct shape shape_import_day = {"CalendarImportDay", import_day_fields};
static const struct field field_import_day = F_OBJECT("", 0, &shape_import_day, "Ngày", "Day");
static const struct field import_fields[] = {
    F_ARRAY("items", R, 1, 500, &field_import_day, "Các ngày", "The days"), F_END};
const struct shape shape_calendar_import = {"CalendarImport", import_fields};

static const struct field imported_day_fields[] = {
    F_BOUND("index", FIELD_INTEGER, R, 0, 499, "Vị trí trong lần gửi", "Place in what was sent"),
    F("date", FIELD_DATE, R, "Ngày", "The day"),
    F_ENUM("result", R, list_results, "Đã làm gì", "What was done"), F_END};
static const struct shape shape_imported_day = {"CalendarImportedDay", imported_day_fields};
static const struct field field_imported_day =
    F_OBJECT("", 0, &shape_imported_day, "Kết quả", "Result");
static const struct field moved_fields[] = {
    F("code", FIELD_CODE, R, "Mã nhiệm vụ", "Code of the task"),
    F("due_on_before", FIELD_DATE, R, "Thời hạn trước đó", "Its deadline before"),
    F("due_on", FIELD_DATE, R, "Thời hạn bây giờ", "Its deadline now"), F_END};
static const struct shape shape_moved = {"CalendarMovedTask", moved_fields};
static const struct field field_moved = F_OBJECT("", 0, &shape_moved, "Nhiệm vụ", "Task");
static const struct field summary_fields[] = {
    F_BOUND("created", FIELD_INTEGER, R, 0, 500, "Số ngày mới", "Days added"),
    F_BOUND("updated", FIELD_INTEGER, R, 0, 500, "Số ngày được sửa", "Days changed"),
    F_BOUND("unchanged", FIELD_INTEGER, R, 0, 500, "Số ngày giữ nguyên", "Days left as they were"),
    F_END};
static const struct shape shape_summary = {"CalendarImportSummary", summary_fields};
static const struct field imported_fields[] = {
    F_ARRAY("items", R, 1, 500, &field_imported_day, "Kết quả từng ngày", "Result of each"),
    F_OBJECT("summary", R, &shape_summary, "Tổng cộng", "Totals"),
    F_ARRAY("tasks", R, 0, 1000000, &field_moved,
            "Các nhiệm vụ có thời hạn dời theo lịch (thiết lập deadline_shift)",
            "Tasks whose deadline moved along (setting deadline_shift)"),
    F_END};
const struct shape shape_calendar_imported = {"CalendarImported", imported_fields};

static const struct field skipped_fields[] = {
    F("date", FIELD_DATE, R, "Ngày", "The day"),
    F_ENUM("why", R, list_why, "weekend: cuối tuần; off: ngày nghỉ; work: làm bù",
           "weekend; off: a day off; work: a Saturday or Sunday that is worked"),
    F("name_vi", FIELD_STRING, R, "Là ngày gì", "What day it is, in Vietnamese"),
    F("name_en", FIELD_STRING, R | N, "Là ngày gì, bằng tiếng Anh", "What day it is, in English"),
    F("source", FIELD_STRING, R | N, "Nguồn", "The source"),
    F_END};
static const struct shape shape_skipped = {"CalendarSkippedDay", skipped_fields};
static const struct field field_skipped = F_OBJECT("", 0, &shape_skipped, "Ngày", "Day");

static const struct field workdays_fields[] = {
    F("from", FIELD_DATE, R, "Từ ngày; ngày này không tính (Bộ luật Dân sự, điều 147)",
      "The starting day, which is not counted (Civil Code, art. 147)"),
    F("days", FIELD_INTEGER, R | N, "Số ngày làm việc; null khi cần năm chưa có lịch",
      "Working days; null when it would need a year without calendar"),
    F("to", FIELD_DATE, R | N, "Đến ngày; null khi cần năm chưa có lịch",
      "The day reached; null when it would need a year without calendar"),
    F_ARRAY("skipped", R, 0, 3000, &field_skipped, "Những ngày không tính, và vì sao",
            "The days that do not count, and why"),
    F_ARRAY("worked", R, 0, 3000, &field_skipped, "Thứ Bảy, Chủ nhật làm việc",
            "Saturdays and Sundays that are worked"),
    WARNINGS,
    F_END};
const struct shape shape_workdays = {"Workdays", workdays_fields};

static const struct field workdays_query_fields[] = {
    F("from", FIELD_DATE, R, "Từ ngày", "The starting day"),
    /* A text: in a query "+5" is " 5". */
    F_BOUND("days", FIELD_STRING, 0, 1, 6, "Sau (+5) hay trước (-5) bao nhiêu ngày làm việc",
            "So many working days on (+5) or back (-5)"),
    F("to", FIELD_DATE, 0, "Hoặc: đến ngày này là bao nhiêu ngày làm việc",
      "Or: how many working days it is to this day"),
    F_END};
const struct shape query_workdays = {"WorkdaysQuery", workdays_query_fields};
