/* shapes_programme.c - programmes (groups of tasks) and the resolution's targets for 2030. */
#include "api/shapes.h"

static const char *const list_sorts[] = {"code", "-code", NULL};
static const char *const list_operators[] = {"gt", "ge", "eq", "range", "rank_le", NULL};

#define PROGRAMME_MEMBERS                                                                          \
    F_BOUND("name_vi", FIELD_STRING, R, 1, 500, "Tên chương trình, kế hoạch", "Vietnamese name"),  \
        F_BOUND("name_en", FIELD_STRING, N, 1, 500, "Tên tiếng Anh", "English name"),              \
        F("document", FIELD_REFERENCE, N, "Văn bản ban hành", "The document that set it up"),      \
        F("starts_on", FIELD_DATE, N, "Bắt đầu ngày", "Starts on"),                                \
        F("ends_on", FIELD_DATE, N, "Kết thúc ngày", "Ends on"),                                   \
        F_BOUND("note", FIELD_TEXT, N, 1, 2000, "Ghi chú", "Note")

static const struct field create_fields[] = {
    F("code", FIELD_CODE, R, "Mã, ví dụ CTCT-2025", "Code, for example CTCT-2025"),
    PROGRAMME_MEMBERS, F_END};
const struct shape shape_programme_create = {"ProgrammeCreate", create_fields};

static const struct field patch_fields[] = {PROGRAMME_MEMBERS, F_END};
const struct shape shape_programme_patch = {"ProgrammePatch", patch_fields};

static const struct field programme_fields[] = {F_IDENTITY,
                                                F("code", FIELD_CODE, R, "Mã", "Code"),
                                                PROGRAMME_MEMBERS,
                                                F("document_code", FIELD_STRING, N,
                                                  "Số và ký hiệu của văn bản",
                                                  "Number and symbol of the document"),
                                                F_VERSIONS,
                                                F_END};
const struct shape shape_programme = {"Programme", programme_fields};

static const struct field list_fields[] = {
    F_SEARCH, F_ENUM("sort", 0, list_sorts, "Thứ tự", "Order"), F_PAGE, F_FIELDS, F_COUNT, F_END};
const struct shape query_programmes = {"ProgrammeQuery", list_fields};

static const struct field target_fields[] = {
    F("code", FIELD_CODE, R, "Mã", "Code"),
    F("name_vi", FIELD_STRING, R, "Tên chỉ tiêu", "Vietnamese name"),
    F("name_en", FIELD_STRING, N, "Tên tiếng Anh", "English name"),
    F_ENUM("operator", R, list_operators, "Phép so sánh", "How the value is compared"),
    F("low", FIELD_DECIMAL, N, "Ngưỡng, hoặc đầu dưới của khoảng",
      "The bound, or the lower end of a range"),
    F("high", FIELD_DECIMAL, N, "Đầu trên của khoảng", "The upper end of a range"),
    F("unit", FIELD_STRING, N, "Đơn vị", "Unit"),
    F("basis", FIELD_STRING, N, "Kỳ gốc hoặc cách tính", "Base period or kind"),
    F("source", FIELD_STRING, R, "Văn bản đặt ra chỉ tiêu", "The document that set it"),
    F_END};
const struct shape shape_target = {"Target", target_fields};

static const struct field target_query_fields[] = {F_PAGE, F_FIELDS, F_COUNT, F_END};
const struct shape query_targets = {"TargetQuery", target_query_fields};
