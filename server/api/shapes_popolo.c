/* shapes_popolo.c - a committee in the words of Popolo (popoloproject.com). What is empty is left
 * out, as Popolo's own examples do. */
#include "api/shapes.h"

#define DAYS(first_, last_)                                                                        \
    F(first_, FIELD_DATE, 0, "Ngày đầu", "First day"),                                             \
        F(last_, FIELD_DATE, 0, "Ngày cuối", "Last day")

static const struct field identifier_fields[] = {F("scheme", FIELD_STRING, R, "Hệ mã", "Scheme"),
                                                 F("identifier", FIELD_STRING, R, "Mã", "Code"),
                                                 F_END};
static const struct shape shape_identifier = {"PopoloIdentifier", identifier_fields};
static const struct field field_identifier =
    F_OBJECT("", 0, &shape_identifier, "Mã định danh", "Identifier");

static const struct field name_fields[] = {F("name", FIELD_STRING, R, "Tên", "Name"),
                                           F("note", FIELD_STRING, 0, "Ngôn ngữ", "Language"),
                                           F_END};
static const struct shape shape_name = {"PopoloName", name_fields};
static const struct field field_name = F_OBJECT("", 0, &shape_name, "Tên khác", "Another name");

static const struct field organization_fields[] = {
    F_IDENTITY,
    F("name", FIELD_STRING, R, "Tên", "Name"),
    F_ARRAY("other_names", 0, 0, 10, &field_name, "Các tên khác", "Other names"),
    F("classification", FIELD_STRING, R, "Loại", "Kind"),
    F("parent_id", FIELD_UUID, 0, "Trực thuộc", "What it is under"),
    DAYS("founding_date", "dissolution_date"),
    F_ARRAY("identifiers", R, 0, 10, &field_identifier, "Các mã", "Identifiers"),
    F_END};
static const struct shape shape_organization = {"PopoloOrganization", organization_fields};
static const struct field field_organization =
    F_OBJECT("", 0, &shape_organization, "Tổ chức", "Organization");

static const struct field person_fields[] = {
    F_IDENTITY, F("name", FIELD_STRING, R, "Họ và tên", "Name"),
    F_ARRAY("identifiers", R, 0, 10, &field_identifier, "Các mã", "Identifiers"), F_END};
static const struct shape shape_popolo_person = {"PopoloPerson", person_fields};
static const struct field field_person = F_OBJECT("", 0, &shape_popolo_person, "Người", "Person");

static const struct field post_fields[] = {
    F_IDENTITY,
    F("label", FIELD_STRING, R, "Tên chức vụ", "Title"),
    F("role", FIELD_STRING, R, "Vai trò", "Role"),
    F("organization_id", FIELD_UUID, R, "Thuộc tổ chức", "Its organization"),
    DAYS("start_date", "end_date"),
    F_END};
static const struct shape shape_popolo_post = {"PopoloPost", post_fields};
static const struct field field_post = F_OBJECT("", 0, &shape_popolo_post, "Chức vụ", "Post");

static const struct field membership_fields[] = {
    F("id", FIELD_STRING, R, "Định danh", "Identifier"),
    F("label", FIELD_STRING, R, "Vai trò", "Label"),
    F("role", FIELD_STRING, R, "Vai trò", "Role"),
    F("person_id", FIELD_UUID, R, "Người", "The person"),
    F("organization_id", FIELD_UUID, R, "Tổ chức", "The organization"),
    F("post_id", FIELD_UUID, 0, "Theo chức vụ", "The post it is held through"),
    F("on_behalf_of_id", FIELD_UUID, 0, "Đại diện cho", "The organization represented"),
    DAYS("start_date", "end_date"),
    F_END};
static const struct shape shape_membership = {"PopoloMembership", membership_fields};
static const struct field field_membership =
    F_OBJECT("", 0, &shape_membership, "Tư cách thành viên", "Membership");

static const struct field popolo_fields[] = {
    F_ARRAY("organizations", R, 1, 10000, &field_organization, "Ban và các cơ quan liên quan",
            "The committee and the agencies around it"),
    F_ARRAY("persons", R, 0, 10000, &field_person, "Những người", "People"),
    F_ARRAY("posts", R, 0, 10000, &field_post, "Các chức vụ", "Posts"),
    F_ARRAY("memberships", R, 0, 10000, &field_membership, "Ai là gì từ khi nào đến khi nào",
            "Who was what from when to when"),
    F_END};
const struct shape shape_popolo = {"Popolo", popolo_fields};
