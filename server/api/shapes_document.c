/* shapes_document.c - documents of both families. The type is never read from the symbol: in Party
 * papers QĐ means two things. */
#include "api/shapes.h"

static const char *const list_families[] = {"state", "party", NULL};
static const char *const list_sorts[] = {"issued_on", "-issued_on", "code", "-code", NULL};

#define DOCUMENT_MEMBERS                                                                           \
    F_ENUM("family", R, list_families, "state: NĐ 30/2020/NĐ-CP; party: văn bản của Đảng",         \
           "state: decree 30/2020; party: papers of the Party"),                                   \
        F_BOUND("type", FIELD_STRING, R, 1, 100, "Tên loại văn bản, ví dụ Kế hoạch",               \
                "Name of the document type, for example Kế hoạch"),                                \
        F("issuer", FIELD_REFERENCE, N, "Cơ quan ban hành có trong sổ (hoặc issuer_name)",         \
          "The issuing agency, when it is registered (or issuer_name)"),                           \
        F_BOUND("issuer_name", FIELD_STRING, N, 1, 300, "Cơ quan ban hành không có trong sổ",      \
                "An issuer that is not registered"),                                               \
        F("issued_on", FIELD_DATE, R, "Ngày ban hành", "Date of issue"),                           \
        F("effective_on", FIELD_DATE, N, "Ngày có hiệu lực", "In force from"),                     \
        F_BOUND("signer", FIELD_STRING, N, 1, 200, "Người ký", "Signer"),                          \
        F_BOUND("signer_title", FIELD_STRING, N, 1, 200, "Chức vụ người ký",                       \
                "Title of the signer"),                                                            \
        F_BOUND("subject", FIELD_STRING, R, 1, 1000, "Trích yếu", "Subject"),                      \
        F("url", FIELD_URL, N, "Địa chỉ toàn văn", "Where the text is"),                           \
        F("sha256", FIELD_SHA256, N, "SHA-256 của tệp", "SHA-256 of the file"),                    \
        F_ENUM("secrecy", 0, list_secrecy, "Văn bản mật không được tiếp nhận",                     \
               "State secrets are refused")

static const struct field create_fields[] = {F_BOUND("code", FIELD_STRING, R, 1, 64,
                                                     "Số và ký hiệu, ví dụ 726/KH-UBND",
                                                     "Number and symbol, for example 726/KH-UBND"),
                                             DOCUMENT_MEMBERS, F_END};
const struct shape shape_document_create = {"DocumentCreate", create_fields};

static const struct field patch_fields[] = {
    F_BOUND("code", FIELD_STRING, R, 1, 64, "Số và ký hiệu", "Number and symbol"), DOCUMENT_MEMBERS,
    F_END};
const struct shape shape_document_patch = {"DocumentPatch", patch_fields};

static const struct field document_fields[] = {
    F_IDENTITY,
    F_BOUND("code", FIELD_STRING, R, 1, 64, "Số và ký hiệu", "Number and symbol"),
    F("number", FIELD_STRING, N, "Số", "Number"),
    F("symbol", FIELD_STRING, N, "Ký hiệu", "Symbol"),
    DOCUMENT_MEMBERS,
    F_VERSIONS,
    F_END};
const struct shape shape_document = {"Document", document_fields};

static const struct field list_fields[] = {
    F_SEARCH,
    F_ENUM("family", 0, list_families, "Hệ văn bản", "Family"),
    F_BOUND("type", FIELD_STRING, 0, 1, 100, "Loại văn bản", "Document type"),
    F("issuer", FIELD_REFERENCE, 0, "Cơ quan ban hành", "Issuing agency"),
    F_BOUND("code", FIELD_STRING, 0, 1, 64, "Số và ký hiệu", "Number and symbol"),
    F("issued_from", FIELD_DATE, 0, "Ban hành từ ngày", "Issued on this day or later"),
    F("issued_to", FIELD_DATE, 0, "Ban hành đến ngày", "Issued on this day or earlier"),
    F_ENUM("sort", 0, list_sorts, "Thứ tự", "Order"),
    F_PAGE,
    F_FIELDS,
    F_COUNT,
    F_END};
const struct shape query_documents = {"DocumentQuery", list_fields};

static const struct field type_fields[] = {
    F_ENUM("family", R, list_families, "Hệ văn bản", "Family"),
    F("abbreviation", FIELD_STRING, N, "Chữ viết tắt", "Abbreviation"),
    F("name_vi", FIELD_STRING, R, "Tên loại", "Vietnamese name"),
    F("name_en", FIELD_STRING, N, "Tên tiếng Anh", "English name"), F_END};
const struct shape shape_document_type = {"DocumentType", type_fields};

static const struct field type_query_fields[] = {
    F_ENUM("family", 0, list_families, "Hệ văn bản", "Family"), F_PAGE, F_FIELDS, F_COUNT, F_END};
const struct shape query_document_types = {"DocumentTypeQuery", type_query_fields};
