/* shapes_agency.c - agencies: departments, committees, councils, communes (domain: identifiers have
 * a scheme and a validity). */
#include "api/shapes.h"

const char *const list_agency_kinds[] = {
    "party_committee", "party_body", "people_council", "people_committee", "department", "commune",
    "public_unit",     "union",      "enterprise",     "central",          "other",      NULL};
const char *const list_agency_schemes[] = {"qd20", "qcvn102", "gso", "internal", NULL};
static const char *const list_sorts[] = {"code", "-code", "name_vi", "-name_vi", NULL};

static const struct field identifier_fields[] = {
    F_ENUM("scheme", R, list_agency_schemes,
           "qd20: QĐ 20/2020/QĐ-TTg; qcvn102: QCVN 102:2016/BTTTT; gso: mã thống kê",
           "qd20: decision 20/2020; qcvn102: QCVN 102:2016; gso: statistical code"),
    F_BOUND("value", FIELD_STRING, R, 1, 35, "Mã định danh, ví dụ H39.4.12",
            "For example H39.4.12"),
    F("valid_from", FIELD_DATE, N, "Có hiệu lực từ ngày", "In force from this day"),
    F("valid_to", FIELD_DATE, N, "Hết hiệu lực từ ngày", "No longer in force from this day"),
    F_END};
static const struct shape shape_identifier = {"AgencyIdentifier", identifier_fields};
const struct field field_agency_identifier =
    F_OBJECT("", 0, &shape_identifier, "Mã định danh", "Identifier");

#define AGENCY_MEMBERS                                                                             \
    F_BOUND("name_vi", FIELD_STRING, R, 1, 300, "Tên tiếng Việt", "Vietnamese name"),              \
        F_BOUND("name_en", FIELD_STRING, N, 1, 300, "Tên tiếng Anh", "English name"),              \
        F_ENUM("kind", R, list_agency_kinds, "Loại cơ quan", "Kind of agency"),                    \
        F("parent", FIELD_REFERENCE, N, "Cơ quan cấp trên trực tiếp", "The agency above it"),      \
        F("valid_from", FIELD_DATE, N, "Thành lập ngày", "Established on"),                        \
        F_ARRAY("identifiers", 0, 0, 20, &field_agency_identifier, "Các mã định danh",             \
                "Identifiers"),                                                                    \
        F_BOUND("note", FIELD_TEXT, N, 1, 2000, "Ghi chú", "Note")

static const struct field create_fields[] = {
    F("code", FIELD_CODE, R, "Mã, ví dụ so-khcn", "Code, for example so-khcn"), AGENCY_MEMBERS,
    F_END};
const struct shape shape_agency_create = {"AgencyCreate", create_fields};

static const struct field patch_fields[] = {AGENCY_MEMBERS, F_END};
const struct shape shape_agency_patch = {"AgencyPatch", patch_fields};

static const struct field agency_fields[] = {
    F_IDENTITY,
    F("code", FIELD_CODE, R, "Mã", "Code"),
    AGENCY_MEMBERS,
    F("parent_name", FIELD_STRING, N, "Tên cơ quan cấp trên", "Name of the agency above it"),
    F("valid_to", FIELD_DATE, N, "Kết thúc hoạt động từ ngày", "Ended, no longer on this day"),
    F_ARRAY("predecessors", R, 0, 500, &field_code, "Kế thừa các cơ quan này",
            "The agencies it came after"),
    F_ARRAY("successors", R, 0, 500, &field_code, "Các cơ quan kế thừa",
            "The agencies that came after it"),
    F_VERSIONS,
    F_END};
const struct shape shape_agency = {"Agency", agency_fields};

static const struct field list_fields[] = {
    F_SEARCH,
    F_ENUM("kind", 0, list_agency_kinds, "Loại cơ quan", "Kind of agency"),
    F("parent", FIELD_REFERENCE, 0, "Trực thuộc cơ quan này", "Directly below this agency"),
    F_BOUND("identifier", FIELD_STRING, 0, 1, 35, "Có mã định danh này", "Has this identifier"),
    F_MOMENT,
    F_ENUM("sort", 0, list_sorts, "Thứ tự", "Order"),
    F_PAGE,
    F_FIELDS,
    F_COUNT,
    F_END};
const struct shape query_agencies = {"AgencyQuery", list_fields};
