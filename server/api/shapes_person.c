/* shapes_person.c - people and the posts they hold (law 91/2025/QH15: of a person the name and the
 * contact at work, nothing else). */
#include "api/shapes.h"

static const char *const list_person_sorts[] = {"code", "-code", "name", "-name", NULL};
static const char *const list_post_sorts[] = {"code", "-code", NULL};

#define PERSON_CODE                                                                                \
    F("code", FIELD_CODE, R, "Mã, ví dụ nguyen-van-an", "Code, for example nguyen-van-an")
#define PERSON_NAME F_BOUND("name", FIELD_STRING, R, 1, 200, "Họ và tên", "Full name")
#define PERSON_CONTACT                                                                             \
    F_BOUND("email", FIELD_STRING, N, 1, 254, "Thư điện tử công vụ", "E-mail at work"),            \
        F_BOUND("phone", FIELD_STRING, N, 1, 40, "Điện thoại cơ quan", "Telephone at work"),       \
        F_BOUND("note", FIELD_TEXT, N, 1, 2000, "Ghi chú", "Note")

static const struct field person_create_fields[] = {PERSON_CODE, PERSON_NAME, PERSON_CONTACT,
                                                    F_END};
const struct shape shape_person_create = {"PersonCreate", person_create_fields};

static const struct field person_patch_fields[] = {PERSON_NAME, PERSON_CONTACT, F_END};
const struct shape shape_person_patch = {"PersonPatch", person_patch_fields};

/* Of a document that is named beside something: its id, and the number and symbol. */
#define DOCUMENT_NAMED                                                                             \
    F("document", FIELD_UUID, N, "Id văn bản quyết định", "Id of the document that decided"),      \
        F("document_code", FIELD_STRING, N, "Số và ký hiệu văn bản", "Its number and symbol")

static const struct field held_fields[] = {
    F("post", FIELD_CODE, R, "Mã chức vụ", "Code of the post"),
    F("post_title", FIELD_STRING, R, "Chức vụ", "Title of the post"),
    F("agency", FIELD_CODE, R, "Mã cơ quan", "Code of the agency"),
    F("agency_name", FIELD_STRING, R, "Tên cơ quan", "Name of the agency"),
    F("valid_from", FIELD_DATE, N, "Giữ từ ngày", "Held from this day"),
    F("valid_to", FIELD_DATE, N, "Thôi giữ từ ngày", "No longer from this day"),
    DOCUMENT_NAMED,
    F_END};
static const struct shape shape_held = {"PersonPost", held_fields};
static const struct field field_held = F_OBJECT("", 0, &shape_held, "Chức vụ", "A post");

static const struct field seated_fields[] = {
    F("committee", FIELD_CODE, R, "Mã ban chỉ đạo, tổ", "Code of the committee"),
    F("committee_name", FIELD_STRING, R, "Tên ban chỉ đạo, tổ", "Name of the committee"),
    F("seat", FIELD_UUID, R, "Id vị trí", "Id of the seat"),
    F("role", FIELD_CODE, R, "Mã vai trò", "Code of the role"),
    F("role_name", FIELD_STRING, R, "Vai trò", "Name of the role"),
    F("role_name_en", FIELD_STRING, N, "Tên tiếng Anh", "English name"),
    F("post", FIELD_CODE, N, "Chức vụ đưa vào vị trí này, null: đích danh",
      "The post that brings the seat, null: by name"),
    F("valid_from", FIELD_DATE, N, "Từ ngày", "From this day"),
    F("valid_to", FIELD_DATE, N, "Đến trước ngày", "No longer from this day"),
    F_END};
static const struct shape shape_seated = {"PersonSeat", seated_fields};
static const struct field field_seated = F_OBJECT("", 0, &shape_seated, "Vị trí", "A seat");

static const struct field person_fields[] = {
    F_IDENTITY,
    PERSON_CODE,
    PERSON_NAME,
    PERSON_CONTACT,
    F("contact_masked", FIELD_BOOLEAN, R, "Liên hệ được che bớt, không có ghi chú",
      "The contact is masked and the note left out"),
    F_ARRAY("posts", R, 0, 500, &field_held, "Các chức vụ đang giữ", "Posts held"),
    F_ARRAY("seats", R, 0, 500, &field_seated, "Các vị trí trong ban chỉ đạo, tổ",
            "Seats in committees"),
    F_VERSIONS,
    F_AS_OF,
    F_END};
const struct shape shape_person = {"Person", person_fields};

static const struct field person_entry_fields[] = {
    F_IDENTITY,  PERSON_CODE,
    PERSON_NAME, F("position", FIELD_STRING, N, "Các chức vụ đang giữ", "Titles of the posts held"),
    F_VERSIONS,  F_END};
const struct shape shape_person_entry = {"PersonEntry", person_entry_fields};

static const struct field people_fields[] = {
    F_SEARCH,
    F("agency", FIELD_REFERENCE, 0, "Giữ chức vụ ở cơ quan này", "With a post at this agency"),
    F_MOMENT,
    F_ENUM("sort", 0, list_person_sorts, "Thứ tự", "Order"),
    F_PAGE,
    F_FIELDS,
    F_COUNT,
    F_END};
const struct shape query_people = {"PersonQuery", people_fields};

#define POST_MEMBERS                                                                               \
    F_BOUND("title_vi", FIELD_STRING, R, 1, 300, "Tên chức vụ", "Vietnamese title"),               \
        F_BOUND("title_en", FIELD_STRING, N, 1, 300, "Tên tiếng Anh", "English title")
#define POST_CODE   F("code", FIELD_CODE, R, "Mã, ví dụ gd-so-khcn", "Code, for example gd-so-khcn")
#define POST_AGENCY F("agency", FIELD_REFERENCE, R, "Cơ quan có chức vụ này", "Whose post it is")

static const struct field post_create_fields[] = {
    POST_CODE, POST_MEMBERS, POST_AGENCY,
    F("valid_from", FIELD_DATE, N, "Có từ ngày, không nêu: từ trước đến nay",
      "There from this day, ever since when not given"),
    F_END};
const struct shape shape_post_create = {"PostCreate", post_create_fields};

static const struct field post_patch_fields[] = {
    POST_MEMBERS, POST_AGENCY,
    F("from", FIELD_DATE, N, "Như vậy từ ngày, mặc định hôm nay; null: từ trước đến nay",
      "So from this day, today when not given; null: ever since"),
    F("valid_to", FIELD_DATE, 0, "Không còn chức vụ này từ ngày", "The first day without the post"),
    F_END};
const struct shape shape_post_patch = {"PostPatch", post_patch_fields};

static const struct field post_assign_fields[] = {
    F("person", FIELD_REFERENCE, R | N, "Người giữ chức vụ, null: khuyết",
      "Who holds it, null: nobody"),
    F("from", FIELD_DATE, R, "Từ ngày", "From this day"),
    F("document", FIELD_REFERENCE, N, "Văn bản quyết định", "The document that decided"),
    F_BOUND("note", FIELD_STRING, N, 1, 500, "Ghi chú", "Note"), F_END};
const struct shape shape_post_assign = {"PostAssign", post_assign_fields};

static const struct field post_fields[] = {
    F_IDENTITY,
    POST_CODE,
    POST_MEMBERS,
    F("agency", FIELD_CODE, R, "Mã cơ quan", "Code of the agency"),
    F("agency_name", FIELD_STRING, R, "Tên cơ quan", "Name of the agency"),
    F("holder", FIELD_CODE, N, "Mã người giữ, null: khuyết", "Who holds it, null: nobody"),
    F("holder_name", FIELD_STRING, N, "Họ và tên người giữ", "Name of who holds it"),
    F("holder_from", FIELD_DATE, N, "Giữ từ ngày", "Held from this day"),
    F("holder_to", FIELD_DATE, N, "Thôi giữ từ ngày", "No longer from this day"),
    DOCUMENT_NAMED,
    F("holder_note", FIELD_STRING, N, "Ghi chú về việc giữ", "Note on the holding"),
    F("valid_from", FIELD_DATE, N, "Tên và cơ quan như vậy từ ngày", "So named from this day"),
    F("valid_to", FIELD_DATE, N, "Không còn như vậy từ ngày", "No longer so from this day"),
    F_VERSIONS,
    F_AS_OF,
    F_END};
const struct shape shape_post = {"Post", post_fields};

static const struct field posts_fields[] = {
    F_SEARCH,
    F("agency", FIELD_REFERENCE, 0, "Của cơ quan này", "Of this agency"),
    F("vacant", FIELD_BOOLEAN, 0, "true: khuyết; false: có người giữ",
      "true: nobody holds it; false: somebody does"),
    F_MOMENT,
    F_ENUM("sort", 0, list_post_sorts, "Thứ tự", "Order"),
    F_PAGE,
    F_FIELDS,
    F_COUNT,
    F_END};
const struct shape query_posts = {"PostQuery", posts_fields};

static const struct field holder_fields[] = {
    F("person", FIELD_CODE, R, "Mã người giữ", "Code of the person"),
    F("person_name", FIELD_STRING, R, "Họ và tên", "Name of the person"),
    F("valid_from", FIELD_DATE, N, "Giữ từ ngày", "Held from this day"),
    F("valid_to", FIELD_DATE, N, "Thôi giữ từ ngày", "No longer from this day"),
    DOCUMENT_NAMED,
    F("note", FIELD_STRING, N, "Ghi chú", "Note"),
    F("known_from", FIELD_TIME, R, "Hệ thống biết từ lúc", "Since when the register knows it"),
    F_END};
const struct shape shape_post_holder = {"PostHolder", holder_fields};

static const struct field holders_fields[] = {F_KNOWN_AT, F_PAGE, F_FIELDS, F_COUNT, F_END};
const struct shape query_post_holders = {"PostHolderQuery", holders_fields};
