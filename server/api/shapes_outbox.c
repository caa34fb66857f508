/* shapes_outbox.c - messages that go out by mail or file drop, and the official mailboxes they go
 * to. */
#include "api/shapes.h"

static const char *const list_audiences[] = {
    "officer",    "agency_head", "committee_office", "standing_deputy", "committee_agenda",
    "inspection", NULL};
static const char *const list_channels[] = {"file", "smtp", NULL};
static const char *const list_message_states[] = {"waiting", "sent", "lapsed", NULL};
static const char *const list_message_sorts[] = {"number", "-number", NULL};
static const char *const list_recipient_kinds[] = {"agency", "body", NULL};
static const char *const list_recipient_sorts[] = {"recipient", "-recipient", NULL};

static const struct field query_outbox_fields[] = {
    F_ENUM("state", 0, list_message_states, "Trạng thái", "State"),
    F_ENUM("channel", 0, list_channels, "Kênh", "Channel"),
    F("agency", FIELD_REFERENCE, 0, "Gửi cơ quan này", "To this agency"),
    F_ENUM("audience", 0, list_audiences, "Gửi cho ai", "For whom"),
    F("kind", FIELD_CODE, 0, "Loại thông điệp", "Kind of message"),
    F_ENUM("sort", 0, list_message_sorts, "Thứ tự", "Order"),
    F_PAGE,
    F_FIELDS,
    F_COUNT,
    F_END};
const struct shape query_outbox = {"OutboxQuery", query_outbox_fields};

#define ENTRY_MEMBERS                                                                              \
    F_BOUND("number", FIELD_INTEGER, R, 1, 9007199254740991L, "Số thứ tự", "Its number"),          \
        F_ENUM("state", R, list_message_states, "Trạng thái", "State"),                            \
        F_ENUM("channel", R, list_channels, "Kênh gửi", "The way it goes"),                        \
        F("recipient", FIELD_CODE, R, "Mã cơ quan hoặc bộ phận nhận",                              \
          "Code of the agency, or the body of the committee"),                                     \
        F("recipient_name", FIELD_STRING, R, "Tên nơi nhận", "Name of the recipient"),             \
        F("subject", FIELD_STRING, R, "Tiêu đề", "Subject"),                                       \
        F("address", FIELD_STRING, N, "Đã gửi tới, hoặc sẽ gửi tới; null: chưa có hộp thư",        \
          "Where it went, or would go now; null: no mailbox yet"),                                 \
        F_BOUND("attempts", FIELD_INTEGER, R, 0, 2147483647, "Số lần thử", "Attempts"),            \
        F("last_error", FIELD_STRING, N, "Lỗi lần gần nhất", "What went wrong last"),              \
        F("next_at", FIELD_TIME, N, "Thử lại từ lúc", "Tried again from then on"),                 \
        F("sent_at", FIELD_TIME, N, "Đã gửi lúc", "When it was sent"),                             \
        F("lapses_at", FIELD_TIME, R, "Hết hiệu lực lúc, nếu còn chờ",                             \
          "When it lapses, if it still waits"),                                                    \
        F("kind", FIELD_CODE, R, "Loại thông điệp", "Kind of message"),                            \
        F_ENUM("recipient_kind", R, list_recipient_kinds, "Cơ quan hay bộ phận",                   \
               "An agency, or a body"),                                                            \
        F_ENUM("audience", N, list_audiences, "Gửi cho ai", "For whom"),                           \
        F_ARRAY("about", R, 0, 100000, &field_code, "Mã của những lần đôn đốc được nói tới",       \
                "Codes of the urgings it tells of"),                                               \
        F_IDENTITY, F_BOUND("version", FIELD_INTEGER, R, 1, 2147483647, "Phiên bản", "Version"),   \
        F("created_at", FIELD_TIME, R, "Lúc lập", "When it was made")

static const struct field entry_fields[] = {ENTRY_MEMBERS, F_END};
const struct shape shape_outbox_entry = {"OutboxEntry", entry_fields};

static const struct field message_fields[] = {
    ENTRY_MEMBERS, F("body", FIELD_TEXT, R, "Nội dung", "What it says"), F_END};
const struct shape shape_outbox_message = {"OutboxMessage", message_fields};

static const struct field retry_fields[] = {F_END};
const struct shape shape_outbox_retry = {"OutboxRetry", retry_fields};

static const struct field query_addresses_fields[] = {
    F_ENUM("recipient_kind", 0, list_recipient_kinds, "Cơ quan hay bộ phận",
           "Agencies, or bodies of the committee"),
    F("missing", FIELD_BOOLEAN, 0, "true: chưa có hộp thư; false: đã có",
      "true: without a mailbox; false: with one"),
    F_ENUM("sort", 0, list_recipient_sorts, "Thứ tự", "Order"),
    F_PAGE,
    F_FIELDS,
    F_COUNT,
    F_END};
const struct shape query_notice_addresses = {"NoticeAddressQuery", query_addresses_fields};

#define MAILBOX                                                                                    \
    F_BOUND("email", FIELD_STRING, N, 1, 254, "Hộp thư công vụ của cơ quan, không của cá nhân",    \
            "The official mailbox of the office, never a person's")

static const struct field address_fields[] = {
    F("recipient", FIELD_CODE, R, "Mã cơ quan, hoặc bộ phận của ban chỉ đạo",
      "Code of the agency, or body of the committee"),
    F_ENUM("recipient_kind", R, list_recipient_kinds, "Cơ quan hay bộ phận",
           "An agency, or a body"),
    F("name", FIELD_STRING, R, "Tên", "Name"),
    MAILBOX,
    F_BOUND("version", FIELD_INTEGER, R, 1, 2147483647, "Phiên bản", "Version"),
    F("updated_at", FIELD_TIME, N, "Lúc sửa gần nhất", "When it was last changed"),
    F_END};
const struct shape shape_notice_address = {"NoticeAddress", address_fields};

static const struct field address_patch_fields[] = {MAILBOX, F_END};
const struct shape shape_notice_address_patch = {"NoticeAddressPatch", address_patch_fields};
