/* shapes_common.c - members and parameters that several nouns share, and what belongs to none. */
#include "api/shapes.h"

const struct field field_member =
    F_BOUND("", FIELD_CODE, 0, 1, 64, "Tên trường", "Name of a member");
const struct field field_reference = F("", FIELD_REFERENCE, 0, "Mã hoặc id", "Code or id");
const struct field field_code = F("", FIELD_CODE, 0, "Mã", "Code");

const char *const list_count[] = {"exact", NULL};
const char *const list_secrecy[] = {"none", "mat", "toi_mat", "tuyet_mat", NULL};
const char *const list_task_states[] = {"draft",    "assigned",  "received", "in_progress",
                                        "reported", "verified",  "returned", "suspended",
                                        "blocked",  "cancelled", NULL};

static const struct field none_fields[] = {F_END};
const struct shape query_none = {"NoQuery", none_fields};

static const struct field write_fields[] = {F_DRY_RUN, F_END};
const struct shape query_write = {"WriteQuery", write_fields};

static const struct field object_fields[] = {F_FIELDS, F_END};
const struct shape query_object = {"ObjectQuery", object_fields};

static const struct field moment_fields[] = {F_MOMENT, F_FIELDS, F_END};
const struct shape query_moment = {"MomentQuery", moment_fields};

static const struct field as_of_fields[] = {
    F("today", FIELD_DATE, R, "Hôm nay, theo giờ Việt Nam", "Today in Vietnam"),
    F("valid_at", FIELD_DATE, R, "Ngày có hiệu lực được hỏi", "The day that was asked for"),
    F("known_at", FIELD_TIME, R, "Hỏi lại với known_at này thì được câu trả lời như cũ",
      "Asked for again it gives the same answer"),
    F_END};
const struct shape shape_as_of = {"AsOf", as_of_fields};

const char *const list_roles[] = {"agency", "office", "leader", "auditor", "admin", NULL};
static const char *const list_scopes[] = {
#define SCOPE(name, text) text,
#include "auth/scopes.def"
#undef SCOPE
    NULL};
const struct field field_scope = F_ENUM("", 0, list_scopes, "Phạm vi", "Scope");

static const struct field me_fields[] = {
    F("client", FIELD_CODE, R, "Mã ứng dụng", "Code of the client"),
    F("name", FIELD_STRING, R, "Tên ứng dụng", "Name of the client"),
    F_ENUM("role", R, list_roles, "Vai trò", "Role"),
    F("agency", FIELD_CODE, N, "Mã cơ quan mà ứng dụng làm việc thay",
      "Code of the agency it acts for"),
    F("agency_name", FIELD_STRING, N, "Tên cơ quan", "Name of that agency"),
    F_ARRAY("scopes", R, 0, 40, &field_scope, "Các phạm vi quyền", "Its scopes"),
    F_END};
const struct shape shape_me = {"Me", me_fields};

static const char *const list_token_types[] = {"Bearer", NULL};

static const struct field token_fields[] = {
    F("access_token", FIELD_STRING, R, "Mã truy cập", "The access token"),
    F_ENUM("token_type", R, list_token_types, "Luôn là Bearer", "Always Bearer"),
    F_BOUND("expires_in", FIELD_INTEGER, R, 1, 86400, "Hiệu lực, giây", "Lifetime, seconds"),
    F("scope", FIELD_STRING, R, "Phạm vi được cấp, cách nhau bằng dấu cách",
      "Scopes granted, separated by spaces"),
    F_END};
const struct shape shape_token = {"Token", token_fields};
