/* shapes_client.c - API clients and the journal. No hash of a secret ever leaves the database. */
#include "api/shapes.h"

#define CLIENT_MEMBERS                                                                             \
    F_BOUND("name", FIELD_STRING, R, 1, 200, "Tên hệ thống hoặc người dùng",                       \
            "Name of the system or user"),                                                         \
        F_ENUM("role", R, list_roles, "Vai trò", "Role"),                                          \
        F("agency", FIELD_REFERENCE, N, "Cơ quan; bắt buộc với vai trò agency",                    \
          "Agency; required for the role agency, forbidden for others"),                           \
        F_ARRAY("scopes", R, 1, 40, &field_scope, "Các phạm vi quyền", "Scopes"),                  \
        F_BOUND("public_key", FIELD_TEXT, N, 1, 1000,                                              \
                "Khóa công khai EC P-256, PEM (private_key_jwt)",                                  \
                "Public EC P-256 key in PEM (private_key_jwt)"),                                   \
        F_ARRAY("source_systems", 0, 0, 20, &field_code,                                           \
                "Các hệ thống nguồn mà ứng dụng gửi thay", "Source systems it may speak for")

static const struct field create_fields[] = {F("code", FIELD_CODE, R, "Mã", "Code"), CLIENT_MEMBERS,
                                             F_END};
const struct shape shape_client_create = {"ClientCreate", create_fields};

static const struct field patch_fields[] = {CLIENT_MEMBERS, F_END};
const struct shape shape_client_patch = {"ClientPatch", patch_fields};

#define CLIENT_STANDING                                                                            \
    F_IDENTITY, F("code", FIELD_CODE, R, "Mã", "Code"), CLIENT_MEMBERS,                            \
        F("agency_name", FIELD_STRING, N, "Tên cơ quan", "Name of the agency"),                    \
        F("not_before", FIELD_TIME, N, "Mã truy cập cấp trước lúc này không còn giá trị",          \
          "Tokens issued earlier are refused"),                                                    \
        F("last_rotated_at", FIELD_TIME, N, "Lần đổi bí mật gần nhất",                             \
          "When its secret was changed"),                                                          \
        F("revoked_at", FIELD_TIME, N, "Thu hồi lúc", "When it was revoked"),                      \
        F("revoked_reason", FIELD_TEXT, N, "Lý do thu hồi", "Why it was revoked"), F_VERSIONS

static const struct field client_fields[] = {CLIENT_STANDING, F_END};
const struct shape shape_client = {"Client", client_fields};

static const struct field secret_fields[] = {
    CLIENT_STANDING,
    F("secret", FIELD_STRING, FIELD_NULLABLE | FIELD_SECRET, "Bí mật, chỉ trả về một lần",
      "The secret, given only once"),
    F_END};
const struct shape shape_client_secret = {"ClientWithSecret", secret_fields};

static const struct field rotate_fields[] = {
    F_BOUND("overlap_seconds", FIELD_INTEGER, 0, 0, 2592000,
            "Bí mật cũ còn dùng được bao lâu, mặc định 86400",
            "How long the old secret stays good, 86400 when not given"),
    F_END};
const struct shape shape_client_rotate = {"ClientRotate", rotate_fields};

static const struct field revoke_fields[] = {
    F_BOUND("reason", FIELD_TEXT, N, 1, 2000, "Lý do", "Reason"), F_END};
const struct shape shape_client_revoke = {"ClientRevoke", revoke_fields};

static const char *const list_sorts[] = {"code", "-code", NULL};

static const struct field client_query_fields[] = {
    F_ENUM("role", 0, list_roles, "Vai trò", "Role"),
    F("agency", FIELD_REFERENCE, 0, "Cơ quan", "Agency"),
    F("revoked", FIELD_BOOLEAN, 0, "Đã thu hồi hay chưa", "Revoked or not"),
    F_ENUM("sort", 0, list_sorts, "Thứ tự", "Order"),
    F_PAGE,
    F_FIELDS,
    F_COUNT,
    F_END};
const struct shape query_clients = {"ClientQuery", client_query_fields};

static const struct field journal_fields[] = {
    F_BOUND("id", FIELD_INTEGER, R, 1, 9007199254740991L, "Số của dòng", "Number of the row"),
    F("at", FIELD_TIME, R, "Lúc nào", "When"),
    F("operation", FIELD_STRING, R, "Thao tác của API", "Operation of the API"),
    F("client", FIELD_STRING, N, "Ứng dụng nào", "Which client"),
    F("agency", FIELD_CODE, N, "Thay cơ quan nào", "On behalf of which agency"),
    F("role", FIELD_STRING, R, "Vai trò", "Role"),
    F("request", FIELD_STRING, N, "Mã yêu cầu", "Request id"),
    F("action", FIELD_STRING, R, "Thêm, sửa hoặc xóa", "Insert, update or delete"),
    F("object_kind", FIELD_STRING, R, "Loại đối tượng", "Kind of object"),
    F("object_id", FIELD_STRING, R, "Định danh của đối tượng", "Identifier of the object"),
    F("object_code", FIELD_STRING, N, "Mã của đối tượng", "Code of the object"),
    F("before", FIELD_ANY, N, "Trước", "Before"),
    F("after", FIELD_ANY, N, "Sau", "After"),
    F_END};
const struct shape shape_journal = {"JournalEntry", journal_fields};

static const struct field journal_query_fields[] = {
    F("client", FIELD_CODE, 0, "Ứng dụng", "Client"),
    F("operation", FIELD_CODE, 0, "Thao tác", "Operation"),
    F("object_kind", FIELD_CODE, 0, "Loại đối tượng", "Kind of object"),
    F("object", FIELD_REFERENCE, 0, "Đối tượng", "Object"),
    F("from", FIELD_TIME, 0, "Từ lúc", "From this time"),
    F("to", FIELD_TIME, 0, "Trước lúc", "Before this time"),
    F_PAGE,
    F_FIELDS,
    F_COUNT,
    F_END};
const struct shape query_journal = {"JournalQuery", journal_query_fields};
